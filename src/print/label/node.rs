//! The pieces of a parsed label, and why there may be none.

use thiserror::Error;

/// Why a label could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("label {label:?}, character {at}: {reason}")]
pub struct LabelError {
    /// The label as written.
    pub label: String,
    /// Position of the fault, counted in characters from 1.
    pub at: usize,
    /// What is wrong and what would be right.
    pub reason: &'static str,
}

/// A piece of a parsed label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Characters in one style.
    Run {
        /// The characters.
        text: String,
        /// Italic rather than upright.
        italic: bool,
        /// Written between two `$`.
        math: bool,
    },
    /// Lowered and raised material after what precedes.
    Script {
        /// Set lower.
        sub: Vec<Node>,
        /// Set higher.
        sup: Vec<Node>,
    },
    /// A radical over its radicand.
    Radical(Vec<Node>),
    /// A decimal with a sign or a power of ten, as it was written.
    Number {
        /// `-2e-8`.
        text: String,
        /// The same with signs of its own: `−2×10`, raised −8.
        set: Vec<Node>,
    },
}

/// What a space becomes in mathematics: `n log n` is set close …
pub(in crate::print) const THIN_SPACE: char = '\u{2009}';

/// … and a sign between two things, `a = b`, less so.
pub(in crate::print) const MEDIUM_SPACE: char = '\u{2005}';
