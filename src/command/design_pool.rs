//! `firstbest design --pool`: one sheet for annotators who differ.

use super::design::{Args, Kind, sheets};
use super::design_annotator;
use super::design_blocks::{Block, Part};
use super::design_terms;
use super::design_text;
use super::design_words::{Column, checked_labels, interval, outward, words};
use super::design_work::one_number;
use super::{CommandError, Outcome, print};
use crate::contract::{Class, Threshold};
use crate::design::DesignError;
use crate::design::pay::{Entry, Money, PayRule, Proof, TermsError, TermsFile};
use crate::design::pool::{Effect, Pool, PoolSheet, Type};
use crate::input::Source;
use crate::model::Model;
use serde_json::{Value, json};
use std::path::Path;

/// Runs the subcommand for a pool.
pub fn run(args: &Args, model: &Model, path: &Path) -> Result<Outcome, CommandError> {
    let Some(samples) = &args.samples else {
        return Err(CommandError::PoolNeedsSamples);
    };
    let samples = one_number(samples)?;
    let pool = Pool::read(&Source::read(path)?, model)?;
    let mut best: Option<PoolSheet<'_>> = None;
    for class in classes(args) {
        let sheet = PoolSheet::of(&pool, class, samples, args.unit, args.team_budget)?;
        if let Some(sheet) = sheet
            && best.as_ref().is_none_or(|most| sheet.payoff > most.payoff)
        {
            best = Some(sheet);
        }
    }
    let sheet = best.ok_or(DesignError::NoTermsForPool)?;
    let scheme = model.monitoring().scheme();
    let parts = parts(&sheet, scheme, args);
    sheets(args, &parts, None)?;
    if let Some(path) = &args.terms_out {
        let file = terms_file(&sheet, model, args)?;
        crate::print::files::write(path, file.to_json().as_bytes())?;
    }
    print(&if args.json {
        document(&sheet, model).to_string()
    } else {
        design_text::text(&parts)
    })?;
    Ok(Outcome::Done)
}

fn classes(args: &Args) -> Vec<Class> {
    let binary = Class::Binary(Threshold::Deterministic);
    match args.contract {
        Kind::Best => vec![binary, Class::Linear],
        Kind::Binary => vec![binary],
        Kind::Linear => vec![Class::Linear],
        Kind::Tiered => vec![Class::Tiered {
            tiers: args.tiers,
            threshold: Threshold::Deterministic,
        }],
    }
}

fn parts(sheet: &PoolSheet<'_>, scheme: &str, args: &Args) -> Vec<Part> {
    let mut company = vec![types(sheet), whole(sheet)];
    company.extend(menu(sheet));
    vec![
        Part {
            blocks: vec![design_annotator::annotator(
                &sheet.posting,
                scheme,
                &args.heading,
            )],
        },
        Part { blocks: company },
    ]
}

/// Money in the sheet's columns.
fn column(sheet: &PoolSheet<'_>) -> Column {
    let wages = sheet.own.iter().map(|own| own.first_best.wage());
    Column::of(wages.fold(0.0, f64::max))
}

/// Who does what.
fn types(sheet: &PoolSheet<'_>) -> Block {
    let column = column(sheet);
    let row = |(one, effect): (&Type, &Effect)| {
        let mut row = vec![one.name.clone(), one.weight.to_string()];
        row.extend(match effect {
            Effect::Accepts {
                replies,
                pay,
                payoff,
                ..
            } => [
                "yes".to_owned(),
                // To a thousandth of effort, outwards.
                format!(
                    "{:.3} to {:.3}",
                    (1e3 * replies.lower()).floor() / 1e3,
                    (1e3 * replies.upper()).ceil() / 1e3
                ),
                column.cell(pay.midpoint()),
                column.cell(*payoff),
            ],
            Effect::Refuses => ["no", "-", "0", "0"].map(str::to_owned),
            Effect::Open => ["not proved", "-", "-", "-"].map(str::to_owned),
        });
        row
    };
    let pairs = sheet.pool.types.iter().zip(&sheet.effects);
    let mut notes = sheet.pool.notes.clone();
    notes.push(
        "Proved type by type, of these very terms: accepting, and the interval that holds every best reply. Pay is the middle of a proved interval; the payoff is proved to be no less. Who does not accept brings nothing and costs nothing."
            .to_owned(),
    );
    Block {
        title: "Who accepts, and who takes how much care".to_owned(),
        header: vec![
            "type",
            "weight",
            "accepts",
            "effort",
            "expected pay",
            "payoff",
        ],
        rows: pairs.map(row).collect(),
        notes,
    }
}

/// What it brings, next to what could be had.
fn whole(sheet: &PoolSheet<'_>) -> Block {
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let payoff = if sheet.payoff.is_finite() {
        outward(sheet.payoff, false)
    } else {
        "not proved".to_owned()
    };
    let mut rows = vec![row("these terms: at least", payoff)];
    if let Some(bounds) = &sheet.bounds {
        let (least, most) = bounds.average;
        rows.push(row(
            &format!("the best single {} contract: at most", sheet.class.name()),
            outward(most, true),
        ));
        rows.push(row(
            &format!(
                "the best {} contract for each type: between",
                sheet.class.name()
            ),
            interval(least, most),
        ));
    }
    if let Some(pay) = crate::design::pool::proved::total_pay(sheet.pool, &sheet.effects) {
        rows.push(row(
            "expected pay of all together, by weight",
            interval(pay.lower(), pay.upper()),
        ));
    }
    if let Some(budget) = sheet.budget {
        rows.push(row("  the budget for it", budget.to_string()));
    }
    Block {
        title: "The company's payoff for one annotator on average (proved)".to_owned(),
        header: vec!["", "value"],
        rows,
        notes: vec![
            "What no single contract exceeds is the average of what the best contract for each type alone brings at most: single terms are such terms for each. It takes no account of the budget, and the best single contract may lie well below it."
                .to_owned(),
        ],
    }
}

/// Two sheets, where they serve more.
fn menu(sheet: &PoolSheet<'_>) -> Option<Block> {
    let Some(proved) = &sheet.menu else {
        return (sheet.pool.types.len() > 1).then(|| Block {
            title: "A choice of two sheets".to_owned(),
            header: Vec::new(),
            rows: Vec::new(),
            notes: vec![
                "No pair of sheets that was tried is proved to bring more than the single one."
                    .to_owned(),
            ],
        });
    };
    let menu = &proved.menu;
    let name = |place: usize| ["first", "second"][place].to_owned();
    let rows = sheet
        .pool
        .types
        .iter()
        .zip(&menu.taken)
        .map(|(one, taken)| {
            vec![
                one.name.clone(),
                taken.map_or_else(|| "neither".to_owned(), name),
            ]
        });
    let unit = sheet.posting.unit;
    Some(Block {
        title: "A choice of two sheets would bring more".to_owned(),
        header: vec!["type", "takes (estimate)"],
        rows: rows.collect(),
        notes: vec![
            format!("First sheet: {}", words(&menu.sheets[0], unit)),
            format!("Second sheet: {}", words(&menu.sheets[1], unit)),
            format!(
                "Payoff for one annotator on average: {} at least, proved; with the single sheet {}.",
                outward(proved.payoff, false),
                outward(sheet.payoff, false)
            ),
        ],
    })
}

fn terms_file(
    sheet: &PoolSheet<'_>,
    model: &Model,
    args: &Args,
) -> Result<TermsFile, CommandError> {
    let scheme = design_terms::checkable(model)?;
    let unit = sheet.posting.unit;
    let places = design_terms::places(unit);
    let mut efforts: Option<[f64; 2]> = None;
    let mut pay: Option<[f64; 2]> = None;
    let wider = |all: &mut Option<[f64; 2]>, lower: f64, upper: f64| {
        *all = Some(all.map_or([lower, upper], |[a, b]| [a.min(lower), b.max(upper)]));
    };
    for effect in &sheet.effects {
        if let Effect::Accepts {
            replies,
            pay: expected,
            ..
        } = effect
        {
            wider(&mut efforts, replies.lower(), replies.upper());
            wider(&mut pay, expected.lower(), expected.upper());
        }
    }
    let names = sheet.pool.types.iter().zip(&sheet.effects);
    let proved = names.filter(|(_, effect)| matches!(effect, Effect::Accepts { .. }));
    let entry = Entry {
        samples: sheet.samples,
        pay: PayRule::of(&sheet.posting.terms, places)?,
        proved: efforts.zip(pay).map(|(efforts, expected_pay)| Proof {
            ranges: proved
                .map(|(one, _)| format!("the type {:?}", one.name))
                .collect(),
            efforts,
            expected_pay,
        }),
    };
    let unit = Money::nearest(unit, places).ok_or(TermsError::Amount { value: unit })?;
    Ok(TermsFile::new(
        model.to_toml(),
        scheme,
        args.heading.currency.clone(),
        unit,
        vec![entry],
        None,
    ))
}

/// The same as JSON.
fn document(sheet: &PoolSheet<'_>, model: &Model) -> Value {
    let ends = |lower: f64, upper: f64| json!({"lower": lower, "upper": upper});
    let finite = |value: f64| value.is_finite().then_some(value);
    let unit = sheet.posting.unit;
    let types = sheet.pool.types.iter().zip(&sheet.effects).enumerate();
    let types = types.map(|(place, (one, effect))| {
        let mut value = json!({
            "name": one.name,
            "weight": one.weight,
            "model": super::json::model(&one.model),
            "estimate": super::design_json::reply(&sheet.estimate.replies[place]),
            "accepts": match effect {
                Effect::Accepts { .. } => Some(true),
                Effect::Refuses => Some(false),
                Effect::Open => None,
            },
            "payoff_at_least": finite(effect.payoff()),
            "alone": sheet.bounds.as_ref().map(|bounds| ends(bounds.each[place].0, bounds.each[place].1)),
        });
        if let Effect::Accepts { replies, pay, .. } = effect {
            value["efforts"] = ends(replies.lower(), replies.upper());
            value["expected_pay"] = ends(pay.lower(), pay.upper());
        }
        value
    });
    json!({
        "model": super::json::model(model),
        "recommended": sheet.class.name(),
        "samples": sheet.samples,
        "terms": super::design_json::posting(&sheet.posting),
        "words": words(&sheet.posting.terms, unit),
        "checked": checked_labels(sheet.samples),
        "types": types.collect::<Vec<_>>(),
        "average_payoff": {
            "at_least": finite(sheet.payoff),
            "single_at_most": sheet.bounds.as_ref().map(|bounds| bounds.average.1),
            "one_each": sheet.bounds.as_ref().map(|bounds| ends(bounds.average.0, bounds.average.1)),
        },
        "team_budget": sheet.budget,
        "menu": sheet.menu.as_ref().map(|proved| json!({
            "sheets": proved.menu.sheets.map(|sheet| words(&sheet, unit)),
            "taken": proved.menu.taken,
            "payoff_at_least": proved.payoff,
        })),
        "notes": sheet.pool.notes,
    })
}
