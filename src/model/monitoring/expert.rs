//! Comparison with an expert's label: q = ½ + ½·κ_e·η.

use super::kappa;
use super::{Monitoring, Scheme};
use crate::numerics::Interval;

/// q(η) = ½ + ½·κ·η with κ = E\[(2p_a−1)(2p_e−1)], p_a and p_e the annotator's and the expert's
/// preference (T1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expert {
    kappa: f64,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "expert",
    keys: &["kappa"],
    read: |section| {
        Ok(Box::new(Expert {
            kappa: kappa(section)?,
        }))
    },
};

impl Expert {
    /// The scheme at 0 < κ ≤ 1; `None` outside.
    pub fn new(kappa: f64) -> Option<Self> {
        (kappa > 0.0 && kappa <= 1.0).then_some(Self { kappa })
    }
}

impl Monitoring for Expert {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        vec![("kappa", vec![self.kappa])]
    }
    fn agreement(&self, effort: f64) -> f64 {
        0.5 + 0.5 * self.kappa * effort
    }
    fn slope(&self, _effort: f64) -> f64 {
        0.5 * self.kappa
    }
    fn curvature(&self, _effort: f64) -> f64 {
        0.0
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let half = Interval::point(0.5);
        let slope = half * Interval::point(self.kappa);
        Some(match order {
            0 => half + slope * effort,
            1 => slope,
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
            0 => half + half * kappa * effort,
            1 => half * kappa,
            _ => Interval::ZERO,
        })
    }
}
