//! A table of labels turned into an assessment of its annotators.

use super::advice::advise;
use super::assessment::{AnnotatorReport, Assessment, Shape};
use super::basis::Basis;
use super::identification::{identification, lacking};
use super::index::ItemIndex;
use super::interval::Clustered;
use super::judging::{Judged, by_both, by_one, chosen, consistent};
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
    question.check()?;
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
    let evidence = Evidence::of(&table, &index, habits, question);
    let shown = evidence.shown();
    let few = [few_repeats, few_lookers];
    let (basis, anchor) =
        chosen(shown, question, few).map_err(|error| lacking(error, given, &warnings))?;
    let (kappa, mut annotators) = evidence.judged(basis, anchor);
    if let Some(warning) = never_vary(&table, evidence.rest()) {
        warnings.insert(0, warning);
    }
    verdict::fill(&mut annotators, &labels);
    let assistant = copying::judge(&table, &index, &evidence.habits, question.level);
    if let Some(report) = &assistant {
        verdict::net_of_copies(&mut annotators, &report.annotators);
    }
    if kappa.is_ok() {
        let ignored: Vec<bool> = evidence.habits.iter().map(Option::is_some).collect();
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
            count: evidence.whole.total.own.agreement.pairs,
            rows: Vec::new(),
        });
    }
    let level = question.level;
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
        monitoring: if evidence.blank {
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

/// What annotators are judged by.
struct Evidence<'a> {
    table: &'a LabelTable,
    index: &'a ItemIndex,
    question: &'a Question,
    /// By annotator, what makes the labels ignore the item.
    habits: Vec<Option<Habit>>,
    /// The table without labels that ignore the item, which are left out of everything but their
    /// own annotator's line; `None` if there are none.
    aside: Option<LabelTable>,
    /// Agreements of all labels, and of those that count.
    whole: Sums,
    sums: Sums,
    /// Whether nobody follows the items: what there is then shows the basis, and no effort is
    /// reported.
    blank: bool,
}

impl<'a> Evidence<'a> {
    fn of(
        table: &'a LabelTable,
        index: &'a ItemIndex,
        habits: Vec<Option<Habit>>,
        question: &'a Question,
    ) -> Self {
        let whole = Sums::new(table, index);
        let aside = set_aside(table, &habits);
        let sums = match &aside {
            Some(rest) => Sums::new(rest, index),
            None => whole.clone(),
        };
        let nothing_left = |sums: &Sums| {
            let t = &sums.total;
            t.own.agreement.pairs + t.expert.agreement.pairs + t.peers.agreement.pairs == 0
        };
        let blank = aside.is_some() && nothing_left(&sums) && !nothing_left(&whole);
        Self {
            table,
            index,
            question,
            habits,
            aside,
            whole,
            sums,
            blank,
        }
    }

    /// The labels that count.
    fn rest(&self) -> &LabelTable {
        self.aside.as_ref().unwrap_or(self.table)
    }

    /// The agreements that are reported for everybody.
    fn shown(&self) -> &Sums {
        if self.blank { &self.whole } else { &self.sums }
    }

    /// κ and the annotators' lines.
    fn judged(&self, basis: Basis, anchor: Anchor) -> Judged {
        if self.blank {
            let reversed = self.habits.contains(&Some(Habit::Reversed));
            let why = if reversed { REVERSED_ONLY } else { HABITS_ONLY };
            let lines = (0..self.habits.len()).map(|a| self.line(a, basis));
            return (Err(KappaError::Data(why)), lines.collect());
        }
        let (rest, sums) = (self.rest(), &self.sums);
        let (kappa, mut annotators) = match basis.single() {
            Some(scheme) => by_one(rest, self.index, sums, scheme, anchor, self.question),
            None => by_both(rest, self.index, sums, anchor, self.question),
        };
        let kappa = kappa.and_then(consistent);
        if kappa.is_err() {
            annotators.iter_mut().for_each(|a| a.effort = None);
        }
        for a in (0..self.habits.len()).filter(|&a| self.habits[a].is_some()) {
            annotators[a] = self.line(a, basis);
        }
        (kappa, annotators)
    }

    /// The line of an annotator by the own labels alone, without an effort.
    fn line(&self, a: usize, basis: Basis) -> AnnotatorReport {
        let name = self.table.annotators().name(a as u32).into_owned();
        let own = &self.whole.each[a];
        let mut line = match basis.single() {
            Some(scheme) => report(name, own, scheme, None, None, self.question),
            None => {
                let clustered = self.index.is_clustered();
                report_both(name, own, None, None, clustered, self.question)
            }
        };
        if let Some(habit) = self.habits[a] {
            line.flags.retain(|flag| *flag == "clustered");
            line.flags.insert(0, habit.flag());
        }
        line
    }
}

/// The warning where all labels of the file are the same; `rest` is the table without habits.
fn never_vary(table: &LabelTable, rest: &LabelTable) -> Option<Warning> {
    let lacks = |label: Label| rest.label().iter().all(|&l| l != label);
    let labels = table.rows() - table.count(Label::Missing);
    let all = table.count(Label::First) == labels || table.count(Label::Second) == labels;
    let varies = !(lacks(Label::First) || lacks(Label::Second)) || !all || labels == 0;
    (!varies).then(|| Warning {
        kind: "labels-never-vary",
        text: format!(
            "labels never vary: all {labels} are the same, so that nothing tells care from a habit"
        ),
        count: labels as u64,
        rows: Vec::new(),
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
