//! Estimates and proved lower ends against contracts that a search without a line in common with
//! the library found: `tests/references/model_space.py` (brute force over bonuses, lines and pay
//! count by count, the annotator's reply looked up on a grid) writes
//! `tests/references/model_space.csv`.

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::input::Source;
use firstbest::model::Model;
use firstbest::numerics::map_ordered;
use std::fmt::Write;

/// By how much of itself a least gap found elsewhere may lie below the true one beyond what the
/// file states: bonuses are resolved to some 1e-12 of their logarithm, and utilities at each count
/// by the conditions of SLSQP, 1e-9.
const FOUND: f64 = 1e-8;

/// One contract that exists.
struct Row {
    model: String,
    samples: u64,
    class: Class,
    gap: f64,
    /// What the search leaves open of it.
    rounding: f64,
}

fn class(name: &str) -> Class {
    match name {
        "binary" => Class::Binary(Threshold::Deterministic),
        "randomised" => Class::Binary(Threshold::Randomised),
        "linear" => Class::Linear,
        "general" => Class::General,
        other => panic!("no class {other}"),
    }
}

fn model_file(field: &[&str]) -> String {
    let [
        utility,
        parameter,
        floor,
        scale,
        exponent,
        scheme,
        signal,
        value,
        slope,
        second,
        reservation,
    ] = field
    else {
        panic!("{field:?}");
    };
    let key = match *utility {
        "power" => "gamma",
        "cara" => "risk_aversion",
        _ => "scale",
    };
    let mut text = format!(
        "[utility]\nfamily = \"{utility}\"\n{key} = {parameter}\nminimum_wage = {floor}\n\
         [cost]\nscale = {scale}\nexponent = {exponent}\n[monitoring]\nscheme = \"{scheme}\"\n"
    );
    let numbers: Vec<&str> = signal.split(' ').collect();
    let keys: &[&str] = match *scheme {
        "expert" => &["kappa", "alpha_e"],
        "self-consistency" => &["kappa", "alpha_s", "alpha"],
        "sentinel" => &["agreement"],
        _ => &[],
    };
    if keys.is_empty() {
        let _ = writeln!(text, "coefficients = [{}]", numbers.join(", "));
    }
    for (key, number) in keys.iter().zip(&numbers) {
        let _ = writeln!(text, "{key} = {number}");
    }
    let _ = writeln!(text, "[value]\nfamily = \"{value}\"\nslope = {slope}");
    let second_key = match *value {
        "power" => Some("exponent"),
        "quadratic" => Some("curvature"),
        _ => None,
    };
    if let Some(key) = second_key {
        let _ = writeln!(text, "{key} = {second}");
    }
    let _ = writeln!(text, "[reservation]\nutility = {reservation}");
    text
}

fn rows() -> Vec<Row> {
    include_str!("../references/model_space.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let field: Vec<&str> = line.split(',').collect();
            Row {
                model: model_file(&field[..11]),
                samples: field[11].parse().unwrap(),
                class: class(field[12]),
                gap: field[13].parse().unwrap(),
                rounding: field[14].parse().unwrap(),
            }
        })
        .collect()
}

fn read(text: &str) -> Model {
    let source = Source::from_text("found.toml", text);
    Model::from_source(&source).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn no_contract_found_elsewhere_is_better() {
    let rows = rows();
    assert!(rows.len() >= 90, "only {} contracts", rows.len());
    let failures: Vec<String> = map_ordered(&rows, |row| {
        let model = read(&row.model);
        let first_best = FirstBest::of(&model).unwrap();
        let solved = row.class.solve(&first_best, row.samples).unwrap();
        let most = row.gap * (1.0 + FOUND) + row.rounding;
        let gap = solved.gap.total();
        let lower = bounds::bracket(&first_best, row.class, &solved).lower();
        let at = format!("{}, n = {}:\n{}", row.class, row.samples, row.model);
        let mut failed = Vec::new();
        if !(gap <= most) {
            failed.push(format!("{gap:e} although {:e} was found, {at}", row.gap));
        }
        match lower {
            Some(lower) if lower <= most => {}
            _ => failed.push(format!(
                "{lower:?} is proved, {:e} was found, {at}",
                row.gap
            )),
        }
        failed
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(
        failures.is_empty(),
        "{}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// A model from what differs between the cases below.
fn by_hand(utility: &str, cost: [f64; 2], monitoring: &str, slope: f64, reservation: f64) -> Model {
    read(&format!(
        "[utility]\n{utility}\n[cost]\nscale = {:?}\nexponent = {:?}\n[monitoring]\n{monitoring}\n\
         [value]\nslope = {slope:?}\n[reservation]\nutility = {reservation:?}\n",
        cost[0], cost[1]
    ))
}

/// The wages of one sample are two numbers, which are a bonus, a line and pay of any shape alike.
#[test]
fn on_one_sample_all_classes_are_one() {
    let expert = "scheme = \"expert\"\nkappa = 0.7";
    let twice = "scheme = \"self-consistency\"\nkappa = 0.9";
    let curve = "scheme = \"polynomial\"\ncoefficients = [0.5, 0.1, 0.1, 0.25]";
    let models = [
        by_hand(
            "family = \"power\"\ngamma = 0.4",
            [0.2, 1.4],
            expert,
            0.05,
            0.3,
        ),
        by_hand(
            "family = \"power\"\ngamma = 0.4",
            [0.2, 1.4],
            expert,
            0.8,
            0.0,
        ),
        by_hand("family = \"log\"\nscale = 0.1", [0.9, 5.0], curve, 0.4, 0.1),
        by_hand("family = \"log\"\nscale = 0.1", [0.9, 2.0], twice, 2.0, 0.0),
        by_hand(
            "family = \"cara\"\nrisk_aversion = 2.0\nminimum_wage = -0.5",
            [0.1, 2.0],
            expert,
            0.3,
            -0.4,
        ),
        by_hand(
            "family = \"cara\"\nrisk_aversion = 5.0",
            [0.05, 3.0],
            curve,
            1.0,
            0.01,
        ),
    ];
    for model in &models {
        let first_best = FirstBest::of(model).unwrap();
        let gap = |class: Class| class.solve(&first_best, 1).unwrap().gap.total();
        let bonus = gap(Class::Binary(Threshold::Deterministic));
        for other in [Class::Linear, Class::General] {
            let ratio = gap(other) / bonus;
            assert!(
                (ratio - 1.0).abs() < 1e-8,
                "{other}: {ratio} of a bonus\n{model:?}"
            );
        }
        assert!(bonus <= first_best.flat_loss());
    }
}

/// First bests inside (0, 1) whose best bonus is nevertheless for full care, where incentives are
/// an inequality; found by going through thresholds and bonuses.
#[test]
fn full_care_is_implemented_where_the_first_best_asks_for_less() {
    let twice = "scheme = \"self-consistency\"\nkappa = 0.982";
    let model = by_hand(
        "family = \"log\"\nscale = 10.0",
        [0.732, 2.0],
        twice,
        33.04,
        0.3255,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let bonus = Class::Binary(Threshold::Deterministic)
        .solve(&first_best, 13)
        .unwrap();
    assert!(bonus.gap.total() < 0.357, "{}", bonus.gap.total());
}

/// Full care under a bonus at which one low effort is just as good: neither is stationary for the
/// other, so that the bonus is the largest of (c(1) − c(e))/(P(1) − P(e)). Gaps at 40 digits
/// (mpmath, the maximum by the root of the derivative).
#[test]
fn full_care_with_a_deviation_just_as_good() {
    let cara = |slope: f64| {
        by_hand(
            "family = \"cara\"\nrisk_aversion = 2.0",
            [0.1, 3.0],
            "scheme = \"polynomial\"\ncoefficients = [0.5, 0.1, 0.1, 0.25]",
            slope,
            0.01,
        )
    };
    let root = by_hand(
        "family = \"power\"\ngamma = 0.5\nminimum_wage = 0.04",
        [0.1, 1.5],
        "scheme = \"expert\"\nkappa = 0.7",
        0.11,
        0.2,
    );
    let cases = [
        (cara(0.28), 0.010_395_462_809_337_178),
        (cara(0.3), 0.008_362_389_126_843_99),
        (cara(0.33), 0.006_198_470_599_328_053),
        (root, 0.019_422_858_849_977_71),
    ];
    for (model, gap) in &cases {
        let first_best = FirstBest::of(model).unwrap();
        let bonus = Class::Binary(Threshold::Deterministic)
            .solve(&first_best, 5)
            .unwrap();
        assert_eq!(bonus.point.effort, 1.0);
        // The premium and the rent are sums of a few terms, each right to some roundings.
        let error = bonus.gap.total() / gap - 1.0;
        assert!(error.abs() < 1e-13, "{error:e} of {gap}");
    }
}
