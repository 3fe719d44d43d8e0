//! Rates as proved facts: gaps between the ends of their brackets at every number of samples of a
//! grid, the rate that every choice of gaps in them gives, and how they approach the theorem's
//! constant.

mod claim;
mod trend;

pub use claim::Claim;

use crate::bounds::{self, EnclosedModel};
use crate::input::{InputError, Section};
use crate::numerics::{Interval, try_map_ordered};
use crate::print::number::{scientific_outward, trimmed_outward};
use crate::proof::checked::Checked;
use crate::rates::{self, Rate};
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Check, Mark, Measured, Panel, Series, Standing};
use crate::theorem::study::{Instance, Progress};
use claim::Found;
use trend::{approach, refined};

/// Numbers of samples at which gaps are bracketed: `[brackets]` of a parameter file.
#[derive(Debug)]
pub struct Brackets {
    samples: Vec<u64>,
}

/// What was found of a class in one instance.
#[derive(Debug, Default)]
pub struct Bracketed {
    /// What is proved.
    pub checks: Vec<Check>,
    /// (n, (upper − lower)/upper) of the complete brackets.
    widths: Vec<(f64, f64)>,
}

impl Bracketed {
    /// How wide the brackets are, as a series.
    pub fn widths(&self, instance: &Instance, group: usize) -> Series {
        let above_zero = self
            .widths
            .iter()
            .copied()
            .filter(|(_, width)| *width > 0.0);
        Series::new(instance.label.clone(), Mark::Points, group, above_zero)
    }
}

/// How wide the proved brackets are.
pub fn width_panel(series: Vec<Series>) -> Panel {
    Panel {
        x_label: "monitored samples $n$".to_owned(),
        x_log: true,
        y_label: "width of the bracket / gap".to_owned(),
        y_log: true,
        reference: None,
        series,
    }
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
        let mut samples = section.samples("samples")?.samples().to_vec();
        samples.sort_unstable();
        Ok(Self { samples })
    }

    /// Steps for the progress of one instance.
    pub fn steps(&self) -> usize {
        self.samples.len()
    }

    /// Brackets the gaps of a class and states what follows for every choice of gaps in them.
    pub fn study(
        &self,
        instance: &Instance,
        claim: &Claim,
        progress: &dyn Progress,
    ) -> Result<Bracketed, TheoremError> {
        if self.samples.is_empty() {
            return Ok(Bracketed::default());
        }
        let first_best = instance.first_best()?;
        let found = try_map_ordered(&self.samples, |n| {
            let solved = claim.class.solve(&first_best, *n)?;
            let bracket = bounds::bracket(&first_best, claim.class, &solved);
            progress.step();
            Ok(Found {
                samples: *n,
                estimate: solved.gap.total(),
                bracket,
            })
        })
        .map_err(|error| instance.contract_error(error))?;
        let statement = |claim: String, measured: Measured, holds: bool| Check {
            instance: instance.label.clone(),
            claim,
            measured,
            standing: Standing::Proved,
            holds,
        };
        let mut checks = Vec::new();
        let (measured, holds) = interval(&found, claim);
        let ends: Vec<_> = found
            .iter()
            .map(|one| (one.samples, one.bracket.lower(), one.bracket.upper()))
            .collect();
        let checked = Checked::of(&instance.model, claim.class, &ends);
        let measured = measured.checked_by_coq(checked.words());
        checks.push(statement(
            format!(
                "{} of the best contract is proved to lie in an interval",
                claim.name
            ),
            measured,
            holds,
        ));
        if let Some((measured, holds)) = rate(instance, &found, claim)? {
            checks.push(statement(
                format!(
                    "the selection of {} is the same whatever the gaps in their brackets",
                    claim.rate.name()
                ),
                measured,
                holds,
            ));
        }
        let economy = EnclosedModel::new(&first_best);
        if let Some((measured, holds)) = economy.as_ref().and_then(|e| approach(e, &found, claim)) {
            checks.push(statement(
                format!("{} approaches {}", claim.name, claim.constant_name),
                measured,
                holds,
            ));
        }
        if let Some((measured, holds)) = economy.as_ref().and_then(|e| refined(e, &found, claim)) {
            checks.push(statement(
                "the error of the refined formula is bounded and falls".to_owned(),
                measured,
                holds,
            ));
        }
        let width = |one: &Found| Some((one.samples as f64, one.bracket.relative_width()?));
        Ok(Bracketed {
            checks,
            widths: found.iter().filter_map(width).collect(),
        })
    }
}

/// Holds where every gap of the grid has both ends and the estimate lies between them (or within
/// its own error of one).
fn interval(found: &[Found], claim: &Claim) -> (Measured, bool) {
    let (mut least, mut most, mut widest) = (f64::INFINITY, 0.0_f64, 0.0_f64);
    let mut both_ends = 0;
    let mut holds = true;
    for one in found {
        let scale = (claim.scale)(Interval::point(one.samples as f64));
        let (Some(gap), Some(scale)) = (one.gap(), scale) else {
            holds = false;
            continue;
        };
        both_ends += 1;
        let scaled = gap * scale;
        least = least.min(scaled.lower());
        most = most.max(scaled.upper());
        let width = Interval::point(gap.width()) / Interval::point(gap.lower());
        widest = widest.max(width.upper());
        let error = crate::theorem::limits::GAP_ERROR * one.estimate;
        holds &= gap.lower() - error <= one.estimate && one.estimate <= gap.upper() + error;
    }
    let measured = format!(
        "{both_ends} of {} brackets complete, n from {}: {} in [{}, {}]; relative width at most {}",
        found.len(),
        range(found.iter()),
        claim.name,
        trimmed_outward(least, 5, false),
        trimmed_outward(most, 5, true),
        scientific_outward(widest.max(1e-9), 0, true),
    );
    (measured.into(), holds)
}

/// Whether every choice of gaps in the brackets gives the same rate.
fn rate(
    instance: &Instance,
    found: &[Found],
    claim: &Claim,
) -> Result<Option<(Measured, bool)>, TheoremError> {
    let wrong = |error| instance.rates_error(error);
    let brackets = found
        .iter()
        .filter_map(|one| Some((one.samples as f64, one.gap()?)))
        .map(|(n, gap)| rates::Bracket::new(n, gap.lower(), gap.upper()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(wrong)?;
    // Three to a half is what a selection asks for.
    if brackets.len() < 6 {
        return Ok(None);
    }
    let certified = rates::certify(&brackets, &Rate::ALL).map_err(wrong)?;
    let selection = &certified.selection;
    let winner = &certified.bounds[0];
    let runner_up = selection.runner_up();
    let other = certified.bounds.iter().find(|b| b.rate == runner_up);
    let margin = other.map_or(f64::NAN, |other| {
        other.held_out_error.lower() / winner.held_out_error.upper().max(selection.resolution)
    });
    let measured = Measured::from(format!(
        "{} gaps, n from {}: winner {} whatever the gaps in the brackets, {} errs at least ",
        brackets.len(),
        range(found.iter().filter(|one| one.gap().is_some())),
        selection.winner().name(),
        runner_up.name(),
    ))
    .number("runner_up_errs", trimmed_outward(margin, 1, false))
    .say(" times as much");
    Ok(Some((
        measured,
        certified.holds && selection.decided_for(&claim.rate),
    )))
}

/// The ends of the grid.
fn range<'a>(found: impl Iterator<Item = &'a Found> + Clone) -> String {
    let samples = found.map(|one| one.samples);
    let from = samples.clone().min().unwrap_or(0);
    let to = samples.max().unwrap_or(0);
    format!("{:.0e} to {:.0e}", from as f64, to as f64)
}
