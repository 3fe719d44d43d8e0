//! Root and minimum of a function of one variable on an interval.
//!
//! R. P. Brent, *Algorithms for Minimization without Derivatives* (1973), chapters 4 and 5. Written
//! here because the published crates looked at do not fit: `roots` 0.0.8 has no minimiser and lets
//! NaN through its sign test (`ya·yb > 0` is false for NaN), and `argmin` 0.11 is a framework
//! around what is a loop of forty lines in the hot path.

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

/// A function at one point: where, its value, its slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slanted {
    /// The point.
    pub at: f64,
    /// The value there.
    pub value: f64,
    /// The derivative there.
    pub slope: f64,
}

/// Where a function falls through 0 between two points: from above 0 to 0 or below.
///
/// Values of one sign at both ends may hide two zeros, with an extremum between them; slopes of
/// different signs show that there is one, and it is located and looked at. So nothing is missed
/// where the slope changes its sign at most once between the ends, and at most one zero of this
/// kind lies there. `None` where there is none, and where a value is not a number.
pub fn falling_root(
    f: impl FnMut(f64) -> f64,
    slope: impl FnMut(f64) -> f64,
    left: Slanted,
    right: Slanted,
    tolerance: f64,
) -> Option<f64> {
    if left.value.is_nan() || right.value.is_nan() {
        return None;
    }
    let (low, high) = (left.at, right.at);
    let extremum = || find_root(slope, low, high, tolerance).ok();
    let (from, to) = match (left.value > 0.0, right.value > 0.0) {
        (true, false) => (low, high),
        (true, true) if left.slope < 0.0 && right.slope > 0.0 => (low, extremum()?),
        (false, false) if left.slope > 0.0 && right.slope < 0.0 => (extremum()?, high),
        _ => return None,
    };
    // Where the extremum lies on the side of both ends there is no zero, and none is bracketed.
    find_root(f, from, to, tolerance).ok()
}

/// Between a number for which `holds` does not hold and one for which it does, the one farthest
/// from the latter that still was seen to hold, by as many halvings as a double has bits.
pub fn last_inside(mut holds: impl FnMut(f64) -> bool, outside: f64, inside: f64) -> f64 {
    let (mut outside, mut inside) = (outside, inside);
    for _ in 0..f64::MANTISSA_DIGITS {
        let middle = 0.5 * (outside + inside);
        if middle == outside || middle == inside {
            break;
        }
        if holds(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
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

/// A local minimum of `f` on [`lo`, `hi`] that may be a kink, to the whole `tolerance`.
///
/// [`minimise`], and then golden sections about what it found: at a kink the function rises in
/// proportion to the distance, so that its rounding hides the minimum only below `ε·|x|`, not
/// below `√ε·|x|`.
///
/// # Errors
/// Those of [`minimise`].
pub fn minimise_kinked(
    mut f: impl FnMut(f64) -> f64,
    lo: f64,
    hi: f64,
    tolerance: f64,
) -> Result<Minimum, NumericsError> {
    /// How far the minimum may lie from what [`minimise`] finds, in units of its resolution.
    const REACH: f64 = 4.0;
    let mut best = minimise(&mut f, lo, hi, tolerance)?;
    let reach = REACH * (f64::EPSILON.sqrt() * best.at.abs() + tolerance);
    let (mut a, mut b) = ((best.at - reach).max(lo), (best.at + reach).min(hi));
    let golden = 0.5 * (3.0 - 5f64.sqrt());
    let least = tolerance.max(f64::EPSILON * best.at.abs());
    for _ in 0..MAX_ITERATIONS {
        if b - a <= least {
            break;
        }
        let wider_is_right = best.at - a < b - best.at;
        let trial = if wider_is_right {
            best.at + golden * (b - best.at)
        } else {
            best.at - golden * (best.at - a)
        };
        let value = number(f(trial), trial)?;
        let better = value < best.value;
        match (better, wider_is_right) {
            (true, true) => a = best.at,
            (true, false) => b = best.at,
            (false, true) => b = trial,
            (false, false) => a = trial,
        }
        if better {
            best = Minimum { at: trial, value };
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
