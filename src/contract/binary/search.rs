//! The best effort for a bonus rule, and the best rule.

use super::incentives::{DeviationGrid, transition};
use super::rule::{BonusRule, Passing};
use crate::contract::first_best::{EffortPoint, FirstBest};
use crate::contract::gap::{GapParts, TwoPointPay};
use crate::contract::{ContractError, Threshold};
use crate::numerics::roots::{find_root, minimise};

/// Up to this many samples every threshold is tried. Beyond, the gap as a function of the rule is searched from a grid
/// of one standard deviation; the tests compare both on the same instances.
pub const EXHAUSTIVE_SAMPLES: u64 = 100;

/// Slacks of the threshold below the expected count, in standard deviations, of the coarse search: φ(20) < 1e-87 leaves
/// no bonus a budget could pay, and a threshold four deviations above the expected count is all but never met.
const SLACKS: std::ops::RangeInclusive<i32> = -4..=20;

/// A rule together with the effort that serves the company best under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub rule: BonusRule,
    pub point: EffortPoint,
    pub passing: Passing,
    pub pay: TwoPointPay,
    pub gap: GapParts,
}

/// The search for one number of samples.
pub struct Search<'a, 'm> {
    pub first_best: &'a FirstBest<'m>,
    pub samples: u64,
}

/// One rule under study: effort changes δ between bounds, payoffs and incentives at each.
struct Implementation<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    rule: BonusRule,
    grid: DeviationGrid,
}

impl Implementation<'_, '_> {
    /// Pay that makes η* + δ stationary, b = c′/P′, regardless of other deviations. `None` where none exists.
    fn candidate(&self, change: f64) -> Option<Candidate> {
        let point = self.first_best.at(change);
        if !(point.effort > 0.0 && point.effort < 1.0) {
            return None;
        }
        let passing = self.rule.passing(point.agreement).ok()?;
        let ln_bonus = libm::log(point.marginal_cost / point.agreement_slope) - passing.ln_slope;
        let bonus = libm::exp(ln_bonus);
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

    /// Gain of the most tempting deviation, positive where incentive compatibility fails.
    fn temptation(&self, candidate: &Candidate) -> f64 {
        self.grid
            .best(
                self.first_best.model(),
                &self.rule,
                &candidate.point,
                candidate.pay.bonus_utility,
            )
            .map_or(f64::INFINITY, |deviation| deviation.gain)
    }

    fn temptation_at(&self, change: f64) -> f64 {
        self.candidate(change)
            .map_or(f64::INFINITY, |candidate| self.temptation(&candidate))
    }
}

impl<'m> Search<'_, 'm> {
    /// The effort that serves the company best under `rule`; `None` where the rule implements no worthwhile effort.
    ///
    /// Efforts are measured from the one whose expected count meets the threshold, in steps that move the count by one
    /// standard deviation. Far below, a bonus is all but lost; far above, all but certain: either way it has no slope
    /// left. `focus` narrows the search to efforts around that of a neighbouring rule.
    fn best_effort(
        &self,
        rule: BonusRule,
        focus: Option<&Candidate>,
    ) -> Result<Option<Candidate>, ContractError> {
        let model = self.first_best.model();
        let implementation = Implementation {
            first_best: self.first_best,
            rule,
            grid: DeviationGrid::new(model, &rule),
        };
        let (lowest, highest) = self.first_best.worthwhile()?;
        let (centre, width) = transition(model, &rule);
        let reach = match focus {
            Some(near) => {
                let (centre, width) = transition(model, &near.rule);
                let slack = (near.point.effort - centre) / width;
                (slack - 1.5, slack + 2.5)
            }
            None => (-4.0, 40.0),
        };
        let offset = centre - self.first_best.effort();
        let from = (offset + reach.0 * width).max(lowest);
        let to = (offset + reach.1 * width).min(highest);
        if from >= to {
            return Ok(None);
        }
        let steps = ((to - from) / width).ceil().clamp(8.0, 64.0) as usize;
        let change_at = |j: usize| from + (to - from) * j as f64 / steps as f64;

        // Gaps first (cheap), then incentives (dearer) from the cheapest gap on.
        let gaps: Vec<Option<f64>> = (0..=steps)
            .map(|j| {
                implementation
                    .candidate(change_at(j))
                    .map(|candidate| candidate.gap.total())
            })
            .collect();
        let mut order: Vec<usize> = (0..=steps).filter(|j| gaps[*j].is_some()).collect();
        order.sort_by(|a, b| match (gaps[*a], gaps[*b]) {
            (Some(x), Some(y)) => x.total_cmp(&y),
            _ => std::cmp::Ordering::Equal,
        });
        let Some(seed) = order
            .into_iter()
            .find(|j| implementation.temptation_at(change_at(*j)) <= 0.0)
        else {
            return Ok(None);
        };
        let best = self.refine(&implementation, &change_at, seed, steps)?;
        Ok(implementation.candidate(best))
    }

    /// From the best feasible grid point to the best feasible effort between its neighbours.
    fn refine(
        &self,
        implementation: &Implementation<'_, 'm>,
        change_at: &dyn Fn(usize) -> f64,
        seed: usize,
        steps: usize,
    ) -> Result<f64, ContractError> {
        let middle = change_at(seed);
        let mut bounds = [middle, middle];
        if seed > 0 {
            bounds[0] = self.feasible_end(implementation, middle, change_at(seed - 1));
        }
        if seed < steps {
            bounds[1] = self.feasible_end(implementation, middle, change_at(seed + 1));
        }
        let gap = |change: f64| {
            implementation
                .candidate(change)
                .map_or(f64::MAX, |candidate| candidate.gap.total())
        };
        let mut choices = vec![middle, bounds[0], bounds[1]];
        if bounds[0] < bounds[1] {
            let tolerance = 1e-9 * (bounds[1] - bounds[0]);
            choices.push(minimise(gap, bounds[0], bounds[1], tolerance)?.at);
        }
        let best = choices
            .into_iter()
            .filter(|change| implementation.temptation_at(*change) <= 0.0)
            .min_by(|a, b| gap(*a).total_cmp(&gap(*b)));
        Ok(best.unwrap_or(middle))
    }

    /// The feasible change closest to `beyond`: `beyond` itself, or where a deviation becomes exactly as good.
    fn feasible_end(
        &self,
        implementation: &Implementation<'_, 'm>,
        inside: f64,
        beyond: f64,
    ) -> f64 {
        let temptation = |change: f64| implementation.temptation_at(change).min(f64::MAX);
        if temptation(beyond) <= 0.0 {
            return beyond;
        }
        // A root finder may stop a rounding on the wrong side; step back inside until the contract holds.
        let ends = (inside.min(beyond), inside.max(beyond));
        let Ok(root) = find_root(temptation, ends.0, ends.1, 0.0) else {
            return inside;
        };
        let mut step = (root - inside) * 1e-15;
        let mut end = root;
        for _ in 0..40 {
            if temptation(end) <= 0.0 {
                return end;
            }
            end = root - step;
            step *= 2.0;
        }
        inside
    }

    /// The best rule of all.
    pub fn best_rule(&self, threshold: Threshold) -> Result<Option<Candidate>, ContractError> {
        if self.samples <= EXHAUSTIVE_SAMPLES {
            self.every_rule(threshold)
        } else {
            self.search_rules(threshold)
        }
    }

    fn every_rule(&self, threshold: Threshold) -> Result<Option<Candidate>, ContractError> {
        let deterministic: Vec<Option<Candidate>> = (1..=self.samples)
            .map(|k| self.best_effort_at(k, None))
            .collect::<Result<_, _>>()?;
        let mut best = deterministic.iter().flatten().copied().min_by(by_gap);
        if threshold == Threshold::Randomised {
            for cell in promising_cells(&deterministic) {
                let ends = [cell.checked_sub(1), Some(cell)];
                let focus = ends
                    .into_iter()
                    .flatten()
                    .find_map(|index| deterministic.get(index).copied().flatten());
                if let Some(focus) = focus {
                    let (from, to) = (cell as f64, cell as f64 + 1.0);
                    best = better(best, self.best_within(from, to, &focus)?);
                }
            }
        }
        Ok(best)
    }

    /// Whole thresholds first: with the effort free to adjust, the gap is a smooth convex function of the threshold, so
    /// a grid of one standard deviation and a section search over whole numbers find its minimum. A bonus by chance adds
    /// noise to the signal and can gain only within a cell next to that minimum.
    fn search_rules(&self, threshold: Threshold) -> Result<Option<Candidate>, ContractError> {
        let n = self.samples as f64;
        let q = self
            .first_best
            .model()
            .monitoring()
            .agreement(self.first_best.effort());
        let deviation = (n * q * (1.0 - q)).sqrt();
        let at_slack = |slack: f64| (n * q - slack * deviation).round().clamp(1.0, n) as u64;
        let mut best: Option<(f64, Candidate)> = None;
        for slack in SLACKS.map(f64::from) {
            if let Some(candidate) = self.best_effort_at(at_slack(slack), None)?
                && best.is_none_or(|(_, found)| by_gap(&candidate, &found).is_lt())
            {
                best = Some((slack, candidate));
            }
        }
        let Some((slack, coarse)) = best else {
            return Ok(None);
        };
        let whole = self.section_search(at_slack(slack + 1.0), at_slack(slack - 1.0), &coarse)?;
        let mut best = better(Some(coarse), whole);
        if threshold == Threshold::Randomised
            && let Some(focus) = best
        {
            let k = focus.rule.threshold() as f64;
            best = better(best, self.best_within(k - 1.0, k, &focus)?);
            best = better(best, self.best_within(k, (k + 1.0).min(n), &focus)?);
        }
        // The narrowed searches are checked against the full one at the rule they chose.
        match best {
            Some(candidate) => Ok(better(best, self.best_effort(candidate.rule, None)?)),
            None => Ok(None),
        }
    }

    fn best_effort_at(
        &self,
        threshold: u64,
        focus: Option<&Candidate>,
    ) -> Result<Option<Candidate>, ContractError> {
        match BonusRule::at(self.samples, threshold) {
            Some(rule) => self.best_effort(rule, focus),
            None => Ok(None),
        }
    }

    /// The best whole threshold between `from` and `to`, for a gap that falls and then rises: golden section, then every
    /// threshold that is left.
    fn section_search(
        &self,
        from: u64,
        to: u64,
        focus: &Candidate,
    ) -> Result<Option<Candidate>, ContractError> {
        let at = |threshold: u64| self.best_effort_at(threshold, Some(focus));
        const GOLDEN: f64 = 0.381_966_011_250_105_1;
        let gap = |candidate: &Option<Candidate>| {
            candidate.map_or(f64::INFINITY, |found| found.gap.total())
        };
        let (mut low, mut high) = (from, to);
        let inner = |low: u64, high: u64| ((high - low) as f64 * GOLDEN).round() as u64;
        let (mut left, mut right) = (low + inner(low, high), high - inner(low, high));
        let mut at_left = at(left)?;
        let mut at_right = at(right)?;
        while high - low > 8 && left < right {
            if gap(&at_left) <= gap(&at_right) {
                high = right;
                (right, at_right) = (left, at_left);
                left = low + inner(low, high);
                at_left = at(left)?;
            } else {
                low = left;
                (left, at_left) = (right, at_right);
                right = high - inner(low, high);
                at_right = at(right)?;
            }
        }
        let mut best = better(at_left, at_right);
        for threshold in low..=high.min(low + 16) {
            best = better(best, at(threshold)?);
        }
        Ok(best)
    }

    /// The best rule with `from` ≤ t ≤ `to`.
    fn best_within(
        &self,
        from: f64,
        to: f64,
        focus: &Candidate,
    ) -> Result<Option<Candidate>, ContractError> {
        if from >= to {
            return Ok(None);
        }
        let mut best: Option<Candidate> = None;
        let mut failure = None;
        let gap = |position: f64| match BonusRule::at_real(self.samples, position)
            .map_or(Ok(None), |rule| self.best_effort(rule, Some(focus)))
        {
            Ok(Some(candidate)) => {
                best = better(best, Some(candidate));
                candidate.gap.total()
            }
            Ok(None) => f64::MAX,
            Err(error) => {
                failure = Some(error);
                f64::MAX
            }
        };
        minimise(gap, from, to, 1e-6 * (to - from))?;
        match failure {
            Some(error) => Err(error),
            None => Ok(best),
        }
    }
}

fn by_gap(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    a.gap.total().total_cmp(&b.gap.total())
}

fn better(a: Option<Candidate>, b: Option<Candidate>) -> Option<Candidate> {
    a.into_iter().chain(b).min_by(by_gap)
}

/// Cells (k, k+1) next to a local minimum of the gap over whole thresholds (index k−1 holds threshold k), where a
/// randomised rule can beat both ends.
fn promising_cells(deterministic: &[Option<Candidate>]) -> Vec<usize> {
    let gap = |index: usize| {
        deterministic
            .get(index)
            .and_then(|candidate| candidate.map(|found| found.gap.total()))
            .unwrap_or(f64::INFINITY)
    };
    let mut cells = Vec::new();
    for index in 0..deterministic.len() {
        let left = if index == 0 {
            f64::INFINITY
        } else {
            gap(index - 1)
        };
        if gap(index).is_finite() && gap(index) <= left && gap(index) <= gap(index + 1) {
            cells.extend([index, index + 1]);
        }
    }
    cells.dedup();
    cells.retain(|cell| *cell < deterministic.len());
    cells
}
