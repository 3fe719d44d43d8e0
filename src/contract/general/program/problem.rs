//! One effort's program: its cells, its tangents, and what a solution leaves open.

use super::memory::{EPIGRAPH, Memory};
use crate::contract::ContractError;
use crate::contract::effort_point::EffortPoint;
use crate::contract::general::cells::Cells;
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::{ColumnId, LinearProgram, Sense};
use crate::model::Model;

/// Each round adds tangents where the solution sits and at this share of the distance to the
/// nearest tangents held, on either side: a linear program stops at kinks between tangents, and
/// with tangents that close the next solution sits within a sixth of the distance, so that the
/// error, its square, falls by 36 a round (by 4 with one tangent a round).
const CLUSTER: f64 = 1.0 / 6.0;

/// Tangents closer than this (x is of order 1) are the same to a backend's tolerance: the error
/// they leave is a quarter of the square, 10⁻⁸ of the premium.
const CLOSEST: f64 = 2e-4;

pub(super) struct Problem<'a> {
    model: &'a Model,
    point: &'a EffortPoint,
    cells: Cells,
    /// τ.
    scale: f64,
    /// S.
    pub(super) unit: f64,
    /// Bounds of x.
    bounds: (f64, f64),
}

pub(super) struct Solved {
    pub(super) program: LinearProgram,
    pay: Vec<f64>,
    epigraph: Vec<f64>,
    pub(super) value: f64,
}

impl<'a> Problem<'a> {
    pub(super) fn new(
        model: &'a Model,
        samples: u64,
        point: &'a EffortPoint,
    ) -> Result<Self, ContractError> {
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

    pub(super) fn solve(
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

    pub(super) fn epigraph_slack(&self, solved: &Solved) -> f64 {
        self.cells
            .iter()
            .zip(solved.pay.iter().zip(&solved.epigraph))
            .map(|(cell, (x, t))| cell.probability * (self.bregman(*x) - t).max(0.0))
            .sum()
    }

    /// Adds tangents around x_i where the epigraph is loose there; whether there was room for any.
    pub(super) fn add_tangents(&self, solved: &Solved, memory: &mut Memory) -> bool {
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
    pub(super) fn best_deviation(&self, solved: &Solved) -> (f64, f64) {
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
