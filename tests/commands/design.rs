//! Posted contracts: what is proved of them against an independent annotator, planted faults,
//! robust terms, models that are off.

use crate::support;

use firstbest::contract::binary::BonusRule;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::design::least_samples;
use firstbest::design::posted::Posted;
use firstbest::design::posted::looks::Looks;
use firstbest::design::posted::post;
use firstbest::design::posted::proof::prove;
use firstbest::design::posted::reply::best_reply;
use firstbest::design::posted::round;
use firstbest::design::robust::best_terms;
use firstbest::design::robust::robust;
use firstbest::design::robust::worst_case;
use firstbest::design::variation::Factors;
use firstbest::design::variation::one_at_a_time;
use firstbest::design::variation::varied;
use firstbest::design::variation::vary;
use firstbest::design::{RobustSheet, Sheet};
use firstbest::model::Model;
use support::{INSTANCES, instance, pmf};

const BONUS: Class = Class::Binary(Threshold::Deterministic);
const CHANCE: Class = Class::Binary(Threshold::Randomised);

/// Wage at a count, straight from the words of the contract.
fn wage(posted: &Posted, count: u64) -> f64 {
    match *posted {
        Posted::Flat { wage } => wage,
        Posted::Bonus { rule, base, bonus } if count >= rule.threshold() => base + bonus,
        Posted::Bonus { base, .. } => base,
        Posted::Tiered { base, tiers } => {
            let reached = tiers.iter().filter(|(rule, _)| count >= rule.threshold());
            base + reached.map(|(_, bonus)| bonus).sum::<f64>()
        }
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => (intercept + slope * count as f64 / samples as f64).max(floor),
    }
}

/// E[u(w)] − c by a sum over every count, without a function of the library's numerics.
fn annotator(model: &Model, posted: &Posted, effort: f64) -> f64 {
    let law = pmf(posted.samples(), model.monitoring().agreement(effort));
    let chance = match *posted {
        Posted::Bonus { rule, base, bonus } => {
            let drawn = law[rule.threshold() as usize - 1] * rule.randomisation();
            drawn * (model.utility().utility(base + bonus) - model.utility().utility(base))
        }
        _ => 0.0,
    };
    let pay: f64 = law
        .iter()
        .enumerate()
        .map(|(s, p)| p * model.utility().utility(wage(posted, s as u64)))
        .sum();
    pay + chance - model.cost().cost(effort)
}

#[test]
fn every_posted_contract_is_proved_and_no_effort_of_a_grid_does_better() {
    for name in INSTANCES {
        let model = instance(name);
        let first_best = FirstBest::of(&model).unwrap();
        for (class, n) in [
            (BONUS, 1),
            (BONUS, 30),
            (CHANCE, 30),
            (Class::Linear, 30),
            (BONUS, 150),
            (Class::Linear, 150),
        ] {
            let at = format!("{name}, {} with {n} samples", class.name());
            let ideal = class.solve(&first_best, n).unwrap();
            let unit = round::default_unit(&first_best, &ideal);
            let posting = post(&first_best, &ideal, unit).unwrap().expect(&at);
            let proved = prove(&first_best, &posting.terms).expect(&at);
            let (low, high) = (proved.replies.lower(), proved.replies.upper());
            let best = annotator(&model, &posting.terms, 0.5 * (low + high));
            // n² additions of positive terms: 150² roundings of 1e-16 of at most a few units of
            // utility.
            let error = 1e-11;
            assert!(best >= model.reservation() - error, "{at}: not accepted");
            for j in 0..=400 {
                let effort = f64::from(j) / 400.0;
                let there = annotator(&model, &posting.terms, effort);
                assert!(
                    there <= best + error || (low..=high).contains(&effort),
                    "{at}: effort {effort} brings {there} > {best}"
                );
            }
            // Rounding costs about a hundredth of the gap, whichever unit was found.
            assert!(proved.gap < 1.05 * ideal.gap.total(), "{at}");
            assert!(proved.gap > ideal.gap.total() * (1.0 - 1e-6), "{at}");
        }
    }
}

#[test]
fn many_samples_are_proved_too() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    for (class, n) in [
        (BONUS, 1_000_000),
        (BONUS, 1_000_000_000),
        (Class::Linear, 20_000),
    ] {
        let ideal = class.solve(&first_best, n).unwrap();
        let unit = round::default_unit(&first_best, &ideal);
        let posting = post(&first_best, &ideal, unit).unwrap().unwrap();
        let proved = prove(&first_best, &posting.terms);
        assert!(proved.is_some(), "{} with {n} samples", class.name());
    }
}

/// From `tests/references/posted.py`: effort, utility, expected pay, gap.
#[test]
fn references_of_forty_digits_lie_inside_what_is_proved() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    let bonus = Posted::Bonus {
        rule: BonusRule::at(60, 46).unwrap(),
        base: 0.09,
        bonus: 0.1324,
    };
    let linear = Posted::Linear {
        samples: 60,
        intercept: -0.54548,
        slope: 0.92435,
        floor: 0.0,
    };
    for (posted, effort, utility, pay, gap) in [
        (
            bonus,
            0.693_865_720_373_016_7,
            0.300_004_508_669_943_5,
            0.175_923_296_418_291_8,
            0.006_741_989_102_118_5,
        ),
        (
            linear,
            0.688_267_127_903_565_2,
            0.300_004_933_983_170_6,
            0.171_185_367_211_075,
            0.004_277_349_705_147_524,
        ),
    ] {
        let proved = prove(&first_best, &posted).unwrap();
        // The reference of 20 digits is read as a double: half a unit of the last place.
        let slack = f64::EPSILON;
        assert!(
            proved.replies.lower() - slack <= effort && effort <= proved.replies.upper() + slack
        );
        assert!(proved.pay.lower() - slack <= pay && pay <= proved.pay.upper() + slack);
        // The utility is that of one effort of the interval; the maximum is at most a rounding
        // above.
        assert!((proved.utility.lower() - utility).abs() < 1e-14);
        // The upper end holds for the whole interval of replies, where ψ is flat.
        assert!(proved.utility.upper() >= utility - 1e-14);
        assert!(proved.utility.upper() < utility + 1e-11);
        // The interval of best replies is halved down to where the sign of ψ′ drowns in 1e-15 of
        // rounding.
        assert!(proved.gap >= gap - slack && proved.gap < gap + 1e-11);
    }
}

/// Planted faults: each breaks one thing the proof must see.
#[test]
fn planted_faults_are_not_proved() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    let rule = BonusRule::at(200, 150).unwrap();
    let posted = |base: f64, bonus: f64| Posted::Bonus { rule, base, bonus };
    let ideal = BONUS.solve(&first_best, 200).unwrap();
    let unit = round::default_unit(&first_best, &ideal);
    let right = post(&first_best, &ideal, unit).unwrap().unwrap().terms;
    let Posted::Bonus { base, bonus, .. } = right else {
        panic!("a bonus is posted as a bonus")
    };
    assert!(prove(&first_best, &posted(base, bonus)).is_some());
    // A tempting deviation: with a bonus 1% smaller no care pays better. What may be proved is no
    // care.
    let tempting = prove(&first_best, &posted(base, 0.99 * bonus));
    assert!(tempting.is_none_or(|proved| proved.replies.upper() < 0.1));
    // Not accepted.
    assert!(prove(&first_best, &posted(0.98 * base, bonus)).is_none());
    // Against the law: pay below the minimum wage, pay that falls with the count.
    assert!(prove(&first_best, &posted(-1e-9, bonus)).is_none());
    assert!(prove(&first_best, &posted(base, -bonus)).is_none());
    let linear = |slope: f64, floor: f64| Posted::Linear {
        samples: 200,
        intercept: 0.3,
        slope,
        floor,
    };
    assert!(prove(&first_best, &linear(-0.1, 0.0)).is_none());
    assert!(prove(&first_best, &linear(-1e-3, -1.0)).is_none());
    // Flat pay buys no effort, which is proved; below the outside wage nobody accepts.
    let flat = |wage: f64| prove(&first_best, &Posted::Flat { wage });
    assert_eq!(flat(0.1).map(|proved| proved.replies.upper()), Some(0.0));
    assert!(flat(0.089).is_none());
}

#[test]
fn terms_are_whole_units() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    for (class, unit) in [(BONUS, 0.01), (BONUS, 0.001), (Class::Linear, 0.001)] {
        let ideal = class.solve(&first_best, 100).unwrap();
        let posting = post(&first_best, &ideal, unit).unwrap().unwrap();
        let places = if unit == 0.01 { 2 } else { 3 };
        let amounts = match posting.terms {
            Posted::Bonus { base, bonus, .. } => vec![base, bonus],
            Posted::Linear {
                intercept, slope, ..
            } => vec![intercept, slope],
            Posted::Tiered { .. } | Posted::Flat { .. } => panic!("another kind"),
        };
        for amount in amounts {
            let written = format!("{amount:.places$}");
            assert_eq!(written.parse::<f64>().unwrap(), amount, "{written}");
        }
        assert!(prove(&first_best, &posting.terms).is_some());
    }
    let ideal = BONUS.solve(&first_best, 100).unwrap();
    assert!(post(&first_best, &ideal, 0.0).is_err());
    assert!(post(&first_best, &ideal, f64::NAN).is_err());
}

/// The least n is the least: one sample fewer loses more (linear pay, whose gap falls with every
/// sample).
#[test]
fn least_samples_are_least() {
    let model = instance("cara");
    let first_best = FirstBest::of(&model).unwrap();
    for loss in [0.02, 1e-3, 1e-5] {
        let found = least_samples(&first_best, Class::Linear, loss).unwrap();
        assert!(found.gap.total() <= loss);
        let fewer = Class::Linear.solve(&first_best, found.samples - 1).unwrap();
        assert!(fewer.gap.total() > loss);
    }
    assert!(least_samples(&first_best, Class::Linear, 1e-30).is_err());
    assert!(least_samples(&first_best, Class::Linear, 0.0).is_err());
}

#[test]
fn a_model_that_is_off_keeps_what_it_should() {
    for name in ["a", "cara", "log"] {
        let model = instance(name);
        let first_best = FirstBest::of(&model).unwrap();
        let same = varied(&first_best, Factors::NONE).unwrap();
        assert_eq!(same.to_toml(), model.to_toml());
        for factors in one_at_a_time(0.2) {
            let Some(other) = varied(&first_best, factors) else {
                continue;
            };
            let outside = |model: &Model| model.utility().wage(model.reservation());
            // In money the outside option stays; so does the wage that pays for first-best effort
            // unless its cost changed.
            assert!((outside(&other) / outside(&model) - 1.0).abs() < 1e-12);
            if factors.cost == 1.0 {
                let paid = other
                    .utility()
                    .wage(other.required_utility(first_best.effort()));
                assert!((paid / first_best.wage() - 1.0).abs() < 1e-12, "{name}");
            }
        }
    }
}

/// κ cut by a fifth: the annotator's reply is that of the model with that κ, found by trying
/// efforts.
#[test]
fn replies_in_a_model_that_is_off_are_best_there() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    let ideal = BONUS.solve(&first_best, 80).unwrap();
    let posted = post(&first_best, &ideal, 1e-4).unwrap().unwrap().terms;
    for variation in vary(&first_best, &posted, &one_at_a_time(0.2)).unwrap() {
        let other = varied(&first_best, variation.factors).unwrap();
        let best = (0..=1000)
            .map(|j| annotator(&other, &posted, f64::from(j) / 1000.0))
            .fold(f64::NEG_INFINITY, f64::max);
        assert!(variation.reply.utility >= best - 1e-11);
    }
}

#[test]
fn robust_terms_are_better_in_the_worst_case_and_no_worse_than_their_neighbours() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    for class in [BONUS, Class::Linear] {
        let ideal = class.solve(&first_best, 60).unwrap();
        let sheet = Sheet::of(&first_best, &ideal, class, None)
            .unwrap()
            .unwrap();
        let found = RobustSheet::of(&first_best, &sheet, 0.2).unwrap().unwrap();
        assert!(found.worst.0 > found.plain_worst.0 + 0.01);
        assert!(found.proved.is_some());
        // The worst case is proved in every model of the box, and the proof agrees with the
        // estimate.
        assert_eq!(found.proved_in.0, found.models);
        assert!(found.proved_in.1 <= found.worst.0 && found.proved_in.1 > found.worst.0 - 1e-6);
        assert!(found.worst.0 <= found.reply.payoff + 1e-12);
        // Robustness costs something in the model as it is.
        assert!(found.reply.payoff < sheet.reply.payoff);
        // Other bonuses or slopes near by, with base pay as low as everyone accepts, do no better
        // than the search's precision.
        let solved = robust(&first_best, &sheet.posting.terms, 0.2)
            .unwrap()
            .unwrap();
        for factor in [0.95, 1.05] {
            let other = solved.posted.map(|level| level, |slope| factor * slope);
            let worst = worst_case(&first_best, &other, 0.2).unwrap().0;
            assert!(worst <= solved.worst + 1e-4, "{worst} > {}", solved.worst);
        }
        assert!(RobustSheet::of(&first_best, &sheet, 0.0).is_err());
    }
}

/// With a box of no size the best terms are the designed ones.
#[test]
fn best_terms_agree_with_the_solver() {
    let model = instance("power");
    let first_best = FirstBest::of(&model).unwrap();
    let ideal = BONUS.solve(&first_best, 60).unwrap();
    let posted = post(&first_best, &ideal, 1e-3).unwrap().unwrap().terms;
    let terms = best_terms(&first_best, &posted).unwrap().unwrap();
    let reply = best_reply(&model, &terms).unwrap();
    let gap = first_best.payoff() - reply.payoff;
    // The search for the bonus stops at a relative 1e-3; the payoff jumps at the temptation, so it
    // may stop that far from it.
    assert!(gap >= ideal.gap.total() - 1e-9);
    assert!(gap < ideal.gap.total() + 1e-4, "{gap}");
}

/// Between the 27 models of the box no model is worse for the robust terms: a grid of 9 levels a
/// part, 729 models.
#[test]
fn the_worst_of_the_box_is_among_the_models_looked_at() {
    for name in ["a", "cara"] {
        let model = instance(name);
        let first_best = FirstBest::of(&model).unwrap();
        for class in [BONUS, Class::Linear] {
            let ideal = class.solve(&first_best, 60).unwrap();
            let sheet = Sheet::of(&first_best, &ideal, class, None)
                .unwrap()
                .unwrap();
            let found = RobustSheet::of(&first_best, &sheet, 0.2).unwrap().unwrap();
            let levels: Vec<f64> = (0..9).map(|j| 0.8 + 0.05 * f64::from(j)).collect();
            let mut finer = Vec::new();
            for kappa in &levels {
                for cost in &levels {
                    for risk in &levels {
                        finer.push(Factors {
                            kappa: *kappa,
                            cost: *cost,
                            risk: *risk,
                        });
                    }
                }
            }
            for variation in vary(&first_best, &found.posting.terms, &finer).unwrap() {
                let at = format!(
                    "{name}, {}, {}",
                    class.name(),
                    variation.factors.words(&model)
                );
                assert!(variation.accepts(), "{at} refuses");
                // Factors of the same corner differ by a rounding, and replies are searched to 1e-9
                // of effort.
                assert!(
                    variation.reply.payoff >= found.worst.0 - 1e-7,
                    "{at}: {} < {}",
                    variation.reply.payoff,
                    found.worst.0
                );
            }
        }
    }
}

fn altered(name: &str, changes: &[(&str, &str)]) -> Model {
    let mut text = instance(name).to_toml();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, to);
    }
    Model::from_source(&firstbest::input::Source::from_text("altered", text)).unwrap()
}

/// At κ = 1 full effort agrees surely, where binomial laws end; the proof ends there as well, and
/// not before.
#[test]
fn terms_are_proved_where_full_effort_agrees_surely() {
    let model = altered("a", &[("kappa = 0.8", "kappa = 1.0")]);
    let first_best = FirstBest::of(&model).unwrap();
    for class in [BONUS, Class::Linear] {
        let ideal = class.solve(&first_best, 100).unwrap();
        let unit = round::default_unit(&first_best, &ideal);
        let posting = post(&first_best, &ideal, unit).unwrap().unwrap();
        assert!(prove(&first_best, &posting.terms).is_some(), "{class:?}");
    }
}

/// Replies found with what is prepared for a rule are those found without.
#[test]
fn prepared_looks_change_no_reply() {
    let model = instance("log");
    let first_best = FirstBest::of(&model).unwrap();
    let ideal = CHANCE.solve(&first_best, 80).unwrap();
    let posted = post(&first_best, &ideal, 1e-4).unwrap().unwrap().terms;
    let looks = Looks::of(&model, &posted).unwrap();
    let Posted::Bonus { rule, base, bonus } = posted else {
        panic!("no bonus");
    };
    for factor in [0.5, 1.0, 2.0] {
        let other = Posted::Bonus {
            rule,
            base: 0.9 * base,
            bonus: factor * bonus,
        };
        let prepared = looks.best_reply(&model, &other).unwrap();
        assert_eq!(prepared, best_reply(&model, &other).unwrap());
    }
}

/// Where the outside wage lies below 0 the first-best wage may be negative, 0 or a rounding of it:
/// terms are posted in units of what is paid for effort.
#[test]
fn terms_in_coarse_units_are_the_best_that_can_be_written() {
    const EFFORTS: u32 = 500;
    let model = instance("power");
    let first_best = FirstBest::of(&model).expect("a first best");
    let contract = BONUS.solve(&first_best, 40).expect("a contract");
    // By sums over every count: P(S ≥ k) at each effort of a grid.
    let efforts: Vec<f64> = (0..=EFFORTS)
        .map(|j| f64::from(j) / f64::from(EFFORTS))
        .collect();
    let pass = |k: u64| -> Vec<f64> {
        let tail = |effort: &f64| {
            let law = pmf(40, model.monitoring().agreement(*effort));
            law[k as usize..].iter().sum()
        };
        efforts.iter().map(tail).collect()
    };
    let utility = |wage: f64| model.utility().utility(wage);
    let brings = |pass: &[f64], base: f64, bonus: f64| -> Option<f64> {
        let rise = utility(base + bonus) - utility(base);
        let replies = efforts.iter().zip(pass).map(|(effort, pass)| {
            let worth = utility(base) + pass * rise - model.cost().cost(*effort);
            (worth, model.value().value(*effort) - base - pass * bonus)
        });
        let (worth, payoff) = replies.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (worth >= model.reservation()).then_some(payoff)
    };
    // The grid misses the best reply by half a step, which changes the value of care by so much.
    let slack = model.value().marginal(0.0) / f64::from(2 * EFFORTS);
    for unit in [0.02, 0.05] {
        let posting = post(&first_best, &contract, unit).expect("no error");
        let found = posting.expect("terms").terms;
        let Posted::Bonus { rule, base, bonus } = found else {
            panic!("no bonus: {found:?}");
        };
        let most = brings(&pass(rule.threshold()), base, bonus).expect("accepted");
        for k in 15..=40 {
            let pass = pass(k);
            for units in 0..=80 {
                let (base, bonus) = (f64::from(units / 9) * unit, f64::from(units % 9) * unit);
                let better = brings(&pass, base, bonus).is_some_and(|b| b > most + slack);
                assert!(
                    !better,
                    "unit {unit}: {base} + {bonus} from {k} beats {found:?}"
                );
            }
        }
    }
}

#[test]
fn units_of_money_fit_wages_of_any_sign() {
    let expert = "scheme = \"expert\", kappa = 0.8";
    let cost = "scale = 0.05, exponent = 2.0";
    let cara = "family = \"cara\", risk_aversion = 1.0, minimum_wage = -0.5";
    let log = "family = \"log\", scale = 0.5, minimum_wage = -0.25";
    let models = [
        support::model(cara, cost, expert, "slope = 0.05", -0.3),
        support::model(log, cost, expert, "slope = 0.02", -0.4),
        // h(U0 + c(½)) = h(0) = 0 at a slope of c′(½).
        support::model(cara, cost, expert, "slope = 0.05", -0.0125),
    ];
    for model in &models {
        let first_best = FirstBest::of(model).unwrap();
        assert!(first_best.wage() < 1e-15, "{}", first_best.wage());
        for class in [BONUS, Class::Linear] {
            let ideal = class.solve(&first_best, 60).unwrap();
            let unit = round::default_unit(&first_best, &ideal);
            assert!(unit > 0.0 && unit <= 1e-2 * ideal.gap.total(), "{unit}");
            let posting = post(&first_best, &ideal, unit).unwrap().unwrap();
            let gap = prove(&first_best, &posting.terms).unwrap().gap;
            assert!(gap < 1.05 * ideal.gap.total(), "{class}: {gap}");
        }
    }
}
