//! Functions of two variables to first order, and minima under constraints.

use firstbest::numerics::Interval;
use firstbest::numerics::interval::{Planar, least_under};

fn variables(centre: [f64; 2], half: f64) -> ([Planar; 2], [Interval; 2]) {
    let reach = [Interval::new(-half, half).unwrap(); 2];
    let of = |k: usize| Planar {
        centre: Interval::point(centre[k]),
        range: Interval::point(centre[k]) + reach[k],
        slopes: [0, 1].map(|i| {
            if i == k {
                Interval::ONE
            } else {
                Interval::ZERO
            }
        }),
    };
    ([of(0), of(1)], reach)
}

fn number(x: f64) -> Planar {
    Planar::constant(Interval::point(x))
}

#[test]
fn every_point_of_a_box_lies_in_the_form() {
    let ([x, y], reach) = variables([1.3, 0.4], 0.1);
    let form = ((x * y + number(2.0)) / (x - y)).tightened(reach);
    let exact = |x: f64, y: f64| (x * y + 2.0) / (x - y);
    for i in 0..=10 {
        for j in 0..=10 {
            let (dx, dy) = (0.02 * f64::from(i) - 0.1, 0.02 * f64::from(j) - 0.1);
            let value = exact(1.3 + dx, 0.4 + dy);
            let slopes = form.slopes;
            let line =
                form.centre + slopes[0] * Interval::point(dx) + slopes[1] * Interval::point(dy);
            assert!(form.range.contains(value) && line.widened().contains(value));
        }
    }
}

#[test]
fn a_minimum_on_a_constraint_is_met_to_second_order_and_never_exceeded() {
    // min x² + y² where x + y ≥ 2: 2 at (1, 1), where no slope of the goal vanishes.
    for half in [0.1, 0.01] {
        let ([x, y], reach) = variables([1.0, 1.0], half);
        let least = least_under(&[x * x + y * y], &[x + y - number(2.0)], reach).bound;
        assert!(least <= 2.0 && least > 2.0 - 8.0 * half * half, "{least}");
    }
    // max(x, 2 − x) ≥ 1, with a constraint that never binds, and one that excludes everything.
    let ([x, y], reach) = variables([1.0, 1.0], 0.1);
    let least = least_under(&[x, number(2.0) - x], &[y], reach).bound;
    assert!(least <= 1.0 && least > 1.0 - 1e-12, "{least}");
    assert_eq!(
        least_under(&[x], &[y - number(2.0)], reach).bound,
        f64::INFINITY
    );
    // A constraint that holds nowhere at the centre but somewhere in the box excludes nothing.
    let least = least_under(&[x], &[y - number(1.05)], reach).bound;
    assert!(least <= 0.9 && least > 0.9 - 1e-12, "{least}");
}
