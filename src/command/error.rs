//! Everything that can end a subcommand early, with its exit status.

use crate::contract::ContractError;
use crate::contract::discrete::EffortSetError;
use crate::curves::CurveError;
use crate::input::{InputError, SampleGridError};
use crate::numerics::NumericsError;
use crate::paper::evidence::EvidenceError;
use crate::print::files::FileError;
use crate::proof::generated::ProofError;
use crate::theorem::TheoremError;
use thiserror::Error;

/// Why a subcommand ended early.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CommandError {
    /// A file was wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A result would go where something else is.
    #[error("{path} {problem}; allowed: a file of its own for each result")]
    SameFile {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// `--samples` was wrong.
    #[error("--samples: {0}")]
    Samples(#[from] SampleGridError),
    /// `--schedule` was wrong.
    #[error("--schedule: {0}")]
    Schedule(#[source] SampleGridError),
    /// Amounts would get another currency's name.
    #[error(
        "--currency {written:?}: the model's money is {model}, and amounts are not converted; allowed: {model}, or a model whose [money] says {written:?} with amounts in it"
    )]
    Currency {
        /// What was written.
        written: String,
        /// What the model's file says.
        model: String,
    },
    /// `--efforts` was wrong.
    #[error("--efforts: {0}")]
    Efforts(#[from] EffortSetError),
    /// A list where one number of samples is needed.
    #[error("--samples: {written:?} is no number of labels; allowed: one whole number from 1")]
    OneSampleSize {
        /// What was written.
        written: String,
    },
    /// Sentinels are compared with ordinary checks.
    #[error(
        "--sentinel-cost needs --sample-cost, what an ordinary check costs: the numbers of both are looked for together; allowed: --sample-cost in place of --samples or --loss"
    )]
    SentinelsWithoutPrice,
    /// A sheet cannot be set for print.
    #[error("--pdf: {0}; allowed: also --html, whose letters are the reader's")]
    Typeset(#[from] crate::plot::typeset::TypesetError),
    /// A pool is served with a given number of samples.
    #[error("--pool needs --samples; allowed: one whole number of checked labels")]
    PoolNeedsSamples,
    /// The contract asked for does not exist, or could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// A question about an outcome table has no answer.
    #[error(transparent)]
    Table(#[from] crate::contract::table::TableError),
    /// Sentinels without an assistant.
    #[error(
        "--sentinel-cost: the model has no assistant who differs from the expert; allowed: monitoring with scheme = \"expert\", kappa and alpha_e"
    )]
    NoAssistant,
    /// A design could not be made.
    #[error(transparent)]
    Design(#[from] crate::design::DesignError),
    /// `--only` names no theorem.
    #[error("--only: {written:?} is not a theorem; allowed: {known}")]
    UnknownTheorem {
        /// What was written.
        written: String,
        /// The theorems there are.
        known: String,
    },
    /// `--set` makes no sense.
    #[error("--set {written:?}: {problem}; allowed: THEOREM.NAME=VALUE, such as t5.kappa=0.6")]
    Setting {
        /// What was written.
        written: String,
        /// What is wrong.
        problem: String,
    },
    /// Another run is writing the same files.
    #[error("another `firstbest reproduce` is at work in {}; wait for it to end", .root.display())]
    Busy {
        /// The project.
        root: std::path::PathBuf,
    },
    /// A view cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A document could not be made.
    #[error(transparent)]
    Document(#[from] crate::paper::document::DocumentError),
    /// Numbers from real labels could not be made.
    #[error(transparent)]
    Real(#[from] crate::paper::real::RealError),
    /// Evidence could not be gathered.
    #[error(transparent)]
    Theorem(#[from] TheoremError),
    /// A file could not be written or read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A theorem's files could not be made.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The threads asked for could not be had.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
    /// A linear program could not be read.
    #[error("{}: {cause}", .file.display())]
    LinearProgram {
        /// The file.
        file: std::path::PathBuf,
        /// What is wrong.
        #[source]
        cause: crate::lp::mps::MpsError,
    },
    /// There is no solution that could be written.
    #[error("--solution: {reason}")]
    NoSolution {
        /// Why.
        reason: String,
    },
    /// A linear program could not be written.
    #[error(transparent)]
    NotDecimal(#[from] crate::lp::mps::NotDecimal),
    /// `-` in the place of a file to write.
    #[error(
        "'-' is not stdout here; allowed: the name of a file (./- for one called '-'), or /dev/stdout"
    )]
    Dash,
    /// A folder has no linear program to solve.
    #[error("{}: {problem}; allowed: a folder with MPS files (.mps, .mps.gz)", .folder.display())]
    NoPrograms {
        /// The folder.
        folder: std::path::PathBuf,
        /// Why there is none.
        problem: &'static str,
    },
    /// A file or folder could not be read.
    #[error("cannot read {}: {cause}; allowed: {allowed}", .file.display())]
    Unreadable {
        /// The file.
        file: std::path::PathBuf,
        /// What the system said.
        cause: String,
        /// What should be there.
        allowed: &'static str,
    },
    /// A list of optima is malformed.
    #[error("{}: {cause}", .file.display())]
    Optima {
        /// The file.
        file: std::path::PathBuf,
        /// What is wrong.
        #[source]
        cause: crate::lp::comparison::OptimaError,
    },
    /// No such backend.
    #[error(transparent)]
    Backend(#[from] crate::lp::backends::UnknownBackend),
    /// The Coq checker does not know the claim.
    #[error("the Coq checker knows brackets and infeasibility, not this certificate's claim")]
    NoCoqFile,
    /// VIPR does not know the claim.
    #[error(transparent)]
    NoViprFile(#[from] crate::lp::certificate::vipr::NotStated),
    /// A certificate for Coq could not be made.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// No Coq file of a gap.
    #[error(transparent)]
    GapProof(#[from] super::gap::error::Error),
    /// The list of what is proved is wrong.
    #[error(transparent)]
    ProofStatus(#[from] crate::proof::status::StatusError),
    /// The table of what is proved could not be made.
    #[error(transparent)]
    ProofTable(#[from] crate::proof::table::TableError),
    /// Labels could not be read or assessed.
    #[error(transparent)]
    Assess(#[from] super::assess::error::Error),
    /// Terms could not be written.
    #[error(transparent)]
    Terms(#[from] crate::design::pay::TermsError),
    /// Answers make no model.
    #[error(transparent)]
    Model(#[from] super::model::error::Error),
    /// Nobody could be paid.
    #[error(transparent)]
    Pay(#[from] super::pay::error::Error),
    /// A sweep stopped.
    #[error(transparent)]
    Sweep(#[from] super::sweep::error::Error),
    /// Nothing was drawn.
    #[error(transparent)]
    Plot(#[from] super::plot::error::Error),
    /// Labels could not be simulated.
    #[error(transparent)]
    Simulate(#[from] super::simulate::error::Error),
    /// Stdout could not be written.
    #[error("cannot write to stdout: {0}")]
    Stdout(std::io::Error),
}

impl CommandError {
    /// What is wrong with a file that should hold a linear program.
    pub(super) fn mps(file: &std::path::Path, cause: crate::lp::mps::MpsError) -> Self {
        Self::LinearProgram {
            file: file.to_owned(),
            cause,
        }
    }

    /// Why a file or folder cannot be read, and what should be there.
    pub(super) fn unreadable(
        file: &std::path::Path,
        cause: &std::io::Error,
        allowed: &'static str,
    ) -> Self {
        Self::Unreadable {
            file: file.to_owned(),
            cause: cause.to_string(),
            allowed,
        }
    }

    /// 2 where the input is at fault, 1 where the computation is.
    pub fn status(&self) -> u8 {
        match self {
            Self::Proof(ProofError::Unknown { .. }) => 2,
            Self::Contract(ContractError::NotConverged { .. } | ContractError::Program(_))
            | Self::Plot(super::plot::error::Error::Curves(CurveError::Contract {
                cause: ContractError::NotConverged { .. } | ContractError::Program(_),
                ..
            }))
            | Self::Proof(_)
            | Self::NoSolution { .. }
            | Self::Stdout(_) => 1,
            _ => 2,
        }
    }
}
