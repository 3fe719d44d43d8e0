//! Curves of one's own: gaps, efforts, pay and the annotator's payoff, as series that become a
//! figure and a table.
//!
//! - [`GapCurve`] is the gap of one class of contracts in one model over the number of samples,
//!   [`computed`](gaps::compute) or [read](records::read) from the lines of a sweep;
//!   [`gap_figure`] draws several of them.
//! - [`Contract`](shapes::Contract) is one contract: [`shapes`] lists what it pays at each count
//!   and what the annotator's payoff is at each effort; [`shape_figure`] draws them.
//! - [`table`] writes the same numbers as CSV.
//!
//! What is proved and what is estimated look different: a bracket is a bar behind a filled marker
//! or a band, an estimate without one is an open marker, and what is missing is said in the note.

mod constants;
mod error;
pub mod gap_figure;
mod gap_notes;
mod gap_points;
pub mod gaps;
mod names;
pub mod records;
pub mod shape_figure;
pub mod shapes;
pub mod table;

pub use constants::Constants;
pub use error::CurveError;
pub use gaps::{GapCurve, GapPoint, Proof};
pub use names::file_names;

/// What a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Δ_n over n.
    Gap,
    /// Δ_n over n, divided by a rate with its constant.
    Scaled(Scale),
    /// The proved brackets of Δ_n as bands, and how wide they are.
    Brackets,
    /// The effort the contract brings about, over n.
    Effort,
    /// w(S), pay by the number of agreements.
    Pay,
    /// E\[u(w)] − c − U0 over effort: where the annotator's best reply is.
    Replies,
}

/// What a scaled gap is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// The theorem's leading term for the class: K_bin/√(n log n) for one bonus (T5), K_lin/n for
    /// all others (T6, T7).
    Own,
    /// K_lin/n for every class, the leading term of the best pay of any shape (T7).
    Linear,
}
