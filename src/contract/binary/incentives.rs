//! Global incentive compatibility of a bonus: no effort in [0, 1] does better than the one it is
//! meant to reward.
//!
//! The annotator's payoff from effort e is ψ(e) = b·P(bonus | q(e)) − c(e) (plus the base, which
//! does not matter). Its stationary points are the roots of g(e) = ln[b·P′(q(e))·q′(e)] − ln c′(e).
//! P′ is a binomial probability, log-concave in q, so g falls from +∞ (where c′(0) = 0), rises
//! through the steep part of the tail, and falls again: at most one local maximum lies below the
//! rewarded effort, near no effort at all. Rather than lean on that for every family, the search
//! brackets all sign changes of g on a grid fine where ψ can bend: geometric towards 0, around the
//! threshold in steps of half a standard deviation, and uniform in between. Two sign changes in one
//! cell, as where a deviation next to the rewarded effort is just as good, have an extremum of g
//! between them; g′ is a rational function of few turns, so the extrema are located on the same
//! grid and join it. (With q linear in the effort and a power cost g′ = 0 is a quadratic equation
//! for a whole threshold and a cubic one by chance.)

use super::rule::{BonusRule, Passing};
use crate::contract::effort_point::EffortPoint;
use crate::model::Model;
use crate::numerics::NumericsError;
use crate::numerics::roots::find_root;

/// Within half a standard deviation of the rewarded effort η, itself stationary, a gain below this
/// share of c(η) is rounding. Bonus and premium move by the same share.
const ROUNDING_GAIN: f64 = 1e-13;

/// ln P′ below which a passing probability is left out: P ≤ q·P′ below the mode, and 1e-43 of a
/// bonus is nothing.
const NEVER: f64 = -100.0;

/// How sharply a local maximum of ψ is located, as a share of its bracket (at most half a standard
/// deviation wide, or a factor of two near 0): its gain is flat there and keeps the square, 1e-16.
const MAXIMUM_PRECISION: f64 = 1e-8;

/// A local maximum this close to η, in standard deviations, is η itself: nothing is gained there
/// beyond 1e-14 of c(η).
const OWN: f64 = 1e-7;

/// The most tempting deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The effort that tempts.
    pub effort: f64,
    /// ψ(effort) − ψ(η): positive where the contract is not incentive compatible.
    pub gain: f64,
}

/// Where the annotator's payoff can bend under one rule, and ln[P′(q(e))·q′(e)/c′(e)] there:
/// neither depends on the bonus, which only shifts g by its logarithm, so both are computed once a
/// rule.
#[derive(Debug, Clone)]
pub struct DeviationGrid {
    efforts: Vec<f64>,
    ratios: Vec<f64>,
    width: f64,
    /// What the rule pays without effort, which is compared whatever the bonus.
    idle: Option<Passing>,
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
        let change = |effort: f64| ln_ratio_change(model, rule, effort);
        let changes: Vec<f64> = efforts.iter().map(|effort| change(*effort)).collect();
        let extrema: Vec<f64> = efforts
            .windows(2)
            .zip(changes.windows(2))
            .filter(|(_, change)| change[0] * change[1] < 0.0)
            .filter_map(|(ends, _)| find_root(change, ends[0], ends[1], 0.0).ok())
            .collect();
        efforts.extend(extrema);
        efforts.sort_by(f64::total_cmp);
        let ratios = efforts
            .iter()
            .map(|effort| ln_ratio(model, rule, *effort))
            .collect();
        Self {
            efforts,
            ratios,
            width,
            idle: rule.passing(model.monitoring().agreement(0.0)).ok(),
        }
    }

    /// The deviation with the largest gain over `point`, given the bonus in utility and the rule's
    /// probabilities at `point`.
    pub fn best(
        &self,
        model: &Model,
        rule: &BonusRule,
        point: &EffortPoint,
        here: &Passing,
        bonus_utility: f64,
    ) -> Result<Deviation, NumericsError> {
        let gain = |effort: f64| -> Result<f64, NumericsError> {
            let q = model.monitoring().agreement(effort);
            let below_mode = rule.position() > 1.0 + rule.samples() as f64 * q;
            let more_likely = if below_mode && rule.ln_slope(q)? < NEVER {
                -here.pass
            } else {
                let there = match self.idle {
                    Some(idle) if effort == 0.0 => idle,
                    _ => rule.passing(q)?,
                };
                // The difference of the smaller probabilities keeps its digits.
                if here.fail < 0.5 {
                    here.fail - there.fail
                } else {
                    there.pass - here.pass
                }
            };
            let extra_cost = model.cost().cost(effort) - point.cost;
            Ok(bonus_utility * more_likely - extra_cost)
        };
        let ln_bonus = libm::log(bonus_utility);
        let bend = |effort: f64| ln_bonus + ln_ratio(model, rule, effort);
        let mut best = Deviation {
            effort: 0.0,
            gain: gain(0.0)?,
        };
        let mut consider = |effort: f64| -> Result<(), NumericsError> {
            let distance = (effort - point.effort).abs();
            if distance <= OWN * self.width.min(point.effort) {
                return Ok(());
            }
            let gain = gain(effort)?;
            let rounding = distance <= 0.5 * self.width && gain <= ROUNDING_GAIN * point.cost;
            if gain > best.gain && !rounding {
                best = Deviation { effort, gain };
            }
            Ok(())
        };
        for (ends, ratios) in self.efforts.windows(2).zip(self.ratios.windows(2)) {
            // ψ rises before and falls after: a local maximum.
            if ln_bonus + ratios[0] > 0.0 && ln_bonus + ratios[1] <= 0.0 {
                let precision = MAXIMUM_PRECISION * (ends[1] - ends[0]);
                consider(find_root(bend, ends[0], ends[1], precision)?)?;
            }
        }
        // ψ may still rise at full effort, and may fall from the first grid point on.
        if self
            .ratios
            .last()
            .is_some_and(|ratio| ln_bonus + ratio > 0.0)
        {
            consider(1.0)?;
        }
        if let (Some(first), Some(ratio)) = (self.efforts.first(), self.ratios.first())
            && ln_bonus + ratio <= 0.0
        {
            consider(*first)?;
        }
        Ok(best)
    }
}

impl DeviationGrid {
    /// The least bonus, not below `start`, under which no effort tempts away from `point`: the
    /// largest of (c(η) − c(e))/(P(η) − P(e)) over efforts e below.
    ///
    /// Full effort asks for this, where a bonus may be larger than what makes effort stationary.
    /// Each round takes the bonus that just deters the most tempting effort (W. Dinkelbach 1967);
    /// the bonuses rise to the largest ratio faster than any geometric series. `None` where no
    /// bonus deters.
    pub fn least_bonus(
        &self,
        model: &Model,
        rule: &BonusRule,
        point: &EffortPoint,
        here: &Passing,
        start: f64,
    ) -> Result<Option<f64>, NumericsError> {
        const ROUNDS: usize = 64;
        let mut bonus = start;
        for _ in 0..ROUNDS {
            let deviation = self.best(model, rule, point, here, bonus)?;
            // A gain of a few roundings of the cost is none.
            if !(deviation.gain > 4.0 * f64::EPSILON * point.cost) {
                return Ok(bonus.is_finite().then_some(bonus));
            }
            let saved = point.cost - model.cost().cost(deviation.effort);
            // bonus·(P(η) − P(e)).
            let earned = saved - deviation.gain;
            if !(earned > 0.0) {
                return Ok(None);
            }
            bonus *= saved / earned;
        }
        Ok(None)
    }
}

/// ln[P′(q(e))·q′(e)/c′(e)]; NaN outside the domain, which counts as no sign change.
fn ln_ratio(model: &Model, rule: &BonusRule, effort: f64) -> f64 {
    let monitoring = model.monitoring();
    match rule.ln_slope(monitoring.agreement(effort)) {
        Ok(ln_slope) => {
            ln_slope + libm::log(monitoring.slope(effort) / model.cost().marginal(effort))
        }
        Err(_) => f64::NAN,
    }
}

/// The derivative of [`ln_ratio`]: with s the slope of ln P′, s·q′ + q″/q′ − c″/c′.
fn ln_ratio_change(model: &Model, rule: &BonusRule, effort: f64) -> f64 {
    let (monitoring, cost) = (model.monitoring(), model.cost());
    let slope = monitoring.slope(effort);
    rule.ln_slope_change(monitoring.agreement(effort)) * slope
        + monitoring.curvature(effort) / slope
        - cost.curvature(effort) / cost.marginal(effort)
}

/// The effort at which the expected count is at the threshold, and the effort that moves the count
/// by one standard deviation there. Thresholds that no effort reaches in expectation are moved to
/// the nearest effort.
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
    // q' vanishes at no effort under self-consistency; the width is that of an effort where it does
    // not.
    let at = centre.max(1e-3);
    let q = monitoring.agreement(at).min(1.0 - f64::EPSILON);
    let width = (q * (1.0 - q) / samples).sqrt() / monitoring.slope(at);
    (centre, width)
}
