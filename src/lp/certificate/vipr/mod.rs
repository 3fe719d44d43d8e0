//! Certificates in VIPR 1.1, which others' checkers read.
//!
//! The format (K. K. H. Cheung, A. Gleixner and D. E. Steffy, *Verifying integer programming
//! results*, IPCO 2017) states a program, a relation to prove, points, and constraints each derived
//! from earlier ones. For a linear program one derivation is enough: prices times rows plus reduced
//! costs times bounds is the objective's bound, or an absurdity where nothing is feasible. It has
//! no way to state that a program is unbounded, and no constant in the objective: bounds are those
//! of the objective without it, and a comment says so.
//!
//! Reading trusts nothing but the program at hand. Each constraint of the file has to follow from
//! a row or a bound of the program, points are held against the program itself, and derivations may
//! only combine constraints linearly: rounding and case distinctions, which need integers, prove
//! nothing about a linear program.

mod check;
mod read;
mod write;

pub use check::{ViprError, check};
pub use read::read;
pub use write::{NotStated, write};

use dashu_ratio::RBig;

use crate::lp::Sense;

/// A row `Σ coefficient · variable`: by increasing variable, without zeros.
pub type Row = Vec<(usize, RBig)>;

/// How a constraint relates its row to its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `≥`, written `G`.
    AtLeast,
    /// `=`, written `E`.
    Equal,
    /// `≤`, written `L`.
    AtMost,
}

/// A constraint of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// Its name.
    pub name: String,
    /// ≥, = or ≤.
    pub relation: Relation,
    /// The right-hand side.
    pub bound: RBig,
    /// The left-hand side.
    pub row: Row,
}

/// Why a constraint holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Earlier constraints, by index, times their multipliers.
    Combination(Vec<(usize, RBig)>),
    /// Anything else, by its keyword: of no use to a linear program.
    Other(String),
}

/// What is to be proved.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// That nothing is feasible.
    Infeasible,
    /// That the optimum lies between the bounds; `None` for no bound.
    Range(Option<RBig>, Option<RBig>),
}

/// A file.
#[derive(Debug, Clone, PartialEq)]
pub struct Vipr {
    /// Names of the variables.
    pub variables: Vec<String>,
    /// Minimise or maximise.
    pub sense: Sense,
    /// The objective, which has no constant.
    pub objective: Row,
    /// The constraints of the program.
    pub constraints: Vec<Constraint>,
    /// The relation to prove.
    pub goal: Goal,
    /// Points with their names.
    pub solutions: Vec<(String, Row)>,
    /// Constraints derived, with their reasons.
    pub derivations: Vec<(Constraint, Reason)>,
}

/// Whether a text is meant to be one: its first word that is no comment is `VER`.
#[must_use]
pub fn is_vipr(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('%'));
    first.is_some_and(|line| line.split_whitespace().next() == Some("VER"))
}
