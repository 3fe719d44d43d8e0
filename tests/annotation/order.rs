//! The order of a file's rows carries no information: every order says the same.

use firstbest::annotation::assess::assess;
use firstbest::annotation::assessment::Assessment;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::label_model::{Plan, Preferences};
use firstbest::annotation::question::Question;
use firstbest::labels::{Kind, ReadOptions, read_labels};
use std::convert::Infallible;

fn rows() -> Vec<String> {
    let plan = Plan {
        preferences: Preferences {
            kappa: 0.7,
            shared: 1.0,
        },
        items: 60,
        samples: 40,
        repeats: false,
        gold: true,
        seed: 7,
    };
    let mut rows = Vec::new();
    let Ok(()) = plan.labels(&[0.9, 0.8, 0.6, 0.4, 0.2], |l| {
        let gold = l.gold.map_or(String::new(), |g| u8::from(g).to_string());
        let label = u8::from(l.label);
        rows.push(format!("i{},a{},{label},{gold}", l.item, l.annotator));
        Ok::<(), Infallible>(())
    });
    rows
}

fn assessed(rows: &[String], kind: Kind, scheme: Basis) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("labels.csv");
    std::fs::write(
        &path,
        format!("item,annotator,label,gold\n{}\n", rows.join("\n")),
    )
    .unwrap();
    let options = ReadOptions {
        kind,
        ..ReadOptions::default()
    };
    let (table, _) = read_labels(&path, &options).unwrap();
    let question = Question {
        scheme: Some(scheme),
        ..Question::default()
    };
    assess(&table, &question).unwrap()
}

#[test]
fn any_order_of_the_rows_says_the_same_to_the_last_digit() {
    let rows = rows();
    let mut turned: Vec<String> = rows.iter().rev().cloned().collect();
    // 7 and the number of rows have no common divisor: every row comes once.
    let n = rows.len();
    assert_eq!(n % 7, 4);
    let mixed: Vec<String> = (0..n).map(|i| rows[7 * i % n].clone()).collect();
    turned.rotate_left(3);
    for kind in [Kind::Binary, Kind::Nominal] {
        for scheme in [Basis::Expert, Basis::Peers] {
            let first = assessed(&rows, kind, scheme);
            for other in [&turned, &mixed] {
                assert_eq!(first, assessed(other, kind, scheme));
            }
        }
    }
}

/// Of classes each pair of peers counts once, as of binary labels.
#[test]
fn pairs_and_clusters_of_classes_are_those_of_binary_labels() {
    let [binary, classes] =
        [Kind::Binary, Kind::Nominal].map(|kind| assessed(&rows(), kind, Basis::Expert));
    for (binary, classes) in [
        (binary.expert.unwrap(), classes.expert.unwrap()),
        (binary.peers.unwrap(), classes.peers.unwrap()),
    ] {
        assert_eq!(
            (binary.pairs, binary.clusters),
            (classes.pairs, classes.clusters)
        );
        // The same sums in another order.
        assert!((binary.share.estimate - classes.share.estimate).abs() < 1e-12);
    }
}
