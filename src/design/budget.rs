//! How many samples to monitor where each costs m: the n that makes the total loss L(n) = Δ_n + m·n
//! least (C9).
//!
//! Δ_n is the gap of the best contract of a class. Not to monitor at all (n = 0) leaves the flat
//! wage, whose loss is the first-best loss of no effort; a number of samples is only worth buying
//! where its total loss is below that.

use super::sample_cost::SampleCost;
use super::{DesignError, asymptote};
use crate::contract::{Class, ContractError, FirstBest, MAX_SAMPLES, SecondBest};
use crate::numerics::try_map_ordered;
use std::collections::BTreeMap;

/// The best number of samples for a class of contracts at a cost per sample.
#[derive(Debug, Clone, PartialEq)]
pub struct BestSamples {
    /// The best contract with that many samples.
    pub contract: SecondBest,
    /// m.
    pub cost: SampleCost,
}

impl BestSamples {
    /// n.
    pub fn samples(&self) -> u64 {
        self.contract.samples
    }
    /// m·n.
    pub fn monitoring(&self) -> f64 {
        self.cost.money() * self.contract.samples as f64
    }
    /// Δ_n + m·n.
    pub fn total_loss(&self) -> f64 {
        self.contract.gap.total() + self.monitoring()
    }
}

/// Brackets no wider than this are searched number by number: thresholds are whole numbers, which
/// makes L of bonuses jagged on the scale of single samples.
const EACH_OF_BONUSES: u64 = 48;

/// As above, for pay without thresholds, whose L has one valley.
const EACH: u64 = 8;

/// The search stops where its bracket is this share of n: the gap is right to 1e-8, so the n that
/// makes it least is known to the root of that, and a miss by it costs 1e-8 of the loss.
const SHARE: f64 = 1e-4;

/// The best number of samples n ≥ 1 for contracts of `class`; `None` where no number of samples
/// pays for itself.
///
/// From the asymptotic best number a grid of factor 2 walks to the basin of L, golden sections find
/// its bottom, and there numbers are tried one by one. The least loss is an estimate in double
/// precision; for a bonus, whose gap jumps with its threshold, another n may be better by a
/// relative 1/n.
pub fn best_samples(
    first_best: &FirstBest<'_>,
    class: Class,
    cost: SampleCost,
) -> Result<Option<BestSamples>, DesignError> {
    let Some(mut search) = Search::new(first_best, class, cost) else {
        return Ok(None);
    };
    let Some((mut low, mut high)) = search.basin()? else {
        return Ok(None);
    };
    // Golden sections on whole numbers: one inner point of the next bracket is always an old one.
    let section =
        |low: u64, high: u64| ((high - low) as f64 * 0.381_966_011_250_105).round() as u64;
    let (mut left, mut right) = (low + section(low, high), high - section(low, high));
    let each = match class {
        Class::Binary(_) | Class::Tiered { .. } => EACH_OF_BONUSES,
        Class::Linear | Class::General => EACH,
    };
    while high - low > each.max((SHARE * low as f64) as u64) {
        // Roundings add up until the old inner point is no golden section any more.
        if !(low < left && left < right && right < high) {
            (left, right) = (low + section(low, high), high - section(low, high));
        }
        search.solve(&[left, right])?;
        if search.loss(left) <= search.loss(right) {
            (high, right) = (right, left);
            left = low + high.saturating_sub(right);
        } else {
            (low, left) = (left, right);
            right = high - (left - low);
        }
    }
    if high - low <= each {
        search.solve(&(low..=high).collect::<Vec<u64>>())?;
    }
    Ok(search.finish())
}

/// The fewest and the most samples whose total loss is within one percent of `best`'s: how exactly
/// n matters. For a bonus, whose gap jumps with its threshold, right to a few samples.
pub fn within_a_percent(
    first_best: &FirstBest<'_>,
    class: Class,
    best: &BestSamples,
) -> Result<(u64, u64), DesignError> {
    let n = best.samples();
    let Some(mut search) = Search::new(first_best, class, best.cost) else {
        return Ok((n, n));
    };
    search.solve(&[n])?;
    let most = search.most;
    Ok((search.tolerable(n, 1)?, search.tolerable(n, most)?))
}

/// The least number of samples with which the best contract of `class` loses at most `loss`,
/// without the price of samples.
///
/// Doubling and halving, as gaps fall with n; the gap of a bonus jumps with its threshold, so that
/// a number somewhat smaller (a relative 1/n of the loss) may do as well.
pub fn least_samples(
    first_best: &FirstBest<'_>,
    class: Class,
    loss: f64,
) -> Result<SecondBest, DesignError> {
    if !(loss > 0.0 && loss.is_finite()) {
        return Err(DesignError::Loss { written: loss });
    }
    let solve = |n: u64| match class.solve(first_best, n) {
        Ok(contract) if contract.gap.total() <= loss && !contract.is_flat() => Ok(Some(contract)),
        Ok(_) | Err(ContractError::NotImplementable { .. }) => Ok(None),
        Err(error) => Err(error),
    };
    let (mut too_few, mut enough) = (0, 1);
    let mut best = loop {
        if let Some(contract) = solve(enough)? {
            break contract;
        }
        if enough >= MAX_SAMPLES {
            return Err(DesignError::Unattainable {
                contract: class.name(),
                loss,
                most: MAX_SAMPLES,
            });
        }
        too_few = enough;
        enough = (2 * enough).min(MAX_SAMPLES);
    };
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        match solve(middle)? {
            Some(contract) => (enough, best) = (middle, contract),
            None => too_few = middle,
        }
    }
    Ok(best)
}

struct Search<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    class: Class,
    cost: SampleCost,
    /// What the flat wage loses.
    flat: f64,
    /// Beyond, monitoring alone costs more than the flat wage loses.
    most: u64,
    solved: BTreeMap<u64, Option<SecondBest>>,
}

impl<'a, 'm> Search<'a, 'm> {
    /// `None` where a single sample costs more than the flat wage loses.
    fn new(first_best: &'a FirstBest<'m>, class: Class, cost: SampleCost) -> Option<Self> {
        let flat = first_best.flat_loss();
        let most = (flat / cost.money()).min(MAX_SAMPLES as f64).floor();
        (most >= 1.0).then(|| Self {
            first_best,
            class,
            cost,
            flat,
            most: most as u64,
            solved: BTreeMap::new(),
        })
    }

    /// Numbers around the best of a grid of factor 2.
    fn basin(&mut self) -> Result<Option<(u64, u64)>, DesignError> {
        let guess = match self.class {
            Class::Binary(_) => {
                asymptote::binary(self.first_best, self.cost).map_or(1.0, |formula| formula.samples)
            }
            Class::Tiered { .. } | Class::Linear | Class::General => {
                asymptote::linear(self.first_best, self.cost).samples
            }
        };
        // With few samples formulas say little, so the grid starts at one.
        let from = if guess > 1e3 { guess / 4.0 } else { 1.0 };
        let from = (from as u64).clamp(1, self.most);
        let (mut low, mut high) = (from, from.saturating_mul(16).min(self.most));
        loop {
            let grid: Vec<u64> = std::iter::successors(Some(low), |n| n.checked_mul(2))
                .take_while(|n| *n < high)
                .chain([high])
                .collect();
            self.solve(&grid)?;
            match self.best() {
                None if high == self.most && low == 1 => return Ok(None),
                Some(best) if best > low.max(1) && best < high => {}
                Some(best) if best == low && low == 1 || best == high && high == self.most => {}
                Some(best) if best == low => {
                    low = (low / 16).max(1);
                    continue;
                }
                _ => {
                    high = high.saturating_mul(16).min(self.most);
                    low = if self.best().is_none() { 1 } else { low };
                    continue;
                }
            }
            let Some(best) = self.best() else {
                return Ok(None);
            };
            let below = self.solved.range(..best).next_back();
            let above = self.solved.range(best + 1..).next();
            return Ok(Some((
                below.map_or(best, |(n, _)| *n),
                above.map_or(best, |(n, _)| *n),
            )));
        }
    }

    /// Solves what has not been solved yet.
    fn solve(&mut self, samples: &[u64]) -> Result<(), ContractError> {
        let fresh: Vec<u64> = samples
            .iter()
            .copied()
            .filter(|n| !self.solved.contains_key(n))
            .collect();
        let solved = try_map_ordered(&fresh, |n| match self.class.solve(self.first_best, *n) {
            // The flat wage needs no samples.
            Ok(contract) if contract.is_flat() => Ok(None),
            Ok(contract) => Ok(Some(contract)),
            Err(ContractError::NotImplementable { .. }) => Ok(None),
            Err(error) => Err(error),
        })?;
        self.solved.extend(fresh.into_iter().zip(solved));
        Ok(())
    }

    fn loss(&self, samples: u64) -> f64 {
        match self.solved.get(&samples) {
            Some(Some(contract)) => {
                contract.gap.total() + self.cost.money() * contract.samples as f64
            }
            _ => f64::INFINITY,
        }
    }

    /// The best number so far, the smallest of equals.
    fn best(&self) -> Option<u64> {
        self.solved
            .keys()
            .copied()
            .filter(|n| self.loss(*n).is_finite())
            .min_by(|a, b| self.loss(*a).total_cmp(&self.loss(*b)))
    }

    /// The number furthest from `best` towards `end` whose loss is within one percent of the least.
    fn tolerable(&mut self, best: u64, end: u64) -> Result<u64, ContractError> {
        let limit = 1.01 * self.loss(best);
        let (mut good, mut bad) = (best, end);
        self.solve(&[end])?;
        if self.loss(end) <= limit {
            return Ok(end);
        }
        while good.abs_diff(bad) > 1 {
            let middle = good.min(bad) + good.abs_diff(bad) / 2;
            self.solve(&[middle])?;
            if self.loss(middle) <= limit {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Ok(good)
    }

    fn finish(mut self) -> Option<BestSamples> {
        let best = self.best()?;
        if self.loss(best) >= self.flat {
            return None;
        }
        Some(BestSamples {
            contract: self.solved.remove(&best)??,
            cost: self.cost,
        })
    }
}
