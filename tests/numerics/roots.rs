//! Root and minimum of a function: known answers, hard cases, and what is refused.

use approx::assert_abs_diff_eq;
use firstbest::numerics::NumericsError;
use firstbest::numerics::find_root;
use firstbest::numerics::minimise;
use firstbest::numerics::roots::{Slanted, falling_root};
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
fn finds_where_a_function_falls_also_between_values_of_one_sign() {
    // A cubic with zeros at 0.3 (falling), 0.5 (rising) and 0.7 (falling).
    let f = |x: f64| {
        let (a, b, c) = (x - 0.3, x - 0.5, x - 0.7);
        (-a * b * c, -(a * b + b * c + a * c))
    };
    let at = |x: f64| {
        let (value, slope) = f(x);
        Slanted {
            at: x,
            value,
            slope,
        }
    };
    let found = |low, high| falling_root(|x| f(x).0, |x| f(x).1, at(low), at(high), 1e-15);
    let near = |root: Option<f64>, x: f64| root.is_some_and(|root| (root - x).abs() < 1e-12);
    assert!(near(found(0.0, 0.4), 0.3));
    // Above 0 at both ends, 0.3 and 0.5 between; below 0 at both, 0.5 and 0.7.
    assert!(near(found(0.1, 0.6), 0.3));
    assert!(near(found(0.45, 0.9), 0.7));
    // No zero, only the rising one, and an extremum that stays on its side.
    assert_eq!(found(0.0, 0.2), None);
    assert_eq!(found(0.45, 0.55), None);
    assert_eq!(found(0.52, 0.69), None);
    let nan = Slanted {
        at: 1.0,
        value: f64::NAN,
        slope: 0.0,
    };
    assert_eq!(
        falling_root(|x| f(x).0, |x| f(x).1, at(0.0), nan, 1e-15),
        None
    );
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
