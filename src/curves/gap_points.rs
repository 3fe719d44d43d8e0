//! Gaps in the units of a figure: as they are, or over their rate.

use super::constants::required;
use super::{CurveError, GapCurve, GapPoint, Scale};

/// A point in the units of the figure: estimate, and both ends where both are proved.
pub(super) struct Drawn {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) ends: Option<(f64, f64)>,
}

/// What can stand on the axis: gaps above 0 that have a rate.
pub(super) fn drawn(curve: &GapCurve, scale: Option<Scale>) -> Result<Vec<Drawn>, CurveError> {
    let points = curve.points.iter();
    points
        .filter_map(|point| scaled(curve, point, scale).transpose())
        .collect()
}

fn scaled(
    curve: &GapCurve,
    point: &GapPoint,
    scale: Option<Scale>,
) -> Result<Option<Drawn>, CurveError> {
    let x = point.samples as f64;
    let ends = point.proof.ends().filter(|(lower, _)| *lower > 0.0);
    let Some(scale) = scale else {
        let drawn = Drawn {
            x,
            y: point.gap,
            ends,
        };
        return Ok(Some(drawn).filter(|drawn| drawn.y > 0.0));
    };
    let (estimate, ends) = scaled_gap(curve, point, scale)?;
    Ok(estimate
        .filter(|y| *y > 0.0 && y.is_finite())
        .map(|y| Drawn { x, y, ends }))
}

/// A gap over its rate, and the interval proved to hold it. `None` where there is no rate.
#[allow(clippy::type_complexity)] // an estimate beside its two ends
pub(super) fn scaled_gap(
    curve: &GapCurve,
    point: &GapPoint,
    scale: Scale,
) -> Result<(Option<f64>, Option<(f64, f64)>), CurveError> {
    let constants = required(curve.constants)?;
    let factor = constants.factor(curve.one_bonus, scale, point.samples);
    let ends = factor.and_then(|factor| {
        let (lower, upper) = point.proof.ends()?;
        let scaled = crate::numerics::Interval::new(lower, upper)? * factor.proved?;
        (scaled.lower() > 0.0).then(|| (scaled.lower(), scaled.upper()))
    });
    Ok((factor.map(|factor| point.gap * factor.estimate), ends))
}
