//! Agents who do not mind risk: the optimum of a linear program, exactly.

use dashu_ratio::RBig;

use super::answer::{Answer, Contract, Evidence, Verdict, entry};
use super::program::{Pose, Posed};
use super::question::{Levels, Objective, Question};
use super::{OutcomeTable, Solver, TableError};

pub(super) fn solve(
    table: &OutcomeTable,
    target: usize,
    question: &Question,
    solver: &Solver<'_>,
) -> Result<Answer, TableError> {
    let all = Levels::all(table, question.shape);
    let mut tally = Tally::default();
    for levels in &all {
        let pose = Pose {
            table,
            target,
            question,
            levels,
            bounds: (question.floor.clone(), question.cap.clone()),
            lines: None,
            margin: RBig::ZERO,
        };
        let posed = pose.pose();
        let evidence = solver.certified(&posed.program, label(levels))?;
        match evidence.optimum() {
            Some((point, value)) => {
                let at = |column: crate::lp::ColumnId| entry(point, column.index());
                let pay = levels
                    .of_outcome
                    .iter()
                    .map(|&l| at(posed.utilities[l]))
                    .collect();
                tally.found(contract(&pose, pay, value, levels.threshold));
            }
            None if evidence.farkas().is_some() => tally.refuse(mix(&pose, &posed, &evidence)),
            None => tally.undecided(),
        }
        tally.evidence.push(evidence);
    }
    Ok(tally.answer(target))
}

pub(super) fn label(levels: &Levels) -> String {
    levels
        .threshold
        .map_or(String::new(), |first| format!("threshold{}", first + 1))
}

/// What the programs of one target have said.
#[derive(Default)]
pub(super) struct Tally {
    best: Option<Contract>,
    refused: Vec<Vec<(usize, RBig)>>,
    missing: usize,
    beyond_reach: usize,
    pub(super) evidence: Vec<Evidence>,
}

impl Tally {
    /// A contract; the one with the least upper end is kept, and the least lower end.
    pub(super) fn found(&mut self, contract: Contract) {
        match &mut self.best {
            None => self.best = Some(contract),
            Some(best) => {
                let lower = best.lower.clone().min(contract.lower.clone());
                if contract.upper < best.upper {
                    *best = contract;
                }
                best.lower = lower;
            }
        }
    }

    /// The best of all contracts, known without any program.
    pub(super) fn settle(&mut self, contract: Contract) {
        self.best = Some(contract);
        (self.missing, self.beyond_reach) = (0, 0);
    }

    pub(super) fn refuse(&mut self, mix: Vec<(usize, RBig)>) {
        self.refused.push(mix);
    }

    pub(super) fn undecided(&mut self) {
        self.missing += 1;
    }

    /// A program with an optimum near which no contract was proved.
    pub(super) fn unproved(&mut self) {
        self.beyond_reach += 1;
    }

    pub(super) fn answer(mut self, target: usize) -> Answer {
        let verdict = match self.best {
            _ if self.missing > 0 => Verdict::Undecided {
                reason: format!(
                    "{} of {} linear programs were not decided exactly in the time allowed",
                    self.missing,
                    self.evidence.len()
                ),
            },
            _ if self.beyond_reach > 0 => Verdict::Undecided {
                reason: "the certified program, in which pay is replaced by tangents that lie \
                         below it, has a solution, but no contract near it was proved to \
                         implement the effort; it may just be out of reach of what the agent's \
                         utility can be raised to"
                    .to_owned(),
            },
            Some(contract) => Verdict::Implementable(Box::new(contract)),
            None => Verdict::NotImplementable {
                mix: match self.refused.len() {
                    1 => self.refused.swap_remove(0),
                    _ => Vec::new(),
                },
            },
        };
        Answer {
            target,
            verdict,
            evidence: self.evidence,
        }
    }
}

/// The contract, its numbers computed anew from the table and the pay alone.
fn contract(pose: &Pose<'_>, pay: Vec<RBig>, value: RBig, threshold: Option<usize>) -> Contract {
    let efforts = pose.table.efforts();
    let expected = |k: usize| {
        let terms = efforts[k].law.iter().zip(&pay);
        terms.fold(RBig::ZERO, |sum, (p, w)| sum + p * w)
    };
    let expected_pay = expected(pose.target);
    let indifferent = (0..efforts.len())
        .filter(|&k| k != pose.target)
        .filter(|&k| &expected_pay - expected(k) == pose.extra_cost(k))
        .collect();
    let largest_pay = pay.iter().max().cloned().unwrap_or_default();
    let upper = match pose.question.objective {
        Objective::ExpectedPay => expected_pay.clone(),
        Objective::LargestPay => largest_pay.clone(),
    };
    Contract {
        pay,
        expected_pay,
        largest_pay,
        lower: value,
        upper,
        indifferent,
        threshold,
    }
}

/// Farkas' prices on the incentive rows, as weights that sum to 1.
pub(super) fn mix(pose: &Pose<'_>, posed: &Posed, evidence: &Evidence) -> Vec<(usize, RBig)> {
    let Some(prices) = evidence.farkas() else {
        return Vec::new();
    };
    let weights: Vec<(usize, RBig)> = posed
        .incentives
        .iter()
        .map(|(k, row)| (*k, entry(prices, row.index())))
        .filter(|(_, weight)| !weight.is_zero())
        .collect();
    let total = weights
        .iter()
        .fold(RBig::ZERO, |sum, (_, weight)| sum + weight);
    // participation may take part in the contradiction; the mix alone would then not tell why
    let accepts = posed
        .participation
        .is_some_and(|row| !entry(prices, row.index()).is_zero());
    if total.is_zero() || accepts || pose.levels.threshold.is_some() {
        return Vec::new();
    }
    weights
        .into_iter()
        .map(|(k, weight)| (k, weight / &total))
        .collect()
}
