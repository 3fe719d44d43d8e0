//! How linear-programming solvers do on contract programs.

use super::figure;
use super::table::{self, Row, Sheet, download};
use super::text::escape;
use crate::report::document::{DocumentError, Shelf};
use std::collections::BTreeMap;
use std::fmt::Write;

const TABLE: &str = "paper/tables/solver_backends.csv";

/// Files this section reads.
pub const SOURCES: &[&str] = &[TABLE, "paper/figures/solver_backends.svg"];

/// An answer with this many digits right can be told from a wrong one in any figure of the paper.
const GOOD_DIGITS: f64 = 6.0;

/// The answers of one backend to all programs, posed one way.
#[derive(Default)]
struct Tally {
    version: String,
    programs: usize,
    optimal: usize,
    good: usize,
    claimed_wrong: usize,
    unrefereed: usize,
    worst: Option<f64>,
    slowest: f64,
}

impl Tally {
    fn add(&mut self, row: &Row<'_>) -> Result<(), DocumentError> {
        self.version = row.cell("version")?.to_owned();
        self.programs += 1;
        if row.cell("status")? != "optimal" {
            return Ok(());
        }
        self.optimal += 1;
        if let Ok(seconds) = row.cell("seconds")?.parse::<f64>() {
            self.slowest = self.slowest.max(seconds);
        }
        match row.cell("digits")?.parse::<f64>() {
            Ok(digits) => {
                self.good += usize::from(digits >= GOOD_DIGITS);
                self.claimed_wrong += usize::from(digits < GOOD_DIGITS);
                self.worst = Some(self.worst.map_or(digits, |worst| worst.min(digits)));
            }
            Err(_) => self.unrefereed += 1,
        }
        Ok(())
    }
}

/// The section; it says so where nothing was measured.
pub fn write(shelf: &Shelf, out: &mut String) -> Result<(), DocumentError> {
    out.push_str(
        "<section class=\"card\" id=\"solvers\" aria-labelledby=\"solvers-title\">\n\
         <h2 id=\"solvers-title\">Solvers on contract programs</h2>\n",
    );
    let Some(sheet) = Sheet::read(shelf, TABLE)? else {
        out.push_str("<p>Not measured here: <code>firstbest compare-backends --out paper</code>.</p>\n</section>\n");
        return Ok(());
    };
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    let (mut machines, mut exact) = (Vec::new(), BTreeMap::new());
    for row in sheet.rows() {
        let machine = row.cell("machine")?;
        if !machines.contains(&machine) {
            machines.push(machine);
        }
        exact.insert(row.cell("program")?, row.cell("certificate")? == "exact");
        let key = (
            row.cell("backend")?.to_owned(),
            row.cell("scaled")?.to_owned(),
        );
        tallies.entry(key).or_default().add(&row)?;
    }
    let refereed = exact.values().filter(|exact| **exact).count();
    let _ = writeln!(
        out,
        "<p>{} linear programs of contracts, each given to every solver as posed and with its columns scaled. The referee is \
         the exact optimum in rationals, proved for {refereed} of them; digits are those of the objective, measured from \
         what the solver answers and not from the status it reports. Times are those of one machine: {}.</p>",
        exact.len(),
        escape(&machines.join("; "))
    );
    let rows: Vec<Vec<String>> = tallies
        .iter()
        .map(|((backend, scaled), tally)| {
            vec![
                format!(
                    "{} <small>{}</small>",
                    escape(backend),
                    escape(&tally.version)
                ),
                if scaled == "yes" {
                    "scaled"
                } else {
                    "as posed"
                }
                .to_owned(),
                format!("{} of {}", tally.optimal, tally.programs),
                tally.good.to_string(),
                tally.claimed_wrong.to_string(),
                tally.worst.map_or_else(
                    || "–".to_owned(),
                    |digits| {
                        // No digit is right: not even the power of ten, or a rounded −0.
                        if digits < 0.05 {
                            "none".to_owned()
                        } else {
                            format!("{digits:.1}")
                        }
                    },
                ),
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
            "Right to 6 digits",
            "Wrong before that",
            "Fewest digits",
            "No referee",
            "Slowest",
        ],
        &rows,
        out,
    );
    figure::write(shelf, "solver_backends", &[], out)?;
    let _ = writeln!(
        out,
        "<p class=\"files\">{}</p>\n</section>",
        download(shelf, TABLE, "every answer")
    );
    Ok(())
}
