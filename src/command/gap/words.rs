//! Gaps and terms as the tables of `firstbest gap` have them.

use crate::contract::binary::BonusRule;
use crate::contract::{BinaryTerms, LinearTerms, TieredTerms};
use crate::print::number::Digits;

/// The digits of a number that are certain, given its relative error.
pub(in crate::command) fn certain(value: f64, relative_error: f64) -> String {
    Digits::within(value, relative_error, 10)
        .map_or_else(|| format!("{value:e}"), |digits| digits.to_string())
}

/// A bracket, maybe without an end, in numbers spelled outwards (not above or not below, as the
/// flag says).
pub(super) fn in_brackets(
    lower: Option<f64>,
    upper: Option<f64>,
    spelled: fn(f64, bool) -> String,
) -> String {
    let (low, high) = (
        lower.map(|end| spelled(end, false)),
        upper.map(|end| spelled(end, true)),
    );
    match (low, high) {
        (Some(low), Some(high)) => format!("[{low}, {high}]"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "-".to_owned(),
    }
}

/// `0.17 flat`: the same wage at every count, which asks for no effort.
pub(super) fn flat(wage: f64, error: f64) -> String {
    format!("{} flat", certain(wage, error))
}

/// `0.17 + 0.4 if S >= 73`, terms with the relative error given.
pub(super) fn binary(terms: &BinaryTerms, error: f64) -> String {
    certain(terms.base_wage, error) + &bonus(terms.bonus, &terms.rule, error)
}

/// The same with every bonus that is more than the error of the largest.
pub(super) fn tiered(terms: &TieredTerms, error: f64) -> String {
    let largest = terms.tiers.iter().map(|tier| tier.bonus);
    let least = error * largest.fold(0.0, f64::max);
    let tiers = terms.tiers.iter().filter(|tier| tier.bonus > least);
    tiers.fold(certain(terms.base_wage, error), |line, tier| {
        line + &bonus(tier.bonus, &tier.rule, error)
    })
}

/// `max(0, 0.1 + 0.5 S/n)`.
pub(super) fn linear(terms: &LinearTerms, error: f64) -> String {
    format!(
        "max({}, {} + {} S/n)",
        certain(terms.floor, error),
        certain(terms.intercept, error),
        certain(terms.slope, error)
    )
}

fn bonus(amount: f64, rule: &BonusRule, error: f64) -> String {
    let chance = match rule.randomisation() {
        0.0 => String::new(),
        chance => format!(
            " (at {} with probability {chance:.4})",
            rule.threshold() - 1
        ),
    };
    format!(
        " + {} if S >= {}{chance}",
        certain(amount, error),
        rule.threshold()
    )
}
