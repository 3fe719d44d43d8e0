//! Where to look for replies in one model, by thresholds: a search tries the same thresholds with
//! many bonuses, and again whenever a model joins those seen.

use crate::contract::binary::BonusRule;
use crate::design::posted::Posted;
use crate::design::posted::looks::Looks;
use crate::model::Model;
use crate::numerics::Known;
use std::sync::Arc;

/// Samples, threshold and the chance below it, as bits, of each bonus.
type Key = Vec<(u64, u64, u64)>;

/// What was prepared for one model.
#[derive(Debug, Default)]
pub struct Kept {
    known: Known<Key, Arc<Looks>>,
}

impl Kept {
    /// Where to look for replies of `model`, the one this belongs to; `None` for linear pay, where
    /// it moves with the amounts, and where a law of the count cannot be computed.
    pub fn of(&self, model: &Model, posted: &Posted) -> Option<Arc<Looks>> {
        if matches!(posted, Posted::Linear { .. }) {
            return None;
        }
        let part = |(rule, _): (BonusRule, f64)| {
            let chance = rule.randomisation().to_bits();
            (rule.samples(), rule.threshold(), chance)
        };
        let key: Key = posted.bonuses().into_iter().map(part).collect();
        let find = || Looks::of(model, posted).map(Arc::new);
        self.known.or_find(key, find).ok()
    }
}
