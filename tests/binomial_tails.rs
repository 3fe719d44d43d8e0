//! Binomial probabilities and tails against 70-digit references, and where `statrs` holds.
//!
//! References: `tests/references/binomial_tails.csv`, made by the script beside it, in which
//! every value comes out of two unrelated formulas.

use firstbest::numerics::Binomial;

struct Reference {
    n: u64,
    k: u64,
    q: f64,
    ln_pmf: f64,
    ln_below: f64,
    ln_at_least: f64,
}

fn references() -> Vec<Reference> {
    include_str!("references/binomial_tails.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |i: usize| cells[i].parse().unwrap();
            Reference {
                n: cells[0].parse().unwrap(),
                k: cells[1].parse().unwrap(),
                q: number(2),
                ln_pmf: number(3),
                ln_below: number(4),
                ln_at_least: number(5),
            }
        })
        .collect()
}

impl Reference {
    fn law(&self) -> Binomial {
        Binomial::new(self.n, self.q).unwrap()
    }

    fn smaller(&self) -> f64 {
        self.ln_below.min(self.ln_at_least)
    }

    fn at(&self) -> String {
        format!("n = {}, k = {}, q = {}", self.n, self.k, self.q)
    }
}

/// Allowed absolute error of a logarithm L, which is the relative error of e^L.
///
/// The deviance carries some four roundings, of which it is itself about |L|: 4·|L|·ε. The
/// rest (Stirling errors, square root, the integral, products, exp) is a dozen roundings of
/// quantities of order one: 16·ε. At |L| = 800, forty standard deviations, this is 7e-13.
fn allowed(ln: f64) -> f64 {
    (16.0 + 4.0 * ln.abs()) * f64::EPSILON
}

#[test]
fn log_probabilities_and_log_tails_match_the_references() {
    let mut worst = 0.0f64;
    for r in references() {
        let law = r.law();
        let tail = law.tail(r.k);
        let found = [
            (law.ln_pmf(r.k), r.ln_pmf),
            (tail.ln_below, r.ln_below),
            (tail.ln_at_least, r.ln_at_least),
        ];
        for (i, (ours, truth)) in found.into_iter().enumerate() {
            // ln of a tail near 1 is minus the other tail: relative accuracy is asked there.
            let tolerance = if truth.abs() < 0.5 {
                truth.abs() * allowed(r.smaller())
            } else {
                allowed(truth)
            };
            let error = (ours - truth).abs();
            worst = worst.max(error / tolerance);
            assert!(
                error <= tolerance,
                "quantity {i} at {}: {ours:e}, reference {truth:e}, error {error:e}",
                r.at()
            );
        }
    }
    println!("largest error: {worst:.3} of the allowance");
}

/// Worst relative errors per decade of n over the references with both tails above e^-700:
/// of our smaller tail, then of `statrs`: smaller tail, probability.
#[test]
fn where_statrs_holds() {
    use statrs::distribution::{Binomial as Statrs, Discrete, DiscreteCDF};
    let mut table = std::collections::BTreeMap::<u64, [f64; 4]>::new();
    for r in references() {
        if r.smaller() < -700.0 || r.k == 0 {
            continue;
        }
        let theirs = Statrs::new(r.q, r.n).unwrap();
        let tail = r.law().tail(r.k);
        let below_is_smaller = r.ln_below < r.ln_at_least;
        let relative = |found: f64, ln_truth: f64| (found / libm::exp(ln_truth) - 1.0).abs();
        let errors = if below_is_smaller {
            [
                relative(tail.below, r.ln_below),
                relative(theirs.cdf(r.k - 1), r.ln_below),
            ]
        } else {
            [
                relative(tail.at_least, r.ln_at_least),
                relative(theirs.sf(r.k - 1), r.ln_at_least),
            ]
        };
        let row = table.entry(r.n).or_default();
        for (slot, error) in [
            errors[0],
            errors[1],
            relative(r.law().pmf(r.k), r.ln_pmf),
            relative(theirs.pmf(r.k), r.ln_pmf),
        ]
        .into_iter()
        .enumerate()
        {
            row[slot] = row[slot].max(error);
        }
    }
    for (n, e) in &table {
        println!(
            "{n:>16} {:.0e} {:.0e} {:.0e} {:.0e}",
            e[0], e[1], e[2], e[3]
        );
    }
}
