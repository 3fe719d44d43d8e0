//! The small markup of labels: `$√{n log n}·Δ_n$`, `10^{12}`, `$K_bin$ = 0.058`.
//!
//! - `_` and `^` lower or raise what follows: a `{group}`, or the longest run of letters and digits
//!   (with a sign in front), or one other character. One after the other they are set above each
//!   other: `K_bin^2`.
//! - `√{…}` draws a radical with its bar over the group; a bare `√` is only the sign.
//! - Between two `$`, mathematics: a letter that stands alone and lower-case Greek are italic;
//!   words (`log`, `bin`), digits, capital Greek and everything else are upright, `-` is a minus
//!   sign, and spaces are thin, wider beside `=` and other signs that stand between two things.
//! - `\` takes the meaning from the next character: `\$`, `\_`, `\^`, `\{`, `\}`, `\\`.
//!
//! The markup is the whole language: no macros, no font changes. Statements of theorems and what
//! checks found are sentences in plain letters instead ([`Label::sentence`]); both become the same
//! pieces, from which figures, HTML and TeX are set.

mod sentence;

use thiserror::Error;

/// Why a label could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("label {label:?}, character {at}: {reason}")]
pub struct LabelError {
    /// The label as written.
    pub label: String,
    /// Position of the fault, counted in characters from 1.
    pub at: usize,
    /// What is wrong and what would be right.
    pub reason: &'static str,
}

/// A piece of a parsed label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Characters in one style.
    Run {
        /// The characters.
        text: String,
        /// Italic rather than upright.
        italic: bool,
        /// Written between two `$`.
        math: bool,
    },
    /// Lowered and raised material after what precedes.
    Script {
        /// Set lower.
        sub: Vec<Node>,
        /// Set higher.
        sup: Vec<Node>,
    },
    /// A radical over its radicand.
    Radical(Vec<Node>),
}

/// What a space becomes in mathematics: `n log n` is set close …
pub(super) const THIN_SPACE: char = '\u{2009}';
/// … and a sign between two things, `a = b`, less so.
pub(super) const MEDIUM_SPACE: char = '\u{2005}';
/// The signs that stand between two things.
const BETWEEN: &str = "=<>≤≥≠≈∼∝→+±−-·×/∈";

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
        let mut reader = Reader {
            source,
            chars: source.chars().collect(),
            at: 0,
            math: false,
        };
        let nodes = reader.nodes(false)?;
        if reader.math {
            return Err(reader.fault("a `$` is not closed; write `\\$` for the sign itself"));
        }
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
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    chars: Vec<char>,
    at: usize,
    math: bool,
}

impl Reader<'_> {
    fn fault(&self, reason: &'static str) -> LabelError {
        LabelError {
            label: self.source.to_owned(),
            at: self.at.min(self.chars.len()).max(1),
            reason,
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn nodes(&mut self, in_group: bool) -> Result<Vec<Node>, LabelError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '}' if in_group => return Ok(nodes),
                '}' => {
                    return Err(self.fault("`}` closes no group; write `\\}` for the sign itself"));
                }
                '{' => nodes.extend(self.group()?),
                '$' if in_group => {
                    return Err(
                        self.fault("`$` inside a group; put the `$` around the whole group")
                    );
                }
                '$' => self.math = !self.math,
                '_' | '^' => self.script(c == '_', &mut nodes)?,
                '√' if self.peek() == Some('{') => {
                    self.at += 1;
                    nodes.push(Node::Radical(self.group()?));
                }
                '\\' => match self.peek() {
                    Some(escaped) => {
                        self.at += 1;
                        self.push(&mut nodes, escaped, false);
                    }
                    None => return Err(self.fault("`\\` at the end takes the meaning of nothing")),
                },
                c => self.character(c, &mut nodes),
            }
        }
        if in_group {
            return Err(self.fault("a `{` is not closed"));
        }
        Ok(nodes)
    }

    /// The rest of a group whose `{` has been read.
    fn group(&mut self) -> Result<Vec<Node>, LabelError> {
        self.nodes(true)
    }

    fn character(&mut self, c: char, nodes: &mut Vec<Node>) {
        if !self.math {
            self.push(nodes, c, false);
        } else if c.is_ascii_alphabetic() {
            let start = self.at - 1;
            while self.peek().is_some_and(|d| d.is_ascii_alphabetic()) {
                self.at += 1;
            }
            let italic = self.at - start == 1;
            for k in start..self.at {
                self.push(nodes, self.chars[k], italic);
            }
        } else if c == '-' {
            self.push(nodes, '−', false);
        } else if c == ' ' {
            let around = [self.at.checked_sub(2), Some(self.at)];
            let mut chars = around
                .into_iter()
                .flatten()
                .filter_map(|k| self.chars.get(k));
            let between = chars.any(|&c| BETWEEN.contains(c));
            let space = if between { MEDIUM_SPACE } else { THIN_SPACE };
            self.push(nodes, space, false);
        } else {
            self.push(
                nodes,
                c,
                ('α'..='ω').contains(&c) || matches!(c, 'ϕ' | 'ϑ' | 'ϵ' | 'ū'),
            );
        }
    }

    fn script(&mut self, lower: bool, nodes: &mut Vec<Node>) -> Result<(), LabelError> {
        let inner = self.script_argument()?;
        if inner.is_empty() {
            return Err(
                self.fault("nothing to raise or lower; write `\\_` or `\\^` for the sign itself")
            );
        }
        // A second script on the same base goes above or below the first; a third starts anew.
        match nodes.last_mut() {
            Some(Node::Script { sub, .. }) if lower && sub.is_empty() => *sub = inner,
            Some(Node::Script { sup, .. }) if !lower && sup.is_empty() => *sup = inner,
            _ if lower => nodes.push(Node::Script {
                sub: inner,
                sup: Vec::new(),
            }),
            _ => nodes.push(Node::Script {
                sub: Vec::new(),
                sup: inner,
            }),
        }
        Ok(())
    }

    fn script_argument(&mut self) -> Result<Vec<Node>, LabelError> {
        let mut inner = Vec::new();
        match self.peek() {
            Some('{') => {
                self.at += 1;
                inner = self.group()?;
                // A hyphen in a script is always a minus sign.
                for node in &mut inner {
                    if let Node::Run { text, .. } = node {
                        *text = text.replace('-', "−");
                    }
                }
            }
            Some('}' | '$' | '_' | '^' | '\\') | None => {}
            Some(first) => {
                self.at += 1;
                let signed = matches!(first, '-' | '−' | '+');
                if signed {
                    self.push(&mut inner, if first == '-' { '−' } else { first }, false);
                }
                if signed || first.is_alphanumeric() {
                    if !signed {
                        self.at -= 1;
                    }
                    while let Some(c) = self.peek().filter(|c| c.is_alphanumeric()) {
                        self.at += 1;
                        self.character(c, &mut inner);
                    }
                } else {
                    self.character(first, &mut inner);
                }
            }
        }
        Ok(inner)
    }

    /// Appends a character, joining it to the run before when the style is the same.
    fn push(&self, nodes: &mut Vec<Node>, c: char, is_italic: bool) {
        match nodes.last_mut() {
            Some(Node::Run { text, italic, math })
                if *italic == is_italic && *math == self.math =>
            {
                text.push(c)
            }
            _ => nodes.push(Node::Run {
                text: c.to_string(),
                italic: is_italic,
                math: self.math,
            }),
        }
    }
}

#[cfg(test)]
mod tests;
