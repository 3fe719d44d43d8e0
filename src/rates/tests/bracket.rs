use super::{BINARY, grid, table};
use crate::rates::{Bracket, Rate, RatesError, Series, certify, select};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn around(width: f64) -> Vec<Bracket> {
    BINARY
        .map(|(n, gap)| Bracket::new(n, gap / (1.0 + width), gap * (1.0 + width)).unwrap())
        .to_vec()
}

#[test]
fn every_gap_in_narrow_brackets_gives_the_same_rate() {
    let certified = certify(&around(2e-3), &Rate::ALL).unwrap();
    assert!(certified.holds, "{certified:?}");
    assert_eq!(certified.selection.winner(), Rate::InverseRootLog);
}

#[test]
fn bounds_hold_what_the_fit_by_qr_finds() {
    // Any choice within the brackets, and the midpoints themselves: two ways to the same numbers.
    let width = 2e-3;
    let brackets = around(width);
    let certified = certify(&brackets, &Rate::ALL).unwrap();
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    for trial in 0..200 {
        let moved = brackets.iter().map(|bracket| {
            let uniform = f64::from(generator.next_u32()) / f64::from(u32::MAX);
            let mut seen = bracket.observation();
            // Some trials stand in the corners of the box, where linear functions have their
            // extremes.
            let place = if trial % 2 == 0 {
                uniform
            } else {
                uniform.round()
            };
            let log_gap = bracket.log_gap();
            seen.log_gap = log_gap.lower() + place * (log_gap.upper() - log_gap.lower());
            seen
        });
        let selection = select(&Series::from_logs(moved).unwrap()).unwrap();
        assert!(selection.decided_for(&Rate::InverseRootLog));
        for bounds in &certified.bounds {
            let found = selection.contender(&bounds.rate).unwrap();
            // The floats' own rounding: 1e-10 of numbers near 1, for the exponential's of its
            // condition as well.
            let close = |lower: f64, x: f64, upper: f64| {
                let slack = 1e-10 * (1.0 + x.abs());
                assert!(lower - slack <= x && x <= upper + slack, "{x} {bounds:?}");
            };
            let errors = bounds.held_out_error;
            close(errors.lower(), found.held_out_error, errors.upper());
            let constants = bounds.log_constant;
            close(
                constants.lower(),
                found.whole.fit.coefficients[0],
                constants.upper(),
            );
            if let Some(range) = bounds.coefficient {
                close(
                    range.lower(),
                    found.whole.fit.coefficients[1],
                    range.upper(),
                );
            }
        }
    }
}

#[test]
fn exact_gaps_have_narrow_bounds() {
    let brackets: Vec<Bracket> = grid(2, 12, 3)
        .into_iter()
        .map(|n| Bracket::new(n, 0.25 / n, 0.25 / n).unwrap())
        .collect();
    let certified = certify(&brackets, &Rate::ALL).unwrap();
    assert_eq!(certified.selection.winner(), Rate::Inverse);
    let inverse = &certified.bounds[0];
    // Logarithms up to 30 in size, each widened by one float, in sums of thirty terms.
    assert!(inverse.log_constant.width() < 1e-12);
    assert!(inverse.log_constant.contains(0.25f64.ln()));
    assert!(certified.holds, "{certified:?}");
}

#[test]
fn wide_brackets_prove_nothing() {
    let certified = certify(&around(4.5e-2), &Rate::ALL).unwrap();
    assert!(!certified.holds);
}

#[test]
fn what_is_no_bracket_is_refused() {
    for (samples, lower, upper) in [
        (10.0, 2.0, 1.0),
        (10.0, 0.0, 1.0),
        (10.0, -1.0, 1.0),
        (10.0, f64::NAN, 1.0),
        (10.0, 1.0, f64::INFINITY),
        (1.0, 1.0, 2.0),
        (f64::NAN, 1.0, 2.0),
    ] {
        let refused = Bracket::new(samples, lower, upper);
        assert!(
            matches!(refused, Err(RatesError::Bracket { .. })),
            "{lower} {upper}"
        );
    }
    // As wide as the gap itself: a floor.
    let mut brackets = around(1e-3);
    brackets[4] = Bracket::new(1e6, 1e-5, 2e-5).unwrap();
    assert!(matches!(
        certify(&brackets, &Rate::ALL),
        Err(RatesError::Floor { samples: 1e6, .. })
    ));
    let mut brackets = around(1e-3);
    brackets.push(brackets[0]);
    assert!(matches!(
        certify(&brackets, &Rate::ALL),
        Err(RatesError::Degenerate { .. })
    ));
    assert!(table().observations().len() == 9);
}
