//! One row as the formats find it: texts, not yet labels.

use super::coding::{Kind, UNNAMED, number};
use super::dates;
use super::error::{RowFault, quoted, utf8};
use super::label::Label;
use super::label::is_missing;
use super::options::ReadOptions;
use super::ranking::{self, Ranked};
use super::table::{Extra, Row};
use std::borrow::Cow;

/// The texts of one row.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a> {
    pub item: Cow<'a, [u8]>,
    pub annotator: Cow<'a, [u8]>,
    pub label: Cow<'a, [u8]>,
    pub gold: Option<Cow<'a, [u8]>>,
    pub cluster: Option<Cow<'a, [u8]>>,
    pub assistant: Option<Cow<'a, [u8]>>,
    pub date: Option<Cow<'a, [u8]>>,
    /// Names of both responses.
    pub pair: Option<[Cow<'a, [u8]>; 2]>,
    /// The headings of the columns that name them.
    pub headings: Option<[&'a str; 2]>,
    /// What is ranked, in a table of ranks.
    pub ranked: Option<Ranked>,
    pub mark: Option<u32>,
    /// Whether a comma may stand for the decimal point.
    pub comma: bool,
}

/// Between the parts of a name that is put together: a control character that no name holds.
pub(crate) const JOIN: u8 = 0x1f;

impl Fields<'_> {
    /// Calls `push` for each row that these texts stand for: one, or each pair of a ranking.
    pub fn rows(
        &self,
        options: &ReadOptions,
        mut push: impl FnMut(Row<'_>, Extra<'_>) -> Result<(), RowFault>,
    ) -> Result<(), RowFault> {
        self.check()?;
        let day = match &self.date {
            Some(text) if !is_missing(text.trim_ascii()) => Some(
                std::str::from_utf8(text)
                    .ok()
                    .and_then(|text| dates::day(text, options.date_order))
                    .ok_or_else(|| dates::fault(text, options.date_order))?,
            ),
            _ => None,
        };
        let extra = Extra {
            day,
            mark: self.mark,
            ..Extra::default()
        };
        let ranked = match &self.ranked {
            Some(ranked) => Some(Cow::Borrowed(ranked)),
            None if options.kind == Kind::Binary && ranking::is_ranking(&self.label) => {
                Some(Cow::Owned(ranking::parse(&self.label)?))
            }
            None => None,
        };
        if let Some(ranked) = ranked {
            // Pairs of one item depend on each other, whoever ranks them.
            let cluster = self.cluster.as_ref().unwrap_or(&self.item);
            return ranking::pairs(&ranked, |a, b, label| {
                let item = join(&[&self.item, a.as_bytes(), b.as_bytes()]);
                let row = Row {
                    item: &item,
                    annotator: &self.annotator,
                    label: Label::parse("label", label)?,
                    gold: Label::Missing,
                    cluster: Some(cluster),
                };
                push(row, extra)
            });
        }
        let row = |item, label, gold| Row {
            item,
            annotator: &self.annotator,
            label,
            gold,
            cluster: self.cluster.as_deref(),
        };
        if options.kind != Kind::Binary {
            let label = class(options, "label", &self.label)?;
            let gold = match &self.gold {
                Some(gold) => class(options, "gold", gold)?,
                None => Cow::Borrowed(&b""[..]),
            };
            let classes = Some([&*label, &*gold]);
            let row = row(&self.item, Label::Missing, Label::Missing);
            return push(row, Extra { classes, ..extra });
        }
        let read = |field, text: &[u8]| self.label(options, field, text);
        let label = read("label", &self.label)?;
        let gold = self
            .gold
            .as_ref()
            .map_or(Ok(Label::Missing), |t| read("gold", t))?;
        let assistant = self
            .assistant
            .as_ref()
            .map(|t| read("assistant", t))
            .transpose()?;
        let extra = Extra { assistant, ..extra };
        let Some([first, second]) = &self.pair else {
            return push(row(&self.item, label, gold), extra);
        };
        // The same pair may be shown in either order: it is one item, first the smaller name.
        let swapped = first > second;
        let turn = |label| match label {
            Label::First if swapped => Label::Second,
            Label::Second if swapped => Label::First,
            other => other,
        };
        let (a, b) = if swapped {
            (second, first)
        } else {
            (first, second)
        };
        let item = join(&[&self.item, a, b]);
        let extra = Extra {
            assistant: extra.assistant.map(turn),
            ..extra
        };
        push(row(&item, turn(label), turn(gold)), extra)
    }

    /// Every text that is used has to be UTF-8.
    fn check(&self) -> Result<(), RowFault> {
        utf8("item", &self.item)?;
        utf8("annotator", &self.annotator)?;
        utf8("label", &self.label)?;
        let others = [
            ("gold", &self.gold),
            ("cluster", &self.cluster),
            ("assistant", &self.assistant),
        ];
        for (field, text) in others {
            text.as_ref().map_or(Ok(""), |text| utf8(field, text))?;
        }
        if let Some([first, second]) = &self.pair {
            utf8("first", first)?;
            utf8("second", second)?;
        }
        Ok(())
    }

    /// A binary label: as coded, or a response's name, or 0, 1, 0.5.
    fn label(
        &self,
        options: &ReadOptions,
        field: &'static str,
        text: &[u8],
    ) -> Result<Label, RowFault> {
        let trimmed = text.trim_ascii();
        let coded = options.labels.as_ref();
        if let Some([first, second]) = &self.pair
            && coded.is_none_or(|coding| coding.meaning(trimmed).is_none())
        {
            let [first, second] = [first, second].map(|name| name.trim_ascii());
            let is = |name: &[u8]| trimmed.eq_ignore_ascii_case(name);
            if first == second {
                return Err(RowFault::Field {
                    field: "second",
                    found: quoted(second),
                    expected: "another name than that of the first response",
                });
            }
            if trimmed == first {
                return Ok(Label::First);
            }
            if trimmed == second {
                return Ok(Label::Second);
            }
            if let Some([a, b]) = self.headings {
                for (heading, label) in [(a, Label::First), (b, Label::Second)] {
                    if is(heading.trim().as_bytes()) {
                        return Ok(label);
                    }
                }
            }
            let lower = trimmed.to_ascii_lowercase();
            if lower.starts_with(b"tie") || lower == b"draw" || lower == b"both_bad" {
                return Ok(Label::Tie);
            }
        }
        match coded {
            Some(coding) => coding.label(field, trimmed),
            None if self.comma && text.contains(&b',') => {
                let point: Vec<u8> = text
                    .iter()
                    .map(|&b| if b == b',' { b'.' } else { b })
                    .collect();
                Label::parse(field, &point)
            }
            None => Label::parse(field, text),
        }
    }
}

/// The parts as one name.
pub(crate) fn join(parts: &[&[u8]]) -> Vec<u8> {
    let parts: Vec<&[u8]> = parts
        .iter()
        .map(|p| p.trim_ascii())
        .filter(|p| !p.is_empty())
        .collect();
    parts.join(&JOIN)
}

/// The class that a text means: numbers by their value, so that `2` and `2.0` are one.
fn class<'t>(
    options: &ReadOptions,
    field: &'static str,
    text: &'t [u8],
) -> Result<Cow<'t, [u8]>, RowFault> {
    let text = text.trim_ascii();
    // `none` may well be a class.
    let nothing = |t: &[u8]| is_missing(t) && !t.eq_ignore_ascii_case(b"none");
    let meant: Cow<'t, [u8]> = match &options.labels {
        Some(coding) => match coding.meaning(text) {
            Some(to) => Cow::Owned(to.as_bytes().to_vec()),
            None if nothing(text) => return Ok(Cow::Borrowed(b"")),
            None => {
                return Err(RowFault::Field {
                    field,
                    found: quoted(text),
                    expected: UNNAMED,
                });
            }
        },
        None => Cow::Borrowed(text),
    };
    if nothing(&meant) {
        return Ok(Cow::Borrowed(b""));
    }
    let value = std::str::from_utf8(&meant).ok().and_then(number);
    match value {
        Some(x) => Ok(Cow::Owned(format!("{}", x + 0.0).into_bytes())),
        None if options.kind == Kind::Ordinal => Err(RowFault::Field {
            field,
            found: quoted(&meant),
            expected: "a number; say what score each grade has: --labels \"poor=1,fair=2,good=3\"",
        }),
        None => Ok(meant),
    }
}
