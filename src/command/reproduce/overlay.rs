//! `--set`: a theorem's inputs with some values changed, laid in a folder of their own; the
//! project's stay as they are.

use crate::command::{CommandError, root};
use crate::input::{InputError, Source};
use crate::print::files::{self, FileError};
use crate::theorem::{self, Theorem, TheoremError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// `t5.kappa=0.6`: a theorem, a value of its parameters or models, and what to set it to.
pub struct Setting {
    theorem: &'static Theorem,
    /// As written.
    pub written: String,
    name: String,
    value: String,
}

impl Setting {
    /// Reads `THEOREM.NAME=VALUE`.
    pub fn parse(written: &str) -> Result<Self, CommandError> {
        let refuse = |problem: String| CommandError::Setting {
            written: written.to_owned(),
            problem,
        };
        let (place, value) = written
            .split_once('=')
            .ok_or_else(|| refuse("the `=` is missing".to_owned()))?;
        let (id, name) = place
            .trim()
            .split_once('.')
            .ok_or_else(|| refuse("the name of a value is missing".to_owned()))?;
        let theorem =
            theorem::find(id).ok_or_else(|| refuse(format!("{id:?} is not a theorem")))?;
        Ok(Self {
            theorem,
            written: written.trim().to_owned(),
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
        })
    }

    /// Whether it changes this theorem.
    pub fn concerns(&self, theorem: &Theorem) -> bool {
        self.theorem.stem == theorem.stem
    }
}

/// Where a theorem's inputs are read from.
pub struct Inputs {
    root: PathBuf,
    /// Removed when the inputs have been used.
    changed: Option<TempDir>,
}

impl Inputs {
    /// The project's own where nothing is set, else copies with the settings applied.
    pub fn of(root: &Path, theorem: &Theorem, settings: &[&Setting]) -> Result<Self, CommandError> {
        let mut inputs = Self {
            root: root.to_owned(),
            changed: None,
        };
        if settings.is_empty() {
            return Ok(inputs);
        }
        let mut changed = root::inputs(root, theorem)?
            .into_iter()
            .map(|input| {
                let text = String::from_utf8_lossy(&input.bytes).into_owned();
                (input.name, Source::from_text(input.path, text))
            })
            .collect::<Vec<_>>();
        for setting in settings {
            apply(setting, &mut changed)?;
        }
        let folder = tempfile::tempdir().map_err(|cause| FileError::Folder {
            folder: std::env::temp_dir(),
            cause,
        })?;
        for (_, source) in &changed {
            files::write(&folder.path().join(source.file()), source.text().as_bytes())?;
        }
        inputs.changed = Some(folder);
        Ok(inputs)
    }

    /// The folder that holds `figures`.
    pub fn root(&self) -> &Path {
        self.changed.as_ref().map_or(&self.root, TempDir::path)
    }

    /// Lets an error speak of the project's files rather than of changed copies.
    pub fn explain(&self, error: CommandError) -> CommandError {
        let Some(folder) = &self.changed else {
            return error;
        };
        let rename = |mut error: InputError| {
            if let Ok(below) = error.file.strip_prefix(folder.path()) {
                error.file = Path::new("--set").join(below);
            }
            error
        };
        match error {
            CommandError::Input(error) => CommandError::Input(rename(error)),
            CommandError::Theorem(TheoremError::Input(error)) => {
                CommandError::Theorem(TheoremError::Input(rename(error)))
            }
            other => other,
        }
    }
}

/// Sets a value of the parameters, or else of every model that has it.
fn apply(setting: &Setting, sources: &mut [(String, Source)]) -> Result<(), CommandError> {
    let mut found = false;
    for (place, (_, source)) in sources.iter_mut().enumerate() {
        if source.file().extension().is_none_or(|kind| kind != "toml") {
            continue;
        }
        if let Some(name) = source.value_named(&setting.name)? {
            *source = source.with_value(&name, &setting.value)?;
            found = true;
            // The parameters come first; what they settle is no matter of the models.
            if place == 0 {
                break;
            }
        }
    }
    if found {
        return Ok(());
    }
    // The complaint about the parameters names what could be set.
    match sources.first() {
        Some((_, parameters)) => parameters
            .with_value(&setting.name, &setting.value)
            .map(|_| ())
            .map_err(CommandError::from),
        None => Ok(()),
    }
}
