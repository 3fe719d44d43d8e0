//! Pages of headings, text, tables and figures as scenes: what a person prints and signs.
//!
//! The plainest typesetting there is: one column on A4, words wrapped greedily, the first column of
//! a table flush left and numbers flush right. A part that does not fit one page is set smaller,
//! down to a size that still reads, and only then runs over to the next page.

mod table;

use crate::plot::path::Path;
use crate::plot::scene::{Scene, Shape, Stroke};
use crate::plot::style::{Ink, Rgb};
use crate::plot::typeset::{Lettering, TypesetError, set};
use crate::print::label::Label;

/// A4 in points.
const PAPER: (f64, f64) = (595.28, 841.89);

/// White on all four sides, in points.
const MARGIN: f64 = 54.0;

/// Sizes of the text that are tried, in points.
const SIZES: [f64; 7] = [10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5];

/// Lines to a size.
const LEADING: f64 = 1.32;

/// One thing on a page.
#[derive(Debug, Clone)]
pub enum Piece<'a> {
    /// A heading.
    Heading(&'a str),
    /// A paragraph.
    Text(&'a str),
    /// A paragraph that is to be seen first.
    Important(&'a str),
    /// A table; of two columns both are words.
    Table {
        /// Names of the columns; none for a table without.
        header: Vec<&'a str>,
        /// Cells.
        rows: &'a [Vec<String>],
    },
    /// A figure, as wide as the text.
    Figure(&'a Scene),
}

/// Each part on pages of its own, as few as its text allows.
///
/// # Errors
/// A character that the bundled font lacks.
pub fn pages(title: &str, parts: &[Vec<Piece<'_>>]) -> Result<Vec<Scene>, TypesetError> {
    let mut all = Vec::new();
    for part in parts {
        let mut found = Vec::new();
        for size in SIZES {
            found = Layout::of(title, part, size)?;
            if found.len() == 1 {
                break;
            }
        }
        all.extend(found);
    }
    Ok(all)
}

struct Layout<'t> {
    title: &'t str,
    size: f64,
    /// Where the next line begins.
    y: f64,
    done: Vec<Scene>,
    shapes: Vec<Shape>,
}

/// Text as a label without markup.
fn label(text: &str) -> Label {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\$_^{}".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    // Every sign with a meaning was written so that it has none.
    Label::parse(&plain).unwrap_or_default()
}

fn width(text: &str, size: f64) -> Result<f64, TypesetError> {
    Ok(set(&label(text), size)?.width)
}

/// Lines no wider than `most` where words allow.
fn wrapped(text: &str, size: f64, most: f64) -> Result<Vec<String>, TypesetError> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if !line.is_empty() && width(&longer, size)? > most {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line = longer;
        }
    }
    lines.push(line);
    Ok(lines)
}

impl<'t> Layout<'t> {
    fn of(title: &'t str, part: &[Piece<'_>], size: f64) -> Result<Vec<Scene>, TypesetError> {
        let mut layout = Self {
            title,
            size,
            y: MARGIN,
            done: Vec::new(),
            shapes: Vec::new(),
        };
        for piece in part {
            layout.piece(piece)?;
        }
        layout.turn();
        Ok(layout.done)
    }

    /// The page as it is, and a new one.
    fn turn(&mut self) {
        self.done.push(Scene {
            width: PAPER.0,
            height: PAPER.1,
            title: self.title.to_owned(),
            shapes: std::mem::take(&mut self.shapes),
        });
        self.y = MARGIN;
    }

    /// Room for so much, on the next page if need be.
    fn room(&mut self, height: f64) {
        if self.y + height > PAPER.1 - MARGIN && !self.shapes.is_empty() {
            self.turn();
        }
    }

    fn piece(&mut self, piece: &Piece<'_>) -> Result<(), TypesetError> {
        let (size, text) = (self.size, PAPER.0 - 2.0 * MARGIN);
        match piece {
            Piece::Heading(words) => {
                // A heading stands with what it is the heading of.
                self.room(5.0 * size);
                self.y += 0.9 * size;
                self.paragraph(words, 1.25 * size, MARGIN, text)?;
                self.rule(Ink::Grey.rgb());
                self.y += 0.4 * size;
            }
            Piece::Text(words) => {
                self.paragraph(words, size, MARGIN, text)?;
                self.y += 0.35 * size;
            }
            Piece::Important(words) => {
                let from = self.y;
                self.paragraph(words, 1.12 * size, MARGIN + size, text - size)?;
                if self.y > from {
                    let x = MARGIN + 0.2 * size;
                    self.stroke([(x, from), (x, self.y)], Ink::Blue.rgb(), 1.6);
                }
                self.y += 0.5 * size;
            }
            Piece::Table { header, rows } => self.table(header, rows)?,
            Piece::Figure(scene) => self.figure(scene),
        }
        Ok(())
    }

    fn paragraph(&mut self, words: &str, size: f64, x: f64, most: f64) -> Result<(), TypesetError> {
        for line in wrapped(words, size, most)? {
            self.room(LEADING * size);
            self.put(&set(&label(&line), size)?, x, self.y + size);
            self.y += LEADING * size;
        }
        Ok(())
    }

    fn put(&mut self, lettering: &Lettering, x: f64, y: f64) {
        self.shapes.push(Shape {
            path: lettering.outline.map(|(a, b)| (a + x, b + y)),
            fill: Some(Ink::Black.rgb()),
            stroke: None,
            text: Some(lettering.plain.clone()),
        });
    }

    fn stroke(&mut self, ends: [(f64, f64); 2], ink: Rgb, width: f64) {
        self.shapes.push(Shape {
            path: Path::polyline(ends),
            fill: None,
            stroke: Some(Stroke {
                ink,
                width,
                dash: &[],
            }),
            text: None,
        });
    }

    /// A thin line below what was set.
    fn rule(&mut self, ink: Rgb) {
        let y = self.y + 0.1 * self.size;
        self.stroke([(MARGIN, y), (PAPER.0 - MARGIN, y)], ink, 0.5);
    }

    fn figure(&mut self, scene: &Scene) {
        let scale = ((PAPER.0 - 2.0 * MARGIN) / scene.width).min(1.0);
        self.room(scale * scene.height);
        let (x, y) = (MARGIN, self.y);
        self.shapes.extend(scene.shapes.iter().map(|shape| Shape {
            path: shape.path.map(|(a, b)| (x + scale * a, y + scale * b)),
            stroke: shape.stroke.clone().map(|stroke| Stroke {
                width: scale * stroke.width,
                ..stroke
            }),
            ..shape.clone()
        }));
        self.y += scale * scene.height + 0.5 * self.size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bottom(scene: &Scene) -> f64 {
        let ends = scene.shapes.iter().filter_map(|shape| shape.path.end());
        ends.map(|(_, y)| y).fold(0.0, f64::max)
    }

    #[test]
    fn a_part_begins_a_page_and_fits_it_by_smaller_type_before_it_runs_over() {
        let long =
            "So many of your checked labels agree that you are paid a bonus on top. ".repeat(60);
        let parts = [
            vec![Piece::Heading("First"), Piece::Text("Short, with $ and _.")],
            vec![Piece::Heading("Second"), Piece::Text(&long)],
        ];
        let made = pages("test", &parts).unwrap();
        assert_eq!(made.len(), 2);
        assert!(
            made.iter()
                .all(|page| bottom(page) < PAPER.1 - MARGIN + 1.0)
        );
        let longer = long.repeat(6);
        let made = pages("test", &[vec![Piece::Text(&longer)]]).unwrap();
        assert!(made.len() > 1);
        assert!(
            made.iter()
                .all(|page| bottom(page) < PAPER.1 - MARGIN + 1.0)
        );
        let words = |page: &Scene| -> usize {
            let texts = page.shapes.iter().filter_map(|shape| shape.text.as_ref());
            texts.map(|text| text.split_whitespace().count()).sum()
        };
        // No word is lost at the turn of a page.
        assert_eq!(
            made.iter().map(words).sum::<usize>(),
            longer.split_whitespace().count()
        );
    }

    #[test]
    fn tables_stay_within_the_margins() {
        let row = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
        let rows = [
            row(
                &"a long description of what is proved ".repeat(6),
                "0.1 to 0.2",
            ),
            row("short", "1"),
        ];
        let table = Piece::Table {
            header: vec!["", "value"],
            rows: &rows,
        };
        let made = pages("test", &[vec![table]]).unwrap();
        for shape in &made[0].shapes {
            let lettering = set(&label(shape.text.as_deref().unwrap_or("")), SIZES[0]).unwrap();
            assert!(lettering.width <= PAPER.0 - 2.0 * MARGIN);
        }
        assert!(made[0].shapes.len() > 3, "the first cell is wrapped");
    }

    #[test]
    fn a_sign_that_the_font_lacks_is_an_error() {
        assert!(pages("test", &[vec![Piece::Text("\u{5b57}")]]).is_err());
    }
}
