//! The rectangles to start from.
//!
//! **The lines that have to be covered.** Effort 0 costs its first-best loss by Jensen's
//! inequality, so that has to exclude it; then σ > 0. With a gap below the target E\[w\] < W =
//! target − Π* + V.
//!
//! - Lines that pay w_min at most at a fixed count κ₀ or below: ℓ_(κ₀) ≥ w_min, so w_m ≥ w_min for
//!   the count m = ⌊n·q⌋ of the least effort, E\[w\] ≥ E\[ℓ\] ≥ w_m and E\[w\] ≥ w_min + σ·E\[(S −
//!   κ₀)₊\].
//! - Lines with a kink from κ₀ on: E\[w\] = w_min + σ·E\[(S − κ)₊\]. Beyond n − 1 a kink only
//!   scales σ. If the counts that are paid have the probability P, E\[ũ\] ≤ P·ũ(w_min + (W −
//!   w_min)/P) (Jensen), which rises with P; where that is too little for participation no later
//!   kink will do.

use super::Search;
use super::efforts::Efforts;
use super::patch::{Chart, Rectangle};
use super::rare::RAREST;
use crate::bounds::count_sums::law::Law;
use crate::numerics::{EnclosedBinomial, Interval};

/// Strips of kinks to start from.
const STRIPS: u64 = 24;

impl Search<'_, '_> {
    /// Rectangles that hold every line with a gap below the target at some effort of a piece.
    pub(super) fn rectangles(&self, efforts: &Efforts) -> Option<Vec<Rectangle>> {
        let economy = self.economy;
        let n = self.samples;
        let floor = economy.model().minimum_wage();
        let value = economy.value(0, efforts.range)?;
        let budget = self.target - economy.first_best_payoff() + value.upper();
        let most = (budget - floor).upper();
        if !(most > 0.0) {
            return Some(Vec::new());
        }
        let [low, high] = {
            let q = efforts.agreement[1][0];
            [q.lower(), q.upper()]
        };
        let start = self.first_kink;
        let rare = Law::down_to(RAREST, n, Interval::point(low), Interval::point(low))?.1;
        // σ·E[(S − κ)₊] ≤ W − w_min.
        let steepest = |kink: f64| -> Option<f64> {
            let mean: Interval = rare
                .iter()
                .filter(|(k, _)| *k as f64 > kink)
                .map(|(k, p)| p.lower().max(0.0) * (Interval::point(k as f64) - kink))
                .sum();
            let steepest = (Interval::point(most) / mean.lower()).upper();
            steepest.is_finite().then_some(steepest)
        };
        // No more than n·q in the reals either.
        let m = (n as f64 * low * (1.0 - 1e-12)).floor();
        let mut found = vec![Rectangle {
            chart: Chart::Centred(m),
            place: Interval::new(floor, budget.upper())?,
            slope: Interval::new(0.0, steepest(start)?)?,
        }];
        let end = self
            .last_kink(efforts, high, most, start)?
            .min(n as f64 - 1.0);
        let step = ((end - start) / STRIPS as f64).ceil().max(1.0);
        let mut from = start;
        while from < end {
            let to = (from + step).min(end);
            found.push(Rectangle {
                chart: Chart::Kinked,
                place: Interval::new(from, to)?,
                slope: Interval::new(0.0, steepest(to)?)?,
            });
            from = to;
        }
        Some(found)
    }

    /// A count at and beyond which no kink leaves enough utility.
    fn last_kink(&self, efforts: &Efforts, q: f64, most: f64, start: f64) -> Option<f64> {
        let economy = self.economy;
        // Where agreement may be certain every count is likely enough.
        let law = EnclosedBinomial::new(self.samples, Interval::point(q)).ok();
        let likely = |count: u64| {
            law.as_ref()
                .map_or(1.0, |law| law.tail(count).at_least.upper())
        };
        let needed = (efforts.cost[1][0].lower() + self.above_minimum).lower();
        let too_late = |kink: u64| -> Option<bool> {
            let paid = Interval::point(likely(kink + 1));
            if !(paid.upper() > 0.0) {
                return Some(true);
            }
            let wage = economy.model().minimum_wage() + most / paid;
            let utility = economy
                .utility()
                .utility_coefficient(0, Interval::point(wage.upper()))?;
            let utility = paid * (utility - economy.minimum_utility());
            Some(utility.upper() < needed)
        };
        let (mut low, mut high) = (start as u64, self.samples - 1);
        if !too_late(high)? {
            return Some(high as f64);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if too_late(middle)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(high as f64)
    }
}
