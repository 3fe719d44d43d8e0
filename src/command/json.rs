//! The JSON documents of the command line. `serde_json` writes floats with the digits that read
//! back to the same number.

use crate::bounds::{Bracket, End, Missing};
use crate::contract::{BinaryTerms, Class, FirstBest, LinearTerms, SecondBest, Terms, TieredTerms};
use crate::model::Model;
use crate::model::file::Parameter;
use crate::numerics::Interval;
use serde_json::{Map, Value, json};

/// A model as the sections of its file.
pub fn model(model: &Model) -> Value {
    let sections = model.parameters().into_iter().map(|(section, parameters)| {
        let fields: Map<String, Value> = parameters
            .into_iter()
            .map(|(key, parameter)| {
                let value = match parameter {
                    Parameter::Name(name) => json!(name),
                    Parameter::Number(number) => json!(number),
                    Parameter::Numbers(list) => json!(list),
                };
                (key.to_owned(), value)
            })
            .collect();
        (section.to_owned(), Value::Object(fields))
    });
    Value::Object(sections.collect())
}

/// The first best.
pub fn first_best(first_best: &FirstBest<'_>) -> Value {
    json!({
        "effort": first_best.effort(),
        "payoff": first_best.payoff(),
        "wage": first_best.wage(),
    })
}

/// The ends of a bracket as two entries, `lower` and `upper`, of a JSON object.
fn ends(lower: impl Into<Value>, upper: impl Into<Value>) -> Value {
    json!({"lower": lower.into(), "upper": upper.into()})
}

/// What proved each end (`method`), and why an end is missing (`missing`): null where there is
/// nothing to say.
pub fn standing(
    lower: Result<End, Missing>,
    upper: Result<End, Missing>,
) -> [(&'static str, Value); 2] {
    let method = |end: Result<End, Missing>| end.ok().map(|end| end.method.name());
    let missing = |end: Result<End, Missing>| end.err().map(Missing::name);
    [
        ("method", ends(method(lower), method(upper))),
        ("missing", ends(missing(lower), missing(upper))),
    ]
}

/// One contract. `lower` and `upper` are proved ends, null where there are none; without a bracket
/// nothing was asked to be proved.
pub fn contract(
    class: Class,
    solved: &SecondBest,
    bracket: Option<&Bracket>,
    model: &Model,
) -> Value {
    let lower = bracket.and_then(Bracket::lower);
    let upper = bracket.and_then(Bracket::upper);
    // The logarithm of a proved end, rounded outwards.
    let ln = |end: Option<f64>| end.and_then(|end| Interval::point(end).ln());
    let mut document = json!({
        "contract": class.name(),
        "samples": solved.samples,
        "effort": solved.point.effort,
        "gap": {"estimate": solved.gap.total(), "lower": lower, "upper": upper},
        "log_gap": {
            "estimate": solved.gap.ln_total(),
            "lower": ln(lower).map(Interval::lower),
            "upper": ln(upper).map(Interval::upper),
        },
        "gap_parts": {
            "premium": solved.gap.premium,
            "rent": solved.gap.rent,
            "effort_loss": solved.gap.effort_loss,
        },
        "expected_pay": solved.expected_pay(model),
        "payoff": solved.payoff(model),
        "contract_terms": terms(solved, model),
    });
    if let Some(tiers) = class.tiers() {
        document["tiers"] = json!(tiers);
    }
    if let Some(bracket) = bracket {
        for (key, value) in standing(bracket.lower, bracket.upper) {
            document["gap"][key] = value;
        }
    }
    document
}

fn terms(solved: &SecondBest, model: &Model) -> Value {
    match &solved.terms {
        Terms::Binary(terms) => binary_terms(terms),
        Terms::Tiered(terms) => tiered_terms(terms),
        Terms::Linear(terms) => linear_terms(terms),
        Terms::General(terms) => {
            let point = &solved.point;
            let marginal = model.utility().marginal_wage(point.required_utility);
            let standard = (solved.samples as f64 * point.information).sqrt();
            // At no effort one label may tell nothing, and a price of nothing stays nothing.
            let incentive_price = match terms.incentive_price {
                0.0 => 0.0,
                price => price / standard,
            };
            json!({
                "participation_price": marginal + terms.participation_shift,
                "incentive_price": incentive_price,
                "deviation_prices": terms
                    .deviations
                    .iter()
                    .map(|binding| json!({"effort": binding.effort, "price": binding.price}))
                    .collect::<Vec<_>>(),
                "duality_gap": terms.duality_gap,
            })
        }
    }
}

/// Base wage and bonus.
pub fn binary_terms(terms: &BinaryTerms) -> Value {
    json!({
        "threshold": terms.rule.threshold(),
        "randomisation": terms.rule.randomisation(),
        "base_wage": terms.base_wage,
        "bonus": terms.bonus,
        "bonus_probability": terms.bonus_probability,
    })
}

/// Base wage and bonuses, each on top of the tier below.
pub fn tiered_terms(terms: &TieredTerms) -> Value {
    let tiers: Vec<Value> = terms
        .tiers
        .iter()
        .map(|tier| {
            json!({
                "threshold": tier.rule.threshold(),
                "randomisation": tier.rule.randomisation(),
                "bonus": tier.bonus,
                "bonus_probability": tier.probability,
            })
        })
        .collect();
    json!({"base_wage": terms.base_wage, "tiers": tiers})
}

/// Linear pay with a floor.
pub fn linear_terms(terms: &LinearTerms) -> Value {
    json!({
        "intercept": terms.intercept,
        "slope": terms.slope,
        "minimum_wage": terms.floor,
    })
}

/// A TOML document as JSON; `null` where it is none.
pub fn of_toml(text: &str) -> serde_json::Value {
    toml::from_str(text).unwrap_or(serde_json::Value::Null)
}
