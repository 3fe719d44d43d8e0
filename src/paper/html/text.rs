//! Words and formulas as HTML.

use crate::print::label::{Label, Node};
use maud::{Markup, html};

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
                Node::Number { set, .. } => (nodes(set)),
            }
        }
    }
}

/// Sentences, which are label markup throughout: statements of theorems, what checks found.
pub fn prose(text: &str) -> Markup {
    match Label::parse(text) {
        Ok(label) => nodes(label.nodes()),
        Err(_) => html! { (text) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_set_with_their_signs() {
        let cases = [
            ("√(n log n)·gap → K_bin", "√(n log n)·gap → K<sub>bin</sub>"),
            ("c′(η*)·[h(U_0)]", "c′(η*)·[h(U<sub>0</sub>)]"),
            ("κ_s·η^2/2", "κ<sub>s</sub>·η<sup>2</sup>/2"),
            (
                "4·t·κ_s^2 − 3 > 0",
                "4·t·κ<sub>s</sub><sup>2</sup> − 3 &gt; 0",
            ),
            (
                "(n log n)^{-1/2}, n^-1",
                "(n log n)<sup>−1/2</sup>, n<sup>−1</sup>",
            ),
            (
                "in [-0.5, 2e-8] to 1e14",
                "in [−0.5, 2×10<sup>−8</sup>] to 10<sup>14</sup>",
            ),
            (
                "runner-up, beta as mid-p 10-20",
                "runner-up, beta as mid-p 10-20",
            ),
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
