//! Contracts: a model and a number of monitored samples in, the best pay of a class and its gap to
//! the first best out.
//!
//! | class | module | gap as n grows |
//! |---|---|---|
//! | any effort seen | [`first_best`] | 0 by definition |
//! | base wage and bonus at a threshold | [`binary`] | K_bin/√(n log n) (T5) |
//! | base wage and L bonuses at L thresholds | [`tiered`] | between (T9) |
//! | w = max(w_min, α + β·S/n) | [`linear`] | K_lin/n (T6) |
//! | any function of an outcome from a table | [`table`] | – |
//! | lotteries over wages, any utility of wage and effort | [`lottery`] | – |
//! | any function of the count | [`general`] | K_lin/n (T7) |
//!
//! The gap is never a difference of payoffs: see [`GapParts`]. The solvers give estimates in double
//! precision, each with a statement of where its error comes from; [`bounds`](crate::bounds) turns
//! them into proved brackets.

pub mod best_reply;
pub mod binary;
pub mod constants;
pub mod discrete;
pub mod first_best;
pub mod general;
pub mod linear;
pub mod lottery;
pub mod lp_families;
pub mod outcomes;
pub mod table;
pub mod tiered;
pub mod view;

mod certain;
mod class_name;
mod counted_pay;
mod effort_search;
mod error;
mod flat;
mod gap;
mod reply_table;
mod risk_neutral;
mod terms;

pub use class_name::UnknownClass;
pub use error::{ContractError, MAX_OUTCOMES, MAX_SAMPLES};
pub use first_best::{EffortPoint, FirstBest};
pub use gap::{GAP_ERROR, GapParts, TwoPointPay};
pub use terms::{
    BinaryTerms, DeviationPrice, GeneralTerms, LinearTerms, Schedule, SecondBest, Terms, Tier,
    TieredTerms,
};

use std::convert::Infallible;

use crate::numerics::roots::find_root;
use crate::numerics::roots::{minimise, minimise_kinked};

/// Whether a binary contract may pay its bonus by chance at one count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threshold {
    /// Bonus iff S ≥ k.
    Deterministic,
    /// Bonus iff S ≥ k, and with some probability at S = k − 1.
    Randomised,
}

/// A class of contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Base wage and bonus.
    Binary(Threshold),
    /// Base wage and up to so many bonuses, each on top of the one before: nondecreasing pay of at
    /// most `tiers` + 1 values.
    Tiered {
        /// L, at least 1.
        tiers: u32,
        /// Whether bonuses may be paid by chance, each at one count.
        threshold: Threshold,
    },
    /// Pay linear in the count, with a floor.
    Linear,
    /// Any pay.
    General,
}

/// Relative distance below which two gaps are one number: the error of either search. A class then
/// keeps terms of its own form, which is what its proofs start from.
const TIE: f64 = 1e-9;

/// Up to here pay of any shape is looked for among several bonuses as well, where its own search
/// finds none; beyond, these take seconds and a line is nearly as good.
const TIERS_UP_TO: u64 = 20_000;

impl Class {
    /// L, for a tiered class.
    pub fn tiers(&self) -> Option<u32> {
        match self {
            Self::Tiered { tiers, .. } => Some(*tiers),
            _ => None,
        }
    }

    /// `binary`, `tiered`, `linear` or `general`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Binary(_) => "binary",
            Self::Tiered { .. } => "tiered",
            Self::Linear => "linear",
            Self::General => "general",
        }
    }

    /// The best contract of the class that was found, never worse than the flat wage and than what
    /// was found in the classes inside this one (bonuses and lines are pay of some shape; a whole
    /// threshold is a randomised one).
    ///
    /// The terms may be those of a smaller class. Errors: [`ContractError::Samples`] and
    /// [`ContractError::Tiers`]; whatever else keeps a search from finding a contract leaves the
    /// flat wage, which always is one.
    pub fn solve(
        &self,
        first_best: &FirstBest<'_>,
        samples: u64,
    ) -> Result<SecondBest, ContractError> {
        if !(1..=MAX_SAMPLES).contains(&samples) {
            return Err(ContractError::Samples { samples });
        }
        let own = match self.search(first_best, samples) {
            Err(error @ ContractError::Tiers { .. }) => return Err(error),
            own => own.ok(),
        };
        let inside = self.inside(own.is_some() || samples > TIERS_UP_TO);
        let mut best = flat::better(first_best, samples, *self, own);
        for inside in inside {
            if let Ok(found) = inside.search(first_best, samples) {
                let found = match self {
                    Self::Tiered { .. } => tiered::as_tiered(found),
                    // Pay for each count need not be drawn.
                    Self::General => tiered::without_chance(first_best, &found).unwrap_or(found),
                    _ => found,
                };
                if found.gap.total() < best.gap.total() * (1.0 - TIE) {
                    best = found;
                }
            }
        }
        if let Some(found) = certain::full_effort(first_best, samples, *self)
            && found.gap.total() < best.gap.total() * (1.0 - TIE)
        {
            best = found;
        }
        // On one sample a line is a bonus. Next to no effort its search may tell what that of
        // bonuses does not, whose chances there differ by less than a rounding.
        if let Self::Binary(_) = self
            && samples == 1
            && let Ok(line) = Self::Linear.search(first_best, samples)
            && let Some(rule) = binary::BonusRule::at(1, 1)
            && let Some(found) = binary::as_contract(first_best, rule, line.point.effort)
            && found.gap.total() < best.gap.total() * (1.0 - TIE)
        {
            best = found;
        }
        // Some bonuses are lines: with few samples they may be the best ones.
        if *self == Self::Linear
            && samples < KINKS_MATTER
            && let Ok(found) = Self::Binary(Threshold::Deterministic).search(first_best, samples)
            && found.gap.total() < best.gap.total() * (1.0 - TIE)
            && let Some(line) = linear::from_bonus(first_best.model(), found)
        {
            best = line;
        }
        Ok(risk_neutral::reached(first_best, &best).unwrap_or(best))
    }

    /// Classes whose contracts are contracts of this one, or lead to one that costs less, to look
    /// into; `found` says whether the search of this class came to an end, which tells how much.
    fn inside(&self, found: bool) -> Vec<Class> {
        const TIERS: u32 = 2;
        let threshold = Threshold::Randomised;
        match self {
            Self::Binary(_) | Self::Linear => Vec::new(),
            Self::Tiered { threshold, .. } => vec![Self::Binary(*threshold)],
            Self::General if found => vec![Self::Linear, Self::Binary(Threshold::Deterministic)],
            Self::General => vec![
                Self::Linear,
                Self::Binary(Threshold::Deterministic),
                Self::Binary(threshold),
                Self::Tiered {
                    tiers: TIERS,
                    threshold: Threshold::Deterministic,
                },
                Self::Tiered {
                    tiers: TIERS,
                    threshold,
                },
            ],
        }
    }

    /// The best contract that the search of this class alone finds.
    ///
    /// Errors: [`ContractError`], also where only the flat wage is left.
    pub fn search(
        &self,
        first_best: &FirstBest<'_>,
        samples: u64,
    ) -> Result<SecondBest, ContractError> {
        let solve = || match self {
            Self::Binary(threshold) => binary::solve(first_best, samples, *threshold),
            Self::Tiered { tiers, threshold } => {
                tiered::solve(first_best, samples, *tiers, *threshold)
            }
            Self::Linear => linear::solve(first_best, samples),
            Self::General => general::solve(first_best, samples),
        };
        // A search that ends in nothing takes as long as one that finds a contract.
        let known = first_best.solved();
        let Ok(found) = known.or_find((samples, *self), || Ok::<_, Infallible>(solve()));
        found
    }
}

/// Precision of an effort as a share of its bracket. The objective is flat at its minimum: an
/// effort right to 1e-9 of the bracket gives a gap right to 1e-18 of it.
const SHARP_EFFORT: f64 = 1e-9;

/// Up to here every count is listed where the smooth methods find no contract.
const LISTED_SAMPLES: u64 = 400;

/// With fewer samples the cost of an effort may have several valleys, one for each count at which
/// limited liability stops to bind.
const KINKS_MATTER: u64 = 100;

/// The effort change δ that minimises cost(η* + δ) + first-best loss, `cost` being what a contract
/// costs above the certain wage.
///
/// `precision` is that of the effort, as a share of the bracket; `every_valley` asks for a look
/// into every valley of the cost, not only into the one that the first-best effort lies in.
///
/// A δ whose loss alone exceeds the whole cost of implementing η* cannot be optimal, which gives a
/// bracket that shrinks with n. Where η* itself cannot be implemented (few samples), a grid of
/// efforts finds a place to start.
fn best_change(
    first_best: &FirstBest<'_>,
    samples: u64,
    contract: &'static str,
    precision: f64,
    every_valley: bool,
    cost: impl Fn(&EffortPoint) -> Result<f64, ContractError>,
) -> Result<f64, ContractError> {
    /// Efforts tried where the first-best effort cannot be implemented, or several valleys are
    /// likely.
    const STARTS: usize = 64;
    /// Gaps that agree to this differ by the precision of the search.
    const SAME: f64 = 1e-9;
    let (lowest, highest) = first_best.worthwhile()?;
    let total = |change: f64| {
        let point = first_best.at(change);
        if !(point.effort > 0.0 && point.effort <= 1.0) {
            return f64::MAX;
        }
        match cost(&point) {
            Ok(cost) if cost.is_finite() => cost + point.loss,
            _ => f64::MAX,
        }
    };
    let at_first_best = cost(&first_best.at(0.0));
    let (low, high) = match &at_first_best {
        Ok(cost) if *cost > 0.0 => {
            let reach = |end: f64| -> Result<f64, ContractError> {
                if first_best.loss(end) <= *cost {
                    return Ok(end);
                }
                let ends = (0f64.min(end), 0f64.max(end));
                let precision = 1e-6 * end.abs().min(cost.sqrt());
                Ok(find_root(
                    |change| first_best.loss(change) - cost,
                    ends.0,
                    ends.1,
                    precision,
                )?)
            };
            (reach(lowest)?, reach(highest)?)
        }
        Ok(_) => return Ok(0.0),
        Err(_) => {
            let at = |j: usize| lowest + (highest - lowest) * j as f64 / STARTS as f64;
            let best = (1..STARTS)
                .map(|j| (j, total(at(j))))
                .filter(|(_, value)| *value < f64::MAX)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            match best {
                Some((j, _)) => (at(j - 1), at(j + 1)),
                None => {
                    return Err(ContractError::NotImplementable {
                        contract,
                        samples,
                        reason: at_first_best
                            .err()
                            .map_or_else(String::new, |error| error.to_string()),
                    });
                }
            }
        }
    };
    let bottom = |low: f64, high: f64| {
        let tolerance = precision * (high - low);
        if samples < KINKS_MATTER {
            minimise_kinked(&total, low, high, tolerance)
        } else {
            minimise(&total, low, high, tolerance)
        }
    };
    let mut found = bottom(low, high)?;
    // The loss falls up to full care where that is the first best: then an end is the minimum. And
    // where a rounding of the effort loses more than a contract costs, nothing but the first-best
    // effort itself will do.
    let share = if first_best.is_full_care() {
        1.0
    } else {
        1.0 - SAME
    };
    if let Ok(cost) = at_first_best
        && cost <= share * found.value
    {
        (found.at, found.value) = (0.0, cost);
    }
    if !every_valley || samples >= KINKS_MATTER {
        return Ok(found.at);
    }
    // Another valley, if one of the efforts tried lies lower than the one found by more than its
    // rounding.
    let at = |j: usize| lowest + (highest - lowest) * j as f64 / STARTS as f64;
    let other = (1..STARTS)
        .map(|j| (j, total(at(j))))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    match other {
        Some((j, least)) if least < found.value * (1.0 - SAME) => {
            Ok(bottom(at(j - 1), at(j + 1))?.at)
        }
        _ => Ok(found.at),
    }
}
