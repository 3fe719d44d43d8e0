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
    /// A decimal with a sign or a power of ten, as it was written.
    Number {
        /// `-2e-8`.
        text: String,
        /// The same with signs of its own: `−2×10`, raised −8.
        set: Vec<Node>,
    },
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
                c => match self.number() {
                    Some(number) => nodes.push(number),
                    None => self.character(c, &mut nodes),
                },
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

    /// A decimal with a sign or a power of ten that begins at the character just read. One without
    /// either is characters like others, and so are digits inside a word or behind a decimal point.
    fn number(&mut self) -> Option<Node> {
        let start = self.at - 1;
        let before = start.checked_sub(1).map(|k| self.chars[k]);
        let digits = |from: usize| {
            let rest = self.chars.get(from..).unwrap_or_default();
            let count = rest.iter().take_while(|c| c.is_ascii_digit()).count();
            (count > 0).then_some(from + count)
        };
        let negative = self.chars[start] == '-' && before.is_none_or(|b| " ([".contains(b));
        if !negative && before.is_some_and(|b| b.is_alphanumeric() || "._".contains(b)) {
            return None;
        }
        let first = start + usize::from(negative);
        let mut end = digits(first)?;
        if self.chars.get(end) == Some(&'.') {
            end = digits(end + 1).unwrap_or(end);
        }
        let mantissa: String = self.chars[first..end].iter().collect();
        let power = (self.chars.get(end) == Some(&'e'))
            .then(|| end + 1)
            .and_then(|from| {
                Some((
                    from,
                    digits(from + usize::from(self.chars.get(from) == Some(&'-')))?,
                ))
            });
        if !negative && power.is_none() {
            return None;
        }
        let run = |text: String| Node::Run {
            text,
            italic: false,
            math: self.math,
        };
        let sign = if negative { "−" } else { "" };
        let set = match power {
            None => vec![run(format!("{sign}{mantissa}"))],
            Some((from, last)) => {
                end = last;
                let exponent: String = self.chars[from..last].iter().collect();
                let times = match mantissa.as_str() {
                    "1" => String::new(),
                    mantissa => format!("{mantissa}×"),
                };
                let raised = Node::Script {
                    sub: Vec::new(),
                    sup: vec![run(exponent.replace('-', "−"))],
                };
                vec![run(format!("{sign}{times}10")), raised]
            }
        };
        self.at = end;
        Some(Node::Number {
            text: self.chars[start..end].iter().collect(),
            set,
        })
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
                    while let Some(c) = self.peek()
                        && (c.is_alphanumeric() || self.at_decimal_point())
                    {
                        self.at += 1;
                        self.character(c, &mut inner);
                    }
                } else if first == '(' {
                    self.at -= 1;
                    for c in self.bracketed().chars() {
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

    /// Whether the next character is the point of a decimal.
    fn at_decimal_point(&self) -> bool {
        let around = [self.at.checked_sub(1), Some(self.at + 1)];
        let mut around = around
            .map(|k| k.and_then(|k| self.chars.get(k)))
            .into_iter();
        self.peek() == Some('.') && around.all(|c| c.is_some_and(char::is_ascii_digit))
    }

    /// What stands from here to the bracket that closes the one here; without such a bracket, this
    /// one alone.
    fn bracketed(&self) -> String {
        let mut depth = 0_usize;
        let rest = &self.chars[self.at..];
        let end = rest.iter().position(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest.iter().take(end.unwrap_or(0) + 1).collect()
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
