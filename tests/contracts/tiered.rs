//! Several bonuses against an independent search: `tests/references/tiered.py` and
//! `tiered_three.py` write `tests/references/tiered.csv` and `tiered_three.csv`.

use crate::theorem_support;

use firstbest::contract::tiered::deterring;
use firstbest::contract::{Class, FirstBest, SecondBest, Terms, Threshold, best_reply, constants};
use firstbest::design::posted::Posted;
use firstbest::design::ranges::Steady;
use firstbest::input::Source;
use firstbest::model::Model;

/// Relative error allowed in a gap. The references subtract payoffs of order 0.1 in double
/// precision (1e-16/1e-3 of a gap), let the annotator choose among 4000 efforts only (2000 with
/// three bonuses), which allows bonuses that are too small by some 1e-6, and find the effort to the
/// root of a rounding, or at a corner of the feasible efforts to 1e-9 of its bracket.
const TOLERANCE: f64 = 2e-5;

fn tiered(tiers: u32) -> Class {
    Class::Tiered {
        tiers,
        threshold: Threshold::Deterministic,
    }
}

fn thresholds(contract: &SecondBest) -> Vec<u64> {
    let Terms::Tiered(terms) = &contract.terms else {
        panic!("a tiered contract has tiered terms");
    };
    let each = terms.tiers.iter();
    each.map(|tier| tier.rule.threshold()).collect()
}

/// No gap is above the reference's, and at the same thresholds both find the same number. Of the
/// reference every line of so many is taken.
fn no_worse(tiers: u32, reference: &str, one_of: usize, at_least: usize) {
    let class = tiered(tiers);
    let mut same = 0;
    let mut cases = 0;
    for line in reference.lines().skip(1).step_by(one_of) {
        let field: Vec<&str> = line.split(',').collect();
        let model = theorem_support::model(field[0]);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let samples = field[1].parse().expect("a number of samples");
        let (known, places) = field[2..].split_last().expect("a gap");
        let known: f64 = known.parse().expect("a gap");
        let contract = class.solve(&first_best, samples).expect("a contract");
        let gap = contract.gap.total();
        assert!(gap <= known * (1.0 + TOLERANCE), "{line}: {gap:e}");
        let found = thresholds(&contract);
        if found.iter().map(u64::to_string).eq(places.iter().copied()) {
            assert!((gap / known - 1.0).abs() < TOLERANCE, "{line}: {gap:e}");
            same += 1;
        }
        cases += 1;
    }
    assert!(cases >= at_least, "{cases} cases");
    // Ties and better thresholds apart.
    assert!(10 * same >= 8 * cases, "{same} of {cases}");
}

#[test]
fn two_bonuses_are_no_worse_than_an_independent_search_finds() {
    no_worse(2, include_str!("../references/tiered.csv"), 3, 8);
}

#[test]
#[ignore = "half a minute of processor time"]
fn two_bonuses_are_no_worse_in_every_economy() {
    no_worse(2, include_str!("../references/tiered.csv"), 1, 24);
}

#[test]
fn three_bonuses_are_no_worse_than_an_independent_search_finds() {
    no_worse(3, include_str!("../references/tiered_three.csv"), 7, 3);
}

#[test]
#[ignore = "two minutes of processor time"]
fn three_bonuses_are_no_worse_in_every_economy() {
    no_worse(3, include_str!("../references/tiered_three.csv"), 1, 24);
}

const FULL_CARE: &str = "utility = { family = \"cara\", risk_aversion = 0.003 }\ncost = { scale = 90.0, exponent = 2.0 }\nmonitoring = { scheme = \"expert\", kappa = 0.7 }\nvalue = { slope = 630.0 }\nreservation = { utility = 66.0 }\n";

/// Where full care is the first best two bonuses gain what they gain elsewhere: one loses like
/// 1/√(n log n), two lose less than twice K_lin/n.
#[test]
fn a_second_bonus_gains_at_full_care() {
    let model = Model::from_source(&Source::from_text("f.toml", FULL_CARE)).expect("a model");
    let first_best = FirstBest::of(&model).expect("a first best");
    assert!(first_best.is_full_care());
    for samples in [100, 1_000, 100_000] {
        let contract = tiered(2).solve(&first_best, samples).expect("a contract");
        assert_eq!(thresholds(&contract).len(), 2, "{samples}");
        assert_eq!(contract.point.effort, 1.0);
        best_reply::require(&model, &contract).expect("full care is the best reply");
        let ratio = contract.gap.total() * samples as f64 / constants::linear(&first_best);
        assert!((1.0..2.0).contains(&ratio), "{samples}: {ratio}");
    }
}

/// What is proved of two bonuses that deter by a share: the reply stays while the cost of effort is
/// higher by about as much, and gives way beyond.
#[test]
fn deterring_by_a_share_withstands_a_cost_higher_by_as_much() {
    let model = theorem_support::model("a");
    let first_best = FirstBest::of(&model).expect("a first best");
    let best = tiered(2).solve(&first_best, 400).expect("a contract");
    let margins = [0.01, 0.05];
    let held = deterring(&first_best, &best, &margins);
    for (margin, held) in margins.into_iter().zip(held) {
        let held = held.expect("a contract");
        assert!(held.gap.total() > best.gap.total());
        let terms = Posted::exactly(&held, 0.0).expect("terms");
        let care = 0.9 * held.point.effort;
        let found = Steady::of(&model, &terms, care).expect("a model");
        let (_, side) = found.cost.expect("a range");
        let share = side.holds_to / model.cost().cost(1.0) - 1.0;
        assert!(share > 0.9 * margin, "{margin}: {share}");
        let (fails_at, _) = side.fails_at.expect("a cost that is too high");
        assert!(fails_at < side.holds_to * 1.001, "{side:?}");
    }
}
