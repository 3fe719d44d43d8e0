//! The rules of a box: which thresholds they have, and how steep they are.
//!
//! The rule that fails with chance f at q, P_q(S < t) ≤ f ≤ P_q(S ≤ t), pays the bonus from t on
//! but for a share ρ = (f − P_q(S < t))/P_q(S = t) of the times that S = t. With g_k = dP(S ≥ k)/dq
//! = k·P(S = k)/q, its y = dP(bonus)/dq = (1−ρ)·g_t + ρ·g_(t+1), and as g_(t+1) = (n−t)·P(S =
//! t)/(1−q) and dg_k/dq = g_k·(k − 1 − (n−1)q)/v, v = q(1−q),
//!
//! ∂y/∂f = (nq − t)/v,  ∂y/∂q ∈ y·[−1/q, 1/(1−q)] at the same f.
//!
//! (As q rises at the same f, ρ rises by y/P(S = t), which undoes what y gains or loses by q, but
//! for that.) So an effort in (0, 1) takes the bonus b = c′/(q′·y), known from both sides.

use super::Search;
use super::piece::Piece;
use crate::bounds::binary::passing::whole_threshold;
use crate::contract::binary::BonusRule;
use crate::numerics::interval::Planar;
use crate::numerics::{Binomial, EnclosedBinomial, Interval};

/// Thresholds of a box among which those that are whole are looked for one by one.
const FEW: u64 = 3;

/// Steps to a threshold that is proved to lie beyond those of a box.
const STEPS: u64 = 4;

/// The rule at the centre of a box.
pub(super) struct Centre {
    /// A threshold t near that of the rule.
    pub threshold: u64,
    /// Whether the rule is known to lie between \[S ≥ t\] and \[S ≥ t + 1\]; else it lies between
    /// the thresholds on either side of these.
    known: bool,
    /// f − P_q(S < t).
    pub beyond: Interval,
    /// g_t.
    pub strict: Interval,
}

impl Centre {
    /// The slope in f, between t and the rule, of what has the slope `of` a threshold from there to
    /// the next.
    pub(super) fn slope(&self, of: impl Fn(u64) -> Option<Interval>) -> Option<Interval> {
        let t = self.threshold;
        if self.known {
            return of(t);
        }
        Some(of(t - 1)?.hull(of(t)?).hull(of(t + 1)?))
    }
}

/// What is known of the rules of a box.
pub(super) struct Place {
    pub centre: Centre,
    /// Rules of the box lie between \[S ≥ the first\] and \[S ≥ the last + 1\].
    pub thresholds: [u64; 2],
    pub fail: Planar,
    pub cost: Planar,
    pub agreement: Planar,
    /// q′ over the box.
    pub rate: Interval,
    /// y.
    pub steepness: Planar,
    /// b.
    pub bonus: Planar,
    pub reach: [Interval; 2],
}

impl Search<'_, '_> {
    /// What is known of the rules of a box; `None` where y may vanish.
    pub(super) fn place(&self, fails: Interval, piece: &Piece) -> Option<Place> {
        let (fail, agreement, rate) = (piece.fail, piece.agreement, piece.rate.range);
        let thresholds = self.thresholds(fails, agreement.range)?;
        let centre = self.centre(piece.threshold?, fail.centre, agreement.centre)?;
        let steepest = (Interval::point(piece.most?.range.upper()) / piece.variance).upper();
        let steepness = self.steepness(&centre, thresholds, agreement, rate, steepest)?;
        let steepness = steepness.tightened(piece.reach);
        let incentive = (steepness * piece.rate).tightened(piece.reach);
        (incentive.range.lower() > 0.0).then_some(())?;
        Some(Place {
            centre,
            thresholds,
            fail,
            cost: piece.cost,
            agreement,
            rate,
            steepness,
            bonus: (piece.marginal / incentive).tightened(piece.reach),
            reach: piece.reach,
        })
    }

    /// The first and the last threshold of a box.
    fn thresholds(&self, fails: Interval, q: Interval) -> Option<[u64; 2]> {
        // Strict ones belong to large f and q.
        let [low, high] = [q.lower(), q.upper()].map(Interval::point);
        let first = self.threshold_below(low, fails.lower())?;
        let last = self.threshold_above(high, fails.upper())?;
        Some([first, last.max(first)])
    }

    /// A threshold that fails with chance at most `fail` at q, in most cases the largest.
    pub(super) fn threshold_below(&self, q: Interval, fail: f64) -> Option<u64> {
        let law = EnclosedBinomial::new(self.samples, q).ok()?;
        let guess = self.best_threshold(q.midpoint(), fail)?;
        (0..STEPS)
            .map(|step| guess.saturating_sub(step))
            .find(|t| law.tail(*t).below.upper() <= fail)
    }

    /// A count t such that \[S ≥ t + 1\] fails with chance at least `fail` at q, in most cases the
    /// least.
    fn threshold_above(&self, q: Interval, fail: f64) -> Option<u64> {
        let law = EnclosedBinomial::new(self.samples, q).ok()?;
        let guess = self.best_threshold(q.midpoint(), fail)?;
        (0..STEPS)
            .map(|step| (guess + step).min(self.samples))
            .find(|t| law.tail(t + 1).below.lower() >= fail)
    }

    /// The rule that fails with chance `fail` at q; `None` where it is not known to lie at or next
    /// to t.
    fn centre(&self, t: u64, fail: Interval, q: Interval) -> Option<Centre> {
        let law = EnclosedBinomial::new(self.samples, q).ok()?;
        let (tails, strict) = law.tail_and_slope(t);
        let beyond = fail - tails.below;
        let chance = |s: u64| law.ln_pmf(s).exp();
        let known = beyond.lower() >= 0.0 && beyond.upper() <= chance(t).lower();
        if !known {
            // The threshold was found in floats.
            let (before, after) = (t.checked_sub(1)?, t + 1);
            let near = -beyond.lower() <= chance(before).lower()
                && beyond.upper() <= (chance(t) + chance(after)).lower();
            near.then_some(())?;
        }
        Some(Centre {
            threshold: t,
            known,
            beyond,
            strict,
        })
    }

    /// y over a box, at most `steepest`.
    fn steepness(
        &self,
        centre: &Centre,
        [first, last]: [u64; 2],
        agreement: Planar,
        rate: Interval,
        steepest: f64,
    ) -> Option<Planar> {
        let (q, here) = (agreement.range, agreement.centre);
        let variance = |q: Interval| q * (Interval::ONE - q);
        let score = |t: u64, q: Interval| (self.n() * q - Interval::point(t as f64)) / variance(q);
        // g_k rises and then falls, both with k and with q: it is least at corners.
        let least = [q.lower(), q.upper()]
            .into_iter()
            .flat_map(|q| [first, last + 1].map(|t| (t, Interval::point(q))))
            .map(|(t, q)| {
                let law = EnclosedBinomial::new(self.samples, q).ok()?;
                Some(law.tail_slope(t).lower())
            })
            .try_fold(f64::INFINITY, |least, slope| Some(least.min(slope?)))?;
        let range = Interval::new(least.clamp(0.0, steepest), steepest)?;
        let by_fail = centre.slope(|t| Some(score(t, here)))?;
        let of_q = Interval::new(
            (-Interval::ONE / Interval::point(q.lower())).lower(),
            (Interval::ONE / (Interval::ONE - q.upper())).upper(),
        )?;
        Some(Planar {
            centre: centre.strict + by_fail * centre.beyond,
            range,
            slopes: [score(first, q).hull(score(last, q)), range * of_q * rate],
        })
    }

    /// f − P_q(S < t) over a box.
    pub(super) fn beyond(&self, t: u64, place: &Place) -> Option<Planar> {
        let here = whole_threshold(self.samples, t, place.agreement.centre)?;
        let over = whole_threshold(self.samples, t, place.agreement.range)?;
        let strict = Planar::of_second(here.fail, over.fail, -over.slope * place.rate);
        Some((place.fail - strict).tightened(place.reach))
    }

    /// What has to be at least 0 where thresholds are whole, f = P_q(S < t) for some t; `None` where
    /// more than one threshold is in question.
    pub(super) fn whole(&self, place: &Place) -> Option<Vec<Planar>> {
        let [first, last] = place.thresholds;
        if last - first > FEW {
            return None;
        }
        let mut found = Vec::new();
        for t in first..=last + 1 {
            let beyond = self.beyond(t, place)?;
            if beyond.range.contains(0.0) {
                found.push(beyond);
            }
        }
        match found[..] {
            // No whole threshold is a rule of the box.
            [] => Some(vec![Planar::constant(-Interval::ONE)]),
            [beyond] => Some(vec![beyond, Planar::constant(Interval::ZERO) - beyond]),
            _ => None,
        }
    }

    /// The rule that fails with chance `fail` at q, in floats.
    pub(super) fn rule(&self, agreement: f64, fail: f64) -> Option<BonusRule> {
        let t = self.best_threshold(agreement, fail)?;
        let law = Binomial::new(self.samples, agreement).ok()?;
        let chance = (fail - law.tail(t).below) / libm::exp(law.ln_pmf(t));
        BonusRule::at_real(self.samples, t as f64 + chance.clamp(0.0, 1.0))
    }
}
