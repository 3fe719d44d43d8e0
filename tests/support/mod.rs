//! Models and an annotator that shares no code with the library's: what several test files need.
#![allow(dead_code)]

pub mod brackets;

use firstbest::contract::SecondBest;
use firstbest::input::Source;
use firstbest::model::Model;
use std::path::Path;

/// The five instances with reference values.
pub const INSTANCES: [&str; 5] = ["a", "cara", "log", "power", "convex"];

/// One of [`INSTANCES`].
pub fn instance(name: &str) -> Model {
    let path = match name {
        "a" => "figures/models/a.toml".to_owned(),
        other => format!("tests/models/{other}.toml"),
    };
    Model::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A model from its sections, given as the bodies of `[utility]`, `[cost]`, `[monitoring]`,
/// `[value]` and U0.
pub fn model(utility: &str, cost: &str, monitoring: &str, value: &str, reservation: f64) -> Model {
    let lines = |text: &str| text.replace(", ", "\n");
    let text = format!(
        "[utility]\n{}\n[cost]\n{}\n[monitoring]\n{}\n[value]\n{}\n[reservation]\nutility = {reservation:?}\n",
        lines(utility),
        lines(cost),
        lines(monitoring),
        lines(value),
    );
    read(&text)
}

/// A model from the text of its file.
pub fn read(text: &str) -> Model {
    Model::from_source(&Source::from_text("model.toml", text))
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// P(S = 0…n) for Binomial(n, q), by the recurrence of Bernoulli trials: n² additions of positive
/// terms, so right to n roundings; no logarithm, no gamma function.
pub fn pmf(samples: u64, q: f64) -> Vec<f64> {
    let mut law = vec![1.0];
    for _ in 0..samples {
        let mut next = vec![0.0; law.len() + 1];
        for (s, p) in law.iter().enumerate() {
            next[s] += p * (1.0 - q);
            next[s + 1] += p * q;
        }
        law = next;
    }
    law
}

/// The utility of pay at each count.
pub fn utilities(model: &Model, contract: &SecondBest) -> Vec<f64> {
    let schedule = contract.schedule(model);
    (0..=contract.samples)
        .map(|s| schedule.utility(s as f64))
        .collect()
}

/// E_e[u(w(S))] − c(e).
pub fn annotator_payoff(model: &Model, samples: u64, utilities: &[f64], effort: f64) -> f64 {
    let law = pmf(samples, model.monitoring().agreement(effort));
    let mean: f64 = law.iter().zip(utilities).map(|(p, v)| p * v).sum();
    mean - model.cost().cost(effort)
}
