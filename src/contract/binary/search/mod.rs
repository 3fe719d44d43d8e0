//! The best bonus rule.

mod valleys;

use super::effort::{Candidate, RuleProblem, by_gap};
use super::rule::BonusRule;
use crate::contract::first_best::FirstBest;
use crate::contract::{ContractError, Threshold};
use crate::numerics::roots::minimise_kinked;
use valleys::{PROMISING, promising_cells, valleys};

/// Up to this many samples every threshold is tried. Beyond, the gap as a function of the rule is
/// searched from a grid of one standard deviation; the tests compare both on the same instances.
pub const EXHAUSTIVE_SAMPLES: u64 = 100;

/// Slacks of the threshold below the expected count, in standard deviations, of the coarse search:
/// φ(20) < 1e-87 leaves no bonus a budget could pay, and a threshold four deviations above the
/// expected count is all but never met.
const SLACKS: std::ops::RangeInclusive<i32> = -4..=20;

/// Standard deviations above every expected count up to which thresholds are tried. Where the
/// outside option is next to u(w_min) and the stakes are so small that risk costs little, the least
/// rent is left by a bonus that is hardly ever paid: the utility of 1/φ(20), 1e87 costs of effort,
/// is beyond every wage.
const FAR_ABOVE: u32 = 18;

/// Precision of a rule by chance, as a share of the cell between two whole thresholds. Rules are
/// looked for next to thresholds with at most twice the least gap, so that over a cell the gap
/// rises by about itself, and by this share of itself at a kink.
const CHANCE_PRECISION: f64 = 1e-11;

/// The search for one number of samples.
pub struct Search<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    worthwhile: (f64, f64),
    /// What the flat wage loses: no bonus with a larger gap is worth writing.
    flat: f64,
    samples: u64,
}

impl<'a, 'm> Search<'a, 'm> {
    pub fn new(first_best: &'a FirstBest<'m>, samples: u64) -> Result<Self, ContractError> {
        Ok(Self {
            first_best,
            worthwhile: first_best.worthwhile()?,
            flat: first_best.flat_loss(),
            samples,
        })
    }

    fn best_effort(
        &self,
        rule: BonusRule,
        focus: Option<&Candidate>,
    ) -> Result<Option<Candidate>, ContractError> {
        self.best_below(rule, focus, self.flat)
    }

    /// The best effort under a rule with a gap below `bound`, which a search that has found one
    /// already need not look at.
    fn best_below(
        &self,
        rule: BonusRule,
        focus: Option<&Candidate>,
        bound: f64,
    ) -> Result<Option<Candidate>, ContractError> {
        RuleProblem::new(self.first_best, self.worthwhile, rule).best(focus, bound)
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
        let mut least = self.flat;
        let mut deterministic = Vec::new();
        for k in 1..=self.samples {
            // Twice the least gap so far: a randomised rule is looked for next to such rules.
            let found = match BonusRule::at(self.samples, k) {
                Some(rule) => self.best_below(rule, None, (PROMISING * least).min(self.flat))?,
                None => None,
            };
            least = found.map_or(least, |found| least.min(found.gap.total()));
            deterministic.push(found);
        }
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
        let mut best: Option<Candidate> = None;
        let mut least = self.flat;
        // Around the first-best effort, then wherever an effort may lie in view of what was found.
        for pass in 0..2 {
            let thresholds = match pass {
                0 => self.near_first_best(),
                _ => self.everywhere(least)?,
            };
            let mut coarse = Vec::with_capacity(thresholds.len());
            for k in &thresholds {
                let found = match BonusRule::at(self.samples, *k) {
                    Some(rule) => {
                        self.best_below(rule, None, (PROMISING * least).min(self.flat))?
                    }
                    None => None,
                };
                least = found.map_or(least, |found| least.min(found.gap.total()));
                coarse.push(found);
            }
            for (from, to, focus) in valleys(&thresholds, &coarse, PROMISING * least) {
                best = better(best, Some(focus));
                best = better(best, self.section_search(from, to, &focus)?);
            }
            best = self.descend(best)?;
            least = best.map_or(least, |found| least.min(found.gap.total()));
        }
        // The narrowed searches are checked against the full one at the rule they chose, and go on
        // from what it finds.
        let checked = self.at_every_effort(best)?;
        if gap_of(&checked) < gap_of(&best) {
            best = self.at_every_effort(self.descend(checked)?)?;
        }
        let n = self.samples as f64;
        if threshold == Threshold::Randomised
            && let Some(focus) = best
        {
            let k = focus.rule.threshold() as f64;
            let mut chance = self.best_within(k - 1.0, k, &focus)?;
            chance = better(chance, self.best_within(k, (k + 1.0).min(n), &focus)?);
            if gap_of(&chance) < gap_of(&best) {
                best = better(best, self.at_every_effort(chance)?);
            }
        }
        Ok(best)
    }

    /// The better of a candidate and what its rule has at any effort.
    fn at_every_effort(
        &self,
        found: Option<Candidate>,
    ) -> Result<Option<Candidate>, ContractError> {
        match found {
            Some(candidate) => Ok(better(found, self.best_effort(candidate.rule, None)?)),
            None => Ok(None),
        }
    }

    /// From threshold to threshold while a neighbour is better: limited liability and deviations
    /// that tempt alike give the gap kinks, at which a section search may end a few counts off.
    fn descend(&self, mut best: Option<Candidate>) -> Result<Option<Candidate>, ContractError> {
        const MOST: usize = 64;
        const REACH: u64 = 2;
        for _ in 0..MOST {
            let Some(here) = best else {
                return Ok(None);
            };
            let k = here.rule.threshold();
            for step in 1..=REACH {
                for near in [k.saturating_sub(step), k + step] {
                    best = better(best, self.best_effort_at(near, Some(&here))?);
                }
            }
            if best.is_none_or(|found| found.rule.threshold() == k) {
                break;
            }
        }
        Ok(best)
    }

    /// Thresholds a few standard deviations from the expected count of the first best.
    fn near_first_best(&self) -> Vec<u64> {
        let n = self.samples as f64;
        let q = self
            .first_best
            .model()
            .monitoring()
            .agreement(self.first_best.effort());
        let deviation = (n * q * (1.0 - q)).sqrt();
        let mut thresholds: Vec<u64> = SLACKS
            .map(|slack| (n * q - f64::from(slack) * deviation).round().clamp(1.0, n) as u64)
            .collect();
        thresholds.sort_unstable();
        thresholds.dedup();
        thresholds
    }

    /// Thresholds wherever the expected count of an effort may lie whose first-best loss is at
    /// most `most`, in steps of a standard deviation where there is room for so many.
    ///
    /// The count is measured by arcsin √(S/n), whose standard deviation is ½/√n at every q.
    fn everywhere(&self, most: f64) -> Result<Vec<u64>, ContractError> {
        const MOST_STEPS: f64 = 64.0;
        let n = self.samples as f64;
        let angle_at = |change: f64| {
            let point = self.first_best.at(change);
            libm::asin(point.agreement.clamp(0.0, 1.0).sqrt())
        };
        let (lowest, highest) = self.first_best.losing_at_most(most)?;
        let deviation = 0.5 / n.sqrt();
        let from = (angle_at(lowest) - 8.0 * deviation).max(0.0);
        let to = (angle_at(highest) + 2.0 * deviation).min(std::f64::consts::FRAC_PI_2);
        let steps = ((to - from) / deviation).ceil().clamp(1.0, MOST_STEPS) as u32;
        let count_at = |angle: f64| {
            let share = libm::sin(angle.min(std::f64::consts::FRAC_PI_2)).powi(2);
            (n * share).round().clamp(1.0, n) as u64
        };
        let mut thresholds: Vec<u64> = (0..=steps)
            .map(|j| count_at(from + (to - from) * f64::from(j) / f64::from(steps)))
            .chain((1..=FAR_ABOVE).map(|j| count_at(to + f64::from(j) * deviation)))
            .collect();
        thresholds.dedup();
        Ok(thresholds)
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
        let (mut low, mut high) = (from, to);
        let inner = |low: u64, high: u64| ((high - low) as f64 * GOLDEN).round() as u64;
        let (mut left, mut right) = (low + inner(low, high), high - inner(low, high));
        let mut at_left = at(left)?;
        let mut at_right = at(right)?;
        while high - low > 8 && left < right {
            if gap_of(&at_left) <= gap_of(&at_right) {
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
        // Where two deviations tempt alike the gap has a kink.
        minimise_kinked(gap, from, to, CHANCE_PRECISION * (to - from))?;
        match failure {
            Some(error) => Err(error),
            None => Ok(best),
        }
    }
}

fn gap_of(found: &Option<Candidate>) -> f64 {
    found.map_or(f64::INFINITY, |found| found.gap.total())
}

fn better(a: Option<Candidate>, b: Option<Candidate>) -> Option<Candidate> {
    a.into_iter().chain(b).min_by(by_gap)
}

#[cfg(test)]
mod tests;
