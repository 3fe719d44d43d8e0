//! The simplex method from a nearly optimal basis, on exact numbers.
//!
//! Primal and dual solutions, rates and tableau rows are exact at every basis; only the choice
//! among candidates looks at their roundings, so no error accumulates and signs are never wrong.

use std::time::Instant;

use super::basis::{Basis, bounds};
use super::corner::{Corner, signed, signed_costs};
use super::lift::Rational;
use crate::lp::LinearProgram;
use crate::lp::certificate::Vector;
use crate::lp::dyadic::Dyadic;

/// How a run of pivots ended.
pub(in crate::lp) enum Outcome {
    /// The corner is optimal.
    Optimal(Box<Corner>),
    /// The variables' rates along a direction that improves without end from a feasible corner.
    Unbounded { corner: Box<Corner>, ray: Vector },
    /// Row prices that exclude feasibility.
    Infeasible(Vector),
    /// Time or pivots ran out; the last corner, if there is one.
    Unfinished(Option<Box<Corner>>),
}

struct Search<'a> {
    program: &'a LinearProgram,
    bounds: Vec<(f64, f64)>,
    basis: Basis,
    /// `σ·costs`, shifted while the dual method runs.
    costs: Vec<f64>,
    deadline: Instant,
    degenerate: usize,
    /// Free variables whose price the dual method overlooks.
    ignored: Vec<bool>,
}

/// What may move the search to a better basis, given one and its corner with the true costs.
pub(in crate::lp) type Adviser<'a> = dyn FnMut(&Basis, &Corner) -> Option<Basis> + 'a;

/// How often the adviser is asked: each answer is nearer to the optimum by all the digits of a
/// float, so more than a few mean that floats do not help.
const ADVICES: usize = 12;

/// Exact pivots after which the adviser is asked again.
const STEPS_BETWEEN_ADVICES: usize = 10;

/// Pivots from `basis` until it is optimal, at most `limit` times; where costs are the true ones,
/// `adviser` is asked first.
///
/// A basis that is neither primal nor dual feasible is made dual feasible by shifting costs;
/// the dual method then makes it primal feasible, and the primal method finishes with the
/// true costs.
pub(in crate::lp) fn improve(
    program: &LinearProgram,
    basis: Basis,
    limit: usize,
    adviser: &mut Adviser<'_>,
    deadline: Instant,
) -> Outcome {
    let true_costs = signed_costs(program);
    let mut search = Search {
        program,
        bounds: bounds(program).collect(),
        basis,
        costs: true_costs.clone(),
        deadline,
        degenerate: 0,
        ignored: vec![false; program.columns() + program.rows()],
    };
    let mut last = None;
    let mut shifted = false;
    let (mut advices, mut ask, mut pivots) = (0, true, 0);
    for _ in 0..limit {
        let Some(corner) = Corner::new(program, &search.basis, &search.costs, deadline) else {
            return Outcome::Unfinished(last);
        };
        let violations = corner.violations(program);
        let mut wrong = corner.wrong_prices(program, &search.basis);
        wrong.retain(|&(k, _)| !search.ignored[k]);
        let primal_feasible = violations.iter().all(|&v| v == 0.0);
        if primal_feasible && shifted {
            search.costs.clone_from(&true_costs);
            search.ignored.fill(false);
            shifted = false;
            ask = true;
            search.degenerate = 0;
            continue;
        }
        if primal_feasible && wrong.is_empty() {
            return Outcome::Optimal(Box::new(corner));
        }
        if ask && !shifted && advices < ADVICES {
            advices += 1;
            match adviser(&search.basis, &corner) {
                Some(better) if better != search.basis => {
                    search.basis = better;
                    continue;
                }
                _ => ask = false,
            }
        }
        let moved = if primal_feasible {
            search.primal_step(&corner, &wrong)
        } else if wrong.is_empty() {
            search.dual_step(&corner, &violations)
        } else if let Some(step) = search.admit_free(&corner, &wrong) {
            Some(step)
        } else {
            search.shift_costs(&wrong);
            shifted = true;
            Some(Step::Moved)
        };
        match moved {
            Some(Step::Moved) => {}
            Some(Step::Ray(rates)) => {
                let ray = Vector::from_numerators(
                    rates.numerators[..program.columns()].to_vec(),
                    rates.denominator,
                );
                let corner = Box::new(corner);
                return Outcome::Unbounded { corner, ray };
            }
            Some(Step::Contradiction(row)) => {
                let prices = row.numerators[program.columns()..].to_vec();
                let prices = Vector::from_numerators(prices, row.denominator);
                return Outcome::Infeasible(prices);
            }
            None => return Outcome::Unfinished(Some(Box::new(corner))),
        }
        // a few exact steps may have led past what stopped the adviser
        pivots += 1;
        ask |= pivots % STEPS_BETWEEN_ADVICES == 0;
        if !shifted {
            last = Some(Box::new(corner));
        }
    }
    Outcome::Unfinished(last)
}

enum Step {
    Moved,
    Ray(Rational),
    Contradiction(Rational),
}

/// Steps without progress after which candidates are taken by index, which cannot cycle (Bland,
/// *Mathematics of Operations Research* 2, 1977).
const PATIENCE: usize = 20;

impl Search<'_> {
    /// Makes wrong prices right: by sitting at the other bound, else by changing the cost.
    fn shift_costs(&mut self, wrong: &[(usize, f64)]) {
        for &(k, d) in wrong {
            let (lower, upper) = self.bounds[k];
            if lower.is_infinite() && upper.is_infinite() {
                // It moves free variables only, so that the dual method cannot touch it.
                self.ignored[k] = true;
                continue;
            }
            let other = if d > 0.0 { lower } else { upper };
            if other.is_finite() {
                self.basis.value[k] = other;
            } else {
                // twice the rounded price, so that rounding leaves the right sign
                self.costs[k] -= 2.0 * d;
            }
        }
    }

    /// Makes a free variable basic in place of the bounded one that it moves most. It never has to
    /// leave again, and no shift of its cost could make its reduced cost exactly 0.
    fn admit_free(&mut self, corner: &Corner, wrong: &[(usize, f64)]) -> Option<Step> {
        let is_free = |k: usize| self.bounds[k].0.is_infinite() && self.bounds[k].1.is_infinite();
        for &(entering, _) in wrong.iter().filter(|(k, _)| is_free(*k)) {
            let rates = corner.kernel.rates(self.program, entering, self.deadline)?;
            let speeds = rates.numerators.iter().enumerate();
            let leaving = speeds
                .filter(|(k, rate)| self.basis.basic[*k] && !is_free(*k) && !rate.is_zero())
                .map(|(k, rate)| (k, signed(rate, &rates.denominator).abs()))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((leaving, _)) = leaving {
                let (lower, upper) = self.bounds[leaving];
                let bound = if lower.is_finite() { lower } else { upper };
                self.exchange(leaving, bound, entering);
                return Some(Step::Moved);
            }
        }
        None
    }

    fn primal_step(&mut self, corner: &Corner, wrong: &[(usize, f64)]) -> Option<Step> {
        let by_index = self.degenerate > PATIENCE;
        let &(entering, price) = if by_index {
            wrong.first()?
        } else {
            wrong
                .iter()
                .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?
        };
        let direction = -price.signum();
        let rates = corner.kernel.rates(self.program, entering, self.deadline)?;
        let mut best: Option<(f64, f64, usize, f64)> = None;
        for (k, rate) in rates.numerators.iter().enumerate() {
            if rate.is_zero() || (!self.basis.basic[k] && k != entering) {
                continue;
            }
            let speed = direction
                * if k == entering {
                    1.0
                } else {
                    signed(rate, &rates.denominator)
                };
            let bound = if speed > 0.0 {
                self.bounds[k].1
            } else {
                self.bounds[k].0
            };
            if bound.is_infinite() {
                continue;
            }
            let room = corner.room(k, bound);
            let length = (room / speed).max(0.0);
            let better = best.is_none_or(|(l, s, _, _)| {
                length < l || (length == l && !by_index && speed.abs() > s)
            });
            if better {
                best = Some((length, speed.abs(), k, bound));
            }
        }
        let Some((length, _, leaving, bound)) = best else {
            return Some(Step::Ray(if direction > 0.0 {
                rates
            } else {
                rates.negated()
            }));
        };
        self.degenerate = if length > 0.0 { 0 } else { self.degenerate + 1 };
        self.exchange(leaving, bound, entering);
        Some(Step::Moved)
    }

    fn dual_step(&mut self, corner: &Corner, violations: &[f64]) -> Option<Step> {
        let by_index = self.degenerate > PATIENCE;
        let violated = violations.iter().enumerate().filter(|(_, v)| **v != 0.0);
        let (leaving, &violation) = if by_index {
            violated.min_by_key(|(k, _)| *k)?
        } else {
            violated.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?
        };
        let (lower, upper) = self.bounds[leaving];
        let bound = if violation < 0.0 { lower } else { upper };
        let row = corner.kernel.row_of(self.program, leaving, self.deadline)?;
        let mut best: Option<(f64, f64, usize)> = None;
        for (k, rate) in row.numerators.iter().enumerate() {
            let (lower, upper) = self.bounds[k];
            if rate.is_zero() || self.basis.basic[k] || lower == upper {
                continue;
            }
            // The leaving variable has to move against its violation.
            let rate = signed(rate, &row.denominator);
            let rises = (rate > 0.0) == (violation < 0.0);
            let at = self.basis.value[k];
            if (rises && at >= upper) || (!rises && at <= lower) {
                continue;
            }
            let d = signed(&corner.reduced.numerators[k], &corner.reduced.denominator);
            let ratio = d.abs() / rate.abs();
            let better = best
                .is_none_or(|(r, s, _)| ratio < r || (ratio == r && !by_index && rate.abs() > s));
            if better {
                best = Some((ratio, rate.abs(), k));
            }
        }
        let Some((ratio, _, entering)) = best else {
            let row = if violation < 0.0 { row.negated() } else { row };
            return Some(Step::Contradiction(
                self.with_own_price(row, leaving, violation),
            ));
        };
        self.degenerate = if ratio > 0.0 { 0 } else { self.degenerate + 1 };
        self.exchange(leaving, bound, entering);
        Some(Step::Moved)
    }

    /// The Farkas prices of a tableau row without a candidate: its rates, and ∓1 for the row
    /// variable itself where the leaving variable is one.
    fn with_own_price(&self, mut row: Rational, leaving: usize, violation: f64) -> Rational {
        if leaving >= self.program.columns() {
            let unit = Dyadic::ONE.times_integer(&row.denominator);
            row.numerators[leaving] = if violation < 0.0 {
                unit
            } else {
                unit.negated()
            };
        }
        row
    }

    fn exchange(&mut self, leaving: usize, bound: f64, entering: usize) {
        self.basis.basic[entering] = true;
        self.basis.basic[leaving] = false;
        self.basis.value[leaving] = bound;
    }
}

impl Rational {
    fn negated(mut self) -> Self {
        for numerator in &mut self.numerators {
            *numerator = numerator.negated();
        }
        self
    }
}
