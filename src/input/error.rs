//! The one error of reading: a place, a complaint, and what is allowed.

use std::fmt;
use std::path::PathBuf;

/// What was wrong in an input file, where, and what would be right.
///
/// Displayed as `file:line: field: problem; allowed: …`, the form editors and terminals make
/// clickable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// The file, or the name given to text that came from elsewhere.
    pub file: PathBuf,
    /// Line, counted from 1; `None` where the complaint is about the file as a whole.
    pub line: Option<usize>,
    /// The field, written as in the file: `[utility] gamma`.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub allowed: Option<String>,
}

impl InputError {
    /// A complaint about a whole file.
    pub fn about_file(
        file: impl Into<PathBuf>,
        problem: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line: None,
            field: None,
            problem: problem.into(),
            allowed: Some(allowed.into()),
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": ")?;
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        write!(f, "{}", self.problem)?;
        if let Some(allowed) = &self.allowed {
            write!(f, "; allowed: {allowed}")?;
        }
        Ok(())
    }
}

impl std::error::Error for InputError {}
