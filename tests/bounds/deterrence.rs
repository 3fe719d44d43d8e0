//! The best pay of any shape where efforts far away tempt: both ends, and proofs that must fail.

use crate::random_models;

use firstbest::bounds::{self, Method};
use firstbest::contract::{Class, FirstBest, SecondBest, Terms};
use firstbest::model::Model;
use random_models::Draws;

/// Models at few samples under whose best pay an effort far away tempts, with that effort.
fn tempting(wanted: usize) -> Vec<(Model, u64, Vec<f64>)> {
    let mut draws = Draws::new(16);
    let mut found = Vec::new();
    while found.len() < wanted {
        let ((model, _), samples) = (draws.model(), draws.samples());
        if samples > 13 {
            continue;
        }
        let first_best = FirstBest::of(&model).unwrap();
        let Ok(best) = Class::General.solve(&first_best, samples) else {
            continue;
        };
        let efforts = efforts_with_a_price(&best);
        if !efforts.is_empty() {
            found.push((model, samples, efforts));
        }
    }
    found
}

fn efforts_with_a_price(contract: &SecondBest) -> Vec<f64> {
    match &contract.terms {
        Terms::General(terms) => terms.deviations.iter().map(|d| d.effort).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn brackets_close_where_efforts_far_away_tempt_and_nothing_beyond_them_is_proved() {
    let (mut by_pay, mut narrow) = (0, 0);
    let models = tempting(4);
    for (model, samples, efforts) in &models {
        let first_best = FirstBest::of(model).unwrap();
        let best = Class::General.solve(&first_best, *samples).unwrap();
        let bracket = bounds::bracket(&first_best, Class::General, &best);
        let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
        assert!(lower <= upper, "{bracket:?}");
        // The estimate is right to 1e-8 where both ends have it.
        assert!(lower <= best.gap.total() * (1.0 + 1e-7), "{bracket:?}");
        by_pay += usize::from(matches!(
            bracket.upper.unwrap().method,
            Method::VerifiedSchedule
        ));
        narrow += usize::from(upper - lower <= 1e-4 * upper);
        // No prices, whatever efforts they are for, prove more than a verified contract costs.
        for wrong in [efforts.clone(), Vec::new(), vec![0.0, 0.13, 0.77, 1.0]] {
            for above in [1e-12, 1e-6, 0.1] {
                let target = upper * (1.0 + above);
                let least =
                    bounds::least_gap_with_deviations(&first_best, *samples, &wrong, target);
                assert!(least <= upper, "{least:e} proved, {upper:e} verified");
            }
        }
    }
    assert!(
        by_pay >= 2 && narrow >= 2,
        "{by_pay}, {narrow} of {}",
        models.len()
    );
}
