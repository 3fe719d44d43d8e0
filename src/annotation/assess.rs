//! A table of labels turned into an assessment of its annotators.

use super::advice::advise;
use super::basis::Basis;
use super::careful_peers;
use super::groups::Groups;
use super::identification::{identification, nothing};
use super::index::ItemIndex;
use super::interval::{Binomial, Clustered};
use super::kappa::{self, Anchor, Kappa, KappaError, Scheme};
use super::peers::{self, Part, Votes};
use super::reports::{of, report, report_both};
use super::sums::Sums;
use super::traps::habits::{self, Habit};
use super::traps::{self, Inspected, SecondLooks, Warning};
use super::{classes, copying, verdict};
use crate::annotation::peer_likelihood;
use crate::annotation::profile_likelihood;
use crate::labels::label::Label;
use crate::labels::table::LabelTable;
use rayon::prelude::*;

pub use super::assessment::{AgreementSummary, AnnotatorReport, Assessment, Shape};

/// What is asked of the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What to judge by; by default repeats and expert together if some annotator has both (and no
    /// other anchor is asked for), else the expert if there is gold, else repeats, else peers.
    pub scheme: Option<Basis>,
    /// What fixes κ; by default repeats and gold together where both exist, else the best
    /// annotators.
    pub anchor: Option<Anchor>,
    /// Confidence level of every interval.
    pub level: f64,
    /// How binomial limits are drawn.
    pub binomial: Binomial,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// What to do with repeats that may be copies.
    pub second_looks: SecondLooks,
    /// Of a table of classes: whether they are grades, numbers of which near ones nearly agree.
    pub grades: bool,
}

impl Default for Question {
    fn default() -> Self {
        Question {
            scheme: None,
            anchor: None,
            level: 0.95,
            binomial: Binomial::Exact,
            seed: 1,
            second_looks: SecondLooks::Auto,
            grades: false,
        }
    }
}

/// Why labels could not be assessed at all.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssessError {
    /// The scheme asked for needs what the table lacks.
    #[error("{0}")]
    NoComparison(&'static str),
    /// An argument out of its range.
    #[error("{name} is {value}; expected {expected}")]
    Argument {
        /// Which.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is possible.
        expected: &'static str,
    },
}

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
    )?;
    let (kappa, mut annotators) = if blank {
        (Err(KappaError::Data(HABITS_ONLY)), Vec::new())
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
        identification: identification(basis, anchor, &kappa),
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

/// κ whose interval respects the bound that needs no anchor; refused where the two exclude each
/// other, so that no report says both.
fn consistent(mut kappa: Kappa) -> Result<Kappa, KappaError> {
    let Some(bound) = kappa.at_least else {
        return Ok(kappa);
    };
    if bound > kappa.value.upper {
        return Err(KappaError::Contradicted {
            upper: kappa.value.upper,
            bound,
            method: kappa.method,
        });
    }
    if kappa.value.lower < kappa.value.upper {
        kappa.value.lower = kappa.value.lower.max(bound);
        kappa.value.estimate = kappa.value.estimate.max(bound);
    }
    Ok(kappa)
}

/// What to judge by and what fixes the scale, as asked for or by default.
fn chosen(
    sums: &Sums,
    question: &Question,
    [few_repeats, few_lookers]: [bool; 2],
) -> Result<(Basis, Anchor), AssessError> {
    let both = sums
        .each
        .iter()
        .any(|a| a.own.agreement.pairs > 0 && a.expert.agreement.pairs > 1);
    let total = &sums.total;
    // A few accidental repeats are no plan to look twice.
    let other = total.expert.agreement.pairs + total.peers.agreement.pairs > 0;
    let looked = !few_repeats || !other;
    let basis = match question.scheme {
        Some(basis) => basis,
        None if question.anchor == Some(Anchor::Likelihood) => Basis::Peers,
        None if both && looked && matches!(question.anchor, None | Some(Anchor::Both)) => {
            Basis::Both
        }
        None if total.expert.agreement.pairs > 0 => Basis::Expert,
        // Second looks of a few leave the others unknown, of whom peers may tell.
        None if total.own.agreement.pairs > 0
            && looked
            && !(few_lookers && total.peers.agreement.pairs > 0) =>
        {
            Basis::SelfConsistency
        }
        None => Basis::Peers,
    };
    if basis != Basis::Peers && question.anchor == Some(Anchor::Likelihood) {
        return Err(AssessError::NoComparison(
            "the joint likelihood is one of peers' labels: use --scheme peers, or another --anchor",
        ));
    }
    let there = basis
        .single()
        .map_or(both, |scheme| of(total, scheme).agreement.pairs > 0);
    if !there {
        return Err(AssessError::NoComparison(nothing(basis)));
    }
    let anchor = match (basis, question.anchor) {
        (Basis::Both, Some(Anchor::Best | Anchor::Everyone)) => {
            return Err(AssessError::NoComparison(
                "repeats and expert together fix κ by themselves: leave --anchor out, or name one scheme",
            ));
        }
        (_, Some(anchor)) => anchor,
        (Basis::Peers, None) => Anchor::Best,
        (_, None) if both && looked => Anchor::Both,
        (_, None) => Anchor::Best,
    };
    Ok((basis, anchor))
}

type Judged = (Result<Kappa, KappaError>, Vec<AnnotatorReport>);

/// By one kind of comparison: κ first, then each annotator's agreement against it.
fn by_one(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    scheme: Scheme,
    anchor: Anchor,
    question: &Question,
) -> Judged {
    let votes = (scheme == Scheme::Peers).then(|| Votes::new(table, index));
    let kappa = kappa_of(table, index, sums, votes.as_ref(), scheme, anchor, question);
    // What an excess agreement has to be divided by to read as η²κ (peers) or as it stands.
    let others = votes.map(|votes| peers::fit(&votes, Part::Whole, question.level).others);
    let annotators = (0..sums.each.len())
        .into_par_iter()
        .map(|a| {
            let name = table.annotators().name(a as u32).into_owned();
            let others = others.as_ref().map(|o| o[a]);
            report(
                name,
                &sums.each[a],
                scheme,
                others,
                kappa.as_ref().ok(),
                question,
            )
        })
        .collect();
    (kappa, annotators)
}

/// By repeats and expert together.
fn by_both(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    anchor: Anchor,
    question: &Question,
) -> Judged {
    let groups = Groups::new(table, index);
    // Of both, the scheme matters for the bound without anchor only: agreement with oneself is at
    // least (agreement with the expert)².
    let kappa = kappa::estimate(
        &groups,
        Scheme::SelfConsistency,
        anchor,
        question.level,
        question.seed,
    )
    .map(|kappa| Kappa {
        scheme: Basis::Both,
        clusters: index.clusters(),
        ..kappa
    });
    let efforts = kappa
        .as_ref()
        .ok()
        .map(|kappa| profile_likelihood::efforts(table, index, kappa.log, question.level));
    let annotators = sums
        .each
        .iter()
        .enumerate()
        .map(|(a, sums)| {
            let name = table.annotators().name(a as u32).into_owned();
            let effort = efforts.as_ref().and_then(|e| e[a]);
            let clustered = index.is_clustered();
            report_both(name, sums, effort, kappa.as_ref().ok(), clustered, question)
        })
        .collect();
    (kappa, annotators)
}

fn kappa_of(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    votes: Option<&Votes>,
    scheme: Scheme,
    anchor: Anchor,
    question: &Question,
) -> Result<Kappa, KappaError> {
    let groups = Groups::new(table, index);
    let clusters = of(&sums.total, scheme).clusters as usize;
    let Some(votes) = votes.filter(|_| matches!(anchor, Anchor::Best | Anchor::Likelihood)) else {
        return kappa::estimate(&groups, scheme, anchor, question.level, question.seed)
            .map(|kappa| Kappa { clusters, ..kappa });
    };
    let value = if anchor == Anchor::Likelihood {
        let joint = peer_likelihood::fit(table, index, question.level)
            .map_err(|_| KappaError::Unstable("the joint likelihood has no maximum inside"))?;
        if !joint.identified {
            return Err(KappaError::Data(
                "no item has four decisive labels; with fewer the joint likelihood is the same for every κ that is large enough",
            ));
        }
        if joint.kappa.lower <= 0.0 && joint.kappa.upper >= 1.0 {
            return Err(KappaError::Unstable(
                "the joint likelihood leaves every value from 0 to 1 open",
            ));
        }
        joint.kappa
    } else {
        // The best peer's agreement is with all others, careful or not: κ comes from the scores,
        // not from the counts.
        let pairs: Vec<u64> = sums.each.iter().map(|a| a.peers.agreement.pairs).collect();
        careful_peers::kappa_of_best(votes, &pairs, question.level).ok_or(
            KappaError::Data(
                "on the half of the data not used to pick them, the best annotators agree no better than chance, or there is none",
            ),
        )?
    };
    let pooled = kappa::estimate(
        &groups,
        scheme,
        Anchor::Everyone,
        question.level,
        question.seed,
    )?;
    let (method, assumption) = kappa::words(anchor, scheme);
    Ok(Kappa {
        value,
        method,
        assumption,
        clusters,
        ..pooled
    })
}
