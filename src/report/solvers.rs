//! What solvers say of contract programs, counted against the exact optimum.

use super::document::DocumentError;
use super::rows::{Csv, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Every answer, as `compare-backends` wrote it.
pub const TABLE: &str = "paper/tables/solver_backends.csv";

/// Digits an answer must have right to count as right: what a figure of the paper could show.
const GOOD_DIGITS: f64 = 6.0;

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
    /// ... and has six digits right (so that a wrong answer cannot hide in a figure of the paper).
    pub good: usize,
    /// ... and has not.
    pub claimed_wrong: usize,
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
                self.good += usize::from(digits >= GOOD_DIGITS);
                self.claimed_wrong += usize::from(digits < GOOD_DIGITS);
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
        match self.worst {
            None => "–".to_owned(),
            // No digit is right: not even the power of ten, or a rounded −0.
            Some(digits) if digits < 0.05 => "none".to_owned(),
            Some(digits) => format!("{digits:.1}"),
        }
    }
}
