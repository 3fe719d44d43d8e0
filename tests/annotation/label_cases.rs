//! Label files after public bug reports against other software, from the file to the report: each
//! is read, refused with the option that reads it, or warned of.

use firstbest::annotation::basis::Basis;
use firstbest::annotation::coverage::classes;
use firstbest::annotation::kappa::Anchor;
use serde_json::Value;
use std::process::{Command, Output};

/// A label: item, annotator, whether the first response is preferred, the expert's.
type Row = (usize, usize, bool, bool);

const PEOPLE: usize = 5;
const ITEMS: usize = 40;

/// A small generator of numbers in [0, 1), the same for ever.
fn numbers(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as f64 / (1u64 << 31) as f64
    }
}

/// Five annotators who look twice at forty items of certainty 0.9, careful on 0.9 to 0.5 of them.
fn rows() -> Vec<Row> {
    let mut next = numbers(7);
    let mut rows = Vec::new();
    for item in 0..ITEMS {
        let p = if next() < 0.5 { 0.95 } else { 0.05 };
        let gold = next() < p;
        for who in 0..PEOPLE {
            for _ in 0..2 {
                let careful = next() < 0.9 - 0.1 * who as f64;
                rows.push((item, who, next() < if careful { p } else { 0.5 }, gold));
            }
        }
    }
    rows
}

/// A file of these rows: heading, separator, and the words for the first and the second response.
fn file(head: &str, words: [&str; 2], rows: &[Row]) -> String {
    let mark = if head.contains(';') { ';' } else { ',' };
    let word = |first: bool| words[usize::from(!first)];
    let mut text = format!("{head}\n");
    for &(item, who, label, gold) in rows {
        let cells = [
            &format!("i{item}") as &str,
            &format!("a{who}"),
            word(label),
            word(gold),
        ];
        text += &cells.join(&mark.to_string());
        text.push('\n');
    }
    text
}

fn plain() -> String {
    file("item,annotator,label,gold", ["1", "0"], &rows())
}

fn assess(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("writable");
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(["assess", &path.display().to_string(), "--json"])
        .args(options)
        .output()
        .expect("the binary runs")
}

fn read(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Value {
    let output = assess(name, content, options);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    serde_json::from_slice(&output.stdout).expect("one document")
}

/// The efforts of a report, by annotator, where they are known.
fn efforts(document: &Value) -> Vec<Option<f64>> {
    let lines = document["annotators"].as_array().expect("annotators");
    lines
        .iter()
        .map(|a| a["effort"]["estimate"].as_f64())
        .collect()
}

fn warned(document: &Value, kind: &str) -> Option<u64> {
    let all = document["warnings"].as_array().expect("warnings");
    let of_kind = all.iter().find(|w| w["kind"] == kind)?;
    of_kind["count"].as_u64()
}

/// Refused at first, naming the option; with it, and with gold in the same words, as the plain
/// file.
#[test]
fn codings_are_refused_with_the_option_that_reads_them() {
    let whole = efforts(&read("f.csv", plain(), &[]));
    assert!(whole.iter().all(Option::is_some));
    for (words, option) in [
        (["A", "B"], "A=1,B=0"),
        (["model_a", "model_b"], "model_a=1,model_b=0"),
        (["1", "-1"], "1=1,-1=0"),
        (["1", "2"], "1=1,2=0"),
    ] {
        let content = file("item,annotator,label,gold", words, &rows());
        let output = assess("f.csv", &content, &[]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(
            message.contains(&format!("--labels \"{option}\"")),
            "{message}"
        );
        // Reading only the ones would make everybody careful.
        let lenient = assess("f.csv", &content, &["--lenient"]);
        assert_eq!(lenient.status.code(), Some(2), "{words:?}");
        assert_eq!(
            efforts(&read("f.csv", &content, &["--labels", option])),
            whole,
            "{words:?}"
        );
    }
}

#[test]
fn grades_are_refused_with_the_option_and_read_with_it() {
    let mut next = numbers(3);
    let mut content = "item,annotator,label,gold\n".to_owned();
    for item in 0..60 {
        let typical = 1.0 + 4.0 * next();
        for who in 0..4 {
            for _ in 0..2 {
                let grade = (typical + 1.4 * (next() - 0.5)).round().clamp(1.0, 5.0);
                content += &format!("i{item},a{who},{grade},\n");
            }
        }
    }
    let message = assess("f.csv", &content, &[]);
    assert!(String::from_utf8_lossy(&message.stderr).contains("--kind ordinal"));
    let document = read("f.csv", &content, &["--kind", "ordinal"]);
    assert_eq!(document["classes"]["kind"], "ordinal");
    assert!(
        efforts(&document)
            .iter()
            .all(|e| e.is_some_and(|e| e > 0.5))
    );
}

#[test]
fn other_separators_headings_blank_rows_and_padding_change_nothing() {
    let whole = efforts(&read("f.csv", plain(), &[]));
    let semicolon = file("item;annotator;label;gold", ["1", "0"], &rows());
    let tools = file("task,worker,label,gold", ["1", "0"], &rows());
    let blank = plain().replacen("\ni20,", "\n,,,\n,,,\ni20,", 1) + ",,,\n";
    for (case, content) in [("semicolon", semicolon), ("tools", tools), ("blank", blank)] {
        assert_eq!(efforts(&read("f.csv", content, &[])), whole, "{case}");
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, plain().as_bytes()).expect("memory");
    let mut bytes = packed.finish().expect("memory");
    bytes.resize(bytes.len().next_multiple_of(512) + 512, 0);
    assert_eq!(efforts(&read("f.csv.gz", bytes, &[])), whole);
}

#[test]
fn missing_labels_are_counted_and_left_out() {
    let mut content = plain();
    for (at, word) in [
        (3, "NA"),
        (90, "nan"),
        (170, "null"),
        (250, ""),
        (330, "N/A"),
    ] {
        let mut lines: Vec<String> = content.lines().map(str::to_owned).collect();
        let cells: Vec<&str> = lines[at].split(',').collect();
        lines[at] = [cells[0], cells[1], word, cells[3]].join(",");
        content = lines.join("\n") + "\n";
    }
    let document = read("f.csv", &content, &[]);
    assert_eq!(document["table"]["missing"], 5);
    assert!(efforts(&document).iter().all(Option::is_some));
}

/// A coin that was exported twice agrees with itself always.
#[test]
fn a_doubled_export_makes_no_coin_careful() {
    let mut next = numbers(5);
    let mut once = String::new();
    for item in 0..100 {
        let p = if next() < 0.5 { 0.95 } else { 0.05 };
        for who in 0..4 {
            let law = if who == 3 { 0.5 } else { p };
            once += &format!("t{item},w{who},{}\n", u8::from(next() < law));
        }
    }
    let document = read("f.csv", format!("item,annotator,label\n{once}{once}"), &[]);
    assert_eq!(warned(&document, "file-doubled"), Some(400));
    assert_eq!(document["table"]["copies"], 400);
    assert_eq!(document["table"]["missing"], 0);
    assert!(efforts(&document)[3].is_none_or(|e| e < 0.6));
}

/// Constant labels and labels by turns are set aside, with the number of their labels, and pull
/// nobody down.
#[test]
fn spam_is_set_aside_and_pulls_nobody_down() {
    let honest: Vec<Row> = rows();
    let head = "item,annotator,label,gold";
    let mut content = file(head, ["1", "0"], &honest);
    let before = efforts(&read("f.csv", &content, &["--scheme", "self-consistency"]));
    for item in 0..ITEMS {
        let gold = honest[item * 2 * PEOPLE].3;
        for _ in 0..2 {
            content += &format!("i{item},always,1,{}\n", u8::from(gold));
            content += &format!("i{item},turns,{},{}\n", item % 2, u8::from(gold));
        }
    }
    let document = read("f.csv", &content, &["--scheme", "self-consistency"]);
    assert!(warned(&document, "labels-ignore-the-item").is_some());
    for line in &document["annotators"].as_array().expect("lines")[PEOPLE..] {
        assert_eq!(line["standing"], "aside", "{line}");
        assert_eq!(line["labels"], 2 * ITEMS, "{line}");
        assert!(line["effort"].is_null(), "{line}");
    }
    for (with, without) in efforts(&document).iter().zip(&before) {
        let change = with.expect("known") - without.expect("known");
        // The scale is that of the best, picked anew; it may move by its own error.
        assert!(change.abs() < 0.2, "{change}");
    }
}

#[test]
fn labels_that_never_vary_give_nobody_effort() {
    let same: Vec<Row> = rows().into_iter().map(|r| (r.0, r.1, true, true)).collect();
    let document = read(
        "f.csv",
        file("item,annotator,label,gold", ["1", "0"], &same),
        &[],
    );
    assert!(warned(&document, "labels-never-vary").is_some());
    assert!(efforts(&document).iter().all(Option::is_none));
}

#[test]
fn names_that_a_spreadsheet_split_in_two_are_warned_of() {
    let mut content = "item,annotator,label,gold\n".to_owned();
    for (at, (item, who, label, gold)) in rows().into_iter().enumerate() {
        let name = if at % 2 == 0 {
            format!("0{who}")
        } else {
            format!("0{who}.0")
        };
        content += &format!("i{item},{name},{},{}\n", u8::from(label), u8::from(gold));
    }
    let document = read("f.csv", content, &[]);
    assert_eq!(
        warned(&document, "look-alike-annotators"),
        Some((2 * ITEMS * PEOPLE) as u64)
    );
}

#[test]
fn an_item_with_two_golds_is_warned_of() {
    let mut two = rows();
    two.iter_mut()
        .skip(1)
        .step_by(2)
        .for_each(|row| row.3 = !row.3);
    let document = read(
        "f.csv",
        file("item,annotator,label,gold", ["1", "0"], &two),
        &[],
    );
    assert!(warned(&document, "two-golds").is_some_and(|n| n > 0));
}

/// One's own second label is no peer's: counted among these it made the careful look 5% less so,
/// and the others' efforts 10% too high.
#[test]
fn second_looks_do_not_count_among_the_peers_that_fix_the_scale() {
    let setting = classes::Setting {
        classes: 2,
        grades: false,
        habit: classes::Habit::Coin,
        basis: Basis::Peers,
        anchor: Anchor::Best,
        effort: 0.6,
        kappa: 0.8,
        samples: 400,
        spread: 10,
    };
    let found = classes::measure(&setting, 80, 0.95, 11);
    // Eight files, each with an error of 2%; the best of a half are not all fully careful.
    let kappa = found.kappa.expect("a scale");
    assert!((kappa - 0.8).abs() < 0.03, "{found:?}");
}
