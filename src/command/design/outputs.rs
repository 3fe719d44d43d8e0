//! The files that `design` writes, and what it says of them.

use super::args::Args;
use super::block::Part;
use super::{html, pdf};
use crate::command::error::CommandError;
use crate::contract::Class;
use crate::plot::figure::Drawing;
use crate::print::files;

/// Says for which numbers of checked labels there are no terms of their own.
pub(super) fn warn_of_missing(class: Class, missing: &[u64]) {
    if !missing.is_empty() {
        let missing: Vec<String> = missing.iter().map(u64::to_string).collect();
        tell!(
            "warning: no {} terms were proved for {} checked labels; those annotators are paid by the entry below",
            class.name(),
            missing.join(", ")
        );
    }
}

/// Writes the sheet where it was asked for.
pub(super) fn sheets(
    args: &Args,
    parts: &[Part],
    plot: Option<&Drawing>,
) -> Result<(), CommandError> {
    if let Some(path) = &args.html {
        let svg = plot.map(Drawing::svg);
        files::write(path, html::page(parts, svg.as_deref()).as_bytes())?;
    }
    if let Some(path) = &args.pdf {
        let title = args.heading.title.as_deref().unwrap_or("Your pay");
        let scene = plot.map(Drawing::scene);
        files::write(path, &pdf::document(title, parts, scene)?)?;
    }
    Ok(())
}
