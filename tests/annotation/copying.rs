//! Labels copied from an assistant, and labels of several classes: the truth behind simulated files
//! is found again.

use firstbest::annotation::assess::assess;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::bootstrap::{below, generator, uniform};
use firstbest::annotation::kappa::Anchor;
use firstbest::annotation::question::Question;
use firstbest::labels::table::{Extra, Row};
use firstbest::labels::{Label, LabelTable};
use serde_json::Value;
use std::process::Command;

fn firstbest(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn copies_of_an_assistant_are_told_from_care() {
    let folder = tempfile::tempdir().expect("a folder");
    let [labels, truth] = ["l.csv", "t.csv"].map(|f| folder.path().join(f).display().to_string());
    firstbest(&[
        "simulate",
        "figures/models/a.toml",
        "--annotators",
        "16",
        "--samples",
        "1500",
        "--with",
        "gold",
        "--effort-mean",
        "0.9",
        "--effort-concentration",
        "30",
        "--assistant",
        "0.75",
        "--copied",
        "0.4",
        "--spam",
        "2",
        "--out",
        &labels,
        "--truth",
        &truth,
    ]);
    let document: Value =
        serde_json::from_str(&firstbest(&["assess", &labels, "--json"])).expect("JSON");
    let truth = std::fs::read_to_string(&truth).expect("the truth");
    let lines = document["assistant"]["annotators"]
        .as_array()
        .expect("a list");
    let mut covered = 0;
    let mut found = 0;
    for row in truth.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let line = lines
            .iter()
            .find(|l| l["annotator"] == cells[0])
            .expect("a line");
        let of = |what: &str, key: &str| line[what][key].as_f64().expect("a number");
        let copied: f64 = cells[2].parse().expect("a share");
        // The best are careful on some 95% of their labels, not on all: efforts and copies are
        // relative to them.
        covered += u32::from(
            of("copied", "lower") - 0.05 <= copied && copied <= of("copied", "upper") + 0.05,
        );
        found += u32::from((of("copied", "estimate") > 0.2) == (copied > 0.2));
        assert!(line["sentinels"].as_u64().expect("a count") > 100);
    }
    assert!(covered >= 13 && found == 16, "{covered} {found}");
    let kinds = document["warnings"].to_string();
    assert!(kinds.contains("labels-ignore-the-item"), "{kinds}");
}

#[test]
fn second_looks_with_an_assistant_are_warned_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let labels = folder.path().join("l.csv").display().to_string();
    firstbest(&[
        "simulate",
        "figures/models/a.toml",
        "--annotators",
        "6",
        "--samples",
        "80",
        "--assistant",
        "0.9",
        "--out",
        &labels,
    ]);
    let text = firstbest(&["assess", &labels, "--scheme", "self-consistency"]);
    assert!(text.contains("copied label repeats itself"), "{text}");
}

/// Annotators of K classes (or grades 1 to K) with own habits: a favourite class, a coin of all, a
/// lopsided law.
fn classes(k: usize, seed: u64, items: usize, efforts: &[f64]) -> LabelTable {
    let mut table = LabelTable::default();
    let mut rng = generator(seed, 7);
    for item in 0..items {
        let typical = below(&mut rng, k);
        let careful = |rng: &mut _| {
            if uniform(rng) < 0.8 {
                typical
            } else {
                below(rng, k)
            }
        };
        let gold = careful(&mut rng);
        for (a, &effort) in efforts.iter().enumerate() {
            for _ in 0..2 {
                let class = if uniform(&mut rng) < effort {
                    careful(&mut rng)
                } else {
                    match a % 3 {
                        0 => 0,
                        1 => below(&mut rng, k),
                        _ => below(&mut rng, k).min(below(&mut rng, k)),
                    }
                };
                let [label, gold] = [class + 1, gold + 1].map(|c| c.to_string());
                let (item, annotator) = (format!("i{item}"), format!("a{a}"));
                let row = Row {
                    item: item.as_bytes(),
                    annotator: annotator.as_bytes(),
                    label: Label::Missing,
                    gold: Label::Missing,
                    cluster: None,
                };
                let classes = Some([label.as_bytes(), gold.as_bytes()]);
                table
                    .push_with(
                        row,
                        Extra {
                            classes,
                            ..Default::default()
                        },
                    )
                    .expect("a row");
            }
        }
    }
    table
}

#[test]
fn efforts_of_classes_and_grades_are_found_whatever_the_habit() {
    let efforts = [1.0, 0.9, 0.7, 0.5, 0.3, 0.8];
    let (mut inside, mut all) = (0, 0);
    for (k, grades) in [(4, false), (5, true), (2, false)] {
        for seed in 0..6 {
            let table = classes(k, seed, 250, &efforts);
            for scheme in [Basis::SelfConsistency, Basis::Expert, Basis::Peers] {
                let question = Question {
                    scheme: Some(scheme),
                    anchor: (scheme != Basis::Peers).then_some(Anchor::Both),
                    grades,
                    ..Default::default()
                };
                let a = assess(&table, &question).expect("judged");
                let kappa = a.kappa.as_ref().expect("a scale");
                assert!(kappa.value.estimate > 0.3, "{k} {scheme:?} {kappa:?}");
                for (report, effort) in a.annotators.iter().zip(efforts) {
                    let e = report.effort.expect("an effort");
                    assert!(
                        (e.estimate - effort).abs() < 0.35,
                        "{k} {scheme:?} {effort}: {e:?}"
                    );
                    inside += u32::from(e.covers(effort));
                    all += 1;
                }
            }
        }
    }
    // Intervals of 95% from dependent files of one scale each; below nine in ten is no chance.
    assert!(
        f64::from(inside) > 0.9 * f64::from(all),
        "{inside} of {all}"
    );
}
