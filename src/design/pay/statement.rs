//! A statement for one annotator, in words he or she can check.

use super::money::Money;
use super::pay_rule::PayRule;
use super::slip::{Slip, Status};
use super::terms_file::TermsFile;
use crate::print::markup::{self, LINE};
use crate::print::words::capital;
use maud::html;

/// A titled list of sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Heading.
    pub title: String,
    /// Sentences, one a line.
    pub lines: Vec<String>,
}

/// An amount with its currency.
pub fn amount(money: Money, currency: Option<&str>) -> String {
    match currency {
        Some(currency) => format!("{money} {currency}"),
        None => money.to_string(),
    }
}

/// The statement of one slip.
pub fn statement(terms: &TermsFile, slip: &Slip) -> Statement {
    let money = |amount_: Money| amount(amount_, terms.currency.as_deref());
    let mut lines = vec![format!(
        "You gave {} labels. {} of them were checked.",
        slip.labels, slip.checked
    )];
    lines.push(match terms.scheme.as_str() {
        "expert" => "A label is checked where an expert has labelled the same item; it agrees if both say the same. A tie does not agree where the expert decided.".to_owned(),
        _ => "Your label is checked where you saw the same item twice; the two looks agree if both say the same.".to_owned(),
    });
    if slip.status == Status::ByChecks {
        lines.push(format!(
            "Counted are the first {} checked labels; {} of them agree.",
            slip.counted, slip.agreed
        ));
        if let Some(entry) = terms.entry(slip.checked) {
            lines.extend(rule(terms, &entry.pay, entry.samples));
        }
    }
    lines.push(format!("{}.", capital(&slip.why)));
    lines.push(match slip.due {
        Some(due) => format!("You are due {}.", money(due)),
        None => "These terms pay you nothing; ask whom to turn to.".to_owned(),
    });
    Statement {
        title: format!("Pay of {}", slip.annotator),
        lines,
    }
}

/// What is paid for how many agreements.
fn rule(terms: &TermsFile, pay: &PayRule, samples: u64) -> Vec<String> {
    let money = |amount_: Money| amount(amount_, terms.currency.as_deref());
    match pay {
        PayRule::Bonus { base, tiers } => {
            let mut lines = vec![format!("You are paid {} in any case.", money(*base))];
            lines.extend(tiers.iter().map(|tier| {
                format!(
                    "If at least {} of the {samples} agree, you are paid {} more.",
                    tier.threshold,
                    money(tier.bonus)
                )
            }));
            lines
        }
        PayRule::Linear { .. } => {
            let due = |agreed: u64| pay.due(samples, agreed, terms.unit).map(|(due, _)| due);
            let shares = [0, samples / 2, samples];
            shares
                .into_iter()
                .filter_map(|agreed| {
                    let due = due(agreed)?;
                    Some(format!(
                        "If {agreed} of {samples} agree, you are due {}.",
                        money(due)
                    ))
                })
                .chain([format!(
                    "In between pay rises evenly, rounded up to whole units of {}.",
                    money(terms.unit)
                )])
                .collect()
        }
    }
}

impl Statement {
    /// As text.
    pub fn text(&self) -> String {
        format!("{}\n\n{}\n", self.title, self.lines.join("\n"))
    }

    /// As a web page.
    pub fn html(&self) -> String {
        let main = html! {
            h1 { (self.title) } (LINE)
            @for line in &self.lines { p { (line) } (LINE) }
        };
        let style = "body { font-family: sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em; }\n";
        markup::page(&self.title, style, &main)
    }
}
