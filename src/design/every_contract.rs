//! Proof that no contract whatever and no number of samples loses less in all than a target (C9).
//!
//! **More samples never hurt the best contract.** Let w be a contract on n samples. With n + 1
//! samples, S_n given S_{n+1} is hypergeometric (forget one sample at random), whatever the effort.
//! Paying the certain equivalent h(E\[u(w(S_n)) | S_{n+1}]) leaves the annotator's expected utility
//! of every effort as it was, keeps limited liability (an average of utilities ≥ u(w_min)), and by
//! Jensen costs no more. So Δ_{n+1} ≤ Δ_n (a case of Blackwell's theorem).
//!
//! Hence for n_1 ≤ n ≤ n_2 the total loss Δ_n + m·n is at least Δ_{n_2} + m·n_1, and bisection of
//! the range of n with the proved lower bounds of [`bounds::general_gap_is_at_least`] covers every
//! n.

use super::sample_cost::SampleCost;
use crate::bounds;
use crate::contract::{Class, FirstBest};
use crate::numerics::Interval;

/// Numbers of samples at which the gap is bounded, before giving up.
const BOUNDS: usize = 400;

/// Whether every contract with every number of samples n ≥ 0 is proved to lose at least `target` in
/// all.
///
/// `false` says that it could not be proved, not that it is wrong.
pub fn lose_at_least(first_best: &FirstBest<'_>, cost: SampleCost, target: f64) -> bool {
    let per_sample = Interval::point(cost.money());
    let monitoring = |n: u64| per_sample * Interval::point(n as f64);
    // Beyond, monitoring alone costs the target.
    let mut last = (target / cost.money()).ceil();
    if !(1.0..1e15).contains(&last) {
        return false;
    }
    if monitoring(last as u64).lower() < target {
        last += 1.0;
    }
    if monitoring(last as u64).lower() < target {
        return false;
    }
    let mut open = vec![(0u64, last as u64)];
    let mut bounds = 0;
    while let Some((from, to)) = open.pop() {
        let needed = (Interval::point(target) - monitoring(from)).upper();
        // A piece of one number is the gap itself; otherwise the gap at its end serves all.
        if needed <= 0.0 {
            continue;
        }
        bounds += 1;
        if bounds > BOUNDS {
            return false;
        }
        if gap_is_at_least(first_best, to.max(1), needed) {
            continue;
        }
        if from == to {
            return false;
        }
        let middle = from + (to - from) / 2;
        open.push((from, middle));
        open.push((middle + 1, to));
    }
    true
}

fn gap_is_at_least(first_best: &FirstBest<'_>, samples: u64, target: f64) -> bool {
    // An estimate only says where the proof should look: the search of the class alone will do, and
    // costs a tenth of one in every class inside it.
    let estimate = Class::General.search(first_best, samples);
    let Ok(estimate) = estimate.or_else(|_| Class::General.solve(first_best, samples)) else {
        return false;
    };
    // What the estimate denies need not be tried.
    estimate.gap.total() > target && bounds::general_gap_is_at_least(first_best, &estimate, target)
}
