//! Programs that tell why another program has no optimum.

use super::{LinearProgram, Sense};

/// Minimise the sum of `s⁺ + s⁻` subject to `lower ≤ A x + s⁺ − s⁻ ≤ upper`.
pub(super) fn elastic(program: &LinearProgram) -> LinearProgram {
    let mut elastic = LinearProgram::new(Sense::Minimise);
    let columns: Vec<_> = program
        .column_bounds()
        .iter()
        .map(|&(lower, upper)| elastic.add_column(0.0, lower, upper))
        .collect();
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        let mut row: Vec<_> = program
            .row(i)
            .iter()
            .map(|&(j, a)| (columns[j], a))
            .collect();
        if lower.is_finite() {
            row.push((elastic.add_column(1.0, 0.0, f64::INFINITY), 1.0));
        }
        if upper.is_finite() {
            row.push((elastic.add_column(1.0, 0.0, f64::INFINITY), -1.0));
        }
        elastic.add_row(lower, upper, row);
    }
    elastic
}

/// The same constraints, every feasible point being optimal.
pub(super) fn without_costs(program: &LinearProgram) -> LinearProgram {
    copy(program, |_, bounds| (0.0, bounds), |bounds| bounds)
}

/// The same objective over the directions that keep every finite bound, within the unit box.
pub(super) fn recession(program: &LinearProgram) -> LinearProgram {
    let side = |bound: f64| if bound.is_finite() { 0.0 } else { bound };
    let rows = move |(lower, upper)| (side(lower), side(upper));
    let columns = |cost, bounds| {
        let (lower, upper): (f64, f64) = rows(bounds);
        (cost, (lower.max(-1.0), upper.min(1.0)))
    };
    copy(program, columns, rows)
}

/// The same matrix; other costs and bounds of the columns, other bounds of the rows.
pub(super) fn copy(
    program: &LinearProgram,
    column: impl Fn(f64, (f64, f64)) -> (f64, (f64, f64)),
    row_bounds: impl Fn((f64, f64)) -> (f64, f64),
) -> LinearProgram {
    let mut copy = LinearProgram::new(program.sense);
    let costs = program.costs().iter().zip(program.column_bounds());
    let columns: Vec<_> = costs
        .map(|(&cost, &bounds)| {
            let (cost, (lower, upper)) = column(cost, bounds);
            copy.add_column(cost, lower, upper)
        })
        .collect();
    for (i, &bounds) in program.row_bounds().iter().enumerate() {
        let (lower, upper) = row_bounds(bounds);
        let entries = program.row(i).iter().map(|&(j, a)| (columns[j], a));
        copy.add_row(lower, upper, entries);
    }
    copy
}
