//! What the gaps of a class are held against, and what was found of them.

use crate::bounds::{self, Bracket, EnclosedModel};
use crate::contract::Class;
use crate::numerics::Interval;
use crate::rates::Rate;

/// What the gaps of a class are held against.
pub struct Claim {
    /// The class of contracts.
    pub class: Class,
    /// What the scaled gap is called.
    pub name: &'static str,
    /// n ↦ 1/rate(n), enclosed.
    pub scale: fn(Interval) -> Option<Interval>,
    /// The rate.
    pub rate: Rate,
    /// What the constant is called.
    pub constant_name: &'static str,
    /// The limit of the scaled gap, enclosed.
    pub constant: fn(&EnclosedModel<'_>) -> Option<Interval>,
    /// A formula for the gap at finite n, enclosed, where there is one.
    pub refined: Option<fn(&EnclosedModel<'_>, u64) -> Option<Interval>>,
}

impl Claim {
    /// n·Δ_n → K_lin.
    pub fn inverse(class: Class) -> Self {
        Self {
            class,
            name: "n·gap",
            scale: Some,
            rate: Rate::Inverse,
            constant_name: "K_lin",
            constant: bounds::constants::linear,
            refined: None,
        }
    }
}

/// A gap with its bracket.
pub(super) struct Found {
    pub(super) samples: u64,
    pub(super) estimate: f64,
    pub(super) bracket: Bracket,
}

impl Found {
    /// Both ends.
    pub(super) fn gap(&self) -> Option<Interval> {
        self.bracket.interval()
    }
}
