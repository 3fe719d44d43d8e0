//! Names as small integers, compactly: 10^7 labels name millions of items.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::{BuildHasher, RandomState};

/// Distinct byte strings, numbered from 0 in order of first appearance.
///
/// All names lie end to end in one buffer and a table holds their numbers: a name costs its length
/// and some 13–18 bytes, a third of what a `HashMap<String, u32>` takes. The hash is keyed at
/// random, so a file cannot be built to make it slow; the numbering does not depend on the key.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    names: Names,
    table: HashTable<u32>,
    hasher: RandomState,
}

/// Names end to end.
#[derive(Debug, Clone, Default)]
struct Names {
    bytes: Vec<u8>,
    ends: Vec<u64>,
}

impl Names {
    fn raw(&self, id: u32) -> &[u8] {
        let i = id as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.bytes[start as usize..self.ends[i] as usize]
    }
}

impl Interner {
    /// The number of `name`, a new one if it has not been seen; `None` once 2^32 names are in.
    pub fn intern(&mut self, name: &[u8]) -> Option<u32> {
        let Self {
            names,
            table,
            hasher,
        } = self;
        let entry = table.entry(
            hasher.hash_one(name),
            |&id| names.raw(id) == name,
            |&id| hasher.hash_one(names.raw(id)),
        );
        match entry {
            Entry::Occupied(found) => Some(*found.get()),
            Entry::Vacant(place) => {
                let id = u32::try_from(names.ends.len()).ok()?;
                place.insert(id);
                names.bytes.extend_from_slice(name);
                names.ends.push(names.bytes.len() as u64);
                Some(id)
            }
        }
    }

    /// The number of `name` if it is known.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        let same = |&id: &u32| self.names.raw(id) == name;
        self.table.find(self.hasher.hash_one(name), same).copied()
    }

    /// The name numbered `id`, as text; bytes that are not UTF-8 are replaced.
    ///
    /// # Panics
    /// If `id` was not given out by this interner.
    pub fn name(&self, id: u32) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.names.raw(id))
    }

    /// Takes the spaces at the ends off the names that stay different from all others without
    /// them; the numbers stay.
    pub(super) fn trim(&mut self) {
        let ids = 0..self.len() as u32;
        let spaced = |id: u32| self.names.raw(id).trim_ascii() != self.names.raw(id);
        if !ids.clone().any(spaced) {
            return;
        }
        let mut trimmed = Interner::default();
        let mut times: Vec<u32> = Vec::new();
        let plain: Vec<Option<u32>> = ids
            .map(|id| {
                let plain = trimmed.intern(self.names.raw(id).trim_ascii())?;
                times.resize(trimmed.len(), 0);
                times[plain as usize] += 1;
                Some(plain)
            })
            .collect();
        let mut settled = Interner::default();
        for (id, plain) in (0..).zip(plain) {
            let raw = self.names.raw(id);
            let alone = plain.is_some_and(|plain| times[plain as usize] == 1);
            settled.intern(if alone { raw.trim_ascii() } else { raw });
        }
        *self = settled;
    }

    /// Numbers the names from the shortest on, equally long ones in the order of their bytes, so
    /// that whole numbers stand in their order; what number each had becomes, `None` if they are in
    /// order.
    pub(super) fn sort(&mut self) -> Option<Vec<u32>> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        let key = |id: u32| {
            let name = self.names.raw(id);
            (name.len(), name)
        };
        if order.is_sorted_by(|&x, &y| key(x) <= key(y)) {
            return None;
        }
        order.sort_unstable_by(|&x, &y| key(x).cmp(&key(y)));
        let mut sorted = Interner::default();
        let mut new = vec![0; order.len()];
        for (place, &id) in (0..).zip(&order) {
            sorted.intern(self.names.raw(id));
            new[id as usize] = place;
        }
        *self = sorted;
        Some(new)
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;
    use quickcheck::quickcheck;
    use std::collections::HashMap;

    #[test]
    fn only_spaces_that_tell_no_two_names_apart_are_taken_off() {
        let mut names = Interner::default();
        for name in ["bob ", " carl", "bob", "dan"] {
            names.intern(name.as_bytes());
        }
        names.trim();
        let shown: Vec<String> = (0..4).map(|id| names.name(id).into_owned()).collect();
        assert_eq!(shown, ["bob ", "carl", "bob", "dan"]);
        assert_eq!(names.find(b"carl"), Some(1));
    }

    quickcheck! {
        fn sorted_names_have_the_numbers_of_their_order(names: Vec<Vec<u8>>) -> bool {
            let mut interner = Interner::default();
            let old: Vec<u32> = names.iter().filter_map(|n| interner.intern(n)).collect();
            let mut sorted = names.clone();
            sorted.sort_by_key(|name| (name.len(), name.clone()));
            sorted.dedup();
            let new = interner.sort();
            names.iter().zip(old).all(|(name, old)| {
                let id = new.as_ref().map_or(old, |new| new[old as usize]);
                sorted[id as usize] == *name && interner.find(name) == Some(id)
            })
        }

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
