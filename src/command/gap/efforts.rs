//! `firstbest gap --efforts`: gaps on a finite list of efforts, as logarithms.

use super::view::{Document, GapView};
use super::words;
use super::words::{certain, in_brackets};
use crate::bounds::discrete::{LogBracket, bracket as bracket_list};
use crate::bounds::view::ContractView;
use crate::command::error::CommandError;
use crate::command::print::{Outcome, print, print_json};
use crate::contract::Class;
use crate::contract::discrete::{
    self, DiscreteContract, DiscreteProblem, DiscreteTerms, EffortSet,
};
use crate::contract::view::FirstBestView;
use crate::model::Model;
use crate::numerics::try_map_ordered;
use crate::print::number::decimals_outward;

/// Relative error of ln gap: some roundings of n·KL, and 1e-10 of the general contract's equations.
const LOG_GAP_ERROR: f64 = 1e-9;

/// Relative error of terms: they follow from the threshold and from differences of probabilities.
const TERMS_ERROR: f64 = 1e-9;

/// The answer as one JSON document or as a table.
pub(super) fn run(
    model: &Model,
    efforts: &EffortSet,
    tasks: &[(Class, u64)],
    prove: bool,
    as_json: bool,
) -> Result<Outcome, CommandError> {
    let problem = DiscreteProblem::new(model, efforts)?;
    let solved = try_map_ordered(tasks, |(class, samples)| -> Result<_, CommandError> {
        let contract = discrete::solve(&problem, *samples, *class)?;
        let proved = match class {
            Class::Binary(threshold) if prove => {
                Some(bracket_list(&problem, &contract, *threshold))
            }
            _ => None,
        };
        Ok(Solved {
            class: *class,
            contract,
            proved,
        })
    })?;
    if !as_json {
        print(&table(&problem, &solved))?;
        return Ok(Outcome::Done);
    }
    let target = problem.points()[problem.target()];
    print_json(&Document {
        model,
        efforts: Some(efforts.efforts()),
        first_best: FirstBestView {
            effort: target.effort,
            payoff: problem.payoff(),
            wage: model.utility().wage(target.required_utility),
        },
        results: solved
            .iter()
            .map(|solved| GapView {
                contract: solved.view(model),
                linear_program: None,
            })
            .collect(),
        coq: None,
    })?;
    Ok(Outcome::Done)
}

/// A contract and what is proved about the best one of its class.
struct Solved {
    class: Class,
    contract: DiscreteContract,
    proved: Option<LogBracket>,
}

impl Solved {
    fn view(&self, model: &Model) -> ContractView<'_> {
        ContractView::listed(self.class, &self.contract, self.proved.as_ref(), model)
    }
}

fn table(problem: &DiscreteProblem<'_>, solved: &[Solved]) -> String {
    let target = problem.points()[problem.target()];
    let mut lines = vec![
        format!(
            "first best of the list: effort {}, payoff {}",
            certain(target.effort, 1e-12),
            certain(problem.payoff(), 1e-12)
        ),
        format!(
            "{:<10} {:>15}  {:<16} {:<34} {:<12} {:<8} terms (ln gap and gap are estimates)",
            "contract", "samples", "ln gap", "proved of ln gap", "gap", "effort"
        ),
    ];
    for Solved {
        class,
        contract,
        proved,
    } in solved
    {
        let kind = class.to_string();
        let ln_gap = contract.gap.ln_total();
        lines.push(format!(
            "{kind:<10} {:>15}  {:<16} {:<34} {:<12} {:<8} {}",
            contract.samples,
            if ln_gap.is_finite() {
                certain(ln_gap, LOG_GAP_ERROR)
            } else {
                "none: gap 0".to_owned()
            },
            in_brackets(
                proved.and_then(|p| p.lower()),
                proved.and_then(|p| p.upper()),
                decimals,
            ),
            contract
                .gap
                .total()
                .map_or_else(|| "below 1e-307".to_owned(), |gap| format!("{gap:.4e}")),
            contract.point.effort,
            in_words(contract),
        ));
    }
    lines.join("\n")
}

/// A number with nine decimals, not below (or not above) it.
fn decimals(value: f64, up: bool) -> String {
    decimals_outward(value, 9, up)
}

fn in_words(contract: &DiscreteContract) -> String {
    match &contract.terms {
        DiscreteTerms::Flat { wage } => words::flat(*wage, TERMS_ERROR),
        DiscreteTerms::Binary(terms) => words::binary(terms, TERMS_ERROR),
        DiscreteTerms::Tiered(terms) => words::tiered(terms, TERMS_ERROR),
        DiscreteTerms::Linear(terms) => words::linear(terms, TERMS_ERROR),
        DiscreteTerms::General(prices) => format!(
            "prices of deviations exp({:.6}) x {:?}",
            prices.ln_unit,
            prices
                .deviations
                .iter()
                .map(|(_, price)| *price)
                .collect::<Vec<_>>()
        ),
    }
}
