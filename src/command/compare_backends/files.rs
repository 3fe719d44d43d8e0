//! Files of a comparison of solvers: tables, and where figures go.
//!
//! Times differ between machines and runs, so these files are written on request only, with the
//! machine and the versions in them, and are no part of what `reproduce` makes.

use super::figure::{profile, scaling};
use super::means;
use super::means::DIGITS;
use crate::command::error::CommandError;
use crate::command::lp_answers;
use crate::lp::backends::{self, Backend, Limits};
use crate::lp::comparison::{Comparison, SHIFT, Trial, TrialOutcome};
use crate::paper::evidence::EvidenceError;
use crate::plot::figure::{Figure, Width};
use crate::print::files;
use crate::print::number::decimals_outward;
use crate::print::table::{Cell, Table, TableError};
use std::path::Path;

/// Stem of the files about contract programs.
pub const STEM: &str = "solver_backends";

/// What all rows have in common.
pub struct About<'a> {
    /// Stem of the files.
    pub stem: String,
    /// The machine in a few words.
    pub machine: String,
    /// What each solve may use.
    pub limits: &'a Limits,
}

/// The comparisons of one way of handing programs to solvers.
pub struct Run<'a> {
    /// Whether programs were scaled first.
    pub scaled: bool,
    /// By program.
    pub comparisons: &'a [Comparison],
}

/// Writes `tables/STEM.csv`, `tables/STEM_means.csv` and `figures/STEM.*` below `folder`.
pub fn write(folder: &Path, about: &About<'_>, runs: &[Run<'_>]) -> Result<(), CommandError> {
    let (stem, machine) = (&about.stem, &about.machine);
    let tables = [
        (stem.clone(), table(about, runs)),
        (format!("{stem}_means"), mean_table(about, runs)),
    ];
    for (name, table) in tables {
        let table = table.map_err(EvidenceError::from)?;
        let path = folder.join("tables").join(format!("{name}.csv"));
        files::write_if_changed(&path, table.csv().as_bytes())?;
    }
    let Some(first) = runs.first() else {
        return Ok(());
    };
    let versions: Vec<String> = backends::all()
        .iter()
        .map(|b| b.engine().to_owned())
        .collect();
    let note = format!(
        "{machine}; {}; {}. A solve counts if its objective has {DIGITS} correct digits, or if it \
         is proved that there is no optimum where it says so.",
        versions.join(", "),
        if first.scaled {
            "programs scaled first"
        } else {
            "programs as posed"
        }
    );
    let scaled = if first.scaled { "scaled" } else { "as posed" };
    let contracts = stem == STEM;
    let programs = if contracts {
        "contract programs"
    } else {
        "public programs"
    };
    let mut figure = Figure::new(
        format!("Speed and accuracy of solvers on {programs}, {scaled}"),
        Width::TwoColumns,
    )
    .panel(profile(first.comparisons));
    if contracts {
        figure = figure.panel(scaling(first.comparisons));
    }
    figure
        .note(note)
        .draw()
        .map_err(EvidenceError::from)?
        .write(&folder.join("figures"), stem)
        .map_err(EvidenceError::from)?;
    Ok(())
}

fn table(about: &About<'_>, runs: &[Run<'_>]) -> Result<Table, TableError> {
    let limits = about.limits;
    let mut table = Table::new([
        "machine",
        "program",
        "rows",
        "columns",
        "nonzeros",
        "certificate",     // Exact, interval or none.
        "certify_seconds", // In seconds.
        "backend",
        "version",
        "scaled",
        "status",
        "seconds",         // In seconds.
        "digits",          // Correct digits of the objective, by the certificate.
        "optimum",         // The optimum measured against, as a double.
        "known_optimum",   // What a list of optima says, as written.
        "optimum_held",    // Whether the certificate allows the known optimum.
        "relaxed",         // Whether the file has integer or semi-continuous columns.
        "engine",          // Name and version of the solver itself.
        "claim_holds",     // Whether the status claimed is the one proved.
        "objective",       // Objective at the point returned.
        "primal_residual", // Relative, of the program as posed.
        "dual_residual",   // Likewise, where the solver tells prices.
        "gap_residual",    // Primal less dual objective, likewise.
        "tolerance",       // Greatest residual with which a point passes.
        "time_limit",      // In seconds.
        "memory_limit",    // In bytes.
        "threads",
        "iterations", // Of the solver's own method, where it tells them.
    ])?;
    for run in runs {
        for comparison in run.comparisons {
            for trial in &comparison.trials {
                let whole = |count: usize| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
                let (rows, columns, nonzeros) = comparison.size;
                let version = backends::by_name(trial.backend).map_or("", Backend::version);
                let proved = comparison.proved.as_ref();
                table.row([
                    about.machine.as_str().into(),
                    comparison.program.as_str().into(),
                    whole(rows),
                    whole(columns),
                    whole(nonzeros),
                    proved.map_or("none", |(kind, _)| kind.name()).into(),
                    rounded(comparison.certify_time.as_secs_f64()).into(),
                    trial.backend.into(),
                    version.into(),
                    if run.scaled { "yes" } else { "no" }.into(),
                    status(trial).into(),
                    rounded(trial.time.as_secs_f64()).into(),
                    comparison
                        .digits(trial)
                        .map_or(Cell::Missing, |digits| one_decimal(digits).into()),
                    optional(
                        comparison
                            .optimum()
                            .map(|(low, high)| 0.5 * low + 0.5 * high),
                    ),
                    comparison
                        .known
                        .as_ref()
                        .map_or(Cell::Missing, |known| known.written().into()),
                    yes(comparison.held()),
                    yes(Some(comparison.relaxed)),
                    backends::by_name(trial.backend)
                        .map_or("", Backend::engine)
                        .into(),
                    yes(trial.claim_holds),
                    match &trial.outcome {
                        TrialOutcome::Answered { objective, .. } => optional(Some(*objective)),
                        TrialOutcome::Failed(_) => Cell::Missing,
                    },
                    optional(trial.quality.map(|q| rounded(q.primal_infeasibility))),
                    optional(
                        trial
                            .quality
                            .and_then(|q| q.dual_infeasibility)
                            .map(rounded),
                    ),
                    optional(trial.quality.and_then(|q| q.gap).map(rounded)),
                    limits.tolerance.into(),
                    limits.time.as_secs_f64().into(),
                    Cell::Integer(i64::try_from(limits.memory).unwrap_or(i64::MAX)),
                    threads(trial.backend).map_or(Cell::Missing, Cell::Integer),
                    trial.iterations.map_or(Cell::Missing, |count| {
                        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
                    }),
                ])?;
            }
        }
    }
    Ok(table)
}

/// A table of means.
fn mean_table(about: &About<'_>, runs: &[Run<'_>]) -> Result<Table, TableError> {
    let mut table = Table::new([
        "machine",
        "backend",
        "engine",
        "version",
        "scaled",
        "programs",
        "solved", // Right to 6 digits, or right that there is no optimum.
        "wrong",
        "failed",
        "time_limit",   // In seconds.
        "shift",        // In seconds.
        "shifted_mean", // Geometric, failures at the limit; in seconds.
    ])?;
    let limit = about.limits.time.as_secs_f64();
    for run in runs {
        for mean in means::of(run.comparisons, limit) {
            let whole = |count: usize| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
            let backend = backends::by_name(mean.backend);
            let engine = backend.as_ref().map_or("", |b| b.engine());
            table.row([
                about.machine.as_str().into(),
                mean.backend.into(),
                engine.into(),
                backend.as_ref().map_or("", |b| b.version()).into(),
                if run.scaled { "yes" } else { "no" }.into(),
                whole(mean.programs),
                whole(mean.solved),
                whole(mean.wrong),
                whole(mean.failed),
                limit.into(),
                SHIFT.into(),
                optional(mean.mean.map(rounded)),
            ])?;
        }
    }
    Ok(table)
}

/// Threads that a backend uses; `None` for HiGHS, which chooses.
pub fn threads(backend: &str) -> Option<i64> {
    (backend != "highs").then_some(1)
}

fn optional(value: Option<f64>) -> Cell {
    value
        .filter(|x| x.is_finite())
        .map_or(Cell::Missing, Cell::from)
}

fn yes(value: Option<bool>) -> Cell {
    value.map_or(Cell::Missing, |value| {
        if value { "yes" } else { "no" }.into()
    })
}

/// Three significant digits: more would be noise.
fn rounded(seconds: f64) -> f64 {
    format!("{seconds:.2e}").parse().unwrap_or(seconds)
}

/// One decimal, rounded down: digits are promised.
fn one_decimal(digits: f64) -> f64 {
    let text = decimals_outward(digits, 1, false);
    text.parse().unwrap_or(digits)
}

fn status(trial: &Trial) -> &'static str {
    match &trial.outcome {
        TrialOutcome::Answered { status, .. } => lp_answers::status(Some(*status)),
        TrialOutcome::Failed(_) => "failed",
    }
}
