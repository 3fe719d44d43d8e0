//! How steep linear pay can be before its risk alone costs more than a budget.

use super::lines::Lines;
use crate::numerics::{EnclosedBinomial, Interval};

/// Places y_1 < y_2 < … in standard deviations of the count; those that so few samples do not reach
/// are left out.
const PLACES: [f64; 9] = [0.1, 0.4, 0.8, 1.2, 1.6, 2.0, 2.5, 3.0, 3.5];

/// One place on either side: y_i, P(y ≥ y_i) and P(y ≤ −y_i) from below.
struct Place {
    distance: f64,
    above: f64,
    below: f64,
}

/// A slope beyond which pay costs more than the budget.
///
/// Let w_c be the pay at y = 0. If w_c ≥ w̄, pay is at least w̄ + σ·y_i wherever y ≥ y_i; if not,
/// at most max(w_min, w̄ − σ·y_i) wherever y ≤ −y_i. The cost is at least E\[D_h(ū′, v − ū′)], and
/// D_h rises away from 0, so in the first case it is at least Σ_i P(y ≥ y_i)·(D_i − D_(i−1)), D_i =
/// D_h(ū′, u(w̄+σy_i) − ū′), D_0 = 0, and alike in the second. Both grow with σ.
pub fn steepest_slope(lines: &Lines<'_, '_, '_>, budget: f64) -> Option<f64> {
    let places = places(lines)?;
    // From the slope that incentives ask for without risk.
    let mut slope = (lines.local.target / lines.coefficients[1]).upper();
    for _ in 0..80 {
        if least_cost(lines, &places, slope)? > budget {
            return Some(slope);
        }
        slope *= 1.05;
    }
    None
}

fn places(lines: &Lines<'_, '_, '_>) -> Option<Vec<Place>> {
    let local = lines.local;
    let law = EnclosedBinomial::new(local.samples, local.agreement).ok()?;
    let n = Interval::point(local.samples as f64);
    let found: Vec<Place> = PLACES
        .iter()
        .filter_map(|place| {
            let distance = Interval::point(*place) * local.moments.deviation();
            let many = (n * local.agreement + distance).upper().ceil();
            let few = (n * local.agreement - distance).lower().floor();
            (few >= 0.0 && many <= local.samples as f64).then(|| Place {
                distance: *place,
                above: law.tail(many as u64).at_least.lower(),
                below: law.tail(few as u64 + 1).below.lower(),
            })
        })
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The smaller of the two sums.
fn least_cost(lines: &Lines<'_, '_, '_>, places: &[Place], slope: f64) -> Option<f64> {
    let economy = lines.local.economy;
    let utility = economy.utility();
    let floor = economy.model().minimum_wage();
    let mean = lines.coefficients[0];
    let one = Interval::point;
    let (mut high, mut low) = (Interval::ZERO, Interval::ZERO);
    // Bounds of D_(i−1).
    let (mut high_before, mut low_before) = (0.0_f64, 0.0_f64);
    for place in places {
        let step = one(slope) * one(place.distance);
        let up = utility.utility_coefficient(0, one((lines.wage + step).lower()))?;
        let down = (lines.wage - step).upper().max(floor);
        let down = utility.utility_coefficient(0, one(down))?;
        let rise = (up - mean).lower().max(0.0);
        let drop = (mean - down).lower().max(0.0);
        let distance = |change| economy.least_bregman(mean, change).min(f64::MAX);
        let (rise, drop) = (
            distance(rise).max(high_before),
            distance(-drop).max(low_before),
        );
        high = high + one(place.above) * (one(rise) - one(high_before));
        low = low + one(place.below) * (one(drop) - one(low_before));
        (high_before, low_before) = (rise, drop);
    }
    Some(high.lower().min(low.lower()))
}
