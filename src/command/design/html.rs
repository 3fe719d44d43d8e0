//! The sheet of `firstbest design` as one web page that needs nothing else.

use super::block::{Block, Part};
use crate::print::markup::{self, LINE};
use maud::{Markup, html};

/// The page: the parts of the sheet, each on a page of its own in print, and its plot (SVG) behind
/// the company's first words.
pub fn page(parts: &[Part], plot: Option<&str>) -> String {
    let main = html! {
        @for (place, part) in parts.iter().enumerate() {
            div.part { (LINE)
                @for (line, block) in part.blocks.iter().enumerate() {
                    // What the annotator is told first is what counts.
                    (section(block, (place, line) == (0, 0)))
                    @if let (1, 0, Some(svg)) = (place, line, plot) {
                        figure.wide { (LINE) (markup::drawing(svg)) (LINE) } (LINE)
                    }
                }
            } (LINE)
        }
    };
    markup::page(
        "A contract for annotators",
        include_str!("design.css"),
        &main,
    )
}

fn section(block: &Block, terms: bool) -> Markup {
    html! {
        section { (LINE)
            h2 { (block.title) } (LINE)
            @if !block.rows.is_empty() { (table(block)) }
            @for (line, note) in block.notes.iter().enumerate() {
                p.terms[terms && line == 0].note[!terms || line > 0] { (note) } (LINE)
            }
        } (LINE)
    }
}

fn table(block: &Block) -> Markup {
    let named = |name: &&str| !name.is_empty() && *name != "value";
    html! {
        div.wide { (LINE)
            table.words[block.header.len() == 2] { (LINE)
                @if block.header.iter().any(named) {
                    tr { @for name in &block.header { th { (name) } } } (LINE)
                }
                @for row in &block.rows { tr { @for cell in row { td { (cell) } } } (LINE) }
            } (LINE)
        } (LINE)
    }
}
