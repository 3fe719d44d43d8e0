//! The flat wage: h(U0) at every count. It implements no effort, is a contract of every class, and
//! the best one where monitoring tells so little that incentives cost more than they bring (T4).

use super::binary::BonusRule;
use super::first_best::FirstBest;
use super::gap::GapParts;
use super::{BinaryTerms, Class, GeneralTerms, LinearTerms, SecondBest, Terms, Threshold, tiered};

/// The better of `found` and the flat wage, in terms of `class`.
pub fn better(
    first_best: &FirstBest<'_>,
    samples: u64,
    class: Class,
    found: Option<SecondBest>,
) -> SecondBest {
    match found {
        Some(found) if !(found.gap.total() >= first_best.flat_loss()) => found,
        _ => contract(first_best, samples, class),
    }
}

/// The flat wage as a contract of `class`: a bonus of 0, a slope of 0, no price on incentives.
pub fn contract(first_best: &FirstBest<'_>, samples: u64, class: Class) -> SecondBest {
    if matches!(class, Class::Tiered { .. }) {
        let bonus = contract(first_best, samples, Class::Binary(Threshold::Deterministic));
        return tiered::as_tiered(bonus);
    }
    let model = first_best.model();
    let point = first_best.at(-first_best.effort());
    let wage = model.utility().wage(model.reservation());
    let strictest = BonusRule::at(samples, samples);
    let terms = match (class, strictest) {
        (Class::Binary(_), Some(rule)) => Terms::Binary(BinaryTerms {
            rule,
            base_utility: model.reservation(),
            bonus_utility: 0.0,
            base_wage: wage,
            bonus: 0.0,
            bonus_probability: rule.passing(point.agreement).map_or(0.0, |p| p.pass),
        }),
        (Class::Linear, _) => Terms::Linear(LinearTerms {
            intercept: wage,
            slope: 0.0,
            floor: model.minimum_wage(),
        }),
        _ => Terms::General(GeneralTerms {
            participation_shift: 0.0,
            incentive_price: 0.0,
            deviations: Vec::new(),
            duality_gap: 0.0,
        }),
    };
    SecondBest {
        samples,
        point,
        gap: GapParts {
            premium: 0.0,
            rent: 0.0,
            effort_loss: point.loss,
        },
        terms,
    }
}
