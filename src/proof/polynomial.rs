//! Polynomials with rational coefficients, as far as certificates need them.

use super::decimal::{half, rounded_down};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Binary digits of rounded coefficients: `grain` in `proofs/Lib/Polynomial.v`.
const GRAIN: usize = 160;

/// Coefficients, the constant first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Polynomial(Vec<RBig>);

impl Polynomial {
    pub(super) fn constant(value: RBig) -> Self {
        Polynomial(vec![value])
    }

    /// With these coefficients, the constant first.
    pub(super) fn of(coefficients: Vec<RBig>) -> Self {
        Polynomial(coefficients)
    }

    pub(super) fn coefficients(&self) -> &[RBig] {
        &self.0
    }

    /// The integral from 0 on.
    pub(super) fn integral(&self) -> Self {
        let zero = std::iter::once(RBig::ZERO);
        let rest = self.0.iter().enumerate();
        Polynomial(
            zero.chain(rest.map(|(power, a)| a / IBig::from(power + 1)))
                .collect(),
        )
    }

    /// Of another polynomial instead of x.
    pub(super) fn composed(&self, inner: &Self) -> Self {
        let none = Polynomial(Vec::new());
        self.0.iter().rev().fold(none, |sum, a| {
            sum.times(inner).plus(&Polynomial::constant(a.clone()))
        })
    }

    /// As a polynomial on [0, 1] of where x is from `low` to `high`.
    pub(super) fn on(&self, low: &RBig, high: &RBig) -> Self {
        self.composed(&Polynomial(vec![low.clone(), high - low]))
    }

    /// `coefficient·x^power`.
    pub(super) fn term(coefficient: RBig, power: usize) -> Self {
        let mut coefficients = vec![RBig::ZERO; power];
        coefficients.push(coefficient);
        Polynomial(coefficients)
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        let (long, short) = if self.0.len() < other.0.len() {
            (other, self)
        } else {
            (self, other)
        };
        let mut sum = long.0.clone();
        for (a, b) in sum.iter_mut().zip(&short.0) {
            *a += b;
        }
        Polynomial(sum)
    }

    pub(super) fn scaled(&self, factor: &RBig) -> Self {
        Polynomial(self.0.iter().map(|a| a * factor).collect())
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let mut product = Polynomial(Vec::new());
        for (power, a) in self.0.iter().enumerate() {
            let mut row = vec![RBig::ZERO; power];
            row.extend(other.0.iter().map(|b| a * b));
            product = product.plus(&Polynomial(row));
        }
        product
    }

    pub(super) fn at(&self, x: &RBig) -> RBig {
        self.0.iter().rev().fold(RBig::ZERO, |sum, a| sum * x + a)
    }

    pub(super) fn slope(&self) -> Self {
        let rest = self.0.iter().enumerate().skip(1);
        Polynomial(rest.map(|(power, a)| a * IBig::from(power)).collect())
    }

    /// Quotient and rest by `x − point`.
    pub(super) fn divided(&self, point: &RBig) -> (Self, RBig) {
        let mut rest = RBig::ZERO;
        let mut quotient = Vec::with_capacity(self.0.len());
        for a in self.0.iter().rev() {
            quotient.push(rest.clone());
            rest = a + point * rest;
        }
        quotient.reverse();
        quotient.pop();
        (Polynomial(quotient), rest)
    }

    /// `(x − point)²·quotient + slope·(x − point) + rest`.
    pub(super) fn around(&self, point: &RBig) -> (Self, RBig, RBig) {
        let (once, rest) = self.divided(point);
        let (quotient, slope) = once.divided(point);
        (quotient, slope, rest)
    }

    /// With coefficients rounded down as Coq does.
    pub(super) fn rounded_down(&self) -> Self {
        Polynomial(self.0.iter().map(|a| rounded_down(a, GRAIN)).collect())
    }

    /// These, with so much on the constant that no value in [−2, 2] is below the polynomial's.
    pub(super) fn rounded_up(&self) -> Self {
        let error = RBig::from_parts(IBig::ONE << self.0.len(), UBig::ONE << GRAIN);
        self.rounded_down().plus(&Polynomial::constant(error))
    }

    /// Where the slope turns from at most 0 to positive in [0, 1], to `halvings` binary digits
    /// from below; `None` where it is not at most 0 at 0 and positive at 1.
    pub(super) fn stationary(&self, halvings: usize) -> Option<RBig> {
        let slope = self.slope();
        if slope.at(&RBig::ZERO) > RBig::ZERO || slope.at(&RBig::ONE) <= RBig::ZERO {
            return None;
        }
        let half = half();
        let (mut low, mut high) = (RBig::ZERO, RBig::ONE);
        for _ in 0..halvings {
            let middle = (&low + &high) * &half;
            if slope.at(&middle) > RBig::ZERO {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(low)
    }

    /// Whether Coq sees that it is nowhere below 0 on [0, 1]: Bernstein's coefficients of what is
    /// rounded down, in integers, `at_least_zero` in `proofs/Lib/Polynomial.v`.
    pub(super) fn at_least_zero(&self) -> bool {
        let grain = RBig::from(UBig::ONE << GRAIN);
        let mut done: Vec<IBig> = Vec::with_capacity(self.0.len());
        for a in &self.0 {
            let mut carried = (a * &grain).floor();
            for b in &mut done {
                let next = b.clone();
                *b += &carried;
                carried = next;
            }
            done.push(carried);
        }
        done.iter().all(|a| *a >= IBig::ZERO)
    }

    /// The least coefficient in Bernstein's form on [0, 1], which no value there is below; 0 for
    /// no coefficients.
    pub(super) fn least_bernstein(&self) -> RBig {
        self.bernstein().into_iter().min().unwrap_or(RBig::ZERO)
    }

    /// The coefficients in Bernstein's form on [0, 1]; one 0 for no coefficients.
    pub(super) fn bernstein(&self) -> Vec<RBig> {
        let degree = self.0.len().saturating_sub(1);
        let coefficient = |j: usize| {
            let terms = self.0.iter().enumerate().take(j + 1);
            terms.fold(RBig::ZERO, |sum, (i, a)| {
                sum + a * RBig::from_parts(choose(j, i).into(), choose(degree, i))
            })
        };
        (0..=degree).map(coefficient).collect()
    }
}

/// Binomial coefficient.
fn choose(n: usize, k: usize) -> UBig {
    (0..k).fold(UBig::ONE, |product, i| product * (n - i) / (i + 1))
}

#[cfg(test)]
mod tests {
    use super::super::decimal::unit;
    use super::*;

    fn rational(numerator: i32, denominator: u32) -> RBig {
        RBig::from_parts(numerator.into(), denominator.into())
    }

    /// (x − 1/3)² + 2
    fn bowl() -> Polynomial {
        let root = Polynomial(vec![rational(-1, 3), RBig::ONE]);
        root.times(&root)
            .plus(&Polynomial::constant(rational(2, 1)))
    }

    #[test]
    fn division_gives_back_what_was_multiplied() {
        let one = Polynomial::constant(RBig::ONE);
        let parts = bowl().around(&rational(1, 3));
        assert_eq!(parts, (one, RBig::ZERO, rational(2, 1)));
    }

    #[test]
    fn rounded_polynomials_are_below_and_above_and_near() {
        let thirds = Polynomial(vec![rational(1, 3), rational(-1, 3), rational(2, 3)]);
        let error = thirds.plus(&thirds.rounded_down().scaled(&rational(-1, 1)));
        let error = error.coefficients();
        assert!(error.iter().all(|a| *a > RBig::ZERO && *a < unit(GRAIN)));
        for x in -8..=8 {
            let x = rational(x, 4);
            let above = thirds.rounded_up().at(&x) - thirds.at(&x);
            assert!(above > RBig::ZERO && above < unit(GRAIN - 4));
        }
    }

    #[test]
    fn the_bottom_of_a_bowl_is_found_from_below() {
        let bottom = bowl().stationary(40).unwrap_or(RBig::ZERO);
        let error = rational(1, 3) - bottom;
        assert!(error >= RBig::ZERO && error < rational(1, 1 << 30));
        assert_eq!(bowl().scaled(&rational(-1, 1)).stationary(40), None);
    }

    #[test]
    fn no_value_is_below_the_least_bernstein_coefficient() {
        let least = bowl().least_bernstein();
        for tenth in 0..=10 {
            assert!(least <= bowl().at(&rational(tenth, 10)));
        }
        assert!(least < rational(2, 1));
        assert!(bowl().at_least_zero());
        let below = |by: i32| bowl().plus(&Polynomial::constant(rational(-by, 32)));
        for by in 0..96 {
            let shown = below(by).at_least_zero();
            assert_eq!(shown, below(by).least_bernstein() >= RBig::ZERO, "{by}");
        }
    }
}
