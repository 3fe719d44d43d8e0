//! One step of the exact simplex method: primal or dual, a free variable let in, or costs shifted.

use std::time::Instant;

use super::basis::{Basis, Seat};
use super::corner::Corner;
use super::lift::Rational;
use super::units::signed;
use crate::lp::certificate::Vector;
use crate::lp::certificate::check::excludes_all;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// The search at a basis.
pub(super) struct Search<'a> {
    pub(super) program: &'a Scaled<'a>,
    pub(super) basis: Basis,
    /// `σ·costs` in scaled units, shifted while the dual method runs.
    pub(super) costs: Vec<Dyadic>,
    pub(super) deadline: Instant,
    pub(super) degenerate: usize,
    /// Free variables whose price the dual method overlooks.
    pub(super) ignored: Vec<bool>,
}

/// What a step came to.
pub(super) enum Step {
    Moved,
    /// Costs are no longer the true ones.
    Shifted,
    Ray(Rational),
    Contradiction(Rational),
}

/// Steps without progress after which candidates are taken by index, which cannot cycle (Bland,
/// *Mathematics of Operations Research* 2, 1977).
const PATIENCE: usize = 20;

impl<'a> Search<'a> {
    pub(super) fn new(
        program: &'a Scaled<'a>,
        basis: Basis,
        costs: &[Dyadic],
        deadline: Instant,
    ) -> Self {
        Search {
            program,
            basis,
            costs: costs.to_vec(),
            deadline,
            degenerate: 0,
            ignored: vec![false; program.columns() + program.rows()],
        }
    }
}

impl Search<'_> {
    /// A step of the dual method, or one that makes the basis fit for it.
    pub(super) fn step_to_feasible(
        &mut self,
        corner: &Corner,
        violations: &[f64],
        wrong: &[(usize, f64)],
    ) -> Option<Step> {
        if wrong.is_empty() {
            return self.dual_step(corner, violations);
        }
        if let Some(step) = self.admit_free(corner, wrong) {
            return Some(step);
        }
        self.shift_costs(wrong);
        Some(Step::Shifted)
    }

    /// Forgets what the dual method shifted and overlooked.
    pub(super) fn restore_costs(&mut self, true_costs: &[Dyadic]) {
        self.costs.clone_from_slice(true_costs);
        self.ignored.fill(false);
        self.degenerate = 0;
    }

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

    pub(super) fn primal_step(&mut self, corner: &Corner, wrong: &[(usize, f64)]) -> Option<Step> {
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
    pub(super) fn exclusion(
        &self,
        corner: &Corner,
        variable: usize,
        violation: f64,
    ) -> Option<Vector> {
        let row = corner
            .kernel
            .row_of(self.program, variable, self.deadline)?;
        let prices = self.prices_of(self.with_own_price(row, variable, violation));
        excludes_all(self.program, &prices).then_some(prices)
    }

    /// A direction by the rates of all variables: any positive multiple of a ray is one.
    pub(super) fn ray_of(&self, rates: Rational) -> Vector {
        Vector::from_numerators(
            rates.numerators[..self.program.columns()].to_vec(),
            rates.denominator,
        )
    }

    /// The row prices of a contradiction in the program's own units.
    pub(super) fn prices_of(&self, row: Rational) -> Vector {
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
