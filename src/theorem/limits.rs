//! Checks that the theorems on rates share: which rate it is, and which constant.

use super::TheoremError;
use super::evidence::{Cell, Check, Mark, Series, Standing, Value};
use super::study::Instance;
pub use crate::contract::GAP_ERROR;
use crate::contract::SecondBest;
use crate::rates::constant::extrapolate;
use crate::rates::{Observation, Rate, RatesError, Series as RateSeries, select};

/// The gaps of a curve as data for the fits.
pub fn observations(curve: &[SecondBest]) -> Result<RateSeries, RatesError> {
    RateSeries::new(curve.iter().map(|contract| {
        let gap = contract.gap.total();
        Observation {
            samples: contract.samples as f64,
            gap,
            error: GAP_ERROR * gap,
        }
    }))
}

/// Model selection as a check: `rate` must win, and the win must stand.
pub fn selection_check(
    instance: &Instance,
    curve: &[SecondBest],
    rate: Rate,
) -> Result<Check, TheoremError> {
    let wrong = |error| instance.rates_error(error);
    let selection = select(&observations(curve).map_err(wrong)?).map_err(wrong)?;
    let against_root = selection.margin_over(Rate::InverseRoot).unwrap_or(f64::NAN);
    Ok(Check {
        instance: instance.label.clone(),
        claim: format!("the gap falls like {}", rate.name()),
        measured: format!(
            "predicting the larger n from the smaller: winner {}, runner-up {} (errs {:.1} times as much), n^{{-1/2}} errs {:.1} times as much",
            selection.winner().name(),
            selection.runner_up().name(),
            selection.margin,
            against_root
        )
        .into(),
        standing: Standing::Fitted,
        holds: selection.decided_for(rate),
    })
}

/// A computed number for a table.
pub fn number(value: f64) -> Cell {
    Cell::within(value, GAP_ERROR)
}

/// A contract term for a table: it follows from the effort, which the flat optimum leaves right to
/// the root of the gap's accuracy.
pub fn terms_number(value: f64) -> Cell {
    Cell::within(value, 1e-6)
}

/// n·gap must tend to the constant.
pub fn inverse_limit_check(
    instance: &Instance,
    curve: &[SecondBest],
    constant: f64,
) -> Result<Check, TheoremError> {
    /// The fit with a 1/n term leaves terms of order n^-2, at the upper half of the range far below
    /// the error of the gaps; ten times that error is left for the fit.
    const TOLERANCE: f64 = 10.0 * GAP_ERROR;
    let points: Vec<(f64, f64)> = curve
        .iter()
        .map(|contract| {
            let n = contract.samples as f64;
            (n, n * contract.gap.total() / constant)
        })
        .collect();
    let limit = extrapolate(&points, 1.0).map_err(|error| instance.rates_error(error))?;
    let off = (limit.value - 1.0).abs();
    Ok(Check {
        instance: instance.label.clone(),
        claim: "the constant is K_lin".to_owned(),
        measured: format!(
            "n·gap tends to K_lin = {constant:.8} up to a relative {}; at the smallest n it is {:.5} K_lin",
            below(off, TOLERANCE),
            points[0].1
        )
        .into(),
        standing: Standing::Fitted,
        holds: off <= TOLERANCE,
    })
}

/// |ratio − 1| as a series, where it stands clear of the error of the gaps.
pub fn resolved_excess(
    label: String,
    group: usize,
    ratios: impl IntoIterator<Item = (f64, f64)>,
) -> Series {
    let clear = ratios
        .into_iter()
        .map(|(n, ratio)| (n, (ratio - 1.0).abs()))
        .filter(|(_, excess)| *excess > 10.0 * GAP_ERROR);
    Series::new(label, Mark::Points, group, clear)
}

/// A small number in words: below a floor it is the error of the computation, and its digits mean
/// nothing.
pub fn below(value: f64, floor: f64) -> Value {
    if value.abs() < floor {
        Value::Below(format!("{floor:.0e}"))
    } else {
        Value::number(format_args!("{value:.1e}"))
    }
}
