//! What series are called: only what tells them apart.

/// Names of series from (model, class) pairs.
pub fn of_series(series: &[(&str, &str)]) -> Vec<String> {
    let several = |of: fn(&(&str, &str)) -> String| {
        let mut all: Vec<String> = series.iter().map(of).collect();
        all.sort();
        all.dedup();
        all.len() > 1
    };
    let models = several(|(model, _)| (*model).to_owned());
    let classes = several(|(_, class)| (*class).to_owned());
    series
        .iter()
        .map(|(model, class)| match (models, classes) {
            (true, true) => format!("{model}, {class}"),
            (true, false) => (*model).to_owned(),
            _ => (*class).to_owned(),
        })
        .collect()
}

/// Names of files as label markup: without folders and `.toml` where that keeps them apart.
pub fn file_names(files: &[&str]) -> Vec<String> {
    let stem = |file: &str| {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        name.strip_suffix(".toml").unwrap_or(name).to_owned()
    };
    let stems: Vec<String> = files.iter().map(|file| stem(file)).collect();
    let apart = std::collections::BTreeSet::from_iter(&stems).len() == stems.len();
    let whole = files.iter().map(|file| escaped(file));
    match apart {
        true => stems.iter().map(|stem| escaped(stem)).collect(),
        false => whole.collect(),
    }
}

/// Text as label markup: signs of the markup made harmless, a box for what the figures' font lacks.
pub fn escaped(text: &str) -> String {
    let known =
        |c: char| crate::plot::font::Font::get(false).is_some_and(|font| font.glyph(c).is_some());
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '$' | '_' | '^' | '{' | '}' | '\\' | '√') {
            out.push('\\');
        }
        out.push(if known(c) { c } else { '□' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{file_names, of_series};

    #[test]
    fn names_hold_what_tells_series_apart() {
        type Series<'a> = &'a [(&'a str, &'a str)];
        let cases: [(Series<'_>, &[&str]); 4] = [
            (&[("a", "binary")], &["binary"]),
            (&[("a", "binary"), ("a", "linear")], &["binary", "linear"]),
            (&[("a", "binary"), ("b", "binary")], &["a", "b"]),
            (
                &[("a", "binary"), ("b", "linear")],
                &["a, binary", "b, linear"],
            ),
        ];
        for (series, names) in cases {
            assert_eq!(of_series(series), names);
        }
        assert_eq!(file_names(&["x/a.toml", "b_c"]), ["a", "b\\_c"]);
        assert_eq!(
            file_names(&["x/a.toml", "y/a.toml"]),
            ["x/a.toml", "y/a.toml"]
        );
    }
}
