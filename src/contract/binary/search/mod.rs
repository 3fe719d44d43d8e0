//! The best bonus rule.

use super::effort::{Candidate, RuleProblem};
use super::rule::BonusRule;
use crate::contract::first_best::FirstBest;
use crate::contract::{ContractError, Threshold};
use crate::numerics::roots::minimise;

/// Up to this many samples every threshold is tried. Beyond, the gap as a function of the rule is
/// searched from a grid of one standard deviation; the tests compare both on the same instances.
pub const EXHAUSTIVE_SAMPLES: u64 = 100;

/// Slacks of the threshold below the expected count, in standard deviations, of the coarse search:
/// φ(20) < 1e-87 leaves no bonus a budget could pay, and a threshold four deviations above the
/// expected count is all but never met.
const SLACKS: std::ops::RangeInclusive<i32> = -4..=20;

/// The search for one number of samples.
pub struct Search<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    worthwhile: (f64, f64),
    samples: u64,
}

impl<'a, 'm> Search<'a, 'm> {
    pub fn new(first_best: &'a FirstBest<'m>, samples: u64) -> Result<Self, ContractError> {
        Ok(Self {
            first_best,
            worthwhile: first_best.worthwhile()?,
            samples,
        })
    }

    fn best_effort(
        &self,
        rule: BonusRule,
        focus: Option<&Candidate>,
    ) -> Result<Option<Candidate>, ContractError> {
        RuleProblem::new(self.first_best, self.worthwhile, rule).best(focus)
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

    /// Whole thresholds first: with the effort free to adjust, the gap is a smooth convex function
    /// of the threshold, so a grid of one standard deviation and a section search over whole
    /// numbers find its minimum. A bonus by chance adds noise to the signal and can gain only
    /// within a cell next to that minimum.
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

    /// The best whole threshold between `from` and `to`, for a gap that falls and then rises:
    /// golden section, then every threshold that is left.
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

/// A rule by chance mixes its neighbours; it is looked for next to local minima of the gap within
/// this factor of the least one.
const PROMISING: f64 = 2.0;

/// Cells (k, k+1) next to a local minimum of the gap over whole thresholds (index k−1 holds
/// threshold k), where a randomised rule can beat both ends.
fn promising_cells(deterministic: &[Option<Candidate>]) -> Vec<usize> {
    let gap = |index: usize| {
        deterministic
            .get(index)
            .and_then(|candidate| candidate.map(|found| found.gap.total()))
            .unwrap_or(f64::INFINITY)
    };
    let least = (0..deterministic.len()).map(gap).fold(f64::MAX, f64::min);
    let mut cells = Vec::new();
    for index in 0..deterministic.len() {
        let left = if index == 0 {
            f64::INFINITY
        } else {
            gap(index - 1)
        };
        let promising = gap(index) <= PROMISING * least;
        if promising && gap(index) <= left && gap(index) <= gap(index + 1) {
            cells.extend([index, index + 1]);
        }
    }
    cells.dedup();
    cells.retain(|cell| *cell < deterministic.len());
    cells
}

#[cfg(test)]
mod tests;
