//! The authors' line and the date of the manuscript, each a file of its own.

use crate::print::tex::escape;

/// The authors' line, below the root.
pub const AUTHORS: &str = "paper/manuscript/authors.tex";

/// The date, below the root.
pub const DATE: &str = "paper/manuscript/date.tex";

/// The file of authors for names separated by semicolons.
pub fn authors(names: &str) -> String {
    let names: Vec<String> = names
        .split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(escape)
        .collect();
    format!("\\author{{{}}}\n", names.join(" \\and "))
}

/// The file of the date; empty for none.
pub fn date(words: &str) -> String {
    format!("\\date{{{}}}\n", escape(words.trim()))
}

#[cfg(test)]
mod tests {
    use super::{authors, date};

    #[test]
    fn names_are_words_and_not_commands() {
        let cases = [
            ("Ann Lee", "\\author{Ann Lee}\n"),
            ("Ann Lee; Bob & Co;", "\\author{Ann Lee \\and Bob \\& Co}\n"),
            ("", "\\author{}\n"),
        ];
        for (names, file) in cases {
            assert_eq!(authors(names), file);
        }
        assert_eq!(date(" 1 May 2026 "), "\\date{1 May 2026}\n");
    }
}
