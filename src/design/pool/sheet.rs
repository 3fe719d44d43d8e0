//! Single terms for a pool as posted, with what is proved of them, and a menu beside them.

use super::menu::{self, Menu};
use super::own::{Own, own};
use super::proved::{self, Bounds, Effect};
use super::search::{Search, best_single};
use super::table::MOST_SAMPLES;
use super::terms::PoolTerms;
use super::types::Pool;
use crate::contract::Class;
use crate::design::DesignError;
use crate::design::posted::Posting;
use crate::design::posted::units::raised;

/// Whole units by which base pay and what is paid for agreement are raised: where a type is all but
/// indifferent, something more can be proved.
const RAISES: [(f64, f64); 13] = [
    (0.0, 0.0),
    (0.0, 1.0),
    (1.0, 0.0),
    (1.0, 1.0),
    (0.0, 4.0),
    (4.0, 4.0),
    (0.0, 16.0),
    (16.0, 16.0),
    (0.0, 64.0),
    (64.0, 64.0),
    (0.0, 256.0),
    (256.0, 256.0),
    (1024.0, 1024.0),
];

/// A proof that keeps all but this share of the estimate is good enough.
const ENOUGH: f64 = 1e-3;

/// The search leaves this share of a budget to rounding and to what the proof leaves open.
const LEFT: f64 = 3e-3;

/// A menu that brings less than this share of the payoff more is not worth two sheets.
const WORTH_TWO: f64 = 2e-3;

/// Everything on a pool's sheet.
pub struct PoolSheet<'p> {
    /// The pool.
    pub pool: &'p Pool,
    /// Class of contracts.
    pub class: Class,
    /// n.
    pub samples: u64,
    /// Each type alone.
    pub own: Vec<Own<'p>>,
    /// The terms in whole units.
    pub posting: Posting,
    /// What they do: estimates.
    pub estimate: PoolTerms,
    /// What they do: proved.
    pub effects: Vec<Effect>,
    /// The company's payoff for one annotator on average, at least; −∞ where a type is open.
    pub payoff: f64,
    /// What no single contract of the class exceeds, and what one contract each brings.
    pub bounds: Option<Bounds>,
    /// Expected pay of all together that must not be exceeded.
    pub budget: Option<f64>,
    /// Two sheets to choose from, where they serve more.
    pub menu: Option<ProvedMenu>,
}

/// A menu with what is proved of it.
pub struct ProvedMenu {
    /// The sheets.
    pub menu: Menu,
    /// The company's payoff for one annotator on average, at least.
    pub payoff: f64,
}

impl<'p> PoolSheet<'p> {
    /// The best single terms of `class` for a pool; `None` where the search finds none that bring
    /// more than nothing within the budget.
    ///
    /// # Errors
    /// More samples than tables hold, a budget that is none, or what goes wrong in computing.
    pub fn of(
        pool: &'p Pool,
        class: Class,
        samples: u64,
        unit: Option<f64>,
        budget: Option<f64>,
    ) -> Result<Option<Self>, DesignError> {
        if samples == 0 || samples > MOST_SAMPLES {
            return Err(DesignError::PoolSamples {
                samples,
                most: MOST_SAMPLES,
            });
        }
        if let Some(written) = budget.filter(|most| !(*most > 0.0 && most.is_finite())) {
            return Err(DesignError::TeamBudget { written });
        }
        let (own, unit) = own(pool, class, samples, unit)?;
        let search = Search::new(pool, samples, budget.map(|most| most * (1.0 - LEFT)))?;
        let exact = Search::new(pool, samples, budget)?;
        let (rounded, seen) = best_single(&search, &exact, &own, unit)?;
        let Some(found) = rounded
            .filter(|found| found.payoff > 0.0)
            .and_then(|found| posted(&exact, &found, unit))
        else {
            return Ok(None);
        };
        let (estimate, effects, payoff) = found;
        let menu = menu::best_menu(&search, &own, &seen, unit)
            .filter(|menu| menu.payoff > estimate.payoff * (1.0 + WORTH_TWO))
            .and_then(|menu| proved_menu(pool, menu, budget));
        Ok(Some(Self {
            bounds: proved::bounds(pool, class, samples, &own, budget),
            pool,
            class,
            samples,
            own,
            posting: Posting {
                terms: estimate.terms,
                unit,
            },
            effects,
            estimate,
            payoff,
            budget,
            menu: menu.filter(|menu| menu.payoff > payoff),
        }))
    }
}

/// Terms next to the ones found with the best proved average, within the budget for sure.
fn posted(
    search: &Search<'_>,
    found: &PoolTerms,
    unit: f64,
) -> Option<(PoolTerms, Vec<Effect>, f64)> {
    let pool = search.pool();
    let mut best: Option<(PoolTerms, Vec<Effect>, f64)> = None;
    for (level, incentive) in RAISES {
        let terms = raised(&found.terms, unit, level, incentive);
        let Some(estimate) = search.judged(&terms) else {
            continue;
        };
        let effects = proved::effects(pool, &terms);
        let affordable = proved::total_pay(pool, &effects)
            .map_or(search.unlimited(), |pay| search.affordable(pay.upper()));
        let payoff = proved::average(pool, &effects);
        if affordable && best.as_ref().is_none_or(|(_, _, most)| payoff > *most) {
            best = Some((estimate, effects, payoff));
        }
        if best
            .as_ref()
            .is_some_and(|(_, _, most)| *most >= found.payoff * (1.0 - ENOUGH))
        {
            break;
        }
    }
    best
}

/// What is proved of a menu; `None` where a type is open or the budget is not kept for sure.
fn proved_menu(pool: &Pool, menu: Menu, budget: Option<f64>) -> Option<ProvedMenu> {
    let effects = menu.sheets.map(|sheet| proved::effects(pool, &sheet));
    let payoffs = menu::payoffs(pool, &menu.sheets, &effects);
    let most_pay = |place: usize| -> Option<f64> {
        let both = [effects[0][place].pay()?, effects[1][place].pay()?];
        Some(both[0].upper().max(both[1].upper()))
    };
    let types = pool.types.iter().enumerate();
    let pay = types.map(|(place, one)| Some(one.weight * most_pay(place)?));
    let pay: f64 = pay.sum::<Option<f64>>()?;
    // A rounding of a sum of few.
    let within = budget.is_none_or(|most| pay * (1.0 + 1e-12) <= most);
    let payoff = proved::mean(pool, &payoffs);
    (within && payoff.is_finite()).then_some(ProvedMenu { menu, payoff })
}
