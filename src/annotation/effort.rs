//! From agreement to effort, once κ is known up to an interval.

use super::interval::{Interval, ratio};
use super::kappa::Scheme;

/// Effort with its limits, all within [0, 1], from the excess agreement 2q − 1 and κ.
///
/// Expert: η = excess/κ_e. Self-consistency and peers: η = √(excess/κ). The limits carry the
/// uncertainty of both; with κ known they are the agreement's limits mapped, so an exact interval
/// stays exact. Values outside [0, 1], which the model excludes, are cut to it; that cannot lose a
/// true effort.
pub fn effort(scheme: Scheme, excess: Interval, kappa: Interval) -> Interval {
    let linear = ratio(excess, kappa);
    let unit = |x: f64| x.clamp(0.0, 1.0);
    match scheme {
        Scheme::Expert => linear.map(unit),
        Scheme::SelfConsistency | Scheme::Peers => linear.map(|x| unit(x).sqrt()),
    }
}
