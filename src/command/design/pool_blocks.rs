//! The sheet of a pool as titled blocks of rows.

use super::annotator;
use super::args::Heading;
use super::block::{Block, Part, row};
use super::blocks::glossary;
use super::ranges::INDEPENDENT;
use super::words::{Column, interval, outward, words};
use crate::design::pool::{Effect, Pool, PoolSheet, Type};
use crate::model::Unknown;
use crate::numerics::Interval;
use crate::print::number::decimals_outward;

/// The sheet, in two parts.
pub fn parts(sheet: &PoolSheet<'_>, scheme: &str, heading: &Heading) -> Vec<Part> {
    let mut company = vec![types(sheet), whole(sheet)];
    if scheme == "self-consistency" {
        let note = annotator::SAME_ANSWER.to_owned();
        company[0].notes.push(note);
    }
    company.extend(menu(sheet));
    company.push(glossary());
    vec![
        Part {
            blocks: vec![annotator::annotator(&sheet.posting, scheme, heading)],
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
                efforts(replies),
                if one.model.unknowns().is_empty() {
                    column.cell(pay.midpoint())
                } else {
                    format!(
                        "{} to {}",
                        column.cell(pay.lower()),
                        column.cell(pay.upper())
                    )
                },
                column.cell(*payoff),
            ],
            Effect::Unsure {
                replies,
                pay,
                payoff,
            } => [
                "perhaps".to_owned(),
                efforts(replies),
                column.cell(pay.upper()),
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
    let open = ranges(sheet.pool);
    if !open.is_empty() {
        notes.push(format!(
            "For every value in these ranges at once: {}. There pay is the whole proved interval, and the payoff that of the worst case.",
            open.join("; ")
        ));
    }
    if sheet
        .pool
        .types
        .iter()
        .any(|one| one.model.unknowns().len() > 1)
    {
        notes.push(INDEPENDENT.to_owned());
    }
    if sheet
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Unsure { .. }))
    {
        notes.push(
            "perhaps: not shown whether the type accepts, or it does in part of the ranges; the rest holds where it does, and the payoff counts both."
                .to_owned(),
        );
    }
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

/// An interval of efforts to a thousandth, outwards.
fn efforts(replies: &Interval) -> String {
    format!(
        "{} to {}",
        decimals_outward(replies.lower(), 3, false),
        decimals_outward(replies.upper(), 3, true)
    )
}

/// What is not known, once where all types share it.
pub fn ranges(pool: &Pool) -> Vec<String> {
    let of = |one: &Type| -> Vec<String> {
        let open = one.model.unknowns().iter();
        open.map(Unknown::range_words).collect()
    };
    let first = pool.types.first().map(of).unwrap_or_default();
    if pool.types.iter().all(|one| of(one) == first) {
        return first;
    }
    let types = pool
        .types
        .iter()
        .filter(|one| !one.model.unknowns().is_empty());
    types
        .map(|one| format!("{}: {}", one.name, of(one).join(", ")))
        .collect()
}

/// What it brings, next to what could be had.
fn whole(sheet: &PoolSheet<'_>) -> Block {
    let payoff = if sheet.payoff.is_finite() {
        outward(sheet.payoff, false)
    } else {
        "not proved".to_owned()
    };
    let mut rows = vec![row("these terms: at least", payoff)];
    if let Some(bounds) = &sheet.bounds {
        let (least, most) = bounds.average;
        let name = sheet.class.name();
        rows.push(row(
            &format!("the best single {name} contract: at most"),
            outward(bounds.most(), true),
        ));
        let without = if sheet.budget.is_some() {
            ", without a budget"
        } else {
            ""
        };
        rows.push(row(
            &format!("the best {name} contract for each type{without}: between"),
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
            match sheet.budget {
                None => "What no single contract exceeds is the average of what the best contract for each type alone brings at most: single terms are such terms for each. The best single contract may lie well below it.",
                Some(_) => "What no single contract exceeds is what the best contracts for each type alone bring at most on average where all together keep the budget, with money valued at the price that makes this least. The best single contract may lie well below it.",
            }
            .to_owned(),
        ],
    }
}

/// Two sheets, where they serve more.
fn menu(sheet: &PoolSheet<'_>) -> Option<Block> {
    let Some(proved) = &sheet.menu else {
        return (sheet.pool.types.len() > 1).then(|| {
            Block::said(
                "A choice of two sheets",
                vec![
                    "No pair of sheets that was tried is proved to bring more than the single one."
                        .to_owned(),
                ],
            )
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
