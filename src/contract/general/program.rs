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

use super::cells::Cells;
use crate::contract::first_best::{EffortPoint, FirstBest};
use crate::contract::{ContractError, MAX_SAMPLES};
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::{ColumnId, LinearProgram, Sense};
use crate::model::Model;
use std::collections::BTreeMap;

/// Rounds of adding tangents or deviations; ten to thirty are usual.
const ROUNDS: usize = 60;

/// Each round adds tangents where the solution sits and at this share of the distance to the
/// nearest tangents held, on either side: a linear program stops at kinks between tangents, and
/// with tangents that close the next solution sits within a sixth of the distance, so that the
/// error, its square, falls by 36 a round (by 4 with one tangent a round).
const CLUSTER: f64 = 1.0 / 6.0;

/// Tangents closer than this (x is of order 1) are the same to a backend's tolerance: the error
/// they leave is a quarter of the square, 10⁻⁸ of the premium.
const CLOSEST: f64 = 2e-4;

/// The epigraph is tight when Σ p_i·(B(x_i) − t_i) falls below this share of the value; backends,
/// with feasibility tolerances of 10⁻⁶ to 10⁻⁹ a row, answer for no more.
const EPIGRAPH: f64 = 5e-8;

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

/// Tangent points and deviations found so far. Efforts close to each other need nearly the same, so
/// a search over efforts hands them on.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    tangents: BTreeMap<u64, Vec<f64>>,
    deviations: Vec<f64>,
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

struct Problem<'a> {
    model: &'a Model,
    point: &'a EffortPoint,
    cells: Cells,
    /// τ.
    scale: f64,
    /// S.
    unit: f64,
    /// Bounds of x.
    bounds: (f64, f64),
}

struct Solved {
    program: LinearProgram,
    pay: Vec<f64>,
    epigraph: Vec<f64>,
    value: f64,
}

impl<'a> Problem<'a> {
    fn new(model: &'a Model, samples: u64, point: &'a EffortPoint) -> Result<Self, ContractError> {
        let utility = model.utility();
        let mean = point.required_utility;
        let scale = point.marginal_cost / (samples as f64 * point.information).sqrt();
        let cells = Cells::new(samples, point.agreement)?;
        // Pay beyond four times the linear rule's largest is never bought; the bound only keeps the
        // program bounded.
        let most = 4.0 * cells.largest_deviation() + 4.0;
        let ceiling = (utility.supremum() - mean) / scale;
        let upper = most.min(ceiling - 1e-6 * ceiling.abs());
        let lower = ((model.minimum_utility() - mean) / scale).max(-most);
        Ok(Self {
            model,
            point,
            cells,
            scale,
            unit: 0.5 * utility.wage_curvature(mean) * scale * scale,
            bounds: (lower, upper),
        })
    }

    fn bregman(&self, x: f64) -> f64 {
        let mean = self.point.required_utility;
        self.model.utility().wage_bregman(mean, self.scale * x) / self.unit
    }

    /// B′(x) = τ·(h′(ū + τx) − h′(ū))/S.
    fn slope(&self, x: f64) -> f64 {
        let utility = self.model.utility();
        let mean = self.point.required_utility;
        let difference = utility.marginal_wage(mean + self.scale * x) - utility.marginal_wage(mean);
        self.scale * difference / self.unit
    }

    fn solve(
        &self,
        backend: &dyn Backend,
        memory: &Memory,
        deviations: &[f64],
    ) -> Result<Solved, ContractError> {
        let failed = |reason: String| {
            ContractError::Program(format!("{} on {}: {reason}", backend.name(), self.cells))
        };
        let mean = self.point.required_utility;
        let price = self.model.utility().marginal_wage(mean) * self.scale / self.unit;
        let mut program = LinearProgram::new(Sense::Minimise);
        let mut columns: Vec<(ColumnId, ColumnId)> = Vec::with_capacity(self.cells.len());
        for cell in self.cells.iter() {
            let root = cell.probability.sqrt();
            let pay = program.add_column(price * root, root * self.bounds.0, root * self.bounds.1);
            let epigraph = program.add_column(1.0, 0.0, f64::INFINITY);
            columns.push((pay, epigraph));
        }
        // A row over pay: the weight of x_i, divided by the scale of its column.
        let row = |weight: &dyn Fn(usize) -> f64| -> Vec<(ColumnId, f64)> {
            columns
                .iter()
                .enumerate()
                .map(|(index, (pay, _))| {
                    (*pay, weight(index) / self.cells[index].probability.sqrt())
                })
                .collect()
        };
        let cells = &self.cells;
        program.add_row(0.0, f64::INFINITY, row(&|i| cells[i].probability));
        program.add_row(
            1.0,
            1.0,
            row(&|i| cells[i].probability * cells[i].deviation),
        );
        for effort in deviations {
            let q = self.model.monitoring().agreement(*effort);
            let other = cells.probabilities_at(q)?;
            let saved = (self.point.cost - self.model.cost().cost(*effort)) / self.scale;
            program.add_row(
                saved,
                f64::INFINITY,
                row(&|i| cells[i].probability - other[i]),
            );
        }
        for (cell, (pay, epigraph)) in cells.iter().zip(&columns) {
            let first = self.first_tangents(cell.deviation);
            let held = memory
                .tangents
                .get(&cell.first)
                .map_or(&first[..], |list| list);
            for &at in held {
                let slope = self.slope(at);
                let intercept = self.bregman(at) - slope * at;
                if slope.is_finite() && intercept.is_finite() {
                    let p = cell.probability;
                    program.add_row(
                        p * intercept,
                        f64::INFINITY,
                        [(*epigraph, 1.0), (*pay, -slope * p.sqrt())],
                    );
                }
            }
        }
        let solution = backend
            .solve(&program, &Limits::default())
            .map_err(|error| failed(error.to_string()))?;
        if solution.status != Status::Optimal {
            return Err(failed(format!("status {:?}", solution.status)));
        }
        let at = |column: &ColumnId| solution.columns[column.index()];
        Ok(Solved {
            program,
            pay: columns
                .iter()
                .zip(self.cells.iter())
                .map(|((pay, _), cell)| {
                    // A backend may overstep a bound by its tolerance.
                    let x = at(pay) / cell.probability.sqrt();
                    x.clamp(self.bounds.0, self.bounds.1)
                })
                .collect(),
            epigraph: columns
                .iter()
                .zip(self.cells.iter())
                .map(|((_, epigraph), cell)| at(epigraph) / cell.probability)
                .collect(),
            value: solution.objective,
        })
    }

    /// Tangents to start from: pay linear in the count (right to first order in small risk), and a
    /// step to either side.
    fn first_tangents(&self, deviation: f64) -> [f64; 3] {
        let clip = |x: f64| x.clamp(self.bounds.0, self.bounds.1);
        [
            clip(deviation - 0.5),
            clip(deviation),
            clip(deviation + 0.5),
        ]
    }

    fn epigraph_slack(&self, solved: &Solved) -> f64 {
        self.cells
            .iter()
            .zip(solved.pay.iter().zip(&solved.epigraph))
            .map(|(cell, (x, t))| cell.probability * (self.bregman(*x) - t).max(0.0))
            .sum()
    }

    /// Adds tangents around x_i where the epigraph is loose there; whether there was room for any.
    fn add_tangents(&self, solved: &Solved, memory: &mut Memory) -> bool {
        let share = 0.1 * EPIGRAPH * solved.value;
        let mut added = false;
        for (cell, (x, t)) in self
            .cells
            .iter()
            .zip(solved.pay.iter().zip(&solved.epigraph))
        {
            if self.bregman(*x) - t <= share {
                continue;
            }
            let held = memory
                .tangents
                .entry(cell.first)
                .or_insert_with(|| self.first_tangents(cell.deviation).to_vec());
            let nearest = held.iter().map(|at| (at - x).abs()).fold(1.0, f64::min);
            if nearest < CLOSEST {
                continue;
            }
            added = true;
            let clip = |at: f64| at.clamp(self.bounds.0, self.bounds.1);
            held.extend([-CLUSTER, 0.0, CLUSTER].map(|step| clip(x + step * nearest)));
        }
        added
    }

    /// The most tempting effort under the pay found, on a grid of efforts finer than the
    /// annotator's payoff can bend.
    fn best_deviation(&self, solved: &Solved) -> (f64, f64) {
        const GRID: u32 = 128;
        (0..=GRID)
            .map(|j| f64::from(j) / f64::from(GRID))
            .filter_map(|effort| {
                let q = self
                    .model
                    .monitoring()
                    .agreement(effort)
                    .min(1.0 - f64::EPSILON);
                let other = self.cells.probabilities_at(q).ok()?;
                let more: f64 = self
                    .cells
                    .iter()
                    .zip(other.iter().zip(&solved.pay))
                    .map(|(cell, (there, x))| (there - cell.probability) * self.scale * x)
                    .sum();
                let saved = self.point.cost - self.model.cost().cost(effort);
                Some((effort, more + saved))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or((self.point.effort, 0.0))
    }
}
