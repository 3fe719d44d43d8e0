//! How a bound on one side stands in documents: as the end of an interval that has no other.

use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct AtLeast {
    lower: f64,
}

#[derive(Serialize)]
struct AtMost {
    upper: f64,
}

/// For `serialize_with`: the number is not below this.
///
/// # Errors
/// The serializer's.
pub fn at_least<S: Serializer>(lower: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    AtLeast { lower: *lower }.serialize(serializer)
}

/// For `serialize_with`: the number is not above this.
///
/// # Errors
/// The serializer's.
pub fn at_most<S: Serializer>(upper: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    AtMost { upper: *upper }.serialize(serializer)
}
