//! The curvature of the Lagrangian.

use super::super::offer::{Offer, Seen};
use super::variables::Descent;
use nalgebra::{DMatrix, DVector};

impl Descent<'_, '_, '_> {
    /// A model of the curvature: that of the loss in x, of the quadratic premium in the bonuses, 1
    /// in the thresholds.
    pub fn first_hessian(&self) -> DMatrix<f64> {
        let size = self.size();
        let mut hessian = DMatrix::identity(size, size);
        if self.places.first() != Some(&0) {
            return hessian;
        }
        // More effort may ask for a utility that no wage gives, and then less of it is looked at.
        let first_best = self.setting.first_best;
        let unit = self.setting.unit;
        let losses = [unit, -unit.min(first_best.effort())].map(|change| first_best.loss(change));
        let loss = losses.into_iter().find(|loss| loss.is_finite());
        hessian[(0, 0)] = loss.map_or(0.1, |loss| (loss * 2.0 / self.money).max(0.1));
        hessian
    }

    /// The Hessian of the Lagrangian, by differences of its gradient, made positive definite: rows
    /// that bind are given curvature of their own, which changes no solution that meets them, and
    /// what is left of negative curvature is turned round.
    pub fn curvature(
        &self,
        offer: &Offer,
        seen: &Seen,
        equality: f64,
        weights: &[(f64, f64)],
    ) -> Option<DMatrix<f64>> {
        /// Differences of the variables: the cube root of a rounding.
        const APART: f64 = 1e-5;
        let size = self.size();
        let known: Vec<f64> = seen.temptations.iter().map(|t| t.x).collect();
        let lagrangian = |seen: &Seen| {
            let mut sum = self.scaled(&seen.gap, self.money);
            sum -= self.scaled(&seen.incentive, 1.0) * equality;
            for (temptation, (_, weight)) in seen.temptations.iter().zip(weights) {
                sum -= self.scaled(&temptation.margin, 1.0) * *weight;
            }
            sum
        };
        let see = |step: &DVector<f64>, share: f64| {
            let there = self.shifted(offer, step, share);
            match self.free.thresholds {
                true => there.see_near(self.setting, &known, self.side),
                false => there.see_beside(self.setting, seen, (offer.x, self.side)),
            }
        };
        let mut hessian = DMatrix::identity(size, size);
        for place in 0..size {
            let mut unit = DVector::zeros(size);
            unit[place] = 1.0;
            let (up, down) = (see(&unit, APART)?, see(&unit, -APART)?);
            let column = (lagrangian(&up) - lagrangian(&down)) / (2.0 * APART);
            hessian.set_column(place, &column);
        }
        let hessian = (&hessian + hessian.transpose()) * 0.5;
        hessian.iter().all(|x| x.is_finite()).then_some(hessian)
    }
}

/// The nearest matrix with eigenvalues of at least `least`, negative ones turned round.
pub fn positive(hessian: DMatrix<f64>, least: f64) -> DMatrix<f64> {
    let mut parts = hessian.symmetric_eigen();
    for value in parts.eigenvalues.iter_mut() {
        *value = value.abs().max(least);
    }
    parts.recompose()
}
