//! (b) Second looks: two copied labels always agree.

use super::{Studied, certainty, computed, efforts, parameter, row};
use crate::model::monitoring::SelfConsistency;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Panel, Series};

/// dq/dη = η(κ_s − α_s) + (1 − η)(α_s − 1), annotators and expert sharing their preferences
/// (κ_s = κ_e).
fn slope(one: &Studied, effort: f64) -> f64 {
    let (kappa, own) = (one.assistant.kappa(), one.assistant.with_annotator());
    effort * (kappa - own) + (1.0 - effort) * (own - 1.0)
}

pub(super) fn checks(assistants: &[Studied]) -> Vec<Check> {
    let (mut majority, mut rising, mut fixed, mut low) = (0, 0, 0, 0);
    let (mut worst, mut accepted) = (0.0_f64, 0);
    for one in assistants {
        let kappa = one.assistant.kappa();
        fixed += 1;
        low += i32::from(slope(one, 0.0) < 0.0);
        for effort in efforts() {
            if one.mistaken == 0.0 {
                majority += 1;
                rising += i32::from(slope(one, effort) > 0.0);
            }
            // Central differences of a quadratic are exact but for rounding.
            let step = 0.01;
            let q = |at: f64| one.assistant.repeat_agreement(at, kappa);
            let difference = (q(effort + step) - q(effort - step)) / (2.0 * step);
            worst = worst.max((difference - slope(one, effort)).abs());
        }
        let own = one.assistant.with_annotator();
        accepted += i32::from(SelfConsistency::with_assistant(kappa, own, 1.0).is_some());
    }
    vec![
        computed(
            "where the assistant follows the majority, second looks agree less the more care is taken",
            format!("{rising} of {majority} efforts at which agreement rises"),
            rising == 0 && majority > 0,
        ),
        computed(
            "with any fixed assistant that is not always the annotator's, agreement of second looks \
             falls from effort 0 on, and no model file may pay for it",
            format!(
                "falls at 0 for {low} of {fixed} assistants, {accepted} accepted as monitoring; slope \
                 within {worst:.0e} of differences"
            ),
            // q is of order one and divided by a step of 0.02: some 1e-14.
            low == fixed && accepted == 0 && worst < 1e-12,
        ),
    ]
}

/// Agreement of second looks against effort, one curve an assistant of the first κ, and the coin's.
pub(super) fn panel(assistants: &[Studied], table: &mut DataTable) -> Panel {
    let kappa = assistants
        .first()
        .map_or(f64::NAN, |one| one.assistant.kappa());
    let mut series = Vec::new();
    let of_first = assistants
        .iter()
        .filter(|one| one.assistant.kappa() == kappa);
    for (group, one) in of_first.enumerate() {
        let curve: Vec<(f64, f64)> = (0..=50)
            .map(|i| f64::from(i) / 50.0)
            .map(|effort| (effort, one.assistant.repeat_agreement(effort, kappa)))
            .collect();
        for &(effort, q) in &curve {
            let name = format!("mistaken {}", one.mistaken);
            let mut cells = row("repeats", &name, parameter(effort));
            cells.extend(certainty(kappa, one.assistant.with_expert()));
            cells.push(("value", Cell::within(q, 1e-14)));
            table.add(cells);
        }
        let label = format!("assistant wrong on {}%", 100.0 * one.mistaken);
        series.push(Series::new(label, Mark::Curve, group, curve));
    }
    let coin = (0..=50).map(|i| f64::from(i) / 50.0);
    series.push(Series::new(
        "a coin",
        Mark::Leading,
        series.len(),
        coin.map(|effort| (effort, 0.5 + 0.5 * kappa * effort * effort)),
    ));
    Panel {
        x_label: "effort $η$".to_owned(),
        x_log: false,
        y_label: "second looks that agree".to_owned(),
        y_log: false,
        reference: None,
        series,
    }
}
