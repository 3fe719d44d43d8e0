//! Answers as documents show them. A rational stands as text: as its decimal where that ends, else
//! as a fraction.

use dashu_ratio::RBig;
use serde::Serialize;

use super::number::{self, shown};
use super::question::Question;
use super::{Answer, Contract, OutcomeTable, Verdict};

/// Digits of a decimal that stands for a rational, rounded outwards.
const DIGITS: usize = 30;

/// What was asked of a table, and its answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswersView<'a> {
    objective: String,
    shape: String,
    floor: Option<String>,
    cap: Option<String>,
    outside: Option<String>,
    normalised: Vec<RowSum<'a>>,
    targets: Vec<TargetView<'a>>,
}

/// A row that was divided by its sum.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct RowSum<'a> {
    effort: &'a str,
    sum: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct TargetView<'a> {
    target: &'a str,
    cost: Range,
    #[serde(flatten)]
    verdict: VerdictView<'a>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Range {
    lower: String,
    upper: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "status")]
enum VerdictView<'a> {
    #[serde(rename = "optimal")]
    Implementable(ContractView<'a>),
    #[serde(rename = "infeasible")]
    NotImplementable {
        kind: &'static str,
        mix: Vec<Share<'a>>,
        /// Weight of what the agent gets elsewhere in the mix, where it has one.
        elsewhere: Option<String>,
    },
    #[serde(rename = "failed")]
    Undecided { kind: &'static str, reason: &'a str },
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ContractView<'a> {
    kind: &'static str,
    #[serde(flatten)]
    bounds: Range,
    /// The optimum, where it is exact.
    value: Option<String>,
    pay: Vec<Pay<'a>>,
    expected_pay: String,
    largest_pay: String,
    threshold: Option<&'a str>,
    indifferent: Vec<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Pay<'a> {
    outcome: &'a str,
    pay: f64,
    exact: String,
}

/// Part of a mix of efforts.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Share<'a> {
    effort: &'a str,
    weight: String,
}

impl<'a> AnswersView<'a> {
    /// The answers to a question about a table.
    #[must_use]
    pub fn of(table: &'a OutcomeTable, question: &Question, answers: &'a [Answer]) -> Self {
        let adjusted = table.adjusted().iter();
        Self {
            objective: question.objective.to_string(),
            shape: question.shape.to_string(),
            floor: question.floor.as_ref().map(exact),
            cap: question.cap.as_ref().map(exact),
            outside: question.outside.as_ref().map(exact),
            normalised: adjusted
                .map(|(name, sum)| RowSum {
                    effort: name,
                    sum: exact(sum),
                })
                .collect(),
            targets: answers
                .iter()
                .map(|answer| TargetView::of(table, answer))
                .collect(),
        }
    }
}

impl<'a> TargetView<'a> {
    fn of(table: &'a OutcomeTable, answer: &'a Answer) -> Self {
        let effort = &table.efforts()[answer.target];
        Self {
            target: &effort.name,
            cost: Range {
                lower: exact(&effort.cost.0),
                upper: exact(&effort.cost.1),
            },
            verdict: match &answer.verdict {
                Verdict::Implementable(contract) => {
                    VerdictView::Implementable(ContractView::of(table, contract))
                }
                Verdict::NotImplementable { better } => VerdictView::NotImplementable {
                    kind: "exact",
                    elsewhere: better
                        .as_ref()
                        .map(|better| &better.elsewhere)
                        .filter(|weight| !weight.is_zero())
                        .map(exact),
                    mix: better
                        .iter()
                        .flat_map(|better| &better.efforts)
                        .map(|(k, weight)| Share {
                            effort: &table.efforts()[*k].name,
                            weight: exact(weight),
                        })
                        .collect(),
                },
                Verdict::Undecided { reason } => VerdictView::Undecided {
                    kind: "none",
                    reason,
                },
            },
        }
    }
}

impl<'a> ContractView<'a> {
    fn of(table: &'a OutcomeTable, contract: &Contract) -> Self {
        let is_exact = contract.is_exact();
        let outcomes = table.outcomes();
        let efforts = contract.indifferent.iter();
        Self {
            kind: if is_exact { "exact" } else { "interval" },
            bounds: Range {
                lower: number::ratio(&contract.lower).decimal_below(DIGITS),
                upper: number::ratio(&contract.upper).decimal_above(DIGITS),
            },
            value: is_exact.then(|| exact(&contract.lower)),
            pay: outcomes
                .iter()
                .zip(&contract.pay)
                .map(|(outcome, pay)| Pay {
                    outcome,
                    pay: number::estimate(pay),
                    exact: exact(pay),
                })
                .collect(),
            expected_pay: exact(&contract.expected_pay),
            largest_pay: exact(&contract.largest_pay),
            threshold: contract.threshold.map(|first| outcomes[first].as_str()),
            indifferent: efforts.map(|k| table.efforts()[*k].name.as_str()).collect(),
        }
    }
}

/// A rational as text: `4.1895` where that is the number, else `8379/2000`.
fn exact(x: &RBig) -> String {
    let text = shown(x);
    if text.starts_with('~') {
        format!("{}/{}", x.numerator(), x.denominator())
    } else {
        text
    }
}
