//! How linear-programming solvers do on contract programs.

use super::figure;
use super::table::{self, download};
use super::text::escape;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use crate::paper::solvers::{Digits, GOOD_DIGITS, TABLE, Tallies};
use std::fmt::Write;

/// Files this section reads.
pub const SOURCES: &[&str] = &[TABLE, "paper/figures/solver_backends.svg"];

/// The section; it says so where nothing was measured.
pub fn write(shelf: &Shelf, out: &mut String) -> Result<(), DocumentError> {
    out.push_str(
        "<section class=\"card\" id=\"solvers\" aria-labelledby=\"solvers-title\">\n\
         <h2 id=\"solvers-title\">Solvers on contract programs</h2>\n",
    );
    let Some(sheet) = Csv::read(shelf, TABLE)? else {
        out.push_str("<p>Not measured here: <code>firstbest compare-backends --out paper</code>.</p>\n</section>\n");
        return Ok(());
    };
    let tallies = Tallies::of(&sheet)?;
    let _ = writeln!(
        out,
        "<p>{} linear programs of contracts, each given to every solver as posed and with its columns scaled. The referee is \
         the exact optimum in rationals, proved for {} of them; digits are those of the objective, measured from \
         what the solver answers and not from the status it reports. What a solver calls optimal is right, wrong, beneath any \
         tolerance (an optimum below 1e-9 that it did not find) or without a referee; these four add up. Times are those of one machine: {}.</p>",
        tallies.programs,
        tallies.refereed,
        escape(&tallies.machines.join("; "))
    );
    let rows: Vec<Vec<String>> = tallies
        .solvers
        .iter()
        .map(|tally| {
            vec![
                format!(
                    "{} <small>{}</small>",
                    escape(&tally.backend),
                    escape(&tally.version)
                ),
                tally.posed().to_owned(),
                format!("{} of {}", tally.optimal, tally.programs),
                tally.good.to_string(),
                tally.claimed_wrong.to_string(),
                tally.beneath.to_string(),
                tally.fewest_digits(),
                tally.unrefereed.to_string(),
                format!("{:.2} s", tally.slowest),
            ]
        })
        .collect();
    table::write(
        &[
            "Solver",
            "Program",
            "Says optimal",
            &format!("Right to {GOOD_DIGITS} digits"),
            "Wrong",
            "Beneath any tolerance",
            "Fewest digits",
            "No referee",
            "Slowest",
        ],
        &rows,
        out,
    );
    figure::write(shelf, "solver_backends", &[], out)?;
    digits(&sheet, out)?;
    let _ = writeln!(
        out,
        "<p class=\"files\">{}</p>\n</section>",
        download(shelf, TABLE, "every answer")
    );
    Ok(())
}

/// Where each solver stops being right.
fn digits(sheet: &Csv, out: &mut String) -> Result<(), DocumentError> {
    let digits = Digits::of(sheet)?;
    out.push_str(
        "<details>\n<summary>Right digits, program by program</summary>\n<p>Programs as posed. <em>failed</em>: the solver gave up, \
         or its point breaks the constraints, whatever it called it. <em>none</em>: it says optimal, and not even the first \
         digit is right.</p>\n",
    );
    let mut names = vec!["Program", "Optimum"];
    names.extend(digits.backends.iter().map(String::as_str));
    let rows: Vec<Vec<String>> = digits
        .programs
        .iter()
        .map(|(program, certificate, answers)| {
            let mut row = vec![escape(program), escape(certificate)];
            row.extend(answers.iter().map(|answer| escape(answer)));
            row
        })
        .collect();
    table::write(&names, &rows, out);
    out.push_str("</details>\n");
    Ok(())
}
