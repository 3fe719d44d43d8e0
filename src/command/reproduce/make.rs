//! Making one theorem's files, unless they are up to date.

use super::overlay::{Inputs, Setting};
use super::{Job, Made};
use crate::command::error::CommandError;
use crate::command::root;
use crate::command::root::Input;
use crate::paper::evidence::{self, outputs};
use crate::paper::manifest::{Hashes, TheoremRecord, seeds};
use crate::paper::manuscript::needs::{self, NeedError};
use crate::paper::sheet::{self, Sheet};
use crate::print::cache::hash;
use crate::print::files as print_files;
use crate::theorem::{Evidence, Theorem, Verdict};

impl Job<'_> {
    pub(super) fn theorem(&self, theorem: &'static Theorem) -> Result<Made, CommandError> {
        let settings = self.settings_of(theorem);
        let inputs = Inputs::of(self.root, theorem, &settings)?;
        self.theorem_from(theorem, &inputs, &settings)
            .map_err(|error| inputs.explain(error))
    }

    /// Refuses parameters for which a sentence of the paper has no number, before anything is made.
    pub(super) fn fits_the_paper(&self, theorem: &'static Theorem) -> Result<(), CommandError> {
        let Some(numbers) = print_files::read(&self.root.join(needs::PATH))? else {
            return Ok(());
        };
        let settings = self.settings_of(theorem);
        let inputs = Inputs::of(self.root, theorem, &settings)?;
        let source = root::parameters(inputs.root(), theorem)?;
        let parameters = source.parse()?;
        let numbers = String::from_utf8_lossy(&numbers);
        needs::check(&numbers, theorem.stem, &parameters.root()).map_err(|error| {
            inputs.explain(match error {
                NeedError::Input(error) => error.into(),
                NeedError::Document(error) => error.into(),
            })
        })
    }

    fn settings_of(&self, theorem: &Theorem) -> Vec<&Setting> {
        let settings = self.settings.iter();
        settings
            .filter(|setting| setting.concerns(theorem))
            .collect()
    }

    fn theorem_from(
        &self,
        theorem: &'static Theorem,
        inputs: &Inputs,
        settings: &[&Setting],
    ) -> Result<Made, CommandError> {
        let files = root::inputs(inputs.root(), theorem)?;
        let mut contents: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|input| (input.name.clone(), input.bytes.clone()))
            .collect();
        contents.push(("program".to_owned(), root::program().to_vec()));
        let recipe = evidence::recipe(theorem.stem, &contents);
        let state = self.state(&recipe, theorem.id, theorem.stem)?;
        for setting in settings {
            self.bars.say(&said(theorem, setting, inputs));
        }
        let verdict = if state.anew {
            let verdict = self.compute(theorem, inputs)?;
            recipe.record(self.made, &state.stamp)?;
            Some(verdict)
        } else {
            None
        };
        Ok(Made {
            theorem,
            anew: state.anew,
            reason: state.reason,
            verdict,
            record: self.record(theorem, &files, settings, inputs)?,
        })
    }

    /// Gathers the evidence of a theorem and writes its files.
    fn compute(&self, theorem: &'static Theorem, inputs: &Inputs) -> Result<Verdict, CommandError> {
        let source = root::parameters(inputs.root(), theorem)?;
        let parameters = source.parse()?;
        let bar = self.bars.add(theorem.id);
        let evidence = (theorem.evidence)(&parameters.root(), &bar)?;
        bar.finish();
        evidence::write(self.made, theorem, &evidence)?;
        for line in told(theorem, &evidence) {
            self.bars.say(&line);
        }
        Ok(evidence.verdict())
    }

    /// What the files were made from, for the manifest.
    fn record(
        &self,
        theorem: &Theorem,
        files: &[Input],
        settings: &[&Setting],
        inputs: &Inputs,
    ) -> Result<TheoremRecord, CommandError> {
        let mut made = Hashes::new();
        let mut verdict = String::new();
        for path in outputs(theorem.stem) {
            if let Some(bytes) = print_files::read(&self.made.join(&path))? {
                made.insert(path.clone(), hash(&bytes));
                if path == sheet::path(theorem.stem) {
                    let sheet: Option<Sheet> = serde_json::from_slice(&bytes).ok();
                    verdict = sheet.map_or_else(String::new, |sheet| sheet.verdict);
                }
            }
        }
        let parameters = files.first().map_or(serde_json::Value::Null, |input| {
            parameters_of(&String::from_utf8_lossy(&input.bytes))
        });
        let set: Vec<String> = settings.iter().map(|s| s.written.clone()).collect();
        let mut command = format!("firstbest reproduce --only {}", theorem.id);
        for setting in &set {
            command.push_str(&format!(" --set {}", quoted(setting)));
        }
        Ok(TheoremRecord {
            id: theorem.id.to_owned(),
            stem: theorem.stem.to_owned(),
            command,
            verdict,
            reaches: inputs.reaches().clone(),
            set,
            seeds: seeds(&parameters),
            parameters,
            inputs: files
                .iter()
                .map(|input| (input.path.clone(), hash(&input.bytes)))
                .collect(),
            outputs: made,
        })
    }
}

/// What the run says of a setting: what it reaches, and what it does not.
fn said(theorem: &Theorem, setting: &Setting, inputs: &Inputs) -> String {
    let id = theorem.id.to_uppercase();
    match inputs.reaches().get(&setting.written) {
        Some(economies) => format!(
            "{}: set for {id} alone, in its economies {}; the paper's section on the model and its table of economies stay as \
             committed",
            setting.written,
            economies.join("; ")
        ),
        None => format!("{}: set for {id} alone", setting.written),
    }
}

/// What the run says of a theorem's checks: one line, and one for each check that missed.
fn told(theorem: &Theorem, evidence: &Evidence) -> Vec<String> {
    let missed: Vec<_> = evidence.checks.iter().filter(|c| !c.holds).collect();
    if missed.is_empty() {
        return vec![format!("{}: {}", theorem.id, evidence.verdict().name())];
    }
    let mut lines = vec![format!(
        "{}: {} of {} checks missed what they ask at these parameters:",
        theorem.id,
        missed.len(),
        evidence.checks.len()
    )];
    lines.extend(
        missed
            .iter()
            .map(|check| format!("  [{}] {}: {}", check.instance, check.claim, check.measured)),
    );
    lines
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._=+-:,/".contains(c);
    if argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

/// A TOML document as JSON; `null` where it is none.
fn parameters_of(text: &str) -> serde_json::Value {
    toml::from_str(text).unwrap_or(serde_json::Value::Null)
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn shells_read_arguments_back() {
        assert_eq!(quoted("t5.kappa=0.6"), "t5.kappa=0.6");
        assert_eq!(quoted("t5.labels=[\"a\"]"), "'t5.labels=[\"a\"]'");
        assert_eq!(quoted("t5.x='a'"), "'t5.x='\\''a'\\'''");
    }
}
