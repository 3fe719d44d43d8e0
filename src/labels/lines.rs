//! Files of one record a line.

use crate::labels::error::LabelFileError;
use crate::labels::guard::LONGEST_ROW;
use crate::labels::sink::Sink;
use std::io::{BufRead, Read};

/// Hands over every line that is not blank, without a byte order mark at its start; a line longer
/// than [`LONGEST_ROW`] is refused.
pub(super) fn each_line<'s>(
    mut reader: impl BufRead,
    sink: &mut Sink<'s>,
    mut take: impl FnMut(u64, &[u8], &mut Sink<'s>) -> Result<(), LabelFileError>,
) -> Result<(), LabelFileError> {
    let mut text = Vec::new();
    let mut line = 0;
    loop {
        text.clear();
        let read = (&mut reader)
            .take(LONGEST_ROW)
            .read_until(b'\n', &mut text)
            .map_err(|source| sink.io_error(line, source))?;
        if read == 0 {
            return Ok(());
        }
        line += 1;
        if read as u64 == LONGEST_ROW && text.last() != Some(&b'\n') {
            let problem = format!("line {line} is longer than {LONGEST_ROW} bytes");
            return Err(LabelFileError::File {
                path: sink.path.into(),
                problem,
            });
        }
        let body = if line == 1 {
            text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text)
        } else {
            &text
        };
        if !body.trim_ascii().is_empty() {
            take(line, body, sink)?;
        }
    }
}
