//! `firstbest sweep`: gaps over a grid of models, shard by shard.

pub(super) mod error;

use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, json_text, print};
use crate::bounds;
use crate::bounds::view::ContractView;
use crate::contract::view::FirstBestView;
use crate::contract::{Class, FirstBest, Threshold};
use crate::curves::Constants;
use crate::numerics::map_ordered;
use crate::print::files::{self, FileError};
use crate::sweep::{Grid, Point, Shard, merge, read_records};
use error::Error;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Compute gaps over a grid of models, contracts and samples: one JSON line a point, in shards that
/// can be resumed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Grid file (TOML).
    grid: PathBuf,
    /// Compute only every k-th point from the i-th on (i/k, as 3/8).
    #[arg(long, default_value = "1/1", value_name = "I/K")]
    shard: String,
    /// Append results to this file and skip points it holds already, so that a killed run goes on;
    /// otherwise stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Compute nothing: put results of these files together in the order of the grid, and fail if a
    /// point is missing.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    merge: Vec<PathBuf>,
}

/// Points computed at once: what a killed run loses at most.
const BATCH: usize = 32;

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let read: Vec<Option<&Path>> = [&args.grid]
        .into_iter()
        .chain(&args.merge)
        .map(|path| Some(path.as_path()))
        .collect();
    distinct(&read, &[args.out.as_deref()])?;
    let points = Grid::read(&args.grid)?.points();
    if !args.merge.is_empty() {
        return merge_files(args, &points);
    }
    let shard: Shard = args.shard.parse().map_err(Error::from)?;
    let mut mine: Vec<&Point> = points.iter().filter(|p| shard.holds(p.index)).collect();
    let whole = mine.len();
    if let Some(path) = &args.out {
        let done = resume(path)?;
        mine.retain(|point| !done.contains(&point.id()));
    }
    tell!(
        "{} points in the grid, {whole} in this shard, {} to compute",
        points.len(),
        mine.len()
    );
    let (mut failed, mut first) = (0, None);
    for batch in mine.chunks(BATCH) {
        let lines = map_ordered(batch, |point| line(point));
        let lines: Vec<(String, Option<String>)> = lines.into_iter().collect::<Result<_, _>>()?;
        let mut text = String::new();
        for (line, failure) in lines {
            text += &line;
            text.push('\n');
            failed += usize::from(failure.is_some());
            first = first.or(failure);
        }
        match &args.out {
            Some(path) => append(path, &text)?,
            None => print(&text)?,
        }
    }
    say_failures(failed, mine.len(), first.as_deref());
    Ok(Outcome::Done)
}

/// Says on the terminal how many points have an error in the place of an answer.
fn say_failures(failed: usize, of: usize, first: Option<&str>) {
    if let Some(first) = first {
        tell!("{failed} of {of} points have no answer; their lines say why, the first: {first}");
    }
}

/// One line: what was asked, and the contract or why there is none, which is returned as well.
fn line(point: &Point) -> Result<(String, Option<String>), CommandError> {
    let varied = point.varied.iter();
    let asked = Asked {
        id: point.id(),
        model_file: &point.model,
        varied: varied
            .map(|varied| (varied.parameter.as_str(), varied.value))
            .collect(),
    };
    match solve(point, &asked) {
        Ok(line) => Ok((line, None)),
        Err(error) => {
            let error = error.to_string();
            let line = json_text(&Line {
                asked: &asked,
                answer: Failed {
                    contract: point.class.name(),
                    samples: point.samples,
                    error: error.clone(),
                },
            })?;
            Ok((line, Some(error)))
        }
    }
}

/// What was asked, with its answer.
#[derive(Serialize)]
struct Line<'a, T: Serialize> {
    #[serde(flatten)]
    asked: &'a Asked<'a>,
    #[serde(flatten)]
    answer: T,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: String,
    model_file: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    varied: BTreeMap<&'a str, f64>,
}

#[derive(Serialize)]
struct Failed {
    contract: &'static str,
    samples: u64,
    error: String,
}

#[derive(Serialize)]
struct Solved<'a> {
    #[serde(flatten)]
    contract: ContractView<'a>,
    first_best: FirstBestView,
    /// What gaps are scaled by.
    constants: Constants,
    /// What the class's name does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<&'static str>,
}

fn solve(point: &Point, asked: &Asked<'_>) -> Result<String, CommandError> {
    let model = point.model()?;
    let first_best = FirstBest::of(&model)?;
    let contract = point.class.solve(&first_best, point.samples)?;
    let (contract, bracket) = if point.proved {
        let (contract, bracket) = bounds::settled(&first_best, point.class, contract);
        (contract, Some(bracket))
    } else {
        (contract, None)
    };
    let randomised = matches!(point.class, Class::Binary(Threshold::Randomised));
    json_text(&Line {
        asked,
        answer: Solved {
            contract: ContractView::of(point.class, &contract, bracket.as_ref(), &model),
            first_best: FirstBestView::from(&first_best),
            constants: Constants::of(&first_best),
            threshold: randomised.then_some("randomised"),
        },
    })
}

/// Ids of the results a file holds. A last line cut short by a killed run is taken out of the file.
fn resume(path: &Path) -> Result<BTreeSet<String>, CommandError> {
    if !path.exists() {
        return Ok(BTreeSet::new());
    }
    let text = read(path)?;
    let (records, whole) = read_records(&text).map_err(|cause| Error::Records {
        file: path.to_owned(),
        cause,
    })?;
    if !whole {
        let kept = text.rfind('\n').map_or("", |end| &text[..=end]);
        files::write(path, kept.as_bytes())?;
    }
    Ok(records.into_iter().map(|record| record.id).collect())
}

fn read(path: &Path) -> Result<String, CommandError> {
    std::fs::read_to_string(path).map_err(|cause| {
        CommandError::File(FileError::Read {
            path: path.to_owned(),
            cause,
        })
    })
}

fn append(path: &Path, text: &str) -> Result<(), CommandError> {
    let write = || {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.flush()
    };
    write().map_err(|cause| {
        Error::Append {
            file: path.to_owned(),
            cause,
        }
        .into()
    })
}

fn merge_files(args: &Args, points: &[Point]) -> Result<Outcome, CommandError> {
    let lists = args
        .merge
        .iter()
        .map(|path| {
            let (records, _) = read_records(&read(path)?).map_err(|cause| Error::Records {
                file: path.clone(),
                cause,
            })?;
            Ok(records)
        })
        .collect::<Result<Vec<_>, CommandError>>()?;
    let merged = merge(lists).map_err(Error::Merge)?;
    let records: Vec<_> = points
        .iter()
        .filter_map(|point| merged.get(&point.id()))
        .collect();
    let missing = points.len() - records.len();
    let text: String = records
        .iter()
        .flat_map(|record| [record.line.as_str(), "\n"])
        .collect();
    match &args.out {
        Some(path) => files::write(path, text.as_bytes())?,
        None => print(&text)?,
    }
    tell!("{} of {} points", records.len(), points.len());
    let errors: Vec<_> = records.iter().filter_map(|r| r.error.clone()).collect();
    let first = errors.first().map(String::as_str);
    say_failures(errors.len(), records.len(), first);
    Ok(if missing > 0 {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}
