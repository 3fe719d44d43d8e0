//! From agreement to effort, once κ is known up to an interval.

use super::basis::Scheme;
use super::interval::{Interval, ratio};

/// Effort with its limits, all within [0, 1], from the excess agreement 2q − 1 and κ.
///
/// Expert: η = excess/κ_e. Self-consistency and peers: η = √(excess/κ). The limits carry the
/// uncertainty of both; with κ known they are the agreement's limits mapped, so an exact interval
/// stays exact. Values outside [0, 1], which the model excludes, are brought into it by `within`;
/// that cannot lose a true effort.
pub fn effort(scheme: Scheme, excess: Interval, kappa: Interval) -> Interval {
    let linear = within(ratio(excess, kappa));
    match scheme {
        Scheme::Expert => linear,
        Scheme::SelfConsistency | Scheme::Peers => linear.map(f64::sqrt),
    }
}

/// An interval for what is known to lie between 0 and 1.
///
/// Where the estimate lies outside, cutting the limits leaves less the further outside it is, and
/// in the end a single point, as if much were known. The likelihood ratio against the best value
/// inside, with the distance h from the estimate x to the limit as the error's measure, gives
/// instead x − √((x − 1)² + h²) where x is above 1, and likewise at 0: never nearer to the end than
/// the limit cut there, and never at it.
pub(super) fn within(free: Interval) -> Interval {
    let Interval {
        estimate,
        mut lower,
        mut upper,
    } = free;
    if estimate.is_finite() {
        if estimate > 1.0 {
            lower = estimate - (estimate - 1.0).hypot(estimate - lower);
        }
        if estimate < 0.0 {
            upper = estimate + estimate.hypot(upper - estimate);
        }
    }
    Interval {
        estimate,
        lower,
        upper,
    }
    .map(|x| x.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::{Interval, within};
    use quickcheck::quickcheck;

    quickcheck! {
        // The cut interval is inside the one that is brought in, and where the error is not
        // nothing, that one has a width.
        fn what_lies_outside_keeps_a_width(x: i16, below: u8, above: u8) -> bool {
            let x = f64::from(x) / 4096.0;
            let [below, above] = [below, above].map(|h| f64::from(h) / 128.0 + 1e-3);
            let free = Interval { estimate: x, lower: x - below, upper: x + above };
            let (cut, kept) = (free.map(|x| x.clamp(0.0, 1.0)), within(free));
            kept.lower <= cut.lower && cut.upper <= kept.upper && kept.lower < kept.upper
        }
    }

    #[test]
    fn inside_limits_are_the_agreements_own() {
        let free = Interval {
            estimate: 0.9,
            lower: 0.7,
            upper: 1.2,
        };
        let kept = within(free);
        assert_eq!([kept.lower, kept.estimate, kept.upper], [0.7, 0.9, 1.0]);
    }
}
