//! What is wrong with a header, with the option that would help.

use super::header::{Places, Wanted};
use super::known::gold_pairs;
use super::role::Role;
use crate::labels::error::quoted;
use crate::labels::shell::{column, columns_option};
use crate::labels::suggest::suggestion;
use std::fmt;

/// Why the columns of a header are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Complaint {
    /// A column was not found.
    Lacking {
        /// What it would be for.
        role: Role,
        /// What is lacking, and what there is.
        text: String,
        /// What to do, from the names alone.
        advice: String,
        /// Columns whose role is known.
        used: Vec<usize>,
        /// Whether the rows may tell more: nothing was said of the column, and there should be a
        /// header.
        open: bool,
    },
    /// Something else.
    Other(String),
}

impl From<String> for Complaint {
    fn from(text: String) -> Self {
        Self::Other(text)
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacking { text, advice, .. } => write!(f, "{text}; {advice}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl Complaint {
    /// The complaint with what the first rows suggest.
    pub fn with_rows(self, first: &[String], rows: &[Vec<String>]) -> String {
        match &self {
            Self::Lacking {
                role,
                text,
                used,
                open: true,
                ..
            } => match suggestion(first, rows, used, *role == Role::Label) {
                Some(advice) => format!("{text}; {advice}"),
                None => self.to_string(),
            },
            _ => self.to_string(),
        }
    }
}

/// What is said of an export of Labelbox.
const LABELBOX: &str = "this looks like an export of Labelbox, whose nested rows are not read; write a row for each label with item (data_row.id), annotator (label_details.created_by) and label (the radio answer's value), as in {\"item\": \"t0\", \"annotator\": \"ann@ex.org\", \"label\": \"b\"}";

/// Names of a header that a complaint lists.
const NAMES_SHOWN: usize = 24;

pub(super) fn shown(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(NAMES_SHOWN)
        .map(|n| quoted(n.trim().as_bytes()))
        .collect();
    let more = if names.len() > NAMES_SHOWN {
        ", …"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}

/// The complaint about a column that is not there, with the option that would name it.
pub(super) fn lacking(
    names: &[String],
    role: Role,
    name: &str,
    wanted: Wanted<'_>,
    places: &Places,
) -> Complaint {
    let names = &names[..wanted.own];
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("data_row") && has("projects") {
        return Complaint::Other(LABELBOX.to_owned());
    }
    let text = format!("no column `{name}` among {}", shown(names));
    let (answer, beside_gold) = match role {
        Role::Label => (answer(names), beside_gold(names)),
        _ => (None, None),
    };
    let required = [Role::Item, Role::Annotator, Role::Label];
    let open = wanted.header
        && names.len() > 1
        && answer.is_none()
        && required.contains(&role)
        && required.iter().all(|role| wanted.named.of(*role).is_none());
    let advice = if !wanted.header {
        "name columns by place: --columns item=1,annotator=2,label=3".to_owned()
    } else if names.len() == 1 {
        "fields should be separated by commas, tabs, semicolons or bars".to_owned()
    } else if let Some(advice) = no_header(names, wanted) {
        advice
    } else {
        let likely = answer.or(beside_gold);
        let likely = likely.unwrap_or_else(|| format!("--columns {}=COLUMN", role.name()));
        // Of a table with an annotator in each column no option makes sense.
        let rows = match role {
            Role::Annotator => " (a file has a row for each label: item, annotator, label)",
            _ => "",
        };
        format!("say which it is: {likely}{rows}")
    };
    Complaint::Lacking {
        role,
        text,
        advice,
        used: places.all().collect(),
        open,
    }
}

/// A field that is a number: this may be no header but the first row.
fn no_header(names: &[String], wanted: Wanted<'_>) -> Option<String> {
    let number = |n: &String| n.trim().parse::<f64>().is_ok();
    let place = names.iter().position(number)?;
    if wanted.named.of(Role::Label).is_some() {
        return None;
    }
    let mut free = (1..=names.len()).filter(|&i| i != place + 1);
    let (item, annotator) = (free.next().unwrap_or(1), free.next().unwrap_or(2));
    Some(format!(
        "if the file has no header: --no-header --columns item={item},annotator={annotator},label={}",
        place + 1
    ))
}

/// What `--columns` may say of a label under a name of the requester's own: `Answer.choice` of a
/// batch of Mechanical Turk.
fn answer(names: &[String]) -> Option<String> {
    let of_answer = |name: &String| name.trim().to_lowercase().starts_with("answer.");
    let place = names.iter().position(of_answer)?;
    let name = column(&names[place], place);
    Some(columns_option(&[("label", &name)]))
}

/// The same for `relevance` beside `relevance_gold` of CrowdFlower, where no row is at hand to say
/// which of several such columns are filled.
fn beside_gold(names: &[String]) -> Option<String> {
    let names: Vec<&str> = names.iter().map(|n| n.trim()).collect();
    let (label, gold) = gold_pairs(&names).next()?;
    let [label, gold] = [label, gold].map(|place| column(names[place], place));
    Some(columns_option(&[("label", &label), ("gold", &gold)]))
}
