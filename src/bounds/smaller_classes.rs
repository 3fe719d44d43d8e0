//! Upper ends from the classes inside a class: a bonus or a line is pay of any shape too, and the
//! flat wage belongs to every class.

use super::{Bracket, EnclosedModel, End, Method, Missing, binary, linear};
use crate::contract::{Class, FirstBest, SecondBest, Terms, Threshold};
use crate::numerics::Interval;

/// Classes inside `class` whose contracts are verified for it too.
pub fn classes_inside(class: Class, samples: u64) -> &'static [Class] {
    const BONUS: Class = Class::Binary(Threshold::Deterministic);
    match class {
        Class::Binary(Threshold::Deterministic) => &[],
        Class::Binary(Threshold::Randomised) | Class::Tiered { .. } => &[BONUS],
        // Two wages are a line.
        Class::Linear if samples == 1 => &[BONUS],
        Class::Linear => &[],
        Class::General => &[BONUS, Class::Linear],
    }
}

/// What verified contracts of the classes inside `class` attain.
pub fn smaller_classes(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    class: Class,
    samples: u64,
) -> Bracket {
    let none = Bracket::missing(Missing::NotVerified);
    classes_inside(class, samples)
        .iter()
        .fold(none, |best, class| {
            let verified = class.solve(first_best, samples).map(|contract| Bracket {
                upper: verified_as_it_is(first_best, economy, &contract),
                lower: best.lower,
            });
            verified.map_or(best, |verified| best.meet(verified))
        })
}

/// The gap of a bonus or a line, from above, whatever class it is an estimate of.
pub fn verified_as_it_is(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
) -> Result<End, Missing> {
    let (gap, method) = match &contract.terms {
        Terms::Binary(terms) => (
            binary::verified_gap(economy, contract, terms),
            Method::VerifiedBonus,
        ),
        Terms::Linear(terms) => (
            linear::verified_gap(first_best, economy, contract, terms),
            Method::VerifiedLine,
        ),
        Terms::General(_) | Terms::Tiered(_) => (None, Method::VerifiedSchedule),
    };
    gap.map(|gap| End::new(gap, method))
        .ok_or(Missing::NotVerified)
}

/// The flat wage belongs to every class.
pub fn flat_wage(economy: &EnclosedModel<'_>) -> Bracket {
    // h(U0), or w_min where the real number U0 lies a rounding below u(w_min).
    let gap = || {
        let rent = (economy.minimum_utility() - economy.reservation()).positive_part();
        let excess = if rent == Interval::ZERO {
            rent
        } else {
            let paid = economy.reservation().hull(economy.minimum_utility());
            economy.utility().wage_derivative(1, paid)? * rent
        };
        let gap = (economy.loss(0.0)? + excess).upper();
        gap.is_finite().then_some(gap)
    };
    Bracket {
        lower: Err(Missing::BudgetSpent),
        upper: gap()
            .map(|gap| End::new(gap, Method::FlatWage))
            .ok_or(Missing::NoEnclosure),
    }
}
