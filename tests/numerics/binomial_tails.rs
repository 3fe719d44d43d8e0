//! Binomial probabilities and tails against 70-digit references, and where `statrs` holds.
//!
//! References: `tests/references/binomial_tails.csv`, made by the script beside it, in which
//! every value comes out of two unrelated formulas.

use firstbest::numerics::Binomial;
use firstbest::numerics::normal;
use statrs::distribution::{Binomial as Statrs, ContinuousCDF, Discrete, DiscreteCDF, Normal};
use std::collections::BTreeMap;

struct Reference {
    n: u64,
    k: u64,
    q: f64,
    /// P(S = k), P(S < k), P(S ≥ k).
    values: [f64; 3],
    /// Their logarithms.
    logs: [f64; 3],
}

fn references() -> Vec<Reference> {
    let rows: Vec<_> = include_str!("../references/binomial_tails.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |i: usize| cells[i].parse().unwrap();
            Reference {
                n: cells[0].parse().unwrap(),
                k: cells[1].parse().unwrap(),
                q: number(2),
                values: [number(3), number(4), number(5)],
                logs: [number(6), number(7), number(8)],
            }
        })
        .collect();
    assert!(rows.len() > 400, "only {} references", rows.len());
    rows
}

impl Reference {
    fn law(&self) -> Binomial {
        Binomial::new(self.n, self.q).unwrap()
    }

    fn ln_smaller_tail(&self) -> f64 {
        self.logs[1].min(self.logs[2])
    }

    fn at(&self) -> String {
        format!("n = {}, k = {}, q = {}", self.n, self.k, self.q)
    }
}

/// Allowed absolute error of a logarithm L, which is the relative error of e^L.
///
/// The deviance carries some four roundings, of which it is itself about |L|: 4·|L|·ε. The
/// rest (Stirling errors, square root, the integral's thirty terms, products, exp) is a few
/// dozen roundings of quantities of order one, most of half an ulp: 16·ε. At |L| = 800,
/// forty standard deviations, this is 7e-13.
fn allowed(ln: f64) -> f64 {
    (16.0 + 4.0 * ln.abs()) * f64::EPSILON
}

#[test]
fn log_probabilities_and_log_tails_match_the_references() {
    for r in references() {
        let (law, tail) = (r.law(), r.law().tail(r.k));
        let found = [law.ln_pmf(r.k), tail.ln_below, tail.ln_at_least];
        for (ours, truth) in found.into_iter().zip(r.logs) {
            // The logarithm of a tail near 1 is minus the other tail, and is asked for with
            // that one's relative accuracy.
            let tolerance = if truth.abs() < 0.5 {
                truth.abs() * allowed(r.ln_smaller_tail())
            } else {
                allowed(truth)
            };
            let error = (ours - truth).abs();
            assert!(
                error <= tolerance,
                "{}: {ours:e}, reference {truth:e}, error {error:e} above {tolerance:e}",
                r.at()
            );
        }
    }
}

#[test]
fn probabilities_and_tails_match_the_references() {
    for r in references() {
        let (law, tail) = (r.law(), r.law().tail(r.k));
        let found = [law.pmf(r.k), tail.below, tail.at_least];
        for (i, ours) in found.into_iter().enumerate() {
            let truth = r.values[i];
            // Below the normal doubles only absolute accuracy is left.
            let tolerance = truth * allowed(r.logs[i]) + f64::MIN_POSITIVE;
            let error = (ours - truth).abs();
            assert!(
                error <= tolerance,
                "{}: {ours:e}, reference {truth:e}",
                r.at()
            );
        }
    }
}

/// The headline: relative error below 1e-12 at up to forty standard deviations, at every n.
#[test]
fn tails_keep_twelve_digits_to_forty_standard_deviations() {
    let far = references()
        .into_iter()
        .filter(|r| r.ln_smaller_tail() > -830.0);
    for r in far {
        let tail = r.law().tail(r.k);
        let error = (tail.ln_below.min(tail.ln_at_least) - r.ln_smaller_tail()).abs();
        assert!(error < 1e-12, "{}: {error:e}", r.at());
    }
}

/// The tolerance table: worst relative errors per n where the smaller tail is above e^-40
/// (some 8.5 standard deviations). The table in `numerics::binomial` is this test's output.
#[test]
fn where_statrs_holds() {
    // Ours: probability, smaller tail. statrs: probability, P(S < k), P(S ≥ k).
    let mut table = BTreeMap::<u64, [f64; 5]>::new();
    for r in references() {
        if r.ln_smaller_tail() < -40.0 {
            continue;
        }
        let theirs = Statrs::new(r.q, r.n).unwrap();
        let (law, tail) = (r.law(), r.law().tail(r.k));
        let [pmf, below, at_least] = r.values;
        let relative = |found: f64, truth: f64| (found / truth - 1.0).abs();
        let row = table.entry(r.n).or_default();
        let mut note = |slot: usize, error: f64| row[slot] = error.max(row[slot]);
        note(0, relative(law.pmf(r.k), pmf));
        note(2, relative(theirs.pmf(r.k), pmf));
        if below < at_least {
            note(1, relative(tail.below, below));
            note(3, relative(theirs.cdf(r.k - 1), below));
        } else {
            note(1, relative(tail.at_least, at_least));
            note(4, relative(theirs.sf(r.k - 1), at_least));
        }
    }
    println!("{:>16} | ours: pmf, tail | statrs: pmf, cdf, sf", "n");
    for (n, e) in &table {
        println!(
            "{n:>16} | {:.0e} {:.0e} | {:.0e} {:.0e} {:.0e}",
            e[0], e[1], e[2], e[3], e[4]
        );
        // `allowed` at |L| = 40 for tails, at 60 for the probabilities of the same counts.
        assert!(
            e[0] < allowed(60.0) && e[1] < allowed(40.0),
            "ours at n = {n}: {e:?}"
        );
        let theirs = e[2].max(e[3]).max(e[4]);
        // Differences of log-gammas of size n·ln n: n·ln n·ε, and a decade of slack.
        if *n <= 100 {
            assert!(theirs < 1e-12, "statrs at n = {n}: {e:?}");
        } else if *n <= 10_000 {
            assert!(theirs < 3e-10, "statrs at n = {n}: {e:?}");
        } else if *n >= 100_000_000 {
            assert!(
                theirs > 1e-8,
                "statrs now holds at n = {n}: revise the table"
            );
        }
    }
}

/// `statrs` computes the normal cdf by an erfc of ten digits; ours keeps all of them.
#[test]
fn where_the_normal_cdf_of_statrs_holds() {
    let theirs = Normal::new(0.0, 1.0).unwrap();
    // mpmath.ncdf at 40 digits.
    for (z, truth) in [
        (-1.0, 0.158_655_253_931_457_05),
        (-8.0, 6.220_960_574_271_784e-16),
        (-20.0, 2.753_624_118_606_233_7e-89),
    ] {
        assert!((normal::cdf(z) / truth - 1.0f64).abs() < 8.0 * f64::EPSILON);
        let error = (theirs.cdf(z) / truth - 1.0f64).abs();
        println!("statrs normal cdf({z}): {error:.0e}");
        assert!(error < 1e-9, "statrs at z = {z}: {error:e}");
        assert!(
            error > 1e-13,
            "statrs now holds at z = {z}: revise the docs"
        );
    }
}
