//! One step: a quadratic program with the constraints linearised.

use super::super::offer::{Offer, Seen};
use super::super::quadratic::{Row, minimise};
use super::curvature::positive;
use super::variables::Descent;
use nalgebra::{DMatrix, DVector};

/// A step in scaled variables.
pub struct Step {
    /// The step.
    pub step: DVector<f64>,
    /// The multiplier of the incentive constraint.
    pub equality: f64,
    /// The multiplier of each temptation, by effort.
    pub weights: Vec<(f64, f64)>,
    /// By how much the linearised temptations had to be given way.
    pub slack: f64,
}

impl Descent<'_, '_, '_> {
    /// The step under a model of the curvature, multipliers of the temptations and a penalty.
    pub fn step(
        &self,
        offer: &Offer,
        seen: &Seen,
        hessian: &DMatrix<f64>,
        (incentive, bound): (f64, &[f64]),
        penalty: f64,
    ) -> Option<Step> {
        let tiers = offer.tiers();
        let size = self.size();
        // One more variable gives way where temptations cannot all be met.
        let mut curved = hessian.clone();
        let mut gradient = self.scaled(&seen.gap, self.money);
        let stiffness = 10.0 * (1.0 + hessian.amax().max(1.0));
        let binding = seen
            .temptations
            .iter()
            .zip(bound)
            .filter(|(_, weight)| **weight > 0.0)
            .map(|(temptation, _)| (&temptation.margin, self.margin - temptation.margin.value));
        let binds = !self.full_care || incentive > 0.0;
        let incentive = binds.then_some((&seen.incentive, -seen.incentive.value));
        for (slope, right) in binding.chain(incentive) {
            let normal = self.scaled(slope, 1.0);
            let weight = stiffness / normal.norm_squared().max(f64::MIN_POSITIVE);
            gradient -= &normal * (weight * right);
            curved += &normal * normal.transpose() * weight;
        }
        let mut whole = positive(curved, 1e-4).resize(size + 1, size + 1, 0.0);
        whole[(size, size)] = 1e-3;
        let mut gradient = gradient.resize_vertically(size + 1, 0.0);
        gradient[size] = 10.0 * penalty;
        let unit = |place: usize, value: f64| {
            let mut normal = DVector::zeros(size + 1);
            normal[place] = value;
            normal
        };
        let mut rows = vec![Row {
            normal: self
                .scaled(&seen.incentive, 1.0)
                .resize_vertically(size + 1, 0.0),
            bound: -seen.incentive.value,
            equality: !self.full_care,
        }];
        for temptation in &seen.temptations {
            let mut normal = self
                .scaled(&temptation.margin, 1.0)
                .resize_vertically(size + 1, 0.0);
            normal[size] = 1.0;
            rows.push(Row {
                normal,
                bound: self.margin - temptation.margin.value,
                equality: false,
            });
        }
        let after = rows.len();
        let at_least = |normal, bound| Row {
            normal,
            bound,
            equality: false,
        };
        rows.push(at_least(unit(size, 1.0), 0.0));
        // Thresholds and bonuses come after the effort, where that moves.
        let first = usize::from(self.places.first() == Some(&0));
        let bonuses = size - tiers;
        for i in 0..tiers {
            let place = first + i;
            if self.free.thresholds {
                let deviation = self.setting.deviation;
                let (low, high) = self.ends[i];
                let t = offer.thresholds[i];
                rows.push(at_least(unit(place, 1.0), (low - t) / deviation));
                rows.push(at_least(unit(place, -1.0), (t - high) / deviation));
                if i > 0 {
                    let apart = t - offer.thresholds[i - 1] - f64::from(self.free.apart);
                    let mut normal = unit(place, 1.0);
                    normal[place - 1] = -1.0;
                    rows.push(at_least(normal, -apart / deviation));
                }
            }
            let bonus = offer.bonuses[i] / self.scale[1 + tiers + i];
            rows.push(at_least(unit(bonuses + i, 1.0), -bonus));
        }
        let found = minimise(&whole, &gradient, &rows)?;
        let weights = seen
            .temptations
            .iter()
            .zip(&found.multipliers[1..after])
            .map(|(temptation, weight)| (temptation.x, *weight))
            .collect();
        let slack = found.step[size];
        let step = found.step.resize_vertically(size, 0.0);
        Some(Step {
            step,
            equality: found.multipliers[0],
            weights,
            slack,
        })
    }
}
