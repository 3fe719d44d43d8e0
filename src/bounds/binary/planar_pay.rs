//! What pay in two parts costs, to first order in two variables.

use super::moving_threshold::pay::Pay;
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::{Centred, Planar};

/// D_h(ū, d) in both variables, by its slopes in ū and d; ū + d is known to be at least `floor`.
pub fn bregman(
    economy: &EnclosedModel<'_>,
    floor: f64,
    mean: Planar,
    change: Planar,
) -> Option<Planar> {
    let pay = Pay(economy.utility());
    let unit = |of: Planar, moves: Interval| Centred {
        centre: of.centre,
        range: of.range,
        slope: moves,
    };
    let (one, zero) = (Interval::ONE, Interval::ZERO);
    let value = pay.bregman_above(floor, unit(mean, one), unit(change, zero))?;
    let by_change = pay.bregman_above(floor, unit(mean, zero), unit(change, one))?;
    Some(Planar {
        centre: value.centre,
        range: value.range.positive_part(),
        slopes: [0, 1].map(|k| value.slope * mean.slopes[k] + by_change.slope * change.slopes[k]),
    })
}

/// h(u(w_min) + b) − w_min.
pub fn raise_from_floor(economy: &EnclosedModel<'_>, bonus: Planar) -> Option<Planar> {
    let utility = economy.utility();
    let floor = economy.minimum_utility();
    let least = utility.wage_derivative(0, floor)?;
    let slope = utility.wage_derivative(1, floor + bonus.range)?;
    Some(Planar {
        centre: utility.wage_derivative(0, floor + bonus.centre)? - least,
        range: utility.wage_derivative(0, floor + bonus.range)? - least,
        slopes: [0, 1].map(|k| slope * bonus.slopes[k]),
    })
}

/// The derivative of c∘q⁻¹ of order 1 or 2 over efforts; `rate` is q′ over them.
pub fn cost_by_agreement(
    economy: &EnclosedModel<'_>,
    order: u32,
    efforts: Interval,
    rate: Interval,
) -> Option<Planar> {
    let here = Interval::point(efforts.midpoint());
    Some(Planar {
        centre: economy.cost_by_agreement(order, here)?,
        range: economy.cost_by_agreement(order, efforts)?,
        slopes: [
            Interval::ZERO,
            economy.cost_by_agreement(order + 1, efforts)? * rate,
        ],
    })
}
