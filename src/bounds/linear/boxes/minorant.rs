//! Affine functions of the line below what a count contributes.
//!
//! With a ≥ 0 and any b a count contributes f(ℓ) = a·(w − w_min) − b·(u(w) − u(w_min)), w =
//! max(w_min, ℓ). Above w_min it is convex where b ≥ 0 and its tangents lie below; where b < 0 it
//! is concave and the chord over the patch does. Below w_min it is 0. A patch that holds both
//! sides takes a tangent that is moved down to 0 at the lowest line, or a chord from w_min on.

use super::patch::Count;
use crate::numerics::Interval;

/// f(ℓ) ≥ value + slope·(ℓ − ℓ at the centre) over the patch.
#[derive(Debug, Clone, Copy)]
pub struct Minorant {
    pub value: f64,
    pub slope: Interval,
}

impl Minorant {
    const NOTHING: Self = Self {
        value: 0.0,
        slope: Interval::ZERO,
    };

    /// Below the contribution of one count.
    pub fn of(count: &Count, floor: f64, a: f64, b: f64) -> Self {
        if count.line.upper() <= floor {
            return Self::NOTHING;
        }
        if b < 0.0 {
            return Self::chord(count, floor, a, b);
        }
        let tangents = [
            count
                .marginal
                .map(|marginal| (count.centre, count.at, marginal)),
            count
                .steep
                .map(|marginal| (count.line.upper(), count.utility, marginal)),
        ];
        let least = -(Interval::point(b) * count.utility.upper());
        let constant = Self {
            value: least.lower().min(0.0),
            slope: Interval::ZERO,
        };
        tangents
            .into_iter()
            .flatten()
            .map(|touching| Self::tangent(count, floor, [a, b], touching))
            .fold(constant, Self::higher)
    }

    /// The tangent at a wage above w_min.
    fn tangent(
        count: &Count,
        floor: f64,
        [a, b]: [f64; 2],
        (wage, utility, marginal): (f64, Interval, Interval),
    ) -> Self {
        let slope = a - b * marginal;
        let touched = contribution(floor, [a, b], wage, utility.upper());
        let at = |line: f64| touched + slope * (Interval::point(line) - wage);
        let low = count.line.lower();
        let excess = if low >= floor {
            0.0
        } else {
            at(low).upper().max(at(floor).upper()).max(0.0)
        };
        Self {
            value: (at(count.centre) - excess).lower(),
            slope,
        }
    }

    /// The chord over the patch, or from w_min on: below w_min it is below 0.
    fn chord(count: &Count, floor: f64, a: f64, b: f64) -> Self {
        let (low, high) = (count.line.lower(), count.line.upper());
        if low < floor && count.centre <= floor {
            return Self::NOTHING;
        }
        let start = low.max(floor);
        let at_start = contribution(floor, [a, b], start, count.utility.lower());
        let at_end = contribution(floor, [a, b], high, count.highest);
        let slope = if high > start {
            let slope = (at_end - at_start) / (Interval::point(high) - start);
            Interval::point(slope.midpoint().max(0.0))
        } else {
            Interval::ZERO
        };
        // With a float for the slope one of the lines through either end lies below the chord.
        let at = |end: Interval, wage: f64| {
            (end + slope * (Interval::point(count.centre) - wage)).lower()
        };
        Self {
            value: at(at_start, start).min(at(at_end, high)),
            slope,
        }
    }

    /// The one that is higher at the centre.
    fn higher(self, other: Self) -> Self {
        if other.value > self.value {
            other
        } else {
            self
        }
    }
}

/// a·(w − w_min) − b·(u(w) − u(w_min)).
fn contribution(floor: f64, [a, b]: [f64; 2], wage: f64, utility: f64) -> Interval {
    a * (Interval::point(wage) - floor) - Interval::point(b) * utility
}
