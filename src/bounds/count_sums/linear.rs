//! Linear contracts with few samples from above: the line that meets both constraints exactly next
//! to the estimate; at full care, where both are inequalities, a line a little above it.

use super::counted::Counted;
use super::law::Law;
use super::line::{Lines, Piece};
use super::payoff::is_best_reply;
use crate::bounds::EnclosedModel;
use crate::bounds::regimes::LINES_LISTED;
use crate::contract::{FirstBest, LinearTerms, SecondBest, Terms};
use crate::numerics::Interval;

/// The gap of the line of the estimate's effort, from above, once its incentives are proved.
pub fn linear_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
) -> Option<f64> {
    if contract.samples > LINES_LISTED {
        return None;
    }
    near_estimate(first_best, economy, contract).or_else(|| at_full_care(economy, contract))
}

fn near_estimate(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
) -> Option<f64> {
    let effort = contract.point.effort;
    let lines = Lines::near(first_best, economy, contract);
    let piece = Piece::new(economy, contract.samples, Interval::point(effort))?;
    let pay = lines.enclose(&piece)?;
    let utilities = (0..=contract.samples as usize).map(|k| lines.utility(&pay, k));
    let schedule = Counted::new(utilities.collect::<Option<_>>()?);
    if !is_best_reply(economy, effort, &schedule, &piece.law)? {
        return None;
    }
    let gap = lines.gap(effort, &piece.law, &pay)?;
    gap.is_bounded().then_some(gap.upper())
}

/// Shares by which the slope and then the level of the estimate are raised at full care.
const RAISES: [f64; 7] = [1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4, 1e-2];

/// Full care is the upper end of all efforts: a line implements it as soon as ψ′(1) ≥ 0 and no
/// effort below does better, and the annotator may be left a rent. So any line of floats will do
/// for which that is proved. (One for which one of these holds with equality cannot be; the
/// estimate is one.)
fn at_full_care(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let Terms::Linear(terms) = &contract.terms else {
        return None;
    };
    if contract.point.effort != 1.0 {
        return None;
    }
    let full = Interval::ONE;
    let q = economy.agreement(0, full)?;
    let law = Law::new(contract.samples, q)?;
    // The most that is paid for agreement, the scale of a raise.
    let scale = terms.slope;
    RAISES.iter().find_map(|steeper| {
        RAISES.iter().find_map(|higher| {
            let line = LinearTerms {
                slope: terms.slope + steeper * scale,
                // The mean stays where it was before the level is raised.
                intercept: terms.intercept - steeper * scale * q.midpoint() + higher * scale,
                ..*terms
            };
            verified(economy, contract.samples, &line, &law, q)
        })
    })
}

/// The gap of a line of floats at full care, from above, once participation and incentives are
/// proved.
fn verified(
    economy: &EnclosedModel<'_>,
    samples: u64,
    line: &LinearTerms,
    law: &Law,
    q: Interval,
) -> Option<f64> {
    let (full, utility) = (Interval::ONE, economy.utility());
    let wages: Vec<Interval> = (0..=samples)
        .map(|s| {
            let share = Interval::point(s as f64) / Interval::point(samples as f64);
            let paid = Interval::point(line.intercept) + Interval::point(line.slope) * share;
            let (low, high) = (paid.lower().max(line.floor), paid.upper().max(line.floor));
            Interval::new(low, high)
        })
        .collect::<Option<_>>()?;
    // u rises with the wage.
    let worth = |wage: &Interval| {
        let end = |at: f64| utility.utility_coefficient(0, Interval::point(at));
        Interval::new(end(wage.lower())?.lower(), end(wage.upper())?.upper())
    };
    let pay = Counted::new(wages.iter().map(worth).collect::<Option<_>>()?);
    let [mean, slope] = pay.mean_and_slope(law, q)?;
    let accepted = (mean - economy.required_utility(full)?).lower() >= 0.0;
    let rises = (slope - economy.cost_by_agreement(1, full)?).lower() >= 0.0;
    if !accepted || !rises || !is_best_reply(economy, 1.0, &pay, law)? {
        return None;
    }
    let cost = Counted::new(wages).mean(law)?;
    let gap = economy.first_best_payoff() - economy.value(0, full)? + cost;
    gap.is_bounded().then_some(gap.upper())
}
