//! The different texts of the columns of labels, and the option that would read them.

use super::coding::{Coding, Kind, number};
use super::label::Label;
use super::label::is_missing;
use super::meanings::{Sure, in_order, is_tie};
use super::options::ReadOptions;
use super::shell;
use std::collections::HashMap;

/// The different texts of the label column, and of gold and the assistant's labels, as far as they
/// are few.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    labels: Texts,
    others: Texts,
    rows: u64,
}

/// Texts, how often each stands there, and in which row first.
#[derive(Debug, Clone, Default)]
struct Texts {
    counts: HashMap<Vec<u8>, (u64, u64)>,
    /// Whether there are more than fit.
    many: bool,
}

/// More different texts than this are no labels.
const MOST_TEXTS: usize = 40;

/// Further header rows are among so many rows behind the header.
const HEADER_ROWS: u64 = 2;

impl Texts {
    fn add(&mut self, text: &[u8], row: u64) {
        let text = text.trim_ascii();
        if is_missing(text) {
            return;
        }
        if let Some((n, _)) = self.counts.get_mut(text) {
            *n += 1;
        } else if self.counts.len() < MOST_TEXTS {
            self.counts.insert(text.into(), (1, row));
        } else {
            self.many = true;
        }
    }

    fn sorted(&self) -> Vec<String> {
        let text = |t: &Vec<u8>| String::from_utf8_lossy(t).into_owned();
        let mut texts: Vec<String> = self.counts.keys().map(text).collect();
        texts.sort_by(|x, y| match (number(x), number(y)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => x.cmp(y),
        });
        texts
    }
}

impl Survey {
    /// Takes the texts of one row.
    pub fn add<'t>(&mut self, label: &[u8], others: impl Iterator<Item = &'t [u8]>) {
        self.labels.add(label, self.rows);
        others.for_each(|text| self.others.add(text, self.rows));
        self.rows += 1;
    }

    /// A coding that needs no asking: a column of True and False.
    pub fn plain(&self) -> Option<Coding> {
        let truth = |t: &[u8]| t.eq_ignore_ascii_case(b"true") || t.eq_ignore_ascii_case(b"false");
        let labels = &self.labels;
        (!labels.many && !labels.counts.is_empty() && labels.counts.keys().all(|t| truth(t)))
            .then(|| "true=1,false=0".parse().ok())
            .flatten()
    }

    /// Whether what is no label stands in the first rows only, once each, and all else is 0, 1 or
    /// 0.5.
    fn further_headers(&self) -> bool {
        let unread = |texts: &Texts| -> Option<bool> {
            let mut some = false;
            for (text, &(n, row)) in &texts.counts {
                if Label::parse("label", text).is_err() {
                    if n > 1 || row >= HEADER_ROWS {
                        return None;
                    }
                    some = true;
                }
            }
            Some(some)
        };
        let more = self.rows > 2 * HEADER_ROWS && self.labels.counts.len() > 1;
        more && !self.labels.many
            && matches!(
                (unread(&self.labels), unread(&self.others)),
                (Some(true), Some(_))
            )
    }

    /// The option that would read the columns; `None` where the caller has said what it could say.
    pub fn advice(&self, options: &ReadOptions) -> Option<String> {
        match options.kind {
            Kind::Binary => Some(self.of_binary(options.binary_only)),
            // The fault itself says how grades are scored.
            Kind::Ordinal => Some("for classes without order: --kind nominal".into()),
            Kind::Nominal => None,
        }
    }

    fn of_binary(&self, binary_only: bool) -> String {
        if self.further_headers() {
            return "this looks like a further header row, as all labels behind it are 0, 1 or 0.5: take out of the file what stands between the first row and the first label".into();
        }
        let texts = self.labels.sorted();
        if self.labels.many {
            let grades = if !binary_only && texts.iter().all(|t| number(t).is_some()) {
                "if they are grades: --kind ordinal; "
            } else {
                ""
            };
            return format!(
                "the column holds more than {MOST_TEXTS} different texts: {grades}if it is another that holds the labels, name it with --columns label=COLUMN"
            );
        }
        let others = self.others.sorted();
        let unusual = |t: &String| t.chars().count() > 60 || t.contains(['\n', '"']);
        if self.others.many || texts.iter().chain(&others).any(unusual) {
            return SAY.into();
        }
        let (ties, rest): (Vec<&String>, Vec<&String>) = texts.iter().partition(|t| is_tie(t));
        let numbers = rest.iter().all(|t| number(t).is_some());
        if let [low, middle, high] = rest[..]
            && [low, middle, high].map(|t| number(t)) == [Some(-1.0), Some(0.0), Some(1.0)]
        {
            return "for a preference from -1 to 1: --labels \"1=1,0=0.5,-1=0\" (say 0=NA if 0 stands for no label)".into();
        }
        if (1..=2).contains(&rest.len()) {
            return self.coding(&rest, &ties, &others);
        }
        if binary_only {
            format!("{BINARY_ONLY}; {SAY}")
        } else if numbers && ties.is_empty() {
            "for grades or scores: --kind ordinal; for classes without order: --kind nominal".into()
        } else {
            format!("for more than two classes: --kind nominal; else {SAY}")
        }
    }

    /// A coding of one or two texts that are no ties, with what gold and assistant hold besides.
    fn coding(&self, rest: &[&String], ties: &[&String], others: &[String]) -> String {
        let mut sure = Sure::Yes;
        // Text and what it means.
        let mut parts: Vec<(&str, &str)> = Vec::new();
        match rest {
            [x, y] => {
                let (pair, known) = in_order(x, y);
                parts.extend([(pair[0], "1"), (pair[1], "0")]);
                sure = known;
            }
            [one] => parts.push((one, "1")),
            _ => return SAY.into(),
        }
        let named = |parts: &[(&str, &str)], t: &str| {
            let meant = parts.iter().find(|p| p.0.eq_ignore_ascii_case(t));
            meant.map(|p| p.1.to_owned())
        };
        let (other_ties, decisive): (Vec<&String>, Vec<&String>) =
            others.iter().partition(|t| is_tie(t));
        let new: Vec<&str> = decisive
            .iter()
            .map(|t| t.as_str())
            .filter(|t| named(&parts, t).is_none())
            .collect();
        let old: Vec<String> = decisive.iter().filter_map(|t| named(&parts, t)).collect();
        match (&new[..], &old[..]) {
            ([], _) => {}
            ([x, y], []) => {
                let (pair, known) = in_order(x, y);
                parts.extend([(pair[0], "1"), (pair[1], "0")]);
                sure = sure.and(known);
            }
            // Beside what the labels name, gold's other text is the other label.
            ([x], [meant]) => {
                parts.push((x, if meant == "1" { "0" } else { "1" }));
                sure = Sure::No;
            }
            ([x], []) if parts.len() < 2 => {
                let (pair, known) = in_order(parts[0].0, x);
                parts = vec![(pair[0], "1"), (pair[1], "0")];
                sure = known;
            }
            ([x], []) => {
                parts.push((x, "1"));
                sure = Sure::No;
            }
            _ => {
                return format!(
                    "the labels and gold hold {} different texts; {SAY}",
                    parts.len() + new.len()
                );
            }
        }
        for tie in ties.iter().chain(&other_ties) {
            if named(&parts, tie).is_none() {
                parts.push((tie, "0.5"));
            }
        }
        let words: Vec<String> = parts
            .iter()
            .map(|(text, meant)| format!("{}={meant}", in_quotes(text)))
            .collect();
        let turned = match sure {
            Sure::Yes => "",
            Sure::No => {
                " (or with 1 and 0 exchanged: the texts do not say which response they mean)"
            }
        };
        format!(
            "to read it: --labels {}{turned}",
            shell::in_quotes(&words.join(","))
        )
    }
}

/// Why classes and grades are not proposed.
const BINARY_ONLY: &str = "terms pay for binary labels: classes and grades can be assessed (`assess --kind`), but not paid by terms";

/// What to do where no coding can be proposed.
const SAY: &str = "say what each label means with --labels \"TEXT=1,OTHER=0,TIE=0.5\"";

fn in_quotes(text: &str) -> String {
    if text.contains(',') {
        format!("\"{text}\"")
    } else {
        text.into()
    }
}
