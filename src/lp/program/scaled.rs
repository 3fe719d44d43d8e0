//! A program's numbers as integers times powers of two, over a few common scales.

use dashu_int::UBig;
use dashu_ratio::RBig;

use super::LinearProgram;
use super::exact::{common_multiple, dyadic_times, odd_part};
use crate::lp::dyadic::Dyadic;

/// The same program in other units, in which every number is an integer times a power of two.
///
/// With `C` the scale of costs, `B` that of bounds and `s_i` that of row i, it is
/// `minimise Σ C c_j x'_j` in `x' = B x` and `r'_i = B s_i r_i`, so that its prices are
/// `y'_i = C y_i / s_i` and its reduced costs `C d_j`. Sums and products of such numbers need no
/// fractions and no common divisors. Variables are the columns, then the rows.
pub(in crate::lp) struct Scaled<'a> {
    /// The program in its own units.
    pub(in crate::lp) program: &'a LinearProgram,
    /// `C`, positive and odd.
    pub(in crate::lp) cost_scale: UBig,
    /// `B`, positive and odd.
    pub(in crate::lp) bound_scale: UBig,
    /// `C` times the objective's constant.
    pub(in crate::lp) constant: Dyadic,
    /// `C c_j`, by column.
    pub(in crate::lp) costs: Vec<Dyadic>,
    /// `B` times the bounds of columns, then `B s_i` times those of rows.
    pub(in crate::lp) bounds: Vec<(Option<Dyadic>, Option<Dyadic>)>,
}

impl<'a> Scaled<'a> {
    /// The program's numbers.
    pub(in crate::lp) fn of(program: &'a LinearProgram) -> Self {
        let constant = program.exact_objective_constant();
        let numbers = program.exact_costs().iter().chain([constant]);
        let cost_scale = numbers.fold(UBig::ONE, |scale, x| {
            common_multiple(scale, &odd_part(x.denominator()).0)
        });
        let mut bound_scale = UBig::ONE;
        let mut include = |x: &Option<RBig>, scale: Option<&UBig>| {
            let Some(x) = x else { return };
            let odd = match scale {
                // the row's scale may already hold the denominator
                Some(scale) if *scale != UBig::ONE => {
                    odd_part((x * RBig::from(scale.clone())).denominator()).0
                }
                _ => odd_part(x.denominator()).0,
            };
            bound_scale = common_multiple(std::mem::take(&mut bound_scale), &odd);
        };
        for (lower, upper) in program.exact_column_bounds() {
            include(lower, None);
            include(upper, None);
        }
        for (i, (lower, upper)) in program.exact_row_bounds().iter().enumerate() {
            include(lower, Some(program.row_scale(i)));
            include(upper, Some(program.row_scale(i)));
        }
        let side = |x: &Option<RBig>, scale: &UBig| x.as_ref().map(|x| dyadic_times(x, scale));
        let mut bounds = Vec::with_capacity(program.columns() + program.rows());
        for (lower, upper) in program.exact_column_bounds() {
            bounds.push((side(lower, &bound_scale), side(upper, &bound_scale)));
        }
        for (i, (lower, upper)) in program.exact_row_bounds().iter().enumerate() {
            let scale = &bound_scale * program.row_scale(i);
            bounds.push((side(lower, &scale), side(upper, &scale)));
        }
        let costs = program.exact_costs().iter();
        Scaled {
            constant: dyadic_times(constant, &cost_scale),
            costs: costs.map(|c| dyadic_times(c, &cost_scale)).collect(),
            program,
            cost_scale,
            bound_scale,
            bounds,
        }
    }

    /// Number of columns.
    pub(in crate::lp) fn columns(&self) -> usize {
        self.program.columns()
    }

    /// Number of rows.
    pub(in crate::lp) fn rows(&self) -> usize {
        self.program.rows()
    }

    /// `(column, s_i a_ij)` of a row.
    pub(in crate::lp) fn row(
        &self,
        row: usize,
    ) -> impl Iterator<Item = (usize, &Dyadic)> + Clone + '_ {
        self.program.scaled_row(row)
    }

    /// `s_i` of a variable that is a row, 1 of one that is a column.
    pub(in crate::lp) fn scale(&self, variable: usize) -> Option<&UBig> {
        let row = variable.checked_sub(self.columns())?;
        Some(self.program.row_scale(row))
    }

    /// Whether both bounds of a variable are the same.
    pub(in crate::lp) fn is_fixed(&self, variable: usize) -> bool {
        matches!(&self.bounds[variable], (Some(lower), Some(upper)) if lower == upper)
    }

    /// Whether a variable has no bound.
    pub(in crate::lp) fn is_free(&self, variable: usize) -> bool {
        matches!(self.bounds[variable], (None, None))
    }
}
