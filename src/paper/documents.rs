//! The list of documents: adding a document is adding its line here.

use super::document::Document;
use super::{html, manuscript};

/// Every document, in the order they are made; a later one may name an earlier one's outputs as its
/// sources.
pub const DOCUMENTS: &[Document] = &[
    manuscript::MACROS,
    manuscript::ARCHIVE,
    manuscript::PDF,
    html::DOCUMENT,
];
