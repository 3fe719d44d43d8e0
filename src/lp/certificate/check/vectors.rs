//! A certificate's vectors as the checker reads them, and how its messages call their entries.

use super::verdict::CheckError;
use crate::lp::certificate::Vector;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// The numerators of a vector by index, if it is one of this length.
pub(super) fn numerators(
    what: &'static str,
    vector: &Vector,
    length: usize,
) -> Result<Vec<Dyadic>, CheckError> {
    let complain = |complaint: String| Err(CheckError::Malformed { what, complaint });
    if vector.denominator.is_zero() {
        return complain("has denominator 0".into());
    }
    let mut next = 0;
    for (index, _) in &vector.entries {
        if *index < next || *index >= length {
            return complain(format!(
                "has index {index}, but indices must increase and be below {length}"
            ));
        }
        next = index + 1;
    }
    Ok(vector.dense(length))
}

/// How messages call a variable: columns are counted first, then rows.
pub(super) fn describe(program: &Scaled<'_>, variable: usize) -> String {
    match variable.checked_sub(program.columns()) {
        Some(row) => program.program.describe_row(row),
        None => program.program.describe_column(variable),
    }
}
