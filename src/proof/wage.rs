//! Wages of three families of utilities next to a price, in rationals: what
//! `proofs/Lib/WagePolynomial.v` checks.
//!
//! The largest `λ(1+t)·v − h(v)`, G(t), has `G″ = c·(1+t)^−θ`; a polynomial that is Taylor's of G
//! but for a larger last coefficient lies above it. Logarithms and exponentials enter as brackets,
//! some 2^-129 wide: 12 digits of a gap of 10^-15 next to payoffs of order one are some 2^-90.

use super::decimal::{half, rational, rounded_down, rounded_up, unit};
use super::numbers::Numbers;
use super::polynomial::Polynomial;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Binary digits of what is written out.
const DIGITS: usize = 136;

/// Binary digits of a bracket's half width. Coq's series is exact to some 2^-150.
const HALF_WIDTH: usize = 130;

/// Binary digits of rounding in between.
const WORKING: usize = 220;

/// A utility of money, by its inverse h.
#[derive(Debug, Clone, PartialEq)]
pub enum WageFamily {
    /// `v^p`, p ≥ 2.
    Root(RBig),
    /// `a(e^v − 1)`.
    Logarithm(RBig),
    /// `−ln(1 − rv)/r`.
    Exponential(RBig),
}

/// A price, with brackets of the logarithm that the family asks for there and of the utility paid.
#[derive(Debug, Clone, PartialEq)]
pub struct PricePoint {
    pub(super) price: RBig,
    pub(super) log: (RBig, RBig),
    pub(super) answer: (RBig, RBig),
}

/// A polynomial above G on `[bottom, top]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Majorant {
    pub(super) here: PricePoint,
    pub(super) there: PricePoint,
    pub(super) bottom: RBig,
    pub(super) top: RBig,
    pub(super) terms: usize,
    pub(super) last: RBig,
    pub(super) value: RBig,
    pub(super) slope: RBig,
    pub(super) bend: RBig,
    pub(super) error: RBig,
}

pub(super) fn whole(x: usize) -> RBig {
    RBig::from(IBig::from(x))
}

fn rounded(x: &RBig) -> RBig {
    rounded_down(x, WORKING)
}

/// `e^x` for |x| up to some 30, to 2^-200 of itself.
fn exp(x: &RBig) -> RBig {
    let small = rounded(&(x / whole(32)));
    let mut sum = RBig::ONE;
    for k in (1..=60).rev() {
        sum = rounded(&(RBig::ONE + &small * sum / whole(k)));
    }
    (0..5).fold(sum, |power, _| rounded(&(&power * &power)))
}

/// `ln y`, by Newton's rule from the float.
fn ln(y: &RBig) -> Option<RBig> {
    if *y <= RBig::ZERO {
        return None;
    }
    let mut log = rational(libm::log(y.to_f64().value()))?;
    for _ in 0..4 {
        log = rounded(&(&log + y / exp(&log) - RBig::ONE));
    }
    Some(log)
}

/// The number with half a bracket's width on each side.
fn bracket(x: &RBig) -> (RBig, RBig) {
    let half_width = unit(HALF_WIDTH);
    (
        rounded_down(&(x - &half_width), DIGITS),
        rounded_up(&(x + &half_width), DIGITS),
    )
}

impl WageFamily {
    /// The utility of a model.
    ///
    /// # Errors
    /// What kind it would have to be.
    pub(super) fn of(numbers: &Numbers) -> Result<Self, &'static str> {
        let number = |key: &str| {
            let number = numbers.number("utility", key)?;
            rational(number).ok_or("a number is not finite")
        };
        if number("minimum_wage") != Ok(RBig::ZERO) {
            return Err("the minimum wage has to be 0");
        }
        match numbers.word("utility", "family") {
            "power" => {
                let gamma = number("gamma")?;
                if gamma > half() {
                    return Err("the exponent of the utility has to be at most one half");
                }
                Ok(WageFamily::Root(RBig::ONE / gamma))
            }
            "log" => Ok(WageFamily::Logarithm(number("scale")?)),
            "cara" => Ok(WageFamily::Exponential(number("risk_aversion")?)),
            _ => Err("the utility has to be a power, log or cara"),
        }
    }

    /// θ.
    pub(super) fn theta(&self) -> RBig {
        match self {
            WageFamily::Root(p) => (p - whole(2)) / (p - RBig::ONE),
            WageFamily::Logarithm(_) => RBig::ONE,
            WageFamily::Exponential(_) => whole(2),
        }
    }

    /// h′, in floats.
    pub(super) fn marginal_wage(&self, v: f64) -> f64 {
        match self {
            WageFamily::Root(p) => {
                let p = p.to_f64().value();
                p * libm::pow(v, p - 1.0)
            }
            WageFamily::Logarithm(a) => a.to_f64().value() * libm::exp(v),
            WageFamily::Exponential(r) => 1.0 / (1.0 - r.to_f64().value() * v),
        }
    }

    /// h″/h′, in floats.
    pub(super) fn steepness(&self, v: f64) -> f64 {
        match self {
            WageFamily::Root(p) => (p.to_f64().value() - 1.0) / v,
            WageFamily::Logarithm(_) => 1.0,
            WageFamily::Exponential(r) => {
                let r = r.to_f64().value();
                r / (1.0 - r * v)
            }
        }
    }

    /// c and its slope in λ at the price of the utility v, in floats.
    pub(super) fn bend(&self, price: f64, v: f64) -> (f64, f64) {
        let bend = price / self.steepness(v);
        match self {
            WageFamily::Root(p) => {
                let p = p.to_f64().value();
                (bend, bend / price * p / (p - 1.0))
            }
            WageFamily::Logarithm(_) => (bend, 1.0),
            WageFamily::Exponential(_) => (bend, 0.0),
        }
    }

    /// The least price at which anything is paid.
    pub(super) fn least_price(&self) -> RBig {
        match self {
            WageFamily::Root(_) => RBig::ZERO,
            WageFamily::Logarithm(a) => a.clone(),
            WageFamily::Exponential(_) => RBig::ONE,
        }
    }

    /// Whether some wage buys so much.
    pub(super) fn pays(&self, utility: &RBig) -> bool {
        match self {
            WageFamily::Root(_) | WageFamily::Logarithm(_) => *utility >= RBig::ZERO,
            WageFamily::Exponential(r) => *utility >= RBig::ZERO && r * utility < RBig::ONE,
        }
    }

    /// A wage that buys the utility and hardly more, and a number hardly above the utility's
    /// logarithm.
    pub(super) fn wage_at_most(&self, utility: &RBig) -> Option<(RBig, RBig)> {
        match self {
            WageFamily::Root(p) => {
                let log = bracket(&ln(utility)?).1;
                let wage = exp(&(p * &log));
                Some((rounded_up(&(wage + unit(HALF_WIDTH)), DIGITS), log))
            }
            WageFamily::Logarithm(a) => {
                let wage = a * (exp(utility) - RBig::ONE);
                Some((
                    rounded_up(&(wage + a * unit(HALF_WIDTH)), DIGITS),
                    RBig::ZERO,
                ))
            }
            WageFamily::Exponential(r) => {
                let log = bracket(&ln(&(RBig::ONE - r * utility))?).0;
                Some((rounded_up(&(-log / r), DIGITS), RBig::ZERO))
            }
        }
    }

    /// The brackets at a price above 0.
    pub(super) fn point(&self, price: RBig) -> Option<PricePoint> {
        let argument = match self {
            WageFamily::Root(k) => &price / k,
            WageFamily::Logarithm(a) => &price / a,
            WageFamily::Exponential(_) => price.clone(),
        };
        let exact = ln(&argument)?;
        let log = bracket(&exact);
        let answer = match self {
            WageFamily::Root(k) => {
                let answer = exp(&(exact / (k - RBig::ONE)));
                let half_width = unit(HALF_WIDTH - 4);
                (
                    rounded_down(&(&answer - &half_width), DIGITS),
                    rounded_up(&(&answer + half_width), DIGITS),
                )
            }
            WageFamily::Logarithm(_) => log.clone(),
            WageFamily::Exponential(r) => {
                let answer = (RBig::ONE - RBig::ONE / &price) / r;
                (rounded_down(&answer, DIGITS), rounded_up(&answer, DIGITS))
            }
        };
        Some(PricePoint { price, log, answer })
    }

    /// The largest `y·v − h(v)`, from above.
    pub(super) fn peak_high(&self, at: &PricePoint) -> RBig {
        let y = &at.price;
        match self {
            WageFamily::Root(k) => y * &at.answer.1 * (RBig::ONE - RBig::ONE / k),
            WageFamily::Logarithm(a) => y * &at.answer.1 - y + a,
            WageFamily::Exponential(r) => (y - RBig::ONE - &at.log.0) / r,
        }
    }

    fn bend_high(&self, at: &PricePoint) -> RBig {
        let y = &at.price;
        match self {
            WageFamily::Root(k) => &at.answer.1 / ((k - RBig::ONE) * y),
            WageFamily::Logarithm(_) => RBig::ONE / y,
            WageFamily::Exponential(r) => RBig::ONE / (r * y * y),
        }
    }

    /// Taylor's coefficients of `(1+t)^−θ`.
    fn taylor(&self, terms: usize) -> Vec<RBig> {
        let theta = self.theta();
        let mut coefficients = Vec::with_capacity(terms);
        let mut next = RBig::ONE;
        for i in 1..=terms {
            coefficients.push(next.clone());
            next = next * (-&theta - whole(i) + RBig::ONE) / whole(i);
        }
        coefficients
    }

    /// The last coefficient with which Taylor's polynomial lies above `(1+t)^−θ` from `split` on;
    /// `None` where none does so by this argument.
    pub(super) fn last_coefficient(&self, terms: usize, split: &RBig) -> Option<RBig> {
        let theta = self.theta();
        let order = whole(terms);
        let room = &order + (&order + &theta) * split;
        let before = self.taylor(terms).pop()?;
        (room > RBig::ZERO)
            .then(|| rounded_up(&(-(&order - RBig::ONE + &theta) * before / room), 40))
    }

    /// R.
    pub(super) fn shape(&self, terms: usize, last: &RBig) -> Vec<RBig> {
        let mut shape = self.taylor(terms);
        shape.push(last.clone());
        shape
    }

    /// A polynomial above G around `price`, right of `split` by its curvature and left of it by its
    /// value.
    pub(super) fn majorant(
        &self,
        price: &RBig,
        split_price: RBig,
        range: (RBig, RBig),
        terms: usize,
    ) -> Option<Majorant> {
        let (bottom, top) = range;
        let two = whole(2);
        if bottom < -&two || top > two {
            return None;
        }
        let here = self.point(price.clone())?;
        let there = self.point(split_price)?;
        let split = &there.price / price - RBig::ONE;
        let last = self.last_coefficient(terms, &split)?;
        let (low, high) = (price * &here.answer.0, price * &here.answer.1);
        let slope = rounded_down(&((&low + &high) * half()), DIGITS);
        let off = (&slope - &low).max(&high - &slope);
        let error = rounded_up(&off, DIGITS);
        let farthest = top.clone().max(-&split);
        let value = rounded_up(&(self.peak_high(&here) + &error * farthest), DIGITS);
        let bend = rounded_up(&(price * price * self.bend_high(&here)), DIGITS);
        let found = Majorant {
            here,
            there,
            bottom,
            top,
            terms,
            last,
            value,
            slope,
            bend,
            error,
        };
        let left = found
            .polynomial(self)
            .plus(&Polynomial::constant(-self.peak_high(&found.there)));
        let certain =
            split <= found.bottom || left.on(&found.bottom, &split).least_bernstein() >= RBig::ZERO;
        certain.then_some(found)
    }
}

impl Majorant {
    /// P.
    pub(super) fn polynomial(&self, family: &WageFamily) -> Polynomial {
        let shape = family.shape(self.terms, &self.last);
        let bending = Polynomial::of(shape).scaled(&self.bend);
        Polynomial::of(vec![self.value.clone(), self.slope.clone()])
            .plus(&bending.integral().integral())
            .rounded_up()
    }
}
