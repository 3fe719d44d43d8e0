//! Prices and pay of single efforts for [`bounds`](crate::bounds), which proves what they are worth.

use super::dual;
use super::listed::{self, ListedPay};
use super::prices::Prices;
use crate::contract::LISTED_SAMPLES;
use crate::contract::first_best::EffortPoint;
use crate::contract::reply_table::ReplyTable;
use crate::contract::terms::{DeviationPrice, GeneralTerms};
use crate::model::Model;
use std::cell::Cell;

/// Weights that all searches together sum over before they give up: some two or three seconds,
/// about what the pieces of a proof ask for where no search fails.
const WORK: usize = 110_000_000;

/// The shadow prices of one effort: utility at count s is worth λ + B·(s − nq) + Σ_j ν_j·(1 − r_j).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EffortPrices {
    /// λ ≥ 0.
    pub participation: f64,
    /// B.
    pub per_count: f64,
    /// ν_j ≥ 0 and the efforts that tempt.
    pub deviations: Vec<DeviationPrice>,
}

/// Finds the cheapest pay of one effort after another; each search starts from the efforts that
/// tempted in the one before.
pub(crate) struct Pricer<'m> {
    model: &'m Model,
    samples: u64,
    /// Where every count can be listed.
    table: Option<ReplyTable<'m>>,
    tempting: Vec<f64>,
    /// What searches may still sum over.
    work: Cell<usize>,
}

impl<'m> Pricer<'m> {
    /// For `samples` samples, with efforts that are known to tempt.
    pub fn new(model: &'m Model, samples: u64, tempting: &[f64]) -> Self {
        let listed = samples <= LISTED_SAMPLES;
        Self {
            model,
            samples,
            table: listed
                .then(|| ReplyTable::new(model, samples).ok())
                .flatten(),
            tempting: tempting.to_vec(),
            work: Cell::new(WORK),
        }
    }

    /// Prices that are nearly the best at one effort, none for efforts closer than `apart` where every
    /// count is listed.
    pub fn prices(&mut self, point: &EffortPoint, apart: f64) -> Option<EffortPrices> {
        let utility = self.model.utility();
        let marginal = utility.marginal_wage(point.required_utility);
        let q = point.agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        let (shift, slope, deviations) = match &self.table {
            Some(table) => {
                let pay =
                    listed::priced(table, point, &mut self.tempting, &self.work, apart).ok()??;
                (pay.participation_shift, pay.incentive_price, pay.deviations)
            }
            None => {
                let solved = dual::implement(self.model, self.samples, point, &self.tempting);
                let solved = solved.ok()?;
                let prices = (solved.participation_shift, solved.incentive_price);
                (prices.0, prices.1, solved.deviations)
            }
        };
        let found = EffortPrices {
            participation: (marginal + shift).max(0.0),
            per_count: slope / deviation,
            deviations,
        };
        let finite = found.participation.is_finite() && found.per_count.is_finite();
        (finite && found.deviations.iter().all(|d| d.price.is_finite())).then_some(found)
    }

    /// The utility of pay at every count, where every tempting effort is left with less than it asks
    /// for by `margin` (in utility), and at full effort every other constraint is met with as much to
    /// spare. `estimate` says where to start from beyond the samples of which every count is listed.
    pub fn pay_with_margin(
        &mut self,
        point: &EffortPoint,
        estimate: &GeneralTerms,
        margin: f64,
    ) -> Option<Vec<f64>> {
        let mean = point.required_utility;
        let start = match &self.table {
            Some(table) => {
                listed::cheapest_with(table, point, &mut self.tempting, &self.work, margin)
                    .ok()??
            }
            None => ListedPay::priced(self.model, point, estimate),
        };
        // Prices give pay that is smooth also at counts too unlikely for the interior point method
        // to mind.
        let polished = dual::polish_with(self.model, self.samples, point, &start, margin);
        let Some(solved) = polished else {
            let pay = start.changes.iter().map(|d| mean + d);
            return (!start.changes.is_empty()).then(|| pay.collect());
        };
        let terms = GeneralTerms {
            participation_shift: solved.participation_shift,
            incentive_price: solved.incentive_price,
            deviations: solved.deviations,
            duality_gap: solved.duality_gap,
        };
        let prices = Prices::new(self.model, self.samples, point, &terms);
        let (utility, floor) = (self.model.utility(), self.model.minimum_utility());
        let marginal = utility.marginal_wage(mean);
        let pay = (0..=self.samples).map(|s| {
            let price = prices.at(prices.standardise(s as f64));
            (mean + utility.response_from(mean, marginal, price)).max(floor)
        });
        Some(pay.collect())
    }
}
