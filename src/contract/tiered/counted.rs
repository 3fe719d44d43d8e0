//! Bonuses at given thresholds where every count can be listed.
//!
//! Thresholds make groups of counts, and the group is an observation like any other: for a given
//! effort the best pay for each group is a convex program ([`cheapest_grouped`]), which has one
//! solution and no place to get stuck at. What is left is a search over the effort alone. The
//! descent over everything starts there.

use super::offer::Offer;
use super::setting::{Law, Setting};
use super::terms::terms;
use crate::contract::effort_point::EffortPoint;
use crate::contract::effort_search;
use crate::contract::first_best::FirstBest;
use crate::contract::general::cheapest_grouped;
use crate::contract::reply_table::ReplyTable;
use crate::contract::{Class, SecondBest, best_reply};
use std::cell::{Cell, RefCell};

/// Up to so many samples counts are listed.
pub const LISTED: u64 = 100;

/// Efforts of the grid.
const STEPS: u32 = 12;

/// Precision of an effort as a share of its valley: the gap is flat there, and the descent goes on.
const PRECISION: f64 = 1e-5;

/// Weights that one set of thresholds may ask for: some thousand programs with a few groups.
const WORK: usize = 3_000_000;

/// What deviations lose beyond 0, as a share of the cost of effort, so that what the interior point
/// method leaves open is no temptation.
const MARGIN: f64 = 1e-9;

/// The counts, and the best pay of any shape where its search came to an end.
#[derive(Clone, Copy)]
pub struct Listed<'l, 'a, 'm> {
    /// The counts.
    pub counted: &'l Counted<'a, 'm>,
    /// The best pay of any shape.
    pub any: Option<&'l SecondBest>,
}

/// The counts listed, for one number of samples.
pub struct Counted<'a, 'm> {
    setting: Setting<'a, 'm>,
    table: ReplyTable<'m>,
}

impl<'a, 'm> Counted<'a, 'm> {
    /// The counts of `samples` samples; `None` where they are too many, or where pay may vary at no
    /// cost and the program has no unique solution.
    pub fn new(first_best: &'a FirstBest<'m>, samples: u64) -> Option<Self> {
        let model = first_best.model();
        let listed = samples <= LISTED && model.utility().strictly_concave();
        Some(Self {
            setting: Setting::new(first_best, samples, Law::Count),
            table: listed.then(|| ReplyTable::new(model, samples).ok())??,
        })
    }

    /// The best offer at whole thresholds, all but the digits; `None` where the flat wage is
    /// better.
    pub fn best(&self, thresholds: &[f64]) -> Option<Offer> {
        let starts: Vec<u64> = thresholds.iter().map(|t| *t as u64).collect();
        let tempting = RefCell::new(Vec::new());
        let work = Cell::new(WORK);
        let pay = |point: &EffortPoint, tempting: &mut Vec<f64>| {
            let margin = MARGIN * point.cost;
            cheapest_grouped(&self.table, point, tempting, (&work, margin), &starts).ok()?
        };
        let cost = |point: &EffortPoint| Some(pay(point, &mut tempting.borrow_mut())?.cost);
        let first_best = self.setting.first_best;
        let flat = first_best.flat_loss();
        let found = effort_search::least_gap(first_best, flat, STEPS, PRECISION, cost).ok()??;
        let changes = pay(&found.point, &mut Vec::new())?.changes;
        let mut offer = Offer {
            x: found.point.change / self.setting.unit,
            thresholds: thresholds.to_vec(),
            bonuses: starts
                .iter()
                .map(|start| (changes[*start as usize] - changes[*start as usize - 1]).max(0.0))
                .collect(),
        };
        self.levelled(&mut offer);
        Some(offer)
    }

    /// Makes the effort stationary to a rounding, where it has to be.
    fn levelled(&self, offer: &mut Offer) {
        let setting = &self.setting;
        if offer.x >= setting.full_effort() {
            return;
        }
        let paid = offer.thresholds.iter().zip(&offer.bonuses);
        let rise: f64 = paid.map(|(t, b)| b * setting.slope(*t, offer.x)).sum();
        let share = setting.point(offer.x).marginal_cost * setting.unit / rise;
        if share.is_finite() {
            offer.bonuses.iter_mut().for_each(|b| *b *= share);
        }
    }

    /// The best pay of any shape.
    pub fn any_pay(&self) -> Option<SecondBest> {
        Class::General
            .search(self.setting.first_best, self.setting.samples)
            .ok()
    }

    /// The thresholds of the pay with `tiers` steps that is closest to `contract` in utility, in
    /// mean square over the counts at its effort.
    pub fn closest(&self, contract: &SecondBest, tiers: usize) -> Option<Vec<f64>> {
        let utilities = utilities(&self.setting, contract);
        let law = self.table.probabilities(contract.point.effort).ok()?;
        let sums = |power: i32| -> Vec<f64> {
            let mut sum = 0.0;
            let each = law.iter().zip(&utilities).map(|(p, v)| {
                sum += p * v.powi(power);
                sum
            });
            std::iter::once(0.0).chain(each).collect()
        };
        let moments = [sums(0), sums(1), sums(2)];
        // Σ p·(v − mean)² over the counts from `low` to before `high`.
        let spread = |low: usize, high: usize| {
            let [weight, first, second] = [0, 1, 2].map(|m| moments[m][high] - moments[m][low]);
            if weight > 0.0 {
                (second - first * first / weight).max(0.0)
            } else {
                0.0
            }
        };
        let counts = utilities.len();
        // Least spread of the first `high` counts in so many groups, with where the last begins.
        let mut least: Vec<f64> = (0..=counts).map(|high| spread(0, high)).collect();
        let mut begins: Vec<Vec<usize>> = Vec::new();
        for groups in 2..=tiers + 1 {
            let mut next = vec![f64::INFINITY; counts + 1];
            let mut begin = vec![0; counts + 1];
            for high in groups..=counts {
                for (low, before) in least.iter().enumerate().take(high).skip(groups - 1) {
                    let sum = before + spread(low, high);
                    if sum < next[high] {
                        (next[high], begin[high]) = (sum, low);
                    }
                }
            }
            least = next;
            begins.push(begin);
        }
        let mut high = counts;
        let mut thresholds: Vec<f64> = begins
            .iter()
            .rev()
            .map(|begin| {
                high = begin[high];
                high as f64
            })
            .collect();
        thresholds.reverse();
        let rising = thresholds.windows(2).all(|pair| pair[0] < pair[1]);
        (rising && thresholds.first().is_some_and(|t| *t >= 1.0)).then_some(thresholds)
    }

    /// Pay that never falls in the count as bonuses, one for each count; `None` where it falls, or
    /// where roundings leave the annotator another best reply.
    pub fn as_steps(&self, contract: &SecondBest) -> Option<SecondBest> {
        /// A fall that is a rounding, as a share of what is at stake.
        const FALL: f64 = 1e-9;
        let setting = &self.setting;
        let utilities = utilities(setting, contract);
        let rises = || utilities.windows(2).map(|pair| pair[1] - pair[0]);
        let whole: f64 = rises().map(f64::abs).sum();
        if !rises().all(|rise| rise >= -FALL * whole) {
            return None;
        }
        let mut offer = Offer {
            x: contract.point.change / setting.unit,
            thresholds: (1..=setting.samples).map(|s| s as f64).collect(),
            bonuses: rises().map(|rise| rise.max(0.0)).collect(),
        };
        self.levelled(&mut offer);
        let (point, reaches, gap, base) = offer.priced(setting)?;
        let steps = SecondBest {
            samples: setting.samples,
            point,
            gap,
            terms: terms(setting, &offer, &reaches, base).ok()?,
        };
        best_reply::require(setting.model(), &steps).ok()?;
        Some(steps)
    }
}

/// u(w(s)) at each count.
fn utilities(setting: &Setting<'_, '_>, contract: &SecondBest) -> Vec<f64> {
    let schedule = contract.schedule(setting.model());
    (0..=setting.samples)
        .map(|s| schedule.utility(s as f64))
        .collect()
}
