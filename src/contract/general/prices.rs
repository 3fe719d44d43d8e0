//! Shadow prices as a function of the count: h′(v(s)) − h′(ū).

use crate::contract::effort_point::EffortPoint;
use crate::contract::general::terms::GeneralTerms;
use crate::model::Model;

/// The price function ℓ + m·y + Σ_j ν_j·(1 − r_j(y)) over standardised counts y.
#[derive(Debug, Clone)]
pub struct Prices {
    mean: f64,
    deviation: f64,
    shift: f64,
    slope: f64,
    extra: Vec<(LikelihoodRatio, f64)>,
}

/// r(y) = P_e(S)/P_η(S), the likelihood ratio of an effort e against the implemented one:
/// exponential in the count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodRatio {
    at_mean: f64,
    per_deviation: f64,
}

impl LikelihoodRatio {
    /// The ratio for agreement probabilities `other` against `agreement` on n samples.
    pub fn new(samples: u64, agreement: f64, other: f64) -> Self {
        let n = samples as f64;
        let up = libm::log(other / agreement);
        let down = libm::log((1.0 - other) / (1.0 - agreement));
        Self {
            at_mean: n * (agreement * up + (1.0 - agreement) * down),
            per_deviation: (up - down) * (n * agreement * (1.0 - agreement)).sqrt(),
        }
    }

    /// r at a standardised count y = (s − nq)/√(nq(1−q)).
    pub fn at(&self, y: f64) -> f64 {
        libm::exp(self.at_mean + self.per_deviation * y)
    }
}

impl Prices {
    /// The prices of a general contract.
    pub fn new(model: &Model, samples: u64, point: &EffortPoint, terms: &GeneralTerms) -> Self {
        let n = samples as f64;
        let q = point.agreement;
        Self {
            mean: n * q,
            deviation: (n * q * (1.0 - q)).sqrt(),
            shift: terms.participation_shift,
            slope: terms.incentive_price,
            extra: terms
                .deviations
                .iter()
                .map(|binding| {
                    let other = model.monitoring().agreement(binding.effort);
                    (LikelihoodRatio::new(samples, q, other), binding.price)
                })
                .collect(),
        }
    }

    /// y of a count.
    pub fn standardise(&self, count: f64) -> f64 {
        (count - self.mean) / self.deviation
    }

    /// The price at a standardised count.
    pub fn at(&self, y: f64) -> f64 {
        let extra: f64 = self
            .extra
            .iter()
            .map(|(ratio, price)| price * (1.0 - ratio.at(y)))
            .sum();
        self.shift + self.slope * y + extra
    }
}
