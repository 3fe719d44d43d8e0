//! What the paper says of real labels, made again from the label files themselves.
//!
//! No label file is part of the project. `benches/studies/data.toml` says where each comes from and
//! what its SHA-256 has to be ([`LabelSet`]), `benches/studies/fetch_data.py` fetches them, and
//! each [`Study`] makes its files from a folder that holds them, the same bytes wherever it runs.

mod annotators;
mod error;
mod preferences;
mod reward;
mod sets;

pub use error::{MANIFEST, RealError};
pub use sets::{Folder, LabelSet, sets};

/// Files made from real labels.
pub struct Study {
    /// A word for messages.
    pub name: &'static str,
    /// Paths below the root.
    pub outputs: &'static [&'static str],
    /// The bytes of each output, in the order of `outputs`.
    pub make: fn(&Folder) -> Result<Vec<Vec<u8>>, RealError>,
}

/// Every study, in the order they are made.
pub const STUDIES: &[Study] = &[annotators::STUDY, preferences::STUDY, reward::STUDY];
