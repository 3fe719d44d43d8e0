//! How steep a line of one shape has to be for an effort to be stationary: two slopes around the
//! least that is.

use super::{Lines, Shape};

impl Lines<'_, '_> {
    /// dE\[u(w)]/dη.
    pub(super) fn incentive(&self, shape: Shape, slope: f64) -> f64 {
        let counts = self.matter.clone();
        let slopes = &self.law.slopes[counts.clone()];
        let paid = self.utilities_of(counts, shape, slope);
        slopes.iter().zip(paid).map(|(by, v)| by * v).sum()
    }

    /// What a line of slope 1 would add to the expected wage with effort, were no wage cut but
    /// before the kink: slopes that are right for lines of neighbouring shapes are about in
    /// proportion to one over this.
    pub(super) fn rise_of(&self, shape: Shape) -> f64 {
        let n = self.table.samples() as f64;
        let by = self.law.slopes[self.matter.clone()].iter();
        by.zip(self.matter.clone())
            .map(|(by, s)| by * (s as f64 - shape.kink).max(0.0) / n)
            .sum()
    }

    /// Slopes around the least one that is steep enough, next to what the line before says, or else
    /// to what would be right if utility were as steep everywhere as at the certain wage; `None`
    /// where it is not there. Incentives rise with the slope up to some slope, so that the least
    /// root lies below any point where they are enough.
    pub(super) fn around(
        &self,
        rise: f64,
        incentive: &mut impl FnMut(f64) -> f64,
    ) -> Option<[f64; 2]> {
        /// Slopes tried on either side, each further by such a factor: the root is next to what the
        /// line before says.
        const TRIED: usize = 12;
        const FACTOR: f64 = 1.3;
        const NEAR: [f64; 3] = [1.01, 1.03, 1.1];
        let before = self.before.get();
        let scale = before.unwrap_or_else(|| {
            let marginal = self.table.model().utility().marginal(self.wage);
            self.point.marginal_cost / marginal
        });
        let guess = scale / rise;
        if !(guess > 0.0 && guess.is_finite()) {
            return None;
        }
        let enough = incentive(guess) >= 0.0;
        let mut at = guess;
        let near = NEAR.into_iter().filter(|_| before.is_some());
        for factor in near.chain([FACTOR; TRIED]) {
            let next = if enough { at / factor } else { at * factor };
            let there = incentive(next);
            if enough && there < 0.0 {
                return Some([next, at]);
            }
            if !enough && there >= 0.0 {
                return Some([at, next]);
            }
            at = next;
        }
        None
    }

    /// The same from no slope on, in steps.
    pub(super) fn first_rise(&self, incentive: &mut impl FnMut(f64) -> f64) -> Option<[f64; 2]> {
        const GROWTHS: usize = 200;
        let marginal = self.table.model().utility().marginal(self.wage);
        // Right for linear utility and no kink.
        let guess = self.point.marginal_cost / (marginal * self.point.agreement_slope);
        let (mut low, mut high) = (0.0, guess / 16.0);
        let mut best = f64::NEG_INFINITY;
        let mut falls = 0;
        for _ in 0..GROWTHS {
            let here = incentive(high);
            if here >= 0.0 {
                break;
            }
            // Utility is concave: beyond some slope more pay gives fewer incentives.
            falls = if here < best { falls + 1 } else { 0 };
            if falls > 8 || !here.is_finite() {
                return None;
            }
            best = best.max(here);
            low = high;
            high *= 1.5;
        }
        Some([low, high])
    }
}
