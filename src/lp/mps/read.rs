//! Reading.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use super::card::Form;
use super::decimal::{Decimal, common_power};
use crate::lp::{LinearProgram, ProgramError, Sense};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Mps {
    /// The program.
    pub program: LinearProgram,
    /// How many columns were marked as integer; the program is then a relaxation.
    pub integer_columns: usize,
}

/// Why a file is no linear program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MpsError {
    /// The file cannot be read.
    #[error("cannot read the file: {0}")]
    Io(#[from] std::io::Error),
    /// A line is not as the format says.
    #[error("line {line}: {complaint}")]
    Line {
        /// Line number, counted from 1.
        line: usize,
        /// What is wrong, and what would be right.
        complaint: String,
    },
    /// The file is readable and the program is not one.
    #[error(transparent)]
    Program(#[from] ProgramError),
}

/// Beyond this a bound means none.
const NO_BOUND: f64 = 1e30;

/// Reads a file, unpacking it if it is gzipped.
///
/// # Errors
/// [`MpsError`] with the line.
pub fn read_file(path: &Path) -> Result<Mps, MpsError> {
    let mut bytes = std::fs::read(path)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
        bytes = unpacked;
    }
    read(&String::from_utf8_lossy(&bytes))
}

/// Reads a text: at blanks, or by card columns if that fails.
///
/// # Errors
/// [`MpsError`] with the line; of the two ways, that which got further.
pub fn read(text: &str) -> Result<Mps, MpsError> {
    let free = Reader::new(Form::Free).run(text);
    let Err(error) = free else { return free };
    match Reader::new(Form::Fixed).run(text) {
        Ok(mps) => Ok(mps),
        Err(other) if line_of(&other) > line_of(&error) => Err(other),
        Err(_) => Err(error),
    }
}

fn line_of(error: &MpsError) -> usize {
    match error {
        MpsError::Line { line, .. } => *line,
        _ => usize::MAX,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Start,
    Sense,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
}

struct Row {
    name: String,
    kind: char,
    entries: Vec<(usize, Decimal)>,
    rhs: Option<Decimal>,
    range: Option<Decimal>,
}

struct Column {
    name: String,
    cost: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

/// Where a row name leads.
#[derive(Clone, Copy)]
enum Target {
    Objective,
    /// A further N row.
    Nowhere,
    Row(usize),
}

struct Reader {
    form: Form,
    line: usize,
    name: String,
    sense: Sense,
    constant: f64,
    targets: HashMap<String, Target>,
    has_objective: bool,
    rows: Vec<Row>,
    columns: Vec<Column>,
    column_index: HashMap<String, usize>,
    integer: bool,
    integer_columns: usize,
    /// The first set named in RHS, RANGES and BOUNDS.
    sets: [Option<String>; 3],
}

type Outcome<T> = Result<T, String>;

impl Reader {
    fn new(form: Form) -> Self {
        Reader {
            form,
            line: 0,
            name: String::new(),
            sense: Sense::Minimise,
            constant: 0.0,
            targets: HashMap::new(),
            has_objective: false,
            rows: Vec::new(),
            columns: Vec::new(),
            column_index: HashMap::new(),
            integer: false,
            integer_columns: 0,
            sets: [None, None, None],
        }
    }

    fn run(mut self, text: &str) -> Result<Mps, MpsError> {
        let mut section = Section::Start;
        let mut ended = false;
        for line in text.lines() {
            self.line += 1;
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('*') {
                continue;
            }
            let outcome = if line.starts_with(char::is_whitespace) {
                self.data(section, line)
            } else {
                match self.header(line) {
                    Ok(Some(next)) => {
                        section = next;
                        Ok(())
                    }
                    Ok(None) => {
                        ended = true;
                        break;
                    }
                    Err(complaint) => Err(complaint),
                }
            };
            outcome.map_err(|complaint| MpsError::Line {
                line: self.line,
                complaint,
            })?;
        }
        if !ended {
            return Err(MpsError::Line {
                line: self.line + 1,
                complaint: "the file ends without ENDATA".into(),
            });
        }
        self.finish()
    }

    /// The section that a header line begins; `None` at the end.
    fn header(&mut self, line: &str) -> Outcome<Option<Section>> {
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or_default().to_ascii_uppercase();
        let section = match word.as_str() {
            "NAME" => {
                self.name = line[4..].trim().to_owned();
                Section::Start
            }
            "OBJSENSE" => {
                if let Some(sense) = words.next() {
                    self.sense = sense_of(sense)?;
                }
                Section::Sense
            }
            "ROWS" => Section::Rows,
            "COLUMNS" => Section::Columns,
            "RHS" => Section::Rhs,
            "RANGES" => Section::Ranges,
            "BOUNDS" => Section::Bounds,
            "ENDATA" => return Ok(None),
            _ => {
                return Err(format!(
                    "section '{word}' is not one of NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, \
                     BOUNDS, ENDATA (a linear program has no other)"
                ));
            }
        };
        Ok(Some(section))
    }

    fn data(&mut self, section: Section, line: &str) -> Outcome<()> {
        let fields = self.form.fields(line);
        match section {
            Section::Start => Err("data before the section ROWS".into()),
            Section::Sense => {
                self.sense = sense_of(fields.first().copied().unwrap_or_default())?;
                Ok(())
            }
            Section::Rows => self.row(&fields),
            Section::Columns => self.column(&fields),
            Section::Rhs => self.right_hand_side(&fields),
            Section::Ranges => self.range(&fields),
            Section::Bounds => bound(self, &fields),
        }
    }

    fn row(&mut self, fields: &[&str]) -> Outcome<()> {
        let &[kind, name] = fields else {
            return Err(format!(
                "a row needs a type and a name, not {} fields",
                fields.len()
            ));
        };
        let target = match kind.to_ascii_uppercase().as_str() {
            "N" if self.has_objective => Target::Nowhere,
            "N" => {
                self.has_objective = true;
                Target::Objective
            }
            "L" | "G" | "E" => {
                self.rows.push(Row {
                    name: name.to_owned(),
                    kind: kind.to_ascii_uppercase().chars().next().unwrap_or('E'),
                    entries: Vec::new(),
                    rhs: None,
                    range: None,
                });
                Target::Row(self.rows.len() - 1)
            }
            _ => return Err(format!("row type '{kind}' is not one of N, L, G, E")),
        };
        if self.targets.insert(name.to_owned(), target).is_some() {
            return Err(format!("row '{name}' is declared twice"));
        }
        Ok(())
    }

    fn column(&mut self, fields: &[&str]) -> Outcome<()> {
        if fields
            .get(1)
            .is_some_and(|f| f.trim_matches('\'') == "MARKER")
        {
            match fields.last().map(|f| f.trim_matches('\'')) {
                Some("INTORG") => self.integer = true,
                Some("INTEND") => self.integer = false,
                _ => return Err("a MARKER line ends in 'INTORG' or 'INTEND'".into()),
            }
            return Ok(());
        }
        let Some((&name, pairs)) = fields.split_first() else {
            return Ok(());
        };
        let last = self.columns.len().wrapping_sub(1);
        let column = match self.column_index.get(name) {
            Some(&column) if column == last => column,
            Some(_) => return Err(format!("the lines of column '{name}' are not together")),
            None => {
                self.columns.push(Column {
                    name: name.to_owned(),
                    cost: 0.0,
                    lower: None,
                    upper: None,
                });
                self.integer_columns += usize::from(self.integer);
                let column = self.columns.len() - 1;
                self.column_index.insert(name.to_owned(), column);
                column
            }
        };
        for (row, value) in pairs_of(pairs)? {
            match self.target(row)? {
                Target::Objective => self.columns[column].cost += value.float,
                Target::Nowhere => {}
                Target::Row(i) => self.rows[i].entries.push((column, value)),
            }
        }
        Ok(())
    }

    fn right_hand_side(&mut self, fields: &[&str]) -> Outcome<()> {
        for (row, value) in self.pairs_in_set(0, fields)? {
            match self.target(row)? {
                Target::Objective => self.constant = -value.float,
                Target::Nowhere => {}
                Target::Row(i) => self.rows[i].rhs = Some(value),
            }
        }
        Ok(())
    }

    fn range(&mut self, fields: &[&str]) -> Outcome<()> {
        for (row, value) in self.pairs_in_set(1, fields)? {
            if let Target::Row(i) = self.target(row)? {
                self.rows[i].range = Some(value);
            }
        }
        Ok(())
    }

    /// The pairs of a line with or without a set name, none if the set is not the first.
    fn pairs_in_set<'a>(
        &mut self,
        which: usize,
        fields: &[&'a str],
    ) -> Outcome<Vec<(&'a str, Decimal)>> {
        let (set, pairs) = match fields.len() % 2 {
            1 => (fields[0], &fields[1..]),
            _ => ("", fields),
        };
        if !self.is_first_set(which, set) {
            return Ok(Vec::new());
        }
        pairs_of(pairs)
    }

    fn is_first_set(&mut self, which: usize, set: &str) -> bool {
        self.sets[which].get_or_insert_with(|| set.to_owned()) == set
    }

    fn target(&self, row: &str) -> Outcome<Target> {
        let found = self.targets.get(row).copied();
        found.ok_or_else(|| format!("row '{row}' is not declared in ROWS"))
    }

    fn finish(self) -> Result<Mps, MpsError> {
        let mut program = LinearProgram::new(self.sense);
        program.name = self.name;
        // 0 and not −0, which would print as such
        program.objective_constant = self.constant + 0.0;
        let mut ids = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            let upper = column.upper.unwrap_or(f64::INFINITY);
            let lower = match column.lower {
                Some(lower) => lower,
                None if upper < 0.0 => f64::NEG_INFINITY,
                None => 0.0,
            };
            let id = program.add_column(column.cost, lower, upper);
            program.name_column(id, column.name);
            ids.push(id);
        }
        for row in self.rows {
            let (lower, upper, power) = row.bounds();
            let scaled = |value: Decimal| match power {
                Some(power) => value.times_power(power).unwrap_or(value.float),
                None => value.float,
            };
            let entries = row
                .entries
                .iter()
                .map(|&(j, value)| (ids[j], scaled(value)));
            let id = program.add_row(lower, upper, entries);
            program.name_row(id, row.name);
        }
        program.check()?;
        Ok(Mps {
            program,
            integer_columns: self.integer_columns,
        })
    }
}

impl Row {
    /// Bounds, and the power of ten that the row is multiplied by to be exact, if one does it.
    fn bounds(&self) -> (f64, f64, Option<i32>) {
        let entries = self.entries.iter().map(|(_, value)| *value);
        let numbers = entries.chain(self.rhs).chain(self.range);
        let power = common_power(numbers);
        let number = |value: Option<Decimal>| {
            let value = value?;
            power
                .and_then(|power| value.times_power(power))
                .or(Some(value.float))
        };
        let rhs = number(self.rhs).unwrap_or(0.0);
        let (lower, upper) = match (self.kind, number(self.range)) {
            ('L', None) => (f64::NEG_INFINITY, rhs),
            ('G', None) => (rhs, f64::INFINITY),
            ('L', Some(range)) => (rhs - range.abs(), rhs),
            ('G', Some(range)) => (rhs, rhs + range.abs()),
            (_, Some(range)) => (rhs + range.min(0.0), rhs + range.max(0.0)),
            (_, None) => (rhs, rhs),
        };
        (lower, upper, power)
    }
}

fn sense_of(word: &str) -> Outcome<Sense> {
    match word.to_ascii_uppercase().as_str() {
        "MAX" | "MAXIMIZE" | "MAXIMISE" => Ok(Sense::Maximise),
        "MIN" | "MINIMIZE" | "MINIMISE" => Ok(Sense::Minimise),
        _ => Err(format!("objective sense '{word}' is neither MAX nor MIN")),
    }
}

fn number(text: &str) -> Outcome<Decimal> {
    let value = Decimal::parse(text).ok_or_else(|| format!("'{text}' is no number"))?;
    if value.float.is_infinite() {
        return Err(format!("'{text}' is no finite number"));
    }
    Ok(value)
}

fn pairs_of<'a>(fields: &[&'a str]) -> Outcome<Vec<(&'a str, Decimal)>> {
    if fields.is_empty() || fields.len() % 2 == 1 {
        return Err("expected pairs of a row name and a number".into());
    }
    let pairs = fields.chunks_exact(2);
    pairs.map(|pair| Ok((pair[0], number(pair[1])?))).collect()
}

/// One line of BOUNDS.
fn bound(reader: &mut Reader, fields: &[&str]) -> Outcome<()> {
    let Some((&kind, rest)) = fields.split_first() else {
        return Ok(());
    };
    let kind = kind.to_ascii_uppercase();
    let needs_value = match kind.as_str() {
        "UP" | "LO" | "FX" | "UI" | "LI" => true,
        "FR" | "MI" | "PL" | "BV" => false,
        _ => {
            return Err(format!(
                "bound type '{kind}' is not one of UP, LO, FX, FR, MI, PL, BV, UI, LI"
            ));
        }
    };
    let is_column = |field: &str| reader.column_index.contains_key(field);
    let (set, column, value) = match *rest {
        [column, value] if needs_value => ("", column, Some(value)),
        [set, column, value] => (set, column, Some(value)),
        [column] if !needs_value => ("", column, None),
        [column, _] if !is_column(rest[1]) => ("", column, None),
        [set, column] => (set, column, None),
        _ => return Err(format!("a bound of type {kind} has set, column and value")),
    };
    if !reader.is_first_set(2, set) {
        return Ok(());
    }
    let index = *reader
        .column_index
        .get(column)
        .ok_or_else(|| format!("column '{column}' is not declared in COLUMNS"))?;
    let value = if needs_value {
        let text = value.unwrap_or_default();
        let value = Decimal::parse(text).ok_or_else(|| format!("'{text}' is no number"))?;
        if value.float.abs() >= NO_BOUND {
            f64::INFINITY.copysign(value.float)
        } else {
            value.float
        }
    } else {
        0.0
    };
    let slot = &mut reader.columns[index];
    match kind.as_str() {
        "UP" | "UI" => slot.upper = Some(value),
        "LO" | "LI" => slot.lower = Some(value),
        "FX" => (slot.lower, slot.upper) = (Some(value), Some(value)),
        "FR" => (slot.lower, slot.upper) = (Some(f64::NEG_INFINITY), Some(f64::INFINITY)),
        "MI" => slot.lower = Some(f64::NEG_INFINITY),
        "PL" => slot.upper = Some(f64::INFINITY),
        _ => (slot.lower, slot.upper) = (Some(0.0), Some(1.0)),
    }
    Ok(())
}
