//! Figures from descriptions: every feature drawn, the same bytes each time, faults named.
//!
//! The pictures are left in Cargo's folder for tests' files (`target/tmp`) to be looked at.

use std::path::Path;

use firstbest::report::figure::{
    Axis, Band, Bracket, Brackets, Drawing, Figure, FigureError, Line, Panel, Points, Reference, Width,
};
use firstbest::report::style::{Dash, Ink, Marker};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// `count` numbers evenly spread by logarithm.
fn log_grid(from: f64, to: f64, count: usize) -> Vec<f64> {
    let (a, b) = (libm::log10(from), libm::log10(to));
    let step = (b - a) / (count - 1) as f64;
    (0..count).map(|k| libm::exp10(a + step * k as f64)).collect()
}

/// A made-up curve that looks like a gap: c/√(n log n) times a factor that falls to 1.
fn gap(n: f64, bend: f64) -> f64 {
    let l = libm::log(n);
    0.058 / (n * l).sqrt() * (1.0 + bend / l)
}

/// Points, a theory line and a refined curve over many decades, with a legend.
fn rates() -> Figure {
    let coarse = log_grid(1e2, 1e14, 13);
    let fine = log_grid(1e2, 1e14, 121);
    let panel = Panel::new(Axis::log("monitored samples $n$"), Axis::log("gap $Δ_n$ to first best"))
        .line(Line::new("$K_bin/√{n log n}$", fine.iter().map(|&n| (n, gap(n, 0.0)))).ink(Ink::Vermilion).dash(Dash::Dashed))
        .line(Line::new("refined, $M(z)^{-1}$ for $√{log n}$", fine.iter().map(|&n| (n, gap(n, 1.9)))).ink(Ink::Blue))
        .line(Line::new("$n^{-1/2}$", fine.iter().map(|&n| (n, 0.03 / n.sqrt()))).ink(Ink::Grey).dash(Dash::Dotted))
        .points(Points::new("computed", coarse.iter().map(|&n| (n, gap(n, 2.0)))));
    Figure::new("Gap of binary contracts", Width::OneColumn).panel(panel)
}

/// Scaled gap with brackets against a constant.
fn scaled() -> Figure {
    let brackets = log_grid(1e2, 1e14, 13).into_iter().map(|n| {
        let estimate = 0.058 * (1.0 + 2.0 / libm::log(n));
        let spread = 0.12 / libm::log10(n);
        Bracket {
            x: n,
            estimate,
            lower: estimate * (1.0 - spread),
            upper: estimate * (1.0 + spread),
        }
    });
    let refined = log_grid(1e2, 1e14, 60).into_iter().map(|n| (n, 0.058 * (1.0 + 1.9 / libm::log(n))));
    let panel = Panel::new(Axis::log("monitored samples $n$"), Axis::linear("$√{n log n}·Δ_n$").including(0.05))
        .line(Line::new("refined formula", refined).ink(Ink::Blue))
        .brackets(Brackets::new("certified bracket", brackets))
        .horizontal(Reference::at(0.058).label("$K_bin = 0.0580$").ink(Ink::Vermilion).dash(Dash::Dashed));
    Figure::new("Scaled gap", Width::OneColumn)
        .panel(panel)
        .note("Model A ($u = √w$, $κ_e = 0.8$); brackets enclose the gap, the curve is the refined formula at finite $n$.")
}

/// Two panels: lines labelled at their ends, a band, a crossing; bars of simulation on linear axes.
fn panels() -> Figure {
    let grid = log_grid(1e1, 1e6, 41);
    let left = Panel::new(Axis::log("samples $n$"), Axis::log("gap $Δ_n$"))
        .title("three classes of contracts")
        .band(Band::new("", grid.iter().map(|&n| (n, 0.1 / n, 0.5 / n))).ink(Ink::Sky))
        .line(Line::new("binary", grid.iter().map(|&n| (n, gap(n, 2.0)))).labelled_at_end())
        .line(Line::new("linear", grid.iter().map(|&n| (n, 0.257 / n))).labelled_at_end())
        .line(Line::new("general", grid.iter().map(|&n| (n, 0.252 / (n + 2.0)))).labelled_at_end())
        .vertical(Reference::at(120.0).label("$n*$").dash(Dash::Dotted));
    let bars = |shift: f64, factor: f64| {
        (1..=9).map(move |k| {
            let x = f64::from(k) / 10.0;
            let y = factor * x * x;
            Bracket {
                x: x + shift,
                estimate: y,
                lower: y - 0.04,
                upper: y + 0.05,
            }
        })
    };
    let curve = |factor: f64| (0..=50).map(move |k| (f64::from(k) / 50.0, factor * f64::from(k * k) / 2500.0));
    let right = Panel::new(Axis::linear("effort $η$").range(0.0, 1.0), Axis::linear("information $I(η)$"))
        .title("simulated and exact")
        .line(Line::new("self-consistency", curve(0.9)))
        .brackets(Brackets::new("self-consistency", bars(0.0, 0.9)).open())
        .line(Line::new("expert", curve(0.5)))
        .brackets(Brackets::new("expert", bars(0.015, 0.5)).marker(Marker::Square));
    Figure::new("Two panels", Width::TwoColumns).panel(left).panel(right)
}

/// Every marker and dash; data everywhere, so that the legend must go above; powers of ten beside the axes.
fn crowded() -> Figure {
    let markers = [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond, Marker::TriangleDown, Marker::Cross];
    let mut panel = Panel::new(Axis::linear("$x$"), Axis::linear("premium $h″(ū)·c′(η*)^2$"));
    for (k, marker) in markers.into_iter().enumerate() {
        let offset = k as f64;
        let points = (0..12).map(move |j| (1e6 * f64::from(j), 1e-8 * (offset + 0.9 * libm::sin(f64::from(j)))));
        panel = panel.points(Points::new(format!("series {}", k + 1), points).marker(marker));
    }
    for (k, dash) in [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot].into_iter().enumerate() {
        let height = 1e-8 * (k as f64 + 0.5);
        panel = panel.line(Line::new(format!("line {}", k + 1), [(0.0, height), (1.1e7, height)]).dash(dash));
    }
    Figure::new("Crowded", Width::OneColumn).panel(panel).height(3.0)
}

fn gallery() -> [(&'static str, Figure); 4] {
    [("rates", rates()), ("scaled", scaled()), ("panels", panels()), ("crowded", crowded())]
}

fn bytes(drawing: &Drawing) -> Result<(String, Vec<u8>, Vec<u8>), FigureError> {
    Ok((drawing.svg(), drawing.pdf(), drawing.png(200.0)?))
}

#[test]
fn the_gallery_is_drawn() -> Outcome {
    for (stem, figure) in gallery() {
        let written = figure.draw()?.write(Path::new(env!("CARGO_TARGET_TMPDIR")), stem)?;
        assert_eq!(written.len(), 3);
    }
    Ok(())
}
