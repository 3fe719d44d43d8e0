//! What stands above a report that was made with other values than the committed ones.

use super::text::markup;
use crate::paper::document::Shelf;
use crate::paper::varied::{self, Change};
use crate::print::markup::LINE;
use maud::{Markup, html};

/// The notice; nothing where nothing was set.
pub fn notice(shelf: &Shelf) -> Markup {
    let changes = varied::changes(shelf);
    let theorems = varied::theorems(&changes);
    let economies = changes.iter().any(|change| !change.economies.is_empty());
    html! {
        @if !changes.is_empty() {
            aside.notice role="note" { (LINE)
                p {
                    b { "Made with other values than the committed ones." }
                    " The figures, data, checks and numbers of " (theorems)
                    " are for these values, all others for the committed ones. "
                    @if economies {
                        "The paper’s section on the model and its table of economies describe the economies as committed, not as \
                         changed for " (theorems) ". "
                    }
                    "Words were written for the committed values and may not be true of these."
                } (LINE)
                ul { (LINE) @for change in &changes { (line(change)) (LINE) } } (LINE)
            } (LINE)
        }
    }
}

fn line(change: &Change<'_>) -> Markup {
    html! {
        li {
            code { (change.set) }
            @if !change.economies.is_empty() {
                " changes the economies: "
                @for (place, label) in change.economies.iter().enumerate() {
                    @if place > 0 { "; " }
                    (markup(label))
                }
            }
        }
    }
}
