//! Labels that would pass for care by one figure and do not by another: the verdict follows the
//! second.

use firstbest::annotation::advice::advise;
use firstbest::annotation::assess::assess;
use firstbest::annotation::assessment::{AnnotatorReport, Assessment};
use firstbest::annotation::basis::Basis;
use firstbest::annotation::bootstrap::{generator, uniform};
use firstbest::annotation::interval::Interval;
use firstbest::annotation::question::Question;
use firstbest::annotation::summary::AgreementSummary;
use firstbest::annotation::traps::SecondLooks;
use firstbest::annotation::verdict::{NET, PAY, SWAPPED, TALK, TURNED};
use firstbest::labels::table::{Extra, Row};
use firstbest::labels::{Label, LabelTable};

/// Item, annotator, label, gold, the assistant's label.
type Vote = (usize, &'static str, bool, Option<bool>, Option<bool>);

fn of(first: bool) -> Label {
    if first { Label::First } else { Label::Second }
}

fn table(votes: &[Vote]) -> LabelTable {
    let mut table = LabelTable::default();
    for &(item, annotator, label, gold, assistant) in votes {
        let item = format!("i{item}");
        let row = Row {
            item: item.as_bytes(),
            annotator: annotator.as_bytes(),
            label: of(label),
            gold: gold.map_or(Label::Missing, of),
            cluster: None,
        };
        let extra = Extra {
            assistant: assistant.map(of),
            ..Extra::default()
        };
        table.push_with(row, extra).expect("a row");
    }
    table
}

fn judged(votes: &[Vote]) -> Assessment {
    assess(&table(votes), &Question::default()).expect("judged")
}

fn line<'a>(a: &'a Assessment, name: &str) -> &'a AnnotatorReport {
    let found = a.annotators.iter().find(|r| r.annotator == name);
    found.expect("an annotator")
}

fn warned(a: &Assessment, kind: &str) -> bool {
    a.warnings.iter().any(|w| w.kind == kind)
}

#[test]
fn a_single_annotators_file_exported_twice_tells_nothing() {
    let mut rng = generator(3, 1);
    let once: Vec<Vote> = (0..40)
        .map(|i| (i, "ann", uniform(&mut rng) < 0.5, None, None))
        .collect();
    let twice: Vec<Vote> = once.iter().chain(&once).copied().collect();
    let adjacent: Vec<Vote> = once.iter().flat_map(|&v| [v, v]).collect();
    for votes in [&twice, &adjacent] {
        let refused = assess(&table(votes), &Question::default()).expect_err("only copies");
        let said = refused.to_string();
        assert!(said.contains("exported twice"), "{said}");
        assert!(said.contains("--second-looks keep"), "{said}");
    }
    // The caller may know better, and looks that differ once are looks.
    let keep = Question {
        second_looks: SecondLooks::Keep,
        ..Question::default()
    };
    assert!(assess(&table(&twice), &keep).is_ok());
    let mut looks = twice.clone();
    looks[60].2 = !looks[60].2;
    assert_eq!(judged(&looks).scheme, Basis::SelfConsistency);
}

#[test]
fn labels_that_are_all_ties_are_said_to_be() {
    let mut ties = LabelTable::default();
    for i in 0..20 {
        let item = format!("i{i}");
        let row = Row {
            item: item.as_bytes(),
            annotator: b"ann",
            label: Label::Tie,
            gold: Label::First,
            cluster: None,
        };
        ties.push(row).expect("a row");
    }
    let said = assess(&ties, &Question::default())
        .expect_err("ties")
        .to_string();
    assert!(said.contains("all 20 labels are ties"), "{said}");
}

/// Two who choose one response on 93% of all items whatever they are agree on 87%: that is no care.
#[test]
fn labels_far_from_half_and_half_pay_nobody() {
    for share in [0.93, 0.07] {
        let mut rng = generator(7, 2);
        let mut votes: Vec<Vote> = Vec::new();
        for item in 0..200 {
            for name in ["ann", "bob", "cyd", "dee"] {
                votes.push((item, name, uniform(&mut rng) < share, None, None));
            }
        }
        let a = judged(&votes);
        assert!(warned(&a, "one-sided-labels"), "{:?}", a.warnings);
        assert!(a.annotators.iter().all(|r| r.to_do != PAY), "{share}");
    }
    // Half and half, and a file too small to tell.
    for (items, share) in [(200, 0.5), (20, 0.75)] {
        let mut rng = generator(7, 3);
        let mut votes: Vec<Vote> = Vec::new();
        for item in 0..items {
            let p = if uniform(&mut rng) < share {
                0.97
            } else {
                0.03
            };
            for name in ["ann", "bob", "cyd"] {
                votes.push((item, name, uniform(&mut rng) < p, None, None));
            }
        }
        let a = judged(&votes);
        assert!(!warned(&a, "one-sided-labels"), "{:?}", a.warnings);
    }
}

#[test]
fn who_is_consistent_the_other_way_round_has_swapped_the_responses() {
    let mut rng = generator(5, 4);
    let mut votes: Vec<Vote> = Vec::new();
    for item in 0..60 {
        let first = uniform(&mut rng) < 0.5;
        for _ in 0..2 {
            for name in ["ann", "bob", "swap"] {
                let right = uniform(&mut rng) < 0.95;
                let label = (first == right) != (name == "swap");
                votes.push((item, name, label, Some(first), None));
            }
        }
    }
    let a = judged(&votes);
    let swapped = line(&a, "swap");
    assert_eq!(swapped.to_do, SWAPPED, "{swapped:?}");
    assert!(swapped.effort.is_none());
    assert!(warned(&a, "labels-reversed"));
    // The others are judged as if swap were not there.
    let rest: Vec<Vote> = votes.into_iter().filter(|v| v.1 != "swap").collect();
    let alone = judged(&rest);
    for name in ["ann", "bob"] {
        let [with, without] = [&a, &alone].map(|a| line(a, name).effort.expect("known"));
        assert!((with.estimate - without.estimate).abs() < 0.02, "{name}");
    }
}

#[test]
fn classes_that_agree_less_than_chance_are_not_called_swapped_but_grades_may_be() {
    let mut rng = generator(9, 5);
    let mut classes = LabelTable::default();
    for item in 0..120 {
        let name = format!("i{item}");
        let truth = (uniform(&mut rng) * 4.0) as usize;
        for who in ["ann", "bob", "cyd", "turned"] {
            let noise = uniform(&mut rng);
            let seen = if noise < 0.9 {
                truth
            } else {
                (noise * 40.0) as usize % 4
            };
            let given = if who == "turned" { 3 - seen } else { seen };
            let row = Row {
                item: name.as_bytes(),
                annotator: who.as_bytes(),
                label: Label::Missing,
                gold: Label::Missing,
                cluster: None,
            };
            let texts = [given.to_string(), truth.to_string()];
            let extra = Extra {
                classes: Some([texts[0].as_bytes(), texts[1].as_bytes()]),
                ..Extra::default()
            };
            classes.push_with(row, extra).expect("a row");
        }
    }
    for (grades, expected) in [(false, TALK), (true, TURNED)] {
        let question = Question {
            grades,
            ..Question::default()
        };
        let a = assess(&classes, &question).expect("judged");
        let found = line(&a, "turned");
        assert_eq!(found.to_do, expected, "{found:?}");
    }
}

#[test]
fn who_copies_the_assistant_is_judged_net_of_copies() {
    let mut rng = generator(1, 6);
    let mut votes: Vec<Vote> = Vec::new();
    for item in 0..300 {
        let gold = uniform(&mut rng) < 0.5;
        let assistant = gold == (uniform(&mut rng) < 0.8);
        for name in ["ann", "bob", "cyd", "copy"] {
            let own = gold == (uniform(&mut rng) < 0.93);
            let label = if name == "copy" { assistant } else { own };
            votes.push((item, name, label, Some(gold), Some(assistant)));
        }
    }
    let a = judged(&votes);
    let copier = line(&a, "copy");
    assert!(
        copier.effort.expect("an effort").estimate > 0.5,
        "{copier:?}"
    );
    assert_eq!(copier.to_do, TALK, "{copier:?}");
    assert!(copier.flags.contains(&NET));
    assert_eq!(line(&a, "ann").to_do, PAY, "{:?}", line(&a, "ann"));
}

/// Agreement without exception: its limits say how many samples are enough, not its estimate.
#[test]
fn certain_agreement_asks_for_no_one_sample() {
    let without_exception = |lower: f64| {
        Some(AgreementSummary {
            pairs: 10,
            clusters: 10,
            share: Interval {
                estimate: 1.0,
                lower,
                upper: 1.0,
            },
        })
    };
    for lower in [0.158, 0.735, 0.912] {
        let all = [
            advise(without_exception(lower), None, None, 0.95),
            advise(None, without_exception(lower), None, 0.95),
            advise(None, None, without_exception(lower), 0.95),
            advise(
                without_exception(lower),
                without_exception(lower),
                None,
                0.95,
            ),
        ];
        for advice in all {
            let advice = advice.expect("advice");
            assert!(
                !advice.verdict.contains("more than 100.0%"),
                "{}",
                advice.verdict
            );
            assert!(
                !advice.verdict.contains("100.0% is enough"),
                "{}",
                advice.verdict
            );
            for signal in [&advice.repeats, &advice.expert] {
                let known = &signal.samples[2];
                assert!(
                    known.estimate.is_none() && known.lower.is_none(),
                    "{known:?}"
                );
            }
        }
    }
}
