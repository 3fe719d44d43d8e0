//! The dual function of the prices at one effort, in floats: the partition that is worth most at
//! given prices, and how the value of a partition varies with them.

use super::deviation::Place;
use super::envelope::Grid;
use crate::contract::FirstBest;
use crate::numerics::Binomial;
use nalgebra::{DMatrix, DVector};

/// A deviation stays whose agreement lies closer to that of no effort than this share.
const STAYS: f64 = 0.05;

/// Groups whose lowest pay costs less than this share of the target have no curvature.
const RARE: f64 = 1e-3;

/// One effort with the thresholds that are compared and the deviations that may have a price.
pub struct Oracle<'m> {
    first_best: &'m FirstBest<'m>,
    samples: u64,
    effort: f64,
    agreement: f64,
    /// ū.
    mean: f64,
    /// u_min − ū.
    floor: f64,
    /// The most that the lowest pay lies above ū.
    least: f64,
    loss: f64,
    target: f64,
    counts: Vec<u64>,
    places: Vec<Place>,
    /// What one unit of each price asks for.
    asked: DVector<f64>,
    /// Of each threshold, P(S ≥ k), q(1−q)·dP/dq and P − P_e; 1 and 0 at the ends.
    moments: Vec<DVector<f64>>,
}

/// A partition: the indices of its thresholds.
pub type Cuts = Vec<usize>;

/// The value of a partition as a function of the prices, to second order.
pub struct Value {
    /// The bound.
    pub value: f64,
    /// Its gradient: what the contract falls short of.
    pub gradient: DVector<f64>,
    /// Less its second derivative.
    pub curvature: DMatrix<f64>,
    /// Pay of the groups above ū.
    pub pay: Vec<f64>,
}

impl<'m> Oracle<'m> {
    /// At an effort, for contracts with a gap below `target` and thresholds of the grid.
    pub fn new(
        first_best: &'m FirstBest<'m>,
        samples: u64,
        effort: f64,
        (grid, target): (&Grid, f64),
    ) -> Option<Self> {
        let model = first_best.model();
        let agreement = model.monitoring().agreement(effort);
        let mut counts = grid.counts(samples, agreement);
        counts.retain(|k| *k >= 1);
        let mean = model.required_utility(effort);
        let cost = model.cost();
        let saved = cost.cost(effort) - cost.cost(0.0);
        let slope = model.monitoring().slope(effort);
        let mut oracle = Self {
            first_best,
            samples,
            effort,
            agreement,
            mean,
            floor: model.utility().utility(model.minimum_wage()) - mean,
            least: target / model.utility().marginal_wage(mean) - saved,
            loss: first_best.at(effort - first_best.effort()).loss,
            target,
            counts,
            places: Vec::new(),
            asked: DVector::from_vec(vec![
                0.0,
                agreement * (1.0 - agreement) * cost.marginal(effort) / slope,
            ]),
            moments: Vec::new(),
        };
        let law = Binomial::new(samples, agreement).ok()?;
        let variance = agreement * (1.0 - agreement);
        let mut moments = vec![DVector::from_vec(vec![1.0, 0.0])];
        for k in &oracle.counts {
            let slope = libm::exp(law.ln_tail_slope(*k));
            moments.push(DVector::from_vec(vec![
                law.tail(*k).at_least,
                variance * slope,
            ]));
        }
        moments.push(DVector::zeros(2));
        oracle.moments = moments;
        Some(oracle)
    }

    /// Deviations that may have a price.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// λ, β and a price a deviation.
    pub fn prices(&self) -> usize {
        self.asked.len()
    }

    /// What one unit of a price asks for, or, of participation, moves pay by.
    pub fn scale(&self, price: usize) -> f64 {
        if price == 0 {
            self.asked[1].abs().max(-self.floor)
        } else {
            self.asked[price].abs()
        }
    }

    /// Lets an effort below have a price.
    pub fn add(&mut self, effort: f64) -> Option<()> {
        let model = self.first_best.model();
        let there = model.monitoring().agreement(effort);
        let none = model.monitoring().agreement(0.0);
        // Where q·ratio may fall below the agreement without effort the deviation stays.
        let moves = there - none > STAYS * (self.agreement - none);
        self.add_at(if moves {
            Place::Ratio(there / self.agreement)
        } else {
            Place::Effort(effort)
        })
    }

    /// The same by its place.
    pub fn add_at(&mut self, place: Place) -> Option<()> {
        let model = self.first_best.model();
        let monitoring = model.monitoring();
        let effort = place.effort(monitoring, self.effort)?;
        let law = Binomial::new(self.samples, monitoring.agreement(effort)).ok()?;
        let saved = model.cost().cost(self.effort) - model.cost().cost(effort);
        let last = self.moments.len() - 1;
        for (i, moment) in self.moments.iter_mut().enumerate() {
            let more = if i == 0 || i == last {
                0.0
            } else {
                moment[0] - law.tail(self.counts[i - 1]).at_least
            };
            *moment = moment.push(more);
        }
        self.asked = self.asked.push(saved);
        self.places.push(place);
        Some(())
    }

    /// Thresholds in standard deviations from the mean.
    pub fn standardised(&self, cuts: &[usize]) -> Vec<f64> {
        let n = self.samples as f64;
        let (mean, p) = (n * self.agreement, 1.0 - self.agreement);
        let inside = cuts
            .iter()
            .filter(|cut| (1..=self.counts.len()).contains(*cut));
        inside
            .map(|cut| (self.counts[cut - 1] as f64 - mean) / (mean * p).sqrt())
            .collect()
    }

    /// d at the price per chance x, and ψ(x).
    fn reply(&self, price: f64, most: f64) -> (f64, f64, bool) {
        let utility = self.first_best.model().utility();
        let free = utility.response(self.mean, price);
        let change = free.min(most).max(self.floor);
        let value = price * change - utility.wage_bregman(self.mean, change);
        (change, value, change == free && change > self.floor)
    }

    /// The partition into `tiers` + 1 groups that is worth most, and the bound.
    pub fn best(&self, prices: &DVector<f64>, tiers: usize) -> (f64, Cuts) {
        let sums: Vec<f64> = self.moments.iter().map(|m| m.dot(prices)).collect();
        let end = sums.len() - 1;
        let worth = |i: usize, j: usize, most: f64| {
            let chance = self.moments[i][0] - self.moments[j][0];
            if chance > 0.0 {
                chance * self.reply((sums[i] - sums[j]) / chance, most).1
            } else {
                0.0
            }
        };
        let mut best: Vec<f64> = (0..=end).map(|j| worth(0, j, self.least)).collect();
        best[end] = f64::NEG_INFINITY;
        let mut from: Vec<Vec<usize>> = Vec::new();
        for _ in 1..=tiers {
            let stage = rising_choices(end + 1, |i, j| best[i] + worth(i, j, f64::INFINITY));
            best = stage.iter().map(|s| s.0).collect();
            from.push(stage.into_iter().map(|s| s.1).collect());
        }
        let mut cuts = vec![end];
        for stage in from.iter().rev() {
            cuts.push(stage[cuts[cuts.len() - 1]]);
        }
        cuts.remove(0);
        cuts.reverse();
        (self.loss + self.asked.dot(prices) - best[end], cuts)
    }

    /// The bound of one partition.
    pub fn value(&self, prices: &DVector<f64>, cuts: &[usize]) -> Value {
        let utility = self.first_best.model().utility();
        let size = self.prices();
        let mut all = vec![0];
        all.extend(cuts);
        all.push(self.moments.len() - 1);
        let mut found = Value {
            value: self.loss + self.asked.dot(prices),
            gradient: self.asked.clone(),
            curvature: DMatrix::zeros(size, size),
            pay: Vec::new(),
        };
        for (j, pair) in all.windows(2).enumerate() {
            let moment = &self.moments[pair[0]] - &self.moments[pair[1]];
            let chance = moment[0];
            if !(chance > 0.0) {
                found
                    .pay
                    .push(found.pay.last().copied().unwrap_or(self.least));
                continue;
            }
            let most = if j == 0 { self.least } else { f64::INFINITY };
            let (change, value, free) = self.reply(moment.dot(prices) / chance, most);
            found.value -= chance * value;
            found.gradient -= change * &moment;
            // A group so rare soon reaches its lowest pay, and then varies no more.
            let all = chance * utility.wage_bregman(self.mean, self.floor);
            if free && all > RARE * self.target {
                let rate = 1.0 / (chance * utility.wage_curvature(self.mean + change));
                found.curvature += rate * &moment * moment.transpose();
            }
            found.pay.push(change);
        }
        found
    }

    /// By how much a deviation to an effort gains under pay at thresholds.
    pub fn temptation(&self, effort: f64, cuts: &[usize], pay: &[f64]) -> Option<f64> {
        let model = self.first_best.model();
        let law = Binomial::new(self.samples, model.monitoring().agreement(effort)).ok()?;
        let saved = model.cost().cost(self.effort) - model.cost().cost(effort);
        let end = self.moments.len() - 1;
        let lost: f64 = cuts
            .iter()
            .zip(pay.windows(2))
            .filter(|(cut, _)| **cut > 0 && **cut < end)
            .map(|(cut, pay)| {
                let there = law.tail(self.counts[cut - 1]).at_least;
                (pay[1] - pay[0]) * (self.moments[*cut][0] - there)
            })
            .sum();
        Some(saved - lost)
    }
}

/// For each j < `size` the largest value(i, j) over i ≤ j, with its i, where the i that is best
/// rises with j: by halves.
///
/// So it is for the worth of groups, W(i, j) = P·ψ(X/P) with ψ convex and mean prices that rise.
/// With A, B and C one after the other, W(ABC) − W(BC) ≤ W(AB) − W(B): both grow with A along the
/// tangent of ψ at the mean of what is there, seen from A's mean below, and that falls as the mean
/// rises.
fn rising_choices(size: usize, value: impl Fn(usize, usize) -> f64) -> Vec<(f64, usize)> {
    let mut found = vec![(f64::NEG_INFINITY, 0); size];
    // Of each part: from and to which j, and between which i.
    let mut parts = vec![(0, size, 0, size)];
    while let Some((from, to, low, high)) = parts.pop() {
        if from >= to {
            continue;
        }
        let j = from + (to - from) / 2;
        let mut most = (f64::NEG_INFINITY, low);
        for i in low..high.min(j + 1) {
            let value = value(i, j);
            if value > most.0 {
                most = (value, i);
            }
        }
        found[j] = most;
        parts.push((from, j, low, most.1 + 1));
        parts.push((j + 1, to, most.1, high));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of counts with prices that rise, and any values of what comes before.
    #[test]
    fn halves_find_the_best_group_of_every_end() {
        let chance = |i: usize| 1.0 / (1.0 + (i as f64 - 17.0).powi(2));
        let price = |i: usize| libm::exp(0.15 * i as f64) - 3.0;
        let worth = |i: usize, j: usize| {
            let sums = (i..j).fold((0.0, 0.0), |(p, x), s| {
                (p + chance(s), x + chance(s) * price(s))
            });
            if i == j {
                0.0
            } else {
                sums.1 * sums.1 / sums.0
            }
        };
        for before in [|_: usize| 0.0, |i: usize| libm::sin(i as f64) * 40.0] {
            let value = |i: usize, j: usize| before(i) + worth(i, j);
            let found = rising_choices(40, value);
            for (j, (most, i)) in found.into_iter().enumerate() {
                let all = (0..=j).map(|i| value(i, j)).fold(f64::MIN, f64::max);
                assert!((most - all).abs() < 1e-9 && most == value(i, j), "{j}");
            }
        }
    }
}
