use super::*;
use crate::contract::FirstBest;
use crate::input::Source;

fn answers() -> Answers {
    Answers {
        currency: "USD".to_owned(),
        period: "month".to_owned(),
        labels: 1000.0,
        paid_now: Some(400.0),
        careful_minutes: 2.0,
        careless_minutes: 0.5,
        hour: 12.0,
        careful_pay: None,
        gamble: 100.0,
        premium: 10.0,
        wrong_label: 3.0,
        exponent: 2.0,
        minimum_pay: 0.0,
    }
}

fn checking() -> Checking {
    Checking {
        scheme: "expert".to_owned(),
        kappa: 0.8,
        range: Some((0.75, 0.85)),
        source: "labels.csv".to_owned(),
    }
}

#[test]
fn the_model_says_in_money_what_was_answered() {
    let answered = answers().answered(&checking()).unwrap();
    let text = answered.to_toml(&answers(), &checking());
    let model = Model::from_source(&Source::from_text("team.toml", text)).unwrap();
    let utility = model.utility();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs();
    // The certain wages of the two jobs.
    assert!(near(utility.wage(model.reservation()), 100.0));
    assert!(near(utility.wage(model.required_utility(1.0)), 400.0));
    // The gamble is worth what was said.
    let even = 0.5 * (utility.utility(500.0) + utility.utility(300.0));
    assert!(near(utility.wage(even), 390.0), "{}", utility.wage(even));
    assert_eq!(model.unknowns().len(), 2);
}

#[test]
fn wanting_full_care_is_a_model_like_any_other() {
    let dear = Answers {
        wrong_label: 30.0,
        ..answers()
    };
    let text = dear
        .answered(&checking())
        .unwrap()
        .to_toml(&dear, &checking());
    let model = Model::from_source(&Source::from_text("team.toml", text)).unwrap();
    assert_eq!(FirstBest::of(&model).unwrap().effort(), 1.0);
}

#[test]
fn answers_that_make_no_sense_are_refused_by_name() {
    type Change = fn(&mut Answers);
    let cases: [(&str, Change); 5] = [
        ("the gamble", |a| a.premium = 100.0),
        ("careful label", |a| a.careful_minutes = 0.1),
        ("labels a period", |a| a.labels = f64::NAN),
        ("the certain pay", |a| a.careful_pay = Some(50.0)),
        ("the least pay", |a| a.minimum_pay = 101.0),
    ];
    for (piece, spoil) in cases {
        let mut spoiled = answers();
        spoil(&mut spoiled);
        let message = spoiled.answered(&checking()).unwrap_err().to_string();
        assert!(message.contains(piece), "{message}");
    }
}
