//! Simulated gaps by exponential tilting, next to plain draws.

use super::super::TheoremError;
use super::super::evidence::{Cell, Check, DataTable, Mark, Measured, Point, Series, Standing};
use super::super::limits::number;
use super::super::study::{Instance, Progress};
use super::cell;
use crate::contract::discrete::{self, DiscreteProblem, EffortSet};
use crate::contract::{Class, Threshold};
use crate::input::{InputError, Section};
use crate::rates::tilting::{Draws, simulate_ln_gap};

/// Standard errors a simulated gap may be off: with some ten comparisons, a false alarm once in a
/// thousand runs.
const REACH: f64 = 4.0;

/// Plain draws are compared where the bonus is expected to be missed this often.
const MISSED: f64 = 100.0;

/// Parameters `[simulation]`.
pub struct Tilted {
    samples: Vec<u64>,
    draws: u64,
    seed: u64,
}

impl Tilted {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["samples", "draws", "seed"])?;
        Ok(Self {
            samples: section.samples("samples")?.samples().to_vec(),
            draws: section.count_in("draws", super::super::simulation::DRAWS)?,
            seed: section.count("seed")?,
        })
    }

    pub fn steps(&self) -> usize {
        self.samples.len()
    }

    pub fn run(
        &self,
        instance: &Instance,
        list: &EffortSet,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Series, Check), TheoremError> {
        let wrong = |error| instance.contract_error(error);
        let problem = DiscreteProblem::new(&instance.model, list).map_err(wrong)?;
        let mut series = Series::new("tilted simulation", Mark::Simulated, 0, []);
        let (mut worst, mut worst_plain) = (0.0f64, 0.0f64);
        let (mut fewest, mut seen, mut bonuses) = (f64::INFINITY, 0, 0);
        for (index, samples) in self.samples.iter().enumerate() {
            let class = Class::Binary(Threshold::Deterministic);
            let contract = discrete::solve(&problem, *samples, class).map_err(wrong)?;
            let exact = contract.gap.ln_total();
            // One seed a point, so that adding a point changes no other.
            let seed = self.seed.wrapping_add(index as u64);
            for law in [Draws::Tilted, Draws::Plain] {
                let found = simulate_ln_gap(&problem, &contract, law, self.draws, seed).map_err(
                    |error| TheoremError::Simulation {
                        instance: instance.label.clone(),
                        error,
                    },
                )?;
                let Some(found) = found else { continue };
                if law == Draws::Plain {
                    if found.expected_failures >= MISSED {
                        seen += 1;
                        worst_plain = worst_plain.max(found.z_score(exact).abs());
                    }
                    continue;
                }
                bonuses += 1;
                worst = worst.max(found.z_score(exact).abs());
                fewest = fewest.min(found.effective_draws);
                let gap = libm::exp(found.ln_gap);
                if found.ln_gap > -200.0 {
                    series.points.push(Point {
                        x: *samples as f64,
                        y: gap,
                        error: 2.0 * found.relative_error * gap,
                    });
                }
                let efforts = list.efforts().len() as u64;
                let mut row = cell("tilted simulation", instance, "binary", efforts, *samples);
                let digits = found.relative_error / 100.0 / found.ln_gap.abs();
                row.extend([
                    ("ln_gap", Cell::within(found.ln_gap, digits)),
                    ("formula", number(exact)),
                    ("standard_error", Cell::within(found.relative_error, 1e-3)),
                    ("effective_draws", Cell::within(found.effective_draws, 1e-3)),
                ]);
                table.add(row);
            }
            progress.step();
        }
        let check = Check {
            instance: instance.label.clone(),
            claim: "tilted draws agree with log(gap), plain ones where they can see".to_owned(),
            measured: Measured::from("largest distance ")
                .number("tilted_errors", format_args!("{worst:.1}"))
                .say(format_args!(
                    " standard errors over {bonuses} sizes with {} draws each (at least {fewest:.0} \
                     effective); plain draws see {seen} of them, at most {worst_plain:.1} standard \
                     errors off",
                    self.draws
                )),
            standing: Standing::Simulated,
            holds: bonuses == self.samples.len()
                && worst <= REACH
                && seen > 0
                && worst_plain <= REACH,
        };
        Ok((series, check))
    }
}
