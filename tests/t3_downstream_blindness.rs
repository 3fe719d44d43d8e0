//! T3: accuracy does not tell of effort.

mod theorem_support;

use firstbest::annotation::reward::Comparison;
use firstbest::annotation::reward::deficit_constant;
use firstbest::annotation::reward::fit;
use firstbest::annotation::reward::limit_norm;
use firstbest::annotation::reward::logistic;
use theorem_support::gather;

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t3");
}

/// The population limit's direction (angle in the plane) for features on finitely many points of
/// equal weight: labels in exact proportion, thousands each.
fn direction(points: &[(f64, f64)], effort: f64) -> f64 {
    const COPIES: usize = 4000;
    let theta = (2.0, 0.0);
    let mut data = Vec::new();
    for &(x, y) in points {
        let p = 0.5 + effort * (logistic(theta.0 * x + theta.1 * y) - 0.5);
        // Rounding to a 4000th moves the direction by some 1e-4.
        let first = (p * COPIES as f64).round() as usize;
        data.extend((0..COPIES).map(|copy| Comparison {
            features: vec![(0, x), (1, y)],
            first: copy < first,
        }));
    }
    let fitted = fit(&data, 2, 0.0).expect("labels of both kinds at each point");
    fitted[1].atan2(fitted[0])
}

/// Planted fault: without symmetry of the features the direction does move with effort, and the
/// test sees it.
#[test]
fn planted_fault_asymmetric_features_are_caught() {
    let circle: Vec<(f64, f64)> = (0..12)
        .map(|i| f64::from(i) * std::f64::consts::TAU / 12.0)
        .map(|angle| (angle.cos(), angle.sin()))
        .collect();
    let moves = |points: &[(f64, f64)]| (direction(points, 1.0) - direction(points, 0.3)).abs();
    assert!(moves(&circle) < 1e-3);
    // One corner far out along θ*, and off it.
    let skewed = [(0.2, 0.1), (-0.3, 0.4), (2.5, 1.5), (0.4, -0.6)];
    assert!(moves(&skewed) > 0.02, "{}", moves(&skewed));
}

/// Planted fault: a scale that shrinks in proportion to effort is not a(η).
#[test]
fn planted_fault_proportional_scale_is_caught() {
    let norm = 2.0;
    // The quadrature and the root are good to 1e-10.
    let passes = |guess: &dyn Fn(f64) -> f64| {
        [0.2, 0.5, 0.8].iter().all(|&eta| {
            let moment = balance(norm, eta, guess(eta));
            moment.abs() < 1e-9
        })
    };
    assert!(passes(&|eta| limit_norm(norm, eta).expect("a root")));
    assert!(!passes(&|eta| eta * norm));
}

/// E[T(σ(aT) − ½ − η(σ(norm·T) − ½))], T ~ N(0, 1), by the trapezoidal rule, which for such
/// integrands is exact to rounding.
fn balance(norm: f64, eta: f64, a: f64) -> f64 {
    let h = 0.01;
    (-900..=900)
        .map(|i| {
            let t = h * f64::from(i);
            let pull = (logistic(a * t) - 0.5) - eta * (logistic(norm * t) - 0.5);
            h * t * pull * (-0.5 * t * t).exp() / std::f64::consts::TAU.sqrt()
        })
        .sum()
}

/// Planted fault: the finite-m constant without the misfit of the model (V = 1/A, as if the
/// logistic model were true) is too small at low effort and right only at full effort.
#[test]
fn planted_fault_well_specified_variance_is_caught() {
    let norm = 2.0;
    let naive = |eta: f64| {
        let a = limit_norm(norm, eta).expect("a root");
        let h = 0.01;
        let curvature: f64 = (-900..=900)
            .map(|i| {
                let t = h * f64::from(i);
                h * logistic(a * t) * logistic(-a * t) * (-0.5 * t * t).exp()
                    / std::f64::consts::TAU.sqrt()
            })
            .sum();
        norm * 7.0 / (curvature * a * a) / (4.0 * std::f64::consts::TAU.sqrt())
    };
    let ratio = |eta: f64| naive(eta) / deficit_constant(norm, eta, 8).expect("a constant");
    assert!((ratio(1.0) - 1.0).abs() < 1e-9);
    assert!((ratio(0.3) - 1.0).abs() > 1e-4, "{}", ratio(0.3));
}
