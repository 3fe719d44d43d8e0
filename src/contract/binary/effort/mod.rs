//! The effort that serves the company best under one bonus rule.

mod memo;
mod refine;

use crate::contract::ContractError;
use crate::contract::binary::incentives::{DeviationGrid, transition};
use crate::contract::binary::rule::{BonusRule, Passing};
use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::contract::gap::{GapParts, TwoPointPay};
use crate::numerics::roots::minimise;
use memo::Memo;
use std::cell::OnceCell;

/// A rule together with the effort that serves the company best under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub rule: BonusRule,
    pub point: EffortPoint,
    pub passing: Passing,
    pub pay: TwoPointPay,
    pub gap: GapParts,
}

/// The order of candidates by their gaps.
pub fn by_gap(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    a.gap.total().total_cmp(&b.gap.total())
}

/// An effort, what the rule does there, and the bonus that makes it stationary.
#[derive(Debug, Clone, Copy)]
struct Incentive {
    point: EffortPoint,
    passing: Passing,
    bonus_utility: f64,
}

/// A gain of so many costs of effort is a rounding of two payoffs that are equal: where the cost
/// is linear in the passing probability, all efforts are.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// Efforts of the grid over the whole range.
const UNIFORM: u32 = 40;

/// Efforts of the grid over those that lose little, where these span less than so many steps of the
/// other grids.
const AROUND: u32 = 8;
const FEW_STEPS: f64 = 4.0;

/// The best effort under a rule loses less than so many gaps of a neighbouring rule, or the rule is
/// of no use.
const GAPS: f64 = 4.0;

/// By how much the gap between two efforts of the grid may lie below that at both.
const GRID_SLACK: f64 = 1.25;

/// The bonus that makes an effort stationary, b = c′/P′.
pub(crate) fn stationary_bonus(point: &EffortPoint, passing: &Passing) -> f64 {
    libm::exp(libm::log(point.marginal_cost / point.agreement_slope) - passing.ln_slope)
}

/// One rule under study. Efforts enter as changes δ = η − η*, at which pay, gap and incentives are
/// evaluated.
pub struct RuleProblem<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    worthwhile: (f64, f64),
    rule: BonusRule,
    /// Made where deviations matter: most rules lose too much at every effort.
    grid: OnceCell<DeviationGrid>,
    incentives: Memo<Option<Incentive>>,
    candidates: Memo<Option<Candidate>>,
    temptations: Memo<f64>,
}

impl<'a, 'm> RuleProblem<'a, 'm> {
    /// The problem of `rule`, with δ within `worthwhile`.
    pub fn new(first_best: &'a FirstBest<'m>, worthwhile: (f64, f64), rule: BonusRule) -> Self {
        Self {
            first_best,
            worthwhile,
            rule,
            grid: OnceCell::new(),
            incentives: Memo::default(),
            candidates: Memo::default(),
            temptations: Memo::default(),
        }
    }

    fn grid(&self) -> &DeviationGrid {
        self.grid
            .get_or_init(|| DeviationGrid::new(self.first_best.model(), &self.rule))
    }

    /// The effort that serves the company best under the rule, with a gap below `bound`; `None`
    /// where the rule implements no such effort.
    ///
    /// `focus` narrows the search to efforts around that of a neighbouring rule.
    pub fn best(
        &self,
        focus: Option<&Candidate>,
        bound: f64,
    ) -> Result<Option<Candidate>, ContractError> {
        let changes = self.efforts(focus, bound)?;
        // The gap is at least what the effort loses: beyond this, all that could matter is whether
        // the next effort has pay.
        let most = 2.0 * GRID_SLACK * bound;
        let near: Vec<bool> = changes
            .iter()
            .map(|change| self.first_best.loss(*change) < most)
            .collect();
        let is_near = |j: usize| near.get(j).copied().unwrap_or(false);
        let grid: Vec<Option<Candidate>> = (0..changes.len())
            .map(|j| {
                let seen = is_near(j) || is_near(j + 1) || j > 0 && is_near(j - 1);
                seen.then(|| self.candidate(changes[j])).flatten()
            })
            .collect();
        let gap = |j: usize| grid[j].map_or(f64::MAX, |candidate| candidate.gap.total());
        let corner = self.full_effort(bound);
        let least = (0..grid.len()).map(gap).fold(f64::MAX, f64::min);
        // Between two efforts of the grid the gap may lie a little lower than at both.
        if !(least < GRID_SLACK * bound) {
            return Ok(corner);
        }
        // Temptation where it matters; +∞ in spirit elsewhere.
        let held: Vec<f64> = (0..grid.len())
            .map(|j| match gap(j) < most {
                true => self.temptation_at(changes[j]),
                false => f64::MAX,
            })
            .collect();
        let value = |j: usize| if held[j] <= 0.0 { gap(j) } else { f64::MAX };
        let mut found = Vec::new();
        for j in 0..grid.len() {
            let left = j.checked_sub(1);
            let right = Some(j + 1).filter(|right| *right < grid.len());
            let beside = |at: fn(f64, f64) -> bool, of: &dyn Fn(usize) -> f64| {
                [left, right]
                    .into_iter()
                    .flatten()
                    .all(|other| at(of(j), of(other)))
            };
            let around = [left, Some(j), right].into_iter().flatten().map(gap);
            if !(around.fold(f64::MAX, f64::min) < GRID_SLACK * bound) {
                continue;
            }
            let sides = (left.map(|j| changes[j]), right.map(|j| changes[j]));
            if value(j) < f64::MAX && beside(|a, b| a <= b, &value) {
                found.push(self.refine(changes[j], sides.0, sides.1)?);
            } else if held[j] < f64::MAX && held[j] > 0.0 && beside(|a, b| a <= b, &|j| held[j]) {
                // Efforts that no deviation beats may lie between two of the grid.
                if let (Some(low), Some(high)) = sides {
                    let least = minimise(
                        |change| self.temptation_at(change),
                        low,
                        high,
                        1e-6 * (high - low),
                    )?;
                    if least.value <= 0.0 {
                        found.push(self.refine(least.at, sides.0, sides.1)?);
                    }
                }
            }
        }
        // Bonuses that are large enough may all be out of reach one step further up: feasible
        // efforts then lie between two points of the grid, next to where incentives start to hold.
        for j in (0..grid.len().saturating_sub(1)).filter(|j| is_near(*j) || is_near(j + 1)) {
            let (low, high) = (changes[j], changes[j + 1]);
            match (&grid[j], &grid[j + 1]) {
                (Some(_), None) => found.extend(self.between(low, high)),
                (None, Some(_)) => found.extend(self.between(high, low)),
                _ => {}
            }
        }
        Ok(found
            .into_iter()
            .filter_map(|change| self.candidate(change))
            .chain(corner)
            .min_by(|a, b| a.gap.total().total_cmp(&b.gap.total())))
    }

    /// The efforts of the grid, as changes, in rising order.
    ///
    /// Efforts are measured from the one whose expected count meets the threshold, in steps that
    /// move the count by one standard deviation: far below, a bonus is all but lost; far above, all
    /// but certain; either way it has no slope left. With few samples that says little, so the
    /// whole range of efforts is covered as well. And where the stakes are so small that few
    /// efforts around the first best lose less than `bound`, or some gaps of a neighbouring rule,
    /// these have a grid of their own: they may all lie between two efforts of the others.
    fn efforts(&self, focus: Option<&Candidate>, bound: f64) -> Result<Vec<f64>, ContractError> {
        let model = self.first_best.model();
        let (centre, width) = transition(model, &self.rule);
        let offset = centre - self.first_best.effort();
        let (lowest, highest) = self.worthwhile;
        let (step, most) = match focus {
            Some(near) => (0.25 * width, bound.min(GAPS * near.gap.total())),
            None => ((highest - lowest) / f64::from(UNIFORM), GRID_SLACK * bound),
        };
        let mut changes: Vec<f64> = match focus {
            Some(near) => {
                let (centre, width) = transition(model, &near.rule);
                let slack = (near.point.effort - centre) / width;
                (-6..=10).map(|j| slack + 0.25 * f64::from(j)).collect()
            }
            None => (-8..=16)
                .map(|j| 0.5 * f64::from(j))
                .chain((9..=40).map(f64::from))
                .collect(),
        };
        for slack in &mut changes {
            *slack = offset + *slack * width;
        }
        if focus.is_none() {
            let range = highest - lowest;
            changes
                .extend((1..UNIFORM).map(|j| lowest + range * f64::from(j) / f64::from(UNIFORM)));
            changes.extend((6..=16).map(|j| lowest + range * libm::ldexp(1.0, -j)));
        }
        let (low, high) = self.first_best.losing_at_most(most)?;
        if high - low < FEW_STEPS * step {
            let part = |j: u32| low + (high - low) * f64::from(j) / f64::from(AROUND);
            changes.extend((0..=AROUND).map(part));
        }
        changes.retain(|change| *change > lowest && *change <= highest);
        changes.sort_by(f64::total_cmp);
        changes.dedup();
        Ok(changes)
    }

    /// Full effort, which a bonus implements as soon as it is large enough.
    fn full_effort(&self, bound: f64) -> Option<Candidate> {
        let point = self.first_best.at_full_effort();
        if !(point.loss < bound) {
            return None;
        }
        let passing = self.rule.passing(point.agreement).ok()?;
        let start = stationary_bonus(&point, &passing);
        if !start.is_finite() {
            return None;
        }
        let model = self.first_best.model();
        let bonus = self
            .grid()
            .least_bonus(model, &self.rule, &point, &passing, start)
            .ok()??;
        self.paying(Incentive {
            point,
            passing,
            bonus_utility: bonus,
        })
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
        self.incentives.get(change, || {
            let point = self.first_best.at(change);
            if !(point.effort > 0.0 && point.effort <= 1.0) {
                return None;
            }
            let passing = self.rule.passing(point.agreement).ok()?;
            Some(Incentive {
                point,
                passing,
                bonus_utility: stationary_bonus(&point, &passing),
            })
        })
    }

    /// The pay with that bonus; `None` where none exists.
    pub fn candidate(&self, change: f64) -> Option<Candidate> {
        self.candidates
            .get(change, || self.paying(self.incentive(change)?))
    }

    fn paying(&self, incentive: Incentive) -> Option<Candidate> {
        let Incentive { point, passing, .. } = incentive;
        let pay = TwoPointPay::new(
            self.first_best.model(),
            point.required_utility,
            point.headroom(self.first_best.model()),
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
            candidate.point.headroom(self.first_best.model()) - bonus_in_mean
        })
    }

    /// Gain of the most tempting deviation, positive where incentive compatibility fails.
    fn temptation(&self, incentive: &Incentive) -> f64 {
        self.grid()
            .best(
                self.first_best.model(),
                &self.rule,
                &incentive.point,
                &incentive.passing,
                incentive.bonus_utility,
            )
            .map(|deviation| deviation.gain - ROUNDING * incentive.point.cost)
            // A bonus beyond all doubles has no gain that can be told.
            .ok()
            .filter(|gain| gain.is_finite())
            .unwrap_or(f64::MAX)
    }

    fn temptation_at(&self, change: f64) -> f64 {
        self.temptations.get(change, || {
            self.incentive(change)
                .map_or(f64::MAX, |incentive| self.temptation(&incentive))
        })
    }
}
