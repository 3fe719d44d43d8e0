//! Where the formats deliver their rows and faults.

use super::error::{LabelFileError, RowFault};
use super::fields::Fields;
use super::options::{ReadOptions, ReadReport};
use super::survey::Survey;
use super::table::LabelTable;
use crate::print::words::counted;
use std::path::Path;

/// Fills the table, or only looks at the labels.
pub(crate) struct Sink<'a> {
    pub path: &'a Path,
    pub options: &'a ReadOptions,
    table: LabelTable,
    report: ReadReport,
    rejected: u64,
    survey: Option<Survey>,
}

/// Faults of a lenient reading that are kept word for word.
const EXAMPLES: usize = 5;

impl<'a> Sink<'a> {
    pub fn new(path: &'a Path, options: &'a ReadOptions) -> Self {
        Sink {
            path,
            options,
            table: LabelTable::default(),
            report: ReadReport::default(),
            rejected: 0,
            survey: None,
        }
    }

    /// Takes no row, but notes what the label column holds.
    pub fn surveying(path: &'a Path, options: &'a ReadOptions) -> Self {
        Sink {
            survey: Some(Survey::default()),
            ..Sink::new(path, options)
        }
    }

    pub fn take_survey(&mut self) -> Survey {
        self.survey.take().unwrap_or_default()
    }

    /// Takes the row that begins on `line`, or its fault: an error, or one more skipped row.
    pub fn take(
        &mut self,
        line: u64,
        fields: Result<Fields<'_>, RowFault>,
    ) -> Result<(), LabelFileError> {
        if let Some(survey) = &mut self.survey {
            if let Ok(fields) = &fields {
                let others = [&fields.gold, &fields.assistant];
                survey.add(&fields.label, others.into_iter().flatten().map(|t| &**t));
            }
            return Ok(());
        }
        let table = &mut self.table;
        let taken = fields
            .and_then(|fields| fields.rows(self.options, |row, extra| table.push_with(row, extra)));
        let Err(fault) = taken else {
            return Ok(());
        };
        if !self.options.lenient {
            return Err(LabelFileError::Row {
                path: self.path.into(),
                line,
                fault,
            });
        }
        self.report.skipped += 1;
        if self.report.examples.len() < EXAMPLES {
            self.report.examples.push((line, fault));
        }
        Ok(())
    }

    /// Counts a row without content.
    pub fn blank(&mut self) {
        self.report.blank += 1;
    }

    /// Counts a row of an assignment that was rejected.
    pub fn reject(&mut self) {
        self.rejected += 1;
    }

    pub fn note(&mut self, notes: &[String]) {
        self.report.notes.extend_from_slice(notes);
    }

    pub fn io_error(&self, line: u64, source: std::io::Error) -> LabelFileError {
        LabelFileError::Io {
            path: self.path.into(),
            line,
            source,
        }
    }

    pub fn finish(mut self) -> Result<(LabelTable, ReadReport), LabelFileError> {
        let skipped = self.report.skipped;
        let rows = self.table.rows() as u64 + skipped;
        if self.table.rows() == 0 && skipped == 0 {
            return Err(LabelFileError::File {
                path: self.path.into(),
                problem: match self.options.format {
                    Some(format) if format.is_nested() => {
                        format!(
                            "no record holds a label, as --format {} reads it",
                            format.name()
                        )
                    }
                    _ if self.rejected > 0 => format!(
                        "all {} are of rejected assignments; to take them all the same: --keep-rejected",
                        counted(self.rejected, "row")
                    ),
                    _ => "there is no row".into(),
                },
            });
        }
        if 10 * skipped > rows && !self.report.examples.is_empty() {
            let (line, fault) = self.report.examples.swap_remove(0);
            return Err(LabelFileError::TooManySkipped {
                path: self.path.into(),
                skipped,
                rows,
                line,
                fault,
            });
        }
        if self.report.blank > 0 {
            let n = self.report.blank;
            let s = if n == 1 { " is" } else { "s are" };
            self.report
                .notes
                .push(format!("{n} row{s} blank and left out"));
        }
        if self.rejected > 0 {
            self.report.notes.push(format!(
                "{} of rejected assignments left out (column of the assignment's status); to take them all the same: --keep-rejected",
                counted(self.rejected, "row")
            ));
        }
        self.table.trim_names();
        self.table.number_by_name();
        Ok((self.table, self.report))
    }
}
