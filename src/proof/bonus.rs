//! Upper ends of the gap of bonus contracts, effort chosen by the company: what
//! `proofs/Lib/BonusEnd.v` checks.
//!
//! A utility x and b more from m agreements on. At an effort e, `b = τ(e)·q/(m·P(S = m))` makes
//! utility stationary; rounded, the best reply lies between `low` and `high`, some 2^−50 apart,
//! where the slope is certainly up and down. Efforts from `turn` to `low` lead up to `low` because
//! the density is humped; efforts below `turn` are left out stretch by stretch. Where one of them
//! tempts as much as e, as it does at the optimum, the effort is moved a little.

use super::exact::{Decimal, RationalEconomy, SeenAtMost, claim, rounded_down, rounded_up, unit};
use super::window::{Count, Window};
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Binary digits of the fixed-point numbers: a chain of 10^4 steps is certain to 2^−50.
const BITS: usize = 64;

/// Standard deviations that a window reaches: beyond 8 lie 10^−15 of a normal law.
const DEVIATIONS: f64 = 8.0;

/// Distances 2^−j of the ends from the effort, the nearest first.
const NEAREST: usize = 50;
const FARTHEST: usize = 30;

/// How far the effort may be moved, from 2^−50 to 2^−20.
const MOVES: std::ops::RangeInclusive<i32> = 20..=50;

/// Most stretches of a certificate; each costs Coq two chains.
const STRETCHES: usize = 120;

/// Below this many counts a window is taken whole.
const WHOLE: u64 = 3_000;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct BonusCertificate {
    /// n.
    pub samples: u64,
    /// The gap is at most this.
    pub claim: Decimal,
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
    /// What effort seen is worth.
    pub seen: SeenAtMost,
    /// Binary digits.
    pub bits: usize,
    /// Window at `low` and `high`.
    pub window: Window,
    /// Window at `turn`.
    pub turn_window: Window,
    /// Ends of the stretches below `turn`, the first of them 0.
    pub stretches: Vec<(RBig, Window)>,
}

/// Finds one near a contract of the float solver.
pub(super) fn certify(
    economy: &RationalEconomy,
    samples: u64,
    threshold: u64,
    effort: f64,
) -> Result<BonusCertificate, &'static str> {
    let seen = economy.seen_at_most()?;
    let mut found = at(economy, &seen, samples, threshold, effort);
    for power in MOVES.rev() {
        let step = (-f64::from(power)).exp2();
        for moved in [effort + step, effort - step] {
            if found.is_err() {
                found = at(economy, &seen, samples, threshold, moved);
            }
        }
    }
    found
}

/// The contract with one effort, and what its checks need again and again.
struct Contract<'a> {
    economy: &'a RationalEconomy,
    count: Count,
    base: RBig,
    bonus: RBig,
    /// Utility less cost at `low`, from below.
    worth: RBig,
}

fn at(
    economy: &RationalEconomy,
    seen: &SeenAtMost,
    samples: u64,
    threshold: u64,
    effort: f64,
) -> Result<BonusCertificate, &'static str> {
    if !(2..samples).contains(&threshold) {
        return Err("the threshold has to be from 2 to one below the number of signals");
    }
    let effort = RBig::try_from(effort).map_err(|_| "the effort has to be a number")?;
    if effort <= RBig::ZERO || effort >= RBig::ONE {
        return Err("the effort has to be inside (0, 1)");
    }
    let count = Count {
        samples,
        at: threshold,
        bits: BITS,
    };
    let window = count.around_mean(float(&economy.agreement(&effort)), DEVIATIONS);
    let narrow = "the window at the effort does not reach far enough";
    let middle = count
        .lower_ends(&economy.agreement(&effort), window)
        .ok_or(narrow)?;
    let rate = IBig::from(threshold);
    let needed = economy.target(&effort) * economy.agreement(&effort);
    let bonus = rounded_down(&(needed / (middle.mass * &rate)), BITS);
    let steep = |effort: &RBig| economy.target(effort) * economy.agreement(effort);
    let located = (FARTHEST..=NEAREST).rev().find_map(|digits| {
        let (low, high) = (&effort - unit(digits), &effort + unit(digits));
        let below = count.lower_ends(&economy.agreement(&low), window)?;
        let above = count.upper_ends(&economy.agreement(&high), window)?;
        let up = &bonus * &rate * &below.mass >= steep(&low);
        let down = &bonus * &rate * &above.mass <= steep(&high);
        (up && down && high <= RBig::ONE).then_some((low, high, below, above))
    });
    let (low, high, below, above) = located.ok_or("no best reply was located")?;
    let behind = economy.agreement(&high) * IBig::from(samples - 1);
    if RBig::from(IBig::from(threshold - 1)) > behind {
        return Err("the threshold lies above the mean count");
    }
    let cost = economy.cost(&low);
    let base =
        rounded_up(&(&economy.outside + &cost - &bonus * &below.reach), BITS).max(RBig::ZERO);
    let worth = &base + &bonus * &below.reach - cost;
    let pays = &base + &bonus;
    let spread = &pays * &pays - &base * &base;
    let pay = &base * &base + spread * above.reach;
    let claim = claim(&(&seen.most - &economy.worth * &low + pay))?;
    let contract = Contract {
        economy,
        count,
        base,
        bonus,
        worth,
    };
    let (turn, turn_window) = contract.turn(&low).ok_or("no turn was found")?;
    let stretches = contract.stretches(&turn)?;
    Ok(BonusCertificate {
        samples,
        claim,
        base: contract.base,
        bonus: contract.bonus,
        threshold,
        low,
        high,
        turn,
        seen: seen.clone(),
        bits: BITS,
        window,
        turn_window,
        stretches,
    })
}

/// A point below `turn`: where, with which window, and bounds from above.
type Point = (RBig, Window, super::window::Bounds);

impl Contract<'_> {
    /// Below the hump, where the density is certainly above that at `low`.
    fn turn(&self, low: &RBig) -> Option<(RBig, Window)> {
        let excess = 2.0 * self.count.at as f64 / self.count.samples as f64 - 1.0;
        let linear = excess / float(&self.economy.kappa);
        let hump = match self.economy.scheme {
            super::lower::Scheme::Expert => linear,
            super::lower::Scheme::TwoLooks => linear.max(0.0).sqrt(),
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
        if whole.up + whole.down <= WHOLE {
            let point = self.point(effort.clone(), whole)?;
            return self.below(from, &point).then_some(point);
        }
        let up = self.count.short(q, false)?;
        let mut down = 64;
        while down < 2 * whole.down {
            let window = Window {
                up,
                down: down.min(self.count.at),
            };
            let point = self.point(effort.clone(), window)?;
            if self.below(from, &point) {
                return Some(point);
            }
            down *= 2;
        }
        None
    }

    /// From 0 to the turn, each stretch as long as it may be up to a factor of two.
    fn stretches(&self, turn: &RBig) -> Result<Vec<(RBig, Window)>, &'static str> {
        let tempts = "a far effort tempts more";
        let q = float(&self.economy.agreement(&RBig::ZERO));
        let whole = self.count.around_mean(q, DEVIATIONS);
        let short = Window {
            up: self.count.short(q, false).ok_or(tempts)?,
            down: self.count.at.min(1_024),
        };
        let window = if whole.up + whole.down <= WHOLE {
            whole
        } else {
            short
        };
        let mut last = self.point(RBig::ZERO, window).ok_or(tempts)?;
        if &self.base + &self.bonus * &last.2.reach > self.worth {
            return Err(tempts);
        }
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
