//! Rates as proved facts: scaled gaps between the ends of their brackets, at every number of samples of a grid.

use super::TheoremError;
use super::evidence::{Check, Standing};
use super::study::{Instance, Progress};
use crate::contract::Class;
use crate::contract::certified::{self, Bracket};
use crate::input::{InputError, Section};
use crate::numerics::try_map_ordered;

/// Numbers of samples at which gaps are bracketed: `[brackets]` of a parameter file.
#[derive(Debug)]
pub struct Brackets {
    samples: Vec<u64>,
}

impl Brackets {
    /// Reads `[brackets]`; without it nothing is bracketed.
    pub fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let Some(section) = parameters.optional_section("brackets")? else {
            return Ok(Self {
                samples: Vec::new(),
            });
        };
        section.only(&["samples"])?;
        Ok(Self {
            samples: section.samples("samples")?.samples().to_vec(),
        })
    }

    /// Steps for the progress of one instance.
    pub fn steps(&self) -> usize {
        self.samples.len()
    }

    /// Brackets the gaps of a class and scales them: `scale(n)`·Δ_n lies in the interval stated, which is proved.
    ///
    /// Holds where every gap of the grid has both ends and the estimate lies between them (or within its own error of
    /// one). `name` is what the scaled gap is called.
    pub fn check(
        &self,
        instance: &Instance,
        class: Class,
        name: &str,
        scale: impl Fn(f64) -> f64,
        progress: &dyn Progress,
    ) -> Result<Option<Check>, TheoremError> {
        if self.samples.is_empty() {
            return Ok(None);
        }
        let first_best = instance.first_best()?;
        let found = try_map_ordered(&self.samples, |n| {
            let solved = class.solve(&first_best, *n)?;
            let bracket = certified::bracket(&first_best, class, &solved);
            progress.step();
            Ok((*n, solved.gap.total(), bracket))
        })
        .map_err(|error| instance.contract_error(error))?;
        let (mut least, mut most, mut widest) = (f64::INFINITY, 0.0_f64, 0.0_f64);
        let mut both_ends = 0;
        let mut holds = true;
        for (n, estimate, bracket) in &found {
            let Some(Bracket {
                lower: Some(lower),
                upper,
            }) = bracket
            else {
                holds = false;
                continue;
            };
            both_ends += 1;
            let scale = scale(*n as f64);
            least = least.min(lower * scale);
            most = most.max(upper * scale);
            widest = widest.max((upper - lower) / lower);
            let error = super::limits::GAP_ERROR * estimate;
            holds &= lower - error <= *estimate && *estimate <= upper + error;
        }
        let (from, to) = (self.samples.iter().min(), self.samples.iter().max());
        // One unit of the last digit outwards covers the rounding of the scale and of the print.
        let places = 1e5;
        let low = (least * places).floor() / places;
        let high = (most * places).ceil() / places;
        Ok(Some(Check {
            instance: instance.label.clone(),
            claim: format!("{name} of the best contract is proved to lie in an interval"),
            measured: format!(
                "{both_ends} of {} brackets complete, n from {:.0e} to {:.0e}: {name} in [{low:.5}, {high:.5}]; relative width at most {:.0e}",
                found.len(),
                from.copied().unwrap_or(0) as f64,
                to.copied().unwrap_or(0) as f64,
                (widest * 1.05).max(1e-9),
            ),
            standing: Standing::Proved,
            holds,
        }))
    }
}
