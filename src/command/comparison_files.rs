//! Table and figure of a comparison of solvers.
//!
//! Times differ between machines and runs, so these files are written on request only, with the
//! machine and the versions in them, and are no part of what `reproduce` makes.

use super::CommandError;
use super::lp_json;
use crate::lp::backends::{self, Backend};
use crate::lp::certificate::Kind;
use crate::lp::comparison::{Comparison, Trial, TrialOutcome};
use crate::paper::evidence::EvidenceError;
use crate::plot::figure::{Axis, Figure, Line, Panel, Width};
use crate::plot::style::{Dash, Ink};
use crate::print::files;
use crate::print::table::{Cell, Column, Table};
use std::path::Path;

/// Stem of the files.
const STEM: &str = "solver_backends";

/// A solve counts when its objective has this many correct digits: what the common tolerance of
/// 1e-6 lets one expect.
const DIGITS: f64 = 6.0;

/// The comparisons of one way of handing programs to solvers.
pub struct Run<'a> {
    /// Whether programs were scaled first.
    pub scaled: bool,
    /// By program.
    pub comparisons: &'a [Comparison],
}

/// Writes `tables/solver_backends.csv` and `figures/solver_backends.*` below `folder`.
pub fn write(folder: &Path, machine: &str, runs: &[Run<'_>]) -> Result<(), CommandError> {
    let table = table(machine, runs).map_err(EvidenceError::from)?;
    let path = folder.join("tables").join(format!("{STEM}.csv"));
    files::write_if_changed(&path, table.csv().as_bytes())?;
    let Some(first) = runs.first() else {
        return Ok(());
    };
    let versions: Vec<String> = backends::all()
        .iter()
        .map(|b| format!("{} {}", b.name().replace('_', " "), b.version()))
        .collect();
    let note = format!(
        "{machine}; {}. A solve counts if its objective has {DIGITS} correct digits.",
        versions.join(", ")
    );
    Figure::new(
        "Speed and accuracy of solvers on contract programs",
        Width::TwoColumns,
    )
    .panel(profile(first.comparisons))
    .panel(scaling(first.comparisons))
    .note(note)
    .draw()
    .map_err(EvidenceError::from)?
    .write(&folder.join("figures"), STEM)
    .map_err(EvidenceError::from)?;
    Ok(())
}

fn table(machine: &str, runs: &[Run<'_>]) -> Result<Table, crate::print::table::TableError> {
    let mut table = Table::new([
        Column::new("machine"),
        Column::new("program"),
        Column::new("rows"),
        Column::new("columns"),
        Column::new("nonzeros"),
        Column::new("certificate").meaning("exact, interval or none"),
        Column::new("certify_seconds").unit("s"),
        Column::new("backend"),
        Column::new("version"),
        Column::new("scaled"),
        Column::new("status"),
        Column::new("seconds").unit("s"),
        Column::new("digits").meaning("correct digits of the objective, by the certificate"),
    ])?;
    for run in runs {
        for comparison in run.comparisons {
            for trial in &comparison.trials {
                let whole = |count: usize| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
                let (rows, columns, nonzeros) = comparison.size;
                let version = backends::by_name(trial.backend).map_or("", Backend::version);
                let proved = comparison.proved.as_ref();
                table.row([
                    machine.into(),
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
                ])?;
            }
        }
    }
    Ok(table)
}

/// Three significant digits: more would be noise.
fn rounded(seconds: f64) -> f64 {
    format!("{seconds:.2e}").parse().unwrap_or(seconds)
}

/// One decimal, rounded down: digits are promised.
fn one_decimal(digits: f64) -> f64 {
    let text = format!("{:.1}", (10.0 * digits).floor() / 10.0);
    text.parse().unwrap_or(digits)
}

fn status(trial: &Trial) -> &'static str {
    match &trial.outcome {
        TrialOutcome::Answered { status, .. } => lp_json::status(Some(*status)),
        TrialOutcome::Failed(_) => "failed",
    }
}

/// Time of a solve that counts.
fn time(comparison: &Comparison, backend: &str) -> Option<f64> {
    let trial = comparison.trials.iter().find(|t| t.backend == backend)?;
    let digits = comparison.digits(trial)?;
    (digits >= DIGITS).then_some(trial.time.as_secs_f64())
}

/// The share of programs that each solver answers within a factor τ of the fastest (E. Dolan,
/// J. Moré, *Mathematical Programming* 91, 2002).
fn profile(comparisons: &[Comparison]) -> Panel {
    const WORST: f64 = 1e4;
    let fastest = |comparison: &Comparison| {
        let times = backends::all()
            .iter()
            .filter_map(|b| time(comparison, b.name()));
        times.fold(f64::INFINITY, f64::min)
    };
    let mut panel = Panel::new(
        Axis::log("factor $τ$ of the fastest time"),
        Axis::linear("share of programs").range(0.0, 1.05),
    );
    for (place, backend) in backends::all().iter().enumerate() {
        let mut ratios: Vec<f64> = comparisons
            .iter()
            .filter_map(|c| Some((time(c, backend.name())? / fastest(c)).min(WORST)))
            .collect();
        ratios.sort_by(f64::total_cmp);
        let share = |count: usize| count as f64 / comparisons.len() as f64;
        let mut points = vec![(1.0, 0.0)];
        for (count, ratio) in ratios.iter().enumerate() {
            points.push((*ratio, share(count)));
            points.push((*ratio, share(count + 1)));
        }
        points.push((WORST, share(ratios.len())));
        panel = panel.line(styled(backend.name(), points, place));
    }
    panel
}

/// Time against the number of samples on the family of contract programs.
fn scaling(comparisons: &[Comparison]) -> Panel {
    let size = |c: &Comparison| c.program.strip_prefix("contract-")?.parse::<f64>().ok();
    let mut panel = Panel::new(
        Axis::log("samples $n$ of the contract program"),
        Axis::log("time (s)"),
    );
    for (place, backend) in backends::all().iter().enumerate() {
        let points: Vec<(f64, f64)> = comparisons
            .iter()
            .filter_map(|c| Some((size(c)?, time(c, backend.name())?)))
            .collect();
        if !points.is_empty() {
            panel = panel.line(styled(backend.name(), points, place));
        }
    }
    let certified: Vec<(f64, f64)> = comparisons
        .iter()
        .filter(|c| matches!(c.proved, Some((Kind::Exact, _))))
        .filter_map(|c| Some((size(c)?, c.certify_time.as_secs_f64())))
        .collect();
    if !certified.is_empty() {
        let line = Line::new("exact certificate", certified);
        panel = panel.line(line.ink(Ink::Black).dash(Dash::Dotted));
    }
    panel
}

fn styled(name: &str, points: Vec<(f64, f64)>, place: usize) -> Line {
    const INKS: [Ink; 6] = [
        Ink::Blue,
        Ink::Vermilion,
        Ink::Green,
        Ink::Purple,
        Ink::Orange,
        Ink::Black,
    ];
    const DASHES: [Dash; 3] = [Dash::Solid, Dash::Dashed, Dash::DashDot];
    Line::new(name.replace('_', " "), points)
        .ink(INKS[place % INKS.len()])
        .dash(DASHES[place % DASHES.len()])
}
