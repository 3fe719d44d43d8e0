//! Agents who mind risk: a bracket around the least expense.
//!
//! Incentives are linear in utilities v, pay is h(v), convex. With tangents of h in its place the
//! program is linear and its optimum, certified exactly, lies below every contract's: the lower
//! end. Tangents are added where the last solution sits until it costs what its tangents say
//! (Kelley's cutting planes). The upper end is a contract in round money near that solution, whose
//! incentives are verified in outward-rounded arithmetic. Where the target costs no more than any
//! other effort, [`flat`] pay is the best of all, and no program is needed to say so. The
//! parameters of the utility and the costs are the numbers written, taken as exact.

mod flat;
mod repair;
mod tangent;

use dashu_ratio::RBig;

use super::answer::{Answer, Contract, entry};
use super::number;
use super::program::{Line, Pose};
use super::question::{Levels, Objective, Question};
use super::risk_neutral::{Tally, better, label};
use super::{OutcomeTable, Solver, TableError};
use crate::model::Utility;

/// Rounds of cutting planes at most. Each doubles the digits once it is near; sixty also halve the
/// way to a utility that no wage buys, down to the last digit of a float.
const ROUNDS: usize = 60;

/// Tangents that touch closer to each other than this share of the largest utility are as good as
/// one: they differ by some 1e-12 of the pay, and float simplex methods cannot tell them apart.
const CLOSE: f64 = 1e-6;

/// Pay and its tangents agree to this share where rounds end: backends do not see further.
const ENOUGH: f64 = 1e-10;

/// Everything that stays the same while tangents are added.
struct Problem<'a> {
    table: &'a OutcomeTable,
    target: usize,
    question: &'a Question,
    utility: &'a dyn Utility,
    /// Least wage, from the floor or the utility's domain.
    lowest: f64,
    bounds: (Option<RBig>, Option<RBig>),
}

pub(super) fn solve(
    table: &OutcomeTable,
    target: usize,
    question: &Question,
    utility: &dyn Utility,
    solver: &Solver<'_>,
) -> Result<Answer, TableError> {
    let problem = Problem::new(table, target, question, utility)?;
    let mut tally = Tally::default();
    let all = Levels::all(table, question.shape);
    for levels in &all {
        problem.add(levels, solver, &mut tally)?;
    }
    if let Some(levels) = all.first() {
        let pose = problem.pose(levels, &[], RBig::ZERO);
        if let Some(flat) = flat::contract(&problem, &pose) {
            tally.settle(flat);
        }
    }
    Ok(tally.answer(target))
}

impl<'a> Problem<'a> {
    fn new(
        table: &'a OutcomeTable,
        target: usize,
        question: &'a Question,
        utility: &'a dyn Utility,
    ) -> Result<Self, TableError> {
        if utility.enclosed().is_none() {
            return Err(TableError::NotEnclosed {
                family: utility.family(),
            });
        }
        let outside = |floor: String| TableError::FloorOutsideUtility {
            floor,
            lowest: utility.lowest_wage(),
        };
        let floor = question.floor.as_ref();
        let lowest = floor.map_or(utility.lowest_wage(), |x| number::enclosure(x).lower());
        let at = |wage: &RBig| tangent::utility_of(utility, wage);
        let lower = match floor {
            Some(floor) => {
                let value = at(floor).filter(|u| u.is_bounded());
                let value = value.ok_or_else(|| outside(number::shown(floor)))?;
                number::of_float(value.lower())
            }
            None if utility.lowest_wage() > f64::MIN => {
                return Err(TableError::FloorNeeded {
                    family: utility.family(),
                    lowest: utility.lowest_wage(),
                });
            }
            None => None,
        };
        let cap = question.cap.as_ref().and_then(at).map(|u| u.upper());
        let upper = cap
            .unwrap_or(f64::INFINITY)
            .min(utility.supremum().next_up());
        Ok(Problem {
            table,
            target,
            question,
            utility,
            lowest,
            bounds: (lower, number::of_float(upper)),
        })
    }

    fn pose<'s>(&'s self, levels: &'s Levels, lines: &'s [Vec<Line>], margin: RBig) -> Pose<'s> {
        Pose {
            table: self.table,
            target: self.target,
            question: self.question,
            levels,
            bounds: self.bounds.clone(),
            lines: Some(lines),
            margin,
        }
    }

    fn add(
        &self,
        levels: &Levels,
        solver: &Solver<'_>,
        tally: &mut Tally,
    ) -> Result<(), TableError> {
        let lines = self.cut(levels, solver);
        let pose = self.pose(levels, &lines, RBig::ZERO);
        let posed = pose.pose();
        let evidence = solver.certified(&posed.program, label(levels))?;
        if evidence.farkas().is_some() {
            tally.refuse(better(&posed, &evidence));
        } else if let Some((point, optimum)) = evidence.optimum() {
            let v = posed
                .utilities
                .iter()
                .map(|column| entry(point, column.index()))
                .collect();
            match self.contract(levels, &lines, v, optimum, solver) {
                Some(contract) => tally.found(contract),
                None => tally.unproved(),
            }
        } else {
            tally.without_optimum(&pose, &evidence)?;
        }
        tally.evidence.push(evidence);
        Ok(())
    }

    /// Tangents by level, added where the backend's solutions sit.
    fn cut(&self, levels: &Levels, solver: &Solver<'_>) -> Vec<Vec<Line>> {
        let mut lines = vec![Vec::new(); levels.names.len()];
        if self.question.objective == Objective::LargestPay {
            return lines;
        }
        // where certain pay would be: with it the program is bounded
        let cost = number::estimate(&self.table.efforts()[self.target].cost.1);
        let outside = self.question.outside.as_ref().map_or(0.0, number::estimate);
        let mut touched: Vec<Vec<f64>> = vec![Vec::new(); levels.names.len()];
        for l in 0..lines.len() {
            self.touch(&mut lines[l], &mut touched[l], outside + cost, 0.0);
        }
        for _ in 0..ROUNDS {
            let posed = self.pose(levels, &lines, RBig::ZERO).pose();
            let Some(found) = solver.estimate(&posed.program) else {
                break;
            };
            let law = levels.law(&self.table.efforts()[self.target].law);
            let (mut real, mut said) = (0.0, 0.0);
            let mut added = false;
            let sizes = posed.utilities.iter();
            let sizes = sizes.filter_map(|column| found.columns.get(column.index()));
            let scale = sizes.fold(0.0, |scale: f64, v| scale.max(v.abs()));
            for l in 0..lines.len() {
                let p = number::estimate(&law[l]);
                let Some(&v) = found.columns.get(posed.utilities[l].index()) else {
                    continue;
                };
                if p > 0.0 {
                    real += p * self.utility.wage(v);
                    said += p * below(&lines[l], v, self.lowest);
                    added |= self.touch(&mut lines[l], &mut touched[l], v, scale * CLOSE);
                }
            }
            if !added || real - said <= ENOUGH * real.abs() {
                break;
            }
        }
        lines
    }

    /// Adds a tangent at a utility, or half way to a supremum that the utility lies beyond,
    /// unless one touches within `close` already. Whether one was added.
    fn touch(&self, lines: &mut Vec<Line>, touched: &mut Vec<f64>, v: f64, close: f64) -> bool {
        let end = self.utility.supremum();
        let v = if v < end {
            v
        } else {
            let start = self.bounds.0.as_ref().map_or(0.0, number::estimate);
            let last = touched.iter().copied().fold(start, f64::max);
            last + 0.5 * (end - last)
        };
        let wage = self.utility.wage(v);
        if !wage.is_finite() || touched.iter().any(|other| (v - other).abs() <= close) {
            return false;
        }
        let line = tangent::line(self.utility, wage.max(self.lowest), self.lowest);
        let Some(line) = line else { return false };
        lines.push(line);
        touched.push(v);
        true
    }

    /// A contract near v with its bracket.
    fn contract(
        &self,
        levels: &Levels,
        lines: &[Vec<Line>],
        v: Vec<RBig>,
        optimum: RBig,
        solver: &Solver<'_>,
    ) -> Option<Contract> {
        let pay = repair::contract(self, levels, lines, v, solver)?;
        let target = &self.table.efforts()[self.target];
        let paid = target.law.iter().zip(&pay);
        let expected_pay = paid.fold(RBig::ZERO, |sum, (p, w)| sum + p * w);
        let largest_pay = pay.iter().max().cloned()?;
        let (lower, upper) = match self.question.objective {
            Objective::ExpectedPay => (optimum, expected_pay.clone()),
            // the program speaks of the largest utility, and pay rises with utility
            Objective::LargestPay => {
                let bought = self.utility.enclosed()?;
                let wage = bought.wage_derivative(0, number::enclosure(&optimum))?;
                (number::of_float(wage.lower())?, largest_pay.clone())
            }
        };
        Some(Contract {
            pay,
            expected_pay,
            largest_pay,
            lower,
            upper,
            indifferent: Vec::new(),
            uncertain_costs: false,
            threshold: levels.threshold,
        })
    }
}

/// What the lines say of the pay for a utility.
fn below(lines: &[Line], v: f64, lowest: f64) -> f64 {
    let at = |line: &Line| number::estimate(&line.slope) * v + number::estimate(&line.intercept);
    lines.iter().map(at).fold(lowest, f64::max)
}
