//! Terms of pay of any shape.

use serde::Serialize;

/// The optimal pay (T7): h′(u(w(S))) = λ + μ·score(S) + Σ_j ν_j·(1 − r_j(S)), cut at u(w_min), with
/// score(S) = q′·(S − nq)/(q(1−q)) and r_j the likelihood ratio of a tempting effort against the
/// implemented one.
#[derive(Debug, Clone, PartialEq)]
pub struct GeneralTerms {
    /// λ − h′(ū): how far the shadow price of participation (money per utility) is from its
    /// first-best value; kept as a difference because at large n it is far below a rounding of λ.
    pub participation_shift: f64,
    /// μ·√(n·I), the shadow price of the incentive constraint per standard deviation of the count.
    pub incentive_price: f64,
    /// Efforts other than the neighbouring ones whose temptation binds (usually none).
    pub deviations: Vec<DeviationPrice>,
    /// Relative distance between the primal value and the dual value at these prices, both in the
    /// premium.
    pub duality_gap: f64,
}

/// A binding deviation and its shadow price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DeviationPrice {
    /// The effort that would tempt.
    pub effort: f64,
    /// ν ≥ 0.
    pub price: f64,
}

/// The shadow prices of one effort: utility at count s is worth λ + B·(s − nq) + Σ_j ν_j·(1 − r_j).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EffortPrices {
    /// λ ≥ 0.
    pub participation: f64,
    /// B.
    pub per_count: f64,
    /// ν_j ≥ 0 and the efforts that tempt.
    pub deviations: Vec<DeviationPrice>,
}
