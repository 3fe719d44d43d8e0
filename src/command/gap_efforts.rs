//! `firstbest gap --efforts`: gaps on a finite list of efforts, as logarithms.

use super::CommandError;
use super::gap::{certain, drawn, in_brackets};
use super::json;
use crate::bounds::discrete::LogBracket;
use crate::bounds::discrete::bracket as bracket_list;
use crate::contract::Class;
use crate::contract::discrete::{
    self, DiscreteContract, DiscreteProblem, DiscreteTerms, EffortSet,
};
use crate::model::Model;
use crate::numerics::Interval;
use crate::numerics::try_map_ordered;
use crate::print::number::decimals_outward;
use serde_json::{Value, json};

/// Relative error of ln gap: some roundings of n·KL, and 1e-10 of the general contract's equations.
const LOG_GAP_ERROR: f64 = 1e-9;

/// Relative error of terms: they follow from the threshold and from differences of probabilities.
const TERMS_ERROR: f64 = 1e-9;

/// The answer as one JSON document or as a table.
pub(super) fn document(
    model: &Model,
    efforts: &EffortSet,
    tasks: &[(Class, u64)],
    prove: bool,
    as_json: bool,
) -> Result<String, CommandError> {
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
            kind: class.name(),
            tiers: match class {
                Class::Tiered { tiers, .. } => Some(*tiers),
                _ => None,
            },
            contract,
            proved,
        })
    })?;
    if !as_json {
        return Ok(table(&problem, &solved));
    }
    let target = problem.points()[problem.target()];
    let results: Vec<Value> = solved.iter().map(|solved| result(solved, model)).collect();
    Ok(json!({
        "model": json::model(model),
        "efforts": efforts.efforts(),
        "first_best": {
            "effort": target.effort,
            "payoff": problem.payoff(),
            "wage": model.utility().wage(target.required_utility),
        },
        "results": results,
    })
    .to_string())
}

/// A contract and what is proved about the best one of its class.
struct Solved {
    kind: &'static str,
    tiers: Option<u32>,
    contract: DiscreteContract,
    proved: Option<LogBracket>,
}

/// One contract. A gap below the smallest double is null; its logarithm stands. A gap of exactly 0
/// has no logarithm.
fn result(solved: &Solved, model: &Model) -> Value {
    let contract = &solved.contract;
    let finite = |ln: f64| Some(ln).filter(|ln| ln.is_finite());
    let lower = solved.proved.and_then(|proved| proved.lower());
    let upper = solved.proved.and_then(|proved| proved.upper());
    // e^x outwards; an end below the smallest normal double is no statement about so small a gap.
    let exp = |ln: f64| {
        Interval::point(ln).exp().intersection(
            Interval::new(f64::MIN_POSITIVE, f64::INFINITY).unwrap_or(Interval::ENTIRE),
        )
    };
    let mut document = json!({
        "contract": solved.kind,
        "samples": contract.samples,
        "effort": contract.point.effort,
        "gap": {
            "estimate": contract.gap.total(),
            "lower": lower.and_then(exp).map(Interval::lower),
            "upper": upper.and_then(exp).map(Interval::upper),
        },
        "log_gap": {
            "estimate": finite(contract.gap.ln_total()),
            "lower": lower,
            "upper": upper,
        },
        "log_gap_parts": {
            "premium": finite(contract.gap.ln_premium),
            "rent": finite(contract.gap.ln_rent),
            "effort_loss": finite(contract.gap.ln_loss),
        },
        "expected_pay": contract.expected_pay(model),
        "payoff": contract.payoff(model),
        "contract_terms": terms(&contract.terms, model),
    });
    if let Some(tiers) = solved.tiers {
        document["tiers"] = json!(tiers);
    }
    if let Some(proved) = solved.proved {
        for (key, value) in json::standing(proved.lower, proved.upper) {
            document["log_gap"][key] = value;
        }
    }
    document
}

fn terms(terms: &DiscreteTerms, model: &Model) -> Value {
    match terms {
        DiscreteTerms::Flat { wage } => json!({"flat_wage": wage}),
        DiscreteTerms::Binary(terms) => json::binary_terms(terms),
        DiscreteTerms::Tiered(terms) => json::tiered_terms(terms),
        DiscreteTerms::Linear(terms) => json::linear_terms(terms),
        DiscreteTerms::General(prices) => json!({
            "log_unit": prices.ln_unit,
            "participation_price": prices.participation,
            "deviation_prices": prices
                .deviations
                .iter()
                .map(|(effort, price)| json!({"effort_index": effort, "price": price}))
                .collect::<Vec<_>>(),
            "minimum_wage": model.minimum_wage(),
            "residual": prices.residual,
        }),
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
            "{:<8} {:>15}  {:<16} {:<34} {:<12} {:<8} terms (ln gap and gap are estimates)",
            "contract", "samples", "ln gap", "proved of ln gap", "gap", "effort"
        ),
    ];
    for Solved {
        kind,
        contract,
        proved,
        ..
    } in solved
    {
        let ln_gap = contract.gap.ln_total();
        lines.push(format!(
            "{kind:<8} {:>15}  {:<16} {:<34} {:<12} {:<8} {}",
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
        DiscreteTerms::Flat { wage } => format!("{} flat", certain(*wage, TERMS_ERROR)),
        DiscreteTerms::Binary(terms) => format!(
            "{} + {} if S >= {}{}",
            certain(terms.base_wage, TERMS_ERROR),
            certain(terms.bonus, TERMS_ERROR),
            terms.rule.threshold(),
            drawn(&terms.rule)
        ),
        DiscreteTerms::Tiered(terms) => {
            let each = terms.tiers.iter().map(|tier| {
                format!(
                    " + {} if S >= {}{}",
                    certain(tier.bonus, TERMS_ERROR),
                    tier.rule.threshold(),
                    drawn(&tier.rule)
                )
            });
            format!(
                "{}{}",
                certain(terms.base_wage, TERMS_ERROR),
                each.collect::<String>()
            )
        }
        DiscreteTerms::Linear(terms) => format!(
            "max({}, {} + {} S/n)",
            certain(terms.floor, TERMS_ERROR),
            certain(terms.intercept, TERMS_ERROR),
            certain(terms.slope, TERMS_ERROR)
        ),
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
