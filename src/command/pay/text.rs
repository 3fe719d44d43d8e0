//! A month's pay as text and JSON.

use super::warnings::{FLAT, PayWarning, TIES, UNCHECKED};
use crate::design::pay::statement::amount;
use crate::design::pay::{Checked, Entry, Money, PayRule, Payroll, Slip, Status, TermsFile};
use serde::Serialize;
use std::fmt::Write as _;

/// How somebody is paid, in one word.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::ByChecks => "checks",
        Status::Flat => "flat",
        Status::Unpaid => "unpaid",
    }
}

/// The table people read: what the terms are, one line an annotator, sums.
///
/// `sums` are the warnings of [`super::warnings::of_sums`].
pub fn table(
    terms: &TermsFile,
    paid: &Payroll,
    checked: &[Checked],
    sums: &[PayWarning],
) -> String {
    let mut out = String::new();
    let money = |money| amount(money, terms.currency.as_deref());
    // Writing to a String cannot fail.
    let _ = writeln!(out, "Terms");
    for entry in &terms.schedule {
        let _ = writeln!(out, "  {}", entry_words(terms, entry));
    }
    let least = terms.schedule.first().map_or(0, |entry| entry.samples);
    let _ = match terms.otherwise {
        Some(wage) => writeln!(
            out,
            "  fewer than {least} checked labels: {} flat",
            money(wage)
        ),
        None => writeln!(
            out,
            "  fewer than {least} checked labels: not paid by these terms"
        ),
    };
    if let Some(why) = why_flat(terms) {
        let _ = writeln!(out, "  {why}");
    }
    let width = |head: &str, cell: &dyn Fn(&Slip) -> String| {
        let cells = paid.slips.iter().map(|slip| cell(slip).chars().count());
        cells.max().unwrap_or(0).max(head.len())
    };
    let name = width("annotator", &|slip| slip.annotator.clone());
    let due_of = |slip: &Slip| {
        slip.due
            .map_or_else(|| "-".to_owned(), |due| due.to_string())
    };
    let due = width("due", &due_of);
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.chars().count()));
    let _ = writeln!(
        out,
        "\n{:<name$}  {:>7}  {:>7}  {:>4}  {:>due$}  why",
        "annotator", "checked", "agreed", "tier", "due"
    );
    for slip in &paid.slips {
        let amount = due_of(slip);
        let _ = writeln!(
            out,
            "{}{}  {:>7}  {:>7}  {:>4}  {}{amount}  {}",
            slip.annotator,
            pad(&slip.annotator, name),
            slip.checked,
            slip.agreed,
            slip.tier,
            pad(&amount, due),
            slip.why
        );
    }
    let count = |wanted: Status| {
        paid.slips
            .iter()
            .filter(|slip| slip.status == wanted)
            .count()
    };
    let _ = writeln!(
        out,
        "\nTotal {}; before the labels were known, with as many checked: from {} to {}",
        money(paid.total),
        money(paid.range.0),
        money(paid.range.1)
    );
    let _ = writeln!(
        out,
        "{} annotators: {} paid by checks, {} flat, {} not by these terms",
        paid.slips.len(),
        count(Status::ByChecks),
        count(Status::Flat),
        count(Status::Unpaid)
    );
    let said = |kind: &'static str| sums.iter().filter(move |w| w.kind == kind);
    for warning in said(FLAT).chain(said(UNCHECKED)) {
        let _ = writeln!(out, "WARNING: {}", warning.text);
    }
    let sum = |f: &dyn Fn(&Checked) -> u64| checked.iter().map(f).sum::<u64>();
    let unchecked = match terms.scheme.as_str() {
        "expert" => "labels without usable gold",
        _ => "labels without a second look",
    };
    let _ = writeln!(
        out,
        "Not counted: {} {unchecked}, {} further labels on an item already checked. Ties among the checked: {}, which do not agree.",
        sum(&|one| one.unchecked),
        sum(&|one| one.repeated),
        sum(&|one| one.ties)
    );
    for warning in said(TIES) {
        let _ = writeln!(out, "warning: {}", warning.text);
    }
    let _ = writeln!(
        out,
        "Amounts are exact decimals in whole units of {}; shares of a unit are rounded up.",
        money(terms.unit)
    );
    out
}

/// Why those with too few checked labels may be paid more than others at their least; `None` where
/// they are not.
pub fn why_flat(terms: &TermsFile) -> Option<String> {
    let wage = terms.otherwise?;
    let due = |entry: &Entry| entry.pay.due(entry.samples, 0, terms.unit);
    let dues = terms.schedule.iter().filter_map(due).map(|due| due.0);
    let least = dues.reduce(|a, b| if a.exceeds(b) { b } else { a })?;
    let money = |money| amount(money, terms.currency.as_deref());
    wage.exceeds(least).then(|| {
        format!(
            "The flat {} is more than the {} that checked labels of which none agree are paid, and buys no care. It is the least that is accepted where no bonus can be won: what careless work is worth elsewhere. The base is lower because a bonus may come on top. To pay nothing instead: `design --no-flat`.",
            money(wage),
            money(least)
        )
    })
}

fn entry_words(terms: &TermsFile, entry: &Entry) -> String {
    let money = |money| amount(money, terms.currency.as_deref());
    let n = entry.samples;
    let pay = match &entry.pay {
        PayRule::Bonus { base, tiers } => {
            let mut pay = money(*base);
            for tier in tiers {
                let _ = write!(
                    pay,
                    ", and {} more if at least {} agree",
                    money(tier.bonus),
                    tier.threshold
                );
            }
            pay
        }
        PayRule::Linear {
            intercept,
            slope,
            floor,
        } => format!(
            "{} times the share that agrees plus {}, at least {}",
            money(*slope),
            money(*intercept),
            money(*floor)
        ),
    };
    let proved = match &entry.proved {
        None => "NOT proved".to_owned(),
        Some(proof) if proof.ranges.is_empty() => "proved for the model as stated".to_owned(),
        Some(proof) => format!("proved for {}", proof.ranges.join(" and ")),
    };
    format!("{n} checked labels: {pay} ({proved})")
}

/// What `--json` prints; amounts are texts, so that no reader rounds them.
#[derive(Serialize)]
pub struct PayrollView<'a> {
    terms_fingerprint: &'a str,
    model_fingerprint: &'a str,
    currency: Option<&'a str>,
    unit: Money,
    annotators: Vec<SlipView<'a>>,
    total: Money,
    total_before_the_labels: Range,
    warnings: &'a [PayWarning],
}

#[derive(Serialize)]
struct SlipView<'a> {
    annotator: &'a str,
    status: &'static str,
    labels: u64,
    checked: u64,
    counted: u64,
    agreed: u64,
    tier: usize,
    due: Option<Money>,
    range: Option<(Money, Money)>,
    why: &'a str,
}

#[derive(Serialize)]
struct Range {
    least: Money,
    most: Money,
}

impl<'a> PayrollView<'a> {
    /// A month's pay by these terms.
    pub fn of(terms: &'a TermsFile, paid: &'a Payroll, warnings: &'a [PayWarning]) -> Self {
        let slips = paid.slips.iter();
        Self {
            terms_fingerprint: &terms.fingerprint,
            model_fingerprint: &terms.model_fingerprint,
            currency: terms.currency.as_deref(),
            unit: terms.unit,
            annotators: slips
                .map(|slip| SlipView {
                    annotator: &slip.annotator,
                    status: status(slip.status),
                    labels: slip.labels,
                    checked: slip.checked,
                    counted: slip.counted,
                    agreed: slip.agreed,
                    tier: slip.tier,
                    due: slip.due,
                    range: slip.range,
                    why: &slip.why,
                })
                .collect(),
            total: paid.total,
            total_before_the_labels: Range {
                least: paid.range.0,
                most: paid.range.1,
            },
            warnings,
        }
    }
}
