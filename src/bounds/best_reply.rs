//! Global incentive compatibility of pay: the argument, once for every way of enclosing pay.
//!
//! The annotator's payoff from effort e is ψ = E_q\[v] − C(q), q = q(e) rising, C = c∘q⁻¹. A
//! contract for η has ψ′(η) = 0 exactly, or ψ′(1) ≥ 0 at full care, above which there is nothing.
//! No effort does better than η if each lies
//!
//! - where ψ is concave in q all the way from η: it falls on either side of η;
//! - at full care, where ψ rises all the way up to η = 1;
//! - or elsewhere on a piece of efforts on which ψ < ψ(η), or, below η, on which ψ rises: then ψ is
//!   at most what it is at the upper end, where the next piece begins or the range around η.
//!
//! What each of these takes to show depends on how pay is given: [`Payoff`], of smooth pay in
//! `smooth_payoff`, of pay count by count in `count_sums::payoff`. A bonus has one number whose
//! sign is that of ψ′, from which `binary::offer` says more; a line of floats has no effort with ψ′
//! = 0 that is a float, and `linear::boxes` pins its best replies down.

use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Shortest step by which the range of concavity is extended from η, as a share of the whole way:
/// first a quarter of it and then ever shorter.
const SHORTEST: f64 = 1.0 / 1024.0;

/// Halvings of the range in which the payoff may rise towards full care.
const RISES: i32 = 30;

/// The share of the way to no effort at which halving ends: 2 to this power.
const NEXT_TO_NONE: i32 = -56;

/// ψ over pieces of efforts. `true` only where it is proved; `None` where there are no bounds.
pub trait Payoff {
    /// ψ is concave in q.
    fn is_concave(&self, efforts: Interval) -> Option<bool>;
    /// ψ does not fall.
    fn rises(&self, efforts: Interval) -> Option<bool>;
    /// ψ < ψ(η).
    fn is_below(&self, efforts: Interval) -> Option<bool>;
    /// Either, asked of efforts below η.
    fn is_worse(&self, efforts: Interval) -> Option<bool> {
        self.is_below(efforts)
    }
}

/// Proves that η, at which ψ′ = 0, or ψ′ ≥ 0 where η = 1, is a global best reply, with so many
/// pieces on either side of the range around it.
pub fn is_best_reply(payoff: &impl Payoff, effort: f64, pieces: usize) -> bool {
    let low = concave_until(payoff, effort, 0.0);
    let low = if effort == 1.0 {
        rises_from(payoff, low)
    } else {
        low
    };
    let worse = |piece| payoff.is_worse(piece) == Some(true);
    // Where the range around η goes as far as an end there is nothing left to show there. Next to
    // no effort before all others: where it is not told to do worse, as where participation leaves
    // no rent and a floor binds there, nothing else needs to be looked at. Not no effort itself:
    // costs may have no slope against agreement there, and a count that is never seen no law.
    let none = Interval::new(0.0, libm::ldexp(low, NEXT_TO_NONE));
    if low > 0.0 && !(none.is_some_and(worse) && holds_on(0.0, low, pieces, worse)) {
        return false;
    }
    let high = concave_until(payoff, effort, 1.0);
    let below = |piece| payoff.is_below(piece) == Some(true);
    high == 1.0 || holds_on(high, 1.0, pieces, below)
}

/// How far from η towards `end` ψ is shown to be concave without a break.
fn concave_until(payoff: &impl Payoff, effort: f64, end: f64) -> f64 {
    let whole = end - effort;
    let (mut reached, mut step) = (effort, 0.25);
    while reached != end && step >= SHORTEST {
        let next = if (end - reached).abs() <= (step * whole).abs() {
            end
        } else {
            reached + step * whole
        };
        let piece = Interval::new(reached.min(next), reached.max(next));
        if piece.and_then(|piece| payoff.is_concave(piece)) == Some(true) {
            reached = next;
            step *= 2.0;
        } else {
            step *= 0.25;
        }
    }
    reached
}

/// An effort from which ψ rises up to full care, or from which it is concave if that is further
/// away.
fn rises_from(payoff: &impl Payoff, concave: f64) -> f64 {
    (1..=RISES)
        .map(|j| 1.0 - libm::ldexp(1.0, -j))
        .take_while(|from| *from < concave)
        .find(|from| {
            let efforts = Interval::new(*from, 1.0);
            efforts.and_then(|efforts| payoff.rises(efforts)) == Some(true)
        })
        .unwrap_or(concave)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a payoff, with ψ(η) = 0.
    struct Told {
        concave: [f64; 2],
        rises: [f64; 2],
        most: fn(Interval) -> f64,
    }

    impl Payoff for Told {
        fn is_concave(&self, efforts: Interval) -> Option<bool> {
            Some(efforts.lower() >= self.concave[0] && efforts.upper() <= self.concave[1])
        }
        fn rises(&self, efforts: Interval) -> Option<bool> {
            Some(efforts.lower() >= self.rises[0] && efforts.upper() <= self.rises[1])
        }
        fn is_below(&self, efforts: Interval) -> Option<bool> {
            Some((self.most)(efforts) < 0.0)
        }
    }

    const NOWHERE: [f64; 2] = [2.0, 3.0];

    #[test]
    fn an_effort_is_best_where_the_payoff_is_concave_or_lower() {
        let told = |concave, most| Told {
            concave,
            rises: NOWHERE,
            most,
        };
        let best = |told: Told| is_best_reply(&told, 0.5, 1_000);
        assert!(best(told([0.0, 1.0], |_| 1.0)));
        // Lower on both sides of a range around η, and not on one.
        assert!(best(told([0.3, 0.8], |_| -1.0)));
        let high_effort = |efforts: Interval| if efforts.upper() > 0.95 { 1.0 } else { -1.0 };
        assert!(!best(told([0.3, 0.8], high_effort)));
        // As good without effort: only a payoff that is concave all the way is left.
        let none = |efforts: Interval| if efforts.lower() == 0.0 { 0.0 } else { -1.0 };
        assert!(!best(told([0.01, 1.0], none)));
        assert!(best(told([0.0, 1.0], none)));
        // Nothing is told next to η.
        assert!(!best(told(NOWHERE, |efforts| {
            -(efforts - 0.5).square().lower()
        })));
    }

    #[test]
    fn full_care_is_best_where_the_payoff_rises_towards_it() {
        let told = |rises: [f64; 2]| Told {
            concave: NOWHERE,
            rises,
            most: |efforts| efforts.upper() - 0.9,
        };
        assert!(is_best_reply(&told([0.8, 1.0]), 1.0, 1_000));
        // Between 0.9 and the effort from which it rises nothing is told.
        assert!(!is_best_reply(&told([0.95, 1.0]), 1.0, 1_000));
        assert!(!is_best_reply(&told([0.8, 0.99]), 1.0, 1_000));
    }
}
