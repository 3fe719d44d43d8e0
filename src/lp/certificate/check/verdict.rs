//! What a certificate proves, or why it proves nothing.

use crate::lp::ProgramError;
use crate::lp::certificate::Ratio;

/// What a certificate has proved.
#[derive(Debug, Clone, PartialEq)]
pub enum Proved {
    /// The optimum lies between the bounds; `None` where the certificate has no bound.
    Bounds {
        /// Lower bound on the optimum.
        lower: Option<Ratio>,
        /// Upper bound on the optimum.
        upper: Option<Ratio>,
    },
    /// No point satisfies the constraints.
    Infeasible,
    /// The objective improves without end.
    Unbounded,
}

/// Why a certificate proves nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The program itself is not one.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The certificate is about another program.
    #[error("the certificate is about program {claimed:016x}, not about this one, {actual:016x}")]
    OtherProgram {
        /// Fingerprint in the certificate.
        claimed: u64,
        /// Fingerprint of the program at hand.
        actual: u64,
    },
    /// A vector is malformed.
    #[error("{what} {complaint}")]
    Malformed {
        /// Which vector.
        what: &'static str,
        /// What is wrong with it.
        complaint: String,
    },
    /// A point violates a constraint.
    #[error("{what} violates the {side} bound of {of}")]
    Violated {
        /// Which vector.
        what: &'static str,
        /// Lower or upper.
        side: &'static str,
        /// Name of the row or column.
        of: String,
    },
    /// A price presses against a bound that is infinite.
    #[error("the price of {of} presses against a bound that it does not have")]
    Unpaid {
        /// Name of the row or column.
        of: String,
    },
    /// The stated number is not what the vector gives.
    #[error("the certificate states {stated} of {about}, but its vector gives {found}")]
    Misstated {
        /// Which number.
        about: &'static str,
        /// The number in the certificate, rounded.
        stated: f64,
        /// The number recomputed, rounded.
        found: f64,
    },
    /// The prices do not exclude feasibility.
    #[error("the prices bound the zero objective by {bound}, which has to be positive")]
    NoContradiction {
        /// The bound, rounded.
        bound: f64,
    },
    /// The ray does not improve the objective.
    #[error("the ray does not improve the objective")]
    NoImprovement,
}
