//! Integers of 256 bits, for what lifting leaves of a right-hand side.

use dashu_base::{Sign, Signed, UnsignedAbs};
use dashu_int::IBig;

use super::field::PRIME;

/// Two's complement, least significant limb first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wide([u64; 4]);

/// A coefficient: whether it is negative, and its size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Factor {
    negative: bool,
    size: u128,
}

impl Factor {
    /// `None` beyond 2^126.
    pub(super) fn new(x: &IBig) -> Option<Self> {
        let size = u128::try_from(x.clone().unsigned_abs()).ok()?;
        (size >> 126 == 0).then_some(Factor {
            negative: x.is_negative(),
            size,
        })
    }

    pub(super) fn size(&self) -> u128 {
        self.size
    }
}

impl Wide {
    /// `None` beyond 2^250, so that a few sums fit.
    pub(super) fn new(x: &IBig) -> Option<Self> {
        let (sign, size) = x.clone().into_parts();
        let bytes = size.to_le_bytes();
        let mut limbs = [0; 4];
        for (place, &byte) in bytes.iter().enumerate() {
            *limbs.get_mut(place / 8)? |= u64::from(byte) << (8 * (place % 8));
        }
        let wide = Wide(limbs);
        (limbs[3] >> 58 == 0).then_some(match sign {
            Sign::Positive => wide,
            Sign::Negative => wide.negated(),
        })
    }

    fn is_negative(&self) -> bool {
        self.0[3] >> 63 == 1
    }

    fn negated(self) -> Self {
        let mut carry = true;
        Wide(self.0.map(|limb| {
            let (sum, over) = (!limb).overflowing_add(u64::from(carry));
            carry = over;
            sum
        }))
    }

    fn add(&mut self, other: Wide) {
        let mut carry = 0u128;
        for (limb, other) in self.0.iter_mut().zip(other.0) {
            let sum = u128::from(*limb) + u128::from(other) + carry;
            (*limb, carry) = (sum as u64, sum >> 64);
        }
    }

    /// Subtracts `factor · digit`.
    pub(super) fn subtract_product(&mut self, factor: Factor, digit: u64) {
        let low = u128::from(factor.size as u64) * u128::from(digit);
        let high = (factor.size >> 64) * u128::from(digit) + (low >> 64);
        let product = Wide([low as u64, high as u64, (high >> 64) as u64, 0]);
        self.add(match factor.negative {
            true => product,
            false => product.negated(),
        });
    }

    /// The quotient by the prime, which has to divide it: the prime is 2^61 − 1, whose inverse
    /// modulo 2^256 is `−(1 + 2^61 + 2^122 + 2^183 + 2^244)`.
    pub(super) fn divided(self) -> Self {
        let mut sum = self;
        for power in 1..5 {
            sum.add(self.shifted(61 * power));
        }
        sum.negated()
    }

    fn shifted(self, by: usize) -> Self {
        let (limbs, bits) = (by / 64, by % 64);
        let limb = |place: Option<usize>| place.map_or(0, |place| self.0[place]);
        let mut shifted = [0; 4];
        for (place, slot) in shifted.iter_mut().enumerate().skip(limbs) {
            *slot = limb(place.checked_sub(limbs)) << bits;
            if bits > 0 {
                *slot |= limb(place.checked_sub(limbs + 1)) >> (64 - bits);
            }
        }
        Wide(shifted)
    }

    /// The residue modulo the prime.
    pub(super) fn residue(self) -> u64 {
        let size = if self.is_negative() {
            self.negated()
        } else {
            self
        };
        // 2^64 ≡ 8
        let value = size.0.iter().rev().fold(0u128, |value, &limb| {
            (value * 8 + u128::from(limb)) % u128::from(PRIME)
        });
        let value = value as u64;
        match self.is_negative() && value > 0 {
            true => PRIME - value,
            false => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::residue;
    use super::*;

    #[test]
    fn agrees_with_big_integers() {
        fn property(a: i128, b: i128, c: i128, digit: u64) -> bool {
            let digit = digit % PRIME;
            // up to 2^126, and up to 2^187 for the residual
            let factor = IBig::from(a / 4);
            let residual = IBig::from(b) * (IBig::from(1) << 60) + IBig::from(c);
            let (Some(small), Some(mut wide)) = (Factor::new(&factor), Wide::new(&residual)) else {
                return false;
            };
            wide.subtract_product(small, digit);
            let expected = residual - factor * digit;
            let rest = residue(&expected);
            let even = expected - IBig::from(rest);
            let quotient = &even / IBig::from(PRIME);
            Wide::new(&even).map(Wide::divided) == Wide::new(&quotient)
                && wide.residue() == rest
                && Some(wide) == Wide::new(&(even + IBig::from(rest)))
        }
        quickcheck::quickcheck(property as fn(i128, i128, i128, u64) -> bool);
    }
}
