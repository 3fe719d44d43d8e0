//! Which published gaps Coq has accepted: those of the files under `proofs/generated`.

use super::committed::{BUDGET_FILES, LOWER_FILES, UPPER_FILES, ends_of, listed_loss};
use super::decimal::Decimal;
use super::ends::{
    BONUS_ENDS, BUDGET_ENDS, LINE_ENDS, LOWER_ENDS, PAY_ENDS, PRICE_ENDS, UPPER_ENDS, WAGE_ENDS,
};
use super::lower::LowerProblem;
use super::lower_economy::LowerEconomy;
use super::price_economy::PriceEconomy;
use super::upper::{BONUS, UpperProblem};
use crate::contract::Class;
use crate::model::Model;
use dashu_ratio::RBig;

/// Significant digits of an upper end as `firstbest gap` prints it, rounded up.
const PRINTED: usize = 10;

/// For a class of contracts in an economy, the numbers of signals at which Coq has accepted an end
/// of the gap, out of those asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Those with a lower end that is at least the published one.
    pub lower: Vec<u64>,
    /// Those with an upper end that is at most the published one.
    pub upper: Vec<u64>,
    /// How many were asked for.
    pub asked: usize,
}

impl Checked {
    /// Looks them up; `ends` are numbers of signals with the lower and upper ends that are
    /// published.
    ///
    /// A lower end in Coq is one of every contract, so of any class: it counts where it is no less
    /// than what is published of the class. An upper end counts where it is no more than what is
    /// printed of the class.
    #[must_use]
    pub fn of(model: &Model, class: Class, ends: &[(u64, Option<f64>, Option<f64>)]) -> Self {
        let certain = lower_ends(model);
        let found = |list: &[(u64, RBig)], samples: u64| {
            let found = list.iter().find(|(n, _)| *n == samples);
            found.map(|(_, bound)| bound.clone())
        };
        let exact = |published: Option<f64>| published.and_then(|it| RBig::try_from(it).ok());
        let met = |samples: u64, published: Option<f64>| {
            found(&certain, samples)
                .is_some_and(|bound| exact(published).is_some_and(|it| it <= bound))
        };
        let lower = ends.iter().filter(|(n, published, _)| met(*n, *published));
        let lower = lower.map(|(n, ..)| *n).collect();
        let claims = upper_ends(model, class);
        let kept = |samples: u64, published: Option<f64>| {
            let printed = exact(published).filter(|it| *it > RBig::ZERO);
            let printed = printed.map(|it| Decimal::above(&it, PRINTED).value());
            found(&claims, samples).is_some_and(|claim| printed.is_some_and(|it| claim <= it))
        };
        let upper = ends.iter().filter(|(n, _, published)| kept(*n, *published));
        let upper = upper.map(|(n, ..)| *n).collect();
        Checked {
            lower,
            upper,
            asked: ends.len(),
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

/// At which prices of a signal Coq has accepted that every contract with every number of signals
/// loses so much in all, in words; nothing where there is none.
#[must_use]
pub fn budgets(model: &Model, losses: &[(f64, f64)]) -> String {
    let economy = LowerEconomy::of(model).ok();
    let same = |it: &LowerProblem| economy.is_some() && it.economy().ok() == economy;
    let found = BUDGET_ENDS.iter().find(|it| same(&it.problem));
    let text = found.and_then(|it| BUDGET_FILES.iter().find(|(name, _)| *name == it.name));
    let certain: Vec<(f64, RBig)> = text.map_or(Vec::new(), |(_, text)| {
        text.lines().filter_map(listed_loss).collect()
    });
    let met = |price: f64, loss: f64| {
        let found = certain.iter().find(|(it, _)| *it == price);
        let loss = RBig::try_from(loss).ok();
        found.is_some_and(|(_, bound)| loss.is_some_and(|it| it <= *bound))
    };
    let met = losses.iter().filter(|(price, loss)| met(*price, *loss));
    let prices: Vec<String> = met.map(|(price, _)| format!("{price:e}")).collect();
    if prices.is_empty() {
        return String::new();
    }
    format!(
        "losses of every contract at {} of {} prices ({})",
        prices.len(),
        losses.len(),
        prices.join(", ")
    )
}

/// What Coq has accepted of a model's gap from below.
fn lower_ends(model: &Model) -> Vec<(u64, RBig)> {
    let same = Same::of(model);
    let found = LOWER_ENDS.iter().find(|it| same.root(it));
    let found = found.or_else(|| PRICE_ENDS.iter().find(|it| same.priced(it)));
    found.map_or(Vec::new(), |it| ends_of(LOWER_FILES, it.name))
}

/// The same from above, among the contracts of a class.
fn upper_ends(model: &Model, class: Class) -> Vec<(u64, RBig)> {
    let same = Same::of(model);
    let root = |list: &'static [UpperProblem]| list.iter().find(|it| same.root(&it.problem));
    let priced = |list: &'static [UpperProblem]| list.iter().find(|it| same.priced(&it.problem));
    let found = match class {
        Class::General => root(UPPER_ENDS).or_else(|| priced(PAY_ENDS)),
        class if class == BONUS => root(BONUS_ENDS).or_else(|| priced(WAGE_ENDS)),
        Class::Linear => priced(LINE_ENDS),
        _ => None,
    };
    found.map_or(Vec::new(), |it| ends_of(UPPER_FILES, it.name))
}

/// A model as the proofs know it.
struct Same {
    root: Option<LowerEconomy>,
    prices: Option<PriceEconomy>,
}

impl Same {
    fn of(model: &Model) -> Self {
        let (root, prices) = (LowerEconomy::of(model).ok(), PriceEconomy::of(model).ok());
        Same { root, prices }
    }

    /// Whether a problem with square-root utility is about it.
    fn root(&self, problem: &LowerProblem) -> bool {
        self.root.is_some() && problem.economy().ok() == self.root
    }

    /// The same with another utility.
    fn priced(&self, problem: &LowerProblem) -> bool {
        self.prices.is_some() && problem.price_economy().ok() == self.prices
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
        let words = |model: &Model, class, ends: &[(u64, f64)]| {
            let ends = ends.iter().map(|&(n, l)| (n, Some(l), Some(2.0 * l)));
            Checked::of(model, class, &ends.collect::<Vec<_>>()).words()
        };
        let ends = [(100, 2.535e-3), (200, 1e-3), (10_000, 2.5746e-5)];
        assert_eq!(
            words(&a, Class::General, &ends),
            "both ends of 2 of 3 (n = 1e2, 1e4)"
        );
        // what is published is more than what Coq accepts
        assert_eq!(
            words(&a, Class::General, &[(100, 2.536e-3)]),
            "upper ends of 1 of 1 (n = 1e2)"
        );
        assert_eq!(
            words(&a, BONUS, &[(1_000, 1e-3), (10_000_000, 1e-5)]),
            "upper ends of 1 of 2 (n = 1e3)"
        );
        // the lower end of every contract, where it serves for the class
        assert_eq!(
            words(&a, Class::Linear, &[(100, 2.5616e-3)]),
            "upper ends of 1 of 1 (n = 1e2)"
        );
        assert_eq!(
            words(&a, Class::Linear, &[(100, 1.3e-3)]),
            "lower ends of 1 of 1 (n = 1e2)"
        );
        assert_eq!(
            words(&a, Class::Linear, &[(100_000_000, 2.57507e-9)]),
            "both ends of 1 of 1 (n = 1e8)"
        );
        let randomised = Class::Binary(Threshold::Randomised);
        assert_eq!(words(&a, randomised, &[(100, 6e-3)]), "");
        let other = LOWER_ENDS[0].model.replace("kappa = 0.8", "kappa = 0.9");
        let other = Model::from_source(&Source::from_text("m.toml", other)).expect("a model");
        assert_eq!(words(&other, Class::General, &[(100, 1e-4)]), "");
        for problem in PRICE_ENDS {
            let words = words(&model(problem.model), Class::General, &[(10_000, 1e-8)]);
            assert_eq!(words, "lower ends of 1 of 1 (n = 1e4)", "{}", problem.name);
        }
        // what is published is less than what Coq accepts
        for problem in BONUS_ENDS.iter().chain(WAGE_ENDS) {
            let model = model(problem.problem.model);
            let claims = ends_of(UPPER_FILES, problem.name);
            let [(100, claim), ..] = claims.as_slice() else {
                panic!("{} begins with 100 signals", problem.name)
            };
            let claim = claim.to_f64().value();
            let counted = |claim| Checked::of(&model, BONUS, &[(100, None, Some(claim))]).upper;
            assert_eq!(counted(claim * (1.0 + 1e-12)), [100], "{}", problem.name);
            assert!(counted(claim * (1.0 - 1e-9)).is_empty(), "{}", problem.name);
        }
    }

    #[test]
    fn losses_are_counted_where_coq_accepts_as_much() {
        let a = model(LOWER_ENDS[0].model);
        let losses = [(1e-5, 3.1e-3), (1e-7, 4e-4), (1e-9, 1e-6)];
        assert_eq!(
            budgets(&a, &losses),
            "losses of every contract at 1 of 3 prices (1e-5)"
        );
        assert_eq!(budgets(&model(PRICE_ENDS[0].model), &losses), "");
    }
}
