//! `firstbest design --pool`: one sheet for annotators who differ.

use super::args::Args;
use super::args::one_number;
use super::outputs::{sheets, warn_of_missing};
use super::pool_blocks::{parts, ranges};
use super::words::{checked_labels, words};
use super::{annotator, terms, text};
use crate::command::error::CommandError;
use crate::command::print::{Outcome, print, print_json};
use crate::contract::Threshold;
use crate::design::DesignError;
use crate::design::pay::{Entry, Money, PayRule, Proof, TermsError, TermsFile};
use crate::design::pool::proved::Bounds;
use crate::design::pool::{Effect, Pool, PoolSheet};
use crate::design::posted::Posting;
use crate::design::posted::reply::Reply;
use crate::input::Source;
use crate::model::{Model, Unknown};
use crate::numerics::Interval;
use serde::Serialize;
use std::path::Path;

/// Runs the subcommand for a pool.
pub fn run(
    args: &Args,
    model: &Model,
    path: &Path,
    schedule: &[u64],
) -> Result<Outcome, CommandError> {
    let Some(samples) = &args.samples else {
        return Err(CommandError::PoolNeedsSamples);
    };
    let samples = one_number(samples)?;
    let mut source = Source::read(path)?;
    if source.text().trim_start().starts_with('{') {
        // What `assess --json` printed, itself: as a pool file that names it would be.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        source = Source::from_text(path, format!("efforts = {name:?}\n"));
    }
    let read = Pool::read(&source, model)?;
    let pool = if args.point { read.as_stated()? } else { read };
    let mut best: Option<PoolSheet<'_>> = None;
    for class in args.contract.classes(Threshold::Deterministic, args.tiers) {
        let sheet = PoolSheet::of(&pool, class, samples, args.unit, args.team_budget)?;
        if let Some(sheet) = sheet
            && best.as_ref().is_none_or(|most| sheet.payoff > most.payoff)
        {
            best = Some(sheet);
        }
    }
    let sheet = best.ok_or(DesignError::NoTermsForPool)?;
    let scheme = model.monitoring().scheme();
    let mut parts = parts(&sheet, scheme, &args.heading.of(model));
    if let Some(path) = &args.terms_out {
        let (file, missing) = terms_file(&sheet, model, args, schedule)?;
        warn_of_missing(sheet.class, &missing);
        annotator::as_paid(&mut parts, Some(&file), &args.heading.of(model));
        crate::print::files::write(path, file.to_json().as_bytes())?;
    }
    sheets(args, &parts, None)?;
    if args.json {
        print_json(&PoolView::of(&sheet, model))?;
    } else {
        print(&text::text(&parts))?;
    }
    Ok(Outcome::Done)
}

/// The terms for `pay`, and the numbers of checked labels for which none were proved.
fn terms_file(
    sheet: &PoolSheet<'_>,
    model: &Model,
    args: &Args,
    schedule: &[u64],
) -> Result<(TermsFile, Vec<u64>), CommandError> {
    let scheme = terms::checkable(model)?;
    let unit = sheet.posting.unit;
    let places = terms::places(unit);
    let mut entries = vec![entry(sheet, places)?];
    let mut missing = Vec::new();
    for &samples in schedule {
        if samples == sheet.samples {
            continue;
        }
        let other = PoolSheet::of(
            sheet.pool,
            sheet.class,
            samples,
            Some(unit),
            args.team_budget,
        )?;
        match other.map(|other| entry(&other, places)).transpose()? {
            Some(entry) if entry.proved.is_some() => entries.push(entry),
            _ => missing.push(samples),
        }
    }
    let otherwise = if args.no_flat {
        None
    } else {
        flat(sheet).and_then(|wage| Money::nearest(wage, places))
    };
    let unit = Money::nearest(unit, places).ok_or(TermsError::Amount { value: unit })?;
    let currency = args.heading.of(model).currency;
    let file = TermsFile::new(model.to_toml(), scheme, currency, unit, entries, otherwise);
    Ok((file, missing))
}

/// One number of checked labels with the types for which the terms are proved.
fn entry(sheet: &PoolSheet<'_>, places: u32) -> Result<Entry, CommandError> {
    let mut all: Option<(Interval, Interval)> = None;
    let mut names = Vec::new();
    for (one, effect) in sheet.pool.types.iter().zip(&sheet.effects) {
        if let Effect::Accepts { replies, pay, .. } = effect {
            all = Some(match all {
                None => (*replies, *pay),
                Some((efforts, paid)) => (efforts.hull(*replies), paid.hull(*pay)),
            });
            let open: Vec<String> = one
                .model
                .unknowns()
                .iter()
                .map(Unknown::range_words)
                .collect();
            let open = if open.is_empty() {
                String::new()
            } else {
                format!(" with {}", open.join(", "))
            };
            names.push(format!("the type {:?}{open}", one.name));
        }
    }
    Ok(Entry {
        samples: sheet.samples,
        pay: PayRule::of(&sheet.posting.terms, places)?,
        proved: all.map(|(efforts, pay)| Proof {
            ranges: names,
            efforts: [efforts.lower(), efforts.upper()],
            expected_pay: [pay.lower(), pay.upper()],
        }),
    })
}

/// What those with too few checked labels are paid: what every type that accepts the terms accepts
/// whatever the count.
fn flat(sheet: &PoolSheet<'_>) -> Option<f64> {
    let pairs = sheet.pool.types.iter().zip(&sheet.effects);
    let accepting = pairs.filter(|(_, effect)| !matches!(effect, Effect::Refuses));
    accepting
        .map(|(one, _)| terms::flat(&one.model, sheet.posting.unit))
        .try_fold(None, |most: Option<f64>, wage| {
            let wage = wage?;
            Some(Some(most.map_or(wage, |most| most.max(wage))))
        })
        .flatten()
}

/// What `--json` prints.
#[derive(Serialize)]
struct PoolView<'a> {
    model: &'a Model,
    recommended: &'static str,
    samples: u64,
    terms: Posting,
    words: String,
    checked: String,
    types: Vec<TypeView<'a>>,
    average_payoff: AverageView,
    team_budget: Option<f64>,
    menu: Option<MenuView<'a>>,
    ranges: Vec<String>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct TypeView<'a> {
    name: &'a str,
    weight: f64,
    model: &'a Model,
    estimate: Reply,
    accepts: Option<bool>,
    payoff_at_least: f64,
    alone: Option<Ends>,
    #[serde(flatten)]
    enclosed: Option<EnclosedReply>,
}

/// What is proved of the replies of a type that accepts, or may.
#[derive(Serialize)]
struct EnclosedReply {
    efforts: Interval,
    expected_pay: Interval,
}

#[derive(Serialize)]
struct Ends {
    lower: f64,
    upper: f64,
}

impl From<(f64, f64)> for Ends {
    fn from((lower, upper): (f64, f64)) -> Self {
        Self { lower, upper }
    }
}

#[derive(Serialize)]
struct AverageView {
    at_least: f64,
    single_at_most: Option<f64>,
    one_each: Option<Ends>,
}

#[derive(Serialize)]
struct MenuView<'a> {
    sheets: [String; 2],
    taken: &'a [Option<usize>],
    payoff_at_least: f64,
}

impl<'a> PoolView<'a> {
    fn of(sheet: &'a PoolSheet<'_>, model: &'a Model) -> Self {
        let unit = sheet.posting.unit;
        let bounds = sheet.bounds.as_ref();
        let types = sheet.pool.types.iter().zip(&sheet.effects).enumerate();
        Self {
            model,
            recommended: sheet.class.name(),
            samples: sheet.samples,
            terms: sheet.posting,
            words: words(&sheet.posting.terms, unit),
            checked: checked_labels(sheet.samples),
            types: types
                .map(|(place, (one, effect))| TypeView {
                    name: &one.name,
                    weight: one.weight,
                    model: &one.model,
                    estimate: sheet.estimate.replies[place][0],
                    accepts: match effect {
                        Effect::Accepts { .. } => Some(true),
                        Effect::Refuses => Some(false),
                        Effect::Unsure { .. } | Effect::Open => None,
                    },
                    payoff_at_least: effect.payoff(),
                    alone: bounds.map(|bounds| bounds.each[place].into()),
                    enclosed: match effect {
                        Effect::Accepts { replies, pay, .. }
                        | Effect::Unsure { replies, pay, .. } => Some(EnclosedReply {
                            efforts: *replies,
                            expected_pay: *pay,
                        }),
                        Effect::Refuses | Effect::Open => None,
                    },
                })
                .collect(),
            average_payoff: AverageView {
                at_least: sheet.payoff,
                single_at_most: bounds.map(Bounds::most),
                one_each: bounds.map(|bounds| bounds.average.into()),
            },
            team_budget: sheet.budget,
            menu: sheet.menu.as_ref().map(|proved| MenuView {
                sheets: proved.menu.sheets.map(|sheet| words(&sheet, unit)),
                taken: &proved.menu.taken,
                payoff_at_least: proved.payoff,
            }),
            ranges: ranges(sheet.pool),
            notes: &sheet.pool.notes,
        }
    }
}
