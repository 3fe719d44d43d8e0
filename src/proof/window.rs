//! Bounds on a binomial tail and on one probability, in integers of fixed length: what
//! `proofs/Lib/WindowEnds.v` computes, step for step.
//!
//! The probabilities from m upwards over that of m are a chain `x_m = 1 + r_m·x_{m+1}`, `r_m =
//! (n−m)/(m+1)·q/(1−q)`; those downwards are the same chain with q and 1−q exchanged. With both, u
//! and d, `P(S = m) = 1/(u + d − 1)` and `P(S ≥ m) = u/(u + d − 1)`. Every step is rounded to
//! 2^−bits, outwards, and what lies beyond a window is a geometric series.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// One count of one binomial law.
#[derive(Debug, Clone)]
pub(super) struct Count {
    /// n.
    pub(super) samples: u64,
    /// m.
    pub(super) at: u64,
    /// Binary digits of the fixed-point numbers.
    pub(super) bits: usize,
}

/// How far to go up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Counts above.
    pub up: u64,
    /// Counts below.
    pub down: u64,
}

/// Bounds, both from the same side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bounds {
    /// On P(S ≥ m).
    pub(super) reach: RBig,
    /// On P(S = m).
    pub(super) mass: RBig,
}

/// q/(1−q) as a fraction.
struct Odds {
    over: IBig,
    under: IBig,
}

impl Odds {
    fn of(q: &RBig) -> (Self, Self) {
        let over = q.numerator().clone();
        let under = IBig::from(q.denominator().clone()) - &over;
        let turned = Odds {
            over: under.clone(),
            under: over.clone(),
        };
        (Odds { over, under }, turned)
    }
}

impl Count {
    fn one(&self) -> IBig {
        IBig::ONE << self.bits
    }

    fn low(&self, odds: &Odds, from: u64, width: u64) -> IBig {
        let one = self.one();
        let rho = (&odds.over << self.bits) / &odds.under;
        let mut sum = one.clone();
        for k in (from..from + width).rev() {
            let next = ((sum * &rho) >> self.bits) * IBig::from(self.samples - k);
            sum = &one + next / IBig::from(k + 1);
        }
        sum
    }

    /// At least the geometric series beyond a window; `None` where its ratio is not certainly below 1.
    fn series(&self, rho: &IBig, end: u64) -> Option<IBig> {
        let one = self.one();
        let ratio = rho * IBig::from(self.samples - end) / IBig::from(end + 1) + IBig::ONE;
        (ratio < one).then(|| (&one << self.bits) / (&one - ratio) + IBig::ONE)
    }

    fn high(&self, odds: &Odds, from: u64, width: u64) -> Option<IBig> {
        let one = self.one();
        let rho = (&odds.over << self.bits) / &odds.under + IBig::ONE;
        let end = from + width;
        let mut sum = self.series(&rho, end)?;
        for k in (from..end).rev() {
            let next = (((sum * &rho) >> self.bits) + IBig::ONE) * IBig::from(self.samples - k);
            sum = &one + next / IBig::from(k + 1) + IBig::ONE;
        }
        Some(sum)
    }

    /// Both, with one division a step: the lower, and what the upper is above it.
    fn pair(&self, odds: &Odds, from: u64, width: u64) -> Option<(IBig, IBig)> {
        let one = self.one();
        let rho = (&odds.over << self.bits) / &odds.under;
        let end = from + width;
        let extra = IBig::from((self.samples - from) / (from + 1) + 2);
        let mut low = one.clone();
        let mut more = self.series(&(&rho + IBig::ONE), end)? - &one;
        for k in (from..end).rev() {
            let ratio = &rho * IBig::from(self.samples - k) / IBig::from(k + 1);
            let product = &low * &ratio;
            let part = &product >> self.bits;
            more = ((product + low * &extra + more * (ratio + &extra)) >> self.bits) + IBig::ONE
                - &part;
            low = &one + part;
        }
        let high = &low + more;
        Some((low, high))
    }

    fn fits(&self, window: Window) -> bool {
        window.up <= self.samples - self.at && window.down <= self.at
    }

    fn share(&self, part: IBig, up: &IBig, down: &IBig) -> Option<RBig> {
        let total = UBig::try_from(up + down - self.one()).ok()?;
        Some(RBig::from_parts(part, total))
    }

    /// Both from below.
    pub(super) fn lower_ends(&self, q: &RBig, window: Window) -> Option<Bounds> {
        if !self.fits(window) {
            return None;
        }
        let (odds, turned) = Odds::of(q);
        let (low, high) = self.pair(&odds, self.at, window.up)?;
        let down = self.high(&turned, self.samples - self.at, window.down)?;
        Some(Bounds {
            reach: self.share(low.clone(), &low, &down)?,
            mass: self.share(self.one(), &high, &down)?,
        })
    }

    /// Both from above.
    pub(super) fn upper_ends(&self, q: &RBig, window: Window) -> Option<Bounds> {
        if !self.fits(window) {
            return None;
        }
        let (odds, turned) = Odds::of(q);
        let (low, high) = self.pair(&odds, self.at, window.up)?;
        let down = self.low(&turned, self.samples - self.at, window.down);
        Some(Bounds {
            reach: self.share(high.clone(), &high, &down)?,
            mass: self.share(self.one(), &low, &down)?,
        })
    }

    /// Both from below, then both from above.
    pub(super) fn both_ends(&self, q: &RBig, window: Window) -> Option<(Bounds, Bounds)> {
        if !self.fits(window) {
            return None;
        }
        let (odds, turned) = Odds::of(q);
        let (low, high) = self.pair(&odds, self.at, window.up)?;
        let (down, farther) = self.pair(&turned, self.samples - self.at, window.down)?;
        let below = Bounds {
            reach: self.share(low.clone(), &low, &farther)?,
            mass: self.share(self.one(), &high, &farther)?,
        };
        let above = Bounds {
            reach: self.share(high.clone(), &high, &down)?,
            mass: self.share(self.one(), &low, &down)?,
        };
        Some((below, above))
    }

    /// P(S ≥ m) from below; upwards the window may end anywhere.
    pub(super) fn reach_lower(&self, q: &RBig, window: Window) -> Option<RBig> {
        if !self.fits(window) {
            return None;
        }
        let (odds, turned) = Odds::of(q);
        let low = self.low(&odds, self.at, window.up);
        let down = self.high(&turned, self.samples - self.at, window.down)?;
        self.share(low.clone(), &low, &down)
    }

    /// All counts within `deviations` standard deviations of the mean, and some more.
    pub(super) fn around_mean(&self, q: f64, deviations: f64) -> Window {
        let (n, m) = (self.samples as f64, self.at as f64);
        let reach = deviations * (n * q * (1.0 - q)).sqrt();
        let width = |distance: f64, most: u64| (distance.max(0.0) as u64 + 30).min(most);
        Window {
            up: width(n * q + reach - m, self.samples - self.at),
            down: width(m - (n * q - reach), self.at),
        }
    }

    /// Steps after which a falling geometric series, with the ratio at the count, is below e^−50;
    /// `None` where it does not fall.
    pub(super) fn short(&self, q: f64, downwards: bool) -> Option<u64> {
        let (n, m) = (self.samples as f64, self.at as f64);
        let (ratio, most) = if downwards {
            (m / (n - m + 1.0) * (1.0 - q) / q, self.at)
        } else {
            ((n - m) / (m + 1.0) * q / (1.0 - q), self.samples - self.at)
        };
        (ratio < 1.0).then(|| ((50.0 / -ratio.ln()) as u64).saturating_add(5).min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(S ≥ m) and P(S = m) from their definitions.
    fn exact(n: u64, m: u64, q: &RBig) -> (RBig, RBig) {
        let mut mass = (0..n).fold(RBig::ONE, |product, _| product * (RBig::ONE - q));
        let (mut reach, mut at) = (RBig::ZERO, RBig::ZERO);
        for k in 0..=n {
            if k == m {
                at = mass.clone();
            }
            if k >= m {
                reach += &mass;
            }
            mass =
                mass * q / (RBig::ONE - q) * RBig::from_parts(IBig::from(n - k), UBig::from(k + 1));
        }
        (reach, at)
    }

    #[test]
    fn bounds_hold_the_sums_of_the_definition() {
        let q = RBig::from_parts(7.into(), UBig::from(10u8));
        for (n, m) in [(1, 1), (12, 5), (40, 28), (40, 36), (40, 40), (40, 1)] {
            let count = Count {
                samples: n,
                at: m,
                bits: 64,
            };
            let (reach, mass) = exact(n, m, &q);
            let window = Window { up: n - m, down: m };
            let below = count.lower_ends(&q, window).expect("the whole window");
            let above = count.upper_ends(&q, window).expect("the whole window");
            assert!(below.reach <= reach && reach <= above.reach, "{n} {m}");
            assert!(below.mass <= mass && mass <= above.mass, "{n} {m}");
            // n steps of some 2^−60 each
            let narrow = RBig::from_parts(n.into(), UBig::ONE << 56);
            assert!(&above.reach - &below.reach <= narrow && &above.mass - &below.mass <= narrow);
            let least = count.reach_lower(&q, window).expect("the whole window");
            assert!(least <= reach && &reach - least <= narrow);
            let (low, high) = count.both_ends(&q, window).expect("the whole window");
            assert!(low.reach <= reach && reach <= high.reach && &high.reach - low.reach <= narrow);
            assert!(low.mass <= mass && mass <= high.mass && &high.mass - low.mass <= narrow);
        }
    }

    #[test]
    fn short_windows_still_bound() {
        let q = RBig::from_parts(7.into(), UBig::from(10u8));
        let count = Count {
            samples: 40,
            at: 30,
            bits: 64,
        };
        let (reach, mass) = exact(40, 30, &q);
        for width in 0..=10 {
            let window = Window {
                up: width,
                down: width,
            };
            if let Some(below) = count.lower_ends(&q, window) {
                assert!(below.reach <= reach && below.mass <= mass);
            }
            if let Some(above) = count.upper_ends(&q, window) {
                assert!(reach <= above.reach && mass <= above.mass);
            }
            if let Some((below, above)) = count.both_ends(&q, window) {
                assert!(below.reach <= reach && reach <= above.reach);
                assert!(below.mass <= mass && mass <= above.mass);
            }
        }
        assert_eq!(count.upper_ends(&q, Window { up: 11, down: 1 }), None);
    }
}
