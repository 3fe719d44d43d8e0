//! What an assessment rests on, in words.

use super::basis::Basis;
use super::kappa::{Anchor, Kappa, KappaError};
use super::question::AssessError;
use super::traps::Warning;
use crate::labels::label::Label;
use crate::labels::table::LabelTable;

/// What is identified, by what assumption; or why efforts are not reported.
pub(super) fn identification(
    basis: Basis,
    anchor: Anchor,
    kappa: &Result<Kappa, KappaError>,
) -> String {
    let alone = match basis {
        Basis::Both => {
            "Repeats and expert together identify η and κ only if κ_e = κ_s and both are there"
        }
        Basis::SelfConsistency => "Repeats alone identify only η√κ_s",
        Basis::Expert => "An expert alone identifies only η·κ_e",
        Basis::Peers => "Peers alone identify only η√κ_p",
    };
    match (kappa, anchor) {
        (Err(error), _) => format!("{alone}; efforts are not reported: {error}."),
        (Ok(_), Anchor::Given(k)) => format!("{alone}; κ = {k} was given, so η follows."),
        (Ok(_), Anchor::Both) => {
            "Repeats and expert together identify η and κ if κ_e = κ_s, that is if the \
             expert's labels are careful draws from the annotators' own preference law."
                .into()
        }
        (Ok(kappa), _) => format!(
            "{alone}; the scale is an assumption, not a finding: {}. Efforts are relative to it.",
            kappa.assumption
        ),
    }
}

/// Why there is nothing to judge by.
pub(super) fn nothing(basis: Basis) -> &'static str {
    match basis {
        Basis::Both => {
            "no annotator has both repeated items and items with gold: the two together cannot be used; \
             use --scheme self-consistency, expert or peers"
        }
        Basis::SelfConsistency => {
            "no annotator labelled an item twice: self-consistency cannot be judged; \
             repeat some (item, annotator) rows, or use --scheme expert or peers"
        }
        Basis::Expert => {
            "no decisive label stands beside a decisive gold label: agreement with an expert cannot be judged; \
             add a `gold` column, or use --scheme self-consistency or peers"
        }
        Basis::Peers => {
            "no item has decisive labels of two annotators, and there are neither repeats nor gold: \
             nothing in this file tells of effort"
        }
    }
}

/// Why nothing can be compared, where the labels show it: they are ties, or what could be compared
/// were copies.
pub(super) fn lacking(error: AssessError, given: &LabelTable, warnings: &[Warning]) -> AssessError {
    let AssessError::NoComparison(usual) = error else {
        return error;
    };
    let decisive = |column: &[Label]| column.iter().any(|l| l.sign().is_some());
    let (ties, golds) = (given.count(Label::Tie), given.gold());
    if ties > 0 && !decisive(given.label()) {
        return AssessError::Lacking {
            why: format!("all {ties} labels are ties, which agree with nothing and contradict nothing"),
            instead: "efforts are told from labels that decide; if one of the texts read as a tie is none, say what it means: --labels \"TEXT=1,OTHER=0\"".into(),
        };
    }
    if !decisive(given.label()) {
        return AssessError::Lacking {
            why: "no row holds a label".into(),
            instead: "a label is 1, 0 or 0.5 (a tie)".into(),
        };
    }
    if golds.contains(&Label::Tie) && !decisive(golds) {
        return AssessError::Lacking {
            why: "all gold labels are ties, with which no label is compared".into(),
            instead: usual.into(),
        };
    }
    left_out(usual, warnings)
}

/// The same where what could be compared was left out as copies.
pub(super) fn left_out(usual: &'static str, warnings: &[Warning]) -> AssessError {
    let copies = ["file-doubled", "repeats-all-equal", "second-looks-dropped"];
    match warnings.iter().find(|w| copies.contains(&w.kind)) {
        Some(warning) => AssessError::Lacking {
            why: warning.text.clone(),
            instead: format!("without them {usual}"),
        },
        None => AssessError::NoComparison(usual),
    }
}
