//! `firstbest model`: a model from answers in money and time.

mod answers;
mod args;
pub(super) mod error;

use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::contract::FirstBest;
use crate::design::answers::{Answered, Answers, Checking};
use crate::design::observed;
use crate::input::Source;
use crate::model::Model;
use crate::print::files;
use answers::answers;
pub use args::Args;
use error::Error;
use serde::Serialize;
use std::path::Path;

/// χ² of one degree of freedom at 99%: beyond, chance is no explanation.
const POOR_FIT: f64 = 6.63;

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[
            Some(&args.from),
            args.answers.as_deref(),
            args.observed.as_deref(),
        ],
        &[args.out.as_deref()],
    )?;
    let base = Model::read(&args.from)?;
    let source = args
        .from
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let checking = Checking::of(&base, &source).ok_or_else(|| {
        let path = args.from.display().to_string();
        match base.monitoring().scheme() {
            "polynomial" => Error::Curve(path),
            _ => Error::NoKappa(path),
        }
    })?;
    let file = args.answers.as_deref().map(Source::read).transpose()?;
    let answers = answers(args, file.as_ref())?;
    let mut answered = answers.answered(&checking).map_err(Error::from)?;
    let said = match &args.observed {
        Some(path) => seen(path, &mut answered, &answers, &checking)?,
        None => Vec::new(),
    };
    let text = answered.to_toml(&answers, &checking);
    // Answers that make a model no theory covers are told so here, not by the next command.
    let model = Model::from_source(&Source::from_text(
        "the model of these answers",
        text.as_str(),
    ))?;
    let first_best = FirstBest::of(&model)?;
    let mut sentences = answered.sentences(&answers, &checking);
    sentences.extend(said);
    sentences.push(if first_best.is_full_care() {
        "It pays the company to want full care of every label.".to_owned()
    } else {
        format!(
            "If care could be seen, it would pay the company to buy {:.0}% of it, for {:.2} {}.",
            100.0 * first_best.effort(),
            first_best.wage(),
            answers.currency
        )
    });
    if let Some(path) = &args.out {
        files::write(path, text.as_bytes())?;
    }
    if args.json {
        print_json(&Document {
            model: &text,
            risk_aversion: answered.risk_aversion,
            cost: answered.cost,
            cost_range: answered
                .cost_seen
                .as_ref()
                .map(|(lower, upper, _)| [*lower, *upper]),
            careless_worth: answered.careless_worth,
            careful_worth: answered.careful_worth,
            value: answered.slope,
            first_best_effort: first_best.effort(),
            says: &sentences,
        })?;
    } else {
        let said = sentences.join("\n");
        match &args.out {
            Some(path) => print(&format!("{said}\nWritten to {}.", path.display()))?,
            None => print(&format!("{text}\n# {}", said.replace('\n', "\n# ")))?,
        }
    }
    Ok(Outcome::Done)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    model: &'a str,
    risk_aversion: f64,
    cost: f64,
    cost_range: Option<[f64; 2]>,
    careless_worth: f64,
    careful_worth: f64,
    value: f64,
    first_best_effort: f64,
    says: &'a [String],
}

/// Takes the cost from what was seen, and says so.
fn seen(
    path: &Path,
    answered: &mut Answered,
    answers: &Answers,
    checking: &Checking,
) -> Result<Vec<String>, CommandError> {
    let text = answered.to_toml(answers, checking);
    let model = Model::from_source(&Source::from_text("the model of these answers", text))?;
    let seen = observed::read(&Source::read(path)?)?;
    let fit = observed::fit(&model, &seen).map_err(Error::from)?;
    observed::check_ends(&model, &fit).map_err(Error::from)?;
    let worth = |cost: f64| model.utility().wage(model.reservation() + cost);
    let money = |cost: f64| {
        let money = worth(cost) - answered.careless_worth;
        format!("{money:.2} {}", answers.currency)
    };
    let mut said = vec![format!(
        "What was seen under {} pays puts the cost of care at {}, between {} and {} (95%); the answers said {}.",
        seen.len(),
        money(fit.value),
        money(fit.lower),
        money(fit.upper),
        money(answered.cost)
    )];
    for (one, predicted) in seen.iter().zip(&fit.predicted) {
        let what = if one.effort {
            "care for a share of labels"
        } else {
            "agreement"
        };
        said.push(format!(
            "  {what}: seen {:.3} (standard error {:.3}), by that cost {predicted:.3}",
            one.seen, one.error
        ));
    }
    said.push(format!(
        "  The exponent of the cost, how steeply the last bit of care costs, was not taken from this: it stays {} as assumed, and the interval holds for it alone. --exponent tries another.",
        answers.exponent
    ));
    if fit.misfit > POOR_FIT {
        said.push(format!(
            "WARNING: no cost explains all that was seen (sum of squares a degree of freedom {:.1}); the interval is widened for it, and something else than pay may have changed.",
            fit.misfit
        ));
    }
    let source = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    answered.careful_worth = worth(fit.value);
    answered.cost = fit.value;
    answered.cost_seen = Some((
        fit.lower,
        fit.upper,
        format!("seen under {} pays, {source}", seen.len()),
    ));
    Ok(said)
}
