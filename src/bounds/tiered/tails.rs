//! The chances of the groups that thresholds make of the count, enclosed: each tail is computed
//! once for a threshold and an effort, and boxes of both are enclosed by the tails at their
//! corners.

use crate::bounds::EnclosedModel;
use crate::bounds::binary::offer::passing;
use crate::contract::binary::BonusRule;
use crate::numerics::{EnclosedBinomial, Interval};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// P(S < k), P(S ≥ k) and dP(S ≥ k)/dq.
#[derive(Debug, Clone, Copy)]
pub struct Tail {
    /// P(S < k).
    pub below: Interval,
    /// P(S ≥ k).
    pub at_least: Interval,
    /// dP(S ≥ k)/dq.
    pub slope: Interval,
}

impl Tail {
    /// The threshold that every count reaches.
    pub const ALWAYS: Self = Self {
        below: Interval::ZERO,
        at_least: Interval::ONE,
        slope: Interval::ZERO,
    };
    /// The threshold that no count reaches.
    pub const NEVER: Self = Self {
        below: Interval::ONE,
        at_least: Interval::ZERO,
        slope: Interval::ZERO,
    };

    /// P(S ≥ k) − P(S ≥ k′) for k ≤ k′, by the smaller tails, which keep their digits.
    pub fn less(self, higher: Self) -> Interval {
        let difference = if self.at_least.upper() < 0.5 {
            self.at_least - higher.at_least
        } else {
            higher.below - self.below
        };
        difference
            .intersection(Interval::UNIT)
            .unwrap_or(Interval::UNIT)
    }
}

/// Whole thresholds from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The least.
    pub low: u64,
    /// The largest.
    pub high: u64,
}

/// A hash of whole numbers: tails are asked for so often that a keyed one would take as long as all
/// else.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, number: u64) {
        // The multiplier of the golden section carries low bits up, the turn brings them back.
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Tails by threshold and effort.
type Seen = HashMap<(u64, u64), Option<Tail>, BuildHasherDefault<Mixed>>;

/// The tails that were asked for.
pub struct Tails<'e, 'm> {
    economy: &'e EnclosedModel<'m>,
    samples: u64,
    seen: RefCell<Seen>,
}

impl<'e, 'm> Tails<'e, 'm> {
    /// None yet.
    pub fn new(economy: &'e EnclosedModel<'m>, samples: u64) -> Self {
        Self {
            economy,
            samples,
            seen: RefCell::default(),
        }
    }

    /// The economy.
    pub fn economy(&self) -> &'e EnclosedModel<'m> {
        self.economy
    }

    /// n.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The tail at one threshold and one effort; `None` where there is none.
    pub fn at(&self, threshold: u64, effort: f64) -> Option<Tail> {
        let key = (threshold, effort.to_bits());
        if let Some(tail) = self.seen.borrow().get(&key) {
            return *tail;
        }
        let tail = self.compute(threshold, effort);
        self.seen.borrow_mut().insert(key, tail);
        tail
    }

    fn compute(&self, threshold: u64, effort: f64) -> Option<Tail> {
        let q = self.economy.agreement(0, Interval::point(effort))?;
        let Ok(law) = EnclosedBinomial::new(self.samples, q) else {
            return self.at_an_end(threshold, q);
        };
        let (tail, slope) = law.tail_and_slope(threshold);
        Some(Tail {
            below: tail.below,
            at_least: tail.at_least,
            slope,
        })
    }

    /// The tail where agreement may be out of the question or certain.
    fn at_an_end(&self, threshold: u64, q: Interval) -> Option<Tail> {
        if threshold == 0 {
            return Some(Tail::ALWAYS);
        }
        let Some(rule) = BonusRule::at(self.samples, threshold) else {
            return Some(Tail::NEVER);
        };
        let passing = passing(&rule, q)?;
        Some(Tail {
            below: passing.fail,
            at_least: passing.pass,
            slope: passing.slope,
        })
    }

    /// The tail over a range of thresholds at one effort.
    pub fn over_thresholds(&self, range: Range, effort: f64) -> Option<Tail> {
        let (low, high) = (self.at(range.low, effort)?, self.at(range.high, effort)?);
        Some(Tail {
            below: low.below.hull(high.below),
            at_least: low.at_least.hull(high.at_least),
            slope: low.slope.hull(high.slope),
        })
    }

    /// The tail over a range of thresholds and an interval of efforts: it rises with the effort and
    /// falls with the threshold; its slope is [`slope_over`](Self::slope_over).
    pub fn over(&self, range: Range, efforts: Interval) -> Option<Tail> {
        let worst = self.at(range.high, efforts.lower())?;
        let best = self.at(range.low, efforts.upper())?;
        Some(Tail {
            below: best.below.hull(worst.below),
            at_least: worst.at_least.hull(best.at_least),
            slope: self.slope_over(range, efforts)?,
        })
    }

    /// g = dP(S ≥ k)/dq over a range and an interval of efforts.
    ///
    /// ln g = const + (k−1)·ln q + (n−k)·ln(1−q) is concave in q, and unimodal in k with the ratio
    /// g_(k+1)/g_k = (n−k)q/(k(1−q)): the least value lies at a corner, and so does the largest on
    /// either side of the mode. Across the mode the largest is bounded by g at a centre times e to
    /// the largest change of ln g.
    fn slope_over(&self, range: Range, efforts: Interval) -> Option<Interval> {
        let corners = [
            self.at(range.low, efforts.lower())?,
            self.at(range.high, efforts.lower())?,
            self.at(range.low, efforts.upper())?,
            self.at(range.high, efforts.upper())?,
        ];
        let all = corners
            .iter()
            .map(|corner| corner.slope)
            .reduce(Interval::hull)?;
        let q = self.economy.agreement(0, efforts)?;
        let means = Interval::point(self.samples as f64) * q;
        // Strictly below or above every mode, for the count as for the effort.
        let below = (range.high as f64) < means.lower();
        let above = range.low as f64 > means.upper() + 1.0;
        if below || above || (range.low == range.high && efforts.width() == 0.0) {
            return Some(all);
        }
        let here = |range: Range| {
            let centre = (range.low + range.high) / 2;
            self.slope_by_exponent(range, centre, efforts, q)
        };
        let modes = Range {
            low: (means.lower().floor() as u64).clamp(range.low, range.high),
            high: (means.upper().ceil() as u64 + 1).clamp(range.low, range.high),
        };
        let most = here(range)?.upper().min(here(modes)?.upper());
        Interval::new(all.lower(), most.max(all.upper()))
    }

    fn slope_by_exponent(
        &self,
        range: Range,
        centre: u64,
        efforts: Interval,
        q: Interval,
    ) -> Option<Interval> {
        let n = Interval::point(self.samples as f64);
        let middle = efforts.midpoint();
        let at = self.economy.agreement(0, Interval::point(middle))?;
        let p = Interval::ONE - q;
        let k = Interval::point(centre as f64);
        let score = (k - Interval::ONE - (n - Interval::ONE) * q) / (q * p);
        let mut exponent = score * (q - at);
        if range.high > range.low {
            let steps = Interval::new(range.low as f64, (range.high - 1) as f64)?;
            let ratio = ((n - steps) * q / (steps * p)).ln()?;
            let moved = Interval::new(
                range.low as f64 - centre as f64,
                range.high as f64 - centre as f64,
            )?;
            exponent = exponent + ratio * moved;
        }
        Some(self.at(centre, middle)?.slope * exponent.exp())
    }
}
