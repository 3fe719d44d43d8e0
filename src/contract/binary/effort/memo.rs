//! Values that a search asks for more than once.

use std::cell::RefCell;
use std::collections::HashMap;

/// A function of a number, remembered where it has been evaluated: searches come back to the ends
/// of their brackets and to the efforts of the grid.
pub(super) struct Memo<V>(RefCell<HashMap<u64, V>>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<V: Copy> Memo<V> {
    /// The value at `place`, by `find` the first time.
    pub(super) fn get(&self, place: f64, find: impl FnOnce() -> V) -> V {
        let key = place.to_bits();
        if let Some(known) = self.0.borrow().get(&key) {
            return *known;
        }
        let value = find();
        self.0.borrow_mut().insert(key, value);
        value
    }
}
