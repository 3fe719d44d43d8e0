//! The variables of a descent in their units, and what offers are worth to it.

use super::margin::margin;
use super::task::{Effort, Free};
use crate::contract::tiered::offer::{Offer, Seen, Side, Slope, Temptation};
use crate::contract::tiered::peaks::Slopes;
use crate::contract::tiered::setting::Setting;
use nalgebra::DVector;

/// ψ′/c′ at the own effort that counts as 0.
const LEVEL: f64 = 1e-10;

/// The share of a margin that roundings may leave it short of.
const SHORT_OF_MARGIN: f64 = 1e-8;

/// One descent.
pub(super) struct Descent<'s, 'a, 'm> {
    pub(super) setting: &'s Setting<'a, 'm>,
    pub(super) free: Free,
    /// What moves: the effort 0, thresholds from 1, bonuses from 1 + L.
    pub(super) places: Vec<usize>,
    /// Slopes at the thresholds, where these stay.
    pub(super) slopes: Option<&'s Slopes>,
    /// Units of the variables, those that stay among them.
    pub(super) scale: Vec<f64>,
    /// Unit of the gap.
    pub(super) money: f64,
    /// What deviations are asked to lose.
    pub(super) margin: f64,
    /// Ends of each threshold, in counts.
    pub(super) ends: Vec<(f64, f64)>,
    /// Whether the effort is full care and stays so.
    pub(super) full_care: bool,
    /// The side of the corner of participation and limited liability.
    pub(super) side: Option<Side>,
    /// What it may cost.
    pub(super) effort: &'s Effort<'s>,
}

impl Descent<'_, '_, '_> {
    /// Number of variables.
    pub(super) fn size(&self) -> usize {
        self.places.len()
    }

    /// The derivatives by what moves, in its units.
    pub(super) fn scaled(&self, slope: &Slope, unit: f64) -> DVector<f64> {
        let each = self.places.iter();
        let each = each.map(|place| slope.gradient[*place] * self.scale[*place] / unit);
        DVector::from_iterator(self.size(), each)
    }

    pub(super) fn moved(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let mut moved = self.shifted(offer, step, share);
        for (t, (low, high)) in moved.thresholds.iter_mut().zip(&self.ends) {
            *t = t.clamp(*low, *high);
        }
        for bonus in &mut moved.bonuses {
            *bonus = bonus.max(0.0);
        }
        moved
    }

    /// `offer` moved along `step`, without cutting anything.
    pub(super) fn shifted(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let tiers = offer.tiers();
        let mut moved = offer.clone();
        for (place, step) in self.places.iter().zip(step.iter()) {
            let by = share * step;
            match *place {
                0 => moved.x += by,
                place if place <= tiers => {
                    moved.thresholds[place - 1] += by * self.setting.deviation;
                }
                place => moved.bonuses[place - 1 - tiers] += by * self.scale[place],
            }
        }
        moved
    }

    /// Everything about an offer, as long as there is work left.
    pub(super) fn see(&self, offer: &Offer) -> Option<Seen> {
        let left = self.effort.work.get().checked_sub(1)?;
        self.effort.work.set(left);
        offer.see_from(self.setting, self.slopes, self.side)
    }

    /// Whether every constraint holds, up to half of what is left to roundings.
    pub(super) fn holds(&self, seen: &Seen) -> bool {
        let rounding = 0.5 * margin(self.setting);
        let deterred = |t: &Temptation| {
            t.margin.value >= self.margin - rounding.max(SHORT_OF_MARGIN * self.margin)
        };
        // A slope this far from 0 moves the best reply by as many standard deviations, which gains
        // the annotator the square.
        self.lacking(seen) <= rounding.max(LEVEL) && seen.temptations.iter().all(deterred)
    }

    /// By how much ψ′/c′ misses what it has to be.
    pub(super) fn lacking(&self, seen: &Seen) -> f64 {
        if self.full_care {
            (-seen.incentive.value).max(0.0)
        } else {
            seen.incentive.value.abs()
        }
    }

    /// The gap and what the constraints lack.
    pub(super) fn merit(&self, seen: &Seen, penalty: f64) -> f64 {
        let tempted = seen
            .temptations
            .iter()
            .map(|t| (self.margin - t.margin.value).max(0.0));
        let lacking = self.lacking(seen) + tempted.sum::<f64>();
        seen.gap.value / self.money + penalty * lacking
    }
}
