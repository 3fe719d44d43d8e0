//! Gap certificates in exact rationals: what `proofs/Lib/GapCertificate.v` checks.
//!
//! For utility w^{1/k} (inverse v^k), agreement `½ + ½κη`, cost `aη²` and an effort η to implement,
//! all data being floats and hence rational, the numbers are
//!
//! - prices (λ, μ) and a supporting point `s_j ≥ 0` for each count j with `λ + μ(j − nq) ≤
//!   k·s_j^{k−1}`. By Fenchel duality every contract that implements η pays at least `λu +
//!   μ·c′q(1−q)/q′ − (k−1)·E[s^k]`, u = U0 + c(η);
//! - utilities `v_j ≥ 0`, concave in j, with `E[v] ≥ u` and slope of E\[v\] in effort exactly
//!   c′(η). Concavity makes η a best reply among all efforts, so the best pay is at most `E[v^k]`.
//!
//! Both ends are distances from the first-best wage u^k. The float solver only suggests λ, μ and v.

use super::binomial_law::Law;
use super::decimal::{power, rational};
use super::gap_problem::{Data, GapProblem, GapProofError};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Binary digits kept of supporting points and utilities: enough that a bracket is a few 2^−40
/// wide.
const DIGITS: usize = 40;

/// Binary digits of the bounds. They are rounded outwards, so that more digits only make them
/// longer.
const BOUND_DIGITS: usize = 60;

/// Numerators over one denominator.
#[derive(Debug, Clone, PartialEq)]
pub struct Numerators {
    /// Common denominator.
    pub denominator: UBig,
    /// One numerator for each count.
    pub entries: Vec<IBig>,
}

/// The certificate of a [`GapProblem`].
#[derive(Debug, Clone, PartialEq)]
pub struct GapCertificate {
    /// λ.
    pub participation_price: RBig,
    /// μ, per unit of the count.
    pub incentive_price: RBig,
    /// s.
    pub support: Numerators,
    /// v.
    pub paid: Numerators,
    /// No contract that implements the effort costs less than this above the first best.
    pub lower: RBig,
    /// The contract v costs at most this above the first best.
    pub upper: RBig,
}

impl GapProblem {
    /// The certificate.
    ///
    /// # Errors
    /// Data that make no economy, a solver that fails, an optimal pay that is not concave in the
    /// count.
    pub fn certify(&self) -> Result<GapCertificate, GapProofError> {
        let whole = |x: f64, low, high| x.is_finite() && x > low && x < high;
        if self.power < 2 || self.samples == 0 || self.samples > 1_000 {
            return Err(self.wrong("k has to be at least 2, and the signals 1 to 1000"));
        }
        if !(whole(self.effort, 0.0, 1.0) && self.kappa > 0.0 && self.kappa <= 1.0) {
            return Err(self.wrong("effort has to be in (0, 1), kappa in (0, 1]"));
        }
        let data = self.data();
        let data = data.ok_or_else(|| self.wrong("all data have to be finite"))?;
        let (lambda, mu) = self.prices(&self.model()?)?;
        let prices = rational(lambda).zip(rational(mu));
        let (lambda, mu) = prices.ok_or_else(|| self.wrong("the prices have to be finite"))?;
        let law = Law::new(self.samples, &data.right);
        let support = self.support(&lambda, &mu, &law);
        let paid = self.paid(&support, &data, &law)?;
        let exponent = self.power as usize;
        let wage = power(&data.needed, exponent);
        let incentive = &data.marginal * &data.right * (RBig::ONE - &data.right) / &data.slope;
        let conjugate = law.mean(&support, |s| power(s, exponent)) * IBig::from(self.power - 1);
        let lower = &lambda * &data.needed + &mu * incentive - conjugate - &wage;
        let upper = law.mean(&paid, |v| power(v, exponent)) - wage;
        let unit = RBig::from(IBig::ONE << BOUND_DIGITS);
        Ok(GapCertificate {
            participation_price: lambda,
            incentive_price: mu,
            support: over_unit(support, DIGITS),
            paid: common(&paid),
            lower: RBig::from((lower * &unit).floor()) / &unit,
            upper: RBig::from((upper * &unit).ceil()) / &unit,
        })
    }

    /// The least multiples of 2^−[`DIGITS`] with `λ + μ(j − nq) ≤ k·s^{k−1}`.
    fn support(&self, lambda: &RBig, mu: &RBig, law: &Law) -> Vec<RBig> {
        let unit = RBig::from(IBig::ONE << DIGITS);
        let order = IBig::from(self.power);
        (0..=self.samples)
            .map(|count| {
                let price = lambda + mu * law.centred(count);
                let holds = |s: &IBig| {
                    let s = RBig::from(s.clone()) / &unit;
                    price <= power(&s, self.power as usize - 1) * &order
                };
                // bisection between 0 and a power of two that is enough
                let (mut low, mut high) = (IBig::ZERO, IBig::ONE);
                if holds(&low) {
                    return RBig::ZERO;
                }
                while !holds(&high) {
                    high <<= 1;
                }
                while &high - &low > IBig::ONE {
                    let middle: IBig = (&low + &high) >> 1;
                    if holds(&middle) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                RBig::from(high) / &unit
            })
            .collect()
    }

    /// Utilities near the supporting points: concave, then moved by a line in the count until
    /// participation and incentives hold exactly.
    fn paid(&self, support: &[RBig], data: &Data, law: &Law) -> Result<Vec<RBig>, GapProofError> {
        let mut paid: Vec<RBig> = Vec::with_capacity(support.len());
        let mut last: Option<RBig> = None;
        for (j, s) in support.iter().enumerate() {
            let next = match (j.checked_sub(1).map(|i| s - &support[i]), paid.last()) {
                (Some(step), Some(before)) => {
                    let step = last.take().map_or(step.clone(), |old| old.min(step));
                    let next = before + &step;
                    last = Some(step);
                    next
                }
                _ => s.clone(),
            };
            paid.push(next);
        }
        let variance = law.variance();
        let mean = law.mean(&paid, RBig::clone);
        let covariance = law.covariance(&paid);
        let wanted = &data.marginal * &data.right * (RBig::ONE - &data.right) / &data.slope;
        let tilt = (wanted - covariance) / variance;
        let shift = &data.needed - mean;
        for (v, count) in paid.iter_mut().zip(0u64..) {
            *v = &*v + &shift + &tilt * law.centred(count);
            if *v < RBig::ZERO {
                return Err(self.wrong("limited liability binds; a lower effort would not need it"));
            }
        }
        Ok(paid)
    }
}

/// Multiples of 2^−digits as numerators.
fn over_unit(values: Vec<RBig>, digits: usize) -> Numerators {
    let unit = RBig::from(IBig::ONE << digits);
    Numerators {
        denominator: UBig::ONE << digits,
        entries: values.into_iter().map(|v| (v * &unit).floor()).collect(),
    }
}

/// Rationals over their least common denominator.
fn common(values: &[RBig]) -> Numerators {
    let mut denominator = UBig::ONE;
    for value in values {
        // the part of this denominator that is not there yet
        let rest = RBig::from_parts(IBig::from(denominator.clone()), value.denominator().clone());
        denominator *= rest.denominator();
    }
    let unit = RBig::from(denominator.clone());
    Numerators {
        entries: values.iter().map(|v| (v * &unit).floor()).collect(),
        denominator,
    }
}
