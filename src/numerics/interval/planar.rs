//! Functions of two variables on a box, known to first order with proof, and what they leave of a
//! minimum under constraints.
//!
//! The rules are those of [`Centred`](super::Centred), one slope a variable: f(x) lies in f(x₀) +
//! Σ_k slope_k·(x_k − x₀_k) for every x of the box.

use super::Interval;
use std::ops::{Add, Div, Mul, Sub};

/// f on a box with the centre x₀; both are the caller's to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planar {
    /// f(x₀).
    pub centre: Interval,
    /// f(x) for every x of the box, x₀ included.
    pub range: Interval,
    /// f(x) − f(x₀) per unit of either variable.
    pub slopes: [Interval; 2],
}

impl Planar {
    /// A number.
    #[must_use]
    pub fn constant(x: Interval) -> Self {
        Self {
            centre: x,
            range: x,
            slopes: [Interval::ZERO; 2],
        }
    }

    /// A function of the second variable alone.
    #[must_use]
    pub fn of_second(centre: Interval, range: Interval, slope: Interval) -> Self {
        Self {
            centre,
            range,
            slopes: [Interval::ZERO, slope],
        }
    }

    /// The range met with what the slopes leave of it; `reach` holds x − x₀ on the box.
    #[must_use]
    pub fn tightened(self, reach: [Interval; 2]) -> Self {
        let form = self.centre + self.slopes[0] * reach[0] + self.slopes[1] * reach[1];
        Self {
            range: self.range.intersection(form).unwrap_or(self.range),
            ..self
        }
    }

    /// The larger of two at every x. Where f > g at x₀ and g > f at x, the change lies between
    /// those of f and of g, f(x) − f(x₀) < g(x) − f(x₀) < g(x) − g(x₀), so it has slopes in their
    /// hulls.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        if self.range.lower() >= other.range.upper() {
            return self;
        }
        if other.range.lower() >= self.range.upper() {
            return other;
        }
        let larger = |a: Interval, b: Interval| {
            let (low, high) = (a.lower().max(b.lower()), a.upper().max(b.upper()));
            Interval::new(low, high).unwrap_or(Interval::ENTIRE)
        };
        Self::with_slopes(
            larger(self.centre, other.centre),
            larger(self.range, other.range),
            |k| self.slopes[k].hull(other.slopes[k]),
        )
    }

    fn with_slopes(centre: Interval, range: Interval, slope: impl Fn(usize) -> Interval) -> Self {
        Self {
            centre,
            range,
            slopes: [slope(0), slope(1)],
        }
    }
}

impl Add for Planar {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::with_slopes(self.centre + other.centre, self.range + other.range, |k| {
            self.slopes[k] + other.slopes[k]
        })
    }
}

impl Sub for Planar {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::with_slopes(self.centre - other.centre, self.range - other.range, |k| {
            self.slopes[k] - other.slopes[k]
        })
    }
}

impl Mul for Planar {
    type Output = Self;
    /// fg − f₀g₀ = f·(g − g₀) + (f − f₀)·g₀.
    fn mul(self, other: Self) -> Self {
        Self::with_slopes(self.centre * other.centre, self.range * other.range, |k| {
            self.range * other.slopes[k] + self.slopes[k] * other.centre
        })
    }
}

impl Div for Planar {
    type Output = Self;
    /// f/g − f₀/g₀ = ((f − f₀) − (f₀/g₀)·(g − g₀))/g.
    fn div(self, other: Self) -> Self {
        let centre = self.centre / other.centre;
        Self::with_slopes(centre, self.range / other.range, |k| {
            (self.slopes[k] - centre * other.slopes[k]) / other.range
        })
    }
}

/// Weights of one or two goals that sum to 1, and prices of constraints.
struct Weights {
    goals: [(usize, Interval); 2],
    prices: Vec<(usize, f64)>,
}

/// What [`least_under`] finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Least {
    /// No x of the box that meets the constraints has a smaller value.
    pub bound: f64,
    /// By how much the bound lies below the value at the centre, by variable: halving the box along
    /// the larger one gains most.
    pub below_centre: [f64; 2],
}

/// A lower bound of the largest of the `goals` over all x of the box at which every one of `needed`
/// is ≥ 0; +∞ where there is none. (Lagrangian duality: for weights y ≥ 0 that sum to 1 and prices
/// ν ≥ 0, max_i goal_i ≥ Σ y·goal − Σ ν·needed, which is bounded to first order.)
///
/// The weights tried are those that are best for the functions linearised at the centre: with two
/// variables at most three functions have one, and as many slopes in the sum vanish as weights are
/// left to choose.
#[must_use]
pub fn least_under(goals: &[Planar], needed: &[Planar], reach: [Interval; 2]) -> Least {
    let mut found = Least {
        bound: f64::INFINITY,
        below_centre: [0.0; 2],
    };
    if needed.iter().any(|f| f.range.upper() < 0.0) {
        return found;
    }
    let plain = |goal: &Planar| goal.range.lower();
    found.bound = goals.iter().map(plain).fold(f64::NEG_INFINITY, f64::max);
    let bound = |weights: &Weights| -> Least {
        let mut sum = Interval::ZERO;
        let mut slopes = [Interval::ZERO; 2];
        let mut add = |weight: Interval, f: &Planar, sign: Interval| {
            sum = sum + sign * weight * f.centre;
            for (all, slope) in slopes.iter_mut().zip(f.slopes) {
                *all = *all + sign * weight * slope;
            }
        };
        for (goal, weight) in weights.goals {
            if weight != Interval::ZERO {
                add(weight, &goals[goal], Interval::ONE);
            }
        }
        for (index, price) in &weights.prices {
            add(Interval::point(*price), &needed[*index], -Interval::ONE);
        }
        let moves = [0, 1].map(|k| slopes[k] * reach[k]);
        Least {
            bound: (sum + moves[0] + moves[1]).lower(),
            below_centre: moves.map(|moved| -moved.lower()),
        }
    };
    let best = candidates(goals, needed, reach)
        .iter()
        .map(bound)
        .filter(|least| !least.bound.is_nan())
        .max_by(|a, b| a.bound.total_cmp(&b.bound));
    if let Some(best) = best {
        found.bound = found.bound.max(best.bound);
        found.below_centre = best.below_centre;
    }
    found
}

fn candidates(goals: &[Planar], needed: &[Planar], reach: [Interval; 2]) -> Vec<Weights> {
    // A variable that does not move needs no slope to vanish.
    let moves = reach.map(|r| r.width() > 0.0);
    let slope = |f: &Planar, k: usize| {
        if moves[k] {
            0.5 * (f.slopes[k].lower() + f.slopes[k].upper())
        } else {
            0.0
        }
    };
    let ends = (Interval::ONE, Interval::ZERO);
    let mut all = Vec::new();
    let mut push = |goals: [(usize, Interval); 2], prices: Vec<(usize, f64)>| {
        if prices
            .iter()
            .all(|(_, price)| (0.0..f64::INFINITY).contains(price))
        {
            all.push(Weights { goals, prices });
        }
    };
    for (i, goal) in goals.iter().enumerate() {
        let alone = [(i, ends.0), (i, ends.1)];
        push(alone, Vec::new());
        for (j, first) in needed.iter().enumerate() {
            for k in 0..2 {
                push(alone, vec![(j, slope(goal, k) / slope(first, k))]);
            }
            for (l, second) in needed.iter().enumerate().skip(j + 1) {
                let columns = [0, 1].map(|k| [slope(first, k), slope(second, k), slope(goal, k)]);
                if let Some([x, y]) = solved(columns) {
                    push(alone, vec![(j, x), (l, y)]);
                }
            }
        }
    }
    let pairs = (0..goals.len()).flat_map(|i| (0..i).map(move |j| (j, i)));
    for (one, other) in pairs {
        let (first, second) = (&goals[one], &goals[other]);
        let mut pair = |share: f64, prices: Vec<(usize, f64)>| {
            if (0.0..=1.0).contains(&share) {
                let share = Interval::point(share);
                push([(one, share), (other, Interval::ONE - share)], prices);
            }
        };
        for k in 0..2 {
            let (a, b) = (slope(first, k), slope(second, k));
            pair(b / (b - a), Vec::new());
        }
        for (j, f) in needed.iter().enumerate() {
            // share·a + (1 − share)·b = price·n in both variables.
            let columns = [0, 1].map(|k| {
                let (a, b) = (slope(first, k), slope(second, k));
                [b - a, slope(f, k), b]
            });
            if let Some([share, price]) = solved(columns) {
                pair(share, vec![(j, price)]);
            }
        }
    }
    all
}

/// The solution of a·x + b·y = c for two rows (a, b, c).
fn solved([[a, b, c], [d, e, f]]: [[f64; 3]; 2]) -> Option<[f64; 2]> {
    let determinant = a * e - b * d;
    let (x, y) = ((c * e - b * f) / determinant, (a * f - c * d) / determinant);
    (x.is_finite() && y.is_finite()).then_some([x, y])
}
