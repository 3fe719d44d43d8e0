//! The pay that is optimal for local incentives, for the proof of its incentives.

use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::smooth_payoff::Pay;
use crate::numerics::Interval;

/// The pay as a function of the share of agreements, v(x) = ū + d(t(x)).
pub struct SmoothPay<'a, 'b, 'm> {
    local: &'a CountExpansion<'b, 'm>,
    level: Interval,
    slope: Interval,
    /// dt/dx.
    rate: Interval,
    /// A(ū)/h′(ū).
    unit: Interval,
}

impl<'a, 'b, 'm> SmoothPay<'a, 'b, 'm> {
    pub fn new(
        local: &'a CountExpansion<'b, 'm>,
        level: Interval,
        slope: Interval,
    ) -> Option<Self> {
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
        let second = self.coefficient(2, share)?;
        Some(self.rate * self.unit * Interval::point(2.0) * second)
    }

    fn curvature(&self, share: Interval) -> Option<Interval> {
        let third = self.coefficient(3, share)?;
        Some(self.rate.square() * self.unit * Interval::point(6.0) * third)
    }
}

impl SmoothPay<'_, '_, '_> {
    /// That of the conjugate of h at the price of a share; `None` where a floor may bind.
    fn coefficient(&self, order: u32, share: Interval) -> Option<Interval> {
        let price = self.price(share);
        if !(price.lower() > -1.0) || !self.clear_of_floor(price)? {
            return None;
        }
        let utility = self.local.economy.utility();
        utility.conjugate_coefficient(order, price)
    }

    fn clear_of_floor(&self, price: Interval) -> Option<bool> {
        let utility = self.local.economy.utility();
        let least = self.unit * utility.conjugate_coefficient(1, Interval::point(price.lower()))?;
        Some(least.lower() >= self.local.floor().upper())
    }
}
