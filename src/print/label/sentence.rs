//! The other notation of labels: sentences in plain letters, which a terminal shows as they are.

use super::{Label, Node};

impl Label {
    /// A sentence with formulas in plain letters, as statements and checks have them, with the signs
    /// they stand for: `eta` is η, `sqrt(n)` √(n), `K_bin` has an index, `n^-1` and `1e-8` are
    /// powers, `a*b` is a·b and `eta*` keeps its star. Every text is such a sentence.
    #[must_use]
    pub fn sentence(text: &str) -> Label {
        Label { nodes: nodes(text) }
    }
}

fn nodes(text: &str) -> Vec<Node> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let before = at.checked_sub(1).map(|i| chars[i]);
        let c = chars[at];
        let next = chars.get(at + 1).copied();
        if c.is_ascii_digit() && !before.is_some_and(|b| b.is_alphanumeric() || b == '_') {
            at = number(&chars, at, &mut out);
        } else if c.is_alphabetic() {
            let end = end_of(&chars, at, char::is_alphanumeric);
            let word: String = chars[at..end].iter().collect();
            push(&mut out, sign(&word));
            at = end;
        } else if (c == '_' || c == '^') && next.is_some_and(|n| n.is_alphanumeric() || n == '-') {
            // A sign, then letters and digits; behind a sign a fraction may follow: n^-1/2, but
            // n^2/2 is half of a square.
            let start = at + 1;
            let body = start + usize::from(next == Some('-'));
            let mut end = end_of(&chars, body, char::is_alphanumeric);
            let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
            if body > start && chars.get(end) == Some(&'/') && digit(end + 1) {
                end = end_of(&chars, end + 1, |c| c.is_ascii_digit());
            }
            let script: String = chars[start..end].iter().collect();
            let script = plain(&sign(&script).replace('-', "−"));
            out.push(match c {
                '_' => lowered(script),
                _ => raised(script),
            });
            at = end;
        } else {
            let (sign, length) = if c == '-' && between_factors(&chars, at) {
                ("−".to_owned(), 1)
            } else {
                punctuation(c, before, next)
            };
            push(&mut out, &sign);
            at += length;
        }
    }
    out
}

fn plain(text: &str) -> Node {
    Node::Run {
        text: text.to_owned(),
        italic: false,
        math: false,
    }
}

fn lowered(script: Node) -> Node {
    Node::Script {
        sub: vec![script],
        sup: Vec::new(),
    }
}

fn raised(script: Node) -> Node {
    Node::Script {
        sub: Vec::new(),
        sup: vec![script],
    }
}

/// Goes on with letters.
fn push(out: &mut Vec<Node>, more: &str) {
    match out.last_mut() {
        Some(Node::Run { text, .. }) => text.push_str(more),
        _ => out.push(plain(more)),
    }
}

/// A number, with its power of ten set as one; returns where it ends.
fn number(chars: &[char], at: usize, out: &mut Vec<Node>) -> usize {
    let mut end = end_of(chars, at, |c| c.is_ascii_digit());
    if chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
        end = end_of(chars, end + 1, |c| c.is_ascii_digit());
    }
    let mantissa: String = chars[at..end].iter().collect();
    if chars.get(end) == Some(&'e') {
        let signed = end + 1 + usize::from(chars.get(end + 1) == Some(&'-'));
        let last = end_of(chars, signed, |c| c.is_ascii_digit());
        if last > signed {
            let power: String = chars[end + 1..last].iter().collect();
            let power = power.replace('-', "−");
            if mantissa != "1" {
                push(out, &mantissa);
                push(out, "×");
            }
            push(out, "10");
            out.push(raised(plain(&power)));
            return last;
        }
    }
    push(out, &mantissa);
    end
}

/// Where the characters that satisfy `holds` end.
fn end_of(chars: &[char], from: usize, holds: impl Fn(char) -> bool) -> usize {
    chars[from.min(chars.len())..]
        .iter()
        .position(|c| !holds(*c))
        .map_or(chars.len(), |length| from + length)
}

/// Names of letters and functions.
fn sign(word: &str) -> &str {
    match word {
        "alpha" => "α",
        "beta" => "β",
        "delta" => "δ",
        "eta" => "η",
        "kappa" => "κ",
        "lambda" => "λ",
        "phi" => "φ",
        "sigma" => "σ",
        "theta" => "θ",
        "sqrt" => "√",
        "ubar" => "ū",
        "eps" => "ε",
        "pi" => "π",
        "U0" => "U₀",
        other => other,
    }
}

/// Whether the hyphen at `at` is a minus without spaces: `n-1`, `1-q`, `(d-1)`, unlike the one of
/// `runner-up`, `10-20` or `mid-p`.
fn between_factors(chars: &[char], at: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let letter = |i: usize| chars.get(i).is_some_and(|c| c.is_alphabetic());
    let Some(last) = at.checked_sub(1) else {
        return false;
    };
    let alone_before = letter(last) && !last.checked_sub(1).is_some_and(|i| letter(i) || digit(i));
    let alone_after = letter(at + 1) && !letter(at + 2) && !digit(at + 2);
    (alone_before && digit(at + 1)) || (digit(last) && alone_after)
}

/// A sign, perhaps of two characters, and how many it took.
fn punctuation(c: char, before: Option<char>, next: Option<char>) -> (String, usize) {
    let two = match (c, next) {
        ('-', Some('>')) => Some("→"),
        ('<', Some('=')) => Some("≤"),
        ('>', Some('=')) => Some("≥"),
        ('+', Some('-')) => Some("±"),
        _ => None,
    };
    if let Some(sign) = two {
        return (sign.to_owned(), 2);
    }
    let opens = |c: char| c.is_alphanumeric() || c == '(' || c == '[';
    let one = match c {
        '*' if next.is_some_and(opens) => "·".to_owned(),
        '*' => "*".to_owned(),
        '~' => "∼".to_owned(),
        // A minus stands free, or before a number or a formula that nothing precedes.
        '-' if next == Some(' ') && before == Some(' ') => "−".to_owned(),
        '-' if next.is_some_and(opens) && before.is_none_or(|b| " ([=".contains(b)) => {
            "−".to_owned()
        }
        '\'' if before.is_some_and(|b| "chquV'".contains(b))
            && next.is_none_or(|n| !n.is_alphabetic()) =>
        {
            "′".to_owned()
        }
        other => other.to_string(),
    };
    (one, 1)
}
