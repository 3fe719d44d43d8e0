//! What the theorems on rates share: instances read from parameter files, and curves of gaps over n.

use super::TheoremError;
use super::evidence::{Cell, Check, Mark, Point, Series, Standing};
use crate::contract::{Class, ContractError, FirstBest, SecondBest};
use crate::input::{InputError, Section};
use crate::model::Model;
use crate::numerics::try_map_ordered;
use crate::rates::constant::extrapolate;
use crate::rates::monte_carlo::Simulated;
use crate::rates::simulated_gap::simulate_gap;
use crate::rates::{Observation, Rate, RatesError, Series as RateSeries, select};

/// Told how far a study has come.
pub trait Progress: Sync {
    /// `steps` more steps are planned.
    fn plan(&self, steps: usize);
    /// One step is done.
    fn step(&self);
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn plan(&self, _steps: usize) {}
    fn step(&self) {}
}

/// A model with the name it has in tables and figures.
#[derive(Debug)]
pub struct Instance {
    /// Name in tables and figures.
    pub label: String,
    /// The model.
    pub model: Model,
}

impl Instance {
    /// Reads `models` (files relative to the parameter file) and `labels` (as many) of a parameter file.
    pub fn read_all(parameters: &Section<'_, '_>) -> Result<Vec<Self>, InputError> {
        let files = parameters.texts("models")?;
        let labels = parameters.texts("labels")?;
        if files.is_empty() || files.len() != labels.len() {
            return Err(parameters.complain(
                "labels",
                format!("{} labels for {} models", labels.len(), files.len()),
                "at least one model, and one label for each",
            ));
        }
        files
            .into_iter()
            .zip(labels)
            .map(|(file, label)| {
                Ok(Self {
                    label: label.to_owned(),
                    model: Model::read(&parameters.path_of(file))?,
                })
            })
            .collect()
    }

    /// The first best of the model.
    pub fn first_best(&self) -> Result<FirstBest<'_>, TheoremError> {
        FirstBest::of(&self.model).map_err(|error| self.contract_error(error))
    }

    /// Names this instance in an error.
    pub fn contract_error(&self, error: ContractError) -> TheoremError {
        TheoremError::Contract {
            instance: self.label.clone(),
            error,
        }
    }

    /// Names this instance in an error.
    pub fn rates_error(&self, error: RatesError) -> TheoremError {
        TheoremError::Rates {
            instance: self.label.clone(),
            error,
        }
    }

    /// The best contracts of a class over a list of sample sizes, in its order.
    pub fn curve(
        &self,
        class: Class,
        samples: &[u64],
        progress: &dyn Progress,
    ) -> Result<Vec<SecondBest>, TheoremError> {
        let first_best = self.first_best()?;
        try_map_ordered(samples, |n| {
            let solved = class.solve(&first_best, *n);
            progress.step();
            solved
        })
        .map_err(|error| self.contract_error(error))
    }
}

/// Relative error of a gap in double precision. The comparison with 40-digit references in the tests bears it out; it
/// comes from the binomial tails (1e-12), the roots that fix threshold and effort (a rounding of the effort is 10⁻⁹ of a
/// standard deviation of the count at n = 10^14), and nothing else, because no payoffs are subtracted.
pub const GAP_ERROR: f64 = 1e-8;

/// Standard errors a simulated gap may be off: with some dozens of comparisons, a false alarm once in a thousand runs.
const SIMULATION_REACH: f64 = 4.0;

/// A gap is drawn with its simulation only where the simulation resolves it to a fifth.
const RESOLUTION: f64 = 5.0;

/// The gaps of a curve as data for the fits.
pub fn observations(curve: &[SecondBest]) -> Result<RateSeries, RatesError> {
    RateSeries::new(curve.iter().map(|contract| {
        let gap = contract.gap.total();
        Observation {
            samples: contract.samples as f64,
            gap,
            error: GAP_ERROR * gap,
        }
    }))
}

/// Model selection as a check: `rate` must win, and the win must stand.
pub fn selection_check(
    instance: &Instance,
    curve: &[SecondBest],
    rate: Rate,
) -> Result<Check, TheoremError> {
    let wrong = |error| instance.rates_error(error);
    let selection = select(&observations(curve).map_err(wrong)?).map_err(wrong)?;
    let against_root = selection.margin_over(Rate::InverseRoot).unwrap_or(f64::NAN);
    Ok(Check {
        instance: instance.label.clone(),
        claim: format!("the gap falls like {}", rate.name()),
        measured: format!(
            "predicting the larger n from the smaller: winner {}, runner-up {} (errs {:.1} times as much), n^-1/2 errs {:.1} times as much",
            selection.winner().name(),
            selection.runner_up().name(),
            selection.margin,
            against_root
        ),
        standing: Standing::Fitted,
        holds: selection.decided_for(rate),
    })
}

/// A study of simulated gaps: parameters `[simulation]` of a parameter file.
#[derive(Debug)]
pub struct Simulation {
    /// Which of the instances, from 0.
    pub instance: usize,
    /// Numbers of samples.
    pub samples: Vec<u64>,
    /// Draws for each.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
}

impl Simulation {
    /// Reads `[simulation]`.
    pub fn read(parameters: &Section<'_, '_>, instances: usize) -> Result<Self, InputError> {
        let section = parameters.section("simulation")?;
        section.only(&["instance", "samples", "draws", "seed"])?;
        let instance = section.count("instance")?;
        let Some(index) = usize::try_from(instance).ok().filter(|i| *i < instances) else {
            return Err(section.complain(
                "instance",
                format!("there is no instance {instance}"),
                format!("0 to {}", instances - 1),
            ));
        };
        Ok(Self {
            instance: index,
            samples: section.samples("samples")?.samples().to_vec(),
            draws: section.count("draws")?,
            seed: section.count("seed")?,
        })
    }

    /// Simulates the gaps of a class: a series to draw, and a check of every point against the computed gap.
    pub fn run(
        &self,
        instance: &Instance,
        class: Class,
        progress: &dyn Progress,
    ) -> Result<(Vec<SimulatedGap>, Check), TheoremError> {
        let first_best = instance.first_best()?;
        let mut gaps = Vec::new();
        for (index, samples) in self.samples.iter().enumerate() {
            let contract = class
                .solve(&first_best, *samples)
                .map_err(|error| instance.contract_error(error))?;
            // One seed a point, so that adding a point changes no other.
            let seed = self.seed.wrapping_add(index as u64);
            let simulated =
                simulate_gap(&first_best, &contract, self.draws, seed).map_err(|error| {
                    TheoremError::Simulation {
                        instance: instance.label.clone(),
                        error,
                    }
                })?;
            progress.step();
            gaps.push(SimulatedGap {
                samples: *samples,
                computed: contract.gap.total(),
                simulated,
            });
        }
        let worst = gaps
            .iter()
            .map(|gap| gap.simulated.z_score(gap.computed).abs())
            .fold(0.0, f64::max);
        let resolved = gaps.iter().filter(|gap| gap.resolved()).count();
        let check = Check {
            instance: instance.label.clone(),
            claim: "simulated gaps agree with computed ones".to_owned(),
            measured: format!(
                "largest distance {worst:.1} standard errors over {} sizes with {} draws each; {resolved} resolved to a fifth",
                gaps.len(),
                self.draws
            ),
            standing: Standing::Simulated,
            holds: worst <= SIMULATION_REACH && resolved > 0,
        };
        Ok((gaps, check))
    }
}

/// A simulated gap next to the computed one.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedGap {
    /// n.
    pub samples: u64,
    /// From the solver.
    pub computed: f64,
    /// From the draws.
    pub simulated: Simulated,
}

impl SimulatedGap {
    /// Whether the simulation resolves the gap well enough to be drawn.
    pub fn resolved(&self) -> bool {
        self.simulated.resolves(self.computed, RESOLUTION)
    }
}

/// The series of simulated gaps that are resolved, with two standard errors as bars.
pub fn simulated_series(gaps: &[SimulatedGap], group: usize) -> Series {
    Series {
        label: "simulated".to_owned(),
        mark: Mark::Simulated,
        group,
        points: gaps
            .iter()
            .filter(|gap| gap.resolved())
            .map(|gap| Point {
                x: gap.samples as f64,
                y: gap.simulated.mean,
                error: 2.0 * gap.simulated.standard_error,
            })
            .collect(),
    }
}

/// A computed number for a table.
pub fn number(value: f64) -> Cell {
    Cell::Number {
        value,
        relative_error: GAP_ERROR,
    }
}

/// A contract term for a table: it follows from the effort, which the flat optimum leaves right to the root of the
/// gap's accuracy.
pub fn terms_number(value: f64) -> Cell {
    Cell::Number {
        value,
        relative_error: 1e-6,
    }
}

/// A table row for a simulated gap: instance, n, and the last two columns.
pub fn simulated_row(instance: &Instance, gap: &SimulatedGap, columns: usize) -> Vec<Cell> {
    let mut row = vec![Cell::Text(instance.label.clone()), Cell::Count(gap.samples)];
    row.resize(columns.saturating_sub(2), Cell::Empty);
    let relative = gap.simulated.standard_error / gap.simulated.mean.abs();
    for value in [gap.simulated.mean, gap.simulated.standard_error] {
        // A standard error of d draws is itself known to 1/√(2d) only; two digits of it are enough for any reader.
        row.push(Cell::Number {
            value,
            relative_error: (relative * 0.01).clamp(1e-4, 1e-2),
        });
    }
    row
}

/// n·gap must tend to the constant.
pub fn inverse_limit_check(
    instance: &Instance,
    curve: &[SecondBest],
    constant: f64,
) -> Result<Check, TheoremError> {
    /// The fit with a 1/n term leaves terms of order n^-2, at the upper half of the range far below the error of the
    /// gaps; ten times that error is left for the fit.
    const TOLERANCE: f64 = 10.0 * GAP_ERROR;
    let points: Vec<(f64, f64)> = curve
        .iter()
        .map(|contract| {
            let n = contract.samples as f64;
            (n, n * contract.gap.total() / constant)
        })
        .collect();
    let limit = extrapolate(&points, 1.0).map_err(|error| instance.rates_error(error))?;
    let off = (limit.value - 1.0).abs();
    Ok(Check {
        instance: instance.label.clone(),
        claim: "the constant is K_lin".to_owned(),
        measured: format!(
            "n*gap tends to K_lin = {constant:.8} up to a relative {off:.1e}; at the smallest n it is {:.5} K_lin",
            points[0].1
        ),
        standing: Standing::Fitted,
        holds: off <= TOLERANCE,
    })
}

/// |ratio − 1| as a series, where it stands clear of the error of the gaps.
pub fn resolved_excess(
    label: String,
    group: usize,
    ratios: impl IntoIterator<Item = (f64, f64)>,
) -> Series {
    let clear = ratios
        .into_iter()
        .map(|(n, ratio)| (n, (ratio - 1.0).abs()))
        .filter(|(_, excess)| *excess > 10.0 * GAP_ERROR);
    Series::new(label, Mark::Points, group, clear)
}
