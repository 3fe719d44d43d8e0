//! A scene as a PNG preview, drawn by a scalar rasteriser whose arithmetic does not depend on the
//! processor.

use thiserror::Error;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

use super::path::{Path, Segment};
use super::scene::{Scene, Shape};
use super::style::Rgb;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PngError {
    /// The picture would be empty or too large.
    #[error(
        "a picture of {width} by {height} pixels cannot be drawn; choose a resolution between 50 and 1200 dots per inch"
    )]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The encoder refused.
    #[error("the picture could not be encoded: {0}")]
    Encode(#[from] png::EncodingError),
}

/// The scene as a PNG at `dpi` dots per inch, the resolution noted in the file.
///
/// # Errors
/// A resolution that gives no sensible picture.
pub fn write(scene: &Scene, dpi: f64) -> Result<Vec<u8>, PngError> {
    let scale = dpi / 72.0;
    let pixels = |points: f64| (points * scale).round() as u32;
    let (width, height) = (pixels(scene.width), pixels(scene.height));
    let size = PngError::Size { width, height };
    if !(50.0..=1200.0).contains(&dpi) {
        return Err(size);
    }
    let Some(mut picture) = Pixmap::new(width, height) else {
        return Err(size);
    };
    picture.fill(Color::WHITE);
    for shape in &scene.shapes {
        paint(shape, scale as f32, &mut picture);
    }
    Ok(encode(&picture, dpi)?)
}

/// The file, with the resolution in it, so that the picture opens at its printed size.
fn encode(picture: &Pixmap, dpi: f64) -> Result<Vec<u8>, png::EncodingError> {
    let per_metre = (dpi / 0.0254).round() as u32;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    // The ground is opaque, so that colours are not multiplied by anything.
    encoder.write_header()?.write_image_data(picture.data())?;
    Ok(bytes)
}

fn paint(shape: &Shape, scale: f32, picture: &mut Pixmap) {
    // Degenerate outlines (a blank's) give no path and need none.
    let Some(path) = build(&shape.path) else {
        return;
    };
    let transform = Transform::from_scale(scale, scale);
    if let Some(ink) = shape.fill {
        picture.fill_path(&path, &solid(ink), FillRule::Winding, transform, None);
    }
    if let Some(stroke) = &shape.stroke {
        let dash = stroke.dash.iter().map(|&d| d as f32).collect();
        let pen = Stroke {
            width: stroke.width as f32,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash: StrokeDash::new(dash, 0.0),
            ..Stroke::default()
        };
        picture.stroke_path(&path, &solid(stroke.ink), &pen, transform, None);
    }
}

fn build(path: &Path) -> Option<tiny_skia::Path> {
    let mut pen = PathBuilder::new();
    for segment in &path.0 {
        match *segment {
            Segment::Move((x, y)) => pen.move_to(x as f32, y as f32),
            Segment::Line((x, y)) => pen.line_to(x as f32, y as f32),
            Segment::Cubic(a, b, p) => pen.cubic_to(
                a.0 as f32, a.1 as f32, b.0 as f32, b.1 as f32, p.0 as f32, p.1 as f32,
            ),
            Segment::Close => pen.close(),
        }
    }
    pen.finish()
}

fn solid(Rgb(r, g, b): Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    paint.anti_alias = true;
    paint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senseless_resolutions_are_refused() {
        let scene = Scene {
            width: 100.0,
            height: 50.0,
            title: String::new(),
            shapes: Vec::new(),
        };
        for dpi in [0.0, -3.0, f64::NAN, f64::INFINITY, 1e9] {
            assert!(write(&scene, dpi).is_err(), "{dpi}");
        }
        let bytes = write(&scene, 300.0).expect("a picture");
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info();
        let size = reader
            .expect("a PNG")
            .info()
            .pixel_dims
            .expect("a resolution");
        // 300 dots an inch of 25.4 mm are 11,811 a metre.
        assert_eq!((size.xppu, size.yppu), (11_811, 11_811));
    }
}
