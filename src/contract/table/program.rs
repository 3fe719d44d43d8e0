//! The linear program of a target effort.
//!
//! With v_l the agent's utility of the pay of level l (the pay itself for an agent who does not
//! mind risk), p_k(l) the probability of the level under effort k, and t the target:
//!
//! - Σ_l (p_t(l) − p_k(l))·v_l ≥ c_t − c_k for every other effort k (it is not better). Where costs
//!   are known within bounds, this has to hold for all of them; the worst case is the target's most
//!   against the other's least, a number, so the program stays linear;
//! - Σ_l p_t(l)·v_l ≥ U0 + c_t with the most that the target may cost (the agent accepts);
//! - v_{l+1} ≥ v_l where pay must not fall; bounds where pay has a floor or a cap.
//!
//! Minimised is a column of its own, `expected_pay` = Σ_l p_t(l)·w_l or `largest_pay` ≥ v_l, so
//! that the optimum of the program is the number asked for. For an agent who minds risk w_l is a
//! column above tangents of the convex h = u⁻¹: w_l ≥ slope·v_l + intercept, which can only
//! understate pay.

use dashu_ratio::RBig;

use super::OutcomeTable;
use super::exact_row::ExactProgram;
use super::question::{Levels, Objective, Question};
use crate::lp::{ColumnId, LinearProgram, RowId, Sense};

/// A line below h: h(v) ≥ slope·v + intercept wherever pay is allowed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) slope: RBig,
    pub(super) intercept: RBig,
}

/// What the program is about, with everything it needs decided.
pub(super) struct Pose<'a> {
    pub(super) table: &'a OutcomeTable,
    pub(super) target: usize,
    pub(super) question: &'a Question,
    pub(super) levels: &'a Levels,
    /// Bounds on v.
    pub(super) bounds: (Option<RBig>, Option<RBig>),
    /// Lines below h at each level; `None` where v is the pay itself.
    pub(super) lines: Option<&'a [Vec<Line>]>,
    /// By how much every condition is to be kept with room, as a share of its size.
    pub(super) margin: RBig,
}

/// The program and where its parts are.
pub(super) struct Posed {
    pub(super) program: LinearProgram,
    /// v by level.
    pub(super) utilities: Vec<ColumnId>,
    /// Rows by other effort.
    pub(super) incentives: Vec<(usize, RowId)>,
    pub(super) participation: Option<RowId>,
    /// What each row was multiplied by, so that its numbers are decimals.
    pub(super) units: Vec<RBig>,
}

impl Pose<'_> {
    /// The coefficients of effort k's row: p_t − p_k by level.
    pub(super) fn differences(&self, k: usize) -> Vec<RBig> {
        let efforts = self.table.efforts();
        let here = self.levels.law(&efforts[self.target].law);
        let there = self.levels.law(&efforts[k].law);
        here.iter().zip(&there).map(|(p, q)| p - q).collect()
    }

    /// The worst c_t − c_k.
    pub(super) fn extra_cost(&self, k: usize) -> RBig {
        let efforts = self.table.efforts();
        &efforts[self.target].cost.1 - &efforts[k].cost.0
    }

    /// Whether a cost is known within bounds only.
    pub(super) fn uncertain_costs(&self) -> bool {
        let mut efforts = self.table.efforts().iter();
        efforts.any(|effort| effort.cost.0 != effort.cost.1)
    }

    /// U0 + c_t with the most that the target may cost.
    pub(super) fn required(&self) -> Option<RBig> {
        let cost = &self.table.efforts()[self.target].cost.1;
        self.question.outside.as_ref().map(|outside| outside + cost)
    }

    pub(super) fn pose(&self) -> Posed {
        let target = &self.table.efforts()[self.target];
        let mut lp = ExactProgram::new(Sense::Minimise, &format!("table_{}", target.name));
        let averse = self.lines.is_some();
        let value = lp.column(self.question.objective.to_string(), RBig::ONE, None, None);
        let (lower, upper) = (self.bounds.0.as_ref(), self.bounds.1.as_ref());
        let kind = if averse { "utility" } else { "pay" };
        let utilities: Vec<ColumnId> = self
            .levels
            .names
            .iter()
            .map(|name| lp.column(format!("{kind}_{name}"), RBig::ZERO, lower, upper))
            .collect();
        let law = self.levels.law(&target.law);
        match self.question.objective {
            Objective::LargestPay => {
                for (name, column) in self.levels.names.iter().zip(&utilities) {
                    let entries = vec![(value, RBig::ONE), (*column, -RBig::ONE)];
                    lp.at_least(format!("largest_{name}"), &RBig::ZERO, entries);
                }
            }
            Objective::ExpectedPay => {
                let wages = match self.lines {
                    None => utilities.clone(),
                    Some(lines) => self.wages(&mut lp, &utilities, &law, lines),
                };
                let paid = wages.iter().zip(&law).map(|(column, p)| (*column, -p));
                let entries = [(value, RBig::ONE)].into_iter().chain(paid).collect();
                lp.zero("expected".to_owned(), entries);
            }
        }
        let incentives = (0..self.table.efforts().len())
            .filter(|k| *k != self.target)
            .map(|k| (k, self.incentive(&mut lp, &utilities, k)))
            .collect();
        let participation = self.required().map(|required| {
            let entries = utilities.iter().copied().zip(law.iter().cloned()).collect();
            let required = &required + &self.margin * size(&required);
            lp.at_least("accepts".to_owned(), &required, entries)
        });
        if self.levels.rising {
            for (pair, name) in utilities.windows(2).zip(&self.levels.names[1..]) {
                let entries = vec![(pair[1], RBig::ONE), (pair[0], -RBig::ONE)];
                lp.at_least(format!("rises_{name}"), &RBig::ZERO, entries);
            }
        }
        Posed {
            program: lp.program,
            utilities,
            incentives,
            participation,
            units: lp.units,
        }
    }

    fn incentive(&self, lp: &mut ExactProgram, utilities: &[ColumnId], k: usize) -> RowId {
        let differences = self.differences(k);
        let extra = self.extra_cost(k);
        // an effort told from the target by nothing leaves no room, and needs none
        let told_apart = differences.iter().any(|d| !d.is_zero());
        let room = if told_apart {
            &self.margin * size(&extra)
        } else {
            RBig::ZERO
        };
        let entries = utilities.iter().copied().zip(differences).collect();
        let name = format!("not_{}", self.table.efforts()[k].name);
        lp.at_least(name, &(extra + room), entries)
    }

    /// Columns above the lines. An outcome that the target never has costs nothing.
    fn wages(
        &self,
        lp: &mut ExactProgram,
        utilities: &[ColumnId],
        law: &[RBig],
        lines: &[Vec<Line>],
    ) -> Vec<ColumnId> {
        let mut wages = Vec::with_capacity(utilities.len());
        for (l, name) in self.levels.names.iter().enumerate() {
            let floor = self.question.floor.as_ref();
            let wage = lp.column(format!("pay_{name}"), RBig::ZERO, floor, None);
            for line in lines[l].iter().filter(|_| !law[l].is_zero()) {
                let entries = vec![(wage, RBig::ONE), (utilities[l], -&line.slope)];
                lp.at_least(format!("tangent_{name}"), &line.intercept, entries);
            }
            wages.push(wage);
        }
        wages
    }
}

/// The size that a margin is a share of: of 1 at least, so that a cost difference of 0 gets room.
fn size(x: &RBig) -> RBig {
    let magnitude = if *x < RBig::ZERO { -x } else { x.clone() };
    magnitude.max(RBig::ONE)
}
