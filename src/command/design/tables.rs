//! The tables of the sheet: who can expect what, models that are off, the worst case, today's
//! practice, other contracts.

use super::block::Block;
use super::words::{Column, chance, outward, percent, tiered_words, words};
use super::work::Design;
use crate::contract::{Class, Terms};
use crate::design::posted::reply::Reply;
use crate::design::ranges::Aim;
use crate::design::robust::MODELS;
use crate::design::sheet::{OFF_BY, Prospect};
use crate::design::variation::one_at_a_time;

/// Money in the sheet's columns.
fn column(design: &Design<'_>) -> Column {
    Column::of(design.first_best.wage())
}

/// Why some models of the box are not among those looked at.
fn left_out(models: usize) -> String {
    match MODELS - models {
        0 => String::new(),
        missing => format!(
            " {missing} more are left out: they change nothing or break an assumption of the theory."
        ),
    }
}

/// What the annotator does and brings; one who does not accept does and brings nothing.
fn reply(column: Column, name: String, reply: &Reply, surplus: f64) -> Vec<String> {
    let accepts = surplus >= -1e-12;
    let mut row = vec![name];
    if accepts {
        row.extend([
            format!("{:.4}", reply.effort),
            column.cell(reply.pay),
            column.cell(reply.payoff),
        ]);
    } else {
        row.extend(["-", "-", "-"].map(str::to_owned));
    }
    row.push(if accepts { "yes" } else { "no" }.to_owned());
    row
}

/// What annotators of given efforts can expect.
pub fn prospects(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let column = column(design);
    let row = |name: &str, prospect: &Prospect| {
        let chances: Vec<String> = prospect.bonus_chances.iter().copied().map(chance).collect();
        vec![
            name.to_owned(),
            format!("{:.4}", prospect.effort),
            if chances.is_empty() {
                "-".to_owned()
            } else {
                chances.join(", ")
            },
            column.cell(prospect.pay),
        ]
    };
    let chances = match sheet.careful.bonus_chances.len() {
        0 | 1 => "chance of the bonus",
        _ => "chance of each bonus",
    };
    Block {
        title: "What annotators can expect".to_owned(),
        header: vec!["annotator", "effort", chances, "expected pay"],
        rows: vec![
            row("careful (first best)", &sheet.careful),
            row("careless", &sheet.careless),
        ],
        notes: Vec::new(),
    }
}

const PAYOFF: &str = "Payoff: what care is worth to the company less the pay; below 0 the company pays for care that it does not get.";

const REPLY: [&str; 5] = ["", "effort", "expected pay", "payoff", "accepts"];

/// What the terms do where the model is off.
pub fn off(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let model = design.first_best.model();
    let column = column(design);
    let mut rows = vec![reply(column, "as modelled".to_owned(), &sheet.reply, 0.0)];
    rows[0].push(column.cell(design.first_best.payoff()));
    for variation in &sheet.variations {
        let mut row = reply(
            column,
            variation.factors.words(model),
            &variation.reply,
            variation.surplus,
        );
        row.push(column.cell(variation.first_best));
        rows.push(row);
    }
    for factors in one_at_a_time(OFF_BY) {
        if !sheet.variations.iter().any(|v| v.factors == factors) {
            let mut row = vec![factors.words(model)];
            row.extend(["no such model", "-", "-", "-", "-"].map(str::to_owned));
            rows.push(row);
        }
    }
    Block {
        title: format!(
            "If the model is off by {:.0}% and these terms stay (estimates)",
            100.0 * OFF_BY
        ),
        header: REPLY.into_iter().chain(["first best then"]).collect(),
        rows,
        notes: vec![
            PAYOFF.to_owned(),
            "One number is off at a time and all others stay, the value of care too: where it was computed from κ, as by `firstbest model`, it would move with κ."
                .to_owned(),
        ],
    }
}

/// Terms for the worst case, where they are asked for.
pub fn robust(design: &Design<'_>) -> Option<Block> {
    let robust = design.robust.as_ref()?;
    let model = design.first_best.model();
    let column = column(design);
    let payoff = |worst: f64| {
        if worst.is_finite() {
            column.cell(worst)
        } else {
            "refused".to_owned()
        }
    };
    let posting = &robust.posting;
    Some(Block {
        title: format!(
            "For the worst case, everything off by up to {:.0}%",
            100.0 * robust.share
        ),
        header: vec![
            "terms",
            "payoff as modelled",
            "worst payoff",
            "in the model with",
        ],
        rows: vec![
            vec![
                "as above".to_owned(),
                column.cell(design.sheet.reply.payoff),
                payoff(robust.plain_worst.0),
                robust.plain_worst.1.words(model),
            ],
            vec![
                "robust".to_owned(),
                column.cell(robust.reply.payoff),
                payoff(robust.worst.0),
                robust.worst.1.words(model),
            ],
        ],
        notes: vec![
            format!("Robust terms: {}", words(&posting.terms, posting.unit)),
            format!(
                "The worst of {} corners and middles of the box, and from there of what was looked at inside it, one number at a time (estimates); {} models pin the terms.{}",
                robust.models,
                robust.solved.cuts,
                left_out(robust.models)
            ),
            match robust.proved_in {
                (count, least) if count == robust.models => format!(
                    "Proved of the robust terms in all {count} corners and middles: accepted, best reply known, payoff at least {}.",
                    outward(least, false)
                ),
                (count, _) => format!(
                    "Accepted with a known best reply: proved in {count} of the {} corners and middles.",
                    robust.models
                ),
            },
        ],
    })
}

/// What is done today. Where the model has ranges the worst case in them stands beside each row:
/// what is good at the stated values may be refused elsewhere.
pub fn practice(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let column = column(design);
    let mut rows = vec![reply(column, "this contract".to_owned(), &sheet.reply, 0.0)];
    rows.extend(sheet.practices.iter().map(|practice| {
        reply(
            column,
            practice.name.clone(),
            &practice.reply,
            practice.surplus,
        )
    }));
    let mut header = REPLY.to_vec();
    let mut notes = vec![PAYOFF.to_owned()];
    if !design.in_ranges.is_empty() {
        header.push("worst payoff in the ranges");
        for (row, worst) in rows.iter_mut().zip(&design.in_ranges) {
            row.push(if worst.is_finite() {
                column.cell(*worst)
            } else {
                "refused".to_owned()
            });
        }
        let regret = design
            .ranged
            .as_ref()
            .is_some_and(|it| it.aim == Aim::Regret);
        let chosen = if regret {
            "the most that is lost against the first best of any model in the ranges"
        } else {
            "the last"
        };
        notes.push(format!(
            "All but the last column is for the stated values of the model alone; terms are chosen by {chosen}. Refused: somewhere in the ranges the annotator does not accept."
        ));
    }
    Block {
        title: "Today's practice with as many checked labels (estimates)".to_owned(),
        header,
        rows,
        notes,
    }
}

/// The best contracts of every class.
pub fn classes(design: &Design<'_>) -> Block {
    let column = column(design);
    let first_best = &design.first_best;
    let model = first_best.model();
    let whole = first_best.payoff() - first_best.payoff_without_effort();
    let mut rows: Vec<Vec<String>> = design
        .classes
        .iter()
        .map(|(class, contract)| {
            vec![
                match class {
                    Class::General => "general (any pay)".to_owned(),
                    class => class.to_string(),
                },
                format!("{:.4}", contract.point.effort),
                column.cell(contract.expected_pay(model)),
                column.cell(contract.payoff(model)),
                Column::of(contract.gap.total()).cell(contract.gap.total()),
                percent(1.0 - contract.gap.total() / whole),
            ]
        })
        .collect();
    let mut notes = vec!["kept: share of what the first best adds to flat pay.".to_owned()];
    if design.classes.len() < 4 {
        notes.push(
            "A kind that is missing could not be computed: `firstbest gap` says why.".to_owned(),
        );
    }
    let unit = design.sheet.posting.unit;
    notes.extend(design.classes.iter().filter_map(|(class, contract)| {
        let Terms::Tiered(terms) = &contract.terms else {
            return None;
        };
        if terms.tiers.len() < 2 && class.tiers() > Some(1) {
            return Some(format!(
                "{class}: the search found no gain from a further bonus here."
            ));
        }
        let words = tiered_words(terms, contract.samples, unit);
        Some(format!("{class} in words, before rounding up: {words}"))
    }));
    rows.push(vec![
        "first best (care is seen)".to_owned(),
        format!("{:.4}", first_best.effort()),
        column.cell(first_best.wage()),
        column.cell(first_best.payoff()),
        "0".to_owned(),
        percent(1.0),
    ]);
    Block {
        title: "Best contracts of each kind before rounding (estimates)".to_owned(),
        header: vec![
            "contract",
            "effort",
            "expected pay",
            "payoff",
            "gap",
            "kept",
        ],
        rows,
        notes,
    }
}
