//! Which side of a box is cut, the efforts or the rules. None of this is part of a proof: a bad
//! choice costs boxes.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::{Least, Planar};

/// How far the efforts of a box spread.
pub struct Spread {
    /// The standard deviation of the count at their middle, and one.
    pub deviation: f64,
    /// By what moves the count, in such deviations, and by what the loss and the cost of effort
    /// move the gap, whatever checks tell.
    pub efforts: f64,
}

impl Spread {
    /// Of efforts under so many samples, where a gap of `target` is to be proved.
    pub fn of(economy: &EnclosedModel<'_>, samples: u64, target: f64, efforts: Interval) -> Self {
        let n = samples as f64;
        let middle = Interval::point(efforts.midpoint());
        let at = |order: u32| {
            let value = economy.agreement(order, middle);
            value.map_or(0.0, |value| value.midpoint())
        };
        let q = at(0);
        let deviation = 1.0 + (n * q * (1.0 - q)).max(0.0).sqrt();
        let by_count = n * at(1) * efforts.width() / deviation;
        let loss = |effort: f64| economy.loss(effort).map_or(0.0, Interval::upper);
        let most = loss(efforts.lower()).max(loss(efforts.upper()));
        let by_loss = (most - economy.least_loss(efforts)) / target;
        Self {
            deviation,
            efforts: if efforts.lower() == 0.0 {
                // Next to no effort only the loss bounds the gap.
                f64::INFINITY
            } else {
                by_count.max(by_loss).max(efforts.width() / efforts.lower())
            },
        }
    }
}

/// Whether the second of two sides takes more from a bound to first order; `None` where neither
/// takes anything that is known.
fn second_first([first, second]: [f64; 2]) -> Option<bool> {
    let known = (first + second).is_finite() && first + second > 0.0;
    known.then_some(second > first)
}

/// By how many times what first order takes a bound may lie below the value at the centre.
const SHARP: f64 = 2.0;

/// Which side takes more from what `least` says of the largest of the goals.
pub fn side_to_cut(goals: &[Planar], least: &Least, reach: [Interval; 2]) -> Option<bool> {
    let top = goals
        .iter()
        .max_by(|a, b| a.centre.lower().total_cmp(&b.centre.lower()))?;
    // Where the bound lies below the largest goal at the centre by more than first order takes from
    // it, another goal bounds the box now than the one that will.
    let taken: f64 = least.below_centre.iter().sum();
    let sharp = top.centre.lower() - least.bound <= SHARP * taken;
    second_first(if sharp {
        least.below_centre
    } else {
        [0, 1].map(|k| -(top.slopes[k] * reach[k]).lower())
    })
}
