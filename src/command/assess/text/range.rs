//! Numbers with their limits, as words.

use crate::annotation::interval::Interval;

pub(in crate::command::assess) fn range(i: &Interval) -> String {
    format!("{:.3} [{:.3}, {:.3}]", i.estimate, i.lower, i.upper)
}
