//! Numbers from real labels: what they are made from is named, and a folder without it is refused.

use firstbest::paper::real::sets;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn a_folder_without_the_label_files_is_refused_with_what_fetches_them() {
    let empty = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(["reproduce", "--check", "--only", "data", "--data"])
        .arg(empty.path())
        .current_dir(ROOT)
        .output()
        .expect("the binary runs");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    for set in sets(Path::new(ROOT)).expect("the list") {
        assert!(message.contains(&set.name), "{message}");
    }
    assert!(
        message.contains("benches/studies/fetch_data.py"),
        "{message}"
    );
}

#[test]
fn data_can_be_made_alone_only_where_a_folder_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(["reproduce", "--only", "data"])
        .current_dir(ROOT)
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
}

/// The committed table has two rows (whoever is taken as careful) for each set and scheme of the
/// list, under the list's source and licence.
#[test]
fn the_committed_table_is_of_the_sets_in_the_list() {
    let path = Path::new(ROOT).join("paper/data/real_annotators.csv");
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let names = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        let place = names.iter().position(|n| n == name).expect("a column");
        row[place].to_owned()
    };
    let mut expected = Vec::new();
    for set in sets(Path::new(ROOT)).expect("the list") {
        for scheme in &set.schemes {
            let row = [&set.name, &set.repository, &set.licence].map(String::from);
            let row = [row.as_slice(), &[scheme.name().to_owned()]].concat();
            expected.extend([row.clone(), row]);
        }
    }
    let found: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            ["data", "source", "licence", "scheme"]
                .map(|n| cell(row, n))
                .to_vec()
        })
        .collect();
    assert_eq!(found, expected);
}
