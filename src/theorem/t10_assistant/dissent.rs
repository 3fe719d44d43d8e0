//! (d) The value of dissent: what the assistant's answer adds to the expert's.

use super::{Studied, certainty, computed, efforts, parameter, row};
use crate::annotation::assistant::FixedAssistant;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Panel, Series};

/// Probabilities of the four things one checked item can show, and their slopes in effort: the
/// label agrees with the expert or not, where assistant and expert differ and where they do not.
fn patterns(assistant: &FixedAssistant, effort: f64) -> [(f64, f64); 4] {
    let d = assistant.differ();
    let pi = assistant.sentinel_agreement().unwrap_or(0.0);
    let dissent = assistant.careful_dissent().unwrap_or(0.0);
    [
        (d * effort * pi, d * pi),
        (d * (1.0 - effort * pi), -d * pi),
        ((1.0 - d) * (1.0 - effort * dissent), -(1.0 - d) * dissent),
        ((1.0 - d) * effort * dissent, (1.0 - d) * dissent),
    ]
}

/// Σ p′²/p, the Fisher information of the pattern.
fn enumerated(assistant: &FixedAssistant, effort: f64) -> f64 {
    patterns(assistant, effort)
        .iter()
        .filter(|(p, _)| *p > 0.0)
        .map(|(p, slope)| slope * slope / p)
        .sum()
}

pub(super) fn checks(assistants: &[Studied]) -> Result<Vec<Check>, TheoremError> {
    let (mut worst, mut points, mut less) = (0.0_f64, 0, 0);
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    let mut contract = 0.0_f64;
    for one in assistants {
        for effort in efforts() {
            let whole = one.assistant.whole_information(effort);
            let count = one.assistant.agreement_information(effort);
            points += 1;
            worst = worst.max((whole / enumerated(&one.assistant, effort) - 1.0).abs());
            // Both round some ten times.
            less += i32::from(whole < count * (1.0 - 1e-13));
            least = least.min(count / whole);
            most = most.max(count / whole);
            contract = contract.max(score_contract(&one.assistant, effort));
        }
    }
    Ok(vec![
        computed(
            "agreement with expert and assistant together tell d·I_sentinel + (1−d)·I_same, never \
             less than the count of agreements",
            format!(
                "within {worst:.0e} of the sum over patterns; less at {less} of {points} points; the \
                 count keeps {:.0}% to {:.0}% of it",
                100.0 * least,
                100.0 * most
            ),
            worst < 1e-12 && less == 0 && points > 0,
        ),
        computed(
            "pay linear in the score binds participation and incentives and costs c′^2/(n·I), I of \
             both answers (square-root utility)",
            format!("largest relative error {contract:.0e}, all outcomes of 4 items"),
            // 256 products of four probabilities and a sum; c' is a difference of two halves.
            contract < 1e-11,
        ),
    ])
}

/// Largest relative error of E v = ū, dE v/dη = c′ and Var v = c′²/(nI) for
/// v = ū + c′·Σ score/(nI), over all outcomes of n = 4 items.
fn score_contract(assistant: &FixedAssistant, effort: f64) -> f64 {
    const ITEMS: u32 = 4;
    let (certain, marginal) = (0.4, 0.49);
    let information = assistant.whole_information(effort);
    let scale = marginal / (f64::from(ITEMS) * information);
    let pattern = patterns(assistant, effort);
    let (mut mean, mut slope, mut variance) = (0.0, 0.0, 0.0);
    for outcome in 0..4_u32.pow(ITEMS) {
        let kinds = (0..ITEMS).map(|item| pattern[(outcome >> (2 * item) & 3) as usize]);
        if kinds.clone().any(|(p, _)| p == 0.0) {
            continue;
        }
        let probability: f64 = kinds.clone().map(|(p, _)| p).product();
        let score: f64 = kinds.map(|(p, slope)| slope / p).sum();
        let pay = certain + scale * score;
        mean += probability * pay;
        slope += probability * score * pay;
        variance += probability * (pay - certain).powi(2);
    }
    let premium = marginal * marginal / (f64::from(ITEMS) * information);
    [mean / certain, slope / marginal, variance / premium]
        .iter()
        .map(|ratio| (ratio - 1.0).abs())
        .fold(0.0, f64::max)
}

/// Information kept by the count of agreements and by sentinels alone, against effort, for each κ
/// with the assistant that makes the fewest mistakes.
pub(super) fn panel(assistants: &[Studied], table: &mut DataTable) -> Panel {
    let mut series = Vec::new();
    let fewest = assistants
        .iter()
        .map(|one| one.mistaken)
        .fold(f64::INFINITY, f64::min);
    let best = assistants.iter().filter(|one| one.mistaken == fewest);
    for (group, one) in best.enumerate() {
        let kappa = one.assistant.kappa();
        let share = |of: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
            efforts()
                .map(|effort| (effort, of(effort) / one.assistant.whole_information(effort)))
                .collect()
        };
        let count = share(&|effort| one.assistant.agreement_information(effort));
        let sentinels = share(&|effort| one.assistant.sentinel_information(effort));
        for (name, curve) in [("count", &count), ("sentinels", &sentinels)] {
            for &(effort, value) in curve {
                let mut cells = row("dissent", name, parameter(effort));
                cells.extend(certainty(kappa, one.assistant.with_expert()));
                cells.push(("value", Cell::within(value, 1e-12)));
                table.add(cells);
            }
        }
        series.push(Series::new(
            format!("$κ = {kappa}$"),
            Mark::Curve,
            group,
            count,
        ));
        series.push(Series::new("", Mark::Leading, group, sentinels));
    }
    Panel {
        x_label: "effort $η$".to_owned(),
        x_log: false,
        y_label: "information kept (dashed: sentinels)".to_owned(),
        y_log: false,
        reference: None,
        series,
    }
}
