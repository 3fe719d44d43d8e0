//! Small convex quadratic programs by the dual method of Goldfarb and Idnani (*Mathematical
//! Programming* 27, 1983): minimise ½·d′Hd + g′d subject to a_i′d = b_i and a_i′d ≥ b_i.
//!
//! From the unconstrained minimum, one violated constraint after another is met, and constraints
//! whose multiplier would turn negative are dropped on the way. With a dozen variables nothing is
//! updated: each step solves its linear system anew.

use nalgebra::{DMatrix, DVector};

/// a′d ≥ b, or = b.
#[derive(Debug, Clone)]
pub struct Row {
    /// a.
    pub normal: DVector<f64>,
    /// b.
    pub bound: f64,
    /// Whether with equality.
    pub equality: bool,
}

/// A minimum with one multiplier a row (of either sign for an equality).
#[derive(Debug, Clone)]
pub struct Solution {
    /// d.
    pub step: DVector<f64>,
    /// Multipliers.
    pub multipliers: Vec<f64>,
}

/// Violations below this share of a row's scale are rounding.
const TOLERANCE: f64 = 1e-13;

/// Solves the program; `None` where H is not positive definite or the rows contradict each other.
pub fn minimise(hessian: &DMatrix<f64>, gradient: &DVector<f64>, rows: &[Row]) -> Option<Solution> {
    let factor = hessian.clone().cholesky()?;
    let inverse = factor.inverse();
    let mut step = -(&inverse * gradient);
    let mut multipliers = vec![0.0; rows.len()];
    let mut active: Vec<usize> = Vec::new();
    // Of an equality met from above the normal is turned round.
    let mut sign = vec![1.0; rows.len()];
    for _ in 0..20 * (rows.len() + 1) {
        let violation = |index: usize| {
            let row = &rows[index];
            let off = row.normal.dot(&step) - row.bound;
            let scale = 1.0 + row.bound.abs() + row.normal.amax() * step.amax();
            if row.equality {
                off.abs() / scale
            } else {
                -off / scale
            }
        };
        let worst = (0..rows.len())
            .filter(|index| !active.contains(index))
            .map(|index| (violation(index), index))
            // Equalities first: they are never dropped.
            .max_by(|a, b| {
                let key = |(value, index): &(f64, usize)| (rows[*index].equality, *value);
                let ((ea, va), (eb, vb)) = (key(a), key(b));
                let (ea, eb) = (ea && va > TOLERANCE, eb && vb > TOLERANCE);
                ea.cmp(&eb).then(va.total_cmp(&vb))
            });
        let Some((size, entering)) = worst.filter(|(size, _)| *size > TOLERANCE) else {
            for (index, value) in multipliers.iter_mut().enumerate() {
                *value *= sign[index];
            }
            return Some(Solution { step, multipliers });
        };
        let _ = size;
        let row = &rows[entering];
        sign[entering] = if row.normal.dot(&step) > row.bound {
            -1.0
        } else {
            1.0
        };
        let normal = &row.normal * sign[entering];
        enter(
            rows,
            &inverse,
            &normal,
            row.bound * sign[entering],
            entering,
            (&mut step, &mut multipliers, &mut active),
            &sign,
        )?;
    }
    None
}

/// Meets one violated row, dropping others where their multipliers fall to 0.
fn enter(
    rows: &[Row],
    inverse: &DMatrix<f64>,
    normal: &DVector<f64>,
    bound: f64,
    entering: usize,
    (step, multipliers, active): (&mut DVector<f64>, &mut Vec<f64>, &mut Vec<usize>),
    sign: &[f64],
) -> Option<()> {
    multipliers[entering] = 0.0;
    for _ in 0..4 * (rows.len() + 1) {
        let image = inverse * normal;
        let (direction, weights) = if active.is_empty() {
            (image, DVector::zeros(0))
        } else {
            let columns: Vec<DVector<f64>> = active
                .iter()
                .map(|index| &rows[*index].normal * sign[*index])
                .collect();
            let matrix = DMatrix::from_columns(&columns);
            let carried = inverse * &matrix;
            let weights = (matrix.transpose() * &carried)
                .lu()
                .solve(&(carried.transpose() * normal))?;
            (image - carried * &weights, weights)
        };
        let gain = direction.dot(normal);
        let scale = normal.dot(&(inverse * normal));
        let full = if gain > 1e-14 * scale {
            (bound - normal.dot(step)) / gain
        } else {
            f64::INFINITY
        };
        let leaving = active
            .iter()
            .enumerate()
            .filter(|(place, index)| !rows[**index].equality && weights[*place] > 0.0)
            .map(|(place, index)| (multipliers[*index] / weights[place], place))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let partial = leaving.map_or(f64::INFINITY, |(length, _)| length);
        let length = full.min(partial);
        if !length.is_finite() {
            return None;
        }
        for (place, index) in active.iter().enumerate() {
            multipliers[*index] -= length * weights[place];
        }
        multipliers[entering] += length;
        if full.is_finite() {
            *step += &direction * length;
        }
        if full <= partial {
            active.push(entering);
            return Some(());
        }
        let (_, place) = leaving?;
        multipliers[active[place]] = 0.0;
        active.remove(place);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_and_an_edge_are_found_with_their_multipliers() {
        // min ½(x² + 2y²) − 4x − 4y, x + y = 2, x ≥ 0, y ≥ 1.5: x = 0.5, y = 1.5.
        let hessian = DMatrix::from_diagonal(&DVector::from_vec(vec![1.0, 2.0]));
        let gradient = DVector::from_vec(vec![-4.0, -4.0]);
        let row = |a: [f64; 2], bound, equality| Row {
            normal: DVector::from_vec(a.to_vec()),
            bound,
            equality,
        };
        let rows = [
            row([1.0, 1.0], 2.0, true),
            row([1.0, 0.0], 0.0, false),
            row([0.0, 1.0], 1.5, false),
        ];
        let found = minimise(&hessian, &gradient, &rows).unwrap();
        assert!((found.step[0] - 0.5).abs() < 1e-12 && (found.step[1] - 1.5).abs() < 1e-12);
        // Hd + g = Σ multiplier·normal.
        let left = &hessian * &found.step + &gradient;
        let right: DVector<f64> = rows
            .iter()
            .zip(&found.multipliers)
            .map(|(row, m)| &row.normal * *m)
            .sum();
        assert!((left - right).amax() < 1e-12);
        // Contradictory rows are refused.
        let none = [row([1.0, 0.0], 1.0, false), row([-1.0, 0.0], 0.0, false)];
        assert!(minimise(&hessian, &gradient, &none).is_none());
    }
}
