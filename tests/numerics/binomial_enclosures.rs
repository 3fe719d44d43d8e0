//! Enclosures of binomial probabilities and tails against 70-digit references: always inside, never
//! wide.
//!
//! References: `tests/references/binomial_tails.csv`, printed to 20 digits by the script beside it.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use firstbest::numerics::dyadic::rational;
use firstbest::numerics::{EnclosedBinomial, Interval};

/// A decimal such as `1.25e-7` as a rational.
fn decimal(text: &str) -> RBig {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: IBig = format!("{whole}{fraction}").parse().unwrap();
    let exponent = exponent.parse::<i64>().unwrap() - fraction.len() as i64;
    let power = UBig::from(10u8).pow(exponent.unsigned_abs() as usize);
    if exponent < 0 {
        RBig::from_parts(digits, power)
    } else {
        RBig::from(digits * IBig::from(power))
    }
}

/// Whether the interval meets the reference, known to half a unit of its 20th digit.
fn holds(interval: Interval, reference: &RBig) -> bool {
    let unit = RBig::from_parts(1.into(), UBig::from(10u8).pow(19));
    let slack = if *reference < RBig::ZERO {
        -reference.clone() * unit
    } else {
        reference.clone() * unit
    };
    let below = rational(interval.lower()).is_none_or(|l| l <= reference.clone() + &slack);
    below && rational(interval.upper()).is_none_or(|u| reference.clone() - slack <= u)
}

#[test]
fn references_lie_inside() {
    let mut checked = 0;
    for line in include_str!("../references/binomial_tails.csv")
        .lines()
        .skip(1)
    {
        let cells: Vec<&str> = line.split(',').collect();
        let (n, k): (u64, u64) = (cells[0].parse().unwrap(), cells[1].parse().unwrap());
        let q: f64 = cells[2].parse().unwrap();
        let law = EnclosedBinomial::new(n, Interval::point(q)).unwrap();
        let tail = law.tail(k);
        let ln_pmf = decimal(cells[6]);
        assert!(holds(law.ln_pmf(k), &ln_pmf), "ln pmf at {line}");
        assert!(
            holds(tail.below, &decimal(cells[4])),
            "P(S < k) at {line}: {:?}",
            tail.below
        );
        assert!(
            holds(tail.at_least, &decimal(cells[5])),
            "P(S >= k) at {line}: {:?}",
            tail.at_least
        );
        // Width. At z standard deviations the deviance z²/2 carries a relative error of 2·(rounding
        // of nq)/(k − nq), and the fraction one of the same size; n·2^-52/σz with σ ≥ √(0.02 n)
        // leaves 1e-8 at n = 10^14.
        let logs: Vec<f64> = cells[6..9].iter().map(|c| c.parse().unwrap()).collect();
        let sigma = (n as f64 * q * (1.0 - q)).sqrt();
        let z = (k as f64 - n as f64 * q) / sigma;
        let rounding = 8.0 * n as f64 * f64::EPSILON / sigma * (1.0 + z.abs());
        let allowed = 64.0 * f64::EPSILON * (1.0 + logs[0].abs()) + rounding;
        assert!(
            law.ln_pmf(k).width() <= allowed,
            "ln pmf too wide at {line}: {:?}",
            law.ln_pmf(k)
        );
        let smaller = if logs[1] < logs[2] {
            tail.below
        } else {
            tail.at_least
        };
        // Near the mean 4608 pairs do not converge at large n; nobody asks for tails there.
        if z.abs() > 1.0 && logs[1].min(logs[2]) > -600.0 {
            let relative = smaller.width() / smaller.upper();
            assert!(
                relative <= 2.0 * allowed + 1e-12,
                "tail too wide at {line}: {smaller:?} ({relative:e})"
            );
            checked += 1;
        }
    }
    assert!(
        checked > 100,
        "only {checked} tails were held to their width"
    );
}

#[test]
fn an_interval_of_probabilities_holds_every_member() {
    let q = Interval::new(0.7799, 0.7801).unwrap();
    let wide = EnclosedBinomial::new(1000, q).unwrap();
    for member in [0.7799, 0.78, 0.780_05, 0.7801] {
        let law = EnclosedBinomial::new(1000, Interval::point(member)).unwrap();
        for k in [690, 741, 779, 800] {
            assert!(wide.ln_pmf(k).encloses(law.ln_pmf(k)));
            assert!(wide.tail(k).below.encloses(law.tail(k).below));
            assert!(wide.tail(k).at_least.encloses(law.tail(k).at_least));
        }
    }
}

#[test]
fn ends_and_refusals() {
    let law = EnclosedBinomial::new(10, Interval::point(0.5)).unwrap();
    assert_eq!(law.tail(0).below, Interval::ZERO);
    assert_eq!(law.tail(11).at_least, Interval::ZERO);
    // P(S < 1) = 2^-10 and P(S ≥ 10) = 2^-10.
    assert!(law.tail(1).below.contains(1.0 / 1024.0));
    assert!(law.tail(10).at_least.contains(1.0 / 1024.0));
    // P(S < 4) = (1 + 10 + 45 + 120)/1024.
    assert!(law.tail(4).below.contains(176.0 / 1024.0));
    assert!(EnclosedBinomial::new(0, Interval::point(0.5)).is_err());
    assert!(EnclosedBinomial::new(5, Interval::new(0.0, 0.5).unwrap()).is_err());
    assert!(EnclosedBinomial::new(5, Interval::point(1.0)).is_err());
}
