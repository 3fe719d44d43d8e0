//! How much to monitor, as JSON.

use super::super::budget::Budget;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct BudgetView {
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
