//! Tiered contracts: a base wage, and L bonuses that add up, each from a threshold of its own on
//! (T9).
//!
//! One threshold has to do two things at once: give the marginal incentive, which asks for a
//! threshold near the expected count, and deter shirking altogether, which asks for a bonus of at
//! least c(η) that is hardly ever lost. With two, a lenient *guard* deters and a *spur* near the
//! expected count gives the incentive. Thresholds, bonuses and the effort are found together by
//! `descent`; every local maximum of the annotator's payoff is a constraint (`peaks`).

mod certain;
mod cost;
mod counted;
mod descent;
mod deviations;
mod grouping;
mod hill;
pub mod limit;
mod offer;
mod peaks;
pub(crate) mod quadratic;
mod search;
mod sets;
mod setting;
mod starts;
mod terms;

pub(super) use certain::without_chance;
pub(super) use deviations::best_deviation;
pub use deviations::temptations;
pub use grouping::{Grouping, best_grouping};
pub(crate) use terms::{as_bonus, as_tiered};

use super::first_best::FirstBest;
use super::{Class, ContractError, MAX_SAMPLES, MAX_TIERS, SecondBest, Threshold, binary};
use counted::{Counted, Listed};
use descent::Found;
use offer::Offer;
use search::Search;
use setting::{Law, Setting};
use terms::{offer_of, steps_of, terms};

/// Up to so many samples the search also starts from the best contract with one tier less, so that
/// a further tier never does worse there.
const BUILD_UP: u64 = 300;

/// The best contract with up to `tiers` bonuses on `samples` monitored samples.
///
/// Errors: [`ContractError::Samples`] outside 1 ≤ n ≤ 10^14, [`ContractError::Tiers`] outside 1 ≤ L
/// ≤ [`MAX_TIERS`], [`ContractError::NotImplementable`] where no such contract makes a positive
/// effort a global best reply.
pub fn solve(
    first_best: &FirstBest<'_>,
    samples: u64,
    tiers: u32,
    threshold: Threshold,
) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    if !(1..=MAX_TIERS).contains(&tiers) {
        return Err(ContractError::Tiers { tiers });
    }
    let tiers = u64::from(tiers).min(samples) as u32;
    if tiers == 1 {
        return binary::solve(first_best, samples, threshold).map(as_tiered);
    }
    let counted = Counted::new(first_best, samples);
    let any = counted.as_ref().and_then(Counted::any_pay);
    let listed = counted.as_ref().map(|counted| Listed {
        counted,
        any: any.as_ref(),
    });
    solve_from(first_best, samples, tiers, threshold, listed)
}

/// The same with 2 ≤ L ≤ n tiers, counts and the best pay of any shape at hand.
fn solve_from(
    first_best: &FirstBest<'_>,
    samples: u64,
    tiers: u32,
    threshold: Threshold,
    listed: Option<Listed<'_, '_, '_>>,
) -> Result<SecondBest, ContractError> {
    let fewer = (samples <= BUILD_UP)
        .then(|| match tiers - 1 {
            1 => solve(first_best, samples, 1, threshold),
            fewer => solve_from(first_best, samples, fewer, threshold, listed),
        })
        .transpose();
    let search = Search::new(first_best, samples, tiers as usize);
    let mut known = match &fewer {
        Ok(Some(contract)) => extended(search.setting(), contract),
        _ => Vec::new(),
    };
    let mut steps = None;
    // With a bonus for every count a line is a contract of the class, and so is pay of any shape
    // that does not fall.
    if u64::from(tiers) == samples {
        if let Ok(line) = Class::Linear.search(first_best, samples) {
            known.extend(steps_of(search.setting(), &line));
        }
        steps = listed.and_then(|listed| listed.counted.as_steps(listed.any?));
    }
    // Whole thresholds are searched once: bonuses by chance start from the best of them.
    let whole = (threshold == Threshold::Randomised).then(|| {
        let class = Class::Tiered {
            tiers,
            threshold: Threshold::Deterministic,
        };
        class.search(first_best, samples)
    });
    let found = match whole {
        None => search.best(threshold, &known, listed),
        Some(Err(_)) => search.best_by_chance(&known),
        Some(Ok(whole)) => {
            match offer_of(search.setting(), &whole) {
                Some(offer) if offer.tiers() == tiers as usize => known.push(offer),
                // One bonus less does as well: so it may with some by chance.
                _ => known.extend(extended(search.setting(), &whole)),
            }
            search.best_by_chance(&known)
        }
    };
    let contract = found
        .map(|found| contract(search.setting(), &found))
        .transpose()?;
    let least = |a: &SecondBest, b: &SecondBest| a.gap.total().total_cmp(&b.gap.total());
    let contract = contract.into_iter().chain(steps).min_by(least);
    match (contract, fewer) {
        (Some(more), Ok(Some(fewer))) if fewer.gap.total() < more.gap.total() => Ok(fewer),
        (Some(more), _) => Ok(more),
        (None, Ok(Some(fewer))) => Ok(fewer),
        (None, Err(error)) => Err(error),
        (None, Ok(None)) => Err(ContractError::NotImplementable {
            contract: "tiered",
            samples,
            reason: "no set of thresholds leads to bonuses that deter every deviation".to_owned(),
        }),
    }
}

/// The cheapest contract with the thresholds of `contract` under which every deviation loses at
/// least the share `margin` of the cost it saves: what a guard larger by that share costs.
#[must_use]
pub fn with_margin(
    first_best: &FirstBest<'_>,
    contract: &SecondBest,
    margin: f64,
) -> Option<SecondBest> {
    let setting = Setting::new(first_best, contract.samples, Law::Count);
    let money = super::constants::linear(first_best) / contract.samples as f64;
    let offer = offer_of(&setting, contract)?;
    let free = descent::Free::BONUSES;
    let work = descent::unbounded();
    let effort = descent::Effort::new(&work);
    // At once, or in ever more steps.
    [1, 2, 5, 10, 40].into_iter().find_map(|steps| {
        let mut offer = offer.clone();
        for step in 1..=steps {
            let part = margin * f64::from(step) / f64::from(steps);
            let found = descent::descend_with(&setting, &offer, free, money, part, &effort)?;
            if step == steps {
                return self::contract(&setting, &found).ok();
            }
            offer = found.offer;
        }
        None
    })
}

/// Cheap contracts with thresholds of their own under which every deviation loses at least a share
/// of the cost it saves, one for each of `margins`, which rise; `None` where none was found.
///
/// A deviation that loses the share r of the cost it saves does not tempt while effort costs up to
/// 1 + r times as much.
#[must_use]
pub fn deterring(
    first_best: &FirstBest<'_>,
    contract: &SecondBest,
    margins: &[f64],
) -> Vec<Option<SecondBest>> {
    let setting = Setting::new(first_best, contract.samples, Law::Count);
    let Some(mut known) = offer_of(&setting, contract) else {
        return vec![None; margins.len()];
    };
    let each = margins.iter().map(|margin| {
        let tiers = known.tiers();
        let search = Search::with_margin(first_best, contract.samples, tiers, *margin);
        let found = search.near(&known)?;
        known = found.offer.clone();
        self::contract(&setting, &found).ok()
    });
    each.collect()
}

/// Offers with one tier more: a small bonus above or below the others.
fn extended(setting: &Setting<'_, '_>, contract: &SecondBest) -> Vec<Offer> {
    let Some(offer) = offer_of(setting, contract) else {
        return Vec::new();
    };
    let n = setting.samples as f64;
    let step = (0.8 * setting.deviation).max(1.0);
    let small = setting.point(offer.x).marginal_cost * setting.unit;
    let mut offers = Vec::new();
    let (low, high) = (
        offer.thresholds.first().copied().unwrap_or(n),
        offer.thresholds.last().copied().unwrap_or(1.0),
    );
    let ends = [
        (0, (low - step).round()),
        (offer.tiers(), (high + step).round().min(n)),
    ];
    for (place, t) in ends {
        let fits = if place == 0 {
            t >= 1.0 && t < low
        } else {
            t > high
        };
        if fits {
            let mut more = offer.clone();
            more.thresholds.insert(place, t);
            more.bonuses.insert(place, small);
            offers.push(more);
        }
    }
    offers
}

fn contract(setting: &Setting<'_, '_>, found: &Found) -> Result<SecondBest, ContractError> {
    let seen = &found.seen;
    let contract = SecondBest {
        samples: setting.samples,
        point: seen.point,
        gap: seen.parts,
        terms: terms(setting, &found.offer, &seen.reaches, seen.base)?,
    };
    super::best_reply::require(setting.model(), &contract)?;
    Ok(contract)
}

#[cfg(test)]
mod tests;
