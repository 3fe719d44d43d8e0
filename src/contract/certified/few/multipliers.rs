//! Lagrange multipliers: any pair bounds every contract from below.

use super::law::Law;
use crate::contract::certified::Economy;
use crate::contract::certified::general::Prices;
use crate::contract::certified::local::Local;
use crate::numerics::Interval;

/// λ and μ, and what h* needs.
pub struct Multipliers<'a, 'm> {
    economy: &'a Economy<'m>,
    samples: u64,
    level: Interval,
    slope: Interval,
    /// Where the conjugate is expanded: ū at the middle of the piece.
    mean: Interval,
    money: Interval,
    wage: Interval,
    scale: Interval,
    /// h(u(w_min)), and h′ there.
    floor_wage: Interval,
    floor_price: Interval,
}

impl<'a, 'm> Multipliers<'a, 'm> {
    /// The estimate's prices carried to the middle of a piece.
    pub fn near(origin: &Local<'a, 'm>, prices: &Prices, efforts: Interval) -> Option<Self> {
        let economy = origin.economy;
        let middle = Interval::point(efforts.midpoint());
        let local = Local::new(economy, origin.samples, middle)?;
        let prices = prices.at(origin, &local)?;
        let utility = economy.utility();
        let information = Interval::point(origin.samples as f64) * economy.information(middle)?;
        let money = local.money.midpoint();
        // Any two floats will do as long as they are not negative.
        let level = (money * (1.0 + prices.level)).max(0.0);
        let slope = (money * prices.slope / information.sqrt()?.midpoint()).max(0.0);
        let minimum = economy.minimum_utility();
        Some(Self {
            economy,
            samples: origin.samples,
            level: Interval::point(level),
            slope: Interval::point(slope),
            mean: local.mean,
            money: local.money,
            wage: utility.wage_derivative(0, local.mean)?,
            scale: utility.conjugate_scale(local.mean)?,
            floor_wage: utility.wage_derivative(0, minimum)?,
            floor_price: utility.wage_derivative(1, minimum)?,
        })
    }

    /// h*(A) at one price: its largest value is the unrestricted supremum, its least what u(w_min) gives.
    fn conjugate(&self, price: Interval) -> Option<Interval> {
        let minimum = self.economy.minimum_utility();
        let at_floor = price * minimum - self.floor_wage;
        if price.upper() <= self.floor_price.lower() {
            return Some(at_floor);
        }
        let share = price / self.money - Interval::ONE;
        let free = |share: Interval| {
            let bregman = self.economy.utility().conjugate_coefficient(0, share)?;
            Some(price * self.mean - self.wage + self.scale * bregman)
        };
        if price.lower() >= self.floor_price.upper() {
            return free(share);
        }
        let high = free(Interval::point(share.upper()))?;
        Interval::new(at_floor.lower(), high.upper())
    }

    /// A bound of |h*| between two prices: it is convex, and no less than −h at the two utilities it is known at.
    fn largest_conjugate(&self, low: Interval, high: Interval) -> Option<f64> {
        let ends = self.conjugate(low)?.magnitude() + self.conjugate(high)?.magnitude();
        let prices = low.magnitude().max(high.magnitude());
        let known =
            self.economy.minimum_utility().magnitude() * prices + self.floor_wage.magnitude();
        Some((ends + known) * (1.0 + 1e-14))
    }

    /// v(A) ≥ u(w_min), where the supremum is attained; it rises with A.
    fn response(&self, price: Interval) -> Option<Interval> {
        let minimum = self.economy.minimum_utility();
        let at = |price: Interval| -> Option<Interval> {
            if price.upper() <= self.floor_price.lower() {
                return Some(minimum);
            }
            let share = price / self.money - Interval::ONE;
            let slope = self.economy.utility().conjugate_coefficient(1, share)?;
            let free = self.mean + self.scale / self.money * slope;
            Interval::new(
                free.lower().max(minimum.lower()),
                free.upper().max(minimum.upper()),
            )
        };
        let low = at(Interval::point(price.lower()));
        let high = at(Interval::point(price.upper()))?;
        Some(low.unwrap_or(minimum).hull(high))
    }

    /// The gap on a piece from below: B − V + Π* at its middle, less the largest derivative times half the width.
    pub fn least_gap(&self, efforts: Interval) -> Option<f64> {
        let middle = Interval::point(efforts.midpoint());
        let at_middle = self.gap_at(middle)?.lower();
        if !(at_middle > 0.0) {
            return None;
        }
        let change = self.derivative(efforts)?.magnitude();
        let half = Interval::point(0.5 * efforts.width());
        Some((Interval::point(at_middle) - Interval::point(change) * half).lower())
    }

    fn gap_at(&self, effort: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = economy.agreement(0, effort)?;
        let rate = economy.agreement(1, effort)? / (q * (Interval::ONE - q));
        let n = Interval::point(self.samples as f64);
        let price = |s: usize| self.level + self.slope * rate * (Interval::point(s as f64) - n * q);
        let most = self.largest_conjugate(price(0), price(self.samples as usize))?;
        let sum = Law::new(self.samples, q)?.expect(most, |s| self.conjugate(price(s)))?;
        let bound = self.level * economy.required_utility(effort)?
            + self.slope * economy.cost(1, effort)?
            - sum;
        Some(bound - economy.value(0, effort)? + economy.first_best_payoff())
    }

    /// d/dη of the same: λc′ + μc″ − V′ − Σ p_s·\[score_s·h*_s + v_s·μ·dscore_s/dη].
    fn derivative(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        let variance = q * (Interval::ONE - q);
        let slope = economy.agreement(1, efforts)?;
        let bend = economy.agreement(2, efforts)?;
        let n = Interval::point(self.samples as f64);
        let two = Interval::point(2.0);
        // Σ p·score = 0: a constant taken from h* changes nothing but the width of the result.
        let usual = self.conjugate(self.level)?.midpoint();
        let score = |s: usize| slope * (Interval::point(s as f64) - n * q) / variance;
        let score_change = |s: usize| {
            let deviation = Interval::point(s as f64) - n * q;
            bend * deviation / variance
                - slope.square()
                    * (n / variance + deviation * (Interval::ONE - two * q) / variance.square())
        };
        let price = |s: usize| self.level + self.slope * score(s);
        // Scores and their changes are linear in the count, pay rises with it: the ends bound every factor.
        let last = self.samples as usize;
        let at_ends = |f: &dyn Fn(usize) -> Interval| f(0).magnitude().max(f(last).magnitude());
        let pay = self.response(price(0))?.magnitude() + self.response(price(last))?.magnitude();
        let conjugates = self.largest_conjugate(price(0), price(last))? + usual.abs();
        let most = Interval::point(at_ends(&score)) * Interval::point(conjugates)
            + Interval::point(pay) * self.slope * Interval::point(at_ends(&score_change));
        let sum = Law::new(self.samples, q)?.expect(most.upper(), |s| {
            let conjugate = self.conjugate(price(s))? - Interval::point(usual);
            Some(score(s) * conjugate + self.response(price(s))? * self.slope * score_change(s))
        })?;
        let direct =
            self.level * economy.cost(1, efforts)? + self.slope * economy.cost(2, efforts)?;
        Some(direct - economy.value(1, efforts)? - sum)
    }
}
