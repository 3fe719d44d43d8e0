//! Who is due what, and why.

use super::checks::Checked;
use super::money::Money;
use super::pay_rule::PayRule;
use super::terms_file::{Entry, TermsFile};

/// How an annotator is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// By the number of agreements.
    ByChecks,
    /// Flat, with too few checked labels for the terms.
    Flat,
    /// Not by these terms.
    Unpaid,
}

/// One annotator's pay.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// Who.
    pub annotator: String,
    /// How.
    pub status: Status,
    /// Labels given.
    pub labels: u64,
    /// Checked labels.
    pub checked: u64,
    /// Of these the ones that are counted.
    pub counted: u64,
    /// Of these the ones that agree.
    pub agreed: u64,
    /// Thresholds reached.
    pub tier: usize,
    /// What is due; nothing where these terms do not pay.
    pub due: Option<Money>,
    /// The least and the most that could have become due with as many checked labels.
    pub range: Option<(Money, Money)>,
    /// Why, in one sentence.
    pub why: String,
}

/// Everybody's pay with its sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Payroll {
    /// In the order of the annotators' names.
    pub slips: Vec<Slip>,
    /// Sum of what is due.
    pub total: Money,
    /// What the sum could have been before the labels were known.
    pub range: (Money, Money),
}

/// A sum that no money holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amounts of these terms add up to more than can be held exactly")]
pub struct TooMuch;

/// Applies terms to a month.
///
/// # Errors
/// Amounts beyond 10^38 of the smallest decimal.
pub fn payroll(terms: &TermsFile, checked: &[Checked]) -> Result<Payroll, TooMuch> {
    let slips: Vec<Slip> = checked
        .iter()
        .map(|one| slip(terms, one).ok_or(TooMuch))
        .collect::<Result<_, _>>()?;
    let none = Money::zero(terms.unit.places());
    let sum = |amounts: Vec<Money>| {
        let mut amounts = amounts.into_iter();
        amounts
            .try_fold(none, |sum, amount| sum.plus(amount))
            .ok_or(TooMuch)
    };
    Ok(Payroll {
        total: sum(slips.iter().filter_map(|slip| slip.due).collect())?,
        range: (
            sum(slips
                .iter()
                .filter_map(|slip| Some(slip.range?.0))
                .collect())?,
            sum(slips
                .iter()
                .filter_map(|slip| Some(slip.range?.1))
                .collect())?,
        ),
        slips,
    })
}

fn slip(terms: &TermsFile, one: &Checked) -> Option<Slip> {
    let checked = one.agrees.len() as u64;
    let bare = Slip {
        annotator: one.annotator.clone(),
        status: Status::Unpaid,
        labels: one.labels,
        checked,
        counted: 0,
        agreed: 0,
        tier: 0,
        due: None,
        range: None,
        why: String::new(),
    };
    let Some(entry) = terms.entry(checked) else {
        return Some(too_few(terms, bare));
    };
    let counted = one.agrees.iter().take(entry.samples as usize);
    let agreed = counted.filter(|agrees| **agrees).count() as u64;
    let due = |agreed: u64| entry.pay.due(entry.samples, agreed, terms.unit);
    let (amount, tier) = due(agreed)?;
    Some(Slip {
        status: Status::ByChecks,
        counted: entry.samples,
        agreed,
        tier,
        due: Some(amount),
        range: Some((due(0)?.0, due(entry.samples)?.0)),
        why: why(entry, checked, agreed, tier),
        ..bare
    })
}

fn too_few(terms: &TermsFile, bare: Slip) -> Slip {
    let checked = bare.checked;
    let labels = if checked == 1 { "label" } else { "labels" };
    let Some(least) = terms.schedule.first().map(|entry| entry.samples) else {
        return Slip {
            why: "these terms have no entry".to_owned(),
            ..bare
        };
    };
    match terms.otherwise {
        Some(wage) => Slip {
            status: Status::Flat,
            due: Some(wage),
            range: Some((wage, wage)),
            why: format!(
                "{checked} checked {labels}, fewer than the {least} the terms need: flat pay"
            ),
            ..bare
        },
        None => Slip {
            why: format!(
                "{checked} checked {labels}, fewer than the {least} the terms need: not paid by these terms"
            ),
            ..bare
        },
    }
}

fn why(entry: &Entry, checked: u64, agreed: u64, tier: usize) -> String {
    let counted = entry.samples;
    let of = if checked == counted {
        format!("{agreed} of {counted} checked labels agree")
    } else {
        format!("{agreed} of the first {counted} of {checked} checked labels agree")
    };
    match &entry.pay {
        PayRule::Linear { .. } => format!("{of}: pay by the share that agrees"),
        PayRule::Bonus { tiers, .. } if tiers.is_empty() => format!("{of}: flat pay"),
        PayRule::Bonus { tiers, .. } => match (tier.checked_sub(1), tiers.get(tier)) {
            (None, Some(next)) => {
                format!("{of}, fewer than {}: base pay", next.threshold)
            }
            (Some(reached), Some(next)) => format!(
                "{of}, at least {} but fewer than {}: bonus {tier}",
                tiers[reached].threshold, next.threshold
            ),
            (Some(reached), None) => {
                format!("{of}, at least {}: every bonus", tiers[reached].threshold)
            }
            (None, None) => of,
        },
    }
}
