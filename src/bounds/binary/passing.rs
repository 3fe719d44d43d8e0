//! The probabilities of a rule over an interval of agreements.

use crate::contract::binary::BonusRule;
use crate::numerics::{EnclosedBinomial, Interval};

/// P(no bonus), P(bonus) and dP(bonus)/dq of a rule at one q.
#[derive(Debug, Clone, Copy)]
pub struct EnclosedPassing {
    /// P(no bonus).
    pub fail: Interval,
    /// P(bonus).
    pub pass: Interval,
    /// d P(bonus)/dq.
    pub slope: Interval,
}

/// The probabilities of `rule` at agreement q: the mixture (1−ρ)·[S ≥ k] + ρ·[S ≥ k−1].
pub fn passing(rule: &BonusRule, q: Interval) -> Option<EnclosedPassing> {
    let threshold = |k: u64| whole_threshold(rule.samples(), k, q);
    let strict = threshold(rule.threshold())?;
    if rule.randomisation() == 0.0 {
        return Some(strict);
    }
    let lenient = threshold(rule.threshold() - 1)?;
    let rho = Interval::point(rule.randomisation());
    let rest = Interval::ONE - rho;
    Some(EnclosedPassing {
        fail: rest * strict.fail + rho * lenient.fail,
        pass: rest * strict.pass + rho * lenient.pass,
        slope: rest * strict.slope + rho * lenient.slope,
    })
}

/// The probabilities of \[S ≥ k\], also where agreement may be certain or out of the question: q up
/// to 1 or down to 0.
pub(super) fn whole_threshold(samples: u64, k: u64, q: Interval) -> Option<EnclosedPassing> {
    let of =
        |fail: Interval, pass: Interval, slope: Interval| EnclosedPassing { fail, pass, slope };
    let (zero, one) = (Interval::ZERO, Interval::ONE);
    if let Ok(law) = EnclosedBinomial::new(samples, q) {
        let (tail, slope) = law.tail_and_slope(k);
        return Some(of(tail.below, tail.at_least, slope));
    }
    let q = q.intersection(Interval::UNIT)?;
    if k == 0 {
        return Some(of(zero, one, zero));
    }
    let all = Interval::point(samples as f64);
    // dP/dq = n·P(S′ = k−1), S′ one trial fewer, and S′ is n−1 at q = 1, 0 at q = 0.
    if q == one {
        return Some(of(zero, one, if k == samples { all } else { zero }));
    }
    if q == zero {
        return Some(of(one, zero, if k == 1 { all } else { zero }));
    }
    if q.lower() == q.upper() {
        return None;
    }
    // P rises with q; dP/dq rises up to q = (k−1)/(n−1) and falls beyond, and is at most n.
    let [low, high] =
        [q.lower(), q.upper()].map(|q| whole_threshold(samples, k, Interval::point(q)));
    let (low, high) = (low?, high?);
    let others = samples as f64 - 1.0;
    let mode = Interval::point(k as f64 - 1.0) / Interval::point(others.max(1.0));
    let ends = low.slope.hull(high.slope);
    let most = if samples > 1 && (mode.upper() <= q.lower() || mode.lower() >= q.upper()) {
        ends
    } else {
        EnclosedBinomial::new(samples, mode).map_or(all, |law| law.tail_slope(k))
    };
    Some(of(
        low.fail.hull(high.fail),
        low.pass.hull(high.pass),
        ends.hull(most),
    ))
}
