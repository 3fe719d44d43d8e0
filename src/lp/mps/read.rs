//! Reading.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use super::card::Form;
use super::decimal::Decimal;
use super::sections::bound;
use crate::lp::{LinearProgram, ProgramError, Sense};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Mps {
    /// The program.
    pub program: LinearProgram,
    /// How many columns are integer or semi-continuous; the program is then a relaxation.
    pub integer_columns: usize,
    /// What is odd about the file and does not keep it from being read.
    pub warnings: Vec<String>,
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
    match String::from_utf8(bytes) {
        Ok(text) => read(text.trim_start_matches('\u{feff}')),
        // older files have one byte a character, whatever the alphabet
        Err(error) => read(
            &error
                .as_bytes()
                .iter()
                .map(|&b| char::from(b))
                .collect::<String>(),
        ),
    }
}

/// Reads a text: by card columns if it keeps to them, else at blanks, and the other way where that
/// fails.
///
/// # Errors
/// [`MpsError`] with the line; of the two ways, that which got further.
pub fn read(text: &str) -> Result<Mps, MpsError> {
    let form = Form::of(text);
    let likely = Reader::new(form).run(text);
    let Err(error) = likely else { return likely };
    match Reader::new(form.other()).run(text) {
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
    ObjectiveName,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) entries: Vec<(usize, Decimal)>,
    pub(super) rhs: Option<Decimal>,
    pub(super) range: Option<Decimal>,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) cost: Option<f64>,
    pub(super) lower: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
}

/// Where a row name leads.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Objective,
    /// A further N row.
    Nowhere,
    Row(usize),
}

pub(super) struct Reader {
    pub(super) form: Form,
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) sense: Sense,
    pub(super) constant: f64,
    pub(super) targets: HashMap<String, Target>,
    pub(super) has_objective: bool,
    /// The row that OBJNAME asks for; without it the first N row is the objective.
    pub(super) objective: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Column>,
    pub(super) column_index: HashMap<String, usize>,
    pub(super) integer: bool,
    pub(super) integer_columns: usize,
    pub(super) warnings: Vec<String>,
    /// The first set named in RHS, RANGES and BOUNDS.
    pub(super) sets: [Option<String>; 3],
}

pub(super) type Outcome<T> = Result<T, String>;

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
            objective: None,
            rows: Vec::new(),
            columns: Vec::new(),
            column_index: HashMap::new(),
            integer: false,
            integer_columns: 0,
            warnings: Vec::new(),
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
                    // some writers do not indent
                    Err(complaint) => self.data(section, line).map_err(|_| complaint),
                }
            };
            outcome.map_err(|complaint| MpsError::Line {
                line: self.line,
                complaint,
            })?;
        }
        if section == Section::Start {
            return Err(MpsError::Line {
                line: self.line + 1,
                complaint: "the file ends before the section ROWS".into(),
            });
        }
        if !ended {
            self.warnings
                .push("the file ends without ENDATA: it may have been cut off".into());
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
            "OBJNAME" => {
                self.objective = words.next().map(str::to_owned);
                Section::ObjectiveName
            }
            "ROWS" => Section::Rows,
            "COLUMNS" => Section::Columns,
            "RHS" => Section::Rhs,
            "RANGES" => Section::Ranges,
            "BOUNDS" => Section::Bounds,
            "ENDATA" => return Ok(None),
            _ => {
                return Err(format!(
                    "section '{word}' is not one of NAME, OBJSENSE, OBJNAME, ROWS, COLUMNS, RHS, RANGES, \
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
            Section::ObjectiveName => {
                self.objective = fields.first().map(|&name| name.to_owned());
                Ok(())
            }
            Section::Rows => self.row(&fields),
            Section::Columns => self.column(&fields),
            Section::Rhs => self.right_hand_side(&fields),
            Section::Ranges => self.range(&fields),
            Section::Bounds => bound(self, &fields),
        }
    }
}

fn sense_of(word: &str) -> Outcome<Sense> {
    match word.to_ascii_uppercase().as_str() {
        "MAX" | "MAXIMIZE" | "MAXIMISE" => Ok(Sense::Maximise),
        "MIN" | "MINIMIZE" | "MINIMISE" => Ok(Sense::Minimise),
        _ => Err(format!("objective sense '{word}' is neither MAX nor MIN")),
    }
}
