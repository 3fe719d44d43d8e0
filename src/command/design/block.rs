//! Titled tables and the pages they stand on.

/// A titled table with notes under it. The first column is words, the others are numbers.
pub struct Block {
    pub title: String,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    pub notes: Vec<String>,
}

impl Block {
    /// Sentences under a title.
    pub fn said(title: impl Into<String>, notes: Vec<String>) -> Self {
        Self {
            title: title.into(),
            header: Vec::new(),
            rows: Vec::new(),
            notes,
        }
    }
}

/// A row of a table of values: what it is, and the value.
pub fn row(name: &str, text: String) -> Vec<String> {
    vec![name.to_owned(), text]
}

/// What belongs on one page: what the annotator signs, what the company should know, and the rest.
pub struct Part {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}
