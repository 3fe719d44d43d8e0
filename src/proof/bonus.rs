//! The best reply to a bonus: what `proofs/Lib/BonusReply.v` checks.
//!
//! A utility x and b more from m agreements on. At an effort e, `b = τ(e)·q/(m·P(S = m))` makes
//! utility stationary; rounded up, the best reply lies between e, `low`, and `high`, some 2^−50
//! above, where the slope is certainly up and down. Efforts from `turn` to `low` lead up to `low`
//! because the density is humped; efforts below `turn` are left out stretch by stretch. Where one
//! of them tempts as much as e, as it does at the optimum, the effort is moved a little.

use super::decimal::{ratio, rounded_down, rounded_up, unit};
use super::exact::RationalEconomy;
use super::missing::{BONUS_CONVEX, BONUS_RARE, BONUS_REPLY, BONUS_STARTS, BONUS_TURN};
use super::window::{Count, Window};
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Binary digits of the fixed-point numbers at the best reply: a chain of 10^4 steps is certain to
/// 2^−50.
const BITS: usize = 64;

/// Those far from it, the cheapest first: where a far effort hardly tempts, 10^4 steps may lose a
/// millionth part.
const FAR_BITS: [usize; 2] = [36, BITS];

/// Standard deviations that a window reaches: beyond 8 lie 10^−15 of a normal law.
const DEVIATIONS: f64 = 8.0;

/// Distances 2^−j of the ends from the effort, the nearest first.
const NEAREST: usize = 50;
const FARTHEST: usize = 30;

/// How far the effort may be moved, from 2^−50 to 2^−20.
const MOVES: std::ops::RangeInclusive<i32> = 20..=50;

/// Most stretches of a certificate; each costs Coq two chains.
const STRETCHES: usize = 120;

/// Far windows upwards end where the series has fallen to some e^−17 in place of e^−50.
const SHORTER: u64 = 3;

/// Fewest counts of a far window to try.
const FEWEST: u64 = 8;

/// A contract, and where its best reply is.
#[derive(Debug, Clone, PartialEq)]
pub struct BonusReply {
    /// n.
    pub samples: u64,
    /// x, in utility.
    pub base: RBig,
    /// b, in utility.
    pub bonus: RBig,
    /// m.
    pub threshold: u64,
    /// The best reply is not below.
    pub low: RBig,
    /// The best reply is not above.
    pub high: RBig,
    /// From here on utility rises to `low`.
    pub turn: RBig,
    /// Binary digits at `low`.
    pub bits: usize,
    /// Window at `low`.
    pub window: Window,
    /// Binary digits at `turn` and below.
    pub far_bits: usize,
    /// Window at `turn`.
    pub turn_window: Window,
    /// Ends of the stretches below `turn`, the first of them 0.
    pub stretches: Vec<(RBig, Window)>,
    /// The bonus is paid with this probability at most.
    pub(super) paid: RBig,
}

/// Finds one near a contract of the float solver.
pub(super) fn certify(
    economy: &RationalEconomy,
    samples: u64,
    threshold: u64,
    effort: f64,
) -> Result<BonusReply, &'static str> {
    let mut found = at(economy, samples, threshold, effort);
    for power in MOVES.rev() {
        let step = (-f64::from(power)).exp2();
        for moved in [effort + step, effort - step] {
            if found.is_err() {
                found = at(economy, samples, threshold, moved);
            }
        }
    }
    found
}

/// The contract with one effort, and what its checks need again and again.
struct Contract<'a> {
    economy: &'a RationalEconomy,
    /// With the digits that do far from the best reply.
    count: Count,
    base: RBig,
    bonus: RBig,
    /// Utility less cost at `low`, from below.
    worth: RBig,
}

fn at(
    economy: &RationalEconomy,
    samples: u64,
    threshold: u64,
    effort: f64,
) -> Result<BonusReply, &'static str> {
    if !(2..samples).contains(&threshold) {
        return Err(BONUS_STARTS);
    }
    let effort = RBig::try_from(effort).map_err(|_| "the effort has to be a number")?;
    if effort <= RBig::ZERO || effort >= RBig::ONE {
        return Err("the effort has to be inside (0, 1)");
    }
    let counted = |bits| Count {
        samples,
        at: threshold,
        bits,
    };
    let count = counted(BITS);
    let window = count.around_mean(float(&economy.agreement(&effort)), DEVIATIONS);
    let low = effort;
    let q = economy.agreement(&low);
    let (below, above) = count
        .both_ends(&q, window)
        .ok_or("the window at the effort does not reach far enough")?;
    let rate = IBig::from(threshold);
    // Certainly steep enough at the effort itself; beyond the hump the slope falls, so what it is
    // at most there bounds it at `high` too.
    let asked = ratio(&(economy.target(&low) * &q), &(&below.mass * &rate)).ok_or(BONUS_RARE)?;
    let bonus = rounded_up(&asked, BITS);
    let most = &bonus * &rate * &above.mass / &q;
    let located = (FARTHEST..=NEAREST).rev().find_map(|digits| {
        let high = &low + unit(digits);
        (high <= RBig::ONE && most <= economy.target(&high)).then_some(high)
    });
    let high = located.ok_or(BONUS_REPLY)?;
    if RBig::from(IBig::from(threshold - 1)) > &q * IBig::from(samples - 1) {
        return Err(BONUS_CONVEX);
    }
    let cost = economy.cost(&low);
    let base =
        rounded_up(&(&economy.outside + &cost - &bonus * &below.reach), BITS).max(RBig::ZERO);
    let worth = &base + &bonus * &below.reach - cost;
    // Beyond the hump P(S ≥ m) rises in q no faster than at `low`.
    let paid = above.reach + (economy.agreement(&high) - &q) * (above.mass * rate / q);
    let mut contract = Contract {
        economy,
        count,
        base,
        bonus,
        worth,
    };
    let mut last = BONUS_TURN;
    for far_bits in FAR_BITS {
        contract.count = counted(far_bits);
        let Some((turn, turn_window)) = contract.turn(&low) else {
            continue;
        };
        let stretches = match contract.stretches(&turn) {
            Ok(stretches) => stretches,
            Err(why) => {
                last = why;
                continue;
            }
        };
        return Ok(BonusReply {
            samples,
            base: contract.base,
            bonus: contract.bonus,
            threshold,
            low,
            high,
            turn,
            bits: BITS,
            window,
            far_bits,
            turn_window,
            stretches,
            paid,
        });
    }
    Err(last)
}

/// A point below `turn`: where, with which window, and bounds from above.
type Point = (RBig, Window, super::window::Bounds);

impl Contract<'_> {
    /// Below the hump, where the density is certainly above that at `low`.
    fn turn(&self, low: &RBig) -> Option<(RBig, Window)> {
        let excess = 2.0 * self.count.at as f64 / self.count.samples as f64 - 1.0;
        let linear = excess / float(&self.economy.kappa);
        let hump = match self.economy.scheme {
            super::scheme::Scheme::Expert => linear,
            super::scheme::Scheme::TwoLooks => linear.max(0.0).sqrt(),
        };
        let distance = float(low) - hump;
        [0.98, 0.95, 0.9, 0.8, 0.6, 0.3, 0.1]
            .iter()
            .find_map(|part| {
                let turn = RBig::try_from((hump - part * distance).max(0.0)).ok()?;
                let q = self.economy.agreement(&turn);
                let window = self.count.around_mean(float(&q), DEVIATIONS);
                let bounds = self.count.lower_ends(&q, window)?;
                let density = &self.bonus * IBig::from(self.count.at) * bounds.mass;
                (turn <= *low && density >= self.economy.target(low) * q).then_some((turn, window))
            })
    }

    fn point(&self, effort: RBig, window: Window) -> Option<Point> {
        let bounds = self
            .count
            .upper_ends(&self.economy.agreement(&effort), window)?;
        Some((effort, window, bounds))
    }

    /// No effort from one point to the next is worth more than `low`: by what the dearest of them
    /// earns and the cheapest costs, or from the left end with the greatest slope.
    fn below(&self, from: &Point, to: &Point) -> bool {
        let (economy, samples) = (self.economy, self.count.samples);
        let cost = economy.cost(&from.0);
        if &self.base + &self.bonus * &to.2.reach - &cost <= self.worth {
            return true;
        }
        let q = economy.agreement(&to.0);
        let rising = RBig::from(IBig::from(self.count.at - 1)) >= &q * IBig::from(samples - 1);
        let density = &self.bonus * IBig::from(self.count.at) * &to.2.mass / q;
        let slope = (density - economy.target(&from.0)).max(RBig::ZERO);
        let gain = (&to.0 - &from.0) * economy.steepest(&to.0) * slope;
        rising && &self.base + &self.bonus * &from.2.reach - cost + gain <= self.worth
    }

    /// The next point, if the stretch to it can be left out.
    fn next(&self, from: &Point, effort: &RBig) -> Option<Point> {
        let q = float(&self.economy.agreement(effort));
        let whole = self.count.around_mean(q, DEVIATIONS);
        // What lies beyond is a geometric series; a short window shows it to be small.
        let short = self.count.short(q, false);
        let up = short.map_or(whole.up, |short| whole.up.min(short / SHORTER + FEWEST));
        let mut down = FEWEST;
        while down < 2 * whole.down.max(FEWEST) {
            let window = Window {
                up: up.min(self.count.samples - self.count.at),
                down: down.min(self.count.at),
            };
            if let Some(point) = self.point(effort.clone(), window)
                && self.below(from, &point)
            {
                return Some(point);
            }
            down *= 2;
        }
        None
    }

    /// Effort 0, with the shortest windows that show that it does not tempt.
    fn first(&self) -> Option<(Point, Window)> {
        let q = float(&self.economy.agreement(&RBig::ZERO));
        let up = self.count.short(q, false)?;
        let most = self.count.at;
        let widths = std::iter::successors(Some(FEWEST), |width| Some(2 * width));
        let widths = widths.take_while(|width| width / 2 < most);
        let mut points = widths.filter_map(|width| {
            let down = most.min(width);
            let window = Window { up, down };
            Some((self.point(RBig::ZERO, window)?, window))
        });
        points.find(|(point, _)| &self.base + &self.bonus * &point.2.reach <= self.worth)
    }

    /// From 0 to the turn, each stretch as long as it may be up to a factor of two.
    fn stretches(&self, turn: &RBig) -> Result<Vec<(RBig, Window)>, &'static str> {
        let tempts = "a far effort tempts more";
        let (mut last, window) = self.first().ok_or(tempts)?;
        let mut stretches = vec![(RBig::ZERO, window)];
        let two = RBig::from(IBig::from(2));
        let (shortest, mut step) = (turn * unit(30), turn * unit(2));
        while last.0 < *turn {
            step *= &two;
            let next = loop {
                let wanted = rounded_down(&(&last.0 + &step), 48);
                let effort = if wanted < *turn { wanted } else { turn.clone() };
                if let Some(next) = self.next(&last, &effort) {
                    step = &effort - &last.0;
                    break next;
                }
                step /= &two;
                if step < shortest {
                    return Err(tempts);
                }
            };
            stretches.push((next.0.clone(), next.1));
            if stretches.len() > STRETCHES {
                return Err("a far effort tempts nearly as much");
            }
            last = next;
        }
        Ok(stretches)
    }
}

fn float(x: &RBig) -> f64 {
    x.to_f64().value()
}
