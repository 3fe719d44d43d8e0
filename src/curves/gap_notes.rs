//! What is said under a figure of gaps.

use super::GapCurve;
use super::gap_points::Drawn;
use std::collections::BTreeMap;

/// What filled and open markers mean, and which brackets are missing.
pub(super) fn bracket_note(
    curves: &[GapCurve],
    drawn: &[Vec<Drawn>],
    plain: bool,
) -> Option<String> {
    let points = || drawn.iter().flatten();
    let widest = points()
        .filter_map(|point| point.ends.map(|(lower, upper)| 1.0 - lower / upper))
        .fold(None, |widest: Option<f64>, width| {
            Some(widest.unwrap_or(0.0).max(width))
        });
    let filled = widest.map(|widest| {
        let width = crate::print::number::scientific_outward(widest, 0, true);
        let width = match width.split_once('e') {
            Some((digits, power)) if !plain => {
                format!("${digits}×10^{{{}}}$", power.replace('-', "−"))
            }
            _ => width,
        };
        format!("Filled: proved brackets as bars, of relative width at most {width}.")
    });
    let open = points().any(|point| point.ends.is_none());
    let open = open.then(|| "Open: estimates without a bracket.".to_owned());
    let all = join([filled, open, missing_note(curves)]);
    (!all.is_empty()).then_some(all)
}

/// How many brackets lack an end, and why.
pub(super) fn missing_note(curves: &[GapCurve]) -> Option<String> {
    let asked = curves
        .iter()
        .flat_map(|curve| &curve.points)
        .filter(|p| p.proof.asked);
    let (mut total, mut missing) = (0, 0);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for point in asked {
        total += 1;
        if point.proof.ends().is_none() {
            missing += 1;
            for reason in &point.proof.missing {
                *reasons.entry(reason).or_default() += 1;
            }
        }
    }
    (missing > 0).then(|| {
        let reasons: Vec<String> = reasons
            .iter()
            .map(|(reason, count)| format!("{} ({count})", reason.replace('-', " ")))
            .collect();
        format!(
            "{missing} of {total} brackets lack an end and are not drawn: {}.",
            reasons.join(", ")
        )
    })
}

pub(super) fn left_out_note(count: usize) -> Option<String> {
    let points = if count == 1 { "point" } else { "points" };
    (count > 0).then(|| format!("{count} {points} with a gap of 0 or without a rate left out."))
}

pub(super) fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}
