//! Descent to the best offer near a given one: sequential quadratic programming in standardised
//! units.
//!
//! minimise gap(x, τ, b) subject to ψ′ = 0 at x, ψ(x) ≥ ψ(every other local maximum), b ≥ 0 and
//! thresholds in order. Each step linearises the constraints, takes a quadratic model of the
//! Lagrangian and is shortened until an exact penalty falls. At the
//! optimum about as many constraints bind as there are bonuses and one more, so the steps soon are
//! those of Newton's method on these.

use super::offer::{Offer, Seen, Slope, Temptation};
use super::quadratic::{Row, minimise};
use super::setting::Setting;
use nalgebra::{DMatrix, DVector};

/// Steps before giving up; some twenty are asked for.
const STEPS: usize = 40;

/// Steps without progress before a start is given up.
const PATIENCE: usize = 6;

/// The longest step of effort and thresholds, in standard deviations.
const LONGEST: f64 = 0.7;

/// ψ′/c′ at the own effort that counts as 0.
const LEVEL: f64 = 1e-10;

/// The share of a margin that roundings may leave it short of.
const SHORT_OF_MARGIN: f64 = 1e-8;

/// What deviations are asked to lose beyond 0, as a share of the cost they save: without it the
/// best offer leaves the annotator indifferent, and a rounding decides. It costs the same share of
/// the gap. A rounding of the effort is ε·√(nI) standard deviations.
pub fn margin(setting: &Setting<'_, '_>) -> f64 {
    f64::max(1e-12, 4.0 * f64::EPSILON / setting.unit)
}

/// Change of the scaled variables below which the gap, flat at its minimum, has its digits.
const STILL: f64 = 1e-8;

/// What may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The effort.
    pub effort: bool,
    /// The thresholds.
    pub thresholds: bool,
    /// Least distance between thresholds, in counts.
    pub apart: u32,
    /// Whether thresholds stay within their cell [⌈t⌉ − 1, ⌈t⌉].
    pub within_cells: bool,
}

impl Free {
    /// Effort and bonuses only.
    pub const BONUSES: Self = Self {
        effort: true,
        thresholds: false,
        apart: 0,
        within_cells: false,
    };
    /// Everything.
    pub const ALL: Self = Self {
        effort: true,
        thresholds: true,
        apart: 0,
        within_cells: false,
    };
}

/// The end of a descent.
#[derive(Debug, Clone)]
pub struct Found {
    /// The offer.
    pub offer: Offer,
    /// Everything about it.
    pub seen: Seen,
    /// Multipliers of the temptations, by effort.
    pub binding: Vec<(f64, f64)>,
}

struct Descent<'s, 'a, 'm> {
    setting: &'s Setting<'a, 'm>,
    free: Free,
    /// Units of the variables.
    scale: Vec<f64>,
    /// Unit of the gap.
    money: f64,
    /// What deviations are asked to lose.
    margin: f64,
    /// Ends of each threshold, in counts.
    ends: Vec<(f64, f64)>,
}

/// The best offer near `start`; `None` where no offer that holds was reached.
pub fn descend(setting: &Setting<'_, '_>, start: &Offer, free: Free, money: f64) -> Option<Found> {
    descend_with(setting, start, free, money, margin(setting))
}

/// The same with deviations that lose more than a rounding, as a share of the cost they save.
pub fn descend_with(
    setting: &Setting<'_, '_>,
    start: &Offer,
    free: Free,
    money: f64,
    margin: f64,
) -> Option<Found> {
    let tiers = start.tiers();
    let marginal = setting.point(start.x).marginal_cost * setting.unit;
    let mut scale = vec![1.0; 1 + tiers];
    scale.extend(start.bonuses.iter().map(|b| b.max(0.05 * marginal)));
    let n = setting.samples as f64;
    let ends = start.thresholds.iter().map(|t| {
        if free.within_cells {
            (t.ceil() - 1.0, t.ceil())
        } else {
            (1.0, n)
        }
    });
    let descent = Descent {
        setting,
        free,
        scale,
        money,
        margin,
        ends: ends.collect(),
    };
    descent.run(start.clone())
}

impl Descent<'_, '_, '_> {
    /// Whether every constraint holds, up to half of what is left to roundings.
    fn holds(&self, seen: &Seen) -> bool {
        let rounding = 0.5 * margin(self.setting);
        let deterred = |t: &Temptation| {
            t.margin.value >= self.margin - rounding.max(SHORT_OF_MARGIN * self.margin)
        };
        // A slope this far from 0 moves the best reply by as many standard deviations, which gains
        // the annotator the square.
        seen.incentive.value.abs() <= rounding.max(LEVEL) && seen.temptations.iter().all(deterred)
    }

    fn run(&self, mut offer: Offer) -> Option<Found> {
        let mut seen = offer.see(self.setting)?;
        let mut hessian = self.first_hessian(&offer);
        let mut bound: Vec<f64> = Vec::new();
        let mut penalty = 1.0;
        let mut history: Vec<f64> = Vec::new();
        let mut best: Option<Found> = None;
        for _ in 0..STEPS {
            let (step, equality, weights, slack) =
                self.step(&offer, &seen, &hessian, &bound, penalty)?;
            let most = weights.iter().fold(equality.abs(), |a, (_, b)| a.max(*b));
            let before = penalty;
            if slack <= 1e-9 {
                penalty = f64::max(penalty, 2.0 * most);
            } else {
                penalty *= 4.0;
            }
            if penalty > before {
                // Merits under another penalty are no comparison.
                history.clear();
            }
            let longest = step
                .iter()
                .take(1 + offer.tiers())
                .fold(0.0, |a: f64, b| a.max(b.abs()));
            let mut share = if longest > LONGEST {
                LONGEST / longest
            } else {
                1.0
            };
            history.push(self.merit(&seen, penalty));
            let recent = history.len().saturating_sub(4);
            let reference = history[recent..].iter().copied().fold(f64::MIN, f64::max);
            let mut next = None;
            for _ in 0..12 {
                let moved = self.moved(&offer, &step, share);
                if let Some(there) = moved.see(self.setting) {
                    let merit = self.merit(&there, penalty);
                    if merit <= reference * (1.0 + 1e-13) {
                        next = Some((moved, there));
                        break;
                    }
                }
                share *= 0.5;
            }
            let stalled = history.len() > PATIENCE
                && history[history.len() - 1 - PATIENCE]
                    <= history[history.len() - 1] * (1.0 + 1e-6);
            let still = step.amax() * share <= STILL;
            let Some((moved, there)) = next else { break };
            if stalled && best.is_none() && !self.holds(&there) {
                break;
            }
            (offer, seen) = (moved, there);
            // Multipliers of the temptations as they are now, by the nearest effort.
            let nearest = |x: f64| {
                weights
                    .iter()
                    .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
                    .map_or(0.0, |(_, weight)| *weight)
            };
            let now: Vec<(f64, f64)> = seen
                .temptations
                .iter()
                .map(|t| (t.x, nearest(t.x)))
                .collect();
            bound = now.iter().map(|(_, weight)| *weight).collect();
            if let Some(exact) = self.curvature(&offer, &seen, equality, &now) {
                hessian = exact;
            }
            if self.holds(&seen)
                && best
                    .as_ref()
                    .is_none_or(|b| seen.gap.value <= b.seen.gap.value)
            {
                best = Some(Found {
                    offer: offer.clone(),
                    seen: seen.clone(),
                    binding: weights.clone(),
                });
            }
            if still && self.holds(&seen) {
                break;
            }
        }
        best
    }

    /// Number of variables.
    fn size(&self, offer: &Offer) -> usize {
        1 + 2 * offer.tiers()
    }

    /// A model of the curvature: that of the loss in x, of the quadratic premium in the bonuses, 1
    /// in the thresholds.
    fn first_hessian(&self, offer: &Offer) -> DMatrix<f64> {
        let size = self.size(offer);
        let mut hessian = DMatrix::identity(size, size);
        let loss = self.setting.first_best.loss(self.setting.unit) * 2.0 / self.money;
        hessian[(0, 0)] = loss.max(0.1);
        hessian
    }

    fn scaled(&self, slope: &Slope, unit: f64) -> DVector<f64> {
        DVector::from_iterator(
            slope.gradient.len(),
            slope
                .gradient
                .iter()
                .zip(&self.scale)
                .map(|(g, s)| g * s / unit),
        )
    }

    /// The step with the multipliers of the incentive constraint and of each temptation, and by
    /// how much the linearised temptations had to be given way.
    #[allow(clippy::type_complexity)] // four labelled parts
    fn step(
        &self,
        offer: &Offer,
        seen: &Seen,
        hessian: &DMatrix<f64>,
        bound: &[f64],
        penalty: f64,
    ) -> Option<(DVector<f64>, f64, Vec<(f64, f64)>, f64)> {
        let tiers = offer.tiers();
        let size = self.size(offer);
        // One more variable gives way where temptations cannot all be met.
        let mut curved = hessian.clone();
        let mut gradient = self.scaled(&seen.gap, self.money);
        let stiffness = 10.0 * (1.0 + hessian.amax());
        let binding = seen
            .temptations
            .iter()
            .zip(bound)
            .filter(|(_, weight)| **weight > 0.0)
            .map(|(temptation, _)| (&temptation.margin, self.margin - temptation.margin.value));
        for (slope, right) in
            binding.chain(std::iter::once((&seen.incentive, -seen.incentive.value)))
        {
            let normal = self.scaled(slope, 1.0);
            let weight = stiffness / normal.norm_squared().max(f64::MIN_POSITIVE);
            gradient -= &normal * (weight * right);
            curved += &normal * normal.transpose() * weight;
        }
        let mut whole = positive(curved, 1e-4).resize(size + 1, size + 1, 0.0);
        whole[(size, size)] = 1e-3;
        let mut gradient = gradient.resize_vertically(size + 1, 0.0);
        gradient[size] = 10.0 * penalty;
        let unit = |place: usize, value: f64| {
            let mut normal = DVector::zeros(size + 1);
            normal[place] = value;
            normal
        };
        let mut rows = vec![Row {
            normal: self
                .scaled(&seen.incentive, 1.0)
                .resize_vertically(size + 1, 0.0),
            bound: -seen.incentive.value,
            equality: true,
        }];
        for temptation in &seen.temptations {
            let mut normal = self
                .scaled(&temptation.margin, 1.0)
                .resize_vertically(size + 1, 0.0);
            normal[size] = 1.0;
            rows.push(Row {
                normal,
                bound: self.margin - temptation.margin.value,
                equality: false,
            });
        }
        let after = rows.len();
        let at_least = |normal, bound| Row {
            normal,
            bound,
            equality: false,
        };
        let fixed = |place: usize| Row {
            normal: unit(place, 1.0),
            bound: 0.0,
            equality: true,
        };
        rows.push(at_least(unit(size, 1.0), 0.0));
        if !self.free.effort {
            rows.push(fixed(0));
        }
        for i in 0..tiers {
            let place = 1 + i;
            if self.free.thresholds {
                let deviation = self.setting.deviation;
                let (low, high) = self.ends[i];
                let t = offer.thresholds[i];
                rows.push(at_least(unit(place, 1.0), (low - t) / deviation));
                rows.push(at_least(unit(place, -1.0), (t - high) / deviation));
                if i > 0 {
                    let apart = t - offer.thresholds[i - 1] - f64::from(self.free.apart);
                    let mut normal = unit(place, 1.0);
                    normal[place - 1] = -1.0;
                    rows.push(at_least(normal, -apart / deviation));
                }
            } else {
                rows.push(fixed(place));
            }
            let bonus = offer.bonuses[i] / self.scale[1 + tiers + i];
            rows.push(at_least(unit(1 + tiers + i, 1.0), -bonus));
        }
        let found = minimise(&whole, &gradient, &rows)?;
        let weights = seen
            .temptations
            .iter()
            .zip(&found.multipliers[1..after])
            .map(|(temptation, weight)| (temptation.x, *weight))
            .collect();
        let slack = found.step[size];
        let step = found.step.resize_vertically(size, 0.0);
        Some((step, found.multipliers[0], weights, slack))
    }

    fn moved(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let tiers = offer.tiers();
        let mut moved = offer.clone();
        moved.x += share * step[0];
        if self.free.thresholds {
            for i in 0..tiers {
                let t = moved.thresholds[i] + share * step[1 + i] * self.setting.deviation;
                moved.thresholds[i] = t.clamp(self.ends[i].0, self.ends[i].1);
            }
        }
        for i in 0..tiers {
            let place = 1 + tiers + i;
            moved.bonuses[i] =
                (moved.bonuses[i] + share * step[place] * self.scale[place]).max(0.0);
        }
        moved
    }

    /// The gap and what the constraints lack.
    fn merit(&self, seen: &Seen, penalty: f64) -> f64 {
        let tempted = seen
            .temptations
            .iter()
            .map(|t| (self.margin - t.margin.value).max(0.0));
        let lacking = seen.incentive.value.abs() + tempted.sum::<f64>();
        seen.gap.value / self.money + penalty * lacking
    }

    /// The Hessian of the Lagrangian, by differences of its gradient, made positive definite: rows
    /// that bind are given curvature of their own, which changes no solution that meets them, and
    /// what is left of negative curvature is turned round.
    fn curvature(
        &self,
        offer: &Offer,
        seen: &Seen,
        equality: f64,
        weights: &[(f64, f64)],
    ) -> Option<DMatrix<f64>> {
        /// Differences of the variables: the cube root of a rounding.
        const APART: f64 = 1e-5;
        let (size, tiers) = (self.size(offer), offer.tiers());
        let known: Vec<f64> = seen.temptations.iter().map(|t| t.x).collect();
        let lagrangian = |seen: &Seen| {
            let mut sum = self.scaled(&seen.gap, self.money);
            sum -= self.scaled(&seen.incentive, 1.0) * equality;
            for (temptation, (_, weight)) in seen.temptations.iter().zip(weights) {
                sum -= self.scaled(&temptation.margin, 1.0) * *weight;
            }
            sum
        };
        let mut hessian = DMatrix::identity(size, size);
        for place in 0..size {
            let fixed = if place == 0 {
                !self.free.effort
            } else {
                place <= tiers && !self.free.thresholds
            };
            if fixed {
                continue;
            }
            let mut unit = DVector::zeros(size);
            unit[place] = 1.0;
            let (up, down) = (
                self.shifted(offer, &unit, APART)
                    .see_near(self.setting, &known)?,
                self.shifted(offer, &unit, -APART)
                    .see_near(self.setting, &known)?,
            );
            let column = (lagrangian(&up) - lagrangian(&down)) / (2.0 * APART);
            hessian.set_column(place, &column);
        }
        // Columns of what is fixed stay those of the identity.
        for i in 0..size {
            for j in 0..size {
                let fixed = |k: usize| {
                    (k == 0 && !self.free.effort) || (k >= 1 && k <= tiers && !self.free.thresholds)
                };
                if fixed(i) != fixed(j) {
                    hessian[(i, j)] = 0.0;
                }
            }
        }
        let hessian = (&hessian + hessian.transpose()) * 0.5;
        hessian.iter().all(|x| x.is_finite()).then_some(hessian)
    }

    /// `offer` moved along `step`, without cutting anything.
    fn shifted(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let tiers = offer.tiers();
        let mut moved = offer.clone();
        moved.x += share * step[0];
        for i in 0..tiers {
            moved.thresholds[i] += share * step[1 + i] * self.setting.deviation;
            let place = 1 + tiers + i;
            moved.bonuses[i] += share * step[place] * self.scale[place];
        }
        moved
    }
}

/// The nearest matrix with eigenvalues of at least `least`, negative ones turned round.
fn positive(hessian: DMatrix<f64>, least: f64) -> DMatrix<f64> {
    let mut parts = hessian.symmetric_eigen();
    for value in parts.eigenvalues.iter_mut() {
        *value = value.abs().max(least);
    }
    parts.recompose()
}
