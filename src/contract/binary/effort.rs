//! The best effort for one bonus rule.
//!
//! For each effort the bonus that makes it stationary is b = c′/P′. Just above the effort whose expected count meets the
//! threshold that bonus is small and other efforts tempt; further up it grows like 1/φ of the slack, until temptation
//! ends, and soon after until no pay can hold it. The gap rises on both sides of its minimum in what is left.

use super::incentives::{DeviationGrid, transition};
use super::rule::{BonusRule, Passing};
use crate::contract::ContractError;
use crate::contract::first_best::{EffortPoint, FirstBest};
use crate::contract::gap::{GapParts, TwoPointPay};
use crate::numerics::roots::{find_root, minimise};

/// A rule together with the effort that serves the company best under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub rule: BonusRule,
    pub point: EffortPoint,
    pub passing: Passing,
    pub pay: TwoPointPay,
    pub gap: GapParts,
}

/// Efforts are measured from the one whose expected count meets the threshold, in steps that move the count by one
/// standard deviation. Far below, a bonus is all but lost; far above, all but certain: either way it has no slope left.
const REACH: (f64, f64) = (-4.0, 40.0);

/// The same around the effort of a neighbouring rule.
const NEAR: (f64, f64) = (-1.5, 2.5);

/// The effort that serves the company best under `rule`; `None` where the rule implements no worthwhile effort. `focus`
/// narrows the search to efforts around that of a neighbouring rule.
pub fn best_effort(
    first_best: &FirstBest<'_>,
    rule: BonusRule,
    focus: Option<&Candidate>,
) -> Result<Option<Candidate>, ContractError> {
    let model = first_best.model();
    let study = Study {
        first_best,
        rule,
        grid: DeviationGrid::new(model, &rule),
    };
    let (lowest, highest) = first_best.worthwhile()?;
    let (centre, width) = transition(model, &rule);
    let reach = match focus {
        Some(near) => {
            let (centre, width) = transition(model, &near.rule);
            let slack = (near.point.effort - centre) / width;
            (slack + NEAR.0, slack + NEAR.1)
        }
        None => REACH,
    };
    let offset = centre - first_best.effort();
    let from = (offset + reach.0 * width).max(lowest);
    let to = (offset + reach.1 * width).min(highest);
    if from >= to {
        return Ok(None);
    }
    let steps = ((to - from) / width).ceil().clamp(8.0, 64.0) as usize;
    let changes: Vec<f64> = (0..=steps)
        .map(|j| from + (to - from) * j as f64 / steps as f64)
        .collect();
    study.best(&changes)
}

/// One rule under study.
struct Study<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    rule: BonusRule,
    grid: DeviationGrid,
}

impl Study<'_, '_> {
    /// The effort η* + δ and the bonus b = c′/P′ that makes it stationary. `None` at the ends of the effort interval.
    fn stationary(&self, change: f64) -> Option<(EffortPoint, Passing, f64)> {
        let point = self.first_best.at(change);
        if !(point.effort > 0.0 && point.effort < 1.0) {
            return None;
        }
        let passing = self.rule.passing(point.agreement).ok()?;
        let ln_bonus = libm::log(point.marginal_cost / point.agreement_slope) - passing.ln_slope;
        Some((point, passing, libm::exp(ln_bonus)))
    }

    /// The cheapest pay with that bonus. `None` where no pay can hold it.
    fn candidate(&self, change: f64) -> Option<Candidate> {
        let (point, passing, bonus) = self.stationary(change)?;
        let model = self.first_best.model();
        let pay = TwoPointPay::new(
            model,
            point.required_utility,
            bonus,
            passing.pass,
            passing.fail,
        )?;
        Some(Candidate {
            rule: self.rule,
            point,
            passing,
            pay,
            gap: GapParts {
                premium: pay.premium,
                rent: pay.rent,
                effort_loss: point.loss,
            },
        })
    }

    fn gap(&self, change: f64) -> f64 {
        self.candidate(change)
            .map_or(f64::MAX, |candidate| candidate.gap.total())
    }

    /// Gain of the most tempting deviation, positive where incentive compatibility fails; it depends on the bonus alone.
    fn temptation(&self, change: f64) -> f64 {
        let gain = self.stationary(change).and_then(|(point, _, bonus)| {
            let model = self.first_best.model();
            self.grid.best(model, &self.rule, &point, bonus).ok()
        });
        gain.map_or(f64::MAX, |deviation| deviation.gain)
    }

    /// The best candidate on a grid of effort changes, refined.
    fn best(&self, changes: &[f64]) -> Result<Option<Candidate>, ContractError> {
        let Some(first) = changes
            .iter()
            .position(|change| self.temptation(*change) <= 0.0)
        else {
            return Ok(None);
        };
        let start = match first.checked_sub(1) {
            Some(before) => self.end_of_temptation(changes[first], changes[before]),
            None => changes[first],
        };
        // From where temptation ends, up the grid as long as the gap falls.
        let mut path = vec![start];
        path.extend(changes[first..].iter().filter(|change| **change > start));
        let gaps: Vec<f64> = path.iter().map(|change| self.gap(*change)).collect();
        let Some(lowest) = (0..path.len()).min_by(|a, b| gaps[*a].total_cmp(&gaps[*b])) else {
            return Ok(None);
        };
        let low = path[lowest.saturating_sub(1)];
        let high = path[(lowest + 1).min(path.len() - 1)];
        let mut choices = vec![path[lowest], start];
        if low < high {
            let tolerance = 1e-9 * (high - low);
            choices.push(minimise(|change| self.gap(change), low, high, tolerance)?.at);
        }
        let best = choices
            .into_iter()
            .filter(|change| self.temptation(*change) <= 0.0)
            .min_by(|a, b| self.gap(*a).total_cmp(&self.gap(*b)));
        Ok(best.and_then(|change| self.candidate(change)))
    }

    /// Where a deviation becomes exactly as good as the rewarded effort, on the side where it does not tempt.
    fn end_of_temptation(&self, free: f64, tempted: f64) -> f64 {
        let ends = (free.min(tempted), free.max(tempted));
        let Ok(root) = find_root(|change| self.temptation(change), ends.0, ends.1, 0.0) else {
            return free;
        };
        // A root finder may stop a rounding on the wrong side; step back until the contract holds.
        let mut step = (root - free) * 1e-15;
        let mut end = root;
        for _ in 0..40 {
            if self.temptation(end) <= 0.0 {
                return end;
            }
            end = root - step;
            step *= 2.0;
        }
        free
    }
}
