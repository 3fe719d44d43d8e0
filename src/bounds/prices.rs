//! Prices of participation and of the incentive, from which bounds on every contract start.

use super::EnclosedModel;
use super::count_expansion::CountExpansion;
use crate::contract::general::dual;
use crate::contract::{GeneralTerms, SecondBest};
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Prices relative to h′(ū): h′(v(s)) = h′(ū)·(1 + τ0 + τ1·y).
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    pub level: f64,
    pub slope: f64,
}

impl Prices {
    /// Those of the estimate; `None` where deviations are priced too.
    pub fn of(
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
    pub fn local(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<Self> {
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
    pub fn at(self, from: &CountExpansion<'_, '_>, to: &CountExpansion<'_, '_>) -> Option<Self> {
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

/// Whether every contract has a gap of at least `target`, whatever effort it implements, given what
/// prices say of the gap of those that implement an effort of a piece.
///
/// An effort in (0, 1) that is a best reply satisfies the local incentive constraint with equality,
/// full effort with inequality in the direction that a price of at least 0 allows for. No effort
/// asks for nothing; its first-best loss has to exclude it.
pub fn every_effort_costs(
    economy: &EnclosedModel<'_>,
    target: f64,
    pieces: usize,
    least_gap: impl Fn(Interval) -> Option<f64>,
) -> bool {
    let loses = |efforts: Interval| economy.least_loss(efforts) >= target;
    loses(Interval::ZERO)
        && holds_on(0.0, 1.0, pieces, |efforts| {
            loses(efforts) || least_gap(efforts).is_some_and(|gap| gap >= target)
        })
}
