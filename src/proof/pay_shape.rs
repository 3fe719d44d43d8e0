//! The shape of pay for [`pay`](super::pay), in floats: a polynomial that is Taylor's of the best
//! pay's utility at the centre, and at its ends within what may be paid.
//!
//! The best pay buys the utility that a price λ(1+t) answers to, t what a count of agreements is
//! measured as, and nothing where that is negative. The first powers of t are Taylor's. Those after
//! them are fitted by least squares, weighted by how likely a t is, with more weight on places
//! where pay leaves its limits until it keeps them. What the fit misses enters the cost of pay by
//! its square alone.

use super::wage::WageFamily;
use nalgebra::{DMatrix, DVector};

/// Powers of t that are Taylor's: what is missed is of order n^-2, its square n^-4 beside a gap of
/// order 1/n.
const EXACT: usize = 4;

/// Places where the fit is looked at.
const PLACES: usize = 160;

/// The weight of places that hardly occur.
const LEAST_WEIGHT: f64 = 1e-10;

/// By what a weight is raised where pay leaves its limits, and how often.
const RAISED: f64 = 4.0;
const ROUNDS: usize = 60;

/// Where t is, how far it spreads, and what pay may be there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The least t.
    pub(super) low: f64,
    /// The greatest t.
    pub(super) high: f64,
    /// Standard deviation of t.
    pub(super) spread: f64,
    /// Limits of the shape.
    pub(super) limits: (f64, Option<f64>),
}

/// What a family's pay is a multiple or sum of: Taylor's coefficients in t, and the function.
#[derive(Debug, Clone, Copy)]
enum Ideal {
    /// (1+t)^a.
    Power(f64),
    /// ln(1+t).
    Logarithm,
}

impl Ideal {
    fn of(family: &WageFamily) -> Self {
        match family {
            WageFamily::Root(p) => Ideal::Power(1.0 / (p.to_f64().value() - 1.0)),
            WageFamily::Logarithm(_) => Ideal::Logarithm,
            WageFamily::Exponential(_) => Ideal::Power(-1.0),
        }
    }

    fn taylor(self) -> [f64; EXACT] {
        match self {
            Ideal::Power(a) => [1.0, a, a * (a - 1.0) / 2.0, a * (a - 1.0) * (a - 2.0) / 6.0],
            Ideal::Logarithm => [0.0, 1.0, -0.5, 1.0 / 3.0],
        }
    }

    /// Its value, or the limit that it leaves last.
    fn within(self, t: f64, limits: (f64, Option<f64>)) -> f64 {
        let beyond = match self {
            Ideal::Power(a) if a < 0.0 => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        };
        let value = match self {
            _ if t <= -1.0 => beyond,
            Ideal::Power(a) => libm::pow(1.0 + t, a),
            Ideal::Logarithm => libm::log1p(t),
        };
        value.max(limits.0).min(limits.1.unwrap_or(f64::INFINITY))
    }
}

/// The polynomial with so many fitted powers, the constant first, that keeps a distance from its
/// limits, a share of theirs or of 1; `None` where none was found.
pub(super) fn fitted(
    family: &WageFamily,
    place: &Place,
    powers: usize,
    margin: f64,
) -> Option<Vec<f64>> {
    let ideal = Ideal::of(family);
    let taylor = ideal.taylor();
    let (least, most) = place.limits;
    let margin = margin * most.map_or(1.0, |most| most - least);
    let keeps = |value: f64, margins: f64| {
        value >= least + margins * margin
            && most.is_none_or(|most| value <= most - margins * margin)
    };
    let limits = (least + 2.0 * margin, most.map(|most| most - 2.0 * margin));
    let width = place.high - place.low;
    let at: Vec<f64> = (0..=PLACES)
        .map(|i| place.low + width * i as f64 / PLACES as f64)
        .collect();
    let base = |t: f64| taylor.iter().rev().fold(0.0, |sum, a| sum * t + a);
    let mut weights: Vec<f64> = at
        .iter()
        .map(|t| libm::exp(-0.5 * (t / place.spread) * (t / place.spread)) + LEAST_WEIGHT)
        .collect();
    // Powers of t over the farthest t, so that all are at most 1.
    let unit = place.high.max(-place.low);
    let columns = |t: f64| {
        let x = t / unit;
        let first = libm::pow(x, EXACT as f64);
        let powers = (0..powers).scan(first, |power, _| {
            let now = *power;
            *power *= x;
            Some(now)
        });
        powers.collect::<Vec<f64>>()
    };
    let rows: Vec<Vec<f64>> = at.iter().map(|&t| columns(t)).collect();
    let wanted: Vec<f64> = at
        .iter()
        .map(|&t| ideal.within(t, limits) - base(t))
        .collect();
    for _ in 0..ROUNDS {
        let found = least_squares(&rows, &wanted, &weights, powers)?;
        let mut kept = true;
        for ((row, &t), weight) in rows.iter().zip(&at).zip(&mut weights) {
            let fit: f64 = row.iter().zip(&found).map(|(a, x)| a * x).sum();
            if !keeps(base(t) + fit, 1.0) {
                *weight *= RAISED;
                kept = false;
            }
        }
        if kept {
            let scale = (EXACT..).map(|power| libm::pow(unit, power as f64));
            let fitted = found.iter().zip(scale).map(|(a, scale)| a / scale);
            return Some(taylor.iter().copied().chain(fitted).collect());
        }
    }
    None
}

/// Weighted least squares by a QR decomposition; `None` where a column hangs on the others.
fn least_squares(
    rows: &[Vec<f64>],
    wanted: &[f64],
    weights: &[f64],
    columns: usize,
) -> Option<Vec<f64>> {
    let scaled = |i: usize, x: f64| x * weights[i].sqrt();
    let matrix = DMatrix::from_fn(rows.len(), columns, |i, j| scaled(i, rows[i][j]));
    let target = DVector::from_fn(rows.len(), |i, _| scaled(i, wanted[i]));
    let qr = matrix.qr();
    let solution = qr.r().solve_upper_triangular(&qr.q().tr_mul(&target))?;
    let solution: Vec<f64> = solution.iter().copied().collect();
    solution.iter().all(|x| x.is_finite()).then_some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_their_limits_and_follow_the_best_pay_where_it_is_likely() {
        let root = WageFamily::Root(super::super::wage::whole(3));
        let cases = [
            (
                WageFamily::Logarithm(super::super::decimal::half()),
                (-0.5, None),
            ),
            (
                WageFamily::Exponential(super::super::decimal::half()),
                (0.0, Some(1.7)),
            ),
            (root, (0.0, None)),
        ];
        for (family, limits) in cases {
            let place = Place {
                low: -1.2,
                high: 0.6,
                spread: 0.01,
                limits,
            };
            let shape = fitted(&family, &place, 7, 0.02).expect("a shape");
            let at = |t: f64| shape.iter().rev().fold(0.0, |sum, a| sum * t + a);
            let ideal = Ideal::of(&family);
            for i in 0..=1000 {
                let t = -1.2 + 1.8 * f64::from(i) / 1000.0;
                let value = at(t);
                assert!(value > limits.0 && limits.1.is_none_or(|most| value < most));
                if t.abs() < 0.05 {
                    let error = (value - ideal.within(t, limits)).abs();
                    assert!(error < 1e-4, "{family:?} {t} {error}");
                }
            }
        }
    }

    #[test]
    fn least_squares_finds_a_polynomial_through_its_points() {
        // 2 + 3x − x² at 0, 1, ..., 5, whatever the weights
        let rows: Vec<Vec<f64>> = (0..6).map(f64::from).map(|x| vec![1.0, x, x * x]).collect();
        let wanted: Vec<f64> = rows.iter().map(|r| 2.0 + 3.0 * r[1] - r[2]).collect();
        let weights = [1.0, 1e-6, 4.0, 0.3, 2.0, 1e3];
        let found = least_squares(&rows, &wanted, &weights, 3).expect("full rank");
        for (x, y) in found.iter().zip([2.0, 3.0, -1.0]) {
            assert!((x - y).abs() < 1e-12, "{found:?}");
        }
    }
}
