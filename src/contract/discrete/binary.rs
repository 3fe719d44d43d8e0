//! The best threshold and bonus for an effort of the list.
//!
//! A rule (threshold k, possibly by chance at k − 1) fails the effort e_i with probability f_i.
//! Implementing e_j takes a bonus in utility with b·(f_i − f_j) ≥ c_j − c_i for i < j and b·(f_j −
//! f_i) ≤ c_i − c_j for i > j. Premium and rent rise with b (a mean-preserving spread), so the
//! least b is taken. Then
//!
//! premium = f_j·{D_h(μ, base − μ) + (1 − f_j)·D_h(μ, f_j·b)/f_j}, μ the mean utility,
//!
//! whose braces are of order 1 and whose factor f_j is known by its logarithm.
//!
//! **Which rules matter.** A lenient threshold makes f_j small but needs a large bonus, b ≈ (c_j −
//! c_i)/f_i, up to U0 + c_j − u(w_min), where the base meets limited liability and every step
//! further costs rent of order 1. So the gap falls with leniency up to that kink and then jumps; a
//! rule by chance can sit exactly on it.
//!
//! **Error.** ln f_j is right to (16 + 4·|ln f_j|)·2^−52 ([`Binomial`](crate::numerics::Binomial)),
//! the braces to a few roundings over (f_i − f_j)/f_i. On grids so fine that neighbouring efforts
//! differ by a share d ≪ 1 of a standard deviation of the count the latter is about d; nothing else
//! is subtracted.

use super::log_gap::LogGap;
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::binary::BonusRule;
use crate::contract::binary::rule::Passing;
use crate::contract::gap::above_floor;
use crate::contract::{BinaryTerms, ContractError, Threshold};
use crate::numerics::roots::{last_inside, minimise};

/// Up to this many samples every threshold is tried.
const EXHAUSTIVE_SAMPLES: u64 = 200;

/// Thresholds farther below the nearest lower effort's expected count than this many standard
/// deviations fail that effort with probability below 1e-32, which no bonus makes up for.
const REACH: f64 = 12.0;

/// Thresholds tried at a time: a quarter of a standard deviation apart at first.
const FANOUT: u64 = 128;

/// A rule with the pay that makes one effort the best reply.
#[derive(Debug, Clone, Copy)]
struct Priced {
    rule: BonusRule,
    passing: Passing,
    base_utility: f64,
    bonus_utility: f64,
    /// By how much limited liability lifts the base above what participation asks for; negative
    /// where it does not.
    excess: f64,
    gap: LogGap,
}

/// The best binary contract that implements effort `index`; `None` where no rule does.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
    threshold: Threshold,
) -> Result<Option<DiscreteContract>, ContractError> {
    // Cutting planes: few of the other efforts tempt, so the search minds those, and all are
    // checked at what it finds.
    let mut tempting: Vec<usize> = [0, index - 1, index + 1].into();
    tempting.retain(|i| *i < problem.points().len());
    tempting.dedup();
    loop {
        let search = Search {
            problem,
            samples,
            index,
            tempting: &tempting,
        };
        let Some(best) = search.best(threshold)? else {
            return Ok(None);
        };
        match most_tempted(problem, index, &best)? {
            Some(other) if !tempting.contains(&other) => tempting.push(other),
            _ => return Ok(Some(contract(problem, samples, index, &best))),
        }
    }
}

fn contract(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
    best: &Priced,
) -> DiscreteContract {
    let utility = problem.model().utility();
    DiscreteContract {
        samples,
        index,
        point: problem.points()[index],
        gap: best.gap,
        terms: DiscreteTerms::Binary(BinaryTerms {
            rule: best.rule,
            base_utility: best.base_utility,
            bonus_utility: best.bonus_utility,
            base_wage: utility.wage(best.base_utility),
            bonus: utility.wage_change(best.base_utility, best.bonus_utility),
            bonus_probability: best.passing.pass,
        }),
    }
}

/// P(bonus | `here`) − P(bonus | `other`), from the smaller probabilities of either.
fn advantage(here: &Passing, other: &Passing) -> f64 {
    if here.fail < 0.5 {
        other.fail - here.fail
    } else {
        here.pass - other.pass
    }
}

/// The effort that gains most by a deviation under `best`, beyond the rounding of the utilities
/// compared.
fn most_tempted(
    problem: &DiscreteProblem<'_>,
    index: usize,
    best: &Priced,
) -> Result<Option<usize>, ContractError> {
    let mut worst = (None, 0.0);
    for (other, point) in problem.points().iter().enumerate() {
        if other == index {
            continue;
        }
        let there = best.rule.passing(point.agreement)?;
        let lost = best.bonus_utility * advantage(&best.passing, &there);
        let saved = -problem.cost_change(index, other);
        let rounding = 1e-12 * (best.bonus_utility * best.passing.fail.max(there.fail)).abs();
        let gain = saved - lost - rounding;
        if gain > worst.1 {
            worst = (Some(other), gain);
        }
    }
    Ok(worst.0)
}

/// The search for one effort, minding some deviations.
struct Search<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    samples: u64,
    index: usize,
    tempting: &'a [usize],
}

impl Search<'_, '_> {
    fn best(&self, threshold: Threshold) -> Result<Option<Priced>, ContractError> {
        let (low, high) = self.range();
        let Some(best) = self.best_whole(low, high)? else {
            return Ok(None);
        };
        if threshold == Threshold::Deterministic {
            return Ok(Some(best));
        }
        let k = best.rule.threshold() as f64;
        let mut choices = vec![best];
        for cell in [k - 1.0, k] {
            choices.extend(self.best_by_chance(cell, cell + 1.0)?);
        }
        Ok(choices
            .into_iter()
            .min_by(|a, b| a.gap.ln_total().total_cmp(&b.gap.ln_total())))
    }

    /// Thresholds that can serve.
    fn range(&self) -> (u64, u64) {
        let n = self.samples as f64;
        if self.samples <= EXHAUSTIVE_SAMPLES {
            return (1, self.samples);
        }
        let points = self.problem.points();
        let lower = points[self.index - 1].agreement;
        let here = points[self.index].agreement;
        let deviation = |q: f64| (n * q * (1.0 - q)).sqrt();
        let low = n * lower - REACH * deviation(lower);
        let high = (n * lower + REACH * deviation(lower)).min(n * here + REACH * deviation(here));
        (low.clamp(1.0, n) as u64, high.ceil().clamp(1.0, n) as u64)
    }

    /// The best whole threshold: the gap falls and then rises in it, so the best of a grid and its
    /// neighbours bracket it.
    fn best_whole(&self, low: u64, high: u64) -> Result<Option<Priced>, ContractError> {
        let (mut low, mut high) = (low, high);
        loop {
            let step = (high - low).div_ceil(FANOUT).max(1);
            let mut best: Option<Priced> = None;
            let mut k = low;
            while k <= high {
                if let Some(priced) = self.price(BonusRule::at(self.samples, k))?
                    && best.is_none_or(|found| priced.gap.ln_total() < found.gap.ln_total())
                {
                    best = Some(priced);
                }
                k += step;
            }
            let (1.., Some(found)) = (step - 1, best) else {
                return Ok(best);
            };
            let centre = found.rule.threshold();
            low = low.max(centre.saturating_sub(step));
            high = high.min(centre + step);
        }
    }

    /// The best rule by chance with `from` < t < `to`: the last one without rent, or a minimum
    /// inside.
    fn best_by_chance(&self, from: f64, to: f64) -> Result<Option<Priced>, ContractError> {
        let at = |position: f64| self.price(BonusRule::at_real(self.samples, position));
        let mut choices = Vec::new();
        let pays_none = |position: f64| {
            let priced = at(position);
            matches!(priced, Ok(Some(found)) if !(found.excess > 0.0))
        };
        if !pays_none(from) && pays_none(to) {
            choices.extend(at(last_inside(pays_none, from, to))?);
        }
        let ln_gap = |position: f64| match at(position) {
            Ok(Some(priced)) => priced.gap.ln_total(),
            _ => f64::MAX,
        };
        let inside = minimise(ln_gap, from, to, 1e-9)?;
        choices.extend(at(inside.at)?);
        Ok(choices
            .into_iter()
            .min_by(|a, b| a.gap.ln_total().total_cmp(&b.gap.ln_total())))
    }

    /// The least bonus under which none of the tempting efforts is better, and what it costs.
    fn price(&self, rule: Option<BonusRule>) -> Result<Option<Priced>, ContractError> {
        let Some(rule) = rule else { return Ok(None) };
        let point = self.problem.points()[self.index];
        let passing = rule.passing(point.agreement)?;
        let (mut least, mut most) = (0.0f64, f64::INFINITY);
        for other in self.tempting.iter().copied().filter(|i| *i != self.index) {
            let there = rule.passing(self.problem.points()[other].agreement)?;
            let advantage = advantage(&passing, &there);
            let extra_cost = self.problem.cost_change(other, self.index);
            if other < self.index {
                if !(advantage > 0.0) {
                    return Ok(None);
                }
                least = least.max(extra_cost / advantage);
            } else if advantage < 0.0 {
                most = most.min(extra_cost / advantage);
            }
        }
        Ok((least <= most)
            .then(|| self.pay(rule, passing, least))
            .flatten())
    }

    /// The pay of one rule and bonus; `None` where the bonus asks for a utility no wage gives.
    fn pay(&self, rule: BonusRule, passing: Passing, bonus_utility: f64) -> Option<Priced> {
        let model = self.problem.model();
        let utility = model.utility();
        let point = &self.problem.points()[self.index];
        let required = point.required_utility;
        let minimum = model.minimum_utility();
        let excess = passing.pass * bonus_utility - point.headroom(model);
        let (base_utility, mean) = if excess > 0.0 {
            (minimum, required + excess)
        } else {
            (required - passing.pass * bonus_utility, required)
        };
        if !(base_utility + bonus_utility < utility.supremum()) {
            return None;
        }
        let low = above_floor(-passing.pass * bonus_utility, minimum - mean, mean);
        let high = if passing.fail > 0.0 {
            utility.wage_bregman(mean, passing.fail * bonus_utility) / passing.fail
        } else {
            0.0 // of order f, and f is below the smallest double
        };
        let per_failure = utility.wage_bregman(mean, low) + passing.pass * high;
        let rent = if excess > 0.0 {
            utility.wage_change(required, excess)
        } else {
            0.0
        };
        if !(per_failure.is_finite() && rent.is_finite()) {
            return None; // a bonus beyond any wage a double holds
        }
        let gap = LogGap {
            ln_premium: passing.ln_fail + libm::log(per_failure),
            ln_rent: libm::log(rent),
            ln_loss: libm::log(self.problem.points()[self.index].loss),
        };
        Some(Priced {
            rule,
            passing,
            base_utility,
            bonus_utility,
            excess,
            gap,
        })
    }
}
