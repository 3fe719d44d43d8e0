//! Shards of a grid, and their results as lines that can be read back, resumed and merged.

use serde_json::Value;
use std::collections::BTreeMap;
use std::str::FromStr;
use thiserror::Error;

/// Every k-th point from the i-th on, 1 ≤ i ≤ k: neighbouring points, which take alike, go to
/// different shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

/// Why a shard could not be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{written:?} is no shard; allowed: i/k with 1 <= i <= k, such as 3/8")]
pub struct ShardError {
    written: String,
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(written: &str) -> Result<Self, ShardError> {
        let wrong = || ShardError {
            written: written.to_owned(),
        };
        let (number, of) = written.split_once('/').ok_or_else(wrong)?;
        let (number, of): (usize, usize) = (
            number.parse().map_err(|_| wrong())?,
            of.parse().map_err(|_| wrong())?,
        );
        if (1..=of).contains(&number) {
            Ok(Self { number, of })
        } else {
            Err(wrong())
        }
    }
}

impl Shard {
    /// The whole grid.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether the point at `index` is of this shard.
    pub fn holds(&self, index: usize) -> bool {
        index % self.of == self.number - 1
    }
}

/// A line of results.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The point's id.
    pub id: String,
    /// The line as it was written, without its end.
    pub line: String,
    /// Why the point has no answer, where it has none.
    pub error: Option<String>,
}

/// Why results could not be read or merged.
#[derive(Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum RecordError {
    /// A line is none of ours.
    #[error(
        "line {line} is not a result of a sweep; allowed: JSON objects with an \"id\", one a line"
    )]
    NotARecord {
        /// From 1.
        line: usize,
    },
    /// Two results of one point differ.
    #[error("two results of the point {id} differ; results of different builds do not mix")]
    Conflict {
        /// The point's id.
        id: String,
    },
}

/// Reads results. A last line without its end is what a killed run leaves: it is dropped, and said
/// to be by `false`.
pub fn read_records(text: &str) -> Result<(Vec<Record>, bool), RecordError> {
    let whole = text.is_empty() || text.ends_with('\n');
    let mut lines: Vec<&str> = text.lines().collect();
    if !whole {
        lines.pop();
    }
    let records = lines
        .into_iter()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(place, line)| {
            let wrong = RecordError::NotARecord { line: place + 1 };
            let Ok(value) = serde_json::from_str::<Value>(line) else {
                return Err(wrong);
            };
            Ok(Record {
                id: value["id"].as_str().map(str::to_owned).ok_or(wrong)?,
                line: line.to_owned(),
                error: value["error"].as_str().map(str::to_owned),
            })
        })
        .collect::<Result<Vec<_>, RecordError>>()?;
    Ok((records, whole))
}

/// Puts results together by id, each point once; two results of one point must be the same line.
pub fn merge(
    lists: impl IntoIterator<Item = Vec<Record>>,
) -> Result<BTreeMap<String, Record>, RecordError> {
    let mut merged: BTreeMap<String, Record> = BTreeMap::new();
    for record in lists.into_iter().flatten() {
        match merged.get(&record.id) {
            Some(known) if known.line != record.line => {
                return Err(RecordError::Conflict { id: record.id });
            }
            Some(_) => {}
            None => {
                merged.insert(record.id.clone(), record);
            }
        }
    }
    Ok(merged)
}
