//! How much is known of an annotator, and how many checks would settle what to do.

use super::interval::Interval;
use serde::Serialize;

/// How much is known of an annotator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The interval of the effort is narrow enough to act on.
    Known,
    /// Little is known yet.
    #[default]
    Little,
    /// The labels do not depend on the item.
    Aside,
}

/// Width at which an effort is known well enough.
const ENOUGH: f64 = 0.3;

/// An effort surely above this is paid for; one surely below is to be talked about.
pub(super) const HALF: f64 = 0.5;

/// More checks than this are not asked for: another kind of check is then needed.
const MOST: f64 = 100_000.0;

/// Whether what to do follows from the effort.
pub(super) fn is_settled(effort: Interval) -> bool {
    let width = effort.upper - effort.lower;
    effort.lower >= HALF || effort.upper < HALF || width <= ENOUGH
}

/// The fewest further labels after which what to do would be settled, if they agree as often as the
/// `labels` so far do: `effort_at(t)` is the effort with its limits from t times as many. `None`
/// where it is settled already, or where no number of labels that anybody checks does it.
pub(super) fn further(labels: f64, effort_at: impl Fn(f64) -> Option<Interval>) -> Option<u64> {
    let settled = |more: f64| effort_at(1.0 + more / labels).is_some_and(is_settled);
    if labels < 1.0 || settled(0.0) || !settled(MOST) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while high < MOST && !settled(high) {
        (low, high) = (high, f64::min(2.0 * high, MOST));
    }
    while high - low > 1.0 {
        let middle = libm::floor(0.5 * (low + high));
        if settled(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high as u64)
}

#[cfg(test)]
mod tests {
    use super::{MOST, further, is_settled};
    use crate::annotation::interval::{Binomial, Interval, proportion};

    /// An expert's agreement of `agree` in `labels`, κ known.
    fn effort(agree: f64, labels: f64, kappa: f64) -> Interval {
        proportion(agree, labels, 0.95, Binomial::Exact).map(|q| (2.0 * q - 1.0) / kappa)
    }

    #[test]
    fn so_many_labels_more_settle_it_and_one_fewer_does_not() {
        for (agree, labels) in [(38.0, 50.0), (12.0, 20.0), (35.0, 50.0)] {
            let at = |times: f64| Some(effort(agree * times, labels * times, 0.6));
            let more = further(labels, at).expect("not settled yet") as f64;
            let after = |more: f64| {
                let times = 1.0 + more / labels;
                effort(agree * times, labels * times, 0.6)
            };
            assert!(is_settled(after(more)), "{agree} of {labels}: {more}");
            assert!(
                !is_settled(after(more - 1.0)),
                "{agree} of {labels}: {more}"
            );
        }
    }

    #[test]
    fn nothing_is_asked_for_where_it_is_settled_or_cannot_be() {
        let sure = Interval {
            estimate: 0.9,
            lower: 0.8,
            upper: 1.0,
        };
        assert_eq!(further(10.0, |_| Some(sure)), None);
        let never = Interval {
            estimate: 0.5,
            lower: 0.2,
            upper: 0.8,
        };
        assert_eq!(further(10.0, |times| (times < MOST).then_some(never)), None);
    }
}
