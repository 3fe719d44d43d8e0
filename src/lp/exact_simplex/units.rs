//! Between the scaled program's units, its own, and floats that keep signs.

use dashu_int::UBig;

use crate::lp::Sense;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// A price of the scaled program times its row's scale: the own units of rows.
pub(super) fn own_units(program: &Scaled<'_>, variable: usize, price: &Dyadic) -> Dyadic {
    match program.scale(variable) {
        Some(scale) => price.times_integer(scale),
        None => price.clone(),
    }
}

/// `σ·costs` of the columns, and 0 for the rows, in scaled units.
pub(in crate::lp) fn signed_costs(program: &Scaled<'_>) -> Vec<Dyadic> {
    let maximise = program.program.sense == Sense::Maximise;
    let signed = |c: &Dyadic| if maximise { c.negated() } else { c.clone() };
    let mut costs: Vec<Dyadic> = program.costs.iter().map(signed).collect();
    costs.resize(program.columns() + program.rows(), Dyadic::ZERO);
    costs
}

/// `σ·costs` given as floats in the program's own units, columns then rows, in scaled units: those
/// of rows to within a rounding.
pub(in crate::lp) fn scaled_costs(program: &Scaled<'_>, costs: &[f64]) -> Vec<Dyadic> {
    let scaled = |(k, &cost): (usize, &f64)| {
        let by = program.scale(k).map_or(1.0, |s| s.to_f64().value());
        let cost = Dyadic::from_float(cost / by).unwrap_or(Dyadic::ZERO);
        cost.times_integer(&program.cost_scale)
    };
    costs.iter().enumerate().map(scaled).collect()
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
