//! Which scheme is more informative, over (κ_e/κ_s, η), with real data sets on the map.

use super::{rounded, row};
use crate::annotation::interval::{Interval, ratio};
use crate::annotation::signals::{advantage, crossover, upper_crossover};
use crate::input::InputError;
use crate::theorem::committed::Committed;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Panel, Point, Series, Standing};

/// Right end of the map.
const WIDEST: f64 = 1.5;

/// Steps of a boundary.
const STEPS: u32 = 150;

/// A real data set on the map.
pub(super) struct Real {
    name: String,
    /// κ_e/κ_s: identified where the same annotators were compared both with themselves and with
    /// each other. Elsewhere the limits are those that hold for every κ_s, and the estimate is only
    /// the middle between them, a place for the marker.
    ratio: Interval,
    identified: bool,
    /// Median effort between the 10% and the 90% point over annotators, the best taken as careful.
    effort: Interval,
    kappa: f64,
    /// The scheme that is more informative at the median effort: whatever the ratio, or nothing.
    wins: Option<&'static str>,
}

/// What the committed table says, one point a data set.
pub(super) fn read(table: &Committed) -> Result<Vec<Real>, InputError> {
    struct Line<'t> {
        data: &'t str,
        scheme: &'t str,
        everyone: bool,
        kappa: Interval,
        effort: Interval,
        circular: bool,
    }
    let mut lines = Vec::new();
    for row in table.rows() {
        // The map is one of binary labels.
        if row.text("kind")? != "binary" {
            continue;
        }
        lines.push(Line {
            data: row.text("data")?,
            scheme: row.text("scheme")?,
            everyone: row.text("anchor")? == "everyone careful",
            kappa: Interval {
                estimate: row.number("kappa")?,
                lower: row.number("kappa_lower")?,
                upper: row.number("kappa_upper")?,
            },
            effort: Interval {
                estimate: row.number("effort_p50")?,
                lower: row.number("effort_p10")?,
                upper: row.number("effort_p90")?,
            },
            circular: row.text("note")?.contains("circular"),
        });
    }
    let mut names: Vec<&str> = lines.iter().map(|line| line.data).collect();
    names.dedup();
    let mut real = Vec::new();
    for name in names {
        let find = |scheme: &str, everyone: bool| {
            lines.iter().find(|line| {
                line.data == name
                    && line.scheme == scheme
                    && line.everyone == everyone
                    && !(scheme == "expert" && line.circular)
            })
        };
        // What the company would compare with: an independent expert, else another of the
        // annotators.
        let Some(other) = find("expert", false).or_else(|| find("peers", false)) else {
            continue;
        };
        let own = find("self-consistency", false);
        // Excess agreements pooled over the same annotators: (η_aη_bκ_p)/(η²κ_s). Positive
        // dependence makes the interval too wide.
        let measured = find("peers", true)
            .zip(find("self-consistency", true))
            .map(|(peers, own)| ratio(peers.kappa, own.kappa));
        let kappa = other.kappa.estimate;
        // κ_s ≤ 1; and by Cauchy and Schwarz κ_p ≤ κ_s for a peer, κ_e² ≤ κ_s for an expert.
        let most = if other.scheme == "expert" {
            1.0 / kappa
        } else {
            1.0
        };
        let possible = Interval {
            estimate: 0.5 * (kappa + most),
            lower: kappa,
            upper: most,
        };
        let place = measured.unwrap_or(possible);
        let effort = own.unwrap_or(other).effort;
        real.push(Real {
            name: name.to_owned(),
            ratio: place,
            identified: measured.is_some(),
            effort,
            kappa,
            wins: winner(place, effort.estimate, kappa),
        });
    }
    Ok(real)
}

/// The scheme that is more informative at `effort` all along the ratio's interval.
fn winner(ratio: Interval, effort: f64, kappa_e: f64) -> Option<&'static str> {
    let better = [ratio.lower, ratio.upper]
        .map(|r| advantage(effort, (kappa_e / r).min(1.0), kappa_e) > 0.0);
    match better {
        [true, true] => Some("self-consistency"),
        [false, false] => Some("expert"),
        _ => None,
    }
}

pub(super) fn panel(kappas: &[f64], real: &[Real], table: &mut DataTable) -> Panel {
    let mut series = Vec::new();
    for (group, &kappa_s) in kappas.iter().enumerate() {
        let mut curve = Vec::new();
        for i in 1..=STEPS {
            let r = WIDEST * f64::from(i) / f64::from(STEPS);
            // κ_e² ≤ κ_s for every expert.
            if r * r * kappa_s > 1.0 {
                continue;
            }
            let kappa_e = r * kappa_s;
            for (quantity, eta) in [
                ("self-consistency from effort", crossover(kappa_s, kappa_e)),
                (
                    "expert again from effort",
                    upper_crossover(kappa_s, kappa_e),
                ),
            ] {
                if let Some(eta) = eta {
                    let mut cells = row("boundary", "", quantity);
                    cells.extend([
                        ("kappa_s", Cell::exact(kappa_s)),
                        ("kappa_e", Cell::exact(kappa_e)),
                        ("x", rounded(r)),
                        ("value", rounded(eta)),
                    ]);
                    table.add(cells);
                }
            }
            curve.extend(crossover(kappa_s, kappa_e).map(|eta| (r, eta)));
        }
        // One thing in one colour: where both tell equally much, for small, middling and full
        // certainty.
        let mark = [Mark::Curve, Mark::Leading, Mark::Bound][group.min(2)];
        let name = format!("equal, $κ_s$ = {kappa_s}");
        series.push(Series::new(name, mark, 0, curve));
    }
    for (i, data) in real.iter().enumerate() {
        let group = 1 + i;
        let (r, eta) = (data.ratio, data.effort);
        for (quantity, limits) in [("kappa_e/kappa_s", r), ("effort of the median", eta)] {
            let unknown = !data.identified && quantity == "kappa_e/kappa_s";
            let name = if unknown {
                format!("{} (all that is possible)", data.name)
            } else {
                data.name.clone()
            };
            let committed = |value| Cell::within(value, 1e-3);
            let mut cells = row("real", &name, quantity);
            cells.extend([
                ("kappa_e", Cell::exact(data.kappa)),
                ("lower", committed(limits.lower)),
                ("upper", committed(limits.upper)),
            ]);
            cells.extend((!unknown).then(|| ("value", committed(limits.estimate))));
            table.add(cells);
        }
        let line = |a, b| Series::new("", Mark::Curve, group, [a, b]);
        series.push(line((r.lower, eta.estimate), (r.upper, eta.estimate)));
        series.push(line((r.estimate, eta.lower), (r.estimate, eta.upper)));
        series.push(Series {
            label: short(&data.name),
            mark: Mark::Points,
            group,
            points: vec![Point {
                x: r.estimate,
                y: eta.estimate,
                error: 0.0,
            }],
        });
    }
    for (x, y, words) in [
        (0.35, 0.62, "repeats better"),
        (0.72, 0.12, "expert better"),
    ] {
        series.push(Series::new(words, Mark::Words, 0, [(x, y)]));
    }
    Panel {
        x_label: "$κ_e / κ_s$".to_owned(),
        x_log: false,
        y_label: "effort $η$".to_owned(),
        y_log: false,
        reference: None,
        series,
    }
}

/// A data set's name as far as a legend has room.
fn short(name: &str) -> String {
    if let Some(pair) = name.strip_prefix("wmt16_") {
        return format!("WMT {}", pair.replace('_', "–"));
    }
    match name.split('_').next().unwrap_or(name) {
        "ukpconvarg1" => "UKP".to_owned(),
        "pandalm" => "PandaLM".to_owned(),
        "squality" => "SQuALITY".to_owned(),
        "gec2015" => "GEC".to_owned(),
        other => other.to_owned(),
    }
}

pub(super) fn checks(real: &[Real]) -> Vec<Check> {
    real.iter()
        .map(|data| {
            let r = data.ratio;
            let how = if data.identified {
                format!(
                    "κ_p/κ_s = {:.2} [{:.2}, {:.2}]",
                    r.estimate, r.lower, r.upper
                )
            } else {
                format!(
                    "κ_e/κ_s not identified, from {:.2} to {:.2} whatever κ_s",
                    r.lower, r.upper
                )
            };
            Check {
                instance: data.name.clone(),
                claim: "agreement with others is no more certain than with oneself can be; the map says which scheme is more informative"
                    .to_owned(),
                measured: format!(
                    "{how}; median effort {:.2}, the best taken as careful: {}",
                    data.effort.estimate,
                    match data.wins {
                        Some(scheme) => format!("{scheme} is more informative"),
                        None => "which scheme is more informative depends on κ_s".to_owned(),
                    }
                )
                .into(),
                standing: Standing::Fitted,
                // Cauchy and Schwarz for peers: the identified ratio must not lie above 1.
                holds: r.lower <= r.upper && (!data.identified || r.lower <= 1.0),
            }
        })
        .collect()
}
