//! General contracts with proof, for samples enough that pay is smooth within reach of the expected
//! count.
//!
//! From below: at every effort, any prices (τ0, τ1) give the Fenchel bound of T7; the estimate's
//! prices, carried from effort to effort, are near the best ones. From above: the contract that is
//! optimal for local incentives at one effort costs exactly the dual value at its prices; those are
//! enclosed by a change of sign in each of the two constraints (Poincaré–Miranda), and its global
//! incentives are proved by `best_reply`.

use super::regimes::orders;
use super::smooth_payoff::{self, Pay, is_best_reply};
use super::{Bracket, DETERRENCE_UP_TO, EnclosedModel, End, Method, Missing};
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::count_expansion::taylor;
use crate::bounds::count_sums;
use crate::bounds::count_sums::Weakest;
use crate::contract::general::dual;
use crate::contract::{FirstBest, GeneralTerms, SecondBest};
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 20_000;

/// Relative half-widths of the box around the estimate's prices that are tried.
const BOXES: [f64; 5] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

/// Rents as shares of the premium, none first: with the outside option at u(w_min) any pay does
/// better than it without effort, be it by a chance that no double shows.
const RENTS: [f64; 7] = [0.0, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

/// Relative distances from a verified gap at which a lower end is tried, the smallest first.
const DISTANCES: [f64; 7] = [1e-6, 5e-6, 2e-5, 8e-5, 1e-3, 1e-2, 0.1];

/// Brackets the gap of the best contract of all, given its estimate.
pub fn bracket(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &GeneralTerms,
    precision: f64,
) -> Bracket {
    let Some(prices) = Prices::of(economy, contract, terms) else {
        return deterring(economy, contract);
    };
    if let Some(bracket) = count_sums::bracket(economy, contract, &prices, precision) {
        return bracket;
    }
    let Some(upper) = optimum(economy, contract, &prices) else {
        return deterring(economy, contract);
    };
    let target = upper * (1.0 - precision);
    let lower = if gap_is_at_least(economy, contract, &prices, target) {
        Ok(End::new(target, Method::PricesByExpansion))
    } else {
        // With a rent the gap is somewhat larger than that of the estimate.
        by_local_prices(economy, contract, upper.min(contract.gap.total()))
    };
    Bracket {
        lower,
        upper: Ok(End::new(upper, Method::VerifiedSmoothPay)),
    }
}

/// Where efforts far away tempt. From below what local incentives alone cost, which is all where
/// counts tell efforts far away for certain.
fn deterring(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Bracket {
    let upper = count_sums::deterring_gap(economy, contract);
    Bracket {
        lower: by_local_prices(economy, contract, upper.unwrap_or(contract.gap.total())),
        upper: upper
            .map(|upper| End::new(upper, Method::VerifiedSchedule))
            .ok_or(Missing::NotVerified),
    }
}

/// The cheapest pay for an effort at which a bound of all pay is weakest, as a contract and
/// verified.
pub(super) fn pay_at(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    samples: u64,
    weakest: &Weakest,
) -> Option<(SecondBest, End)> {
    let (pay, gap) = count_sums::best_pay(first_best, economy, samples, weakest)?;
    Some((pay, End::new(gap, Method::VerifiedSchedule)))
}

/// A lower end of the gap of every contract, near `aim`, from prices of the local incentives at the
/// effort of `contract`, whatever its class. Beyond [`DETERRENCE_UP_TO`] alone: up to there prices
/// of tempting efforts do better.
pub(super) fn by_local_prices(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    aim: f64,
) -> Result<End, Missing> {
    let point = &contract.point;
    if contract.samples <= DETERRENCE_UP_TO || !(point.effort > 0.0 && point.effort < 1.0) {
        return Err(Missing::BudgetSpent);
    }
    let prices = Prices::local(economy, contract).ok_or(Missing::BudgetSpent)?;
    DISTANCES
        .iter()
        .map(|distance| aim * (1.0 - distance))
        .find_map(|target| {
            let method = reached_by(economy, contract, &prices, target)?;
            Some(End::new(target, method))
        })
        .ok_or(Missing::BudgetSpent)
}

/// By what every contract is shown to have a gap of at least `target`: sums over every count where
/// there are few, else expansions.
fn reached_by(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> Option<Method> {
    if contract.samples <= count_sums::FEW
        && count_sums::gap_is_at_least(economy, contract, prices, target)
    {
        return Some(Method::PricesByCounts);
    }
    gap_is_at_least(economy, contract, prices, target).then_some(Method::PricesByExpansion)
}

/// Whether every contract has a gap of at least `target`, by the prices of an estimate.
pub(super) fn is_at_least(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &GeneralTerms,
    target: f64,
) -> bool {
    Prices::of(economy, contract, terms)
        .is_some_and(|prices| reached_by(economy, contract, &prices, target).is_some())
}

/// Prices relative to h′(ū): h′(v(s)) = h′(ū)·(1 + τ0 + τ1·y).
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    pub(super) level: f64,
    pub(super) slope: f64,
}

impl Prices {
    /// Those of the estimate; `None` where deviations are priced too.
    pub(super) fn of(
        economy: &EnclosedModel<'_>,
        contract: &SecondBest,
        terms: &GeneralTerms,
    ) -> Option<Self> {
        let GeneralTerms {
            participation_shift,
            incentive_price,
            ..
        } = *terms;
        let local = terms.deviations.is_empty();
        local.then(|| Self::relative(economy, contract, participation_shift, incentive_price))
    }

    /// Those of the local incentives alone at the effort of a contract, whatever its class; `None`
    /// where no pay gives these.
    pub(super) fn local(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<Self> {
        let solved = dual::implement(economy.model(), contract.samples, &contract.point, &[]);
        let solved = solved.ok()?;
        let (shift, price) = (solved.participation_shift, solved.incentive_price);
        Some(Self::relative(economy, contract, shift, price))
    }

    /// Prices in money at the effort of a contract.
    fn relative(
        economy: &EnclosedModel<'_>,
        contract: &SecondBest,
        participation_shift: f64,
        incentive_price: f64,
    ) -> Self {
        let utility = economy.model().utility();
        let money = utility.marginal_wage(contract.point.required_utility);
        Self {
            level: participation_shift / money,
            slope: incentive_price / money,
        }
    }

    /// Carried to other efforts: to first order τ1 = h″·target/h′, and τ0 is of its square.
    pub(super) fn at(
        self,
        from: &CountExpansion<'_, '_>,
        to: &CountExpansion<'_, '_>,
    ) -> Option<Self> {
        let leading = |local: &CountExpansion<'_, '_>| -> Option<f64> {
            let curvature = local.economy.utility().wage_derivative(2, local.mean)?;
            Some((curvature * local.target / local.money).midpoint())
        };
        let ratio = leading(to)? / leading(from)?;
        Some(Self {
            level: self.level * ratio * ratio,
            slope: self.slope * ratio,
        })
    }
}

/// Whether every contract has a gap of at least `target`, whatever effort it implements.
///
/// An effort in (0, 1) that is a best reply satisfies the local incentive constraint with equality,
/// full effort with inequality in the direction that the sign of τ1 allows for. No effort asks for
/// nothing; its first-best loss has to exclude it.
pub fn gap_is_at_least(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> bool {
    let at = Interval::point(contract.point.effort);
    let Some(origin) = CountExpansion::new(economy, contract.samples, at) else {
        return false;
    };
    if !(economy.least_loss(Interval::ZERO) >= target) {
        return false;
    }
    holds_on(0.0, 1.0, PIECES, |efforts| {
        let loss = economy.least_loss(efforts);
        if loss >= target {
            return true;
        }
        let bound = || -> Option<f64> {
            let local = CountExpansion::new(economy, contract.samples, efforts)?;
            let prices = prices.at(&origin, &local)?;
            let cost = local.dual_value(prices.level, prices.slope)?;
            Some((Interval::point(cost) + Interval::point(loss)).lower())
        };
        bound().is_some_and(|gap| gap >= target)
    })
}

/// The gap of the locally optimal contract at the estimate's effort, from above, once it is proved
/// incentive compatible; with a rent where none is without.
fn optimum(economy: &EnclosedModel<'_>, contract: &SecondBest, prices: &Prices) -> Option<f64> {
    let (samples, at) = (contract.samples, Interval::point(contract.point.effort));
    let locals = orders(samples).map(|order| CountExpansion::of_order(order, economy, samples, at));
    let locals: Vec<_> = locals.collect::<Option<_>>()?;
    let marginal = locals.first()?.money.midpoint();
    RENTS.iter().find_map(|share| {
        let rent = Interval::point(share * contract.gap.premium / marginal);
        locals
            .iter()
            .find_map(|local| {
                let at = solution(local, prices, rent)?;
                Some(optimum_at(local, contract, at, rent))
            })
            .flatten()
    })
}

/// Where the prices are at which both constraints hold.
fn solution(
    local: &CountExpansion<'_, '_>,
    prices: &Prices,
    rent: Interval,
) -> Option<[Interval; 2]> {
    BOXES.iter().find_map(|share| {
        let half = share * prices.slope;
        let level = Interval::new(prices.level - half, prices.level + half)?;
        let slope = Interval::new(prices.slope - half, prices.slope + half)?;
        holds_the_solution(local, level, slope, rent)?.then_some([level, slope])
    })
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
    if !is_best_reply(local, effort, &pay, rent, smooth_payoff::PIECES) {
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

/// Whether some prices in the box meet both constraints: E\[d] = ρ and E\[d·y] = target, each
/// changing sign between opposite faces of the box whatever the other price.
fn holds_the_solution(
    local: &CountExpansion<'_, '_>,
    level: Interval,
    slope: Interval,
    rent: Interval,
) -> Option<bool> {
    let ends = |x: Interval| (Interval::point(x.lower()), Interval::point(x.upper()));
    let ((level_low, level_high), (slope_low, slope_high)) = (ends(level), ends(slope));
    let participation = |level| Some(mean_drop(local, level, slope, 0)? - rent);
    let incentive = |slope| Some(mean_drop(local, level, slope, 1)? - local.target);
    Some(
        participation(level_low)?.upper() < 0.0
            && participation(level_high)?.lower() > 0.0
            && incentive(slope_low)?.upper() < 0.0
            && incentive(slope_high)?.lower() > 0.0,
    )
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

/// The pay as a function of the share of agreements, v(x) = ū + d(t(x)), for the proof of its
/// incentives.
struct SmoothPay<'a, 'b, 'm> {
    local: &'a CountExpansion<'b, 'm>,
    level: Interval,
    slope: Interval,
    /// dt/dx.
    rate: Interval,
    /// A(ū)/h′(ū).
    unit: Interval,
}

impl<'a, 'b, 'm> SmoothPay<'a, 'b, 'm> {
    fn new(local: &'a CountExpansion<'b, 'm>, level: Interval, slope: Interval) -> Option<Self> {
        let n = Interval::point(local.samples as f64);
        Some(Self {
            local,
            level,
            slope,
            rate: slope * n / local.moments.deviation(),
            unit: local.economy.utility().conjugate_scale(local.mean)? / local.money,
        })
    }

    fn price(&self, share: Interval) -> Interval {
        let n = Interval::point(self.local.samples as f64);
        let y = n * (share - self.local.agreement) / self.local.moments.deviation();
        self.level + self.slope * y
    }
}

impl Pay for SmoothPay<'_, '_, '_> {
    fn utility(&self, share: Interval) -> Option<Interval> {
        let utility = self.local.economy.utility();
        let change = |share: f64| -> Option<Interval> {
            let price = self.price(Interval::point(share));
            if price.upper() <= -1.0 {
                return Some(self.local.floor());
            }
            let free = self.unit * utility.conjugate_coefficient(1, price)?;
            let floor = self.local.floor();
            Interval::new(
                free.lower().max(floor.lower()),
                free.upper().max(floor.upper()),
            )
        };
        let ends = change(share.lower())?.hull(change(share.upper())?);
        Some(self.local.mean + ends)
    }

    fn slope(&self, share: Interval) -> Option<Interval> {
        let price = self.price(share);
        if !(price.lower() > -1.0) || !self.clear_of_floor(price)? {
            return None;
        }
        let second = self
            .local
            .economy
            .utility()
            .conjugate_coefficient(2, price)?;
        Some(self.rate * self.unit * Interval::point(2.0) * second)
    }

    fn curvature(&self, share: Interval) -> Option<Interval> {
        let price = self.price(share);
        if !(price.lower() > -1.0) || !self.clear_of_floor(price)? {
            return None;
        }
        let third = self
            .local
            .economy
            .utility()
            .conjugate_coefficient(3, price)?;
        Some(self.rate.square() * self.unit * Interval::point(6.0) * third)
    }
}

impl SmoothPay<'_, '_, '_> {
    fn clear_of_floor(&self, price: Interval) -> Option<bool> {
        let utility = self.local.economy.utility();
        let least = self.unit * utility.conjugate_coefficient(1, Interval::point(price.lower()))?;
        Some(least.lower() >= self.local.floor().upper())
    }
}
