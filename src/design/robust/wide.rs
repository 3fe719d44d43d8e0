//! Thresholds all over the counts, for what a search near one set of terms does not reach: over a
//! whole range of κ the best threshold is the one that is within reach where κ is least, and may
//! lie many standard deviations of the count below the one for the stated values.
//!
//! A coarse look at all of them, each with bonuses of every size; from the best few uphill in
//! steps that are halved. Of several bonuses the best single one is the start, and one at a time is
//! put where it adds most.

use super::possible::Possible;
use super::terms::{best_steepness, coarse_steepness};
use crate::contract::ContractError;
use crate::contract::binary::BonusRule;
use crate::design::posted::{Posted, Tiers};
use crate::model::Model;
use crate::numerics::map_ordered;

/// Bonuses relative to the one to start from, tried with every threshold.
const LADDER: [f64; 11] = [0.1, 0.2, 0.35, 0.6, 0.8, 1.0, 1.4, 2.0, 3.3, 5.5, 10.0];

/// The same once a bonus is known that does.
const NEAR: [f64; 7] = [0.6, 0.8, 0.9, 1.0, 1.1, 1.25, 1.6];

/// The same for a further bonus.
const FURTHER: [f64; 4] = [0.7, 0.85, 1.0, 1.2];

/// Pieces of the counts between no effort and full effort.
const PIECES: u32 = 14;

/// Standard deviations of the count below what full effort brings.
const BELOW: [f64; 6] = [0.0, 0.7, 1.4, 2.1, 3.0, 4.5];

/// Coarse terms from which the search goes on.
const STARTS: usize = 3;

/// The same for a further bonus, of which there are many more terms to look at.
const FURTHER_STARTS: usize = 2;

/// Shares of all bonuses that a further one may have.
const SHARES: [f64; 4] = [0.1, 0.25, 0.45, 0.7];

/// Terms with what they bring in the worst model seen.
type Valued = (f64, Posted);

/// The best terms of the kind of `start` against the models seen, wherever their thresholds lie;
/// `None` for pay without thresholds, where none are accepted, or where even a single bonus found
/// so is no better than what is `known` of several: then what lies near is no place to leave.
pub(super) fn best<L: Sync>(
    models: &[Possible<L>],
    seen: &[usize],
    start: &Posted,
    known: f64,
) -> Result<Option<Valued>, ContractError> {
    let search = Wide { models, seen };
    match start {
        Posted::Bonus { base, bonus, .. } => search.single(start.samples(), *base, *bonus),
        Posted::Tiered { base, tiers } => {
            let all = tiers.iter().map(|(_, bonus)| bonus).sum();
            match search.single(start.samples(), *base, all)? {
                Some((value, single)) if value > known => {
                    search.several(&single, tiers.iter().count())
                }
                _ => Ok(None),
            }
        }
        Posted::Flat { .. } | Posted::Linear { .. } => Ok(None),
    }
}

/// Terms of several bonuses that an ascent from some leads to: bonuses found next to a start may
/// all be a step from better ones.
pub(super) fn uphill<L: Sync>(
    models: &[Possible<L>],
    seen: &[usize],
    from: Valued,
) -> Result<Valued, ContractError> {
    if !matches!(from.1, Posted::Tiered { .. }) {
        return Ok(from);
    }
    let gap = (from.1.samples() / u64::from(4 * PIECES)).max(1);
    Wide { models, seen }.climbed(from, gap)
}

struct Wide<'a, L> {
    models: &'a [Possible<L>],
    seen: &'a [usize],
}

impl<L: Sync> Wide<'_, L> {
    /// Thresholds over all of the counts, closer together where full effort leads.
    fn thresholds(&self, samples: u64) -> Vec<u64> {
        let models = self.seen.iter().map(|place| &self.models[*place].model);
        spread(models, samples)
    }

    /// The best terms that an ascent from the best few of a coarse look leads to.
    fn refined(
        &self,
        coarse: Vec<Result<Option<Valued>, ContractError>>,
        starts: usize,
        samples: u64,
    ) -> Result<Option<Valued>, ContractError> {
        let gap = (samples / u64::from(2 * PIECES)).max(1);
        let starts = foremost(coarse, starts)?;
        let found = map_ordered(&starts, |start| self.climbed(*start, gap).map(Some));
        Ok(foremost(found, 1)?.into_iter().next())
    }

    /// The best single bonus.
    fn single(&self, samples: u64, base: f64, bonus: f64) -> Result<Option<Valued>, ContractError> {
        let rules: Vec<BonusRule> = self
            .thresholds(samples)
            .into_iter()
            .filter_map(|k| BonusRule::at(samples, k))
            .collect();
        let coarse = map_ordered(&rules, |rule| {
            let rule = *rule;
            let shape = Posted::Bonus { rule, base, bonus };
            coarse_steepness(self.models, self.seen, &shape, &LADDER)
        });
        self.refined(coarse, STARTS, samples)
    }

    /// The best `count` bonuses found from a single one.
    fn several(&self, single: &Posted, count: usize) -> Result<Option<Valued>, ContractError> {
        let Posted::Bonus { rule, base, bonus } = *single else {
            return Ok(None);
        };
        let samples = rule.samples();
        let thresholds = self.thresholds(samples);
        let mut tiers = vec![(rule, bonus)];
        let mut best = None;
        while tiers.len() < count {
            let shapes: Vec<Posted> = thresholds
                .iter()
                .filter_map(|k| BonusRule::at(samples, *k))
                .flat_map(|rule| with_further(base, &tiers, rule))
                .collect();
            let coarse = map_ordered(&shapes, |shape| {
                coarse_steepness(self.models, self.seen, shape, &FURTHER)
            });
            best = self.refined(coarse, FURTHER_STARTS, samples)?;
            match &best {
                Some((_, Posted::Tiered { tiers: found, .. })) => tiers = found.iter().collect(),
                _ => break,
            }
        }
        Ok(best)
    }

    /// Uphill, one threshold and one bonus at a time, in steps that are halved.
    fn climbed(&self, start: Valued, gap: u64) -> Result<Valued, ContractError> {
        let mut best = start;
        let samples = best.1.samples();
        // Steps far below the noise of the count change nothing.
        let finest = ((samples as f64).sqrt() / 100.0).max(1.0) as u64;
        let mut step = gap;
        let mut share = 0.4;
        self.improve(&mut best, &[start.1], &NEAR)?;
        loop {
            let shapes = next(&best.1, step, share);
            if self.improve(&mut best, &shapes, &NEAR)? {
                continue;
            }
            // A single bonus is scaled in any case.
            let shares = matches!(best.1, Posted::Tiered { .. }) && share >= 0.02;
            if step <= finest && !shares {
                return Ok(best);
            }
            step = (step / 2).max(finest);
            share *= 0.5;
        }
    }

    /// Whether one of the shapes, its bonuses scaled as is best, is better by more than a trifle.
    fn improve(
        &self,
        best: &mut Valued,
        shapes: &[Posted],
        factors: &[f64],
    ) -> Result<bool, ContractError> {
        let tried = map_ordered(shapes, |shape| {
            best_steepness(self.models, self.seen, shape, factors)
        });
        let Some(found) = foremost(tried, 1)?.into_iter().next() else {
            return Ok(false);
        };
        let better = found.0 > best.0 + 1e-6 * (1.0 + best.0.abs());
        if better {
            *best = found;
        }
        Ok(better)
    }
}

/// Counts between what no effort and what full effort bring in some models.
pub(crate) fn spread<'m>(models: impl Iterator<Item = &'m Model>, samples: u64) -> Vec<u64> {
    let ends = models.map(|model| [0.0, 1.0].map(|effort| model.monitoring().agreement(effort)));
    let ends: Vec<[f64; 2]> = ends.collect();
    let n = samples as f64;
    let low = ends.iter().map(|ends| ends[0]).fold(1.0, f64::min);
    let high = ends.iter().map(|ends| ends[1]).fold(0.0, f64::max);
    let even = (0..=PIECES).map(|j| n * (low + (high - low) * f64::from(j) / f64::from(PIECES)));
    let mut counts: Vec<f64> = even.collect();
    for [_, full] in ends {
        let deviation = (n * full * (1.0 - full)).max(0.0).sqrt();
        counts.extend(BELOW.map(|z| n * full - z * deviation));
    }
    counts.sort_by(f64::total_cmp);
    // Next to each other they tell the same.
    let apart = (n.sqrt() / 12.0).max(0.5);
    counts.dedup_by(|later, earlier| *later - *earlier < apart);
    let mut whole: Vec<u64> = counts
        .into_iter()
        .map(|count| count.round().clamp(1.0, n) as u64)
        .collect();
    whole.dedup();
    whole
}

/// The best few of what was found.
fn foremost(
    found: Vec<Result<Option<Valued>, ContractError>>,
    count: usize,
) -> Result<Vec<Valued>, ContractError> {
    let found: Vec<Option<Valued>> = found.into_iter().collect::<Result<_, _>>()?;
    let mut all: Vec<Valued> = found.into_iter().flatten().collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.truncate(count);
    Ok(all)
}

/// The tiers with one more at another threshold, on top of the others or taken from them.
fn with_further(base: f64, tiers: &[(BonusRule, f64)], rule: BonusRule) -> Vec<Posted> {
    if tiers
        .iter()
        .any(|(other, _)| other.threshold() == rule.threshold())
    {
        return Vec::new();
    }
    let all: f64 = tiers.iter().map(|(_, bonus)| bonus).sum();
    let mut shapes = Vec::new();
    for share in SHARES {
        for left in [1.0, 1.0 - share] {
            let mut listed: Vec<(BonusRule, f64)> = tiers
                .iter()
                .map(|(rule, bonus)| (*rule, bonus * left))
                .collect();
            listed.push((rule, share * all));
            listed.sort_by_key(|(rule, _)| rule.threshold());
            let tiers = Tiers::new(&listed);
            shapes.extend(tiers.map(|tiers| Posted::Tiered { base, tiers }));
        }
    }
    shapes
}

/// Terms with one threshold moved by a step, or of several bonuses one changed by a share.
fn next(posted: &Posted, step: u64, share: f64) -> Vec<Posted> {
    let listed = posted.bonuses();
    let mut all = Vec::new();
    for place in 0..listed.len() {
        let (rule, bonus) = listed[place];
        let (n, k) = (rule.samples(), rule.threshold());
        let moved = [k.checked_sub(step), k.checked_add(step)];
        let rules = moved.into_iter().flatten().filter(|k| (1..=n).contains(k));
        let mut changes: Vec<(BonusRule, f64)> = rules
            .filter_map(|k| Some((BonusRule::at(n, k)?, bonus)))
            .collect();
        if listed.len() > 1 {
            changes.push((rule, bonus * (1.0 + share)));
            changes.push((rule, bonus / (1.0 + share)));
        }
        for change in changes {
            let mut other = listed.clone();
            other[place] = change;
            all.extend(posted.with_bonuses(&other));
        }
    }
    all
}
