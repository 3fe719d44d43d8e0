//! What the caller says of a nested export is used, or refused with what is allowed.

use firstbest::labels::{Format, Kind, Label, LabelTable, ReadOptions, ReadReport, read_labels};

fn read(content: &str, options: &ReadOptions) -> Result<(LabelTable, ReadReport), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.jsonl");
    std::fs::write(&path, content).expect("writable");
    read_labels(&path, options).map_err(|error| error.to_string())
}

fn options(format: Option<Format>, columns: &str) -> ReadOptions {
    ReadOptions {
        format,
        columns: if columns.is_empty() {
            Default::default()
        } else {
            columns.parse().expect("columns")
        },
        labels: Some("A=1,B=0".parse().expect("labels")),
        ..Default::default()
    }
}

/// Item, annotator, label and gold of each row.
fn rows(table: &LabelTable) -> Vec<(String, String, Label, Label)> {
    (0..table.rows())
        .map(|r| {
            (
                table.items().name(table.item()[r]).into_owned(),
                table.annotators().name(table.annotator()[r]).into_owned(),
                table.label()[r],
                table.gold()[r],
            )
        })
        .collect()
}

const STUDIO: &str = r#"{"id": 7, "data": {"text": "t7", "truth": "B"}, "annotations": [{"completed_by": {"id": 3, "email": "ann@x.org"}, "result": [{"from_name": "pref", "value": {"choices": ["A"]}}]}]}"#;

#[test]
fn label_studio_reads_the_columns_that_are_named_and_refuses_what_is_not_there() {
    let studio = |columns| read(STUDIO, &options(Some(Format::LabelStudio), columns));
    let row =
        |item: &str, who: &str, gold| vec![(item.to_owned(), who.to_owned(), Label::First, gold)];
    let table = |columns| rows(&studio(columns).expect("rows").0);
    assert_eq!(table(""), row("7", "ann@x.org", Label::Missing));
    let (_, report) = studio("").expect("rows");
    assert!(
        report.notes[0].ends_with("--columns gold=truth"),
        "{:?}",
        report.notes
    );
    let said = "item=text,annotator=id,gold=truth,label=pref";
    assert_eq!(table(said), row("t7", "3", Label::Second));
    assert_eq!(
        table("gold=data.truth"),
        row("7", "ann@x.org", Label::Second)
    );
    for wrong in ["gold=nonsense", "label=nonsense", "annotator=nonsense"] {
        let message = studio(wrong).expect_err("no such field");
        assert!(message.contains("nonsense"), "{message}");
    }
    let message = studio("gold=nonsense").expect_err("no such field");
    assert!(message.contains("\"truth\""), "{message}");
    assert!(studio("first=text,second=truth").is_err());
}

/// What a format finds by itself, and a header that JSON has not, are not asked for in vain.
#[test]
fn options_that_a_format_does_not_take_are_refused() {
    let arena = options(Some(Format::Arena), "gold=best");
    let message = read("{}", &arena).expect_err("refused");
    assert!(message.contains("--columns gold=best"), "{message}");
    let cluster = ReadOptions {
        format: Some(Format::Multipref),
        cluster_column: Some("batch".into()),
        ..Default::default()
    };
    let message = read("{}", &cluster).expect_err("refused");
    assert!(message.contains("--cluster batch"), "{message}");
    let headless = ReadOptions {
        no_header: true,
        ..Default::default()
    };
    let row = r#"{"item": "i", "annotator": "a", "label": 1}"#;
    assert!(
        read(row, &headless)
            .expect_err("refused")
            .contains("--no-header")
    );
    let copies = ReadOptions {
        kind: Kind::Nominal,
        columns: "assistant=model".parse().expect("columns"),
        ..Default::default()
    };
    assert!(read(row, &copies).expect_err("refused").contains("binary"));
}

const PRODIGY: &str = r#"{"text": "q0", "_input_hash": 5, "options": [], "accept": ["A"], "answer": "accept", "_annotator_id": "db-x"}
{"text": "q1", "_input_hash": 6, "options": [], "accept": [], "answer": "ignore", "_annotator_id": "db-x"}
{"text": "q2", "_input_hash": 7, "options": [], "accept": ["B"], "answer": "reject", "_annotator_id": "db-x"}
{"text": "q3", "_input_hash": 8, "options": [], "accept": ["B"], "answer": "accept", "_annotator_id": "db-x"}
"#;

#[test]
fn what_prodigy_ignored_or_rejected_is_no_vote() {
    for columns in [
        "",
        "item=text",
        "item=text,annotator=_annotator_id,label=accept",
    ] {
        let (table, report) = read(PRODIGY, &options(None, columns)).expect("rows");
        let labels: Vec<Label> = rows(&table).into_iter().map(|row| row.2).collect();
        let none = Label::Missing;
        assert_eq!(labels, [Label::First, none, none, Label::Second]);
        assert!(report.notes[0].contains("Prodigy"), "{:?}", report.notes);
        let item = if columns.is_empty() { "5" } else { "q0" };
        assert_eq!(rows(&table)[0].0, item);
    }
    // The labels are what was chosen, and not whether something was.
    let message = read(PRODIGY, &ReadOptions::default()).expect_err("no coding");
    assert!(message.contains("--labels \"A=1,B=0\""), "{message}");
    let nominal = ReadOptions {
        kind: Kind::Nominal,
        ..Default::default()
    };
    assert_eq!(read(PRODIGY, &nominal).expect("rows").0.classes().len(), 2);
    let two = PRODIGY.replace(r#"["A"]"#, r#"["A", "B"]"#);
    let message = read(&two, &nominal).expect_err("two choices");
    assert!(!message.contains("--kind nominal"), "{message}");
    let plain = r#"{"item": "i", "annotator": "a", "label": ["A"], "gold": []}"#;
    let (table, _) = read(plain, &options(None, "")).expect("a list of one");
    assert_eq!(rows(&table)[0].2, Label::First);
}

#[test]
fn names_that_differ_by_a_space_at_the_end_stay_two() {
    let row = |item: &str, who: &str| {
        format!("{{\"item\": \"{item}\", \"annotator\": \"{who}\", \"label\": \"A\"}}\n")
    };
    let content = [row("i", "bob "), row("i", "bob"), row(" j", " carl")].concat();
    let (table, _) = read(&content, &options(None, "")).expect("rows");
    let who: Vec<String> = rows(&table).into_iter().map(|row| row.1).collect();
    assert_eq!(who, ["bob ", "bob", "carl"]);
    let assessment = firstbest::annotation::traps::inspect(&table, Default::default());
    let alike = assessment
        .warnings
        .iter()
        .find(|w| w.kind == "look-alike-annotators");
    assert!(alike.expect("a warning").text.contains("spaces"));
}
