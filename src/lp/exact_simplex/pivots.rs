//! The simplex method from a nearly optimal basis, on exact numbers.
//!
//! Primal and dual solutions, rates and tableau rows are exact at every basis; only the choice
//! among candidates looks at their roundings, so no error accumulates and signs are never wrong.

use std::time::Instant;

use super::basis::{Basis, Reached, Seat};
use super::corner::{Corner, signed, signed_costs};
use super::lift::Rational;
use crate::lp::certificate::Vector;
use crate::lp::certificate::check::excludes_all;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;
use crate::lp::work::Work;

/// How a run of pivots ended.
pub(in crate::lp) enum Outcome {
    /// The corner is optimal, with its basis.
    Optimal { corner: Box<Corner>, at: Basis },
    /// The variables' rates along a direction that improves without end from a feasible corner.
    Unbounded { corner: Box<Corner>, ray: Vector },
    /// Row prices that exclude feasibility.
    Infeasible(Vector),
    /// Time or pivots ran out; the last corner, if there is one.
    Unfinished(Option<Box<Corner>>),
}

struct Search<'a> {
    program: &'a Scaled<'a>,
    basis: Basis,
    /// `σ·costs` in scaled units, shifted while the dual method runs.
    costs: Vec<Dyadic>,
    deadline: Instant,
    degenerate: usize,
    /// Free variables whose price the dual method overlooks.
    ignored: Vec<bool>,
}

/// What may move the search to a better basis, given one and its corner with the true costs.
pub(in crate::lp) type Adviser<'a> = dyn FnMut(&Basis, &Corner) -> Option<Reached> + 'a;

/// Advices that leave the greatest fault about what it was, after which the adviser is asked no
/// more: floats then do not help.
const FRUITLESS_ADVICES: usize = 12;

/// An advice is fruitful if it leaves less than this of the greatest fault: floats see nine orders
/// of magnitude below it. The data of a contract program span hundreds, which takes as many times
/// more advices, and no more than some hundred before a fault is below every double.
const FRUITFUL: f64 = 1e-3;

/// Exact pivots after which the adviser is asked again.
const STEPS_BETWEEN_ADVICES: usize = 10;

/// Pivots from the basis of `start` until it is optimal, at most `limit` times; where costs are the
/// true ones, `adviser` is asked first. A variable that the float method found blocked is looked at
/// before anything else: its row may exclude feasibility.
///
/// A basis that is neither primal nor dual feasible is made dual feasible by shifting costs;
/// the dual method then makes it primal feasible, and the primal method finishes with the
/// true costs.
pub(in crate::lp) fn improve(
    program: &Scaled<'_>,
    start: Reached,
    limit: usize,
    adviser: &mut Adviser<'_>,
    work: &mut Work,
    deadline: Instant,
) -> Outcome {
    let true_costs = signed_costs(program);
    let mut search = Search {
        program,
        basis: start.basis,
        costs: true_costs.clone(),
        deadline,
        degenerate: 0,
        ignored: vec![false; program.columns() + program.rows()],
    };
    let mut last = None;
    let mut blocked = start.blocked;
    let mut shifted = false;
    let (mut fruitless, mut ask, mut pivots) = (0, true, 0);
    let mut least = [f64::INFINITY; 2];
    for _ in 0..limit {
        let Some(corner) = Corner::new(program, &search.basis, &search.costs, deadline) else {
            return Outcome::Unfinished(last);
        };
        work.exact_bases += 1;
        let violations = corner.violations(program);
        let mut wrong = corner.wrong_prices(program, &search.basis);
        wrong.retain(|&(k, _)| !search.ignored[k]);
        let primal_feasible = violations.iter().all(|&v| v == 0.0);
        let suspect = blocked.take().filter(|&k| violations[k] != 0.0);
        let excluded = suspect.and_then(|k| search.exclusion(&corner, k, violations[k]));
        if let Some(prices) = excluded {
            return Outcome::Infeasible(prices);
        }
        if primal_feasible && shifted {
            search.costs.clone_from(&true_costs);
            search.ignored.fill(false);
            shifted = false;
            ask = true;
            search.degenerate = 0;
            continue;
        }
        if primal_feasible && wrong.is_empty() {
            let corner = Box::new(corner);
            return Outcome::Optimal {
                corner,
                at: search.basis,
            };
        }
        if ask && !shifted && fruitless < FRUITLESS_ADVICES {
            let faults = [
                greatest(&violations),
                greatest(wrong.iter().map(|(_, d)| d)),
            ];
            if !improves(&mut least, faults) {
                fruitless += 1;
            }
            match adviser(&search.basis, &corner) {
                Some(better) if better.basis != search.basis => {
                    search.basis = better.basis;
                    blocked = better.blocked;
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
                // any positive multiple of a ray is one
                let ray = Vector::from_numerators(
                    rates.numerators[..program.columns()].to_vec(),
                    rates.denominator,
                );
                let corner = Box::new(corner);
                return Outcome::Unbounded { corner, ray };
            }
            Some(Step::Contradiction(row)) => {
                return Outcome::Infeasible(search.prices_of(row));
            }
            None => return Outcome::Unfinished(Some(Box::new(corner))),
        }
        // a few exact steps may have led past what stopped the adviser
        pivots += 1;
        work.exact_pivots += 1;
        ask |= pivots % STEPS_BETWEEN_ADVICES == 0;
        if !shifted {
            last = Some(Box::new(corner));
        }
    }
    Outcome::Unfinished(last)
}

/// The greatest size.
fn greatest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> f64 {
    numbers.into_iter().fold(0.0, |most, x| most.max(x.abs()))
}

/// Whether one of the faults is clearly below its least so far, which is kept.
fn improves(least: &mut [f64; 2], faults: [f64; 2]) -> bool {
    let mut improved = false;
    for (least, fault) in least.iter_mut().zip(faults) {
        improved |= fault < FRUITFUL * *least;
        *least = least.min(fault);
    }
    improved
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
            if self.program.is_free(k) {
                // It moves free variables only, so that the dual method cannot touch it.
                self.ignored[k] = true;
                continue;
            }
            let (lower, upper) = &self.program.bounds[k];
            if d > 0.0 && lower.is_some() {
                self.basis.seat[k] = Seat::Lower;
            } else if d < 0.0 && upper.is_some() {
                self.basis.seat[k] = Seat::Upper;
            } else {
                // twice the rounded price, so that rounding leaves the right sign
                let shift = Dyadic::from_float(-2.0 * d).unwrap_or(Dyadic::ZERO);
                self.costs[k].add(&shift);
            }
        }
    }

    /// Makes a free variable basic in place of the bounded one that it moves most. It never has to
    /// leave again, and no shift of its cost could make its reduced cost exactly 0.
    fn admit_free(&mut self, corner: &Corner, wrong: &[(usize, f64)]) -> Option<Step> {
        let program = self.program;
        let is_free = |k: usize| program.is_free(k);
        for &(entering, _) in wrong.iter().filter(|(k, _)| is_free(*k)) {
            let rates = corner.kernel.rates(self.program, entering, self.deadline)?;
            let speeds = rates.numerators.iter().enumerate();
            let leaving = speeds
                .filter(|(k, rate)| self.basis.basic[*k] && !is_free(*k) && !rate.is_zero())
                .map(|(k, rate)| (k, signed(rate, &rates.denominator).abs()))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((leaving, _)) = leaving {
                let seat = match program.bounds[leaving].0 {
                    Some(_) => Seat::Lower,
                    None => Seat::Upper,
                };
                self.exchange(leaving, seat, entering);
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
        let mut best: Option<(f64, f64, usize, Seat)> = None;
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
            let (lower, upper) = &self.program.bounds[k];
            let (bound, seat) = match speed > 0.0 {
                true => (upper, Seat::Upper),
                false => (lower, Seat::Lower),
            };
            let Some(bound) = bound else { continue };
            let room = corner.room(k, bound);
            let length = (room / speed).max(0.0);
            let better = best.is_none_or(|(l, s, _, _)| {
                length < l || (length == l && !by_index && speed.abs() > s)
            });
            if better {
                best = Some((length, speed.abs(), k, seat));
            }
        }
        let Some((length, _, leaving, seat)) = best else {
            return Some(Step::Ray(if direction > 0.0 {
                rates
            } else {
                rates.negated()
            }));
        };
        self.degenerate = if length > 0.0 { 0 } else { self.degenerate + 1 };
        self.exchange(leaving, seat, entering);
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
        let seat = match violation < 0.0 {
            true => Seat::Lower,
            false => Seat::Upper,
        };
        let row = corner.kernel.row_of(self.program, leaving, self.deadline)?;
        let mut best: Option<(f64, f64, usize)> = None;
        for (k, rate) in row.numerators.iter().enumerate() {
            if rate.is_zero() || self.basis.basic[k] {
                continue;
            }
            let (may_rise, may_fall) = self.basis.moves(self.program, k);
            // The leaving variable has to move against its violation.
            let rate = signed(rate, &row.denominator);
            let rises = (rate > 0.0) == (violation < 0.0);
            if (rises && !may_rise) || (!rises && !may_fall) {
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
            return Some(Step::Contradiction(
                self.with_own_price(row, leaving, violation),
            ));
        };
        self.degenerate = if ratio > 0.0 { 0 } else { self.degenerate + 1 };
        self.exchange(leaving, seat, entering);
        Some(Step::Moved)
    }

    /// Row prices that exclude feasibility, if those of the row of a variable outside its bounds
    /// do.
    fn exclusion(&self, corner: &Corner, variable: usize, violation: f64) -> Option<Vector> {
        let row = corner
            .kernel
            .row_of(self.program, variable, self.deadline)?;
        let prices = self.prices_of(self.with_own_price(row, variable, violation));
        excludes_all(self.program, &prices).then_some(prices)
    }

    /// The row prices of a contradiction in the program's own units.
    fn prices_of(&self, row: Rational) -> Vector {
        let prices = row.numerators.iter().enumerate();
        let prices = prices.skip(self.program.columns());
        let prices = prices.map(|(k, price)| match self.program.scale(k) {
            Some(scale) => price.times_integer(scale),
            None => price.clone(),
        });
        Vector::from_numerators(prices.collect(), row.denominator)
    }

    /// The Farkas prices of a tableau row: its rates, and ∓1 for the row variable itself where the
    /// leaving variable is one.
    fn with_own_price(&self, row: Rational, leaving: usize, violation: f64) -> Rational {
        let mut row = if violation < 0.0 { row.negated() } else { row };
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

    fn exchange(&mut self, leaving: usize, seat: Seat, entering: usize) {
        self.basis.basic[entering] = true;
        self.basis.basic[leaving] = false;
        self.basis.seat[leaving] = seat;
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
