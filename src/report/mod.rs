//! Publication-quality files from computed series: figures, tables, TeX macros, and when to make them again.
//!
//! This part knows series and labels, not what they mean. From description to file:
//!
//! - [`figure`] describes panels, axes and series; [`style`] decides how all of them look.
//! - [`label`] reads the markup of labels, [`font`] holds the bundled font, [`typeset`] sets the one in the other.
//! - [`scene`] is what `plotters` draws into: outlines made of [`path`]s, which [`svg`], [`pdf`] and [`png`] write. One scene, three
//!   formats, so they cannot differ, and lettering is outlines in each, so that no reader's fonts matter.
//! - [`table`] writes CSV, Markdown and LaTeX, [`number`] prints only the digits that are certain, [`tex`] writes macros.
//! - [`files`] writes whole files or none, [`cache`] says whether they are up to date and why not.
//!
//! - [`evidence`] makes the files of a theorem, [`sheet`] the one that says what was found; [`document`] makes what depends on all
//!   theorems ([`html`] the report, [`manuscript`] the paper), [`rows`] reads tables for it, [`solvers`] counts the answers of
//!   solvers; [`manifest`] says what everything was made from.
//!
//! The same input gives the same bytes: nothing here asks for the time, the locale, installed fonts or the number of threads,
//! and logarithms come from the crate `libm`, not from the platform.
//!
//! ```
//! use firstbest::report::cache::{Freshness, Recipe};
//! use firstbest::report::figure::{Axis, Bracket, Brackets, Figure, Line, Panel, Reference, Width};
//! use firstbest::report::number::Digits;
//! use firstbest::report::style::{Dash, Ink};
//! use firstbest::report::table::{Cell, Column, Table};
//! use firstbest::report::{files, tex::Macros};
//! # let dir = tempfile::tempdir()?;
//! # let root = dir.path();
//! let stamp = root.join("stamps/t6.json");
//! let recipe = Recipe::new(env!("CARGO_PKG_VERSION"), "t6, first order")
//!     .input("parameters of t6", b"kappa = 0.8")
//!     .output("figures/t6.svg")
//!     .output("data/t6.csv");
//! if let Freshness::Stale(why) = recipe.check(root, &stamp)? {
//!     eprintln!("t6: {why}"); // t6: not made yet
//!     let rows = [(200_i64, 1.283_096e-3, 1.283_098e-3), (1000, 2.573_111e-4, 2.573_113e-4)];
//!     let bracket = |&(n, lower, upper): &(i64, f64, f64)| {
//!         let (x, estimate) = (n as f64, 0.5 * (lower + upper));
//!         Bracket { x, estimate, lower, upper }
//!     };
//!     let panel = Panel::new(Axis::log("monitored samples $n$"), Axis::log("gap $Δ_n$"))
//!         .line(Line::new("$K_lin/n$", [(100.0, 2.6e-3), (2e3, 1.3e-4)]).ink(Ink::Vermilion).dash(Dash::Dashed))
//!         .brackets(Brackets::new("linear contract", rows.iter().map(bracket)))
//!         .vertical(Reference::at(500.0).label("$n*$"));
//!     Figure::new("Gap of linear contracts", Width::OneColumn).panel(panel).draw()?.write(&root.join("figures"), "t6")?;
//!
//!     let mut table = Table::new([Column::new("samples").title("$n$"), Column::new("gap").title("$Δ_n$").unit("payoff")])?;
//!     for &(n, lower, upper) in &rows {
//!         table.row([Cell::Integer(n), Digits::in_bracket(lower, upper, 12).into()])?;
//!     }
//!     assert_eq!(table.csv(), "samples,gap\n200,0.00128310\n1000,0.000257311\n");
//!     files::write_if_changed(&root.join("data/t6.csv"), table.csv().as_bytes())?;
//!     let mut macros = Macros::new();
//!     macros.text("LinearContract", "linear contract")?;
//!     files::write_if_changed(&root.join("macros.tex"), macros.write().as_bytes())?;
//!     recipe.record(root, &stamp)?;
//! }
//! assert_eq!(recipe.check(root, &stamp)?, Freshness::UpToDate);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod cache;
pub mod document;
pub mod evidence;
pub mod figure;
pub mod files;
pub mod font;
pub mod html;
pub mod label;
pub mod manifest;
pub mod manuscript;
pub mod number;
pub mod path;
pub mod pdf;
pub mod png;
pub mod rows;
pub mod scene;
pub mod sheet;
pub mod solvers;
pub mod style;
pub mod svg;
pub mod table;
pub mod tex;
pub mod typeset;
