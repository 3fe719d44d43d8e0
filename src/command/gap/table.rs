//! Gaps as a table to read.

use super::words;
use super::words::certain;
use super::words::in_brackets;
use crate::bounds::Bracket;
use crate::bounds::view::ContractView;
use crate::contract::Class;
use crate::contract::FirstBest;
use crate::contract::GAP_ERROR;
use crate::contract::SecondBest;
use crate::contract::Terms;
use crate::model::Model;
use crate::print::number::scientific_outward;

/// A contract and what is proved about its gap.
pub(super) struct Solved {
    pub class: Class,
    pub contract: SecondBest,
    pub bracket: Option<Bracket>,
}

impl Solved {
    pub fn view(&self, model: &Model) -> ContractView<'_> {
        ContractView::of(self.class, &self.contract, self.bracket.as_ref(), model)
    }
}

pub(super) fn table(first_best: &FirstBest<'_>, solved: &[Solved]) -> String {
    let mut lines = vec![
        format!(
            "first best: effort {}, payoff {}",
            certain(first_best.effort(), 1e-12),
            certain(first_best.payoff(), 1e-12)
        ),
        format!(
            "gap: that of the contract in the row; proved: what holds for the best contract of the class, found or not; right: the gap is that of the best contract to this share of it, or of the best found where nothing narrower than {NARROW:e} is proved"
        ),
        format!(
            "{:<8} {:>15}  {:<16} {:<32} {:<12} {:<12} terms",
            "contract", "samples", "gap", "proved", "right", "effort"
        ),
    ];
    for Solved {
        class,
        contract,
        bracket,
    } in solved
    {
        let kind = class.to_string();
        lines.push(format!(
            "{kind:<8} {:>15}  {:<16} {:<32} {:<12} {:<12} {}",
            contract.samples,
            certain(contract.gap.total(), GAP_ERROR),
            proved(bracket.as_ref()),
            right(contract.gap.total(), bracket.as_ref()),
            certain(contract.point.effort, TERMS_ERROR),
            terms(contract, first_best.model())
        ));
    }
    lines.join("\n")
}

/// A bracket in ten digits, rounded outwards.
fn proved(bracket: Option<&Bracket>) -> String {
    bracket.map_or_else(
        || "-".to_owned(),
        |proved| in_brackets(proved.lower(), proved.upper(), outward),
    )
}

/// Brackets wider than this share of the gap say little about how good the contract is.
const NARROW: f64 = 1e-3;

/// How far the printed gap may be from that of the best contract: within the proved bracket, as a
/// share of the gap, where that is narrow; the gap of the best contract that was found otherwise.
fn right(gap: f64, bracket: Option<&Bracket>) -> String {
    let ends = bracket.and_then(|bracket| bracket.lower().zip(bracket.upper()));
    match ends {
        Some((lower, upper)) if lower == upper && gap == upper => "exactly".to_owned(),
        Some((lower, upper)) => {
            // What is printed is right to a rounding of its last digit besides.
            let off = (upper.max(gap) - lower.min(gap)) / upper + GAP_ERROR;
            if off <= NARROW {
                format!("to {}", scientific_outward(off, 0, true))
            } else {
                "best found".to_owned()
            }
        }
        None => "best found".to_owned(),
    }
}

/// A number in ten digits, not below (or not above) it.
fn outward(value: f64, up: bool) -> String {
    scientific_outward(value, 9, up)
}

/// Relative error of terms: they follow from the effort, which the flat optimum leaves right to the
/// root of the gap's accuracy.
const TERMS_ERROR: f64 = 1e-6;

fn terms(contract: &SecondBest, model: &Model) -> String {
    match &contract.terms {
        _ if contract.is_flat() => words::flat(contract.expected_pay(model), TERMS_ERROR),
        Terms::Binary(terms) => words::binary(terms, TERMS_ERROR),
        Terms::Tiered(terms) => words::tiered(terms, TERMS_ERROR),
        Terms::Linear(terms) => words::linear(terms, TERMS_ERROR),
        Terms::General(terms) => {
            let (shift, price) = (terms.participation_shift, terms.incentive_price);
            // What is below the error of the other term is rounding.
            let shift = if shift.abs() > TERMS_ERROR * price.abs() {
                let sign = if shift < 0.0 { '-' } else { '+' };
                format!(" {sign} {}", certain(shift.abs(), TERMS_ERROR))
            } else {
                String::new()
            };
            format!(
                "h'(u(w)) = h'(ubar){shift} + {} y",
                certain(price, TERMS_ERROR)
            )
        }
    }
}
