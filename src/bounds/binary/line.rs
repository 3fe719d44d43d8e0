//! A premium known to first order on a piece of efforts, with the first-best loss.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

/// premium(η) + loss(η) from below for every η of `efforts`, the premium being known about
/// `centre`.
///
/// Right of the centre the premium is above the line with the least slope, left of it above that
/// with the largest. The loss is convex, hence above each of its tangents; the one where the sum
/// with the line is least loses nothing to first order.
pub fn least_with_loss(
    economy: &EnclosedModel<'_>,
    premium: Centred,
    centre: f64,
    efforts: Interval,
) -> Option<f64> {
    let value = premium.centre.lower();
    let right = Interval::new(centre, efforts.upper())?;
    let left = Interval::new(efforts.lower(), centre)?;
    let on_right = line_with_loss(economy, value, premium.slope.lower(), centre, right)?;
    let on_left = line_with_loss(economy, value, premium.slope.upper(), centre, left)?;
    Some(on_right.min(on_left))
}

/// `value` + `slope`·(η − `centre`) + loss(η) on one side of the centre, from below.
fn line_with_loss(
    economy: &EnclosedModel<'_>,
    value: f64,
    slope: f64,
    centre: f64,
    side: Interval,
) -> Option<f64> {
    let loss_slope = |effort: f64| Some(-economy.marginal_payoff(Interval::point(effort))?);
    let (low, high) = (side.lower(), side.upper());
    let (at_low, at_high) = (loss_slope(low)?.midpoint(), loss_slope(high)?.midpoint());
    // Where the sum is least, to the accuracy of a secant: any tangent is sound.
    let curvature = (at_high - at_low) / (high - low);
    let mut touch = if at_low + slope >= 0.0 || !(curvature > 0.0) {
        low
    } else if at_high + slope <= 0.0 {
        high
    } else {
        low - (at_low + slope) / curvature
    };
    touch = touch.clamp(low, high);
    if touch > low && touch < high {
        touch = (touch - (loss_slope(touch)?.midpoint() + slope) / curvature).clamp(low, high);
    }
    let tangent = loss_slope(touch)?;
    let loss = Interval::point(economy.loss(touch)?.lower());
    let at = |effort: f64| {
        let effort = Interval::point(effort);
        let line = Interval::point(slope) * (effort - Interval::point(centre));
        let sum =
            Interval::point(value) + line + loss + tangent * (effort - Interval::point(touch));
        sum.lower()
    };
    Some(at(low).min(at(high)))
}
