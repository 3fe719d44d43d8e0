//! The reading, line by line.

use super::assemble::Mps;
use super::bounds;
use super::bytes::other_format;
use super::error::MpsError;
use super::headers::{Header, Section, blame, header, sense_of};
use super::state::{Outcome, Reader};
use crate::lp::Sense;

impl Reader {
    /// Reads the text; also tells whether a field has a blank.
    pub(super) fn run(mut self, text: &str) -> Result<(Mps, bool), MpsError> {
        let mut section = Section::Start;
        let mut lines = text.lines();
        let mut ended = false;
        for line in lines.by_ref() {
            self.line += 1;
            let line = line.trim_end();
            if line.starts_with('*') {
                self.remarks.comment(line);
                continue;
            }
            if line.is_empty() {
                continue;
            }
            let next = self.read_line(section, line);
            let next = next.map_err(|complaint| self.complain(section, line, complaint))?;
            match next {
                Some(next) => section = next,
                None => {
                    ended = true;
                    break;
                }
            }
        }
        if !self.has_rows {
            return Err(MpsError::Line {
                line: self.line + 1,
                complaint: "the file ends before the section ROWS".into(),
            });
        }
        if !ended {
            self.remarks
                .note("the file ends without ENDATA: it may have been cut off");
        }
        if lines.any(|line| !line.trim().is_empty() && !line.starts_with('*')) {
            self.remarks.note("what follows ENDATA is not read");
        }
        if self.integer {
            self.remarks.note(
                "an INTORG marker has no INTEND after it: the columns to the end of COLUMNS are \
                 taken for integer",
            );
        }
        let blanks = self.blanks;
        Ok((self.finish()?, blanks))
    }

    fn complain(&self, section: Section, line: &str, complaint: String) -> MpsError {
        if section == Section::Start
            && self.name.is_empty()
            && let Some(format) = other_format(line)
        {
            return MpsError::OtherFile {
                what: format!("is no MPS file: it looks like {format}"),
            };
        }
        MpsError::Line {
            line: self.line,
            complaint,
        }
    }

    /// The section that the next line belongs to; `None` at the end.
    fn read_line(&mut self, section: Section, line: &str) -> Outcome<Option<Section>> {
        if line.starts_with(char::is_whitespace) {
            self.data(section, line)?;
            return Ok(Some(section));
        }
        let Some(found) = header(section, line)? else {
            let outcome = self.data(section, line);
            outcome.map_err(|complaint| blame(line, complaint))?;
            return Ok(Some(section));
        };
        if section == Section::Sense && self.sense.is_none() {
            return Err("section OBJSENSE says neither MAX nor MIN".into());
        }
        let next = match found {
            Header::Name(name) => {
                name.clone_into(&mut self.name);
                Section::Start
            }
            Header::Sense(sense) => {
                if let Some(sense) = sense {
                    self.set_sense(sense)?;
                }
                Section::Sense
            }
            Header::ObjectiveName(name) => {
                if !self.targets.is_empty() {
                    return Err("section OBJNAME has to stand before ROWS".into());
                }
                self.objective = name.map(str::to_owned);
                Section::ObjectiveName
            }
            Header::Data(section) => {
                self.has_rows |= section == Section::Rows;
                section
            }
            Header::End => return Ok(None),
        };
        Ok(Some(next))
    }

    fn set_sense(&mut self, sense: Sense) -> Outcome<()> {
        match self.sense.replace(sense) {
            Some(earlier) if earlier != sense => Err("OBJSENSE says both MAX and MIN".into()),
            _ => Ok(()),
        }
    }

    fn data(&mut self, section: Section, line: &str) -> Outcome<()> {
        let word = || line.split_whitespace().next().unwrap_or_default();
        match section {
            Section::Start => {
                return Err("data before the section ROWS; headers begin in column 1".into());
            }
            Section::Sense => return self.set_sense(sense_of(word())?),
            Section::ObjectiveName => {
                self.objective = Some(line.trim().to_owned());
                return Ok(());
            }
            _ => {}
        }
        // a row's name may begin like a comment; later names have been declared
        let fixed_names = if section == Section::Rows { 2 } else { 1 };
        let is_name = |text: &str| match section {
            Section::Bounds => {
                self.column_index.contains_key(text) || self.sets[2].as_deref() == Some(text)
            }
            _ => self.targets.contains_key(text),
        };
        let fields = self.form.fields(line, fixed_names, is_name)?;
        if fields.numbered {
            self.remarks.numbered_cards();
        }
        let fields = &fields.texts;
        self.blanks |= fields
            .iter()
            .any(|field| field.contains(char::is_whitespace));
        match section {
            Section::Rows => self.row(fields),
            Section::Columns => self.column(fields),
            Section::Rhs => self.right_hand_side(fields),
            Section::Ranges => self.range(fields),
            _ => bounds::read(self, fields),
        }
    }
}
