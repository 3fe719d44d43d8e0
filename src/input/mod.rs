//! Reading parameter files so that every complaint points at a place.
//!
//! All files a user writes (models, figure parameters, sweeps) are TOML. This room turns them into
//! numbers and names, and each refusal says *what* is wrong, *where* (file, line, field) and *what
//! would be right*. It knows nothing of contracts: the rooms that own a file format call
//! [`Section`] and state what they allow.

mod document;
mod error;
mod grid;
mod numbers;
mod section;
mod set;
mod source;

pub use document::Document;
pub use error::InputError;
pub use grid::{MOST_SAMPLES, SampleGrid, SampleGridError};
pub use section::Section;
pub use source::Source;

/// The candidate closest to `written`, if one is close enough to be what was meant (Jaro–Winkler
/// similarity of at least 0.7, the level at which a swapped or missing letter still matches but an
/// unrelated word does not).
///
/// ```
/// assert_eq!(firstbest::input::nearest("gama", ["gamma", "family"]), Some("gamma"));
/// assert_eq!(firstbest::input::nearest("zzz", ["gamma", "family"]), None);
/// ```
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
