//! Newton's method on the dual in the prices.

use super::{Here, Tempting, Warm};
use crate::contract::general::listed::solve_scaled;
use nalgebra::{DMatrix, DVector};

/// Newton steps, and halvings of one.
const STEPS: usize = 60;
const HALVINGS: usize = 40;

/// What constraints may miss, as a share of what they are about, and what is taken where roundings
/// let no step do better.
const MET: f64 = 1e-12;
const ROUGH: f64 = 1e-7;

/// The least price: of an effort that makes counts likely which here are less likely than that. It
/// need not fall to 0.
const LEAST: f64 = 1e-297;

/// Halvings of the range of a first price.
const LOCATING: usize = 22;

/// Share of what a step promises that may be lost again at its end.
const OVERSHOOT: f64 = 0.3;

impl Warm<'_, '_> {
    /// Newton's method; z is left at the prices of what is returned.
    pub(super) fn newton(&self, z: &mut Vec<f64>, all: &[Tempting]) -> Option<Here> {
        let mut here = self.here(z, all)?;
        let mut met = false;
        for _ in 0..STEPS {
            let scales = self.scales(all, &here.changes);
            let unpriced =
                (2..z.len()).find(|i| z[*i] == 0.0 && here.missed[*i] > MET * scales[*i]);
            if let Some(unpriced) = unpriced {
                here = self.enter(z, all, unpriced)?;
                continue;
            }
            let mut free: Vec<usize> = (0..z.len())
                .filter(|i| {
                    !self.bounded(*i) || z[*i] > LEAST || here.missed[*i] > MET * scales[*i]
                })
                .collect();
            let worst = free.iter().map(|i| here.missed[*i].abs() / scales[*i]);
            let worst = worst.fold(0.0, f64::max);
            met = worst <= ROUGH;
            if worst <= MET {
                break;
            }
            let Some(step) = self.step_inside(z, &here, all, &mut free) else {
                break;
            };
            let Some((next, there)) = self.moved(z, all, &here, &free, &step) else {
                break;
            };
            (*z, here) = (next, there);
        }
        met.then_some(here)
    }

    /// A first price for an effort that tempts, by itself. Where it makes counts likely that are
    /// all but impossible here, that is as small as they are, and Newton's method takes too small
    /// steps from 0.
    fn enter(&self, z: &mut [f64], all: &[Tempting], i: usize) -> Option<Here> {
        // In logarithms.
        let (mut low, mut high) = (libm::log(0.01 * LEAST), libm::log(16.0 * self.marginal));
        for _ in 0..LOCATING {
            let middle = 0.5 * (low + high);
            z[i] = libm::exp(middle);
            if self.here(z, all)?.missed[i] > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        z[i] = libm::exp(high);
        self.here(z, all)
    }

    /// The Newton step of the prices that are free to move, less those that it would turn negative.
    fn step_inside(
        &self,
        z: &[f64],
        here: &Here,
        all: &[Tempting],
        free: &mut Vec<usize>,
    ) -> Option<Vec<f64>> {
        loop {
            let step = self.step(here, all, free)?;
            let stuck = free
                .iter()
                .zip(&step)
                .find(|(i, step)| self.bounded(**i) && z[**i] == 0.0 && **step < 0.0)
                .map(|(i, _)| *i);
            let Some(stuck) = stuck else {
                return Some(step);
            };
            free.retain(|i| *i != stuck);
        }
    }

    /// The Newton step of the prices that are free to move.
    fn step(&self, here: &Here, all: &[Tempting], free: &[usize]) -> Option<Vec<f64>> {
        let mut matrix = DMatrix::zeros(free.len(), free.len());
        let mut weights = vec![0.0; free.len()];
        for (s, moves) in here.moves.iter().enumerate() {
            if *moves == 0.0 || self.law[s] == 0.0 {
                continue;
            }
            for (weight, i) in weights.iter_mut().zip(free) {
                *weight = match i {
                    0 => 1.0,
                    1 => self.away[s],
                    _ => 1.0 - all[i - 2].ratios[s],
                };
            }
            for i in 0..free.len() {
                let row = self.law[s] * moves * weights[i];
                for j in 0..=i {
                    matrix[(i, j)] += row * weights[j];
                }
            }
        }
        for i in 0..free.len() {
            for j in 0..i {
                matrix[(j, i)] = matrix[(i, j)];
            }
        }
        let missed = free.iter().map(|i| here.missed[*i]);
        let missed = DVector::from_iterator(free.len(), missed);
        Some(solve_scaled(&matrix, &missed)?.iter().copied().collect())
    }

    fn moved(
        &self,
        z: &[f64],
        all: &[Tempting],
        here: &Here,
        free: &[usize],
        step: &[f64],
    ) -> Option<(Vec<f64>, Here)> {
        // How far it is to where the first price is 0.
        let mut first: f64 = 1.0;
        for (i, step) in free.iter().zip(step) {
            if self.bounded(*i) && *step < 0.0 {
                first = first.min(-z[*i] / step);
            }
        }
        let mut share = 1.0;
        for _ in 0..HALVINGS {
            let mut next = z.to_vec();
            for (i, step) in free.iter().zip(step) {
                next[*i] += share * step;
                if self.bounded(*i)
                    && (next[*i] < 0.0 || (share == first && next[*i] < z[*i] * 1e-12))
                {
                    next[*i] = 0.0;
                }
            }
            let along = |missed: &[f64]| {
                let moved = next.iter().zip(z).zip(missed);
                moved.map(|((to, from), g)| (to - from) * g).sum::<f64>()
            };
            let promised = along(&here.missed);
            if promised > 0.0
                && let Some(there) = self.here(&next, all)
                && along(&there.missed) >= -OVERSHOOT * promised
            {
                return Some((next, there));
            }
            // Prices that are cut at 0 may lead down; up to the first of them the step leads up.
            share = if share > first && 0.5 * share < first {
                first
            } else {
                0.5 * share
            };
            if share == 0.0 || self.work.get() == 0 {
                return None;
            }
        }
        None
    }
}
