//! Curves from the lines of a sweep.

use super::names::{escaped, file_names};
use super::{Constants, CurveError, GapCurve, GapPoint, Proof};
use crate::sweep::Record;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Curves, and how many lines of the sweep hold an error instead of a contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// In the order in which the lines name them.
    pub curves: Vec<GapCurve>,
    /// Points without a contract.
    pub errors: usize,
}

/// A line, told apart from others by its model file, what is varied in it, and its class.
struct Line {
    file: String,
    varied: BTreeMap<String, String>,
    class: String,
    one_bonus: bool,
    first_best_effort: f64,
    constants: Option<Constants>,
    point: GapPoint,
}

/// Groups records into curves, one for each model, varied values and class.
pub fn read(records: &[Record]) -> Result<Read, CurveError> {
    let mut lines = Vec::new();
    let mut errors = 0;
    for (record, number) in records.iter().zip(1..) {
        let value: Value = serde_json::from_str(&record.line).map_err(|_| CurveError::Line {
            line: number,
            field: "JSON object",
        })?;
        match value.get("error") {
            Some(_) => errors += 1,
            None => lines.push((number, line(&value, number)?)),
        }
    }
    let named: Vec<String> = names(&lines);
    let mut curves: Vec<GapCurve> = Vec::new();
    for ((number, line), model) in lines.into_iter().zip(named) {
        let known = curves
            .iter_mut()
            .find(|curve| curve.model == model && curve.class == line.class);
        let Some(curve) = known else {
            curves.push(GapCurve {
                model,
                class: line.class,
                one_bonus: line.one_bonus,
                first_best_effort: line.first_best_effort,
                constants: line.constants,
                points: vec![line.point],
            });
            continue;
        };
        match curve
            .points
            .iter()
            .find(|p| p.samples == line.point.samples)
        {
            Some(same) if *same == line.point => {}
            Some(_) => {
                return Err(CurveError::Twice {
                    line: number,
                    curve: format!("{}, {}", curve.model, curve.class),
                    samples: line.point.samples,
                });
            }
            None => curve.points.push(line.point),
        }
    }
    for curve in &mut curves {
        curve.points.sort_by_key(|point| point.samples);
    }
    Ok(Read { curves, errors })
}

fn line(value: &Value, number: usize) -> Result<Line, CurveError> {
    let lacks = |field| CurveError::Line {
        line: number,
        field,
    };
    let gap = &value["gap"];
    let missing: BTreeSet<String> = ["lower", "upper"]
        .iter()
        .filter_map(|end| Some(gap["missing"][end].as_str()?.to_owned()))
        .collect();
    let name = value["contract"]
        .as_str()
        .ok_or_else(|| lacks("\"contract\""))?;
    let tiers = value["tiers"].as_u64();
    let mut class = tiers.map_or_else(|| name.to_owned(), |tiers| format!("{name}({tiers})"));
    if value["threshold"].as_str() == Some("randomised") {
        class += " randomised";
    }
    let varied = value["varied"].as_object().into_iter().flatten();
    Ok(Line {
        file: value["model_file"]
            .as_str()
            .ok_or_else(|| lacks("\"model_file\""))?
            .to_owned(),
        varied: varied
            .map(|(key, value)| (key.clone(), value.to_string()))
            .collect(),
        one_bonus: name == "binary" || tiers == Some(1),
        class,
        first_best_effort: value["first_best"]["effort"]
            .as_f64()
            .ok_or_else(|| lacks("effort of its first best"))?,
        constants: Constants::from_json(&value["constants"]),
        point: GapPoint {
            samples: value["samples"]
                .as_u64()
                .ok_or_else(|| lacks("\"samples\""))?,
            gap: gap["estimate"]
                .as_f64()
                .ok_or_else(|| lacks("estimate of its gap"))?,
            effort: value["effort"]
                .as_f64()
                .ok_or_else(|| lacks("\"effort\""))?,
            proof: Proof {
                // A sweep without proofs names neither methods nor what is missing.
                asked: gap.get("method").is_some(),
                lower: gap["lower"].as_f64(),
                upper: gap["upper"].as_f64(),
                missing,
            },
        },
    })
}

/// The model's name of each line: its file where there are several, and the varied values that
/// differ.
fn names(lines: &[(usize, Line)]) -> Vec<String> {
    let files: BTreeSet<&str> = lines.iter().map(|(_, line)| line.file.as_str()).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let stems: BTreeMap<&str, String> = files.iter().copied().zip(file_names(&files)).collect();
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (parameter, value) in lines.iter().flat_map(|(_, line)| &line.varied) {
        values.entry(parameter).or_default().insert(value);
    }
    let name = |line: &Line| {
        let varied: Vec<String> = line
            .varied
            .iter()
            .filter(|(parameter, _)| values[parameter.as_str()].len() > 1)
            .map(|(parameter, value)| format!("{} = {value}", symbol(parameter)))
            .collect();
        let stem = stems[line.file.as_str()].clone();
        match (files.len() > 1, varied.is_empty()) {
            (_, true) => stem,
            (true, false) => format!("{stem}, {}", varied.join(", ")),
            (false, false) => varied.join(", "),
        }
    };
    lines.iter().map(|(_, line)| name(line)).collect()
}

/// `monitoring.kappa` as a figure writes it.
fn symbol(parameter: &str) -> String {
    match parameter {
        "monitoring.kappa" => "$κ$".to_owned(),
        "monitoring.alpha_e" => "$α_e$".to_owned(),
        "reservation.utility" => "$U_0$".to_owned(),
        "utility.gamma" => "$γ$".to_owned(),
        "utility.minimum_wage" => "$w_min$".to_owned(),
        other => escaped(&other.replace(['.', '_'], " ")),
    }
}
