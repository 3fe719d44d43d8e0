//! Binary contracts: a base wage, plus a bonus if at least k of the n monitored samples agree (T5).
//!
//! For every rule (threshold k, optionally randomised at k − 1) the bonus is fixed by the effort it
//! is to implement, b = c′(η)/(d P(bonus)/dη); participation fixes the base unless limited
//! liability does. Among the efforts that are a *global* best reply, and among all rules, the
//! solver takes the smallest gap. At large n the binding constraint is the deviation to no effort,
//! b ≥ c(η), which keeps the bonus large, the threshold lenient and the gap at order 1/√(n log n).

mod effort;
pub mod incentives;
pub mod rule;
mod search;

pub use rule::BonusRule;
pub use search::EXHAUSTIVE_SAMPLES;

use super::first_best::FirstBest;
use super::{BinaryTerms, ContractError, MAX_SAMPLES, SecondBest, Terms, Threshold};
pub(crate) use effort::stationary_bonus;
use effort::{Candidate, RuleProblem};
use search::Search;

/// The best binary contract on `samples` monitored samples.
///
/// Errors: [`ContractError::Samples`] outside 1 ≤ n ≤ 10^14, [`ContractError::NotImplementable`]
/// where no rule makes a positive effort a global best reply at a pay the company would rather give
/// than the flat wage.
pub fn solve(
    first_best: &FirstBest<'_>,
    samples: u64,
    threshold: Threshold,
) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let best = Search::new(first_best, samples)?
        .best_rule(threshold)?
        .ok_or_else(|| ContractError::NotImplementable {
            contract: "binary",
            samples,
            reason: "every threshold leaves a deviation that pays better, or asks for more pay than utility allows"
                .to_owned(),
        })?;
    Ok(contract(first_best, &best))
}

/// The bonus of a rule that makes an effort below 1 stationary, as a contract; `None` where no such
/// bonus can be paid.
pub(crate) fn as_contract(
    first_best: &FirstBest<'_>,
    rule: BonusRule,
    effort: f64,
) -> Option<SecondBest> {
    let best = first_best.effort();
    let problem = RuleProblem::new(first_best, (-best, 1.0 - best), rule);
    let candidate = problem.candidate(effort - best)?;
    Some(contract(first_best, &candidate))
}

fn contract(first_best: &FirstBest<'_>, best: &Candidate) -> SecondBest {
    let utility = first_best.model().utility();
    let base_wage = utility.wage(best.pay.base_utility);
    SecondBest {
        samples: best.rule.samples(),
        point: best.point,
        gap: best.gap,
        terms: Terms::Binary(BinaryTerms {
            rule: best.rule,
            base_utility: best.pay.base_utility,
            bonus_utility: best.pay.bonus_utility,
            base_wage,
            bonus: utility.wage_change(best.pay.base_utility, best.pay.bonus_utility),
            bonus_probability: best.passing.pass,
        }),
    }
}
