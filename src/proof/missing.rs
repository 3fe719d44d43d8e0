//! What a file of `firstbest gap --coq` does not have, and why, in words.

use std::fmt;

// Reasons that take more than a few words: what the checkers in proofs/Lib ask, and why it is not
// met.

/// The upper end of a class that no checker speaks of.
pub(super) const NO_CHECKER: &str = "there is no checker of this class, only of general, linear \
    and binary contracts with a deterministic threshold; the lower end of every contract is one of \
    this class too";

/// Prices vary too much for polynomials of the count.
pub(super) const STEEP_PRICES: &str = "from no agreement to all of them the price of utility would \
    vary by too large a share for a polynomial: the cost of effort is large beside the outside \
    option";

/// An end of [0, 1] may be best.
pub(super) const END_NOT_EXCLUDED: &str =
    "no effort or full effort is not excluded as the best, as the checker asks";

/// Pay with a polynomial utility.
pub(super) const NO_POLYNOMIAL_PAY: &str = "no pay was found whose utility is a polynomial of the \
    count and keeps the limits on pay at every count, as the checker asks";

/// Linear wages.
pub(super) const NO_SIDES: &str = "no two polynomials of the count were found that are close \
    enough to the utility of a linear wage, as the checker asks";

/// Pay linear in utility with a floor.
pub(super) const FLOOR_BINDS: &str = "no pay linear in utility, and 0 below that, was found whose \
    best reply is certain: the floor has to bind rarely, as it does with more signals";

/// A bonus for more agreements than usual.
pub(super) const BONUS_CONVEX: &str = "the bonus is for more agreements than the mean, where its \
    chance is not concave in effort, as the checker asks";

/// A bonus whose best reply is nowhere certain.
pub(super) const BONUS_REPLY: &str = "no effort next to that of the contract was found from which \
    on the annotator certainly loses";

/// A bonus that starts at an end of the counts.
pub(super) const BONUS_STARTS: &str = "the bonus has to start at two agreements or more and below \
    all of them, as the checker asks";

/// A bonus that may reward no effort less.
pub(super) const BONUS_TURN: &str =
    "no effort below that of the contract was found from which on the annotator certainly gains";

/// A bonus for what hardly ever happens.
pub(super) const BONUS_RARE: &str =
    "the count at which the bonus starts is too rare for a bonus that rewards effort enough";

/// One end of the gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The lower one, which is of every contract.
    Lower,
    /// The upper one of a class of contracts.
    Upper(String),
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Lower => f.write_str("the lower end of every contract"),
            End::Upper(class) => write!(f, "the upper end of {class} contracts"),
        }
    }
}

/// An end that Coq cannot check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub end: End,
    /// n.
    pub samples: u64,
    /// Why.
    pub why: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Missing { end, samples, why } = self;
        let signals = if *samples == 1 { "signal" } else { "signals" };
        write!(f, "{end} at {samples} {signals} ({why})")
    }
}

/// All of them in one sentence.
#[must_use]
pub fn listed(missing: &[Missing]) -> String {
    let each: Vec<String> = missing.iter().map(Missing::to_string).collect();
    each.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_is_named_with_its_reason() {
        let missing = |end, samples| Missing {
            end,
            samples,
            why: "no".to_owned(),
        };
        let all = [
            missing(End::Lower, 1),
            missing(End::Upper("linear".to_owned()), 30),
        ];
        assert_eq!(
            listed(&all),
            "the lower end of every contract at 1 signal (no); \
             the upper end of linear contracts at 30 signals (no)"
        );
    }
}
