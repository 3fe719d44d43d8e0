//! The contract that is optimal for local incentives at one effort, with proof by expansions.
//!
//! It costs exactly the dual value at its prices; those are enclosed by a change of sign in each of
//! the two constraints (`solution`), and its global incentives are proved by `best_reply`.

use super::pay::SmoothPay;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::{CountExpansion, taylor};
use crate::bounds::prices::Prices;
use crate::bounds::smooth_payoff::{PIECES, is_best_reply};
use crate::bounds::solution::{BOXES, Constraints, first_gap, solution};
use crate::contract::SecondBest;
use crate::numerics::Interval;

/// Rents as shares of the premium, none first: with the outside option at u(w_min) any pay does
/// better than it without effort, be it by a chance that no double shows.
const RENTS: [f64; 7] = [0.0, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

/// The gap of the locally optimal contract at the estimate's effort, from above, once it is proved
/// incentive compatible; with a rent where none is without.
pub fn verified_gap(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
) -> Option<f64> {
    first_gap(economy, contract, &RENTS, |local, rent| {
        let guess = [prices.level, prices.slope];
        let halves = [prices.slope, prices.slope];
        let at = solution(&LocalOptimum { local, rent }, guess, halves, &BOXES)?;
        Some(optimum_at(local, contract, at, rent))
    })
}

/// Pay d = v − ū at prices τ0 + τ1·y, which is to leave a rent.
struct LocalOptimum<'a, 'b, 'm> {
    local: &'a CountExpansion<'b, 'm>,
    rent: Interval,
}

/// E\[d] = ρ and E\[d·y] = target.
impl Constraints for LocalOptimum<'_, '_, '_> {
    fn participation(&self, level: Interval, slope: Interval) -> Option<Interval> {
        Some(mean_drop(self.local, level, slope, 0)? - self.rent)
    }
    fn incentive(&self, level: Interval, slope: Interval) -> Option<Interval> {
        Some(mean_drop(self.local, level, slope, 1)? - self.local.target)
    }
}

/// The gap of the contract at these prices, once it is proved incentive compatible.
fn optimum_at(
    local: &CountExpansion<'_, '_>,
    contract: &SecondBest,
    [level, slope]: [Interval; 2],
    rent: Interval,
) -> Option<f64> {
    let (economy, effort) = (local.economy, contract.point.effort);
    let pay = SmoothPay::new(local, level, slope)?;
    if !is_best_reply(local, effort, &pay, rent, PIECES) {
        return None;
    }
    // With both constraints met exactly the cost is the dual value at these prices, and h′(ū)·(1 +
    // τ0) times the rent; D* is nonnegative beyond the reach.
    let utility = economy.utility();
    let range = local.prices_within(level, slope);
    let scale = utility.conjugate_scale(local.mean)?;
    let last = local.order;
    let coefficients = taylor(last, slope, |j| {
        utility.conjugate_coefficient(j, if j as usize == last { range } else { level })
    })?;
    let conjugate = scale * local.moments.expect(&coefficients, 0);
    let paid = local.money * (Interval::ONE + level) * rent;
    let cost = local.money * slope * local.target - Interval::point(conjugate.lower()) + paid;
    let gap = cost + economy.loss(effort)?;
    gap.is_bounded().then_some(gap.upper())
}

/// E\[d·y^power], power 0 or 1, for the pay d(y) = v − ū at prices τ0 + τ1·y, cut at limited
/// liability.
fn mean_drop(
    local: &CountExpansion<'_, '_>,
    level: Interval,
    slope: Interval,
    power: usize,
) -> Option<Interval> {
    let utility = local.economy.utility();
    let range = local.prices_within(level, slope);
    // d = A·B′(t)/h′(ū), and limited liability must be out of reach for the expansion to hold.
    let unit = utility.conjugate_scale(local.mean)? / local.money;
    let at = |t: Interval| Some(unit * utility.conjugate_coefficient(1, t)?);
    if !(range.lower() > -1.0)
        || !(at(Interval::point(range.lower()))?.lower() > local.floor().upper())
    {
        return None;
    }
    // The order plus the power must be even.
    let last = local.order - power;
    let coefficients = taylor(last, slope, |j| {
        let factor = Interval::point(f64::from(j + 1));
        let place = if j as usize == last { range } else { level };
        Some(factor * utility.conjugate_coefficient(j + 1, place)?)
    })
    .map(|mut all| {
        // B′ itself, without the rounding of a large sum: the coefficient of order 0 is d at τ0.
        if let (Some(first), Some(exact)) =
            (all.first_mut(), utility.conjugate_coefficient(1, level))
        {
            *first = exact;
        }
        all
    })?;
    let inside = unit * local.moments.expect(&coefficients, power);
    let drop = (-local.floor()).upper().max(0.0);
    let weight = |y: f64| if power == 0 { 1.0 } else { y };
    let above = local.moments.beyond(|y| {
        let high = (level + slope * Interval::point(y)).upper().max(0.0);
        let most = at(Interval::point(high)).map_or(f64::INFINITY, Interval::upper);
        (Interval::point(most) * Interval::point(weight(y))).upper()
    });
    let below = local
        .moments
        .beyond(|y| (Interval::point(drop) * Interval::point(weight(y))).upper());
    // Times y, a drop on the low side counts upwards, where pay beyond the reach is above ū on the
    // high side and below it on the low one.
    let both = (Interval::point(above) + Interval::point(below)).upper();
    let reach = Interval::point(local.moments.reach());
    let rises = (level + slope * reach).lower() >= 0.0 && (level - slope * reach).upper() <= 0.0;
    let outside = match power {
        0 => Interval::new(-below, above)?,
        _ if rises => Interval::new(0.0, both)?,
        _ => Interval::new(-both, both)?,
    };
    Some(inside + outside)
}
