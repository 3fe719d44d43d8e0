//! The reward model: its population limit, its blindness to effort, and its solver.

use approx::assert_relative_eq;
use firstbest::annotation::reward::*;

/// mpmath, 30 digits: findroot of quad(t*((s(a t) − 1/2) − η(s(norm t) − 1/2))*npdf(t)).
#[test]
fn population_limit_against_mpmath() {
    for (norm, effort, a) in [
        (1.0, 0.5, 0.43169267468787),
        (3.0, 0.2, 0.280947501695111),
        (2.0, 0.9, 1.5832577948191),
    ] {
        // The root is found to 1e-12; the rule of 64 nodes on [0, 9] is exact to rounding for
        // these.
        assert_relative_eq!(limit_norm(norm, effort).unwrap(), a, max_relative = 1e-10);
    }
    for (norm, accuracy) in [(1.0, 0.674856825266976), (3.0, 0.835914232635017)] {
        assert_relative_eq!(best_accuracy(norm), accuracy, max_relative = 1e-13);
    }
}

#[test]
fn the_scale_grows_with_effort_up_to_the_truth() {
    let a: Vec<f64> = (0..=10)
        .map(|i| limit_norm(2.0, f64::from(i) / 10.0).unwrap())
        .collect();
    assert!(a.windows(2).all(|w| w[1] > w[0]), "{a:?}");
    assert_relative_eq!(a[10], 2.0, max_relative = 1e-11);
}

/// Over 20 replicates of 4,000 labels: the norm is within four standard errors of a(η) (its bias,
/// of order d/m = 0.1%, is less), and the accuracy deficit within four of its leading term (the
/// next is smaller by the squared angle, some 1%).
#[test]
fn accuracy_stays_and_scale_moves() {
    let (dimension, norm, labels) = (4, 2.0, 4000);
    for effort in [0.5, 1.0] {
        let runs: Vec<Simulated> = (0..20)
            .map(|r| experiment(dimension, norm, labels, effort, 3, r).unwrap())
            .collect();
        let near = |f: fn(&Simulated) -> f64, limit: f64, bias: f64| {
            let mean = runs.iter().map(f).sum::<f64>() / 20.0;
            let variance = runs.iter().map(|o| (f(o) - mean).powi(2)).sum::<f64>() / 19.0;
            let error = (variance / 20.0).sqrt();
            assert!(
                (mean - limit).abs() < 4.0 * error + bias * limit,
                "{mean} against {limit} ± {error}"
            );
        };
        near(|o| o.outcome.norm, limit_norm(norm, effort).unwrap(), 0.002);
        let leading = deficit_constant(norm, effort, dimension).unwrap() / labels as f64;
        near(|o| o.deficit, leading, 0.05);
    }
}

/// Accuracy and loss of a given direction and scale against plain averages over 200,000 drawn
/// features.
#[test]
fn expected_accuracy_and_loss_against_draws() {
    use firstbest::annotation::bootstrap::generator;
    use firstbest::annotation::random::normal;
    for (norm, fitted, cosine) in [(2.0, 0.7, 0.8), (1.0, 3.0, 0.999), (2.0, 1.0, -0.5)] {
        let mut rng = generator(31, 0);
        let sine = f64::sqrt(1.0 - cosine * cosine);
        let n = 200_000;
        let (mut accuracy, mut loss) = (0.0, 0.0);
        for _ in 0..n {
            let (t, other) = (normal(&mut rng), normal(&mut rng));
            let (p, margin) = (logistic(norm * t), fitted * (cosine * t + sine * other));
            accuracy += if margin > 0.0 { p } else { 1.0 - p };
            loss += p * log_loss(margin) + (1.0 - p) * log_loss(-margin);
        }
        let n = f64::from(n);
        // Four standard errors: the accuracy of one draw has a standard deviation below ½, its loss
        // below 2 at these scales.
        let exact = best_accuracy(norm) - accuracy_deficit(norm, cosine);
        assert!(
            (accuracy / n - exact).abs() < 4.0 * 0.5 / n.sqrt(),
            "{exact}"
        );
        let exact = expected_log_loss(norm, fitted, cosine);
        assert!((loss / n - exact).abs() < 4.0 * 2.0 / n.sqrt(), "{exact}");
    }
}

const DEFICITS: [(f64, f64, f64); 5] = [
    (2.0, 0.8, 0.0692584749817581),
    (2.0, 0.99, 0.00395067518516969),
    (1.0, 0.99999, 1.994706415269448e-6),
    (3.0, 0.0, 0.3359142326350169),
    (2.0, -0.5, 0.4020693478384538),
];

/// mpmath, 30 digits: 2·quad((2s(norm t) − 1)·ncdf(−t·c/√(1−c²))·npdf(t), [0, 1e-3, 0.1, 1, 9]).
#[test]
fn accuracy_deficit_against_mpmath() {
    for (norm, cosine, deficit) in DEFICITS {
        // 64 nodes on a range over which Φ falls by 38 standard deviations, and 1 − c² at c near 1:
        // some 1e-12.
        assert_relative_eq!(
            accuracy_deficit(norm, cosine),
            deficit,
            max_relative = 1e-10
        );
    }
}

#[test]
fn the_gradient_vanishes_at_the_fit() {
    // Three labels, two coordinates, ridge: the gradient of the mean loss by hand.
    let data =
        [(1.0, 0.5, true), (-0.3, 1.0, true), (0.8, -1.0, false)].map(|(x, y, first)| Comparison {
            features: vec![(0, x), (1, y)],
            first,
        });
    let ridge = 0.1;
    let theta = fit(&data, 2, ridge).unwrap();
    for (j, t) in theta.iter().enumerate() {
        let gradient: f64 = data
            .iter()
            .map(|c| {
                (logistic(c.margin(&theta)) - f64::from(u8::from(c.first))) * c.features[j].1 / 3.0
            })
            .sum::<f64>()
            + ridge * t;
        // The fit stops below 1e-9.
        assert!(gradient.abs() < 1e-9, "{gradient}");
    }
}

#[test]
fn separable_labels_are_an_error_not_a_number() {
    let data = [Comparison {
        features: vec![(0, 1.0)],
        first: true,
    }];
    assert!(fit(&data, 1, 0.0).is_err());
}
