//! Options as a shell takes them, for messages that propose one.

/// `text` in quotes, so that a shell takes it as one word.
pub(crate) fn in_quotes(text: &str) -> String {
    // Double quotes leave these their meaning; single ones end at the next.
    if !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// `text` as one word: in quotes only where it needs them.
pub(crate) fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-.,:=+@%/".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        in_quotes(text)
    }
}

/// `--columns` that names a column for each role.
pub(crate) fn columns_option(roles: &[(&str, &str)]) -> String {
    let parts: Vec<String> = roles
        .iter()
        .map(|(role, column)| format!("{role}={column}"))
        .collect();
    format!("--columns {}", word(&parts.join(",")))
}

/// How `--columns` calls the column at `place` (counted from 0): by its name, or by its place where
/// the name would not be taken for one.
pub(crate) fn column(name: &str, place: usize) -> String {
    let name = name.trim();
    if name.is_empty() || name.contains([',', '\n', '\r']) {
        (place + 1).to_string()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{column, columns_option};

    #[test]
    fn names_are_quoted_where_a_shell_would_cut_them() {
        assert_eq!(columns_option(&[("label", "says")]), "--columns label=says");
        let both = columns_option(&[("label", "it's $5"), ("gold", "Gold label")]);
        assert_eq!(both, r"--columns 'label=it'\''s $5,gold=Gold label'");
        let spaced = columns_option(&[("gold", "Gold label")]);
        assert_eq!(spaced, "--columns \"gold=Gold label\"");
        assert_eq!(column("A, or B?", 2), "3");
    }
}
