//! Agents who do not mind risk: the optimum of a linear program, exactly.

use dashu_ratio::RBig;

use super::answer::{Answer, Better, Contract, Evidence, Verdict, entry};
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
            None if evidence.farkas().is_some() => tally.refuse(better(&posed, &evidence)),
            None => tally.without_optimum(&pose, &evidence)?,
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
    refused: Vec<Option<Better>>,
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

    pub(super) fn refuse(&mut self, better: Option<Better>) {
        self.refused.push(better);
    }

    /// A program of which no optimum is proved, nor that it has no point.
    ///
    /// # Errors
    /// [`TableError::PayWithoutEnd`] where that is proved. It is proved of the pay itself also
    /// where tangents stand for it: where all utility may be lowered alike, so may all pay.
    pub(super) fn without_optimum(
        &mut self,
        pose: &Pose<'_>,
        evidence: &Evidence,
    ) -> Result<(), TableError> {
        if pose.question.is_open_below() && evidence.falls_without_end() {
            return Err(TableError::PayWithoutEnd {
                effort: pose.table.efforts()[pose.target].name.clone(),
            });
        }
        self.missing += 1;
        Ok(())
    }

    /// A program with an optimum near which no contract was proved.
    pub(super) fn unproved(&mut self) {
        self.beyond_reach += 1;
    }

    pub(super) fn answer(self, target: usize) -> Answer {
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
                // one reason, or the same for every threshold
                better: match self.refused.split_first() {
                    Some((first, rest)) if rest.iter().all(|other| other == first) => first.clone(),
                    _ => None,
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
        uncertain_costs: pose.uncertain_costs(),
        threshold,
    }
}

/// Farkas' prices on the rows that compare the target with what else the agent could do, as weights
/// that sum to 1. With them the comparisons add up to one that no allowed pay satisfies.
pub(super) fn better(posed: &Posed, evidence: &Evidence) -> Option<Better> {
    let prices = evidence.farkas()?;
    // a price is one of the row as posed, which is a multiple of the comparison
    let weight = |row: crate::lp::RowId| entry(prices, row.index()) * &posed.units[row.index()];
    let weights = posed.incentives.iter().map(|(k, row)| (*k, weight(*row)));
    let mut efforts: Vec<(usize, RBig)> = weights.filter(|(_, w)| !w.is_zero()).collect();
    let mut elsewhere = posed.participation.map_or(RBig::ZERO, weight);
    let total = efforts
        .iter()
        .fold(elsewhere.clone(), |sum, (_, w)| sum + w);
    if total.is_zero() {
        return None;
    }
    for (_, weight) in &mut efforts {
        *weight = &*weight / &total;
    }
    elsewhere /= total;
    Some(Better { efforts, elsewhere })
}
