//! Linear pay where the minimum wage binds, a rent is left or an effort far away tempts: both
//! ends, close to each other, and neither on the wrong side of contracts found otherwise.

use crate::support::read;

use firstbest::bounds::{self, Method};
use firstbest::contract::{Class, FirstBest, Terms};

/// The outside option is what the minimum wage gives, so that a line under which participation
/// binds leaves the annotator as well off without effort.
const TIED: &str = r#"
[utility]
family = "power"
gamma = 0.5
minimum_wage = 0.0
[cost]
scale = 0.03022459207115827
exponent = 3.4942284275025024
[monitoring]
scheme = "self-consistency"
kappa = 0.8034907894417425
[value]
slope = 0.005319677272119734
[reservation]
utility = 0.0
"#;

/// The same at full agreement of full care.
const CERTAIN: &str = r#"
[utility]
family = "power"
gamma = 0.5
minimum_wage = 0.0
[cost]
scale = 0.11956951321154774
exponent = 3.7642744590755512
[monitoring]
scheme = "self-consistency"
kappa = 1.0
[value]
slope = 0.01698966659536711
[reservation]
utility = 0.0
"#;

/// Under the best line an effort far from the best one is as good, and the payoff all but flat.
const TWO_PEAKS: &str = r#"
[utility]
family = "power"
gamma = 0.4389061128143238
minimum_wage = 1.0
[cost]
scale = 0.21031546169899462
exponent = 3.9624238793244118
[monitoring]
scheme = "expert"
kappa = 1.0
[value]
slope = 1.4461033213513497
[reservation]
utility = 1.0
"#;

fn bracket(text: &str, samples: u64) -> bounds::Bracket {
    let model = read(text);
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, samples).unwrap();
    bounds::bracket(&first_best, Class::Linear, &line)
}

/// w = 1.264105e-4·(S − 37.77788)₊ on 50 samples leads to an effort of 0.9725, on a grid of 2,000,
/// and leaves a rent, as no effort is nearly as good; its gap there, by sums in plain floats, is
/// 3.5400e-5. On the way to participation that just holds the estimate has to stop where no effort
/// becomes as good.
#[test]
fn the_kink_at_which_an_effort_is_as_good_is_found() {
    let model = read(TIED);
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, 50).unwrap();
    let found = bounds::bracket(&first_best, Class::Linear, &line);
    let (lower, upper) = (found.lower.unwrap(), found.upper.unwrap());
    assert_eq!(lower.method, Method::LineBoxes);
    assert_eq!(upper.method, Method::VerifiedLine);
    assert!(found.relative_width().unwrap() < 1e-6, "{found:?}");
    let gap = line.gap.total();
    assert!(
        gap <= upper.value && gap >= lower.value,
        "{gap:e} {found:?}"
    );
    assert!(gap < 3.5401e-5, "{gap:e}");
}

/// A line for an effort a fifth lower, given as the estimate: the boxes come upon a better one, and
/// that is the answer.
#[test]
fn the_better_line_that_a_proof_comes_upon_is_the_answer() {
    let model = read(TIED);
    let first_best = FirstBest::of(&model).unwrap();
    let best = Class::Linear.solve(&first_best, 50).unwrap();
    let wrong = {
        let mut wrong = best.clone();
        let Terms::Linear(terms) = &mut wrong.terms else {
            panic!("{:?}", best.terms);
        };
        // Pay from a lower count on: a rent, at nearly the same effort.
        terms.intercept *= 0.97;
        wrong.gap.rent *= 1.5;
        wrong
    };
    let (settled, bracket) = bounds::settled(&first_best, Class::Linear, wrong.clone());
    let upper = bracket.upper().unwrap();
    assert!(upper < wrong.gap.total(), "{bracket:?}");
    assert!(
        settled.gap.total() <= upper * (1.0 + 1e-12),
        "{settled:?} {upper:e}"
    );
}

#[test]
fn lines_next_to_a_tie_are_verified_at_certain_agreement_too() {
    let found = bracket(CERTAIN, 300);
    assert!(found.relative_width().unwrap() < 1e-4, "{found:?}");
}

#[test]
fn lines_under_which_another_effort_is_as_good_are_verified() {
    let found = bracket(TWO_PEAKS, 10);
    assert!(found.relative_width().unwrap() < 1e-4, "{found:?}");
}
