//! Arithmetic modulo the Mersenne prime 2^61 − 1.

use dashu_int::IBig;

use crate::lp::dyadic::Dyadic;

/// The prime.
pub(super) const PRIME: u64 = (1 << 61) - 1;

fn fold(x: u128) -> u64 {
    // 2^61 ≡ 1, so the high bits are added to the low ones; twice suffices below 2^122.
    let once = (x as u64 & PRIME) + (x >> 61) as u64;
    let twice = (once & PRIME) + (once >> 61);
    if twice >= PRIME { twice - PRIME } else { twice }
}

pub(super) fn multiply(a: u64, b: u64) -> u64 {
    fold(u128::from(a) * u128::from(b))
}

pub(super) fn subtract(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

/// `a^(PRIME − 2)`: the inverse of `a ≠ 0` by Fermat.
pub(super) fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

/// The residue of an integer.
pub(super) fn residue(x: &IBig) -> u64 {
    let prime = IBig::from(PRIME);
    let remainder = x % &prime;
    u64::try_from(&remainder).unwrap_or_else(|_| {
        // truncated division leaves the sign of the dividend
        u64::try_from(remainder + prime).unwrap_or(0)
    })
}

/// The residue of a dyadic number: 2 is invertible, and 2^61 ≡ 1.
pub(super) fn residue_of(x: &Dyadic) -> u64 {
    let power = 1u64 << x.exponent().rem_euclid(61);
    multiply(residue(x.mantissa()), power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_operations() {
        quickcheck::quickcheck(
            (|a: u64, b: u64| {
                let (a, b) = (a % PRIME, b % PRIME);
                let wide = (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64;
                multiply(a, b) == wide
                    && (a == 0 || multiply(a, inverse(a)) == 1)
                    && multiply(subtract(a, b), 1) == subtract(a, b)
            }) as fn(u64, u64) -> bool,
        );
    }

    #[test]
    fn residues_of_negative_and_fractional_numbers() {
        assert_eq!(residue(&IBig::from(-1)), PRIME - 1);
        let quarter = residue_of(&Dyadic::new(IBig::from(3), -2));
        assert_eq!(multiply(quarter, 4), 3);
    }
}
