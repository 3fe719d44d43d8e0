//! An estimate is not above its own upper end.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest};

/// Nearly risk neutral: a bonus is all but the best pay of any shape on three samples. Its verified
/// gap lies 2e-11 below what the search over pay of any shape ends with.
#[test]
fn where_a_smaller_class_was_verified_its_contract_is_the_answer() {
    let model = model(
        "family = \"power\", gamma = 0.99, minimum_wage = 1.0",
        "scale = 1012347362209.6156, exponent = 10.0",
        "scheme = \"expert\", kappa = 0.8",
        "family = \"power\", slope = 11.63614633337838, exponent = 0.7",
        1.098_952_087_485_130_8,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let estimate = Class::General.solve(&first_best, 3).unwrap();
    let (settled, bracket) = bounds::settled(&first_best, Class::General, estimate);
    let upper = bracket.upper().unwrap();
    assert!(
        settled.gap.total() <= upper * (1.0 + 1e-12),
        "{settled:?} {upper}"
    );
    assert!(bracket.lower().unwrap() <= settled.gap.total());
}
