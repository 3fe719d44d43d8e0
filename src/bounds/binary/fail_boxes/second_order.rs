//! What keeps efforts next to a best reply from tempting: the second-order condition.
//!
//! Under a fixed rule the annotator's payoff b·P(q) − C(q), C = c∘q⁻¹, has b·y = C′ at a best reply
//! in (0, 1), y = dP/dq, and a second derivative of at most 0, b·y₂ ≤ C″, y₂ = dy/dq under the
//! rule: together
//!
//! C″·y − C′·y₂ ≥ 0.
//!
//! With g_k = dP(S ≥ k)/dq, X_k = k − 1 − (n−1)q, v = q(1−q) the derivative of g_k is g_k·X_k/v, so
//! for the rule from t on but for a share ρ at t (module `rules`)
//!
//! y₂ = ((1−ρ)·g_t·X_t + ρ·g_(t+1)·X_(t+1))/v,
//! ∂y₂/∂f = (X_t·(nq − t)/v + (n−t)/(1−q))/v,
//! ∂y₂/∂q ∈ y·\[−2q(N − q), 2(1−q)(N + 1 − q)\]/v² at the same f, N = nq − t,
//!
//! the last as one end is what g_(t+1) alone would give, the other g_t: terms in N² cancel.

use super::Search;
use super::rules::Place;
use crate::bounds::binary::planar_pay::cost_by_agreement;
use crate::numerics::Interval;
use crate::numerics::interval::Planar;

impl Search<'_, '_> {
    /// C″·y − C′·y₂ over a box; `None` where it is not known.
    pub(super) fn second_order(&self, efforts: Interval, place: &Place) -> Option<Planar> {
        let [marginal, bend] =
            [1, 2].map(|order| cost_by_agreement(self.economy, order, efforts, place.rate));
        let steeper = self.steeper(place)?;
        let held = (bend? * place.steepness).tightened(place.reach);
        let driven = (marginal? * steeper).tightened(place.reach);
        Some((held - driven).tightened(place.reach))
    }

    /// y₂ over a box.
    fn steeper(&self, place: &Place) -> Option<Planar> {
        let (one, n) = (Interval::ONE, Interval::point(self.n()));
        let count = |t: u64| Interval::point(t as f64);
        let past = |t: u64, q: Interval| count(t) - one - (n - one) * q;
        let variance = |q: Interval| q * (one - q);
        let by_fail = |t: u64, q: Interval| {
            let score = (n * q - count(t)) / variance(q);
            (past(t, q) * score + (n - count(t)) / (one - q)) / variance(q)
        };
        let (q, here) = (place.agreement.range, place.agreement.centre);
        let [first, last] = place.thresholds;
        let centre = &place.centre;
        let slope = centre.slope(|t| Some(by_fail(t, here)))?;
        let strict = centre.strict * past(centre.threshold, here) / variance(here);
        let centre = strict + slope * centre.beyond;
        let thresholds = Interval::new(first as f64, last as f64)?;
        let lead = n * q - thresholds;
        let of_q = (-(q * (lead - q))).hull((one - q) * (lead + one - q));
        let of_q = of_q * 2.0 / variance(q).square();
        let slopes = [
            ((lead / variance(q)) * (thresholds - one - (n - one) * q)
                + (n - thresholds) / (one - q))
                / variance(q),
            place.steepness.range * of_q * place.rate,
        ];
        let change = slopes[0] * place.reach[0] + slopes[1] * place.reach[1];
        Some(Planar {
            centre,
            range: centre + change,
            slopes,
        })
    }
}
