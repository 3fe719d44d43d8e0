//! What the caller says of the columns.

use super::Role;
use std::str::FromStr;

/// What the caller says of the columns: `item=task,annotator=worker`. A name may be a number, the
/// column's place counted from 1; several joined by `+` are put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnNames(Vec<(Role, String)>);

/// `--columns` that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{written:?}: {problem}; allowed: ROLE=COLUMN,… such as item=task,annotator=worker,label=winner, the roles being {roles}"
)]
pub struct ColumnNamesError {
    written: String,
    problem: String,
    roles: String,
}

impl FromStr for ColumnNames {
    type Err = ColumnNamesError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |problem: String| ColumnNamesError {
            written: text.into(),
            problem,
            roles: Role::ALL.map(Role::name).join(", "),
        };
        let mut names = ColumnNames::default();
        for part in text.split(',') {
            let (role, column) = part
                .split_once('=')
                .ok_or_else(|| wrong(format!("{part:?} has no `=`")))?;
            let (role, column) = (role.trim(), column.trim());
            let role = Role::ALL
                .into_iter()
                .find(|r| r.name().eq_ignore_ascii_case(role))
                .ok_or_else(|| wrong(format!("{role:?} is no role")))?;
            if column.is_empty() {
                return Err(wrong(format!("`{}` names no column", role.name())));
            }
            if names.of(role).is_some() {
                return Err(wrong(format!("`{}` stands there twice", role.name())));
            }
            names.0.push((role, column.into()));
        }
        Ok(names)
    }
}

impl ColumnNames {
    /// What the caller calls the column of this role.
    pub fn of(&self, role: Role) -> Option<&str> {
        let found = self.0.iter().find(|(r, _)| *r == role);
        found.map(|(_, name)| name.as_str())
    }

    /// Adds or replaces a role's column.
    pub fn set(&mut self, role: Role, column: &str) {
        self.0.retain(|(r, _)| *r != role);
        self.0.push((role, column.into()));
    }
}
