//! The Lagrangian of linear pay and its gradient at one contract; the formulas stand in `convex`.

use super::lines::Lines;
use super::smooth::Smooth;
use crate::bounds::count_sums::law::Law;
use crate::bounds::regimes::LINES_BY_COUNTS;
use crate::numerics::Interval;

/// The contract next to the estimate: ℓ = w̄ + π + σ·y.
pub struct Centre<'l, 'a, 'b, 'm> {
    lines: &'l Lines<'a, 'b, 'm>,
    effort: f64,
    pub shift: f64,
    /// σ.
    slope: f64,
    /// Every count within reach up to [`LINES_BY_COUNTS`], where expansions err by some (σ·Y/w̄)^M
    /// and sums by a rounding that gaps of order 1/n stand out of.
    counts: Option<Vec<Count>>,
}

/// A count within reach.
struct Count {
    probability: Interval,
    /// y, ω, u(w̄+ω) and u′(w̄+ω).
    place: Interval,
    extra: Interval,
    utility: Interval,
    marginal: Interval,
}

/// The Lagrangian at the centre.
pub struct At {
    pub value: Interval,
    /// By η, π, B.
    pub gradient: [Interval; 3],
    /// λ and ν.
    pub level: Interval,
    pub slope: Interval,
}

impl<'l, 'a, 'b, 'm> Centre<'l, 'a, 'b, 'm> {
    pub fn new(
        lines: &'l Lines<'a, 'b, 'm>,
        effort: f64,
        shift: f64,
        by_share: f64,
    ) -> Option<Self> {
        let samples = lines.local.samples;
        let deviation = lines.local.moments.deviation().midpoint();
        let slope = by_share * deviation / samples as f64;
        if !(slope > 0.0 && shift.is_finite()) {
            return None;
        }
        let counts = if samples <= LINES_BY_COUNTS {
            Some(counts_within_reach(lines, shift, slope)?)
        } else {
            None
        };
        Some(Self {
            lines,
            effort,
            shift,
            slope,
            counts,
        })
    }

    /// E\[(f(w̄+ω) − Σ_{j<from} f_j·ω^j)·y^power] with f = ũ or its derivative, over all y.
    fn mean(
        &self,
        smooth: &Smooth,
        derivative: usize,
        from: usize,
        power: usize,
    ) -> Option<Interval> {
        let one = Interval::point;
        let (shift, slope) = (one(self.shift), one(self.slope));
        let inside = match &self.counts {
            Some(counts) => self.sum(counts, derivative, from, power),
            None => self
                .lines
                .within_reach(derivative, from, shift, slope, power)?,
        };
        let marginal = one(self.lines.coefficients[1].magnitude());
        let bend = one(smooth.largest_second);
        let outside = self.lines.local.moments.beyond(|y| {
            let size = one((shift + slope * one(y)).magnitude());
            // f less its first terms, from |ũ′| ≤ u′(w̄) + max|ũ″|·|ω|.
            let left = match derivative {
                0 => one(2.0) * marginal * size + one(0.5) * bend * size.square(),
                _ => one(2.0) * marginal + bend * size,
            };
            let weight = (0..power).fold(Interval::ONE, |w, _| w * one(y));
            (left * weight).upper()
        });
        Some(inside + Interval::new(-outside, outside)?)
    }

    /// The part within reach, count by count.
    fn sum(&self, counts: &[Count], derivative: usize, from: usize, power: usize) -> Interval {
        let [u0, u1] = [self.lines.coefficients[0], self.lines.coefficients[1]];
        counts
            .iter()
            .map(|count| {
                let left = match (derivative, from) {
                    (0, 1) => count.utility - u0,
                    (0, _) => count.utility - u0 - u1 * count.extra,
                    _ => count.marginal - u1,
                };
                let weight = (0..power).fold(count.probability, |w, _| w * count.place);
                weight * left
            })
            .sum()
    }

    /// The Lagrangian and its gradient, with multipliers at which it is stationary in the pay.
    pub fn lagrangian(&self, smooth: &Smooth) -> Option<At> {
        let local = self.lines.local;
        let (economy, one) = (local.economy, Interval::point);
        let effort = one(self.effort);
        let (shift, sigma) = (one(self.shift), one(self.slope));
        let u1 = self.lines.coefficients[1];
        let n = one(local.samples as f64);
        let variance = local.agreement * (Interval::ONE - local.agreement);
        // √(v/n), so that X = y·unit and the score is y/unit.
        let unit = (variance / n).sqrt()?;
        let marginal = u1 + self.mean(smooth, 1, 1, 0)?;
        let marginal_y = self.mean(smooth, 1, 1, 1)?;
        let marginal_yy = u1 + self.mean(smooth, 1, 1, 2)?;
        // λ·E[ũ′] + ν·E[ũ′·score] = 1 and λ·E[ũ′·X] + ν·E[ũ′·X·score] = 0, as floats.
        let (a, b, c) = (
            marginal.midpoint(),
            marginal_y.midpoint(),
            marginal_yy.midpoint(),
        );
        let level = 1.0 / (a - b * b / c);
        let slope = -level * unit.midpoint() * b / c;
        if !(level >= 0.0 && slope.is_finite()) {
            return None;
        }
        let (level, slope) = (one(level), one(slope));
        let utility_y = u1 * sigma + self.mean(smooth, 0, 2, 1)?;
        // u(w̄) = ū exactly.
        let participation = u1 * shift + self.mean(smooth, 0, 2, 0)?;
        let incentive = (utility_y - local.target) / unit;
        let value = economy.loss(self.effort)? + shift - level * participation - slope * incentive;
        // E[ũ·(y² − 1)], where the constant drops out.
        let utility_yy = self.mean(smooth, 0, 1, 2)? - self.mean(smooth, 0, 1, 0)?;
        let by_share = sigma / unit;
        let skew = (Interval::ONE - one(2.0) * local.agreement) / variance;
        let price = utility_y / unit;
        let h_q = price - by_share * marginal;
        let g_q = utility_yy / unit.square() - skew * price - by_share * marginal_y / unit;
        let q_slope = economy.agreement(1, effort)?;
        let c1_slope = economy.cost(2, effort)? / q_slope
            - economy.cost(1, effort)? * economy.agreement(2, effort)? / q_slope.square();
        let by_effort = level * economy.cost(1, effort)? - economy.value(1, effort)?
            + slope * c1_slope
            - q_slope * (level * h_q + slope * g_q);
        Some(At {
            value,
            gradient: [
                by_effort,
                Interval::ONE - level * marginal - slope * marginal_y / unit,
                -(level * unit * marginal_y) - slope * marginal_yy,
            ],
            level,
            slope,
        })
    }
}

/// All counts with |y| ≤ Y (the rest is left to bounds beyond the reach); `None` where one of them
/// is paid the least wage.
fn counts_within_reach(lines: &Lines<'_, '_, '_>, shift: f64, slope: f64) -> Option<Vec<Count>> {
    let local = lines.local;
    let utility = local.economy.utility();
    let floor = local.economy.model().minimum_wage();
    let one = Interval::point;
    let n = one(local.samples as f64);
    let reach = local.moments.reach();
    let law = Law::new(local.samples, local.agreement)?;
    let place =
        |count: usize| (one(count as f64) - n * local.agreement) / local.moments.deviation();
    let first = law.iter().map(|(count, _)| count).min()?;
    let last = law.iter().map(|(count, _)| count).max()?;
    let all_listed = (first == 0 || place(first - 1).upper() < -reach)
        && (last as u64 == local.samples || place(last + 1).lower() > reach);
    if !all_listed {
        return None;
    }
    law.iter()
        .map(|(count, probability)| (place(count), probability))
        .filter(|(place, _)| place.lower() <= reach && place.upper() >= -reach)
        .map(|(place, probability)| {
            let extra = one(shift) + one(slope) * place;
            let wage = lines.wage + extra;
            if !(wage.lower() > floor) {
                return None;
            }
            Some(Count {
                probability,
                place,
                extra,
                utility: utility.utility_coefficient(0, wage)?,
                marginal: utility.utility_coefficient(1, wage)?,
            })
        })
        .collect()
}
