//! Pay of [`pay`](super::pay) and the effort that it makes best, in exact rationals.

use super::decimal::{ratio, rounded_down, rounded_up, unit};
use super::pay_shape::Place;
use super::pay_signs::{lowered, nonneg_on};
use super::polynomial::Polynomial;
use super::price::PriceCertificate;
use super::price_economy::PriceEconomy;
use super::wage::WageFamily;
use dashu_ratio::RBig;

/// Binary digits of σn.
pub(super) const STEP_DIGITS: usize = 50;

/// Binary digits of the centre, which may be any number.
pub(super) const CENTRE_DIGITS: usize = 20;

/// Binary digits of the ends of t.
pub(super) const END_DIGITS: usize = 10;

/// Binary digits of the level of pay, and by how much it is more than needed: nothing beside 12
/// digits of a gap of 10^-15.
pub(super) const LEVEL_DIGITS: usize = 130;
pub(super) const LEVEL_ABOVE: usize = 120;

/// Halvings of [0, 1] to the best reply while the level is looked for, and at last.
const HALVINGS: usize = 64;
const LAST_HALVINGS: usize = 104;

/// Rounds of Newton's rule for the level, each of which doubles its digits.
const ROUNDS: usize = 6;

/// Distance of both ends from the best reply.
const NEAR: usize = 96;

/// What Coq wants the polynomials under a logarithm to exceed.
const CRUMB: usize = 20;

/// Where t is: σ, b and the ends.
pub(super) struct Measure<'a> {
    pub(super) economy: &'a PriceEconomy,
    pub(super) samples: u64,
    pub(super) step: RBig,
    pub(super) centre: RBig,
    pub(super) least: RBig,
    pub(super) greatest: RBig,
}

/// Pay at its level, and the effort that it makes best.
pub(super) struct Contract {
    pub(super) pay: Polynomial,
    pub(super) shape: Polynomial,
    pub(super) low: RBig,
    pub(super) high: RBig,
}

impl<'a> Measure<'a> {
    pub(super) fn new(economy: &'a PriceEconomy, lower: &PriceCertificate) -> Self {
        let n = RBig::from(lower.samples);
        let mean = economy.agreement().at(&lower.near);
        let centre = rounded_down(&(&lower.sigma * &n * mean), CENTRE_DIGITS);
        let greatest = rounded_up(&(&lower.sigma * n - &centre), END_DIGITS);
        Measure {
            economy,
            samples: lower.samples,
            step: lower.sigma.clone(),
            least: rounded_down(&-&centre, END_DIGITS),
            centre,
            greatest,
        }
    }

    pub(super) fn place(&self, price: &RBig, near: &RBig) -> Place {
        let float = |x: &RBig| x.to_f64().value();
        let q = float(&self.economy.agreement().at(near));
        let n = self.samples as f64;
        let price = float(price);
        let limits = match &self.economy.family {
            WageFamily::Root(_) => (0.0, None),
            WageFamily::Logarithm(a) => (-libm::log(price / float(a)), None),
            WageFamily::Exponential(_) => (0.0, Some(price)),
        };
        Place {
            low: float(&self.least),
            high: float(&self.greatest),
            spread: float(&self.step) * (n * q * (1.0 - q)).sqrt(),
            limits,
        }
    }

    /// E p(t), in effort or its root.
    pub(super) fn mean(&self, p: &Polynomial) -> Polynomial {
        self.mean_in_q(p).composed(&self.economy.agreement())
    }

    /// E p(t), in q: `mean_poly` of `proofs/Lib/CountMeans.v`.
    pub(super) fn mean_in_q(&self, p: &Polynomial) -> Polynomial {
        let factor = Polynomial::of(vec![-&self.centre, &self.step * RBig::from(self.samples)]);
        let spread = Polynomial::of(vec![RBig::ZERO, self.step.clone(), -&self.step]);
        let none = Polynomial::constant(RBig::ZERO);
        p.coefficients().iter().rev().fold(none, |mean, a| {
            Polynomial::constant(a.clone())
                .plus(&factor.times(&mean))
                .plus(&spread.times(&mean.slope()))
        })
    }

    /// v at a level: a sum for the logarithm, else a multiple.
    pub(super) fn at_level(&self, shape: &Polynomial, level: &RBig) -> Polynomial {
        match &self.economy.family {
            WageFamily::Root(_) => shape.scaled(level),
            WageFamily::Logarithm(_) => shape.plus(&Polynomial::constant(level.clone())),
            WageFamily::Exponential(r) => Polynomial::constant(RBig::ONE)
                .plus(&shape.scaled(&-level))
                .scaled(&(RBig::ONE / r)),
        }
    }

    /// What the annotator lacks for the outside option.
    pub(super) fn lack(&self, shape: &Polynomial, level: &RBig) -> Polynomial {
        let paid = self.mean(&self.at_level(shape, level));
        self.economy.utility().plus(&paid.scaled(&-RBig::ONE))
    }

    /// The level at which the annotator just accepts.
    pub(super) fn set_level(&self, shape: &Polynomial, level: &mut RBig) -> Option<()> {
        let without = self.mean(&self.at_level(shape, &RBig::ZERO));
        let each = self.mean(&self.at_level(shape, &RBig::ONE));
        let each = each.plus(&without.scaled(&-RBig::ONE));
        let lack = self.economy.utility().plus(&without.scaled(&-RBig::ONE));
        for _ in 0..ROUNDS {
            let lacking = lack.plus(&each.scaled(&-&*level));
            let reply = lacking.stationary(HALVINGS)?;
            let more = ratio(&lacking.at(&reply), &each.at(&reply))?;
            *level = rounded_down(&(&*level + &more), LEVEL_DIGITS);
            if more.clone().max(-more) < unit(LEVEL_ABOVE) {
                break;
            }
        }
        Some(())
    }

    /// By which share incentives fall short at an effort.
    /// `None` where pay rewards no effort there.
    pub(super) fn wanted(&self, shape: &Polynomial, level: &RBig, near: &RBig) -> Option<RBig> {
        let lack = self.lack(shape, level).slope().at(near);
        let cost = self.economy.utility().slope().at(near);
        let short = ratio(&lack, &(cost - &lack))?;
        Some(rounded_down(&short, STEP_DIGITS + 10))
    }

    /// σ by a share larger.
    pub(super) fn stretch(&mut self, by: &RBig) {
        let n = RBig::from(self.samples);
        let digits = STEP_DIGITS + self.samples.checked_ilog2().unwrap_or(0) as usize;
        self.step = rounded_down(&(&self.step * (RBig::ONE + by)), digits);
        self.greatest = rounded_up(&(&self.step * n - &self.centre), END_DIGITS);
    }

    /// Pay at a little more than a level, if it is within the limits and Coq sees the best reply.
    pub(super) fn contract(&self, shape: Polynomial, level: RBig) -> Option<Contract> {
        let family = &self.economy.family;
        let level = level
            + match family {
                WageFamily::Exponential(_) => -unit(LEVEL_ABOVE),
                WageFamily::Root(_) | WageFamily::Logarithm(_) => unit(LEVEL_ABOVE),
            };
        let lack = self.lack(&shape, &level);
        let reply = lack.stationary(LAST_HALVINGS)?;
        let (low, high) = (&reply - unit(NEAR), &reply + unit(NEAR));
        let rent = lack.scaled(&-RBig::ONE);
        let (below, left) = rent.divided(&low);
        let (over, _) = rent.divided(&high);
        let accepted = low > RBig::ZERO
            && high < RBig::ONE
            && left >= RBig::ZERO
            && nonneg_on(&below, &RBig::ZERO, &low)
            && nonneg_on(&over.scaled(&-RBig::ONE), &high, &RBig::ONE);
        let pay = self.at_level(&shape, &level);
        let paid = accepted
            && self.surely_nonneg(&pay)
            && match family {
                WageFamily::Logarithm(_) => true,
                WageFamily::Root(_) => self.clear(&pay),
                WageFamily::Exponential(_) => self.clear(&shape.scaled(&level)),
            };
        paid.then_some(Contract {
            pay,
            shape,
            low,
            high,
        })
    }

    pub(super) fn clear(&self, p: &Polynomial) -> bool {
        self.surely_nonneg(&p.plus(&Polynomial::constant(-unit(CRUMB))))
    }

    pub(super) fn surely_nonneg(&self, p: &Polynomial) -> bool {
        nonneg_on(&lowered(p), &self.least, &self.greatest)
    }
}
