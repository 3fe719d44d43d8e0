//! What a refusal proposes reads the file, and means what the file says.

use firstbest::labels::{DateOrder, Kind, LabelTable, ReadOptions, read_labels};

fn read(content: &[u8], options: &ReadOptions) -> Result<LabelTable, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.csv");
    std::fs::write(&path, content).expect("writable");
    let read = read_labels(&path, options).map_err(|error| error.to_string());
    read.map(|(table, _)| table)
}

fn refused(content: &str) -> String {
    let read = read(content.as_bytes(), &ReadOptions::default());
    read.map_or_else(|error| error, |_| panic!("{content:?} was read"))
}

/// What stands in quotes behind `--labels`.
fn proposed(message: &str) -> String {
    let (_, rest) = message.split_once("--labels ").expect("an option");
    let mark = rest.chars().next().expect("a quote");
    let end = rest[1..].find(mark).expect("a closing quote");
    rest[1..=end].to_owned()
}

/// Six rows of the texts that mean 1 and 0, beside gold.
fn file(label: [&str; 2], gold: [&str; 2]) -> String {
    let mut content = "item,annotator,label,gold\n".to_owned();
    for item in 0..6 {
        let at = item % 2;
        content += &format!("i{item},a,{},{}\n", label[at], gold[at]);
    }
    content
}

#[test]
fn what_is_proposed_names_golds_words_and_reads_the_file_the_right_way_round() {
    for (label, gold, option) in [
        (["1", "0"], ["1", "2"], "1=1,0=0,2=0"),
        (["1", "0"], ["A", "B"], "1=1,0=0,A=1,B=0"),
        (["WAHR", "FALSCH"], ["WAHR", "FALSCH"], "WAHR=1,FALSCH=0"),
        (["oui", "non"], ["oui", "non"], "oui=1,non=0"),
        (["100%", "0%"], ["1", "0"], "100%=1,0%=0,1=1,0=0"),
        (
            ["\"1,0\"", "\"0,0\""],
            ["1", "0"],
            "\"1,0\"=1,\"0,0\"=0,1=1,0=0",
        ),
        (
            ["spam", "not spam"],
            ["spam", "not spam"],
            "spam=1,not spam=0",
        ),
        (["1", "0"], ["1", "tie"], "1=1,0=0,tie=0.5"),
    ] {
        let content = file(label, gold);
        let message = refused(&content);
        assert_eq!(proposed(&message), option, "{message}");
        let options = ReadOptions {
            labels: Some(option.parse().expect("a coding")),
            ..ReadOptions::default()
        };
        let table = read(content.as_bytes(), &options).expect("what was proposed reads it");
        for row in 0..table.rows() {
            let sign = if row % 2 == 0 { 1 } else { -1 };
            assert_eq!(table.label()[row].sign(), Some(sign), "{option}");
            let gold = table.gold()[row].sign();
            assert!(gold.is_none_or(|gold| gold == sign), "{option}");
        }
    }
    // Where the texts do not tell, that is said.
    assert!(refused(&file(["apple", "pear"], ["apple", "pear"])).contains("exchanged"));
    assert!(!refused(&file(["yes", "no"], ["yes", "no"])).contains("exchanged"));
    let three = refused(&file(["1", "0"], ["cat", "dog"]).replace("i5,a,0,dog", "i5,a,0,eel"));
    assert!(three.contains("different texts"), "{three}");
}

#[test]
fn a_header_that_comes_again_is_called_one() {
    let rows = "x,a,1,1\ny,a,0,1\nz,b,1,0\nx,b,0,1\n";
    let head = "item,annotator,label,gold\n";
    for kind in [Kind::Binary, Kind::Nominal] {
        let options = ReadOptions {
            kind,
            ..ReadOptions::default()
        };
        let twice = format!("{head}{rows}{head}{rows}");
        let message = read(twice.as_bytes(), &options).expect_err("a header");
        assert!(
            message.contains(":6: this row is the header again"),
            "{message}"
        );
    }
    let second = format!("{head}Which item,Who,Choice,Key\n{rows}{rows}");
    let message = refused(&second);
    assert!(
        message.contains(":2:") && message.contains("further header row"),
        "{message}"
    );
    // A single odd label further down is none.
    let odd = refused(&format!("{head}{rows}w,a,maybe,1\n"));
    assert!(!odd.contains("header"), "{odd}");
    let ids = format!("{head}Which,Who,1,1\n\"{{\"\"ImportId\"\":\"\"Q\"\"}}\",b,1,1\n{rows}");
    assert!(refused(&ids).contains("Qualtrics"), "{}", refused(&ids));
}

#[test]
fn what_is_not_utf_8_is_refused_where_it_stands() {
    for (content, place) in [
        (
            &b"item,annotator,label\nx,Jos\xe9,1\ny,Jos\xe8,0\n"[..],
            ":2: field `annotator`",
        ),
        (
            &b"item,annotator,label\nx,a,1\n\xfc,a,0\n"[..],
            ":3: field `item`",
        ),
        (
            &b"item,annotator,label,gold\nx,a,1,\xff\n"[..],
            ":2: field `gold`",
        ),
        (
            &b"item,annotator,label,cluster\nx,a,1,\xe4\n"[..],
            ":2: field `cluster`",
        ),
    ] {
        let message = read(content, &ReadOptions::default()).expect_err("not UTF-8");
        assert!(message.contains(place), "{message}");
        assert!(message.contains("save the file as UTF-8"), "{message}");
    }
    let utf8 = "item,annotator,label\nx,Jos\u{e9},1\ny,Jos\u{e8},0\n";
    let table = read(utf8.as_bytes(), &ReadOptions::default()).expect("UTF-8");
    assert_eq!(table.annotators().len(), 2);
}

#[test]
fn a_date_that_does_not_exist_says_what_to_try() {
    for (text, order, said) in [
        (
            "1/13/2024",
            DateOrder::DayFirst,
            "month 13, which does not exist; if the month comes first: --dates month-first",
        ),
        (
            "13/1/2024",
            DateOrder::MonthFirst,
            "month 13, which does not exist; if the day comes first: --dates day-first",
        ),
        ("30/2/2024", DateOrder::DayFirst, "day 30 of month 2"),
        (
            "13/14/2024",
            DateOrder::DayFirst,
            "month 14, which does not exist",
        ),
        ("1/3/24", DateOrder::DayFirst, "four digits"),
        ("soon", DateOrder::DayFirst, "expected a date"),
    ] {
        let options = ReadOptions {
            dates: true,
            date_order: Some(order),
            ..ReadOptions::default()
        };
        let content = format!("item,annotator,label,date\nx,a,1,{text}\n");
        let message = read(content.as_bytes(), &options).expect_err("no date");
        assert!(message.contains(said), "{text}: {message}");
        assert!(message.contains(":2: field `date` is"), "{message}");
    }
}

#[test]
fn gold_is_never_proposed_for_the_label_and_names_with_spaces_stand_in_quotes() {
    let surge = "task_id,Which response is better?,worker,gold_standard\n1,A is much better,x,A\n2,B is better,y,B\n3,A is better,x,A\n";
    let message = refused(surge);
    let want = "--columns \"label=Which response is better?\"";
    assert!(message.contains(want), "{message}");
    let named = "item,annotator,label,Gold label\n1,x,1,1\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.csv");
    std::fs::write(&path, named).expect("writable");
    let (_, report) = read_labels(&path, &ReadOptions::default()).expect("rows");
    let want = "--columns \"gold=Gold label\"";
    assert!(report.notes[0].ends_with(want), "{:?}", report.notes);
}

#[test]
fn a_table_with_few_annotators_in_columns_is_said_to_need_a_row_for_each_label() {
    for wide in [
        "item,alice,bob,carol\n1,1,0,1\n2,0,0,\n3,1,1,1\n",
        "question,alice,bob\nq1,A,B\nq2,B,B\nq3,A,A\n",
        "item,alice\n1,1\n2,0\n",
    ] {
        let message = refused(wide);
        assert!(message.contains("a row for each label"), "{message}");
    }
}
