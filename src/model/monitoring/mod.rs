//! What the company sees: S ~ Binomial(n, q(η)) agreements in n monitored samples.
//!
//! A scheme lives in one file that implements [`Monitoring`], plus its line in [`SCHEMES`].

mod expert;
mod polynomial;
mod self_consistency;
mod sentinel;

pub use expert::Expert;
pub use polynomial::Polynomial;
pub use self_consistency::SelfConsistency;
pub use sentinel::Sentinel;

use super::family;
use crate::input::{InputError, Section};
use crate::numerics::Interval;
use std::fmt::Debug;

/// A monitoring scheme: the probability q(η) that one monitored sample agrees, increasing in
/// effort.
pub trait Monitoring: Debug + Send + Sync {
    /// The scheme's name in model files.
    fn scheme(&self) -> &'static str;
    /// Parameters in the order of the model file (a list for polynomials).
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)>;
    /// q(η).
    fn agreement(&self, effort: f64) -> f64;
    /// q′(η).
    fn slope(&self, effort: f64) -> f64;
    /// q″(η).
    fn curvature(&self, effort: f64) -> f64;
    /// p where q − q(0) is exactly proportional to η^p; `None` where it is not, or not known to be.
    fn power(&self) -> Option<f64> {
        None
    }
    /// q^(j) over an interval of efforts, j ≤ 3, in outward-rounded arithmetic; `None` where the
    /// scheme has no proved bounds, so that its contracts are estimates only.
    fn enclosed(&self, _order: u32, _effort: Interval) -> Option<Interval> {
        None
    }
    /// q^(j) over an interval of efforts and of each parameter (in the order of
    /// [`parameters`](Self::parameters), lists spread out), j ≤ 1; `None` where the scheme has no
    /// such bounds.
    fn enclosed_over(
        &self,
        _parameters: &[Interval],
        _order: u32,
        _effort: Interval,
    ) -> Option<Interval> {
        None
    }
    /// Fisher information of one sample about effort, I(η) = q′²/(q(1−q)).
    fn information(&self, effort: f64) -> f64 {
        let q = self.agreement(effort);
        let slope = self.slope(effort);
        slope * slope / (q * (1.0 - q))
    }
}

/// A scheme as model files name it.
pub type Scheme = super::family::Family<dyn Monitoring>;

/// Every scheme a model file may name.
pub const SCHEMES: &[Scheme] = &[
    expert::SCHEME,
    self_consistency::SCHEME,
    sentinel::SCHEME,
    polynomial::SCHEME,
];

pub(super) fn read(section: &Section<'_, '_>) -> Result<Box<dyn Monitoring>, InputError> {
    let written = section.text("scheme")?;
    family::read(SCHEMES, section, ("scheme", written), &[])
}

fn kappa(section: &Section<'_, '_>) -> Result<f64, InputError> {
    section.number_where(
        "kappa",
        "0 < kappa <= 1 (it is a mean of squared certainties)",
        |kappa| kappa > 0.0 && kappa <= 1.0,
    )
}

/// An agreement of careless labels beyond chance, in [−1, 1]; 0, the fair coin, where the file is
/// silent.
fn excess(section: &Section<'_, '_>, key: &str) -> Result<f64, InputError> {
    if !section.has(key) {
        return Ok(0.0);
    }
    section.number_where(
        key,
        "a number from -1 to 1 (an agreement beyond chance)",
        |excess| (-1.0..=1.0).contains(&excess),
    )
}
