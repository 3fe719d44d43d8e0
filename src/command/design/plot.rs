//! The plot of `firstbest design`: why the annotator takes care, and what happens where the model
//! is off.

use super::work::Design;
use crate::command::error::CommandError;
use crate::contract::{ContractError, FirstBest};
use crate::design::posted::Posted;
use crate::design::posted::looks::efforts;
use crate::design::posted::reply::utility;
use crate::design::variation::{Factors, vary};
use crate::plot::figure::{Axis, Drawing, Figure, Line, Panel, Points, Reference, Width};
use crate::plot::style::{Dash, Ink, Marker};

/// Factors of κ and of cost of the second panel.
const FACTORS: [f64; 17] = [
    0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4,
];

/// Left: the annotator's utility above the outside option against effort, with the best reply,
/// under these terms and under a bonus at 90% agreement. Right: the best reply where κ or the cost
/// of effort is off.
pub fn draw(design: &Design<'_>) -> Result<Drawing, CommandError> {
    let (sheet, first_best) = (&design.sheet, &design.first_best);
    let model = first_best.model();
    let curve = |posted: &Posted| -> Result<Vec<(f64, f64)>, ContractError> {
        efforts(model, posted)
            .into_iter()
            .map(|e| Ok((e, utility(model, posted, e)? - model.reservation())))
            .collect()
    };
    let mut left = Panel::new(
        Axis::linear("effort $η$"),
        Axis::linear("annotator's utility − $U_0$"),
    )
    .horizontal(Reference::at(0.0).ink(Ink::Grey).dash(Dash::Solid))
    .line(Line::new("these terms", curve(&sheet.posting.terms)?).ink(Ink::Blue));
    let customary = sheet
        .practices
        .iter()
        .find(|practice| matches!(practice.posted, Posted::Bonus { .. }));
    if let Some(practice) = customary {
        left = left.line(
            Line::new("bonus at 90%", curve(&practice.posted)?)
                .ink(Ink::Vermilion)
                .dash(Dash::Dashed),
        );
    }
    left = left.points(
        Points::new(
            "best reply",
            [(
                sheet.reply.effort,
                sheet.reply.utility - model.reservation(),
            )],
        )
        .ink(Ink::Blue)
        .marker(Marker::Circle),
    );
    let mut right = Panel::new(
        Axis::linear("factor by which the model is off"),
        Axis::linear("best reply").range(-0.02, 1.02),
    );
    let none = Factors::NONE;
    let kappas = FACTORS.map(|kappa| Factors { kappa, ..none });
    let costs = FACTORS.map(|cost| Factors { cost, ..none });
    for (name, ink, factors) in [
        ("$κ$", Ink::Blue, kappas),
        ("cost of effort", Ink::Green, costs),
    ] {
        let replies = resolved(first_best, &sheet.posting.terms, &factors)?;
        right = right.line(Line::new(name, replies).ink(ink));
    }
    Figure::new("Incentives of the contract", Width::TwoColumns)
        .panel(left)
        .panel(right)
        .draw()
        .map_err(|error| CommandError::Assess(error.into()))
}

/// Factors with best replies. Where two neighbours differ by a jump their middles are added, so
/// that the jump stands where it is and is as steep as it is.
fn resolved(
    first_best: &FirstBest<'_>,
    terms: &Posted,
    factors: &[Factors],
) -> Result<Vec<(f64, f64)>, CommandError> {
    /// A change of effort between neighbours that is looked into.
    const JUMP: f64 = 0.05;
    /// Halvings: to a ten-thousandth of a step.
    const HALVINGS: usize = 14;
    let replies = |factors: &[Factors]| -> Result<Vec<(Factors, f64)>, CommandError> {
        let found = vary(first_best, terms, factors)?;
        Ok(found
            .into_iter()
            .map(|variation| (variation.factors, variation.reply.effort))
            .collect())
    };
    let middle = |a: Factors, b: Factors| Factors {
        kappa: 0.5 * (a.kappa + b.kappa),
        cost: 0.5 * (a.cost + b.cost),
        risk: 0.5 * (a.risk + b.risk),
    };
    let mut all = replies(factors)?;
    for _ in 0..HALVINGS {
        let between: Vec<Factors> = all
            .windows(2)
            .filter(|pair| (pair[0].1 - pair[1].1).abs() > JUMP)
            .map(|pair| middle(pair[0].0, pair[1].0))
            .collect();
        if between.is_empty() {
            break;
        }
        all.extend(replies(&between)?);
        all.sort_by(|a, b| (a.0.kappa * a.0.cost).total_cmp(&(b.0.kappa * b.0.cost)));
    }
    Ok(all
        .into_iter()
        .map(|(factors, effort)| (factors.kappa * factors.cost, effort))
        .collect())
}
