//! What a file of `firstbest gap --coq` does not have, and why, in words.

use std::fmt;

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
