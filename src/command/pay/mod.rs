//! `firstbest pay TERMS LABELS`: who is due what, and why.

pub(super) mod error;
pub(super) mod text;
mod warnings;

use super::assess::reading;
use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::annotation::traps::{self, SecondLooks};
use crate::design::pay::statement::statement;
use crate::design::pay::{Payroll, Status, TermsFile, checks, payroll};
use crate::labels::read_labels;
use crate::model::Model;
use crate::print::words::counted;
use crate::print::{cache, files};
use error::Error;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use text::PayrollView;

/// Apply terms to a month's labels: what is due to each annotator, and why.
///
/// TERMS is what `design --terms-out` wrote; LABELS has the columns that `assess` reads. Nothing is
/// written unless everybody's pay could be worked out.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Terms, from `design --terms-out`
    pub terms: PathBuf,
    /// The month's labels
    pub labels: PathBuf,
    /// Refuse terms that were not designed for this model
    #[arg(long, value_name = "MODEL.toml")]
    pub model: Option<PathBuf>,
    /// Write one row an annotator
    #[arg(long, value_name = "FILE.csv")]
    pub csv: Option<PathBuf>,
    /// Write `id,amount` for a payout tool: those who are due something, and nobody else
    #[arg(long, value_name = "FILE.csv")]
    pub payout: Option<PathBuf>,
    /// Write a statement for each annotator (text and web page)
    #[arg(long, value_name = "FOLDER")]
    pub statements: Option<PathBuf>,
    /// Names that differ only by case, spaces, leading zeros, `.0` or the form of Unicode are
    /// different people
    #[arg(long)]
    pub two_people: bool,
    /// Pay even though not a single label of the file could be checked
    #[arg(long)]
    pub unchecked: bool,
    /// Rows of the same annotator, item and label: second looks unless they can only be copies
    #[arg(long, value_enum, default_value_t)]
    pub second_looks: SecondLooks,
    /// How the label file is read
    #[command(flatten)]
    pub reading: reading::TableArgs,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// What a scheme needs of a file of which nothing can be checked.
fn what_checks_need(scheme: &str) -> &'static str {
    match scheme {
        "expert" | "sentinel" => ", as no row has a usable gold label",
        _ => ", as no annotator labelled an item a second time",
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    distinct(
        &[Some(&args.terms), Some(&args.labels), args.model.as_deref()],
        &[args.csv.as_deref(), args.payout.as_deref()],
    )?;
    let terms = TermsFile::read(&args.terms).map_err(Error::from)?;
    if let Some(path) = &args.model {
        let model = Model::read(path)?.to_toml();
        let found = cache::hash(model.as_bytes());
        if found != terms.model_fingerprint {
            return Err(Error::Model {
                terms: args.terms.display().to_string(),
                model: path.display().to_string(),
                stated: terms.model_fingerprint,
                found,
            }
            .into());
        }
    }
    let options = args.reading.options()?;
    let (table, report) = read_labels(&args.labels, &options).map_err(Error::from)?;
    let inspected = traps::inspect(&table, args.second_looks);
    let checked = match args.second_looks {
        SecondLooks::Drop => checks::checks(&inspected.table, &terms.scheme),
        _ => checks::checks(&table, &terms.scheme),
    };
    if !args.two_people
        && let Some(source) = checks::look_alike(&checked)
    {
        let path = args.labels.display().to_string();
        return Err(Error::Twice { path, source }.into());
    }
    let suspects = warnings::suspects(&table, inspected, args.second_looks, &terms.scheme);
    if let Some(copies) = suspects.copies_only {
        let path = args.labels.display().to_string();
        return Err(Error::Copies { path, copies }.into());
    }
    let nobody = checked.iter().all(|checked| checked.agrees.is_empty());
    if nobody && !args.unchecked {
        return Err(Error::Unchecked {
            path: args.labels.display().to_string(),
            missing: what_checks_need(&terms.scheme),
        }
        .into());
    }
    let paid = payroll(&terms, &checked).map_err(Error::from)?;
    let mut warnings = warnings::of_labels(&terms, &paid, suspects);
    warnings.extend(warnings::of_idle(&terms, &paid));
    if args.csv.is_some() || args.payout.is_some() {
        warnings.extend(warnings::of_formulas(&paid));
    }
    let sums = warnings::of_sums(&terms, &paid, &checked);
    // All files are worked out before the first is written, and all can be written or none is.
    let mut written = Vec::new();
    if let Some(path) = &args.csv {
        written.push((path.clone(), rows(&paid)?));
    }
    if let Some(path) = &args.payout {
        written.push((path.clone(), amounts(&paid)?));
    }
    if let Some(folder) = &args.statements {
        for (place, slip) in paid.slips.iter().enumerate() {
            let statement = statement(&terms, slip);
            let name = file_name(place, &slip.annotator);
            written.push((
                folder.join(format!("{name}.txt")),
                statement.text().into_bytes(),
            ));
            written.push((
                folder.join(format!("{name}.html")),
                statement.html().into_bytes(),
            ));
        }
    }
    if let Some(folder) = &args.statements {
        refuse_old_slips(folder, &written)?;
    }
    files::write_all(&written)?;
    for note in &report.notes {
        tell!("note: {note}");
    }
    if args.json {
        warnings.extend(sums);
        print_json(&PayrollView::of(&terms, &paid, &warnings))?;
    } else {
        for warning in &warnings {
            tell!("warning: {}", warning.text);
        }
        print(&text::table(&terms, &paid, &checked, &sums))?;
    }
    Ok(Outcome::Done)
}

/// Refuses a folder with slips that this run would leave beside its own, so that nobody finds two
/// under one name.
fn refuse_old_slips(folder: &Path, written: &[(PathBuf, Vec<u8>)]) -> Result<(), CommandError> {
    // A folder that is not there, or cannot be listed, is for the writing to complain of.
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    let ours: HashSet<&OsStr> = written
        .iter()
        .filter_map(|(path, _)| path.file_name())
        .collect();
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut old: Vec<String> = names
        .filter(|name| !ours.contains(name.as_os_str()))
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| is_slip(name))
        .collect();
    old.sort();
    match old.first() {
        None => Ok(()),
        Some(first) => Err(Error::OldSlips {
            folder: folder.display().to_string(),
            number: counted(old.len() as u64, "file"),
            first: first.clone(),
        }
        .into()),
    }
}

/// Whether a file is called as [`file_name`] calls statements.
fn is_slip(name: &str) -> bool {
    let Some((place, rest)) = name.split_once('-') else {
        return false;
    };
    place.len() >= 5
        && place.bytes().all(|b| b.is_ascii_digit())
        && (rest.ends_with(".txt") || rest.ends_with(".html"))
}

/// A place in the order of names and what of the name may stand in a file's.
fn file_name(place: usize, annotator: &str) -> String {
    let safe: String = annotator
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .take(40)
        .collect();
    format!("{:05}-{safe}", place + 1)
}

fn csv_bytes(header: &[&str], rows: Vec<Vec<String>>) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Csv(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|e| failed(&e))?;
    for row in rows {
        writer.write_record(&row).map_err(|e| failed(&e))?;
    }
    writer.into_inner().map_err(|e| failed(&e))
}

fn rows(paid: &Payroll) -> Result<Vec<u8>, Error> {
    let header = [
        "annotator",
        "status",
        "labels",
        "checked",
        "counted",
        "agreed",
        "tier",
        "due",
        "why",
    ];
    let rows = paid.slips.iter().map(|slip| {
        vec![
            slip.annotator.clone(),
            text::status(slip.status).to_owned(),
            slip.labels.to_string(),
            slip.checked.to_string(),
            slip.counted.to_string(),
            slip.agreed.to_string(),
            slip.tier.to_string(),
            slip.due.map_or_else(String::new, |due| due.to_string()),
            slip.why.clone(),
        ]
    });
    csv_bytes(&header, rows.collect())
}

fn amounts(paid: &Payroll) -> Result<Vec<u8>, Error> {
    let due = paid
        .slips
        .iter()
        .filter(|slip| slip.status != Status::Unpaid);
    let rows = due.filter_map(|slip| {
        let due = slip.due.filter(|due| due.is_positive())?;
        Some(vec![slip.annotator.clone(), due.to_string()])
    });
    csv_bytes(&["id", "amount"], rows.collect())
}
