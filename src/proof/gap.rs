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

use super::decimal::{power, rational};
use crate::contract::general::dual::{self, Implementation};
use crate::contract::{ContractError, EffortPoint};
use crate::model::cost::PowerCost;
use crate::model::monitoring::Expert;
use crate::model::utility::{Power, Utility};
use crate::model::value::LinearValue;
use crate::model::{EffortCost, Model, Parts};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Binary digits kept of supporting points and utilities: enough that a bracket is a few 2^−40
/// wide.
const DIGITS: usize = 40;

/// Binary digits of the bounds. They are rounded outwards, so that more digits only make them
/// longer.
const BOUND_DIGITS: usize = 60;

/// A contract problem all of whose data are rational.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapProblem {
    /// Name of the file.
    pub name: &'static str,
    /// k of the utility w^{1/k}, at least 2.
    pub power: u32,
    /// Signals monitored.
    pub samples: u64,
    /// κ of the comparison with an expert.
    pub kappa: f64,
    /// a of the cost aη².
    pub scale: f64,
    /// U0.
    pub outside: f64,
    /// η.
    pub effort: f64,
}

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

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum GapProofError {
    /// The estimate failed.
    #[error("{name}: {source}")]
    Estimate {
        /// The problem.
        name: &'static str,
        /// What the solver said.
        source: ContractError,
    },
    /// The numbers do not make an economy.
    #[error("{name}: {what}")]
    Problem {
        /// The problem.
        name: &'static str,
        /// What is wrong, and what would be right.
        what: &'static str,
    },
}

/// The data in rationals.
pub(super) struct Data {
    pub base: RBig,
    pub slope: RBig,
    pub scale: RBig,
    pub outside: RBig,
    pub effort: RBig,
    /// q(η).
    pub right: RBig,
    /// U0 + c(η).
    pub needed: RBig,
    /// c′(η).
    pub marginal: RBig,
}

impl GapProblem {
    /// The data in rationals; `None` where a number is not finite.
    pub(super) fn data(&self) -> Option<Data> {
        let base = rational(0.5)?;
        let slope = rational(self.kappa)? * &base;
        let (scale, outside) = (rational(self.scale)?, rational(self.outside)?);
        let effort = rational(self.effort)?;
        Some(Data {
            right: &base + &slope * &effort,
            needed: &outside + &scale * &effort * &effort,
            marginal: &scale * &effort * IBig::from(2),
            base,
            slope,
            scale,
            outside,
            effort,
        })
    }

    fn wrong(&self, what: &'static str) -> GapProofError {
        GapProofError::Problem {
            name: self.name,
            what,
        }
    }

    fn solved(&self, model: &Model) -> Result<Implementation, GapProofError> {
        let solved = dual::implement(
            model,
            self.samples,
            &EffortPoint::of(model, self.effort),
            &[],
        );
        solved.map_err(|source| GapProofError::Estimate {
            name: self.name,
            source,
        })
    }

    /// The least pay above the first best as the float solver has it.
    ///
    /// # Errors
    /// Data that make no model, a solver that fails.
    pub fn estimate(&self) -> Result<f64, GapProofError> {
        Ok(self.solved(&self.model()?)?.cost())
    }

    /// λ and μ as the float solver gives them.
    fn prices(&self, model: &Model) -> Result<(f64, f64), GapProofError> {
        let point = EffortPoint::of(model, self.effort);
        let solved = self.solved(model)?;
        let q = point.agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        let lambda =
            model.utility().marginal_wage(point.required_utility) + solved.participation_shift;
        Ok((lambda, solved.incentive_price / deviation))
    }

    /// The model whose first best asks for this effort.
    ///
    /// # Errors
    /// Data that make no model.
    pub fn model(&self) -> Result<Model, GapProofError> {
        let data = || self.wrong("k, kappa or the scale of the cost is outside its range");
        let utility = Power::new(1.0 / f64::from(self.power)).ok_or_else(data)?;
        let cost = PowerCost::new(self.scale, 2.0).ok_or_else(data)?;
        let needed = self.outside + cost.cost(self.effort);
        let slope = utility.marginal_wage(needed) * cost.marginal(self.effort);
        Model::new(Parts {
            utility: Box::new(utility),
            minimum_wage: 0.0,
            cost: Box::new(cost),
            monitoring: Box::new(Expert::new(self.kappa).ok_or_else(data)?),
            value: Box::new(LinearValue::new(slope).ok_or_else(data)?),
            reservation: self.outside,
        })
        .map_err(|_| self.wrong("the data satisfy no model's assumptions"))
    }

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

/// The binomial law in rationals.
struct Law {
    mean: RBig,
    right: RBig,
    probabilities: Vec<RBig>,
}

impl Law {
    fn new(samples: u64, right: &RBig) -> Self {
        let wrong = RBig::ONE - right;
        let odds = right / &wrong;
        let mut term = (0..samples).fold(RBig::ONE, |product, _| product * &wrong);
        let mut probabilities = vec![term.clone()];
        for count in 0..samples {
            let ratio = RBig::from_parts((samples - count).into(), (count + 1).into());
            term = term * ratio * &odds;
            probabilities.push(term.clone());
        }
        Law {
            mean: right * IBig::from(samples),
            right: right.clone(),
            probabilities,
        }
    }

    fn centred(&self, count: u64) -> RBig {
        RBig::from(IBig::from(count)) - &self.mean
    }

    fn mean(&self, values: &[RBig], f: impl Fn(&RBig) -> RBig) -> RBig {
        let pairs = self.probabilities.iter().zip(values);
        pairs.fold(RBig::ZERO, |sum, (p, v)| sum + p * f(v))
    }

    fn covariance(&self, values: &[RBig]) -> RBig {
        let pairs = self.probabilities.iter().zip(values).zip(0u64..);
        pairs.fold(RBig::ZERO, |sum, ((p, v), count)| {
            sum + p * v * self.centred(count)
        })
    }

    fn variance(&self) -> RBig {
        &self.mean * (RBig::ONE - &self.right)
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
