//! Each type of a pool alone, with the best contract for it.

use super::types::Pool;
use crate::contract::{Class, FirstBest, SecondBest};
use crate::design::DesignError;
use crate::design::posted::{Posted, post, round};

/// A type with the best contract for it alone.
pub struct Own<'m> {
    /// Its first best.
    pub first_best: FirstBest<'m>,
    /// The best contract of the class for it; `None` where that cannot be computed.
    pub contract: Option<SecondBest>,
    /// The same in whole units of money.
    pub posted: Option<Posted>,
}

/// Each type with its own best contract of `class`, in whole units of `unit` (`None`: the finest
/// that fits one of them), and the unit.
///
/// # Errors
/// A type without a first best.
pub fn own<'p>(
    pool: &'p Pool,
    class: Class,
    samples: u64,
    unit: Option<f64>,
) -> Result<(Vec<Own<'p>>, f64), DesignError> {
    let mut all = Vec::new();
    for one in &pool.types {
        let first_best = FirstBest::of(&one.model)?;
        let contract = class.solve(&first_best, samples).ok();
        all.push(Own {
            first_best,
            contract,
            posted: None,
        });
    }
    let finest = all
        .iter()
        .filter_map(|one| Some(round::default_unit(&one.first_best, one.contract.as_ref()?)))
        .fold(f64::INFINITY, f64::min);
    let unit = unit.unwrap_or(if finest.is_finite() { finest } else { 0.01 });
    for one in &mut all {
        if let Some(contract) = &one.contract {
            one.posted = post(&one.first_best, contract, unit)?.map(|posting| posting.terms);
        }
    }
    Ok((all, unit))
}
