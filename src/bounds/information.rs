//! The bound that never fails: T7's information bound with the first-best loss, over all efforts.
//!
//! Write pay in utility as ū + d(S), ū = U0 + c(η). Participation asks for E\[d] ≥ 0. An effort in
//! (0, 1) that is a best reply has c′(η) = dE\[d]/dη = E\[d·y]·√(nI), y the standardised count;
//! full effort has E\[d·y]·√(nI) ≥ c′(1), since only lower efforts can tempt there. What the
//! contract costs above h(ū) is h′(ū)·E\[d] + E\[D_h(ū, d)]. Let m > 0 be such that D_h(ū, d) ≥
//! ½m·d² for every drop that limited liability allows and every rise up to R, and h′(ū+R) − h′(ū)
//! is at least the largest price. With the prices p = m·T·y, T = c′/√(nI), Fenchel's inequality
//! gives p·d − D_h(ū, d) ≤ p²/(2m), so that
//!
//! cost ≥ m·T·E\[d·y] − ½m·T²·E\[y²] ≥ ½·m·T²,  T² = (c′/q′)²·q(1−q)/n.
//!
//! The price is largest at S = n, where T·y = (c′/q′)·(1−q), so R = (c′/q′)·(1−q) will do where
//! utility has so much room. It does not depend on n, so m > 0 even where inf h″ = 0 over unbounded
//! pay.
//!
//! **No effort** asks for nothing and costs nothing above h(U0), and a piece that begins at η = 0
//! is bounded by its loss alone. **Certain agreement**, q(1) = 1, has T = 0: monitoring sees
//! everything there, and again the loss is left. Over a piece, c′/q′ is least at the lower end
//! where c∘q⁻¹ is proved convex (a model checks it at a grid of efforts only), else it lies in its
//! own enclosure; q(1−q) is least at an end. Where any enclosure is missing the premium counts as
//! 0; the loss remains, so that there is always a bound.

use super::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::least_over;

/// Pieces of the effort interval that are looked at, each at the price of some powers: halving the
/// least one so often leaves some 1e-4 of the least sum.
const PIECES: usize = 600;

/// Parts of the way from ū down to u(w_min) over which h″ is averaged.
const PARTS: u32 = 16;

/// A lower bound, ≥ 0, of the gap of every contract on `samples` samples, whatever its shape.
#[must_use]
pub fn least_gap(economy: &EnclosedModel<'_>, samples: u64) -> f64 {
    least_over(0.0, 1.0, PIECES, f64::INFINITY, |efforts| {
        let premium = least_premium(economy, samples, efforts).unwrap_or(Interval::ZERO);
        (premium + economy.least_loss(efforts)).lower().max(0.0)
    })
    .max(0.0)
}

/// ½·m·T² over a piece of efforts, from below (its lower end is what counts).
fn least_premium(economy: &EnclosedModel<'_>, samples: u64, efforts: Interval) -> Option<Interval> {
    if efforts.lower() == 0.0 {
        return Some(Interval::ZERO);
    }
    let price = |efforts: Interval| economy.cost_by_agreement(1, efforts);
    let convex = economy
        .cost_by_agreement(2, efforts)
        .is_some_and(Interval::is_nonnegative);
    let (least_price, most_price) = if convex {
        let at = |effort: f64| price(Interval::point(effort));
        (at(efforts.lower())?, at(efforts.upper())?)
    } else {
        let both = price(efforts)?;
        (both, both)
    };
    let least_price = least_price.positive_part();
    let q = economy.agreement(0, efforts)?;
    let variance = |q: f64| (Interval::point(q) * (Interval::ONE - q)).lower();
    let variance = variance(q.lower()).min(variance(q.upper())).max(0.0);
    let rise = (most_price * (Interval::ONE - q.lower())).upper();
    let modulus = least_modulus(economy, efforts, rise)?;
    let square = Interval::point(least_price.lower()).square() * variance / samples as f64;
    Some(square * modulus * 0.5)
}

/// m > 0 for every effort of the piece, with R = `rise`.
///
/// D_h(ū, d) = d²·∫₀¹ (1−t)·h″(ū + t·d) dt. For a drop, the smallest h″ over each of [`PARTS`]
/// parts of the way to u(w_min) bounds it: shorter drops see only utilities nearer ū, where the
/// largest part of the weight lies anyway.
fn least_modulus(economy: &EnclosedModel<'_>, efforts: Interval, rise: f64) -> Option<f64> {
    let utility = economy.utility();
    let mean = economy.required_utility(efforts)?;
    let floor = economy.minimum_utility();
    let curvature = |from: f64, to: f64| {
        let range = Interval::new(from, to)?;
        Some(utility.wage_derivative(2, range)?.lower().max(0.0))
    };
    // All pay stays below the supremum, and so may R; what h′ rises by must still pay for the
    // largest price, m·`rise`.
    let supremum = economy.model().utility().supremum();
    let reach = if supremum.is_finite() {
        rise.min(0.75 * (supremum - mean).lower())
    } else {
        rise
    };
    if !(rise > 0.0 && reach > 0.0) {
        return None;
    }
    // h′ rises by at least inf h″·R.
    let rising = curvature(mean.lower(), (mean + reach).upper())?;
    let above = (Interval::point(rising) * Interval::point(reach) / rise).lower();
    let above = above.min(rising);
    let mut below = Interval::ZERO;
    for part in 0..PARTS {
        let share = |i: u32| Interval::point(f64::from(i)) / f64::from(PARTS);
        let (near, far) = (share(part), share(part + 1));
        let weight = (Interval::ONE - near).square() - (Interval::ONE - far).square();
        let lowest = mean * (Interval::ONE - far) + floor * far;
        let lowest = lowest.lower().max(floor.lower());
        // At u(w_min) itself h″ may be infinite, which bounds nothing.
        let least = curvature(lowest.min(mean.lower()), mean.upper()).unwrap_or(0.0);
        below = below + weight.positive_part() * least;
    }
    Some(above.min(below.lower()))
}
