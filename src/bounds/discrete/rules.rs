//! Probabilities of missing the bonus, enclosed, as numbers and as logarithms.

use super::logs::{ln, ln_sum};
use crate::numerics::{EnclosedBinomial, Interval};

/// P(no bonus) of a rule at one effort.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub ln: Interval,
    /// Within [0, 1]; its lower end is 0 where the probability is below the smallest double.
    pub value: Interval,
}

/// Rules on n samples against the agreement of every effort of a list.
pub(super) struct Rules {
    samples: u64,
    laws: Vec<EnclosedBinomial>,
}

impl Rules {
    /// `None` unless every agreement lies strictly between 0 and 1.
    pub fn new(samples: u64, agreements: &[Interval]) -> Option<Self> {
        let laws = agreements
            .iter()
            .map(|q| EnclosedBinomial::new(samples, *q).ok())
            .collect::<Option<_>>()?;
        Some(Self { samples, laws })
    }

    /// n.
    pub fn samples(&self) -> f64 {
        self.samples as f64
    }

    /// P(S < k−1) + (1−ρ)·P(S = k−1) at the position t = k − ρ, 0 ≤ t ≤ n. (k − t is rounded where
    /// t is below ½, so that 1 − ρ is enclosed.)
    pub fn fail(&self, effort: usize, position: f64) -> Option<Position> {
        let law = self.laws.get(effort)?;
        let threshold = position.ceil();
        let chance = Interval::point(threshold) - Interval::point(position);
        let k = threshold as u64;
        if k == 0 {
            return Some(Position {
                ln: ln(Interval::ZERO)?,
                value: Interval::ZERO,
            });
        }
        let ln_fail = if chance == Interval::ZERO {
            law.ln_below(k)
        } else {
            let at = law.ln_pmf(k - 1) + ln((Interval::ONE - chance).positive_part())?;
            ln_sum(law.ln_below(k - 1), at)
        };
        let unit = Interval::new(0.0, 1.0)?;
        Some(Position {
            ln: ln_fail,
            value: ln_fail.exp().intersection(unit)?,
        })
    }
}
