//! The terms of the sheet as JSON: what annotators can expect, where the model is off, and what is
//! done today.

use super::super::work::Design;
use super::terms::TermsView;
use crate::design::Sheet;
use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;
use crate::design::practice::Practice;
use crate::design::sheet::Prospect;
use crate::design::variation::{Factors, Variation};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct SheetView<'a> {
    #[serde(flatten)]
    terms: TermsView<'a>,
    gap: f64,
    share_of_first_best_gain: f64,
    careful: ProspectView<'a>,
    careless: ProspectView<'a>,
    variations: Vec<VariationView>,
    practices: Vec<PracticeView<'a>>,
}

impl<'a> SheetView<'a> {
    pub(super) fn of(sheet: &'a Sheet, design: &Design<'_>) -> Self {
        let practices = sheet.practices.iter().enumerate();
        Self {
            terms: TermsView::of(&sheet.posting, sheet.proved.as_ref(), sheet.reply),
            gap: sheet.gap,
            share_of_first_best_gain: sheet.kept(&design.first_best),
            careful: (&sheet.careful).into(),
            careless: (&sheet.careless).into(),
            variations: sheet.variations.iter().map(VariationView::from).collect(),
            practices: practices
                .map(|(place, practice)| {
                    // The terms of the sheet come first.
                    PracticeView::of(practice, design.in_ranges.get(place + 1).copied())
                })
                .collect(),
        }
    }
}

/// What an annotator of a given effort can expect.
#[derive(Serialize)]
struct ProspectView<'a> {
    effort: f64,
    /// Of a contract with one bonus.
    bonus_probability: Option<f64>,
    /// Of each bonus, the easiest first.
    bonus_probabilities: &'a [f64],
    expected_pay: f64,
}

impl<'a> From<&'a Prospect> for ProspectView<'a> {
    fn from(prospect: &'a Prospect) -> Self {
        let only = match prospect.bonus_chances[..] {
            [chance] => Some(chance),
            _ => None,
        };
        Self {
            effort: prospect.effort,
            bonus_probability: only,
            bonus_probabilities: &prospect.bonus_chances,
            expected_pay: prospect.pay,
        }
    }
}

/// The terms where the model is off.
#[derive(Serialize)]
struct VariationView {
    #[serde(flatten)]
    reply: Reply,
    factors: Factors,
    accepts: bool,
    first_best_payoff: f64,
}

impl From<&Variation> for VariationView {
    fn from(variation: &Variation) -> Self {
        Self {
            reply: variation.reply,
            factors: variation.factors,
            accepts: variation.accepts(),
            first_best_payoff: variation.first_best,
        }
    }
}

/// What is done today.
#[derive(Serialize)]
struct PracticeView<'a> {
    #[serde(flatten)]
    reply: Reply,
    name: &'a str,
    terms: &'a Posted,
    accepts: bool,
    /// The least payoff found in the model's ranges, where it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    worst_in_ranges: Option<f64>,
}

impl<'a> PracticeView<'a> {
    pub(super) fn of(practice: &'a Practice, worst_in_ranges: Option<f64>) -> Self {
        Self {
            reply: practice.reply,
            name: &practice.name,
            terms: &practice.posted,
            accepts: practice.surplus >= -1e-12,
            worst_in_ranges,
        }
    }
}
