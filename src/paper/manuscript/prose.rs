//! Numbers that people typed into results.
//!
//! A number in a sentence about results has to come from the program, else it is wrong from the
//! next run on. This reads LaTeX and finds digits that are neither a macro's nor part of a formula
//! or a name:
//!
//! - anywhere: decimals, whole numbers from 10 on (so powers of ten too), percentages;
//! - outside mathematics: every digit, since small counts are words in a sentence;
//! - counts in words of economies and sizes, which parameters settle.
//!
//! Digits from 0 to 9 in mathematics (½, squares, indices) and the names of theorems pass, and so
//! do comments and the arguments of commands that take names (`\ref`, `\cite`, `\texttt`, ...).

use crate::theorem::REGISTRY;

/// A number typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedNumber {
    /// The line, from 1 on.
    pub line: usize,
    /// The number as typed.
    pub text: String,
}

/// Commands whose arguments are names, files or code.
const NAMES: &[&str] = &[
    "ref",
    "eqref",
    "cite",
    "citet",
    "citep",
    "label",
    "input",
    "includegraphics",
    "texttt",
    "url",
    "href",
];

/// Every number typed by hand into a LaTeX text.
pub fn typed_numbers(text: &str) -> Vec<TypedNumber> {
    let mut reader = Reader {
        rest: text.chars().peekable(),
        line: 1,
        last: ' ',
        math: false,
        found: Vec::new(),
    };
    while reader.step() {}
    reader.found.extend(typed_counts(text));
    reader.found
}

/// What parameters say how many there are of; a count of them in words is a number typed by hand
/// too.
const COUNTED: &[&str] = &["economies", "sizes"];

/// Every count in words of what parameters settle: `five economies`, `two of the sizes` not.
fn typed_counts(text: &str) -> Vec<TypedNumber> {
    const WORDS: [&str; 11] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let mut found = Vec::new();
    let mut before = String::new();
    for (place, line) in text.lines().enumerate() {
        let line = line.replace("\\%", " ");
        let line = line.split('%').next().unwrap_or("");
        for word in line.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
            if WORDS.contains(&before.to_lowercase().as_str()) && COUNTED.contains(&word) {
                found.push(TypedNumber {
                    line: place + 1,
                    text: format!("{before} {word}"),
                });
            }
            word.clone_into(&mut before);
        }
    }
    found
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
    /// The character before.
    last: char,
    math: bool,
    found: Vec<TypedNumber>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn step(&mut self) -> bool {
        let Some(c) = self.next() else {
            return false;
        };
        let before = std::mem::replace(&mut self.last, c);
        match c {
            '%' => while self.next().is_some_and(|c| c != '\n') {},
            '$' => {
                // `$$` opens once.
                self.rest.next_if_eq(&'$');
                self.math = !self.math;
            }
            '\\' => self.command(),
            '0'..='9' => self.number(c, before),
            _ => {}
        }
        true
    }

    fn command(&mut self) {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(c);
        }
        self.last = ' ';
        match name.as_str() {
            "" => match self.next() {
                Some('[' | '(') => self.math = true,
                Some(']' | ')') => self.math = false,
                Some('\\') => {
                    self.argument('[', ']');
                }
                _ => {}
            },
            // \tfrac12 takes two digits, not twelve.
            "frac" | "tfrac" | "dfrac" => {
                for _ in 0..2 {
                    self.rest.next_if(char::is_ascii_digit);
                }
            }
            // Displayed equations with numbers are mathematics too.
            "begin" | "end" => {
                let numbered = self.argument('{', '}').starts_with("{equation");
                self.math = if numbered { name == "begin" } else { self.math };
            }
            name if NAMES.contains(&name) => {
                self.argument('[', ']');
                self.argument('{', '}');
            }
            _ => {}
        }
    }

    /// Leaves out a bracketed argument, if there is one, and returns what was left out.
    fn argument(&mut self, open: char, close: char) -> String {
        let mut left_out = String::new();
        if self.rest.peek() != Some(&open) {
            return left_out;
        }
        let mut depth = 0_usize;
        while let Some(c) = self.next() {
            left_out.push(c);
            depth += usize::from(c == open);
            depth -= usize::from(c == close);
            if depth == 0 {
                break;
            }
        }
        left_out
    }

    fn number(&mut self, first: char, before: char) {
        let line = self.line;
        let mut text = String::from(first);
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_digit() || *c == '.') {
            text.push(c);
        }
        // The end of a sentence is no decimal point.
        let decimal = text.trim_end_matches('.').contains('.');
        text.truncate(text.trim_end_matches('.').len());
        let name = REGISTRY
            .iter()
            .any(|theorem| theorem.id.to_uppercase() == format!("{before}{text}"));
        if name {
            return;
        }
        // "1e-7" and "5\%".
        let mut ahead = self.rest.clone();
        let exponent = ahead.next_if_eq(&'e').is_some()
            && ahead.next().is_some_and(|c| c == '-' || c.is_ascii_digit());
        let mut ahead = self.rest.clone();
        let percent = ahead.next() == Some('\\') && ahead.next() == Some('%');
        if percent {
            text.push('%');
        }
        let small = text.len() == 1 && !exponent && !percent;
        if decimal || !small || !self.math {
            self.found.push(TypedNumber { line, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::typed_numbers;

    fn found(text: &str) -> Vec<String> {
        typed_numbers(text).into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn formulas_names_and_macros_pass() {
        for text in [
            "by T5 and C9, with $\\tfrac12\\kappa_s\\eta^2$ and $U_0$",
            "\\[ 4t\\kappa_s^2-3t^2 > 0 \\] as in Figure~\\ref{fig:t1} and~\\cite{liu2025}",
            "\\GapLast{} times, \\GridOff\\% of it % 3.5 in a comment",
            "\\includegraphics[width=0.8\\textwidth]{t5_binary_rate}\\texttt{t5.kappa=0.6}",
            "the limit is $1$. Next",
            "\\begin{equation}\\label{eq:two} 2x \\end{equation} words",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn typed_results_are_found_with_their_lines() {
        assert_eq!(found("a factor of 1.048 at"), ["1.048"]);
        assert_eq!(found("within $0.37$ of it"), ["0.37"]);
        assert_eq!(found("5\\% of all, $9\\%$"), ["5%", "9%"]);
        assert_eq!(found("at $n=10^{14}$"), ["10", "14"]);
        assert_eq!(found("tried 3 times"), ["3"]);
        assert_eq!(
            found("\\begin{equation} 2.5x \\end{equation} 2"),
            ["2.5", "2"]
        );
        assert_eq!(found("error 1e-7, $2e-9$"), ["1", "7", "2"]);
        assert_eq!(found("T12 and C8 and T0"), ["12", "8", "0"]);
        assert_eq!(found("\\emph{24 times}"), ["24"]);
        assert_eq!(
            found("for all five\neconomies. Two tasks"),
            ["five economies"]
        );
        let typed = typed_numbers("fine\n% 7\nnot 42 fine");
        assert_eq!((typed.len(), typed[0].line), (1, 3));
    }
}
