//! The sheet of `firstbest design` as JSON. A contract that is refused has a payoff of −∞, which
//! stands as null.

use super::budget::Budget;
use super::sentinels::SentinelsView;
use super::words::words;
use super::work::Design;
use crate::bounds::view::ContractView;
use crate::contract::best_reply::best_deviation;
use crate::contract::view::FirstBestView;
use crate::design::posted::reply::Reply;
use crate::design::posted::{Posted, Posting, Proved};
use crate::design::practice::Practice;
use crate::design::ranges::breaking::Side;
use crate::design::ranges::{self, Aim, Breaking, Failure, Ranged, Stopped};
use crate::design::sentinels::Comparison;
use crate::design::sheet::Prospect;
use crate::design::variation::{Factors, Variation};
use crate::design::{RobustSheet, Sheet};
use crate::model::{Model, Unknown};
use crate::numerics::Interval;
use serde::Serialize;

/// What `--json` prints.
#[derive(Serialize)]
pub(super) struct DesignView<'a> {
    model: &'a Model,
    first_best: FirstBestView,
    flat_wage: FlatView,
    recommended: &'static str,
    samples: u64,
    sheet: SheetView<'a>,
    budget: Option<BudgetView>,
    loss_target: Option<f64>,
    robust: Option<RobustView<'a>>,
    contracts: Vec<ComparedView<'a>>,
    ranges: Option<RangedView<'a>>,
    breaking_points: Vec<BreakingView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentinels: Option<SentinelsView<'a>>,
}

#[derive(Serialize)]
struct FlatView {
    wage: f64,
    payoff: f64,
}

impl<'a> DesignView<'a> {
    pub(super) fn of(design: &'a Design<'_>, sentinels: Option<&'a Comparison>) -> Self {
        let first_best = &design.first_best;
        let model = first_best.model();
        let whole = first_best.payoff() - first_best.payoff_without_effort();
        let compared = design.classes.iter().map(|(class, contract)| ComparedView {
            contract: ContractView::of(*class, contract, None, model),
            share_of_first_best_gain: 1.0 - contract.gap.total() / whole,
            best_deviation_gain: best_deviation(model, contract).ok().map(|found| found.gain),
        });
        Self {
            model,
            first_best: first_best.into(),
            flat_wage: FlatView {
                wage: model.utility().wage(model.reservation()),
                payoff: first_best.payoff_without_effort(),
            },
            recommended: design.sheet.class.name(),
            samples: design.sheet.ideal.samples,
            sheet: SheetView::of(&design.sheet, design),
            budget: design.budget.as_ref().map(BudgetView::from),
            loss_target: design.loss,
            robust: design.robust.as_ref().map(RobustView::from),
            contracts: compared.collect(),
            ranges: design
                .ranged
                .as_ref()
                .map(|ranged| RangedView::of(design, ranged)),
            breaking_points: design.breaking.iter().map(BreakingView::from).collect(),
            sentinels: sentinels.map(SentinelsView::from),
        }
    }
}

/// The best contract of a class, for comparison.
#[derive(Serialize)]
struct ComparedView<'a> {
    #[serde(flatten)]
    contract: ContractView<'a>,
    share_of_first_best_gain: f64,
    best_deviation_gain: Option<f64>,
}

/// Terms as posted, in words and numbers, and what is proved of them.
#[derive(Serialize)]
struct TermsView<'a> {
    terms: &'a Posting,
    words: String,
    incentive_compatible: &'static str,
    proved: Option<&'a Proved>,
    estimate: Reply,
}

impl<'a> TermsView<'a> {
    fn of(posting: &'a Posting, proved: Option<&'a Proved>, estimate: Reply) -> Self {
        Self {
            terms: posting,
            words: words(&posting.terms, posting.unit),
            incentive_compatible: match proved {
                Some(_) => "proved",
                None => "not proved",
            },
            proved,
            estimate,
        }
    }
}

#[derive(Serialize)]
struct SheetView<'a> {
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
    fn of(sheet: &'a Sheet, design: &Design<'_>) -> Self {
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
    fn of(practice: &'a Practice, worst_in_ranges: Option<f64>) -> Self {
        Self {
            reply: practice.reply,
            name: &practice.name,
            terms: &practice.posted,
            accepts: practice.surplus >= -1e-12,
            worst_in_ranges,
        }
    }
}

/// The terms that do best in the worst case of a share up and down.
#[derive(Serialize)]
struct RobustView<'a> {
    #[serde(flatten)]
    terms: TermsView<'a>,
    share: f64,
    worst_payoff: f64,
    worst_at: Factors,
    worst_payoff_of_sheet: f64,
    worst_at_of_sheet: Factors,
    models: usize,
    proved_in_models: usize,
    /// Where it is proved in all of them.
    proved_worst_payoff: Option<f64>,
    cuts: usize,
}

impl<'a> From<&'a RobustSheet> for RobustView<'a> {
    fn from(robust: &'a RobustSheet) -> Self {
        let (proved_in, worst) = robust.proved_in;
        Self {
            terms: TermsView::of(&robust.posting, robust.proved.as_ref(), robust.reply),
            share: robust.share,
            worst_payoff: robust.worst.0,
            worst_at: robust.worst.1,
            worst_payoff_of_sheet: robust.plain_worst.0,
            worst_at_of_sheet: robust.plain_worst.1,
            models: robust.models,
            proved_in_models: proved_in,
            proved_worst_payoff: (proved_in == robust.models).then_some(worst),
            cuts: robust.solved.cuts,
        }
    }
}

/// Terms for all that a model leaves open.
#[derive(Serialize)]
struct RangedView<'a> {
    unknowns: &'a [Unknown],
    aim: Aim,
    care_at_least: f64,
    proved: Option<&'a ranges::Proved>,
    not_proved: Option<StoppedView<'a>>,
    worst: f64,
    worst_at: Vec<Number<'a>>,
    estimate: Reply,
    point_terms: PointTerms<'a>,
    kinds: Vec<KindView>,
}

/// Where a proof stopped; nowhere in particular where both are missing.
#[derive(Serialize)]
struct StoppedView<'a> {
    participation: Option<bool>,
    place: Option<Vec<NumberRange<'a>>>,
}

#[derive(Serialize)]
struct Number<'a> {
    number: &'a str,
    value: f64,
}

#[derive(Serialize)]
struct NumberRange<'a> {
    number: &'a str,
    #[serde(flatten)]
    range: Interval,
}

/// Terms for the stated values alone.
#[derive(Serialize)]
struct PointTerms<'a> {
    terms: &'a Posting,
    worst: f64,
    estimate: Reply,
}

#[derive(Serialize)]
struct KindView {
    contract: &'static str,
    proved: bool,
    worst: Option<f64>,
}

impl<'a> RangedView<'a> {
    fn of(design: &'a Design<'_>, ranged: &'a Ranged) -> Self {
        let stopped = |stopped: &'a Option<Stopped>| StoppedView {
            participation: stopped.as_ref().map(|stopped| stopped.refused),
            place: stopped.as_ref().map(|stopped| {
                let place = stopped.place.iter();
                place
                    .map(|(number, range)| NumberRange {
                        number,
                        range: *range,
                    })
                    .collect()
            }),
        };
        let worst_at = ranged.worst_at.iter().map(|(number, value)| Number {
            number,
            value: *value,
        });
        let kinds = design.survivors.iter().map(|(class, worst)| KindView {
            contract: class.name(),
            proved: worst.is_some(),
            worst: *worst,
        });
        Self {
            unknowns: design.first_best.model().unknowns(),
            aim: ranged.aim,
            care_at_least: ranged.care,
            proved: ranged.proved.as_ref().ok(),
            not_proved: ranged.proved.as_ref().err().map(stopped),
            worst: ranged.worst,
            worst_at: worst_at.collect(),
            estimate: ranged.reply,
            point_terms: PointTerms {
                terms: &ranged.plain,
                worst: ranged.plain_worst,
                estimate: ranged.plain_reply,
            },
            kinds: kinds.collect(),
        }
    }
}

/// How far one number may be off.
#[derive(Serialize)]
struct BreakingView<'a> {
    section: &'a str,
    key: &'a str,
    index: Option<usize>,
    value: f64,
    below: Option<SideView>,
    above: Option<SideView>,
}

#[derive(Serialize)]
struct SideView {
    holds_to: f64,
    fails_at: Option<f64>,
    failure: Option<Failure>,
}

impl From<Side> for SideView {
    fn from(side: Side) -> Self {
        Self {
            holds_to: side.holds_to,
            fails_at: side.fails_at.map(|(at, _)| at),
            failure: side.fails_at.map(|(_, how)| how),
        }
    }
}

impl<'a> From<&'a Breaking> for BreakingView<'a> {
    fn from(breaking: &'a Breaking) -> Self {
        let number = &breaking.number;
        Self {
            section: number.section,
            key: number.key,
            index: number.index,
            value: number.value,
            below: breaking.below.map(SideView::from),
            above: breaking.above.map(SideView::from),
        }
    }
}

#[derive(Serialize)]
struct BudgetView {
    sample_cost: f64,
    best_samples: u64,
    /// Where the model has ranges the number of the sheet is another.
    best_samples_for_stated_values: u64,
    within_a_percent: Within,
    asymptotic_samples: Option<f64>,
    asymptotic_loss: Option<f64>,
    monitoring: f64,
    total_loss: TotalLoss,
    every_contract_loses_at_least: Option<f64>,
}

#[derive(Serialize)]
struct Within {
    from: u64,
    to: u64,
}

#[derive(Serialize)]
struct TotalLoss {
    estimate: f64,
    upper: Option<f64>,
}

impl From<&Budget> for BudgetView {
    fn from(budget: &Budget) -> Self {
        let best = &budget.best;
        Self {
            sample_cost: best.cost.money(),
            best_samples: best.samples(),
            best_samples_for_stated_values: budget.stated,
            within_a_percent: Within {
                from: budget.range.0,
                to: budget.range.1,
            },
            asymptotic_samples: budget.formula.map(|formula| formula.samples),
            asymptotic_loss: budget.formula.map(|formula| formula.loss),
            monitoring: best.monitoring(),
            total_loss: TotalLoss {
                estimate: best.total_loss(),
                upper: budget.proved.0,
            },
            every_contract_loses_at_least: budget.proved.1,
        }
    }
}
