//! What computed the numbers, and how to check that this page is what it says.

use super::table::{cell, table};
use crate::paper::document::{DocumentError, Shelf};
use crate::print::markup::LINE;
use maud::{Markup, html};

const LOCK: &str = "Cargo.lock";

/// Files this section reads.
pub const SOURCES: &[&str] = &[LOCK];

const COMMANDS: &str = "\
firstbest reproduce           # make what is not up to date
firstbest reproduce --check   # make everything elsewhere and compare byte for byte";

/// Packages that numbers or drawings come from; the rest reads, writes and prints.
const PACKAGES: &[(&str, &str)] = &[
    ("libm", "elementary functions, the same on every machine"),
    ("nalgebra", "small dense linear algebra"),
    ("rand_chacha", "random numbers"),
    ("rayon", "threads; results do not depend on their number"),
    ("good_lp", "front of two solvers"),
    ("microlp", "linear programs"),
    ("minilp", "linear programs"),
    ("clarabel", "linear programs, interior point"),
    ("dashu-ratio", "rationals of certificates"),
    ("statrs", "cross-checks"),
    ("plotters", "layout of figures"),
    ("tiny-skia", "previews of figures"),
];

/// The section.
pub fn section(shelf: &Shelf) -> Result<Markup, DocumentError> {
    let lock = match shelf.bytes(LOCK) {
        Some(_) => Some(shelf.text(LOCK)?),
        None => None,
    };
    Ok(html! {
        section.card id="environment" aria-labelledby="environment-title" { (LINE)
            h2 id="environment-title" { "Environment" } (LINE)
            p {
                "firstbest " (env!("CARGO_PKG_VERSION")) ", Rust " (env!("CARGO_PKG_RUST_VERSION"))
                " or later. The bytes of this page and of every figure and table do not depend on the machine, \
                 its locale, time zone, fonts or number of threads; only the times of the solver comparison do, which is not made \
                 anew by " code { "reproduce" } ". What each file was made from stands in "
                code { "paper/manifest.json" } "."
            } (LINE)
            pre.command { code { (COMMANDS) } } (LINE)
            @if let Some(lock) = lock { (packages(lock)) }
        } (LINE)
    })
}

fn packages(lock: &str) -> Markup {
    let row = |(name, role): &(&str, &str)| {
        let version = version(lock, name)?;
        Some(vec![html! { code { (name) } }, cell(version), cell(role)])
    };
    let rows: Vec<Vec<Markup>> = PACKAGES.iter().filter_map(row).collect();
    table(&["Package", "Version", "Used for"], &rows)
}

/// The version of a package in the text of `Cargo.lock`; several are joined.
fn version(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut versions = Vec::new();
    let mut lines = lock.lines();
    while let Some(line) = lines.next() {
        if line == wanted {
            let version = lines.next()?.strip_prefix("version = \"")?;
            versions.push(version.trim_end_matches('"'));
        }
    }
    (!versions.is_empty()).then(|| versions.join(", "))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"libm\"\nversion = \"0.2.15\"\n\n[[package]]\nname = \"x\"\nversion = \"1\"\n";
        assert_eq!(version(lock, "libm").as_deref(), Some("0.2.15"));
        assert_eq!(version(lock, "lib"), None);
    }
}
