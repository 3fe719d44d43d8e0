//! A float as the exact number that it is.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// The float `x` as a rational; `None` for NaN and infinities.
#[must_use]
pub fn rational(x: f64) -> Option<RBig> {
    let (mantissa, exponent) = dyadic(x)?;
    let mantissa = IBig::from(mantissa);
    Some(if exponent >= 0 {
        RBig::from(mantissa << exponent.unsigned_abs() as usize)
    } else {
        RBig::from_parts(mantissa, UBig::ONE << exponent.unsigned_abs() as usize)
    })
}

/// `(mantissa, exponent)` with `x = mantissa · 2^exponent`, mantissa odd or 0; `None` for NaN
/// and infinities.
#[must_use]
pub fn dyadic(x: f64) -> Option<(i64, i32)> {
    if !x.is_finite() {
        return None;
    }
    if x == 0.0 {
        return Some((0, 0));
    }
    let bits = x.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    // IEEE 754 binary64: bias 1023 and 52 fraction bits; field 0 marks the subnormals
    let (mantissa, exponent) = if field == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, field - 1075)
    };
    let zeros = mantissa.trailing_zeros();
    let sign = if x < 0.0 { -1 } else { 1 };
    Some((sign * (mantissa >> zeros), exponent + zeros as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dyadics_are_the_floats() {
        fn property(bits: u64) -> bool {
            let x = f64::from_bits(bits);
            match dyadic(x) {
                None => !x.is_finite(),
                Some((mantissa, exponent)) => {
                    // two steps, since 2^exponent alone may be below the smallest float
                    let half = exponent / 2;
                    let scaled = mantissa as f64 * 2f64.powi(half) * 2f64.powi(exponent - half);
                    scaled == x && (mantissa == 0 || mantissa % 2 != 0)
                }
            }
        }
        quickcheck::quickcheck(property as fn(u64) -> bool);
    }
}
