//! Lines that lie below h = u⁻¹ for sure.

use dashu_ratio::RBig;

use super::super::number;
use super::super::program::Line;
use crate::model::Utility;
use crate::numerics::Interval;

/// Doublings of the bracket around the wage where a line touches; from one unit in the last place
/// of it, sixty lead beyond every bracket that could still be of use.
const DOUBLINGS: usize = 60;

/// A line below h that touches it near a wage, over all wages ≥ `lowest`.
///
/// Any slope s will do: w ≥ s·u(w) + b holds for every w as soon as b ≤ min (w − s·u(w)). That
/// function is convex, with slope 1 − s·u′(w), so its least value lies between two wages at which
/// the slope is certainly ≤ 0 and ≥ 0, and is at least `low − s·u(high)` there. `None` where no
/// such bracket is found (u′ infinite at the wage, or beyond the range of floats).
pub(super) fn line(utility: &dyn Utility, wage: f64, lowest: f64) -> Option<Line> {
    let enclosed = utility.enclosed()?;
    let marginal = enclosed.utility_coefficient(1, Interval::point(wage))?;
    let slope = on_grid(1.0 / marginal.midpoint())?;
    let s = Interval::point(slope);
    let rises = |w: f64| {
        let marginal = enclosed.utility_coefficient(1, Interval::point(w))?;
        Some(Interval::ONE - s * marginal)
    };
    let mut step = wage.abs().max(f64::MIN_POSITIVE) * f64::EPSILON;
    for _ in 0..DOUBLINGS {
        let low = (wage - step).max(lowest);
        let high = wage + step;
        step *= 2.0;
        let falls = low == lowest || rises(low).is_some_and(|slope| slope.upper() <= 0.0);
        if !falls || !rises(high).is_some_and(|slope| slope.lower() >= 0.0) {
            continue;
        }
        let most = enclosed.utility_coefficient(0, Interval::point(high))?;
        let least = Interval::point(low) - s * most;
        return Some(Line {
            slope: number::of_float(slope)?,
            intercept: number::of_float(least.lower())?,
        });
    }
    None
}

/// A slope near `slope` whose multiple by some 2^k ≤ 2^52 is an integer below 2^53: a row with it
/// then holds integers that floats and decimal files keep alike.
fn on_grid(slope: f64) -> Option<f64> {
    if !(slope > 0.0 && slope.is_finite()) {
        return None;
    }
    let grid = 2f64.powi(-52);
    let rounded = if slope < 1.0 {
        (slope / grid).round() * grid
    } else {
        slope
    };
    (rounded > 0.0).then_some(rounded)
}

/// Enclosure of u at a rational wage; `None` outside its domain.
pub(super) fn utility_of(utility: &dyn Utility, wage: &RBig) -> Option<Interval> {
    let enclosed = utility.enclosed()?;
    enclosed.utility_coefficient(0, number::enclosure(wage))
}
