//! Which published gaps Coq has accepted: those of the files under `proofs/generated`.

use super::generated::{BONUS_ENDS, LOWER_ENDS, UPPER_ENDS};
use super::lower::{LowerEconomy, LowerProblem};
use super::upper::BONUS;
use crate::contract::Class;
use crate::model::Model;

/// For a class of contracts in an economy, the numbers of signals at which Coq has accepted an end
/// of the gap, out of those asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Those with a lower end as tight as the class's own.
    pub lower: Vec<u64>,
    /// Those with an upper end.
    pub upper: Vec<u64>,
    /// How many were asked for.
    pub asked: usize,
}

impl Checked {
    /// Looks them up. The lower ends in Coq are those of every contract: for the general class its
    /// own, for a smaller one below its own and so not counted.
    #[must_use]
    pub fn of(model: &Model, class: Class, samples: &[u64]) -> Self {
        let economy = LowerEconomy::of(model).ok();
        let found = |problems: &mut dyn Iterator<Item = LowerProblem>| -> Vec<u64> {
            let same = |it: &LowerProblem| economy.is_some() && it.economy().ok() == economy;
            let sizes = problems.filter(same).flat_map(|it| it.samples);
            let sizes: Vec<u64> = sizes.copied().collect();
            let asked = samples.iter().copied();
            asked.filter(|n| sizes.contains(n)).collect()
        };
        let (lower, upper) = match class {
            Class::General => (
                found(&mut LOWER_ENDS.iter().copied()),
                found(&mut UPPER_ENDS.iter().map(|it| it.problem)),
            ),
            class if class == BONUS => (
                Vec::new(),
                found(&mut BONUS_ENDS.iter().map(|it| it.problem)),
            ),
            _ => (Vec::new(), Vec::new()),
        };
        Checked {
            lower,
            upper,
            asked: samples.len(),
        }
    }

    /// In words; nothing where there is nothing.
    #[must_use]
    pub fn words(&self) -> String {
        let of = |list: &[u64]| {
            let sizes: Vec<String> = list.iter().map(|&n| format!("{:e}", n as f64)).collect();
            format!(
                "{} of {} (n = {})",
                list.len(),
                self.asked,
                sizes.join(", ")
            )
        };
        match (self.lower.as_slice(), self.upper.as_slice()) {
            ([], []) => String::new(),
            ([], upper) => format!("upper ends of {}", of(upper)),
            (lower, []) => format!("lower ends of {}", of(lower)),
            (lower, upper) if lower == upper => format!("both ends of {}", of(lower)),
            (lower, upper) => format!("lower ends of {}, upper ends of {}", of(lower), of(upper)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Threshold;
    use crate::input::Source;

    fn model(text: &'static str) -> Model {
        Model::from_source(&Source::from_text("m.toml", text)).expect("a committed model")
    }

    #[test]
    fn only_what_a_generated_file_says_is_counted() {
        let a = model(LOWER_ENDS[0].model);
        let words =
            |model: &Model, class, samples: &[u64]| Checked::of(model, class, samples).words();
        assert_eq!(
            words(&a, Class::General, &[100, 200, 10_000]),
            "both ends of 2 of 3 (n = 1e2, 1e4)"
        );
        assert_eq!(
            words(&a, BONUS, &[1_000, 10_000_000]),
            "upper ends of 1 of 2 (n = 1e3)"
        );
        assert_eq!(words(&a, Class::Linear, &[100]), "");
        let randomised = Class::Binary(Threshold::Randomised);
        assert_eq!(words(&a, randomised, &[100]), "");
        let other = LOWER_ENDS[0].model.replace("kappa = 0.8", "kappa = 0.9");
        let other = Model::from_source(&Source::from_text("m.toml", other)).expect("a model");
        assert_eq!(words(&other, Class::General, &[100]), "");
        let cara = model(include_str!("../../figures/models/cara.toml"));
        assert_eq!(words(&cara, Class::General, &[100]), "");
    }
}
