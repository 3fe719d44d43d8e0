//! A better bonus that a search comes upon: boxes that shrink to a contract without reaching the
//! known gap say that this contract costs less, if nothing else tempts there.

use super::bonus::FoundBonus;
use super::{Region, Search};
use crate::bounds::binary::offer::Offer;
use crate::contract::Threshold;
use crate::contract::binary::BonusRule;

/// By how much the effort and the position of the centre are moved, in standard deviations of the
/// count, until incentives are proved: at the best contract another effort is just as good.
const EFFORTS: [f64; 6] = [0.0, 1e-9, -1e-9, 1e-7, -1e-7, 1e-5];
const POSITIONS: [f64; 5] = [0.0, 1e-8, -1e-8, 1e-6, -1e-6];

impl Search<'_, '_> {
    /// A verified bonus next to the centre of a box with a gap below the `known` one.
    pub(super) fn bonus_next_to(&self, region: &Region, known: f64) -> Option<FoundBonus> {
        if region.full {
            return None;
        }
        let centre = 0.5 * (region.from + region.to);
        let effort = region.efforts.midpoint();
        let monitoring = self.economy.model().monitoring();
        let (n, q) = (self.n(), monitoring.agreement(effort));
        let deviation = (n * q * (1.0 - q)).sqrt();
        let unit = deviation / (n * monitoring.slope(effort));
        let moved = |position: f64| -> Option<BonusRule> {
            match self.threshold {
                Threshold::Deterministic => BonusRule::at(self.samples, centre.round() as u64),
                Threshold::Randomised => {
                    BonusRule::at_real(self.samples, (centre + position * deviation).min(n))
                }
            }
        };
        let positions = match self.threshold {
            Threshold::Deterministic => &POSITIONS[..1],
            Threshold::Randomised => &POSITIONS[..],
        };
        positions.iter().find_map(|position| {
            let rule = moved(*position)?;
            EFFORTS.iter().find_map(|nudge| {
                let effort = effort + nudge * unit;
                let offer = Offer::new(self.economy, rule, effort)?;
                let gap = offer.gap().upper();
                (gap < known && offer.is_incentive_compatible()).then_some(FoundBonus {
                    gap,
                    rule,
                    effort,
                })
            })
        })
    }
}
