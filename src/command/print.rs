//! What a subcommand prints, and what it comes to.

use super::error::CommandError;
use serde::Serialize;

/// What a subcommand found, for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// A claim or certificate failed.
    ClaimFailed,
}

/// Prints one JSON document.
pub(super) fn print_json(view: &impl Serialize) -> Result<(), CommandError> {
    print(&json_text(view)?)
}

/// A view as JSON on one line. Keys stand in alphabetical order, whatever the order of a view's
/// fields; a number that is not finite is null, and floats have the digits that read back to the
/// same number.
pub(super) fn json_text(view: &impl Serialize) -> Result<String, CommandError> {
    Ok(serde_json::to_value(view)?.to_string())
}

/// Prints to stdout; a reader that has gone away (a closed pipe) ends the program quietly, as shell
/// users expect.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out
        .write_all(text.trim_end_matches('\n').as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::Stdout(error))
        }
        _ => Ok(()),
    }
}
