//! Label files as tools write them: read as they are, or refused with the option that reads them.

use firstbest::labels::{
    Format, Kind, Label, LabelTable, Period, ReadOptions, ReadReport, read_labels,
};

fn with(
    name: &str,
    content: &[u8],
    options: ReadOptions,
) -> Result<(LabelTable, ReadReport), String> {
    let directory = tempfile::tempdir().expect("a folder");
    let path = directory.path().join(name);
    std::fs::write(&path, content).expect("writable");
    read_labels(&path, &options).map_err(|error| error.to_string())
}

fn columns(text: &str) -> ReadOptions {
    ReadOptions {
        columns: text.parse().expect("columns"),
        ..Default::default()
    }
}

fn coded(text: &str) -> ReadOptions {
    ReadOptions {
        labels: Some(text.parse().expect("labels")),
        ..Default::default()
    }
}

fn format(format: Format) -> ReadOptions {
    ReadOptions {
        format: Some(format),
        ..Default::default()
    }
}

/// `item annotator label` of every row, the parts of a joined item between slashes.
fn rows(table: &LabelTable) -> Vec<String> {
    (0..table.rows())
        .map(|r| {
            let item = table.items().name(table.item()[r]).replace('\u{1f}', "/");
            let annotator = table.annotators().name(table.annotator()[r]);
            let label = match table.label()[r] {
                Label::First => "1",
                Label::Second => "0",
                Label::Tie => "tie",
                Label::Missing => "-",
            };
            format!("{item} {annotator} {label}")
        })
        .collect()
}

fn read(name: &str, content: &str, options: ReadOptions) -> Vec<String> {
    match with(name, content.as_bytes(), options) {
        Ok((table, _)) => rows(&table),
        Err(error) => panic!("{content:?}: {error}"),
    }
}

fn refused(name: &str, content: &str, options: ReadOptions) -> String {
    with(name, content.as_bytes(), options)
        .map_or_else(|error| error, |_| panic!("{content:?} was read"))
}

#[test]
fn headers_of_other_tools_are_known_and_noted() {
    for header in [
        "task,worker,label",
        "Task ID,WorkerId,Label",
        "question_id,judge,winner",
        "comparison_id,evaluator,preference",
        "id,annotator,annotation",
    ] {
        let content = format!("{header}\nx,a,1\ny,b,0\n");
        let (table, report) = with("f.csv", content.as_bytes(), Default::default()).expect(header);
        assert_eq!(rows(&table), ["x a 1", "y b 0"], "{header}");
        assert!(!report.notes.is_empty(), "{header}");
    }
    // Two that may be meant: the caller has to say.
    let message = refused(
        "f.csv",
        "task,question,worker,label\nx,q,a,1\n",
        Default::default(),
    );
    assert!(message.contains("--columns item=task"), "{message}");
    let message = refused("f.csv", "thing,worker,label\nx,a,1\n", Default::default());
    assert!(message.contains("--columns item=COLUMN"), "{message}");
    // A column that may be gold is not used unasked.
    let (table, report) = with(
        "f.csv",
        b"item,annotator,label,truth\nx,a,1,1\n",
        Default::default(),
    )
    .expect("read");
    assert_eq!(table.gold()[0], Label::Missing);
    assert!(
        report
            .notes
            .iter()
            .any(|n| n.contains("--columns gold=truth")),
        "{:?}",
        report.notes
    );
}

/// Batches of Mechanical Turk and of CrowdFlower name the label after the question asked.
#[test]
fn labels_under_names_of_the_requesters_own_are_guessed_in_the_refusal() {
    let batch = "HITId,WorkerId,Input.text,Answer.choice\nh,w,t,1\n";
    let message = refused("f.csv", batch, Default::default());
    assert!(
        message.contains("--columns label=Answer.choice"),
        "{message}"
    );
    assert_eq!(
        read("f.csv", batch, columns("label=Answer.choice")),
        ["h w 1"]
    );
    let gold = "unit_id,worker_id,relevance,relevance_gold\nu,w,1,1\n";
    let message = refused("f.csv", gold, Default::default());
    let option = "label=relevance,gold=relevance_gold";
    assert!(message.contains(option), "{message}");
    assert_eq!(read("f.csv", gold, columns(option)), ["u w 1"]);
    // Only the fields that are there are shown.
    let message = refused("f.jsonl", "{\"id\":1,\"text\":\"t\"}\n", Default::default());
    assert!(!message.contains("assistant"), "{message}");
}

#[test]
fn members_of_json_are_guessed_from_the_rows_as_columns_are() {
    let lines =
        "{\"id\":1,\"by\":7,\"pref\":\"A\",\"note\":\"x\"}\n{\"id\":1,\"by\":8,\"pref\":\"B\"}\n";
    let array = format!("[{}]", lines.trim().replace('\n', ","));
    for (name, content) in [("f.jsonl", lines), ("f.json", &array)] {
        let message = refused(
            name,
            &content.replace("by", "worker"),
            ReadOptions::default(),
        );
        assert!(message.contains("label=pref"), "{message}");
        assert!(message.contains("\"A\", \"B\""), "{message}");
    }
    // An export without a single annotation is known by its records, and said to be empty.
    let none = "[{\"id\":1,\"annotations\":[]},{\"id\":2,\"annotations\":[]}]";
    let message = refused("f.json", none, ReadOptions::default());
    assert!(message.contains("--format label-studio"), "{message}");
    let message = refused("f.json", none, format(Format::LabelStudio));
    assert!(message.contains("no record holds a label"), "{message}");
}

#[test]
fn columns_are_what_the_caller_says() {
    let content = "Q,turn,Who,label,winner\nq1,1,a,9,1\nq1,2,a,9,0\n";
    let options = columns("item=q+turn,annotator=who,label=winner");
    assert_eq!(read("f.csv", content, options), ["q1/1 a 1", "q1/2 a 0"]);
    let options = ReadOptions {
        no_header: true,
        ..columns("item=2,annotator=1,label=3")
    };
    assert_eq!(read("f.csv", "a,x,1\nb,x,0\n", options), ["x a 1", "x b 0"]);
    let message = refused("f.csv", "x,a,1\ny,b,0\n", Default::default());
    assert!(
        message.contains("--no-header --columns item=1,annotator=2,label=3"),
        "{message}"
    );
    for wrong in ["item", "thing=x", "item=", "item=a,item=b"] {
        assert!(
            wrong.parse::<firstbest::labels::ColumnNames>().is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn every_coding_is_read_or_refused_with_the_option_that_reads_it() {
    for (labels, option, expected) in [
        (["A", "B"], "A=1,B=0", ["1", "0"]),
        (["model_b", "model_a"], "model_a=1,model_b=0", ["0", "1"]),
        (["1", "-1"], "1=1,-1=0", ["1", "0"]),
        (["2", "1"], "1=1,2=0", ["0", "1"]),
        (["no", "Yes"], "Yes=1,no=0", ["0", "1"]),
        (["left", "right"], "left=1,right=0", ["1", "0"]),
    ] {
        let content = format!(
            "item,annotator,label\nx,a,{}\ny,a,{}\nz,a,{}\n",
            labels[0], labels[1], labels[0]
        );
        let message = refused("f.csv", &content, Default::default());
        assert!(
            message.contains(&format!("--labels \"{option}\"")),
            "{message}"
        );
        let lenient = ReadOptions {
            lenient: true,
            ..Default::default()
        };
        assert!(
            refused("f.csv", &content, lenient).contains("--labels"),
            "{labels:?}"
        );
        let found = read("f.csv", &content, coded(option));
        assert_eq!(
            found[..2],
            [
                format!("x a {}", expected[0]),
                format!("y a {}", expected[1])
            ]
        );
    }
    // Ties are named; a label with a comma stands in quotes; what is not named is refused.
    let content = "item,annotator,label\nx,a,A\ny,a,\"Tie, both bad\"\nz,a,B\n";
    let message = refused("f.csv", content, Default::default());
    assert!(
        message.contains("A=1,B=0,\"Tie, both bad\"=0.5"),
        "{message}"
    );
    assert_eq!(
        read("f.csv", content, coded("A=1,B=0,\"Tie, both bad\"=0.5")),
        ["x a 1", "y a tie", "z a 0"]
    );
    assert!(refused("f.csv", content, coded("A=1,B=0")).contains("--labels names"));
    let grades = refused(
        "f.csv",
        "item,annotator,label\nx,a,5\ny,a,3\nz,a,1\n",
        Default::default(),
    );
    assert!(grades.contains("--kind ordinal"), "{grades}");
    let classes = refused(
        "f.csv",
        "item,annotator,label\nx,a,cat\ny,a,dog\nz,a,eel\n",
        Default::default(),
    );
    assert!(classes.contains("--kind nominal"), "{classes}");
}

#[test]
fn true_and_false_need_no_option() {
    for (name, content) in [
        (
            "f.csv",
            "item,annotator,label\nx,a,True\ny,a,FALSE\nz,a,NA\n",
        ),
        (
            "f.jsonl",
            "{\"item\":\"x\",\"annotator\":\"a\",\"label\":true}\n{\"item\":\"y\",\"annotator\":\"a\",\"label\":false}\n{\"item\":\"z\",\"annotator\":\"a\",\"label\":null}\n",
        ),
    ] {
        assert_eq!(
            read(name, content, Default::default()),
            ["x a 1", "y a 0", "z a -"]
        );
    }
}

#[test]
fn separators_blank_rows_and_padding_are_seen_through() {
    let want = ["x a 1", "y b tie"];
    for content in [
        "item;annotator;label\nx;a;1\ny;b;0,5\n",
        "sep=;\nitem;annotator;label\nx;a;1\ny;b;0.5\n",
        "item\tannotator\tlabel\nx\ta\t1\ny\tb\t0.5\n",
        "item|annotator|label\nx|a|1\ny|b|0.5\n",
        "item,annotator,label\nx,a,1\n,,\ny,b,0.5\n,,\n , ,\n",
        "\u{feff}\"item\";\"annotator\";\"label\"\r\nx;a;1\r\ny;b;0.5\r\n;;\r\n",
    ] {
        assert_eq!(
            read("f.csv", content, Default::default()),
            want,
            "{content:?}"
        );
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, b"item,annotator,label\nx,a,1\ny,b,0.5\n")
        .expect("memory");
    let mut bytes = packed.finish().expect("memory");
    bytes.extend([0; 700]);
    let (table, _) = with("f.csv.gz", &bytes, Default::default()).expect("zeros behind");
    assert_eq!(rows(&table), want);
}

#[test]
fn a_winner_that_names_a_response_is_understood_in_either_order() {
    let want = [
        "q/alpha/beta a 1",
        "q/alpha/beta b 1",
        "q/alpha/beta c tie",
        "q/alpha/beta d 0",
    ];
    // By name, whichever stands first; by the heading of the column; a tie.
    let content = "question_id,judge,model_a,model_b,winner\nq,a,alpha,beta,alpha\nq,b,beta,alpha,model_b\nq,c,beta,alpha,tie (bothbad)\nq,d,alpha,beta,model_b\n";
    assert_eq!(read("f.csv", content, Default::default()), want);
    let content = "q,who,one,two,best\nq,a,alpha,beta,alpha\nq,b,beta,alpha,alpha\nq,c,beta,alpha,tie\nq,d,alpha,beta,beta\n";
    let options = columns("item=q,annotator=who,first=one,second=two,label=best");
    assert_eq!(read("f.csv", content, options), want);
    let same = "question_id,judge,model_a,model_b,winner\nq,a,alpha,alpha,alpha\n";
    assert!(refused("f.csv", same, Default::default()).contains("another name"));
}

#[test]
fn rankings_become_pairs_of_one_cluster() {
    let want = ["s/A/B a 0", "s/B/C a 1", "s/A/C a tie"];
    let (table, _) = with(
        "f.csv",
        b"item,annotator,label\ns,a,B > A = C\nt,a,A>B\n",
        Default::default(),
    )
    .expect("a ranking");
    let mut found = rows(&table);
    assert_eq!(found.pop().expect("t"), "t/A/B a 1");
    found.sort();
    let mut sorted = want.map(String::from);
    sorted.sort();
    assert_eq!(found, sorted);
    assert_eq!(table.clusters(), 2);
    let wide = "item,annotator,A,B,C\ns,a,2,1,2\n";
    let mut found = read("f.csv", wide, columns("ranks=A+B+C"));
    found.sort();
    assert_eq!(found, sorted);
    let list = "{\"item\":\"s\",\"annotator\":\"a\",\"label\":[\"B\",[\"A\",\"C\"]]}\n";
    let mut found = read("f.jsonl", list, format(Format::Ranking));
    found.sort();
    assert_eq!(found, sorted);
    assert!(
        refused(
            "f.csv",
            "item,annotator,label\ns,a,B > B\n",
            Default::default()
        )
        .contains("names each once")
    );
}

#[test]
fn json_arrays_are_read_over_any_lines() {
    let content = "[{\"item\": 1, \"annotator\": \"a\",\n \"label\": 1, \"note\": [\"],\"]}, {\"annotator\": \"b\", \"label\": \"0.5\", \"item\": 1}\n]\n";
    assert_eq!(
        read("f.json", content, Default::default()),
        ["1 a 1", "1 b tie"]
    );
    let message = refused(
        "f.json",
        "[{\"item\":1,\"annotator\":\"a\",\"label\":1},\n{\"item\":1,\"annotator\":\"a\",\"label\":9}]",
        Default::default(),
    );
    assert!(message.contains(":2: field `label`"), "{message}");
    assert!(
        refused(
            "f.json",
            "[{\"item\":1,\"annotator\":\"a\",\"label\":1}",
            Default::default()
        )
        .contains("breaks off")
    );
}

#[test]
fn label_studio_keeps_questions_apart_and_takes_no_text_for_a_label() {
    let annotation = |by: u32, results: &[&str]| {
        format!(
            r#"{{"completed_by": {by}, "result": [{}]}}"#,
            results.join(",")
        )
    };
    let task = |id: u32, annotations: &[String]| {
        format!(
            r#"{{"id": {id}, "data": {{}}, "annotations": [{}]}}"#,
            annotations.join(",")
        )
    };
    let better = r#"{"from_name": "better", "value": {"choices": ["1"]}}"#;
    let clear = r#"{"from_name": "clear", "value": {"rating": 0}}"#;
    let note = r#"{"from_name": "note", "type": "textarea", "value": {"text": ["fine"]}}"#;
    let span = r#"{"from_name": "span", "value": {"start": 0, "text": "so", "labels": ["1"]}}"#;
    // Skipped, free text only, a marked piece of text: annotated, but no label.
    let content = task(
        7,
        &[
            annotation(1, &[better, note]),
            annotation(2, &[]),
            annotation(3, &[note, span]),
        ],
    );
    let with = |columns: Option<&str>| {
        let mut options = format(Format::LabelStudio);
        if let Some(columns) = columns {
            options.columns = columns.parse().expect("columns");
        }
        options
    };
    assert_eq!(
        read("f.json", &content, with(None)),
        ["7 1 1", "7 2 -", "7 3 -"]
    );
    let two = format!("[{}]", task(8, &[annotation(1, &[better, clear])]));
    let message = refused("f.json", &two, with(None));
    assert!(message.contains("--columns label=better"), "{message}");
    assert_eq!(read("f.json", &two, with(Some("label=clear"))), ["8 1 0"]);
    // JSON-MIN: the answer's name is the user's own; a skipped one is not the task's text.
    let flat = r#"[{"id": 1, "annotator": 2, "text": "t", "pref": "1"}, {"id": 2, "annotator": 2, "text": "t"}]"#;
    let message = refused("f.json", flat, with(None));
    assert!(message.contains("pref or text"), "{message}");
    assert_eq!(
        read("f.json", flat, with(Some("label=pref"))),
        ["1 2 1", "2 2 -"]
    );
}

#[test]
fn nested_exports_are_read_by_name_and_recognised_when_they_are_not_named() {
    let cases: [(Format, &str, &[&str]); 7] = [
        (
            Format::LabelStudio,
            r#"[{"id": 7, "data": {"text": "t"}, "annotations": [
                {"completed_by": 3, "was_cancelled": false, "result": [{"type": "choices", "value": {"choices": ["1"]}}]},
                {"completed_by": {"id": 4}, "result": [{"type": "pairwise", "value": {"selected": "0"}}]},
                {"completed_by": 5, "was_cancelled": true, "result": [{"value": {"choices": ["1"]}}]}]}]"#,
            &["7 3 1", "7 4 0", "7 5 -"],
        ),
        (
            Format::Argilla,
            r#"{"id": "r1", "fields": {"text": "t"}, "responses": {"better": [{"value": "1", "user_id": "u1"}, {"value": "0", "user_id": "u2", "status": "submitted"}, {"value": "0", "user_id": "u3", "status": "discarded"}]}}"#,
            &["r1 u1 1", "r1 u2 0"],
        ),
        (
            Format::Doccano,
            "{\"id\": 1, \"text\": \"t\", \"label\": [\"1\"], \"annotator\": \"ann\"}\n{\"id\": 2, \"text\": \"t\", \"label\": [], \"annotator\": \"ann\"}\n{\"id\": 3, \"text\": \"t\", \"annotations\": [{\"label\": 0, \"user\": 2}]}\n",
            &["1 ann 1", "3 2 0"],
        ),
        (
            Format::MtBench,
            "{\"question_id\": 81, \"model_a\": \"x\", \"model_b\": \"w\", \"winner\": \"model_a\", \"judge\": \"author_2\", \"turn\": 1}\n{\"question_id\": 81, \"model_a\": \"w\", \"model_b\": \"x\", \"winner\": \"tie\", \"judge\": [\"gpt-4\", \"pair-v2\"], \"turn\": 2}\n",
            &[
                "81/turn 1/w/x author_2 0",
                "81/turn 2/w/x gpt-4 pair-v2 tie",
            ],
        ),
        (
            Format::Arena,
            r#"[{"question_id": "q", "model_a": "a", "model_b": "b", "winner": "tie (bothbad)", "judge": "arena_user_1", "turn": 1, "anony": true, "tstamp": 1682351591.1}]"#,
            &["q/turn 1/a/b arena_user_1 tie"],
        ),
        (
            Format::Multipref,
            r#"{"comparison_id": "c", "normal_worker_annotations": [{"evaluator": "e1", "overall_pref": "A-is-slightly-better"}, {"evaluator": "e2", "overall_pref": "Tie"}], "expert_worker_annotations": [{"evaluator": "e3", "overall_pref": "B-is-clearly-better"}]}"#,
            &["c e1 1", "c e2 tie", "c e3 0"],
        ),
        (
            Format::Lewidi,
            "{\n \"12\": {\"text\": {\"a\": \"}\"}, \"annotators\": \"Ann1,Ann2\", \"annotations\": {\"Ann1\": \"1\", \"Ann2\": \"0\"}},\n \"13\": {\"annotators\": \"Ann2,Ann3\", \"annotations\": \"1,0\"}\n}",
            &["12 Ann1 1", "12 Ann2 0", "13 Ann2 1", "13 Ann3 0"],
        ),
    ];
    for (tool, content, want) in cases {
        assert_eq!(read("f.json", content, format(tool)), want, "{tool:?}");
        if matches!(
            tool,
            Format::LabelStudio | Format::Argilla | Format::Multipref | Format::Lewidi
        ) {
            let message = refused("f.json", content, Default::default());
            assert!(
                message.contains(&format!("--format {}", tool.name())),
                "{message}"
            );
        }
        // A damaged record is refused with what is wrong, never with a panic.
        let cut = &content[..content.len() / 2];
        refused("f.json", cut, format(tool));
        refused("f.json", "[1, 2]", format(tool));
    }
}

#[test]
fn classes_and_grades_are_kept_apart_and_numbers_are_one_however_written() {
    let read_as = |kind, content: &str| {
        let options = ReadOptions {
            kind,
            ..Default::default()
        };
        with("f.csv", content.as_bytes(), options)
    };
    let (table, _) = read_as(
        Kind::Nominal,
        "item,annotator,label,gold\nx,a,cat,dog\nx,b,none,\ny,a,NA,cat\n",
    )
    .expect("classes");
    assert_eq!(table.classes().len(), 3);
    assert_eq!(table.class().expect("classes")[2][0], u16::MAX);
    let (table, _) = read_as(
        Kind::Ordinal,
        "item,annotator,label\nx,a,2\nx,b,2.0\ny,a,1\n",
    )
    .expect("grades");
    assert_eq!(table.classes().len(), 2);
    let Err(message) = read_as(Kind::Ordinal, "item,annotator,label\nx,a,good\n") else {
        panic!("read");
    };
    assert!(
        message.contains("--labels \"poor=1,fair=2,good=3\""),
        "{message}"
    );
}

#[test]
fn dates_are_read_when_asked_for() {
    let options = ReadOptions {
        dates: true,
        ..Default::default()
    };
    let content = b"item,annotator,label,created_at\nx,a,1,2024-05-31T10:00:00Z\ny,a,0,\n";
    let (table, _) = with("f.csv", content, options.clone()).expect("dates");
    let days = table.day().expect("days");
    assert_eq!(Period::Month.name(days[0]), "2024-05");
    let wrong = b"item,annotator,label,created_at\nx,a,1,yesterday\n";
    assert!(
        with("f.csv", wrong, options)
            .map(|_| ())
            .expect_err("no date")
            .contains("field `date`")
    );
}
