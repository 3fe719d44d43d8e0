//! Upper ends of the gap among all contracts, effort chosen by the company: what
//! `proofs/Lib/FloorEnd.v` checks.
//!
//! With √w the best pay of all is linear in the count in utility, `A + B·S`, and 0 where that is
//! negative. At the effort e near which the lower end is least, `nB = τ(e)`, rounded down, so that
//! no effort above e is worth more; below, utility rises where `nB·P(S ≥ cut) ≥ τ`. A few efforts,
//! each the start of a climb to the next, do for every one between; those below the first are left
//! out by their pay. Tails come from short windows, so n may be anything.

use super::decimal::{Decimal, claim, rounded_down, rounded_up, unit};
use super::exact::{RationalEconomy, SeenAtMost};
use super::missing::FLOOR_BINDS;
use super::scheme::Scheme;
use super::window::{Count, Window};
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Binary digits of the fixed-point numbers.
const BITS: usize = 112;

/// Binary digits of pay, besides those of n.
const PAY_DIGITS: usize = 100;

/// Distances 2^−j of the lower end from the effort, the nearest first.
const NEAREST: usize = 90;
const FARTHEST: usize = 24;

/// Most climbs and stretches.
const PIECES: usize = 60;

/// Where the first climb may start, in parts of the effort.
const PARTS: u8 = 16;

/// Below this many counts a window is taken whole.
const WHOLE: u64 = 3_000;

/// A certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorCertificate {
    /// n.
    pub samples: u64,
    /// The gap is at most this.
    pub claim: Decimal,
    /// A, in utility.
    pub intercept: RBig,
    /// B, in utility.
    pub rate: RBig,
    /// The first count that pays.
    pub cut: u64,
    /// The best reply is not below.
    pub low: RBig,
    /// The best reply is not above.
    pub high: RBig,
    /// What effort seen is worth.
    pub seen: SeenAtMost,
    /// Binary digits.
    pub bits: usize,
    /// Ends of the stretches below the first climb.
    pub stretches: Vec<(RBig, Window)>,
    /// Starts of the climbs.
    pub climbs: Vec<(RBig, Window)>,
}

/// Finds one with a best reply just below `effort`.
pub(super) fn certify(
    economy: &RationalEconomy,
    samples: u64,
    effort: &RBig,
) -> Result<FloorCertificate, &'static str> {
    let seen = economy.seen_at_most()?;
    let located = FLOOR_BINDS;
    let rough = Contract::new(economy, samples, effort, FARTHEST).ok_or(located)?;
    // No end is nearer than what the floor takes away from the slope, but for a factor.
    let (reach, _) = rough.reach(samples - 1, &rough.low).ok_or(located)?;
    let lost = (RBig::ONE - reach).to_f64().value();
    let nearest = ((4.0 - lost.log2()).min(NEAREST as f64) as usize).max(FARTHEST);
    let found = (FARTHEST..=nearest)
        .rev()
        .find_map(|digits| Contract::new(economy, samples, effort, digits)?.certificate(&seen));
    found.unwrap_or(Err(located))
}

struct Contract<'a> {
    economy: &'a RationalEconomy,
    samples: u64,
    intercept: RBig,
    rate: RBig,
    cut: u64,
    low: RBig,
    high: RBig,
    /// Utility less cost at `low`, from below.
    worth: RBig,
}

impl<'a> Contract<'a> {
    fn new(
        economy: &'a RationalEconomy,
        samples: u64,
        effort: &RBig,
        digits: usize,
    ) -> Option<Self> {
        let low = effort - unit(digits);
        if low <= RBig::ZERO || *effort >= RBig::ONE {
            return None;
        }
        let places = PAY_DIGITS + samples.ilog2() as usize;
        let n = IBig::from(samples);
        let rate = rounded_down(&(economy.target(effort) / RBig::from(n.clone())), places);
        if rate <= RBig::ZERO {
            return None;
        }
        let variable = &rate * &n * economy.agreement(&low);
        let cost = economy.cost(&low);
        let intercept = rounded_up(&(&economy.outside + &cost - &variable), PAY_DIGITS);
        // the least count with A + B·S ≥ 0
        let cut = (-&intercept / &rate).ceil();
        let cut = u64::try_from(cut.max(IBig::ZERO)).ok()?;
        let worth = &intercept + variable - cost;
        let high = effort.clone();
        (cut < samples).then_some(Contract {
            economy,
            samples,
            intercept,
            rate,
            cut,
            low,
            high,
            worth,
        })
    }

    /// `None` where another distance may do; the claim may be none at any.
    fn certificate(&self, seen: &SeenAtMost) -> Option<Result<FloorCertificate, &'static str>> {
        let (climbs, stretches) = (0..PARTS).find_map(|part| {
            let share = RBig::from_parts(part.into(), PARTS.into());
            let climbs = self.climbs(rounded_down(&(&self.low * share), 20))?;
            let stretches = self.stretches(&climbs[0].0)?;
            Some((climbs, stretches))
        })?;
        let n = RBig::from(IBig::from(self.samples));
        let q = self.economy.agreement(&self.high);
        let mean = self.linear(&self.high);
        let spread = &self.rate * &self.rate * n * &q * (RBig::ONE - &q);
        let gap = &seen.most - &self.economy.worth * &self.low + &mean * &mean + spread;
        Some(claim(&gap).map(|claim| FloorCertificate {
            samples: self.samples,
            claim,
            intercept: self.intercept.clone(),
            rate: self.rate.clone(),
            cut: self.cut,
            low: self.low.clone(),
            high: self.high.clone(),
            seen: seen.clone(),
            bits: BITS,
            stretches,
            climbs,
        }))
    }

    /// A + B·n·q.
    fn linear(&self, effort: &RBig) -> RBig {
        let n = IBig::from(self.samples);
        &self.intercept + &self.rate * n * self.economy.agreement(effort)
    }

    /// P(S ≥ cut) from below, with its window, long enough to be near 1 if it is.
    fn reach(&self, samples: u64, effort: &RBig) -> Option<(RBig, Window)> {
        if self.cut == 0 {
            return Some((RBig::ONE, Window { up: 0, down: 0 }));
        }
        let count = Count {
            samples,
            at: self.cut,
            bits: BITS,
        };
        let exact = self.economy.agreement(effort);
        let q = exact.to_f64().value();
        let down = count.short(q, true)?;
        let most = count.around_mean(q, 9.0).up;
        if most <= WHOLE {
            let window = Window { up: most, down };
            return Some((count.reach_lower(&exact, window)?, window));
        }
        let mut up = 64;
        loop {
            let window = Window {
                up: up.min(most),
                down,
            };
            let reach = count.reach_lower(&exact, window)?;
            if up >= most.min(8_192) || RBig::ONE - &reach < unit(NEAREST + 8) {
                return Some((reach, window));
            }
            up *= 2;
        }
    }

    /// From `start` up to `low`: each climb goes as far as the tail at its start allows.
    fn climbs(&self, start: RBig) -> Option<Vec<(RBig, Window)>> {
        let total = &self.rate * IBig::from(self.samples);
        let mut climbs = Vec::new();
        let mut from = start;
        while climbs.len() < PIECES {
            let (reach, window) = self.reach(self.samples - 1, &from)?;
            climbs.push((from.clone(), window));
            let allowed = &total * reach;
            if self.economy.target(&self.low) <= allowed {
                return Some(climbs);
            }
            let power = match self.economy.scheme {
                Scheme::Expert => self.economy.exponent - 1,
                Scheme::TwoLooks => self.economy.exponent - 2,
            };
            let full = self.economy.target(&RBig::ONE);
            let share = (allowed / full).to_f64().value().powf(1.0 / power as f64);
            let next = rounded_down(&RBig::try_from(share * (1.0 - 1e-14)).ok()?, 52);
            let gained = &next - &from;
            // at least a sixteenth of the way
            if gained * IBig::from(16) < &self.low - &from || next > self.low {
                return None;
            }
            from = next;
        }
        None
    }

    /// From 0 to the first climb.
    fn stretches(&self, turn: &RBig) -> Option<Vec<(RBig, Window)>> {
        let depth = (-&self.intercept).max(RBig::ZERO);
        let mut stretches: Vec<(RBig, Window)> = Vec::new();
        let two = RBig::from(IBig::from(2));
        let (mut from, mut step) = (RBig::ZERO, turn.clone());
        while from < *turn {
            let wanted = rounded_down(&(&from + &step), 40);
            let to = if wanted < *turn { wanted } else { turn.clone() };
            let (reach, window) = self.reach(self.samples, &to)?;
            let earned = self.linear(&to) + &depth * (RBig::ONE - reach);
            if earned - self.economy.cost(&from) <= self.worth {
                stretches.push((to.clone(), window));
                from = to;
                step *= &two;
            } else {
                step /= &two;
            }
            if stretches.len() > PIECES || step < unit(20) {
                return None;
            }
        }
        Some(stretches)
    }
}
