//! Single terms with what a pool does under them.

use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;

/// Terms with what every type does under them: estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolTerms {
    /// The terms.
    pub terms: Posted,
    /// Each type's best reply in each of its models that are looked at, the stated one first.
    pub replies: Vec<Vec<Reply>>,
    /// Whether each type accepts in all of these.
    pub accepts: Vec<bool>,
    /// The company's payoff for one annotator, on average, each type at its worst.
    pub payoff: f64,
    /// Expected pay of all together, by weight, each type at its dearest.
    pub pay: f64,
}
