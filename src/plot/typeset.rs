//! From a parsed label to glyph outlines in their places.

use thiserror::Error;

use super::font::Font;
use super::path::{Path, Point};
use crate::print::label::{Label, Node};

/// Why a label could not be set.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TypesetError {
    /// The bundled font lacks a character.
    #[error(
        "the figures' font has no glyph for {character:?} (in {label:?}); use Latin, Greek or a common mathematical sign"
    )]
    NoGlyph {
        /// The character.
        character: char,
        /// The label in plain text.
        label: String,
    },
    /// The bundled font could not be read at all.
    #[error("the bundled font is damaged; rebuild the program from a clean checkout")]
    DamagedFont,
}

/// A label set at some size: outline with the baseline's left end as origin, y downwards, lengths
/// in points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lettering {
    /// The glyphs' outlines.
    pub outline: Path,
    /// Distance from the origin to where following text would start.
    pub width: f64,
    /// Height above the baseline.
    pub ascent: f64,
    /// Depth below the baseline.
    pub descent: f64,
    /// The label as plain text.
    pub plain: String,
}

/// Scripts are set at this fraction of the size; the smallest still prints at 5.6 points.
const SCRIPT: f64 = 0.7;
/// Thickness of the bar of the radical sign in its own ems, so that it continues without a step.
const BAR: f64 = 0.039;

/// Sets a label at `size` points.
///
/// # Errors
/// A character the font lacks.
pub fn set(label: &Label, size: f64) -> Result<Lettering, TypesetError> {
    let mut line = Line {
        out: Lettering {
            plain: label.plain(),
            ..Lettering::default()
        },
    };
    line.nodes(label.nodes(), size, 0.0)?;
    // Text without descenders still occupies a line of the usual height.
    line.out.ascent = line.out.ascent.max(0.66 * size);
    Ok(line.out)
}

struct Line {
    out: Lettering,
}

impl Line {
    /// Sets nodes from the current width on, raised by `rise` above the baseline.
    fn nodes(&mut self, nodes: &[Node], size: f64, rise: f64) -> Result<(), TypesetError> {
        let mut italic_before = false;
        for node in nodes {
            match node {
                Node::Run { text, italic, .. } => {
                    self.run(text, *italic, size, rise)?;
                    italic_before = *italic;
                }
                Node::Script { sub, sup } => self.scripts(sub, sup, italic_before, size, rise)?,
                Node::Radical(inner) => self.radical(inner, size, rise)?,
                Node::Number { set, .. } => self.nodes(set, size, rise)?,
            }
        }
        Ok(())
    }

    fn run(&mut self, text: &str, italic: bool, size: f64, rise: f64) -> Result<(), TypesetError> {
        let font = Font::get(italic).ok_or(TypesetError::DamagedFont)?;
        let mut before = None;
        for c in text.chars() {
            let glyph = font.glyph(c).ok_or_else(|| TypesetError::NoGlyph {
                character: c,
                label: self.out.plain.clone(),
            })?;
            if let Some(before) = &before {
                self.out.width += size * font.kerning(before, &glyph);
            }
            self.place(&glyph.outline, size, (self.out.width, rise));
            self.reach(size * glyph.bounds[3] + rise, size * glyph.bounds[1] + rise);
            self.out.width += size * glyph.advance;
            before = Some(glyph);
        }
        Ok(())
    }

    fn scripts(
        &mut self,
        sub: &[Node],
        sup: &[Node],
        after_italic: bool,
        size: f64,
        rise: f64,
    ) -> Result<(), TypesetError> {
        let start = self.out.width + 0.02 * size;
        let (drop, lift) = if sub.is_empty() || sup.is_empty() {
            (0.17, 0.37)
        } else {
            (0.24, 0.42)
        };
        self.out.width = start;
        self.nodes(sub, SCRIPT * size, rise - drop * size)?;
        let after_sub = self.out.width;
        // A slanted letter leans into what is raised behind it.
        self.out.width = start + if after_italic { 0.04 * size } else { 0.0 };
        self.nodes(sup, SCRIPT * size, rise + lift * size)?;
        self.out.width = self.out.width.max(after_sub) + 0.03 * size;
        Ok(())
    }

    fn radical(&mut self, inner: &[Node], size: f64, rise: f64) -> Result<(), TypesetError> {
        let font = Font::get(false).ok_or(TypesetError::DamagedFont)?;
        let sign = font.glyph('√').ok_or(TypesetError::DamagedFont)?;
        // Set the radicand aside first: its height decides how large the sign is.
        let mut aside = Line {
            out: Lettering {
                plain: self.out.plain.clone(),
                ..Lettering::default()
            },
        };
        aside.nodes(inner, size, 0.0)?;
        let [_, bottom, right, top] = sign.bounds;
        let needed = (aside.out.ascent + aside.out.descent) / size + 0.12;
        let scale = size * (needed / (top - bottom)).max(0.92);
        let base = rise - aside.out.descent.min(0.25 * size) * 0.5;
        let origin = self.out.width;
        self.place(&sign.outline, scale, (origin, base));
        let (x0, x1) = (
            origin + scale * right - 0.01 * size,
            origin + scale * right + aside.out.width + 0.02 * size,
        );
        let (y1, y0) = (-(base + scale * top), -(base + scale * top) + BAR * scale);
        let bar = Path::polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]);
        self.out.outline.0.extend(bar.0);
        let shift = (origin + scale * right - 0.01 * size, -rise);
        let moved = aside
            .out
            .outline
            .map(|(x, y): Point| (x + shift.0, y + shift.1));
        self.out.outline.0.extend(moved.0);
        self.reach(base + scale * top, base + scale * bottom);
        self.reach(aside.out.ascent + rise, rise - aside.out.descent);
        self.out.width = x1 + 0.04 * size;
        Ok(())
    }

    fn place(&mut self, outline: &Path, scale: f64, (x0, rise): Point) {
        let placed = outline.map(|(x, y)| (x0 + scale * x, -rise - scale * y));
        self.out.outline.0.extend(placed.0);
    }

    fn reach(&mut self, top: f64, bottom: f64) {
        self.out.ascent = self.out.ascent.max(top);
        self.out.descent = self.out.descent.max(-bottom);
    }
}
