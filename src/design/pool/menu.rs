//! Screening: two sheets, of which everybody takes the one that is worth more to him or to her.
//!
//! A pair is judged by what every type would take. The pairs are all of the terms that the search
//! for single ones looked at and were good for somebody, flat wages, and then small changes of the
//! best.

use super::own::Own;
use super::proved::Effect;
use super::search::{Brings, Search, accepts};
use super::terms::PoolTerms;
use super::types::Pool;
use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;
use crate::design::posted::units::upwards;
use crate::design::ranges::{self, ModelBox};
use crate::numerics::Interval;

/// Terms that are kept for each type, and for all together.
const KEPT: usize = 120;

/// Utility, as a share of the outside option's, by which a sheet has to be worth more to be taken
/// for sure: rounding and the estimate's error are below.
const MARGIN: f64 = 1e-5;

/// Changes of one sheet of the pair, as shares.
const STEPS: [f64; 4] = [0.02, 5e-3, 1e-3, 3e-4];

/// Two sheets with what every type takes: estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// The sheets.
    pub sheets: [Posted; 2],
    /// Which one each type takes; `None` where it leaves.
    pub taken: Vec<Option<usize>>,
    /// The company's payoff for one annotator, on average.
    pub payoff: f64,
}

/// The best menu of two sheets, in whole units; `None` where no pair serves more than one sheet
/// does.
pub fn best_menu(
    search: &Search<'_>,
    own: &[Own<'_>],
    seen: &[PoolTerms],
    unit: f64,
) -> Option<Menu> {
    let candidates = candidates(search, own, seen);
    let mut best: Option<Menu> = None;
    for (place, first) in candidates.iter().enumerate() {
        for second in &candidates[..place] {
            let menu = judged(search, [first, second]);
            if let Some(menu) = menu
                && best.as_ref().is_none_or(|most| menu.payoff > most.payoff)
            {
                best = Some(menu);
            }
        }
    }
    let mut best = best?;
    for step in STEPS {
        for _ in 0..4 {
            let Some(better) = changed(search, &best, step) else {
                break;
            };
            best = better;
        }
    }
    let rounded = best.sheets.map(|sheet| upwards(&sheet, unit));
    let both = [search.judged(&rounded[0])?, search.judged(&rounded[1])?];
    let menu = judged(search, [&both[0], &both[1]])?;
    let all = |sheet: usize| menu.taken.iter().all(|taken| *taken != Some(sheet));
    // A sheet that nobody takes is none.
    (!all(0) && !all(1)).then_some(menu)
}

/// Terms worth pairing.
fn candidates(search: &Search<'_>, own: &[Own<'_>], seen: &[PoolTerms]) -> Vec<PoolTerms> {
    let types = search.pool().types.len();
    let mut kept: Vec<usize> = Vec::new();
    let mut keep = |worth: &dyn Fn(&PoolTerms) -> f64| {
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by(|a, b| worth(&seen[*b]).total_cmp(&worth(&seen[*a])));
        kept.extend(order.into_iter().take(KEPT));
    };
    keep(&|terms| terms.payoff);
    for one in 0..types {
        keep(&|terms| {
            if terms.accepts[one] {
                terms.replies[one][0].payoff
            } else {
                f64::NEG_INFINITY
            }
        });
    }
    kept.sort_unstable();
    kept.dedup();
    let mut all: Vec<PoolTerms> = kept.into_iter().map(|place| seen[place].clone()).collect();
    let flat = search.pool().types.iter().map(|one| Posted::Flat {
        wage: one.model.utility().wage(one.model.reservation()),
    });
    let alone = own.iter().filter_map(|one| one.posted);
    all.extend(flat.chain(alone).filter_map(|terms| search.judged(&terms)));
    all
}

/// What every type takes of a pair; `None` where that costs more than the budget.
fn judged(search: &Search<'_>, pair: [&PoolTerms; 2]) -> Option<Menu> {
    let pool = search.pool();
    let (mut sum, mut pay) = (0.0, 0.0);
    let mut taken = Vec::with_capacity(pool.types.len());
    for (place, one) in pool.types.iter().enumerate() {
        let choices = one.looked_at.iter().enumerate().map(|(at, model)| {
            let of = |sheet: usize| pair[sheet].replies[place][at];
            let margin = MARGIN * (1.0 + model.reservation().abs());
            let ahead = of(0).utility - of(1).utility;
            // Who is all but indifferent takes what is worse for the company.
            let sheet = if ahead.abs() <= margin {
                usize::from(of(1).payoff < of(0).payoff)
            } else {
                usize::from(ahead < 0.0)
            };
            (accepts(model, &of(sheet)).then_some(sheet), of(sheet))
        });
        let choices: Vec<(Option<usize>, Reply)> = choices.collect();
        let brings = Brings::of(one, choices.iter().map(|choice| choice.1));
        sum += one.weight * brings.payoff;
        pay += one.weight * brings.pay;
        // As the model is stated.
        taken.push(choices.first().and_then(|choice| choice.0));
    }
    search.affordable(pay).then(|| Menu {
        sheets: pair.map(|terms| terms.terms),
        payoff: sum / pool.weight(),
        taken,
    })
}

/// The best menu with one number of one sheet changed, if it is better.
fn changed(search: &Search<'_>, menu: &Menu, step: f64) -> Option<Menu> {
    let mut best: Option<Menu> = None;
    for place in 0..2 {
        let sheet = menu.sheets[place];
        let level = match sheet {
            Posted::Flat { wage } => wage,
            Posted::Bonus { base, .. } | Posted::Tiered { base, .. } => base,
            Posted::Linear { intercept, .. } => intercept,
        };
        // What is paid in all is the scale of a step.
        let scale = match sheet {
            Posted::Flat { wage } => wage,
            Posted::Bonus { base, bonus, .. } => base + bonus,
            Posted::Tiered { base, tiers } => base + tiers.iter().map(|(_, b)| b).sum::<f64>(),
            Posted::Linear {
                intercept, slope, ..
            } => intercept + slope,
        };
        let changes = [
            sheet.with_base(level + step * scale),
            sheet.with_base(level - step * scale),
            sheet.map(|level| level, |more| more * (1.0 + step)),
            sheet.map(|level| level, |more| more / (1.0 + step)),
        ];
        let other = search.judged(&menu.sheets[1 - place])?;
        for change in changes {
            let Some(here) = search.judged(&change) else {
                continue;
            };
            let pair = if place == 0 {
                [&here, &other]
            } else {
                [&other, &here]
            };
            if let Some(found) = judged(search, pair)
                && best.as_ref().map_or(menu.payoff, |most| most.payoff) < found.payoff
            {
                best = Some(found);
            }
        }
    }
    best
}

/// The company's payoff with each type under a menu, at least, from what both sheets do alone:
/// where one sheet is proved to be worth more its payoff, else the smaller of the two.
pub fn payoffs(pool: &Pool, sheets: &[Posted; 2], effects: &[Vec<Effect>; 2]) -> Vec<f64> {
    let types = pool.types.iter().enumerate();
    types
        .map(|(place, one)| {
            let both = [effects[0][place], effects[1][place]];
            let taken = |sheet: usize| {
                let Effect::Accepts { surplus, .. } = both[sheet] else {
                    return false;
                };
                both[1 - sheet] == Effect::Refuses
                    || ModelBox::of(&one.model).is_some_and(|whole| {
                        // Worth the outside option and this much more, at least.
                        let worth = whole.reservation() + Interval::point(surplus);
                        ranges::worth_less(&whole, &sheets[1 - sheet], worth.lower())
                    })
            };
            match (taken(0), taken(1)) {
                (true, _) => both[0].payoff(),
                (_, true) => both[1].payoff(),
                _ => both[0].payoff().min(both[1].payoff()),
            }
        })
        .collect()
}
