//! How linear-programming solvers do on contract programs.

use super::figure;
use super::table::{cell, download, table};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use crate::paper::solvers::{Digits, GOOD_DIGITS, TABLE, Tallies, Tally};
use crate::print::markup::LINE;
use maud::{Markup, html};

/// Files this section reads.
pub const SOURCES: &[&str] = &[TABLE, "paper/figures/solver_backends.svg"];

/// The section; it says so where nothing was measured.
pub fn section(shelf: &Shelf) -> Result<Markup, DocumentError> {
    let inner = match Csv::read(shelf, TABLE)? {
        Some(sheet) => measured(&sheet, shelf)?,
        None => html! {
            p { "Not measured here: " code { "firstbest compare-backends --out paper" } "." } (LINE)
        },
    };
    Ok(html! {
        section.card id="solvers" aria-labelledby="solvers-title" { (LINE)
            h2 id="solvers-title" { "Solvers on contract programs" } (LINE)
            (inner)
        } (LINE)
    })
}

fn measured(sheet: &Csv, shelf: &Shelf) -> Result<Markup, DocumentError> {
    let tallies = Tallies::of(sheet)?;
    let rows: Vec<Vec<Markup>> = tallies.solvers.iter().map(row).collect();
    let good = format!("Right to {GOOD_DIGITS} digits");
    let names = [
        "Solver",
        "Program",
        "Says optimal",
        &good,
        "Wrong",
        "Beneath any tolerance",
        "Fewest digits",
        "No referee",
        "Slowest",
    ];
    Ok(html! {
        p {
            (tallies.programs) " linear programs of contracts, each given to every solver as posed and with its columns scaled. The referee is \
             the exact optimum in rationals, proved for " (tallies.refereed)
            " of them; digits are those of the objective, measured from \
             what the solver answers and not from the status it reports. What a solver calls optimal is right, wrong, beneath any \
             tolerance (an optimum below 1e-9 that it did not find) or without a referee; these four add up. Times are those of one machine: "
            (tallies.machines.join("; ")) "."
        } (LINE)
        (table(&names, &rows))
        (figure::of(shelf, "solver_backends", &[])?)
        (digits(sheet)?)
        p.files { (download(shelf, TABLE, "every answer")) } (LINE)
    })
}

fn row(tally: &Tally) -> Vec<Markup> {
    vec![
        html! { (tally.backend) " " small { (tally.version) } },
        cell(tally.posed()),
        html! { (tally.optimal) " of " (tally.programs) },
        html! { (tally.good) },
        html! { (tally.claimed_wrong) },
        html! { (tally.beneath) },
        cell(tally.fewest_digits()),
        html! { (tally.unrefereed) },
        cell(format!("{:.2} s", tally.slowest)),
    ]
}

/// Where each solver stops being right.
fn digits(sheet: &Csv) -> Result<Markup, DocumentError> {
    let digits = Digits::of(sheet)?;
    let mut names = vec!["Program", "Optimum"];
    names.extend(digits.backends.iter().map(String::as_str));
    let rows: Vec<Vec<Markup>> = digits
        .programs
        .iter()
        .map(|(program, certificate, answers)| {
            let mut row = vec![cell(program), cell(certificate)];
            row.extend(answers.iter().map(cell));
            row
        })
        .collect();
    Ok(html! {
        details { (LINE)
            summary { "Right digits, program by program" } (LINE)
            p {
                "Programs as posed. " em { "failed" } ": the solver gave up, \
                 or its point breaks the constraints, whatever it called it. " em { "none" }
                ": it says optimal, and not even the first digit is right."
            } (LINE)
            (table(&names, &rows))
        } (LINE)
    })
}
