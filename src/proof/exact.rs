//! A square-root economy in exact rationals: what the certificates of both ends compute with.
//!
//! The formulas are those of `proofs/Lib/UpperEnd.v`: with agreement `q = ½ + ½κe` or `½ + ½κe²`,
//! cost `a·e^k` and `τ = c′/q′`, which is `2ka·e^{k−1}/κ` or `ka·e^{k−2}/κ`, an effort is worth
//! more than a lower one where expected utility rises in q faster than τ.

use super::decimal::{half, power, rational, rounded_down, rounded_up, unit};
use super::lower_economy::LowerEconomy;
use super::polynomial::Polynomial;
use super::scheme::Scheme;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Halvings of [0, 1] on the way to the first-best effort.
const HALVINGS: usize = 56;

/// Binary digits of what effort seen is worth at most.
const DIGITS: usize = 110;

/// An economy of rational numbers.
#[derive(Debug, Clone)]
pub(super) struct RationalEconomy {
    pub(super) scheme: Scheme,
    pub(super) kappa: RBig,
    pub(super) scale: RBig,
    pub(super) exponent: usize,
    pub(super) worth: RBig,
    pub(super) outside: RBig,
}

/// A bound on what effort seen is worth, proved by a square around `near` and curvature `bend`.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenAtMost {
    /// The bound.
    pub most: RBig,
    /// Where it is nearly reached.
    pub near: RBig,
    /// Curvature that is certain on [0, 1].
    pub bend: RBig,
}

impl RationalEconomy {
    /// `None` where a number is not finite.
    pub(super) fn of(economy: &LowerEconomy) -> Option<Self> {
        Some(RationalEconomy {
            scheme: economy.scheme,
            kappa: rational(economy.kappa)?,
            scale: rational(economy.scale)?,
            exponent: economy.exponent as usize,
            worth: rational(economy.slope)?,
            outside: rational(economy.outside)?,
        })
    }

    /// q.
    pub(super) fn agreement(&self, effort: &RBig) -> RBig {
        let excess = match self.scheme {
            Scheme::Expert => &self.kappa * effort,
            Scheme::TwoLooks => &self.kappa * effort * effort,
        };
        (RBig::ONE + excess) * half()
    }

    /// c.
    pub(super) fn cost(&self, effort: &RBig) -> RBig {
        &self.scale * power(effort, self.exponent)
    }

    /// τ.
    pub(super) fn target(&self, effort: &RBig) -> RBig {
        let factor = &self.scale * IBig::from(self.exponent);
        match self.scheme {
            Scheme::Expert => {
                factor * IBig::from(2) * power(effort, self.exponent - 1) / &self.kappa
            }
            Scheme::TwoLooks => factor * power(effort, self.exponent - 2) / &self.kappa,
        }
    }

    /// The largest slope of q below this effort.
    pub(super) fn steepest(&self, effort: &RBig) -> RBig {
        match self.scheme {
            Scheme::Expert => &self.kappa * half(),
            Scheme::TwoLooks => &self.kappa * effort,
        }
    }

    /// Minus the payoff with effort seen.
    pub(super) fn loss(&self) -> Polynomial {
        let cost = Polynomial::term(self.scale.clone(), self.exponent);
        let utility = Polynomial::constant(self.outside.clone()).plus(&cost);
        utility
            .times(&utility)
            .plus(&Polynomial::term(-&self.worth, 1))
    }

    /// What effort seen is worth at most.
    pub(super) fn seen_at_most(&self) -> Result<SeenAtMost, &'static str> {
        let loss = self.loss();
        let near = loss
            .stationary(HALVINGS)
            .ok_or("the payoff has to be best at an effort inside (0, 1)")?;
        let (quotient, _, _) = loss.around(&near);
        let bend = rounded_down(&(quotient.least_bernstein() * half()), 10);
        if bend <= RBig::ZERO {
            return Err("the loss has to bend upwards on all of [0, 1]");
        }
        // The slope left at `near` is some 2^−56, its square over the curvature some 2^−110.
        let most = rounded_up(&-loss.at(&near), DIGITS) + unit(DIGITS - 4);
        Ok(SeenAtMost { most, near, bend })
    }
}

#[cfg(test)]
mod tests {
    use super::super::decimal::{Decimal, claim};
    use super::*;
    use dashu_int::UBig;

    fn economy(scheme: Scheme) -> RationalEconomy {
        RationalEconomy {
            scheme,
            kappa: half(),
            scale: RBig::ONE,
            exponent: 3,
            worth: RBig::ONE,
            outside: half(),
        }
    }

    #[test]
    fn target_is_the_slope_of_cost_over_that_of_agreement() {
        // q′ = ¼ or ½e, c′ = 3e²: at e = ½ the quotient is 3 either way.
        for scheme in [Scheme::Expert, Scheme::TwoLooks] {
            assert_eq!(economy(scheme).target(&half()), RBig::from(IBig::from(3)));
        }
    }

    #[test]
    fn no_effort_on_a_grid_is_worth_more_than_the_bound() -> Result<(), &'static str> {
        let economy = economy(Scheme::Expert);
        let (seen, loss) = (economy.seen_at_most()?, economy.loss());
        for step in 0..=64u8 {
            let effort = RBig::from_parts(step.into(), UBig::from(64u8));
            assert!(-loss.at(&effort) <= seen.most);
        }
        assert!(seen.most + loss.at(&seen.near) < unit(100));
        Ok(())
    }

    #[test]
    fn claims_are_not_below_and_near() -> Result<(), &'static str> {
        let third = RBig::from_parts(IBig::ONE, UBig::from(3u8));
        let Decimal { digits, unit } = claim(&third)?;
        assert_eq!(
            (digits, unit),
            (333_333_333_334u64.into(), UBig::from(10u64.pow(12)))
        );
        assert!(claim(&RBig::ZERO).is_err());
        Ok(())
    }
}
