//! What the sentences of the paper take for granted of the parameters, checked before anything is
//! computed: a run that would replace figures and then find no number for a sentence is refused
//! first.

pub use super::numbers::PATH;
use super::numbers::{List, Source};
use crate::input::{InputError, Section};
use crate::paper::document::DocumentError;
use crate::paper::varied;

/// Why parameters have no paper.
#[derive(Debug, thiserror::Error)]
pub enum NeedError {
    /// What a sentence needs, with the place in the parameter file.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The list of numbers is none.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Refuses parameters of a theorem that leave a sentence without its number, as far as the
/// parameters alone tell; `numbers` is the text of [`PATH`].
///
/// # Errors
/// The first need that is not met, with file, line and field.
pub fn check(numbers: &str, stem: &str, parameters: &Section<'_, '_>) -> Result<(), NeedError> {
    let list = List::parse(numbers)?;
    for need in list.needs.iter().filter(|need| need.theorem == stem) {
        let (mut section, mut key) = (parameters.clone(), need.key.as_str());
        while let Some((outer, inner)) = key.split_once('.') {
            section = section.section(outer)?;
            key = inner;
        }
        let values = section.numbers(key)?;
        let refuse = |found: String, wanted: String| {
            let problem = format!("{found}, since {}", need.why);
            section.complain(key, problem, advice(&wanted))
        };
        if let Some(wanted) = need.values.filter(|wanted| *wanted != values.len()) {
            let found = format!("{} values where the paper needs {wanted}", values.len());
            return Err(refuse(found, format!("{wanted} values")).into());
        }
        if let Some(wanted) = need.last.filter(|wanted| values.last() != Some(wanted)) {
            let found = format!("the paper needs {wanted} as the last value");
            return Err(refuse(found, format!("a list that ends with {wanted}")).into());
        }
    }
    for entry in &list.entries {
        let (instance, samples) = match &entry.source {
            Source::Quantity {
                check, instance, ..
            } if check == stem => (Some(instance), None),
            Source::Cell { file, equal, .. } if *file == format!("data/{stem}.csv") => {
                (equal.get("instance"), equal.get("samples"))
            }
            _ => continue,
        };
        let refuse = |key: &str, what: &str| {
            let problem = format!("the paper needs {what}, for \\{} of {PATH}", entry.name);
            parameters.complain(key, problem, advice(what))
        };
        if let Some(instance) = instance
            && parameters.has("labels")
            && !(parameters.texts("labels")?.iter()).any(|label| varied::is_of(label, instance))
        {
            return Err(refuse("labels", &format!("the label {instance:?}")).into());
        }
        if let Some(samples) = samples.and_then(|samples| samples.parse::<u64>().ok())
            && parameters.has("samples")
            && !parameters.samples("samples")?.samples().contains(&samples)
        {
            return Err(refuse("samples", &format!("{samples} among them")).into());
        }
    }
    Ok(())
}

/// What to do.
fn advice(wanted: &str) -> String {
    format!(
        "{wanted}; other values with `--set`, which leaves the paper as it is, or with other sentences in paper/manuscript"
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::input::Source;

    const NUMBERS: &str = "[[need]]\ntheorem = \"t\"\nkey = \"a.list\"\nvalues = 2\nlast = 1.0\nwhy = \"of this\"\n\
         [[number]]\nmacro = \"Gap\"\nfile = \"data/t.csv\"\nwhere = { instance = \"log\", samples = \"100\" }\ncolumn = \"gap\"\n";

    #[test]
    fn what_sentences_need_is_asked_of_parameters() {
        let with = |labels: &str, samples: &str, list: &str| {
            let text = format!("labels = {labels}\nsamples = \"{samples}\"\n[a]\nlist = {list}\n");
            let source = Source::from_text("figures/t.toml", text);
            let parsed = source.parse().expect("TOML");
            check(NUMBERS, "t", &parsed.root()).map_err(|error| error.to_string())
        };
        assert_eq!(with("[\"log\"]", "10,100", "[0.5, 1]"), Ok(()));
        let changed = "[\"log (now scale = 2)\"]";
        assert_eq!(with(changed, "1e2..1e4:3", "[0.5, 1]"), Ok(()));
        for (labels, samples, list, piece) in [
            (
                "[\"log\"]",
                "100",
                "[1]",
                "figures/t.toml:4: [a] list: 1 values where",
            ),
            (
                "[\"log\"]",
                "100",
                "[1, 0.5]",
                "needs 1 as the last value, since of this",
            ),
            (
                "[\"cara\"]",
                "100",
                "[0.5, 1]",
                "toml:1: labels: the paper needs the label \"log\"",
            ),
            (
                "[\"log\"]",
                "10",
                "[0.5, 1]",
                "toml:2: samples: the paper needs 100 among them, for \\Gap",
            ),
        ] {
            let error = with(labels, samples, list).expect_err(piece);
            assert!(error.contains(piece), "{piece:?} is not in {error}");
        }
    }
}
