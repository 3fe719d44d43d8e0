//! Full care that is seen for certain: q(1) = 1, so that full effort makes every checked label
//! agree.
//!
//! The count is then n without any spread, and only what it pays at n is ever paid there. With
//! u(w_min) at every other count, an effort e below gets u(w_min) + q(e)ⁿ·b − c(e) from a bonus of
//! b in utility, and full effort is a best reply iff
//!
//! b ≥ (c(1) − c(e))/(1 − q(e)ⁿ) for every e < 1.
//!
//! The agreement's likelihood ratio is largest at n, so no contract that implements full effort
//! costs less than h(max(u(w_min) + b, U0 + c(1))) with the least such b: the bonus for agreement
//! on every label is the best of all pay at full effort, and it is a line as well, whose pay begins
//! at n − 1. Lower efforts are left to the search of the class.

use super::binary::BonusRule;
use super::first_best::FirstBest;
use super::gap::GapParts;
use super::{BinaryTerms, Class, SecondBest, Terms, linear, tiered};
use crate::numerics::roots::minimise;

/// Whether full effort is seen for certain.
fn is_seen(first_best: &FirstBest<'_>) -> bool {
    first_best.at_full_effort().agreement >= 1.0
}

/// The best pay that implements full effort where it is seen for certain, in terms of `class`;
/// `None` where it is not seen for certain, or no wage gives so much utility.
pub fn full_effort(first_best: &FirstBest<'_>, samples: u64, class: Class) -> Option<SecondBest> {
    if !is_seen(first_best) {
        return None;
    }
    let model = first_best.model();
    let (utility, minimum) = (model.utility(), model.minimum_utility());
    let point = first_best.at_full_effort();
    // Participation asks for as much.
    let bonus_utility = least_bonus(first_best, samples)?.max(point.required_utility - minimum);
    if !(minimum + bonus_utility < utility.supremum()) {
        return None;
    }
    let left = (minimum + bonus_utility - point.required_utility).max(0.0);
    let bonus = SecondBest {
        samples,
        point,
        gap: GapParts {
            premium: 0.0,
            rent: utility.wage_change(point.required_utility, left),
            effort_loss: point.loss,
        },
        terms: Terms::Binary(BinaryTerms {
            rule: BonusRule::at(samples, samples)?,
            base_utility: minimum,
            bonus_utility,
            base_wage: model.minimum_wage(),
            bonus: utility.wage_change(minimum, bonus_utility),
            bonus_probability: 1.0,
        }),
    };
    if !bonus.gap.total().is_finite() {
        return None;
    }
    match class {
        Class::Linear => linear::from_bonus(model, bonus),
        Class::Tiered { .. } => Some(tiered::as_tiered(bonus)),
        Class::Binary(_) | Class::General => Some(bonus),
    }
}

/// The largest (c(1) − c(e))/(1 − q(e)ⁿ) over e < 1; at e = 1 its limit c′(1)/(n·q′(1)).
///
/// Error: a few roundings; a grid finds the valley, and the maximum is flat.
fn least_bonus(first_best: &FirstBest<'_>, samples: u64) -> Option<f64> {
    const GRID: u32 = 256;
    const PRECISION: f64 = 1e-9;
    let model = first_best.model();
    let full = first_best.at_full_effort();
    let n = samples as f64;
    let at_end = full.marginal_cost / (n * full.agreement_slope);
    let asked = |effort: f64| {
        let q = model.monitoring().agreement(effort);
        if effort >= 1.0 || q >= 1.0 {
            return at_end;
        }
        let saved = -model.cost().change(1.0, effort - 1.0);
        saved / -libm::expm1(n * libm::log(q))
    };
    let at = |j: u32| f64::from(j) / f64::from(GRID);
    let (most, j) = (0..=GRID)
        .map(|j| (asked(at(j)), j))
        .filter(|(value, _)| value.is_finite())
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (low, high) = (at(j.saturating_sub(1)), at((j + 1).min(GRID)));
    let top = minimise(|effort| -asked(effort), low, high, PRECISION).ok()?;
    Some(most.max(-top.value)).filter(|most| *most > 0.0)
}
