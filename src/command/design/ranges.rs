//! What the sheet says of a model's ranges: the headline, what is proved, where the terms break.

use super::block::{Block, row};
use super::words::{Column, words};
use super::work::Design;
use crate::contract::Class;
use crate::design::ranges::breaking::Side;
use crate::design::ranges::{Aim, Breaking, Failure, Ranged};
use crate::model::Unknown;
use crate::print::number::{Digits, decimals_outward, trimmed_outward};
use crate::print::words::capital;

/// A number to at most six digits, as a table of estimates shows it.
fn rough(value: f64) -> String {
    Digits::within(value, 1e-6, 6).map_or_else(|| value.to_string(), |d| d.to_string())
}

/// An interval as plain decimals that still hold it: a digit more than its width bears.
fn outwards(lower: f64, upper: f64) -> String {
    let width = (upper - lower).max(1e-9 * upper.abs()).max(1e-12);
    let places = (1.0 - libm::log10(width).floor()).clamp(0.0, 12.0) as usize;
    format!(
        "{} to {}",
        decimals_outward(lower, places, false),
        decimals_outward(upper, places, true)
    )
}

/// A lower bound to four digits, downwards.
fn least(value: f64) -> String {
    let size = libm::log10(value.abs().max(1e-12)).floor();
    decimals_outward(value, (3.0 - size).clamp(0.0, 12.0) as usize, false)
}

/// How terms fail, in words.
fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Refuses => "the annotator does not accept",
        Failure::NoCare => "little or no effort is the best reply",
    }
}

/// "holds for κ from 0.78 to 1; below 0.7799 no effort is the best reply".
pub fn headline(breaking: &Breaking) -> String {
    let number = &breaking.number;
    let name = number.words();
    let (Some(below), Some(above)) = (&breaking.below, &breaking.above) else {
        return format!("{name}: no range could be proved around {}.", number.value);
    };
    // No failure was found on this side, and the number could go on.
    let looked = |side: &Side, way: &str| {
        if side.fails_at.is_none() && side.holds_to != 1.0 {
            format!(" (as far {way} as was looked)")
        } else {
            String::new()
        }
    };
    let mut text = format!(
        "Holds for {name} from {}{} to {}{}",
        end(below.holds_to, true),
        looked(below, "down"),
        end(above.holds_to, false),
        looked(above, "up")
    );
    for (side, up) in [(below, false), (above, true)] {
        if let Some((at, how)) = side.fails_at {
            text.push_str(&format!("; at {} {}", end(at, up), failure(how)));
        }
    }
    text.push('.');
    text
}

/// An end to seven digits, rounded so that what is said stays true.
fn end(value: f64, up: bool) -> String {
    let places = (6.0 - libm::log10(value.abs().max(1e-300)).floor()).clamp(0.0, 17.0);
    trimmed_outward(value, places as usize, up)
}

/// Where the terms break.
pub fn breaking(design: &Design<'_>) -> Block {
    let mut notes: Vec<String> = design.breaking.iter().map(headline).collect();
    notes.push(
        "Each number alone, the others as the model states them; both ends are proved. The terms hold where the annotator accepts and every best reply is real care."
            .to_owned(),
    );
    Block::said(
        "How far off the model may be before these terms fail",
        notes,
    )
}

/// What several ranges at once take for granted.
pub const INDEPENDENT: &str = "The ranges are taken as independent: any value of one with any value of another. Where the numbers hang together, as the value of care does with κ in a model made by `firstbest model`, the worst case may be worse than any case that can happen.";

/// What is proved for all of the ranges, and what that costs.
pub fn ranged(design: &Design<'_>, ranged: &Ranged) -> Block {
    let model = design.first_best.model();
    let ranges: Vec<String> = model.unknowns().iter().map(Unknown::range_words).collect();
    let column = Column::of(design.first_best.wage());
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    let title = match &ranged.proved {
        Ok(proved) => {
            let between = |lower, upper| outwards(lower, upper);
            rows.push(row(
                "every best reply of the annotator is an effort from",
                between(proved.replies.lower(), proved.replies.upper()),
            ));
            rows.push(row("the annotator accepts", "yes".to_owned()));
            rows.push(row(
                "expected pay, from",
                between(proved.pay.lower(), proved.pay.upper()),
            ));
            rows.push(row(
                "the company's payoff is at least",
                least(proved.payoff),
            ));
            notes.push(format!(
                "For every value in these ranges at once, not for some of them: {} boxes cover them.",
                proved.boxes
            ));
            let between = match ranged.aim {
                Aim::Payoff if ranged.worst.is_finite() => format!(
                    ": from {} to {}",
                    least(proved.payoff),
                    column.cell(ranged.worst)
                ),
                _ => String::new(),
            };
            notes.push(format!(
                "What the payoff is at least is a bound: each box takes the least value of care and the most pay of all its models and best replies together, which no single model need have. The worst case below is an estimate of one model's payoff, the least found at the ends of the ranges and, from there, inside them: along one number at a time and on both sides of jumps of the best reply. The true worst case lies between the two{between}."
            ));
            if model.unknowns().len() > 1 {
                notes.push(INDEPENDENT.to_owned());
            }
            format!("Proved for {}", ranges.join(" and "))
        }
        Err(stopped) => {
            notes.push(match stopped {
                Some(stopped) if !stopped.place.is_empty() => {
                    let place: Vec<String> = stopped
                        .place
                        .iter()
                        .map(|(name, at)| format!("{name} near {}", rough(at.midpoint())))
                        .collect();
                    let what = if stopped.refused {
                        "that the annotator accepts"
                    } else {
                        "that every best reply is care"
                    };
                    format!("It could not be shown {what} at {}.", place.join(", "))
                }
                _ => "Some part of the model has no proved bounds, or care is lost somewhere in the ranges.".to_owned(),
            });
            format!("NOT proved for {}", ranges.join(" and "))
        }
    };
    let measure = match ranged.aim {
        Aim::Payoff => "payoff in the worst case",
        Aim::Regret => "less than the first best in the worst case, by",
    };
    let worst = |worst: f64| match (worst.is_finite(), ranged.aim) {
        (false, _) => "refused".to_owned(),
        (true, Aim::Payoff) => column.cell(worst),
        (true, Aim::Regret) => column.cell(-worst),
    };
    let place: Vec<String> = ranged
        .worst_at
        .iter()
        .map(|(name, value)| format!("{name} = {}", rough(*value)))
        .collect();
    notes.push(format!(
        "{} (estimates): these terms {} (at {}), as stated {}; terms for the stated values alone {}, as stated {}.",
        capital(measure),
        worst(ranged.worst),
        place.join(", "),
        column.cell(ranged.reply.payoff),
        worst(ranged.plain_worst),
        column.cell(ranged.plain_reply.payoff),
    ));
    notes.push(format!(
        "Terms for the stated values alone: {}",
        words(&ranged.plain.terms, ranged.plain.unit)
    ));
    notes.extend(survivors(&design.survivors));
    Block {
        title,
        header: if rows.is_empty() {
            Vec::new()
        } else {
            vec!["", "value"]
        },
        rows,
        notes,
    }
}

/// Which classes have terms that are proved for all of the ranges.
fn survivors(tried: &[(Class, Option<f64>)]) -> Option<String> {
    if tried.len() < 2 {
        return None;
    }
    let names = |proved: bool| -> Vec<&str> {
        let chosen = tried.iter().filter(|(_, worst)| worst.is_some() == proved);
        chosen.map(|(class, _)| class.name()).collect()
    };
    let (yes, no) = (names(true), names(false));
    Some(match (yes.len(), no.len()) {
        (0, _) => {
            "No kind of contract has terms that were proved for all of the ranges.".to_owned()
        }
        (_, 0) => format!(
            "Kinds with terms proved for all of the ranges: {}.",
            yes.join(", ")
        ),
        (1, _) => format!(
            "Only {} terms are proved for all of the ranges; {} terms are not.",
            yes[0],
            no.join(", ")
        ),
        _ => format!(
            "Proved for all of the ranges: {}; not: {}.",
            yes.join(", "),
            no.join(", ")
        ),
    })
}
