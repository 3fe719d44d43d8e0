//! What an assessment rests on, in words.

use super::basis::Basis;
use super::kappa::{Anchor, Kappa, KappaError};

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
