//! Label files that are wrong: each is refused with its line or a clear reason, none panics.

use firstbest::labels::read_labels;
use firstbest::labels::{LabelFileError, ReadOptions};
use quickcheck::quickcheck;
use std::io::Write;

const HEAD: &str = "item,annotator,label,gold\n";

/// (file name, content, what the message has to contain).
fn corpus() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let mut files: Vec<(&'static str, Vec<u8>, &'static str)> = Vec::new();
    let mut add = |name, content: &[u8], needs| files.push((name, content.to_vec(), needs));
    // Files as a whole.
    add("f.csv", b"", "empty");
    add("f.jsonl", b"", "empty");
    add("f.csv", b"\n\n\n", "no row");
    add("f.csv", b"item,annotator,label\n", "no row");
    add("f.jsonl", b"\n \n", "no row");
    add("f.parquet", b"PAR1....", "Parquet");
    add("f.csv", b"PAR1....", "Parquet");
    add("f.csv", b"PK\x03\x04zip", "zip");
    add("f.csv", b"\xff\xfei\0t\0", "UTF-16");
    add("f.csv", b"\xfe\xff\0i\0t", "UTF-16");
    add("f.csv.gz", b"\x1f\x8b", "cannot read");
    add(
        "f.csv.gz",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03garbage",
        "cannot read",
    );
    // Headers.
    add(
        "f.csv",
        b"item,annotator\na,b\n",
        ":1: header: no column `label`",
    );
    add(
        "f.csv",
        b"annotator,label\na,1\n",
        ":1: header: no column `item`",
    );
    add(
        "f.csv",
        b"item,label\na,1\n",
        ":1: header: no column `annotator`",
    );
    add("f.csv", b"a,b,1\n", ":1: header: no column `item`");
    add(
        "f.csv",
        b"item,item,annotator,label\na,a,b,1\n",
        "`item` stands there twice",
    );
    add(
        "f.csv",
        b"item,annotator,label,label\na,b,1,1\n",
        "`label` stands there twice",
    );
    add(
        "f.csv",
        b"item,annotator,label,gold,gold\na,b,1,1,1\n",
        "`gold` stands there twice",
    );
    add("f.csv", b"\0\0\0\0", ":1: header");
    add("f.csv", b"\"item,annotator,label\na,b,1\n", ":1: header");
    // Rows: labels.
    for wrong in [
        "2", "-1", "yes", "0.25", "inf", "1e", "1,0", "\"1", "--", "0.5.0", "\u{ff11}", "TRUE",
        "1 0", "\0",
    ] {
        let content = format!("item,annotator,label\na,b,1\na,c,{wrong}\n");
        add("f.csv", content.as_bytes(), ":3:");
    }
    add(
        "f.csv",
        b"item,annotator,label\na,b,\xff\n",
        ":2: field `label`",
    );
    add(
        "f.csv",
        format!("{HEAD}a,b,1,3\n").as_bytes(),
        ":2: field `gold`",
    );
    add(
        "f.csv",
        format!("{HEAD}a,b,1,x\n").as_bytes(),
        ":2: field `gold`",
    );
    // Rows: names and widths.
    add(
        "f.csv",
        format!("{HEAD},b,1,1\n").as_bytes(),
        ":2: field `item` is empty",
    );
    add(
        "f.csv",
        format!("{HEAD}a, ,1,1\n").as_bytes(),
        ":2: field `annotator` is empty",
    );
    add("f.csv", format!("{HEAD}a,b,1\n").as_bytes(), ":2: 3 fields");
    add(
        "f.csv",
        format!("{HEAD}a,b,1,1,1\n").as_bytes(),
        ":2: 5 fields",
    );
    add(
        "f.csv",
        format!("{HEAD}a\n").as_bytes(),
        ":2: 1 field where",
    );
    add(
        "f.csv",
        format!("{HEAD}a,b,1,1\r\na,b,1\r\n").as_bytes(),
        ":3: 3 fields",
    );
    add(
        "f.csv",
        format!("{HEAD}\"a,b,1,1\nc,d,0,0\ne,f,1,1\n").as_bytes(),
        ":2: a quote is left open",
    );
    add(
        "f.csv",
        b"item,annotator,label,note\na,b,1,fine\na,c,1,\"open\na,d,1,lost\n",
        ":3: a quote is left open",
    );
    add(
        "f.csv",
        format!("{HEAD}\"multi\nline\",b,1,1\nc,d,9,0\n").as_bytes(),
        ":4: field `label`",
    );
    add(
        "f.csv",
        format!("{HEAD}\n\n\na,b,7,1\n").as_bytes(),
        ":5: field `label`",
    );
    // JSON lines.
    let good = r#"{"item":"a","annotator":"b","label":1}"#;
    for (wrong, needs) in [
        ("{", "not one JSON object"),
        ("[]", "not one JSON object"),
        ("null", "not one JSON object"),
        ("1", "not one JSON object"),
        (r#"{"item":"a","annotator":"b"}"#, "`label` is absent"),
        (r#"{"item":"a","label":1}"#, "`annotator` is absent"),
        (r#"{"annotator":"a","label":1}"#, "`item` is absent"),
        (r#"{"item":"a","annotator":"b","label":2}"#, "field `label`"),
        (
            r#"{"item":"a","annotator":"b","label":true}"#,
            "field `label`",
        ),
        (
            r#"{"item":"a","annotator":"b","label":[1]}"#,
            "field `label`",
        ),
        (
            r#"{"item":"a","annotator":"b","label":"maybe"}"#,
            "field `label`",
        ),
        (
            r#"{"item":"a","annotator":"b","label":1,"gold":{}}"#,
            "field `gold`",
        ),
        (r#"{"item":null,"annotator":"b","label":1}"#, "field `item`"),
        (r#"{"item":1.5,"annotator":"b","label":1}"#, "field `item`"),
        (
            r#"{"item":["a"],"annotator":"b","label":1}"#,
            "field `item`",
        ),
        (r#"{"item":"","annotator":"b","label":1}"#, "field `item`"),
        (r#"{"item":"\ud800","annotator":"b","label":1}"#, ":2:"),
        (
            r#"{"item":"a","annotator":"b","label":1} {}"#,
            "not one JSON object",
        ),
        (
            r#"{"item":"a","item":"a","annotator":"b","label":1}"#,
            "twice",
        ),
        (
            r#"{"item":"a","annotator":"b","label":1,}"#,
            "not one JSON object",
        ),
        (r#"{'item':'a'}"#, "not one JSON object"),
    ] {
        add("f.jsonl", format!("{good}\n{wrong}\n").as_bytes(), needs);
    }
    let deep = format!("{good}\n{}\n", "[".repeat(100_000));
    add("f.jsonl", deep.as_bytes(), ":2:");
    let deep_member = format!("{good}\n{{\"x\":{}\n", "[".repeat(100_000));
    add("f.jsonl", deep_member.as_bytes(), ":2:");
    // Packed to fill the memory: one field, and one quoted field of many lines.
    for (start, fill) in [("", "x"), ("item,annotator,label\n\"", "x\n")] {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(start.as_bytes()).unwrap();
        let block = fill.repeat(1 << 20);
        for _ in 0..(70 << 20) / block.len() {
            packed.write_all(block.as_bytes()).unwrap();
        }
        add(
            "f.csv.gz",
            &packed.finish().unwrap(),
            "a row is longer than",
        );
    }
    // A gzip member cut in half.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for i in 0..5000 {
        writeln!(packed, "i{i},b{},1", i * 7919 % 1000).unwrap();
    }
    let whole = packed.finish().unwrap();
    add("f.csv.gz", &whole[..whole.len() / 2], ":1: header");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writeln!(packed, "item,annotator,label").unwrap();
    for i in 0..50_000 {
        writeln!(packed, "i{i},b{},1", i * 7919 % 1000).unwrap();
    }
    let whole = packed.finish().unwrap();
    add("f.csv.gz", &whole[..whole.len() / 2], "beyond line");
    files
}

fn read(name: &str, content: &[u8], lenient: bool) -> Result<(usize, u64), LabelFileError> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    std::fs::write(&path, content).unwrap();
    let options = ReadOptions {
        lenient,
        ..Default::default()
    };
    read_labels(&path, &options).map(|(table, report)| (table.rows(), report.skipped))
}

#[test]
fn every_malformed_file_is_refused_with_its_reason() {
    let corpus = corpus();
    assert!(corpus.len() >= 50, "{} files", corpus.len());
    for (name, content, needs) in corpus {
        let shown = String::from_utf8_lossy(&content[..content.len().min(80)]).into_owned();
        match read(name, &content, false) {
            Ok(rows) => panic!("{name} {shown:?} was read: {rows:?}"),
            Err(error) => {
                let message = error.to_string();
                assert!(
                    message.contains(needs),
                    "{name} {shown:?}: {message:?} lacks {needs:?}"
                );
                assert!(message.len() < 600, "{message}");
            }
        }
    }
}

/// The command: exit status 2, the file and the reason on stderr, nothing on stdout.
#[test]
fn the_command_ends_with_status_2_and_says_why() {
    let directory = tempfile::tempdir().unwrap();
    for (name, content, needs) in corpus() {
        let path = directory.path().join(name);
        std::fs::write(&path, &content).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_firstbest"))
            .arg("assess")
            .arg(&path)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {stderr}");
        assert!(output.stdout.is_empty(), "{name}");
        assert!(stderr.contains(needs) && stderr.contains(name), "{stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
}

#[test]
fn lenient_reading_counts_what_it_skips() {
    let good: String = (0..27).map(|i| format!("a{i},b,1,1\n")).collect();
    let content = format!("{HEAD}{good}a,c,7,1\na,d\n,f,1,1\n");
    assert_eq!(read("f.csv", content.as_bytes(), true).unwrap(), (27, 3));
    // Nothing left is still an error, which names the first fault.
    let message = read("f.csv", format!("{HEAD}a,b,7,1\n").as_bytes(), true).unwrap_err();
    assert!(message.to_string().contains("line 2"), "{message}");
}

#[test]
fn lenient_reading_refuses_to_skip_more_than_a_tenth() {
    let good: String = (0..17).map(|i| format!("a{i},b,1,1\n")).collect();
    let content = format!("{HEAD}{good}x,c,B,1\ny,c,B,1\n");
    let message = read("f.csv", content.as_bytes(), true)
        .unwrap_err()
        .to_string();
    for piece in ["2 of 19 rows", "more than a tenth", "line 19", "--labels"] {
        assert!(message.contains(piece), "{message}");
    }
}

#[test]
fn what_is_allowed_is_read() {
    for (name, content, rows) in [
        ("f.csv", "\u{feff}item,annotator,label\na,b,1\n", 1),
        (
            "f.csv",
            "label,note,annotator,item\r\n1,\"x, \"\"y\"\"\nz\",b,a\r\n,,b,a\r\n",
            2,
        ),
        (
            "f.csv",
            "ITEM, Annotator ,label\na,b,0.50\na,b,1e0\na,b, 0 \n",
            3,
        ),
        ("f.tsv", "item\tannotator\tlabel\na,b\tc\t1\n", 1),
        ("f.csv", "item;annotator;label\na;b;1\na;c;0,5\n", 2),
        ("f.tsv", "item,annotator,label\na,b,1\n", 1),
        ("f.csv", "item|annotator|label\na|b|NaN\na|c|n/a\n", 2),
        ("f.csv", "item,annotator,label\na,b,1", 1),
        (
            "f.jsonl",
            "\u{feff}{\"item\":1,\"annotator\":\"\\u0061\",\"label\":\"0.5\",\"x\":{\"y\":[1]}}\n\n{\"item\":-2,\"annotator\":3,\"label\":null}",
            2,
        ),
    ] {
        assert_eq!(
            read(name, content.as_bytes(), false).unwrap(),
            (rows, 0),
            "{content:?}"
        );
    }
}

quickcheck! {
    fn no_bytes_make_the_reader_panic(content: Vec<u8>, lenient: bool, which: u8) -> bool {
        let name = ["f.csv", "f.tsv", "f.jsonl", "f.csv.gz"][usize::from(which % 4)];
        let mut after_header = b"item,annotator,label\n".to_vec();
        after_header.extend(&content);
        let _ = (read(name, &content, lenient), read(name, &after_header, lenient));
        true
    }

    /// A good file with one byte changed is read, or refused with a message; never a panic.
    fn one_changed_byte(place: usize, byte: u8) -> bool {
        let mut content = format!("{HEAD}a,b,1,1\n\"a\",c,0,1\nd,b,0.5,\n").into_bytes();
        let place = place % content.len();
        content[place] = byte;
        read("f.csv", &content, false).map_or_else(|e| !e.to_string().is_empty(), |r| r.0 >= 1)
    }
}
