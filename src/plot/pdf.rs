//! A scene as a one-page vector PDF: outlined lettering, no transparency, no dates, no identifiers.

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use super::path::{Path, Point, Segment};
use super::scene::{Scene, Shape};
use super::style::Rgb;

/// The scene as a PDF whose page is exactly the figure.
pub fn write(scene: &Scene) -> Vec<u8> {
    write_pages(std::slice::from_ref(scene))
}

/// Scenes as the pages of one PDF, each exactly as large as its scene. The document bears the title
/// of the first.
pub fn write_pages(scenes: &[Scene]) -> Vec<u8> {
    let [catalog, pages] = [1, 2].map(Ref::new);
    // A page and its content for each scene, then the document's own words.
    let numbered = |place: usize| {
        let first = 3 + 2 * i32::try_from(place).unwrap_or(i32::MAX / 4);
        (Ref::new(first), Ref::new(first + 1))
    };
    let info = numbered(scenes.len()).0;
    let mut pdf = Pdf::new();
    // Nothing here needs more, and pdfLaTeX's default refuses to include files beyond 1.5 without a
    // warning.
    pdf.set_version(1, 5);
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages)
        .kids((0..scenes.len()).map(|place| numbered(place).0))
        .count(i32::try_from(scenes.len()).unwrap_or(i32::MAX));
    for (place, scene) in scenes.iter().enumerate() {
        let (page, content) = numbered(place);
        let media = Rect::new(0.0, 0.0, single(scene.width), single(scene.height));
        let mut writer = pdf.page(page);
        writer.media_box(media).parent(pages).contents(content);
        writer.resources();
        writer.finish();
        let drawn = miniz_oxide::deflate::compress_to_vec_zlib(&draw(scene), 9);
        pdf.stream(content, &drawn).filter(Filter::FlateDecode);
    }
    let title = scenes.first().map_or("", |scene| scene.title.as_str());
    pdf.document_info(info)
        .title(TextStr(title))
        .creator(TextStr("firstbest"));
    pdf.finish()
}

fn draw(scene: &Scene) -> Vec<u8> {
    let mut content = Content::new();
    // PDF's y points up; everything else here points down.
    content.transform([1.0, 0.0, 0.0, -1.0, 0.0, single(scene.height)]);
    content.set_line_join(LineJoinStyle::RoundJoin);
    content.set_line_cap(LineCapStyle::ButtCap);
    content.set_fill_rgb(1.0, 1.0, 1.0);
    content.rect(0.0, 0.0, single(scene.width), single(scene.height));
    content.fill_nonzero();
    for shape in &scene.shapes {
        paint(shape, &mut content);
    }
    content.finish().into_vec()
}

fn paint(shape: &Shape, content: &mut Content) {
    if let Some(ink) = shape.fill {
        let [r, g, b] = rgb(ink);
        content.set_fill_rgb(r, g, b);
    }
    if let Some(stroke) = &shape.stroke {
        let [r, g, b] = rgb(stroke.ink);
        content.set_stroke_rgb(r, g, b);
        content.set_line_width(single(stroke.width));
        content.set_dash_pattern(stroke.dash.iter().map(|&d| single(d)), 0.0);
    }
    if let Some(text) = &shape.text {
        // Readers that support it (screen readers, some searches) read the words instead of the
        // outlines.
        content
            .begin_marked_content_with_properties(Name(b"Span"))
            .properties()
            .actual_text(TextStr(text));
    }
    outline(&shape.path, content);
    match (shape.fill.is_some(), shape.stroke.is_some()) {
        (true, true) => content.fill_nonzero_and_stroke(),
        (true, false) => content.fill_nonzero(),
        (false, true) => content.stroke(),
        (false, false) => content.end_path(),
    };
    if shape.text.is_some() {
        content.end_marked_content();
    }
}

fn outline(path: &Path, content: &mut Content) {
    let point = |(x, y): Point| (single(x), single(y));
    for segment in &path.0 {
        match *segment {
            Segment::Move(p) => {
                let (x, y) = point(p);
                content.move_to(x, y);
            }
            Segment::Line(p) => {
                let (x, y) = point(p);
                content.line_to(x, y);
            }
            Segment::Cubic(a, b, p) => {
                let ((x1, y1), (x2, y2), (x3, y3)) = (point(a), point(b), point(p));
                content.cubic_to(x1, y1, x2, y2, x3, y3);
            }
            Segment::Close => {
                content.close_path();
            }
        }
    }
}

/// A length to a thousandth of a point: shorter text, and nothing below it is visible.
fn single(v: f64) -> f32 {
    ((v * 1000.0).round() / 1000.0) as f32
}

fn rgb(Rgb(r, g, b): Rgb) -> [f32; 3] {
    [r, g, b].map(|c| single(f64::from(c) / 255.0))
}
