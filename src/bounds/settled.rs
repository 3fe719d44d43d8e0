//! An estimate and its bracket that agree: a proof may come upon a better contract than the estimate.

use super::{Bracket, EnclosedModel, bracket, linear};
use crate::bounds::regimes::SHARP;
use crate::contract::{Class, FirstBest, SecondBest, Terms};

/// Relative distance up to which an estimate and its upper end are one number: roundings of either.
const ROUNDING: f64 = 1e-12;

/// The bracket, and the estimate or a better contract that the proof came upon: the estimate is not
/// above its own upper end.
#[must_use]
pub fn settled(
    first_best: &FirstBest<'_>,
    class: Class,
    contract: SecondBest,
) -> (SecondBest, Bracket) {
    let bracket = bracket(first_best, class, &contract);
    let estimate = contract.gap.total();
    if !bracket
        .upper()
        .is_some_and(|upper| upper < estimate * (1.0 - ROUNDING))
    {
        return (contract, bracket);
    }
    let own = || {
        let Terms::Linear(terms) = &contract.terms else {
            return None;
        };
        let economy = EnclosedModel::new(first_best)?;
        linear::better_line(first_best, &economy, &contract, terms, SHARP)
    };
    // Lines are pay of any shape, but for these a line comes out of the smaller classes as it is.
    let better = (class == Class::Linear).then(own).flatten();
    match better {
        Some(better) if better.gap.total() < estimate => (better, bracket),
        _ => (contract, bracket),
    }
}
