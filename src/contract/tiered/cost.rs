//! What an offer costs, and where participation and limited liability both bind.

use super::offer::{CORNER, Offer, Side, Slope, Temptation};
use super::setting::{Reach, Setting};
use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::{GapParts, above_floor};

impl Offer {
    /// How far the offer is from the corner on its side, as the margin of a temptation: in units of
    /// what participation asks for beyond the minimum wage.
    pub(super) fn corner(
        &self,
        setting: &Setting<'_, '_>,
        point: &EffortPoint,
        reaches: &[Reach],
        side: Side,
    ) -> Temptation {
        let each = || reaches.iter().zip(&self.bonuses);
        let expected: f64 = each().map(|(reach, bonus)| reach.pass * bonus).sum();
        let scale = expected.max(f64::MIN_POSITIVE);
        let unit = if side.accepted { 1.0 } else { -1.0 } / scale;
        let rise: f64 = each().map(|(reach, bonus)| reach.slope * bonus).sum();
        let mut gradient = vec![unit * (point.marginal_cost * setting.unit - rise)];
        gradient.extend(each().map(|(reach, bonus)| unit * reach.density * bonus));
        gradient.extend(reaches.iter().map(|reach| -unit * reach.pass));
        Temptation {
            x: CORNER,
            margin: Slope {
                value: unit * (point.headroom(setting.model()) - expected) + side.margin,
                gradient,
            },
            there: Vec::new(),
        }
    }

    /// Premium, rent and loss, the utility of the base wage, and the gap with its derivatives.
    ///
    /// With p_j the probability of exactly j bonuses and d_j = Σ_(i≤j) F_i·b_i − Σ_(i>j) P_i·b_i
    /// the utility then paid less its mean, the premium is Σ p_j·D_h(mean, d_j): no term is
    /// negative and none a difference.
    pub(super) fn cost(
        &self,
        setting: &Setting<'_, '_>,
        point: &EffortPoint,
        reaches: &[Reach],
        side: Option<Side>,
    ) -> Option<(GapParts, f64, Slope)> {
        let (model, tiers) = (setting.model(), self.tiers());
        let utility = model.utility();
        let minimum = model.minimum_utility();
        let each = || reaches.iter().zip(&self.bonuses);
        let expected: f64 = each().map(|(reach, bonus)| reach.pass * bonus).sum();
        let headroom = point.headroom(model);
        let binds = match side {
            Some(side) => !side.accepted,
            None => headroom < expected,
        };
        let (base, excess) = if binds {
            (minimum, expected - headroom)
        } else {
            (point.required_utility - expected, 0.0)
        };
        let mean = point.required_utility + excess;
        if base + self.bonuses.iter().sum::<f64>() >= utility.supremum() {
            return None;
        }
        let mut change = -expected;
        let mut changes = Vec::with_capacity(tiers + 1);
        for j in 0..=tiers {
            if j > 0 {
                // Towards the top differences of large sums lose digits: sum what is missing.
                change = each()
                    .enumerate()
                    .map(|(i, (reach, bonus))| {
                        let won = if i < j { reach.fail } else { -reach.pass };
                        won * bonus
                    })
                    .sum();
            }
            changes.push(above_floor(change, minimum - mean, mean));
        }
        let probabilities = groups(reaches);
        let marginal = utility.marginal_wage(mean);
        let steeper: Vec<f64> = changes
            .iter()
            .map(|d| utility.marginal_wage(mean + d) - marginal)
            .collect();
        let distances: Vec<f64> = changes
            .iter()
            .map(|d| utility.wage_bregman(mean, *d))
            .collect();
        let premium: f64 = probabilities
            .iter()
            .zip(&distances)
            .map(|(p, d)| p * d)
            .sum();
        let parts = GapParts {
            premium,
            rent: utility.wage_change(point.required_utility, excess),
            effort_loss: point.loss,
        };
        let total = parts.total();
        if !total.is_finite() {
            return None;
        }
        let average: f64 = probabilities.iter().zip(&steeper).map(|(p, s)| p * s).sum();
        // ∂/∂P_i: one more chance of tier i, participation readjusted unless limited liability
        // binds.
        let by_chance: Vec<f64> = (0..tiers)
            .map(|i| {
                let bonus = self.bonuses[i];
                let jump = distances[i + 1] - distances[i];
                if binds {
                    jump + marginal * bonus
                } else {
                    jump - bonus * average
                }
            })
            .collect();
        let by_requirement = if binds {
            -utility.marginal_wage(point.required_utility)
        } else {
            average
        };
        let through_chances: f64 = by_chance
            .iter()
            .zip(reaches)
            .map(|(by, reach)| by * reach.slope)
            .sum();
        let loss_slope = -model.marginal_payoff(point.effort) * setting.unit;
        let mut gradient = vec![
            through_chances + by_requirement * point.marginal_cost * setting.unit + loss_slope,
        ];
        gradient.extend(by_chance.iter().zip(reaches).map(|(by, r)| -by * r.density));
        for (i, reach) in reaches.iter().enumerate() {
            let part = |from: usize, to: usize| -> f64 {
                (from..to).map(|j| probabilities[j] * steeper[j]).sum()
            };
            let (above, below) = (part(i + 1, tiers + 1), part(0, i + 1));
            gradient.push(if binds {
                above + marginal * reach.pass
            } else {
                reach.fail * above - reach.pass * below
            });
        }
        let gap = Slope {
            value: total,
            gradient,
        };
        Some((parts, base, gap))
    }
}

/// P(exactly j bonuses), j = 0 … L.
pub fn groups(reaches: &[Reach]) -> Vec<f64> {
    let tiers = reaches.len();
    (0..=tiers)
        .map(|j| {
            let below = (j > 0).then(|| reaches[j - 1]);
            let above = reaches.get(j);
            let part = match (below, above) {
                (None, None) => 1.0,
                (None, Some(first)) => first.fail,
                (Some(last), None) => last.pass,
                (Some(low), Some(high)) if high.fail < 0.5 => high.fail - low.fail,
                (Some(low), Some(high)) if low.pass < 0.5 => low.pass - high.pass,
                (Some(low), Some(high)) => 1.0 - low.fail - high.pass,
            };
            part.max(0.0)
        })
        .collect()
}
