//! What an offer of several bonuses costs, what it makes the annotator do, and how both change with
//! the effort, the thresholds and the bonuses.

use super::peaks::{Slopes, marginal_costs, moved_peak, peaks, peaks_among};
use super::setting::{Reach, Setting};
use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::GapParts;

/// An effort x in units of ω from η*, thresholds in counts, rising, and bonuses in utility.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The effort.
    pub x: f64,
    /// t_1 ≤ … ≤ t_L.
    pub thresholds: Vec<f64>,
    /// b_1, …, b_L ≥ 0.
    pub bonuses: Vec<f64>,
}

/// A quantity with its derivatives: by x, by each threshold (in units of σ) and by each bonus.
#[derive(Debug, Clone)]
pub struct Slope {
    /// The value.
    pub value: f64,
    /// Derivatives, 1 + 2L of them.
    pub gradient: Vec<f64>,
}

/// Another effort the annotator might choose.
#[derive(Debug, Clone)]
pub struct Temptation {
    /// The effort.
    pub x: f64,
    /// (ψ(own) − ψ(x))/|c(own) − c(x)|: negative where it tempts.
    pub margin: Slope,
    /// The chances of the bonuses there.
    pub there: Vec<Reach>,
}

/// On which side of the corner an offer is seen at which participation and limited liability both
/// bind. The gap is the larger of two smooth functions, what is paid with either constraint alone;
/// they meet at the corner, where a descent on their maximum gets stuck. On one side it sees one
/// function, and the corner as a constraint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// Participation binds, and the base wage is not below the minimum wage; else the base wage is
    /// the minimum wage, and participation leaves a rent.
    pub accepted: bool,
    /// What every margin is asked to be at least: the corner counts from there.
    pub margin: f64,
}

/// Stands for the corner among temptations, which have an effort.
pub const CORNER: f64 = 1e300;

/// An offer seen whole.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The own effort.
    pub point: EffortPoint,
    /// P(bonus) and its derivatives, a tier each.
    pub reaches: Vec<Reach>,
    /// Premium, rent and loss.
    pub parts: GapParts,
    /// Utility of the base wage.
    pub base: f64,
    /// The gap.
    pub gap: Slope,
    /// ψ′/c′ at the own effort.
    pub incentive: Slope,
    /// Every other local maximum of ψ.
    pub temptations: Vec<Temptation>,
}

impl Offer {
    /// L.
    pub fn tiers(&self) -> usize {
        self.bonuses.len()
    }

    /// Everything about the offer; `None` where an effort, a rule or a wage does not exist.
    pub fn see(&self, setting: &Setting<'_, '_>) -> Option<Seen> {
        self.see_from(setting, None, None)
    }

    /// The same from one side of the corner, with the slopes at its thresholds where they are at
    /// hand.
    pub fn see_from(
        &self,
        setting: &Setting<'_, '_>,
        slopes: Option<&Slopes>,
        side: Option<Side>,
    ) -> Option<Seen> {
        let offer = (self.thresholds.as_slice(), self.bonuses.as_slice());
        let others = match slopes {
            Some(slopes) => peaks_among(setting, self.x, offer, slopes),
            None => peaks(setting, self.x, &self.thresholds, &self.bonuses),
        };
        self.see_with(setting, &others, side)
    }

    /// The same next to an offer whose other local maxima are known.
    pub fn see_near(
        &self,
        setting: &Setting<'_, '_>,
        known: &[f64],
        side: Option<Side>,
    ) -> Option<Seen> {
        let moved = |x: &f64| moved_peak(setting, &self.thresholds, &self.bonuses, *x);
        let efforts = known.iter().filter(|x| **x != CORNER);
        let others: Vec<f64> = efforts.map(moved).collect();
        self.see_with(setting, &others, side)
    }

    /// The same next to an offer with the same thresholds and the effort `own`, `known`: chances at
    /// the other local maxima, which move by next to nothing, to second order.
    pub fn see_beside(
        &self,
        setting: &Setting<'_, '_>,
        known: &Seen,
        (own, side): (f64, Option<Side>),
    ) -> Option<Seen> {
        let reaches = match self.x == own {
            true => known.reaches.clone(),
            false => self.reaches(setting, self.x)?,
        };
        let others = known.temptations.iter().filter(|t| t.x != CORNER);
        let moved = others.map(|t| self.moved(setting, t.x, &t.there));
        self.see_all(setting, reaches, moved.collect(), side)
    }

    /// A local maximum after a small change of the bonuses, by one step of Newton's method, as
    /// [`moved_peak`] has it.
    fn moved(&self, setting: &Setting<'_, '_>, x: f64, there: &[Reach]) -> (f64, Vec<Reach>) {
        let as_it_was = || (x, there.to_vec());
        let (lowest, highest) = (setting.no_effort(), setting.full_effort());
        if x <= lowest || x >= highest {
            return as_it_was();
        }
        let (marginal, curvature) = marginal_costs(setting, x);
        let paid = |f: &dyn Fn(&Reach) -> f64| -> f64 {
            let each = there.iter().zip(&self.bonuses);
            each.map(|(reach, bonus)| f(reach) * bonus).sum()
        };
        let bend = paid(&|reach| reach.bend) - curvature;
        let step = -(paid(&|reach| reach.slope) - marginal) / bend;
        if !(bend < 0.0 && step.abs() < 0.3) {
            return as_it_was();
        }
        let to = (x + step).clamp(lowest, highest);
        let by = to - x;
        let each = there.iter().map(|reach| {
            let more = by * (reach.slope + 0.5 * by * reach.bend);
            Reach {
                pass: reach.pass + more,
                fail: reach.fail - more,
                slope: reach.slope + by * reach.bend,
                ..*reach
            }
        });
        (to, each.collect())
    }

    /// The chances of the bonuses at an effort.
    fn reaches(&self, setting: &Setting<'_, '_>, x: f64) -> Option<Vec<Reach>> {
        let each = self.thresholds.iter();
        each.map(|t| setting.reach(*t, x)).collect()
    }

    /// The effort, the chances of its bonuses, the parts of the gap and the utility of the base
    /// wage, at any positive effort.
    pub fn priced(
        &self,
        setting: &Setting<'_, '_>,
    ) -> Option<(EffortPoint, Vec<Reach>, GapParts, f64)> {
        let point = setting.point(self.x);
        let reaches = self.reaches(setting, self.x)?;
        let (parts, base, _) = self.cost(setting, &point, &reaches, None)?;
        Some((point, reaches, parts, base))
    }

    /// The same next to other efforts that are given.
    pub fn see_with(
        &self,
        setting: &Setting<'_, '_>,
        others: &[f64],
        side: Option<Side>,
    ) -> Option<Seen> {
        let reaches = self.reaches(setting, self.x)?;
        let others = others
            .iter()
            .map(|x| Some((*x, self.reaches(setting, *x)?)));
        self.see_all(setting, reaches, others.collect::<Option<_>>()?, side)
    }

    /// The same where the chances of the bonuses are known, at the own effort and at the others.
    fn see_all(
        &self,
        setting: &Setting<'_, '_>,
        reaches: Vec<Reach>,
        others: Vec<(f64, Vec<Reach>)>,
        side: Option<Side>,
    ) -> Option<Seen> {
        let tiers = self.tiers();
        let point = setting.point(self.x);
        let possible = point.effort > 0.0 && point.effort <= 1.0;
        if !possible || self.x > setting.full_effort() {
            return None;
        }
        let marginal_cost = point.marginal_cost * setting.unit;
        let (parts, base, gap) = self.cost(setting, &point, &reaches, side)?;
        let dot = |f: &dyn Fn(&Reach) -> f64| -> f64 {
            let each = reaches.iter().zip(&self.bonuses);
            each.map(|(reach, bonus)| f(reach) * bonus).sum()
        };
        let rise = dot(&|reach| reach.slope);
        let curvature = setting.model().cost().curvature(point.effort) * setting.unit.powi(2);
        let mut gradient =
            vec![(dot(&|reach| reach.bend) - rise / marginal_cost * curvature) / marginal_cost];
        let each = || reaches.iter().zip(&self.bonuses);
        gradient.extend(each().map(|(reach, bonus)| reach.cross * bonus / marginal_cost));
        gradient.extend(reaches.iter().map(|reach| reach.slope / marginal_cost));
        let incentive = Slope {
            value: rise / marginal_cost - 1.0,
            gradient,
        };
        let mut temptations = Vec::with_capacity(tiers + 1);
        for other in others {
            temptations.push(self.temptation(setting, other, &reaches, rise - marginal_cost));
        }
        temptations.extend(side.map(|side| self.corner(setting, &point, &reaches, side)));
        Some(Seen {
            point,
            reaches,
            parts,
            base,
            gap,
            incentive,
            temptations,
        })
    }

    /// The temptation of effort `x`; `own_rise` is ψ′ at the own effort.
    fn temptation(
        &self,
        setting: &Setting<'_, '_>,
        (x, chances): (f64, Vec<Reach>),
        reaches: &[Reach],
        own_rise: f64,
    ) -> Temptation {
        let saved = -setting.extra_cost(self.x, x);
        let scale = saved.abs().max(f64::MIN_POSITIVE);
        let mut value = -saved;
        let mut gradient = vec![own_rise / scale];
        let mut by_bonus = Vec::with_capacity(self.tiers());
        for ((there, bonus), here) in chances.iter().zip(&self.bonuses).zip(reaches) {
            // The difference of the smaller probabilities keeps its digits.
            let more = if here.fail < 0.5 {
                there.fail - here.fail
            } else {
                here.pass - there.pass
            };
            value += bonus * more;
            gradient.push(-bonus * (here.density - there.density) / scale);
            by_bonus.push(more / scale);
        }
        gradient.extend(by_bonus);
        Temptation {
            x,
            margin: Slope {
                value: value / scale,
                gradient,
            },
            there: chances,
        }
    }
}
