//! Numbers and words as text, and text as files; it knows no theorem.
//!
//! - [`number`] prints only the digits that are certain, [`label`] reads the markup of labels.
//! - [`table`] writes CSV, [`tex`] writes macros.
//! - [`words`] go with numbers.
//! - [`files`] writes whole files or none, [`cache`] says whether they are up to date and why not.
//!
//! ```
//! use firstbest::print::cache::{Freshness, Recipe};
//! use firstbest::plot::figure::{Axis, Bracket, Brackets, Figure, Line, Panel, Reference, Width};
//! use firstbest::print::number::Digits;
//! use firstbest::plot::style::{Dash, Ink};
//! use firstbest::print::table::{Cell, Table};
//! use firstbest::print::{files, tex::Macros};
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
//!     let mut table = Table::new(["samples", "gap"])?;
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
pub mod files;
pub mod label;
pub mod markup;
pub mod number;
pub mod table;
pub mod tex;
pub mod words;
