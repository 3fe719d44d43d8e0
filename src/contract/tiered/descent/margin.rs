//! The least margin of deviations that a rounding leaves alone.

use crate::contract::tiered::setting::{Law, Setting};

/// What deviations are asked to lose beyond 0, as a share of the cost they save: without it the
/// best offer leaves the annotator indifferent, and a rounding decides. It costs the same share of
/// the gap. A rounding of the effort is ε·√(nI) standard deviations, one of q is ε·nq/σ: where
/// checks tell little of the effort the latter is far more.
pub fn margin(setting: &Setting<'_, '_>) -> f64 {
    let agreement = match setting.law {
        Law::Count => setting.mean / setting.deviation,
        Law::Normal => 0.0, // its mean moves with the effort itself
    };
    f64::max(
        1e-12,
        4.0 * f64::EPSILON * agreement.max(1.0 / setting.unit),
    )
}
