//! Words and formulas as HTML.

use crate::print::label::{Label, Node};
use crate::print::markup::escape;
use maud::{Markup, PreEscaped, html};

/// Label markup (see [`crate::print::label`]) where it has mathematics; other text, names of data
/// sets with their underscores for instance, is shown as it is.
pub fn markup(text: &str) -> Markup {
    let label = text.contains('$').then(|| Label::parse(text));
    match label {
        Some(Ok(label)) => nodes(label.nodes()),
        _ => html! { (text) },
    }
}

fn nodes(list: &[Node]) -> Markup {
    html! {
        @for node in list {
            @match node {
                Node::Run { text, italic: true, .. } => i { (text) },
                Node::Run { text, .. } => (text),
                Node::Script { sub, sup } => {
                    @if !sub.is_empty() { sub { (nodes(sub)) } }
                    @if !sup.is_empty() { sup { (nodes(sup)) } }
                }
                Node::Radical(inner) => { "√(" (nodes(inner)) ")" }
            }
        }
    }
}

/// Sentences with formulas in plain letters, as statements and checks have them, with the signs
/// they stand for: `eta` is η, `sqrt(n)` √(n), `K_bin` has an index, `n^-1` and `1e-8` are powers,
/// `a*b` is a·b and `eta*` keeps its star.
pub fn prose(text: &str) -> Markup {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
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
            out.push_str(sign(&word));
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
            let tag = if c == '_' { "sub" } else { "sup" };
            let script = escape(sign(&script)).replace('-', "−");
            out.push_str(&format!("<{tag}>{script}</{tag}>"));
            at = end;
        } else {
            let (sign, length) = if c == '-' && between_factors(&chars, at) {
                ("−".to_owned(), 1)
            } else {
                punctuation(c, before, next)
            };
            out.push_str(&sign);
            at += length;
        }
    }
    PreEscaped(out)
}

/// A number, with its power of ten set as one; returns where it ends.
fn number(chars: &[char], at: usize, out: &mut String) -> usize {
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
                out.push_str(&mantissa);
                out.push('×');
            }
            out.push_str(&format!("10<sup>{power}</sup>"));
            return last;
        }
    }
    out.push_str(&mantissa);
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
        other => escape(&other.to_string()),
    };
    (one, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_set_with_their_signs() {
        let cases = [
            (
                "sqrt(n log n)*gap -> K_bin",
                "√(n log n)·gap → K<sub>bin</sub>",
            ),
            ("c'(eta*)*[h(U0)]", "c′(η*)·[h(U₀)]"),
            ("kappa_s*eta^2/2", "κ<sub>s</sub>·η<sup>2</sup>/2"),
            ("h''(ubar)*(d-1), 1-q", "h′′(ū)·(d−1), 1−q"),
            (
                "4*t*kappa_s^2 - 3 > 0",
                "4·t·κ<sub>s</sub><sup>2</sup> − 3 &gt; 0",
            ),
            (
                "(n log n)^-1/2, n^-1",
                "(n log n)<sup>−1/2</sup>, n<sup>−1</sup>",
            ),
            (
                "in [-0.5, 2e-8] to 1e14",
                "in [−0.5, 2×10<sup>−8</sup>] to 10<sup>14</sup>",
            ),
            (
                "runner-up, beta as mid-p 10-20",
                "runner-up, β as mid-p 10-20",
            ),
            ("S ~ Binomial(n, q(eta))", "S ∼ Binomial(n, q(η))"),
            ("t5 <b> & \"c\"", "t5 &lt;b&gt; &amp; &quot;c&quot;"),
        ];
        for (plain, set) in cases {
            assert_eq!(prose(plain).into_string(), set);
        }
    }

    #[test]
    fn labels_keep_their_scripts() {
        assert_eq!(
            markup("$w^{0.3}$, expert").into_string(),
            "<i>w</i><sup>0.3</sup>, expert"
        );
        assert_eq!(
            markup("$√{n} K_bin$ <").into_string(),
            "√(<i>n</i>)\u{2009}<i>K</i><sub>bin</sub> &lt;"
        );
        assert_eq!(markup("${").into_string(), "${");
    }
}
