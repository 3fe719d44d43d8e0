//! The plot of `firstbest design`: why the annotator takes care, and what happens where the model
//! is off.

use super::CommandError;
use super::design::Design;
use crate::contract::ContractError;
use crate::design::posted::Posted;
use crate::design::posted::reply::efforts;
use crate::design::posted::reply::utility;
use crate::design::variation::Factors;
use crate::design::variation::vary;
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
        let replies = vary(first_best, &sheet.posting.terms, &factors)?;
        let points = replies.iter().map(|variation| {
            let factors = variation.factors;
            (factors.kappa * factors.cost, variation.reply.effort)
        });
        right = right.line(Line::new(name, points).ink(ink));
    }
    Figure::new("Incentives of the contract", Width::TwoColumns)
        .panel(left)
        .panel(right)
        .draw()
        .map_err(|error| CommandError::Assess(error.into()))
}
