//! The sheet of `firstbest design` as JSON. A contract that is refused has a payoff of −∞, which
//! stands as null.

mod breaking;
mod budget;
mod ranges;
mod robust;
mod sheet;
mod terms;

use self::breaking::BreakingView;
use self::budget::BudgetView;
use self::ranges::RangedView;
use self::robust::RobustView;
use self::sheet::SheetView;
use super::sentinels::SentinelsView;
use super::work::Design;
use crate::bounds::view::ContractView;
use crate::contract::best_reply::best_deviation;
use crate::contract::view::FirstBestView;
use crate::design::sentinels::Comparison;
use crate::model::Model;
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
