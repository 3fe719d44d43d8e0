//! The queue of a branch and bound: the part with the least bound comes out first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A part that a branch and bound has still to look at.
pub trait Bounded {
    /// A lower bound over the part. Not NaN.
    fn bound(&self) -> f64;

    /// Which of two parts with the same bound comes out first (the lesser), so that a search does
    /// not depend on how the queue is built.
    fn order(&self, other: &Self) -> Ordering;
}

/// Parts by their bounds, the least first.
#[derive(Debug)]
pub struct LeastFirst<T> {
    heap: BinaryHeap<Entry<T>>,
}

impl<T: Bounded> LeastFirst<T> {
    /// Adds a part.
    pub fn push(&mut self, part: T) {
        self.heap.push(Entry(part));
    }

    /// Takes out the part with the least bound.
    pub fn pop(&mut self) -> Option<T> {
        self.heap.pop().map(|Entry(part)| part)
    }
}

impl<T: Bounded> FromIterator<T> for LeastFirst<T> {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        Self {
            heap: parts.into_iter().map(Entry).collect(),
        }
    }
}

/// Ordered so that the greatest, which a heap gives out first, is the part to look at next.
#[derive(Debug)]
struct Entry<T>(T);

impl<T: Bounded> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_bound = other.0.bound().total_cmp(&self.0.bound());
        by_bound.then_with(|| other.0.order(&self.0))
    }
}
impl<T: Bounded> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: Bounded> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl<T: Bounded> Eq for Entry<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    impl Bounded for (f64, u32) {
        fn bound(&self) -> f64 {
            self.0
        }
        fn order(&self, other: &Self) -> Ordering {
            self.1.cmp(&other.1)
        }
    }

    #[test]
    fn the_least_bound_comes_first_and_ties_in_order() {
        let mut open: LeastFirst<(f64, u32)> = [(1.0, 2), (f64::NEG_INFINITY, 5), (1.0, 1)]
            .into_iter()
            .collect();
        open.push((0.5, 3));
        let places: Vec<u32> = std::iter::from_fn(|| open.pop())
            .map(|part| part.1)
            .collect();
        assert_eq!(places, [5, 3, 1, 2]);
    }
}
