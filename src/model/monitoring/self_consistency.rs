//! The same annotator meets the same item twice: q = ½ + ½·κ_s·η².

use super::kappa;
use super::{Monitoring, Scheme};
use crate::numerics::Interval;

/// q(η) = ½ + ½·κ·η² with κ = E\[(2p_a−1)²], p_a the annotator's preference (T1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelfConsistency {
    kappa: f64,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "self-consistency",
    keys: &["kappa"],
    read: |section| {
        Ok(Box::new(SelfConsistency {
            kappa: kappa(section)?,
        }))
    },
};

impl SelfConsistency {
    /// The scheme at 0 < κ ≤ 1; `None` outside.
    pub fn new(kappa: f64) -> Option<Self> {
        (kappa > 0.0 && kappa <= 1.0).then_some(Self { kappa })
    }
}

impl Monitoring for SelfConsistency {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        vec![("kappa", vec![self.kappa])]
    }
    fn agreement(&self, effort: f64) -> f64 {
        0.5 + 0.5 * self.kappa * effort * effort
    }
    fn slope(&self, effort: f64) -> f64 {
        self.kappa * effort
    }
    fn curvature(&self, _effort: f64) -> f64 {
        self.kappa
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let (half, kappa) = (Interval::point(0.5), Interval::point(self.kappa));
        Some(match order {
            0 => half + half * kappa * effort.square(),
            1 => kappa * effort,
            2 => kappa,
            _ => Interval::ZERO,
        })
    }
    fn enclosed_over(
        &self,
        parameters: &[Interval],
        order: u32,
        effort: Interval,
    ) -> Option<Interval> {
        let (half, &[kappa]) = (Interval::point(0.5), parameters) else {
            return None;
        };
        Some(match order {
            0 => half + half * kappa * effort.square(),
            1 => kappa * effort,
            2 => kappa,
            _ => Interval::ZERO,
        })
    }
}
