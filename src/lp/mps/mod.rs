//! Linear programs in MPS files, fixed or free form.
//!
//! Crates on the registry were weighed first: those that read MPS drop the objective constant,
//! guess between the forms by configuration, or refuse some kinds of bound; so this one is ours.
//! A file is read as the program that its decimals spell: every number becomes the rational it is,
//! and none is rounded. What is read follows the format as IBM's MPSX, the Netlib collection and
//! CPLEX have it:
//!
//! - RANGES on a row of type E extend it upwards where positive, downwards where negative;
//! - a right-hand side of the objective is minus its constant;
//! - a negative `UP` bound on a column without a lower bound of its own makes that −∞ (warning);
//! - a column with two entries in a row is refused, as are two different right-hand sides of one;
//! - bounds, right-hand sides and ranges from 1e20 on mean none, and are refused where that leaves
//!   no value;
//! - integer columns (markers, BV, UI, LI) and semi-continuous ones (SC, SI) are relaxed with a
//!   warning; a marked column without any bound lies in \[0, 1\] (warning);
//! - a file without ENDATA, which may be cut off, is read with a warning;
//! - of several RHS, RANGES or BOUNDS sets the first counts (warning); further N rows are left out
//!   (the objective is the first, or the one that OBJNAME names);
//! - `OBJSENSE` is honoured, in a section or on the header's line; a comment such as PuLP's
//!   `*SENSE:Maximize` is not (warning);
//! - a section of any other name is refused: it would change the program;
//! - a line in the first column is a header if it is one word; with more it is data of a file that
//!   is not indented;
//! - `$` begins a comment where a name or a number could stand, unless a row or column is so named;
//! - lines are split by card columns where all the file's words keep to them (names may then have
//!   blanks), else at blanks; the other way is tried where one fails, and text between the fields
//!   of a card is refused.

mod assemble;
mod bounds;
mod bytes;
mod card;
mod error;
mod headers;
mod number;
mod reader;
mod remarks;
mod sections;
mod state;
mod write;

use std::path::Path;

use card::Form;
use state::Reader;

pub use assemble::Mps;
pub use error::MpsError;
pub use write::{NotDecimal, write, write_rounded};

/// Reads a file, unpacking it if it is gzipped.
///
/// # Errors
/// [`MpsError`] with the line, or with what the file is instead.
pub fn read_file(path: &Path) -> Result<Mps, MpsError> {
    let mut odd = Vec::new();
    let text = bytes::text_of(std::fs::read(path)?, &mut odd)?;
    let mut mps = read(&text)?;
    mps.warnings.splice(0..0, odd);
    Ok(mps)
}

/// Reads a text: by card columns if it keeps to them, else at blanks, and the other way where that
/// fails.
///
/// # Errors
/// [`MpsError`] with the line; of the two ways, that which got further.
pub fn read(text: &str) -> Result<Mps, MpsError> {
    let text = text.trim_start_matches('\u{feff}');
    bytes::refuse_odd_lines(text)?;
    let form = Form::of(text);
    let other = || Reader::new(form.other()).run(text);
    match Reader::new(form).run(text) {
        Ok((mut mps, blanks)) => {
            // names with blanks, if that is what they are
            if blanks && other().is_ok_and(|(cut, _)| cut.program != mps.program) {
                mps.warnings.push(
                    "the file is read by card columns; at blanks it would be another program"
                        .into(),
                );
            }
            Ok(mps)
        }
        Err(error) => match other() {
            Ok((mps, _)) => Ok(mps),
            Err(further) if further.line() > error.line() => Err(further),
            Err(_) => Err(error),
        },
    }
}
