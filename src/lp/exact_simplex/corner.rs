//! The exact primal and dual solutions that belong to a basis.

use std::time::Instant;

use dashu_int::UBig;

use super::basis::{Basis, bounds, residues};
use super::factor::Factors;
use super::lift::{Rational, System};
use crate::lp::LinearProgram;
use crate::lp::certificate::Vector;
use crate::lp::dyadic::Dyadic;

/// The part of the matrix that a basis has to solve: rows whose value is fixed, columns that are
/// basic. Rows with a basic value of their own are then read off.
pub(super) struct Kernel {
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// By row and by column: its place in the kernel, if it is there.
    row_place: Vec<Option<usize>>,
    column_place: Vec<Option<usize>>,
    factors: Factors,
    system: System,
    transposed: System,
}

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

impl Kernel {
    fn new(program: &LinearProgram, basis: &Basis, deadline: Instant) -> Option<Self> {
        let n = program.columns();
        let rows: Vec<usize> = (0..program.rows())
            .filter(|i| !basis.basic[n + i])
            .collect();
        let columns: Vec<usize> = (0..n).filter(|&j| basis.basic[j]).collect();
        if rows.len() != columns.len() {
            return None;
        }
        let place_of = |chosen: &[usize], length| {
            let mut places = vec![None; length];
            for (place, &index) in chosen.iter().enumerate() {
                places[index] = Some(place);
            }
            places
        };
        let row_place = place_of(&rows, program.rows());
        let column_place = place_of(&columns, n);
        let mut by_row = Vec::with_capacity(rows.len());
        let mut by_column = vec![Vec::new(); columns.len()];
        for (place, &i) in rows.iter().enumerate() {
            let entries = program.row(i).iter();
            let entries = entries.filter_map(|&(j, a)| Some((column_place[j]?, a)));
            let entries: Vec<(usize, f64)> = entries.collect();
            for &(j, a) in &entries {
                by_column[j].push((place, a));
            }
            by_row.push(entries);
        }
        let matrix = by_row.iter().map(|row| residues(row.iter().copied()));
        let factors = Factors::new(matrix.collect(), deadline)?;
        Some(Kernel {
            system: System::new(&by_row, columns.len()),
            transposed: System::new(&by_column, rows.len()),
            rows,
            columns,
            row_place,
            column_place,
            factors,
        })
    }

    fn solve(&self, rhs: &[Dyadic], deadline: Instant) -> Option<Rational> {
        let digit = |b: &mut [u64], x: &mut [u64]| self.factors.solve(b, x);
        self.system.solve(rhs, digit, deadline)
    }

    fn solve_transposed(&self, rhs: &[Dyadic], deadline: Instant) -> Option<Rational> {
        let digit = |c: &mut [u64], y: &mut [u64]| self.factors.solve_transposed(c, y);
        self.transposed.expect_as(&self.system);
        self.transposed.solve(rhs, digit, deadline)
    }

    /// Rates of all variables per unit of the nonbasic variable `entering`.
    pub(super) fn rates(
        &self,
        program: &LinearProgram,
        entering: usize,
        deadline: Instant,
    ) -> Option<Rational> {
        let n = program.columns();
        let mut rhs = vec![Dyadic::ZERO; self.rows.len()];
        if entering >= n {
            rhs[self.row_place[entering - n]?] = Dyadic::ONE;
        } else {
            for (slot, &i) in rhs.iter_mut().zip(&self.rows) {
                if let Some(&(_, a)) = program.row(i).iter().find(|(j, _)| *j == entering) {
                    slot.subtract_product(a, &Dyadic::ONE);
                }
            }
        }
        let solved = self.solve(&rhs, deadline)?;
        let mut values = vec![Dyadic::ZERO; n];
        if entering < n {
            values[entering] = Dyadic::ONE.times_integer(&solved.denominator);
        }
        Some(self.with_rows(program, values, solved))
    }

    /// Rates of the basic variable `leaving` per unit of each nonbasic one.
    pub(super) fn row_of(
        &self,
        program: &LinearProgram,
        leaving: usize,
        deadline: Instant,
    ) -> Option<Rational> {
        let n = program.columns();
        let mut rhs = vec![Dyadic::ZERO; self.columns.len()];
        let mut direct = vec![0.0; n];
        if leaving < n {
            rhs[self.column_place[leaving]?] = Dyadic::ONE;
        } else {
            for &(j, a) in program.row(leaving - n) {
                direct[j] = a;
                if let Some(place) = self.column_place[j] {
                    rhs[place].add_product(a, &Dyadic::ONE);
                }
            }
        }
        let solved = self.solve_transposed(&rhs, deadline)?;
        let unit = Dyadic::ONE.times_integer(&solved.denominator);
        let mut rates = vec![Dyadic::ZERO; n + program.rows()];
        for (rate, a) in rates.iter_mut().zip(direct) {
            rate.add_product(a, &unit);
        }
        for (u, &i) in solved.numerators.iter().zip(&self.rows) {
            for &(j, a) in program.row(i) {
                rates[j].subtract_product(a, u);
            }
            rates[n + i] = u.clone();
        }
        Some(Rational {
            numerators: rates,
            denominator: solved.denominator,
        })
    }

    /// Puts the solved columns among `values` and appends the rows' sums.
    fn with_rows(
        &self,
        program: &LinearProgram,
        mut values: Vec<Dyadic>,
        solved: Rational,
    ) -> Rational {
        for (value, &j) in solved.numerators.into_iter().zip(&self.columns) {
            values[j] = value;
        }
        for i in 0..program.rows() {
            let mut sum = Dyadic::ZERO;
            for &(j, a) in program.row(i) {
                sum.add_product(a, &values[j]);
            }
            values.push(sum);
        }
        Rational {
            numerators: values,
            denominator: solved.denominator,
        }
    }
}

impl Corner {
    /// Solves for the basis with the given costs of columns and rows; `None` if the basis is
    /// singular or time is up.
    pub(in crate::lp) fn new(
        program: &LinearProgram,
        basis: &Basis,
        costs: &[f64],
        deadline: Instant,
    ) -> Option<Self> {
        let kernel = Kernel::new(program, basis, deadline)?;
        let n = program.columns();
        let float = |x: f64| Dyadic::from_float(x).unwrap_or(Dyadic::ZERO);
        let at = |k: usize| float(basis.value[k]);
        let mut rhs = Vec::with_capacity(kernel.rows.len());
        for &i in &kernel.rows {
            let mut b = at(n + i);
            for &(j, a) in program.row(i) {
                if !basis.basic[j] {
                    b.subtract_product(a, &at(j));
                }
            }
            rhs.push(b);
        }
        let solved = kernel.solve(&rhs, deadline)?;
        let fixed = (0..n).map(|j| at(j).times_integer(&solved.denominator));
        let values = kernel.with_rows(program, fixed.collect(), solved);

        // A cost on a basic row is a cost on its columns.
        let mut charged: Vec<Dyadic> = costs[..n].iter().map(|&c| float(c)).collect();
        for i in (0..program.rows()).filter(|i| basis.basic[n + i] && costs[n + i] != 0.0) {
            for &(j, a) in program.row(i) {
                charged[j].add_product(a, &float(costs[n + i]));
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
            for &(j, a) in program.row(i) {
                reduced[j].subtract_product(a, &price);
            }
            price.add(&float(costs[n + i]).times_integer(&prices.denominator));
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

    /// The point.
    pub(in crate::lp) fn point(&self) -> Vector {
        let x = self.values.numerators[..self.columns].to_vec();
        Vector::from_numerators(x, self.values.denominator.clone())
    }

    /// The row prices, as derivatives of the objective.
    pub(in crate::lp) fn prices(&self, program: &LinearProgram) -> Vector {
        let y = self.reduced.numerators[self.columns..].iter();
        let y = y.map(|price| match program.sense {
            crate::lp::Sense::Minimise => price.clone(),
            crate::lp::Sense::Maximise => price.negated(),
        });
        Vector::from_numerators(y.collect(), self.reduced.denominator.clone())
    }

    /// By variable: its reduced cost, in floats that are 0 only where it is.
    pub(in crate::lp) fn reduced_costs(&self) -> Vec<f64> {
        let denominator = &self.reduced.denominator;
        let reduced = self.reduced.numerators.iter();
        reduced.map(|d| signed(d, denominator)).collect()
    }

    /// By variable: its bounds minus its value, in floats that are 0 only where the difference is.
    pub(in crate::lp) fn rooms(&self, program: &LinearProgram) -> Vec<(f64, f64)> {
        let rooms = |(k, (lower, upper))| (self.room(k, lower), self.room(k, upper));
        bounds(program).enumerate().map(rooms).collect()
    }

    /// `bound − value` of a variable, in floats.
    pub(super) fn room(&self, variable: usize, bound: f64) -> f64 {
        let denominator = &self.values.denominator;
        let Some(bound) = Dyadic::from_float(bound) else {
            return bound;
        };
        let bound = bound.times_integer(denominator);
        signed(&bound.minus(&self.values.numerators[variable]), denominator)
    }

    /// Nonbasic variables whose reduced cost has the wrong sign for where they sit.
    pub(super) fn wrong_prices(&self, program: &LinearProgram, basis: &Basis) -> Vec<(usize, f64)> {
        let mut wrong = Vec::new();
        let reduced = self.reduced.numerators.iter().zip(bounds(program));
        for (k, (d, (lower, upper))) in reduced.enumerate() {
            if basis.basic[k] || lower == upper || d.is_zero() {
                continue;
            }
            let at = basis.value[k];
            let may_rise = at < upper && d.signum() < 0;
            let may_fall = at > lower && d.signum() > 0;
            if may_rise || may_fall {
                wrong.push((k, signed(d, &self.reduced.denominator)));
            }
        }
        wrong
    }

    /// By variable: how far its value is below (negative) or above its bounds, in floats that
    /// are 0 only where the violation is.
    pub(super) fn violations(&self, program: &LinearProgram) -> Vec<f64> {
        let outside = |(x, (lower, upper)): (&Dyadic, (f64, f64))| {
            let excess = |bound: f64| {
                let bound = Dyadic::from_float(bound)?.times_integer(&self.values.denominator);
                Some(x.minus(&bound))
            };
            match (excess(lower), excess(upper)) {
                (Some(over), _) if over.signum() < 0 => signed(&over, &self.values.denominator),
                (_, Some(over)) if over.signum() > 0 => signed(&over, &self.values.denominator),
                _ => 0.0,
            }
        };
        let values = self.values.numerators.iter();
        values.zip(bounds(program)).map(outside).collect()
    }
}

/// `σ·costs` of the columns, and 0 for the rows.
pub(super) fn signed_costs(program: &LinearProgram) -> Vec<f64> {
    let sign = program.sense.sign();
    let mut costs: Vec<f64> = program.costs().iter().map(|c| sign * c).collect();
    costs.resize(program.columns() + program.rows(), 0.0);
    costs
}

/// A float near `numerator / denominator` that has its sign, whatever the size.
pub(super) fn signed(numerator: &Dyadic, denominator: &UBig) -> f64 {
    let size = f64::MIN_POSITIVE;
    match numerator.signum() {
        0 => 0.0,
        1 => numerator.quotient_estimate(denominator).max(size),
        _ => numerator.quotient_estimate(denominator).min(-size),
    }
}
