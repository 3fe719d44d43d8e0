//! What cannot be known of one or two people, and intervals that do not collapse.

use firstbest::annotation::assess::assess;
use firstbest::annotation::assessment::Assessment;
use firstbest::annotation::bootstrap::{generator, uniform};
use firstbest::annotation::interval::{Binomial, proportion};
use firstbest::annotation::kappa::Anchor;
use firstbest::annotation::question::Question;
use firstbest::annotation::verdict::RELATIVE;
use firstbest::labels::table::{Extra, Row};
use firstbest::labels::{Label, LabelTable};

/// 400 items with gold; each annotator's labels are right with a probability of its own. With
/// `classes` the labels are classes as well.
fn right(annotators: &[(&str, f64)], classes: bool) -> LabelTable {
    let mut rng = generator(5, 2);
    let mut table = LabelTable::default();
    let names: [&[u8]; 2] = [b"yes", b"no"];
    let label = |first: bool| if first { Label::First } else { Label::Second };
    for item in 0..400 {
        let gold = uniform(&mut rng) < 0.5;
        let item = format!("i{item}");
        for &(name, right) in annotators {
            let said = (uniform(&mut rng) < right) == gold;
            let row = Row {
                item: item.as_bytes(),
                annotator: name.as_bytes(),
                label: label(said),
                gold: label(gold),
                cluster: None,
            };
            let classes = classes.then(|| [said, gold].map(|x| names[usize::from(x)]));
            let extra = Extra {
                classes,
                ..Extra::default()
            };
            table.push_with(row, extra).expect("a row");
        }
    }
    table
}

fn assessed(annotators: &[(&str, f64)], classes: bool, question: &Question) -> Assessment {
    assess(&right(annotators, classes), question).expect("assessable")
}

/// One or two who are the best annotators themselves are neither careful nor careless by it.
#[test]
fn nobody_is_careful_because_they_are_the_best_of_two() {
    let free = Question::default();
    let known = Question {
        anchor: Some(Anchor::Given(0.9)),
        ..Question::default()
    };
    let two = [("bob", 0.62), ("eve", 0.6)];
    for classes in [false, true] {
        for few in [&two[..1], &two] {
            let a = assessed(few, classes, &free);
            assert!(a.annotators.iter().all(|r| r.to_do == RELATIVE), "{a:?}");
            let warned = |w: &firstbest::annotation::traps::Warning| {
                w.kind == "measured-against-themselves" && w.text.contains("bob")
            };
            assert!(a.warnings.iter().any(warned), "{:?}", a.warnings);
            assert!(a.identification.contains("nothing follows"), "{a:?}");
            // With κ from elsewhere the same labels do tell.
            let a = assessed(few, classes, &known);
            assert!(a.annotators.iter().all(|r| r.to_do == "talk to"), "{a:?}");
        }
        let three = [("bob", 0.62), ("eve", 0.6), ("ann", 0.9)];
        let a = assessed(&three, classes, &free);
        assert!(a.annotators.iter().all(|r| r.to_do != RELATIVE), "{a:?}");
    }
}

/// Agreement without exception leaves open what a binomial share of as many leaves open, and no
/// effort is known to a point.
#[test]
fn no_interval_is_a_point() {
    let all = [
        ("always", 1.0),
        ("often", 0.8),
        ("never", 0.2),
        ("coin", 0.5),
    ];
    let want = proportion(400.0, 400.0, 0.95, Binomial::Exact);
    for classes in [false, true] {
        let a = assessed(&all, classes, &Question::default());
        let line = |name: &str| a.annotators.iter().find(|r| r.annotator == name);
        let always = line("always").expect("a line");
        let [lower, upper] = always.agreement_interval.expect("limits");
        assert!((lower - want.lower).abs() < 1e-12, "{lower} {want:?}");
        assert_eq!(upper, 1.0);
        for line in &a.annotators {
            let [lower, upper] = line.agreement_interval.expect("limits");
            assert!(lower < upper, "{line:?}");
            if let Some(effort) = line.effort {
                assert!(effort.lower < effort.upper, "{line:?}");
            }
        }
        let pooled = a.expert.expect("gold").share;
        assert!(pooled.lower < pooled.upper, "{pooled:?}");
    }
}
