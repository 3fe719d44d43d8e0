//! `firstbest model --observed`: the cost of care from what was seen under different pay.

use firstbest::design::posted::Posted;
use firstbest::design::posted::reply::best_reply;
use firstbest::model::Model;
use std::path::Path;
use std::process::{Command, Output};

const LABELS: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\n[monitoring]\nscheme = \"expert\"\nkappa = { value = 0.85, lower = 0.83, upper = 0.87 }\n";

const ANSWERS: &str = "currency = \"USD\"\nlabels = 1000\ncareful_minutes = 2\ncareless_minutes = 0.5\nhour = 12\ngamble = 100\npremium = 10\nwrong_label = 3\n";

/// Linear pay on 50 checked labels.
const SLOPES: [f64; 2] = [500.0, 650.0];

fn model(folder: &Path, more: &[&str]) -> Output {
    let arguments = ["model", "--from", "m.toml", "--answers", "answers.toml"];
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(arguments)
        .args(more)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn text(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn entry(slope: f64, seen: &str) -> String {
    format!("[[seen]]\nsamples = 50\nintercept = -150\nslope = {slope}\nfloor = 0\n{seen}\n")
}

#[test]
fn efforts_under_two_pays_give_the_cost_with_an_interval_that_design_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), LABELS).expect("written");
    std::fs::write(path.join("answers.toml"), ANSWERS).expect("written");
    text(&model(path, &["--out", "answered.toml"]));
    let answered = Model::read(&path.join("answered.toml")).expect("a model");
    // Seen: what annotators do whose care costs 1.25 times what was answered.
    let scale = firstbest::model::numbers(&answered);
    let scale = scale
        .iter()
        .find(|n| (n.section, n.key) == ("cost", "scale"))
        .expect("a scale");
    let dear = answered
        .with_numbers(&[(scale, 1.25 * scale.value)])
        .expect("a model");
    let efforts = SLOPES.map(|slope| {
        let pay = Posted::Linear {
            samples: 50,
            intercept: -150.0,
            slope,
            floor: 0.0,
        };
        best_reply(&dear, &pay).expect("a reply").effort
    });
    assert!(
        efforts.iter().all(|e| (0.05..0.95).contains(e)),
        "{efforts:?}"
    );
    let seen: String = SLOPES
        .iter()
        .zip(efforts)
        .map(|(slope, effort)| entry(*slope, &format!("effort = {effort}\nerror = 0.03")))
        .collect();
    std::fs::write(path.join("observed.toml"), seen).expect("written");
    let said = text(&model(
        path,
        &["--observed", "observed.toml", "--out", "seen.toml"],
    ));
    assert!(said.contains("What was seen under 2 pays"), "{said}");
    assert!(!said.contains("WARNING"), "{said}");
    let refined = Model::read(&path.join("seen.toml")).expect("a model");
    let cost = refined
        .unknowns()
        .iter()
        .find(|n| (n.section, n.key) == ("cost", "scale"))
        .expect("the model keeps the range");
    let expected = 1.25 * scale.value;
    assert!((cost.value / expected - 1.0).abs() < 1e-3, "{cost:?}");
    assert!(
        cost.lower < 0.99 * expected && cost.upper > 1.01 * expected,
        "{cost:?}"
    );
}

#[test]
fn observations_that_make_no_sense_are_refused_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), LABELS).expect("written");
    std::fs::write(path.join("answers.toml"), ANSWERS).expect("written");
    let good = "checked = 100\nagreed = 80";
    let cases = [
        (entry(500.0, good), "two pays or more"),
        (
            entry(500.0, good) + &entry(600.0, "checked = 100\nagreed = 101"),
            "agreed",
        ),
        (entry(500.0, good) + &entry(600.0, "effort = 0.5"), "error"),
        (entry(500.0, good) + &entry(-1.0, good), "slope"),
        (
            "[[seen]]\nsamples = 5\nbase = 1\nthresholds = [6]\nbonuses = [1]\nchecked = 1\nagreed = 1\n"
                .to_owned()
                + &entry(1.0, good),
            "thresholds",
        ),
    ];
    for (written, named) in cases {
        std::fs::write(path.join("observed.toml"), &written).expect("written");
        let output = model(path, &["--observed", "observed.toml"]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{written}: {stderr}");
        assert!(stderr.contains(named), "{written}: {stderr}");
    }
}
