//! Root and minimum of a function of one variable on an interval.
//!
//! R. P. Brent, *Algorithms for Minimization without Derivatives* (1973), chapters 4 and 5.
//! Written here because the published crates do not fit: `roots` 0.0.8 has no minimiser and
//! lets NaN through its sign test (`ya·yb > 0` is false for NaN), `argmin` 0.11 brings an
//! executor, checkpoints and clocks for what is a loop of forty lines in the hot path.

use super::error::NumericsError;

const MAX_ITERATIONS: usize = 500;

/// A minimum found by [`minimise`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum {
    /// Where the function is least.
    pub at: f64,
    /// The function's value there.
    pub value: f64,
}

/// A zero of `f` between `lo` and `hi`, where `f` must have opposite signs.
///
/// The answer is within `tolerance + 4·ε·|x|` of a sign change. Brent's zero: inverse
/// quadratic or linear interpolation, bisection whenever these do not shrink the bracket.
///
/// # Errors
/// [`NumericsError::Domain`] for an empty or infinite interval or a negative tolerance,
/// [`NumericsError::NotBracketed`], [`NumericsError::NotANumber`].
pub fn find_root(
    mut f: impl FnMut(f64) -> f64,
    lo: f64,
    hi: f64,
    tolerance: f64,
) -> Result<f64, NumericsError> {
    check_interval(lo, hi, tolerance)?;
    let mut eval = |x: f64| number(f(x), x);
    // b: best point so far; a: the previous one; c: on the other side of the zero from b.
    let (mut a, mut b) = (lo, hi);
    let (mut fa, mut fb) = (eval(a)?, eval(b)?);
    if fa == 0.0 {
        return Ok(a);
    }
    if fb == 0.0 {
        return Ok(b);
    }
    if (fa > 0.0) == (fb > 0.0) {
        return Err(NumericsError::NotBracketed {
            lo,
            hi,
            at_lo: fa,
            at_hi: fb,
        });
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before_last = step;
    for _ in 0..MAX_ITERATIONS {
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before_last = step;
        }
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let resolution = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance;
        let half = 0.5 * (c - b);
        if half.abs() <= resolution || fb == 0.0 {
            return Ok(b);
        }
        if before_last.abs() >= resolution && fa.abs() > fb.abs() {
            let s = fb / fa;
            let (mut p, mut q) = if a == c {
                (2.0 * half * s, 1.0 - s)
            } else {
                let (r, t) = (fb / fc, fa / fc);
                (
                    s * (2.0 * half * t * (t - r) - (b - a) * (r - 1.0)),
                    (t - 1.0) * (r - 1.0) * (s - 1.0),
                )
            };
            if p > 0.0 {
                q = -q;
            } else {
                p = -p;
            }
            if 2.0 * p < (3.0 * half * q - (resolution * q).abs()).min((before_last * q).abs()) {
                before_last = step;
                step = p / q;
            } else {
                step = half;
                before_last = half;
            }
        } else {
            step = half;
            before_last = half;
        }
        (a, fa) = (b, fb);
        b += if step.abs() > resolution {
            step
        } else {
            resolution.copysign(half)
        };
        fb = eval(b)?;
    }
    Err(NumericsError::NoConvergence {
        what: "the root search",
        iterations: MAX_ITERATIONS,
    })
}

/// A local minimum of `f` on [`lo`, `hi`]: the minimum if `f` is unimodal, the end points
/// included.
///
/// Brent's parabolic interpolation guarded by golden sections. `tolerance` is absolute in
/// the argument; below `√ε·|x|` the function's own rounding hides the minimum, so that is
/// the least ever used: to place a minimum more sharply find the root of the derivative.
///
/// # Errors
/// [`NumericsError::Domain`] for an empty or infinite interval or a negative tolerance,
/// [`NumericsError::NotANumber`].
pub fn minimise(
    mut f: impl FnMut(f64) -> f64,
    lo: f64,
    hi: f64,
    tolerance: f64,
) -> Result<Minimum, NumericsError> {
    check_interval(lo, hi, tolerance)?;
    let mut eval = |x: f64| number(f(x), x);
    let golden = 0.5 * (3.0 - 5f64.sqrt());
    let (mut a, mut b) = (lo, hi);
    let mut x = a + golden * (b - a);
    let mut fx = eval(x)?;
    let (mut w, mut fw, mut v, mut fv) = (x, fx, x, fx);
    let (mut step, mut before_last) = (0.0f64, 0.0f64);
    for _ in 0..MAX_ITERATIONS {
        let middle = 0.5 * (a + b);
        let resolution = f64::EPSILON.sqrt() * x.abs() + tolerance / 3.0 + f64::MIN_POSITIVE;
        if (x - middle).abs() <= 2.0 * resolution - 0.5 * (b - a) {
            break;
        }
        let (mut p, mut q, mut r) = (0.0, 0.0, 0.0);
        if before_last.abs() > resolution {
            r = (x - w) * (fx - fv);
            q = (x - v) * (fx - fw);
            p = (x - v) * q - (x - w) * r;
            q = 2.0 * (q - r);
            if q > 0.0 {
                p = -p;
            } else {
                q = -q;
            }
            r = before_last;
            before_last = step;
        }
        if p.abs() < (0.5 * q * r).abs() && p > q * (a - x) && p < q * (b - x) {
            step = p / q;
            let trial = x + step;
            if trial - a < 2.0 * resolution || b - trial < 2.0 * resolution {
                step = resolution.copysign(middle - x);
            }
        } else {
            before_last = if x < middle { b - x } else { a - x };
            step = golden * before_last;
        }
        let trial = if step.abs() >= resolution {
            x + step
        } else {
            x + resolution.copysign(step)
        };
        let ft = eval(trial)?;
        if ft <= fx {
            if trial < x {
                b = x;
            } else {
                a = x;
            }
            (v, fv, w, fw, x, fx) = (w, fw, x, fx, trial, ft);
        } else {
            if trial < x {
                a = trial;
            } else {
                b = trial;
            }
            if ft <= fw || w == x {
                (v, fv, w, fw) = (w, fw, trial, ft);
            } else if ft <= fv || v == x || v == w {
                (v, fv) = (trial, ft);
            }
        }
    }
    let mut best = Minimum { at: x, value: fx };
    for end in [lo, hi] {
        let value = eval(end)?;
        if value < best.value {
            best = Minimum { at: end, value };
        }
    }
    Ok(best)
}

fn check_interval(lo: f64, hi: f64, tolerance: f64) -> Result<(), NumericsError> {
    for (what, value) in [("lower end", lo), ("upper end", hi)] {
        if !value.is_finite() {
            return Err(NumericsError::Domain {
                what,
                value,
                allowed: "finite",
            });
        }
    }
    if lo > hi {
        return Err(NumericsError::Domain {
            what: "lower end",
            value: lo,
            allowed: "at most the upper end",
        });
    }
    if tolerance.is_nan() || tolerance < 0.0 {
        return Err(NumericsError::Domain {
            what: "tolerance",
            value: tolerance,
            allowed: "at least 0",
        });
    }
    Ok(())
}

fn number(value: f64, at: f64) -> Result<f64, NumericsError> {
    if value.is_nan() {
        Err(NumericsError::NotANumber { at })
    } else {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;
    use quickcheck::quickcheck;

    #[test]
    fn finds_the_roots_of_textbook_functions() {
        let tolerance = 1e-14;
        let root = |f: fn(f64) -> f64, lo, hi| find_root(f, lo, hi, tolerance).unwrap();
        // Two tolerances: the bracket's and the answer's own rounding.
        assert_abs_diff_eq!(
            root(|x| x * x - 2.0, 0.0, 2.0),
            2f64.sqrt(),
            epsilon = 2e-14
        );
        // Dottie number, OEIS A003957.
        assert_abs_diff_eq!(
            root(|x| libm::cos(x) - x, 0.0, 1.0),
            0.739_085_133_215_160_6,
            epsilon = 2e-14
        );
        // Flat on one side, steep on the other: interpolation alone would crawl.
        assert_abs_diff_eq!(
            root(|x| libm::exp(x) - 1e-8, -50.0, 50.0),
            libm::log(1e-8),
            epsilon = 4e-14
        );
    }

    #[test]
    fn evaluates_few_times_even_at_a_multiple_root() {
        let mut calls = 0;
        let root = find_root(
            |x| {
                calls += 1;
                (x - 0.3).powi(9)
            },
            -1.0,
            4.0,
            1e-12,
        );
        assert_abs_diff_eq!(root.unwrap(), 0.3, epsilon = 2e-12);
        // Brent's bound is the square of bisection's 43 steps; in practice a few times 43.
        assert!(calls < 200, "{calls} evaluations");
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(matches!(
            find_root(|x| x * x + 1.0, -1.0, 1.0, 0.0),
            Err(NumericsError::NotBracketed { .. })
        ));
        assert!(matches!(
            find_root(|x| (x - 0.5).sqrt(), 0.0, 1.0, 0.0),
            Err(NumericsError::NotANumber { at: 0.0 })
        ));
        assert!(matches!(
            find_root(|x| x, 1.0, -1.0, 0.0),
            Err(NumericsError::Domain { .. })
        ));
        assert!(matches!(
            minimise(|_| f64::NAN, 0.0, 1.0, 0.0),
            Err(NumericsError::NotANumber { .. })
        ));
        assert!(matches!(
            minimise(|x| x, 0.0, f64::INFINITY, 0.0),
            Err(NumericsError::Domain { .. })
        ));
    }

    #[test]
    fn minimises_inside_and_at_the_ends() {
        let inside = minimise(|x| (x - 0.3) * (x - 0.3) + 2.0, -1.0, 5.0, 1e-9).unwrap();
        // √ε of the value's own rounding.
        assert_abs_diff_eq!(inside.at, 0.3, epsilon = 5e-8);
        assert_abs_diff_eq!(inside.value, 2.0, epsilon = 1e-14);
        assert_eq!(minimise(|x| x, 1.0, 3.0, 1e-9).unwrap().at, 1.0);
        assert_eq!(minimise(|x| -x, 1.0, 3.0, 1e-9).unwrap().at, 3.0);
    }

    quickcheck! {
        /// Any increasing cubic: the residual changes sign within the tolerance.
        fn brackets_the_root_of_any_increasing_cubic(a: u16, b: u16, c: i16) -> bool {
            let (a, b, c) = (f64::from(a) / 1e3, f64::from(b) / 1e3 + 1e-3, f64::from(c) / 1e2);
            let f = |x: f64| a * x * x * x + b * x + c;
            let reach = c.abs() / b + 1.0;
            match find_root(f, -reach, reach, 1e-10) {
                Ok(x) => {
                    let slack = 1e-10 + 8.0 * f64::EPSILON * x.abs();
                    f(x - slack) <= 0.0 && f(x + slack) >= 0.0
                }
                Err(_) => false,
            }
        }
    }
}
