//! Rational numbers from their p-adic digits.

use std::time::Instant;

use dashu_base::{Abs, BitTest, DivRem, Signed};
use dashu_int::{IBig, UBig};

use super::field::PRIME;

/// How many digits of an unknown are looked at once a denominator is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// As many as the numerators so far have had.
    Few,
    /// All.
    All,
}

/// Numerators and a common denominator that agree with the digits, if such small ones exist.
pub(super) fn reconstruct(
    expansions: &[Vec<u64>],
    digits_used: Digits,
    deadline: Instant,
) -> Option<(Vec<IBig>, UBig)> {
    let length = expansions.first().map_or(0, Vec::len);
    let all = Modulus::new(length);
    let room = all.value.bit_len().checked_sub(SPARE)?;
    // with a denominator known, a numerator needs only as many digits as it has
    let mut few = Modulus::new(match digits_used {
        Digits::Few => 1,
        Digits::All => length,
    });
    // A denominator 2^k makes a number look like a whole one some tens of bits short of the
    // modulus, however many digits there are: 2^-k is 2^(61-k) modulo the prime. Half of the bits
    // to spare cannot mislead once there are enough digits.
    let spare = match digits_used {
        Digits::Few => SPARE,
        Digits::All => all.value.bit_len().div_ceil(2),
    };
    let mut denominator = IBig::ONE;
    let mut numerators: Vec<IBig> = Vec::with_capacity(expansions.len());
    for digits in expansions {
        if Instant::now() > deadline {
            return None;
        }
        let scaled = few.times(digits, &denominator);
        if scaled.bit_len() + spare <= few.value.bit_len() {
            numerators.push(scaled);
            continue;
        }
        let scaled = all.times(digits, &denominator);
        let whole = digits_used == Digits::Few && scaled.bit_len() + denominator.bit_len() <= room;
        let (numerator, factor) = match whole {
            true => (scaled, IBig::ONE),
            false => small_fraction(&scaled, &all.value),
        };
        denominator *= &factor;
        if numerator.bit_len() + denominator.bit_len() > room {
            return None;
        }
        if factor != IBig::ONE {
            for earlier in &mut numerators {
                *earlier *= &factor;
            }
        }
        // numerators are mostly of one length
        let wanted = (numerator.bit_len().max(denominator.bit_len()) + 2 * SPARE) / 61 + 1;
        if wanted > few.digits {
            few = Modulus::new(wanted.min(length));
        }
        numerators.push(numerator);
    }
    Some((numerators, UBig::try_from(denominator).ok()?))
}

/// Bits that must be left over for a coincidence to be unlikely; the substitution decides.
const SPARE: usize = 40;

/// A power of the prime.
struct Modulus {
    digits: usize,
    value: IBig,
    /// `p^(2^k)`.
    powers: Vec<UBig>,
}

impl Modulus {
    fn new(digits: usize) -> Self {
        Modulus {
            digits,
            value: IBig::from(UBig::from(PRIME).pow(digits)),
            powers: powers(digits),
        }
    }

    /// The number with these digits, of which it needs the lower ones only, times a factor:
    /// the residue of least absolute value.
    fn times(&self, digits: &[u64], factor: &IBig) -> IBig {
        let lower = &digits[..digits.len().min(self.digits)];
        let value = IBig::from(from_digits(lower, &self.powers));
        symmetric(&(value * factor), &self.value)
    }
}

/// `p^(2^k)` for every `2^k` below `length`.
fn powers(length: usize) -> Vec<UBig> {
    let mut powers = vec![UBig::from(PRIME)];
    while 1 << powers.len() < length {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    powers
}

/// `Σ digits_k p^k`, the higher half of the digits apart from the lower: with fast multiplication
/// this is cheaper than digit by digit.
fn from_digits(digits: &[u64], powers: &[UBig]) -> UBig {
    match digits {
        [] => UBig::ZERO,
        [digit] => UBig::from(*digit),
        _ => {
            let level = (digits.len() - 1).ilog2();
            let (low, high) = digits.split_at(1 << level);
            from_digits(low, powers) + from_digits(high, powers) * &powers[level as usize]
        }
    }
}

/// The residue of least absolute value.
fn symmetric(x: &IBig, modulus: &IBig) -> IBig {
    let mut r = x % modulus;
    if r.is_negative() {
        r += modulus;
    }
    if (&r << 1) > *modulus { r - modulus } else { r }
}

/// The fraction `n/d ≡ x`, d > 0, where the Euclidean algorithm passes √modulus (Wang 1981).
fn small_fraction(x: &IBig, modulus: &IBig) -> (IBig, IBig) {
    let half = modulus.bit_len() / 2;
    let (mut a, mut b) = (modulus.clone(), x.clone());
    if b.is_negative() {
        b += modulus;
    }
    let (mut s, mut t) = (IBig::ZERO, IBig::ONE);
    while b.bit_len() > half {
        let (quotient, remainder) = (&a).div_rem(&b);
        a = std::mem::replace(&mut b, remainder);
        let next = &s - &quotient * &t;
        s = std::mem::replace(&mut t, next);
    }
    if t.is_negative() {
        (-b, t.abs())
    } else {
        (b, t)
    }
}
