//! How far a float answer is from satisfying the optimality conditions.

use std::fmt;

use serde::Serialize;

use crate::lp::LinearProgram;
use crate::lp::scaling::Scaling;

/// Residuals of the optimality conditions of a linear program at a point, each relative to
/// the size of the terms it is a difference of (and to 1 where these are smaller).
///
/// Floats measured in floats: they expose a wrong answer and prove nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Quality {
    /// Greatest violation of a row or of a column's bound.
    #[serde(rename = "primal")]
    pub primal_infeasibility: f64,
    /// Greatest wrong-signed reduced cost or row price, where duals are known: a sign is wrong
    /// where the bound it charges is infinite.
    #[serde(rename = "dual")]
    pub dual_infeasibility: Option<f64>,
    /// `|primal objective − dual objective|`, where duals are known.
    pub gap: Option<f64>,
}

impl Quality {
    /// Measures a point and, if given, row prices (derivatives of the objective by the rows'
    /// bounds). Vectors of the wrong length or with NaN measure as infinitely bad.
    #[must_use]
    pub fn measure(program: &LinearProgram, x: &[f64], row_duals: Option<&[f64]>) -> Self {
        let mut quality = Quality {
            primal_infeasibility: primal_infeasibility(program, x),
            ..Quality::default()
        };
        if let Some(y) = row_duals {
            let (dual_infeasibility, gap) = dual_residuals(program, x, y);
            quality.dual_infeasibility = Some(dual_infeasibility);
            quality.gap = Some(gap);
        }
        quality
    }

    /// The same measured on the program as solvers are given it, with rows and columns scaled by
    /// powers of two: where coefficients are of very different sizes, the two differ much.
    #[must_use]
    pub fn measure_scaled(program: &LinearProgram, x: &[f64], row_duals: Option<&[f64]>) -> Self {
        let (scaled, scaling) = Scaling::of(program);
        let x = scaling.columns_scaled(x);
        let y = row_duals.map(|y| scaling.row_duals_scaled(y));
        Quality::measure(&scaled, &x, y.as_deref())
    }

    /// Whether every figure known is at most `tolerance`.
    #[must_use]
    pub fn within(&self, tolerance: f64) -> bool {
        self.worst() <= tolerance
    }

    /// The greatest figure known.
    #[must_use]
    pub fn worst(&self) -> f64 {
        [self.dual_infeasibility, self.gap]
            .into_iter()
            .flatten()
            .fold(self.primal_infeasibility, f64::max)
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "primal infeasibility {:.1e}", self.primal_infeasibility)?;
        if let Some(dual) = self.dual_infeasibility {
            write!(f, ", dual infeasibility {dual:.1e}")?;
        }
        if let Some(gap) = self.gap {
            write!(f, ", gap {gap:.1e}")?;
        }
        Ok(())
    }
}

/// NaN counts as infinitely bad: `f64::max` would drop it.
fn or_infinite(x: f64) -> f64 {
    if x.is_nan() { f64::INFINITY } else { x }
}

fn violation(value: f64, (lower, upper): (f64, f64), size: f64) -> f64 {
    let outside = (lower - value).max(value - upper).max(0.0);
    or_infinite(if value.is_finite() {
        outside / size.max(1.0)
    } else {
        f64::INFINITY
    })
}

fn primal_infeasibility(program: &LinearProgram, x: &[f64]) -> f64 {
    if x.len() != program.columns() {
        return f64::INFINITY;
    }
    let columns = x
        .iter()
        .zip(program.column_bounds())
        .map(|(&value, &bounds)| violation(value, bounds, value.abs()));
    let rows = program.row_bounds().iter().enumerate().map(|(i, &bounds)| {
        let (sum, size) = program
            .row(i)
            .iter()
            .fold((0.0, 0.0_f64), |(s, m), &(j, a)| {
                (s + a * x[j], m.max((a * x[j]).abs()))
            });
        violation(sum, bounds, size)
    });
    columns.chain(rows).fold(0.0, f64::max)
}

/// `(dual infeasibility, gap)`. For a minimum, the dual objective is
/// `Σ_i y_i · bound_i + Σ_j d_j · bound_j`, each price with the bound it presses against.
fn dual_residuals(program: &LinearProgram, x: &[f64], y: &[f64]) -> (f64, f64) {
    if y.len() != program.rows() || x.len() != program.columns() {
        return (f64::INFINITY, f64::INFINITY);
    }
    let sign = program.sense.sign();
    let mut reduced: Vec<f64> = program.costs().iter().map(|c| sign * c).collect();
    let mut size: Vec<f64> = program.costs().iter().map(|c| c.abs().max(1.0)).collect();
    for (i, &price) in y.iter().enumerate() {
        for &(j, a) in program.row(i) {
            reduced[j] -= sign * price * a;
            size[j] = size[j].max((price * a).abs());
        }
    }
    let prices = y.iter().map(|price| (sign * price, 1.0));
    let (mut worst, mut dual, mut magnitude) = (0.0_f64, 0.0, 1.0_f64);
    let charged = prices.zip(program.row_bounds()).chain(
        reduced
            .iter()
            .copied()
            .zip(size)
            .zip(program.column_bounds()),
    );
    for ((price, size), &(lower, upper)) in charged {
        let bound = if price > 0.0 { lower } else { upper };
        if !price.is_finite() {
            worst = f64::INFINITY;
        } else if bound.is_finite() {
            dual += price * bound;
            magnitude = magnitude.max((price * bound).abs());
        } else {
            worst = worst.max(price.abs() / size);
        }
    }
    let primal: f64 = program
        .costs()
        .iter()
        .zip(x)
        .map(|(c, x)| sign * c * x)
        .sum();
    magnitude = magnitude.max(primal.abs());
    (worst, or_infinite((primal - dual).abs() / magnitude))
}
