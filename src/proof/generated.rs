//! The certificates under `proofs/generated`: contract programs, brackets of premiums at a given
//! effort, n up to 100, and ends of published gaps. What is proved stands in `ends` and `posed`;
//! here it is certified and written.

use super::budget::{self, BudgetProblem};
use super::ends::{
    BONUS_ENDS, BUDGET_ENDS, LINE_ENDS, LOWER_ENDS, PAY_ENDS, PRICE_ENDS, UPPER_ENDS, WAGE_ENDS,
};
use super::gap_coq;
use super::gap_problem::{GapProblem, GapProofError};
use super::lower::{LowerError, LowerProblem};
use super::lower_coq;
use super::posed::{GAPS, programs};
use super::price_coq;
use super::upper::{UpperError, UpperProblem};
use super::upper_coq::{self, About};
use crate::lp::certificate::coq;
use crate::lp::certify_from_nothing;
use crate::lp::{CertifyBudget, LinearProgram};
use crate::numerics::try_map_ordered;
use dashu_ratio::RBig;
use std::time::Duration;

/// A file that Coq compiles.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofFile {
    /// Its path below `proofs`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// No certificate of a gap.
    #[error(transparent)]
    Gap(#[from] GapProofError),
    /// No certificate of a lower end.
    #[error(transparent)]
    Lower(#[from] LowerError),
    /// No certificate of an upper end.
    #[error(transparent)]
    Upper(#[from] UpperError),
    /// No certificate of a linear program.
    #[error("{name}: no certificate that Coq can check was found within {seconds} s")]
    Program {
        /// The program.
        name: &'static str,
        /// The time allowed.
        seconds: u64,
    },
    /// There is no certificate of this name.
    #[error("{written:?} is no certificate; allowed: {known}")]
    Unknown {
        /// What was written.
        written: String,
        /// The certificates there are.
        known: String,
    },
}

/// Time for one linear program; each takes well under a second.
const TIME: Duration = Duration::from_secs(60);

/// Files that are made together: what is dear in them is made once.
enum Made {
    Gap(&'static GapProblem),
    /// Lower ends, and upper ones of pay of any shape and of linear pay, in one economy.
    Root(&'static LowerProblem, [&'static UpperProblem; 2]),
    /// The same by prices.
    Priced(&'static LowerProblem, [&'static UpperProblem; 2]),
    Budget(&'static BudgetProblem),
    Bonus(&'static UpperProblem),
    Wage(&'static UpperProblem),
    Program(&'static str, Box<LinearProgram>),
}

/// All that is made, in the order of the files.
fn all() -> Vec<Made> {
    let mut made: Vec<Made> = GAPS.iter().map(Made::Gap).collect();
    let (root_lines, lines) = LINE_ENDS.split_at(LOWER_ENDS.len());
    let root = LOWER_ENDS.iter().zip(UPPER_ENDS.iter().zip(root_lines));
    made.extend(root.map(|(lower, (any, line))| Made::Root(lower, [any, line])));
    made.extend(BUDGET_ENDS.iter().map(Made::Budget));
    let priced = PRICE_ENDS.iter().zip(PAY_ENDS.iter().zip(lines));
    made.extend(priced.map(|(lower, (any, line))| Made::Priced(lower, [any, line])));
    made.extend(BONUS_ENDS.iter().map(Made::Bonus));
    made.extend(WAGE_ENDS.iter().map(Made::Wage));
    let programs = programs().into_iter();
    made.extend(programs.map(|(name, program)| Made::Program(name, Box::new(program))));
    made
}

impl Made {
    /// Names of its files.
    fn names(&self) -> Vec<&'static str> {
        match self {
            Self::Gap(problem) => vec![problem.name],
            Self::Root(lower, [any, line]) | Self::Priced(lower, [any, line]) => {
                vec![lower.name, any.name, line.name]
            }
            Self::Budget(budget) => vec![budget.name],
            Self::Bonus(upper) | Self::Wage(upper) => vec![upper.name],
            Self::Program(name, _) => vec![name],
        }
    }

    /// Those of its files that are wanted.
    fn files(&self, wanted: &[&str]) -> Result<Vec<ProofFile>, ProofError> {
        let is_wanted = |name: &str| wanted.contains(&name);
        let mut files = Vec::new();
        match self {
            Self::Gap(problem) => {
                let text = gap_coq::write(problem, &problem.certify()?);
                files.push(file(problem.name, text)?);
            }
            Self::Root(lower, [any, line]) => {
                let economy = lower.economy()?;
                let ends = lower.certify()?;
                if is_wanted(lower.name) {
                    let text = lower_coq::write(lower, &economy, &ends);
                    files.push(file(lower.name, text)?);
                }
                if is_wanted(any.name) {
                    let about = About::root(lower.source, &economy);
                    let floors = economy.floors(&ends)?;
                    let text = about.and_then(|about| upper_coq::write(&about, &floors));
                    files.push(file(any.name, text)?);
                }
                if is_wanted(line.name) {
                    let near = ends.into_iter().map(|end| (end.samples, end.near));
                    files.push(line_file(line, near)?);
                }
            }
            Self::Priced(lower, [any, line]) => {
                let (economy, ends) = lower.certify_by_prices()?;
                if is_wanted(lower.name) {
                    let text = price_coq::write(lower.source, &economy, &ends);
                    files.push(file(lower.name, text)?);
                }
                if is_wanted(any.name) {
                    let about = About::priced(lower.source, &economy);
                    let pays = economy.pays(&ends)?;
                    files.push(file(any.name, upper_coq::write(&about, &pays))?);
                }
                if is_wanted(line.name) {
                    let near = ends.into_iter().map(|end| (end.samples, end.near));
                    files.push(line_file(line, near)?);
                }
            }
            Self::Budget(budget) => {
                let economy = budget.problem.economy()?;
                let text = budget::write(budget, &economy, &budget.certify()?);
                files.push(file(budget.name, text)?);
            }
            Self::Bonus(upper) => {
                let about = About::root(upper.problem.source, &upper.problem.economy()?);
                let bonuses = upper.bonuses()?;
                let text = about.and_then(|about| upper_coq::write(&about, &bonuses));
                files.push(file(upper.name, text)?);
            }
            Self::Wage(upper) => {
                let (economy, bonuses) = upper.bonuses_by_prices()?;
                let about = About::priced(upper.problem.source, &economy);
                files.push(file(upper.name, upper_coq::write(&about, &bonuses))?);
            }
            Self::Program(name, program) => {
                let effort = CertifyBudget::default().lasting(TIME);
                let text = certify_from_nothing(program, &effort)
                    .and_then(|(certificate, _)| coq::write(program, &certificate));
                files.push(file(name, text)?);
            }
        }
        Ok(files)
    }
}

/// Names of all certificates: `NAME` is of the file `proofs/generated/NAME.v`.
#[must_use]
pub fn names() -> Vec<&'static str> {
    all().iter().flat_map(Made::names).collect()
}

/// The files of these certificates, whatever the order of the names; all of them where none is
/// named.
///
/// # Errors
/// A name of none, or the first certificate that could not be found.
pub fn files<S: AsRef<str>>(names: &[S]) -> Result<Vec<ProofFile>, ProofError> {
    let made = all();
    let known: Vec<&str> = made.iter().flat_map(Made::names).collect();
    let asked: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    if let Some(written) = asked.iter().find(|name| !known.contains(name)) {
        return Err(ProofError::Unknown {
            written: (*written).to_owned(),
            known: known.join(", "),
        });
    }
    let wanted = if asked.is_empty() { &known } else { &asked };
    let made: Vec<&Made> = made
        .iter()
        .filter(|it| it.names().iter().any(|name| wanted.contains(name)))
        .collect();
    let files = try_map_ordered(made, |it| it.files(wanted))?;
    Ok(files.into_iter().flatten().collect())
}

/// The file of linear pay near the efforts of lower ends.
fn line_file(
    line: &UpperProblem,
    near: impl Iterator<Item = (u64, RBig)>,
) -> Result<ProofFile, ProofError> {
    let (economy, lines) = line.lines_near(&near.collect::<Vec<_>>())?;
    let about = About::priced(line.problem.source, &economy);
    file(line.name, upper_coq::write(&about, &lines))
}

fn file(name: &'static str, text: Option<String>) -> Result<ProofFile, ProofError> {
    let path = format!("generated/{name}.v");
    let seconds = TIME.as_secs();
    text.map(|text| ProofFile { path, text })
        .ok_or(ProofError::Program { name, seconds })
}
