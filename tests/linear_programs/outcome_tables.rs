//! Contracts from outcome tables: references, closed forms, properties, and what is refused.

use firstbest::contract::table::{
    self, Answer, Contract, CostKnowledge, Objective, OutcomeTable, Question, RowReading, Shape,
    Solver, Verdict, estimate, parse, shown,
};
use firstbest::lp::certificate::check::check;
use firstbest::model::Utility;
use firstbest::model::utility::{Cara, Log, Power};

/// Scores 1 to 4 of three efforts, made by hand.
const SCORES: &str = "effort,cost,1,2,3,4
small,0.2,0.4,0.3,0.2,0.1
medium,0.3,0.3,0.2,0.2,0.3
large,0.7,0.1,0.2,0.25,0.45
";

fn read(text: &str) -> OutcomeTable {
    table::read("table.csv".as_ref(), text, RowReading::Probabilities)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn complaint(text: &str, reading: RowReading) -> String {
    table::read("table.csv".as_ref(), text, reading)
        .map_or_else(|error| error.to_string(), |table| format!("{table:?}"))
}

fn ask(text: &str, target: &str, question: &Question, utility: Option<&dyn Utility>) -> Answer {
    let table = read(text);
    let target = table
        .effort(target)
        .unwrap_or_else(|error| panic!("{error}"));
    table::solve(&table, target, question, utility, &Solver::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The contract, every certificate having been checked again.
fn contract(answer: &Answer) -> Contract {
    for evidence in &answer.evidence {
        let Some((certificate, proved)) = evidence.certificate.as_ref() else {
            panic!("{:?}", firstbest::lp::mps::write(&evidence.program));
        };
        assert_eq!(check(&evidence.program, certificate).as_ref(), Ok(proved));
    }
    match &answer.verdict {
        Verdict::Implementable(contract) => (**contract).clone(),
        other => panic!("{other:?}"),
    }
}

fn least(text: &str, question: &Question) -> String {
    let best = contract(&ask(text, "large", question, None));
    assert!(best.is_exact());
    shown(&best.lower)
}

fn with(objective: Objective, shape: Shape) -> Question {
    Question {
        objective,
        shape,
        ..Question::default()
    }
}

#[test]
fn two_outcomes_have_the_answer_of_the_textbook() {
    // pay c/(p-q) for the good outcome, p·c/(p-q) in expectation
    let text = "effort,cost,bad,good\nlow,0,0.9,0.1\nlarge,1/3,0.2,0.8\n";
    let best = contract(&ask(text, "large", &Question::default(), None));
    assert_eq!(best.pay, [parse("0").unwrap(), parse("10/21").unwrap()]);
    assert_eq!(best.lower, parse("8/21").unwrap());
    assert_eq!(best.indifferent, [0]);
}

#[test]
fn three_efforts_have_the_answers_worked_out_by_hand() {
    // any pay: 4 against medium needs 0.4/0.15, against small 0.5/0.35; monotone and the largest
    // pay are vertices of the same small programs
    let expected = with(Objective::ExpectedPay, Shape::Monotone);
    let best = contract(&ask(SCORES, "large", &expected, None));
    // on the last score alone: 0.45·0.4/0.15 = 1.2; from score 3 on: 0.7·0.4/0.2 = 1.4
    assert_eq!(best.lower, parse("1.2").unwrap());
    assert_eq!(best.pay[3], parse("8/3").unwrap());
    // largest pay: from score 3 on 0.4/0.2 = 2, from score 2 on 0.5/0.3 against 0.4/0.2
    let budget = with(Objective::LargestPay, Shape::Threshold);
    assert_eq!(least(SCORES, &budget), "2");
}

#[test]
fn costs_known_within_bounds_are_paid_for_at_their_worst() {
    let table = read(SCORES);
    let ask = |knowledge| {
        let known = table.with_costs(&knowledge, 2);
        let question = with(Objective::ExpectedPay, Shape::Monotone);
        let answer = table::solve(&known, 2, &question, None, &Solver::default());
        shown(&contract(&answer.unwrap()).lower)
    };
    // medium as cheap as small: 0.45·0.5/0.15
    assert_eq!(ask(CostKnowledge::OthersCheapest), "1.5");
    // ±10%: 0.77 against 0.27
    assert_eq!(ask(CostKnowledge::Within(parse("0.1").unwrap())), "1.5");
    let bounds = "effort,cost_lower,cost_upper,bad,good\nlow,0,0.1,0.5,0.5\nlarge,0.3,0.4,0,1\n";
    assert_eq!(least(bounds, &Question::default()), "0.8");
}

#[test]
fn an_outside_option_is_met_and_no_floor_then_needs_no_rent() {
    let accepts = Question {
        floor: None,
        outside: Some(parse("0.25").unwrap()),
        ..Question::default()
    };
    assert_eq!(least(SCORES, &accepts), "0.95");
    let rent = Question {
        outside: Some(parse("1").unwrap()),
        ..Question::default()
    };
    assert_eq!(least(SCORES, &rent), "1.7");
}

/// Pay that may be anything, every column free: solvers of this build give up or do not come back.
#[test]
fn pay_without_limits_costs_what_certain_pay_does() {
    let text = "effort,cost,a,b,c\nlazy,0,0.5,0.3,0.2\nhard,0.3,0.2,0.3,0.5\n";
    let question = Question {
        floor: None,
        outside: Some(parse("1").unwrap()),
        ..Question::default()
    };
    for (target, least) in [("lazy", "1"), ("hard", "1.3")] {
        let best = contract(&ask(text, target, &question, None));
        assert!(best.is_exact());
        assert_eq!(shown(&best.lower), least);
    }
}

#[test]
fn a_mix_of_others_that_copies_the_target_for_less_is_shown() {
    let text = "effort,cost,a,b\nlow,0,1,0\nhigh,1,0,1\nlarge,0.6,0.5,0.5\n";
    let answer = ask(text, "large", &Question::default(), None);
    let Verdict::NotImplementable { better } = &answer.verdict else {
        panic!("{answer:?}");
    };
    let half = parse("1/2").unwrap();
    let better = better.as_ref().expect("a reason");
    assert_eq!(better.efforts, [(0, half.clone()), (1, half)]);
    // at the cost of the mix itself it can be had
    let text = text.replace("0.6", "0.5");
    assert_eq!(least(&text, &Question::default()), "0.5");
}

/// With a floor only, pay may be any large number: a mix that is better whatever is paid has the
/// target's law and costs less, however the rows of the program were multiplied.
#[test]
fn the_mix_shown_has_the_law_of_the_target_and_costs_less() {
    let others = "effort,cost,1,2,3\na,0,1/3,1/3,1/3\nb,1/9,1/7,2/7,4/7\nc,1/5,0,1,0\nd,0.3,1/11,4/11,6/11\n";
    let laws = [
        "4/21,25/84,43/84",
        "1/11,4/11,6/11",
        "1/6,2/3,1/6",
        "5/42,4/21,29/42",
    ];
    for (law, seen) in laws.iter().zip([true, true, true, false]) {
        for floor in ["0", "-1/3"] {
            let text = format!("{others}large,5,{law}\n");
            let question = Question {
                floor: Some(parse(floor).unwrap()),
                ..Question::default()
            };
            let answer = ask(&text, "large", &question, None);
            let Verdict::NotImplementable { better } = &answer.verdict else {
                assert!(!seen, "{law}: {answer:?}");
                continue;
            };
            let better = better.as_ref().expect("a reason");
            let table = read(&text);
            let efforts = table.efforts();
            let zero = || parse("0").unwrap();
            let cost = better
                .efforts
                .iter()
                .fold(zero(), |sum, (k, w)| sum + &efforts[*k].cost.0 * w);
            assert!(cost < efforts[4].cost.1);
            for j in 0..3 {
                let mixed = better
                    .efforts
                    .iter()
                    .fold(zero(), |sum, (k, w)| sum + &efforts[*k].law[j] * w);
                assert_eq!(mixed, efforts[4].law[j], "{law}, outcome {j}: {better:?}");
            }
        }
    }
}

#[test]
fn an_agent_who_does_better_elsewhere_is_said_to() {
    let reason = |text: &str, cap: Option<&str>, outside: &str, utility: Option<&dyn Utility>| {
        let question = Question {
            floor: cap.map(|_| parse("0").unwrap()),
            cap: cap.map(|cap| parse(cap).unwrap()),
            outside: Some(parse(outside).unwrap()),
            ..Question::default()
        };
        let answer = ask(text, "large", &question, utility);
        let Verdict::NotImplementable { better } = &answer.verdict else {
            panic!("{answer:?}");
        };
        better.clone().expect("a reason")
    };
    let one = parse("1").unwrap();
    let alone = reason(SCORES, Some("1"), "5", None);
    assert_eq!((alone.efforts.len(), &alone.elsewhere), (0, &one));
    let cara = Cara::new(2.0).unwrap();
    // no utility is above 1/2, and 0.7 are asked for
    let averse = reason(SCORES, None, "0", Some(&cara));
    assert!(averse.elsewhere > parse("0").unwrap(), "{averse:?}");
    // 0.2 is the most that can be left to the agent: w2 <= 1, w1 <= w2 - 0.8
    let text = "effort,cost,a,b\nlow,0,1,0\nlarge,0.4,0.5,0.5\n";
    let both = reason(text, Some("1"), "0.25", None);
    let [(0, weight)] = both.efforts.as_slice() else {
        panic!("{both:?}");
    };
    assert_eq!(weight + &both.elsewhere, one);
    // at pay (0, 1) and (1, 1)
    let mixed = |w1: &str| weight * parse(w1).unwrap() + &both.elsewhere * parse("0.25").unwrap();
    assert!(mixed("0") > parse("0.1").unwrap() && mixed("1") > parse("0.6").unwrap());
}

/// e3 is a mix of e0 and e1 in what it shows, and costs more than it: no pay at all helps.
#[test]
fn what_cannot_be_had_at_any_pay_is_said_without_a_floor_too() {
    let text = "effort,cost,o0,o1\ne0,2/5,1/2,1/2\ne1,1,1,0\nlarge,2,5/6,1/6\n";
    let open = Question {
        floor: None,
        ..Question::default()
    };
    let cara = Cara::new(2.0).unwrap();
    for utility in [None, Some(&cara as &dyn Utility)] {
        let answer = ask(text, "large", &open, utility);
        assert!(matches!(answer.verdict, Verdict::NotImplementable { .. }));
        let table = read(text);
        let target = table.effort("e0").unwrap();
        let error = table::solve(&table, target, &open, utility, &Solver::default());
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("'e0' can be had") && error.contains("without end"),
            "{error}"
        );
    }
}

#[test]
fn an_effort_that_looks_like_a_cheaper_one_is_refused_and_one_like_a_dearer_one_is_not() {
    let text = "effort,cost,a,b\nlow,0.1,0.5,0.5\nlarge,0.2,0.5,0.5\n";
    let answer = ask(text, "large", &Question::default(), None);
    assert!(matches!(answer.verdict, Verdict::NotImplementable { .. }));
    let low = ask(text, "low", &Question::default(), None);
    assert_eq!(shown(&contract(&low).lower), "0");
    let power = Power::new(0.5).unwrap();
    let answer = ask(text, "large", &Question::default(), Some(&power));
    assert!(matches!(answer.verdict, Verdict::NotImplementable { .. }));
}

#[test]
fn a_cap_below_what_is_needed_is_refused_with_proof() {
    let capped = |cap: &str| Question {
        cap: Some(parse(cap).unwrap()),
        ..Question::default()
    };
    let answer = ask(SCORES, "large", &capped("1.3"), None);
    assert!(matches!(answer.verdict, Verdict::NotImplementable { .. }));
    let evidence = &answer.evidence[0];
    assert!(evidence.certificate.is_some());
    contract(&ask(SCORES, "large", &capped("2"), None));
}

#[test]
fn a_larger_cap_never_costs_more_and_a_narrower_shape_never_less() {
    for objective in [Objective::ExpectedPay, Objective::LargestPay] {
        let mut last = None;
        for cap in ["2", "2.1", "2.5", "3", "10"] {
            let question = Question {
                cap: Some(parse(cap).unwrap()),
                ..with(objective, Shape::Any)
            };
            let value = contract(&ask(SCORES, "large", &question, None)).lower;
            assert!(last.is_none_or(|last| value <= last), "{cap}");
            last = Some(value);
        }
        let of = |shape| contract(&ask(SCORES, "large", &with(objective, shape), None)).lower;
        let (any, monotone, threshold) =
            (of(Shape::Any), of(Shape::Monotone), of(Shape::Threshold));
        assert!(any <= monotone && monotone <= threshold);
    }
}

#[test]
fn tables_of_seventeen_digits_are_exact_when_divided_by_their_sums() {
    let text = "effort,cost,a,b,c
low,0.1,0.33333333333333331,0.33333333333333331,0.33333333333333331
large,0.30000000000000004,0.1,0.20000000000000001,0.69999999999999996
";
    assert!(complaint(text, RowReading::Probabilities).contains("miss a sum of 1 by ~7e-17"));
    let table = table::read("t".as_ref(), text, RowReading::Rounded).unwrap();
    assert_eq!(table.adjusted().len(), 2);
    let answer = table::solve(&table, 1, &Question::default(), None, &Solver::default()).unwrap();
    let best = contract(&answer);
    // (c − c')·p/(p − q) with the numbers of the file, in lowest terms
    let (p, q) = (&table.efforts()[1].law[2], &table.efforts()[0].law[2]);
    let extra = parse("0.20000000000000004").unwrap();
    assert_eq!(best.lower, extra * p / (p - q));
}

#[test]
fn an_agent_who_minds_risk_costs_what_two_outcomes_say_in_closed_form() {
    // v_good = c/(p−q) above the floor's utility, paid with probability p
    let text = "effort,cost,bad,good\nlow,0,0.75,0.25\nlarge,0.25,0.25,0.75\n";
    let power = Power::new(0.5).unwrap();
    let cara = Cara::new(0.5).unwrap();
    let log = Log::new(2.0).unwrap();
    let cases: [(&dyn Utility, f64); 3] = [
        (&power, 0.75 * 0.25),
        (&cara, 0.75 * -2.0 * (1.0f64 - 0.25).ln()),
        (&log, 0.75 * 2.0 * 0.5f64.exp_m1()),
    ];
    for (utility, value) in cases {
        let best = contract(&ask(text, "large", &Question::default(), Some(utility)));
        let (lower, upper) = (estimate(&best.lower), estimate(&best.upper));
        assert!(lower <= value * (1.0 + 1e-15) && value * (1.0 - 1e-15) <= upper);
        assert!(
            upper - lower < 1e-8 * value,
            "{}: {lower} {upper}",
            utility.family()
        );
        let budget = with(Objective::LargestPay, Shape::Any);
        let best = contract(&ask(text, "large", &budget, Some(utility)));
        let (lower, upper) = (estimate(&best.lower), estimate(&best.upper));
        let value = value / 0.75;
        assert!(lower <= value * (1.0 + 1e-15) && value * (1.0 - 1e-15) <= upper);
        assert!(
            upper - lower < 1e-8 * value,
            "{}: {lower} {upper}",
            utility.family()
        );
    }
}

/// Jensen's inequality: no pay that gives U0 + c in expectation costs less than h(U0 + c).
#[test]
fn flat_pay_is_the_best_where_the_target_costs_no_more() {
    let tie = "effort,cost,a,b\nx,0.4,0,1\ny,0.4,0.7,0.3\n";
    let free = "effort,cost,a,b\nx,0.5,0,1\ny,0,0.7,0.3\n";
    let (log, power) = (Log::new(1.0).unwrap(), Power::new(0.5).unwrap());
    let cara = Cara::new(2.0).unwrap();
    type Case<'a> = (&'a str, Option<&'a str>, &'a str, &'a dyn Utility, f64);
    let cases: [Case<'_>; 5] = [
        (tie, Some("0"), "1", &log, 1.4f64.exp_m1()),
        (tie, Some("0.5"), "-9", &log, 0.5),
        (tie, Some("0"), "1", &power, 1.96),
        (free, None, "0", &cara, 0.0),
        (free, Some("-1"), "0", &cara, 0.0),
    ];
    for (text, floor, outside, utility, value) in cases {
        for shape in [Shape::Any, Shape::Monotone, Shape::Threshold] {
            let question = Question {
                shape,
                floor: floor.map(|floor| parse(floor).unwrap()),
                outside: Some(parse(outside).unwrap()),
                ..Question::default()
            };
            let answer = ask(text, "y", &question, Some(utility));
            let Verdict::Implementable(best) = &answer.verdict else {
                panic!("{:?}", answer.verdict);
            };
            let (lower, upper) = (estimate(&best.lower), estimate(&best.upper));
            // Pay has twelve digits.
            let rounding = 1e-11 * value.abs().max(0.1);
            assert!(lower <= value + 1e-15 * value && value <= upper, "{best:?}");
            assert!(upper - lower <= rounding, "{best:?}");
            let others = if text == tie { vec![0] } else { Vec::new() };
            assert_eq!(best.indifferent, others);
        }
    }
}

#[test]
fn risk_is_borne_at_a_price_between_any_and_threshold_pay() {
    let power = Power::new(0.5).unwrap();
    let of = |shape| {
        let question = with(Objective::ExpectedPay, shape);
        let best = contract(&ask(SCORES, "large", &question, Some(&power)));
        assert!(best.lower <= best.upper);
        let width = estimate(&best.upper) - estimate(&best.lower);
        assert!(width < 1e-7 * estimate(&best.upper), "{shape}: {width}");
        best
    };
    let (any, monotone, threshold) = (of(Shape::Any), of(Shape::Monotone), of(Shape::Threshold));
    assert!(any.lower <= monotone.upper && monotone.lower <= threshold.upper);
}

#[test]
fn malformed_tables_are_refused_at_their_place() {
    let plain = RowReading::Probabilities;
    for (text, place) in [
        ("", "has no rows"),
        ("effort,cost,a\n", "has no efforts"),
        (
            "effort,price,a\nx,1,1\n",
            "table.csv:1: no column is named 'cost'",
        ),
        ("effort,cost\nx,1\n", "there are no outcomes"),
        (
            "effort,cost,a,a\nx,1,0,1\n",
            "column 'a': two columns have this name",
        ),
        ("effort,cost,a,\nx,1,0,1\n", "column 4 has no name"),
        (
            "effort,cost,a\nx,1\n",
            "table.csv:2: the row has 2 cells under 3 column names",
        ),
        ("effort,cost,a\nx,1,1,\n", "the row has 4 cells"),
        (
            "effort,cost,a\nx,,1\n",
            "table.csv:2: column 'cost': is empty",
        ),
        ("effort,cost,a\nx,1,NaN\n", "column 'a': 'NaN' is no number"),
        (
            "effort,cost,a\nx,inf,1\n",
            "column 'cost': 'inf' is no number",
        ),
        (
            "effort,cost,a,b\nx,1,-0.1,1.1\n",
            "column 'a': '-0.1' is no probability",
        ),
        ("effort,cost,a,b\nx,1,3,4\n", "--counts"),
        (
            "effort,cost,a\nx,1,1\nx,2,1\n",
            "table.csv:3: column 'effort': 'x' is the name of two",
        ),
        ("effort,cost,a\n,1,1\n", "column 'effort': is empty"),
        (
            "effort,cost,a,b\nx,1,0.3,0.3\n",
            "table.csv:2: the probabilities miss a sum of 1 by 0.4",
        ),
        (
            "effort,cost_lower,a\nx,1,1\n",
            "no column is named 'cost_upper'",
        ),
        (
            "effort,cost,cost_upper,a\nx,1,1,1\n",
            "stands beside bounds",
        ),
        (
            "effort,cost_lower,cost_upper,a\nx,2,1,1\n",
            "above the upper bound",
        ),
        (
            "effort,cost,a\nx,1e999999999,1\n",
            "more digits than can be meant",
        ),
    ] {
        let found = complaint(text, plain);
        assert!(found.contains(place), "{text:?}: {found}");
    }
    let off = complaint("effort,cost,a,b\nx,1,0.33,0.6\n", RowReading::Rounded);
    assert!(
        off.contains("by 0.07") && off.contains("at most 0.055"),
        "{off}"
    );
    let half = complaint("effort,cost,a,b\nx,1,1.5,2\n", RowReading::Counts);
    assert!(half.contains("'1.5' is no count"), "{half}");
    let none = complaint("effort,cost,a,b\nx,1,0,0\n", RowReading::Counts);
    assert!(none.contains("nothing was counted"), "{none}");
}

#[test]
fn other_separators_line_ends_and_counts_are_read() {
    let counts = "\u{feff}effort;cost;bad;good\r\nlow;0;3;1\r\n\r\nlarge;1;1;3\r\n";
    let table = table::read("t".as_ref(), counts, RowReading::Counts).unwrap();
    let answer = table::solve(&table, 1, &Question::default(), None, &Solver::default()).unwrap();
    assert_eq!(shown(&contract(&answer).lower), "1.5");
    assert_eq!(table.effort("2"), Ok(1));
    let error = table.effort("lagre").unwrap_err().to_string();
    assert!(
        error.contains("is 'large' meant?") && error.contains("low, large"),
        "{error}"
    );
}

#[test]
fn questions_without_an_answer_are_refused() {
    let table = read(SCORES);
    let refuse = |question: &Question, utility: Option<&dyn Utility>| {
        table::solve(&table, 2, question, utility, &Solver::default())
            .unwrap_err()
            .to_string()
    };
    let none = Question {
        floor: None,
        ..Question::default()
    };
    assert!(refuse(&none, None).contains("falls without end"));
    let crossed = Question {
        cap: Some(parse("-1").unwrap()),
        ..Question::default()
    };
    assert!(refuse(&crossed, None).contains("above the most pay"));
    let power = Power::new(0.5).unwrap();
    let below = Question {
        floor: Some(parse("-1").unwrap()),
        ..Question::default()
    };
    assert!(refuse(&below, Some(&power)).contains("not finite at a pay of -1"));
    let open = Question {
        outside: Some(parse("0").unwrap()),
        ..none
    };
    assert!(refuse(&open, Some(&power)).contains("not defined for every pay"));
}
