//! Several bonuses for an effort of the list.
//!
//! With thresholds k_1 < … < k_L and f_l the probability of missing bonus l, group j < L (bonuses 1 to
//! j earned, the others missed) has the share w_j = (f_(j+1) − f_j)/f_L of all failures and is paid
//! δ_j less than who earns them all. The premium is
//!
//! f_L·{Σ w_j·D_h(ū, f_L·m − δ_j) + (1 − f_L)·D_h(ū, f_L·m)/f_L},  m = Σ w_j·δ_j,
//!
//! whose braces are of order 1 and convex in δ, and whose factor is known by its logarithm, as with
//! one bonus ([`super::binary`]). Every deviation is one linear row in δ. Thresholds are whole and are
//! found by steps that are halved, from those around the best single bonus; contracts that leave a
//! rent are looked for among single bonuses only.

use super::binary;
use super::log_gap::LogGap;
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::binary::BonusRule;
use crate::contract::binary::rule::Passing;
use crate::contract::tiered::quadratic::{Row, minimise};
use crate::contract::{ContractError, Threshold, Tier, TieredTerms};
use nalgebra::{DMatrix, DVector};

/// Rounds of quadratic programs; each leaves some f_L of the error.
const ROUNDS: usize = 60;

/// Change of the pay at which it stands still, as a share.
const STILL: f64 = 1e-12;

/// Groups rarer than this share of all failures are priced as if they were as rare as this.
const RAREST: f64 = 1e-18;

/// Steps of thresholds before the search gives up; some tens are asked for.
const STEPS: usize = 2_000;

/// Thresholds with the pay that makes one effort the best reply.
#[derive(Debug, Clone)]
struct Priced {
    rules: Vec<BonusRule>,
    passing: Vec<Passing>,
    /// δ.
    missed: Vec<f64>,
    /// Utility of the base wage.
    base: f64,
    ln_gap: f64,
    gap: LogGap,
}

/// The best contract with up to `tiers` bonuses that implements effort `index`.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
    (tiers, threshold): (u32, Threshold),
) -> Result<Option<DiscreteContract>, ContractError> {
    let single = binary::implement(problem, samples, index, threshold)?;
    let Some(single) = single else {
        return Ok(None);
    };
    let tiers = u64::from(tiers).min(samples) as usize;
    let DiscreteTerms::Binary(terms) = &single.terms else {
        return Ok(Some(single));
    };
    let mut best = DiscreteContract {
        terms: DiscreteTerms::Tiered(TieredTerms {
            base_utility: terms.base_utility,
            base_wage: terms.base_wage,
            tiers: vec![Tier {
                rule: terms.rule,
                bonus_utility: terms.bonus_utility,
                bonus: terms.bonus,
                probability: terms.bonus_probability,
            }],
        }),
        ..single.clone()
    };
    if tiers > 1 {
        let search = Search {
            problem,
            samples,
            index,
            tiers,
        };
        if let Some(found) = search.best(terms.rule.threshold())?
            && found.ln_gap < best.gap.ln_total()
        {
            best = search.contract(&found);
        }
    }
    Ok(Some(best))
}

struct Search<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    samples: u64,
    index: usize,
    tiers: usize,
}

impl Search<'_, '_> {
    fn best(&self, single: u64) -> Result<Option<Priced>, ContractError> {
        let q = self.problem.points()[self.index - 1].agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        let mut step = (0.5 * deviation).round().max(1.0) as i64;
        let mut best: Option<(Vec<i64>, Priced)> = None;
        let mut tempting: Vec<usize> = vec![0, self.index - 1, self.index + 1];
        tempting.retain(|i| *i < self.problem.points().len() && *i != self.index);
        tempting.dedup();
        let tiers = self.tiers as i64;
        for lowest in 1 - tiers..=0 {
            let start = (0..tiers).map(|l| single as i64 + (lowest + l) * step);
            self.keep(&mut best, start.collect(), &mut tempting)?;
        }
        let mut left = STEPS;
        while left > 0 {
            let Some((thresholds, _)) = best.clone() else {
                return Ok(None);
            };
            let mut moved = false;
            for place in 0..=self.tiers {
                for by in [-step, step] {
                    let mut near = thresholds.clone();
                    // One threshold, or all of them.
                    for (l, k) in near.iter_mut().enumerate() {
                        *k += if place == l || place == self.tiers {
                            by
                        } else {
                            0
                        };
                    }
                    moved |= self.keep(&mut best, near, &mut tempting)?;
                    left = left.saturating_sub(1);
                }
            }
            if moved {
                continue;
            }
            if step == 1 {
                break;
            }
            step = (step / 2).max(1);
        }
        Ok(best.map(|(_, priced)| priced))
    }

    /// Keeps the better one; what tempts under it is minded from then on.
    fn keep(
        &self,
        best: &mut Option<(Vec<i64>, Priced)>,
        thresholds: Vec<i64>,
        tempting: &mut Vec<usize>,
    ) -> Result<bool, ContractError> {
        let inside = thresholds
            .iter()
            .all(|k| *k >= 1 && *k as u64 <= self.samples)
            && thresholds.windows(2).all(|pair| pair[0] < pair[1]);
        if !inside {
            return Ok(false);
        }
        loop {
            let Some(priced) = self.price(&thresholds, tempting)? else {
                return Ok(false);
            };
            if best
                .as_ref()
                .is_some_and(|(_, b)| priced.ln_gap >= b.ln_gap)
            {
                return Ok(false);
            }
            match self.most_tempted(&priced)? {
                Some(other) if !tempting.contains(&other) => tempting.push(other),
                Some(_) => return Ok(false),
                None => {
                    *best = Some((thresholds, priced));
                    return Ok(true);
                }
            }
        }
    }

    /// By how much more often failures of each group come at another effort: Σ over bonuses of the
    /// advantage, as a row in δ.
    fn row(
        &self,
        rules: &[BonusRule],
        here: &[Passing],
        other: usize,
    ) -> Result<Vec<f64>, ContractError> {
        let q = self.problem.points()[other].agreement;
        let mut advantages = Vec::with_capacity(rules.len());
        for (rule, here) in rules.iter().zip(here) {
            let there = rule.passing(q)?;
            advantages.push(if here.fail < 0.5 {
                there.fail - here.fail
            } else {
                here.pass - there.pass
            });
        }
        // Bonus l in utility is δ_(l−1) − δ_l.
        let before = |j: usize| if j == 0 { 0.0 } else { advantages[j - 1] };
        Ok((0..rules.len())
            .map(|j| advantages[j] - before(j))
            .collect())
    }

    fn price(
        &self,
        thresholds: &[i64],
        tempting: &[usize],
    ) -> Result<Option<Priced>, ContractError> {
        let rules: Option<Vec<BonusRule>> = thresholds
            .iter()
            .map(|k| BonusRule::at(self.samples, *k as u64))
            .collect();
        let Some(rules) = rules else { return Ok(None) };
        let point = self.problem.points()[self.index];
        let passing = rules
            .iter()
            .map(|rule| rule.passing(point.agreement))
            .collect::<Result<Vec<_>, _>>()?;
        let mut rows = Vec::new();
        for other in tempting {
            let asked = self.problem.cost_change(*other, self.index);
            rows.push((self.row(&rules, &passing, *other)?, asked));
        }
        Ok(self.pay(rules, passing, &rows))
    }

    /// The cheapest δ.
    fn pay(
        &self,
        rules: Vec<BonusRule>,
        passing: Vec<Passing>,
        rows: &[(Vec<f64>, f64)],
    ) -> Option<Priced> {
        let model = self.problem.model();
        let utility = model.utility();
        let mean = self.problem.points()[self.index].required_utility;
        let floor = model.minimum_utility() - mean;
        let groups = rules.len();
        let last = passing.last()?;
        let (fail, ln_fail) = (last.fail, last.ln_fail);
        let share = |l: usize| libm::exp(passing[l].ln_fail - ln_fail);
        let weights: Vec<f64> = (0..groups)
            .map(|j| (share(j) - if j == 0 { 0.0 } else { share(j - 1) }).max(0.0))
            .collect();
        let money = utility.marginal_wage(mean);
        let pull = |change: f64| utility.marginal_wage(mean + change) - money;
        let mut missed = vec![0.0; groups];
        for _ in 0..ROUNDS {
            let top = fail * dot(&weights, &missed);
            let change = |j: usize| (top - missed[j]).max(floor);
            let all: f64 = (0..groups).map(|j| weights[j] * pull(change(j))).sum();
            let common = fail * all + (1.0 - fail) * pull(top);
            let unit: Vec<f64> = (0..groups)
                .map(|j| {
                    let curvature = utility.wage_curvature(mean + change(j));
                    1.0 / (weights[j].max(RAREST) * curvature).sqrt()
                })
                .collect();
            if !unit.iter().all(|u| u.is_finite() && *u > 0.0) {
                return None;
            }
            let gradient = DVector::from_fn(groups, |j, _| {
                weights[j] * (common - pull(change(j))) * unit[j] - missed[j] / unit[j]
            });
            let mut all_rows = Vec::new();
            let mut push = |normal: Vec<f64>, bound: f64| {
                let normal = DVector::from_fn(groups, |j, _| normal[j] * unit[j]);
                let norm = normal.norm();
                if norm > 0.0 && norm.is_finite() {
                    all_rows.push(Row {
                        normal: normal / norm,
                        bound: bound / norm,
                        equality: false,
                    });
                }
            };
            for (row, asked) in rows {
                push(row.clone(), *asked);
            }
            for j in 0..groups {
                // Bonuses are not negative.
                let mut one = vec![0.0; groups];
                one[j] = 1.0;
                if j + 1 < groups {
                    one[j + 1] = -1.0;
                }
                push(one, 0.0);
            }
            // Limited liability.
            let mut base: Vec<f64> = weights.iter().map(|w| fail * w).collect();
            base[0] -= 1.0;
            push(base, floor);
            let identity = DMatrix::identity(groups, groups);
            let step = minimise(&identity, &gradient, &all_rows)?.step;
            let next: Vec<f64> = (0..groups).map(|j| (step[j] * unit[j]).max(0.0)).collect();
            let size = next.iter().copied().fold(0.0, f64::max);
            let still = next
                .iter()
                .zip(&missed)
                .all(|(a, b)| (a - b).abs() <= STILL * size);
            missed = next;
            if still {
                break;
            }
        }
        // Roundings of the quadratic program are made good: all rows hold.
        let short = rows.iter().filter(|(_, asked)| *asked > 0.0);
        let raise = short
            .map(|(row, asked)| asked / dot(row, &missed))
            .fold(1.0, f64::max);
        if !(raise < 1.0 + 1e-6) {
            return None;
        }
        missed.iter_mut().for_each(|d| *d *= raise);
        let top = fail * dot(&weights, &missed);
        let base = (mean + top - missed[0]).max(model.minimum_utility());
        if !(mean + top < utility.supremum()) {
            return None;
        }
        let high = if fail > 0.0 {
            utility.wage_bregman(mean, top) / fail
        } else {
            0.0 // of order f, and f is below the smallest double
        };
        let low: f64 = (0..groups)
            .map(|j| weights[j] * utility.wage_bregman(mean, (top - missed[j]).max(floor)))
            .sum();
        let per_failure = low + last.pass * high;
        if !(per_failure > 0.0 && per_failure.is_finite()) {
            return None;
        }
        let gap = LogGap {
            ln_premium: ln_fail + libm::log(per_failure),
            ln_rent: f64::NEG_INFINITY,
            ln_loss: libm::log(self.problem.points()[self.index].loss),
        };
        Some(Priced {
            rules,
            passing,
            missed,
            base,
            ln_gap: gap.ln_total(),
            gap,
        })
    }

    /// The effort that gains most by a deviation, beyond the rounding of the utilities compared.
    fn most_tempted(&self, priced: &Priced) -> Result<Option<usize>, ContractError> {
        let mut worst = (None, 0.0);
        for other in 0..self.problem.points().len() {
            if other == self.index {
                continue;
            }
            let row = self.row(&priced.rules, &priced.passing, other)?;
            let lost = dot(&row, &priced.missed);
            let asked = self.problem.cost_change(other, self.index);
            let gain = asked - lost - 1e-9 * asked.abs();
            if gain > worst.1 {
                worst = (Some(other), gain);
            }
        }
        Ok(worst.0)
    }

    fn contract(&self, priced: &Priced) -> DiscreteContract {
        let utility = self.problem.model().utility();
        let mut paid = priced.base;
        let mut tiers = Vec::new();
        for (l, (rule, passing)) in priced.rules.iter().zip(&priced.passing).enumerate() {
            let next = priced.missed.get(l + 1).copied().unwrap_or(0.0);
            let bonus_utility = (priced.missed[l] - next).max(0.0);
            // A bonus of nothing is none.
            if bonus_utility > 0.0 {
                tiers.push(Tier {
                    rule: *rule,
                    bonus_utility,
                    bonus: utility.wage_change(paid, bonus_utility),
                    probability: passing.pass,
                });
            }
            paid += bonus_utility;
        }
        DiscreteContract {
            samples: self.samples,
            index: self.index,
            point: self.problem.points()[self.index],
            gap: priced.gap,
            terms: DiscreteTerms::Tiered(TieredTerms {
                base_utility: priced.base,
                base_wage: utility.wage(priced.base),
                tiers,
            }),
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
