//! Candidate rates as functions of n, up to a constant.
//!
//! Every candidate is linear in its parameters after taking logs:
//!
//! ln gap = ln C + known(n) + coefficient·regressor(n),
//!
//! where only the exponential and the free power have a coefficient. That is all a fit needs to
//! know of a rate.

use std::fmt;
use std::sync::Arc;

/// A rate at which a gap may vanish.
#[derive(Debug, Clone, PartialEq)]
pub enum Rate {
    /// C·n^-1/2.
    InverseRoot,
    /// C·(n log n)^-1/2.
    InverseRootLog,
    /// C·n^-1.
    Inverse,
    /// C·e^(-c·n), c free.
    Exponential,
    /// C·n^-p, p free.
    FreePower,
    /// C times a curve of the caller's, such as the refined formula of T5.
    Reference(ReferenceCurve),
}

impl Rate {
    /// The candidates that need no curve.
    pub const ALL: [Self; 5] = [
        Self::InverseRoot,
        Self::InverseRootLog,
        Self::Inverse,
        Self::Exponential,
        Self::FreePower,
    ];

    /// Name in tables.
    pub fn name(&self) -> &str {
        match self {
            Self::InverseRoot => "n^{-1/2}",
            Self::InverseRootLog => "(n log n)^{-1/2}",
            Self::Inverse => "n^-1",
            Self::Exponential => "e^{-c n}",
            Self::FreePower => "n^-p",
            Self::Reference(curve) => &curve.name,
        }
    }

    /// ln gap = ln C + (known part) + (free coefficient)·(regressor): the known part at n > 1.
    pub fn known(&self, samples: f64) -> f64 {
        let ln = libm::log(samples);
        match self {
            Self::InverseRoot => -0.5 * ln,
            Self::InverseRootLog => -0.5 * (ln + libm::log(ln)),
            Self::Inverse => -ln,
            Self::Exponential | Self::FreePower => 0.0,
            Self::Reference(curve) => (curve.log)(samples),
        }
    }

    /// The regressor of the free coefficient at n, if the rate has one.
    pub fn regressor(&self, samples: f64) -> Option<f64> {
        match self {
            Self::Exponential => Some(-samples),
            Self::FreePower => Some(-libm::log(samples)),
            _ => None,
        }
    }

    /// Number of parameters: ln C, and the free coefficient where there is one.
    pub fn parameters(&self) -> usize {
        match self {
            Self::Exponential | Self::FreePower => 2,
            _ => 1,
        }
    }

    /// Whether `other` makes the same claim with one value of this rate's free coefficient. A rate
    /// and one it contains are not rivals: where n^-1 is right, n^-p with p near 1 says the same.
    pub fn contains(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::FreePower, Self::InverseRoot | Self::Inverse)
        )
    }
}

/// A curve of the caller's, known up to a constant.
#[derive(Clone)]
pub struct ReferenceCurve {
    name: String,
    log: Arc<dyn Fn(f64) -> f64 + Send + Sync>,
}

impl ReferenceCurve {
    /// A curve with its name and n ↦ ln(curve at n).
    ///
    /// Where the logarithm is not finite (a formula that starts at some n) a fit through that n is
    /// refused, not skipped.
    pub fn new(name: impl Into<String>, log: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self {
            name: name.into(),
            log: Arc::new(log),
        }
    }
}

impl fmt::Debug for ReferenceCurve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReferenceCurve").field(&self.name).finish()
    }
}

/// Curves are equal if they are the same curve, not if they look alike.
impl PartialEq for ReferenceCurve {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && Arc::ptr_eq(&self.log, &other.log)
    }
}
