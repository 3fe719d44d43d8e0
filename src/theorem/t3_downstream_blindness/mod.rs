//! T3: the accuracy of a reward model does not tell how careful the labels were; its scale moves.

mod real;
mod sensitivity;
mod simulated;

use super::committed::Committed;
use super::evidence::{Cell, DataTable, Evidence, Mark, Panel, Series};
use super::study::Progress;
use super::{Found, Theorem};
use crate::annotation::reward::{best_accuracy, limit_norm};
use crate::input::Section;
use crate::numerics::NumericsError;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t3",
    stem: "t3_downstream_blindness",
    code: file!(),
    title: "Downstream accuracy is blind to effort",
    statement: "The logistic fit to labels of effort η tends to a(η)·θ/|θ|, a(η) > 0 increasing, a(1) = |θ|: its direction, so \
        preference accuracy, is the same at every η in (0, 1]; only the scale moves. Checked in numbers, not proved: at N labels accuracy is short of its limit by \
        K(η)/N, K = |θ|·(d−1)·V/(4·√(2·π)·a^2) for normal features.",
    assumptions: &[
        "preferences are Bradley-Terry: P(first | z) = 1/(1 + exp(−θ·z)), labels pass through effort η",
        "features z elliptically symmetric about 0, covariance nonsingular (normal in the simulations)",
        "the fit is an unpenalised logistic regression on N independent labels",
    ],
    evidence,
};

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&["data", "simulation", "sensitivity"])?;
    let study = simulated::Study::read(parameters)?;
    let sensitivity = sensitivity::Sensitivity::read(parameters)?;
    let real = real::read(&Committed::of(parameters)?)?;
    progress.plan(study.steps());
    let curves = study.run(progress)?;

    let mut table = DataTable::new(&[
        "data",
        "labels",
        "effort",
        "accuracy",
        "accuracy_se",
        "log_loss",
        "log_loss_se",
        "norm",
        "norm_se",
        "limit_accuracy",
        "limit_norm",
        "deficit_over_leading",
        "self_information",
        "expert_information",
        "accuracy_information",
    ]);
    let mut checks = study.checks(&curves)?;
    checks.extend(sensitivity.checks(&study)?);
    checks.extend(real::checks(&real));
    study.rows(&curves, &mut table)?;
    real::rows(&real, &mut table);
    let panels = vec![
        accuracy_panel(&study, &curves, &real),
        scale_panel(&study, &curves, &real)?,
        sensitivity.panel(&study, &mut table)?,
    ];
    Ok(Evidence {
        checks,
        table,
        panels,
    })
}

/// Efforts of the theory's curves.
fn efforts() -> impl Iterator<Item = f64> {
    (0..=60).map(|i| 0.1 + 0.9 * f64::from(i) / 60.0)
}

fn accuracy_panel(
    study: &simulated::Study,
    curves: &[simulated::Curve],
    real: &[real::Line],
) -> Panel {
    let ceiling = best_accuracy(study.norm);
    let mut series = vec![Series::new(
        "limit",
        Mark::Leading,
        4,
        efforts().map(|eta| (eta, ceiling)),
    )];
    for (group, curve) in curves.iter().enumerate() {
        series.push(Series {
            label: format!("$N = {}$", curve.labels),
            mark: Mark::Measured,
            group,
            points: curve.points(|mean| mean.accuracy),
        });
    }
    series.push(real::series(real, curves.len(), |line| line.accuracy));
    Panel {
        x_label: "effort $η$".to_owned(),
        x_log: false,
        y_label: "accuracy on careful labels".to_owned(),
        y_log: false,
        reference: None,
        series,
    }
}

fn scale_panel(
    study: &simulated::Study,
    curves: &[simulated::Curve],
    real: &[real::Line],
) -> Result<Panel, NumericsError> {
    let mut limit = Vec::new();
    for eta in efforts() {
        limit.push((eta, limit_norm(study.norm, eta)? / study.norm));
    }
    let mut series = vec![Series::new("$a(η) / a(1)$", Mark::Leading, 4, limit)];
    for (group, curve) in curves.iter().enumerate() {
        let mut points = curve.points(|mean| mean.norm);
        for point in &mut points {
            point.y /= study.norm;
            point.error /= study.norm;
        }
        series.push(Series {
            // The colours are those of the panel beside.
            label: String::new(),
            mark: Mark::Measured,
            group,
            points,
        });
    }
    let full = real
        .iter()
        .find(|line| line.effort == 1.0)
        .map_or(1.0, |line| line.norm[0]);
    series.push(real::series(real, curves.len(), |line| {
        line.norm.map(|x| x / full)
    }));
    Ok(Panel {
        x_label: "effort $η$".to_owned(),
        x_log: false,
        y_label: "scale, relative to full effort".to_owned(),
        y_log: false,
        reference: None,
        series,
    })
}

/// The cells that a simulation has in common with real comparisons: what was learnt from labels of
/// an effort, with standard errors.
fn learnt(
    effort: f64,
    accuracy: [f64; 2],
    log_loss: [f64; 2],
    norm: [f64; 2],
) -> impl IntoIterator<Item = (&'static str, Cell)> {
    let [accuracy, accuracy_se] = measured(accuracy);
    let [log_loss, log_loss_se] = measured(log_loss);
    let [norm, norm_se] = measured(norm);
    [
        ("effort", Cell::exact(effort)),
        ("accuracy", accuracy),
        ("accuracy_se", accuracy_se),
        ("log_loss", log_loss),
        ("log_loss_se", log_loss_se),
        ("norm", norm),
        ("norm_se", norm_se),
    ]
}

/// A mean with two digits of its standard error; a standard error of r runs is itself known to
/// 1/√(2r) only.
fn measured([mean, error]: [f64; 2]) -> [Cell; 2] {
    let digits = if error > 0.0 {
        (0.01 * error / mean.abs()).clamp(1e-9, 1e-2)
    } else {
        1e-6
    };
    [Cell::within(mean, digits), Cell::within(error, 1e-2)]
}

/// A formula's value: roots and quadrature to some 1e-11.
fn formula(value: f64) -> Cell {
    Cell::within(value, 1e-9)
}
