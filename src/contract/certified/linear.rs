//! Linear contracts with proof, for samples enough that limited liability is out of reach of the expected count.
//!
//! Pay is w = w̄ + ω, w̄ = h(ū′), ū′ = U0 + c(η) + ρ with a rent ρ ≥ 0 in utility, ω = π + σy cut at w_min. Expanding u at w̄
//! turns participation and incentives into
//!
//! Σ_{j≥1} u_j·E\[ω^j] = 0,  Σ_{j≥1} u_j·E\[ω^j·y] = target,  u_j = u^(j)(w̄)/j!,
//!
//! whose moments are exact; what lies beyond the reach is bounded. π is the risk premium.
//!
//! From above: at one effort with ρ = 0, a box in (π, σ) on whose faces the two equations change sign holds a solution
//! (Poincaré–Miranda). From below: over pieces of efforts and rents, steep slopes are excluded because pay that varies so
//! much costs too much (D_h convex, pay monotone in the count), then the two equations confine (π, σ) step by step.
//!
//! With so few samples that limited liability is within reach the lower end is that of the best contract of all, which is
//! true but not sharp: the two gaps differ by some 1/n of themselves.

use super::local::{Local, order};
use super::replies::{Pay, is_best_reply};
use super::{Bracket, Economy, few};
use crate::contract::{Class, FirstBest, LinearTerms, SecondBest};
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Pieces of the effort interval before giving up.
const PIECES: usize = 3_000;

/// Relative half-widths of the box around the estimate that are tried.
const BOXES: [f64; 5] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

/// Smallest step in the rent, as a share of the largest rent worth considering.
const SMALLEST_STEP: f64 = 1e-9;

/// Rounds of confining (π, σ); each gains a factor of some 1/√n.
const ROUNDS: usize = 12;

/// Brackets the gap of the best linear contract, given its estimate.
pub fn bracket(
    first_best: &FirstBest<'_>,
    economy: &Economy<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    precision: f64,
) -> Option<Bracket> {
    let upper =
        verified(economy, contract, terms).or_else(|| few::linear_gap(economy, contract, terms))?;
    let target = upper * (1.0 - precision);
    let within_reach = expansions_reach(economy, contract, target).unwrap_or(false);
    let lower = if within_reach && gap_is_at_least(economy, contract.samples, target) {
        Some(target)
    } else {
        least_of_all_contracts(first_best, contract.samples)
    };
    Some(Bracket { lower, upper })
}

/// Whether the bound holds at the estimate's own effort; if not there, a search over efforts would be in vain.
fn expansions_reach(economy: &Economy<'_>, contract: &SecondBest, target: f64) -> Option<bool> {
    let effort = contract.point.effort;
    let local = Local::new(economy, contract.samples, Interval::point(effort))?;
    let premium = Interval::point(least_premium(&local, Interval::ZERO, target)?);
    Some((premium + economy.loss(effort)?).lower() >= target)
}

/// With few samples: no linear contract does better than the best contract of all, whose gap is proved.
fn least_of_all_contracts(first_best: &FirstBest<'_>, samples: u64) -> Option<f64> {
    let best = Class::General.solve(first_best, samples).ok()?;
    super::bracket(first_best, Class::General, &best)?.lower
}

/// A piece of efforts with a range of rents: everything about linear pay there.
struct Lines<'a, 'b, 'm> {
    local: &'a Local<'b, 'm>,
    /// w̄ = h(ū + ρ).
    wage: Interval,
    /// u_0, u_1, …, u_M at w̄.
    coefficients: Vec<Interval>,
}

impl<'a, 'b, 'm> Lines<'a, 'b, 'm> {
    fn new(local: &'a Local<'b, 'm>, rent: Interval) -> Option<Self> {
        let utility = local.economy.utility();
        let wage = utility.wage_derivative(0, local.mean + rent)?;
        let coefficients = (0..=order(local.samples))
            .map(|j| utility.utility_coefficient(u32::try_from(j).ok()?, wage))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            local,
            wage,
            coefficients,
        })
    }

    /// ω within the reach.
    fn line(&self, shift: Interval, slope: Interval) -> Interval {
        let reach = self.local.moments.reach();
        shift + slope * Interval::new(-reach, reach).unwrap_or(Interval::ENTIRE)
    }

    /// Σ_{j≥`from`} u_j·E\[ω^j·y^power] over all y, power 0 or 1; `None` where limited liability is within reach.
    fn tail_of_series(
        &self,
        from: usize,
        shift: Interval,
        slope: Interval,
        power: usize,
    ) -> Option<Interval> {
        let economy = self.local.economy;
        let floor = Interval::point(economy.model().minimum_wage()) - self.wage;
        let line = self.line(shift, slope);
        if !(line.lower() > floor.upper()) || !(slope.lower() >= 0.0) {
            return None;
        }
        // The term of the last order carries the coefficient over all wages within reach; the order plus the power is
        // even, so that it multiplies a nonnegative quantity.
        let last = order(self.local.samples) - power;
        let remainder = economy
            .utility()
            .utility_coefficient(u32::try_from(last).ok()?, self.wage + line)?;
        let moments = &self.local.moments;
        let mut shift_powers = vec![Interval::ONE];
        for j in 0..last {
            shift_powers.push(shift_powers[j] * shift);
        }
        let mut sum = Interval::ZERO;
        for j in from..=last {
            let coefficient = if j == last {
                remainder
            } else {
                self.coefficients[j]
            };
            // E[(π + σy)^j·y^power; |y| ≤ Y] by the binomial theorem.
            let mut binomial = 1.0;
            let mut moment = Interval::ZERO;
            let mut slopes = Interval::ONE;
            for i in 0..=j {
                moment = moment
                    + Interval::point(binomial)
                        * shift_powers[j - i]
                        * slopes
                        * moments.within(i + power);
                binomial = binomial * (j - i) as f64 / (i + 1) as f64;
                slopes = slopes * slope;
            }
            if j == last && power == 0 {
                moment = moment.positive_part();
            }
            sum = sum + coefficient * moment;
        }
        // Beyond: the same sum is u(w̄+ω) less its first terms, with u between u(w_min) and u at the end of the shell.
        let drop = (self.coefficients[0] - economy.minimum_utility()).upper();
        let marginal = self.coefficients[1].upper();
        let outside = moments.beyond(|y| {
            let rise = (shift + slope * Interval::point(y)).magnitude();
            // u is concave: u(w̄+ω) − u(w̄) ≤ u′·ω, and ≥ −drop; the left-out terms are at most u′·|ω|.
            let most = Interval::point(drop.max(0.0))
                + Interval::point(2.0) * Interval::point(marginal) * Interval::point(rise);
            let weight = if power == 0 { 1.0 } else { y };
            (most * Interval::point(weight)).upper()
        });
        Some(sum + Interval::new(-outside, outside)?)
    }

    /// E\[u(w)] − ū′.
    fn participation(&self, shift: Interval, slope: Interval) -> Option<Interval> {
        Some(self.coefficients[1] * shift + self.tail_of_series(2, shift, slope, 0)?)
    }

    /// E\[u(w)·y] − target.
    fn incentive(&self, shift: Interval, slope: Interval) -> Option<Interval> {
        let first = self.coefficients[1] * slope;
        Some(first + self.tail_of_series(2, shift, slope, 1)? - self.local.target)
    }

    /// What limited liability adds to mean pay, E\[(w_min − w)₊], from above.
    fn lift(&self, shift: Interval, slope: Interval) -> f64 {
        self.local
            .moments
            .beyond(|y| (slope * Interval::point(y) - shift).upper().max(0.0))
    }
}

/// The gap of the linear contract next to the estimate, from above, once it is proved incentive compatible.
fn verified(economy: &Economy<'_>, contract: &SecondBest, terms: &LinearTerms) -> Option<f64> {
    let effort = contract.point.effort;
    let local = Local::new(economy, contract.samples, Interval::point(effort))?;
    let lines = Lines::new(&local, Interval::ZERO)?;
    let deviation = local.moments.deviation().midpoint();
    let slope_guess = terms.slope * deviation / contract.samples as f64;
    let shift_guess = contract.gap.premium;
    let (shift, slope) = BOXES.iter().find_map(|share| {
        let half = share * shift_guess;
        let shift = Interval::new(shift_guess - half, shift_guess + half)?;
        // The premium is quadratic in the slope, and the slope equation feels the shift by a factor of the slope.
        let half = share * slope_guess;
        let slope = Interval::new(slope_guess - half * 0.1, slope_guess + half * 0.1)?;
        holds_the_solution(&lines, shift, slope)?.then_some((shift, slope))
    })?;
    let pay = LinearPay {
        lines: &lines,
        shift,
        slope,
    };
    if !is_best_reply(&local, effort, &pay) {
        return None;
    }
    let cost = shift + Interval::point(lines.lift(shift, slope));
    let gap = cost + economy.loss(effort)?;
    gap.is_bounded().then_some(gap.upper())
}

fn holds_the_solution(lines: &Lines<'_, '_, '_>, shift: Interval, slope: Interval) -> Option<bool> {
    let ends = |x: Interval| (Interval::point(x.lower()), Interval::point(x.upper()));
    let ((shift_low, shift_high), (slope_low, slope_high)) = (ends(shift), ends(slope));
    Some(
        lines.participation(shift_low, slope)?.upper() < 0.0
            && lines.participation(shift_high, slope)?.lower() > 0.0
            && lines.incentive(shift, slope_low)?.upper() < 0.0
            && lines.incentive(shift, slope_high)?.lower() > 0.0,
    )
}

struct LinearPay<'a, 'b, 'c, 'm> {
    lines: &'a Lines<'b, 'c, 'm>,
    shift: Interval,
    slope: Interval,
}

impl LinearPay<'_, '_, '_, '_> {
    /// dw/dx.
    fn rate(&self) -> Interval {
        let local = self.lines.local;
        self.slope * Interval::point(local.samples as f64) / local.moments.deviation()
    }

    fn wage(&self, share: Interval) -> Interval {
        self.lines.wage + self.shift + self.rate() * (share - self.lines.local.agreement)
    }

    fn clear(&self, wage: Interval) -> bool {
        wage.lower() > self.lines.local.economy.model().minimum_wage()
    }
}

impl Pay for LinearPay<'_, '_, '_, '_> {
    fn utility(&self, share: Interval) -> Option<Interval> {
        let economy = self.lines.local.economy;
        let floor = economy.model().minimum_wage();
        let wage = self.wage(share);
        let paid = Interval::new(wage.lower().max(floor), wage.upper().max(floor))?;
        economy.utility().utility_coefficient(0, paid)
    }
    fn slope(&self, share: Interval) -> Option<Interval> {
        let wage = self.wage(share);
        let utility = self.lines.local.economy.utility();
        self.clear(wage)
            .then(|| utility.utility_coefficient(1, wage))?
            .map(|marginal| marginal * self.rate())
    }
    fn curvature(&self, share: Interval) -> Option<Interval> {
        let wage = self.wage(share);
        let utility = self.lines.local.economy.utility();
        self.clear(wage)
            .then(|| utility.utility_coefficient(2, wage))?
            .map(|second| Interval::point(2.0) * second * self.rate().square())
    }
}

/// Whether every linear contract has a gap of at least `target`, whatever effort it implements.
pub fn gap_is_at_least(economy: &Economy<'_>, samples: u64, target: f64) -> bool {
    // Full effort need not be stationary; its first-best loss has to exclude it.
    if economy.least_loss(Interval::ONE) < target {
        return false;
    }
    let first_step = std::cell::Cell::new(f64::INFINITY);
    holds_on(0.0, 1.0, PIECES, |efforts| {
        let loss = economy.least_loss(efforts);
        if loss >= target {
            return true;
        }
        Local::new(economy, samples, efforts).is_some_and(|local| {
            every_rent_costs_enough(&local, target, loss, &first_step).unwrap_or(false)
        })
    })
}

/// Walks through rents from 0 to where the rent alone is too much.
fn every_rent_costs_enough(
    local: &Local<'_, '_>,
    target: f64,
    loss: f64,
    first_step: &std::cell::Cell<f64>,
) -> Option<bool> {
    let goal = Interval::point(target) - Interval::point(loss);
    let last = (goal / local.money).upper();
    let (mut from, mut step) = (0.0, last.min(first_step.get()));
    while from < last {
        let to = (from + step).min(last);
        let rent = Interval::new(from, to)?;
        let paid = (local.money * Interval::point(from)).lower().max(0.0);
        let premium = least_premium(local, rent, goal.upper()).unwrap_or(0.0);
        if (Interval::point(paid) + Interval::point(premium)).lower() >= goal.upper() {
            if from == 0.0 {
                first_step.set(4.0 * step);
            }
            from = to;
            step *= 8.0;
        } else {
            step = 0.25 * (to - from);
            if step < SMALLEST_STEP * last {
                return Some(false);
            }
        }
    }
    Some(true)
}

/// The risk premium from below for linear pay with a rent in the range that costs at most `budget`; the largest double
/// where there is none.
fn least_premium(local: &Local<'_, '_>, rent: Interval, budget: f64) -> Option<f64> {
    let lines = Lines::new(local, rent)?;
    let steepest = steepest_slope(&lines, budget)?;
    let mut slope = Interval::new(0.0, steepest)?;
    // Premium and what limited liability adds to mean pay are both within the budget and not below 0.
    let mut shift = Interval::new(-lines.lift(Interval::new(-budget, budget)?, slope), budget)?;
    for _ in 0..ROUNDS {
        let bend = lines.tail_of_series(2, shift, slope, 1)?;
        let confined = (local.target - bend) / lines.coefficients[1];
        let Some(next) = slope.intersection(confined) else {
            return Some(f64::MAX);
        };
        let bend = lines.tail_of_series(2, shift, next, 0)?;
        let Some(shift_next) = shift.intersection(-(bend / lines.coefficients[1])) else {
            return Some(f64::MAX);
        };
        let settled =
            next.width() > 0.9 * slope.width() && shift_next.width() > 0.9 * shift.width();
        (slope, shift) = (next, shift_next);
        if settled {
            break;
        }
    }
    Some(shift.lower())
}

/// A slope beyond which pay costs more than the budget.
///
/// Let w_c be the pay at y = 0. If w_c ≥ w̄, pay is at least w̄ + σY₁ with probability p₊ = P(y ≥ Y₁); if not, at most
/// max(w_min, w̄ − σY₁) with probability p₋ = P(y ≤ −Y₁). As the cost is at least E\[D_h(ū′, v − ū′)], it is at least the smaller
/// of p₊·D_h(ū′, u(w̄+σY₁) − ū′) and p₋·D_h(ū′, u(max(w_min, w̄−σY₁)) − ū′), which grows with σ.
fn steepest_slope(lines: &Lines<'_, '_, '_>, budget: f64) -> Option<f64> {
    /// Where y²·P(Y > y) is largest for a normal Y.
    const PLACE: f64 = 1.2;
    let local = lines.local;
    let economy = local.economy;
    let utility = economy.utility();
    let law = EnclosedBinomial::new(local.samples, local.agreement).ok()?;
    let n = Interval::point(local.samples as f64);
    let place = Interval::point(PLACE) * local.moments.deviation();
    let many = (n * local.agreement + place).upper().ceil();
    let few = (n * local.agreement - place).lower().floor();
    if !(few >= 0.0 && many <= local.samples as f64) {
        return None;
    }
    let above = law.tail(many as u64).at_least.lower();
    let below = law.tail(few as u64 + 1).below.lower();
    let floor = economy.model().minimum_wage();
    let cost = |slope: f64| -> Option<f64> {
        let step = Interval::point(slope) * Interval::point(PLACE);
        let mean = lines.coefficients[0];
        let up = utility.utility_coefficient(0, Interval::point((lines.wage + step).lower()))?;
        let down = (lines.wage - step).upper().max(floor);
        let down = utility.utility_coefficient(0, Interval::point(down))?;
        let rise = (up - mean).lower().max(0.0);
        let drop = (mean - down).lower().max(0.0);
        let high = Interval::point(above) * Interval::point(economy.least_bregman(mean, rise));
        let low = Interval::point(below) * Interval::point(economy.least_bregman(mean, -drop));
        Some(high.lower().min(low.lower()))
    };
    // From the slope that incentives ask for without risk.
    let mut slope = (local.target / lines.coefficients[1]).upper();
    for _ in 0..40 {
        if cost(slope)? > budget {
            return Some(slope);
        }
        slope *= 1.1;
    }
    None
}
