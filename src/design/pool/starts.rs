//! Where the search for single terms begins: next to what is best for some type alone, and with
//! thresholds all over the counts.

use super::moves::{moved, shifted};
use super::own::Own;
use super::terms::PoolTerms;
use super::types::Pool;
use crate::design::posted::Posted;
use crate::design::robust::spread;

/// Terms from which the ascent goes on, each with thresholds of its own.
const STARTS: usize = 3;

/// The terms that are best for one type, with other thresholds.
pub fn near(own: &[Own<'_>]) -> Vec<Posted> {
    let mut all: Vec<Posted> = Vec::new();
    for posted in own.iter().filter_map(|one| one.posted) {
        for shape in moved(&posted) {
            let same = |other: &Posted| match (other, &shape) {
                (Posted::Bonus { rule: a, .. }, Posted::Bonus { rule: b, .. }) => a == b,
                _ => *other == shape,
            };
            if !all.iter().any(same) {
                all.push(shape);
            }
        }
    }
    all
}

/// The terms that are best for some type with thresholds all over the counts: ranges may ask for
/// thresholds far below those for the stated values.
pub fn far(pool: &Pool, samples: u64, own: &[Own<'_>]) -> Vec<Posted> {
    let looked_at = pool.types.iter().flat_map(|one| &one.looked_at);
    let counts = spread(looked_at, samples);
    let first = own
        .iter()
        .filter_map(|one| one.posted)
        .find(|posted| posted.samples() == samples);
    let shapes = counts.into_iter().filter_map(|k| shifted(&first?, k));
    shapes.collect()
}

/// The best terms seen, of those with the same thresholds one.
pub fn foremost(seen: &[PoolTerms]) -> Vec<PoolTerms> {
    let mut order: Vec<&PoolTerms> = seen.iter().collect();
    order.sort_by(|a, b| b.payoff.total_cmp(&a.payoff));
    let mut starts: Vec<PoolTerms> = Vec::new();
    for terms in order {
        let same = |other: &PoolTerms| thresholds(&other.terms).eq(thresholds(&terms.terms));
        if starts.len() < STARTS && !starts.iter().any(same) {
            starts.push(terms.clone());
        }
    }
    starts
}

/// Where bonuses are paid.
fn thresholds(terms: &Posted) -> impl Iterator<Item = u64> {
    let bonuses = terms.bonuses().into_iter();
    bonuses.map(|(rule, _)| rule.threshold())
}
