//! A table of labels turned into an assessment of its annotators.

use super::advice::advise;
use super::assessment::{Assessment, Shape};
use super::basis::Basis;
use super::identification::{identification, lacking};
use super::interval::Clustered;
use super::judging::{by_both, by_one, chosen, consistent};
use super::kappa::{Anchor, KappaError};
use super::question::{AssessError, Question};
use super::reports::{report, report_both};
use super::summary::AgreementSummary;
use super::sums::Sums;
use super::traps::habits::{self, Habit};
use super::traps::{self, Inspected, Warning, one_sided};
use super::{circular, classes, copying, verdict};
use crate::labels::label::Label;
use crate::labels::table::LabelTable;

/// Assesses the annotators of a table.
pub fn assess(table: &LabelTable, question: &Question) -> Result<Assessment, AssessError> {
    let level = question.level;
    if !(level > 0.5 && level < 1.0) {
        return Err(AssessError::Argument {
            name: "level",
            value: level,
            expected: "a number above 0.5 and below 1",
        });
    }
    if let Some(Anchor::Given(k)) = question.anchor
        && !(k > 0.0 && k <= 1.0)
    {
        return Err(AssessError::Argument {
            name: "kappa",
            value: k,
            expected: "a number above 0 and at most 1",
        });
    }
    if table.class().is_some() {
        return classes::assess(table, question);
    }
    let given = table;
    let (labels, missing) = (table.labels_of_each(), table.count(Label::Missing));
    let Inspected {
        table,
        index,
        mut warnings,
        few_repeats,
        few_lookers,
        doubled,
    } = traps::inspect(table, question.second_looks);
    let habits = habits::find(&table, &index, &doubled);
    warnings.extend(habits::warn(&table, &habits));
    let whole = Sums::new(&table, &index);
    // Labels that ignore the item are left out of everything but their own annotator's line.
    let aside = set_aside(&table, &habits);
    let sums = match &aside {
        Some(rest) => Sums::new(rest, &index),
        None => whole.clone(),
    };
    let rest = aside.as_ref().unwrap_or(&table);
    let nothing_left = |sums: &Sums| {
        let t = &sums.total;
        t.own.agreement.pairs + t.expert.agreement.pairs + t.peers.agreement.pairs == 0
    };
    // Where nobody follows the items, what there is shows the basis, and no effort is reported.
    let blank = aside.is_some() && nothing_left(&sums) && !nothing_left(&whole);
    let (basis, anchor) = chosen(
        if blank { &whole } else { &sums },
        question,
        [few_repeats, few_lookers],
    )
    .map_err(|error| lacking(error, given, &warnings))?;
    let (kappa, mut annotators) = if blank {
        let why = if habits.contains(&Some(Habit::Reversed)) {
            REVERSED_ONLY
        } else {
            HABITS_ONLY
        };
        (Err(KappaError::Data(why)), Vec::new())
    } else {
        match basis.single() {
            Some(scheme) => by_one(rest, &index, &sums, scheme, anchor, question),
            None => by_both(rest, &index, &sums, anchor, question),
        }
    };
    let kappa = kappa.and_then(consistent);
    if kappa.is_err() {
        annotators.iter_mut().for_each(|a| a.effort = None);
    }
    let line = |a: usize| {
        let name = table.annotators().name(a as u32).into_owned();
        let mut line = match basis.single() {
            Some(scheme) => report(name, &whole.each[a], scheme, None, None, question),
            None => {
                let clustered = index.is_clustered();
                report_both(name, &whole.each[a], None, None, clustered, question)
            }
        };
        if let Some(habit) = habits[a] {
            line.flags.retain(|flag| *flag == "clustered");
            line.flags.insert(0, habit.flag());
        }
        line
    };
    if blank {
        annotators = (0..whole.each.len()).map(line).collect();
    } else {
        for a in (0..habits.len()).filter(|&a| habits[a].is_some()) {
            annotators[a] = line(a);
        }
    }
    if rest.label().iter().all(|&l| l != Label::First)
        || rest.label().iter().all(|&l| l != Label::Second)
    {
        let labels = table.rows() - table.count(Label::Missing);
        let all = table.count(Label::First) == labels || table.count(Label::Second) == labels;
        if all && labels > 0 {
            warnings.insert(0, Warning {
                kind: "labels-never-vary",
                text: format!(
                    "labels never vary: all {labels} are the same, so that nothing tells care from a habit"
                ),
                count: labels as u64,
                rows: Vec::new(),
            });
        }
    }
    verdict::fill(&mut annotators, &labels);
    let assistant = copying::judge(&table, &index, &habits, level);
    if let Some(report) = &assistant {
        verdict::net_of_copies(&mut annotators, &report.annotators);
    }
    if kappa.is_ok() {
        let ignored: Vec<bool> = habits.iter().map(Option::is_some).collect();
        if let Some(warning) = one_sided::find(&table, &index, &ignored) {
            verdict::only_if_coins(&mut annotators);
            warnings.push(warning);
        }
    }
    let circular = circular::find(&annotators, anchor);
    if circular.is_some() {
        verdict::only_relative(&mut annotators);
    }
    let said = circular.as_ref().map_or("", |_| circular::SAID);
    warnings.extend(circular);
    if assistant.is_some() && matches!(basis, Basis::Both | Basis::SelfConsistency) {
        warnings.push(Warning {
            kind: "repeats-with-an-assistant",
            text: "the file has a model's labels, and annotators are judged by second looks: a copied label repeats itself better than a careful one, so that copying reads as effort here; judge by --scheme expert, or by what the assistant section says".into(),
            count: whole.total.own.agreement.pairs,
            rows: Vec::new(),
        });
    }
    let shown = if blank { &whole } else { &sums };
    let summary = |c: &Clustered| AgreementSummary::of(c, level, question.binomial);
    let [own, expert, peers] =
        [&shown.total.own, &shown.total.expert, &shown.total.peers].map(summary);
    Ok(Assessment {
        identification: identification(basis, anchor, &kappa) + said,
        kappa: kappa.ok(),
        scheme: basis,
        level,
        table: Shape {
            rows: table.rows(),
            items: index.items(),
            annotators: table.annotators().len(),
            ties: table.count(Label::Tie),
            missing,
            copies: table.count(Label::Missing) - missing,
            clusters: index.clusters(),
        },
        self_consistency: own,
        expert,
        peers,
        monitoring: if blank {
            None
        } else {
            advise(own, expert, peers, level)
        },
        annotators,
        warnings,
        assistant,
        classes: None,
    })
}

/// Why there is no effort where all labels ignore the item.
const HABITS_ONLY: &str = "no annotator's labels depend on the item";

/// The same where those that do depend on it are the other way round.
const REVERSED_ONLY: &str = "the labels of all annotators agree less than chance with gold or the others, or do not depend on the item";

/// The table without the labels of annotators with a habit; `None` if there are none.
fn set_aside(table: &LabelTable, habits: &[Option<Habit>]) -> Option<LabelTable> {
    habits.iter().any(Option::is_some).then(|| {
        let label = table
            .label()
            .iter()
            .zip(table.annotator())
            .map(|(&label, &a)| match habits[a as usize] {
                Some(_) => Label::Missing,
                None => label,
            })
            .collect();
        let mut rest = table.clone();
        rest.relabel(label, table.gold().to_vec());
        rest
    })
}
