//! Linear pay where the minimum wage binds, a rent is left or an effort far away tempts: both
//! ends, close to each other, and neither on the wrong side of contracts found otherwise.

use firstbest::bounds::{self, Method};
use firstbest::contract::{Class, FirstBest};
use firstbest::input::Source;
use firstbest::model::Model;

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

fn bracket(text: &str, samples: u64) -> bounds::Bracket {
    let model = Model::from_source(&Source::from_text("lines.toml", text)).unwrap();
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, samples).unwrap();
    bounds::bracket(&first_best, Class::Linear, &line)
}

/// w = 1.264105e-4·(S − 37.77788)₊ on 50 samples leads to an effort of 0.9725, on a grid of 2,000,
/// and leaves a rent; its gap there, by sums in plain floats, is 3.5400e-5. The estimate is a
/// quarter dearer, so that only the boxes can have found the upper end.
#[test]
fn boxes_find_the_line_that_the_estimate_misses() {
    let found = bracket(TIED, 50);
    let (lower, upper) = (found.lower.unwrap(), found.upper.unwrap());
    assert_eq!(lower.method, Method::LineBoxes);
    assert_eq!(upper.method, Method::VerifiedLine);
    assert!(
        upper.value < 3.5401e-5 && lower.value < 3.54e-5,
        "{found:?}"
    );
    assert!(found.relative_width().unwrap() < 1e-4, "{found:?}");
}

#[test]
fn lines_next_to_a_tie_are_verified_at_certain_agreement_too() {
    let found = bracket(CERTAIN, 300);
    assert!(found.relative_width().unwrap() < 1e-4, "{found:?}");
}
