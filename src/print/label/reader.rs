//! Reads the markup of labels, character by character.

use super::node::{LabelError, MEDIUM_SPACE, Node, THIN_SPACE};

/// The signs that stand between two things.
const BETWEEN: &str = "=<>≤≥≠≈∼∝→+±−-·×/∈";

/// The place in a label up to which it has been read.
pub(super) struct Reader<'a> {
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

    /// All pieces of a label.
    pub(super) fn label(source: &str) -> Result<Vec<Node>, LabelError> {
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
        Ok(nodes)
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
