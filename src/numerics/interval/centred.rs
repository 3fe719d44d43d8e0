//! Functions of one variable x on a piece, known to first order with proof: a value at a centre, a
//! range, a slope.
//!
//! `slope` encloses (f(x) − f(x₀))/(x − x₀) for every x of the piece, so f(x) lies in f(x₀) +
//! slope·(x − x₀). Slopes obey the rules of derivatives with one factor taken at the centre, which
//! makes them sharper than enclosures of derivatives (Krawczyk and Neumaier, *Interval slopes for
//! rational functions and associated centered forms*, SIAM J. Numer. Anal. 22, 1985), and need no
//! derivative: any function that moves no faster than that has one.

use super::Interval;
use std::ops::{Add, Div, Mul, Sub};

/// f on a piece with the centre x₀; both are the caller's to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centred {
    /// f(x₀).
    pub centre: Interval,
    /// f(x) for every x of the piece, x₀ included.
    pub range: Interval,
    /// (f(x) − f(x₀))/(x − x₀).
    pub slope: Interval,
}

impl Centred {
    /// A number.
    #[must_use]
    pub fn constant(x: Interval) -> Self {
        Self {
            centre: x,
            range: x,
            slope: Interval::ZERO,
        }
    }

    /// The range met with what the slope leaves of it; `reach` holds x − x₀ on the piece.
    #[must_use]
    pub fn tightened(self, reach: Interval) -> Self {
        let form = self.centre + self.slope * reach;
        Self {
            range: self.range.intersection(form).unwrap_or(self.range),
            ..self
        }
    }
}

impl Add for Centred {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            centre: self.centre + other.centre,
            range: self.range + other.range,
            slope: self.slope + other.slope,
        }
    }
}

impl Sub for Centred {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            centre: self.centre - other.centre,
            range: self.range - other.range,
            slope: self.slope - other.slope,
        }
    }
}

impl Mul for Centred {
    type Output = Self;
    /// fg − f₀g₀ = f·(g − g₀) + (f − f₀)·g₀.
    fn mul(self, other: Self) -> Self {
        Self {
            centre: self.centre * other.centre,
            range: self.range * other.range,
            slope: self.range * other.slope + self.slope * other.centre,
        }
    }
}

impl Div for Centred {
    type Output = Self;
    /// f/g − f₀/g₀ = ((f − f₀) − (f₀/g₀)·(g − g₀))/g.
    fn div(self, other: Self) -> Self {
        let centre = self.centre / other.centre;
        Self {
            centre,
            range: self.range / other.range,
            slope: (self.slope - centre * other.slope) / other.range,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_hold_every_chord() {
        // (x² + 3)/(x + 1) − x·(2 − x) on [1, 2] about 1.4.
        let (centre, piece) = (1.4, Interval::new(1.0, 2.0).unwrap());
        let x = Centred {
            centre: Interval::point(centre),
            range: piece,
            slope: Interval::ONE,
        };
        let number = |v: f64| Centred::constant(Interval::point(v));
        let form = (x * x + number(3.0)) / (x + number(1.0)) - x * (number(2.0) - x);
        let exact = |x: f64| (x * x + 3.0) / (x + 1.0) - x * (2.0 - x);
        let tight = form.tightened(piece - Interval::point(centre));
        for i in 0..=100 {
            let at = 1.0 + 0.01 * f64::from(i);
            assert!(tight.range.contains(exact(at)), "{at}: {form:?}");
            if i != 40 {
                let chord = (exact(at) - exact(centre)) / (at - centre);
                assert!(form.slope.contains(chord), "{at}: {chord} {form:?}");
            }
        }
        assert!(tight.range.width() < form.range.width());
        assert!(form.centre.contains(exact(centre)) && form.centre.width() < 1e-14);
    }
}
