//! Another look at the program around the present corner: nearer, so that small faults become
//! great, or with bounds and costs moved inwards.

use super::Tableau;
use super::bounds::{DISTANT, blow_up, distant, is_one_sided};

impl Tableau {
    /// Makes the present corner the origin, given its prices and by variable its bounds minus its
    /// value, and blows up prices and steps until the greatest fault is 1.
    pub(in super::super) fn zoom(&mut self, prices: &[f64], rooms: &[(f64, f64)]) {
        let (mut wrong, mut outside) = (0.0_f64, 0.0_f64);
        for (k, (&d, &(below, above))) in prices.iter().zip(rooms).enumerate() {
            if self.slot[k].is_some() {
                outside = outside.max(below).max(-above);
            } else if self.lower[k] < self.upper[k] {
                let rises = d < 0.0 && above > 0.0;
                let falls = d > 0.0 && below < 0.0;
                if rises || falls {
                    wrong = wrong.max(d.abs());
                }
            }
        }
        let (by, times) = (blow_up(wrong), blow_up(outside));
        for (k, (&d, &(below, above))) in prices.iter().zip(rooms).enumerate() {
            self.true_costs[k] = match self.slot[k] {
                Some(_) => 0.0,
                None => (d * by).clamp(-DISTANT, DISTANT),
            };
            self.value[k] = 0.0;
            self.lower[k] = distant(below * times);
            self.upper[k] = distant(above * times);
        }
        self.costs.clone_from(&self.true_costs);
        self.recompute();
    }

    /// Moves bounds inwards and, of variables with one bound only, costs towards a wrong price.
    pub(in super::super) fn tighten(&mut self, margin: f64) {
        for k in 0..self.value.len() {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            let inward = |bound: f64| margin * bound.abs().max(1.0);
            let at_upper = self.value[k] == upper;
            if upper - lower > 4.0 * (inward(lower) + inward(upper)) || is_one_sided(lower, upper) {
                self.lower[k] = lower + inward(lower).min(f64::MAX);
                self.upper[k] = upper - inward(upper).min(f64::MAX);
            }
            if is_one_sided(lower, upper) {
                let size = self.true_costs[k].abs().max(1.0);
                let toward = if lower.is_finite() { -1.0 } else { 1.0 };
                self.true_costs[k] += toward * margin * size;
            }
            if self.slot[k].is_none() {
                let bound = if at_upper {
                    self.upper[k]
                } else {
                    self.lower[k]
                };
                self.value[k] = if bound.is_finite() { bound } else { 0.0 };
            }
        }
        self.costs.clone_from(&self.true_costs);
        self.recompute();
    }
}
