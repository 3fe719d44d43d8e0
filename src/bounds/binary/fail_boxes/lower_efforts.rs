//! The least bonus that keeps an effort below a box from tempting.
//!
//! Let q̂ < q belong to an effort ê below those of the box, and let a test fail with chance f at q
//! and f̂ at q̂. For any count t, with L = P_q̂(S = t)/P_q(S = t),
//!
//! f̂ − L·f = Σ_s (P_q̂(s) − L·P_q(s))·P(fail at s) ≤ P_q̂(S < t) − L·P_q(S < t),
//!
//! as P_q̂(s)/P_q(s) falls with s, so that the terms with s < t are those above 0 (Neyman and
//! Pearson 1933); equality holds for the rules between \[S ≥ t\] and \[S ≥ t + 1\]. That ê does
//! not tempt asks for b·(f̂ − f) ≥ c(η) − c(ê), so that b·a − (c(η) − c(ê)) ≥ 0 with
//!
//! a = P_q̂(S < t) − f + L·(f − P_q(S < t)).
//!
//! All but f depend on q alone: d P_q(S <
//! t)/dq = −g, dL/dq = −L·(t − nq)/(q(1−q)).

use super::Search;
use super::rules::Place;
use crate::numerics::interval::Planar;
use crate::numerics::{EnclosedBinomial, Interval};

/// What an effort below a box asks for.
pub(super) struct Asked {
    /// The least bonus; `None` where nothing is known of it.
    pub bonus: Option<Planar>,
    /// What has to be at least 0.
    pub left: Planar,
}

impl Search<'_, '_> {
    /// What is asked for so that effort `other` does not tempt; `None` where nothing is known of it.
    pub(super) fn asked_by(&self, other: f64, place: &Place) -> Option<Asked> {
        let economy = self.economy;
        let there = Interval::point(other);
        let q_there = economy.agreement(0, there)?;
        let saved = place.cost - Planar::constant(economy.cost(0, there)?);
        let q = place.agreement.range;
        if !(saved.range.lower() > 0.0 && q_there.upper() < q.lower()) {
            return None;
        }
        let t = place.centre.threshold;
        let law = EnclosedBinomial::new(self.samples, q_there).ok()?;
        let below = law.tail(t).below;
        let range = self.ratio_over(&law, t, q)?;
        let past = (Interval::point(t as f64) - self.n() * q) / (q * (Interval::ONE - q));
        let ratio = Planar::of_second(
            self.ratio_over(&law, t, place.agreement.centre)?,
            range,
            -(range * past * place.rate),
        );
        let beyond = self.beyond(t, place)?;
        let advantage = Planar::constant(below) - place.fail + (ratio * beyond);
        let advantage = advantage.tightened(place.reach);
        let gain = (place.bonus * advantage).tightened(place.reach);
        Some(Asked {
            bonus: (advantage.range.lower() > 0.0)
                .then(|| (saved / advantage).tightened(place.reach)),
            left: (gain - saved).tightened(place.reach),
        })
    }

    /// L over q: P_q(S = t) rises up to q = t/n and falls beyond.
    pub(super) fn ratio_over(
        &self,
        there: &EnclosedBinomial,
        t: u64,
        q: Interval,
    ) -> Option<Interval> {
        let at = |q: Interval| {
            let here = EnclosedBinomial::new(self.samples, q).ok()?;
            Some((there.ln_pmf(t) - here.ln_pmf(t)).exp())
        };
        let [low, high] = [q.lower(), q.upper()].map(|q| at(Interval::point(q)));
        let ends = low?.hull(high?);
        let mode = Interval::point(t as f64) / self.n();
        if mode.upper() > q.lower() && mode.lower() < q.upper() {
            return Some(ends.hull(at(mode)?));
        }
        Some(ends)
    }
}
