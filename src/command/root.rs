//! Where the project's files are.

use super::error::CommandError;
use crate::input::{InputError, Source};
use crate::print::cache::hash;
use crate::theorem::Theorem;
use std::path::{Component, Path};
use std::sync::OnceLock;

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
    Source::read(&root.join(parameter_file(theorem)))
}

/// Its path below the root.
pub fn parameter_file(theorem: &Theorem) -> String {
    format!("figures/{}.toml", theorem.stem)
}

/// A file that a theorem's files depend on.
pub struct Input {
    /// How reasons speak of it.
    pub name: String,
    /// Its path below the root.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files a theorem's files depend on: its parameters first, then its models and data.
pub fn inputs(root: &Path, theorem: &Theorem) -> Result<Vec<Input>, CommandError> {
    inputs_of(root, theorem, &parameters(root, theorem)?)
}

/// The same for parameters that may be others than those of the file.
pub fn inputs_of(
    root: &Path,
    theorem: &Theorem,
    source: &Source,
) -> Result<Vec<Input>, CommandError> {
    let mut inputs = vec![Input {
        name: format!("parameters of {}", theorem.id),
        path: parameter_file(theorem),
        bytes: source.text().as_bytes().to_vec(),
    }];
    let document = source.parse()?;
    let parameters = document.root();
    // Models and committed data, each named relative to the parameter file.
    for key in ["models", "data"] {
        if !parameters.has(key) {
            continue;
        }
        for file in parameters.texts(key)? {
            let path = below_root(file).ok_or_else(|| {
                parameters.complain(
                    key,
                    format!("{file:?} is outside of the project"),
                    "files below the folder that holds `figures`",
                )
            })?;
            let text = Source::read(&root.join(&path))?;
            inputs.push(Input {
                name: path.clone(),
                path,
                bytes: text.text().as_bytes().to_vec(),
            });
        }
    }
    Ok(inputs)
}

/// `../paper/data/x.csv`, written in a file of `figures`, is `paper/data/x.csv`; `None` where it
/// leads out of the root.
fn below_root(written: &str) -> Option<String> {
    let mut parts = vec!["figures"];
    for part in Path::new(written).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Stands for the program among inputs: a rebuilt program may compute otherwise. The hash of its
/// own bytes, or its version where they cannot be read.
pub fn program() -> &'static [u8] {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM
        .get_or_init(|| {
            std::env::current_exe().and_then(std::fs::read).map_or_else(
                |_| env!("CARGO_PKG_VERSION").to_owned(),
                |bytes| hash(&bytes),
            )
        })
        .as_bytes()
}

#[cfg(test)]
mod tests {
    use super::below_root;

    #[test]
    fn inputs_are_named_from_the_root() {
        let cases = [
            ("models/a.toml", Some("figures/models/a.toml")),
            ("../paper/data/x.csv", Some("paper/data/x.csv")),
            ("../../x.csv", None),
            ("/etc/x.csv", None),
        ];
        for (written, path) in cases {
            assert_eq!(below_root(written).as_deref(), path);
        }
    }
}
