//! What each theorem says, in words: what a card leads with, before the formula.

/// One or two plain sentences for the theorem with this id; empty for one without words, which a
/// test refuses.
pub fn of(id: &str) -> &'static str {
    match id {
        "t1" => {
            "Asking an annotator twice reveals more about care than an expert does where care is high, and less where it is low. \
             Either alone leaves the scale of effort open; both together fix it."
        }
        "t2" => {
            "How many monitored labels it takes to measure an annotator’s effort, or to tell two efforts apart."
        }
        "t3" => {
            "A reward model trained on careless labels prefers the same responses as one trained on careful ones. Its accuracy \
             does not reveal effort; its scale does."
        }
        "t4" => {
            "Monitoring without a contract buys no care, and neither does a contract without monitoring. Together they leave both \
             sides better off."
        }
        "t5" => {
            "A bonus for reaching a threshold falls short of the first best by an amount that shrinks only like 1/√(n log n), \
             because it has to deter the annotator from taking no care at all."
        }
        "t6" => {
            "Pay in proportion to agreement falls short of the first best by an amount that shrinks like 1/n, with a known constant."
        }
        "t7" => {
            "No pay of any shape does better than linear pay by more than a vanishing share: its constant is the best possible."
        }
        "t8" => {
            "If effort can take finitely many values only, the shortfall of a bonus falls exponentially in the number of samples; \
             that of linear pay does not."
        }
        "t9" => {
            "A second, lenient bonus repairs most of what a single bonus loses; with any number of bonuses a known share is lost."
        }
        "c9" => "Given the price of a monitored label: how many to buy, and which pay to use.",
        "t10" => {
            "If careless labels are copied from a language model, pay for agreement loses its power as the model improves. Items on \
             which model and expert differ restore it."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::theorem::REGISTRY;

    #[test]
    fn every_theorem_is_said_in_words() {
        for theorem in REGISTRY {
            let words = of(theorem.id);
            assert!(words.ends_with('.'), "{}: {words:?}", theorem.id);
        }
    }
}
