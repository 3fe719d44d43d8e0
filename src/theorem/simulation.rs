//! Gaps as they happen, next to the computed ones.

use super::TheoremError;
use super::evidence::{Cell, Check, Mark, Point, Row, Series, Standing};
use super::study::{Instance, Progress};
use crate::contract::Class;
use crate::input::{InputError, Section};
use crate::rates::monte_carlo::Simulated;
use crate::rates::simulated_gap::simulate_gap;
use std::ops::RangeInclusive;

/// Standard errors a simulated gap may be off: with some dozens of comparisons, a false alarm once
/// in a thousand runs.
const SIMULATION_REACH: f64 = 4.0;

/// A gap is drawn with its simulation only where the simulation resolves it to a fifth.
const RESOLUTION: f64 = 5.0;

/// Draws that a simulation may take: two for a standard error, and no more than some minutes last.
pub const DRAWS: RangeInclusive<u64> = 2..=10_000_000_000;

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
            draws: section.count_in("draws", DRAWS)?,
            seed: section.count("seed")?,
        })
    }

    /// Simulates the gaps of a class: a series to draw, and a check of every point against the
    /// computed gap.
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
            )
            .into(),
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

/// A table row for a simulated gap.
pub fn simulated_row(instance: &Instance, gap: &SimulatedGap) -> Row {
    let relative = gap.simulated.standard_error / gap.simulated.mean.abs();
    // A standard error of d draws is itself known to 1/√(2d) only; two digits of it are enough for
    // any reader.
    let number = |value| Cell::within(value, (relative * 0.01).clamp(1e-4, 1e-2));
    vec![
        ("instance", Cell::Text(instance.label.clone())),
        ("samples", Cell::Count(gap.samples)),
        ("simulated_gap", number(gap.simulated.mean)),
        (
            "simulated_standard_error",
            number(gap.simulated.standard_error),
        ),
    ]
}
