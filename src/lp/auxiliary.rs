//! Programs that tell why another program has no optimum.

use dashu_ratio::RBig;

use super::{LinearProgram, Sense};

/// Minimise the sum of `s⁺ + s⁻` subject to `lower ≤ A x + s⁺ − s⁻ ≤ upper`.
pub(super) fn elastic(program: &LinearProgram) -> LinearProgram {
    let mut elastic = LinearProgram::new(Sense::Minimise);
    for bounds in program.exact_column_bounds() {
        elastic.add_exact_column(RBig::ZERO, bounds.clone());
    }
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        let mut slacks = Vec::new();
        if lower.is_finite() {
            slacks.push((elastic.add_column(1.0, 0.0, f64::INFINITY), 1.0));
        }
        if upper.is_finite() {
            slacks.push((elastic.add_column(1.0, 0.0, f64::INFINITY), -1.0));
        }
        elastic.copy_row(program, i, &slacks);
    }
    elastic
}

/// The same constraints, every feasible point being optimal.
pub(super) fn without_costs(program: &LinearProgram) -> LinearProgram {
    let mut free = program.clone();
    free.map_costs(|_, _| 0.0);
    free
}

/// The same objective over the directions that keep every finite bound, within the unit box.
pub(super) fn recession(program: &LinearProgram) -> LinearProgram {
    let side = |bound: f64| if bound.is_finite() { 0.0 } else { bound };
    let mut directions = program.clone();
    directions.map_bounds(
        |(lower, upper)| (side(lower).max(-1.0), side(upper).min(1.0)),
        |(lower, upper)| (side(lower), side(upper)),
    );
    directions.set_objective_constant(0.0);
    directions
}
