//! The bundled font: glyphs as outlines, advances and kerning. No other font is ever consulted.

use std::sync::OnceLock;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::path::{Path, Segment};

static REGULAR: &[u8] = include_bytes!("fonts/LibertinusSerif-Regular-subset.otf");
static ITALIC: &[u8] = include_bytes!("fonts/LibertinusSerif-Italic-subset.otf");

/// A face of the bundled font. All lengths are in ems, y upwards.
pub struct Font {
    face: Face<'static>,
    em: f64,
}

/// A glyph ready to set.
pub struct Glyph {
    id: GlyphId,
    /// Distance to the next glyph's origin.
    pub advance: f64,
    /// The drawing.
    pub outline: Path,
    /// Left, bottom, right, top of the drawing; zeros for a blank.
    pub bounds: [f64; 4],
}

impl Font {
    /// The upright or the italic face. `None` only if the bundled file were damaged, which a test
    /// excludes.
    pub fn get(italic: bool) -> Option<&'static Font> {
        static FACES: OnceLock<[Option<Font>; 2]> = OnceLock::new();
        let faces = FACES.get_or_init(|| [Font::read(REGULAR), Font::read(ITALIC)]);
        faces[usize::from(italic)].as_ref()
    }

    fn read(bytes: &'static [u8]) -> Option<Font> {
        let face = Face::parse(bytes, 0).ok()?;
        let em = f64::from(face.units_per_em());
        Some(Font { face, em })
    }

    /// The glyph of a character, `None` if the font has none.
    pub fn glyph(&self, c: char) -> Option<Glyph> {
        let id = self.face.glyph_index(c)?;
        let mut pen = Pen {
            path: Path::default(),
            em: self.em,
        };
        let bounds = self.face.outline_glyph(id, &mut pen).map_or([0.0; 4], |b| {
            [b.x_min, b.y_min, b.x_max, b.y_max].map(|v| f64::from(v) / self.em)
        });
        Some(Glyph {
            id,
            advance: f64::from(self.face.glyph_hor_advance(id)?) / self.em,
            outline: pen.path,
            bounds,
        })
    }

    /// What the distance between two neighbours is to be changed by (OpenType `GPOS`, pair
    /// adjustment).
    pub fn kerning(&self, left: &Glyph, right: &Glyph) -> f64 {
        let Some(gpos) = self.face.tables().gpos else {
            return 0.0;
        };
        for lookup in gpos.lookups {
            for subtable in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
                if let PositioningSubtable::Pair(pair) = subtable
                    && let Some(units) = pair_adjustment(&pair, left.id, right.id)
                {
                    return f64::from(units) / self.em;
                }
            }
        }
        0.0
    }
}

fn pair_adjustment(pair: &PairAdjustment<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    let covered = pair.coverage().get(left)?;
    match pair {
        PairAdjustment::Format1 { sets, .. } => Some(sets.get(covered)?.get(right)?.0.x_advance),
        PairAdjustment::Format2 {
            classes, matrix, ..
        } => {
            let pair = (classes.0.get(left), classes.1.get(right));
            Some(matrix.get(pair)?.0.x_advance)
        }
    }
}

struct Pen {
    path: Path,
    em: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) / self.em, f64::from(y) / self.em)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Segment::Move(self.at(x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Segment::Line(self.at(x, y)));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // The bundled faces are cubic; a quadratic is raised exactly in case a future one is not.
        let (c, to) = (self.at(x1, y1), self.at(x, y));
        let from = self.path.end().unwrap_or(c);
        let toward = |p: (f64, f64)| (p.0 + (c.0 - p.0) * 2.0 / 3.0, p.1 + (c.1 - p.1) * 2.0 / 3.0);
        self.path
            .0
            .push(Segment::Cubic(toward(from), toward(to), to));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.path.0.push(Segment::Cubic(
            self.at(x1, y1),
            self.at(x2, y2),
            self.at(x, y),
        ));
    }
    fn close(&mut self) {
        self.path.0.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_have_what_the_figures_write() {
        for italic in [false, true] {
            let font = Font::get(italic).unwrap_or_else(|| panic!("bundled face, italic {italic}"));
            for c in "AZaz09 .,:;()[]{}|/+-−±·×√≤≥∞∼≈→←′″½%ΔΣΠΦαβγδεηθκλμνξπρσφūé–—…∂∈≠".chars()
            {
                assert!(
                    font.glyph(c).is_some(),
                    "no glyph for {c:?}, italic {italic}"
                );
            }
        }
    }

    #[test]
    fn pairs_are_kerned() {
        let font = Font::get(false).unwrap_or_else(|| panic!("bundled face"));
        let pair = |a, b| match (font.glyph(a), font.glyph(b)) {
            (Some(a), Some(b)) => font.kerning(&a, &b),
            _ => panic!("no glyph"),
        };
        assert!(
            pair('A', 'V') < -0.02,
            "AV must be drawn together: {}",
            pair('A', 'V')
        );
        assert_eq!(pair('n', 'n'), 0.0);
    }
}
