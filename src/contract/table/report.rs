//! Answers in plain words.

use std::fmt::Write as _;

use dashu_ratio::RBig;

use super::number::{self, shown};
use super::question::{Objective, Question, Shape};
use super::{Answer, Better, Contract, OutcomeTable, Verdict};

/// The answers for people.
#[must_use]
pub fn words(table: &OutcomeTable, question: &Question, agent: &str, answers: &[Answer]) -> String {
    let mut text = format!(
        "{} efforts, {} outcomes; {agent}; {}.\n",
        table.efforts().len(),
        table.outcomes().len(),
        conditions(question),
    );
    for (name, sum) in table.adjusted() {
        let _ = writeln!(
            text,
            "The row '{name}' sums to {} and was divided by it.",
            shown(sum)
        );
    }
    for answer in answers {
        text.push('\n');
        describe(&mut text, table, question, answer);
    }
    text
}

fn conditions(question: &Question) -> String {
    let mut parts = vec![match question.shape {
        Shape::Any => "pay of any shape".to_owned(),
        Shape::Monotone => "pay that never falls from one outcome to the next".to_owned(),
        Shape::Threshold => "one pay below a threshold, another from it on".to_owned(),
    }];
    if let Some(floor) = &question.floor {
        parts.push(format!("at least {}", shown(floor)));
    }
    if let Some(cap) = &question.cap {
        parts.push(format!("at most {}", shown(cap)));
    }
    if let Some(outside) = &question.outside {
        parts.push(format!("utility elsewhere {}", shown(outside)));
    }
    parts.join(", ")
}

fn describe(text: &mut String, table: &OutcomeTable, question: &Question, answer: &Answer) {
    let effort = &table.efforts()[answer.target];
    let (least, most) = (shown(&effort.cost.0), shown(&effort.cost.1));
    let cost = if least == most {
        least
    } else {
        format!("{least} to {most}")
    };
    let _ = write!(text, "Effort '{}', cost {cost}: ", effort.name);
    match &answer.verdict {
        Verdict::Implementable(contract) => describe_contract(text, table, question, contract),
        Verdict::NotImplementable { better } => {
            text.push_str("cannot be implemented by such pay (proved).\n");
            if let Some(better) = better {
                let better = instead(table, better);
                let _ = writeln!(
                    text,
                    "Whatever is paid within these limits, the agent does better {better}."
                );
            } else if answer.evidence.len() > 1 {
                text.push_str("Each threshold is excluded for a reason of its own.\n");
            }
        }
        Verdict::Undecided { reason } => {
            let _ = writeln!(text, "not decided: {reason}.");
        }
    }
}

/// What the agent does better with.
fn instead(table: &OutcomeTable, better: &Better) -> String {
    let name = |k: &usize| format!("'{}'", table.efforts()[*k].name);
    let elsewhere = Some(&better.elsewhere).filter(|weight| !weight.is_zero());
    match (better.efforts.as_slice(), elsewhere) {
        ([], _) => "elsewhere".to_owned(),
        ([(k, _)], None) => format!("with {}", name(k)),
        (efforts, _) => {
            let part = |(k, weight): &(usize, RBig)| format!("{} of {}", shown(weight), name(k));
            let mut parts: Vec<String> = efforts.iter().map(part).collect();
            parts.extend(elsewhere.map(|weight| format!("{} of going elsewhere", shown(weight))));
            format!("with a mix of {}", parts.join(" and "))
        }
    }
}

fn describe_contract(
    text: &mut String,
    table: &OutcomeTable,
    question: &Question,
    contract: &Contract,
) {
    let what = match question.objective {
        Objective::ExpectedPay => "expected pay",
        Objective::LargestPay => "largest pay",
    };
    if contract.is_exact() {
        let _ = writeln!(
            text,
            "least {what} {} (proved exactly).",
            whole(&contract.lower)
        );
    } else {
        let _ = writeln!(
            text,
            "least {what} between {} and {} (proved).",
            outward(&contract.lower, false),
            outward(&contract.upper, true)
        );
    }
    let width = table
        .outcomes()
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let width = width.max("outcome".len());
    let _ = writeln!(text, "  {:width$}  pay", "outcome");
    for (name, pay) in table.outcomes().iter().zip(&contract.pay) {
        let pay = if contract.is_exact() {
            whole(pay)
        } else {
            shown(pay)
        };
        let _ = writeln!(text, "  {name:width$}  {pay}");
    }
    let other = match question.objective {
        Objective::ExpectedPay => format!("largest pay {}", shown(&contract.largest_pay)),
        Objective::LargestPay => format!("expected pay {}", shown(&contract.expected_pay)),
    };
    let _ = writeln!(text, "With this contract: {other}.");
    if let Some(first) = contract.threshold {
        let _ = writeln!(
            text,
            "Best threshold: from outcome '{}' on.",
            table.outcomes()[first]
        );
    }
    if !contract.indifferent.is_empty() {
        let names: Vec<String> = contract
            .indifferent
            .iter()
            .map(|k| format!("'{}'", table.efforts()[*k].name))
            .collect();
        let who = match contract.uncertain_costs {
            true => "At the worst costs the agent",
            false => "The agent",
        };
        let _ = writeln!(text, "{who} would do as well with {}.", names.join(", "));
    }
}

/// The number, with its fraction where digits do not end and the fraction is short enough to read.
fn whole(x: &RBig) -> String {
    let decimal = shown(x);
    let fraction = format!("{}/{}", x.numerator(), x.denominator());
    match decimal.starts_with('~') && fraction.len() <= 30 {
        true => format!("{decimal} = {fraction}"),
        false => decimal,
    }
}

/// Twelve digits, rounded downwards or upwards.
fn outward(x: &RBig, up: bool) -> String {
    let ratio = number::ratio(x);
    // one digit less than a float is sure of, so that printing it plainly keeps the direction
    let text = if up {
        ratio.decimal_above(11)
    } else {
        ratio.decimal_below(11)
    };
    text.parse::<f64>().map_or(text, number::plain)
}
