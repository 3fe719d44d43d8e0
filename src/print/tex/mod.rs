//! What the manuscript takes from the program: macros for computed numbers, and labels as TeX.

mod symbols;

use std::collections::BTreeMap;

use thiserror::Error;

use super::label::{Label, MEDIUM_SPACE, Node, THIN_SPACE};
use super::number::Digits;
use symbols::symbol;

/// Why a macro was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MacroError {
    /// TeX takes only letters.
    #[error(
        "macro name {name:?}: TeX allows ASCII letters only; spell digits out, e.g. GapFourHundred"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// A name given twice.
    #[error("macro \\{name} is defined twice; rename one")]
    Twice {
        /// The name.
        name: String,
    },
    /// A body that would swallow what follows.
    #[error(
        "macro \\{name}: the braces of {body:?} do not match, or it has a comment sign or an empty line"
    )]
    Body {
        /// The name.
        name: String,
        /// The body.
        body: String,
    },
}

/// Macros in alphabetical order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Macros {
    bodies: BTreeMap<String, String>,
}

impl Macros {
    /// No macros.
    pub fn new() -> Macros {
        Macros::default()
    }

    /// Defines `\name` as a number's certain digits.
    ///
    /// # Errors
    /// A name that TeX cannot read or that is taken.
    pub fn number(&mut self, name: &str, value: &Digits) -> Result<(), MacroError> {
        self.raw(name, value.tex())
    }

    /// Defines `\name` as words.
    ///
    /// # Errors
    /// As for [`Macros::number`].
    pub fn text(&mut self, name: &str, words: &str) -> Result<(), MacroError> {
        self.raw(name, escape(words))
    }

    /// Defines `\name` as TeX.
    ///
    /// # Errors
    /// As for [`Macros::number`], or a body whose braces do not match.
    pub fn raw(&mut self, name: &str, body: String) -> Result<(), MacroError> {
        let name = name.to_owned();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(MacroError::Name { name });
        }
        if !self_contained(&body) {
            return Err(MacroError::Body { name, body });
        }
        if self.bodies.contains_key(&name) {
            return Err(MacroError::Twice { name });
        }
        self.bodies.insert(name, body);
        Ok(())
    }

    /// The file to `\input`: one `\newcommand` a line, so that LaTeX refuses a name it already has.
    pub fn write(&self) -> String {
        self.bodies
            .iter()
            .map(|(name, body)| format!("\\newcommand{{\\{name}}}{{{body}}}\n"))
            .collect()
    }
}

fn self_contained(body: &str) -> bool {
    let (mut depth, mut escaped) = (0_i64, false);
    for c in body.chars() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth -= 1,
            '%' | '\n' => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    depth == 0 && !escaped
}

/// Words with TeX's special characters made harmless.
pub fn escape(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            c => match symbol(c) {
                Some(s) => out.push_str(&format!("\\ensuremath{{{s}}}")),
                None => out.push(c),
            },
        }
    }
    out
}

/// A label as TeX: prose as it is, everything else in mathematics.
pub fn label(label: &Label) -> String {
    let prose = |node: &Node| matches!(node, Node::Run { math: false, .. });
    label
        .nodes()
        .chunk_by(|a, b| prose(a) == prose(b))
        .map(|nodes| match nodes {
            [
                Node::Run {
                    text, math: false, ..
                },
            ] => escape(text),
            nodes => format!("${}$", math(nodes)),
        })
        .collect()
}

fn math(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut nodes = nodes.iter().peekable();
    while let Some(node) = nodes.next() {
        match node {
            Node::Run { text, italic, .. } => match (text.strip_suffix('√'), nodes.peek()) {
                // A bare sign before a letter: TeX has a bar for it.
                (Some(before), Some(Node::Run { text, italic, .. })) => {
                    run(before, false, &mut out);
                    out.push_str("\\sqrt{");
                    run(text, *italic, &mut out);
                    out.push('}');
                    nodes.next();
                }
                _ => run(text, *italic, &mut out),
            },
            Node::Script { sub, sup } => {
                for (mark, inner) in [('_', sub), ('^', sup)] {
                    if !inner.is_empty() {
                        out.push_str(&format!("{mark}{{{}}}", math(inner)));
                    }
                }
            }
            Node::Radical(inner) => out.push_str(&format!("\\sqrt{{{}}}", math(inner))),
            Node::Number { set, .. } => out.push_str(&math(set)),
        }
    }
    out
}

fn run(text: &str, italic: bool, out: &mut String) {
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        match (word.len(), italic) {
            (0, _) => {}
            (_, true) => out.push_str(word),
            (_, false) => out.push_str(&format!("\\mathrm{{{word}}}")),
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            word.push(c);
            continue;
        }
        flush(&mut word, out);
        match (c, symbol(c)) {
            (' ' | THIN_SPACE, _) => out.push_str("\\,"),
            // TeX spaces relations itself.
            (MEDIUM_SPACE, _) => {}
            (_, Some(s)) => {
                out.push_str(s);
                // A command must end before a letter; scripts and commands end it themselves.
                if s.ends_with(|c: char| c.is_ascii_alphabetic()) && !text.ends_with(c) {
                    out.push(' ');
                }
            }
            ('#' | '$' | '%' | '&' | '{' | '}', None) => {
                out.push('\\');
                out.push(c);
            }
            (c, None) => out.push(c),
        }
    }
    flush(&mut word, out);
}

#[cfg(test)]
mod tests {
    use super::super::label::LabelError;
    use super::*;

    #[test]
    fn macros_are_sorted_and_checked() -> Result<(), MacroError> {
        let mut macros = Macros::new();
        macros.raw("KlinA", "0.2575072".to_owned())?;
        macros.text("BestRate", "50% & more_of_it")?;
        if let Some(d) = Digits::exact(1.16729e-8, 6) {
            macros.number("GapTrillion", &d)?;
        }
        assert_eq!(
            macros.write(),
            "\\newcommand{\\BestRate}{50\\% \\& more\\_of\\_it}\n\\newcommand{\\GapTrillion}{\\ensuremath{1.16729\\times 10^{-8}}}\n\\newcommand{\\KlinA}{0.2575072}\n"
        );
        assert!(matches!(
            macros.raw("KlinA", "1".to_owned()),
            Err(MacroError::Twice { .. })
        ));
        for name in ["", "K1", "K_bin", "Größe", "a b"] {
            assert!(
                matches!(
                    macros.raw(name, "1".to_owned()),
                    Err(MacroError::Name { .. })
                ),
                "{name}"
            );
        }
        for body in ["{", "}{", "a%b", "a\n\nb", "\\"] {
            assert!(
                matches!(
                    macros.raw("X", body.to_owned()),
                    Err(MacroError::Body { .. })
                ),
                "{body:?}"
            );
        }
        Ok(())
    }

    #[test]
    fn labels_become_tex() -> Result<(), LabelError> {
        let cases = [
            ("gap $Δ_n$ to first best", "gap $\\Delta_{n}$ to first best"),
            ("$K_bin = 0.058$", "$K_{\\mathrm{bin}}=0.058$"),
            ("$h″(ū) c′(η)^2$", "$h''(\\bar u)\\,c'(\\eta)^{2}$"),
            ("10^{12}", "10$^{12}$"),
            ("$√w$, expert", "$\\sqrt{w}$, expert"),
        ];
        for (markup, tex) in cases {
            assert_eq!(label(&Label::parse(markup)?), tex);
        }
        Ok(())
    }
}
