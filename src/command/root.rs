//! Where the project's files are.

use super::CommandError;
use crate::input::{InputError, Source};
use crate::theorem::Theorem;
use std::path::Path;

/// Refuses a folder without `figures`.
pub fn check(root: &Path) -> Result<(), CommandError> {
    if root.join("figures").is_dir() {
        return Ok(());
    }
    Err(InputError::about_file(
        root,
        "holds no folder `figures` with the parameters of the theorems",
        "the root of a clone of the project, as working folder or with --root",
    )
    .into())
}

/// The parameter file of a theorem.
pub fn parameters(root: &Path, theorem: &Theorem) -> Result<Source, InputError> {
    Source::read(&root.join("figures").join(format!("{}.toml", theorem.stem)))
}

/// All that a theorem's files depend on: its parameters, its models and data, and the program itself.
pub fn inputs(
    root: &Path,
    theorem: &Theorem,
    source: &Source,
) -> Result<Vec<(String, Vec<u8>)>, CommandError> {
    let mut inputs = vec![(
        format!("parameters of {}", theorem.id),
        source.text().as_bytes().to_vec(),
    )];
    let document = source.parse()?;
    let parameters = document.root();
    // Models and committed data, each named relative to the parameter file.
    for key in ["models", "data"] {
        if parameters.has(key) {
            for file in parameters.texts(key)? {
                let text = Source::read(&root.join("figures").join(file))?;
                inputs.push((format!("figures/{file}"), text.text().as_bytes().to_vec()));
            }
        }
    }
    // A rebuilt program may compute otherwise. Where its own bytes cannot be read its version stands for them.
    let program = std::env::current_exe().and_then(std::fs::read);
    inputs.push((
        "program".to_owned(),
        program.unwrap_or_else(|_| env!("CARGO_PKG_VERSION").as_bytes().to_vec()),
    ));
    Ok(inputs)
}
