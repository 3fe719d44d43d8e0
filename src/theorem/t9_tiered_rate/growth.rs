//! How the loss of two tiers grows: the limit problem against rival rates.

use super::super::TheoremError;
use super::super::evidence::{Check, Mark, Series, Standing};
use super::super::study::Instance;
use crate::contract::tiered::limit;

/// The largest power of ten at which the limit problem is solved: below 2^63.
const DECADES: u32 = 18;

/// By how much the rival must err more for a decision.
const DECIDED: f64 = 2.0;

/// A rate with its name.
type Rival = (&'static str, fn(f64) -> f64);

const RIVALS: [Rival; 4] = [
    ("√(log n/log log n)", |n| {
        (libm::log(n) / libm::log(libm::log(n))).sqrt()
    }),
    ("1", |_| 1.0),
    ("√(log n)", |n| libm::log(n).sqrt()),
    ("log log n", |n| libm::log(libm::log(n))),
];

/// Each rate, fitted with its factor on the lower half of the decades, predicts the upper half.
pub fn check(instance: &Instance) -> Result<(Check, Series), TheoremError> {
    let first_best = instance.first_best()?;
    let points: Vec<(f64, f64)> = (4..=DECADES)
        .filter_map(|power| {
            let samples = 10_u64.pow(power);
            let found = limit::solve(&first_best, samples, 2, true)?;
            Some((samples as f64, found.ratio))
        })
        .collect();
    let (fit, rest) = points.split_at(points.len() / 2);
    let mut errors: Vec<(f64, &str)> = RIVALS
        .iter()
        .map(|(name, rate)| {
            let factor = fit.iter().map(|(n, r)| r / rate(*n)).sum::<f64>() / fit.len() as f64;
            let error = rest
                .iter()
                .map(|(n, r)| (factor * rate(*n) / r - 1.0).abs())
                .fold(0.0, f64::max);
            (error, *name)
        })
        .collect();
    errors.sort_by(|a, b| a.0.total_cmp(&b.0));
    let margin = errors[1].0 / errors[0].0;
    let verdict = if margin >= DECIDED {
        format!("decided for {}", errors[0].1)
    } else {
        "undecided".to_owned()
    };
    let rises = points.windows(2).all(|pair| pair[1].1 > pair[0].1);
    let complete = points.len() == DECADES as usize - 3;
    let measured = format!(
        "n·gap/K_lin of the limit problem rises from {:.4} at n = 1e4 to {:.4} at n = 1e{DECADES}; {} errs by {:.1e}, {} by {:.1e}: {verdict}",
        points.first().map_or(f64::NAN, |p| p.1),
        points.last().map_or(f64::NAN, |p| p.1),
        errors[0].1,
        errors[0].0,
        errors[1].1,
        errors[1].0,
    );
    let series = Series::new("limit problem", Mark::Curve, 0, points);
    Ok((
        Check {
            instance: instance.label.clone(),
            claim: "the loss of two tiers keeps growing, ever more slowly than any power of n"
                .to_owned(),
            measured: measured.into(),
            standing: Standing::Fitted,
            holds: complete && rises,
        },
        series,
    ))
}
