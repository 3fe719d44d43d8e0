//! Comparison with an expert's label: q = ½ + ½·(η·κ_e + (1 − η)·α_e).

use super::{Monitoring, Scheme, excess, kappa};
use crate::numerics::Interval;

/// q(η) = ½ + ½·(η·κ_e + (1 − η)·α_e) with κ_e = E\[(2p_a−1)(2p_e−1)], p_a and p_e the annotator's
/// and the expert's preference, and α_e = E\[(2s−1)(2p_e−1)], s the law of a careless label: 0 for
/// the fair coin of T1, what the assistant agrees with the expert beyond chance in T10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expert {
    kappa: f64,
    alpha: f64,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "expert",
    keys: &["kappa", "alpha_e"],
    read: |section| {
        let (kappa, alpha) = (kappa(section)?, excess(section, "alpha_e")?);
        if alpha >= kappa {
            return Err(section.complain(
                "alpha_e",
                format!(
                    "the assistant agrees with the expert as often as a careful annotator \
                     (alpha_e = {alpha}, kappa = {kappa}), so no pay that rises with agreement \
                     buys care (T10)"
                ),
                "-1 <= alpha_e < kappa; check items on which assistant and expert differ instead \
                 (scheme = \"sentinel\")",
            ));
        }
        Ok(Box::new(Expert { kappa, alpha }))
    },
};

impl Expert {
    /// The scheme at 0 < κ ≤ 1 with careless labels from a fair coin; `None` outside.
    pub fn new(kappa: f64) -> Option<Self> {
        Self::with_assistant(kappa, 0.0)
    }

    /// The scheme at 0 < κ_e ≤ 1 and −1 ≤ α_e < κ_e; `None` outside.
    pub fn with_assistant(kappa: f64, alpha: f64) -> Option<Self> {
        let valid = kappa > 0.0 && kappa <= 1.0 && alpha >= -1.0 && alpha < kappa;
        valid.then_some(Self { kappa, alpha })
    }
}

impl Monitoring for Expert {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        let mut list = vec![("kappa", vec![self.kappa])];
        if self.alpha != 0.0 {
            list.push(("alpha_e", vec![self.alpha]));
        }
        list
    }
    fn agreement(&self, effort: f64) -> f64 {
        // In this order α = 0 leaves the bits of ½ + ½κη.
        0.5 + 0.5 * self.alpha + 0.5 * (self.kappa - self.alpha) * effort
    }
    fn slope(&self, _effort: f64) -> f64 {
        0.5 * (self.kappa - self.alpha)
    }
    fn curvature(&self, _effort: f64) -> f64 {
        0.0
    }
    fn power(&self) -> Option<f64> {
        Some(1.0)
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let half = Interval::point(0.5);
        let alpha = Interval::point(self.alpha);
        let slope = half * (Interval::point(self.kappa) - alpha);
        Some(match order {
            0 if self.alpha == 0.0 => half + slope * effort,
            0 => half + half * alpha + slope * effort,
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
