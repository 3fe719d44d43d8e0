//! What row prices prove by weak duality: a bound on the optimum, or that no point is feasible.

use dashu_int::UBig;

use super::vectors::{describe, numerators};
use super::verdict::CheckError;
use crate::lp::certificate::{Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::program::{LinearProgram, Scaled, Sense, common_multiple};

/// The bound on the optimum that row prices prove: from below for a minimum, from above for a
/// maximum.
///
/// # Errors
/// The first price that presses against an infinite bound.
pub fn excluded(program: &LinearProgram, prices: &Vector) -> Result<Ratio, CheckError> {
    excluded_in(&Scaled::of(program), prices)
}

/// [`excluded`] for a program whose numbers are at hand.
pub(in crate::lp) fn excluded_in(
    program: &Scaled<'_>,
    prices: &Vector,
) -> Result<Ratio, CheckError> {
    let mut bound = dual_bound(program, prices, true)?;
    if program.program.sense == Sense::Maximise {
        bound.numerator = bound.numerator.negated();
    }
    // over the scales of costs, bounds, rows and prices, of which the constant has the first only
    let rest = &bound.denominator / &program.cost_scale;
    bound.numerator.add(&program.constant.times_integer(&rest));
    Ok(bound)
}

/// Whether row prices exclude feasibility.
pub(in crate::lp) fn excludes_all(program: &Scaled<'_>, prices: &Vector) -> bool {
    dual_bound(program, prices, false).is_ok_and(|bound| bound.numerator.signum() > 0)
}

/// Lower bound on `σ Σ c_j x_j` (without the constant; 0 · x where `with_costs` is false) over
/// the feasible set, by weak duality.
///
/// With prices `y_i = Y_i / D` and `S` a common multiple of the scales `s_i` of rows that have one,
/// all is computed in integers (times powers of two): prices `W_i = Y_i S / s_i` over `D S / s_i`
/// for the scaled rows, reduced costs over `C D S`, and their sum with the bounds over `C D S B`.
pub(super) fn dual_bound(
    program: &Scaled<'_>,
    prices: &Vector,
    with_costs: bool,
) -> Result<Ratio, CheckError> {
    let y = numerators("the prices", prices, program.rows())?;
    let columns = program.columns();
    let of_row = |i: usize| program.program.row_scale(i);
    let mut rows_scale = UBig::ONE;
    for (i, _) in y.iter().enumerate().filter(|(_, price)| !price.is_zero()) {
        rows_scale = common_multiple(rows_scale, of_row(i));
    }
    let cost_factor = &prices.denominator * &rows_scale;
    let mut reduced: Vec<Dyadic> = match with_costs {
        true => program
            .costs
            .iter()
            .map(|c| c.times_integer(&cost_factor))
            .collect(),
        false => vec![Dyadic::ZERO; columns],
    };
    // C W_i, by row
    let mut charged = Vec::with_capacity(y.len());
    for (i, price) in y.iter().enumerate() {
        if price.is_zero() {
            charged.push(Dyadic::ZERO);
            continue;
        }
        let factor = (&rows_scale / of_row(i)) * &program.cost_scale;
        let price = price.times_integer(&factor);
        for (j, a) in program.row(i) {
            reduced[j].subtract_product(a, &price);
        }
        charged.push(price);
    }
    // Farkas prices are about the constraints alone, so the sense plays no part in them.
    let maximise = with_costs && program.program.sense == Sense::Maximise;
    let mut bound = Dyadic::ZERO;
    let all = reduced.iter().chain(&charged).zip(&program.bounds);
    for (k, (price, (lower, upper))) in all.enumerate() {
        let side = match price.signum() {
            0 => continue,
            sign if (sign > 0) != maximise => lower,
            _ => upper,
        };
        let Some(side) = side else {
            return Err(CheckError::Unpaid {
                of: describe(program, k),
            });
        };
        match maximise {
            true => bound.subtract_product(side, price),
            false => bound.add_product(side, price),
        }
    }
    Ok(Ratio {
        numerator: bound,
        denominator: cost_factor * &program.cost_scale * &program.bound_scale,
    })
}
