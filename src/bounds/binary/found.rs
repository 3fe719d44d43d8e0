//! A better bonus that a search comes upon: boxes that shrink to a contract without reaching the
//! known gap say that this contract costs less, if nothing else tempts there.

use super::offer::Offer;
use super::tempting::Temptation;
use crate::bounds::EnclosedModel;
use crate::contract::binary::{BonusRule, stationary_bonus};
use crate::contract::{EffortPoint, Threshold};

/// A bonus whose gap is proved from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundBonus {
    /// The gap, from above.
    pub gap: f64,
    /// When it is paid.
    pub rule: BonusRule,
    /// The effort it implements, below 1.
    pub effort: f64,
}

/// By how much the effort and the position of the centre are moved, in standard deviations of the
/// count, until incentives are proved: at the best contract another effort is just as good.
const EFFORTS: [f64; 6] = [0.0, 1e-9, -1e-9, 1e-7, -1e-7, 1e-5];
const POSITIONS: [f64; 5] = [0.0, 1e-8, -1e-8, 1e-6, -1e-6];

/// Where an effort gains more, as a share of what the implemented one costs, nudges are not enough.
const TEMPTING: f64 = 1e-4;

/// Where a bonus is looked for.
pub struct Candidate {
    pub samples: u64,
    pub threshold: Threshold,
    /// The position of the rule.
    pub position: f64,
    pub effort: f64,
}

impl Candidate {
    /// A verified bonus next to it with a gap below the `known` one.
    pub fn bonus(&self, economy: &EnclosedModel<'_>, known: f64) -> Option<FoundBonus> {
        let (position, effort) = (self.position, self.effort);
        let monitoring = economy.model().monitoring();
        let (n, q) = (self.samples as f64, monitoring.agreement(effort));
        let deviation = (n * q * (1.0 - q)).sqrt();
        let unit = deviation / (n * monitoring.slope(effort));
        let moved = |by: f64| -> Option<BonusRule> {
            match self.threshold {
                Threshold::Deterministic => BonusRule::at(self.samples, position.round() as u64),
                Threshold::Randomised => {
                    BonusRule::at_real(self.samples, (position + by * deviation).min(n))
                }
            }
        };
        // Proofs that fail take long.
        if !self.may_be_compatible(economy, &moved(0.0)?) {
            return None;
        }
        let positions = match self.threshold {
            Threshold::Deterministic => &POSITIONS[..1],
            Threshold::Randomised => &POSITIONS[..],
        };
        positions.iter().find_map(|position| {
            let rule = moved(*position)?;
            EFFORTS.iter().find_map(|nudge| {
                let effort = effort + nudge * unit;
                let offer = Offer::new(economy, rule, effort)?;
                let gap = offer.gap().upper();
                (gap < known && offer.is_incentive_compatible()).then_some(FoundBonus {
                    gap,
                    rule,
                    effort,
                })
            })
        })
    }

    /// Whether no effort tempts by more than what the nudges may mend, in floats.
    fn may_be_compatible(&self, economy: &EnclosedModel<'_>, rule: &BonusRule) -> bool {
        let point = EffortPoint::of(economy.model(), self.effort);
        let gain = || {
            let here = rule.passing(point.agreement).ok()?;
            let bonus = stationary_bonus(&point, &here);
            Some(Temptation::new(economy, *rule, point, bonus)?.most()?.gain)
        };
        gain().is_none_or(|gain| gain <= TEMPTING * point.cost)
    }
}
