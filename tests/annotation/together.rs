//! Efforts from repeats and an expert together, and from peers, against independent values; and
//! what is not identified is said.

use firstbest::annotation::assess::assess;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::coverage;
use firstbest::annotation::index::ItemIndex;
use firstbest::annotation::kappa::Anchor;
use firstbest::annotation::label_model::{Plan, Preferences};
use firstbest::annotation::peer_likelihood;
use firstbest::annotation::peers::fit;
use firstbest::annotation::peers::{Part, Votes};
use firstbest::annotation::profile_likelihood::LogKappa;
use firstbest::annotation::profile_likelihood::efforts;
use firstbest::annotation::question::Question;
use firstbest::labels::{Label, LabelTable, Row};

fn add(table: &mut LabelTable, item: &str, annotator: &str, label: bool, gold: Option<bool>) {
    let code = |l: bool| if l { Label::First } else { Label::Second };
    table
        .push(Row {
            item: item.as_bytes(),
            annotator: annotator.as_bytes(),
            label: code(label),
            gold: gold.map_or(Label::Missing, code),
            cluster: None,
        })
        .unwrap();
}

/// Cells of one annotator: both looks like the expert, both unlike, one of each; every other item
/// turned around.
fn cells(like: usize, unlike: usize, split: usize) -> LabelTable {
    let mut table = LabelTable::default();
    let kinds = [
        (like, [true, true]),
        (unlike, [false, false]),
        (split, [true, false]),
    ];
    let mut item = 0;
    for (count, looks) in kinds {
        for _ in 0..count {
            // Two by two: sides that changed from item to item would be a pattern of their own.
            let turned = item / 2 % 2 == 1;
            for look in looks {
                add(
                    &mut table,
                    &format!("i{item}"),
                    "a",
                    look != turned,
                    Some(!turned),
                );
            }
            item += 1;
        }
    }
    table
}

/// scipy: tests/references/efforts.py.
#[test]
fn likelihood_of_repeats_and_expert_against_scipy() {
    for (like, unlike, split, kappa, reference) in [
        (40, 5, 15, 0.6, [0.924034, 0.705132, 1.0]),
        (20, 0, 0, 0.6, [1.0, 0.875075, 1.0]),
        (30, 12, 18, 0.8, [0.416785, 0.177468, 0.650354]),
        (6, 6, 18, 0.8, [0.0, 0.0, 0.318269]),
        (150, 20, 30, 0.7, [0.993819, 0.909921, 1.0]),
    ] {
        let table = cells(like, unlike, split);
        let known = LogKappa {
            estimate: f64::ln(kappa),
            error: 0.0,
        };
        let found = efforts(&table, &ItemIndex::new(&table), known, 0.95)[0].unwrap();
        for (found, reference) in [found.estimate, found.lower, found.upper]
            .iter()
            .zip(reference)
        {
            // Golden section and bisection stop at 1e-5.
            assert!(
                (found - reference).abs() < 3e-5,
                "{like} {unlike} {split}: {found} {reference}"
            );
        }
    }
}

/// Planted fault: an interval that forgot κ's error would be as narrow as with κ known.
#[test]
fn the_error_of_kappa_widens_the_limits() {
    let mut table = cells(40, 5, 15);
    // Somebody else, of whom nothing is known but that κ is not from the one annotator alone.
    for i in 0..200 {
        add(&mut table, &format!("j{i}"), "b", i % 3 > 0, Some(true));
    }
    let width = |error: f64| {
        let kappa = LogKappa {
            estimate: f64::ln(0.9),
            error,
        };
        let e = efforts(&table, &ItemIndex::new(&table), kappa, 0.95)[0].unwrap();
        e.upper - e.lower
    };
    let widths = [0.0, 0.05, 0.1, 0.2].map(width);
    assert!(widths.windows(2).all(|w| w[1] > w[0] + 1e-4), "{widths:?}");
}

/// On the same labels, 4 times 40 annotators whose efforts are known: narrower than by the expert
/// alone.
#[test]
fn together_tells_more_than_the_expert_alone() {
    let truth: Vec<f64> = (0..40).map(|a| 0.3 + 0.7 * f64::from(a) / 39.0).collect();
    let plan = Plan {
        preferences: Preferences {
            kappa: 0.7,
            shared: 1.0,
        },
        items: 1000,
        samples: 100,
        repeats: true,
        gold: true,
        seed: 5,
    };
    let table = coverage::table(&plan, &truth);
    let by = |basis| {
        let question = Question {
            scheme: Some(basis),
            ..Question::default()
        };
        assess(&table, &question).unwrap()
    };
    let (both, expert) = (by(Basis::Both), by(Basis::Expert));
    assert_eq!(
        both.kappa.as_ref().unwrap().value,
        expert.kappa.as_ref().unwrap().value
    );
    let width = |a: &firstbest::annotation::assessment::Assessment| {
        let of = |r: &firstbest::annotation::assessment::AnnotatorReport| {
            r.effort.map_or(1.0, |e| e.upper - e.lower)
        };
        a.annotators.iter().map(of).sum::<f64>()
    };
    assert!(
        width(&both) < 0.9 * width(&expert),
        "{} {}",
        width(&both),
        width(&expert)
    );
    let covered = both
        .annotators
        .iter()
        .zip(&truth)
        .filter(|(r, e)| r.effort.unwrap().covers(**e))
        .count();
    // Forty intervals of 95%: fewer than 33 hits have probability below 1e-3, dependence through κ
    // allowed for.
    assert!(covered >= 33, "{covered} of 40");
    // And it is what is done by default.
    assert_eq!(assess(&table, &Question::default()).unwrap(), both);
}

/// Three annotators of one full matrix: rank one is exact there, x_1² = e_12 e_13 / e_23.
#[test]
fn peer_scores_of_three_annotators_in_closed_form() {
    let mut table = LabelTable::default();
    let mut agree = [[0.0; 3]; 3];
    let items = 360;
    for i in 0..items {
        // Fixed labels: the second differs on every fifth item, the third on every third.
        let labels = [
            i % 2 == 0,
            (i % 2 == 0) != (i % 5 == 0),
            (i % 2 == 0) != (i % 3 == 0),
        ];
        for (a, label) in labels.into_iter().enumerate() {
            add(&mut table, &format!("i{i}"), &format!("a{a}"), label, None);
            for (b, other) in labels.into_iter().enumerate() {
                agree[a][b] += if label == other { 1.0 } else { -1.0 } / f64::from(items);
            }
        }
    }
    let scores = fit(
        &Votes::new(&table, &ItemIndex::new(&table)),
        Part::Whole,
        0.95,
    )
    .scores;
    for (a, b, c) in [(0, 1, 2), (1, 0, 2), (2, 0, 1)] {
        let exact: f64 = agree[a][b] * agree[a][c] / agree[b][c];
        let found = scores[a].unwrap().estimate;
        // The sweeps end when nothing moves by 1e-8.
        assert!(
            (found - exact.sqrt()).abs() < 1e-6,
            "{a}: {found} {}",
            exact.sqrt()
        );
    }
}

#[test]
fn what_is_not_identified_is_said() {
    // Repeats only, one annotator, without expert: both cannot be had; alone they need an anchor.
    let mut repeats = LabelTable::default();
    for i in 0..100 {
        for look in 0..2 {
            add(
                &mut repeats,
                &format!("i{i}"),
                "a",
                (i + look) % 7 > 0,
                None,
            );
        }
    }
    let ask = |scheme, anchor| Question {
        scheme,
        anchor,
        ..Question::default()
    };
    let refused = assess(&repeats, &ask(Some(Basis::Both), None)).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("both repeated items and items with gold")
    );
    let anchored = assess(&repeats, &Question::default()).unwrap();
    assert!(
        anchored
            .identification
            .contains("an assumption, not a finding")
    );
    let none = assess(&repeats, &ask(None, Some(Anchor::Both))).unwrap();
    assert!(none.kappa.is_none() && none.annotators[0].effort.is_none());
    assert!(none.identification.contains("efforts are not reported"));
    // Three labels an item: the joint likelihood cannot tell κ, and says so.
    let plan = |samples| Plan {
        preferences: Preferences {
            kappa: 0.6,
            shared: 1.0,
        },
        items: 300,
        samples,
        repeats: false,
        gold: false,
        seed: 3,
    };
    let three = coverage::table(&plan(300), &[0.9, 0.8, 0.7]);
    assert!(
        !peer_likelihood::fit(&three, &ItemIndex::new(&three), 0.95)
            .unwrap()
            .identified
    );
    let said = assess(&three, &ask(None, Some(Anchor::Likelihood))).unwrap();
    assert!(said.kappa.is_none() && said.annotators.iter().all(|r| r.effort.is_none()));
    assert!(
        said.identification.contains("four decisive labels"),
        "{}",
        said.identification
    );
    let eight = coverage::table(&plan(300), &[1.0, 0.9, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6]);
    let found = assess(&eight, &ask(Some(Basis::Peers), Some(Anchor::Likelihood))).unwrap();
    assert!(found.kappa.unwrap().value.covers(0.6));
    // An anchor that does not go with the scheme is refused, not ignored.
    for (basis, anchor) in [
        (Basis::Expert, Anchor::Likelihood),
        (Basis::Both, Anchor::Best),
    ] {
        let both = cells(40, 5, 15);
        assert!(assess(&both, &ask(Some(basis), Some(anchor))).is_err());
    }
}

/// Nothing but coins: no κ, no efforts, and no advice on numbers.
#[test]
fn coins_have_no_scale() {
    let table = cells(25, 25, 50);
    let assessment = assess(&table, &Question::default()).unwrap();
    assert!(assessment.kappa.is_none());
    assert!(assessment.annotators[0].effort.is_none());
    let advice = assessment.monitoring.unwrap();
    assert_eq!(advice.tells_more, None);
    assert!(advice.repeats.samples.iter().all(|e| e.upper.is_none()));
}

/// Planted fault: resampling labels that agree without exception shows no spread; κ must not be
/// called certain for it.
#[test]
fn unanimous_labels_leave_kappa_open() {
    for items in [30, 300] {
        let mut table = LabelTable::default();
        for i in 0..items {
            // Either side, so that nobody always says the same.
            let first = i % 3 != 1;
            for annotator in ["a", "b", "c"] {
                for _ in 0..2 {
                    add(&mut table, &format!("i{i}"), annotator, first, Some(first));
                }
            }
        }
        for basis in [Basis::Both, Basis::Expert, Basis::SelfConsistency] {
            let question = Question {
                scheme: Some(basis),
                ..Question::default()
            };
            let kappa = assess(&table, &question).unwrap().kappa.unwrap();
            // Two-sided exact limit of a share of which all C trials succeed: (α/2)^(1/C).
            let exact = 2.0 * f64::powf(0.025, 1.0 / f64::from(items)) - 1.0;
            assert!(
                (kappa.value.lower - exact).abs() < 1e-9,
                "{basis:?}: {kappa:?} {exact}"
            );
            assert!(kappa.at_least.unwrap() <= exact + 1e-9, "{kappa:?}");
        }
    }
    // One item, however often it is looked at, tells nothing of the items.
    let mut one = LabelTable::default();
    for i in 0..50 {
        add(&mut one, "i", &format!("a{i}"), true, Some(true));
        add(&mut one, "i", &format!("a{i}"), true, Some(true));
    }
    let assessment = assess(&one, &Question::default()).unwrap();
    assert!(assessment.kappa.is_none() && assessment.annotators[0].effort.is_none());
}
