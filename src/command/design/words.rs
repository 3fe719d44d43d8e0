//! Terms and numbers of `firstbest design` in words.

use crate::command::gap::words::certain;
use crate::contract::TieredTerms;
use crate::design::posted::Posted;
use crate::print::number::decimals_outward;
use crate::print::words::counted;
use std::fmt::Write;

/// The contract as one would tell it to the annotator.
pub fn words(posted: &Posted, unit: f64) -> String {
    let money = |amount: f64| money(amount, unit);
    match posted {
        Posted::Flat { wage } => format!("You are paid {}.", money(*wage)),
        Posted::Bonus { rule, base, bonus } => {
            let (k, n) = (rule.threshold(), rule.samples());
            let mut words = format!(
                "You are paid {}. If at least {k} of the {} {}, you are paid a bonus of {} on top.",
                money(*base),
                checked_labels(n),
                if n == 1 { "agrees" } else { "agree" },
                money(*bonus)
            );
            if rule.randomisation() > 0.0 {
                // Writing to a String cannot fail.
                let _ = write!(
                    words,
                    " At exactly {} of them the bonus is drawn with probability {:.4}.",
                    k - 1,
                    rule.randomisation()
                );
            }
            words
        }
        Posted::Tiered { base, tiers } => {
            let mut words = format!("You are paid {}.", money(*base));
            for (place, (rule, bonus)) in tiers.iter().enumerate() {
                let _ = write!(
                    words,
                    " If at least {} of the {} agree, you are paid {} more{}.",
                    rule.threshold(),
                    checked_labels(tiers.samples()),
                    money(bonus),
                    if place == 0 { "" } else { " again" }
                );
                if rule.randomisation() > 0.0 {
                    let _ = write!(
                        words,
                        " At exactly {} of them that is drawn with probability {:.4}.",
                        rule.threshold() - 1,
                        rule.randomisation()
                    );
                }
            }
            words
        }
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => {
            let (amount, direction) = if *intercept < 0.0 {
                (-intercept, "less")
            } else {
                (*intercept, "more")
            };
            format!(
                "You are paid {} times the share of the {} that agree, {} {direction}, and never less than {}.",
                money(*slope),
                checked_labels(*samples),
                money(amount),
                money(*floor)
            )
        }
    }
}

/// Several bonuses as one would tell them to the annotator.
pub fn tiered_words(terms: &TieredTerms, samples: u64, unit: f64) -> String {
    let money = |amount: f64| money(amount, unit);
    let tiers: Vec<String> = terms
        .tiers
        .iter()
        .enumerate()
        .map(|(i, tier)| {
            let k = tier.rule.threshold();
            let bonus = money(tier.bonus);
            if i == 0 {
                format!("if at least {k} agree, {bonus} on top")
            } else {
                format!("if at least {k}, another {bonus}")
            }
        })
        .collect();
    format!(
        "You are paid {}. {}: {}.",
        money(terms.base_wage),
        checked_labels(samples),
        tiers.join("; ")
    )
}

/// A number of checked labels.
pub fn checked_labels(samples: u64) -> String {
    counted(samples, "checked label")
}

/// Money in a column: six digits of the wages it is about, so that cells can be compared by eye.
/// Estimates are right to more.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    places: usize,
}

impl Column {
    /// For money of the size of `wage`.
    pub fn of(wage: f64) -> Self {
        let places = 5.0 - libm::log10(wage.abs()).floor();
        Self {
            places: if places.is_finite() {
                places.clamp(0.0, 15.0) as usize
            } else {
                6
            },
        }
    }

    /// A cell.
    pub fn cell(self, amount: f64) -> String {
        let text = format!("{amount:.*}", self.places);
        // No −0.
        match text.strip_prefix('-') {
            Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => rest.to_owned(),
            _ => text,
        }
    }
}

/// Money with the decimals of a unit.
fn money(amount: f64, unit: f64) -> String {
    let places = (-libm::log10(unit)).ceil().clamp(0.0, 17.0) as usize;
    format!("{amount:.places$}")
}

pub fn number(value: f64) -> String {
    certain(value, 1e-6)
}

pub fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

pub fn chance(chance: f64) -> String {
    if chance >= 1e-4 {
        format!("{chance:.4}")
    } else {
        format!("{chance:.1e}")
    }
}

/// Ten digits, outwards.
pub fn interval(lower: f64, upper: f64) -> String {
    format!("[{}, {}]", outward(lower, false), outward(upper, true))
}

pub fn outward(value: f64, up: bool) -> String {
    // Ten digits, but never more than 15 decimals: places of the last digit that is shown.
    let leading = libm::log10(value.abs().max(f64::MIN_POSITIVE)).floor();
    let places = (9.0 - leading).clamp(0.0, 15.0) as usize;
    decimals_outward(value, places, up)
}
