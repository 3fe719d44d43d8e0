//! Efforts that may tempt, with their laws.

use super::patch::Patch;
use super::rare::RARE;
use crate::bounds::EnclosedModel;
use crate::bounds::count_sums::law::Law;
use crate::numerics::Interval;

/// Efforts of the grid that boxes look at, and of the finer one for single lines.
pub const GRID: u32 = 32;
pub const FINE: u32 = 256;

/// Halvings of the first effort of a grid towards no effort.
const HALVINGS: u32 = 6;

/// An effort with its law and cost.
pub struct Rival {
    pub effort: f64,
    pub law: Law,
    pub cost: Interval,
    /// The law in floats, from its first count.
    first: usize,
    weights: Vec<f64>,
}

impl Rival {
    fn new(economy: &EnclosedModel<'_>, samples: u64, effort: f64) -> Option<Self> {
        let at = Interval::point(effort);
        let q = economy.agreement(0, at)?;
        let law = Law::down_to(RARE, samples, Interval::point(q.midpoint()), q)?.1;
        Some(Self {
            effort,
            cost: economy.cost(0, at)?,
            first: *law.counts().start(),
            weights: law.iter().map(|(_, p)| p.midpoint()).collect(),
            law,
        })
    }

    /// ψ, u(w_min) being 0, in floats.
    pub fn payoff(&self, patch: &Patch) -> f64 {
        let paid = (self.first..)
            .zip(&self.weights)
            .map(|(k, p)| p * patch.count(k).map_or(0.0, |count| count.at.midpoint()));
        paid.sum::<f64>() - self.cost.midpoint()
    }
}

/// A grid of efforts.
pub struct Rivals {
    grid: Vec<Rival>,
    spacing: f64,
}

impl Rivals {
    pub fn new(economy: &EnclosedModel<'_>, samples: u64, efforts: u32) -> Self {
        let step = 1.0 / f64::from(efforts);
        let near = (1..=HALVINGS).rev().map(|j| step / f64::from(1_u32 << j));
        let efforts = std::iter::once(0.0)
            .chain(near)
            .chain((1..=efforts).map(|j| step * f64::from(j)));
        Self {
            grid: efforts
                .filter_map(|effort| Rival::new(economy, samples, effort))
                .collect(),
            spacing: step,
        }
    }

    /// The effort away from a piece that the line at the centre tempts to most: a peak of the
    /// payoff.
    pub fn most_tempting(
        &self,
        economy: &EnclosedModel<'_>,
        samples: u64,
        patch: &Patch,
        efforts: Interval,
    ) -> Option<Rival> {
        let payoffs: Vec<f64> = self.grid.iter().map(|rival| rival.payoff(patch)).collect();
        let last = self.grid.len().checked_sub(1)?;
        let peak = |j: usize| {
            (j == 0 || payoffs[j] >= payoffs[j - 1]) && (j == last || payoffs[j] >= payoffs[j + 1])
        };
        let spacing = self.spacing;
        let away = |j: usize| {
            let effort = self.grid[j].effort;
            effort < efforts.lower() - spacing
                || effort > efforts.upper() + spacing
                || ((j == 0 || j == last) && !efforts.contains(effort))
        };
        let j = (0..=last)
            .filter(|j| away(*j) && peak(*j))
            .max_by(|a, b| payoffs[*a].total_cmp(&payoffs[*b]))?;
        let effort = if j == 0 || j == last {
            self.grid[j].effort
        } else {
            // The top of the parabola through three of them.
            let [x0, x1, x2] = [j - 1, j, j + 1].map(|j| self.grid[j].effort);
            let [y0, y1, y2] = [j - 1, j, j + 1].map(|j| payoffs[j]);
            let (left, right) = ((y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1));
            let bend = (right - left) / (x2 - x0);
            let top = 0.5 * (x0 + x1) - 0.5 * left / bend;
            if top.is_finite() {
                top.clamp(x0, x2)
            } else {
                x1
            }
        };
        Rival::new(economy, samples, effort)
    }
}
