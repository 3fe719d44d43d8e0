//! The cheapest pay at given thresholds: successive quadratic programs in what is missed.

use super::super::DiscreteProblem;
use super::super::log_gap::LogGap;
use super::rows::{dot, raised, scaled_step};
use crate::contract::binary::BonusRule;
use crate::contract::binary::rule::Passing;
use nalgebra::DVector;

/// Rounds of quadratic programs; each leaves some f_L of the error.
const ROUNDS: usize = 60;

/// Change of the pay at which it stands still, as a share.
const STILL: f64 = 1e-12;

/// Groups rarer than this share of all failures are priced as if they were as rare as this.
const RAREST: f64 = 1e-18;

/// The least rent, as a share of the utility at stake: what is less is a rounding.
const RENT: f64 = 1e-10;

/// Thresholds with the pay that makes one effort the best reply.
#[derive(Debug, Clone)]
pub struct Priced {
    /// When each bonus is paid.
    pub rules: Vec<BonusRule>,
    /// How likely that is.
    pub passing: Vec<Passing>,
    /// δ.
    pub missed: Vec<f64>,
    /// Utility of the base wage.
    pub base: f64,
    /// The logarithm of the gap.
    pub ln_gap: f64,
    /// The gap in parts.
    pub gap: LogGap,
}

/// Pay for an effort of the list, at whatever thresholds.
pub struct Pay<'a, 'm> {
    /// The list of efforts.
    pub problem: &'a DiscreteProblem<'m>,
    /// The effort's place in it.
    pub index: usize,
}

impl Pay<'_, '_> {
    /// The cheapest pay: participation binds, or limited liability does and leaves a rent.
    pub fn cheapest(
        &self,
        rules: Vec<BonusRule>,
        passing: Vec<Passing>,
        rows: &[(Vec<f64>, f64)],
    ) -> Option<Priced> {
        let accepted = self.without_rent(rules.clone(), passing.clone(), rows);
        let minimum = self.problem.model().minimum_utility();
        // Without limited liability participation binds: where the base is above the minimum wage
        // nothing is cheaper.
        let above = |priced: &Priced| priced.base - minimum > RENT * priced.missed[0];
        if accepted.as_ref().is_some_and(above) {
            return accepted;
        }
        let with_rent = self.with_rent(rules, passing, rows);
        [accepted, with_rent]
            .into_iter()
            .flatten()
            .min_by(|a, b| a.ln_gap.total_cmp(&b.ln_gap))
    }

    /// The cheapest δ where participation binds.
    fn without_rent(
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
        let fail = last.fail;
        let weights = shares(&passing)?;
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
            let mut all_rows = rows.to_vec();
            for j in 0..groups {
                // Bonuses are not negative.
                let mut one = vec![0.0; groups];
                one[j] = 1.0;
                if j + 1 < groups {
                    one[j + 1] = -1.0;
                }
                all_rows.push((one, 0.0));
            }
            // Limited liability.
            let mut base: Vec<f64> = weights.iter().map(|w| fail * w).collect();
            base[0] -= 1.0;
            all_rows.push((base, floor));
            let next = scaled_step(&unit, &gradient, &all_rows)?;
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
        let missed = raised(missed, rows)?;
        let top = fail * dot(&weights, &missed);
        let base = (mean + top - missed[0]).max(model.minimum_utility());
        self.priced(rules, passing, missed, (base, 0.0))
    }

    /// Pay with these δ, a base and what it leaves of rent in utility.
    fn priced(
        &self,
        rules: Vec<BonusRule>,
        passing: Vec<Passing>,
        missed: Vec<f64>,
        (base, excess): (f64, f64),
    ) -> Option<Priced> {
        let model = self.problem.model();
        let utility = model.utility();
        let point = self.problem.points()[self.index];
        let mean = point.required_utility + excess;
        let floor = model.minimum_utility() - mean;
        let last = passing.last()?;
        let (fail, ln_fail) = (last.fail, last.ln_fail);
        let weights = shares(&passing)?;
        let top = fail * dot(&weights, &missed);
        if !(mean + top < utility.supremum()) {
            return None;
        }
        let high = if fail > 0.0 {
            utility.wage_bregman(mean, top) / fail
        } else {
            0.0 // of order f, and f is below the smallest double
        };
        let low: f64 = weights
            .iter()
            .zip(&missed)
            .map(|(w, missed)| w * utility.wage_bregman(mean, (top - missed).max(floor)))
            .sum();
        let per_failure = low + last.pass * high;
        let rent = utility.wage_change(point.required_utility, excess);
        if !(per_failure > 0.0 && per_failure.is_finite() && rent.is_finite()) {
            return None;
        }
        let gap = LogGap {
            ln_premium: ln_fail + libm::log(per_failure),
            ln_rent: libm::log(rent),
            ln_loss: libm::log(point.loss),
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

    /// The cheapest pay with the base at the minimum wage that participation leaves a rent under.
    ///
    /// In what each group but the last is paid above u(w_min), y_1 ≤ … ≤ y_L, expected pay is the
    /// separable Σ p_j·h(u(w_min) + y_j), and every row is linear in y. A rent that is a rounding
    /// of what participation asks for is none: there participation binds.
    fn with_rent(
        &self,
        rules: Vec<BonusRule>,
        passing: Vec<Passing>,
        rows: &[(Vec<f64>, f64)],
    ) -> Option<Priced> {
        let model = self.problem.model();
        let (utility, minimum) = (model.utility(), model.minimum_utility());
        let headroom = self.problem.points()[self.index].headroom(model);
        let groups = rules.len();
        let last = passing.last()?;
        let weights = shares(&passing)?;
        // Group j is paid y_j, j = 1 … L: the last earns every bonus.
        let chance = |j: usize| match weights.get(j) {
            Some(share) => last.fail * share,
            None => last.pass,
        };
        let chances: Vec<f64> = (1..=groups).map(|j| chance(j).max(RAREST)).collect();
        // A row in δ as one in y: δ_0 = y_L and δ_j = y_L − y_j.
        let in_paid = |row: &[f64]| -> Vec<f64> {
            let mut paid: Vec<f64> = row[1..].iter().map(|a| -a).collect();
            paid.push(row.iter().sum());
            paid
        };
        let scale = headroom.abs().max(
            rows.iter()
                .map(|(_, asked)| asked.abs())
                .fold(f64::MIN_POSITIVE, f64::max),
        );
        let mut paid = vec![scale; groups];
        for _ in 0..ROUNDS {
            // Where h bends infinitely or not at all at the minimum wage, as it does a little
            // above.
            let at = |j: usize| minimum + paid[j].max(1e-6 * scale);
            if !(at(groups - 1) < utility.supremum()) {
                return None;
            }
            let unit: Vec<f64> = (0..groups)
                .map(|j| 1.0 / (chances[j] * utility.wage_curvature(at(j))).sqrt())
                .collect();
            if !unit.iter().all(|u| u.is_finite() && *u > 0.0) {
                return None;
            }
            let gradient = DVector::from_fn(groups, |j, _| {
                chances[j] * utility.marginal_wage(at(j)) * unit[j] - paid[j] / unit[j]
            });
            let mut all_rows: Vec<_> = rows
                .iter()
                .map(|(row, asked)| (in_paid(row), *asked))
                .collect();
            all_rows.push((chances.clone(), headroom));
            for j in 0..groups {
                // Bonuses are not negative.
                let mut rise = vec![0.0; groups];
                rise[j] = 1.0;
                if j > 0 {
                    rise[j - 1] = -1.0;
                }
                all_rows.push((rise, 0.0));
            }
            let next = scaled_step(&unit, &gradient, &all_rows)?;
            let still = next
                .iter()
                .zip(&paid)
                .all(|(a, b)| (a - b).abs() <= STILL * scale);
            paid = next;
            if still {
                break;
            }
        }
        let top = *paid.last()?;
        let mut missed = vec![top];
        missed.extend(paid[..groups - 1].iter().map(|paid| top - paid));
        let missed = raised(missed, rows)?;
        let excess = missed[0] - last.fail * dot(&weights, &missed) - headroom;
        if !(excess > RENT * scale) {
            return None;
        }
        self.priced(rules, passing, missed, (minimum, excess))
    }
}

/// w_j: the share of each group but the last in all failures; `None` where there are none.
fn shares(passing: &[Passing]) -> Option<Vec<f64>> {
    let ln_fail = passing.last()?.ln_fail;
    let share = |l: usize| libm::exp(passing[l].ln_fail - ln_fail);
    let shares: Vec<f64> = (0..passing.len())
        .map(|j| (share(j) - if j == 0 { 0.0 } else { share(j - 1) }).max(0.0))
        .collect();
    shares
        .iter()
        .all(|share| share.is_finite())
        .then_some(shares)
}
