//! Shapes of label files that are read by name, and how they are recognised.

/// A shape of label file that is read by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Tasks with `annotations` of Label Studio (its JSON export, or JSON-MIN)
    LabelStudio,
    /// Records with `responses` of Argilla
    Argilla,
    /// Lines with a `label` list and an annotator of doccano
    Doccano,
    /// Lines of Prodigy's `db-out` with choices or decisions
    Prodigy,
    /// The table `task, worker, label` of crowd-kit
    CrowdKit,
    /// Pairwise judgements of MT-Bench: question, turn, both models, judge, winner
    MtBench,
    /// Votes of a chatbot arena: question, both models, judge, winner
    Arena,
    /// Comparisons with lists of annotations of MultiPref
    Multipref,
    /// Items with `annotators` and `annotations` of the LeWiDi shared tasks
    Lewidi,
    /// JSON lines whose label is a list of names, best first
    Ranking,
}

impl Format {
    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Format::LabelStudio => "label-studio",
            Format::Argilla => "argilla",
            Format::Doccano => "doccano",
            Format::Prodigy => "prodigy",
            Format::CrowdKit => "crowd-kit",
            Format::MtBench => "mt-bench",
            Format::Arena => "arena",
            Format::Multipref => "multipref",
            Format::Lewidi => "lewidi",
            Format::Ranking => "ranking",
        }
    }

    /// Whether one record may hold several labels, or a label is not plain.
    pub(crate) fn is_nested(self) -> bool {
        !matches!(self, Format::CrowdKit | Format::Ranking)
    }
}

/// The format whose records have these keys, if it is one of those that cannot be read as a table.
pub(crate) fn recognise(keys: &[String]) -> Option<Format> {
    let has = |key: &str| keys.iter().any(|k| k == key);
    let prodigy = ["_annotator_id", "_session_id", "_task_hash", "_input_hash"];
    if has("answer") && prodigy.iter().any(|key| has(key)) {
        Some(Format::Prodigy)
    } else if has("normal_worker_annotations") {
        Some(Format::Multipref)
    } else if has("responses") && (has("fields") || has("metadata") || has("suggestions")) {
        Some(Format::Argilla)
    } else if has("annotations") && has("annotators") {
        Some(Format::Lewidi)
    } else if has("model_a") && has("model_b") && has("judge") {
        Some(if has("turn") && !has("anony") {
            Format::MtBench
        } else {
            Format::Arena
        })
    } else if has("annotations") && has("text") {
        Some(Format::Doccano)
    } else if has("annotations") {
        Some(Format::LabelStudio)
    } else {
        None
    }
}

/// The same from the beginning of a file: the keys that are written there.
pub(crate) fn recognise_in(head: &[u8]) -> Option<Format> {
    const KEYS: [&str; 14] = [
        "normal_worker_annotations",
        "responses",
        "fields",
        "metadata",
        "suggestions",
        "annotations",
        "annotators",
        "data",
        "predictions",
        "model_a",
        "model_b",
        "judge",
        "turn",
        "text",
    ];
    let text = String::from_utf8_lossy(head);
    let there = KEYS
        .iter()
        .filter(|key| text.contains(&format!("\"{key}\"")));
    recognise(&there.map(|key| key.to_string()).collect::<Vec<_>>())
}
