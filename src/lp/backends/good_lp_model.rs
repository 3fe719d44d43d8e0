//! A linear program in the words of `good_lp`.

use good_lp::constraint::ConstraintReference;
use good_lp::solvers::{ObjectiveDirection, WithTimeLimit};
use good_lp::variable::UnsolvedProblem;
use good_lp::{
    DualValues, Expression, ProblemVariables, ResolutionError, Solution as _, SolutionStatus,
    Solver, SolverModel, Variable, variable,
};

use super::Limits;
use super::contained::Claim;
use crate::lp::{LinearProgram, Sense};

/// A program on its way through `good_lp`.
pub(super) struct Translation {
    variables: Vec<Variable>,
    /// The constraints that each row became: none, one, or two for a range.
    rows: Vec<Vec<ConstraintReference>>,
}

/// Variables and objective; rows are added to the model made from it by [`Translation::add_rows`].
pub(super) fn translate(program: &LinearProgram) -> (UnsolvedProblem, Translation) {
    let mut problem = ProblemVariables::new();
    let mut variables = Vec::with_capacity(program.columns());
    let mut objective = Expression::with_capacity(program.columns());
    for (&cost, &(lower, upper)) in program.costs().iter().zip(program.column_bounds()) {
        // `min` and `max` set what `bounds` would take as a range; infinities mean none.
        let column = problem.add(variable().min(lower).max(upper));
        objective.add_mul(cost, column);
        variables.push(column);
    }
    let direction = match program.sense {
        Sense::Minimise => ObjectiveDirection::Minimisation,
        Sense::Maximise => ObjectiveDirection::Maximisation,
    };
    (
        problem.optimise(direction, objective),
        Translation {
            variables,
            rows: Vec::with_capacity(program.rows()),
        },
    )
}

impl Translation {
    /// Adds the rows that constrain anything.
    pub(super) fn add_rows(&mut self, program: &LinearProgram, model: &mut impl SolverModel) {
        for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
            let mut references = Vec::new();
            if !program.row(i).is_empty() {
                let sum = || {
                    let mut sum = Expression::with_capacity(program.row(i).len());
                    for &(j, a) in program.row(i) {
                        sum.add_mul(a, self.variables[j]);
                    }
                    sum
                };
                if lower == upper {
                    references.push(model.add_constraint(sum().eq(lower)));
                } else {
                    if lower.is_finite() {
                        references.push(model.add_constraint(sum().geq(lower)));
                    }
                    if upper.is_finite() {
                        references.push(model.add_constraint(sum().leq(upper)));
                    }
                }
            }
            self.rows.push(references);
        }
    }

    /// The value of each column.
    pub(super) fn columns(&self, solution: &impl good_lp::Solution) -> Vec<f64> {
        self.variables.iter().map(|&v| solution.value(v)).collect()
    }

    /// The shadow price of each row; a range's is the sum of its sides', of which one is 0.
    pub(super) fn row_duals(&self, duals: &impl DualValues) -> Vec<f64> {
        self.rows
            .iter()
            .map(|references| references.iter().map(|r| duals.dual(r.clone())).sum())
            .collect()
    }
}

/// Poses the program to a solver of `good_lp` that keeps a time limit, and asks it; `told` reads
/// from a solution what else the solver tells, its row prices and iterations.
pub(super) fn run<S>(
    program: &LinearProgram,
    limits: &Limits,
    solver: S,
    told: impl FnOnce(&Translation, Solution<S>) -> (Option<Vec<f64>>, Option<u64>),
) -> Claim
where
    S: Solver,
    S::Model: SolverModel<Error = ResolutionError> + WithTimeLimit,
{
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(solver);
    translation.add_rows(program, &mut model);
    match model.with_time_limit(limits.time.as_secs_f64()).solve() {
        Ok(solution) => match solution.status() {
            SolutionStatus::Optimal => {
                let columns = translation.columns(&solution);
                let (row_duals, iterations) = told(&translation, solution);
                Claim::Optimal {
                    columns,
                    row_duals,
                    iterations,
                }
            }
            other => Claim::Failed(format!("stopped early: {other:?}")),
        },
        Err(error) => claim_of(error),
    }
}

/// What `good_lp` calls the solution of a solver.
pub(super) type Solution<S> = <<S as Solver>::Model as SolverModel>::Solution;

/// What an error of `good_lp` claims.
pub(super) fn claim_of(error: ResolutionError) -> Claim {
    match error {
        ResolutionError::Unbounded => Claim::Unbounded,
        ResolutionError::Infeasible => Claim::Infeasible,
        ResolutionError::Other(reason) => Claim::Failed(reason.to_owned()),
        ResolutionError::Str(reason) => Claim::Failed(reason),
    }
}
