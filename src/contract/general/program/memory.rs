//! What the programs of efforts close to each other share.

use std::collections::BTreeMap;

/// The epigraph is tight when Σ p_i·(B(x_i) − t_i) falls below this share of the value; backends,
/// with feasibility tolerances of 10⁻⁶ to 10⁻⁹ a row, answer for no more.
pub(super) const EPIGRAPH: f64 = 5e-8;

/// Tangent points and deviations found so far. Efforts close to each other need nearly the same, so
/// a search over efforts hands them on.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    pub(super) tangents: BTreeMap<u64, Vec<f64>>,
    pub(super) deviations: Vec<f64>,
}
