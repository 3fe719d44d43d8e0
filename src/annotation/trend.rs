//! Annotators over time: each period judged against the κ of the whole.

use super::assess::assess;
use super::assessment::Assessment;
use super::basis::Basis;
use super::interval::Interval;
use super::kappa::Anchor;
use super::question::{AssessError, Question};
use super::summary::AgreementSummary;
use crate::labels::Period;
use crate::labels::label::Label;
use crate::labels::table::{LabelTable, NO_CLASS, NO_DAY};
use crate::numerics::binomial::Binomial;
use crate::numerics::normal;
use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};
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

/// Whether agreement differs between periods by more than chance at confidence `level` (a χ² test
/// of the periods' pooled agreements, each with the error that its interval has); `None` for fewer
/// than two.
pub fn differs(trend: &[PeriodReport], level: f64) -> Option<bool> {
    let z = normal::quantile(0.5 * (1.0 + level));
    let known: Vec<[f64; 2]> = trend
        .iter()
        .filter_map(|p| p.agreement)
        .map(|a| [a.share.estimate, 0.5 * (a.share.upper - a.share.lower) / z])
        .filter(|[_, error]| *error > 0.0)
        .collect();
    let law = ChiSquared::new(known.len().checked_sub(1)? as f64).ok()?;
    let weight: f64 = known.iter().map(|[_, e]| 1.0 / (e * e)).sum();
    let mean = known.iter().map(|[q, e]| q / (e * e)).sum::<f64>() / weight;
    let sum: f64 = known.iter().map(|[q, e]| ((q - mean) / e).powi(2)).sum();
    Some(law.cdf(sum) > level)
}

/// The median of efforts with its limits by the sign test, which takes nothing but their
/// independence: from the order statistics that hold the median with probability `level`; 0 and 1
/// where so few have none.
pub fn median(mut efforts: Vec<f64>, level: f64) -> Option<Interval> {
    efforts.sort_by(f64::total_cmp);
    let n = efforts.len();
    let law = Binomial::new(n as u64, 0.5).ok()?;
    let middle = |i: usize| efforts.get(i).copied();
    let estimate = 0.5 * (middle(n.checked_sub(1)? / 2)? + middle(n / 2)?);
    // The largest k with P(at most k of n are below the median) no more than half of the rest.
    let below = (0..n as u64).take_while(|&k| law.tail(k + 1).below <= 0.5 * (1.0 - level));
    let (lower, upper) = match below.last() {
        Some(k) => (efforts[k as usize], efforts[n - 1 - k as usize]),
        None => (0.0, 1.0),
    };
    Some(Interval {
        estimate,
        lower,
        upper,
    })
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

#[cfg(test)]
mod tests {
    use super::median;

    /// Of ten the second and the ninth hold the median with probability 1 − 2·11/1024 (0.979).
    #[test]
    fn a_median_lies_between_order_statistics() {
        let found = median((1..=10).map(f64::from).collect(), 0.95).unwrap();
        assert_eq!([found.lower, found.estimate, found.upper], [2.0, 5.5, 9.0]);
        assert_eq!(median(vec![0.3], 0.95).unwrap().upper, 1.0);
        assert_eq!(median(Vec::new(), 0.95), None);
    }
}
