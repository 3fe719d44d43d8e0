//! The steps of a descent.

use super::step::Step;
use super::task::Found;
use super::variables::Descent;
use crate::contract::tiered::offer::{Offer, Seen};
use nalgebra::{DMatrix, DVector};

/// Steps before giving up; some twenty are asked for.
const STEPS: usize = 40;

/// Steps without progress before a start is given up.
const PATIENCE: usize = 6;

/// The longest step of effort and thresholds, in standard deviations.
const LONGEST: f64 = 0.7;

/// Change of the scaled variables below which the gap, flat at its minimum, has its digits.
const STILL: f64 = 1e-8;

/// Descents whose promised gap is above what is of use by more than this share are given up.
const TOO_DEAR: f64 = 1e-4;

impl Descent<'_, '_, '_> {
    pub(super) fn run(&self, mut offer: Offer) -> Option<Found> {
        let mut seen = self.see(&offer)?;
        let mut hessian = self.first_hessian();
        let mut bound: Vec<f64> = Vec::new();
        let mut incentive = 1.0;
        let mut penalty = 1.0;
        let mut history: Vec<f64> = Vec::new();
        let mut best = self.holds(&seen).then(|| Found {
            offer: offer.clone(),
            seen: seen.clone(),
            binding: Vec::new(),
        });
        let mut promised = None;
        // Whether all steps so far were taken as they were.
        let mut whole = true;
        for _ in 0..STEPS {
            let Some(Step {
                step,
                equality,
                weights,
                slack,
            }) = self.step(&offer, &seen, &hessian, (incentive, &bound), penalty)
            else {
                break;
            };
            if slack <= 1e-9 && whole && self.is_too_dear(&seen, &step, &hessian, &mut promised) {
                return None;
            }
            let most = weights.iter().fold(equality.abs(), |a, (_, b)| a.max(*b));
            let before = penalty;
            if slack <= 1e-9 {
                penalty = f64::max(penalty, 2.0 * most);
            } else {
                penalty *= 4.0;
            }
            if penalty > before {
                // Merits under another penalty are no comparison.
                history.clear();
            }
            let longest = step
                .iter()
                .zip(&self.places)
                .filter(|(_, place)| **place <= offer.tiers())
                .fold(0.0, |a: f64, (b, _)| a.max(b.abs()));
            let mut share = if longest > LONGEST {
                LONGEST / longest
            } else {
                1.0
            };
            history.push(self.merit(&seen, penalty));
            let recent = history.len().saturating_sub(4);
            let reference = history[recent..].iter().copied().fold(f64::MIN, f64::max);
            let mut next = None;
            for _ in 0..12 {
                let moved = self.moved(&offer, &step, share);
                if let Some(there) = self.see(&moved) {
                    let merit = self.merit(&there, penalty);
                    if merit <= reference * (1.0 + 1e-13) {
                        next = Some((moved, there));
                        break;
                    }
                }
                share *= 0.5;
            }
            let stalled = history.len() > PATIENCE
                && history[history.len() - 1 - PATIENCE]
                    <= history[history.len() - 1] * (1.0 + 1e-6);
            whole &= share == 1.0;
            let still = step.amax() * share <= STILL;
            let Some((moved, there)) = next else { break };
            if stalled && best.is_none() && !self.holds(&there) {
                break;
            }
            (offer, seen) = (moved, there);
            // Multipliers of the temptations as they are now, by the nearest effort.
            let nearest = |x: f64| {
                weights
                    .iter()
                    .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
                    .map_or(0.0, |(_, weight)| *weight)
            };
            let now: Vec<(f64, f64)> = seen
                .temptations
                .iter()
                .map(|t| (t.x, nearest(t.x)))
                .collect();
            bound = now.iter().map(|(_, weight)| *weight).collect();
            incentive = equality;
            if let Some(exact) = self.curvature(&offer, &seen, equality, &now) {
                hessian = exact;
            }
            if self.holds(&seen)
                && best
                    .as_ref()
                    .is_none_or(|b| seen.gap.value <= b.seen.gap.value)
            {
                best = Some(Found {
                    offer: offer.clone(),
                    seen: seen.clone(),
                    binding: weights.clone(),
                });
            }
            if still && self.holds(&seen) {
                break;
            }
        }
        best
    }

    /// Whether two steps in a row promise about the same gap, and more than is of use.
    pub(super) fn is_too_dear(
        &self,
        seen: &Seen,
        step: &DVector<f64>,
        hessian: &DMatrix<f64>,
        before: &mut Option<f64>,
    ) -> bool {
        let change = self.scaled(&seen.gap, self.money).dot(step);
        let bent = 0.5 * step.dot(&(hessian * step));
        let promised = seen.gap.value + self.money * (change + bent);
        let last = before.replace(promised);
        // Steps converge by squares, so what is left is less than what changed.
        let least = last.map_or(f64::NAN, |last| promised - 4.0 * (promised - last).abs());
        let dear = least > self.effort.most * (1.0 + TOO_DEAR);
        if dear {
            self.effort.dear.set(Some(least));
        }
        dear
    }
}
