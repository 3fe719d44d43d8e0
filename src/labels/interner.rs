//! Names as small integers, compactly: 10^7 labels name millions of items.

use std::hash::{BuildHasher, RandomState};

/// Distinct byte strings, numbered from 0 in order of first appearance.
///
/// All names lie end to end in one buffer and an open-addressing table holds their numbers: a name
/// costs its length and some 16–24 bytes, a third of what a `HashMap<String, u32>` takes. The hash
/// is keyed at random, so a file cannot be built to make it slow; the numbering does not depend on
/// the key.
#[derive(Debug, Clone)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u64>,
    slots: Vec<u32>,
    hasher: RandomState,
}

const EMPTY: u32 = u32::MAX;

impl Default for Interner {
    fn default() -> Self {
        Interner {
            bytes: Vec::new(),
            ends: Vec::new(),
            slots: vec![EMPTY; 16],
            hasher: RandomState::new(),
        }
    }
}

impl Interner {
    /// The number of `name`, a new one if it has not been seen; `None` once 2^32 − 1 names are in.
    pub fn intern(&mut self, name: &[u8]) -> Option<u32> {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(name);
        let found = self.slots[slot];
        if found != EMPTY {
            return Some(found);
        }
        let id = u32::try_from(self.ends.len())
            .ok()
            .filter(|&id| id != EMPTY)?;
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len() as u64);
        self.slots[slot] = id;
        Some(id)
    }

    /// The number of `name` if it is known.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        Some(self.slots[self.slot_of(name)]).filter(|&id| id != EMPTY)
    }

    /// The name numbered `id`, as text; bytes that are not UTF-8 are replaced.
    ///
    /// # Panics
    /// If `id` was not given out by this interner.
    pub fn name(&self, id: u32) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.raw(id))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn raw(&self, id: u32) -> &[u8] {
        let i = id as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.bytes[start as usize..self.ends[i] as usize]
    }

    /// Where `name` stands, or the empty slot where it would.
    fn slot_of(&self, name: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hasher.hash_one(name) as usize & mask;
        while self.slots[slot] != EMPTY && self.raw(self.slots[slot]) != name {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![EMPTY; mask + 1];
        for id in 0..self.ends.len() as u32 {
            let mut slot = self.hasher.hash_one(self.raw(id)) as usize & mask;
            while slots[slot] != EMPTY {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
        }
        self.slots = slots;
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;
    use quickcheck::quickcheck;
    use std::collections::HashMap;

    quickcheck! {
        fn numbers_names_as_a_hash_map_does(names: Vec<Vec<u8>>) -> bool {
            let mut interner = Interner::default();
            let mut map: HashMap<Vec<u8>, u32> = HashMap::new();
            names.iter().all(|name| {
                let next = map.len() as u32;
                let id = *map.entry(name.clone()).or_insert(next);
                interner.intern(name) == Some(id) && interner.find(name) == Some(id)
            }) && interner.len() == map.len()
        }
    }
}
