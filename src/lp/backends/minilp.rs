//! The backend `minilp`: the simplex crate that microlp was forked from.

use minilp::{ComparisonOp, OptimizationDirection, Problem};

use super::Limits;
use super::contained::{Claim, Contained};
use crate::lp::{LinearProgram, Sense};

/// The solver of the crate `minilp`. It tells no duals, has no time limit of its own and panics
/// on some inputs.
pub(super) const MINILP: Contained = Contained {
    name: "minilp",
    version: "0.2.2",
    engine: "minilp 0.2.2",
    origin: "Rust crate minilp: revised simplex",
    iterations_untold: Some("the crate minilp does not tell them"),
    run,
};

fn run(program: &LinearProgram, _: &Limits) -> Claim {
    let mut problem = Problem::new(match program.sense {
        Sense::Minimise => OptimizationDirection::Minimize,
        Sense::Maximise => OptimizationDirection::Maximize,
    });
    let columns: Vec<_> = program
        .costs()
        .iter()
        .zip(program.column_bounds())
        .map(|(&cost, &bounds)| problem.add_var(cost, bounds))
        .collect();
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        let terms: Vec<_> = program
            .row(i)
            .iter()
            .map(|&(j, a)| (columns[j], a))
            .collect();
        if terms.is_empty() {
            continue;
        }
        if lower == upper {
            problem.add_constraint(&terms, ComparisonOp::Eq, lower);
            continue;
        }
        if lower.is_finite() {
            problem.add_constraint(&terms, ComparisonOp::Ge, lower);
        }
        if upper.is_finite() {
            problem.add_constraint(&terms, ComparisonOp::Le, upper);
        }
    }
    match problem.solve() {
        Ok(solution) => Claim::Optimal {
            columns: columns.iter().map(|&v| *solution.var_value(v)).collect(),
            row_duals: None,
            iterations: None,
        },
        Err(minilp::Error::Infeasible) => Claim::Infeasible,
        Err(minilp::Error::Unbounded) => Claim::Unbounded,
    }
}
