//! Careless labels that are copied from an assistant instead of guessed: what agreement then tells
//! (T10).
//!
//! P(label = 1 | x) = η·p_a(x) + (1 − η)·s(x), s the assistant's law; s = ½ is the fair coin of the
//! label model. An assistant that answers the same whenever it is asked has s ∈ {0, 1}; three
//! agreements beyond chance, κ_e = E\[(2p_a−1)(2p_e−1)], α_e = E\[(2s−1)(2p_e−1)] and
//! α_s = E\[(2s−1)(2p_a−1)], then say all that single labels on checked items can tell:
//! with labels ±1, 1{a = e ≠ s} = (1 + ae − as − es)/4, and so on for each of the four patterns.

/// A fixed assistant on a set of checked items, by its moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedAssistant {
    kappa: f64,
    with_expert: f64,
    with_annotator: f64,
}

impl FixedAssistant {
    /// An assistant with κ_e, α_e and α_s; `None` unless each pattern of agreement has a
    /// probability, that is 1 + κ_e ≥ |α_s + α_e| and 1 − κ_e ≥ |α_s − α_e|.
    pub fn new(kappa: f64, with_expert: f64, with_annotator: f64) -> Option<Self> {
        let valid = [kappa, with_expert, with_annotator]
            .iter()
            .all(|moment| (-1.0..=1.0).contains(moment))
            && 1.0 + kappa >= (with_annotator + with_expert).abs()
            && 1.0 - kappa >= (with_annotator - with_expert).abs();
        valid.then_some(Self {
            kappa,
            with_expert,
            with_annotator,
        })
    }

    /// An assistant that follows the majority on every item but a share `mistaken`, drawn without
    /// regard to the item; annotator and expert share the preferences p ~ Beta(a, a) of certainty
    /// κ = 1/(2a + 1) in (0, 1).
    ///
    /// α_e = α_s = (1 − 2·mistaken)·E|2p − 1|, E|2p − 1| = 1/(a·B(½, a)).
    pub fn of_majority(kappa: f64, mistaken: f64) -> Option<Self> {
        if !(kappa > 0.0 && kappa < 1.0 && (0.0..=1.0).contains(&mistaken)) {
            return None;
        }
        let alpha = (1.0 - 2.0 * mistaken) * mean_certainty(kappa);
        Self::new(kappa, alpha, alpha)
    }

    /// κ_e.
    pub fn kappa(&self) -> f64 {
        self.kappa
    }

    /// α_e.
    pub fn with_expert(&self) -> f64 {
        self.with_expert
    }

    /// α_s.
    pub fn with_annotator(&self) -> f64 {
        self.with_annotator
    }

    /// P(label agrees with the expert's) = ½ + ½(ηκ_e + (1 − η)α_e).
    pub fn expert_agreement(&self, effort: f64) -> f64 {
        0.5 + 0.5 * (effort * self.kappa + (1.0 - effort) * self.with_expert)
    }

    /// P(two labels of one item agree) = ½ + ½(η²κ_s + 2η(1 − η)α_s + (1 − η)²), κ_s given.
    pub fn repeat_agreement(&self, effort: f64, own_kappa: f64) -> f64 {
        let rest = 1.0 - effort;
        let mixed = 2.0 * effort * rest * self.with_annotator + rest * rest;
        0.5 + 0.5 * (effort * effort * own_kappa + mixed)
    }

    /// d = P(assistant and expert differ) = (1 − α_e)/2.
    pub fn differ(&self) -> f64 {
        0.5 * (1.0 - self.with_expert)
    }

    /// π = P(careful label = expert's | they differ) = (1 + κ_e − α_s − α_e)/(4d); `None` where
    /// they never differ, so that there is no sentinel.
    pub fn sentinel_agreement(&self) -> Option<f64> {
        let joint = 0.25 * (1.0 + self.kappa - self.with_annotator - self.with_expert);
        (self.differ() > 0.0).then(|| joint / self.differ())
    }

    /// 1 − π_same = P(careful label dissents | assistant and expert agree)
    /// = (1 + α_e − κ_e − α_s)/(4(1 − d)); `None` where they never agree.
    pub fn careful_dissent(&self) -> Option<f64> {
        let joint = 0.25 * (1.0 + self.with_expert - self.kappa - self.with_annotator);
        let same = 1.0 - self.differ();
        (same > 0.0).then(|| joint / same)
    }

    /// Fisher information about η in whether a label agrees with the expert's:
    /// I = (κ_e − α_e)²/(4q(1 − q)).
    pub fn agreement_information(&self, effort: f64) -> f64 {
        let q = self.expert_agreement(effort);
        let slope = 0.5 * (self.kappa - self.with_expert);
        slope * slope / (q * (1.0 - q))
    }

    /// Fisher information about η of one checked item in both answers, whether the label agrees
    /// with the expert's and whether it agrees with the assistant's:
    /// d·π/(η(1 − πη)) + (1 − d)·δ/(η(1 − δη)), δ = 1 − π_same.
    pub fn whole_information(&self, effort: f64) -> f64 {
        let of = |share: f64, rate: Option<f64>| {
            rate.map_or(0.0, |rate| share * rare_information(rate, effort))
        };
        let d = self.differ();
        of(d, self.sentinel_agreement()) + of(1.0 - d, self.careful_dissent())
    }

    /// d·I of a sentinel: what the items on which assistant and expert differ tell, counted on all
    /// checked items.
    pub fn sentinel_information(&self, effort: f64) -> f64 {
        self.sentinel_agreement()
            .map_or(0.0, |rate| self.differ() * rare_information(rate, effort))
    }
}

/// Fisher information about η in an event of probability `rate`·η: rate/(η(1 − rate·η)).
pub fn rare_information(rate: f64, effort: f64) -> f64 {
    rate / (effort * (1.0 - rate * effort))
}

/// E|2p − 1| for p ~ Beta(a, a) with E\[(2p − 1)²] = κ = 1/(2a + 1) in (0, 1).
///
/// (2p − 1)² ~ Beta(½, a), so the mean of its root is B(1, a)/B(½, a) = 1/(a·B(½, a)).
pub fn mean_certainty(kappa: f64) -> f64 {
    let a = 0.5 * (1.0 / kappa - 1.0);
    // B(½, a) = √π·Γ(a)/Γ(a + ½); a·Γ(a) = Γ(a + 1) stays finite as a → 0.
    let ln = libm::lgamma(a + 0.5) - libm::lgamma(a + 1.0);
    libm::exp(ln) / std::f64::consts::PI.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// p uniform (a = 1, κ = 1/3) has E|2p − 1| = ½; a = ½ (κ = ½), the arcsine law, 2/π.
    #[test]
    fn mean_certainty_has_its_closed_forms() {
        // lgamma to some 1e-15 of values of order one.
        assert_relative_eq!(mean_certainty(1.0 / 3.0), 0.5, max_relative = 1e-14);
        assert_relative_eq!(
            mean_certainty(0.5),
            2.0 / std::f64::consts::PI,
            max_relative = 1e-14
        );
    }

    /// The count of agreements is a function of the pair, so d·ηπ + (1 − d)(1 − ηδ) = q.
    #[test]
    fn the_two_kinds_of_items_add_up_to_the_agreement_with_the_expert() {
        for (kappa, mistaken) in [(0.3, 0.0), (0.6, 0.1), (0.9, 0.4)] {
            let assistant = FixedAssistant::of_majority(kappa, mistaken).expect("moments");
            for effort in [0.1, 0.5, 1.0] {
                let d = assistant.differ();
                let parts = d * effort * assistant.sentinel_agreement().expect("sentinels")
                    + (1.0 - d) * (1.0 - effort * assistant.careful_dissent().expect("others"));
                let whole = assistant.expert_agreement(effort);
                // Some ten roundings of numbers of order one.
                assert_relative_eq!(parts, whole, max_relative = 1e-14);
            }
        }
    }

    #[test]
    fn moments_that_no_three_labels_have_are_refused() {
        assert!(FixedAssistant::new(1.0, 0.5, -0.5).is_none());
        assert!(FixedAssistant::new(0.2, f64::NAN, 0.0).is_none());
        assert!(FixedAssistant::of_majority(1.0, 0.0).is_none());
    }
}
