//! What nothing exceeds where expected pay of all together may be at most B.
//!
//! For every price μ ≥ 1 of money and any contracts, one or several, with Σ w·E\[pay] ≤ B:
//!
//! Σ w·(V − E\[pay]) ≤ Σ w·(V − μ·E\[pay]) + (μ − 1)·B = μ·Σ w·(V/μ − E\[pay]) + (μ − 1)·B,
//!
//! and V/μ − E\[pay] is the payoff in a model whose value of effort is divided by μ: at most what a
//! bracket of its best contract leaves, or 0 for a type that is left out (Lagrange's relaxation of
//! the budget). Numbers of V/μ are rounded so that V only grows.

use super::types::Pool;
use crate::bounds::{self, EnclosedModel};
use crate::contract::{Class, FirstBest};
use crate::model::{Model, numbers};
use crate::numerics::Interval;

/// Prices of money tried: μ = 64/j.
const PARTS: u32 = 64;

/// Prices whose brackets are worked out: those around the best by first bests alone.
const AROUND: u32 = 2;

/// The most that contracts of the class bring on average within a budget, whether there is one for
/// all or one for each type; `None` where nothing is proved.
pub fn most(pool: &Pool, class: Class, samples: u64, budget: f64) -> Option<f64> {
    let bound = |part: u32, sharp: bool| {
        let price = f64::from(PARTS) / f64::from(part);
        let whole = Some((class, samples)).filter(|_| sharp);
        Some((part, average(pool, price, budget, whole)?))
    };
    let best = |found: Vec<(u32, f64)>| found.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
    // A first best is what no contract exceeds, and quick.
    let (part, rough) = best((1..=PARTS).filter_map(|part| bound(part, false)).collect())?;
    let near = part.saturating_sub(AROUND).max(1)..=(part + AROUND).min(PARTS);
    let sharp = best(near.filter_map(|part| bound(part, true)).collect());
    Some(sharp.map_or(rough, |sharp| sharp.1.min(rough)))
}

/// The bound at one price: by brackets of a class, or by first bests alone.
fn average(pool: &Pool, price: f64, budget: f64, class: Option<(Class, u64)>) -> Option<f64> {
    let dear = Interval::point(price);
    let (mut sum, mut weight) = (Interval::ZERO, Interval::ZERO);
    for one in &pool.types {
        let cheaper = with_value_over(&one.model, price)?;
        let first_best = FirstBest::of(&cheaper).ok()?;
        let first = EnclosedModel::new(&first_best)?.first_best_payoff();
        let least_gap = class.map_or(0.0, |(class, samples)| {
            let contract = class.solve(&first_best, samples).ok();
            let bracket = bounds::bracket_of(&first_best, class, samples, contract.as_ref());
            bracket.lower().unwrap_or(0.0)
        });
        let payoff = (first - Interval::point(least_gap)).upper().max(0.0);
        sum = sum + Interval::point(one.weight) * dear * Interval::point(payoff);
        weight = weight + Interval::point(one.weight);
    }
    let relaxed = sum + (dear - Interval::ONE) * Interval::point(budget);
    Some((relaxed / weight).upper())
}

/// A model whose value of every effort is at least that of `model` divided by `price`, by rounding
/// only; `None` for a family of values that is not known here.
fn with_value_over(model: &Model, price: f64) -> Option<Model> {
    let all = numbers(model);
    let mut changes = Vec::new();
    for number in all.iter().filter(|number| number.section == "value") {
        let share = number.value / price;
        match number.key {
            "slope" => changes.push((number, share.next_up())),
            "curvature" => changes.push((number, share.next_down().max(0.0))),
            "exponent" => {}
            _ => return None,
        }
    }
    model.with_numbers(&changes).ok()
}
