//! What a column can be for, and what other tools call it.

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
    pub(super) fn synonyms(self) -> &'static [&'static str] {
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
