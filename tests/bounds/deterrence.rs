//! Contracts under which efforts far away tempt: brackets that close, and proofs that must fail.

use crate::support::{model, read};

use firstbest::bounds::{self, EnclosedModel, binary::boxes};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

/// A cost so bent that on three samples the best pay is a bonus for full agreement under which no
/// effort at all does nearly as well.
const BENT: &str = r#"
[utility]
family = "power"
gamma = 0.4516027119006244
minimum_wage = 0.1
[cost]
scale = 0.07674588093899426
exponent = 10.0
[monitoring]
scheme = "expert"
kappa = 0.98
[value]
slope = 0.5967913563414148
[reservation]
utility = 0.3535064059260842
"#;

const SAMPLES: u64 = 3;

#[test]
fn brackets_close_where_efforts_far_away_tempt_and_nothing_beyond_them_is_proved() {
    let model = read(BENT);
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    for class in [
        Class::Binary(Threshold::Deterministic),
        Class::Binary(Threshold::Randomised),
        Class::Linear,
        Class::General,
    ] {
        let best = class.solve(&first_best, SAMPLES).unwrap();
        let bracket = bounds::bracket(&first_best, class, &best);
        let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
        // The width aimed at is 5e-7.
        assert!(
            lower <= upper && upper - lower <= 1e-6 * upper,
            "{bracket:?}"
        );
        for above in [1e-12, 1e-6, 0.1] {
            let target = upper * (1.0 + above);
            // No prices, whatever efforts they are for, prove more than a verified contract costs.
            for tempting in [vec![], vec![0.0], vec![0.13, 0.77, 1.0]] {
                let least =
                    bounds::least_gap_with_deviations(&first_best, SAMPLES, &tempting, target);
                assert!(least <= upper, "{least:e} proved, {upper:e} verified");
                if let Class::Binary(threshold) = class {
                    let least = boxes::least_gap(&economy, SAMPLES, threshold, &tempting, target);
                    assert!(least <= upper, "{least:e} proved, {upper:e} verified");
                }
            }
        }
    }
}

/// The bracket of pay of any shape, whose ends are less than 1e-4 apart.
fn closes(name: &str, model: &Model, samples: u64) {
    let first_best = FirstBest::of(model).unwrap();
    let best = Class::General.solve(&first_best, samples).unwrap();
    let bracket = bounds::bracket(&first_best, Class::General, &best);
    let width = bracket.relative_width().unwrap();
    assert!(width < 1e-4, "{name}: {bracket:?}");
    let (estimate, upper) = (best.gap.total(), bracket.upper().unwrap());
    assert!(estimate <= upper * (1.0 + 1e-4), "{name}: {estimate:e}");
}

/// Pay that rises by many times what certain pay is worth: the convex program of one effort is all
/// but vertical, and only its dual is solved.
#[test]
fn brackets_close_where_checks_tell_little_and_pay_rises_steeply() {
    let weak = model(
        "family = \"log\", scale = 0.05, minimum_wage = 0.0",
        "scale = 0.09, exponent = 3.4",
        "scheme = \"self-consistency\", kappa = 0.02",
        "slope = 0.003",
        0.0014,
    );
    closes("log", &weak, 2);
    let nearly_neutral = model(
        "family = \"power\", gamma = 0.999, minimum_wage = 0.0",
        "scale = 0.037, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.02",
        "slope = 0.1",
        0.001,
    );
    closes("power", &nearly_neutral, 3);
}

/// Pay for full agreement leaves a rent, and efforts next to full care tempt towards it.
#[test]
fn brackets_close_where_a_rent_is_left_and_more_care_tempts() {
    let rent = model(
        "family = \"cara\", risk_aversion = 1.75, minimum_wage = 0.0",
        "scale = 0.24, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.87",
        "slope = 0.72",
        8e-4,
    );
    closes("more care", &rent, 8);
    let less = model(
        "family = \"log\", scale = 0.5, minimum_wage = 0.01",
        "scale = 0.033, exponent = 3.0",
        "scheme = \"self-consistency\", kappa = 0.999",
        "slope = 0.033",
        0.0206,
    );
    closes("less care", &less, 8);
}

/// Pay of which the search finds none that is cheaper than a line: the bound of all pay says which
/// effort it is for, and the pay there is verified and becomes the estimate.
#[test]
fn the_bound_of_all_pay_leads_to_pay_that_a_search_has_missed() {
    const MISSED: &str = r#"
[utility]
family = "cara"
risk_aversion = 0.08860110986281879
minimum_wage = 0.0
[cost]
scale = 0.9289708921662622
exponent = 2.8906589959186446
[monitoring]
scheme = "expert"
kappa = 0.5468851767187314
[value]
slope = 2.741708022882242
[reservation]
utility = 0.0
"#;
    let model = read(MISSED);
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, 150).unwrap().gap.total();
    let found = Class::General.solve(&first_best, 150).unwrap();
    let (best, bracket) = bounds::settled(&first_best, Class::General, found);
    let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
    assert!(upper - lower < 1e-4 * upper, "{bracket:?}");
    assert!(upper < line * (1.0 - 1e-4), "{upper:e} against {line:e}");
    assert!(best.gap.total() <= upper * (1.0 + 1e-9), "{best:?}");
}

/// Next to risk neutrality pay grows as the hundredth power of its price: sums over counts ask for
/// such powers next to 1.
#[test]
fn brackets_close_next_to_risk_neutrality() {
    const NEUTRAL: &str = r#"
[utility]
family = "power"
gamma = 0.99
minimum_wage = 0.1
[cost]
scale = 0.05963851137909432
exponent = 2.9646693766836094
[monitoring]
scheme = "self-consistency"
kappa = 0.3561511143516136
[value]
slope = 0.06792238065025712
[reservation]
utility = 0.10339643602924202
"#;
    let model = read(NEUTRAL);
    closes("neutral", &model, 101);
}

/// Labels of which a polynomial says how often they agree: the best pay holds at a tempting effort
/// to a rounding, and the interior point method does not get there to the last digit.
#[test]
fn an_estimate_is_the_best_pay_where_an_effort_tempts_to_a_rounding() {
    let model = model(
        "family = \"log\", scale = 0.022058845811768722, minimum_wage = 1.0",
        "scale = 0.14721194807809213, exponent = 2.0720907927616325",
        "scheme = \"polynomial\", coefficients = [0.1157474779239108,0.15672360514977304,0.6275289169263162]",
        "slope = 0.360217056315782",
        3.835860656131019,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let solved = Class::General.solve(&first_best, 101).unwrap();
    let bracket = bounds::bracket_of(&first_best, Class::General, 101, Some(&solved));
    let (gap, least) = (solved.gap.total(), bracket.lower().unwrap());
    // The bracket itself is 7e-6 wide; an estimate from bonuses and lines is 1.8e-3 dearer.
    assert!(
        gap >= least && gap <= least * (1.0 + 1e-4),
        "{gap:e}, at least {least:e}"
    );
}
