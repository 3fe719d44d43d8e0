//! What solvers say of contract programs, counted against the exact optimum.

use super::document::DocumentError;
use super::rows::{Csv, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Every answer, as `compare-backends` wrote it.
pub const TABLE: &str = "paper/tables/solver_backends.csv";

/// Digits an answer must have right to count as right: what a figure of the paper could show.
pub const GOOD_DIGITS: f64 = 6.0;

/// Optima smaller than this lie below the tolerance of every solver (1e-9 where it is least), so
/// that no digit can be expected; they are counted apart.
pub const BENEATH: f64 = 1e-9;

/// The answers of all backends.
pub struct Tallies {
    /// Different programs.
    pub programs: usize,
    /// How many of them have an exact optimum to measure against.
    pub refereed: usize,
    /// Where they were solved, in the order met.
    pub machines: Vec<String>,
    /// By backend, as posed before scaled.
    pub solvers: Vec<Tally>,
}

/// The answers of one backend to all programs, posed one way.
#[derive(Default)]
pub struct Tally {
    /// Its name.
    pub backend: String,
    /// Whether the columns were scaled beforehand.
    pub scaled: bool,
    /// Its version.
    pub version: String,
    /// Programs it was given.
    pub programs: usize,
    /// How often it says "optimal".
    pub optimal: usize,
    /// ... and has [`GOOD_DIGITS`] digits right.
    pub good: usize,
    /// ... and has not.
    pub claimed_wrong: usize,
    /// ... and has not, of an optimum below [`BENEATH`].
    pub beneath: usize,
    /// ... and nobody can tell.
    pub unrefereed: usize,
    /// The longest solve that ended so, in seconds.
    pub slowest: f64,
    worst: Option<f64>,
}

impl Tallies {
    /// Counts the rows of [`TABLE`].
    ///
    /// # Errors
    /// A column that is missing.
    pub fn of(csv: &Csv) -> Result<Self, DocumentError> {
        let mut tallies: BTreeMap<(&str, bool), Tally> = BTreeMap::new();
        let (mut all, mut exact) = (BTreeSet::new(), BTreeSet::new());
        let mut machines: Vec<String> = Vec::new();
        for row in csv.rows() {
            let machine = row.cell("machine")?;
            if !machines.iter().any(|known| known == machine) {
                machines.push(machine.to_owned());
            }
            all.insert(row.cell("program")?);
            if row.cell("certificate")? == "exact" {
                exact.insert(row.cell("program")?);
            }
            let key = (row.cell("backend")?, row.cell("scaled")? == "yes");
            tallies.entry(key).or_default().add(&row)?;
        }
        Ok(Self {
            programs: all.len(),
            refereed: exact.len(),
            machines,
            solvers: tallies.into_values().collect(),
        })
    }
}

/// Right digits program by program, as posed: where each solver stops being right.
pub struct Digits {
    /// The solvers, in the order met.
    pub backends: Vec<String>,
    /// A program's name, how its optimum was proved, and the answer of each solver.
    pub programs: Vec<(String, String, Vec<String>)>,
}

impl Digits {
    /// Reads the rows of [`TABLE`] whose columns were not scaled.
    ///
    /// # Errors
    /// A column that is missing.
    pub fn of(csv: &Csv) -> Result<Self, DocumentError> {
        let mut posed = Vec::new();
        let mut backends: Vec<String> = Vec::new();
        for row in csv.rows() {
            if row.cell("scaled")? == "yes" {
                continue;
            }
            let backend = row.cell("backend")?;
            let column = backends.iter().position(|known| known == backend);
            posed.push((column.unwrap_or(backends.len()), row));
            if column.is_none() {
                backends.push(backend.to_owned());
            }
        }
        let mut programs: Vec<(String, String, Vec<String>)> = Vec::new();
        for (column, row) in posed {
            let name = row.cell("program")?;
            let line = match programs.iter().position(|known| known.0 == name) {
                Some(line) => line,
                None => {
                    let certificate = row.cell("certificate")?.to_owned();
                    let unknown = vec!["not asked".to_owned(); backends.len()];
                    programs.push((name.to_owned(), certificate, unknown));
                    programs.len() - 1
                }
            };
            programs[line].2[column] = answer(&row)?;
        }
        Ok(Self { backends, programs })
    }
}

/// Right digits of one answer, or what was said instead.
fn answer(row: &Row<'_>) -> Result<String, DocumentError> {
    let status = row.cell("status")?;
    Ok(match (status, row.cell("digits")?.parse::<f64>()) {
        ("optimal", Ok(digits)) => spelled(digits),
        ("optimal", Err(_)) => "no referee".to_owned(),
        (other, _) => other.to_owned(),
    })
}

/// No digit is right: not even the power of ten, or a rounded −0.
fn spelled(digits: f64) -> String {
    if digits < 0.05 {
        "none".to_owned()
    } else {
        format!("{digits:.1}")
    }
}

impl Tally {
    fn add(&mut self, row: &Row<'_>) -> Result<(), DocumentError> {
        self.backend = row.cell("backend")?.to_owned();
        self.scaled = row.cell("scaled")? == "yes";
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
                let good = digits >= GOOD_DIGITS;
                // files from before the column was written have no optimum to tell by
                let optimum = row.cell("optimum").ok().and_then(|cell| cell.parse().ok());
                let beneath = optimum.is_some_and(|optimum: f64| optimum.abs() < BENEATH);
                self.good += usize::from(good);
                self.beneath += usize::from(!good && beneath);
                self.claimed_wrong += usize::from(!good && !beneath);
                self.worst = Some(self.worst.map_or(digits, |worst| worst.min(digits)));
            }
            Err(_) => self.unrefereed += 1,
        }
        Ok(())
    }

    /// How the programs were put to it.
    pub fn posed(&self) -> &'static str {
        if self.scaled { "scaled" } else { "as posed" }
    }

    /// The fewest right digits among answers called optimal; a dash where there is none to measure.
    pub fn fewest_digits(&self) -> String {
        self.worst.map_or_else(|| "–".to_owned(), spelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_solver_calls_optimal_is_right_wrong_beneath_or_without_a_referee() {
        let table = "machine,program,certificate,backend,version,scaled,status,seconds,digits,optimum\n\
                     m,a,exact,one,1,no,optimal,1,8,3\n\
                     m,b,exact,one,1,no,optimal,1,2,3\n\
                     m,c,exact,one,1,no,optimal,1,0,1e-12\n\
                     m,d,none,one,1,no,optimal,1,,\n\
                     m,e,exact,one,1,no,failed,1,,3\n";
        let csv = Csv::parse("table", table).expect("well-formed");
        let tallies = Tallies::of(&csv).expect("every column");
        let tally = &tallies.solvers[0];
        let parts = (
            tally.good,
            tally.claimed_wrong,
            tally.beneath,
            tally.unrefereed,
        );
        assert_eq!(parts, (1, 1, 1, 1));
        assert_eq!(tally.optimal, 4);
    }

    #[test]
    fn each_solver_has_its_cell() {
        let table = "program,certificate,backend,scaled,status,digits\n\
                     a,exact,one,no,optimal,8.61\n\
                     a,exact,one,yes,optimal,2\n\
                     a,exact,two,no,optimal,-0\n\
                     b,none,two,no,optimal,\n\
                     c,exact,one,no,failed,\n";
        let csv = Csv::parse("table", table).expect("well-formed");
        let digits = Digits::of(&csv).expect("every column");
        assert_eq!(digits.backends, ["one", "two"]);
        let answers: Vec<&[String]> = digits.programs.iter().map(|p| &p.2[..]).collect();
        assert_eq!(answers[0], ["8.6", "none"]);
        assert_eq!(answers[1], ["not asked", "no referee"]);
        assert_eq!(answers[2], ["failed", "not asked"]);
    }
}
