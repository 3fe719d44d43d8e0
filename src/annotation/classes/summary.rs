//! What an assessment says of classes, as data.

use crate::annotation::interval::Interval;
use serde::Serialize;

/// The classes of a table and what agreement means among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassSummary {
    /// `nominal` or `ordinal`.
    pub kind: &'static str,
    /// Name and share of each class among all labels.
    pub classes: Vec<(String, f64)>,
    /// Agreement of two labels that ignore the item and follow all labels' margin: q(0).
    pub by_chance: f64,
    /// Agreement of careful labels by the scheme in use, q(1); `None` where it is not known.
    pub careful: Option<f64>,
    /// How labels of a given care agree by the scheme in use: pay on the number of agreements is
    /// binomial with this q. `None` where it is not known.
    pub curve: Option<Curve>,
    /// Why the curve is not known although the scale is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_curve: Option<String>,
}

/// The agreement curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Curve {
    /// q(0): agreement of careless labels.
    pub careless: Interval,
    /// q(1) − q(0): what care adds.
    pub gain: Interval,
    /// q(1): agreement of careful labels.
    pub careful: Interval,
    /// Whether q(0) was taken from the agreements, as they contradict the margin of all labels.
    pub measured: bool,
}
