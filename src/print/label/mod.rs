//! The small markup of labels: `$√{n log n}·Δ_n$`, `10^{12}`, `$K_bin$ = 0.058`.
//!
//! - `_` and `^` lower or raise what follows: a `{group}`, or the longest run of letters and digits
//!   (a decimal among them, with a sign in front), or something in round brackets, or one other
//!   character. One after the other they are set above each other: `K_bin^2`.
//! - `√{…}` draws a radical with its bar over the group; a bare `√` is only the sign.
//! - Between two `$`, mathematics: a letter that stands alone and lower-case Greek are italic;
//!   words (`log`, `bin`), digits, capital Greek and everything else are upright, `-` is a minus
//!   sign, and spaces are thin, wider beside `=` and other signs that stand between two things.
//! - A decimal as programs print it, `-0.5` or `2e-8`, is one thing: its sign is a minus where a
//!   space, an opening bracket or nothing stands before it, and its power of ten is set as one.
//! - `\` takes the meaning from the next character: `\$`, `\_`, `\^`, `\{`, `\}`, `\\`.
//!
//! The markup is the whole language: no macros, no font changes. Statements of theorems, what
//! checks found, and labels of figures are all written in it, with the signs of mathematics as they
//! are (`h′(ū)·c′(η*)^2 → K_lin`); plain text, figures, HTML and TeX are set from the same pieces.

mod node;
mod reader;

pub use node::{LabelError, Node};
pub(super) use node::{MEDIUM_SPACE, THIN_SPACE};
use reader::Reader;

/// A parsed label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    nodes: Vec<Node>,
}

impl Label {
    /// Reads the markup.
    ///
    /// # Errors
    /// A group or `$` left open, a stray `}`, or a script with nothing to set.
    pub fn parse(source: &str) -> Result<Label, LabelError> {
        let nodes = Reader::label(source)?;
        Ok(Label { nodes })
    }

    /// The parsed pieces in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The label as one line of plain text, for screen readers and search.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain(&self.nodes, &mut out);
        out
    }

    /// Markup as one line of plain text; a text that is no markup stays as it is.
    #[must_use]
    pub fn plain_text(source: &str) -> String {
        Self::parse(source).map_or_else(|_| source.to_owned(), |label| label.plain())
    }
}

fn plain(nodes: &[Node], out: &mut String) {
    let grouped = |mark: char, inner: &[Node], out: &mut String| {
        let mut text = String::new();
        plain(inner, &mut text);
        if text.is_empty() {
            return;
        }
        out.push(mark);
        if text.chars().count() > 1 && !text.chars().all(char::is_alphanumeric) {
            out.push('(');
            out.push_str(&text);
            out.push(')');
        } else {
            out.push_str(&text);
        }
    };
    for node in nodes {
        match node {
            Node::Run { text, .. } => out.push_str(&text.replace([THIN_SPACE, MEDIUM_SPACE], " ")),
            Node::Script { sub, sup } => {
                grouped('_', sub, out);
                grouped('^', sup, out);
            }
            Node::Radical(inner) => grouped('√', inner, out),
            Node::Number { text, .. } => out.push_str(text),
        }
    }
}

#[cfg(test)]
mod tests;
