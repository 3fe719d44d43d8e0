//! Answers of `firstbest model`: from options, from a file, or asked for.

use super::args::Args;
use super::error::Error;
use crate::command::error::CommandError;
use crate::design::answers::Answers;
use crate::input::{InputError, Source};
use std::io::{BufRead, IsTerminal, Write};

/// Names of numbers in a file of answers.
const NUMBERS: [&str; 12] = [
    "labels",
    "paid_now",
    "careful_minutes",
    "careless_minutes",
    "hour",
    "careful_pay",
    "gamble",
    "premium",
    "wrong_label",
    "exponent",
    "minimum_pay",
    "currency",
];

/// Options go before the file; what neither says is asked for.
pub(super) fn answers(args: &Args, file: Option<&Source>) -> Result<Answers, CommandError> {
    let document = file.map(Source::parse).transpose()?;
    let root = document.as_ref().map(|document| document.root());
    if let Some(root) = &root {
        let mut known = NUMBERS.to_vec();
        known.push("period");
        root.only(&known)?;
    }
    let optional = |key: &str, option: Option<f64>| -> Result<Option<f64>, InputError> {
        match (option, &root) {
            (Some(value), _) => Ok(Some(value)),
            (None, Some(root)) if root.has(key) => root.number(key).map(Some),
            _ => Ok(None),
        }
    };
    let number = |key: &str, option, question: &'static str| -> Result<f64, CommandError> {
        match optional(key, option)? {
            Some(value) => Ok(value),
            None => Ok(ask(key, question)?),
        }
    };
    let text = |key: &str, option: &Option<String>, default: &str| -> Result<String, InputError> {
        match (option, &root) {
            (Some(value), _) => Ok(value.clone()),
            (None, Some(root)) => root.text_or(key, default).map(str::to_owned),
            (None, None) => Ok(default.to_owned()),
        }
    };
    Ok(Answers {
        currency: text("currency", &args.currency, "money")?,
        period: text("period", &args.period, "month")?,
        labels: number(
            "labels",
            args.labels,
            "How many labels does an annotator give in a period?",
        )?,
        paid_now: optional("paid_now", args.paid_now)?,
        careful_minutes: number(
            "careful_minutes",
            args.careful_minutes,
            "How many minutes does a careful label take?",
        )?,
        careless_minutes: number(
            "careless_minutes",
            args.careless_minutes,
            "How many minutes does a careless label take?",
        )?,
        hour: number(
            "hour",
            args.hour,
            "What is an hour of an annotator worth elsewhere?",
        )?,
        careful_pay: optional("careful_pay", args.careful_pay)?,
        gamble: number(
            "gamble",
            args.gamble,
            "Think of an even chance to win or to lose some money in a period. How much?",
        )?,
        premium: number(
            "premium",
            args.premium,
            "How much would an annotator give up for certain to be rid of that gamble?",
        )?,
        wrong_label: number(
            "wrong_label",
            args.wrong_label,
            "What does a wrong label cost the company?",
        )?,
        exponent: optional("exponent", args.exponent)?.unwrap_or(2.0),
        minimum_pay: optional("minimum_pay", args.minimum_pay)?.unwrap_or(0.0),
    })
}

/// Asks in a terminal; elsewhere a missing answer is an error.
fn ask(key: &str, question: &'static str) -> Result<f64, Error> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        return Err(Error::Missing {
            option: key.replace('_', "-"),
            question,
        });
    }
    let mut terminal = std::io::stderr();
    write!(terminal, "{question} ").map_err(Error::Terminal)?;
    terminal.flush().map_err(Error::Terminal)?;
    let mut line = String::new();
    input.lock().read_line(&mut line).map_err(Error::Terminal)?;
    line.trim().parse().map_err(|_| Error::Typed {
        question,
        written: line.trim().to_owned(),
    })
}
