//! The exact primal and dual solutions that belong to a basis.

use std::time::Instant;

use super::basis::Basis;
use super::kernel::Kernel;
use super::lift::Rational;
use super::units::{own_units, signed};
use crate::lp::Sense;
use crate::lp::certificate::Vector;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// Primal values and prices at a basis; `reduced` are the derivatives of `σ·objective` by the
/// nonbasic variables (columns, then rows).
pub(in crate::lp) struct Corner {
    /// Values of columns, then rows.
    pub(super) values: Rational,
    /// Reduced costs of columns, then rows; those of the rows are σ times their prices.
    pub(super) reduced: Rational,
    pub(super) kernel: Kernel,
    columns: usize,
}

impl Corner {
    /// Solves for the basis with the given costs of columns and rows (scaled, and of a minimum);
    /// `None` if the basis is singular or time is up.
    pub(in crate::lp) fn new(
        program: &Scaled<'_>,
        basis: &Basis,
        costs: &[Dyadic],
        deadline: Instant,
    ) -> Option<Self> {
        let kernel = Kernel::new(program, basis, deadline)?;
        let n = program.columns();
        let fixed = |k: usize| match basis.basic[k] {
            true => Dyadic::ZERO,
            false => basis.value(program, k),
        };
        let at: Vec<Dyadic> = (0..n).map(fixed).collect();
        let mut rhs = Vec::with_capacity(kernel.rows.len());
        for &i in &kernel.rows {
            let mut b = fixed(n + i);
            for (j, a) in program.row(i).filter(|(j, _)| !at[*j].is_zero()) {
                b.subtract_product(a, &at[j]);
            }
            rhs.push(b);
        }
        let solved = kernel.solve(&rhs, deadline)?;
        let fixed = at.iter().map(|x| x.times_integer(&solved.denominator));
        let values = kernel.with_rows(program, fixed.collect(), solved);

        // A cost on a basic row is a cost on its columns.
        let mut charged: Vec<Dyadic> = costs[..n].to_vec();
        for i in (0..program.rows()).filter(|i| basis.basic[n + i] && !costs[n + i].is_zero()) {
            for (j, a) in program.row(i) {
                charged[j].add_product(a, &costs[n + i]);
            }
        }
        let basic_costs: Vec<Dyadic> = kernel.columns.iter().map(|&j| charged[j].clone()).collect();
        let prices = kernel.solve_transposed(&basic_costs, deadline)?;
        let mut reduced: Vec<Dyadic> = charged
            .iter()
            .map(|c| c.times_integer(&prices.denominator))
            .collect();
        reduced.resize(n + program.rows(), Dyadic::ZERO);
        for (mut price, &i) in prices.numerators.into_iter().zip(&kernel.rows) {
            if !price.is_zero() {
                for (j, a) in program.row(i) {
                    reduced[j].subtract_product(a, &price);
                }
            }
            price.add(&costs[n + i].times_integer(&prices.denominator));
            reduced[n + i] = price;
        }
        Some(Corner {
            values,
            reduced: Rational {
                numerators: reduced,
                denominator: prices.denominator,
            },
            kernel,
            columns: n,
        })
    }

    /// The point, in the program's own units.
    pub(in crate::lp) fn point(&self, program: &Scaled<'_>) -> Vector {
        let x = self.values.numerators[..self.columns].to_vec();
        Vector::from_numerators(x, &self.values.denominator * &program.bound_scale)
    }

    /// The row prices in the program's own units, as derivatives of the objective.
    pub(in crate::lp) fn prices(&self, program: &Scaled<'_>) -> Vector {
        let maximise = program.program.sense == Sense::Maximise;
        let rows = self.columns..self.columns + program.rows();
        let y = rows.map(|k| {
            let price = own_units(program, k, &self.reduced.numerators[k]);
            if maximise { price.negated() } else { price }
        });
        Vector::from_numerators(y.collect(), &self.reduced.denominator * &program.cost_scale)
    }

    /// The row prices in the program's own units where only rows without a price of their own in
    /// the basis were priced: the price of a basic row is what its cost in `costs` takes back.
    pub(in crate::lp) fn prices_beside(&self, program: &Scaled<'_>, costs: &[Dyadic]) -> Vector {
        let maximise = program.program.sense == Sense::Maximise;
        let rows = self.columns..self.columns + program.rows();
        let y = rows.map(|k| {
            let given = costs[k].times_integer(&self.reduced.denominator);
            let price = own_units(program, k, &self.reduced.numerators[k].minus(&given));
            if maximise { price.negated() } else { price }
        });
        Vector::from_numerators(y.collect(), &self.reduced.denominator * &program.cost_scale)
    }

    /// By variable: its reduced cost in the program's own units, in floats that are 0 only where it
    /// is.
    pub(in crate::lp) fn reduced_costs(&self, program: &Scaled<'_>) -> Vec<f64> {
        let denominator = &self.reduced.denominator * &program.cost_scale;
        let reduced = self.reduced.numerators.iter().enumerate();
        reduced
            .map(|(k, d)| signed(&own_units(program, k, d), &denominator))
            .collect()
    }

    /// By variable: its bounds minus its value in the program's own units, in floats that are 0
    /// only where the difference is.
    pub(in crate::lp) fn rooms(&self, program: &Scaled<'_>) -> Vec<(f64, f64)> {
        let denominator = &self.values.denominator * &program.bound_scale;
        let of_column = |k: usize, bound: &Option<Dyadic>, none: f64| {
            let Some(bound) = bound else { return none };
            let room = self.above(k, bound).negated();
            match program.scale(k) {
                Some(scale) => signed(&room, &(&denominator * scale)),
                None => signed(&room, &denominator),
            }
        };
        let bounds = program.bounds.iter().enumerate();
        bounds
            .map(|(k, (lower, upper))| {
                (
                    of_column(k, lower, f64::NEG_INFINITY),
                    of_column(k, upper, f64::INFINITY),
                )
            })
            .collect()
    }

    /// `value − bound` of a variable, over the denominator of the values.
    fn above(&self, variable: usize, bound: &Dyadic) -> Dyadic {
        let bound = bound.times_integer(&self.values.denominator);
        self.values.numerators[variable].minus(&bound)
    }

    /// `bound − value` of a variable, in scaled units and floats.
    pub(super) fn room(&self, variable: usize, bound: &Dyadic) -> f64 {
        let room = self.above(variable, bound).negated();
        signed(&room, &self.values.denominator)
    }

    /// Nonbasic variables whose reduced cost has the wrong sign for where they sit, with that cost
    /// in scaled units.
    pub(super) fn wrong_prices(&self, program: &Scaled<'_>, basis: &Basis) -> Vec<(usize, f64)> {
        let mut wrong = Vec::new();
        for (k, d) in self.reduced.numerators.iter().enumerate() {
            if basis.basic[k] || d.is_zero() {
                continue;
            }
            let (may_rise, may_fall) = basis.moves(program, k);
            if (may_rise && d.signum() < 0) || (may_fall && d.signum() > 0) {
                wrong.push((k, signed(d, &self.reduced.denominator)));
            }
        }
        wrong
    }

    /// By variable: how far its value is below (negative) or above its bounds in scaled units, in
    /// floats that are 0 only where the violation is.
    pub(super) fn violations(&self, program: &Scaled<'_>) -> Vec<f64> {
        let outside = |(k, (lower, upper)): (usize, &(Option<Dyadic>, Option<Dyadic>))| {
            let over = lower.as_ref().map(|lower| self.above(k, lower));
            if let Some(over) = over.filter(|over| over.signum() < 0) {
                return signed(&over, &self.values.denominator);
            }
            let over = upper.as_ref().map(|upper| self.above(k, upper));
            match over.filter(|over| over.signum() > 0) {
                Some(over) => signed(&over, &self.values.denominator),
                None => 0.0,
            }
        };
        program.bounds.iter().enumerate().map(outside).collect()
    }
}
