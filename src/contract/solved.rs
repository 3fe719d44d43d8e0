//! Best contracts with several bonuses that were found before: each takes up to seconds, and a sheet
//! asks for the same ones several times (the best number of samples, terms for ranges, comparison).

use super::{ContractError, SecondBest, Threshold};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Samples, number of bonuses, and whether a bonus may be drawn.
type Key = (u64, u32, bool);

/// What was found for one model; copies of its first best share it.
#[derive(Clone, Default)]
pub(super) struct Solved {
    known: Arc<Mutex<BTreeMap<Key, SecondBest>>>,
}

impl Solved {
    /// What is known, or else what `solve` finds. No lock is held while it searches: two that ask
    /// at once both search, and find the same.
    pub fn or_solve(
        &self,
        samples: u64,
        tiers: u32,
        threshold: Threshold,
        solve: impl FnOnce() -> Result<SecondBest, ContractError>,
    ) -> Result<SecondBest, ContractError> {
        let key = (samples, tiers, threshold == Threshold::Randomised);
        // Whoever panicked with the lock left the map whole: entries are put in at once.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return Ok(found.clone());
        }
        let found = solve()?;
        known().insert(key, found.clone());
        Ok(found)
    }
}

impl fmt::Debug for Solved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Solved")
    }
}
