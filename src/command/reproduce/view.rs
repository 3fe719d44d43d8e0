//! What became of everything, as JSON.

use super::Production;
use crate::paper::evidence::outputs;
use serde::Serialize;

/// What `--json` prints.
#[derive(Serialize)]
pub(super) struct ProductionView<'a> {
    real: Vec<StudyView>,
    theorems: Vec<TheoremView<'a>>,
    documents: Vec<DocumentView<'a>>,
}

#[derive(Serialize)]
struct StudyView {
    study: &'static str,
    files: &'static [&'static str],
}

#[derive(Serialize)]
struct TheoremView<'a> {
    theorem: &'static str,
    made: bool,
    reason: &'a str,
    verdict: Option<&'static str>,
    files: [String; 6],
}

#[derive(Serialize)]
struct DocumentView<'a> {
    document: &'static str,
    made: bool,
    reason: &'a str,
    problem: Option<&'a str>,
    files: &'static [&'static str],
}

impl Production {
    pub(super) fn view(&self) -> ProductionView<'_> {
        let studies = self.real.iter().map(|study| StudyView {
            study: study.name,
            files: study.outputs,
        });
        let theorems = self.theorems.iter().map(|made| TheoremView {
            theorem: made.theorem.id,
            made: made.anew,
            reason: &made.reason,
            verdict: made.verdict.map(|verdict| verdict.name()),
            files: outputs(made.theorem.stem),
        });
        let documents = self.documents.iter().map(|made| DocumentView {
            document: made.document.name,
            made: made.anew,
            reason: &made.reason,
            problem: made.problem.as_deref(),
            files: made.document.outputs,
        });
        ProductionView {
            real: studies.collect(),
            theorems: theorems.collect(),
            documents: documents.collect(),
        }
    }
}
