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
        // The root is found to 1e-12; the rule of 64 nodes on [0, 9] is exact to rounding for these.
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

/// Over 20 replicates of 4,000 labels: the norm is within four standard errors of a(η) (its bias, of order d/m = 0.1%, is less), and
/// accuracy at η = 0.5 is below the ceiling by the direction's error only, which is of order d/(m η²) = 0.4%.
#[test]
fn accuracy_stays_and_scale_moves() {
    let (dimension, norm, labels) = (4, 2.0, 4000);
    for effort in [0.5, 1.0] {
        let outcomes: Vec<Outcome> = (0..20)
            .map(|r| experiment(dimension, norm, labels, effort, 2000, 3, r).unwrap())
            .collect();
        let mean = |f: fn(&Outcome) -> f64| outcomes.iter().map(f).sum::<f64>() / 20.0;
        let (m, limit) = (mean(|o| o.norm), limit_norm(norm, effort).unwrap());
        let variance = outcomes.iter().map(|o| (o.norm - m).powi(2)).sum::<f64>() / 19.0;
        let error = (variance / 20.0).sqrt();
        assert!(
            (m - limit).abs() < 4.0 * error + 0.002 * limit,
            "{m} against {limit} ± {error}"
        );
        // Ceiling minus 0.4%, minus four standard errors of 40,000 test draws (sd below 0.2).
        let accuracy = mean(|o| o.accuracy);
        assert!(accuracy > best_accuracy(norm) - 0.008, "{accuracy}");
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
