//! Bonuses whose best reply is full care although the first best lies below, and which leave a
//! rent: against the optimum in 40 digits (`tests/references/full_care_bonus.py`).

use crate::support::model;

use approx::assert_relative_eq;
use firstbest::bounds::settled;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

const SAMPLES: u64 = 5;

/// What roundings of the estimate come to: some hundred of them.
const ROUNDING: f64 = 1e-13;

/// Twice the relative width that brackets aim at.
const SHARP: f64 = 1e-6;

fn references() -> Vec<(Model, f64)> {
    include_str!("../references/full_care_bonus.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let field: Vec<&str> = line.split(',').collect();
            let key = match field[0] {
                "cara" => "risk_aversion",
                "power" => "gamma",
                _ => "scale",
            };
            let utility = format!(
                "family = \"{}\", {key} = {}, minimum_wage = {}",
                field[0], field[1], field[2]
            );
            let cost = format!("scale = {}, exponent = {}", field[3], field[4]);
            let scheme = format!("scheme = \"{}\", kappa = {}", field[5], field[6]);
            let value = match field[8] {
                "0" => format!("slope = {}", field[7]),
                bend => format!(
                    "family = \"quadratic\", slope = {}, curvature = {bend}",
                    field[7]
                ),
            };
            let reservation = field[9].parse().unwrap();
            let model = model(&utility, &cost, &scheme, &value, reservation);
            (model, field[10].parse().unwrap())
        })
        .collect()
}

#[test]
fn bonuses_with_a_rent_are_met_from_both_sides() {
    let references = references();
    assert_eq!(references.len(), 3);
    for (model, gap) in &references {
        let first_best = FirstBest::of(model).unwrap();
        let class = Class::Binary(Threshold::Deterministic);
        let solved = class.solve(&first_best, SAMPLES).unwrap();
        let (contract, bracket) = settled(&first_best, class, solved);
        assert_eq!(contract.point.effort, 1.0);
        assert_relative_eq!(contract.gap.total(), *gap, max_relative = ROUNDING);
        let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
        let room = gap * ROUNDING;
        assert!(lower <= gap + room && gap - room <= upper, "{bracket:?}");
        assert!(upper - lower <= SHARP * gap, "{bracket:?}");
    }
}
