//! The cheapest pay at given thresholds: successive quadratic programs in what is missed.

use super::super::log_gap::LogGap;
use super::{Search, dot};
use crate::contract::binary::BonusRule;
use crate::contract::binary::rule::Passing;
use crate::contract::tiered::quadratic::{Row, minimise};
use nalgebra::{DMatrix, DVector};

/// Rounds of quadratic programs; each leaves some f_L of the error.
const ROUNDS: usize = 60;

/// Change of the pay at which it stands still, as a share.
const STILL: f64 = 1e-12;

/// Groups rarer than this share of all failures are priced as if they were as rare as this.
const RAREST: f64 = 1e-18;

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

impl Search<'_, '_> {
    /// The cheapest δ.
    pub fn pay(
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
}
