//! Names without what exports change: case, spaces, the form of Unicode, leading zeros, a trailing
//! `.0`.

use unicode_normalization::UnicodeNormalization;

/// Zero-width signs and the like.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// A name with case, spaces, the form of Unicode, leading zeros and a trailing `.0` folded.
pub(crate) fn folded(name: &str, out: &mut Vec<u8>) {
    out.clear();
    if name.is_ascii() {
        let kept = name.bytes().filter(|b| !b.is_ascii_whitespace());
        out.extend(kept.map(|b| b.to_ascii_lowercase()));
    } else {
        let kept = name.nfkc().filter(|&c| !c.is_whitespace() && !is_hidden(c));
        let text: String = kept.flat_map(char::to_lowercase).collect();
        out.extend_from_slice(text.as_bytes());
    }
    // `5.0` and `5.00` are 5.
    if let Some(point) = out.iter().rposition(|&b| b == b'.')
        && point > 0
        && out[..point].iter().all(u8::is_ascii_digit)
        && point + 1 < out.len()
        && out[point + 1..].iter().all(|&b| b == b'0')
    {
        out.truncate(point);
    }
    // Zeros in front of a number's other digits.
    let mut kept = 0;
    let mut inside = false;
    for i in 0..out.len() {
        let b = out[i];
        let digit_follows = out.get(i + 1).is_some_and(u8::is_ascii_digit);
        let leading = b == b'0' && !inside && digit_follows;
        inside = (b.is_ascii_digit() && !leading) || (inside && b == b'.');
        if !leading {
            out[kept] = b;
            kept += 1;
        }
    }
    out.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::folded;

    fn fold(name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        folded(name, &mut out);
        out
    }

    #[test]
    fn names_that_look_alike_fold_to_one() {
        for (a, b) in [
            ("5", "5.0"),
            ("00", "00.0"),
            ("007", "7"),
            ("w01", "w1"),
            ("Anna", "anna"),
            ("anna b", "anna\u{a0}b"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("\u{ff41}1", "a1"),
            ("a\u{200b}b", "ab"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [
            ("5", "50"),
            ("a1", "a10"),
            ("1.10", "1.1"),
            ("10", "1"),
            ("a-b", "ab"),
            ("100", "1"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }
}
