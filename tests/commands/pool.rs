//! One sheet for annotators who differ: the terms, what is proved of them, what no terms exceed.

use firstbest::contract::{Class, Threshold};
use firstbest::design::pool::search::Search;
use firstbest::design::pool::{Effect, Pool, PoolSheet, within_budget};
use firstbest::design::posted::reply::best_reply;
use firstbest::input::Source;
use firstbest::model::Model;
use std::path::Path;
use std::process::Command;

const MODEL: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\nmonitoring = { scheme = \"expert\", kappa = 0.8 }\n";

const TWO: &str = "[[type]]\nname = \"quick\"\nweight = 3\ncost.scale = 0.2\n[[type]]\nname = \"slow\"\nweight = 1\ncost.scale = 0.5\n";

const BONUS: Class = Class::Binary(Threshold::Deterministic);

fn model() -> Model {
    Model::from_source(&Source::from_text("m.toml", MODEL)).expect("a model")
}

fn pool(text: &str) -> Pool {
    Pool::read(&Source::from_text("pool.toml", text), &model()).expect("a pool")
}

fn refused(text: &str) -> String {
    let read = Pool::read(&Source::from_text("pool.toml", text), &model());
    read.expect_err("no pool").to_string()
}

#[test]
fn terms_for_two_types_are_proved_and_lie_within_the_bounds() {
    let pool = pool(TWO);
    for class in [BONUS, Class::Linear] {
        let sheet = PoolSheet::of(&pool, class, 40, Some(1e-4), None).unwrap();
        let sheet = sheet.expect("terms");
        let bounds = sheet.bounds.as_ref().expect("bounds");
        assert!(sheet.effects.iter().all(|effect| *effect != Effect::Open));
        assert!(sheet.payoff <= bounds.average.1, "{bounds:?}");
        assert!(bounds.average.0 <= bounds.average.1);
        // The proof takes little from the estimate, and the estimate is what the proof is of.
        assert!(sheet.payoff <= sheet.estimate.payoff + 1e-4);
        assert!(
            sheet.payoff >= 0.97 * sheet.estimate.payoff,
            "{}",
            sheet.payoff
        );
        for (effect, replies) in sheet.effects.iter().zip(&sheet.estimate.replies) {
            let reply = replies[0];
            if let Effect::Accepts { replies, pay, .. } = effect {
                assert!((replies.lower() - 5e-3..=replies.upper() + 5e-3).contains(&reply.effort));
                assert!((pay.lower() - 1e-3..=pay.upper() + 1e-3).contains(&reply.pay));
            }
        }
        // No terms made for one type alone serve the pool better.
        let search = Search::new(&pool, 40, None).unwrap();
        for own in sheet.own.iter().filter_map(|own| own.posted) {
            let there = search.judged(&own).expect("lawful");
            assert!(there.payoff <= sheet.estimate.payoff + 1e-4, "{there:?}");
        }
    }
}

#[test]
fn a_pool_of_one_type_is_served_as_that_type_alone() {
    let pool = pool("[[type]]\nweight = 5\n");
    let sheet = PoolSheet::of(&pool, BONUS, 40, Some(1e-4), None).unwrap();
    let sheet = sheet.expect("terms");
    let bounds = sheet.bounds.as_ref().expect("bounds");
    let (least, most) = bounds.average;
    assert!(sheet.payoff <= most);
    assert!(
        sheet.payoff >= least - 0.01 * most,
        "{} {bounds:?}",
        sheet.payoff
    );
    assert!(sheet.menu.is_none());
}

#[test]
fn who_has_better_things_to_do_is_proved_to_leave_and_counts_nothing() {
    let text = format!("{TWO}[[type]]\nname = \"busy\"\nweight = 1\nreservation.utility = 0.9\n");
    let pool = pool(&text);
    let sheet = PoolSheet::of(&pool, BONUS, 40, Some(1e-3), None).unwrap();
    let sheet = sheet.expect("terms");
    assert_eq!(sheet.effects[2], Effect::Refuses);
    assert!(sheet.payoff > 0.0);
}

#[test]
fn expected_pay_keeps_the_budget_of_the_team() {
    let pool = pool(TWO);
    let free = PoolSheet::of(&pool, BONUS, 40, Some(1e-4), None).unwrap();
    let free = free.expect("terms");
    let budget = 0.9 * free.estimate.pay;
    let bound = PoolSheet::of(&pool, BONUS, 40, Some(1e-4), Some(budget)).unwrap();
    let bound = bound.expect("terms");
    let paid: f64 = pool
        .types
        .iter()
        .zip(&bound.effects)
        .map(|(one, effect)| one.weight * effect.pay().expect("proved").upper())
        .sum();
    assert!(paid <= budget * (1.0 + 1e-12), "{paid} > {budget}");
    assert!(bound.payoff <= free.payoff + 1e-3);
    assert!(PoolSheet::of(&pool, BONUS, 40, None, Some(0.0)).is_err());
}

#[test]
fn a_pool_file_that_is_none_is_refused_with_its_place() {
    assert!(refused("").contains("from 1 to 40 entries"));
    assert!(refused("[[type]]\nname = \"a\"\n").contains("weight"));
    assert!(refused("[[type]]\nweight = 0\n").contains("weight"));
    assert!(refused("[[type]]\nweight = 1\ncosts.scale = 1\n").contains("cost"));
    assert!(refused("[[type]]\nweight = 1\ncost.scales = 1\n").contains("scale"));
    assert!(refused("[[type]]\nweight = 1\nmonitoring.kappa = 2\n").contains("no model"));
    let twice = "[[type]]\nname = \"a\"\nweight = 1\n[[type]]\nname = \"a\"\nweight = 1\n";
    assert!(refused(twice).contains("two types"));
    assert!(refused("efforts = \"none.json\"\n").contains("cannot be read"));
}

fn firstbest(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

#[test]
fn the_command_prints_who_accepts_and_writes_terms_that_pay_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), MODEL).expect("written");
    std::fs::write(path.join("pool.toml"), TWO).expect("written");
    let design = [
        "design",
        "m.toml",
        "--pool",
        "pool.toml",
        "--contract",
        "binary",
    ];
    let with = |more: &[&str]| firstbest(path, &[&design[..], more].concat());
    let made = with(&[
        "--samples",
        "20",
        "--unit",
        "0.001",
        "--terms-out",
        "terms.json",
        "--pdf",
        "sheet.pdf",
    ]);
    let printed = String::from_utf8_lossy(&made.stdout);
    let stderr = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{stderr}");
    assert!(printed.contains("Who accepts"), "{printed}");
    assert!(printed.contains("quick"), "{printed}");
    assert!(
        std::fs::read(path.join("sheet.pdf"))
            .expect("a sheet")
            .starts_with(b"%PDF")
    );
    let rows: String = (0..20).map(|item| format!("i{item},ann,1,1\n")).collect();
    std::fs::write(
        path.join("l.csv"),
        format!("item,annotator,label,gold\n{rows}"),
    )
    .expect("written");
    let paid = firstbest(path, &["pay", "terms.json", "l.csv", "--model", "m.toml"]);
    let printed = String::from_utf8_lossy(&paid.stdout);
    assert!(printed.contains("every bonus"), "{printed}");
    assert_eq!(with(&["--loss", "0.1"]).status.code(), Some(2));
    assert_eq!(with(&["--samples", "30000"]).status.code(), Some(2));
}

/// What is not known of each type, and of one more than of the others.
#[test]
fn terms_for_types_with_ranges_are_proved_in_every_model_of_them() {
    let text = MODEL.replace(
        "kappa = 0.8",
        "kappa = { value = 0.8, lower = 0.75, upper = 0.85 }",
    );
    let model = Model::from_source(&Source::from_text("m.toml", text)).expect("a model");
    let wide = TWO.replace("0.5", "{ value = 0.5, lower = 0.45, upper = 0.55 }");
    let read = |model: &Model| Pool::read(&Source::from_text("pool.toml", wide.as_str()), model);
    let pool = read(&model).expect("a pool");
    assert_eq!(pool.types[0].model.unknowns().len(), 1);
    assert_eq!(pool.types[1].model.unknowns().len(), 2);
    assert_eq!(pool.types[1].looked_at.len(), 5);
    let sheet = PoolSheet::of(&pool, Class::Linear, 30, Some(1e-3), None).unwrap();
    let sheet = sheet.expect("terms");
    assert!(sheet.payoff > 0.0, "{}", sheet.payoff);
    assert!(sheet.payoff <= sheet.bounds.as_ref().expect("bounds").most());
    // At any model of the ranges, corners and others, the best reply is in the interval and worth
    // the outside option.
    for (one, effect) in pool.types.iter().zip(&sheet.effects) {
        for share in [0.0, 0.3, 0.5, 1.0] {
            let open = one.model.unknowns().iter();
            let at: Vec<_> = open
                .map(|u| (u, u.lower + share * (u.upper - u.lower)))
                .collect();
            let there = one.model.with_numbers(&at).expect("a model");
            let reply = best_reply(&there, &sheet.posting.terms).expect("a reply");
            match effect {
                Effect::Accepts {
                    replies, payoff, ..
                } => {
                    assert!(replies.contains(reply.effort), "{reply:?} {replies:?}");
                    assert!(reply.utility >= there.reservation(), "{reply:?}");
                    assert!(reply.payoff >= *payoff, "{reply:?} {payoff}");
                }
                Effect::Refuses => assert!(reply.utility < there.reservation(), "{reply:?}"),
                other => panic!("{other:?}"),
            }
        }
    }
    // Without the ranges as much or more is proved.
    let stated = read(&model).expect("a pool").as_stated().expect("models");
    let point = PoolSheet::of(&stated, Class::Linear, 30, Some(1e-3), None).unwrap();
    assert!(point.expect("terms").payoff >= sheet.payoff - 1e-3);
}

#[test]
fn a_budget_lowers_what_nothing_exceeds() {
    let pool = pool(TWO);
    let free = PoolSheet::of(&pool, Class::Linear, 30, Some(1e-3), None).unwrap();
    let free = free.expect("terms");
    let loose = free.bounds.as_ref().expect("bounds").most();
    let mut last = loose;
    for share in [0.9, 0.7] {
        let budget = share * free.estimate.pay;
        let most = within_budget::most(&pool, Class::Linear, 30, budget).expect("a bound");
        assert!(most <= last + 1e-9, "{most} {last}");
        let bound = PoolSheet::of(&pool, Class::Linear, 30, Some(1e-3), Some(budget)).unwrap();
        if let Some(bound) = bound {
            assert!(bound.payoff <= most, "{} {most}", bound.payoff);
        }
        last = most;
    }
    assert!(last < 0.97 * loose, "{last} {loose}");
    // A budget that nothing needs is none.
    let most = within_budget::most(&pool, Class::Linear, 30, 1e3).expect("a bound");
    assert!((most - loose).abs() < 1e-6 * loose, "{most} {loose}");
}

/// Who cares cheaply has better things to do, who cares dearly has not: a single sheet that keeps
/// both leaves one of them too much, two sheets do not.
#[test]
fn a_choice_of_two_sheets_is_shown_where_it_is_proved_to_bring_more() {
    let text = MODEL.replace("slope = 0.4060093333333333", "slope = 0.8");
    let model = Model::from_source(&Source::from_text("m.toml", text)).expect("a model");
    let types = "[[type]]\nname = \"quick\"\nweight = 1\ncost.scale = 0.2\nreservation.utility = 0.6\n[[type]]\nname = \"slow\"\nweight = 1\ncost.scale = 1.0\n";
    let pool = Pool::read(&Source::from_text("pool.toml", types), &model).expect("a pool");
    let sheet = PoolSheet::of(&pool, BONUS, 40, Some(1e-3), None).unwrap();
    let sheet = sheet.expect("terms");
    let proved = sheet.menu.as_ref().expect("a menu");
    let bounds = sheet.bounds.as_ref().expect("bounds");
    assert!(proved.payoff > 1.1 * sheet.payoff, "{}", proved.payoff);
    assert!(proved.payoff <= bounds.average.1);
    // Each takes another sheet, the one that is worth more, and what that brings is what is proved.
    let mut sum = 0.0;
    for (one, taken) in pool.types.iter().zip(&proved.menu.taken) {
        let replies = proved
            .menu
            .sheets
            .map(|terms| best_reply(&one.model, &terms));
        let [first, second] = replies.map(|reply| reply.expect("a reply"));
        let better = usize::from(second.utility > first.utility);
        assert_eq!(*taken, Some(better), "{first:?} {second:?}");
        let reply = [first, second][better];
        assert!(reply.utility >= one.model.reservation(), "{reply:?}");
        sum += reply.payoff;
    }
    assert_ne!(proved.menu.taken[0], proved.menu.taken[1]);
    assert!(proved.payoff <= 0.5 * sum + 1e-9, "{} {sum}", proved.payoff);
}
