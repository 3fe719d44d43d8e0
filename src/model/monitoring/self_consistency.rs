//! The same annotator meets the same item twice: q = ½ + ½·E\[(excess of one look)²].

use super::{Monitoring, Scheme, excess, kappa};
use crate::numerics::Interval;

/// q(η) = ½ + ½·(η²κ_s + 2η(1 − η)α_s + (1 − η)²α) with κ_s = E\[(2p_a−1)²], p_a the annotator's
/// preference, and, s being the law of a careless label, α_s = E\[(2s−1)(2p_a−1)] and
/// α = E\[(2s−1)²]: both 0 for the fair coin of T1.
///
/// With an assistant that answers the same whenever it is asked α is 1, and two copied looks always
/// agree (T10).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelfConsistency {
    kappa: f64,
    /// α_s.
    with_own: f64,
    /// α.
    with_itself: f64,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "self-consistency",
    keys: &["kappa", "alpha_s", "alpha"],
    read: |section| {
        let kappa = kappa(section)?;
        let (own, itself) = (excess(section, "alpha_s")?, excess(section, "alpha")?);
        if !(itself >= 0.0) {
            return Err(section.complain(
                "alpha",
                format!("alpha = {itself} is negative"),
                "0 <= alpha <= 1 (it is a mean of squares)",
            ));
        }
        SelfConsistency::with_assistant(kappa, own, itself)
            .map(|scheme| Box::new(scheme) as Box<dyn Monitoring>)
            .ok_or_else(|| {
                if own * own > itself * kappa {
                    return section.complain(
                        "alpha_s",
                        format!(
                            "alpha_s^2 = {} is more than alpha*kappa = {}: no preferences have \
                             these moments",
                            own * own,
                            itself * kappa
                        ),
                        "alpha_s^2 <= alpha*kappa",
                    );
                }
                section.complain(
                    "alpha_s",
                    format!(
                        "second looks reward copying here: with alpha_s = {own} and alpha = \
                         {itself} their agreement does not rise with effort (T10)"
                    ),
                    "alpha <= alpha_s < kappa, or alpha = alpha_s = 0 (a coin), and alpha_s^2 <= \
                     alpha*kappa; check items on which assistant and expert differ instead (scheme \
                     = \"sentinel\")",
                )
            })
    },
};

impl SelfConsistency {
    /// The scheme at 0 < κ ≤ 1 with careless labels from a fair coin; `None` outside.
    pub fn new(kappa: f64) -> Option<Self> {
        Self::with_assistant(kappa, 0.0, 0.0)
    }

    /// The scheme with the assistant's α_s and α; `None` where 2q′ = 2(ηκ_s + (1 − 2η)α_s −
    /// (1 − η)α) is not positive on (0, 1], or where no law has these moments (α_s² ≤ α·κ_s).
    ///
    /// q′ is affine in η, so its ends decide: α_s − α ≥ 0 at 0 and κ_s − α_s > 0 at 1.
    pub fn with_assistant(kappa: f64, with_own: f64, with_itself: f64) -> Option<Self> {
        let valid = kappa > 0.0
            && kappa <= 1.0
            && (0.0..=1.0).contains(&with_itself)
            && with_own >= with_itself
            && with_own < kappa
            && with_own * with_own <= with_itself * kappa;
        valid.then_some(Self {
            kappa,
            with_own,
            with_itself,
        })
    }

    fn is_coin(&self) -> bool {
        self.with_own == 0.0 && self.with_itself == 0.0
    }
}

impl Monitoring for SelfConsistency {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        let mut list = vec![("kappa", vec![self.kappa])];
        if !self.is_coin() {
            list.push(("alpha_s", vec![self.with_own]));
            list.push(("alpha", vec![self.with_itself]));
        }
        list
    }
    fn agreement(&self, effort: f64) -> f64 {
        if self.is_coin() {
            return 0.5 + 0.5 * self.kappa * effort * effort;
        }
        let rest = 1.0 - effort;
        let mixed = 2.0 * effort * rest * self.with_own + rest * rest * self.with_itself;
        0.5 + 0.5 * (self.kappa * effort * effort + mixed)
    }
    fn slope(&self, effort: f64) -> f64 {
        let (own, itself) = (self.with_own, self.with_itself);
        // The affine function of η between α_s − α at 0 and κ_s − α_s at 1.
        (own - itself) * (1.0 - effort) + (self.kappa - own) * effort
    }
    fn curvature(&self, _effort: f64) -> f64 {
        self.kappa - 2.0 * self.with_own + self.with_itself
    }
    fn power(&self) -> Option<f64> {
        self.is_coin().then_some(2.0)
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let point = Interval::point;
        let (half, kappa) = (point(0.5), point(self.kappa));
        let (own, itself) = (point(self.with_own), point(self.with_itself));
        if self.is_coin() {
            return Some(match order {
                0 => half + half * kappa * effort.square(),
                1 => kappa * effort,
                2 => kappa,
                _ => Interval::ZERO,
            });
        }
        let rest = point(1.0) - effort;
        Some(match order {
            // q increases, so its ends are those of the efforts; one formula at each.
            0 => {
                let at = |end: f64| {
                    let (end, rest) = (point(end), point(1.0) - point(end));
                    let mixed = point(2.0) * end * rest * own + rest.square() * itself;
                    half + half * (kappa * end.square() + mixed)
                };
                Interval::new(at(effort.lower()).lower(), at(effort.upper()).upper())?
            }
            1 => (own - itself) * rest + (kappa - own) * effort,
            2 => kappa - point(2.0) * own + itself,
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
