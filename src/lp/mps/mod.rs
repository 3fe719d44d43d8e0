//! Linear programs in MPS files, fixed or free form.
//!
//! Crates on the registry were weighed first: those that read MPS drop the objective constant,
//! guess between the forms by configuration, or refuse some kinds of bound; so this one is ours.
//! What is read follows the format as IBM's MPSX, the Netlib collection and CPLEX have it:
//!
//! - RANGES on a row of type E extend it upwards where positive, downwards where negative;
//! - a right-hand side of the objective is minus its constant;
//! - a negative `UP` bound on a column without a lower bound of its own makes that −∞;
//! - a column with two entries in a row is refused, as are two different right-hand sides of one;
//! - bounds, right-hand sides and ranges from 1e20 on mean none;
//! - semi-continuous columns are relaxed, like integer ones; a file without ENDATA, which may be
//!   cut off, is read with a warning;
//! - of several RHS, RANGES or BOUNDS sets the first counts; further N rows are left out
//!   (the objective is the first, or the one that OBJNAME names);
//! - `OBJSENSE` is honoured; integer markers are relaxed and counted;
//! - lines are split by card columns where all the file's words keep to them (names may then have
//!   blanks), else at blanks; the other way is tried where one fails.
//!
//! Decimals are not floats. A row all of whose numbers become integers below 2^53 when multiplied
//! by one power of ten is stored so multiplied: the row read is then exactly the row written, and
//! equations that depend on each other in decimals still do. A decimal bound that no float holds is
//! kept in the same way, as a row of its own, with a warning. All other numbers are rounded to the
//! nearest float, and the program is the one that these floats spell.

mod assemble;
mod card;
mod decimal;
mod read;
mod sections;
mod write;

pub use read::{Mps, MpsError, read, read_file};
pub use write::write;
