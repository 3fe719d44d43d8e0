//! What mix of ordinary checks and sentinels a price buys where careless labels are copied from an
//! assistant (T10, C9).
//!
//! With pay linear in the score of all checked labels the gap is ½·h″(ū)·c′²/J on J of Fisher
//! information (T6), whatever kinds of checks it comes from. So a kind of check is as good as it is
//! cheap for its information, and of a limited supply of the better kind all is bought before the
//! first of the other: at prices m_c, m_s and informations I_c, I_s the least total loss is
//! 2√(K·m/I) of the cheaper ratio m/I, K = ½·h″·c′².

use super::sample_cost::SampleCost;
use crate::annotation::assistant::{FixedAssistant, rare_information};
use crate::contract::{FirstBest, constants};
use serde::Serialize;

/// One kind of check: what a label checked costs, and what it tells of effort.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Check {
    /// Money a checked label.
    pub price: f64,
    /// Fisher information about effort of one label at the first best's effort.
    pub information: f64,
    /// What an agreement is worth in pay that is linear in the score, in units of one's own:
    /// q′/(q(1 − q)).
    pub weight: f64,
}

/// How many of each to buy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mix {
    /// Ordinary checks, not rounded.
    pub checks: f64,
    /// Sentinels, not rounded.
    pub sentinels: f64,
    /// Gap plus price of all.
    pub loss: f64,
}

/// Ordinary checks against sentinels for one model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    /// Share of ordinary checks that are sentinels by chance.
    #[serde(rename = "share_by_chance")]
    pub differ: f64,
    /// π: how often a careful label agrees with the expert on a sentinel.
    #[serde(rename = "careful_agreement")]
    pub agreement: f64,
    /// An ordinary check.
    pub check: Check,
    /// A sentinel.
    pub sentinel: Check,
    /// With as many sentinels as there are.
    pub best: Mix,
    /// With ordinary checks alone.
    #[serde(rename = "checks_alone")]
    pub without: Mix,
}

impl Comparison {
    /// The comparison at prices a label; `at_hand` limits the sentinels. `None` where the
    /// monitoring is not that of an expert with an assistant who differs from him somewhere.
    ///
    /// α_s, the assistant's agreement with the annotator's own preference, is taken as α_e: expert
    /// and annotator share their preferences.
    pub fn of(
        first_best: &FirstBest<'_>,
        check: SampleCost,
        sentinel: SampleCost,
        at_hand: Option<u64>,
    ) -> Option<Self> {
        let monitoring = first_best.model().monitoring();
        let value = |name: &str| {
            let list = monitoring.parameters();
            let found = list.into_iter().find(|(key, _)| *key == name)?;
            found.1.first().copied()
        };
        let alpha = value("alpha_e")?;
        let assistant = FixedAssistant::new(value("kappa")?, alpha, alpha)?;
        let agreement = assistant.sentinel_agreement().filter(|rate| *rate > 0.0)?;
        let effort = first_best.effort();
        let weight = |q: f64, slope: f64| slope / (q * (1.0 - q));
        let check = Check {
            price: check.money(),
            information: assistant.agreement_information(effort),
            weight: weight(
                assistant.expert_agreement(effort),
                0.5 * (assistant.kappa() - alpha),
            ),
        };
        let sentinel = Check {
            price: sentinel.money(),
            information: rare_information(agreement, effort),
            weight: weight(agreement * effort, agreement),
        };
        // K_lin = K/I with the model's own information, that of an ordinary check.
        let constant = constants::linear(first_best) * check.information;
        Some(Comparison {
            differ: assistant.differ(),
            agreement,
            check,
            sentinel,
            best: mix(constant, check, sentinel, at_hand),
            without: mix(constant, check, sentinel, Some(0)),
        })
    }

    /// How many ordinary checks tell as much as one sentinel; up to so many times their price a
    /// sentinel is the better buy.
    pub fn worth(&self) -> f64 {
        self.sentinel.information / self.check.information
    }
}

/// The least of K/J + price, J = checks·I_c + sentinels·I_s.
fn mix(constant: f64, check: Check, sentinel: Check, at_hand: Option<u64>) -> Mix {
    let per_information = |kind: Check| kind.price / kind.information;
    let wanted = |kind: Check| (constant / per_information(kind)).sqrt();
    let most = at_hand.map_or(f64::INFINITY, |n| n as f64);
    let total = |checks: f64, sentinels: f64| {
        let information = checks * check.information + sentinels * sentinel.information;
        Mix {
            checks,
            sentinels,
            loss: constant / information + checks * check.price + sentinels * sentinel.price,
        }
    };
    if per_information(sentinel) >= per_information(check) {
        return total(wanted(check) / check.information, 0.0);
    }
    let sentinels = (wanted(sentinel) / sentinel.information).min(most);
    let missing = wanted(check) - sentinels * sentinel.information;
    total((missing / check.information).max(0.0), sentinels)
}

#[cfg(test)]
mod tests {
    use super::{Check, mix};

    const CHECK: Check = Check {
        price: 0.01,
        information: 0.2,
        weight: 1.0,
    };

    /// The formula against a search over both numbers.
    #[test]
    fn no_other_mix_loses_less() {
        for (price, information, at_hand) in [
            (0.02, 1.5, None),
            (0.02, 1.5, Some(10)),
            (0.2, 1.5, None),
            (0.02, 1.5, Some(0)),
            (0.0749, 1.5, Some(3)),
        ] {
            let sentinel = Check {
                price,
                information,
                weight: 1.0,
            };
            let best = mix(0.05, CHECK, sentinel, at_hand);
            let most = at_hand.map_or(40, |n| n.min(40));
            for checks in 0..200 {
                for sentinels in 0..=most {
                    let (c, s) = (f64::from(checks) * 0.5, sentinels as f64);
                    let information = c * CHECK.information + s * information;
                    let loss = 0.05 / information + c * CHECK.price + s * price;
                    // Ten roundings of numbers of order one.
                    assert!(
                        loss >= best.loss * (1.0 - 1e-14),
                        "{checks} {sentinels}: {loss}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_better_kind_is_used_up_first() {
        let sentinel = Check {
            price: 0.02,
            information: 0.5,
            weight: 1.0,
        };
        let free = mix(0.05, CHECK, sentinel, None);
        assert!(free.checks == 0.0 && free.sentinels > 2.0);
        // Checks alone would buy the information √(0.05·0.2/0.01) = 1: one sentinel leaves half.
        let one = mix(0.05, CHECK, sentinel, Some(1));
        assert!((one.checks - 2.5).abs() < 1e-12 && one.sentinels == 1.0);
        // 0.06/0.5 a unit of information against 0.01/0.2.
        let dear = Check {
            price: 0.06,
            ..sentinel
        };
        assert_eq!(mix(0.05, CHECK, dear, None).sentinels, 0.0);
    }
}
