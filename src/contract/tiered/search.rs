//! The best thresholds: those of the limit problem, corrected for skewness, then whole numbers by
//! exact comparison of neighbours.

use super::counted::Listed;
use super::descent::{
    Effort, Found, Free, STRAIGHT, descend_to_corner, descend_with, keep_better, margin,
};
use super::offer::Offer;
use super::setting::{Law, Setting};
use crate::contract::first_best::FirstBest;
use crate::contract::{Threshold, constants};
use std::cell::Cell;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Beyond this standard deviation of the count whole thresholds are as good as any: half a count
/// costs the square of 1/σ, some 1e-9 of the gap.
const WHOLE_COUNTS_MATTER: f64 = 3e4;

/// Up to so many sets of thresholds all are tried.
const ALL_SETS: u64 = 40;

/// Up to so many samples the limit problem is not trusted alone.
pub(super) const FEW: u64 = 300;

/// Offers looked at in one search before it ends with the best so far: what starts that lead
/// nowhere, as where limited liability leaves no better contract than a single bonus, may cost. A
/// descent that arrives looks at some twenty, of which even the longest searches need no more than
/// a few thousand descents.
const WORK: usize = 400_000;

/// Offers that are looked at next to known contracts all the same.
const KNOWN_WORK: usize = 2_000;

/// Rounds of moves to neighbours.
const ROUNDS: usize = 60;

/// The search for one number of samples.
pub struct Search<'a, 'm> {
    pub(super) setting: Setting<'a, 'm>,
    pub(super) tiers: usize,
    money: f64,
    margin: f64,
    /// Offers that may still be looked at.
    work: Cell<usize>,
    /// The best offer found at each set of whole thresholds, from whatever start.
    held: RefCell<BTreeMap<Vec<u64>, Found>>,
    /// What sets cost that were given up as too dear, about.
    dear: RefCell<BTreeMap<Vec<u64>, f64>>,
}

impl<'a, 'm> Search<'a, 'm> {
    /// Offers of `tiers` ≥ 1 bonuses.
    pub fn new(first_best: &'a FirstBest<'m>, samples: u64, tiers: usize) -> Self {
        let setting = Setting::new(first_best, samples, Law::Count);
        Self {
            margin: margin(&setting),
            setting,
            tiers,
            money: constants::linear(first_best) / samples as f64,
            work: Cell::new(WORK),
            held: RefCell::default(),
            dear: RefCell::default(),
        }
    }

    /// The same with deviations that lose the share `margin` of the cost they save.
    pub fn with_margin(
        first_best: &'a FirstBest<'m>,
        samples: u64,
        tiers: usize,
        margin: f64,
    ) -> Self {
        let search = Self::new(first_best, samples, tiers);
        Self {
            margin: search.margin.max(margin),
            ..search
        }
    }

    /// The best offer near a known one: thresholds move freely, then as whole numbers.
    pub fn near(&self, known: &Offer) -> Option<Found> {
        let free = Free {
            apart: 1,
            ..Free::ALL
        };
        let moved = self.descend(known, free);
        let mut best = self.whole(known);
        if let Some(moved) = moved {
            keep_better(&mut best, self.whole(&moved.offer));
        }
        best
    }

    fn descend(&self, start: &Offer, free: Free) -> Option<Found> {
        self.descend_below(start, free, &Effort::new(&self.work))
    }

    fn descend_below(&self, start: &Offer, free: Free, effort: &Effort<'_>) -> Option<Found> {
        // With many samples limited liability is far, or binds throughout.
        let descend = match self.setting.samples <= FEW {
            true => descend_to_corner,
            false => descend_with,
        };
        descend(&self.setting, start, free, self.money, self.margin, effort)
    }

    /// The setting.
    pub fn setting(&self) -> &Setting<'a, 'm> {
        &self.setting
    }

    /// The best offer found, also starting from each of `known`, and where counts are listed from
    /// the best pay of any shape.
    pub fn best(
        &self,
        threshold: Threshold,
        known: &[Offer],
        listed: Option<Listed<'_, '_, '_>>,
    ) -> Option<Found> {
        let mut best: Option<Found> = None;
        if self.number_of_sets() <= ALL_SETS {
            for set in self.every_set() {
                let starts = match listed.map(|listed| listed.counted.best(&set)) {
                    Some(start) => start.into_iter().collect(),
                    None => self.spread(&set),
                };
                for start in starts {
                    keep_better(&mut best, self.hold(&start));
                }
            }
        } else {
            let near_any = listed.and_then(|Listed { counted, any }| {
                counted.best(&counted.closest(any?, self.tiers)?)
            });
            for start in self.starts().into_iter().chain(near_any) {
                keep_better(&mut best, self.whole(&start));
            }
        }
        self.finished(best, threshold, known)
    }

    /// The best offer found with bonuses by chance where the best one with whole thresholds is
    /// among the `known`.
    pub fn best_by_chance(&self, known: &[Offer]) -> Option<Found> {
        self.finished(None, Threshold::Randomised, known)
    }

    /// The best of what was found, of whole thresholds next to each of `known`, and of bonuses by
    /// chance or a little less than full care next to these.
    fn finished(
        &self,
        found: Option<Found>,
        threshold: Threshold,
        known: &[Offer],
    ) -> Option<Found> {
        let mut best = found;
        self.work.set(self.work.get().max(KNOWN_WORK));
        for start in known {
            keep_better(&mut best, self.whole(start));
        }
        if threshold == Threshold::Randomised
            && self.setting.deviation < WHOLE_COUNTS_MATTER
            && let Some(whole) = best.clone()
        {
            for cells in 0..1_u32 << self.tiers.min(3) {
                let mut start = whole.offer.clone();
                for (i, t) in start.thresholds.iter_mut().enumerate() {
                    let up = cells >> i.min(2) & 1 == 1;
                    *t += if up { 0.25 } else { -0.25 };
                }
                let free = Free {
                    apart: 0,
                    within_cells: true,
                    ..Free::ALL
                };
                keep_better(&mut best, self.descend(&start, free));
            }
        }
        if let Some(full) = best.clone()
            && full.offer.x >= self.setting.full_effort()
        {
            // A little less than full care may be cheaper.
            let mut less = full.offer;
            less.x -= 0.3_f64.min(-0.5 * self.setting.no_effort());
            keep_better(&mut best, self.hold(&less));
        }
        best
    }

    fn hold(&self, offer: &Offer) -> Option<Found> {
        self.descend(offer, Free::BONUSES)
    }

    /// The best offer at the whole thresholds of one, as a walk from another start found it, else
    /// from here; `None` too where it costs more than `most`.
    fn held(&self, offer: &Offer, most: f64) -> Option<Found> {
        let counts = counts(offer);
        if let Some(found) = self.held.borrow().get(&counts) {
            return Some(found.clone());
        }
        if self
            .dear
            .borrow()
            .get(&counts)
            .is_some_and(|gap| *gap > most)
        {
            return None;
        }
        let effort = Effort::below(&self.work, most);
        let before = self.work.get();
        let found = self.descend_below(offer, Free::BONUSES, &effort);
        if before - self.work.get() > STRAIGHT {
            return found;
        }
        if let Some(gap) = effort.dear.get() {
            self.dear.borrow_mut().insert(counts, gap);
        } else if let Some(found) = &found {
            self.held.borrow_mut().insert(counts, found.clone());
        }
        found
    }

    /// The best offer at these thresholds, or, where the descent goes astray, at thresholds nearby:
    /// the start knows about what the gap will be.
    fn first(&self, start: &Offer) -> Option<Found> {
        /// A descent that ends this far above the start went astray.
        const ASTRAY: f64 = 1.2;
        /// How far thresholds nearby are, in standard deviations.
        const NEAR: f64 = 0.01;
        let mut best = self.hold(start);
        if self.setting.samples <= FEW {
            return best;
        }
        let expected = start
            .see(&self.setting)
            .map_or(f64::NAN, |seen| seen.gap.value);
        let good = |found: &Option<Found>| {
            found
                .as_ref()
                .is_some_and(|found| found.seen.gap.value <= ASTRAY * expected)
        };
        // Where single counts do not matter, steps that do.
        let step_size = match self.setting.deviation >= WHOLE_COUNTS_MATTER {
            true => (NEAR * self.setting.deviation).round(),
            false => 1.0,
        };
        for far in [1.0, 2.0, 4.0].map(|far| far * step_size) {
            for step in self.moves() {
                if good(&best) {
                    return best;
                }
                let mut near = start.clone();
                for (t, by) in near.thresholds.iter_mut().zip(&step) {
                    *t += far * by;
                }
                if near.thresholds.windows(2).all(|pair| pair[0] < pair[1]) {
                    keep_better(&mut best, self.hold(&near));
                }
            }
        }
        best
    }

    /// Rounds the thresholds and moves to neighbours while that gains.
    fn whole(&self, from: &Offer) -> Option<Found> {
        let mut start = from.clone();
        let n = self.setting.samples as f64;
        let mut least: f64 = 0.0;
        for t in &mut start.thresholds {
            *t = t.round().max(least + 1.0).min(n);
            least = *t;
        }
        let mut best = self.first(&start)?;
        {
            let mut held = self.held.borrow_mut();
            let mut known = held.remove(&counts(&best.offer));
            keep_better(&mut known, Some(best));
            best = known?;
            held.insert(counts(&best.offer), best.clone());
        }
        if self.setting.deviation >= WHOLE_COUNTS_MATTER {
            return Some(best);
        }
        let mut seen: BTreeSet<Vec<u64>> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let moved = self.moves().into_iter().find_map(|step| {
                let mut near = best.offer.clone();
                for (t, by) in near.thresholds.iter_mut().zip(&step) {
                    *t += by;
                }
                let rising = near.thresholds.windows(2).all(|pair| pair[0] < pair[1]);
                let inside = near.thresholds.iter().all(|t| (1.0..=n).contains(t));
                if !rising || !inside || !seen.insert(counts(&near)) {
                    return None;
                }
                let found = self.held(&near, best.seen.gap.value)?;
                (found.seen.gap.value < best.seen.gap.value * (1.0 - 1e-12)).then_some(found)
            });
            match moved {
                Some(found) => best = found,
                None => break,
            }
        }
        Some(best)
    }
}

/// Whole thresholds.
fn counts(offer: &Offer) -> Vec<u64> {
    offer.thresholds.iter().map(|t| *t as u64).collect()
}
