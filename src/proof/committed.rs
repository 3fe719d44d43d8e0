//! The committed files of ends, and what their heads list: which bound is proved with how many
//! signals, or at which price of a signal.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// The files with lower ends, as they are committed: their heads list what their theorems say.
pub(super) const LOWER_FILES: &[(&str, &str)] = &[
    ("Lower_A", include_str!("../../proofs/generated/Lower_A.v")),
    (
        "Lower_GEC",
        include_str!("../../proofs/generated/Lower_GEC.v"),
    ),
    (
        "Lower_CARA",
        include_str!("../../proofs/generated/Lower_CARA.v"),
    ),
    (
        "Lower_Log",
        include_str!("../../proofs/generated/Lower_Log.v"),
    ),
    (
        "Lower_PowerSelf",
        include_str!("../../proofs/generated/Lower_PowerSelf.v"),
    ),
];

/// Those with upper ends.
pub(super) const UPPER_FILES: &[(&str, &str)] = &[
    ("Upper_A", include_str!("../../proofs/generated/Upper_A.v")),
    (
        "Upper_GEC",
        include_str!("../../proofs/generated/Upper_GEC.v"),
    ),
    (
        "Upper_CARA",
        include_str!("../../proofs/generated/Upper_CARA.v"),
    ),
    (
        "Upper_Log",
        include_str!("../../proofs/generated/Upper_Log.v"),
    ),
    (
        "Upper_PowerSelf",
        include_str!("../../proofs/generated/Upper_PowerSelf.v"),
    ),
    ("Bonus_A", include_str!("../../proofs/generated/Bonus_A.v")),
    (
        "Bonus_GEC",
        include_str!("../../proofs/generated/Bonus_GEC.v"),
    ),
    (
        "Bonus_CARA",
        include_str!("../../proofs/generated/Bonus_CARA.v"),
    ),
    (
        "Bonus_Log",
        include_str!("../../proofs/generated/Bonus_Log.v"),
    ),
    (
        "Bonus_PowerSelf",
        include_str!("../../proofs/generated/Bonus_PowerSelf.v"),
    ),
    ("Line_A", include_str!("../../proofs/generated/Line_A.v")),
    (
        "Line_GEC",
        include_str!("../../proofs/generated/Line_GEC.v"),
    ),
    (
        "Line_CARA",
        include_str!("../../proofs/generated/Line_CARA.v"),
    ),
    (
        "Line_Log",
        include_str!("../../proofs/generated/Line_Log.v"),
    ),
    (
        "Line_PowerSelf",
        include_str!("../../proofs/generated/Line_PowerSelf.v"),
    ),
];

/// Those with losses after monitoring is paid.
pub(super) const BUDGET_FILES: &[(&str, &str)] = &[
    (
        "Budget_A",
        include_str!("../../proofs/generated/Budget_A.v"),
    ),
    (
        "Budget_GEC",
        include_str!("../../proofs/generated/Budget_GEC.v"),
    ),
];

pub(super) fn ends_of(files: &[(&str, &str)], name: &str) -> Vec<(u64, RBig)> {
    let text = files.iter().find(|(it, _)| *it == name);
    text.map_or(Vec::new(), |(_, text)| {
        text.lines().filter_map(listed).collect()
    })
}

/// A line of a file's head: `176315315817e-14 with 100 signals`.
fn listed(line: &str) -> Option<(u64, RBig)> {
    let (number, samples) = line.trim().split_once(" with ")?;
    let samples = samples.split_once(" signals")?.0;
    Some((samples.parse().ok()?, decimal(number)?))
}

/// A line of such a file's head: `386e-5 at 1e-5 for a signal`.
pub(super) fn listed_loss(line: &str) -> Option<(f64, RBig)> {
    let (number, price) = line.trim().split_once(" at ")?;
    let price = price.split_once(" for a signal")?.0.parse().ok()?;
    Some((price, decimal(number)?))
}

/// `176e-3`.
fn decimal(number: &str) -> Option<RBig> {
    let (digits, places) = number.split_once("e-")?;
    let unit = UBig::from(10u8).pow(places.parse().ok()?);
    Some(RBig::from_parts(digits.parse::<IBig>().ok()?, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_list_no_end_are_passed_over() {
        let third = RBig::from_parts(IBig::from(3), UBig::from(1_000u16));
        assert_eq!(listed("    3e-3 with 7 signals."), Some((7, third)));
        for line in [
            "",
            "with 7 signals",
            "3e-x with 7 signals",
            "3 with 7 signals",
        ] {
            assert_eq!(listed(line), None);
        }
    }
}
