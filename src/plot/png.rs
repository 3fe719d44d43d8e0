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
    Encode(String),
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
    let bytes = picture
        .encode_png()
        .map_err(|e| PngError::Encode(e.to_string()))?;
    Ok(with_resolution(bytes, dpi))
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

/// Inserts the `pHYs` chunk (pixels per metre) behind the header, so that the picture opens at its
/// printed size.
fn with_resolution(png: Vec<u8>, dpi: f64) -> Vec<u8> {
    // Signature 8 bytes, IHDR chunk 4 + 4 + 13 + 4 bytes.
    const HEADER: usize = 33;
    if png.len() < HEADER {
        return png;
    }
    let per_metre = ((dpi / 0.0254).round() as u32).to_be_bytes();
    let mut body = b"pHYs".to_vec();
    body.extend(per_metre.iter().chain(&per_metre));
    body.push(1);
    let mut out = png[..HEADER].to_vec();
    out.extend(9_u32.to_be_bytes());
    out.extend(&body);
    out.extend(crc32(&body).to_be_bytes());
    out.extend(&png[HEADER..]);
    out
}

/// The checksum of PNG chunks (PNG specification, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| {
            if c & 1 == 1 {
                0xEDB8_8320 ^ (c >> 1)
            } else {
                c >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_of_the_end_chunk() {
        // Every PNG ends with IEND, whose checksum is AE 42 60 82.
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
    }

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
        assert!(write(&scene, 300.0).is_ok());
    }
}
