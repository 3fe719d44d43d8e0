//! A piece of efforts with prices on it, and what the prices ask for.

use super::deviation::{Deviation, Place};
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

/// Prices that move with the effort.
#[derive(Debug, Clone)]
pub struct MovingPrices {
    /// λ.
    pub participation: f64,
    /// β.
    pub incentive: f64,
    /// Deviations with their ν.
    pub deviations: Vec<(Place, f64)>,
}

/// A piece of efforts with prices on it.
pub struct Piece<'e, 'm> {
    /// The economy.
    pub economy: &'e EnclosedModel<'m>,
    /// n.
    pub samples: u64,
    /// The efforts.
    pub efforts: Interval,
    /// The centre η₀.
    pub centre: f64,
    /// λ.
    pub participation: Interval,
    /// β.
    pub incentive: Interval,
    /// The deviations that have a price.
    pub deviations: Vec<Deviation>,
    /// q(η₀).
    pub at: Interval,
    /// q.
    pub agreement: Interval,
    /// q′.
    pub rate: Interval,
}

impl<'e, 'm> Piece<'e, 'm> {
    /// `None` where prices are not allowed, or q′ > 0 is not shown.
    pub fn new(
        economy: &'e EnclosedModel<'m>,
        samples: u64,
        efforts: Interval,
        prices: &MovingPrices,
    ) -> Option<Self> {
        let centre = efforts.midpoint();
        let rate = economy.agreement(1, efforts)?;
        let money = economy
            .utility()
            .wage_derivative(1, economy.required_utility(efforts)?)?;
        let allowed = rate.lower() > 0.0
            && efforts.lower() > 0.0
            && prices.incentive > 0.0
            && -prices.participation <= money.lower();
        if !allowed {
            return None;
        }
        let deviations = prices.deviations.iter();
        let deviations =
            deviations.filter_map(|d| Deviation::new(economy, samples, *d, (efforts, centre)));
        Some(Self {
            economy,
            samples,
            efforts,
            centre,
            participation: Interval::point(prices.participation),
            incentive: Interval::point(prices.incentive),
            deviations: deviations.collect(),
            at: economy.agreement(0, Interval::point(centre))?,
            agreement: economy.agreement(0, efforts)?,
            rate,
        })
    }

    /// β·q(1−q)·c′/q′ + Σ ν_e·(c(η) − c(e)), about the centre.
    pub(super) fn asked(&self) -> Option<Centred> {
        let economy = self.economy;
        let here = Interval::point(self.centre);
        let q = Centred {
            centre: self.at,
            range: self.agreement,
            slope: self.rate,
        };
        let variance = q * (Centred::constant(Interval::ONE) - q);
        let price = Centred {
            centre: economy.cost_by_agreement(1, here)?,
            range: economy.cost_by_agreement(1, self.efforts)?,
            slope: economy.cost_by_agreement(2, self.efforts)? * self.rate,
        };
        let incentive = Centred::constant(self.incentive) * variance * price;
        Some(
            self.deviations
                .iter()
                .fold(incentive, |sum, deviation| sum + deviation.saved),
        )
    }
}
