//! Coverage of the 95% intervals for classes, grades, habits and labels copied from an assistant,
//! as CSV.
//!
//! `cargo run --release --example label_coverage -- copies > paper/data/copies_coverage.csv`; with
//! `classes > paper/data/classes_coverage.csv` those of classes and grades, with `given` those by
//! peers with the true scale. Efforts, certainties and samples are those of `effort_coverage`.

#[path = "coverage_settings.rs"]
mod coverage_settings;

use coverage_settings::SETTINGS;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::coverage::{Held, classes, copies};
use firstbest::annotation::kappa::Anchor;

const ANNOTATORS: usize = 2000;

/// (effort, share copied, κ, the assistant's accuracy, samples, spread).
const COPIES: [(f64, f64, f64, f64, usize, usize); 14] = [
    (0.0, 1.0, 0.5, 0.9, 100, 10),
    (0.0, 0.5, 0.5, 0.9, 100, 10),
    (0.02, 0.9, 0.5, 0.9, 100, 10),
    (0.98, 0.02, 0.5, 0.9, 100, 10),
    (1.0, 0.0, 0.5, 0.9, 100, 10),
    (0.6, 0.3, 0.6, 0.8, 40, 10),
    (0.9, 0.1, 0.9, 0.7, 40, 10),
    (0.3, 0.6, 0.6, 0.8, 100, 10),
    (0.6, 0.4, 0.6, 0.8, 100, 10),
    (0.6, 0.2, 0.6, 0.8, 100, 10),
    (0.6, 0.2, 0.8, 0.8, 400, 10),
    (0.8, 0.1, 0.4, 0.9, 1000, 10),
    (0.6, 0.3, 0.6, 0.8, 100, 1),
    (0.6, 0.3, 0.6, 0.8, 400, 1),
];

fn main() {
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    println!(
        "labels,habit,judged_by,anchor,quantity,effort,copied,kappa,accuracy,samples,items,annotators,coverage,standard_error,mean_width,set_aside"
    );
    if wanted("classes") {
        for (labels, k, grades) in [
            ("two classes", 2, false),
            ("four classes", 4, false),
            ("five grades", 5, true),
        ] {
            for habit in [classes::Habit::Coin, classes::Habit::Mixed] {
                for (basis, anchor) in [
                    (Basis::SelfConsistency, Anchor::Both),
                    (Basis::Expert, Anchor::Both),
                    (Basis::Peers, Anchor::Best),
                ] {
                    of_classes(labels, k, grades, habit, basis, anchor);
                }
            }
        }
    }
    // What of it comes from the scale: the same with the true one given.
    if wanted("given") {
        for (effort, kappa, samples) in SETTINGS {
            let given = [(effort, kappa, samples)];
            of_settings(
                &given,
                "two classes",
                2,
                false,
                classes::Habit::Coin,
                Basis::Peers,
                Anchor::Given(kappa),
            );
        }
    }
    if wanted("copies") {
        of_copies();
    }
}

fn of_classes(
    labels: &str,
    k: usize,
    grades: bool,
    habit: classes::Habit,
    basis: Basis,
    anchor: Anchor,
) {
    of_settings(&SETTINGS, labels, k, grades, habit, basis, anchor);
}

fn of_settings(
    settings: &[(f64, f64, usize)],
    labels: &str,
    k: usize,
    grades: bool,
    habit: classes::Habit,
    basis: Basis,
    anchor: Anchor,
) {
    let name = match habit {
        classes::Habit::Coin => "coin",
        classes::Habit::Mixed => "own",
    };
    for &(effort, kappa, samples) in settings {
        let setting = classes::Setting {
            classes: k,
            grades,
            habit,
            basis,
            anchor,
            effort,
            kappa,
            samples,
            spread: 10,
        };
        let c = classes::measure(&setting, ANNOTATORS, 0.95, 3);
        let fixed = match anchor {
            Anchor::Best => "best",
            Anchor::Given(_) => "given",
            _ => "both",
        };
        println!(
            "{labels},{name},{},{fixed},effort,{effort},,{kappa},,{samples},{},{},{:.4}",
            basis.name(),
            samples * setting.spread,
            held(&c.effort),
            c.set_aside
        );
    }
}

fn of_copies() {
    for (effort, copied, kappa, accuracy, samples, spread) in COPIES {
        let setting = copies::Setting {
            effort,
            copied,
            kappa,
            accuracy,
            samples,
            spread,
        };
        let c = copies::measure(&setting, ANNOTATORS, 0.95, 4);
        for (quantity, held_by) in [("effort", &c.effort), ("copied", &c.copied)] {
            println!(
                "binary,coin,sentinels,best,{quantity},{effort},{copied},{kappa},{accuracy},{samples},{},{},",
                samples * spread,
                held(held_by)
            );
        }
    }
}

fn held(h: &Held) -> String {
    format!(
        "{},{:.4},{:.4},{:.4}",
        h.intervals, h.share, h.standard_error, h.width
    )
}
