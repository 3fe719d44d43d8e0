//! Polynomials on both sides of the utility that a linear wage buys, for [`line`](super::line):
//! what `proofs/Lib/LineWage.v` checks.
//!
//! Up to a level the utility of a wage at t is (1+t)^(1/p), ln(1+t) or −e^(−t), and nothing where
//! the wage is 0. Taylor's polynomial of an odd order K, with so much of t^(K+1) less or more that
//! the drift has one sign on either side of 0, lies below or above; so much, too, that it is at
//! most or at least 0 where nothing is paid.

use super::decimal::{half, rounded_up, unit};
use super::pay_signs::segments;
use super::polynomial::Polynomial;
use super::wage::{WageFamily, whole};
use dashu_ratio::RBig;

/// Binary digits of a last coefficient.
const LAST_DIGITS: usize = 20;

/// Where a polynomial stops to be below by its drift, over this.
const SPLITS: usize = 16;

/// Both polynomials, up to the level, and where the lower one only has to be at most 0.
#[derive(Debug, Clone)]
pub(super) struct Sides {
    pub(super) below: Polynomial,
    pub(super) above: Polynomial,
    pub(super) split: RBig,
}

/// Where t is, and the utility around which it is measured.
#[derive(Debug, Clone)]
pub(super) struct Frame<'a> {
    pub(super) family: &'a WageFamily,
    pub(super) least: RBig,
    pub(super) greatest: RBig,
    pub(super) level: RBig,
}

impl Frame<'_> {
    /// With Taylor's polynomials of odd orders.
    pub(super) fn sides(&self, below: usize, above: usize) -> Option<Sides> {
        if matches!(self.family, WageFamily::Exponential(r) if r * &self.level >= RBig::ONE) {
            return None; // no wage buys the level
        }
        let above = self.lifted(&self.taylor(above), above)?;
        let (base, order) = (self.taylor(below), below);
        // Only the logarithm has to be left before −1.
        let steep = matches!(self.family, WageFamily::Logarithm(_)) && self.least <= -RBig::ONE;
        let splits =
            (0..if steep { SPLITS } else { 1 }).map(|i| whole(i) / whole(SPLITS) - RBig::ONE);
        let lower = splits.filter_map(|split| {
            let last = self.lowered(&base, order, &split)?;
            Some((last, split))
        });
        let (last, split) = lower.min_by(|(a, _), (b, _)| a.cmp(b))?;
        let below = base.plus(&Polynomial::term(-last, order + 1));
        Some(Sides {
            below,
            above,
            split,
        })
    }

    /// Taylor's polynomial of the utility up to its level.
    fn taylor(&self, order: usize) -> Polynomial {
        let mut all = match self.family {
            WageFamily::Root(_) => vec![RBig::ONE],
            WageFamily::Logarithm(_) => vec![RBig::ZERO, RBig::ONE],
            WageFamily::Exponential(_) => vec![-RBig::ONE],
        };
        while all.len() <= order {
            let k = whole(all.len());
            let last = &all[all.len() - 1];
            let next = match self.family {
                WageFamily::Root(p) => last * (RBig::ONE / p + RBig::ONE - &k) / k,
                WageFamily::Logarithm(_) => -last * (&k - RBig::ONE) / k,
                WageFamily::Exponential(_) => -last / k,
            };
            all.push(next);
        }
        Polynomial::of(all)
    }

    /// Up to what is above 0, `line_drift` of `proofs/Lib/LineWage.v`.
    fn drift(&self, p: &Polynomial, constant: bool) -> Polynomial {
        let one_more = Polynomial::of(vec![RBig::ONE, RBig::ONE]);
        let slope = p.slope();
        match self.family {
            WageFamily::Root(k) => one_more
                .times(&slope)
                .scaled(k)
                .plus(&p.scaled(&-RBig::ONE)),
            WageFamily::Logarithm(_) if constant => one_more
                .times(&slope)
                .plus(&Polynomial::constant(-RBig::ONE)),
            WageFamily::Logarithm(_) => one_more.times(&slope),
            WageFamily::Exponential(_) => p.plus(&slope),
        }
    }

    /// The drift without its first `order` powers, which are 0.
    fn rest(&self, p: &Polynomial, constant: bool, order: usize) -> Polynomial {
        let drift = self.drift(p, constant);
        Polynomial::of(drift.coefficients().iter().skip(order).cloned().collect())
    }

    /// The utility less what it is where nothing is paid, up to the level, with a little room;
    /// `sign` is −1 for what has to be below.
    fn over_nothing(&self, p: &Polynomial, sign: i32) -> Polynomial {
        let room = RBig::ONE / whole(64);
        let room = if sign > 0 { -room } else { room };
        let nothing = match self.family {
            WageFamily::Root(_) => RBig::ZERO,
            WageFamily::Logarithm(_) => &self.level + room,
            WageFamily::Exponential(r) => (RBig::ONE + room) / (RBig::ONE - r * &self.level),
        };
        p.plus(&Polynomial::constant(nothing))
    }

    /// With so much of the next power that it lies above.
    fn lifted(&self, base: &Polynomial, order: usize) -> Option<Polynomial> {
        let power = Polynomial::term(RBig::ONE, order + 1);
        let mut bounds = Bounds::default();
        bounds.ask(
            &self.rest(base, true, order),
            &self.rest(&power, false, order),
            &self.start(&-RBig::ONE),
            &self.greatest,
        )?;
        bounds.ask(
            &self.over_nothing(base, 1),
            &power,
            &self.least,
            &self.greatest,
        )?;
        let last = bounds.least()?;
        Some(base.plus(&Polynomial::term(last, order + 1)))
    }

    /// How much less of the next power lies below.
    fn lowered(&self, base: &Polynomial, order: usize, split: &RBig) -> Option<RBig> {
        let power = Polynomial::term(RBig::ONE, order + 1);
        let minus = -RBig::ONE;
        let mut bounds = Bounds::default();
        bounds.ask(
            &self.rest(base, true, order).scaled(&minus),
            &self.rest(&power, false, order),
            &self.start(split),
            &self.greatest,
        )?;
        let smooth = matches!(self.family, WageFamily::Exponential(_));
        if !smooth && self.least <= *split {
            let unpaid = self.over_nothing(base, -1).scaled(&minus);
            bounds.ask(&unpaid, &power, &self.least, split)?;
        }
        bounds.least()
    }

    fn start(&self, from: &RBig) -> RBig {
        match self.family {
            WageFamily::Exponential(_) => self.least.clone(),
            WageFamily::Root(_) | WageFamily::Logarithm(_) => self.least.clone().max(from.clone()),
        }
    }

    /// The utility at its level.
    pub(super) fn utility(family: &WageFamily, shape: &Polynomial, level: &RBig) -> Polynomial {
        match family {
            WageFamily::Root(_) => shape.scaled(level),
            WageFamily::Logarithm(_) => shape.plus(&Polynomial::constant(level.clone())),
            WageFamily::Exponential(r) => shape
                .scaled(&(RBig::ONE - r * level))
                .plus(&Polynomial::constant(RBig::ONE))
                .scaled(&(RBig::ONE / r)),
        }
    }

    /// A polynomial with which the wage is nowhere below 0: so much of an even power.
    pub(super) fn bump(&self, ground: &RBig, power: usize) -> Option<Polynomial> {
        let line = Polynomial::of(vec![RBig::ONE - ground, RBig::ONE]);
        if line.at(&self.least) >= RBig::ZERO {
            return Some(Polynomial::constant(RBig::ZERO));
        }
        let mut bounds = Bounds::default();
        let term = Polynomial::term(RBig::ONE, power);
        bounds.ask(&line, &term, &self.least, &self.greatest)?;
        Some(Polynomial::term(bounds.least()?, power))
    }
}

/// What a coefficient has to be between.
#[derive(Debug, Default)]
struct Bounds {
    low: RBig,
    high: Option<RBig>,
}

impl Bounds {
    /// `now + x·gained` is to be at least 0 on a segment, as Coq sees it.
    fn ask(
        &mut self,
        now: &Polynomial,
        gained: &Polynomial,
        low: &RBig,
        high: &RBig,
    ) -> Option<()> {
        let degree = now.coefficients().len().max(gained.coefficients().len());
        let padded = |p: &Polynomial| p.plus(&Polynomial::of(vec![RBig::ZERO; degree]));
        let (now, gained) = (padded(now), padded(gained));
        for (left, right) in segments(low, high) {
            let now = now.on(&left, &right).bernstein();
            let gained = gained.on(&left, &right).bernstein();
            for (now, gained) in now.into_iter().zip(gained) {
                if gained > RBig::ZERO {
                    self.low = self.low.clone().max(-now / gained);
                } else if gained < RBig::ZERO {
                    let most = now / -gained;
                    self.high = Some(self.high.take().map_or(most.clone(), |it| it.min(most)));
                } else if now < RBig::ZERO {
                    return None;
                }
            }
        }
        Some(())
    }

    /// The least that is allowed, and a little more.
    fn least(self) -> Option<RBig> {
        let found =
            rounded_up(&(&self.low * (RBig::ONE + unit(10))), LAST_DIGITS) + unit(LAST_DIGITS);
        self.high.is_none_or(|high| found <= high).then_some(found)
    }
}

/// Half of a sum.
pub(super) fn middle(a: &Polynomial, b: &Polynomial) -> Polynomial {
    a.plus(b).scaled(&half())
}
