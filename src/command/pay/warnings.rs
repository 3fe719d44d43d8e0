//! What a payer should know before paying: labels that tell of no care, and terms that check
//! nothing.

use crate::annotation::index::ItemIndex;
use crate::annotation::traps::{Inspected, SecondLooks, habits};
use crate::design::pay::statement::amount;
use crate::design::pay::{Checked, Money, Payroll, Status, TermsFile};
use crate::labels::{Label, LabelTable};
use crate::print::words::counted;
use serde::Serialize;
use std::collections::HashMap;

/// One warning, as `--json` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayWarning {
    /// What kind it is, for programs.
    pub kind: &'static str,
    /// Whom it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotator: Option<String>,
    /// The same in words.
    pub text: String,
}

/// What the tests of `assess` find in the labels.
#[derive(Debug, Default)]
pub struct Suspects {
    /// Of each annotator concerned: name, kind, and what is wrong.
    each: Vec<(String, &'static str, String)>,
    /// About the file.
    file: Vec<PayWarning>,
    /// Where no repeat is a second look: how many are copies.
    pub copies_only: Option<u64>,
}

/// Kinds of what `assess` finds that `pay` says otherwise, or not at all.
const SAID_OTHERWISE: [&str; 7] = [
    "file-doubled",
    "copied-rows",
    "repeats-all-equal",
    "second-looks-dropped",
    "few-repeats",
    "look-alike-annotators",
    "gold-on-some-rows",
];

/// Looks for copies and habits as `assess` does, in a table and what its inspection `found`.
pub fn suspects(
    table: &LabelTable,
    found: Inspected<'_>,
    looks: SecondLooks,
    scheme: &str,
) -> Suspects {
    let names = table.annotators();
    let mut suspects = Suspects::default();
    let mut copies = vec![0u64; names.len()];
    let kept = found.table.label();
    for (row, (&before, &after)) in table.label().iter().zip(kept).enumerate() {
        if before != after {
            copies[table.annotator()[row] as usize] += 1;
        }
    }
    let against_oneself = scheme != "expert" && looks == SecondLooks::Auto;
    let doubled = found.warnings.iter().any(|w| w.kind == "file-doubled");
    let copied: u64 = copies.iter().sum();
    if against_oneself && copied > 0 && (doubled || !looks_twice(&found.table, &found.index)) {
        suspects.copies_only = Some(copied);
    }
    let labels = table.labels_of_each();
    let habits = habits::find(&found.table, &found.index, &found.doubled);
    for a in 0..names.len() {
        let name = || names.name(a as u32).into_owned();
        if against_oneself && copies[a] > 0 {
            let what = format!(
                "{} of {} labels look like copies of others, no second looks",
                copies[a], labels[a]
            );
            suspects.each.push((name(), "copies", what));
        }
        if let Some(habit) = habits[a] {
            suspects
                .each
                .push((name(), "habit", habit.flag().to_owned()));
        }
    }
    suspects.file = found
        .warnings
        .into_iter()
        .filter(|w| !SAID_OTHERWISE.contains(&w.kind))
        .map(|w| PayWarning {
            kind: w.kind,
            annotator: None,
            text: w.text,
        })
        .collect();
    suspects
}

/// Whether some annotator has two labels of one item.
fn looks_twice(table: &LabelTable, index: &ItemIndex) -> bool {
    let mut who: Vec<u32> = Vec::new();
    (0..index.items()).any(|item| {
        who.clear();
        let rows = index.rows_of(item).iter().map(|&r| r as usize);
        let given = rows.filter(|&r| table.label()[r] != Label::Missing);
        who.extend(given.map(|r| table.annotator()[r]));
        who.sort_unstable();
        who.windows(2).any(|w| w[0] == w[1])
    })
}

/// All warnings about the labels and the names, with what is due to whom they are about.
pub fn of_labels(terms: &TermsFile, paid: &Payroll, suspects: Suspects) -> Vec<PayWarning> {
    let mut due = HashMap::new();
    for slip in &paid.slips {
        due.insert(slip.annotator.as_str(), slip.due);
    }
    let mut all = suspects.file;
    for (annotator, kind, what) in suspects.each {
        let text = match due.get(annotator.as_str()).copied().flatten() {
            Some(due) if due.is_positive() => format!(
                "{annotator}: {what}; {} is due by these terms all the same: look at the labels before you pay",
                amount_of(due, terms)
            ),
            _ => format!("{annotator}: {what}"),
        };
        all.push(PayWarning {
            kind,
            annotator: Some(annotator),
            text,
        });
    }
    all
}

/// Everyone who is due something without a single checked label: nothing at all is known of their
/// work. Where that is everybody, [`of_sums`] says so once.
pub fn of_idle(terms: &TermsFile, paid: &Payroll) -> Vec<PayWarning> {
    if paid.slips.iter().all(|slip| slip.checked == 0) {
        return Vec::new();
    }
    let idle = paid.slips.iter().filter(|slip| slip.checked == 0);
    idle.filter_map(|slip| {
        let due = slip.due.filter(|due| due.is_positive())?;
        let name = &slip.annotator;
        let due = amount_of(due, terms);
        let text = match slip.labels {
            0 => format!(
                "{name}: not a single label was given (all rows are empty), and {due} is due by these terms all the same: do not pay it unseen. `design --no-flat` makes terms that leave such people out"
            ),
            labels => format!(
                "{name}: none of {} was checked, and {due} is due by these terms all the same: nothing is known of this work",
                counted(labels, "label")
            ),
        };
        Some(PayWarning {
            kind: "nothing-checked",
            annotator: Some(name.clone()),
            text,
        })
    })
    .collect()
}

/// Names are written as they are, since others look them up; who opens the table should know of
/// those that a spreadsheet runs.
pub fn of_formulas(paid: &Payroll) -> Option<PayWarning> {
    let names = paid.slips.iter().map(|slip| &slip.annotator);
    let names: Vec<&String> = names
        .filter(|name| name.starts_with(['=', '+', '-', '@', '\t', '\r']))
        .collect();
    let shown: Vec<String> = names.iter().take(5).map(|n| format!("{n:?}")).collect();
    let text = match &names[..] {
        [] => return None,
        [name] => format!("the name {name:?} begins as a formula does"),
        _ => format!(
            "{} names begin as a formula does ({}{})",
            names.len(),
            shown.join(", "),
            if names.len() > shown.len() {
                ", …"
            } else {
                ""
            }
        ),
    };
    Some(PayWarning {
        kind: "formula",
        annotator: match &names[..] {
            [name] => Some((*name).clone()),
            _ => None,
        },
        text: format!("{text}: import the table as text, do not open it in a spreadsheet"),
    })
}

/// The kind of the warning that most are paid flat.
pub const FLAT: &str = "most-are-paid-flat";

/// The kind of the warning that nothing can be checked.
pub const UNCHECKED: &str = "nothing-can-be-checked";

/// The kind of the warning about ties among the checked labels.
pub const TIES: &str = "ties-among-the-checked";

/// What the sums say, which the printed list says in its place.
pub fn of_sums(terms: &TermsFile, paid: &Payroll, checked: &[Checked]) -> Vec<PayWarning> {
    let mut all = Vec::new();
    let mut warn = |kind, text| {
        all.push(PayWarning {
            kind,
            annotator: None,
            text,
        });
    };
    let flat = paid.slips.iter().filter(|slip| slip.status == Status::Flat);
    if let Some(wage) = terms.otherwise
        && 2 * flat.count() > paid.slips.len()
    {
        warn(
            FLAT,
            format!(
                "most annotators have too few checked labels and are paid {} flat, a whole period's wage, however little they did. `design --no-flat` leaves them out; `--schedule` adds terms for fewer checked labels.",
                amount_of(wage, terms)
            ),
        );
    }
    if checked.iter().all(|one| one.agrees.is_empty()) {
        warn(
            UNCHECKED,
            format!(
                "no label of this file can be checked by these terms; they need {}.",
                match terms.scheme.as_str() {
                    "expert" => "a column `gold` with an expert's labels",
                    _ => "items that an annotator labels twice",
                }
            ),
        );
    }
    let sum = |f: &dyn Fn(&Checked) -> u64| checked.iter().map(f).sum::<u64>();
    let (ties, checks) = (sum(&|one| one.ties), sum(&|one| one.agrees.len() as u64));
    if 50 * ties > checks {
        warn(
            TIES,
            format!(
                "{ties} of {checks} checked labels are ties, which count against the annotator. The terms were proved for labels that decide: have annotators decide, or leave tied items out of the checks, before you pay by this list."
            ),
        );
    }
    all
}

/// An amount in the currency of the terms.
fn amount_of(money: Money, terms: &TermsFile) -> String {
    amount(money, terms.currency.as_deref())
}
