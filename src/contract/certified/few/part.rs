//! What one count adds to the Lagrangian of linear pay, w − λ_k·u(w), as a function of the line of pay.

use super::lagrangian::{Lagrangian, PayBox};
use crate::numerics::Interval;

/// One count's part: a value at the point, its slope in pay, and how both move with the price λ_k.
pub struct Part {
    /// w − b at the point (or over the box, with no slope).
    pub pay: Interval,
    /// u(w) − u(b) likewise.
    pub utility: Interval,
    /// dw/dℓ and du/dℓ, or where a count is bounded on its own dw and du per unit of `own`.
    pub pay_slope: Interval,
    pub utility_slope: Interval,
    /// How far this count's pay may be from where it is expanded, where that is not left to (π, σ).
    pub own: Option<Interval>,
}

impl Lagrangian<'_, '_> {
    /// The part of the count at x, over every price of an interval.
    pub fn part(&self, pay: &PayBox, x: Interval, price: Interval) -> Option<Part> {
        let floor = self.economy.model().minimum_wage();
        let utility = self.economy.utility();
        let [shift, slope] = pay.point.map(Interval::point);
        let line = self.base + shift + slope * x;
        let range = line + pay.around[0] + pay.around[1] * x;
        if range.upper() <= floor {
            return Some(self.at_floor());
        }
        if line.lower() > floor {
            let marginal = utility.utility_coefficient(1, line)?;
            // Below w_min pay stops falling, which a tangent that rises with pay does not overlook.
            let rises = (Interval::ONE - price * marginal).lower() >= 0.0;
            let convex = price.lower() >= 0.0 && (range.lower() > floor || rises);
            let marginal = if convex {
                Some(marginal)
            } else if range.lower() > floor {
                Some(utility.utility_coefficient(1, range)?)
            } else {
                None
            };
            if let Some(marginal) = marginal {
                return Some(Part {
                    pay: line - self.base,
                    utility: utility.utility_coefficient(0, line)? - self.base_utility,
                    pay_slope: Interval::ONE,
                    utility_slope: marginal,
                    own: None,
                });
            }
        }
        // With a price ≤ 0 no pay is worth less than w_min.
        if price.upper() <= 0.0 {
            return Some(self.at_floor());
        }
        let paid = Interval::new(range.lower().max(floor), range.upper())?;
        if price.lower() >= 0.0 {
            return self.at_the_best(paid, price);
        }
        let top = utility.utility_coefficient(0, Interval::point(paid.upper()))?;
        let worth = Interval::new(self.economy.minimum_utility().lower(), top.upper())?;
        Some(Part {
            pay: paid - self.base,
            utility: worth - self.base_utility,
            ..self.at_floor()
        })
    }

    fn at_floor(&self) -> Part {
        let floor = Interval::point(self.economy.model().minimum_wage());
        Part {
            pay: floor - self.base,
            utility: self.economy.minimum_utility() - self.base_utility,
            pay_slope: Interval::ZERO,
            utility_slope: Interval::ZERO,
            own: None,
        }
    }

    /// The tangent at the pay that is best for this count alone, u′ = 1/λ_k, nearly level there.
    fn at_the_best(&self, paid: Interval, price: Interval) -> Option<Part> {
        let utility = self.economy.utility();
        let family = self.economy.model().utility();
        let usual = self.base_utility.midpoint();
        let change = family.response(usual, price.midpoint() - family.marginal_wage(usual));
        let best = family.wage(usual + change);
        let place = if best.is_finite() {
            best.clamp(paid.lower(), paid.upper())
        } else {
            paid.upper()
        };
        let place = Interval::point(place);
        Some(Part {
            pay: place - self.base,
            utility: utility.utility_coefficient(0, place)? - self.base_utility,
            pay_slope: Interval::ONE,
            utility_slope: utility.utility_coefficient(1, place)?,
            own: Some(paid - place),
        })
    }
}
