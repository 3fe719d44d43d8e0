//! What keeps an effort above a box from tempting.
//!
//! Let q̂ > q belong to an effort ê above those of the box. Among the rules of thresholds, whole or
//! by chance, the one that fails with chance f at q fails at q̂ with chance
//!
//! f̂ = P_q̂(S < t) + L·(f − P_q(S < t)),  L = P_q̂(S = t)/P_q(S = t),
//!
//! where P_q(S < t) ≤ f ≤ P_q(S ≤ t). So ∂f̂/∂f = L, and ∂f̂/∂q = L·y, y = dP(bonus)/dq of the
//! rule: as q rises at the same f, the rule becomes stricter by y per unit of q. L rises with t. That
//! ê does not tempt asks for
//!
//! c(ê) − c(η) − b·(f − f̂) ≥ 0.

use super::Search;
use super::rules::Place;
use crate::bounds::binary::passing::whole_threshold;
use crate::contract::EffortPoint;
use crate::numerics::interval::Planar;
use crate::numerics::{EnclosedBinomial, Interval};

/// How far above efforts others are looked at where rules pay next to never, in standard
/// deviations of the count.
const FAR_ABOVE: [f64; 8] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 256.0];

impl Search<'_, '_> {
    /// c(ê) − c(η) − b·(f − f̂) of effort `other`; `None` where nothing is known of it.
    pub(super) fn left_by(&self, other: f64, place: &Place) -> Option<Planar> {
        let there = Interval::point(other);
        let cost = Planar::constant(self.economy.cost(0, there)?);
        let lead = (place.fail - self.fail_above(there, place)?).tightened(place.reach);
        let gain = (place.bonus * lead).tightened(place.reach);
        Some((cost - place.cost - gain).tightened(place.reach))
    }

    /// f̂ over the box.
    fn fail_above(&self, there: Interval, place: &Place) -> Option<Planar> {
        let q_there = self.economy.agreement(0, there)?;
        let q = place.agreement.range;
        if !(q_there.lower() > q.upper()) {
            return None;
        }
        let law = EnclosedBinomial::new(self.samples, q_there).ok()?;
        let ratio = |t: u64, q: Interval| self.ratio_over(&law, t, q);
        let at_centre = &place.centre;
        let slope = at_centre.slope(|t| ratio(t, place.agreement.centre))?;
        let centre = law.tail(at_centre.threshold).below + slope * at_centre.beyond;
        // Over the box: strict thresholds belong to large f and q.
        let [first, last] = place.thresholds;
        let slope = ratio(first, q)?.hull(ratio(last, q)?);
        let range = Interval::new(
            law.tail(first).below.lower(),
            law.tail(last + 1).below.upper(),
        )?;
        let fail = Planar {
            centre,
            range: range.hull(centre),
            slopes: [slope, slope * place.steepness.range * place.rate],
        };
        Some(fail.tightened(place.reach))
    }

    /// Whether efforts above those of a box, all below 1, tempt under every rule at least as strict
    /// as the most lenient of the box. Under the threshold k and b = C′/g_k, C = c∘q⁻¹, g_k =
    /// dP(S ≥ k)/dq,
    ///
    /// b·(P_q̂(S ≥ k) − P_q(S ≥ k)) = C′·∫_q^q̂ g_k(x)/g_k(q) dx,
    ///
    /// where the ratio of the slopes rises with k, as x > q: the most lenient threshold gains least.
    pub(super) fn stricter_tempt(&self, efforts: Interval, fails: Interval) -> Option<bool> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        let [low, high] = [q.lower(), q.upper()].map(Interval::point);
        let first = self.threshold_below(low, fails.lower())?;
        let slope = whole_threshold(self.samples, first, q)?.slope;
        let pass = EnclosedBinomial::new(self.samples, high)
            .ok()?
            .tail(first)
            .at_least;
        let price = economy.cost_by_agreement(1, efforts)?.positive_part();
        let cost = economy.cost(0, efforts)?;
        if !(slope.upper() > 0.0) {
            return None;
        }
        let model = economy.model();
        let point = EffortPoint::of(model, efforts.upper());
        let unit = point.standard_effort(self.samples);
        let tempts = |other: f64| -> Option<bool> {
            let other = Interval::point(other);
            let there = EnclosedBinomial::new(self.samples, economy.agreement(0, other)?).ok()?;
            let lead = (there.tail(first).at_least - pass).positive_part();
            let gain = Interval::point(price.lower()) * lead.lower() / slope.upper();
            Some(gain.lower() > (economy.cost(0, other)? - cost).upper())
        };
        let found = FAR_ABOVE
            .map(|deviations| efforts.upper() + deviations * unit)
            .into_iter()
            .filter(|other| *other < 1.0)
            .chain([1.0])
            .any(|other| tempts(other).unwrap_or(false));
        Some(found)
    }
}
