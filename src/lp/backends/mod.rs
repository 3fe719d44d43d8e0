//! The solvers of this build behind one trait.
//!
//! A backend's word is not taken: data are checked before it sees them, it runs contained
//! ([`Limits`]; a panic or a hang becomes a [`SolveError`]), and the point it returns is
//! measured against the program ([`Quality`]) before it is called optimal. What remains is an
//! estimate: proof is the business of certificates.

#[cfg(feature = "coin_cbc")]
mod cbc;
mod clarabel;
mod contained;
mod good_lp_model;
#[cfg(feature = "highs")]
mod highs;
#[cfg(feature = "lpsolve")]
mod lpsolve;
mod microlp;
mod minilp;
mod quality;
mod trivial;

use std::time::Duration;

use super::{LinearProgram, ProgramError};

pub(in crate::lp) use clarabel::inner_point;
pub use quality::Quality;

/// What a backend found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The point is feasible and, as far as the duals show, optimal (to tolerance).
    Optimal,
    /// The backend says that no point satisfies the constraints.
    Infeasible,
    /// The backend says that the objective has no finite optimum.
    Unbounded,
}

/// A backend's answer, with vectors empty unless the status is [`Status::Optimal`].
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// What was found.
    pub status: Status,
    /// Objective of the program at `columns` (±∞ where unbounded, NaN where infeasible),
    /// recomputed from the point.
    pub objective: f64,
    /// Value of each column.
    pub columns: Vec<f64>,
    /// Derivative of the objective by the bound of each row (its shadow price), where the
    /// backend tells; the reduced cost of column j is then `cost_j − Σ_i y_i a_ij`.
    pub row_duals: Option<Vec<f64>>,
    /// Iterations of the backend's own method, where it tells them: pivots of a simplex method,
    /// steps of an interior-point one.
    pub iterations: Option<u64>,
    /// How far point and duals are from satisfying the optimality conditions.
    pub quality: Quality,
}

/// What a solve may use.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Wall-clock time after which a backend is given up.
    pub time: Duration,
    /// Bytes that the program may be expected to need; a larger one is refused before it starts.
    ///
    /// Solvers allocate in threads of this process, where nothing can stop them one by one, so the
    /// limit is kept by an estimate: ten times the nonzeros, the fill-in that factors of sparse
    /// bases and normal equations rarely exceed, at 64 bytes each.
    pub memory: u64,
    /// Greatest [`Quality`] figure with which a point is still called optimal.
    pub tolerance: f64,
    /// Whether rows and columns are scaled by powers of two first, which loses nothing and saves
    /// solvers from coefficients they would drop.
    pub scale: bool,
}

impl Default for Limits {
    /// A minute, 4 GiB, and the 1e-6 that is the feasibility tolerance customary among LP solvers.
    fn default() -> Self {
        Limits {
            time: Duration::from_secs(60),
            memory: 4 << 30,
            tolerance: 1e-6,
            scale: true,
        }
    }
}

impl Limits {
    /// The same limits with another time.
    #[must_use]
    pub fn with_time(self, time: Duration) -> Self {
        Limits { time, ..self }
    }

    /// The same limits with at most this time.
    #[must_use]
    pub fn within(&self, time: Duration) -> Self {
        self.clone().with_time(self.time.min(time))
    }

    /// The same limits with another bound on memory, in bytes.
    #[must_use]
    pub fn with_memory(self, memory: u64) -> Self {
        Limits { memory, ..self }
    }

    /// The same limits, the backend being given the numbers as they are.
    #[must_use]
    pub fn unscaled(self) -> Self {
        Limits {
            scale: false,
            ..self
        }
    }
}

/// Why a backend gave no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The program holds a number that no solver should see.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The backend stopped with a complaint of its own.
    #[error("{backend} failed: {reason}")]
    Failed {
        /// The backend's name.
        backend: &'static str,
        /// What it said.
        reason: String,
    },
    /// The backend panicked.
    #[error("{backend} panicked: {reason}")]
    Panicked {
        /// The backend's name.
        backend: &'static str,
        /// The panic's message.
        reason: String,
    },
    /// The backend did not answer in time.
    #[error("{backend} gave no answer within {seconds} s")]
    TimedOut {
        /// The backend's name.
        backend: &'static str,
        /// The limit.
        seconds: f64,
    },
    /// The program is too large for the memory allowed.
    #[error("{backend} would need about {needed} bytes, more than the {allowed} allowed")]
    TooLarge {
        /// The backend's name.
        backend: &'static str,
        /// The estimate.
        needed: u64,
        /// The limit.
        allowed: u64,
    },
    /// The backend called a point optimal that is not.
    #[error("{backend} called a point optimal that is not: {quality}")]
    NotOptimal {
        /// The backend's name.
        backend: &'static str,
        /// What is wrong with it.
        quality: Quality,
        /// The point, all the same.
        answer: Box<Solution>,
    },
}

/// A linear-programming solver.
pub trait Backend: Send + Sync {
    /// The name it is chosen by.
    fn name(&self) -> &'static str;

    /// Version of the crate that brings it.
    fn version(&self) -> &'static str;

    /// Name and version of the solver itself, which is not the crate's where a crate wraps a
    /// library of another language; "as installed" where the system brings the library.
    fn engine(&self) -> &'static str;

    /// Where it comes from, in a few words.
    fn origin(&self) -> &'static str;

    /// Why its answers never come with a number of iterations; `None` where they do.
    fn iterations_untold(&self) -> Option<&'static str> {
        None
    }

    /// Solves the program.
    ///
    /// # Errors
    /// [`SolveError`] where the data are refused, the backend breaks down, runs out of time or
    /// returns a point that does not pass the check.
    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError>;
}

/// The backends of this build, the default first.
#[must_use]
pub fn all() -> &'static [&'static dyn Backend] {
    &[
        &microlp::MICROLP,
        &clarabel::CLARABEL,
        &minilp::MINILP,
        #[cfg(feature = "highs")]
        &highs::HIGHS,
        #[cfg(feature = "coin_cbc")]
        &cbc::CBC,
        #[cfg(feature = "lpsolve")]
        &lpsolve::LPSOLVE,
    ]
}

/// No backend of this build has the name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no backend '{asked}' in this build; did you mean '{nearest}'? It has: {available}{hint}")]
pub struct UnknownBackend {
    /// The name asked for.
    pub asked: String,
    /// The most similar name there is.
    pub nearest: &'static str,
    /// All names, separated by commas.
    pub available: String,
    /// How to get the backend, if it exists in other builds.
    pub hint: String,
}

/// Backends that are cargo features.
const OPTIONAL: [&str; 3] = ["highs", "coin_cbc", "lpsolve"];

/// The backend called `name`.
///
/// # Errors
/// [`UnknownBackend`] with the nearest name, and the cargo feature to build with if the
/// backend exists but is not in this build.
pub fn by_name(name: &str) -> Result<&'static dyn Backend, UnknownBackend> {
    if let Some(&found) = all().iter().find(|backend| backend.name() == name) {
        return Ok(found);
    }
    let names = || all().iter().map(|backend| backend.name());
    let similarity = |candidate: &str| strsim::jaro_winkler(candidate, name);
    let nearest = names()
        .max_by(|a, b| similarity(a).total_cmp(&similarity(b)))
        .unwrap_or_default();
    let hint = if OPTIONAL.contains(&name) {
        format!("; '{name}' comes with `cargo build --features {name}`")
    } else {
        String::new()
    };
    Err(UnknownBackend {
        asked: name.to_owned(),
        nearest,
        available: names().collect::<Vec<_>>().join(", "),
        hint,
    })
}

#[cfg(test)]
mod tests;
