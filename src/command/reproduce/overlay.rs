//! `--set`: a theorem's inputs with some values changed, laid in a folder of their own; the
//! project's stay as they are. The labels of the economies that are reached say so.

use crate::command::error::CommandError;
use crate::command::root;
use crate::input::{InputError, Source};
use crate::paper::varied;
use crate::print::files::{self, FileError};
use crate::theorem::{self, Theorem, TheoremError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The lists of a parameter file that name economies.
const MODELS: &str = "models";
const LABELS: &str = "labels";

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
    /// Each setting that changes models, with the labels of their economies.
    reaches: BTreeMap<String, Vec<String>>,
}

/// A model or data file, and what settings changed in it.
struct Named {
    source: Source,
    changes: Vec<Change>,
}

/// One value that is not as committed.
struct Change {
    /// Its name in the file: `monitoring.kappa`.
    name: String,
    /// `kappa = 0.6`.
    words: String,
    /// The setting, as written.
    setting: String,
}

impl Inputs {
    /// The project's own where nothing is set, else copies with the settings applied.
    pub fn of(root: &Path, theorem: &Theorem, settings: &[&Setting]) -> Result<Self, CommandError> {
        let mut inputs = Self {
            root: root.to_owned(),
            changed: None,
            reaches: BTreeMap::new(),
        };
        if settings.is_empty() {
            return Ok(inputs);
        }
        let text = root::parameters(root, theorem)?.text().to_owned();
        let committed = Source::from_text(root::parameter_file(theorem), text);
        let mut parameters = committed.clone();
        // What the parameters settle is no matter of the models.
        let mut of_models = Vec::new();
        let (mut models_set, mut labels_set) = (None, false);
        for setting in settings {
            let Some(name) = parameters.value_named(&setting.name)? else {
                of_models.push(*setting);
                continue;
            };
            parameters = parameters.with_value(&name, &setting.value)?;
            labels_set |= name == LABELS;
            if name == MODELS {
                models_set = Some(&setting.written);
            }
        }
        // The files that the parameters name now.
        let mut named: Vec<Named> = root::inputs_of(root, theorem, &parameters)?
            .into_iter()
            .skip(1)
            .map(|input| Named {
                source: Source::from_text(
                    input.path,
                    String::from_utf8_lossy(&input.bytes).into_owned(),
                ),
                changes: Vec::new(),
            })
            .collect();
        for setting in of_models {
            if !apply(setting, &mut named)? {
                // The complaint about the parameters names what could be set.
                parameters.with_value(&setting.name, &setting.value)?;
            }
        }
        let (before, now) = (texts(&committed, MODELS)?, texts(&parameters, MODELS)?);
        for (place, model) in now.iter().enumerate() {
            if let Some(written) = models_set.filter(|_| before.get(place) != Some(model))
                && let Some(named) = named.get_mut(place)
            {
                let change = Change {
                    name: MODELS.to_owned(),
                    words: plain(model),
                    setting: written.clone(),
                };
                named.changes.insert(0, change);
            }
        }
        let labels = texts(&parameters, LABELS)?;
        // Models come before data; a label too many is refused with the theorem's parameters.
        let changes = |place: usize| {
            let model = named.iter().take(now.len()).nth(place);
            model.map_or(&[][..], |named| named.changes.as_slice())
        };
        for (place, label) in labels.iter().enumerate() {
            for change in changes(place) {
                let reached = inputs.reaches.entry(change.setting.clone()).or_default();
                reached.push(label.clone());
            }
        }
        // Labels were written for the models as committed. Who sets both knows what is meant.
        if !labels_set && !inputs.reaches.is_empty() {
            let told = labels.iter().enumerate().map(|(place, label)| {
                let words: Vec<String> = changes(place).iter().map(|c| c.words.clone()).collect();
                toml::Value::String(match words.as_slice() {
                    [] => label.clone(),
                    words => varied::label(label, words),
                })
            });
            let told = toml::Value::Array(told.collect()).to_string();
            parameters = parameters.with_value(LABELS, &told)?;
        }
        let folder = tempfile::tempdir().map_err(|cause| FileError::Folder {
            folder: std::env::temp_dir(),
            cause,
        })?;
        for source in named.iter().map(|n| &n.source).chain([&parameters]) {
            files::write(&folder.path().join(source.file()), source.text().as_bytes())?;
        }
        inputs.changed = Some(folder);
        Ok(inputs)
    }

    /// Each setting that changes models, with the labels of their economies as committed.
    pub fn reaches(&self) -> &BTreeMap<String, Vec<String>> {
        &self.reaches
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

/// Sets a value of every model that has it; whether one does.
fn apply(setting: &Setting, named: &mut [Named]) -> Result<bool, CommandError> {
    let mut found = false;
    for Named { source, changes } in named {
        if source.file().extension().is_none_or(|kind| kind != "toml") {
            continue;
        }
        let Some(name) = source.value_named(&setting.name)? else {
            continue;
        };
        found = true;
        let set = source.with_value(&name, &setting.value)?;
        if set.text() != source.text() {
            // Set twice, the last is what is used.
            changes.retain(|change| change.name != name);
            let key = setting.name.replace(['.', '_'], " ");
            let value = plain(setting.value.trim_matches('"'));
            changes.push(Change {
                name,
                words: format!("{key} = {value}"),
                setting: setting.written.clone(),
            });
        }
        *source = set;
    }
    Ok(found)
}

/// A list of texts of a parameter file; none where it has no such list.
fn texts(source: &Source, key: &str) -> Result<Vec<String>, InputError> {
    let document = source.parse()?;
    let section = document.root();
    if !section.has(key) {
        return Ok(Vec::new());
    }
    let texts = section.texts(key)?;
    Ok(texts.into_iter().map(str::to_owned).collect())
}

/// Words as label markup that means nothing but the words.
fn plain(words: &str) -> String {
    let special = |c: char| "_^{}$\\√".contains(c);
    let escaped = |c| special(c).then_some('\\').into_iter().chain([c]);
    words.chars().flat_map(escaped).collect()
}
