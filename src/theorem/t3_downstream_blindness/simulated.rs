//! Reward models fitted to simulated labels of known effort.

use super::{formula, learnt};
use crate::annotation::reward::{
    Simulated, best_accuracy, deficit_constant, experiment, limit_norm, squared_angle,
};
use crate::input::{InputError, Section};
use crate::numerics::try_map_ordered;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Measured, Point, Standing};
use crate::theorem::study::Progress;

/// Standard errors a mean may be off: some dozens of comparisons, a false alarm once in some
/// hundreds of runs.
const REACH: f64 = 4.0;

/// Squared angles above this leave the range of the leading terms.
const NARROW: f64 = 0.1;

/// What the next order may add to a leading term, in squared angles: expanding the deficit gives
/// −(3/4 + |θ|²/8)·φ² and the scale's bias is of the order d/m, below φ².
const NEXT: f64 = 2.0;

/// The study: parameters `[simulation]`.
pub(super) struct Study {
    pub(super) norm: f64,
    pub(super) dimension: usize,
    efforts: Vec<f64>,
    labels: Vec<usize>,
    replicates: usize,
    seed: u64,
}

/// Means and standard errors over replicates at one effort.
pub(super) struct Mean {
    effort: f64,
    pub(super) accuracy: [f64; 2],
    pub(super) log_loss: [f64; 2],
    pub(super) norm: [f64; 2],
    deficit: [f64; 2],
}

/// All efforts at one number of labels.
pub(super) struct Curve {
    pub(super) labels: usize,
    means: Vec<Mean>,
}

impl Curve {
    /// A quantity over efforts, with two standard errors as bars.
    pub(super) fn points(&self, of: impl Fn(&Mean) -> [f64; 2]) -> Vec<Point> {
        self.means
            .iter()
            .map(|mean| {
                let [y, error] = of(mean);
                Point {
                    x: mean.effort,
                    y,
                    error: 2.0 * error,
                }
            })
            .collect()
    }
}

impl Study {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("simulation")?;
        section.only(&[
            "norm",
            "dimension",
            "efforts",
            "labels",
            "replicates",
            "seed",
        ])?;
        let efforts = section.numbers("efforts")?;
        let rising = efforts.windows(2).all(|pair| pair[0] < pair[1]);
        if efforts.len() < 2 || !rising || !efforts.iter().all(|e| *e > 0.0 && *e <= 1.0) {
            let allowed = "at least two rising numbers above 0, at most 1";
            return Err(section.complain("efforts", "these are no efforts", allowed));
        }
        let labels: Vec<usize> = section
            .counts_in("labels", 500..=1_000_000)?
            .into_iter()
            .map(|m| m as usize)
            .collect();
        let rising = labels.windows(2).all(|pair| pair[0] < pair[1]);
        if !rising || labels.is_empty() {
            let allowed = "rising whole numbers from 500 to 1000000";
            return Err(section.complain("labels", "these are no sizes of a fit", allowed));
        }
        Ok(Self {
            norm: section.number_where("norm", "from 0.1 to 3", |x| (0.1..=3.0).contains(&x))?,
            dimension: section.count_in("dimension", 2..=100)? as usize,
            efforts,
            labels,
            replicates: section.count_in("replicates", 5..=10_000)? as usize,
            seed: section.count("seed")?,
        })
    }

    pub(super) fn steps(&self) -> usize {
        self.labels.len() * self.efforts.len()
    }

    /// The largest number of labels.
    pub(super) fn most(&self) -> usize {
        self.labels.iter().copied().max().unwrap_or(0)
    }

    pub(super) fn run(&self, progress: &dyn Progress) -> Result<Vec<Curve>, TheoremError> {
        self.labels
            .iter()
            .map(|&labels| {
                let means = self.efforts.iter().map(|&effort| {
                    let runs = try_map_ordered(0..self.replicates, |r| {
                        experiment(
                            self.dimension,
                            self.norm,
                            labels,
                            effort,
                            self.seed,
                            r as u64,
                        )
                    })?;
                    progress.step();
                    Ok(Mean {
                        effort,
                        accuracy: mean_of(&runs, |run| run.outcome.accuracy),
                        log_loss: mean_of(&runs, |run| run.outcome.log_loss),
                        norm: mean_of(&runs, |run| run.outcome.norm),
                        deficit: mean_of(&runs, |run| run.deficit),
                    })
                });
                Ok(Curve {
                    labels,
                    means: means.collect::<Result<Vec<_>, TheoremError>>()?,
                })
            })
            .collect()
    }

    pub(super) fn rows(&self, curves: &[Curve], table: &mut DataTable) -> Result<(), TheoremError> {
        for curve in curves {
            let m = curve.labels as f64;
            for mean in &curve.means {
                let leading = deficit_constant(self.norm, mean.effort, self.dimension)? / m;
                let mut row = vec![
                    ("data", Cell::text("simulated")),
                    ("labels", Cell::Count(curve.labels as u64)),
                ];
                row.extend(learnt(mean.effort, mean.accuracy, mean.log_loss, mean.norm));
                row.extend([
                    ("limit_accuracy", formula(best_accuracy(self.norm))),
                    ("limit_norm", formula(limit_norm(self.norm, mean.effort)?)),
                    (
                        "deficit_over_leading",
                        Cell::within(mean.deficit[0] / leading, 1e-3),
                    ),
                ]);
                table.add(row);
            }
        }
        Ok(())
    }

    pub(super) fn checks(&self, curves: &[Curve]) -> Result<Vec<Check>, TheoremError> {
        let Some(last) = curves.last() else {
            return Ok(Vec::new());
        };
        let (mut off_norm, mut off_deficit, mut compared): (f64, f64, usize) = (0.0, 0.0, 0);
        for curve in curves {
            let m = curve.labels as f64;
            for mean in &curve.means {
                let angle = squared_angle(self.norm, mean.effort, self.dimension)? / m;
                if angle > NARROW {
                    continue;
                }
                compared += 1;
                let far = |value: f64, limit: f64, error: f64| {
                    ((value - limit).abs() - NEXT * angle * limit).max(0.0) / error
                };
                let a = limit_norm(self.norm, mean.effort)?;
                off_norm = off_norm.max(far(mean.norm[0], a, mean.norm[1]));
                // A deficit is a multiple of a chi-square of d − 1 degrees: its spread is known,
                // and that of so few runs misleads.
                let leading = deficit_constant(self.norm, mean.effort, self.dimension)? / m;
                let runs = (self.dimension - 1) as f64 * self.replicates as f64;
                let error = leading * (2.0 / runs).sqrt();
                off_deficit = off_deficit.max(far(mean.deficit[0], leading, error));
            }
        }
        let check = |claim: &str, measured: Measured, holds: bool| Check {
            instance: format!("d = {}, |theta| = {}", self.dimension, self.norm),
            claim: claim.to_owned(),
            measured,
            standing: Standing::Simulated,
            holds: holds && compared > 0,
        };
        let (low, high) = (&last.means[0], &last.means[last.means.len() - 1]);
        let rising = last.means.windows(2).all(|pair| {
            pair[0].norm[0] < pair[1].norm[0] && pair[0].log_loss[0] > pair[1].log_loss[0]
        });
        Ok(vec![
            check(
                "the scale tends to a(η)",
                format!(
                    "largest distance beyond the next order {off_norm:.1} standard errors over {compared} pairs (m, η)"
                ).into(),
                off_norm < REACH,
            ),
            check(
                "accuracy is short of one and the same limit by K(η)/m",
                format!(
                    "largest distance beyond the next order {off_deficit:.1} standard errors over {compared} pairs (m, η)"
                ).into(),
                off_deficit < REACH,
            ),
            check(
                "effort moves the scale and the loss, not the accuracy",
                Measured::from("from η = ")
                    .number("low_effort", low.effort)
                    .say(format_args!(" to {} at m = ", high.effort))
                    .number("labels", last.labels)
                    .say(": accuracy ")
                    .number("low_accuracy", format_args!("{:.4}", low.accuracy[0]))
                    .say(" to ")
                    .number("high_accuracy", format_args!("{:.4}", high.accuracy[0]))
                    .say(", scale ")
                    .number("low_scale", format_args!("{:.3}", low.norm[0]))
                    .say(" to ")
                    .number("high_scale", format_args!("{:.3}", high.norm[0]))
                    .say(format_args!(
                        ", loss {:.3} to {:.3}",
                        low.log_loss[0], high.log_loss[0]
                    )),
                rising,
            ),
        ])
    }
}

fn mean_of(runs: &[Simulated], of: impl Fn(&Simulated) -> f64) -> [f64; 2] {
    let n = runs.len() as f64;
    let mean = runs.iter().map(&of).sum::<f64>() / n;
    let sum: f64 = runs.iter().map(|run| (of(run) - mean).powi(2)).sum();
    [mean, (sum / (n - 1.0) / n).sqrt()]
}
