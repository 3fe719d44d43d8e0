//! CSV files on a document's shelf, read by the names of their columns.

use super::document::{DocumentError, Shelf};

/// A CSV file in memory.
pub struct Csv {
    path: String,
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    /// The file at `path`, `None` where it is not on the shelf.
    pub fn read(shelf: &Shelf, path: &str) -> Result<Option<Self>, DocumentError> {
        if shelf.bytes(path).is_none() {
            return Ok(None);
        }
        Self::parse(path, shelf.text(path)?).map(Some)
    }

    /// The text of a file; `path` is what complaints call it.
    pub fn parse(path: &str, text: &str) -> Result<Self, DocumentError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let malformed = |error: csv::Error| DocumentError::Malformed {
            path: path.to_owned(),
            problem: error.to_string(),
        };
        let strings = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let names = reader.headers().map(strings).map_err(malformed)?;
        let rows = reader
            .records()
            .map(|record| record.as_ref().map(strings).map_err(|_| ()))
            .collect::<Result<Vec<Vec<String>>, ()>>();
        Ok(Self {
            path: path.to_owned(),
            names,
            rows: rows.map_err(|()| DocumentError::Malformed {
                path: path.to_owned(),
                problem: "a row is not as wide as the header".to_owned(),
            })?,
        })
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { csv: self, cells })
    }
}

/// A row of a [`Csv`].
#[derive(Clone, Copy)]
pub struct Row<'s> {
    csv: &'s Csv,
    cells: &'s [String],
}

impl<'s> Row<'s> {
    /// The cell of a column that must be there.
    pub fn cell(&self, name: &str) -> Result<&'s str, DocumentError> {
        let place = self.csv.names.iter().position(|column| column == name);
        place
            .and_then(|place| self.cells.get(place))
            .map(String::as_str)
            .ok_or_else(|| DocumentError::Malformed {
                path: self.csv.path.clone(),
                problem: format!("the column {name:?} is missing"),
            })
    }
}
