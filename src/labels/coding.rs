//! What the texts of a label column mean, and how to say so when they are not 0, 1 and 0.5.

use super::error::{RowFault, quoted};
use super::label::Label;
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
    pub fn check(&self, kind: Kind) -> Result<(), CodingError> {
        let bad = |to: &String| match kind {
            Kind::Binary => Label::parse("label", to.as_bytes()).is_err(),
            Kind::Nominal => false,
            Kind::Ordinal => !is_missing(to.as_bytes()) && number(to).is_none(),
        };
        let mut wrong: Vec<&String> = self.exact.values().filter(|to| bad(to)).collect();
        wrong.sort();
        wrong.first().map_or(Ok(()), |to| {
            let expected = match kind {
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

/// How tools write that there is nothing.
pub(crate) fn is_missing(text: &[u8]) -> bool {
    const SPELLED: [&[u8]; 8] = [
        b"na", b"n/a", b"nan", b"null", b"none", b"nil", b"<na>", b"#n/a",
    ];
    text.is_empty() || (text.len() <= 4 && SPELLED.iter().any(|s| text.eq_ignore_ascii_case(s)))
}

/// A finite number, also where a comma stands for the point.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let read = |t: &str| t.parse::<f64>().ok().filter(|x| x.is_finite());
    read(text).or_else(|| read(&text.replacen(',', ".", 1)))
}

/// The different texts of a label column, as far as they are few.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    counts: HashMap<Vec<u8>, u64>,
    /// Whether there are more than fit.
    pub many: bool,
}

/// More different texts than this are no labels.
const MOST_TEXTS: usize = 40;

impl Survey {
    pub fn add(&mut self, text: &[u8]) {
        let text = text.trim_ascii();
        if is_missing(text) {
            return;
        }
        if let Some(n) = self.counts.get_mut(text) {
            *n += 1;
        } else if self.counts.len() < MOST_TEXTS {
            self.counts.insert(text.into(), 1);
        } else {
            self.many = true;
        }
    }

    /// A coding that needs no asking: a column of True and False.
    pub fn plain(&self) -> Option<Coding> {
        let truth = |t: &[u8]| t.eq_ignore_ascii_case(b"true") || t.eq_ignore_ascii_case(b"false");
        (!self.many && !self.counts.is_empty() && self.counts.keys().all(|t| truth(t)))
            .then(|| "true=1,false=0".parse().ok())
            .flatten()
    }

    /// The option that would read the column.
    pub fn advice(&self) -> String {
        let mut texts: Vec<String> = self
            .counts
            .keys()
            .map(|t| String::from_utf8_lossy(t).into_owned())
            .collect();
        texts.sort_by(|x, y| match (number(x), number(y)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => x.cmp(y),
        });
        if self.many {
            let grades = if texts.iter().all(|t| number(t).is_some()) {
                "if they are grades: --kind ordinal; "
            } else {
                ""
            };
            return format!(
                "the column holds more than {MOST_TEXTS} different texts: {grades}if it is another that holds the labels, name it with --columns label=COLUMN"
            );
        }
        let long = texts
            .iter()
            .any(|t| t.chars().count() > 60 || t.contains(['\n', '"']));
        if long {
            return "say what each label means with --labels \"TEXT=1,OTHER=0,TIE=0.5\"".into();
        }
        let (ties, rest): (Vec<&String>, Vec<&String>) = texts.iter().partition(|t| is_tie(t));
        let numbers = rest.iter().all(|t| number(t).is_some());
        let meanings = match rest[..] {
            [x, y] => Some(ordered(x, y).map(|t| t.as_str())),
            [low, middle, high]
                if numbers
                    && [low, middle, high].map(|t| number(t))
                        == [Some(-1.0), Some(0.0), Some(1.0)] =>
            {
                return "for a preference from -1 to 1: --labels \"1=1,0=0.5,-1=0\" (say 0=NA if 0 stands for no label)".into();
            }
            [one] => Some([one.as_str(), ""]),
            _ => None,
        };
        if let Some([first, second]) = meanings {
            let mut parts = vec![format!("{}=1", in_quotes(first))];
            if !second.is_empty() {
                parts.push(format!("{}=0", in_quotes(second)));
            }
            parts.extend(ties.iter().map(|t| format!("{}=0.5", in_quotes(t))));
            return format!("to read it: --labels {}", shell(&parts.join(",")));
        }
        if numbers && ties.is_empty() {
            "for grades or scores: --kind ordinal; for classes without order: --kind nominal".into()
        } else {
            "for more than two classes: --kind nominal; else say what each label means with --labels \"TEXT=1,OTHER=0,TIE=0.5\"".into()
        }
    }
}

fn shell(text: &str) -> String {
    // Quotes inside would end double quotes outside.
    let mark = if text.contains('"') { '\'' } else { '"' };
    format!("{mark}{text}{mark}")
}

fn in_quotes(text: &str) -> String {
    if text.contains(',') {
        format!("\"{text}\"")
    } else {
        text.into()
    }
}

fn is_tie(text: &str) -> bool {
    let text = text.to_lowercase();
    ["tie", "draw", "equal", "same", "both", "neither", "0.5"]
        .iter()
        .any(|t| text.starts_with(t))
}

/// Two labels, the one that means the first response in front.
fn ordered<'a>(x: &'a String, y: &'a String) -> [&'a String; 2] {
    const PAIRS: [[&str; 2]; 14] = [
        ["1", "2"],
        ["1", "-1"],
        ["1", "0"],
        ["true", "false"],
        ["yes", "no"],
        ["y", "n"],
        ["t", "f"],
        ["left", "right"],
        ["first", "second"],
        ["positive", "negative"],
        ["pos", "neg"],
        ["win", "loss"],
        ["win", "lose"],
        ["good", "bad"],
    ];
    let is = |t: &str, s: &str| t.eq_ignore_ascii_case(s);
    let turned = PAIRS.iter().any(|[a, b]| is(y, a) && is(x, b));
    if turned { [y, x] } else { [x, y] }
}
