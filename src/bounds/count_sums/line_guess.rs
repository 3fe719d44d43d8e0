//! Where the line of an effort lies, in floats: what `line_box` then proves.

use super::law::Law;
use super::line::Lines;
use crate::contract::linear;
use crate::numerics::Interval;
use crate::numerics::find_root;

/// Up to so many samples a line next to w_min is found by bisection where Newton's method goes
/// astray.
const BISECTED: u64 = 100;

impl Lines<'_, '_> {
    /// The line of an effort, as floats.
    pub(super) fn guess(&self, effort: f64) -> Option<[f64; 2]> {
        let model = self.economy.model();
        let point = self.first_best.at(effort - self.first_best.effort());
        let (n, q) = (self.samples as f64, point.agreement);
        let by_place = self.frame.unit / (n * q * (1.0 - q)).sqrt();
        let pay = linear::line_up_to(BISECTED, model, self.samples, &point, self.rent).ok()?;
        let slope = pay.slope * by_place;
        let off = (self.frame.count - n * q) / self.frame.unit;
        Some([pay.wage + pay.shift + slope * off, slope])
    }

    /// u(w_k) as a float.
    fn utility_at(&self, level: f64, slope: f64, count: usize) -> f64 {
        let x = (count as f64 - self.frame.count) / self.frame.unit;
        let paid = (level + slope * x).max(self.floor);
        self.economy.model().utility().utility(paid)
    }

    /// An estimate of the α between two numbers at which E\[u(w)] is as required.
    pub(super) fn level_of(
        &self,
        law: &Law,
        slope: f64,
        required: f64,
        low: f64,
        high: f64,
    ) -> Option<f64> {
        let surplus = |level: f64| {
            let part = |(k, p): (usize, Interval)| {
                p.midpoint() * (self.utility_at(level, slope, k) - required)
            };
            law.iter().map(part).sum()
        };
        find_root(surplus, low, high, 0.0).ok()
    }

    /// H_α, H_σ, G_α and G_σ as floats, of all counts and without the smallest that is paid more
    /// than w_min.
    pub(super) fn jacobians(&self, [level, slope]: [f64; 2], law: &Law, q: f64) -> [[f64; 4]; 2] {
        let model = self.economy.model();
        let (mut rest, mut smallest) = ([0.0; 3], None);
        for (k, p) in law.iter() {
            let x = (k as f64 - self.frame.count) / self.frame.unit;
            let line = level + slope * x;
            if line > self.floor {
                let weight = p.midpoint() * model.utility().marginal(line);
                let terms = [weight, weight * x, weight * x * x];
                if smallest.is_none() {
                    smallest = Some(terms);
                    continue;
                }
                rest = [0, 1, 2].map(|j| rest[j] + terms[j]);
            }
        }
        let smallest = smallest.unwrap_or([0.0; 3]);
        let all = [0, 1, 2].map(|j| rest[j] + smallest[j]);
        let variance = q * (1.0 - q);
        let off = self.frame.count - self.samples as f64 * q;
        let scored = |a: f64, b: f64| (self.frame.unit * b + off * a) / variance;
        [all, rest].map(|[zero, one, two]| [zero, one, scored(zero, one), scored(one, two)])
    }

    /// The standard deviation of x, as a float.
    pub(super) fn spread(&self, law: &Law) -> f64 {
        let square = |(k, p): (usize, Interval)| p.midpoint() * self.place(k).square().midpoint();
        law.iter().map(square).sum::<f64>().sqrt()
    }
}
