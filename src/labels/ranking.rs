//! Rankings as the pairs they stand for.

use super::error::{RowFault, quoted};

/// What is ranked, with its rank: 1 is best, equal ranks are ties.
pub(crate) type Ranked = Vec<(String, f64)>;

/// More than this in one ranking is refused: its pairs would fill the memory.
pub(crate) const MOST_RANKED: usize = 1000;

/// Whether a label is a ranking such as `B > A = C`.
pub(crate) fn is_ranking(text: &[u8]) -> bool {
    text.contains(&b'>')
}

/// Reads `B > A = C`, best first; `~` is a tie as well.
pub(crate) fn parse(text: &[u8]) -> Result<Ranked, RowFault> {
    let whole = String::from_utf8_lossy(text);
    let mut ranked = Ranked::new();
    for (rank, group) in (1u32..).zip(whole.split('>')) {
        for name in group.split(['=', '~']) {
            ranked.push((name.trim().to_owned(), f64::from(rank)));
        }
    }
    check(&ranked, text)?;
    Ok(ranked)
}

/// Reads `["B", "A", "C"]`, best first; a list inside is a tie.
pub(crate) fn from_json(text: &str) -> Result<Ranked, RowFault> {
    let wrong = || RowFault::Field {
        field: "label",
        found: quoted(text.as_bytes()),
        expected: "a ranking: B > A = C, or a list of names, best first",
    };
    let list: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|_| wrong())?;
    let name = |v: &serde_json::Value| match v {
        serde_json::Value::String(s) => Some(s.clone()),
        serde_json::Value::Number(n) => Some(n.to_string()),
        _ => None,
    };
    let mut ranked = Ranked::new();
    for (rank, entry) in (1u32..).zip(&list) {
        let group = match entry {
            serde_json::Value::Array(tied) => tied.iter().map(name).collect(),
            one => vec![name(one)],
        };
        for name in group {
            ranked.push((name.ok_or_else(wrong)?, f64::from(rank)));
        }
    }
    check(&ranked, text.as_bytes())?;
    Ok(ranked)
}

pub(crate) fn check(ranked: &Ranked, text: &[u8]) -> Result<(), RowFault> {
    let fault = |expected| {
        Err(RowFault::Field {
            field: "label",
            found: quoted(text),
            expected,
        })
    };
    let mut names: Vec<&String> = ranked.iter().map(|(name, _)| name).collect();
    names.sort();
    if names.len() < 2 || names.iter().any(|n| n.is_empty()) {
        return fault("a ranking of two or more names, such as B > A = C");
    }
    if names.len() > MOST_RANKED {
        return fault("a ranking of at most 1000 names");
    }
    if names.windows(2).any(|w| w[0] == w[1]) {
        return fault("a ranking that names each once");
    }
    Ok(())
}

/// Calls `visit(first, second, label)` for each pair: the names in order, so that a pair is the
/// same item whoever ranks it; label 1 if the first is ranked better, 0 if worse, 0.5 if tied.
pub(crate) fn pairs<E>(
    ranked: &Ranked,
    mut visit: impl FnMut(&str, &str, &'static [u8]) -> Result<(), E>,
) -> Result<(), E> {
    for (i, a) in ranked.iter().enumerate() {
        for b in &ranked[i + 1..] {
            let (x, y) = if a.0 <= b.0 { (a, b) } else { (b, a) };
            let label: &'static [u8] = match x.1.total_cmp(&y.1) {
                std::cmp::Ordering::Less => b"1",
                std::cmp::Ordering::Greater => b"0",
                std::cmp::Ordering::Equal => b"0.5",
            };
            visit(&x.0, &y.0, label)?;
        }
    }
    Ok(())
}
