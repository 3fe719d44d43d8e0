//! The most that a price t of utility is worth under limited liability, D*(t) = h*(t) − t·ū₀ +
//! h(ū₀) with h*(t) = sup_{v ≥ u(w_min)} (t·v − h(v)), and the pay v(t) that attains it.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// h* around one ū₀.
pub struct Conjugate<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    /// h′(ū₀), A(ū₀).
    money: Interval,
    scale: Interval,
    /// h′(u(w_min)): up to this price u(w_min) is best.
    pub floor_price: Interval,
    /// u(w_min) − ū₀ and h(u(w_min)) − h(ū₀).
    pub drop: Interval,
    pub saved: Interval,
}

impl<'a, 'm> Conjugate<'a, 'm> {
    pub fn new(economy: &'a EnclosedModel<'m>, mean: Interval) -> Option<Self> {
        let utility = economy.utility();
        let minimum = economy.minimum_utility();
        Some(Self {
            economy,
            money: utility.wage_derivative(1, mean)?,
            scale: utility.conjugate_scale(mean)?,
            floor_price: utility.wage_derivative(1, minimum)?,
            drop: minimum - mean,
            saved: utility.wage_derivative(0, minimum)? - utility.wage_derivative(0, mean)?,
        })
    }

    /// t·(u(w_min) − ū₀) − h(u(w_min)) + h(ū₀).
    pub fn at_floor(&self, price: Interval) -> Interval {
        price * self.drop - self.saved
    }

    /// D* at one price: at most the unrestricted supremum, at least what u(w_min) gives.
    pub fn at(&self, price: Interval) -> Option<Interval> {
        let at_floor = self.at_floor(price);
        if price.upper() <= self.floor_price.lower() {
            return Some(at_floor);
        }
        let free = |price: Interval| {
            let share = price / self.money - Interval::ONE;
            let bregman = self.economy.utility().conjugate_coefficient(0, share)?;
            Some((self.scale * bregman).positive_part())
        };
        if price.lower() >= self.floor_price.upper() {
            return free(price);
        }
        // D* is convex in the price, so it is largest at an end; no restriction makes it smaller.
        let most = |end: f64| {
            let end = Interval::point(end);
            if end.upper() <= self.floor_price.lower() {
                Some(self.at_floor(end).upper())
            } else {
                Some(free(end)?.upper())
            }
        };
        let high = most(price.lower())?.max(most(price.upper())?);
        Interval::new(at_floor.lower().min(high), high)
    }

    /// One number at a price, 0 up to the price at which u(w_min) is left: by what it is beyond.
    fn beyond_floor(
        &self,
        price: Interval,
        beyond: impl Fn(Interval, Interval) -> Option<Interval>,
    ) -> Option<Interval> {
        let at = |price: f64| -> Option<Interval> {
            let price = Interval::point(price);
            if price.upper() <= self.floor_price.lower() {
                return Some(Interval::ZERO);
            }
            let free = beyond(price, price / self.money - Interval::ONE)?.positive_part();
            Some(if price.lower() >= self.floor_price.upper() {
                free
            } else {
                free.hull(Interval::ZERO)
            })
        };
        // Both rise with the price.
        let high = at(price.upper())?.upper();
        let low = if price.lower() == price.upper() {
            at(price.lower())?.lower()
        } else if price.lower() <= self.floor_price.upper() {
            0.0
        } else {
            at(price.lower())?.lower()
        };
        Interval::new(low.min(high), high)
    }

    /// What D* exceeds [`Self::at_floor`] by, pen(t) = A·B(t/h′ − 1) − t·(u(w_min) − ū₀) +
    /// h(u(w_min)) − h(ū₀) beyond the price of u(w_min).
    pub fn penalty(&self, price: Interval) -> Option<Interval> {
        self.beyond_floor(price, |price, share| {
            let conjugate = self.economy.utility().conjugate_coefficient(0, share)?;
            Some(self.scale * conjugate - price * self.drop + self.saved)
        })
    }

    /// v(t) − u(w_min).
    pub fn extra(&self, price: Interval) -> Option<Interval> {
        self.beyond_floor(price, |_, share| {
            let change = self.economy.utility().conjugate_coefficient(1, share)?;
            Some(self.scale / self.money * change - self.drop)
        })
    }
}
