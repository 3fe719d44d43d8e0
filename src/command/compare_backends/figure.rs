//! Figures of a comparison of solvers.

use super::means::DIGITS;
use crate::lp::backends;
use crate::lp::certificate::Kind;
use crate::lp::comparison::Comparison;
use crate::plot::figure::{Axis, Line, Panel};
use crate::plot::style::{Dash, Ink};

/// Time of a solve that counts.
fn time(comparison: &Comparison, backend: &str) -> Option<f64> {
    let trial = comparison.trials.iter().find(|t| t.backend == backend)?;
    let solved = comparison.is_solved(trial, DIGITS);
    solved.then_some(trial.time.as_secs_f64())
}

/// The share of programs that each solver answers within a factor τ of the fastest (E. Dolan,
/// J. Moré, *Mathematical Programming* 91, 2002).
pub(super) fn profile(comparisons: &[Comparison]) -> Panel {
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
pub(super) fn scaling(comparisons: &[Comparison]) -> Panel {
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
