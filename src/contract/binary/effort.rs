//! The effort that serves the company best under one bonus rule.

use super::incentives::{DeviationGrid, transition};
use super::rule::{BonusRule, Passing};
use crate::contract::ContractError;
use crate::contract::first_best::{EffortPoint, FirstBest};
use crate::contract::gap::{GapParts, TwoPointPay};
use crate::numerics::roots::find_root;
use crate::numerics::roots::minimise;

/// A rule together with the effort that serves the company best under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub rule: BonusRule,
    pub point: EffortPoint,
    pub passing: Passing,
    pub pay: TwoPointPay,
    pub gap: GapParts,
}

impl Candidate {
    fn incentive(&self) -> Incentive {
        Incentive {
            point: self.point,
            passing: self.passing,
            bonus_utility: self.pay.bonus_utility,
        }
    }
}

/// An effort, what the rule does there, and the bonus that makes it stationary.
#[derive(Debug, Clone, Copy)]
struct Incentive {
    point: EffortPoint,
    passing: Passing,
    bonus_utility: f64,
}

/// One rule under study. Efforts enter as changes δ = η − η*, at which pay, gap and incentives are
/// evaluated.
pub struct RuleProblem<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    worthwhile: (f64, f64),
    rule: BonusRule,
    grid: DeviationGrid,
}

impl<'a, 'm> RuleProblem<'a, 'm> {
    /// The problem of `rule`, with δ within `worthwhile`.
    pub fn new(first_best: &'a FirstBest<'m>, worthwhile: (f64, f64), rule: BonusRule) -> Self {
        Self {
            first_best,
            worthwhile,
            rule,
            grid: DeviationGrid::new(first_best.model(), &rule),
        }
    }

    /// The effort that serves the company best under the rule; `None` where it implements no
    /// worthwhile effort.
    ///
    /// Efforts are measured from the one whose expected count meets the threshold, in steps that
    /// move the count by one standard deviation. Far below, a bonus is all but lost; far above, all
    /// but certain: either way it has no slope left. `focus` narrows the search to efforts around
    /// that of a neighbouring rule.
    pub fn best(&self, focus: Option<&Candidate>) -> Result<Option<Candidate>, ContractError> {
        let model = self.first_best.model();
        let (centre, width) = transition(model, &self.rule);
        let reach = match focus {
            Some(near) => {
                let (centre, width) = transition(model, &near.rule);
                let slack = (near.point.effort - centre) / width;
                (slack - 1.5, slack + 2.5)
            }
            None => (-4.0, 40.0),
        };
        let offset = centre - self.first_best.effort();
        let from = (offset + reach.0 * width).max(self.worthwhile.0);
        let to = (offset + reach.1 * width).min(self.worthwhile.1);
        if from >= to {
            return Ok(None);
        }
        let steps = ((to - from) / width).ceil().clamp(8.0, 64.0) as usize;
        let change_at = |j: usize| from + (to - from) * j as f64 / steps as f64;

        // From the cheapest gap on, the first effort that no deviation beats.
        let grid: Vec<Option<Candidate>> =
            (0..=steps).map(|j| self.candidate(change_at(j))).collect();
        let mut order: Vec<(usize, &Candidate)> = grid
            .iter()
            .enumerate()
            .filter_map(|(j, candidate)| Some((j, candidate.as_ref()?)))
            .collect();
        order.sort_by(|a, b| a.1.gap.total().total_cmp(&b.1.gap.total()));
        let seed = order
            .iter()
            .find(|(_, candidate)| self.temptation(&candidate.incentive()) <= 0.0);
        let mut changes = Vec::new();
        if let Some((seed, _)) = seed {
            changes.push(self.refine(&change_at, *seed, steps)?);
        }
        // Bonuses that are large enough may all be out of reach one step further up: feasible
        // efforts then lie between two points of the grid, next to where incentives start to hold.
        for j in 0..steps {
            let (low, high) = (change_at(j), change_at(j + 1));
            match (&grid[j], &grid[j + 1]) {
                (Some(_), None) => changes.extend(self.between(low, high)),
                (None, Some(_)) => changes.extend(self.between(high, low)),
                _ => {}
            }
        }
        Ok(changes
            .into_iter()
            .filter_map(|change| self.candidate(change))
            .min_by(|a, b| a.gap.total().total_cmp(&b.gap.total())))
    }

    /// A feasible effort between one that has pay but a better deviation, and one whose bonus no
    /// utility can pay.
    fn between(&self, tempted: f64, unaffordable: f64) -> Option<f64> {
        let held = self.temptation_at(tempted) > 0.0 && self.temptation_at(unaffordable) <= 0.0;
        let change = held.then(|| self.feasible_end(unaffordable, tempted))?;
        self.candidate(change).map(|_| change)
    }

    /// The bonus that makes η* + δ stationary, b = c′/P′, regardless of other deviations and of
    /// what it costs.
    fn incentive(&self, change: f64) -> Option<Incentive> {
        let point = self.first_best.at(change);
        if !(point.effort > 0.0 && point.effort <= 1.0) {
            return None;
        }
        let passing = self.rule.passing(point.agreement).ok()?;
        let ln_bonus = libm::log(point.marginal_cost / point.agreement_slope) - passing.ln_slope;
        Some(Incentive {
            point,
            passing,
            bonus_utility: libm::exp(ln_bonus),
        })
    }

    /// The pay with that bonus; `None` where none exists.
    fn candidate(&self, change: f64) -> Option<Candidate> {
        let incentive = self.incentive(change)?;
        let Incentive { point, passing, .. } = incentive;
        let pay = TwoPointPay::new(
            self.first_best.model(),
            point.required_utility,
            incentive.bonus_utility,
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

    /// The gap at δ; +∞ in spirit (the largest double) where there is no pay.
    fn gap(&self, change: f64) -> f64 {
        self.candidate(change)
            .map_or(f64::MAX, |candidate| candidate.gap.total())
    }

    /// By how much the base that participation asks for exceeds the least utility that limited
    /// liability allows.
    fn headroom(&self, change: f64) -> f64 {
        self.candidate(change).map_or(f64::NAN, |candidate| {
            let bonus_in_mean = candidate.passing.pass * candidate.pay.bonus_utility;
            let base = candidate.point.required_utility - bonus_in_mean;
            base - self.first_best.model().minimum_utility()
        })
    }

    /// Gain of the most tempting deviation, positive where incentive compatibility fails.
    fn temptation(&self, incentive: &Incentive) -> f64 {
        self.grid
            .best(
                self.first_best.model(),
                &self.rule,
                &incentive.point,
                &incentive.passing,
                incentive.bonus_utility,
            )
            .map_or(f64::MAX, |deviation| deviation.gain)
    }

    fn temptation_at(&self, change: f64) -> f64 {
        self.incentive(change)
            .map_or(f64::MAX, |incentive| self.temptation(&incentive))
    }

    /// From the best feasible grid point to the best feasible effort between its neighbours.
    fn refine(
        &self,
        change_at: &dyn Fn(usize) -> f64,
        seed: usize,
        steps: usize,
    ) -> Result<f64, ContractError> {
        let middle = change_at(seed);
        let low = match seed {
            0 => middle,
            _ => self.affordable_end(middle, self.feasible_end(middle, change_at(seed - 1))),
        };
        let high = match seed {
            _ if seed == steps => middle,
            _ => self.affordable_end(middle, self.feasible_end(middle, change_at(seed + 1))),
        };
        let mut choices = vec![middle, low, high];
        if low < high {
            choices.extend(self.stationary(low, high)?);
            // Where limited liability starts to bind the gap has a kink, which can be the minimum;
            // a minimiser comes close to it, a root finder hits it.
            if self.headroom(low) * self.headroom(high) < 0.0 {
                choices.extend(find_root(|change| self.headroom(change), low, high, 0.0));
            }
        }
        let mut ranked: Vec<(f64, f64)> = choices
            .into_iter()
            .map(|change| (self.gap(change), change))
            .collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let best = ranked
            .into_iter()
            .find(|(_, change)| self.temptation_at(*change) <= 0.0);
        Ok(best.map_or(middle, |(_, change)| change))
    }

    /// The change closest to `beyond` that has pay, by bisection from `inside`, which has.
    fn affordable_end(&self, inside: f64, beyond: f64) -> f64 {
        if self.candidate(beyond).is_some() {
            return beyond;
        }
        let (mut inside, mut beyond) = (inside, beyond);
        // As many halvings as a double has bits.
        for _ in 0..f64::MANTISSA_DIGITS {
            let middle = 0.5 * (inside + beyond);
            if self.candidate(middle).is_some() {
                inside = middle;
            } else {
                beyond = middle;
            }
        }
        inside
    }

    /// The minimum of the gap strictly between two efforts, if the gap falls from both ends
    /// inwards. It has one minimum there: the ends are at most two standard deviations of the count
    /// apart.
    fn stationary(&self, low: f64, high: f64) -> Result<Option<f64>, ContractError> {
        /// A minimum closer to an end than this share of the interval costs the square of it
        /// against the end.
        const STEP: f64 = 1e-7;
        let step = STEP * (high - low);
        if self.gap(low + step) >= self.gap(low) || self.gap(high - step) >= self.gap(high) {
            return Ok(None);
        }
        let gap = |change: f64| self.gap(change);
        Ok(Some(minimise(gap, low, high, 1e-9 * (high - low))?.at))
    }

    /// The feasible change closest to `beyond`: `beyond` itself, or where a deviation becomes
    /// exactly as good.
    fn feasible_end(&self, inside: f64, beyond: f64) -> f64 {
        if self.temptation_at(beyond) <= 0.0 {
            return beyond;
        }
        // A root finder may stop a rounding on the wrong side; step back inside until the contract
        // holds.
        let ends = (inside.min(beyond), inside.max(beyond));
        let Ok(root) = find_root(|change| self.temptation_at(change), ends.0, ends.1, 0.0) else {
            return inside;
        };
        let mut step = (root - inside) * 1e-15;
        let mut end = root;
        for _ in 0..40 {
            if self.temptation_at(end) <= 0.0 {
                return end;
            }
            end = root - step;
            step *= 2.0;
        }
        inside
    }
}
