//! Outcome tables from CSV files.
//!
//! The first line names the columns: the effort, `cost` (or `cost_lower` and `cost_upper`), and one
//! column for each outcome, in the order in which pay may be asked to rise. Numbers are decimals or
//! fractions and are kept exactly.

use std::path::Path;

use dashu_ratio::RBig;

use super::number;
use super::{Effort, OutcomeTable};
use crate::input::{InputError, nearest};

/// What the numbers of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowReading {
    /// Probabilities that sum to 1 exactly.
    #[default]
    Probabilities,
    /// Probabilities that were rounded when written. A row whose sum is off by no more than that
    /// rounding can explain (half a unit of the last place of each number, or 1e-12 where more
    /// digits were written than doubles compute) is divided by its sum.
    Rounded,
    /// Counts of how often each outcome was seen; each row is divided by its sum.
    Counts,
}

/// What double arithmetic may have lost in a row of probabilities that a program computed and
/// printed with all its digits.
const COMPUTED: f64 = 1e-12;

/// Cells beyond which a table is refused: its linear program would not fit a small machine.
const MOST_CELLS: usize = 1_000_000;

/// Reads a table from a file.
///
/// # Errors
/// The first thing wrong, with file, line, column and what is allowed.
pub fn read_file(path: &Path, reading: RowReading) -> Result<OutcomeTable, InputError> {
    const ALLOWED: &str = "a readable CSV file in UTF-8";
    let bytes = std::fs::read(path).map_err(|error| {
        InputError::about_file(path, format!("cannot be read: {error}"), ALLOWED)
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| InputError::about_file(path, "is not UTF-8", ALLOWED))?;
    read(path, &text, reading)
}

/// Reads a table from text; `file` stands in messages.
///
/// # Errors
/// As [`read_file`].
pub fn read(file: &Path, text: &str, reading: RowReading) -> Result<OutcomeTable, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map(csv::Position::line);
            complain(file, line, None, error.to_string(), "comma-separated rows")
        })?;
        if !record.iter().all(str::is_empty) {
            let line = record.position().map_or(0, csv::Position::line);
            records.push((line, record));
        }
    }
    let Some(((line, header), rows)) = records.split_first() else {
        return Err(InputError::about_file(
            file,
            "has no rows",
            "a line of column names, then a row for each effort",
        ));
    };
    let columns = Columns::of(file, *line, header)?;
    if rows.len().saturating_mul(header.len()) > MOST_CELLS {
        return Err(InputError::about_file(
            file,
            format!("has {} rows of {} cells", rows.len(), header.len()),
            format!("at most {MOST_CELLS} cells"),
        ));
    }
    let mut table = OutcomeTable {
        outcomes: columns
            .outcomes
            .iter()
            .map(|&k| header[k].to_owned())
            .collect(),
        efforts: Vec::new(),
        adjusted: Vec::new(),
    };
    for (line, record) in rows {
        let row = Row {
            file,
            line: *line,
            header,
            record,
        };
        row.add_to(&mut table, &columns, reading)?;
    }
    if table.efforts.is_empty() {
        return Err(InputError::about_file(
            file,
            "has no efforts",
            "a row for each effort",
        ));
    }
    Ok(table)
}

/// The separator of the header: a comma, else a semicolon or a tab.
fn separator(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let found = [b',', b';', b'\t'].into_iter();
    found
        .max_by_key(|s| (header.bytes().filter(|b| b == s).count(), *s == b','))
        .unwrap_or(b',')
}

/// Which column is what.
struct Columns {
    name: usize,
    cost: (usize, usize),
    outcomes: Vec<usize>,
}

impl Columns {
    fn of(file: &Path, line: u64, header: &csv::StringRecord) -> Result<Self, InputError> {
        const ALLOWED: &str = "the effort's name, 'cost' (or 'cost_lower' and 'cost_upper'), then \
                               a column for each outcome";
        let wrong = |field: Option<&str>, problem: String| {
            Err(complain(file, Some(line), field, problem, ALLOWED))
        };
        for (k, name) in header.iter().enumerate() {
            if name.is_empty() {
                return wrong(None, format!("column {} has no name", k + 1));
            }
            if header.iter().take(k).any(|other| other == name) {
                return wrong(Some(name), "two columns have this name".to_owned());
            }
        }
        let place = |name: &str| header.iter().position(|found| found == name);
        let cost = match (place("cost"), place("cost_lower"), place("cost_upper")) {
            (Some(k), None, None) => (k, k),
            (None, Some(lower), Some(upper)) => (lower, upper),
            (None, None, None) => {
                let near = nearest("cost", header.iter().skip(1));
                let hint = near.map_or(String::new(), |near| format!("; is '{near}' meant?"));
                return wrong(None, format!("no column is named 'cost'{hint}"));
            }
            (Some(_), ..) => {
                return wrong(Some("cost"), "stands beside bounds of the cost".to_owned());
            }
            _ => {
                let missing = place("cost_lower").map_or("cost_lower", |_| "cost_upper");
                return wrong(None, format!("no column is named '{missing}'"));
            }
        };
        let not_cost = |k: &usize| *k != cost.0 && *k != cost.1;
        let mut others = (0..header.len()).filter(not_cost);
        let Some(name) = others.next() else {
            return wrong(None, "no column names the efforts".to_owned());
        };
        let outcomes: Vec<usize> = others.collect();
        if outcomes.is_empty() {
            return wrong(None, "there are no outcomes".to_owned());
        }
        Ok(Columns {
            name,
            cost,
            outcomes,
        })
    }
}

/// One line of the file.
struct Row<'a> {
    file: &'a Path,
    line: u64,
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    fn wrong(&self, column: Option<usize>, problem: String, allowed: &str) -> InputError {
        let field = column.and_then(|k| self.header.get(k));
        complain(self.file, Some(self.line), field, problem, allowed)
    }

    fn number(&self, column: usize) -> Result<RBig, InputError> {
        let written = self.record.get(column).unwrap_or_default();
        number::parse(written).map_err(|problem| {
            let problem = match written {
                "" => "is empty".to_owned(),
                _ => format!("'{written}' {problem}"),
            };
            self.wrong(
                Some(column),
                problem,
                "a decimal such as 0.25 or a fraction such as 1/3",
            )
        })
    }

    fn add_to(
        &self,
        table: &mut OutcomeTable,
        columns: &Columns,
        reading: RowReading,
    ) -> Result<(), InputError> {
        let (found, expected) = (self.record.len(), self.header.len());
        if found != expected {
            let problem = format!("the row has {found} cells under {expected} column names");
            return Err(self.wrong(None, problem, "a cell for each column"));
        }
        let name = self.record.get(columns.name).unwrap_or_default();
        if name.is_empty() {
            let problem = "is empty".to_owned();
            return Err(self.wrong(Some(columns.name), problem, "a name for each effort"));
        }
        if table.efforts.iter().any(|effort| effort.name == name) {
            let problem = format!("'{name}' is the name of two efforts");
            return Err(self.wrong(Some(columns.name), problem, "a name of its own"));
        }
        let cost = (self.number(columns.cost.0)?, self.number(columns.cost.1)?);
        if cost.0 > cost.1 {
            let problem = "is above the upper bound of the cost".to_owned();
            return Err(self.wrong(Some(columns.cost.0), problem, "cost_lower <= cost_upper"));
        }
        let mut law = Vec::with_capacity(columns.outcomes.len());
        for &k in &columns.outcomes {
            law.push(self.share(k, reading)?);
        }
        let sum = self.checked_sum(&law, columns, reading)?;
        if !sum.is_one() {
            law.iter_mut().for_each(|p| *p /= &sum);
            table.adjusted.push((name.to_owned(), sum));
        }
        let name = name.to_owned();
        table.efforts.push(Effort { name, cost, law });
        Ok(())
    }

    /// A probability or a count.
    fn share(&self, column: usize, reading: RowReading) -> Result<RBig, InputError> {
        let value = self.number(column)?;
        let written = self.record.get(column).unwrap_or_default();
        let counts = reading == RowReading::Counts;
        let allowed = if counts {
            "a count: 0, 1, 2, …"
        } else {
            "a probability from 0 to 1"
        };
        let hint = if !counts && value > RBig::ONE && value.is_int() {
            "; are these counts? (--counts)"
        } else {
            ""
        };
        if value < RBig::ZERO || (counts && !value.is_int()) || (!counts && value > RBig::ONE) {
            let what = if counts { "count" } else { "probability" };
            let problem = format!("'{written}' is no {what}{hint}");
            return Err(self.wrong(Some(column), problem, allowed));
        }
        Ok(value)
    }

    /// The sum of the row, 1 or what the row may be divided by.
    fn checked_sum(
        &self,
        law: &[RBig],
        columns: &Columns,
        reading: RowReading,
    ) -> Result<RBig, InputError> {
        let sum = law.iter().fold(RBig::ZERO, |sum, p| sum + p);
        if sum.is_one() {
            return Ok(sum);
        }
        let excess = &sum - RBig::ONE;
        let gap = if excess < RBig::ZERO {
            -&excess
        } else {
            excess
        };
        let off = number::shown(&gap);
        let written = |k: &usize| self.record.get(*k).unwrap_or_default();
        let steps = columns
            .outcomes
            .iter()
            .map(|k| number::rounding(written(k)));
        let explained = steps.fold(RBig::ZERO, |sum, step| sum + step);
        let explained = explained.max(number::of_float(COMPUTED).unwrap_or_default());
        let (problem, allowed) = match reading {
            RowReading::Counts if sum.is_zero() => (
                "nothing was counted".to_owned(),
                "a count above 0 in each row",
            ),
            RowReading::Counts => return Ok(sum),
            RowReading::Rounded if gap <= explained => return Ok(sum),
            RowReading::Rounded => (
                format!(
                    "the probabilities miss a sum of 1 by {off}, but rounding the numbers as \
                     written explains at most {}",
                    number::shown(&explained)
                ),
                "probabilities that sum to 1 up to their rounding",
            ),
            RowReading::Probabilities => (
                format!("the probabilities miss a sum of 1 by {off}"),
                "a sum of exactly 1; with --normalise also what rounding explains, divided by the \
                 sum; with --counts whole counts",
            ),
        };
        Err(self.wrong(None, problem, allowed))
    }
}

fn complain(
    file: &Path,
    line: Option<u64>,
    field: Option<&str>,
    problem: String,
    allowed: &str,
) -> InputError {
    InputError {
        file: file.to_owned(),
        line: line.and_then(|line| usize::try_from(line).ok()),
        field: field.map(|field| format!("column '{field}'")),
        problem,
        allowed: Some(allowed.to_owned()),
    }
}
