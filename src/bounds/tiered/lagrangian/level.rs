//! What a group's pay is worth at least, at one effort or over an interval of them.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// What depends on the effort alone.
pub struct Level<'e, 'm> {
    /// The economy.
    pub economy: &'e EnclosedModel<'m>,
    /// ū.
    pub mean: Interval,
    /// h′(ū).
    pub money: Interval,
    /// A(ū) of the conjugate.
    pub scale: Interval,
    /// u_min − ū.
    pub floor: Interval,
}

impl<'e, 'm> Level<'e, 'm> {
    pub fn new(economy: &'e EnclosedModel<'m>, efforts: Interval) -> Option<Self> {
        let mean = economy.required_utility(efforts)?;
        Some(Self {
            economy,
            mean,
            money: economy.utility().wage_derivative(1, mean)?,
            scale: economy.utility().conjugate_scale(mean)?,
            floor: economy.minimum_utility() - mean,
        })
    }

    /// φ(P, X) from below at one P and one X.
    pub fn pay(&self, probability: f64, price: f64) -> f64 {
        if price == 0.0 {
            return 0.0;
        }
        let (p, x) = (Interval::point(probability), Interval::point(price));
        // D ≥ 0: at the floor a loss of pay is worth at most this.
        let at_floor = if price < 0.0 {
            -(x * self.floor)
        } else {
            Interval::ENTIRE
        };
        let free = || {
            let t = x / (p * self.money);
            if !(t.lower() > -1.0 && t.is_bounded()) {
                return None;
            }
            let b = self.economy.utility().conjugate_coefficient(0, t)?;
            Some(-(p * self.scale * b))
        };
        let free = if probability > 0.0 { free() } else { None };
        let mut least = free.map_or(f64::NEG_INFINITY, |free| free.lower());
        if price < 0.0 {
            // Where even the lowest pay is worth less than its price, it is paid.
            let binds = || {
                let lowest = self
                    .economy
                    .utility()
                    .wage_derivative(1, self.economy.minimum_utility())?;
                (p * (lowest - self.money) - x)
                    .is_nonnegative()
                    .then_some(())?;
                let drop = self.economy.utility().wage_bregman(self.mean, self.floor)?;
                Some((p * drop - x * self.floor).lower())
            };
            least = least
                .max(at_floor.lower())
                .max(binds().unwrap_or(f64::NEG_INFINITY));
        }
        least
    }

    /// d at the minimum over X/P.
    pub fn change(&self, per_chance: Interval) -> Option<Interval> {
        let t = per_chance / self.money;
        if !t.is_bounded() {
            return None;
        }
        let at = |t: f64| -> Option<Interval> {
            if t <= -1.0 {
                return Some(self.floor);
            }
            let slope = self
                .economy
                .utility()
                .conjugate_coefficient(1, Interval::point(t))?;
            let free = self.scale / self.money * slope;
            // The larger of the two, end by end.
            Interval::new(
                free.lower().max(self.floor.lower()),
                free.upper().max(self.floor.upper()),
            )
        };
        Some(at(t.lower())?.hull(at(t.upper())?))
    }
}
