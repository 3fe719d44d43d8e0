//! Labels that say next to nothing, in numbers that make up for it: pay per unit of the share of
//! agreement is large then, and so are its roundings against what the annotator gains by another
//! effort.

use crate::support::model;

use firstbest::contract::{Class, FirstBest, Threshold};

/// T6 in closed form for square-root utility, c = η³/3 and an expert who tells η by κ/2: with h″ =
/// 2 and c′ = η² the gap times n tends to ½·2·0.49²/I, I = κ²/(4·q(1−q)), at η* = 0.7. The next
/// term is of the order of the gap itself over the payoffs, below 3% at gaps below 1e-3.
#[test]
fn lines_follow_their_limit_at_every_number_of_samples() {
    for kappa in [0.001_f64, 0.0003] {
        let model = model(
            "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
            "scale = 0.3333333333333333, exponent = 3.0",
            &format!("scheme = \"expert\", kappa = {kappa}"),
            "slope = 0.4060466666666665",
            0.3,
        );
        let first_best = FirstBest::of(&model).unwrap();
        let q = 0.5 + 0.5 * kappa * 0.7;
        let limit = 0.49_f64.powi(2) * 4.0 * q * (1.0 - q) / kappa.powi(2);
        for decade in 10..14 {
            for first in [1, 2, 5] {
                let samples = first * 10_u64.pow(decade);
                let line = Class::Linear.solve(&first_best, samples).unwrap();
                let times = line.gap.total() * samples as f64 / limit;
                assert!((times - 1.0).abs() < 0.03, "{kappa} {samples}: {times}");
            }
        }
    }
}

/// Stakes so small that hardly an effort loses less than risk costs: the first best is 1e-6 and
/// efforts a thousandth of it away lose more than a bonus at the best threshold. By symmetry about
/// q = 1/2 the best of three labels is the majority: with h″ = 2, b = c′/(q′·P′) and P′ = 6q(1−q),
/// premium b²·P(1−P) = (1e-12/(0.4·1.5))²/4; effort hardly moves, so this is the gap to 1e-5.
#[test]
fn bonuses_for_small_stakes_are_found_by_chance_and_without() {
    let model = model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        "scale = 0.3333333333333333, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.8",
        "slope = 6e-13",
        0.3,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let expected = (1e-12_f64 / (0.4 * 1.5)).powi(2) / 4.0;
    for threshold in [Threshold::Deterministic, Threshold::Randomised] {
        let bonus = Class::Binary(threshold).solve(&first_best, 3).unwrap();
        let gap = bonus.gap.total();
        assert!(
            (gap / expected - 1.0).abs() < 1e-5,
            "{threshold:?}: {gap:e}"
        );
    }
}
