//! Label files of one JSON object per line, or of one array of them.

mod members;

use super::lines::each_line;
use crate::labels::columns::{CLUSTER_COLUMNS, Complaint, Places, Role, Wanted, places};
use crate::labels::elements::Elements;
use crate::labels::error::{LabelFileError, RowFault};
use crate::labels::nested::{self, Asked, Format};
use crate::labels::sink::Sink;
use crate::labels::suggest;
use members::{keys, members, texts};
use std::io::BufRead;

pub(crate) fn read<'o>(
    mut stream: impl BufRead,
    sink: &mut Sink<'o>,
) -> Result<(), LabelFileError> {
    let head = stream
        .fill_buf()
        .map_err(|source| sink.io_error(0, source))?;
    let start = head
        .iter()
        .find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
    // An object over several lines is none of JSON lines, but perhaps a tool's export.
    let line = head
        .split(|&b| b == b'\n')
        .find(|l| !l.trim_ascii().is_empty())
        .unwrap_or(b"");
    let spread = start == Some(&b'{') && line.len() < head.len() && keys(line).is_err() && {
        let rest = head
            .split(|&b| b == b'\n')
            .filter(|l| !l.trim_ascii().is_empty())
            .nth(1);
        rest.is_some_and(|l| !l.trim_ascii_start().starts_with(b"{"))
    };
    if sink.options.no_header {
        return Err(LabelFileError::File {
            path: sink.path.into(),
            problem: "--no-header is for tables; records of JSON name their fields themselves"
                .into(),
        });
    }
    let mut rows = Rows {
        known: if spread {
            nested::recognise_in(head)
        } else {
            None
        },
        ..Rows::default()
    };
    let result = if start == Some(&b'[') && !is_line(head) {
        array(stream, &mut rows, sink)
    } else {
        lines(stream, &mut rows, sink)
    };
    let result = result.and_then(|()| rows.refuse(sink));
    // A nested export of a known tool is refused with the option that reads it.
    result.map_err(|error| match rows.known {
        Some(format) => LabelFileError::Help {
            error: Box::new(error),
            help: format!(
                "this looks like an export that --format {} reads",
                format.name()
            ),
        },
        None => error,
    })
}

/// Whether the first line is whole by itself although it begins like an array: JSON lines of
/// something else.
fn is_line(head: &[u8]) -> bool {
    let line = head.split(|&b| b == b'\n').next().unwrap_or(b"");
    line.len() < head.len() && line.trim_ascii() == b"[]"
}

fn lines<'o>(
    reader: impl BufRead,
    rows: &mut Rows<'o>,
    sink: &mut Sink<'o>,
) -> Result<(), LabelFileError> {
    each_line(reader, sink, |line, body, sink| rows.take(line, body, sink))
}

fn array<'o>(
    reader: impl BufRead,
    rows: &mut Rows<'o>,
    sink: &mut Sink<'o>,
) -> Result<(), LabelFileError> {
    let mut elements = Elements::new(reader).map_err(|source| sink.io_error(0, source))?;
    loop {
        let line = elements.line();
        let element = elements
            .next()
            .map_err(|source| sink.io_error(line, source))?;
        let Some(element) = element else {
            return Ok(());
        };
        rows.take(element.line, &element.text, sink)?;
    }
}

/// The members in use, found from the first object.
#[derive(Default)]
struct Rows<'o> {
    keys: Option<(Vec<String>, Places)>,
    known: Option<Format>,
    refused: Option<Refused>,
    /// An export that is read by its own rules, whatever the columns are called.
    export: Option<Asked<'o>>,
}

/// A file whose members are not known: the rows after the first are only looked at for advice.
struct Refused {
    line: u64,
    complaint: Complaint,
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'o> Rows<'o> {
    fn refuse(&mut self, sink: &Sink<'_>) -> Result<(), LabelFileError> {
        if let Some(problem) = self.export.as_ref().and_then(Asked::complaint) {
            return Err(LabelFileError::File {
                path: sink.path.into(),
                problem,
            });
        }
        let Some(refused) = self.refused.take() else {
            return Ok(());
        };
        Err(LabelFileError::Header {
            path: sink.path.into(),
            line: refused.line,
            problem: refused.complaint.with_rows(&refused.names, &refused.rows),
        })
    }

    /// From the first record on, an export of Prodigy: its choices are lists, and what was ignored
    /// is no vote, which no names of columns could say.
    fn prodigy(
        &mut self,
        line: u64,
        body: &[u8],
        keys: &[String],
        sink: &mut Sink<'o>,
    ) -> Result<(), LabelFileError> {
        let refuse = |problem| LabelFileError::File {
            path: sink.path.into(),
            problem,
        };
        let asked = Asked::new(sink.options, Format::Prodigy).map_err(refuse)?;
        let label = match asked.name(Role::Label) {
            Some(name) => name,
            None if keys.iter().any(|key| key == "accept") => "accept",
            None => "answer",
        };
        sink.note(&[format!(
            "read as an export of Prodigy: the label is `{label}`, and what was ignored is no vote"
        )]);
        self.known = None;
        let asked = self.export.insert(asked);
        nested::record(line, None, body, (Format::Prodigy, asked), sink)
    }

    fn take(&mut self, line: u64, body: &[u8], sink: &mut Sink<'o>) -> Result<(), LabelFileError> {
        if let Some(asked) = &self.export {
            return nested::record(line, None, body, (Format::Prodigy, asked), sink);
        }
        if let Some(refused) = &mut self.refused {
            refused.rows.extend(texts(body, &refused.names));
            return match refused.rows.len() >= suggest::ROWS {
                true => self.refuse(sink),
                false => Ok(()),
            };
        }
        if self.keys.is_none()
            && let Ok(found) = keys(body)
        {
            self.known = nested::recognise(&found);
            if self.known == Some(Format::Prodigy) && sink.options.format.is_none() {
                return self.prodigy(line, body, &found, sink);
            }
            let mut names = found;
            let own = names.len();
            let optional = [Role::Gold, Role::Assistant].map(Role::name);
            let said = Role::ALL.map(|role| sink.options.columns.of(role));
            // What the first object lacks may come later.
            for name in optional
                .into_iter()
                .chain(CLUSTER_COLUMNS)
                .chain(said.into_iter().flatten().filter(|n| !n.contains('+')))
            {
                if !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                    names.push(name.into());
                }
            }
            let wanted = Wanted {
                named: &sink.options.columns,
                cluster: sink.options.cluster_column.as_deref(),
                date: sink.options.dates,
                header: true,
                own,
            };
            match places(&names, wanted) {
                Ok(places) => {
                    sink.note(&places.notes);
                    self.keys = Some((names, places));
                }
                Err(complaint) => {
                    names.truncate(own);
                    let rows = texts(body, &names).into_iter().collect();
                    self.refused = Some(Refused {
                        line,
                        complaint,
                        names,
                        rows,
                    });
                    // What a tool is known to write needs no guess.
                    return match self.known {
                        Some(_) => self.refuse(sink),
                        None => Ok(()),
                    };
                }
            }
        }
        let Some((names, places)) = &self.keys else {
            let fault = keys(body)
                .err()
                .unwrap_or_else(|| RowFault::Syntax("not one JSON object".into()));
            return sink.take(line, Err(fault));
        };
        let fields = members(body, names, places)
            .and_then(|members| members.fields(names, places, sink.options.format));
        sink.take(line, fields)
    }
}
