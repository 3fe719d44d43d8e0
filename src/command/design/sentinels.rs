//! What `firstbest design --sentinel-cost` says of sentinels.

use crate::command::error::CommandError;
use crate::contract::FirstBest;
use crate::design::SampleCost;
use crate::design::sentinels::Comparison;
use serde::Serialize;

/// The comparison asked for; refused where the model has no assistant.
pub(super) fn compare(
    first_best: &FirstBest<'_>,
    check: f64,
    sentinel: f64,
    at_hand: Option<u64>,
) -> Result<Comparison, CommandError> {
    let (check, sentinel) = (SampleCost::new(check)?, SampleCost::new(sentinel)?);
    Comparison::of(first_best, check, sentinel, at_hand).ok_or(CommandError::NoAssistant)
}

/// As text.
pub(super) fn text(c: &Comparison) -> String {
    let mix = |checks: f64, sentinels: f64, loss: f64| {
        format!("{checks:.0} checks and {sentinels:.0} sentinels, {loss:.6} lost in all")
    };
    format!(
        "Sentinels: checked items on which the assistant contradicts the expert\n\
         \x20 {:.1}% of ordinary checks are some by chance; a careful label agrees with the expert there on {:.1}%\n\
         \x20 one tells as much as {:.2} ordinary checks, and is the better buy up to a price of {:.6}\n\
         \x20 least loss with pay linear in the score:  {}\n\
         \x20 with ordinary checks alone:               {}\n\
         \x20 an agreement on a sentinel counts {:.2} times one on an ordinary check\n\
         \x20 (large numbers of checks; expert and annotators share their preferences: alpha_s = alpha_e)\n\n",
        100.0 * c.differ,
        100.0 * c.agreement,
        c.worth(),
        c.worth() * c.check.price,
        mix(c.best.checks, c.best.sentinels, c.best.loss),
        mix(c.without.checks, c.without.sentinels, c.without.loss),
        c.sentinel.weight / c.check.weight,
    )
}

/// As JSON.
#[derive(Serialize)]
pub(super) struct SentinelsView<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison,
    worth_in_checks: f64,
}

impl<'a> From<&'a Comparison> for SentinelsView<'a> {
    fn from(comparison: &'a Comparison) -> Self {
        Self {
            comparison,
            worth_in_checks: comparison.worth(),
        }
    }
}
