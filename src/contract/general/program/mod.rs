//! The general contract as a linear program, for any backend.
//!
//! For an effort η with ū = U0 + c(η), standardised counts y and τ = c′/√(nI), write utilities as v
//! = ū + τ·x and the Bregman distance of h in units S = ½·h″(ū)·τ², B(x) = D_h(ū, τx)/S ≈ x². The
//! program
//!
//! minimise Σ p_i·(t_i + g·x_i), g = h′(ū)·τ/S, subject to
//! - t_i ≥ B(a) + B′(a)·(x_i − a) for the tangent points a held so far,
//! - Σ p_i·x_i ≥ 0 (participation), Σ p_i·y_i·x_i = 1 (local incentives),
//! - Σ (p_i − p_i(e))·x_i ≥ (c(η) − c(e))/τ for the deviations e held so far,
//! - x_i ≥ (u(w_min) − ū)/τ (limited liability),
//!
//! has a value of order 1 whatever n is: posed in wages instead, a gap of 10⁻³ would be 1% of the
//! objective and the solver's tolerance would eat its digits. The columns handed to a backend are
//! √p_i·x_i and p_i·t_i, so that a row violated by ε moves the value by ε however improbable its
//! count, and coefficients span √p and not p. Tangents are added where the solution sits until the
//! epigraph is tight, deviations until no effort does better than a stated tolerance.
//!
//! Counts whose probability does not matter are lumped into one cell on either side. Lumping
//! restricts the contract, so the value can only rise: replacing an optimal pay by its conditional
//! means in the two cells keeps participation, lowers the cost (Jensen) and loses incentives of at
//! most √(E\[x²; cells]·E\[y²; cells]), a relative change of the premium of at most twice that.

mod memory;
mod problem;

use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::contract::{ContractError, MAX_SAMPLES};
use crate::lp::LinearProgram;
use crate::lp::backends::Backend;
use crate::model::Model;
use memory::EPIGRAPH;
pub use memory::Memory;
use problem::Problem;

/// Rounds of adding tangents or deviations; ten to thirty are usual.
const ROUNDS: usize = 60;

/// A deviation counts when it gains more than this share of the cost of effort.
const DEVIATION: f64 = 1e-8;

/// Value of the program at one effort.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramValue {
    /// Value of the last program: E\[w] − h(ū) from below, up to the backend's tolerance.
    pub lower: f64,
    /// E\[w] − h(ū) of the pay found, feasible up to the backend's tolerance.
    pub upper: f64,
    /// Linear programs solved.
    pub rounds: usize,
    /// Tempting efforts that were made constraints.
    pub deviations: Vec<f64>,
}

/// The optimum over efforts.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramOptimum {
    /// The effort.
    pub point: EffortPoint,
    /// What implementing it costs.
    pub value: ProgramValue,
    /// Gap to the first best: the mean of both values plus the first-best loss.
    pub gap: f64,
}

/// The best contract over efforts, every program solved by `backend`.
pub fn solve(
    first_best: &FirstBest<'_>,
    samples: u64,
    backend: &dyn Backend,
) -> Result<ProgramOptimum, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let model = first_best.model();
    let memory = std::cell::RefCell::new(Memory::default());
    // An effort off by a share p of the bracket costs p² of the premium: 10⁻⁷.
    let change =
        crate::contract::best_change(first_best, samples, "general", 3e-4, false, |point| {
            implement(model, samples, point, backend, &mut memory.borrow_mut())
                .map(|value| 0.5 * (value.lower + value.upper))
        })?;
    let point = first_best.at(change);
    let value = implement(model, samples, &point, backend, &mut memory.borrow_mut())?;
    let gap = 0.5 * (value.lower + value.upper) + point.loss;
    Ok(ProgramOptimum { point, value, gap })
}

/// The cheapest pay that implements the effort of `point`.
pub fn implement(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    backend: &dyn Backend,
    memory: &mut Memory,
) -> Result<ProgramValue, ContractError> {
    implement_and_pose(model, samples, point, backend, memory).map(|(value, _)| value)
}

/// The program of the cheapest pay for an effort, with the tangents and deviations that made it
/// tight.
#[derive(Debug, Clone, PartialEq)]
pub struct Posed {
    /// The program; it is a relaxation of the problem on its cells, so that its optimum times
    /// `unit` is a lower bound of what the effort costs above `h(ū)`, up to rounding of the data.
    pub program: LinearProgram,
    /// S: what a unit of the objective is worth in wages.
    pub unit: f64,
}

/// The last of the programs by which [`implement`] finds the cheapest pay.
pub fn pose(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    backend: &dyn Backend,
) -> Result<Posed, ContractError> {
    let mut memory = Memory::default();
    implement_and_pose(model, samples, point, backend, &mut memory).map(|(_, posed)| posed)
}

fn implement_and_pose(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    backend: &dyn Backend,
    memory: &mut Memory,
) -> Result<(ProgramValue, Posed), ContractError> {
    let problem = Problem::new(model, samples, point)?;
    let mut deviations = memory.deviations.clone();
    for round in 1..=ROUNDS {
        let solved = problem.solve(backend, memory, &deviations)?;
        let slack = problem.epigraph_slack(&solved);
        if slack > EPIGRAPH * solved.value && problem.add_tangents(&solved, memory) {
            continue;
        }
        let (effort, gain) = problem.best_deviation(&solved);
        if gain > DEVIATION * point.cost {
            deviations.push(effort);
            memory.deviations.push(effort);
            continue;
        }
        let value = ProgramValue {
            lower: solved.value * problem.unit,
            upper: (solved.value + slack) * problem.unit,
            rounds: round,
            deviations,
        };
        let posed = Posed {
            program: solved.program,
            unit: problem.unit,
        };
        return Ok((value, posed));
    }
    Err(ContractError::Program(format!(
        "{} found no tight solution with {samples} samples in {ROUNDS} rounds",
        backend.name()
    )))
}
