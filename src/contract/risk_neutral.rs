//! An annotator whom risk costs nothing: where limited liability leaves no rent, every class
//! reaches the first best, and its gap is 0.

use super::first_best::FirstBest;
use super::{SecondBest, Terms, best_reply, binary, tiered};

/// The first best itself, paid by a bonus under a rule of `found`, where `found` is next to it for
/// a risk-neutral annotator: a search over efforts ends within a rounding of η*, whose loss is no
/// part of the class's gap. `None` where the bonus leaves a rent there, or does not implement η*.
pub fn reached(first_best: &FirstBest<'_>, found: &SecondBest) -> Option<SecondBest> {
    let model = first_best.model();
    let next_to_it =
        found.gap.premium == 0.0 && found.gap.rent == 0.0 && found.gap.effort_loss > 0.0;
    if model.utility().strictly_concave() || found.is_flat() || !next_to_it {
        return None;
    }
    let exact = |rule| {
        let contract = binary::as_contract(first_best, rule, first_best.effort())?;
        let reached = contract.gap.total() == 0.0;
        (reached && best_reply::require(model, &contract).is_ok()).then_some(contract)
    };
    match &found.terms {
        Terms::Binary(terms) => exact(terms.rule),
        Terms::Tiered(terms) => terms
            .tiers
            .iter()
            .find_map(|tier| exact(tier.rule))
            .map(tiered::as_tiered),
        Terms::Linear(_) | Terms::General(_) => None,
    }
}
