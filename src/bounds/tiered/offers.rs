//! Boxes of offers: an interval of efforts and a range for each threshold.

use super::tails::Range;
use crate::contract::Threshold;
use crate::numerics::Interval;

/// Efforts this close, in standard deviations of the count, differ in cost by about this share of a
/// gap.
const POINT: f64 = 1e-6;

/// Efforts and ranges of thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Offers {
    /// The efforts.
    pub efforts: Interval,
    /// Where each threshold lies.
    pub thresholds: Vec<Range>,
}

/// The units in which boxes are split: effort and count standardised at the first best.
#[derive(Debug, Clone, Copy)]
pub struct Units {
    /// The effort that moves the count by one standard deviation.
    pub effort: f64,
    /// The expected count.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Standard deviations from the mean beyond which thresholds are as good as never or always
    /// reached: such a range is one place.
    pub far: f64,
    /// Whether thresholds are whole.
    pub threshold: Threshold,
}

impl Units {
    /// A count in standard deviations from the mean, cut to where it matters.
    fn place(&self, count: f64) -> f64 {
        ((count - self.mean) / self.deviation).clamp(-self.far, self.far)
    }

    /// The count in the middle of what matters of a range.
    fn middle(&self, range: Range) -> u64 {
        let (low, high) = (self.place(range.low as f64), self.place(range.high as f64));
        let middle = self.mean + 0.5 * (low + high) * self.deviation;
        // A saturating cast.
        (middle.round().max(0.0) as u64).clamp(range.low, range.high)
    }
}

impl Offers {
    /// Whether some thresholds of the box are in order.
    pub fn has_an_order(&self) -> bool {
        let mut least = 0;
        self.thresholds.iter().all(|range| {
            least = least.max(range.low);
            least <= range.high
        })
    }

    /// An offer in the middle: an effort and thresholds in order.
    pub fn centre(&self, units: &Units) -> (f64, Vec<u64>) {
        let mut centre: Vec<u64> = self.thresholds.iter().map(|r| units.middle(*r)).collect();
        for i in 1..centre.len() {
            if centre[i] < centre[i - 1] {
                // Both have room to meet: the ranges are in order somewhere.
                let meet = centre[i - 1].min(self.thresholds[i].high);
                centre[i] = meet.max(self.thresholds[i].low);
            }
        }
        for i in (1..centre.len()).rev() {
            centre[i - 1] = centre[i - 1].min(centre[i]).max(self.thresholds[i - 1].low);
        }
        (self.efforts.midpoint(), centre)
    }

    /// The box at these whole thresholds alone.
    pub fn at(&self, thresholds: &[u64]) -> Self {
        let point = |k: &u64| Range { low: *k, high: *k };
        Self {
            efforts: self.efforts,
            thresholds: thresholds.iter().map(point).collect(),
        }
    }

    /// Whether every threshold lies between neighbouring counts.
    pub fn is_cell(&self) -> bool {
        self.thresholds.iter().all(|r| r.high - r.low <= 1)
    }

    /// The whole thresholds in order at the corners of a cell.
    pub fn corners(&self) -> Vec<Vec<u64>> {
        let mut corners: Vec<Vec<u64>> = vec![Vec::new()];
        for range in &self.thresholds {
            corners = corners
                .into_iter()
                .flat_map(|corner| {
                    let least = corner.last().copied().unwrap_or(0).max(range.low);
                    (least..=range.high).map(move |k| {
                        let mut longer = corner.clone();
                        longer.push(k);
                        longer
                    })
                })
                .collect();
        }
        corners
    }

    /// Whether bounds of its halves would differ from its own by next to nothing.
    pub fn is_next_to_a_point(&self, units: &Units) -> bool {
        let alone = |range: &Range| range.high == range.low;
        self.thresholds.iter().all(alone) && self.efforts.width() <= POINT * units.effort
    }

    /// Two halves along the longest side, sides weighted; `None` where nothing splits.
    pub fn halves(&self, units: &Units, weights: &[f64]) -> Option<[Self; 2]> {
        let least = match units.threshold {
            Threshold::Deterministic => 1,
            Threshold::Randomised => 2,
        };
        let weight = |i: usize| weights.get(i).copied().unwrap_or(1.0);
        let effort = self.efforts.width() / units.effort * weight(0);
        let middle = self.efforts.midpoint();
        let splits = middle > self.efforts.lower() && middle < self.efforts.upper();
        let mut longest = (if splits { effort } else { 0.0 }, None);
        for (i, range) in self.thresholds.iter().enumerate() {
            if range.high - range.low < least {
                continue;
            }
            let width = units.place(range.high as f64) - units.place(range.low as f64);
            if width * weight(i + 1) > longest.0 {
                longest = (width * weight(i + 1), Some(i));
            }
        }
        if longest.0 <= 0.0 {
            return None;
        }
        let (mut low, mut high) = (self.clone(), self.clone());
        if let Some(i) = longest.1 {
            let range = self.thresholds[i];
            let middle = units.middle(range);
            match units.threshold {
                Threshold::Deterministic => {
                    let middle = middle.clamp(range.low, range.high - 1);
                    low.thresholds[i].high = middle;
                    high.thresholds[i].low = middle + 1;
                }
                Threshold::Randomised => {
                    let middle = middle.clamp(range.low + 1, range.high - 1);
                    low.thresholds[i].high = middle;
                    high.thresholds[i].low = middle;
                }
            }
        } else {
            low.efforts = Interval::new(self.efforts.lower(), middle)?;
            high.efforts = Interval::new(middle, self.efforts.upper())?;
        }
        Some([low, high])
    }
}
