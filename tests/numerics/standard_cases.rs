//! The interval arithmetic against ITF1788, the public cases for IEEE 1788-2015 in its language ITL
//! (Nehmeier, Siegel, Wolff von Gudenberg, "Specification of hardware for interval arithmetic",
//! Computing 94, 2012; the cases of libieeep1788, MPFI, C-XSC and FI_LIB).
//!
//! The cases are other people's and not part of this repository: put their `.itl` files into a
//! folder and run
//! `ITF1788=FOLDER cargo test --test numerics standard_cases -- --ignored --nocapture`.

use firstbest::numerics::interval::Interval;
use std::collections::BTreeMap;
use std::path::Path;

/// `0X1.8P-3`, a decimal, or an infinity. Decimals are the nearest double, as in ITL.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => (-1.0, size),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    if matches!(size, "infinity" | "inf") {
        return Some(sign * f64::INFINITY);
    }
    let Some(hex) = size.strip_prefix("0x") else {
        return size.parse::<f64>().ok().map(|x| sign * x);
    };
    let (digits, power) = hex.split_once('p').unwrap_or((hex, "0"));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    // At most 53 bits: the whole number is a double.
    let bits = u64::from_str_radix(&all, 16)
        .ok()
        .filter(|b| *b < 1 << 60)?;
    let power = power.parse::<i32>().ok()? - 4 * i32::try_from(part.len()).ok()?;
    // Two factors, so that neither overflows and at most the last one rounds.
    let half = power / 2;
    Some(sign * bits as f64 * 2f64.powi(half) * 2f64.powi(power - half))
}

/// An interval that is neither empty nor undefined.
fn interval(text: &str) -> Option<Interval> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    match inside.to_lowercase().as_str() {
        "entire" => Some(Interval::ENTIRE),
        _ => {
            let (lower, upper) = inside.split_once(',').unwrap_or((inside, inside));
            Interval::new(number(lower)?, number(upper)?)
        }
    }
}

/// Operation, operands and result of `add [1,2] [3,4] = [4,6]`; decorations are not ours.
fn case(line: &str) -> Option<(String, Vec<Interval>, Interval)> {
    let line = line.trim();
    if line.contains("]_") {
        return None;
    }
    let (call, result) = line.split_once('=')?;
    let (name, operands) = call.trim().split_once(char::is_whitespace)?;
    let operands: Option<Vec<Interval>> = operands
        .split_inclusive(']')
        .filter(|text| !text.trim().is_empty())
        .map(interval)
        .collect();
    // A second result states how tight a library is.
    let result = result.split("<=").next()?;
    Some((name.to_owned(), operands?, interval(result)?))
}

/// Ours, where the operation is one of ours and defined on all of its operands.
fn ours(name: &str, x: &[Interval]) -> Option<Interval> {
    Some(match (name, x) {
        ("add", [a, b]) => *a + *b,
        ("sub", [a, b]) => *a - *b,
        ("mul", [a, b]) => *a * *b,
        ("div", [a, b]) if !b.contains(0.0) => *a / *b,
        ("recip", [a]) if !a.contains(0.0) => 1.0 / *a,
        ("neg", [a]) => -*a,
        ("sqr", [a]) => a.square(),
        ("sqrt", [a]) => a.sqrt()?,
        ("convexHull", [a, b]) => a.hull(*b),
        ("intersection", [a, b]) => a.intersection(*b)?,
        ("exp", [a]) => a.exp(),
        ("log", [a]) => a.ln()?,
        ("logp1", [a]) => a.ln_1p()?,
        ("pow", [a, b]) if a.lower() > 0.0 => a.pow_between(*b)?,
        _ => return None,
    })
}

/// Floats from one to the other.
fn steps(a: f64, b: f64) -> u64 {
    let place = |x: f64| {
        let bits = x.to_bits() as i64;
        i128::from(if bits < 0 { i64::MIN - bits } else { bits })
    };
    (place(a) - place(b)).unsigned_abs() as u64
}

/// Floats by which an end may lie beyond the tightest one, as the operations' documentation says:
/// one where IEEE 754 rounds; at most eight units of 2^-53, which are up to eight floats, for the
/// polynomials. A power's error grows with its exponent and is only reported.
fn allowed(name: &str) -> Option<u64> {
    match name {
        "neg" | "convexHull" | "intersection" => Some(0),
        "exp" | "log" | "logp1" => Some(8),
        "pow" => None,
        _ => Some(1),
    }
}

#[test]
#[ignore = "needs the folder of public cases that ITF1788 names"]
fn the_public_cases_of_the_standard_are_enclosed() {
    let folder = std::env::var("ITF1788").expect("ITF1788=FOLDER with .itl files");
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "itl"))
        .collect();
    files.sort();
    let mut seen: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("text");
        for line in text.split([';', '{', '}', '\n']) {
            let Some((name, operands, tight)) = case(line) else {
                continue;
            };
            let Some(found) = ours(&name, &operands) else {
                continue;
            };
            assert!(
                found.encloses(tight),
                "{}: {line}: {found:?}",
                file.display()
            );
            let beyond =
                steps(found.lower(), tight.lower()).max(steps(found.upper(), tight.upper()));
            if let Some(most) = allowed(&name) {
                assert!(beyond <= most, "{}: {line}: {found:?}", file.display());
            }
            let entry = seen.entry(name).or_default();
            *entry = (entry.0 + 1, entry.1.max(beyond));
        }
    }
    assert!(
        seen.len() > 10,
        "the folder holds too few of our operations: {seen:?}"
    );
    for (name, (cases, beyond)) in seen {
        println!("{name}: {cases} cases, at most {beyond} floats beyond the tightest ends");
    }
}

#[test]
fn cases_are_read_as_they_are_written() {
    let (name, operands, result) =
        case("  add [1.0,0X1.8P+1] [-infinity, 2] = [-infinity,5.0]").unwrap();
    assert_eq!((name.as_str(), operands.len()), ("add", 2));
    assert_eq!(operands[0], Interval::new(1.0, 3.0).unwrap());
    assert!((operands[0] + operands[1]).encloses(result));
    assert_eq!(case("add [empty] [1,2] = [empty]"), None);
    assert_eq!(case("add [1,2]_com [1,2]_com = [2,4]_com"), None);
    assert_eq!(number("-0X0.8P-1"), Some(-0.25));
    assert_eq!(steps(-f64::from_bits(1), f64::from_bits(1)), 2);
}
