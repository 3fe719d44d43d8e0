//! Gaps with proof: for each class of contracts an interval that is guaranteed to hold the gap
//! between the first best and the best contract of the class.
//!
//! - From above: a concrete contract whose participation, limited liability and global incentive
//!   compatibility are proved, with its cost enclosed.
//! - From below: a branch and bound over efforts (and thresholds) that covers the whole class, with
//!   bounds from duality.
//!
//! All arithmetic is outward rounded ([`Interval`]); the estimates of [`contract`](crate::contract)
//! only say where to look, and a wrong one costs sharpness, never truth. The theorems that are used
//! are stated where they are used. What is taken for granted: the model's assumptions (u concave, c
//! and c∘q⁻¹ convex), which [`Model`](crate::model::Model) checks and the built-in families satisfy
//! by their parameter ranges.

pub mod binary;
mod bracket;
pub mod constants;
mod count_expansion;
mod count_sums;
pub mod discrete;
mod enclosed_model;
pub mod general;
pub mod linear;
mod replies;
pub mod tiered;

pub use count_sums::law::Law;
pub use enclosed_model::EnclosedModel;

pub use bracket::{Bracket, End, Method, Missing};

use crate::contract::{Class, FirstBest, SecondBest, Terms};

/// Relative width of a bracket that is aimed at.
const SHARP: f64 = 5e-7;

/// Relative width that is aimed at for a bonus by searches over rules: beyond 10^6 samples their
/// pieces of the effort interval have to be as short as the root of this, in standard deviations of
/// the count.
fn precision(samples: u64) -> f64 {
    if samples <= 1_000_000 { SHARP } else { 1e-5 }
}

/// Brackets the gap of the best contract of `class`, given its estimate `contract`. An end that
/// is missing says why.
#[must_use]
pub fn bracket(first_best: &FirstBest<'_>, class: Class, contract: &SecondBest) -> Bracket {
    let economy = match EnclosedModel::try_new(first_best) {
        Ok(economy) => economy,
        Err(reason) => return Bracket::missing(reason),
    };
    match (class, &contract.terms) {
        (Class::Binary(threshold), Terms::Binary(terms)) => binary::bracket(
            &economy,
            contract,
            terms,
            threshold,
            [SHARP, precision(contract.samples)],
        ),
        (Class::Tiered { tiers, .. }, Terms::Tiered(_)) => {
            tiered::bracket(first_best, &economy, contract, tiers, SHARP)
        }
        (Class::General, Terms::General(terms)) => {
            general::bracket(&economy, contract, terms, SHARP)
        }
        (Class::Linear, Terms::Linear(terms)) => {
            linear::bracket(first_best, &economy, contract, terms, SHARP)
        }
        _ => Bracket::missing(Missing::OtherClass),
    }
}

/// Whether every contract with as many samples as `estimate`, a [`Class::General`] one, has a gap
/// of at least `target`: cheap where the target leaves some room. The estimate only says where to
/// look.
#[must_use]
pub fn general_gap_is_at_least(
    first_best: &FirstBest<'_>,
    estimate: &SecondBest,
    target: f64,
) -> bool {
    let (Some(economy), Terms::General(terms)) = (EnclosedModel::new(first_best), &estimate.terms)
    else {
        return false;
    };
    general::is_at_least(&economy, estimate, terms, target)
}
