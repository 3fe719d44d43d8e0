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

/// p·(h(u(w_min) + b) − w_min), given x = p·b: what a bonus on top of the minimum wage costs. As
/// x·ρ(b), ρ(b) = (h(u(w_min) + b) − w_min)/b, which hardly moves with b next to risk neutrality,
/// ρ′ = (h′ − ρ)/b.
pub fn raise_from_floor(
    economy: &EnclosedModel<'_>,
    pass: Planar,
    paid: Planar,
    bonus: Planar,
) -> Option<Planar> {
    let utility = economy.utility();
    let floor = economy.minimum_utility();
    let least = utility.wage_derivative(0, floor)?;
    let raise = |bonus: Interval| Some(utility.wage_derivative(0, floor + bonus)? - least);
    let slope = utility.wage_derivative(1, floor + bonus.range)?;
    let centre = raise(bonus.centre)?;
    let by_ratio = || -> Option<Planar> {
        if !(bonus.range.lower() > 0.0 && slope.is_bounded()) {
            return None;
        }
        // ρ rises with b, as h is convex.
        let at = |bonus: f64| Some(raise(Interval::point(bonus))? / bonus);
        let ratio = at(bonus.range.lower())?.hull(at(bonus.range.upper())?);
        let ratio = ratio.hull(centre / bonus.centre);
        let bend = (slope - ratio) / bonus.range;
        let ratio = Planar {
            centre: centre / bonus.centre,
            range: ratio,
            slopes: bonus.slopes.map(|moves| bend * moves),
        };
        Some(paid * ratio)
    };
    let raise = Planar {
        centre,
        range: raise(bonus.range)?,
        slopes: bonus.slopes.map(|moves| slope * moves),
    };
    Some(by_ratio().unwrap_or(pass * raise))
}

/// The derivative of c∘q⁻¹ of order 1 or 2 over efforts; `rate` is q′ over them.
pub fn cost_by_agreement(
    economy: &EnclosedModel<'_>,
    order: u32,
    efforts: Interval,
    rate: Interval,
) -> Option<Planar> {
    let here = Interval::point(efforts.midpoint());
    Some(Planar::of_second(
        economy.cost_by_agreement(order, here)?,
        economy.cost_by_agreement(order, efforts)?,
        economy.cost_by_agreement(order + 1, efforts)? * rate,
    ))
}
