//! Which column is what: by its name, by names that other tools use, or as the caller says.

use super::error::quoted;
use super::suggest::suggestion;
use std::fmt;
use std::str::FromStr;

/// What a column can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What was labelled.
    Item,
    /// Who labelled it.
    Annotator,
    /// The label.
    Label,
    /// An expert's label of the item.
    Gold,
    /// Rows that are not independent of each other.
    Cluster,
    /// Name of the first response.
    First,
    /// Name of the second response.
    Second,
    /// A model's label of the item.
    Assistant,
    /// When the label was given.
    Date,
    /// In a wide table of ranks, the columns of ranks, joined by `+`.
    Ranks,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 10] = [
        Role::Item,
        Role::Annotator,
        Role::Label,
        Role::Gold,
        Role::Cluster,
        Role::First,
        Role::Second,
        Role::Assistant,
        Role::Date,
        Role::Ranks,
    ];

    /// The name in `--columns` and in complaints.
    pub fn name(self) -> &'static str {
        match self {
            Role::Item => "item",
            Role::Annotator => "annotator",
            Role::Label => "label",
            Role::Gold => "gold",
            Role::Cluster => "cluster",
            Role::First => "first",
            Role::Second => "second",
            Role::Assistant => "assistant",
            Role::Date => "date",
            Role::Ranks => "ranks",
        }
    }

    /// Names that other tools give the column, in letters and digits only; the surer first.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Role::Item => &[
                "itemid",
                "task",
                "taskid",
                "questionid",
                "comparisonid",
                "pairid",
                "exampleid",
                "instance",
                "instanceid",
                "sampleid",
                "docid",
                "documentid",
                "textid",
                "unitid",
                "hitid",
                "queryid",
                "object",
                "objectid",
                "question",
                "example",
                "sample",
                "id",
            ],
            Role::Annotator => &[
                "annotatorid",
                "worker",
                "workerid",
                "judge",
                "judgeid",
                "rater",
                "raterid",
                "user",
                "userid",
                "username",
                "coder",
                "coderid",
                "evaluator",
                "evaluatorid",
                "labeler",
                "labeller",
                "labelerid",
                "performer",
                "performerid",
                "assessor",
                "completedby",
            ],
            Role::Label => &[
                "winner",
                "annotation",
                "preference",
                "vote",
                "judgment",
                "judgement",
                "choice",
                "answer",
                "response",
                "rating",
                "score",
                "verdict",
                "labelvalue",
                "overallpref",
                "answerlabel",
                "value",
                "class",
                "category",
            ],
            Role::Gold => &[
                "goldlabel",
                "truth",
                "groundtruth",
                "truelabel",
                "gt",
                "expert",
                "expertlabel",
                "golden",
                "reference",
                "correct",
                "target",
            ],
            Role::First => &["modela", "left", "responsea", "systema"],
            Role::Second => &["modelb", "right", "responseb", "systemb"],
            Role::Assistant => &[
                "assistantlabel",
                "llm",
                "llmlabel",
                "ai",
                "ailabel",
                "modellabel",
            ],
            Role::Date => &[
                "createdat",
                "timestamp",
                "datetime",
                "time",
                "submittedat",
                "submittime",
                "updatedat",
                "tstamp",
                "day",
                "month",
            ],
            Role::Cluster | Role::Ranks => &[],
        }
    }
}

/// The columns that name a cluster unless told otherwise.
pub(crate) const CLUSTER_COLUMNS: [&str; 2] = ["cluster", "ranking"];

/// What the caller says of the columns: `item=task,annotator=worker`. A name may be a number, the
/// column's place counted from 1; several joined by `+` are put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnNames(Vec<(Role, String)>);

/// `--columns` that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{written:?}: {problem}; allowed: ROLE=COLUMN,… such as item=task,annotator=worker,label=winner, the roles being {roles}"
)]
pub struct ColumnNamesError {
    written: String,
    problem: String,
    roles: String,
}

impl FromStr for ColumnNames {
    type Err = ColumnNamesError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |problem: String| ColumnNamesError {
            written: text.into(),
            problem,
            roles: Role::ALL.map(Role::name).join(", "),
        };
        let mut names = ColumnNames::default();
        for part in text.split(',') {
            let (role, column) = part
                .split_once('=')
                .ok_or_else(|| wrong(format!("{part:?} has no `=`")))?;
            let (role, column) = (role.trim(), column.trim());
            let role = Role::ALL
                .into_iter()
                .find(|r| r.name().eq_ignore_ascii_case(role))
                .ok_or_else(|| wrong(format!("{role:?} is no role")))?;
            if column.is_empty() {
                return Err(wrong(format!("`{}` names no column", role.name())));
            }
            if names.of(role).is_some() {
                return Err(wrong(format!("`{}` stands there twice", role.name())));
            }
            names.0.push((role, column.into()));
        }
        Ok(names)
    }
}

impl ColumnNames {
    /// What the caller calls the column of this role.
    pub fn of(&self, role: Role) -> Option<&str> {
        let found = self.0.iter().find(|(r, _)| *r == role);
        found.map(|(_, name)| name.as_str())
    }

    /// Adds or replaces a role's column.
    pub fn set(&mut self, role: Role, column: &str) {
        self.0.retain(|(r, _)| *r != role);
        self.0.push((role, column.into()));
    }
}

/// Where each role's columns stand in a header; none for a role that the file lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    of: [Vec<usize>; 10],
    /// What was read as what, where the names differ; and columns that may be more.
    pub notes: Vec<String>,
}

impl Places {
    pub fn of(&self, role: Role) -> &[usize] {
        &self.of[role as usize]
    }

    pub fn one(&self, role: Role) -> Option<usize> {
        self.of(role).first().copied()
    }

    /// Every place in use.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.of.iter().flatten().copied()
    }
}

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

/// What is asked of a header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub named: &'a ColumnNames,
    pub cluster: Option<&'a str>,
    /// Whether dates are used.
    pub date: bool,
    /// Whether the file has a header; if not, columns are known by place only.
    pub header: bool,
    /// How many of the names are the file's own; those behind may come later.
    pub own: usize,
}

/// Letters and digits of a name in lower case: `Worker ID`, `worker_id` and `WorkerId` are one.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Finds the columns in use among `names`. The complaint shows the option that would help.
pub(crate) fn places(names: &[String], wanted: Wanted<'_>) -> Result<Places, Complaint> {
    let mut places = Places::default();
    let has_ranks = wanted.named.of(Role::Ranks).is_some();
    for role in Role::ALL {
        let found = if let Some(name) = wanted.named.of(role) {
            named(names, name, wanted.header)?
                .ok_or_else(|| lacking(names, role, name, wanted, &places))?
        } else {
            match role {
                Role::Cluster => cluster(names, wanted)?,
                Role::Item | Role::Annotator | Role::Label => {
                    let found = required(names, role, wanted, &mut places)?;
                    if found.is_empty() && !(role == Role::Label && has_ranks) {
                        return Err(lacking(names, role, role.name(), wanted, &places));
                    }
                    found
                }
                Role::Date if !wanted.date => Vec::new(),
                Role::Date => required(names, role, wanted, &mut places)?,
                _ if !wanted.header => Vec::new(),
                _ => exact(names, role.name())?.into_iter().collect(),
            }
        };
        places.of[role as usize] = found;
    }
    pair(names, wanted, &mut places);
    for role in [Role::Gold, Role::Assistant] {
        if places.of(role).is_empty() && wanted.header {
            let used: Vec<usize> = places.all().collect();
            let like = (0..names.len()).find(|i| {
                !used.contains(i) && role.synonyms().contains(&plain(&names[*i]).as_str())
            });
            if let Some(i) = like {
                places.notes.push(format!(
                    "column {:?} is not used; if it is {}, say --columns {}={}",
                    names[i],
                    if role == Role::Gold {
                        "an expert's label"
                    } else {
                        "a model's label"
                    },
                    role.name(),
                    names[i]
                ));
            }
        }
    }
    Ok(places)
}

/// The names of both responses matter only where the label is a winner's name, or where the caller
/// says so: other files may have columns `first` and `second` for anything.
fn pair(names: &[String], wanted: Wanted<'_>, places: &mut Places) {
    let said = |role| wanted.named.of(role).is_some();
    if said(Role::First) || said(Role::Second) {
        return;
    }
    let by_winner = places
        .one(Role::Label)
        .is_some_and(|i| names.get(i).is_some_and(|n| plain(n) == "winner"));
    for role in [Role::First, Role::Second] {
        places.of[role as usize].clear();
        if by_winner {
            let like = |name: &String| {
                let name = plain(name);
                name == role.name() || role.synonyms().contains(&name.as_str())
            };
            places.of[role as usize].extend(names.iter().position(like));
        }
    }
    if places.of(Role::First).is_empty() || places.of(Role::Second).is_empty() {
        places.of[Role::First as usize].clear();
        places.of[Role::Second as usize].clear();
    }
}

/// The column of exactly this name, case and outer spaces aside.
fn exact(names: &[String], name: &str) -> Result<Option<usize>, String> {
    let mut found = (0..names.len()).filter(|&i| names[i].trim().eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (place, None) => Ok(place),
        (_, Some(_)) => Err(format!("column `{name}` stands there twice")),
    }
}

/// The columns that the caller names: one, or several joined by `+`.
fn named(names: &[String], name: &str, header: bool) -> Result<Option<Vec<usize>>, String> {
    let one = |name: &str| -> Result<Option<usize>, String> {
        let place = name
            .parse::<usize>()
            .ok()
            .filter(|n| (1..=names.len()).contains(n));
        if !header {
            return Ok(place.map(|n| n - 1));
        }
        if let Some(found) = exact(names, name)? {
            return Ok(Some(found));
        }
        let like = plain(name);
        let found = names
            .iter()
            .position(|n| !like.is_empty() && plain(n) == like);
        Ok(found.or(place.map(|n| n - 1)))
    };
    if let Some(found) = one(name)? {
        return Ok(Some(vec![found]));
    }
    if !name.contains('+') {
        return Ok(None);
    }
    name.split('+').map(|part| one(part.trim())).collect()
}

fn cluster(names: &[String], wanted: Wanted<'_>) -> Result<Vec<usize>, String> {
    if let Some(name) = wanted.cluster {
        return named(names, name, wanted.header)?.ok_or_else(|| {
            let own = &names[..wanted.own];
            format!("no column `{name}` among {}", shown(own))
        });
    }
    if !wanted.header {
        return Ok(Vec::new());
    }
    for name in CLUSTER_COLUMNS {
        if let Some(found) = exact(names, name)? {
            return Ok(vec![found]);
        }
    }
    Ok(Vec::new())
}

/// By its own name, else by a name that other tools use; empty if there is none.
fn required(
    names: &[String],
    role: Role,
    wanted: Wanted<'_>,
    places: &mut Places,
) -> Result<Vec<usize>, String> {
    if !wanted.header {
        return Ok(Vec::new());
    }
    if let Some(found) = exact(names, role.name())? {
        return Ok(vec![found]);
    }
    let like: Vec<usize> = (0..names.len())
        .filter(|&i| {
            let name = plain(&names[i]);
            // A bare `id` may be the row's own number: only where nothing else is there.
            name != "id" && (name == role.name() || role.synonyms().contains(&name.as_str()))
        })
        .collect();
    let found = match like[..] {
        [] => (0..names.len()).find(|&i| role == Role::Item && plain(&names[i]) == "id"),
        [one] => Some(one),
        _ if role == Role::Date => like.first().copied(),
        _ => {
            let all: Vec<&str> = like.iter().map(|&i| names[i].trim()).collect();
            return Err(format!(
                "`{}` may be {}; say which: --columns {}={}",
                role.name(),
                all.join(" or "),
                role.name(),
                all[0]
            ));
        }
    };
    if let Some(i) = found {
        let note = format!("column {:?} is read as {}", names[i].trim(), role.name());
        places.notes.push(note);
    }
    Ok(found.into_iter().collect())
}

/// Names of a header that a complaint lists.
const NAMES_SHOWN: usize = 24;

fn shown(names: &[String]) -> String {
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
fn lacking(
    names: &[String],
    role: Role,
    name: &str,
    wanted: Wanted<'_>,
    places: &Places,
) -> Complaint {
    let names = &names[..wanted.own];
    let text = format!("no column `{name}` among {}", shown(names));
    let likely = match role {
        Role::Label => likely_label(names),
        _ => None,
    };
    let required = [Role::Item, Role::Annotator, Role::Label];
    let open = wanted.header
        && names.len() > 1
        && likely.is_none()
        && required.contains(&role)
        && required.iter().all(|role| wanted.named.of(*role).is_none());
    let advice = if !wanted.header {
        "name columns by place: --columns item=1,annotator=2,label=3".to_owned()
    } else if names.len() == 1 {
        "fields should be separated by commas, tabs, semicolons or bars".to_owned()
    } else if let Some(advice) = no_header(names, wanted) {
        advice
    } else {
        let likely = likely.unwrap_or_else(|| format!("{}=COLUMN", role.name()));
        format!("say which it is: --columns {likely}")
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
/// batch of Mechanical Turk, `relevance` beside `relevance_gold` of CrowdFlower.
fn likely_label(names: &[String]) -> Option<String> {
    let names = || names.iter().map(|n| n.trim());
    let answer = |name: &&str| name.to_lowercase().starts_with("answer.");
    if let Some(name) = names().find(answer) {
        return Some(format!("label={name}"));
    }
    names().find_map(|gold| {
        let lower = gold.to_lowercase();
        let stem = lower
            .strip_suffix("_gold")
            .or(lower.strip_suffix(":gold"))?;
        let label = names().find(|name| name.to_lowercase() == stem)?;
        Some(format!("label={label},gold={gold}"))
    })
}
