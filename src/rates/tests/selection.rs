use super::{K_BIN, grid, ln_refined, series, table};
use crate::rates::{
    Decision, Doubt, LogObservation, Rate, RatesError, ReferenceCurve, Selection, Series, select,
    select_among,
};
use quickcheck::{TestResult, quickcheck};

fn doubt(series: &Series, rates: &[Rate]) -> Option<Doubt> {
    match select_among(series, rates).unwrap().decision {
        Decision::Undecided(doubt) => Some(doubt),
        Decision::Decided => None,
    }
}

#[test]
fn binary_table_and_refined_formula_fall_like_inverse_root_log() {
    let dense =
        |from: f64| -> Vec<f64> { (grid(2, 14, 4).into_iter()).filter(|n| *n > from).collect() };
    // Below n = 124 the refined formula has no slack on this instance.
    let refined = series(&dense(150.0), |n| K_BIN.ln() + ln_refined(n));
    let from_a_thousand = series(&dense(999.0), |n| K_BIN.ln() + ln_refined(n));
    for seen in [table(), refined, from_a_thousand] {
        let selection = select(&seen).unwrap();
        assert!(
            selection.decided_for(&Rate::InverseRootLog),
            "{selection:?}"
        );
        // Clear, not marginal: the wrong rates err three times as much.
        assert!(selection.margin > 3.0);
        assert!(selection.margin_over(&Rate::InverseRoot).unwrap() > 3.0);
        assert!(selection.margin_over(&Rate::FreePower).unwrap() > 3.0);
        // The free power has the better fit in the sample, which is why that decides nothing.
        let of = |rate| selection.contender(rate).unwrap();
        let free = of(&Rate::FreePower);
        let exponents = [&free.lower_half, &free.upper_half].map(|fit| fit.coefficient().unwrap());
        assert!(exponents[0] > exponents[1] && exponents[1] > 0.5);
        assert!(of(&Rate::FreePower).bic < of(&Rate::InverseRoot).bic);
    }
}

#[test]
fn refined_formula_predicts_better_than_its_leading_term() {
    let curve = Rate::Reference(ReferenceCurve::new("refined", ln_refined));
    let points: Vec<LogObservation> = table().observations()[1..].to_vec();
    let seen = Series::from_logs(points).unwrap();
    let selection = select_among(
        &seen,
        &[Rate::InverseRootLog, Rate::InverseRoot, curve.clone()],
    )
    .unwrap();
    assert!(selection.decided_for(&curve), "{selection:?}");
    assert_eq!(selection.runner_up(), Rate::InverseRootLog);
}

#[test]
fn inverse_with_lower_order_terms_is_inverse() {
    for (second, third) in [(0.0, 0.0), (-0.5, 0.0), (3.0, 20.0), (-30.0, 500.0)] {
        let seen = series(&grid(2, 12, 2), |n| {
            0.2575072f64.ln() - n.ln() + (second / n + third / (n * n)).ln_1p()
        });
        let selection = select(&seen).unwrap();
        assert!(
            selection.decided_for(&Rate::Inverse),
            "{second} {selection:?}"
        );
        assert_eq!(selection.runner_up(), Rate::InverseRootLog);
        assert!(selection.margin > 100.0);
    }
}

#[test]
fn discrete_efforts_fall_exponentially() {
    // With a power of n in front, as sharp large deviations have it (Bahadur and Rao 1960).
    let samples = grid(2, 4, 4);
    let seen = series(&samples, |n| -0.0506831 * n - 0.5 * n.ln() - 6.0);
    let selection = select(&seen).unwrap();
    assert!(selection.decided_for(&Rate::Exponential), "{selection:?}");
    assert!(selection.margin > 10.0);
}

#[test]
fn short_ranges_are_undecided() {
    for (from, to) in [(2, 3), (2, 5)] {
        for seen in [
            series(&grid(from, to, 8), |n| -0.5 * (n * n.ln()).ln()),
            series(&grid(from, to, 8), |n| -n.ln() + (2.0 / n).ln_1p()),
            series(&grid(from, to, 8), |n| {
                -0.5 * n.ln() + (3.0 / n.sqrt()).ln_1p()
            }),
        ] {
            assert!(matches!(
                select(&seen).unwrap().decision,
                Decision::Undecided(Doubt::ShortRange { needed: 4.0, .. })
            ));
        }
    }
    let table: Vec<LogObservation> = table().observations()[..4].to_vec();
    let few = Series::from_logs(table).unwrap();
    assert!(matches!(select(&few), Err(RatesError::TooFew { .. })));
}

#[test]
fn wrong_candidates_are_rejected() {
    let samples = grid(2, 14, 3);
    let wrong = [Rate::InverseRoot, Rate::InverseRootLog, Rate::Inverse];
    // The truth is among none of them.
    for exponent in [0.3, 0.45, 0.7, 0.9, 1.2] {
        let seen = series(&samples, |n| -exponent * n.ln());
        assert!(doubt(&seen, &wrong).is_some(), "{exponent}");
        assert!(
            select(&seen).unwrap().decided_for(&Rate::FreePower),
            "{exponent}"
        );
    }
    // A wrong power of the logarithm.
    let seen = series(&samples, |n| -0.5 * (n * n.ln()).ln());
    let found = doubt(&seen, &[Rate::InverseRoot, Rate::Inverse]);
    assert!(matches!(found, Some(Doubt::Unsettled { .. })), "{found:?}");
    // The binary gaps against wrong rates only.
    let found = doubt(&table(), &[Rate::InverseRoot, Rate::Inverse]);
    assert!(matches!(found, Some(Doubt::Unsettled { .. })), "{found:?}");
    // Rates that fall too fast.
    let seen = series(&samples, |n| -0.5 * n.ln());
    assert!(doubt(&seen, &[Rate::Inverse, Rate::Exponential]).is_some());
}

#[test]
fn free_power_does_not_win_by_its_parameter() {
    // Its exponent adjusts to every lower-order term, and it is still not preferred over the fixed
    // power.
    for second in [-5.0, -0.3, 0.0, 0.4, 2.0] {
        let seen = series(&grid(2, 12, 3), |n| {
            -0.5 * n.ln() + (second / n.sqrt()).ln_1p()
        });
        let selection = select(&seen).unwrap();
        assert!(
            selection.decided_for(&Rate::InverseRoot),
            "{second} {selection:?}"
        );
    }
}

#[test]
fn candidates_must_contradict_each_other() {
    let seen = series(&grid(2, 8, 3), |n| -n.ln());
    for rates in [
        &[][..],
        &[Rate::Inverse][..],
        &[Rate::Inverse, Rate::FreePower][..],
    ] {
        assert!(matches!(
            select_among(&seen, rates),
            Err(RatesError::NoRival { .. })
        ));
    }
    // A curve that is no number somewhere is refused, not skipped.
    let broken = Rate::Reference(ReferenceCurve::new("broken", |n: f64| (n - 1e3).ln()));
    assert!(matches!(
        select_among(&seen, &[broken, Rate::Inverse]),
        Err(RatesError::Degenerate { .. })
    ));
}

#[test]
fn repeated_n_are_no_range() {
    let same = series(&[100.0; 12], |n| -n.ln());
    assert!(select(&same).is_err());
}

quickcheck! {
    fn a_constant_factor_moves_only_the_constant(ln_factor: f64, exponent: u8) -> TestResult {
        if ln_factor.is_nan() || ln_factor.abs() > 50.0 {
            return TestResult::discard();
        }
        let exponent = f64::from(exponent) / 100.0;
        let samples = grid(2, 10, 3);
        let curve = |n: f64| -exponent * n.ln() + (2.0 / n).ln_1p();
        let plain = select(&series(&samples, curve)).unwrap();
        let scaled = select(&series(&samples, |n| curve(n) + ln_factor)).unwrap();
        // ln gap up to 100 in size has a rounding of 1e-14, which a line in n fitted below 10⁶ and
        // asked at 10^10 magnifies 10⁴ times, as it does the error itself: so relative to its size.
        let near = |a: f64, b: f64| (a - b).abs() < 1e-10 * (1.0 + a.abs());
        let same = Rate::ALL.iter().all(|rate| {
            let (a, b) = (plain.contender(rate).unwrap(), scaled.contender(rate).unwrap());
            let (from, to) = (&a.whole.fit.coefficients, &b.whole.fit.coefficients);
            near(to[0] - from[0], ln_factor)
                && (1..from.len()).all(|i| near(from[i], to[i]))
                && near(a.held_out_error, b.held_out_error)
        });
        // Doubts carry margins, which differ by rounding.
        let decided = |of: &Selection| of.decision == Decision::Decided;
        TestResult::from_bool(
            same && plain.winner() == scaled.winner() && decided(&plain) == decided(&scaled),
        )
    }

    fn the_order_of_observations_does_not_show(seed: u64) -> bool {
        let mut shuffled = table().observations().to_vec();
        let mut state = seed;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        select(&Series::from_logs(shuffled).unwrap()) == select(&table())
    }
}
