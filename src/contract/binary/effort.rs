//! The effort that serves the company best under one bonus rule.

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

/// One rule under study. Efforts enter as changes δ = η − η*, at which pay, gap and incentives are evaluated.
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

    /// The effort that serves the company best under the rule; `None` where it implements no worthwhile effort.
    ///
    /// Efforts are measured from the one whose expected count meets the threshold, in steps that move the count by one
    /// standard deviation. Far below, a bonus is all but lost; far above, all but certain: either way it has no slope
    /// left. `focus` narrows the search to efforts around that of a neighbouring rule.
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
        let mut candidates: Vec<(usize, Candidate)> = (0..=steps)
            .filter_map(|j| Some((j, self.candidate(change_at(j))?)))
            .collect();
        candidates.sort_by(|a, b| a.1.gap.total().total_cmp(&b.1.gap.total()));
        let seed = candidates.iter().find(|(_, found)| {
            self.temptation(&found.point, &found.passing, found.pay.bonus_utility) <= 0.0
        });
        let best = match seed {
            Some((seed, _)) => Some(self.refine(&change_at, *seed, steps)?),
            None => self.between_grid_points(&change_at, steps)?,
        };
        Ok(best.and_then(|change| self.candidate(change)))
    }

    /// Where pay is bounded (CARA) the range between the end of temptation and the largest bonus that pay can hold may
    /// fall between two grid points. Temptation asks for no pay, so its end is found all the same.
    fn between_grid_points(
        &self,
        change_at: &dyn Fn(usize) -> f64,
        steps: usize,
    ) -> Result<Option<f64>, ContractError> {
        let Some(first) = (1..=steps).find(|j| self.temptation_at(change_at(*j)) <= 0.0) else {
            return Ok(None);
        };
        let beyond = change_at(first);
        let start = self.feasible_end(beyond, change_at(first - 1));
        if start >= beyond || self.candidate(start).is_none() {
            return Ok(None);
        }
        let tolerance = 1e-9 * (beyond - start);
        let inner = minimise(|change| self.gap(change), start, beyond, tolerance)?.at;
        let better = self.gap(inner) < self.gap(start) && self.temptation_at(inner) <= 0.0;
        Ok(Some(if better { inner } else { start }))
    }

    /// The effort η* + δ and the bonus b = c′/P′ that makes it stationary. `None` at the ends of the effort interval.
    fn trial(&self, change: f64) -> Option<(EffortPoint, Passing, f64)> {
        let point = self.first_best.at(change);
        if !(point.effort > 0.0 && point.effort < 1.0) {
            return None;
        }
        let passing = self.rule.passing(point.agreement).ok()?;
        let ln_bonus = libm::log(point.marginal_cost / point.agreement_slope) - passing.ln_slope;
        Some((point, passing, libm::exp(ln_bonus)))
    }

    /// The cheapest pay with that bonus, regardless of other deviations. `None` where no pay can hold it.
    fn candidate(&self, change: f64) -> Option<Candidate> {
        let (point, passing, bonus) = self.trial(change)?;
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

    /// The gap at δ; +∞ in spirit (the largest double) where there is no pay.
    fn gap(&self, change: f64) -> f64 {
        self.candidate(change)
            .map_or(f64::MAX, |candidate| candidate.gap.total())
    }

    /// By how much the base that participation asks for exceeds the least utility that limited liability allows.
    fn headroom(&self, change: f64) -> f64 {
        self.candidate(change).map_or(f64::NAN, |candidate| {
            let bonus_in_mean = candidate.passing.pass * candidate.pay.bonus_utility;
            let base = candidate.point.required_utility - bonus_in_mean;
            base - self.first_best.model().minimum_utility()
        })
    }

    /// Gain of the most tempting deviation, positive where incentive compatibility fails; it depends on the bonus alone.
    fn temptation(&self, point: &EffortPoint, passing: &Passing, bonus: f64) -> f64 {
        self.grid
            .best(self.first_best.model(), &self.rule, point, passing, bonus)
            .map_or(f64::MAX, |deviation| deviation.gain)
    }

    fn temptation_at(&self, change: f64) -> f64 {
        self.trial(change)
            .map_or(f64::MAX, |(point, passing, bonus)| {
                self.temptation(&point, &passing, bonus)
            })
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
            _ => self.feasible_end(middle, change_at(seed - 1)),
        };
        let high = match seed {
            _ if seed == steps => middle,
            _ => self.feasible_end(middle, change_at(seed + 1)),
        };
        let mut choices = vec![middle, low, high];
        if low < high {
            choices.extend(self.stationary(low, high)?);
            // Where limited liability starts to bind the gap has a kink, which can be the minimum; a minimiser comes
            // close to it, a root finder hits it.
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

    /// The minimum of the gap strictly between two efforts, if the gap falls from both ends inwards. It has one minimum
    /// there: the ends are at most two standard deviations of the count apart.
    fn stationary(&self, low: f64, high: f64) -> Result<Option<f64>, ContractError> {
        /// A minimum closer to an end than this share of the interval costs the square of it against the end.
        const STEP: f64 = 1e-7;
        let step = STEP * (high - low);
        if self.gap(low + step) >= self.gap(low) || self.gap(high - step) >= self.gap(high) {
            return Ok(None);
        }
        let gap = |change: f64| self.gap(change);
        Ok(Some(minimise(gap, low, high, 1e-9 * (high - low))?.at))
    }

    /// The feasible change closest to `beyond`: `beyond` itself, or where a deviation becomes exactly as good.
    fn feasible_end(&self, inside: f64, beyond: f64) -> f64 {
        if self.temptation_at(beyond) <= 0.0 {
            return beyond;
        }
        // A root finder may stop a rounding on the wrong side; step back inside until the contract holds.
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
