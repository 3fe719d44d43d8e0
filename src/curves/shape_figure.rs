//! Figures of pay by count and of the annotator's payoff by effort.

use super::gap_figure::Described;
use super::shapes::Contract;
use super::{CurveError, names};
use crate::plot::figure::{Axis, Figure, Line, Panel, Points, Reference, Width};
use crate::plot::style::{Dash, Ink, Marker, default_dash, default_ink};

/// Up to here pay is drawn as steps, one a count.
const STEPS: u64 = 400;

/// Names of contracts' series: model and class where they differ, and n where it does.
fn series_names(contracts: &[Contract<'_>]) -> Vec<String> {
    let pairs: Vec<(&str, &str)> = contracts
        .iter()
        .map(|contract| (contract.name.as_str(), contract.class.as_str()))
        .collect();
    let names = names::of_series(&pairs);
    let one_n = one_size(contracts);
    let alone = pairs.iter().all(|pair| *pair == pairs[0]);
    let names = names.into_iter().zip(contracts);
    names
        .map(|(name, contract)| match (one_n, alone) {
            (true, _) => name,
            (false, true) => format!("$n$ = {}", contract.solved.samples),
            (false, false) => format!("{name}, $n$ = {}", contract.solved.samples),
        })
        .collect()
}

fn one_size(contracts: &[Contract<'_>]) -> bool {
    let mut sizes = contracts.windows(2);
    sizes.all(|pair| pair[0].solved.samples == pair[1].solved.samples)
}

/// w(S) of each contract: over the count, or over the share of agreements where the numbers of
/// samples differ.
pub fn pay(contracts: &[Contract<'_>], width: Option<Width>) -> Result<Described, CurveError> {
    let one_n = one_size(contracts);
    let x_label = match (one_n, contracts.first()) {
        (true, Some(contract)) => {
            format!("agreements $S$ among $n$ = {}", contract.solved.samples)
        }
        _ => "share of agreements $S/n$".to_owned(),
    };
    let mut panel = Panel::new(Axis::linear(x_label), Axis::linear("pay $w(S)$"));
    for (k, (contract, name)) in contracts.iter().zip(series_names(contracts)).enumerate() {
        let n = contract.solved.samples;
        let unit = if one_n { 1.0 } else { n as f64 };
        let window = contract.window();
        let shown = contract.pay()?.into_iter();
        let shown = shown.filter(|pay| n <= STEPS || window.contains(&pay.count));
        let line: Vec<(f64, f64)> = if n <= STEPS {
            // A step a count, half a count to each side.
            shown
                .flat_map(|pay| {
                    let count = pay.count as f64;
                    [(count - 0.5, pay.wage), (count + 0.5, pay.wage)]
                })
                .map(|(count, wage)| (count / unit, wage))
                .collect()
        } else {
            shown
                .map(|pay| (pay.count as f64 / unit, pay.wage))
                .collect()
        };
        panel = panel.line(
            Line::new(name, line)
                .ink(default_ink(k))
                .dash(default_dash(k)),
        );
    }
    let note =
        "Estimates of the best terms of each class. Counts within eight standard deviations \
                of what is expected, or all of them up to 400."
            .to_owned();
    Ok(described(
        "Pay by the number of agreements",
        panel,
        note,
        width,
    ))
}

/// The annotator's payoff above the outside option over effort, with the implemented effort.
pub fn replies(contracts: &[Contract<'_>], width: Option<Width>) -> Result<Described, CurveError> {
    let mut panel = Panel::new(
        Axis::linear("effort $η$").range(-0.02, 1.02),
        Axis::linear("annotator's payoff $− U_0$"),
    )
    .horizontal(Reference::at(0.0).ink(Ink::Grey).dash(Dash::Solid));
    for (k, (contract, name)) in contracts.iter().zip(series_names(contracts)).enumerate() {
        let ink = default_ink(k);
        let effort = contract.solved.point.effort;
        let best = [(effort, contract.payoff(effort)?)];
        panel = panel
            .line(
                Line::new(name, contract.replies()?)
                    .ink(ink)
                    .dash(default_dash(k)),
            )
            .points(Points::new("", best).ink(ink).marker(Marker::Circle).open());
    }
    let note = "Estimates. Circles: the effort each contract is meant for.".to_owned();
    Ok(described(
        "The annotator's payoff by effort",
        panel,
        note,
        width,
    ))
}

fn described(title: &str, panel: Panel, note: String, width: Option<Width>) -> Described {
    let figure = Figure::new(title, width.unwrap_or(Width::OneColumn))
        .panel(panel)
        .note(note.clone());
    Described { figure, note }
}
