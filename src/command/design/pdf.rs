//! The sheet of `firstbest design` for print: what the annotator signs on one page, what the
//! company should know on the next, the rest behind.

use super::block::{Block, Part};
use crate::plot::page::{Piece, pages};
use crate::plot::pdf;
use crate::plot::scene::Scene;
use crate::plot::typeset::TypesetError;

/// The sheet as a PDF; `plot` stands behind the company's first words.
///
/// # Errors
/// A sign in a name that the bundled font lacks.
pub fn document(
    title: &str,
    parts: &[Part],
    plot: Option<&Scene>,
) -> Result<Vec<u8>, TypesetError> {
    let set = parts.iter().enumerate().map(|(place, part)| {
        let mut pieces = Vec::new();
        for (line, block) in part.blocks.iter().enumerate() {
            pieces.extend(of_block(block, (place, line) == (0, 0)));
            if (place, line) == (1, 0) {
                pieces.extend(plot.map(Piece::Figure));
            }
        }
        pieces
    });
    let set: Vec<Vec<Piece<'_>>> = set.collect();
    Ok(pdf::write_pages(&pages(title, &set)?))
}

fn of_block(block: &Block, terms: bool) -> Vec<Piece<'_>> {
    let mut pieces = vec![Piece::Heading(&block.title)];
    if !block.rows.is_empty() {
        pieces.push(Piece::Table {
            header: block.header.clone(),
            rows: &block.rows,
        });
    }
    pieces.extend(block.notes.iter().enumerate().map(|(line, note)| {
        if terms && line == 0 {
            Piece::Important(note)
        } else {
            Piece::Text(note)
        }
    }));
    pieces
}
