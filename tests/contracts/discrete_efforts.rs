//! Contracts on finite lists of efforts against 50-digit references
//! (tests/references/discrete_efforts.py), simulation and each other.

use crate::theorem_support;

use firstbest::bounds::discrete::bracket;
use firstbest::contract::binary::BonusRule;
use firstbest::contract::discrete::program;
use firstbest::contract::discrete::{self, DiscreteProblem, DiscreteTerms, EffortSet};
use firstbest::contract::{Class, Threshold};
use firstbest::lp::certificate::Kind;
use firstbest::rates::tilting::Draws;
use firstbest::rates::tilting::simulate_ln_gap;
use quickcheck::{QuickCheck, TestResult};
use theorem_support::{instance_a, model, root};

fn efforts(written: &str) -> EffortSet {
    written.parse().expect("a list of efforts")
}

/// ln gap: a relative error of the gap of some roundings of n·KL (1e-13 at −349), of 1e-10 for the
/// equations of the general contract, and 1e-11 for the differences of probabilities that fix a
/// bonus.
const LN_GAP_TOLERANCE: f64 = 1e-9;

/// A line of the 50-digit references.
struct Reference {
    line: String,
    efforts: String,
    class: Class,
    samples: u64,
    ln_gap: f64,
}

fn references() -> Vec<Reference> {
    let text = std::fs::read_to_string(root().join("tests/references/discrete_efforts.csv"))
        .expect("the reference file");
    let read = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        Reference {
            line: line.to_owned(),
            efforts: fields[0].replace(';', ","),
            class: match fields[1] {
                "binary" => Class::Binary(Threshold::Deterministic),
                "binary_by_chance" => Class::Binary(Threshold::Randomised),
                "linear" => Class::Linear,
                _ => Class::General,
            },
            samples: fields[2].parse().expect("a number of samples"),
            ln_gap: fields[3].parse().expect("a logarithm"),
        }
    };
    text.lines().skip(1).map(read).collect()
}

#[test]
fn gaps_match_the_references() {
    let model = instance_a();
    let all = references();
    for reference in &all {
        let problem =
            DiscreteProblem::new(&model, &efforts(&reference.efforts)).expect("an instance");
        let contract = discrete::solve(&problem, reference.samples, reference.class);
        let ln_gap = contract.expect("a contract").gap.ln_total();
        assert!(
            (ln_gap - reference.ln_gap).abs() <= LN_GAP_TOLERANCE,
            "{}: {ln_gap}",
            reference.line
        );
    }
    assert!(all.len() >= 20, "only {} references", all.len());
}

/// theory: log gap at n = 400, 1600, 6400, to 1%.
#[test]
fn published_values_are_met() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    for (samples, published) in [(400, -29.767), (1600, -95.404), (6400, -348.939)] {
        let class = Class::Binary(Threshold::Deterministic);
        let found = discrete::solve(&problem, samples, class).expect("a contract");
        let ln_gap = found.gap.ln_total();
        assert!(
            (ln_gap / published - 1.0).abs() < 0.01,
            "{samples}: {ln_gap}"
        );
    }
}

#[test]
fn gaps_reach_below_e_to_minus_10000() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    for threshold in [Threshold::Deterministic, Threshold::Randomised] {
        let contract =
            discrete::solve(&problem, 250_000, Class::Binary(threshold)).expect("a contract");
        let ln_gap = contract.gap.ln_total();
        assert!((-13_000.0..-12_000.0).contains(&ln_gap), "{ln_gap}");
        assert_eq!(contract.gap.total(), None);
    }
}

/// 100 seeds: the estimate's distance from the exact value stays within 4 standard errors (a false
/// alarm once in 160 runs of the whole test if the errors are normal; the seeds are fixed, so it
/// passes always or never).
#[test]
fn tilted_estimates_lie_within_four_standard_errors_of_the_exact_gap() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    for (samples, threshold) in [
        (400, Threshold::Deterministic),
        (6400, Threshold::Randomised),
        (250_000, Threshold::Deterministic),
    ] {
        let contract =
            discrete::solve(&problem, samples, Class::Binary(threshold)).expect("a contract");
        let exact = contract.gap.ln_total();
        let mut squares = 0.0;
        for seed in 0..100 {
            let simulated = simulate_ln_gap(&problem, &contract, Draws::Tilted, 40_000, seed)
                .expect("a simulation")
                .expect("a bonus");
            let z = simulated.z_score(exact);
            assert!(z.abs() <= 4.0, "n = {samples}, seed {seed}: {z}");
            assert!(simulated.effective_draws > 100.0 && simulated.relative_error < 0.1);
            squares += z * z;
        }
        // The standard errors are neither too small nor too large: the mean of 100 squares is 1 ±
        // 0.14.
        assert!((0.4..1.8).contains(&(squares / 100.0)), "{squares}");
    }
}

#[test]
fn plain_and_tilted_draws_agree_where_plain_can_see() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    let class = Class::Binary(Threshold::Deterministic);
    let run = |samples, law| {
        let contract = discrete::solve(&problem, samples, class).expect("a contract");
        simulate_ln_gap(&problem, &contract, law, 400_000, 8)
            .expect("a simulation")
            .expect("a bonus")
    };
    for samples in [20, 50, 100] {
        let (plain, tilted) = (run(samples, Draws::Plain), run(samples, Draws::Tilted));
        let off = libm::expm1(plain.ln_gap - tilted.ln_gap);
        let error = plain.relative_error.hypot(tilted.relative_error);
        assert!(off.abs() < 4.0 * error, "{samples}: {off} against {error}");
        assert!(tilted.relative_error < plain.relative_error);
    }
    // At n = 1600 the bonus is missed with probability e^−94: plain draws see only the sliver
    // ½h″(fb)² of passing.
    assert!(run(1600, Draws::Plain).ln_gap < -180.0);
    assert!((run(1600, Draws::Tilted).ln_gap + 95.404).abs() < 0.1);
}

/// Every list: the contract found holds every other effort back and leaves no less than the outside
/// option.
#[test]
fn contracts_are_incentive_compatible() {
    fn property(raw: Vec<u8>, size: u16, kind: u8) -> TestResult {
        let mut list: Vec<f64> = raw.iter().map(|e| f64::from(*e) / 255.0).collect();
        list.sort_by(f64::total_cmp);
        list.dedup();
        list.truncate(12);
        let Ok(set) = EffortSet::new(list) else {
            return TestResult::discard();
        };
        let name = ["a", "cara", "log", "power_self"][usize::from(kind % 4)];
        let model = model(name);
        let problem = DiscreteProblem::new(&model, &set).expect("an instance");
        let samples = u64::from(size % 2000) + 1;
        let threshold =
            [Threshold::Deterministic, Threshold::Randomised][usize::from(kind / 4 % 2)];
        let contract =
            discrete::solve(&problem, samples, Class::Binary(threshold)).expect("a contract");
        let DiscreteTerms::Binary(terms) = &contract.terms else {
            return TestResult::from_bool(contract.index == 0);
        };
        let payoff = |index: usize| {
            let point = problem.points()[index];
            let passing = terms.rule.passing(point.agreement).expect("a probability");
            terms.base_utility + terms.bonus_utility * passing.pass - point.cost
        };
        let here = payoff(contract.index);
        // Sums of numbers of order the bonus, each right to some 1e-14.
        let rounding = 1e-11 * (1.0 + terms.bonus_utility);
        let compatible = (0..problem.points().len()).all(|i| payoff(i) <= here + rounding);
        let participates = here >= model.reservation() - rounding;
        let limited = terms.base_utility >= model.minimum_utility() - rounding;
        TestResult::from_bool(compatible && participates && limited)
    }
    QuickCheck::new()
        .tests(300)
        .quickcheck(property as fn(Vec<u8>, u16, u8) -> TestResult);
}

/// The general contract is no worse than the best binary and the best linear one.
#[test]
fn classes_are_ordered() {
    for name in ["a", "cara", "log"] {
        let model = model(name);
        let problem =
            DiscreteProblem::new(&model, &efforts("0,0.2,0.45,0.7")).expect("an instance");
        for samples in [20, 80, 320] {
            let ln_gap = |class| {
                discrete::solve(&problem, samples, class)
                    .expect("a contract")
                    .gap
                    .ln_total()
            };
            let general = ln_gap(Class::General);
            assert!(general <= ln_gap(Class::Binary(Threshold::Randomised)) + 1e-8);
            assert!(general <= ln_gap(Class::Linear) + 1e-8);
        }
    }
}

#[test]
fn lists_that_are_none_are_refused() {
    for written in [
        "0.5",
        "0,0.5,0.4",
        "0,1.5",
        "-0.1,0.5",
        "0,nan",
        "0;0.5",
        "",
    ] {
        let error = written.parse::<EffortSet>().expect_err("no list");
        assert!(
            error
                .to_string()
                .contains("allowed: 2 to 10000 increasing efforts")
        );
    }
}

/// The certified optimum of the tangent program meets the premium from the dual's prices.
#[test]
fn exact_programs_confirm_the_general_contract() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    for samples in [5, 20, 60] {
        let contract = discrete::solve(&problem, samples, Class::General).expect("a contract");
        let bound = program::bound(&problem, &contract)
            .expect("a program")
            .expect("a certificate");
        assert_eq!(bound.kind, Kind::Exact);
        // From below: the tangents. Closeness: the prices' equations hold to 1e-10, and
        // coefficients to 1e-13.
        assert!((bound.share - 1.0).abs() < 1e-8, "{samples}: {bound:?}");
    }
}

/// The 50-digit references of bonuses lie inside the proved bounds, which are a nine-digit number
/// wide.
#[test]
fn proved_bounds_hold_the_references() {
    let model = instance_a();
    let mut compared = 0;
    for Reference {
        line,
        efforts: list,
        class,
        samples,
        ln_gap: reference,
    } in references()
    {
        let Class::Binary(threshold) = class else {
            continue;
        };
        let problem = DiscreteProblem::new(&model, &efforts(&list)).expect("an instance");
        let contract = discrete::solve(&problem, samples, class).expect("a contract");
        let proved = bracket(&problem, &contract, threshold);
        let (lower, upper) = (proved.lower().expect(&line), proved.upper().expect(&line));
        // References are printed to some digits.
        let printed = 1e-11 * reference.abs();
        assert!(
            lower <= reference + printed && reference - printed <= upper,
            "{line}: {proved:?}"
        );
        assert!(
            upper - lower < 1e-8 + 1e-14 * reference.abs(),
            "{line}: {proved:?}"
        );
        compared += 1;
    }
    assert!(compared >= 8, "only {compared} references");
}

/// Bounds are as sharp at e^−10000 as at e^−10, and with families whose utility is bounded.
#[test]
fn gaps_far_below_a_double_are_enclosed() {
    for (name, list) in [
        ("a", "0,0.35,0.7"),
        ("cara", "0,0.3,0.6,0.9"),
        ("log", "0,0.2,0.4,0.6,0.8"),
        ("power_self", "0,0.4,0.8"),
    ] {
        let model = model(name);
        let problem = DiscreteProblem::new(&model, &efforts(list)).expect("an instance");
        for threshold in [Threshold::Deterministic, Threshold::Randomised] {
            for samples in [1, 3, 30, 3_000, 250_000] {
                let at = format!("{name}, {threshold:?}, n = {samples}");
                let contract = discrete::solve(&problem, samples, Class::Binary(threshold))
                    .expect("a contract");
                let proved = bracket(&problem, &contract, threshold);
                let (lower, upper) = (proved.lower().expect(&at), proved.upper().expect(&at));
                let ln_gap = contract.gap.ln_total();
                // The estimate's own error (see `LN_GAP_TOLERANCE`).
                assert!(
                    lower <= ln_gap + LN_GAP_TOLERANCE && ln_gap <= upper + LN_GAP_TOLERANCE,
                    "{at}: {ln_gap}, {proved:?}"
                );
                assert!(
                    upper - lower < 1e-8 + 1e-13 * ln_gap.abs(),
                    "{at}: {proved:?}"
                );
            }
        }
    }
}

/// Planted faults: an estimate whose threshold is off, or that implements another effort, is
/// answered by its own (larger) upper bound, and never by a lower bound above the true gap; one
/// that no longer holds deviations back is not verified.
#[test]
fn planted_fault_wrong_estimate_moves_no_lower_bound() {
    let model = instance_a();
    let problem = DiscreteProblem::new(&model, &efforts("0,0.35,0.7")).expect("an instance");
    let class = Threshold::Deterministic;
    let right = discrete::solve(&problem, 400, Class::Binary(class)).expect("a contract");
    let truth = bracket(&problem, &right, class).upper().expect("bounds");
    for off in [-1i64, 1, 20] {
        let mut wrong = right.clone();
        let DiscreteTerms::Binary(terms) = &mut wrong.terms else {
            panic!("no bonus");
        };
        let threshold = terms.rule.threshold().saturating_add_signed(off);
        terms.rule = BonusRule::at(400, threshold).expect("a rule");
        let proved = bracket(&problem, &wrong, class);
        assert!(proved.upper().expect("bounds") > truth + 1e-3, "{proved:?}");
        assert!(proved.lower().expect("a bound") <= truth, "{proved:?}");
    }
    let mut wrong = right.clone();
    wrong.index = 1;
    let proved = bracket(&problem, &wrong, class);
    assert!(proved.upper().is_none_or(|upper| upper > truth + 1.0));
}

/// Bonuses by chance are whole ones and more: no gap is larger, every effort of the list loses, and
/// as with one bonus the gap no longer jumps from one number of samples to the next.
#[test]
fn several_bonuses_by_chance_gain_and_deter_every_effort_of_a_list() {
    for (name, list) in [("a", "0,0.35,0.7"), ("cara", "0,0.2,0.4,0.6")] {
        let model = model(name);
        let problem = DiscreteProblem::new(&model, &efforts(list)).expect("a problem");
        for (samples, tiers) in [(30, 2), (30, 3), (400, 2)] {
            let solve = |class| discrete::solve(&problem, samples, class).expect("a contract");
            let of = |threshold| solve(Class::Tiered { tiers, threshold });
            let (whole, drawn) = (of(Threshold::Deterministic), of(Threshold::Randomised));
            let single = solve(Class::Binary(Threshold::Randomised));
            let at = format!("{name}, n = {samples}, {tiers} tiers: {drawn:?}");
            let ln_gap = drawn.gap.ln_total();
            assert!(ln_gap <= whole.gap.ln_total() + 1e-9, "{whole:?}: {at}");
            assert!(ln_gap <= single.gap.ln_total() + 1e-9, "{single:?}: {at}");
            let any = solve(Class::General);
            assert!(ln_gap >= any.gap.ln_total() - 1e-6, "{at}");
            let DiscreteTerms::Tiered(terms) = &drawn.terms else {
                panic!("{at}");
            };
            let payoff = |effort: f64| {
                let q = model.monitoring().agreement(effort);
                let passes = |tier: &firstbest::contract::Tier| {
                    tier.bonus_utility * tier.rule.passing(q).expect("a probability").pass
                };
                let bonuses: f64 = terms.tiers.iter().map(passes).sum();
                terms.base_utility + bonuses - model.cost().cost(effort)
            };
            let own = payoff(drawn.point.effort);
            assert!(own >= model.reservation() - 1e-9, "{own}: {at}");
            for point in problem.points() {
                assert!(payoff(point.effort) <= own + 1e-9, "{}: {at}", point.effort);
            }
            assert!(terms.base_utility >= model.minimum_utility(), "{at}");
        }
    }
}

/// Several bonuses on a list: every effort of it loses, the pay is what the parts say, and the gap
/// lies between that of one bonus and that of any pay.
#[test]
fn several_bonuses_deter_every_effort_of_a_list() {
    for (name, list) in [
        ("a", "0,0.35,0.7"),
        ("cara", "0,0.2,0.4,0.6"),
        ("log", "0,0.3,0.5"),
    ] {
        let model = model(name);
        let problem = DiscreteProblem::new(&model, &efforts(list)).expect("a problem");
        for samples in [30, 400, 3_000] {
            let solve = |class| discrete::solve(&problem, samples, class).expect("a contract");
            let single = solve(Class::Binary(Threshold::Deterministic));
            let any = solve(Class::General);
            let mut before = single.gap.ln_total();
            for tiers in [1, 2, 3] {
                let found = solve(Class::Tiered {
                    tiers,
                    threshold: Threshold::Deterministic,
                });
                let at = format!("{name}, n = {samples}, {tiers} tiers: {found:?}");
                let ln_gap = found.gap.ln_total();
                assert!(ln_gap <= before + 1e-6, "{before}: {at}");
                assert!(ln_gap >= any.gap.ln_total() - 1e-6, "{at}");
                before = ln_gap;
                let DiscreteTerms::Tiered(terms) = &found.terms else {
                    assert!(matches!(found.terms, DiscreteTerms::Flat { .. }), "{at}");
                    continue;
                };
                // ψ at every effort, by sums that share nothing with the search.
                let payoff = |effort: f64| {
                    let q = model.monitoring().agreement(effort);
                    let passes = |tier: &firstbest::contract::Tier| {
                        tier.bonus_utility * tier.rule.passing(q).expect("a probability").pass
                    };
                    let bonuses: f64 = terms.tiers.iter().map(passes).sum();
                    terms.base_utility + bonuses - model.cost().cost(effort)
                };
                let own = payoff(found.point.effort);
                assert!(own >= model.reservation() - 1e-9, "{own}: {at}");
                for point in problem.points() {
                    assert!(payoff(point.effort) <= own + 1e-9, "{}: {at}", point.effort);
                }
            }
        }
    }
}
