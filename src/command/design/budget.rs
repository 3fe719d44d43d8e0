//! What a price per checked label leads to: how many of them, and what that costs.

use super::args::Args;
use super::classes::{Tried, for_ranges};
use crate::command::error::CommandError;
use crate::contract::{Class, FirstBest, MAX_SAMPLES};
use crate::design::ranges::Aim;
use crate::design::{
    Asymptote, BestSamples, SampleCost, Sheet, asymptote, every_contract, within_a_percent,
};
use std::cmp::Ordering;

/// What a price per sample leads to.
pub(super) struct Budget {
    /// The number of samples of the sheet, with the class's best contract for the stated values.
    pub best: BestSamples,
    /// The best number of samples for the stated values: another where terms hold for ranges.
    pub stated: u64,
    pub formula: Option<Asymptote>,
    /// Fewest and most samples within a percent of the least loss.
    pub range: (u64, u64),
    /// Total loss of the posted terms, proved, and a total loss that no contract with any number of
    /// samples is below, proved.
    pub proved: (Option<f64>, Option<f64>),
}

/// The terms for the ranges with the number of samples that brings most in the worst case after
/// what these cost: terms that hold for a range of κ may ask for far fewer than the best ones for
/// the stated values, as more samples tell its ends apart without telling care.
///
/// From `stated`, the number for the stated values, by factors of 4, then 2, as long as that is
/// better, with the class that does best there; the payoff changes slowly with the number. All
/// classes are tried with the number that is found.
pub(super) fn at_price(
    first_best: &FirstBest<'_>,
    kinds: Vec<Class>,
    stated: u64,
    cost: SampleCost,
    args: &Args,
) -> Result<Tried, CommandError> {
    const FACTORS: [u64; 2] = [4, 2];
    /// Numbers tried at the most: each takes as long as the first.
    const MOST: u32 = 8;
    let tried = for_ranges(first_best, kinds.clone(), stated, args)?;
    let Some(&(class, ..)) = tried.best.as_ref() else {
        return Ok(tried);
    };
    // Proved before not proved, then the most.
    let net = |tried: &Tried| {
        let (_, ideal, ranged) = tried.best.as_ref()?;
        let brings = match &ranged.proved {
            Ok(proved) if ranged.aim == Aim::Payoff => proved.payoff,
            _ => ranged.worst,
        };
        let left = brings - cost.money() * ideal.samples as f64;
        Some((ranged.proved.is_ok(), left))
    };
    let (mut samples, mut most, mut left) = (stated, net(&tried), MOST);
    for factor in FACTORS {
        for fewer in [true, false] {
            while left > 0 {
                let next = match fewer {
                    true => samples / factor,
                    false => samples.saturating_mul(factor).min(MAX_SAMPLES),
                };
                if next == 0 || next == samples {
                    break;
                }
                left -= 1;
                // A number without an answer is no better.
                let other = for_ranges(first_best, vec![class], next, args).ok();
                let other = other.as_ref().and_then(net);
                if other.partial_cmp(&most) != Some(Ordering::Greater) {
                    break;
                }
                (samples, most) = (next, other);
            }
        }
    }
    if samples == stated {
        return Ok(tried);
    }
    for_ranges(first_best, kinds, samples, args)
}

/// What the sheet's number of samples costs and loses, beside the best of the stated values.
pub(super) fn explain(
    first_best: &FirstBest<'_>,
    class: Class,
    cost: SampleCost,
    best: BestSamples,
    sheet: &Sheet,
) -> Result<Budget, CommandError> {
    /// Shares of the posted contract's loss that are tried as a bound for every contract.
    const SHARES: [f64; 5] = [0.99, 0.95, 0.9, 0.75, 0.5];
    // For the ranges, the labels of the sheet.
    let stated = best.samples();
    let range = within_a_percent(first_best, class, &best)?;
    let best = BestSamples {
        contract: sheet.ideal.clone(),
        cost,
    };
    let upper = sheet
        .proved
        .map(|proved| (proved.gap + best.monitoring()) * (1.0 + 4.0 * f64::EPSILON));
    let lower = upper.and_then(|upper| {
        SHARES
            .into_iter()
            .map(|share| share * upper)
            .find(|target| every_contract::lose_at_least(first_best, cost, *target))
    });
    Ok(Budget {
        stated,
        formula: match class {
            Class::Binary(_) => asymptote::binary_refined(first_best, cost),
            _ => Some(asymptote::linear(first_best, cost)),
        },
        range,
        best,
        proved: (upper, lower),
    })
}
