//! Global incentive compatibility of a bonus: no effort in [0, 1] does better than the one it is meant to reward.
//!
//! The annotator's payoff from effort e is ψ(e) = b·P(bonus | q(e)) − c(e) (plus the base, which does not matter). Its
//! stationary points are the roots of g(e) = ln[b·P′(q(e))·q′(e)] − ln c′(e). P′ is a binomial probability, log-concave in
//! q, so g falls from +∞ (where c′(0) = 0), rises through the steep part of the tail, and falls again: at most one local
//! maximum lies below the rewarded effort, near no effort at all. Rather than lean on that for every family, the search
//! brackets all sign changes of g on a grid fine where ψ can bend: geometric towards 0, around the threshold in steps of
//! half a standard deviation, and uniform in between.

use super::rule::BonusRule;
use crate::contract::first_best::EffortPoint;
use crate::model::Model;
use crate::numerics::NumericsError;
use crate::numerics::roots::find_root;

/// A deviation within half a standard deviation of the rewarded effort η may show a gain by rounding alone (η is itself
/// stationary). Gains below this share of c(η) are not counted there; bonus and premium move by the same share.
const ROUNDING_GAIN: f64 = 1e-13;

/// The most tempting deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The effort that tempts.
    pub effort: f64,
    /// ψ(effort) − ψ(η): positive where the contract is not incentive compatible.
    pub gain: f64,
}

/// Where the bonus rule bends, as efforts; independent of the bonus, so computed once a rule.
#[derive(Debug, Clone)]
pub struct DeviationGrid {
    efforts: Vec<f64>,
    width: f64,
}

impl DeviationGrid {
    /// Efforts at which sign changes of g are looked for.
    pub fn new(model: &Model, rule: &BonusRule) -> Self {
        let (centre, width) = transition(model, rule);
        let mut efforts: Vec<f64> = (1..=40).map(|j| libm::ldexp(1.0, -j)).collect();
        efforts.extend((1..=32).map(|j| f64::from(j) / 32.0));
        efforts.extend((-16..=24).map(|j| centre + 0.5 * f64::from(j) * width));
        efforts.retain(|effort| *effort > 0.0 && *effort <= 1.0);
        efforts.sort_by(f64::total_cmp);
        efforts.dedup();
        Self { efforts, width }
    }

    /// The deviation with the largest gain over `point`, given the bonus in utility.
    pub fn best(
        &self,
        model: &Model,
        rule: &BonusRule,
        point: &EffortPoint,
        bonus_utility: f64,
    ) -> Result<Deviation, NumericsError> {
        let here = rule.passing(point.agreement)?;
        let gain = |effort: f64| -> Result<f64, NumericsError> {
            let there = rule.passing(model.monitoring().agreement(effort))?;
            // The difference of the smaller probabilities keeps its digits.
            let more_likely = if here.fail < 0.5 {
                here.fail - there.fail
            } else {
                there.pass - here.pass
            };
            let extra_cost = model.cost().cost(effort) - point.cost;
            let raw = bonus_utility * more_likely - extra_cost;
            let near = (effort - point.effort).abs() <= 0.5 * self.width;
            Ok(if near {
                raw - ROUNDING_GAIN * point.cost
            } else {
                raw
            })
        };
        let ln_bonus = libm::log(bonus_utility);
        let bend = |effort: f64| -> f64 {
            let monitoring = model.monitoring();
            match rule.ln_slope(monitoring.agreement(effort)) {
                Ok(ln_slope) => {
                    let ratio = monitoring.slope(effort) / model.cost().marginal(effort);
                    ln_bonus + ln_slope + libm::log(ratio)
                }
                Err(_) => f64::NAN,
            }
        };
        let mut best = Deviation {
            effort: 0.0,
            gain: gain(0.0)?,
        };
        let mut consider = |effort: f64| -> Result<(), NumericsError> {
            let gain = gain(effort)?;
            if gain > best.gain {
                best = Deviation { effort, gain };
            }
            Ok(())
        };
        let mut last: Option<(f64, f64)> = None;
        for &effort in &self.efforts {
            let value = bend(effort);
            if let Some((from, before)) = last
                && before > 0.0
                && value <= 0.0
            {
                // ψ rises before and falls after: a local maximum.
                consider(find_root(bend, from, effort, 1e-12 * effort)?)?;
            }
            last = Some((effort, value));
        }
        // ψ may still rise at full effort, and may fall from the first grid point on.
        consider(1.0)?;
        consider(self.efforts.first().copied().unwrap_or(1.0))?;
        Ok(best)
    }
}

/// The effort at which the expected count is at the threshold, and the effort that moves the count by one standard
/// deviation there. Thresholds that no effort reaches in expectation are moved to the nearest effort.
pub fn transition(model: &Model, rule: &BonusRule) -> (f64, f64) {
    let monitoring = model.monitoring();
    let samples = rule.samples() as f64;
    let share = rule.position() / samples;
    let excess = |effort: f64| monitoring.agreement(effort) - share;
    let centre = if excess(0.0) >= 0.0 {
        0.0
    } else if excess(1.0) <= 0.0 {
        1.0
    } else {
        find_root(excess, 0.0, 1.0, 1e-14).unwrap_or(0.5)
    };
    // q' vanishes at no effort under self-consistency; the width is that of an effort where it does not.
    let at = centre.max(1e-3);
    let q = monitoring.agreement(at).min(1.0 - f64::EPSILON);
    let width = (q * (1.0 - q) / samples).sqrt() / monitoring.slope(at);
    (centre, width)
}
