//! Answers that were found before and may be asked for again, by threads at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Answers by what was asked.
#[derive(Debug)]
pub(crate) struct Known<K, V>(Mutex<BTreeMap<K, V>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V: Clone> Known<K, V> {
    /// What is known, or else what `find` finds. No lock is held while it searches: two that ask
    /// at once both search, and find the same.
    pub(crate) fn or_find<E>(&self, key: K, find: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        // Whoever panicked with the lock left the map whole: entries are put in at once.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return Ok(found.clone());
        }
        let found = find()?;
        known().insert(key, found.clone());
        Ok(found)
    }
}
