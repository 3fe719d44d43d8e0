//! The least value of a polynomial on [0, 1].

use super::decimal::Decimal;
use super::decimal::half;
use super::decimal::rounded_down;
use super::polynomial::Polynomial;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// The least value of a polynomial on [0, 1], rounded down to 12 digits, by a square around a point
/// and a rest.
#[derive(Debug, Clone)]
pub(super) struct Bowl {
    pub(super) bound: Decimal,
    pub(super) near: RBig,
    pub(super) floor: RBig,
}

/// Halvings of [0, 1]: the error of the effort found enters the bound by its square.
pub(super) const HALVINGS: usize = 56;

impl Bowl {
    /// Around where the slope turns.
    pub(super) fn of(total: &Polynomial) -> Result<Self, &'static str> {
        let inside = "the payoff has to be best at an effort inside (0, 1)";
        Bowl::near(total, total.stationary(HALVINGS).ok_or(inside)?)
    }

    pub(super) fn near(total: &Polynomial, near: RBig) -> Result<Self, &'static str> {
        let least = total.at(&near);
        let (quotient, _, _) = total.around(&near);
        let floor = rounded_down(&(quotient.least_bernstein() * half()), 10);
        if floor <= RBig::ZERO {
            return Err("the bound on what is lost has to be convex in effort on all of [0, 1]");
        }
        if least <= RBig::ZERO {
            return Err("the bound found is not above 0");
        }
        let mut bound = Decimal::below(&least);
        let four = RBig::from(IBig::from(4));
        // What Coq asks, of coefficients rounded as it does.
        let certain = |bound: &Decimal| {
            let over = total.plus(&Polynomial::constant(-bound.value()));
            let (quotient, slope, rest) = over.rounded_down().around(&near);
            quotient.least_bernstein() >= floor && &slope * &slope <= &four * &floor * rest
        };
        // The floor is at most one digit too much: the slope is next to nothing.
        if !certain(&bound) {
            bound = bound.raised(-1);
        }
        if !certain(&bound) {
            return Err("the effort found is not near enough to the least bound");
        }
        Ok(Bowl { bound, near, floor })
    }
}
