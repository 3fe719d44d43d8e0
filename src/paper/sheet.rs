//! What was found about a theorem, for documents: verdict, checks, and the plotted values with
//! their places in the figure.
//!
//! Figures hold outlines only, and a run may find a theorem's files up to date without computing
//! anything. So that a document can still say what a marker's value is, each theorem leaves a
//! sheet, `paper/evidence/<stem>.json`.

use crate::plot::figure::{Drawing, Span};
use crate::print::number::Digits;
use crate::theorem::evidence::{self, Evidence, Quantity};
use serde::{Deserialize, Serialize};

/// Digits of a plotted value: more than an eye reads off a figure, fewer than any of the data are
/// certain to.
const DIGITS: usize = 5;

/// All that a document tells of a theorem's evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// `holds`, `fails` or `untested`.
    pub verdict: String,
    /// The checks.
    pub checks: Vec<SheetCheck>,
    /// What is drawn, from left to right.
    pub panels: Vec<SheetPanel>,
}

/// One check; see [`crate::theorem::Check`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetCheck {
    /// The model, in label markup.
    pub instance: String,
    /// What should hold, in label markup.
    pub claim: String,
    /// Where the number comes from.
    pub standing: String,
    /// What was found, in label markup.
    pub measured: String,
    /// The numbers in it that have a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Whether it holds.
    pub holds: bool,
}

/// The plotted values of one panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetPanel {
    /// What the abscissa is, in label markup.
    pub x: String,
    /// What the ordinate is, in label markup.
    pub y: String,
    /// Named series.
    pub series: Vec<SheetSeries>,
}

/// A series' values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetSeries {
    /// Its name in the legend, in label markup.
    pub name: String,
    /// Points from left to right.
    pub points: Vec<SheetPoint>,
}

/// Where a value is drawn and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetPoint {
    /// Points (1/72 in) from the figure's left and top edge.
    pub at: [f64; 2],
    /// The abscissa.
    pub x: String,
    /// The ordinate, with its error bar where it has one.
    pub y: String,
}

impl Sheet {
    /// The sheet of evidence that was drawn as `drawing`.
    pub fn new(evidence: &Evidence, drawing: &Drawing) -> Self {
        let checks = evidence.checks.iter().map(|check| SheetCheck {
            instance: check.instance.clone(),
            claim: check.claim.clone(),
            standing: check.standing.name().to_owned(),
            measured: check.measured.text().to_owned(),
            quantities: check.measured.quantities().to_vec(),
            holds: check.holds,
        });
        let panels = evidence
            .drawn_panels()
            .zip(drawing.frames())
            .map(|(panel, frame)| SheetPanel {
                x: panel.x_label.clone(),
                y: panel.y_label.clone(),
                series: panel
                    .series
                    .iter()
                    .filter(|series| !series.label.is_empty())
                    .map(|series| SheetSeries {
                        name: series.label.clone(),
                        points: series
                            .points
                            .iter()
                            .filter_map(|point| place(point, &frame.x, &frame.y))
                            .collect(),
                    })
                    .filter(|series| !series.points.is_empty())
                    .collect(),
            });
        Self {
            verdict: evidence.verdict().name().to_owned(),
            checks: checks.collect(),
            panels: panels.collect(),
        }
    }

    /// The file's bytes: one line a check and a point, so that versions can be compared.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Below the root.
pub fn path(stem: &str) -> String {
    format!("paper/evidence/{stem}.json")
}

fn place(point: &evidence::Point, x: &Span, y: &Span) -> Option<SheetPoint> {
    let number = |value| Digits::exact(value, DIGITS).map(|digits| short(&digits.to_string()));
    let mut ordinate = number(point.y)?;
    if point.error > 0.0 {
        ordinate = format!(
            "{ordinate} ± {}",
            short(&Digits::exact(point.error, 2)?.to_string())
        );
    }
    Some(SheetPoint {
        at: [on(x, point.x)?, on(y, point.y)?],
        x: number(point.x)?,
        y: ordinate,
    })
}

/// Without the zeros that end a decimal fraction: these values are rounded for display, not stated
/// to their last digit.
fn short(number: &str) -> String {
    let (mantissa, power) = match number.find('e') {
        Some(at) => number.split_at(at),
        None => (number, ""),
    };
    if !mantissa.contains('.') {
        return number.to_owned();
    }
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    format!("{mantissa}{power}")
}

/// The place of a value on a side, to a tenth of a point; `None` outside of it.
fn on(side: &Span, value: f64) -> Option<f64> {
    let share = (side.scale.to_axis(value) - side.lo) / (side.hi - side.lo);
    let at = side.from + share * (side.to - side.from);
    (-1e-9..=1.0 + 1e-9)
        .contains(&share)
        .then(|| (at * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::figure::Scale;

    #[test]
    fn values_have_places_on_the_panel_and_none_outside() {
        let side = Span {
            scale: Scale::Log,
            lo: 2.0,
            hi: 4.0,
            from: 40.0,
            to: 240.0,
        };
        assert_eq!(on(&side, 1000.0), Some(140.0));
        assert_eq!(on(&side, 10.0), None);
        assert_eq!(on(&side, -1.0), None);
        assert_eq!(short("1.2300e-8"), "1.23e-8");
        assert_eq!(short("100"), "100");
        assert_eq!(short("3.0000"), "3");
    }
}
