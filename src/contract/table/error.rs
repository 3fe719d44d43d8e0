//! Why a question about a table has no answer.

use crate::lp::ProgramError;

/// What is wrong with a question, or what stopped the answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// No effort has the name or the number.
    #[error("--target: no effort is called '{written}'{}; allowed: {known}, a row number, or all",
        .nearest.as_ref().map_or(String::new(), |near| format!(" (is '{near}' meant?)")))]
    UnknownEffort {
        /// What was written.
        written: String,
        /// The most similar name.
        nearest: Option<String>,
        /// All names.
        known: String,
    },
    /// The floor is above the cap.
    #[error("--floor: the least pay {floor} is above the most pay {cap}; allowed: floor <= cap")]
    FloorAboveCap {
        /// The floor.
        floor: String,
        /// The cap.
        cap: String,
    },
    /// Pay may fall without end.
    #[error(
        "--floor: the effort '{effort}' can be had, and without a least pay and without an outside \
         option pay for it falls without end; allowed: a floor, or --outside with the utility that \
         the agent gets elsewhere"
    )]
    PayWithoutEnd {
        /// The effort.
        effort: String,
    },
    /// The floor lies outside the domain of the utility.
    #[error("--floor: utility is not finite at a pay of {floor}; allowed: at least {lowest}")]
    FloorOutsideUtility {
        /// The floor.
        floor: String,
        /// The least wage of the family.
        lowest: f64,
    },
    /// The utility ends somewhere, so pay must.
    #[error(
        "--floor: the utility '{family}' is not defined for every pay; allowed: a floor of at \
         least {lowest}"
    )]
    FloorNeeded {
        /// The family.
        family: &'static str,
        /// The least wage of the family.
        lowest: f64,
    },
    /// The family has no proved bounds.
    #[error("--utility: the family '{family}' has no enclosures, so nothing can be proved of it")]
    NotEnclosed {
        /// The family.
        family: &'static str,
    },
    /// An option's value makes no sense.
    #[error("{option}: '{written}' {problem}; allowed: {allowed}")]
    Argument {
        /// The option.
        option: String,
        /// What was written.
        written: String,
        /// What is wrong.
        problem: String,
        /// What would be right.
        allowed: String,
    },
    /// The file of a program would not hold the program.
    #[error("the linear program of the table does not survive being written as an MPS file")]
    NotAsWritten,
    /// The program was refused.
    #[error("the linear program of the table was refused: {0}")]
    Program(#[from] ProgramError),
}
