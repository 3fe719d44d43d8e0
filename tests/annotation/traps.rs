//! What looks like care and is not: each trap is warned of and does no harm.

use firstbest::annotation::assess::assess;
use firstbest::annotation::assessment::Assessment;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::bootstrap::{generator, uniform};
use firstbest::annotation::kappa::Anchor;
use firstbest::annotation::question::Question;
use firstbest::annotation::standing::Standing;
use firstbest::annotation::traps::SecondLooks;
use firstbest::annotation::verdict::ordered;
use firstbest::labels::table::{Extra, Row};
use firstbest::labels::{Label, LabelTable};

/// One label: item, annotator, label, gold.
type Vote = (usize, &'static str, bool, Option<bool>);

fn table(votes: &[Vote]) -> LabelTable {
    let mut table = LabelTable::default();
    for &(item, annotator, label, gold) in votes {
        push(&mut table, item, annotator, label, gold, Extra::default());
    }
    table
}

fn push(
    table: &mut LabelTable,
    item: usize,
    annotator: &str,
    label: bool,
    gold: Option<bool>,
    extra: Extra<'_>,
) {
    let of = |first: bool| if first { Label::First } else { Label::Second };
    let item = format!("i{item}");
    let row = Row {
        item: item.as_bytes(),
        annotator: annotator.as_bytes(),
        label: of(label),
        gold: gold.map_or(Label::Missing, of),
        cluster: None,
    };
    table.push_with(row, extra).expect("a row");
}

/// Careful on a share `effort` of looks; an item's preference is 0.95 or 0.05.
fn crowd(annotators: &[(&'static str, f64)], items: usize, looks: usize, gold: bool) -> Vec<Vote> {
    let mut rng = generator(11, 1);
    let mut votes = Vec::new();
    for item in 0..items {
        let p = if uniform(&mut rng) < 0.5 { 0.95 } else { 0.05 };
        let expert = gold.then(|| uniform(&mut rng) < p);
        for &(name, effort) in annotators {
            for _ in 0..looks {
                let law = if uniform(&mut rng) < effort { p } else { 0.5 };
                votes.push((item, name, uniform(&mut rng) < law, expert));
            }
        }
    }
    votes
}

const FOUR: [(&str, f64); 4] = [("ann", 0.9), ("bob", 0.8), ("cyd", 0.7), ("coin", 0.0)];

fn judged(votes: &[Vote]) -> Assessment {
    assess(&table(votes), &Question::default()).expect("judged")
}

fn warned(a: &Assessment, kind: &str) -> bool {
    a.warnings.iter().any(|w| w.kind == kind && w.count > 0)
}

fn effort(a: &Assessment, name: &str) -> Option<f64> {
    let found = a.annotators.iter().find(|r| r.annotator == name);
    found.expect("an annotator").effort.map(|e| e.estimate)
}

#[test]
fn a_file_exported_twice_has_no_second_looks() {
    let once = crowd(&FOUR, 150, 1, false);
    let twice: Vec<Vote> = once.iter().chain(&once).copied().collect();
    let adjacent: Vec<Vote> = once.iter().flat_map(|&v| [v, v]).collect();
    // A page of it only.
    let page: Vec<Vote> = once.iter().chain(&once[100..220]).copied().collect();
    for votes in [twice, adjacent, page] {
        let a = judged(&votes);
        assert_eq!(a.scheme, Basis::Peers);
        assert!(
            warned(&a, "file-doubled") || warned(&a, "repeats-all-equal"),
            "{:?}",
            a.warnings
        );
        assert!(effort(&a, "coin").expect("an effort") < 0.5);
        assert_eq!(a.peers, judged(&once).peers, "copies do not count");
    }
    // True second looks stay, and may be doubled themselves.
    let looks = crowd(&FOUR, 150, 2, false);
    let doubled: Vec<Vote> = looks.iter().chain(&looks).copied().collect();
    let (single, double) = (judged(&looks), judged(&doubled));
    assert_eq!(single.scheme, Basis::SelfConsistency);
    assert!(!warned(&single, "file-doubled") && warned(&double, "file-doubled"));
    assert_eq!(single.self_consistency, double.self_consistency);
    // The caller may know better.
    let keep = Question {
        second_looks: SecondLooks::Keep,
        ..Default::default()
    };
    let twice: Vec<Vote> = once.iter().chain(&once).copied().collect();
    let kept = assess(&table(&twice), &keep).expect("judged");
    assert_eq!(kept.scheme, Basis::SelfConsistency);
}

#[test]
fn a_few_copies_do_not_switch_the_scheme() {
    for gold in [false, true] {
        let once = crowd(&FOUR, 150, 1, gold);
        let mut votes = once.clone();
        votes.extend(&once[..6]);
        // One of them in another version.
        let mut other = once[40];
        other.2 = !other.2;
        votes.push(other);
        let a = judged(&votes);
        assert_eq!(a.scheme, judged(&once).scheme);
        assert!(warned(&a, "few-repeats"), "{:?}", a.warnings);
    }
}

#[test]
fn rows_equal_in_every_column_are_copies_where_other_repeats_differ() {
    let mut table = LabelTable::default();
    for (i, &(item, who, label, gold)) in crowd(&FOUR, 120, 2, false).iter().enumerate() {
        let extra = Extra {
            mark: Some(i as u32),
            ..Default::default()
        };
        push(&mut table, item, who, label, gold, extra);
        if who == "coin" {
            push(&mut table, item, who, label, gold, extra);
        }
    }
    let a = assess(&table, &Question::default()).expect("judged");
    let w = a
        .warnings
        .iter()
        .find(|w| w.kind == "copied-rows")
        .expect("a warning");
    assert_eq!(w.count, 240);
    assert!(effort(&a, "coin").expect("an effort") < 0.5);
}

#[test]
fn one_annotator_exported_twice_among_true_second_looks_is_found() {
    let mut votes = crowd(&FOUR[..3], 120, 2, false);
    for v in crowd(&FOUR, 120, 1, false)
        .into_iter()
        .filter(|v| v.1 == "coin")
    {
        votes.extend([v, v]);
    }
    let a = judged(&votes);
    assert!(warned(&a, "repeats-all-equal"), "{:?}", a.warnings);
    assert!(effort(&a, "coin").is_none_or(|e| e < 0.5));
}

/// Labels that ignore the item, however consistent, with and without gold and second looks.
#[test]
fn labels_that_ignore_the_item_are_no_care() {
    type Habit = fn(usize, usize) -> bool;
    let habits: [(&str, Habit); 4] = [
        ("always", |_, _| true),
        ("turns", |item, _| item % 2 == 0),
        ("thirds", |item, _| item % 3 == 0),
        // An own habit: fixed by the item's name, unlike anybody's.
        ("own", |item, _| (item * 2_654_435_761) >> 7 & 1 == 1),
    ];
    for gold in [false, true] {
        for looks in [1, 2] {
            let honest = crowd(&FOUR[..3], 200, looks, gold);
            let mut votes = honest.clone();
            let golds: Vec<Option<bool>> = (0..200)
                .map(|i| honest.iter().find(|v| v.0 == i).and_then(|v| v.3))
                .collect();
            for (name, habit) in habits {
                for (item, gold) in golds.iter().enumerate() {
                    votes.extend((0..looks).map(|look| (item, name, habit(item, look), *gold)));
                }
            }
            let a = judged(&votes);
            for (name, _) in habits {
                let line = a
                    .annotators
                    .iter()
                    .find(|r| r.annotator == name)
                    .expect("a line");
                let consistent = looks == 2 || matches!(name, "always" | "turns");
                if consistent {
                    assert_eq!(
                        line.standing,
                        Standing::Aside,
                        "{name} {gold} {looks}: {line:?}"
                    );
                }
                assert!(
                    line.effort.is_none_or(|e| e.lower < 0.3),
                    "{name}: {line:?}"
                );
            }
            let first = ordered(&a.annotators)[0].annotator.clone();
            assert!(["ann", "bob", "cyd"].contains(&first.as_str()), "{first}");
            assert!(warned(&a, "labels-ignore-the-item"));
            // The careful are not pulled down.
            let (with, without) = (effort(&a, "ann"), effort(&judged(&honest), "ann"));
            let (with, without) = (with.expect("known"), without.expect("known"));
            assert!(
                (with - without).abs() < 0.25,
                "{with} {without} {gold} {looks}"
            );
        }
    }
}

/// Items of one kind in blocks or by turns: whoever follows them is careful, whatever the order.
#[test]
fn who_follows_the_items_is_not_called_a_habit() {
    for by_turns in [false, true] {
        let mut rng = generator(5, 2);
        let mut votes = Vec::new();
        for item in 0..200 {
            let p = if (by_turns && item % 2 == 0) || (!by_turns && item < 100) {
                0.97
            } else {
                0.03
            };
            for name in ["ann", "bob", "cyd", "dee"] {
                votes.push((item, name, uniform(&mut rng) < p, Some(p > 0.5)));
            }
        }
        let a = judged(&votes);
        assert!(!warned(&a, "labels-ignore-the-item"), "{:?}", a.warnings);
        assert!(effort(&a, "ann").expect("known") > 0.8);
    }
}

#[test]
fn labels_that_never_vary_are_said_to_tell_nothing() {
    let votes: Vec<Vote> = (0..60)
        .flat_map(|i| ["ann", "bob", "cyd"].map(|who| (i, who, true, Some(true))))
        .flat_map(|v| [v, v])
        .collect();
    let a = judged(&votes);
    assert!(warned(&a, "labels-never-vary"));
    assert!(a.kappa.is_none() && a.annotators.iter().all(|r| r.effort.is_none()));
}

#[test]
fn names_that_look_alike_are_counted() {
    for (one, other, what) in [
        ("5", "5.0", "`.0`"),
        ("ann", "Ann", "case"),
        ("ann b", "ann\u{a0}b", "spaces"),
        ("caf\u{e9}", "cafe\u{301}", "Unicode"),
        ("w01", "w1", "leading zeros"),
    ] {
        let mut table = LabelTable::default();
        for (item, _, label, _) in crowd(&FOUR[..1], 40, 1, false) {
            for name in [one, other, "third"] {
                push(&mut table, item, name, label, None, Extra::default());
            }
        }
        let a = assess(&table, &Question::default()).expect("judged");
        let w = a
            .warnings
            .iter()
            .find(|w| w.kind == "look-alike-annotators")
            .expect(one);
        assert_eq!(w.count, 80, "{one}");
        assert!(w.text.contains(what), "{}", w.text);
        assert!(!w.rows.is_empty());
    }
}

#[test]
fn gold_is_of_an_item() {
    let votes = crowd(&FOUR, 100, 1, true);
    let mut two = votes.clone();
    two.iter_mut()
        .step_by(4)
        .take(10)
        .for_each(|v| v.3 = v.3.map(|g| !g));
    assert!(warned(&judged(&two), "two-golds"));
    // On the first row of each item only: taken for all of them.
    let mut some = votes.clone();
    for (i, v) in some.iter_mut().enumerate() {
        if i % 4 != 0 {
            v.3 = None;
        }
    }
    let a = judged(&some);
    assert!(warned(&a, "gold-on-some-rows"));
    assert_eq!(a.expert, judged(&votes).expert);
}

#[test]
fn two_names_with_the_same_labels_are_told() {
    let mut votes = crowd(&FOUR, 60, 1, false);
    let copies: Vec<Vote> = votes
        .iter()
        .filter(|v| v.1 == "coin")
        .map(|v| (v.0, "copy", v.2, v.3))
        .collect();
    votes.extend(copies);
    assert!(warned(&judged(&votes), "same-labels-throughout"));
    // Two who are right on plain items say the same, and are no copies of each other.
    let plain: Vec<Vote> = (0..60)
        .flat_map(|item| ["ann", "bob", "cyd"].map(|name| (item, name, item % 3 == 0, None)))
        .collect();
    assert!(!warned(&judged(&plain), "same-labels-throughout"));
}

/// Whatever anchor is asked for: κ's interval and the bound that needs no anchor agree.
#[test]
fn statements_about_kappa_do_not_contradict_each_other() {
    let votes = crowd(&FOUR, 150, 2, true);
    let table = table(&votes);
    for scheme in [
        None,
        Some(Basis::Expert),
        Some(Basis::SelfConsistency),
        Some(Basis::Peers),
    ] {
        for anchor in [
            None,
            Some(Anchor::Everyone),
            Some(Anchor::Best),
            Some(Anchor::Given(0.05)),
            Some(Anchor::Given(0.9)),
        ] {
            let question = Question {
                scheme,
                anchor,
                ..Default::default()
            };
            let Ok(a) = assess(&table, &question) else {
                continue;
            };
            match a.kappa {
                Some(k) => {
                    let bound = k.at_least.unwrap_or(0.0);
                    assert!(
                        bound <= k.value.upper && bound <= k.value.estimate + 1e-12,
                        "{k:?}"
                    );
                }
                None => assert!(a.annotators.iter().all(|r| r.effort.is_none())),
            }
        }
    }
}

/// The same label throughout is a habit where others often give the other one, and says nothing
/// where hardly anybody does.
#[test]
fn one_label_throughout_is_a_habit_only_where_the_other_is_often_right() {
    let lopsided = |every: usize| -> Vec<Vote> {
        let truth = move |item: usize| item.is_multiple_of(every);
        let honest = (0..200).flat_map(move |item| {
            ["ann", "bob", "cyd", "dot"].map(|name| (item, name, truth(item), None))
        });
        let one = (0..200).map(|item| (item, "one", false, None));
        honest.chain(one.skip(1).take(60)).collect()
    };
    let standing = |a: &Assessment| {
        let line = a.annotators.iter().find(|r| r.annotator == "one");
        let line = line.expect("a line");
        (line.standing, line.effort.is_none())
    };
    let often = judged(&lopsided(3));
    assert_eq!(standing(&often), (Standing::Aside, true));
    assert!(warned(&often, "labels-ignore-the-item"));
    let hardly = judged(&lopsided(100));
    assert_eq!(standing(&hardly), (Standing::Little, true));
    assert!(warned(&hardly, "one-label-throughout"));
    assert!(!warned(&hardly, "labels-ignore-the-item"));
}
