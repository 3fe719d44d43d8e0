//! Several bonuses as posted terms: proved for the point and for a range, and paid out by tier.

use crate::support;

use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::design::posted::{Posted, post, proof, reply, round};
use firstbest::design::ranges::{Aim, ranged};
use firstbest::input::Source;
use firstbest::model::Model;
use std::path::Path;
use std::process::Command;
use support::pmf;

const TIERED: Class = Class::Tiered {
    tiers: 2,
    threshold: Threshold::Deterministic,
};

const MODEL: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\n[monitoring]\nscheme = \"expert\"\nkappa = { value = 0.85, lower = 0.82, upper = 0.88 }\n";

const SAMPLES: u64 = 30;

fn model() -> Model {
    Model::from_source(&Source::from_text("m.toml", MODEL)).expect("a model")
}

/// E[u(w)] − c by a sum over every count.
fn annotator(model: &Model, posted: &Posted, effort: f64) -> f64 {
    let Posted::Tiered { base, tiers } = posted else {
        panic!("{posted:?} has no tiers")
    };
    let law = pmf(SAMPLES, model.monitoring().agreement(effort));
    let pay = law.iter().enumerate().map(|(count, chance)| {
        let reached = tiers
            .iter()
            .filter(|(rule, _)| count as u64 >= rule.threshold());
        let wage = base + reached.map(|(_, bonus)| bonus).sum::<f64>();
        chance * model.utility().utility(wage)
    });
    pay.sum::<f64>() - model.cost().cost(effort)
}

#[test]
fn two_bonuses_are_proved_for_the_point_and_for_the_range() {
    let model = model();
    let first_best = FirstBest::of(&model).expect("a first best");
    let ideal = TIERED.solve(&first_best, SAMPLES).expect("a contract");
    let unit = round::default_unit(&first_best, &ideal);
    let plain = post(&first_best, &ideal, unit)
        .expect("posted")
        .expect("terms");
    assert!(matches!(plain.terms, Posted::Tiered { .. }));
    let best = |posted: &Posted| {
        let worth = |j: u32| (annotator(&model, posted, f64::from(j) / 1000.0), j);
        let all = (0..=1000).map(worth);
        let best = all.max_by(|a, b| a.0.total_cmp(&b.0)).expect("efforts");
        (f64::from(best.1) / 1000.0, best.0)
    };
    let found = ranged(&first_best, &plain, Aim::Payoff)
        .expect("computed")
        .expect("terms for the range");
    let covered = found.proved.as_ref().expect("proved for the range");
    let terms = found.posting.terms;
    let (effort, worth) = best(&terms);
    // The grid of a thousandth, and the proof's own.
    let holds = |replies: firstbest::numerics::Interval| {
        replies.lower() - 2e-3 <= effort && effort <= replies.upper() + 2e-3
    };
    assert!(holds(covered.replies), "{effort} {covered:?}");
    assert!(worth >= model.reservation());
    let point = proof::prove(&first_best, &terms).expect("proved for the point");
    assert!(holds(point.replies), "{effort} {point:?}");
    assert!(point.payoff >= covered.payoff, "the point is of the range");
    assert!(point.payoff <= found.reply.payoff + 1e-9);
    // At both ends of the range what is proved is so.
    for kappa in ["0.82", "0.88"] {
        let range = "{ value = 0.85, lower = 0.82, upper = 0.88 }";
        let text = MODEL.replace(range, kappa);
        let there = Model::from_source(&Source::from_text("m.toml", text)).expect("a model");
        let reply = reply::best_reply(&there, &terms).expect("a reply");
        assert!(covered.replies.contains(reply.effort), "{kappa}: {reply:?}");
        assert!(reply.payoff >= covered.payoff, "{kappa}: {reply:?}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The sheet says how likely each bonus is with care and without.
#[test]
fn the_sheet_says_the_chance_of_each_bonus() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), MODEL).expect("written");
    let design = [
        "design",
        "m.toml",
        "--samples",
        "30",
        "--contract",
        "tiered",
    ];
    let sheet = run(path, &[&design[..], &["--tiers", "2"]].concat());
    assert!(sheet.contains("chance of each bonus"), "{sheet}");
    let found = run(path, &[&design[..], &["--tiers", "2", "--json"]].concat());
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let sheet = &found["sheet"];
    let tiers = sheet["terms"]["tiers"].as_array().expect("tiers");
    assert_eq!(tiers.len(), 2);
    let model = model();
    for who in ["careful", "careless"] {
        let chances = sheet[who]["bonus_probabilities"]
            .as_array()
            .expect("chances");
        let effort = sheet[who]["effort"].as_f64().expect("an effort");
        let law = pmf(SAMPLES, model.monitoring().agreement(effort));
        assert_eq!(chances.len(), 2);
        for (tier, chance) in tiers.iter().zip(chances) {
            let threshold = tier["threshold"].as_u64().expect("a threshold");
            let sum: f64 = law[threshold as usize..].iter().sum();
            let chance = chance.as_f64().expect("a number");
            assert!((chance - sum).abs() < 1e-12, "{who}: {chance} {sum}");
        }
    }
}

#[test]
fn each_tier_is_paid_from_its_threshold_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), MODEL).expect("written");
    let sheet = run(
        path,
        &[
            "design",
            "m.toml",
            "--samples",
            "30",
            "--contract",
            "tiered",
            "--tiers",
            "2",
            "--unit",
            "0.0001",
            "--terms-out",
            "terms.json",
            "--currency",
            "USD",
        ],
    );
    assert!(sheet.contains("Proved for κ from 0.82 to 0.88"), "{sheet}");
    let terms = std::fs::read_to_string(path.join("terms.json")).expect("terms");
    let terms: serde_json::Value = serde_json::from_str(&terms).expect("JSON");
    let pay = &terms["schedule"][0]["pay"];
    let money = |amount: &serde_json::Value| -> u64 {
        let written = amount.as_str().expect("an amount").replace('.', "");
        written.parse().expect("whole units")
    };
    let tiers = pay["tiers"].as_array().expect("tiers");
    assert_eq!(tiers.len(), 2);
    let threshold = |place: usize| tiers[place]["threshold"].as_u64().expect("a threshold");
    let (guard, spur) = (threshold(0), threshold(1));
    assert!(guard < spur);
    let due = |place: usize| -> u64 {
        money(&pay["base"])
            + tiers[..place]
                .iter()
                .map(|tier| money(&tier["bonus"]))
                .sum::<u64>()
    };
    // Just below and just at each threshold.
    let cases = [
        ("below", guard - 1, 0),
        ("guard", guard, 1),
        ("short", spur - 1, 1),
        ("spur", spur, 2),
    ];
    let rows: String = cases
        .iter()
        .flat_map(|(name, agreed, _)| {
            (0..SAMPLES).map(move |item| format!("i{item},{name},{},1\n", u8::from(item < *agreed)))
        })
        .collect();
    std::fs::write(
        path.join("l.csv"),
        format!("item,annotator,label,gold\n{rows}"),
    )
    .expect("written");
    run(path, &["pay", "terms.json", "l.csv", "--csv", "rows.csv"]);
    let paid = std::fs::read_to_string(path.join("rows.csv")).expect("rows");
    let mut lines = csv::Reader::from_reader(paid.as_bytes());
    let mut seen = 0;
    for record in lines.records() {
        let record = record.expect("a row");
        let (_, agreed, tier) = cases
            .iter()
            .find(|(name, ..)| *name == &record[0])
            .expect("a name");
        assert_eq!(record[5], agreed.to_string());
        assert_eq!(record[6], tier.to_string(), "{record:?}");
        let amount: u64 = record[7].replace('.', "").parse().expect("whole units");
        assert_eq!(amount, due(*tier), "{record:?}");
        seen += 1;
    }
    assert_eq!(seen, 4);
}
