//! An estimate and its bracket that agree: a proof may come upon a better contract than the
//! estimate.

use super::regimes::SMALLER_CLASSES_TOO;
use super::smaller_classes::classes_inside;
use super::{Bracket, Missing, proved};
use crate::contract::{Class, FirstBest, SecondBest, Threshold, linear, tiered};

/// Relative distance up to which an estimate and its upper end are one number: roundings of either.
const ROUNDING: f64 = 1e-12;

/// Brackets wider than this leave room for a better contract that a proof may come upon.
const WIDE: f64 = 1e-3;

/// The bracket, and the estimate or a better contract that the proof came upon: the estimate is not
/// above its own upper end.
#[must_use]
pub fn settled(
    first_best: &FirstBest<'_>,
    class: Class,
    contract: SecondBest,
) -> (SecondBest, Bracket) {
    let (bracket, better) = proved(first_best, class, contract.samples, Some(&contract));
    let (contract, bracket) = with_whole_thresholds(first_best, class, contract, bracket);
    let estimate = contract.gap.total();
    let beaten = bracket
        .upper()
        .is_some_and(|upper| upper < estimate * (1.0 - ROUNDING));
    if !beaten {
        return (contract, bracket);
    }
    let better = better
        .and_then(|better| better.contract(first_best, contract.samples))
        .map(|better| match class {
            Class::Tiered { .. } => tiered::as_tiered(better),
            _ => better,
        })
        .into_iter();
    // An estimate keeps terms of its own class where those of a smaller one cost less by no more
    // than the error of a search; where these were verified they are the answer.
    let smaller = classes_inside(class, contract.samples).iter();
    let smaller = smaller.filter_map(|inside| {
        let found = inside.solve(first_best, contract.samples).ok()?;
        match class {
            Class::Tiered { .. } => Some(tiered::as_tiered(found)),
            Class::Linear => linear::from_bonus(first_best.model(), found),
            Class::Binary(_) | Class::General => Some(found),
        }
    });
    let least = better
        .chain(smaller)
        .min_by(|a, b| a.gap.total().total_cmp(&b.gap.total()));
    match least {
        Some(better) if better.gap.total() < estimate => (better, bracket),
        _ => (contract, bracket),
    }
}

/// The same for a bonus that may be paid by chance, where its bracket is wide, with what the proof
/// for whole thresholds comes upon: these are rules by chance too, so that no estimate and no upper
/// end of theirs is below those of this class.
fn with_whole_thresholds(
    first_best: &FirstBest<'_>,
    class: Class,
    contract: SecondBest,
    bracket: Bracket,
) -> (SecondBest, Bracket) {
    let wide = bracket.relative_width().is_none_or(|width| width > WIDE);
    if class != Class::Binary(Threshold::Randomised)
        || contract.samples > SMALLER_CLASSES_TOO
        || !wide
    {
        return (contract, bracket);
    }
    let whole = Class::Binary(Threshold::Deterministic);
    let Ok(found) = whole.solve(first_best, contract.samples) else {
        return (contract, bracket);
    };
    let (found, proof) = settled(first_best, whole, found);
    let bracket = bracket.meet(Bracket {
        lower: Err(Missing::NotVerified),
        upper: proof.upper,
    });
    if found.gap.total() < contract.gap.total() {
        (found, bracket)
    } else {
        (contract, bracket)
    }
}
