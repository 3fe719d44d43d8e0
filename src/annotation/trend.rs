//! Annotators over time: each period judged against the κ of the whole.

use super::assess::{AssessError, Assessment, Question, assess};
use super::assessment::AgreementSummary;
use super::basis::Basis;
use super::interval::Interval;
use super::kappa::Anchor;
use crate::labels::Period;
use crate::labels::label::Label;
use crate::labels::table::{LabelTable, NO_CLASS, NO_DAY};
use serde::Serialize;
use std::collections::BTreeMap;

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodReport {
    /// Its name: 2024-05, or the day it begins.
    pub period: String,
    /// Rows of that time.
    pub rows: usize,
    /// Agreement of everybody, by what the whole is judged by; `None` without comparisons.
    pub agreement: Option<AgreementSummary>,
    /// Efforts of those who labelled then and can be judged.
    pub efforts: Vec<(String, Interval)>,
}

/// More periods than this are no table.
const MOST: usize = 400;

/// Judges each period by itself, with κ as found for the whole; second looks at an item in another
/// period are not counted.
pub fn trend(
    table: &LabelTable,
    whole: &Assessment,
    question: &Question,
    by: Period,
) -> Result<Vec<PeriodReport>, AssessError> {
    let days = table.day().ok_or(AssessError::NoComparison(
        "no row has a date: name the column with --columns date=COLUMN",
    ))?;
    let mut periods: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_day: BTreeMap<i32, String> = BTreeMap::new();
    for &day in days.iter().filter(|&&d| d != NO_DAY) {
        let name = of_day.entry(day).or_insert_with(|| by.name(day));
        *periods.entry(name.clone()).or_default() += 1;
    }
    if periods.is_empty() {
        return Err(AssessError::NoComparison(
            "no row has a date: name the column with --columns date=COLUMN",
        ));
    }
    if periods.len() > MOST {
        return Err(AssessError::NoComparison(
            "there are more than 400 periods: take longer ones, such as --by month",
        ));
    }
    let question = Question {
        scheme: Some(whole.scheme),
        anchor: whole
            .kappa
            .as_ref()
            .map(|k| Anchor::Given(k.value.estimate)),
        ..question.clone()
    };
    let report = |(name, rows): (String, usize)| {
        let inside = |day: i32| of_day.get(&day).is_some_and(|n| *n == name);
        let mut part = table.clone();
        if let Some(class) = table.class() {
            let keep = class
                .iter()
                .zip(days)
                .map(|(&[label, gold], &day)| [if inside(day) { label } else { NO_CLASS }, gold]);
            part.reclass(keep.collect());
        } else {
            let keep = table.label().iter().zip(days);
            let keep = keep.map(|(&l, &day)| if inside(day) { l } else { Label::Missing });
            part.relabel(keep.collect(), table.gold().to_vec());
        }
        // Nothing to compare in a period is no fault.
        let judged = assess(&part, &question).ok();
        PeriodReport {
            period: name,
            rows,
            agreement: judged.as_ref().and_then(|a| match a.scheme {
                Basis::Both | Basis::Expert => a.expert,
                Basis::SelfConsistency => a.self_consistency,
                Basis::Peers => a.peers,
            }),
            efforts: judged.map_or(Vec::new(), |a| {
                let known = a.annotators.into_iter().filter(|r| r.samples > 0);
                known
                    .filter_map(|r| Some((r.annotator, r.effort?)))
                    .collect()
            }),
        }
    };
    Ok(periods.into_iter().map(report).collect())
}
