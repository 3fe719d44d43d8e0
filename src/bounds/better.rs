//! A contract that the search for a proof came upon.

use super::binary::FoundBonus;
use super::linear::VerifiedLine;
use crate::contract::{FirstBest, SecondBest, binary, linear};

/// A contract of the class, better than the estimate, that a search for a proof came upon. (Lines
/// and bonuses are pay of any shape too, but these come out of the smaller classes as they are.)
#[derive(Debug, Clone)]
pub enum Better {
    /// A bonus.
    Bonus(FoundBonus),
    /// A line.
    Line(VerifiedLine),
    /// Pay of any shape.
    Pay(SecondBest),
}

impl Better {
    /// As a contract; `None` where its terms do not come out.
    pub fn contract(self, first_best: &FirstBest<'_>, samples: u64) -> Option<SecondBest> {
        match self {
            Self::Bonus(found) => binary::as_contract(first_best, found.rule, found.effort),
            Self::Line(found) => linear::as_contract(first_best, samples, found.line, found.effort),
            Self::Pay(found) => Some(found),
        }
    }
}
