//! Mills' ratio with proof.

use super::Interval;

/// Terms of the fraction. The last tail is known to a factor of √k/z, and each step back from k
/// shrinks a relative error by 1 − z/√k, so that √k/z·exp(−2z·√k) is left: below a rounding from z
/// = 0.6 on.
const TERMS: u32 = 2_000;

/// M(z) = (1 − Φ(z))/φ(z) for z > 0, from Laplace's continued fraction M(z) = 1/(z + 1/(z + 2/(z +
/// 3/(z + …)))) (Abramowitz and Stegun 26.2.14): every tail t_k = z + k/t_(k+1) lies between z and
/// z + k/z. `None` where z may be ≤ 0.
#[must_use]
pub fn mills(z: Interval) -> Option<Interval> {
    if !(z.lower() > 0.0) {
        return None;
    }
    // M falls in z.
    let (most, least) = (at(z.lower()), at(z.upper()));
    Interval::new(least.lower(), most.upper())
}

fn at(z: f64) -> Interval {
    let z = Interval::point(z);
    let last = z + Interval::point(f64::from(TERMS)) / z;
    let tail = (1..TERMS).rev().fold(z.hull(last), |tail, k| {
        z + Interval::point(f64::from(k)) / tail
    });
    Interval::ONE / tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_thirty_digits_lie_inside() {
        // mpmath, 40 digits: sqrt(pi/2)*exp(z^2/2)*erfc(z/sqrt(2)), rounded to the nearest double.
        for (z, value) in MILLS {
            let found = mills(Interval::point(z)).unwrap();
            // A double next to the exact value may lie half a unit of the last place outside.
            assert!(found.widened().contains(value), "z = {z}: {found:?}");
            let root = f64::from(TERMS).sqrt();
            // What is left of the last tail, and three roundings for each step in which they are
            // not yet shrunk away.
            let width = root / z * (-2.0 * z * root).exp() + 3.0 * f64::EPSILON * root / z;
            assert!(found.width() <= width * value, "z = {z}: {found:?}");
        }
        assert!(mills(Interval::new(-1.0, 1.0).unwrap()).is_none());
        let wide = mills(Interval::new(1.0, 2.0).unwrap()).unwrap();
        assert!(wide.contains(0.5) && !wide.contains(0.4));
    }

    const MILLS: [(f64, f64); 6] = [
        (0.125, 1.1374909212036046),
        (0.5, 0.8763644564536923),
        (1.0, 0.6556795424187984),
        (2.5, 0.35426511132979366),
        (6.0, 0.16237766089686745),
        (20.0, 0.04987592598183679),
    ];
}
