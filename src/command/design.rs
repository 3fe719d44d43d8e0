//! `firstbest design`: a contract in words and numbers.

use super::gap::ThresholdName;
use super::{CommandError, Outcome, json, print};
use crate::contract::best_reply::best_deviation;
use crate::contract::{Class, FirstBest, SecondBest, Terms, Threshold};
use crate::input::SampleGrid;
use crate::model::Model;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

/// Design a contract for a number of monitored samples.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Model file (TOML).
    model: PathBuf,
    /// Number of monitored samples.
    #[arg(long)]
    samples: String,
    /// Whether the bonus may be paid by chance at one count.
    #[arg(long, value_enum, default_value_t = ThresholdName::Deterministic)]
    threshold: ThresholdName,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// A contract with what a person wants to know of it.
struct Sheet {
    class: Class,
    contract: SecondBest,
    /// Company's payoff beyond the flat wage, as a share of what the first best would add.
    kept: f64,
    /// Gain of the most tempting deviation (at most rounding: the contract is incentive compatible).
    temptation: f64,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let grid: SampleGrid = args.samples.parse()?;
    let &[samples] = grid.samples() else {
        return Err(CommandError::OneSampleSize {
            written: args.samples.clone(),
        });
    };
    let model = Model::read(&args.model)?;
    let first_best = FirstBest::of(&model)?;
    let threshold = match args.threshold {
        ThresholdName::Deterministic => Threshold::Deterministic,
        ThresholdName::Randomised => Threshold::Randomised,
    };
    let sheets = [Class::Binary(threshold), Class::Linear, Class::General]
        .into_iter()
        .map(|class| sheet(&first_best, class, samples))
        .collect::<Result<Vec<_>, _>>()?;
    if args.json {
        print(&document(&first_best, &sheets).to_string())?;
    } else {
        print(&text(&first_best, &sheets))?;
    }
    Ok(Outcome::Done)
}

fn sheet(first_best: &FirstBest<'_>, class: Class, samples: u64) -> Result<Sheet, CommandError> {
    let model = first_best.model();
    let contract = class.solve(first_best, samples)?;
    let flat = first_best.payoff_without_effort();
    // 1 − gap/(what the first best adds): no difference of payoffs that are close.
    let kept = 1.0 - contract.gap.total() / (first_best.payoff() - flat);
    let temptation = best_deviation(model, &contract)?.gain;
    Ok(Sheet {
        class,
        contract,
        kept,
        temptation,
    })
}

/// The better of the two contracts that can be told to an annotator in one sentence.
fn recommended(sheets: &[Sheet]) -> Option<&Sheet> {
    sheets
        .iter()
        .filter(|sheet| sheet.class != Class::General)
        .min_by(|a, b| a.contract.gap.total().total_cmp(&b.contract.gap.total()))
}

fn document(first_best: &FirstBest<'_>, sheets: &[Sheet]) -> Value {
    let model = first_best.model();
    let contracts: Vec<Value> = sheets
        .iter()
        .map(|sheet| {
            let mut value = json::contract(sheet.class.name(), &sheet.contract, None, model);
            value["share_of_first_best_gain"] = json!(sheet.kept);
            value["best_deviation_gain"] = json!(sheet.temptation);
            value["words"] = json!(words(&sheet.contract));
            value
        })
        .collect();
    json!({
        "model": json::model(model),
        "first_best": json::first_best(first_best),
        "flat_wage": {"wage": model.utility().wage(model.reservation()), "payoff": first_best.payoff_without_effort()},
        "recommended": recommended(sheets).map(|sheet| sheet.class.name()),
        "contracts": contracts,
    })
}

/// The contract as one would tell it to the annotator.
fn words(contract: &SecondBest) -> String {
    let n = contract.samples;
    match &contract.terms {
        Terms::Binary(terms) => {
            let k = terms.rule.threshold();
            let mut words = format!(
                "You are paid {:.6}. If at least {k} of the {n} checked labels agree, you are paid a bonus of {:.6} on top.",
                terms.base_wage, terms.bonus
            );
            if terms.rule.randomisation() > 0.0 {
                // Writing to a String cannot fail.
                let _ = write!(
                    words,
                    " At exactly {} agreements the bonus is drawn with probability {:.4}.",
                    k - 1,
                    terms.rule.randomisation()
                );
            }
            words
        }
        Terms::Linear(terms) => {
            let base = if terms.intercept < 0.0 {
                format!("{:.6} less", -terms.intercept)
            } else {
                format!("{:.6} more", terms.intercept)
            };
            format!(
                "You are paid {:.6} times the share of the {n} checked labels that agree, {base}, and never less than {:.6}.",
                terms.slope, terms.floor
            )
        }
        Terms::General(_) => format!(
            "Your pay rises with the number of agreements among the {n} checked labels, by the schedule of the optimal contract."
        ),
    }
}

fn text(first_best: &FirstBest<'_>, sheets: &[Sheet]) -> String {
    let model = first_best.model();
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "First best: effort {:.4}, paid {:.6}, payoff {:.6}. A flat wage of {:.6} buys no effort, payoff {:.6}.",
        first_best.effort(),
        first_best.wage(),
        first_best.payoff(),
        model.utility().wage(model.reservation()),
        first_best.payoff_without_effort()
    );
    if let Some(best) = recommended(sheets) {
        let _ = writeln!(
            out,
            "Recommended with {} checked labels: the {} contract.\n  {}",
            best.contract.samples,
            best.class.name(),
            words(&best.contract)
        );
    }
    let _ = writeln!(
        out,
        "\n{:<9}{:>9}{:>14}{:>12}{:>14}{:>12}",
        "contract", "effort", "expected pay", "payoff", "gap", "kept"
    );
    for sheet in sheets {
        let contract = &sheet.contract;
        let _ = writeln!(
            out,
            "{:<9}{:>9.4}{:>14.6}{:>12.6}{:>14.4e}{:>11.2}%",
            sheet.class.name(),
            contract.point.effort,
            contract.expected_pay(model),
            contract.payoff(model),
            contract.gap.total(),
            100.0 * sheet.kept
        );
    }
    let _ = write!(
        out,
        "\nkept: share of what the first best adds over the flat wage. All numbers are estimates in double precision;\nno effort in [0, 1] pays the annotator more than the one shown (largest gain found: {:.0e} in utility).",
        sheets
            .iter()
            .map(|sheet| sheet.temptation)
            .fold(f64::NEG_INFINITY, f64::max)
            .max(0.0)
    );
    for sheet in sheets {
        if let Terms::Binary(terms) = &sheet.contract.terms {
            let careless = terms
                .rule
                .passing(model.monitoring().agreement(0.0))
                .map_or(f64::NAN, |passing| passing.pass);
            let _ = write!(
                out,
                "\nbonus: a careful annotator earns it with probability {:.4}, a careless one with probability {careless:.2e}.",
                terms.bonus_probability
            );
        }
    }
    out
}
