//! What a descent may move, what it may cost, and what it ends with.

use crate::contract::tiered::offer::{Offer, Seen};
use crate::contract::tiered::setting::Setting;
use std::cell::Cell;

/// Participation may ask for a base wage so close to the minimum wage, as a share of the expected
/// bonuses, that the corner of both matters.
const CORNER_AT: f64 = 0.02;

/// What may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The effort.
    pub effort: bool,
    /// The thresholds.
    pub thresholds: bool,
    /// Least distance between thresholds, in counts.
    pub apart: u32,
    /// Whether thresholds stay within their cell [⌈t⌉ − 1, ⌈t⌉].
    pub within_cells: bool,
}

impl Free {
    /// Effort and bonuses only.
    pub const BONUSES: Self = Self {
        effort: true,
        thresholds: false,
        apart: 0,
        within_cells: false,
    };
    /// Everything.
    pub const ALL: Self = Self {
        effort: true,
        thresholds: true,
        apart: 0,
        within_cells: false,
    };
}

/// What a descent may cost, and what it has to reach.
pub struct Effort<'w> {
    /// Offers that may still be looked at.
    pub work: &'w Cell<usize>,
    /// Gaps above this are of no use.
    pub most: f64,
    /// What a descent that was given up for that would have come to, about.
    pub dear: Cell<Option<f64>>,
}

impl<'w> Effort<'w> {
    /// Whatever is reached.
    pub fn new(work: &'w Cell<usize>) -> Self {
        Self::below(work, f64::INFINITY)
    }

    /// For gaps up to `most` only.
    pub fn below(work: &'w Cell<usize>, most: f64) -> Self {
        let dear = Cell::new(None);
        Self { work, most, dear }
    }
}

/// The end of a descent.
#[derive(Debug, Clone)]
pub struct Found {
    /// The offer.
    pub offer: Offer,
    /// Everything about it.
    pub seen: Seen,
    /// Multipliers of the temptations, by effort.
    pub binding: Vec<(f64, f64)>,
}

impl Found {
    /// Whether participation and limited liability are both close to binding.
    pub(super) fn near_corner(&self, setting: &Setting<'_, '_>) -> bool {
        let each = self.seen.reaches.iter().zip(&self.offer.bonuses);
        let expected: f64 = each.map(|(reach, bonus)| reach.pass * bonus).sum();
        let headroom = self.seen.point.headroom(setting.model());
        (headroom - expected).abs() <= CORNER_AT * expected
    }
}
