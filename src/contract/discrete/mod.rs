//! Finitely many efforts (T8): the annotator chooses from a list, and the first best is the best of
//! that list.
//!
//! With a finite list the nearest worse effort is a fixed distance away, and the gap of bonus
//! contracts falls like exp(−n·KL): below 10^−300 at a few thousand samples. So nothing here is a
//! difference of payoffs and no probability is held as a number where its logarithm is meant: a gap
//! is a sum of non-negative parts, each carried as a logarithm ([`LogGap`]).
//!
//! | module | content |
//! |---|---|
//! | [`effort_set`] | the list, checked |
//! | [`problem`] | the first best of the list, the loss of every other effort |
//! | [`binary`] | the best threshold and bonus, in log space |
//! | [`tiered`] | several thresholds and bonuses likewise |
//! | [`linear`] | w = max(w_min, α + β·S/n), whose gap stays of order 1/n |
//! | [`few_counts`] | the same with few samples, by the count at which pay leaves the minimum wage |
//! | [`general`] | any pay, from the prices of its dual |
//! | [`program`] | any pay as a linear program with a certificate in rationals, for small n |
//! | [`asymptotics`] | exponent, √n term and constant |

pub mod asymptotics;
pub mod binary;
pub mod effort_set;
pub mod few_counts;
pub mod general;
pub mod linear;
pub mod log_gap;
pub mod problem;
pub mod program;
mod terms;
pub mod tiered;

pub use effort_set::{EffortSet, EffortSetError};
pub use log_gap::LogGap;
pub use problem::DiscreteProblem;
pub use terms::{DiscreteContract, DiscreteTerms};

use super::{Class, ContractError, MAX_SAMPLES, Threshold};

/// The best contract of a class on `samples` monitored samples, over all efforts of the list.
///
/// There always is one: a flat wage implements the lowest effort. With few samples no class is
/// worse than one inside it: what was found for that counts as well.
///
/// Errors: [`ContractError::Samples`] outside 1 ≤ n ≤ 10^14, and what the numerics refuse.
pub fn solve(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    class: Class,
) -> Result<DiscreteContract, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let inside: &[Class] = match class {
        _ if samples > few_counts::FEW => &[],
        Class::General => &[BONUS, Class::Linear],
        Class::Tiered {
            threshold: Threshold::Deterministic,
            ..
        } => &[BONUS],
        _ => &[],
    };
    let others = inside
        .iter()
        .map(|class| of_class(problem, samples, *class));
    others.fold(of_class(problem, samples, class), |best, other| {
        match (&best, &other) {
            (Err(_), Ok(_)) => other,
            (Ok(own), Ok(more)) if more.gap.ln_total() < own.gap.ln_total() => other,
            _ => best,
        }
    })
}

/// Whole thresholds, as every class of bonuses holds them.
const BONUS: Class = Class::Binary(Threshold::Deterministic);

/// The best contract found among those of a class alone.
fn of_class(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    class: Class,
) -> Result<DiscreteContract, ContractError> {
    let mut best = flat(problem, samples);
    for index in problem.by_loss() {
        // Efforts come in order of their loss, which alone is a lower bound of their gap.
        if index == 0 || libm::log(problem.points()[index].loss) >= best.gap.ln_total() {
            continue;
        }
        let found = match class {
            Class::Binary(threshold) => binary::implement(problem, samples, index, threshold)?,
            Class::Tiered { tiers, threshold } => {
                tiered::implement(problem, samples, index, (tiers, threshold))?
            }
            Class::Linear => line(problem, samples, index)?,
            Class::General => general::implement(problem, samples, index)?,
        };
        if let Some(found) = found
            && found.gap.ln_total() < best.gap.ln_total()
        {
            best = found;
        }
    }
    Ok(best)
}

/// The better of the lines that the two searches find: one takes participation to bind, the other
/// sums over every count.
fn line(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
) -> Result<Option<DiscreteContract>, ContractError> {
    let by_series = linear::implement(problem, samples, index);
    if samples > few_counts::FEW {
        return by_series;
    }
    Ok(
        match (few_counts::implement(problem, samples, index), by_series) {
            (Some(by_counts), Ok(Some(other)))
                if other.gap.ln_total() < by_counts.gap.ln_total() =>
            {
                Some(other)
            }
            (Some(by_counts), _) => Some(by_counts),
            // Where no kink has a line, a series that does not converge says nothing else.
            (None, other) => other.unwrap_or(None),
        },
    )
}

fn flat(problem: &DiscreteProblem<'_>, samples: u64) -> DiscreteContract {
    let point = problem.points()[0];
    DiscreteContract {
        samples,
        index: 0,
        point,
        gap: LogGap::certain(point.loss),
        terms: DiscreteTerms::Flat {
            wage: problem.model().utility().wage(point.required_utility),
        },
    }
}
