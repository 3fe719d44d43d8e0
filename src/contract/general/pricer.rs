//! Prices and pay of single efforts for [`bounds`](crate::bounds), which proves what they are
//! worth.

use super::dual;
use super::listed::{self, ListedPay};
use super::prices::Prices;
use super::warm::Warm;
use crate::contract::effort_point::EffortPoint;
use crate::contract::general::terms::{DeviationPrice, EffortPrices, GeneralTerms};
use crate::contract::reply_table::ReplyTable;
use crate::contract::{LISTED_SAMPLES, SecondBest};
use crate::model::Model;
use std::cell::Cell;
use std::rc::Rc;

/// Weights that all searches together sum over before they give up: a second or two, a little more
/// than the pieces of a proof ask for where no search fails.
const WORK: usize = 40_000_000;

/// Counts that prices found elsewhere may sum over on their way to the best ones: some hundredths
/// of a second.
const POLISH_WORK: usize = 200_000;

/// Up to here replies to pay for every count are looked up in a table.
const WARM_UP_TO: u64 = 2_000;

/// Tempting efforts closer than this share of the effort are that effort.
const NEXT: f64 = 2e-4;

/// Efforts in a row at which Newton's method failed before it is no longer tried.
const FAILURES: u32 = 6;

/// Finds the cheapest pay of one effort after another; each search starts from the efforts that
/// tempted in the one before.
pub(crate) struct Pricer<'m> {
    model: &'m Model,
    samples: u64,
    /// Where every count can be listed.
    table: Option<Rc<ReplyTable<'m>>>,
    tempting: Vec<f64>,
    /// What searches may still sum over.
    work: Cell<usize>,
    /// Efforts and their prices, found before.
    known: Vec<(f64, EffortPrices)>,
    /// How often in a row these led to no others.
    failed: u32,
}

impl<'m> Pricer<'m> {
    /// For `samples` samples, with efforts that are known to tempt.
    pub fn new(model: &'m Model, samples: u64, tempting: &[f64]) -> Self {
        let listed = samples <= WARM_UP_TO;
        let table = listed.then(|| ReplyTable::new(model, samples).ok());
        Self::with(model, samples, table.flatten().map(Rc::new), tempting)
    }

    /// For the samples of a table of replies that is at hand.
    pub fn of(table: Rc<ReplyTable<'m>>) -> Self {
        Self::with(table.model(), table.samples(), Some(table), &[])
    }

    fn with(
        model: &'m Model,
        samples: u64,
        table: Option<Rc<ReplyTable<'m>>>,
        tempting: &[f64],
    ) -> Self {
        Self {
            model,
            samples,
            table,
            tempting: tempting.to_vec(),
            work: Cell::new(WORK),
            known: Vec::new(),
            failed: 0,
        }
    }

    /// The efforts that tempted in the last search.
    pub fn tempting(&self) -> &[f64] {
        &self.tempting
    }

    /// Prices that are the best at one effort, or nearly so, none for efforts closer than `apart`:
    /// from those of the nearest effort that was asked before, else from none.
    pub fn prices(&mut self, point: &EffortPoint, apart: f64) -> Option<EffortPrices> {
        let mut warm = None;
        if self.failed < FAILURES {
            let start = self.nearest(point.effort);
            warm = start.and_then(|start| self.warm(point, &start, apart));
            warm = warm.or_else(|| self.warm(point, &self.local(point), apart));
        }
        let found = match warm {
            Some(found) => {
                self.failed = 0;
                found
            }
            None => {
                self.failed += 1;
                self.searched(point, apart)?
            }
        };
        self.known.push((point.effort, found.clone()));
        Some(found)
    }

    /// The best pay for one effort, as a contract and in utility count by count, where tempting
    /// efforts do worse by `margin` in utility.
    pub fn best_pay(&mut self, point: &EffortPoint, margin: f64) -> Option<(SecondBest, Vec<f64>)> {
        let apart = NEXT * point.effort;
        let start = self.prices(point, apart)?;
        let table = self.table.as_ref()?;
        let warm = Warm::new(table, point, &self.work, margin)?;
        let solved = warm.solve(&start, apart)?;
        let mean = point.required_utility;
        let pay = solved.changes.iter().map(|d| mean + d).collect();
        Some((warm.contract(&solved), pay))
    }

    /// What the cheapest pay for one effort costs above the certain wage, by prices from those of
    /// the nearest effort that was asked before; `None` where these lead to no others.
    pub fn cost(&mut self, point: &EffortPoint) -> Option<f64> {
        if self.failed >= FAILURES {
            return None;
        }
        let start = self.nearest(point.effort);
        let start = start.unwrap_or_else(|| self.local(point));
        let table = self.table.as_ref()?;
        let work = Cell::new(self.work.get().min(POLISH_WORK));
        let before = work.get();
        let solved = Warm::new(table, point, &work, 0.0)
            .and_then(|warm| Some((warm.solve(&start, NEXT * point.effort)?, warm)));
        self.work.set(self.work.get() - (before - work.get()));
        let Some((solved, warm)) = solved else {
            self.failed += 1;
            return None;
        };
        self.failed = 0;
        let cost = warm.contract(&solved).gap;
        self.known.push((point.effort, solved.prices));
        Some(cost.premium + cost.rent)
    }

    /// Takes in prices that another search found.
    pub fn learn(&mut self, point: &EffortPoint, pay: &ListedPay) {
        let found = self.effort_prices(
            point,
            (pay.participation_shift, pay.incentive_price),
            pay.deviations.clone(),
        );
        self.known.push((point.effort, found));
    }

    /// Prices of participation above h′(ū) and of incentives per standard deviation, as those of one
    /// effort.
    fn effort_prices(
        &self,
        point: &EffortPoint,
        (shift, slope): (f64, f64),
        deviations: Vec<DeviationPrice>,
    ) -> EffortPrices {
        let marginal = self.model.utility().marginal_wage(point.required_utility);
        let q = point.agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        EffortPrices {
            participation: (marginal + shift).max(0.0),
            per_count: slope / deviation,
            deviations,
        }
    }

    /// The prices of the nearest effort that was asked before.
    fn nearest(&self, effort: f64) -> Option<EffortPrices> {
        let distance = |known: &(f64, EffortPrices)| (known.0 - effort).abs();
        let nearest = self.known.iter();
        let nearest = nearest.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map(|(_, prices)| prices.clone())
    }

    /// What incentives ask for to first order.
    fn local(&self, point: &EffortPoint) -> EffortPrices {
        let utility = self.model.utility();
        let price = point.marginal_cost / point.agreement_slope;
        EffortPrices {
            participation: utility.marginal_wage(point.required_utility),
            per_count: utility.wage_curvature(point.required_utility) * price / self.samples as f64,
            deviations: Vec::new(),
        }
    }

    fn warm(&self, point: &EffortPoint, start: &EffortPrices, apart: f64) -> Option<EffortPrices> {
        let table = self.table.as_ref()?;
        let warm = Warm::new(table, point, &self.work, 0.0)?;
        Some(warm.solve(start, apart)?.prices)
    }

    /// Prices that are nearly the best at one effort, from none; where every count is listed, none
    /// for efforts closer than `apart`.
    fn searched(&mut self, point: &EffortPoint, apart: f64) -> Option<EffortPrices> {
        let (prices, deviations) = match self
            .table
            .as_ref()
            .filter(|_| self.samples <= LISTED_SAMPLES)
        {
            Some(table) => {
                let pay =
                    listed::priced(table, point, &mut self.tempting, &self.work, apart).ok()??;
                let prices = (pay.participation_shift, pay.incentive_price);
                (prices, pay.deviations)
            }
            None => {
                let solved = dual::implement(self.model, self.samples, point, &self.tempting);
                let solved = solved.ok()?;
                let prices = (solved.participation_shift, solved.incentive_price);
                (prices, solved.deviations)
            }
        };
        let found = self.effort_prices(point, prices, deviations);
        let finite = found.participation.is_finite() && found.per_count.is_finite();
        (finite && found.deviations.iter().all(|d| d.price.is_finite())).then_some(found)
    }

    /// The utility of pay at every count, where every tempting effort is left with less than it
    /// asks for by `margin` (in utility), and at full effort every other constraint is met with as
    /// much to spare. `estimate` says where to start from beyond the samples of which every count
    /// is listed.
    pub fn pay_with_margin(
        &mut self,
        point: &EffortPoint,
        estimate: &GeneralTerms,
        margin: f64,
    ) -> Option<Vec<f64>> {
        let mean = point.required_utility;
        let start = match self
            .table
            .as_ref()
            .filter(|_| self.samples <= LISTED_SAMPLES)
        {
            Some(table) => {
                listed::cheapest_with(table, point, &mut self.tempting, &self.work, margin)
                    .ok()??
            }
            None => ListedPay::priced(self.model, point, estimate),
        };
        // Prices give pay that is smooth also at counts too unlikely for the interior point method
        // to mind.
        let work = Cell::new(POLISH_WORK);
        let polished = dual::polish_with(self.model, self.samples, point, &start, margin, &work);
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
