//! The same experiment on real comparisons, from the committed summary: a Bradley–Terry score per
//! response, judged on held-out items.

use super::learnt;
use crate::input::InputError;
use crate::theorem::committed::Committed;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Measured, Point, Series, Standing};

/// One effort, with means and standard errors of passing the labels through it.
pub(super) struct Line {
    data: String,
    labels: u64,
    pub(super) effort: f64,
    pub(super) accuracy: [f64; 2],
    pub(super) log_loss: [f64; 2],
    pub(super) norm: [f64; 2],
}

pub(super) fn read(table: &Committed) -> Result<Vec<Line>, InputError> {
    table
        .rows()
        .map(|row| {
            let pair = |name: &str| -> Result<[f64; 2], InputError> {
                Ok([row.number(name)?, row.number(&format!("{name}_se"))?])
            };
            Ok(Line {
                data: row.text("data")?.to_owned(),
                labels: row.number("labels")? as u64,
                effort: row.number("effort")?,
                accuracy: pair("accuracy")?,
                log_loss: pair("log_loss")?,
                norm: pair("norm")?,
            })
        })
        .collect()
}

pub(super) fn series(lines: &[Line], group: usize, of: impl Fn(&Line) -> [f64; 2]) -> Series {
    Series {
        label: label(lines),
        mark: Mark::Measured,
        group,
        points: lines
            .iter()
            .map(|line| {
                let [y, error] = of(line);
                Point {
                    x: line.effort,
                    y,
                    error: 2.0 * error,
                }
            })
            .collect(),
    }
}

/// The data set by its name, or what it is where that is known.
fn label(lines: &[Line]) -> String {
    match lines.first().map(|line| line.data.as_str()) {
        Some("ukpconvarg1") => "UKP arguments".to_owned(),
        // Underscores would lower what follows.
        Some(other) => other.replace('_', " "),
        None => String::new(),
    }
}

pub(super) fn rows(lines: &[Line], table: &mut DataTable) {
    for line in lines {
        let mut row = vec![
            ("data", Cell::text(&line.data)),
            ("labels", Cell::Count(line.labels)),
        ];
        row.extend(learnt(line.effort, line.accuracy, line.log_loss, line.norm));
        table.add(row);
    }
}

/// On real features, neither normal nor many labels each, blindness is a tendency: half the effort
/// must cost the scale at least twice the share that it costs the accuracy beyond chance.
pub(super) fn checks(lines: &[Line]) -> Vec<Check> {
    let at = |effort: f64| lines.iter().find(|line| line.effort == effort);
    let (Some(full), Some(half)) = (at(1.0), at(0.5)) else {
        return vec![Check {
            instance: "real comparisons".to_owned(),
            claim: "efforts 0.5 and 1 stand in the committed data".to_owned(),
            measured: "they do not".into(),
            standing: Standing::Fitted,
            holds: false,
        }];
    };
    let kept = |of: fn(&Line) -> f64| of(half) / of(full);
    let beyond_chance = kept(|line| line.accuracy[0] - 0.5);
    let scale = kept(|line| line.norm[0]);
    vec![Check {
        instance: full.data.clone(),
        claim: "half the effort costs accuracy little and the scale much".to_owned(),
        measured: Measured::from(format!(
            "accuracy {:.4} to {:.4} (",
            full.accuracy[0], half.accuracy[0]
        ))
        .number("kept", format_args!("{:.0}", 100.0 * beyond_chance))
        .say("% of what is beyond chance is kept), scale ")
        .number("scale_kept", format_args!("{:.0}", 100.0 * scale))
        .say(format_args!(
            "% kept, loss {:.3} to {:.3}; {} labels",
            full.log_loss[0], half.log_loss[0], full.labels
        )),
        standing: Standing::Fitted,
        holds: 1.0 - scale > 2.0 * (1.0 - beyond_chance),
    }]
}
