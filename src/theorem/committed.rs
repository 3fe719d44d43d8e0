//! Tables that the project commits and a theorem reads: what was computed from data that are not
//! redistributed.

use crate::input::{InputError, Section, Source};
use std::path::{Path, PathBuf};

/// A committed table: CSV with a header.
#[derive(Debug)]
pub struct Committed {
    file: PathBuf,
    names: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a [`Committed`] table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Committed,
    line: usize,
    cells: &'t [String],
}

impl Committed {
    /// Reads the one file that the parameter `data` names, relative to the parameter file.
    pub fn of(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        match parameters.texts("data")?.as_slice() {
            [file] => Self::read(&parameters.path_of(file)),
            files => Err(parameters.complain(
                "data",
                format!("{} files are named", files.len()),
                "one file",
            )),
        }
    }

    fn read(path: &Path) -> Result<Self, InputError> {
        let source = Source::read(path)?;
        let mut reader = csv::Reader::from_reader(source.text().as_bytes());
        let broken = |error: csv::Error| InputError {
            file: path.into(),
            line: error.position().map(|at| at.line() as usize),
            field: None,
            problem: error.to_string(),
            allowed: Some("a CSV table whose rows are as wide as its header".to_owned()),
        };
        let names = reader.headers().map_err(broken)?;
        let names = names.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let start = record.position().map_or(0, |at| at.byte() as usize);
            let line = line_of(source.text(), start);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        Ok(Self {
            file: path.into(),
            names,
            rows,
        })
    }

    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

/// The line of the first record from `start` on: the csv crate's position of a record is that of
/// the blank lines before it.
fn line_of(text: &str, start: usize) -> usize {
    let (before, after) = text.as_bytes().split_at(start.min(text.len()));
    let blank = after.iter().take_while(|byte| byte.is_ascii_whitespace());
    1 + before
        .iter()
        .chain(blank)
        .filter(|byte| **byte == b'\n')
        .count()
}

impl<'t> Row<'t> {
    /// The text of a column.
    pub fn text(&self, name: &str) -> Result<&'t str, InputError> {
        let place = self.table.names.iter().position(|column| column == name);
        place
            .and_then(|place| self.cells.get(place))
            .map(String::as_str)
            .ok_or_else(|| self.complain(name, "the column is missing", "a table with this column"))
    }

    /// A finite number.
    pub fn number(&self, name: &str) -> Result<f64, InputError> {
        let text = self.text(name)?;
        text.parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .ok_or_else(|| {
                let problem = format!("{text:?} is not a finite number");
                self.complain(name, &problem, "a finite number")
            })
    }

    fn complain(&self, name: &str, problem: &str, allowed: &str) -> InputError {
        InputError {
            file: self.table.file.clone(),
            line: Some(self.line),
            field: Some(name.to_owned()),
            problem: problem.to_owned(),
            allowed: Some(allowed.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Committed;

    #[test]
    fn complaints_name_file_line_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, "a,b\n1,2\n\n3,x\n").unwrap();
        let table = Committed::read(&path).unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].number("b").unwrap(), 2.0);
        let message = rows[1].number("b").unwrap_err().to_string();
        assert!(message.contains("t.csv:4: b: \"x\" is not"), "{message}");
        assert!(rows[0].text("c").is_err());
        std::fs::write(&path, "a,b\n1\n").unwrap();
        let message = Committed::read(&path).unwrap_err().to_string();
        assert!(message.contains("t.csv:2:"), "{message}");
    }
}
