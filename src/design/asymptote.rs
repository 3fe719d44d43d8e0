//! The best number of samples and the least total loss as a sample's cost m goes to 0 (C9).
//!
//! | contract | gap (T5, T6) | best n | least loss |
//! |---|---|---|---|
//! | linear | K_lin/n | √(K_lin/m) | 2·√(K_lin·m) |
//! | binary | K_bin/√(n·ln n) | ½·K_bin·(ln n + 1)/(n·ln n)^(3/2) = m | gap + m·n |
//!
//! With x = 1/m samples for one unit of money, linear contracts lose like x^(−1/2), binary ones
//! like (x·ln x)^(−1/3): from some price on down linear pay is the cheaper of the two.

use super::sample_cost::SampleCost;
use crate::contract::{FirstBest, constants};
use crate::numerics::normal;
use crate::numerics::roots::{find_root, minimise};

/// A formula's best number of samples and total loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asymptote {
    /// n, not rounded.
    pub samples: f64,
    /// Gap plus m·n.
    pub loss: f64,
}

/// Largest number of samples the formulas are evaluated at.
const MOST: f64 = 1e30;

/// n* = √(K_lin/m), loss 2·√(K_lin·m); the same for the best contract of all, whose constant is
/// K_lin as well (T7).
pub fn linear(first_best: &FirstBest<'_>, cost: SampleCost) -> Asymptote {
    linear_with(constants::linear(first_best), cost)
}

/// [`linear`] for a given constant.
pub fn linear_with(constant: f64, cost: SampleCost) -> Asymptote {
    Asymptote {
        samples: (constant / cost.money()).sqrt(),
        loss: 2.0 * (constant * cost.money()).sqrt(),
    }
}

/// The leading formula of T5: d/dn K_bin/√(n·ln n) = −m. `None` where the cost is so high that no n
/// > e solves it.
pub fn binary(first_best: &FirstBest<'_>, cost: SampleCost) -> Option<Asymptote> {
    let constant = constants::binary(first_best);
    // In x = ln n, as a logarithm: ln(½·K·(x+1)) − (3/2)·(x + ln x) falls strictly for x > 0.
    let excess = |x: f64| {
        libm::log(0.5 * constant * (x + 1.0)) - 1.5 * (x + libm::log(x)) - libm::log(cost.money())
    };
    let log_samples = find_root(excess, 1.0, libm::log(MOST), 1e-14).ok()?;
    let samples = libm::exp(log_samples);
    Some(Asymptote {
        samples,
        loss: constant / (samples * log_samples).sqrt() + cost.money() * samples,
    })
}

/// The refined formula of T5, K_bin·M(z)/√n + m·n, at its minimum. `None` where the cost is so high
/// that the minimum lies at a slack z < 1: among so few samples the refinement says nothing.
pub fn binary_refined(first_best: &FirstBest<'_>, cost: SampleCost) -> Option<Asymptote> {
    let point = first_best.at(0.0);
    // z = 1 at √(n·I) = c′/(c·φ(1)).
    let root = point.marginal_cost / (point.cost * normal::pdf(1.0));
    let least = (root * root / point.information).max(1.0);
    let loss = |x: f64| {
        let samples = libm::exp(x);
        constants::binary_refined(first_best, samples)
            .map_or(f64::MAX, |gap| gap + cost.money() * samples)
    };
    let (low, high) = (libm::log(least), libm::log(MOST));
    if !(low < high) {
        return None;
    }
    let minimum = minimise(loss, low, high, 1e-9).ok()?;
    // At the end of the range it is no minimum of the formula.
    (minimum.at > low + 1e-6).then(|| Asymptote {
        samples: libm::exp(minimum.at),
        loss: minimum.value,
    })
}
