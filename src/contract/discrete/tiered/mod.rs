//! Several bonuses for an effort of the list.
//!
//! With thresholds k_1 < … < k_L and f_l the probability of missing bonus l, group j < L (bonuses 1
//! to j earned, the others missed) has the share w_j = (f_(j+1) − f_j)/f_L of all failures and is
//! paid δ_j less than who earns them all. The premium is
//!
//! f_L·{Σ w_j·D_h(ū, f_L·m − δ_j) + (1 − f_L)·D_h(ū, f_L·m)/f_L},  m = Σ w_j·δ_j,
//!
//! whose braces are of order 1 and convex in δ, and whose factor is known by its logarithm, as with
//! one bonus ([`super::binary`]). Every deviation is one linear row in δ. Thresholds are whole and
//! are found by steps that are halved, from those around the best single bonus; by chance they move
//! on between whole numbers (`chance`). Where the base is at the minimum wage and leaves a rent,
//! the same is done in what is paid above it.

mod chance;
mod pay;
mod rows;

use super::binary;
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::binary::BonusRule;
use crate::contract::binary::rule::Passing;
use crate::contract::{ContractError, Threshold, Tier, TieredTerms};
use pay::{Pay, Priced};
use rows::dot;

/// Steps of thresholds before the search gives up; some tens are asked for.
const STEPS: usize = 2_000;

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
        if let Some(found) = search.best(terms.rule.threshold(), threshold)?
            && found.ln_gap < best.gap.ln_total()
        {
            best = search.contract(&found);
        }
    }
    Ok(Some(best))
}

/// The best thresholds so far, as real numbers k − ρ, with their pay.
type Best = Option<(Vec<f64>, Priced)>;

struct Search<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    samples: u64,
    index: usize,
    tiers: usize,
}

impl Search<'_, '_> {
    fn best(&self, single: u64, threshold: Threshold) -> Result<Option<Priced>, ContractError> {
        let q = self.problem.points()[self.index - 1].agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        let mut step = (0.5 * deviation).round().max(1.0);
        let mut best: Best = None;
        let mut tempting: Vec<usize> = vec![0, self.index - 1, self.index + 1];
        tempting.retain(|i| *i < self.problem.points().len() && *i != self.index);
        tempting.dedup();
        for below in (0..self.tiers).rev() {
            let start = (0..self.tiers).map(|l| single as f64 + (l as f64 - below as f64) * step);
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
                            0.0
                        };
                    }
                    moved |= self.keep(&mut best, near, &mut tempting)?;
                    left = left.saturating_sub(1);
                }
            }
            if moved {
                continue;
            }
            if step <= 1.0 {
                break;
            }
            step = (0.5 * step).floor();
        }
        if threshold == Threshold::Randomised {
            self.by_chance(&mut best, &mut tempting)?;
        }
        Ok(best.map(|(_, priced)| priced))
    }

    /// Keeps the better one; what tempts under it is minded from then on.
    fn keep(
        &self,
        best: &mut Best,
        thresholds: Vec<f64>,
        tempting: &mut Vec<usize>,
    ) -> Result<bool, ContractError> {
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

    /// The cheapest pay at these thresholds, minding some deviations; `None` where there is none,
    /// or no such thresholds.
    fn price(
        &self,
        thresholds: &[f64],
        tempting: &[usize],
    ) -> Result<Option<Priced>, ContractError> {
        let rules: Option<Vec<BonusRule>> = thresholds
            .iter()
            .map(|position| BonusRule::at_real(self.samples, *position))
            .collect();
        let Some(rules) = rules else { return Ok(None) };
        if !thresholds.windows(2).all(|pair| pair[0] < pair[1]) {
            return Ok(None);
        }
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
        let pay = Pay {
            problem: self.problem,
            index: self.index,
        };
        Ok(pay.cheapest(rules, passing, &rows))
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
