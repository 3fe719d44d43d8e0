//! `assess` and `simulate` as users meet them, on the committed file of simulated labels whose
//! efforts are known.

use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Output};

const LABELS: &str = "tests/data/labels.csv";

fn firstbest(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs")
}

fn text(args: &[&str]) -> String {
    let output = firstbest(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&text(args)).expect("one JSON document")
}

/// The true efforts behind the committed labels.
fn truth() -> HashMap<String, f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/efforts.csv");
    std::fs::read_to_string(path)
        .expect("a committed file")
        .lines()
        .skip(1)
        .map(|line| {
            let (name, effort) = line.split_once(',').expect("two columns");
            (name.to_owned(), effort.parse().expect("a number"))
        })
        .collect()
}

/// Written by `simulate figures/models/a.toml --annotators 12 --samples 60 --seed 4`: the same
/// bytes for ever.
#[test]
fn simulate_writes_the_committed_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let [labels, efforts] = ["l.csv", "e.csv"].map(|f| folder.path().join(f).display().to_string());
    let printed = text(&[
        "simulate",
        "figures/models/a.toml",
        "--annotators",
        "12",
        "--samples",
        "60",
        "--seed",
        "4",
        "--out",
        &labels,
        "--truth",
        &efforts,
    ]);
    assert!(printed.trim().is_empty());
    for (made, committed) in [(&labels, LABELS), (&efforts, "tests/data/efforts.csv")] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(committed);
        assert!(
            std::fs::read(made).unwrap() == std::fs::read(committed).unwrap(),
            "{made}"
        );
    }
}

#[test]
fn json_holds_what_is_documented_and_intervals_hold_the_truth() {
    let document = json(&["assess", LABELS, "--json"]);
    assert!(document["kappa"]["estimate"].is_number());
    assert!(
        document["identification"]
            .as_str()
            .is_some_and(|t| t.contains("κ_e = κ_s"))
    );
    let truth = truth();
    let annotators = document["annotators"].as_array().expect("a list");
    assert_eq!(annotators.len(), truth.len());
    let mut covered = 0;
    for annotator in annotators {
        let name = annotator["annotator"].as_str().expect("a name");
        assert!(annotator["samples"].is_u64() && annotator["agreement"].is_number());
        let of = |key: &str| annotator["effort"][key].as_f64().expect("a number");
        let (lower, estimate, upper) = (of("lower"), of("estimate"), of("upper"));
        assert!(0.0 <= lower && lower <= estimate && estimate <= upper && upper <= 1.0);
        covered += u32::from((lower..=upper).contains(&truth[name]));
    }
    // Twelve intervals of 95%, dependent through κ: fewer than nine hits have probability below
    // 1e-3.
    assert!(covered >= 9, "{covered} of 12");
}

#[test]
fn the_table_is_sorted_and_has_intervals() {
    let table = text(&["assess", LABELS]);
    let rows: Vec<&str> = table
        .lines()
        .skip_while(|line| !line.starts_with("annotator"))
        .filter(|line| line.contains('['))
        .collect();
    assert_eq!(rows.len(), 12, "{table}");
    // Those that are known first, by the lower end of the effort.
    let sure: Vec<f64> = table
        .lines()
        .skip_while(|line| !line.starts_with("annotator"))
        .take_while(|line| !line.contains("little is known"))
        .filter(|line| line.contains('['))
        .map(|row| {
            let brackets: Vec<&str> = row.split('[').collect();
            assert_eq!(
                brackets.len(),
                4,
                "both agreements and effort with intervals: {row}"
            );
            let number = brackets[3].split(',').next().expect("a lower limit").trim();
            number.parse().expect("a number")
        })
        .collect();
    assert!(sure.len() > 5, "{table}");
    assert!(sure.windows(2).all(|w| w[0] >= w[1]), "{table}");
    for word in [
        "Identification",
        "with oneself",
        "with the expert",
        "κ =",
        "tell",
        "enough samples",
        "told from half the effort",
        "In short",
        "what to do",
        "pooled",
    ] {
        assert!(table.contains(word), "{word}: {table}");
    }
}

#[test]
fn classes_leave_a_model_with_their_own_agreement_by_chance() {
    let folder = tempfile::tempdir().expect("a folder");
    let (labels, model) = (folder.path().join("l.csv"), folder.path().join("m.toml"));
    let mut rows = String::from("item,annotator,label,gold\n");
    for item in 0..90 {
        let class = ["x", "y", "z"][item % 3];
        for annotator in 0..4 {
            let other = ["y", "z", "x"][item % 3];
            let label = if (item + annotator) % 7 == 0 {
                other
            } else {
                class
            };
            rows += &format!("{item},a{annotator},{label},{class}\n");
        }
    }
    std::fs::write(&labels, rows).expect("labels");
    let (labels, model) = (labels.display().to_string(), model.display().to_string());
    let kind = ["assess", &labels, "--kind", "nominal"];
    let found = json(&[&kind[..], &["--json", "--model-out", &model]].concat());
    let [chance, careful] =
        ["by_chance", "careful"].map(|name| found["classes"][name].as_f64().expect("a number"));
    let written = std::fs::read_to_string(&model).expect("a model");
    assert!(written.contains("scheme = \"polynomial\""), "{written}");
    // What care adds has its interval.
    let curve = format!("coefficients = [{chance}, {{ value = ");
    let (_, gain) = written.split_once(&curve).expect("a curve with a range");
    let gain: f64 = gain
        .split(',')
        .next()
        .and_then(|g| g.parse().ok())
        .expect("a number");
    // Careful is the sum of two numbers below one, each with its rounding.
    assert!((gain - (careful - chance)).abs() < 1e-15, "{written}");
    json(&[
        "gap",
        &model,
        "--contract",
        "linear",
        "--samples",
        "50",
        "--json",
    ]);
}

#[test]
fn no_result_is_written_over_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let labels = folder.path().join("l.csv");
    std::fs::copy(LABELS, &labels).expect("a copy");
    let labels = labels.display().to_string();
    for option in ["--html", "--model-out"] {
        let output = firstbest(&["assess", &labels, option, &labels]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("would be written over"), "{message}");
        assert_eq!(output.status.code(), Some(2), "{message}");
    }
    assert_eq!(
        std::fs::read(&labels).expect("labels"),
        std::fs::read(LABELS).expect("labels")
    );
}

#[test]
fn from_labels_to_a_bonus_in_two_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("team.toml").display().to_string();
    text(&[
        "assess",
        LABELS,
        "--scheme",
        "self-consistency",
        "--model-out",
        &model,
    ]);
    let written = std::fs::read_to_string(&model).expect("a model");
    assert!(
        written.contains("kappa is estimated from labels.csv"),
        "{written}"
    );
    let kappa =
        json(&["assess", LABELS, "--scheme", "self-consistency", "--json"])["kappa"]["estimate"]
            .as_f64()
            .expect("a number");
    let gap = json(&[
        "gap",
        &model,
        "--contract",
        "linear",
        "--samples",
        "200",
        "--json",
    ]);
    assert_eq!(gap["model"]["monitoring"]["kappa"].as_f64(), Some(kappa));
    assert!(text(&["design", &model, "--samples", "200"]).contains("bonus"));
}

/// Which monitoring tells more and how many samples are enough, for machines; every scheme and
/// anchor can be had.
#[test]
fn advice_and_every_scheme_are_within_reach() {
    let document = json(&["assess", LABELS, "--json"]);
    assert_eq!(document["scheme"], "both");
    let advice = &document["monitoring"];
    assert!(
        advice["verdict"]
            .as_str()
            .is_some_and(|v| v.contains("tell"))
    );
    for signal in ["repeats", "expert"] {
        let samples = advice[signal]["samples"].as_array().expect("a list");
        assert_eq!(samples.len(), 3);
        assert!(
            samples
                .iter()
                .all(|e| e["task"].is_string() && e["estimate"].is_u64())
        );
    }
    for (arguments, scheme) in [
        (&["--scheme", "both"][..], "both"),
        (&["--scheme", "both", "--kappa", "0.8"], "both"),
        (&["--scheme", "expert"], "expert"),
        (
            &["--scheme", "self-consistency", "--anchor", "everyone"],
            "self-consistency",
        ),
        (&["--scheme", "peers"], "peers"),
        (&["--anchor", "likelihood"], "peers"),
        (&["--anchor", "best"], "expert"),
    ] {
        let document = json(&[&["assess", LABELS, "--json"], arguments].concat());
        assert_eq!(document["scheme"], scheme, "{arguments:?}");
        assert!(
            document["annotators"][0]["effort"]["lower"].is_number(),
            "{arguments:?}"
        );
    }
    // Lines are broken to the terminal's width.
    let help = text(&["assess", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in [
        "both",
        "self-consistency",
        "peers",
        "likelihood",
        "how many samples are enough",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn plots_in_three_formats_by_the_common_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name).display().to_string();
    for (name, start) in [
        ("p.svg", &b"<svg"[..]),
        ("p.pdf", b"%PDF"),
        ("p.PNG", b"\x89PNG"),
    ] {
        text(&["assess", LABELS, "--plot", &file(name)]);
        let bytes = std::fs::read(file(name)).expect("a plot");
        assert!(bytes.starts_with(start), "{name}");
    }
    let svg = std::fs::read_to_string(file("p.svg")).expect("text");
    for name in truth().keys() {
        assert!(svg.contains(name), "{name} is not in the plot");
    }
    let refused = firstbest(&["assess", LABELS, "--plot", &file("p.bmp")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!Path::new(&file("p.bmp")).exists());
}

/// Names with markup, quotes, other scripts and controls.
#[test]
fn plots_take_any_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let labels = folder.path().join("l.csv");
    let mut content = "item,annotator,label,gold\n".to_owned();
    for name in [
        "$a_b^{",
        "\u{4e2d}\u{6587}",
        "\"q,\"\"u\"",
        "a\\b√<&>",
        "\u{7}bell",
    ] {
        for item in 0..20 {
            content += &format!("i{item},{name},{},1\n", u8::from(item > 3));
        }
    }
    std::fs::write(&labels, content).expect("writable");
    let plot = folder.path().join("p.svg");
    let [labels, plot] = [labels, plot].map(|p| p.display().to_string());
    text(&["assess", &labels, "--anchor", "everyone", "--plot", &plot]);
    assert!(Path::new(&plot).is_file());
}

#[test]
fn bad_arguments_are_refused() {
    for (args, piece) in [
        (&["assess", LABELS, "--level", "1.5"][..], "level"),
        (&["assess", LABELS, "--kappa", "0"], "kappa"),
        (&["assess", LABELS, "--kappa", "NaN"], "kappa"),
        (&["assess", "nowhere.csv"], "nowhere.csv"),
        (&["assess", LABELS, "--cluster", "nothing"], "nothing"),
        (
            &["simulate", "figures/models/gec.toml", "--effort-mean", "2"],
            "effort-mean",
        ),
    ] {
        let output = firstbest(args);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(
            stderr.contains(piece) && !stderr.contains("panicked"),
            "{stderr}"
        );
    }
}
