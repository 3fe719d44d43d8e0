//! What is checked of curves of gaps.

use super::super::evidence::{Check, Measured, Standing};
use super::super::limits::{GAP_ERROR, below};
use super::super::study::Instance;
use crate::contract::SecondBest;

/// From here on the normal law of the limit problem is held against the count.
const ASYMPTOTIC_SAMPLES: u64 = 1000;

/// A check of computed numbers.
pub fn computed(
    instance: &Instance,
    claim: String,
    measured: impl Into<Measured>,
    holds: bool,
) -> Check {
    Check {
        instance: instance.label.clone(),
        claim,
        measured: measured.into(),
        standing: Standing::Computed,
        holds,
    }
}

/// Each further tier gains, and linear pay is better than four.
pub fn order_check(
    instance: &Instance,
    curves: &[Vec<SecondBest>],
    linear: &[SecondBest],
) -> Check {
    let gaps = |curve: &[SecondBest]| -> Vec<f64> { curve.iter().map(|c| c.gap.total()).collect() };
    let mut all: Vec<Vec<f64>> = curves.iter().map(|curve| gaps(curve)).collect();
    all.push(gaps(linear));
    let holds = all
        .windows(2)
        .all(|pair| pair[0].iter().zip(&pair[1]).all(|(a, b)| a >= b));
    let share = |a: &[f64], b: &[f64]| -> f64 {
        a.iter()
            .zip(b)
            .map(|(a, b)| a / b)
            .fold(f64::INFINITY, f64::min)
    };
    computed(
        instance,
        "each further tier lowers the gap, and linear pay is below four tiers".to_owned(),
        Measured::from(format!(
            "at every one of {} sizes; one bonus loses at least ",
            linear.len()
        ))
        .number("one_bonus", format_args!("{:.2}", share(&all[0], &all[1])))
        .say(" times what two lose"),
        holds,
    )
}

/// Two tiers within a factor of two of K_lin/n.
pub fn factor_check(instance: &Instance, curve: &[SecondBest], constant: f64) -> Check {
    let worst = curve
        .iter()
        .map(|c| c.gap.total() * c.samples as f64 / constant)
        .fold(0.0, f64::max);
    computed(
        instance,
        "two tiers lose less than twice K_lin/n".to_owned(),
        Measured::from("n·gap/K_lin at most ")
            .number("two_tiers_most", format_args!("{worst:.4}"))
            .say(format_args!(" over {} sizes", curve.len())),
        worst < 2.0,
    )
}

/// The limit problem closes in on the gap like the normal law on the count.
pub fn formula_check(
    instance: &Instance,
    curve: &[SecondBest],
    limits: &[Option<f64>],
    tiers: u32,
    constant: f64,
) -> Check {
    /// Relative error times √n: three standard units of skewness, z³/6·(1 − 2q)/√(q(1−q)), of a
    /// guard that bears a tenth of the premium.
    const MOST: f64 = 5.0;
    let errors: Vec<(f64, f64)> = curve
        .iter()
        .zip(limits)
        .filter(|(c, _)| c.samples >= ASYMPTOTIC_SAMPLES)
        .map(|(c, limit)| {
            let n = c.samples as f64;
            let ratio = c.gap.total() * n / constant;
            (
                n,
                limit.map_or(f64::NAN, |limit| (ratio / limit - 1.0).abs()),
            )
        })
        .collect();
    let worst = errors.iter().map(|(n, e)| e * n.sqrt()).fold(0.0, f64::max);
    let holds = errors
        .iter()
        .all(|(n, e)| *e <= MOST / n.sqrt() + 10.0 * GAP_ERROR);
    let last = errors.last().map_or(f64::NAN, |(_, e)| *e);
    computed(
        instance,
        format!("the limit problem of {tiers} tiers is right to order 1/√(n)"),
        format!(
            "relative error at most {worst:.2}/√(n) from n = {ASYMPTOTIC_SAMPLES} on; {} at the largest n",
            below(last, 10.0 * GAP_ERROR)
        ),
        holds,
    )
}
