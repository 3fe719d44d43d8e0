//! Special functions and the normal law against references of 60 digits and more
//! (`tests/references/special_functions.csv`, made by the script beside it).

use firstbest::numerics::{normal, special};

/// (x, y, value) of every row for `function`.
fn references(function: &str) -> Vec<(f64, f64, f64)> {
    let rows: Vec<_> = include_str!("references/special_functions.csv")
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[0] == function)
        .map(|cells| {
            let number = |i: usize| cells[i].parse::<f64>().unwrap();
            (number(1), number(2), number(3))
        })
        .collect();
    assert!(rows.len() >= 10, "{function}: {} rows", rows.len());
    rows
}

/// Fails where the relative error passes `ulps(x, y)` units of 2^-52.
fn check(function: &str, ours: impl Fn(f64, f64) -> f64, ulps: impl Fn(f64, f64) -> f64) {
    let mut failures = Vec::new();
    let mut worst = (0.0, 0.0, 0.0);
    for (x, y, truth) in references(function) {
        let found = ours(x, y);
        let error = if truth == 0.0 {
            found.abs()
        } else {
            ((found - truth) / truth).abs() / f64::EPSILON
        };
        if error > worst.0 {
            worst = (error, x, y);
        }
        // NaN must fail too.
        if !(error <= ulps(x, y)) {
            failures.push(format!(
                "({x}, {y}): {found:e}, reference {truth:e}, {error:.1} ulp"
            ));
        }
    }
    println!(
        "{function}: at most {:.2} ulp, at ({}, {})",
        worst.0, worst.1, worst.2
    );
    assert!(failures.is_empty(), "{function}\n{}", failures.join("\n"));
}

/// Six roundings and a cancellation of at most a factor 3 outside the series.
const FEW: f64 = 8.0;

#[test]
fn logarithm_and_exponential_less_their_linear_parts() {
    check(
        "ln_1p_minus_x",
        |x, _| special::ln_1p_minus_x(x),
        |_, _| FEW,
    );
    check(
        "exp_m1_minus_x",
        |x, _| special::exp_m1_minus_x(x),
        |_, _| FEW,
    );
}

#[test]
fn powers_less_one_and_less_their_linear_part() {
    check("pow_1p_m1", special::pow_1p_m1, |_, _| FEW);
    check("pow_1p_m1_minus_kt", special::pow_1p_m1_minus_kt, |_, _| {
        3.0 * FEW
    });
}

#[test]
fn stirling_error_matches() {
    check(
        "stirling_error",
        |n, _| special::stirling_error(n),
        |_, _| FEW,
    );
}

#[test]
fn normal_law_matches() {
    check("normal_pdf", |z, _| normal::pdf(z), |_, _| FEW);
    check("normal_survival", |z, _| normal::survival(z), |_, _| FEW);
    check("normal_mills", |z, _| normal::mills(z), |_, _| FEW);
    check(
        "normal_ln_survival",
        |z, _| normal::ln_survival(z),
        |_, _| FEW,
    );
    check(
        "normal_survival_quantile",
        |p, _| normal::survival_quantile(p),
        |_, _| FEW,
    );
}
