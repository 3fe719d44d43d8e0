//! Every theorem of the registry has its file of code, its test, its parameters, its proof, its
//! figure and its data.

use firstbest::print::label::Label;
use firstbest::theorem::REGISTRY;
use std::path::Path;

/// `t5_binary_rate` → `T5_BinaryRate`.
fn proof_stem(stem: &str) -> String {
    let mut words = stem.split('_');
    let id = words.next().unwrap_or_default().to_uppercase();
    let name: String = words
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect::<String>())
                .unwrap_or_default()
        })
        .collect();
    format!("{id}_{name}")
}

#[test]
fn every_stem_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for theorem in REGISTRY {
        let stem = theorem.stem;
        let wanted = [
            theorem.code.to_owned(),
            format!("tests/{stem}.rs"),
            format!("figures/{stem}.toml"),
            format!("proofs/{}.v", proof_stem(stem)),
            format!("paper/figures/{stem}.svg"),
            format!("paper/figures/{stem}.pdf"),
            format!("paper/figures/{stem}.png"),
            format!("paper/data/{stem}.csv"),
        ];
        for path in wanted {
            assert!(
                root.join(&path).is_file(),
                "{}: {path} is missing",
                theorem.id
            );
        }
        assert!(stem.starts_with(&format!("{}_", theorem.id)));
        assert!(!theorem.statement.is_empty() && !theorem.assumptions.is_empty());
        for text in [&theorem.title, &theorem.statement]
            .into_iter()
            .chain(theorem.assumptions)
        {
            Label::parse(text).unwrap_or_else(|fault| panic!("{}: {fault}", theorem.id));
        }
    }
}
