//! Every model of the family: relations between the best contracts of all classes that need no
//! reference, on random models over the whole domain.

use crate::drawn_models;
use crate::support;

use drawn_models::{SAMPLES, model};
use firstbest::contract::{Class, FirstBest, SecondBest, Terms, Threshold};
use firstbest::model::Model;
use support::pmf;

const DETERMINISTIC: Class = Class::Binary(Threshold::Deterministic);
const RANDOMISED: Class = Class::Binary(Threshold::Randomised);

/// Two searches for the same number end within this of each other.
const SAME: f64 = 1e-9;

/// What an estimate of a bonus states of its own relative error.
const ONE_SAMPLE: f64 = 1e-8;

/// What every pair of a model and a number of samples is asked.
struct Case<'m> {
    name: String,
    model: &'m Model,
    first_best: FirstBest<'m>,
    samples: u64,
}

impl Case<'_> {
    fn solve(&self, class: Class) -> Result<SecondBest, String> {
        let found = class
            .solve(&self.first_best, self.samples)
            .map_err(|error| format!("{}, {class}: {error}", self.name))?;
        let parts = found.gap;
        for part in [parts.premium, parts.rent, parts.effort_loss] {
            self.ask(part >= 0.0 && part.is_finite(), || {
                format!("{class}: a part of the gap is {part:e}")
            })?;
        }
        self.above_information_bound(&found)?;
        if self.samples <= 50 {
            self.is_a_contract(&found, class)?;
        }
        Ok(found)
    }

    fn ask(&self, holds: bool, what: impl Fn() -> String) -> Result<(), String> {
        if holds {
            Ok(())
        } else {
            Err(format!("{}, n = {}: {}", self.name, self.samples, what()))
        }
    }

    /// T7: implementing η costs at least ½·m·c′²/(n·I) above the certain wage.
    fn above_information_bound(&self, found: &SecondBest) -> Result<(), String> {
        let point = found.point;
        let modulus = self
            .model
            .utility()
            .least_curvature(self.model.minimum_utility());
        let information = self.samples as f64 * point.information;
        let slope = point.marginal_cost;
        let bound = if information > 0.0 && information.is_finite() {
            0.5 * modulus * slope * slope / information
        } else {
            0.0
        };
        let cost = found.gap.premium + found.gap.rent;
        self.ask(found.is_flat() || cost >= bound * (1.0 - SAME), || {
            format!("a cost of {cost:e} below the information bound {bound:e}")
        })
    }

    /// Participation, limited liability and best reply, with a law of the count that shares no code
    /// with the library's.
    fn is_a_contract(&self, found: &SecondBest, class: Class) -> Result<(), String> {
        let schedule = found.schedule(self.model);
        let minimum = self.model.minimum_utility();
        let utilities: Vec<f64> = (0..=self.samples)
            .map(|s| match &found.terms {
                // At certain agreement the standardised count is not defined.
                Terms::General(terms)
                    if terms.incentive_price == 0.0 && terms.deviations.is_empty() =>
                {
                    self.model.reservation()
                }
                _ => schedule.utility(s as f64),
            })
            .collect();
        let scale = utilities
            .iter()
            .fold(0.0f64, |most, v| most.max((v - minimum).abs()));
        let least = utilities.iter().copied().fold(f64::INFINITY, f64::min);
        self.ask(least >= minimum - 1e-9 * scale, || {
            format!("{class}: a utility of {least} below u(w_min) = {minimum}")
        })?;
        let payoff = |effort: f64| {
            let law = pmf(self.samples, self.model.monitoring().agreement(effort));
            let paid: f64 = law
                .iter()
                .zip(&utilities)
                .map(|(p, v)| p * (v - minimum))
                .sum();
            paid + minimum - self.model.cost().cost(effort)
        };
        let here = payoff(found.point.effort);
        // What is at stake for the annotator.
        let stake = found.point.cost + scale * 1e-3;
        self.ask(here >= self.model.reservation() - 1e-7 * stake, || {
            format!("{class}: a payoff of {here} below U0")
        })?;
        for j in 0..=40 {
            let effort = f64::from(j) / 40.0;
            let gain = payoff(effort) - here;
            self.ask(gain <= 1e-6 * stake, || {
                format!(
                    "{class}: effort {effort} gains {gain:e} over {}",
                    found.point.effort
                )
            })?;
        }
        Ok(())
    }
}

/// Gaps of binary (whole, by chance), linear and general contracts, after every relation between
/// them.
fn related(seed: u64, samples: u64) -> Result<Option<[f64; 4]>, String> {
    let Some(drawn) = model(seed) else {
        return Ok(None);
    };
    let first_best =
        FirstBest::of(&drawn.model).map_err(|error| format!("seed {seed}: {error}"))?;
    let flat = first_best.flat_loss();
    let case = Case {
        name: format!("seed {seed}"),
        model: &drawn.model,
        first_best,
        samples,
    };
    let whole = case.solve(DETERMINISTIC)?;
    let chance = case.solve(RANDOMISED)?;
    let line = case.solve(Class::Linear)?;
    let any = case.solve(Class::General)?;
    let gap = |contract: &SecondBest| contract.gap.total();
    let order = |small: &SecondBest, large: f64, what: &str| {
        case.ask(gap(small) <= large * (1.0 + SAME), || {
            format!("{what}: {:e} against {large:e}", gap(small))
        })
    };
    order(&whole, flat, "a bonus is worse than the flat wage")?;
    order(&line, flat, "a line is worse than the flat wage")?;
    order(&chance, gap(&whole), "chance is worse than none")?;
    order(&any, gap(&whole), "any shape is worse than a bonus")?;
    order(&any, gap(&line), "any shape is worse than a line")?;
    if samples == 1 {
        // Two wages are a bonus, a line and pay of any shape alike.
        for other in [&line, &any] {
            let ratio = gap(&whole) / gap(other);
            case.ask((ratio - 1.0).abs() < ONE_SAMPLE, || {
                format!("on one sample a bonus costs {ratio} of another shape")
            })?;
        }
    }
    exact_premium(&case, &any)?;
    log_utility(&case, &line, &any)?;
    Ok(Some([gap(&whole), gap(&chance), gap(&line), gap(&any)]))
}

/// √w: where nothing but participation and local incentives binds, the premium is c′²/(n·I).
fn exact_premium(case: &Case<'_>, any: &SecondBest) -> Result<(), String> {
    let Terms::General(terms) = &any.terms else {
        return Ok(());
    };
    let parameters = case.model.utility().parameters();
    let root = case.model.utility().family() == "power" && parameters == [("gamma", 0.5)];
    let lowest = any.schedule(case.model).utility(0.0);
    let free = terms.deviations.is_empty() && lowest > case.model.minimum_utility();
    let point = any.point;
    if !(root && free && any.gap.rent == 0.0 && point.effort > 0.0 && point.effort < 1.0) {
        return Ok(());
    }
    let exact =
        point.marginal_cost * point.marginal_cost / (case.samples as f64 * point.information);
    case.ask((any.gap.premium / exact - 1.0).abs() < SAME, || {
        format!("a premium of {:e}, exactly {exact:e}", any.gap.premium)
    })
}

/// Logarithmic utility: where limited liability does not bind the best pay of any shape is a line.
fn log_utility(case: &Case<'_>, line: &SecondBest, any: &SecondBest) -> Result<(), String> {
    let Terms::Linear(terms) = &line.terms else {
        return Ok(());
    };
    let free = terms.intercept > terms.floor && !line.is_flat();
    if case.model.utility().family() != "log" || !free {
        return Ok(());
    }
    let Terms::General(prices) = &any.terms else {
        return Ok(());
    };
    if !prices.deviations.is_empty()
        || any.schedule(case.model).utility(0.0) <= case.model.minimum_utility()
    {
        return Ok(());
    }
    let (line, any) = (line.gap.total(), any.gap.total());
    case.ask((line / any - 1.0).abs() < 1e-7, || {
        format!("a line of {line:e}, any shape {any:e}")
    })
}

/// Relations of a range of seeds; every number of samples of a stratum in turn.
fn sweep(seeds: std::ops::Range<u64>, strata: &[usize]) {
    let tasks: Vec<(u64, u64)> = seeds
        .flat_map(|seed| {
            strata.iter().map(move |stratum| {
                let list = SAMPLES[*stratum];
                (seed, list[(seed / 5) as usize % list.len()])
            })
        })
        .collect();
    none_fails(&tasks);
}

/// Seconds that the estimates of the four classes may take together in an optimised build.
const SLOW: f64 = 10.0;

fn none_fails(tasks: &[(u64, u64)]) {
    let found = firstbest::numerics::map_ordered(tasks, |(seed, samples)| {
        let start = std::time::Instant::now();
        let failure = related(*seed, *samples).err();
        let seconds = start.elapsed().as_secs_f64();
        if let Some(failure) = &failure {
            eprintln!("{failure}");
        }
        // Processors are shared: a note, not a failure.
        if seconds > SLOW {
            eprintln!("seed {seed}, n = {samples}: {seconds:.0} s");
        }
        failure
    });
    let failures: Vec<String> = found.into_iter().flatten().collect();
    assert!(
        failures.is_empty(),
        "{} of {} fail:\n{}",
        failures.len(),
        tasks.len(),
        failures.join("\n")
    );
}

#[test]
fn no_relation_fails_with_few_samples() {
    sweep(0..16, &[0]);
}

#[test]
fn no_relation_fails_with_more_samples() {
    // A round of the strata of utility, monitoring and value.
    sweep(1_000..1_012, &[1]);
    sweep(1_024..1_027, &[2, 3, 4]);
}

#[test]
#[ignore = "hundreds of models: a minute or two"]
fn no_relation_fails_in_hundreds_of_models() {
    sweep(0..200, &[0]);
    sweep(1_000..1_060, &[1, 2, 3, 4]);
}

/// Seeds of the thousands that failed once: participation missed by a rounding of utility where the
/// effort is next to none, a bonus on one sample dearer than the same line, chance dearer than
/// none, an effort a rounding off the first best where that loses a part of what the contract
/// costs.
const FAILED_ONCE: [u64; 12] = [
    10_529, 10_728, 10_808, 11_424, 12_083, 12_323, 12_604, 13_024, 13_166, 14_003, 14_352, 14_703,
];

#[test]
fn no_relation_fails_where_one_did_once() {
    thousands(FAILED_ONCE);
}

/// Every model at one number of samples; the ranges of n go round.
fn thousands(seeds: impl IntoIterator<Item = u64>) {
    let tasks: Vec<(u64, u64)> = seeds
        .into_iter()
        .map(|seed| {
            let list = SAMPLES[(seed / 7) as usize % SAMPLES.len()];
            (seed, list[(seed / 35) as usize % list.len()])
        })
        .collect();
    none_fails(&tasks);
}

/// In parts that can be run one at a time: `-- --ignored in_thousands_of_models::part_3`.
mod in_thousands_of_models {
    macro_rules! parts {
        ($($name:ident: $seeds:expr),*) => {$(
            #[test]
            #[ignore = "500 of 5,000 models: minutes of processor time in release"]
            fn $name() {
                super::thousands($seeds);
            }
        )*};
    }
    parts! {
        part_0: 10_000..10_500, part_1: 10_500..11_000, part_2: 11_000..11_500,
        part_3: 11_500..12_000, part_4: 12_000..12_500, part_5: 12_500..13_000,
        part_6: 13_000..13_500, part_7: 13_500..14_000, part_8: 14_000..14_500,
        part_9: 14_500..15_000
    }
}

/// More samples can be ignored.
fn never_worse(seed: u64, samples: &[u64]) -> Result<(), String> {
    let Some(drawn) = model(seed) else {
        return Ok(());
    };
    let first_best = FirstBest::of(&drawn.model).unwrap();
    let mut before = f64::INFINITY;
    for &samples in samples {
        let gap = Class::General
            .solve(&first_best, samples)
            .unwrap()
            .gap
            .total();
        if !(gap <= before * (1.0 + SAME)) {
            return Err(format!(
                "seed {seed}, n = {samples}: {gap:e} after {before:e}\n{}",
                drawn.text
            ));
        }
        before = gap;
    }
    Ok(())
}

fn none_is_worse(seeds: std::ops::Range<u64>, samples: &[u64]) {
    let seeds: Vec<u64> = seeds.collect();
    let found = firstbest::numerics::map_ordered(&seeds, |seed| never_worse(*seed, samples));
    let failures: Vec<String> = found.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn pay_of_any_shape_never_does_worse_with_more_samples() {
    none_is_worse(100..108, &[1, 2, 3, 5, 8]);
}

#[test]
#[ignore = "five hundred models: minutes in release"]
fn pay_of_any_shape_never_does_worse_in_hundreds_of_models() {
    none_is_worse(
        100..600,
        &[
            1, 2, 3, 5, 8, 13, 20, 40, 80, 150, 400, 1_000, 10_000, 1_000_000,
        ],
    );
}

#[test]
fn every_registered_family_is_drawn() {
    use firstbest::model::{cost, monitoring, utility, value};
    let texts: Vec<String> = (0..200)
        .filter_map(|seed| Some(model(seed)?.text))
        .collect();
    assert!(texts.len() > 150, "{} models of 200 seeds", texts.len());
    let names = utility::FAMILIES
        .iter()
        .map(|family| family.name)
        .filter(|name| *name != "risk-neutral")
        .chain(cost::FAMILIES.iter().map(|family| family.name))
        .chain(monitoring::SCHEMES.iter().map(|scheme| scheme.name))
        .chain(value::FAMILIES.iter().map(|family| family.name));
    for name in names {
        let mention = format!("\"{name}\"");
        assert!(
            texts.iter().any(|text| text.contains(&mention)),
            "{name} is never drawn"
        );
    }
}
