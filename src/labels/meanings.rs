//! Which of two texts of a label column means the first response.

use super::coding::number;

/// Whether the texts themselves say which is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// They do.
    Yes,
    /// The order is that of the alphabet.
    No,
}

impl Sure {
    pub(super) fn and(self, other: Sure) -> Sure {
        if self == Sure::Yes { other } else { Sure::No }
    }
}

/// Whether a text says that neither response is preferred.
pub(super) fn is_tie(text: &str) -> bool {
    let text = text.to_lowercase();
    ["tie", "draw", "equal", "same", "both", "neither", "0.5"]
        .iter()
        .any(|t| text.starts_with(t))
        || text == "0,5"
        || text == "50%"
}

/// The one that means the first response or yes, and the other, as tools and spreadsheets write
/// them in several languages.
const PAIRS: [[&str; 2]; 44] = [
    ["a", "b"],
    ["true", "false"],
    ["yes", "no"],
    ["y", "n"],
    ["t", "f"],
    ["left", "right"],
    ["l", "r"],
    ["first", "second"],
    ["up", "down"],
    ["positive", "negative"],
    ["pos", "neg"],
    ["win", "loss"],
    ["win", "lose"],
    ["good", "bad"],
    ["better", "worse"],
    ["correct", "wrong"],
    ["right", "wrong"],
    ["pass", "fail"],
    ["accept", "reject"],
    ["accepted", "rejected"],
    ["chosen", "rejected"],
    ["on", "off"],
    ["spam", "ham"],
    // What a spreadsheet makes of TRUE and FALSE, and yes and no.
    ["wahr", "falsch"],
    ["richtig", "falsch"],
    ["ja", "nein"],
    ["vrai", "faux"],
    ["oui", "non"],
    ["verdadero", "falso"],
    ["verdadeiro", "falso"],
    ["vero", "falso"],
    ["s\u{ed}", "no"],
    ["si", "no"],
    ["s\u{ec}", "no"],
    ["sim", "n\u{e3}o"],
    ["waar", "onwaar"],
    ["ja", "nee"],
    ["ja", "nej"],
    ["sant", "falskt"],
    ["sand", "falsk"],
    ["prawda", "fa\u{142}sz"],
    ["tak", "nie"],
    ["ano", "ne"],
    ["\u{434}\u{430}", "\u{43d}\u{435}\u{442}"],
];

/// What makes a word its contrary.
const NEGATIONS: [&str; 8] = ["not ", "not-", "not_", "non-", "non ", "un", "in", "no "];

/// Two texts, the one that means the first response or yes in front.
pub(super) fn in_order<'t>(x: &'t str, y: &'t str) -> ([&'t str; 2], Sure) {
    let [low, high] = [x.to_lowercase(), y.to_lowercase()];
    let is = |[a, b]: &[&str; 2], x: &str, y: &str| x == *a && y == *b;
    if PAIRS.iter().any(|pair| is(pair, &low, &high)) {
        return ([x, y], Sure::Yes);
    }
    if PAIRS.iter().any(|pair| is(pair, &high, &low)) {
        return ([y, x], Sure::Yes);
    }
    if let (Some(a), Some(b)) = (value(x), value(y)) {
        let (least, [first, second]) = if a < b { (a, [x, y]) } else { (b, [y, x]) };
        // Responses are counted from 1; otherwise more is yes, surely so where the other is
        // nothing.
        return if (least, a.max(b)) == (1.0, 2.0) {
            ([first, second], Sure::Yes)
        } else if least <= 0.0 {
            ([second, first], Sure::Yes)
        } else {
            ([second, first], Sure::No)
        };
    }
    let denies = |word: &str, of: &str| {
        NEGATIONS
            .iter()
            .any(|not| word.strip_prefix(not).is_some_and(|rest| rest == of))
    };
    if denies(&low, &high) {
        ([y, x], Sure::Yes)
    } else if denies(&high, &low) {
        ([x, y], Sure::Yes)
    } else {
        ([x, y], Sure::No)
    }
}

/// A number, perhaps a percentage.
fn value(text: &str) -> Option<f64> {
    number(text.trim().trim_end_matches('%'))
}

#[cfg(test)]
mod tests {
    use super::{Sure, in_order};

    #[test]
    fn what_means_yes_or_the_first_response_stands_in_front() {
        for (x, y) in [
            ("WAHR", "FALSCH"),
            ("Oui", "Non"),
            ("s\u{ed}", "no"),
            ("100%", "0%"),
            ("1,0", "0,0"),
            ("1.0", "2.0"),
            ("1", "-1"),
            ("relevant", "not relevant"),
            ("toxic", "non-toxic"),
            ("safe", "unsafe"),
            ("A", "B"),
        ] {
            assert_eq!(in_order(x, y), ([x, y], Sure::Yes), "{x} {y}");
            assert_eq!(in_order(y, x), ([x, y], Sure::Yes), "{x} {y}");
        }
        assert_eq!(in_order("apple", "pear"), (["apple", "pear"], Sure::No));
    }
}
