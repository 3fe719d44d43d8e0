//! Families and schemes as model files name them.

use crate::input::nearest;
use crate::input::{InputError, Section};

/// A kind of utility, cost, value or monitoring.
pub struct Family<T: ?Sized> {
    /// What a model file calls it.
    pub name: &'static str,
    /// Keys it takes besides its name.
    pub keys: &'static [&'static str],
    /// Reads its parameters.
    pub read: fn(&Section<'_, '_>) -> Result<Box<T>, InputError>,
}

/// The family that is written under `key`, with its parameters; `more` are keys that every family
/// of the section takes.
pub(super) fn read<T: ?Sized>(
    families: &[Family<T>],
    section: &Section<'_, '_>,
    (key, written): (&str, &str),
    more: &[&str],
) -> Result<Box<T>, InputError> {
    let Some(family) = families.iter().find(|family| family.name == written) else {
        let known = families.iter().map(|family| family.name);
        return Err(unknown_choice(section, key, written, known));
    };
    let mut keys = vec![key];
    keys.extend(more);
    keys.extend(family.keys);
    section.only(&keys)?;
    (family.read)(section)
}

fn unknown_choice<'a>(
    section: &Section<'_, '_>,
    key: &str,
    written: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> InputError {
    let hint = nearest(written, known.clone())
        .map(|near| format!(" (did you mean \"{near}\"?)"))
        .unwrap_or_default();
    section.complain(
        key,
        format!("\"{written}\" is not known{hint}"),
        known.collect::<Vec<_>>().join(" | "),
    )
}
