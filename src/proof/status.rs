//! Which statements are proved by machine: `proofs/status.toml`, part of the program.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file as it was when the program was built.
const SOURCE: &str = include_str!("../../proofs/status.toml");

/// Folders below `proofs` in which a Coq file may be.
const FOLDERS: [&str; 3] = ["", "Lib/", "generated/"];

/// Ids that rows may have beside those of the registry: what the others stand on, and theorems
/// that may be proved before their file in `src/theorem` is there.
const BESIDES: [&str; 3] = ["tools", "t9", "t10"];

/// Everything the file says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// What is proved.
    #[serde(rename = "statement")]
    pub statements: Vec<Statement>,
    /// What is not.
    #[serde(default)]
    pub missing: Vec<Missing>,
}

/// A statement that Coq has checked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Id of the theorem it belongs to.
    pub theorem: String,
    /// In words.
    pub words: String,
    /// `File.name` of each theorem in Coq.
    pub coq: Vec<String>,
    /// Assumptions left beside those of Coq's real numbers.
    pub assumptions: String,
    /// Files that test the same claim in numbers.
    pub tests: Vec<String>,
    /// Stem of the figure that shows it.
    pub figure: Option<String>,
}

/// A part of a theorem that is not formalised.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Id of the theorem.
    pub theorem: String,
    /// In words.
    pub words: String,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StatusError {
    /// It is no TOML of this form.
    #[error("proofs/status.toml: {0}")]
    Form(#[from] toml::de::Error),
    /// It cannot be read.
    #[error("cannot read proofs/status.toml: {0}")]
    Unreadable(#[from] std::io::Error),
    /// A name without its file.
    #[error("proofs/status.toml: {name:?} has to be File.name")]
    Name {
        /// What is written.
        name: String,
    },
    /// A file that is not there.
    #[error("proofs/status.toml: {name:?}: no {file}.v in proofs, proofs/Lib or proofs/generated")]
    File {
        /// What is written.
        name: String,
        /// The file it asks for.
        file: String,
    },
}

impl Status {
    /// What the program was built with.
    ///
    /// # Errors
    /// A file that is not of the form above.
    pub fn embedded() -> Result<Self, StatusError> {
        Self::parse(SOURCE)
    }

    /// What the project at `root` holds now, so that a row added takes no new build.
    ///
    /// # Errors
    /// A file that cannot be read or is not of the form above.
    pub fn read(root: &Path) -> Result<Self, StatusError> {
        Self::parse(&std::fs::read_to_string(root.join("proofs/status.toml"))?)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// Text that is not of the form above.
    pub fn parse(text: &str) -> Result<Self, StatusError> {
        Ok(toml::from_str(text)?)
    }

    /// The statements of a theorem.
    pub fn of<'a>(&'a self, theorem: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements.iter().filter(move |s| s.theorem == theorem)
    }

    /// What of a theorem is not formalised.
    pub fn missing_of<'a>(&'a self, theorem: &'a str) -> impl Iterator<Item = &'a Missing> {
        self.missing.iter().filter(move |m| m.theorem == theorem)
    }

    /// What in the file does not agree with the project at `root`: theorems, tests and figures that
    /// are not there.
    #[must_use]
    pub fn problems(&self, root: &Path, theorems: &[&str]) -> Vec<String> {
        let mut problems = Vec::new();
        let known: BTreeSet<&str> = theorems.iter().copied().chain(BESIDES).collect();
        let named = self.statements.iter().map(|s| &s.theorem);
        for theorem in named.chain(self.missing.iter().map(|m| &m.theorem)) {
            if !known.contains(theorem.as_str()) {
                problems.push(format!("{theorem:?} is no theorem"));
            }
        }
        for theorem in theorems {
            if self.of(theorem).next().is_none() {
                problems.push(format!("{theorem}: no statement is proved"));
            }
        }
        let text = |file: &str| {
            std::fs::read_to_string(root.join("proofs").join(file)).unwrap_or_default()
        };
        let (compiled, claims) = (text("_CoqProject"), text("Claims.v"));
        for statement in &self.statements {
            if statement.coq.is_empty() {
                problems.push(format!("{:?}: nothing in Coq", statement.words));
            }
            for name in &statement.coq {
                problems.extend(coq_problem(root, &compiled, name));
                if !claims.contains(&format!("exact @{name}. Qed.")) {
                    problems.push(format!("{name} is not stated in proofs/Claims.v"));
                }
            }
            let figure = statement.figure.iter();
            let figure = figure.map(|stem| format!("paper/figures/{stem}.svg"));
            for path in statement.tests.iter().cloned().chain(figure) {
                if !root.join(&path).is_file() {
                    problems.push(format!("{path} is missing"));
                }
            }
        }
        problems
    }
}

/// `File.name` in two.
pub(super) fn split(name: &str) -> Result<(&str, &str), StatusError> {
    name.split_once('.').ok_or_else(|| StatusError::Name {
        name: name.to_owned(),
    })
}

/// Where the Coq file of `File.name` is, below `proofs`.
pub(super) fn locate(root: &Path, name: &str) -> Result<PathBuf, StatusError> {
    let (file, _) = split(name)?;
    let places = FOLDERS.iter().map(|f| format!("{f}{file}.v"));
    let mut places = places.map(PathBuf::from);
    let found = places.find(|place| root.join("proofs").join(place).is_file());
    found.ok_or_else(|| StatusError::File {
        name: name.to_owned(),
        file: file.to_owned(),
    })
}

fn coq_problem(root: &Path, compiled: &str, name: &str) -> Option<String> {
    let (place, (_, theorem)) = match locate(root, name).and_then(|p| Ok((p, split(name)?))) {
        Ok(found) => found,
        Err(error) => return Some(error.to_string()),
    };
    if !compiled.lines().any(|line| Path::new(line) == place) {
        return Some(format!("{} is not in proofs/_CoqProject", place.display()));
    }
    let text = std::fs::read_to_string(root.join("proofs").join(&place)).unwrap_or_default();
    let states = |line: &str| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
        let kind = words.find(|word| !word.is_empty());
        matches!(kind, Some("Theorem" | "Lemma" | "Corollary")) && words.next() == Some(theorem)
    };
    (!text.lines().any(states)).then(|| format!("{} states no theorem {theorem}", place.display()))
}
