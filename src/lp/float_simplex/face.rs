//! The optimal face as a point inside it shows it.
//!
//! At a point inside the optimal face with prices inside the face of optimal prices, every variable
//! either is off its bounds or has a reduced cost (A. Goldman and A. Tucker, *Annals of Mathematics
//! Studies* 38, 1956). The face is then a system of equations in the variables that are off, and
//! the optimal prices are another in the same columns; where they have more unknowns than
//! equations, the rest of the unknowns may stay near where floats have them (S. Mehrotra and Y. Ye,
//! *Mathematical Programming* 62, 1993).

use super::factors::{Factors, Member};
use super::sparse::Column;
use crate::lp::LinearProgram;
use crate::lp::exact_simplex::Basis;
use crate::lp::scaling::Scaling;

/// Equations of the face and of its prices, and what to leave where it is.
pub(in crate::lp) struct Face {
    /// As many variables that are off their bounds as are independent, and the rows left over. The
    /// other variables that are off sit where the point has them.
    pub(in crate::lp) basis: Basis,
    /// By variable (columns, then rows): minus its price where it is a row left over, 0 elsewhere.
    pub(in crate::lp) costs: Vec<f64>,
}

/// What a point and prices say of the variables of `A x − r = 0`, columns before rows.
struct Variables {
    columns: Vec<Column>,
    values: Vec<f64>,
    /// Derivatives of the objective that is minimised.
    reduced: Vec<f64>,
}

impl Variables {
    fn of(program: &LinearProgram, x: &[f64], y: &[f64]) -> Self {
        let sign = program.sense.sign();
        let mut values = x.to_vec();
        let mut reduced: Vec<f64> = program.costs().iter().map(|c| sign * c).collect();
        let mut columns = vec![Vec::new(); program.columns()];
        for (i, price) in y.iter().enumerate() {
            let mut sum = 0.0;
            for &(j, a) in program.row(i) {
                sum += a * x[j];
                reduced[j] -= sign * price * a;
                columns[j].push((i, a));
            }
            values.push(sum);
            columns.push(vec![(i, -1.0)]);
        }
        reduced.extend(y.iter().map(|price| sign * price));
        Variables {
            columns,
            values,
            reduced,
        }
    }
}

impl Face {
    /// The face that a point `x` with row prices `y` suggests: a variable is off its bounds if it
    /// has more room than reduced cost, both in a scaled program.
    pub(in crate::lp) fn around(program: &LinearProgram, x: &[f64], y: &[f64]) -> Option<Self> {
        let (n, m) = (program.columns(), program.rows());
        if x.len() != n || y.len() != m {
            return None;
        }
        let (scaled, scaling) = Scaling::of(program);
        let (x, y) = (scaling.columns_scaled(x), scaling.row_duals_scaled(y));
        let Variables {
            columns,
            mut values,
            reduced,
        } = Variables::of(&scaled, &x, &y);
        let bounds = scaled.column_bounds().iter().chain(scaled.row_bounds());
        let mut at_upper = vec![false; n + m];
        let mut off = Vec::new();
        let mut candidates = Vec::new();
        for (k, &(lower, upper)) in bounds.enumerate() {
            let (above, below) = (values[k] - lower, upper - values[k]);
            at_upper[k] = below < above;
            let room = above.min(below);
            if lower < upper && room > reduced[k].abs() {
                off.push(k);
                // what is solved for takes up the rounding of all others: mostly what has room
                let weighted = columns[k].iter().map(|&(i, a)| (i, room.min(1.0) * a));
                candidates.push(weighted.collect());
            } else if room.is_finite() {
                values[k] = if at_upper[k] { upper } else { lower };
            }
        }
        let mut basic = vec![false; n + m];
        let mut costs = vec![0.0; n + m];
        for member in Factors::choose(m, &candidates).members {
            let k = match member {
                Member::Candidate(index) => off[index],
                Member::Row(row) => {
                    costs[n + row] = -reduced[n + row];
                    n + row
                }
            };
            if std::mem::replace(&mut basic[k], true) {
                return None;
            }
        }
        let mut basis = Basis::from_parts(program, basic, |k| at_upper[k]);
        let values = values.iter().enumerate();
        let values = values.map(|(k, &value)| scaling.value_unscaled(k, value));
        basis.sit_at(program, &values.collect::<Vec<_>>());
        let costs = costs.iter().enumerate();
        let costs = costs.map(|(k, &cost)| scaling.cost_unscaled(k, cost));
        Some(Face {
            basis,
            costs: costs.collect(),
        })
    }
}
