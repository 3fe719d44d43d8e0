//! An estimate and its bracket that agree: a proof may come upon a better contract than the estimate.

use super::{Bracket, EnclosedModel, binary, bracket, linear};
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
        let economy = EnclosedModel::new(first_best)?;
        match (class, &contract.terms) {
            (Class::Linear, Terms::Linear(terms)) => {
                linear::better_line(first_best, &economy, &contract, terms, SHARP)
            }
            (Class::Binary(threshold), Terms::Binary(_)) => {
                binary::better_bonus(first_best, &economy, &contract, threshold, SHARP)
            }
            // Lines and bonuses are pay of any shape, but for these they come out of the smaller
            // classes as they are.
            _ => None,
        }
    };
    match own() {
        Some(better) if better.gap.total() < estimate => (better, bracket),
        _ => (contract, bracket),
    }
}
