//! The sheet of `firstbest design` as titled blocks of rows.

use super::block::{Block, Part, row};
use super::budget::Budget;
use super::tables::{classes, off, practice, prospects, robust};
use super::words::{checked_labels, interval, number, outward, percent, words};
use super::work::Design;
use super::{annotator, ranges};
use crate::design::posted::Posted;
use crate::design::posted::proof::MOST_SUMMED;
use crate::print::number::trimmed_outward;

/// Every part of the sheet, in order.
pub fn parts(design: &Design<'_>) -> Vec<Part> {
    let heading = &design.heading;
    let annotator = annotator::annotator(
        &design.sheet.posting,
        design.first_best.model().monitoring().scheme(),
        heading,
    );
    let mut company = vec![annotator::company(design, heading), contract(design)];
    let ranged = design.ranged.as_ref();
    company.extend(ranged.map(|ranged| ranges::ranged(design, ranged)));
    company.push(ranges::breaking(design));
    // Where all of the ranges are proved the stated values are, whether or not the sharper method
    // for one model finds its proof.
    let covered = ranged.is_some_and(|ranged| ranged.proved.is_ok());
    if design.sheet.proved.is_some() || !covered {
        company.push(proved(design));
    }
    company.extend(design.budget.as_ref().map(|budget| price(design, budget)));
    company.push(practice(design));
    let mut details = vec![prospects(design), off(design)];
    details.extend(robust(design));
    details.push(classes(design));
    details.push(glossary());
    vec![
        Part {
            blocks: vec![annotator],
        },
        Part { blocks: company },
        Part { blocks: details },
    ]
}

/// What the sheet's words mean, for who has not met them.
pub fn glossary() -> Block {
    let notes = [
        "Effort: the share of labels that an annotator gives with care, from 0 to 1.",
        "κ (kappa): how far careful labels agree with the check beyond chance; 1 where everybody agrees, 0 where every preference is a coin toss.",
        "Best reply: the effort that serves an annotator best under the terms, pay against the trouble that care takes.",
        "Outside option: what an annotator who does not accept has elsewhere, in utility.",
        "First best: what the company would get if it could see care itself. Gap: how far a contract's payoff falls short of that.",
    ];
    Block::said("The words", notes.map(str::to_owned).to_vec())
}

fn contract(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut notes = vec![words(&sheet.posting.terms, sheet.posting.unit)];
    if let (Some(loss), None) = (design.loss, &design.ranged) {
        notes.push(format!(
            "The least number of labels with which a {} contract falls short of the first best by at most {}.",
            sheet.class.name(),
            number(loss)
        ));
    }
    if let (Some(loss), Some(ranged)) = (design.loss, &design.ranged) {
        let more = match &design.with_more {
            Some((samples, worst)) if *worst > ranged.worst => {
                format!(" With more labels, such as --samples {samples}, the worst case is better.")
            }
            _ => String::new(),
        };
        notes.push(format!(
            "So many labels are the fewest for a loss of at most {} at the stated values. These terms have to hold for all of the ranges, where they may lose more, see below.{more}",
            number(loss)
        ));
    }
    Block::said(
        format!(
            "Recommended with {}: the {} contract",
            checked_labels(sheet.ideal.samples),
            sheet.class.name()
        ),
        notes,
    )
}

fn proved(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let Some(proved) = &sheet.proved else {
        return Block::said(
            "Not proved",
            vec![
                format!(
                    "No proof was found for these terms. Estimates: best reply {:.6}, expected pay {}, gap {}.",
                    sheet.reply.effort,
                    number(sheet.reply.pay),
                    number(sheet.gap)
                ),
                unproved(&sheet.posting.terms),
            ],
        );
    };
    let model = design.first_best.model();
    Block {
        title: "Proved of these very terms in the model as stated".to_owned(),
        header: vec!["", "value"],
        rows: vec![
            row(
                "every best reply of the annotator is an effort in",
                interval(proved.replies.lower(), proved.replies.upper()),
            ),
            row(
                "the annotator accepts: utility at least",
                format!(
                    "{} (outside option {})",
                    outward(proved.utility.lower(), false),
                    outside(model.reservation(), proved.utility.lower())
                ),
            ),
            row(
                "expected pay",
                interval(proved.pay.lower(), proved.pay.upper()),
            ),
            row(
                "falls short of the first best by at most",
                outward(proved.gap, true),
            ),
            row(
                "so it keeps, of what the first best adds to flat pay (estimate)",
                percent(sheet.kept(&design.first_best)),
            ),
        ],
        notes: vec![
            "Outward-rounded arithmetic over every effort in [0, 1]; trusts the model and IEEE 754, no estimate."
                .to_owned(),
        ],
    }
}

/// The outside option, upwards, to as few digits as show it to be no more than the utility that is
/// proved: to six at least.
fn outside(option: f64, utility: f64) -> String {
    let size = libm::log10(option.abs().max(f64::MIN_POSITIVE)).floor();
    let at = |digits: i32| {
        let places = (f64::from(digits - 1) - size).clamp(0.0, 17.0) as usize;
        trimmed_outward(option, places, true)
    };
    let shows = |text: &String| text.parse::<f64>().is_ok_and(|shown| shown <= utility);
    (6..=10).map(at).find(shows).unwrap_or_else(|| at(10))
}

/// What to do where no proof was found.
fn unproved(terms: &Posted) -> String {
    match terms {
        Posted::Linear { samples, .. } if *samples > MOST_SUMMED => format!(
            "Linear pay on more than {MOST_SUMMED} labels is not summed in proofs; `--contract binary` gives terms that are proved."
        ),
        Posted::Linear { .. } => {
            "Often there are terms that can be proved with `--contract binary` or more labels.".to_owned()
        }
        _ => "Often there are terms that can be proved with a finer `--unit`, other labels or `--contract linear`."
            .to_owned(),
    }
}

fn price(design: &Design<'_>, budget: &Budget) -> Block {
    let best = &budget.best;
    let ranges = design.ranged.is_some();
    let mut rows = Vec::new();
    if ranges {
        rows.push(row(
            "number of labels, the best tried for all of the ranges",
            best.samples().to_string(),
        ));
    }
    let stated = |words: &str| match ranges {
        true => format!("for the stated values alone: {words}"),
        false => words.to_owned(),
    };
    rows.push(row(
        &stated("best number of labels"),
        budget.stated.to_string(),
    ));
    rows.push(row(
        &stated("labels within one percent of the least loss"),
        format!("{} to {}", budget.range.0, budget.range.1),
    ));
    if let Some(formula) = budget.formula {
        rows.push(row(
            "best number by the asymptotic formula (C9)",
            format!("{:.1}", formula.samples),
        ));
    }
    rows.push(row("paid for monitoring", number(best.monitoring())));
    rows.push(row(
        "gap and monitoring together",
        number(design.sheet.gap + best.monitoring()),
    ));
    if let Some(upper) = budget.proved.0 {
        rows.push(row("  proved at most", outward(upper, true)));
    }
    if let Some(lower) = budget.proved.1 {
        rows.push(row(
            "  proved of every contract and every number of labels: at least",
            outward(lower, false),
        ));
    }
    Block {
        title: format!("At {} per checked label", best.cost.money()),
        header: vec!["", "value"],
        rows,
        notes: match ranges {
            true => vec![
                "The number of labels for the ranges is the best of some, each half, twice, a quarter or four times another, by what the terms bring in the worst case after what the labels cost. The gap is for the stated values."
                    .to_owned(),
            ],
            false => Vec::new(),
        },
    }
}
