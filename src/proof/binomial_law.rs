//! The binomial law in rationals, with which the certificates of premiums are computed.

use dashu_int::IBig;
use dashu_ratio::RBig;

/// The binomial law in rationals.
pub(super) struct Law {
    mean: RBig,
    right: RBig,
    probabilities: Vec<RBig>,
}

impl Law {
    pub(super) fn new(samples: u64, right: &RBig) -> Self {
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

    pub(super) fn centred(&self, count: u64) -> RBig {
        RBig::from(IBig::from(count)) - &self.mean
    }

    pub(super) fn mean(&self, values: &[RBig], f: impl Fn(&RBig) -> RBig) -> RBig {
        let pairs = self.probabilities.iter().zip(values);
        pairs.fold(RBig::ZERO, |sum, (p, v)| sum + p * f(v))
    }

    pub(super) fn covariance(&self, values: &[RBig]) -> RBig {
        let pairs = self.probabilities.iter().zip(values).zip(0u64..);
        pairs.fold(RBig::ZERO, |sum, ((p, v), count)| {
            sum + p * v * self.centred(count)
        })
    }

    pub(super) fn variance(&self) -> RBig {
        &self.mean * (RBig::ONE - &self.right)
    }
}
