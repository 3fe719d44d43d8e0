//! Several bonuses on few samples: against pay of any shape, which a bonus for every count is, and
//! against contracts that a search without a line in common with the library found (bonuses of
//! every set of thresholds by an interior point method, the best reply looked up on a grid).

use crate::drawn_models;

use firstbest::contract::discrete::{self, DiscreteProblem, EffortSet};
use firstbest::contract::{Class, FirstBest, SecondBest, Terms, Threshold, best_reply, constants};
use firstbest::input::Source;
use firstbest::model::Model;

/// What the search elsewhere leaves open: its efforts are some hundredths of their range apart.
const ELSEWHERE: f64 = 1e-4;

/// Two searches for the same number end within this of each other: either asks deviations to lose
/// some 1e-9 of what they save.
const SAME: f64 = 1e-7;

const POWER: &str = "utility = { family = \"power\", gamma = 0.5, minimum_wage = 0.0 }
cost = { scale = 0.3333333333333333, exponent = 3.0 }
reservation = { utility = 0.3 }\n";

const LOG: &str = "utility = { family = \"log\", scale = 0.5, minimum_wage = 0.0 }
cost = { scale = 0.2, exponent = 2.0 }
reservation = { utility = 0.3 }\n";

const CARA: &str = "utility = { family = \"cara\", risk_aversion = 2.0, minimum_wage = 0.0 }
cost = { scale = 0.1, exponent = 2.0 }
reservation = { utility = 0.2 }\n";

const AVERSE: &str = "utility = { family = \"cara\", risk_aversion = 100.0, minimum_wage = 0.0 }
cost = { scale = 0.001, exponent = 2.0 }
reservation = { utility = 0.0085 }\n";

/// A model with these preferences, a scheme with one number and a linear value.
fn model(preferences: &str, scheme: &str, number: &str, slope: f64) -> Model {
    let text = format!(
        "{preferences}monitoring = {{ scheme = \"{scheme}\", {number} }}\n\
         value = {{ slope = {slope} }}\n"
    );
    Model::from_source(&Source::from_text("steps.toml", text)).expect("a model")
}

fn tiered(tiers: u32) -> Class {
    let threshold = Threshold::Deterministic;
    Class::Tiered { tiers, threshold }
}

fn gap(first_best: &FirstBest<'_>, class: Class, samples: u64) -> SecondBest {
    let found = class.solve(first_best, samples).expect("a contract");
    if matches!(class, Class::Tiered { .. }) {
        let held = best_reply::require(first_best.model(), &found);
        assert!(held.is_ok(), "{class}, {samples} samples: {held:?}");
    }
    found
}

#[test]
fn no_bonuses_that_were_found_elsewhere_cost_less() {
    for (model, samples, tiers, found) in [
        (
            model(CARA, "expert", "kappa = 0.6", 0.992_366_412_213_741),
            3,
            2,
            0.183_523,
        ),
        (
            model(CARA, "self-consistency", "kappa = 0.8", 0.499_999_999_9),
            3,
            2,
            0.009_946,
        ),
        (
            model(AVERSE, "expert", "kappa = 0.7", 0.010_526_315_789_473_686),
            3,
            2,
            0.001_541_02,
        ),
        // Without effort no label agrees, or with full effort every one.
        (
            model(POWER, "sentinel", "agreement = 0.8", 0.267_84),
            2,
            2,
            0.016_851,
        ),
        (
            model(
                POWER,
                "sentinel",
                "agreement = 0.9",
                0.406_046_666_666_666_67,
            ),
            40,
            2,
            0.002_233,
        ),
    ] {
        let first_best = FirstBest::of(&model).expect("a first best");
        let gap = gap(&first_best, tiered(tiers), samples).gap.total();
        assert!(
            gap <= found * (1.0 + ELSEWHERE),
            "{samples} {tiers}: {gap:e} {found:e}"
        );
    }
}

#[test]
fn agreement_out_of_the_question_or_certain_is_no_obstacle() {
    for model in [
        model(POWER, "sentinel", "agreement = 0.8", 0.267_84),
        model(LOG, "sentinel", "agreement = 1.0", 0.208_438_164_187_018_88),
        model(
            LOG,
            "polynomial",
            "coefficients = [0.0, 1.0]",
            0.174_075_957_755_179_06,
        ),
        model(POWER, "expert", "kappa = 1.0, alpha_e = -1.0", 0.267_84),
    ] {
        let first_best = FirstBest::of(&model).expect("a first best");
        for samples in [2, 3, 10, 60] {
            let bonus = Class::Binary(Threshold::Deterministic);
            let [one, two, any] = [bonus, tiered(2), Class::General]
                .map(|class| gap(&first_best, class, samples).gap.total());
            assert!(two < one * (1.0 - 1e-3), "{samples}: {two:e} {one:e}");
            assert!(two >= any * (1.0 - SAME), "{samples}: {two:e} {any:e}");
        }
    }
}

/// Whether pay of any shape falls nowhere in the count.
fn rises(model: &Model, contract: &SecondBest) -> bool {
    if !matches!(contract.terms, Terms::General(_)) {
        return true;
    }
    let schedule = contract.schedule(model);
    let paid: Vec<f64> = (0..=contract.samples)
        .map(|s| schedule.utility(s as f64))
        .collect();
    paid.windows(2).all(|pair| pair[1] >= pair[0])
}

#[test]
fn a_bonus_for_every_count_is_pay_of_any_shape_that_rises() {
    let mut compared = 0;
    for seed in 0..8 {
        let Some(drawn) = drawn_models::model(seed) else {
            continue;
        };
        let first_best = FirstBest::of(&drawn.model).expect("a first best");
        if !drawn.model.utility().strictly_concave() {
            continue;
        }
        for samples in [2_u32, 3] {
            let any = gap(&first_best, Class::General, samples.into());
            let steps = gap(&first_best, tiered(samples), samples.into());
            let (any_gap, gap) = (any.gap.total(), steps.gap.total());
            assert!(
                gap >= any_gap * (1.0 - SAME),
                "{seed} {samples}: {gap:e} {any_gap:e}"
            );
            if rises(&drawn.model, &any) {
                assert!(
                    gap <= any_gap * (1.0 + SAME),
                    "{seed} {samples}: {gap:e} {any_gap:e}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared >= 8, "{compared}");
}

#[test]
fn bonuses_for_an_effort_of_a_list_may_leave_a_rent() {
    // The outside option is the minimum wage: 0.09, 0.283774 from 11 of 13 on and 0.413151 from 12
    // makes 0.6 the best of 0, 0.3 and 0.6 and loses 0.0247444.
    let preferences = POWER.replace("minimum_wage = 0.0", "minimum_wage = 0.09");
    let model = model(&preferences, "expert", "kappa = 0.8", 0.267_84);
    let efforts = EffortSet::new(vec![0.0, 0.3, 0.6]).expect("a list of efforts");
    let problem = DiscreteProblem::new(&model, &efforts).expect("a problem");
    let gap = |class| {
        let found = discrete::solve(&problem, 13, class).expect("a contract");
        found.gap.total().expect("a gap that a double holds")
    };
    let (two, any) = (gap(tiered(2)), gap(Class::General));
    assert!(two <= 0.024_744_4 * (1.0 + ELSEWHERE), "{two:e}");
    assert!(two >= any * (1.0 - SAME), "{two:e} {any:e}");
}

#[test]
fn checks_that_say_next_to_nothing_leave_several_bonuses() {
    // K_lin/n is a lower end of the rate; two bonuses lose some twice that (T9), a single one forty
    // times.
    let model = model(POWER, "expert", "kappa = 0.001", 0.406_046_666_666_666_5);
    let first_best = FirstBest::of(&model).expect("a first best");
    for samples in [100_000_000, 1_000_000_000_000] {
        let linear = constants::linear(&first_best) / samples as f64;
        let two = gap(&first_best, tiered(2), samples).gap.total();
        assert!(
            two > linear && two < 3.0 * linear,
            "{samples}: {two:e} {linear:e}"
        );
    }
}
