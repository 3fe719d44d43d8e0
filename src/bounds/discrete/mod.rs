//! ln of the gap of the best bonus contract on a list of efforts, between proved bounds.
//!
//! A rule of position t fails the effort e_i with probability f_i(t), which rises with t. With Δ_i
//! = c_j − c_i, implementing e_j takes a bonus b ≥ Δ_i/(f_i − f_j) for every i < j. Write y = (1 −
//! f_j)·b and B = ū − u(w_min), ū = U0 + c_j. Where participation binds as far as limited liability
//! lets it, the pay is ū + e − y without and ū + e + f_j·b with the bonus, e = max(y − B, 0), and
//! costs above h(ū)
//!
//! h′(ū)·e + f_j·D_h(ū, −min(y, B)) + (1 − f_j)·D_h(ū, e + f_j·b),
//!
//! three terms ≥ 0, each of which rises with f_j and with b. So nothing is a difference of payoffs,
//! and f_j is carried by its logarithm: a gap of e^−10000 is enclosed as sharply as one of e^−10.
//!
//! **From above.** The contract with the rule of the estimate and exactly the bonus max_i Δ_i/(f_i
//! − f_j), a real number; that no higher effort tempts is shown. A rule by chance sits where
//! limited liability just binds, and is moved to the strict side until no rent is left.
//!
//! **From below.** Every rule of every effort: over rules from t₁ to t₂, f_j ≥ f_j(t₁), b ≥
//! Δ_i/(f_i(t₂) − f_j(t₁)) and y ≥ max(Δ_0, (1 − f_j(t₂))·b) as f_i ≤ 1, so the three terms have
//! lower bounds; other deviations than the few minded only make the pay dearer. The piece with the
//! least bound is halved until it is a single rule, or the contract above is met.
//!
//! All arithmetic is outward rounded; estimates only say where to look.

mod logs;
mod rules;
mod search;

use crate::bounds::{EnclosedModel, End, Method, Missing};
use crate::contract::Threshold;
use crate::contract::discrete::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::numerics::Interval;
use logs::{ln, ln_sum};
use rules::{Position, Rules};

/// Utilities below this have squares near the smallest double.
const TINY: f64 = 1e-150;

/// A rule by chance is moved by these shares of its position to leave rent behind: from a rounding
/// up.
const MOVES: [f64; 8] = [0.0, 1e-15, 4e-15, 2e-14, 1e-13, 1e-12, 1e-11, 1e-10];

/// Proved bounds of ln gap of the best bonus contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogBracket {
    /// No bonus contract has a gap with a smaller logarithm.
    pub lower: Result<End, Missing>,
    /// A verified contract has a gap with at most this logarithm.
    pub upper: Result<End, Missing>,
}

impl LogBracket {
    /// The lower end, where there is one.
    #[must_use]
    pub fn lower(&self) -> Option<f64> {
        self.lower.ok().map(|end| end.value)
    }

    /// The upper end, where there is one.
    #[must_use]
    pub fn upper(&self) -> Option<f64> {
        self.upper.ok().map(|end| end.value)
    }
}

/// Bounds ln gap, given the estimate of [`solve`](crate::contract::discrete::solve) for bonus
/// contracts with this kind of `threshold`. Ends are missing where the estimate is no such contract
/// or cannot be verified, a family of the model has no proved bounds, monitoring at some effort of
/// the list agrees surely, or two efforts of the list are equally good to every digit.
#[must_use]
pub fn bracket(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
    threshold: Threshold,
) -> LogBracket {
    let missing = |reason| LogBracket {
        lower: Err(reason),
        upper: Err(reason),
    };
    if let Err(reason) = EnclosedModel::try_new(problem.first_best()) {
        return missing(reason);
    }
    let Some(class) = BonusClass::new(problem, contract.samples, threshold) else {
        return missing(Missing::BestEffortNotTold);
    };
    let (upper, method) = match &contract.terms {
        DiscreteTerms::Flat { .. } => {
            let upper = ln(class.efforts[0].loss).map(Interval::upper);
            (upper, Method::FlatWage)
        }
        DiscreteTerms::Binary(terms) => {
            let upper = class.verified(contract.index, terms.rule.position());
            (upper, Method::VerifiedBonus)
        }
        DiscreteTerms::Tiered(_) | DiscreteTerms::Linear(_) | DiscreteTerms::General(_) => {
            return missing(Missing::OnlyBonuses);
        }
    };
    let Some(upper) = upper else {
        return missing(Missing::NotVerified);
    };
    LogBracket {
        lower: class
            .least(contract, upper)
            .map(|least| End::new(least, Method::EveryRuleOfEveryEffort))
            .ok_or(Missing::BudgetSpent),
        upper: Ok(End::new(upper, method)),
    }
}

/// An effort of the list with its functions enclosed.
struct Effort {
    cost: Interval,
    required: Interval,
    /// Payoff of the list's first best less this effort's, both at first-best wages.
    loss: Interval,
}

/// Every bonus contract on one number of samples.
struct BonusClass<'a, 'm> {
    economy: EnclosedModel<'m>,
    efforts: Vec<Effort>,
    rules: Rules,
    threshold: Threshold,
    problem: &'a DiscreteProblem<'m>,
}

impl<'a, 'm> BonusClass<'a, 'm> {
    fn new(problem: &'a DiscreteProblem<'m>, samples: u64, threshold: Threshold) -> Option<Self> {
        let economy = EnclosedModel::new(problem.first_best())?;
        let best = problem.points()[problem.target()];
        let payoff = |effort: f64| {
            let at = Interval::point(effort);
            let wage = economy
                .utility()
                .wage_derivative(0, economy.required_utility(at)?)?;
            Some(economy.value(0, at)? - wage)
        };
        let best_payoff = payoff(best.effort)?;
        let best_loss = economy.loss(best.effort)?;
        let mut efforts = Vec::with_capacity(problem.points().len());
        let mut agreements = Vec::with_capacity(problem.points().len());
        for (index, point) in problem.points().iter().enumerate() {
            let at = Interval::point(point.effort);
            let loss = if index == problem.target() {
                Interval::ZERO
            } else if point.loss.is_finite() {
                // Far from the first best the difference of payoffs is the sharper, close to it
                // that of the two losses.
                let direct = best_payoff - payoff(point.effort)?;
                direct.intersection(economy.loss(point.effort)? - best_loss)?
            } else {
                return None; // an effort that no wage pays for
            };
            // Otherwise the first best of the list is not known.
            if index != problem.target() && !(loss.lower() > 0.0) {
                return None;
            }
            efforts.push(Effort {
                cost: economy.cost(0, at)?,
                required: economy.required_utility(at)?,
                loss,
            });
            agreements.push(economy.agreement(0, at)?);
        }
        Some(Self {
            economy,
            efforts,
            rules: Rules::new(samples, &agreements)?,
            threshold,
            problem,
        })
    }

    /// c_j − c_i.
    fn extra_cost(&self, lower: usize, effort: usize) -> Interval {
        self.efforts[effort].cost - self.efforts[lower].cost
    }

    /// ln gap of the pay that implements `effort` with these probabilities of failing and passing,
    /// y and b. The gap rises with each of them (taken by themselves), so that over intervals this
    /// is an enclosure.
    fn ln_gap(
        &self,
        effort: usize,
        fail: &Position,
        pass: Interval,
        drop: Interval,
        bonus: Interval,
    ) -> Option<Interval> {
        let utility = self.economy.utility();
        let here = &self.efforts[effort];
        let room = here.required - self.economy.minimum_utility();
        let excess = (drop - room).positive_part();
        let fall = Interval::new(
            drop.lower().min(room.lower()).max(0.0),
            drop.upper().min(room.upper()).max(0.0),
        )?;
        let rent = utility.wage_derivative(1, here.required)? * excess;
        let low = utility.wage_bregman(here.required, -fall)?;
        let lift = fail.value * bonus;
        let high = if excess.upper() == 0.0 && lift.upper() < TINY {
            // ½·h″·(f·b)², whose square is no double.
            let rises = Interval::new(0.0, lift.upper())?;
            let bend = utility.wage_derivative(2, here.required + rises)?;
            let square = fail.ln + ln(bonus)?;
            ln(Interval::point(0.5) * bend)? + square + square
        } else {
            // Beyond what any wage gives nothing is known of this term: useless from above, and no
            // harm from below.
            utility
                .wage_bregman(here.required, excess + lift)
                .and_then(|distance| ln(distance.positive_part()))
                .unwrap_or(Interval::ENTIRE)
        };
        let parts = [
            ln(rent.positive_part())?,
            fail.ln + ln(low.positive_part())?,
            ln(pass)? + high,
            ln(here.loss)?,
        ];
        parts.into_iter().reduce(ln_sum)
    }

    /// ln gap of a verified contract with the rule at `position` or next to it.
    fn verified(&self, effort: usize, position: f64) -> Option<f64> {
        let moves: &[f64] = match self.threshold {
            Threshold::Deterministic => &MOVES[..1],
            Threshold::Randomised => &MOVES,
        };
        moves
            .iter()
            .map(|share| (position * (1.0 + share)).min(self.rules.samples()))
            .filter_map(|position| self.verified_at(effort, position))
            .min_by(f64::total_cmp)
    }

    fn verified_at(&self, effort: usize, position: f64) -> Option<f64> {
        let here = self.rules.fail(effort, position)?;
        let mut least = Interval::ZERO;
        for lower in 0..effort {
            let advantage = self.rules.fail(lower, position)?.value - here.value;
            if !(advantage.lower() > 0.0) {
                return None;
            }
            let bonus = self.extra_cost(lower, effort) / advantage;
            least = Interval::new(
                least.lower().max(bonus.lower()),
                least.upper().max(bonus.upper()),
            )?;
        }
        for higher in effort + 1..self.efforts.len() {
            let gain = least * (here.value - self.rules.fail(higher, position)?.value);
            if !(gain.upper() <= self.extra_cost(effort, higher).lower()) {
                return None;
            }
        }
        let pass = Interval::ONE - here.value;
        let pass = pass.positive_part();
        let ln_gap = self.ln_gap(effort, &here, pass, pass * least, least)?;
        Some(ln_gap.upper()).filter(|upper| upper.is_finite())
    }
}
