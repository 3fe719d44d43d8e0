//! What the texts of a label column mean, and how to say so when they are not 0, 1 and 0.5.

use super::error::{RowFault, quoted};
use super::label::Label;
use super::label::is_missing;
use std::collections::HashMap;
use std::str::FromStr;

/// What kind of labels a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Kind {
    /// The first response, the second, or a tie
    #[default]
    Binary,
    /// One of several classes, none nearer to another
    Nominal,
    /// Grades or scores: the nearer, the more two labels agree
    Ordinal,
}

/// The caller's word on labels: `A=1,B=0,tie=0.5`. A text that holds a comma stands in double
/// quotes. With classes the right side is the class, with grades its score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coding {
    exact: HashMap<Vec<u8>, String>,
    any_case: HashMap<String, String>,
}

/// `--labels` that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{written:?}: {problem}; allowed: LABEL=MEANING,… such as A=1,B=0,tie=0.5")]
pub struct CodingError {
    written: String,
    problem: String,
}

impl FromStr for Coding {
    type Err = CodingError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |problem: String| CodingError {
            written: text.into(),
            problem,
        };
        let mut parts = vec![String::new()];
        let mut inside = false;
        for c in text.chars() {
            match c {
                '"' => inside = !inside,
                ',' if !inside => parts.push(String::new()),
                _ => {
                    if let Some(part) = parts.last_mut() {
                        part.push(c);
                    }
                }
            }
        }
        if inside {
            return Err(wrong("a quote is left open".into()));
        }
        let mut coding = Coding::default();
        for part in parts {
            let (from, to) = part
                .rsplit_once('=')
                .ok_or_else(|| wrong(format!("{part:?} has no `=`")))?;
            let (from, to) = (from.trim(), to.trim());
            if from.is_empty() {
                return Err(wrong(format!("{part:?} names no label")));
            }
            if coding.exact.insert(from.into(), to.into()).is_some() {
                return Err(wrong(format!("{from:?} stands there twice")));
            }
            coding.any_case.insert(from.to_lowercase(), to.into());
        }
        Ok(coding)
    }
}

impl Coding {
    /// What `text` means, by its own spelling or else in any case.
    pub(crate) fn meaning(&self, text: &[u8]) -> Option<&str> {
        if let Some(to) = self.exact.get(text) {
            return Some(to);
        }
        let lower = String::from_utf8_lossy(text).to_lowercase();
        self.any_case.get(&lower).map(String::as_str)
    }

    /// Checks the right sides for a kind of labels; the complaint names the first that is wrong.
    ///
    /// `binary_only`: no other kind is proposed.
    pub fn check(&self, kind: Kind, binary_only: bool) -> Result<(), CodingError> {
        let bad = |to: &String| match kind {
            Kind::Binary => Label::parse("label", to.as_bytes()).is_err(),
            Kind::Nominal => false,
            Kind::Ordinal => !is_missing(to.as_bytes()) && number(to).is_none(),
        };
        let mut wrong: Vec<&String> = self.exact.values().filter(|to| bad(to)).collect();
        wrong.sort();
        wrong.first().map_or(Ok(()), |to| {
            let expected = match kind {
                Kind::Binary if binary_only => {
                    "0, 1, 0.5 (a tie) or NA: terms pay for binary labels only"
                }
                Kind::Binary => "0, 1, 0.5 (a tie) or NA; for classes add --kind nominal",
                _ => "a number",
            };
            Err(CodingError {
                written: to.to_string(),
                problem: format!("expected {expected}"),
            })
        })
    }

    /// The label that `text` means.
    pub(crate) fn label(&self, field: &'static str, text: &[u8]) -> Result<Label, RowFault> {
        let text = text.trim_ascii();
        match self.meaning(text) {
            Some(to) => Label::parse(field, to.as_bytes()),
            None if is_missing(text) => Ok(Label::Missing),
            None => Err(RowFault::Field {
                field,
                found: quoted(text),
                expected: UNNAMED,
            }),
        }
    }
}

/// What a label that `--labels` does not name should have been.
pub(crate) const UNNAMED: &str = "one of the labels that --labels names; \
    to count a word as no label, name it too: WORD=NA";

/// A finite number, also where a comma stands for the point.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let read = |t: &str| t.parse::<f64>().ok().filter(|x| x.is_finite());
    read(text).or_else(|| read(&text.replacen(',', ".", 1)))
}
