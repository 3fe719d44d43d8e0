//! The sheet of `firstbest design` as JSON.

use super::design_words::words;
use super::design_work::{Budget, Design};
use super::json;
use crate::contract::best_reply::best_deviation;
use crate::design::posted::reply::Reply;
use crate::design::posted::{Posted, Posting, Proved};
use crate::design::ranges::breaking::Side;
use crate::design::ranges::{Aim, Breaking, Failure, Ranged};
use crate::design::sheet::Prospect;
use crate::design::variation::{Factors, Variation};
use crate::numerics::Interval;
use serde_json::{Value, json};

pub fn document(design: &Design<'_>) -> Value {
    let first_best = &design.first_best;
    let model = first_best.model();
    let sheet = &design.sheet;
    let whole = first_best.payoff() - first_best.payoff_without_effort();
    let contracts: Vec<Value> = design
        .classes
        .iter()
        .map(|(class, contract)| {
            let mut value = json::contract(*class, contract, None, model);
            value["share_of_first_best_gain"] = json!(1.0 - contract.gap.total() / whole);
            value["best_deviation_gain"] =
                json!(best_deviation(model, contract).ok().map(|found| found.gain));
            value
        })
        .collect();
    json!({
        "model": json::model(model),
        "first_best": json::first_best(first_best),
        "flat_wage": {"wage": model.utility().wage(model.reservation()), "payoff": first_best.payoff_without_effort()},
        "recommended": sheet.class.name(),
        "samples": sheet.ideal.samples,
        "sheet": {
            "terms": posting(&sheet.posting),
            "words": words(&sheet.posting.terms, sheet.posting.unit),
            "incentive_compatible": if sheet.proved.is_some() { "proved" } else { "not proved" },
            "proved": sheet.proved.as_ref().map(proved),
            "estimate": reply(&sheet.reply),
            "gap": sheet.gap,
            "share_of_first_best_gain": sheet.kept(first_best),
            "careful": prospect(&sheet.careful),
            "careless": prospect(&sheet.careless),
            "variations": sheet.variations.iter().map(variation).collect::<Vec<_>>(),
            "practices": sheet.practices.iter().map(|practice| {
                let mut value = reply(&practice.reply);
                value["name"] = json!(practice.name);
                value["terms"] = terms(&practice.posted);
                value["accepts"] = json!(practice.surplus >= -1e-12);
                value
            }).collect::<Vec<_>>(),
        },
        "budget": design.budget.as_ref().map(budget),
        "loss_target": design.loss,
        "robust": design.robust.as_ref().map(|robust| json!({
            "share": robust.share,
            "terms": posting(&robust.posting),
            "words": words(&robust.posting.terms, robust.posting.unit),
            "worst_payoff": finite(robust.worst.0),
            "worst_at": factors(&robust.worst.1),
            "worst_payoff_of_sheet": finite(robust.plain_worst.0),
            "worst_at_of_sheet": factors(&robust.plain_worst.1),
            "estimate": reply(&robust.reply),
            "incentive_compatible": if robust.proved.is_some() { "proved" } else { "not proved" },
            "proved": robust.proved.as_ref().map(proved),
            "models": robust.models,
            "proved_in_models": robust.proved_in.0,
            "proved_worst_payoff": finite(robust.proved_in.1).filter(|_| robust.proved_in.0 == robust.models),
            "cuts": robust.solved.cuts,
        })),
        "contracts": contracts,
        "ranges": design.ranged.as_ref().map(|found| ranged(design, found)),
        "breaking_points": design.breaking.iter().map(breaking).collect::<Vec<_>>(),
    })
}

fn ranged(design: &Design<'_>, ranged: &Ranged) -> Value {
    let unknowns = design.first_best.model().unknowns();
    json!({
        "unknowns": unknowns.iter().map(|u| json!({
            "section": u.section, "key": u.key, "index": u.index,
            "lower": u.lower, "value": u.value, "upper": u.upper,
        })).collect::<Vec<_>>(),
        "aim": match ranged.aim { Aim::Payoff => "payoff", Aim::Regret => "regret" },
        "care_at_least": ranged.care,
        "proved": ranged.proved.as_ref().ok().map(|proved| json!({
            "best_reply": interval(proved.replies),
            "surplus": {"lower": proved.surplus},
            "expected_pay": interval(proved.pay),
            "payoff": {"lower": proved.payoff},
            "boxes": proved.boxes,
        })),
        "not_proved": ranged.proved.as_ref().err().map(|stopped| json!({
            "participation": stopped.as_ref().map(|stopped| stopped.refused),
            "place": stopped.as_ref().map(|stopped| stopped.place.iter().map(|(name, range)| {
                json!({"number": name, "lower": range.lower(), "upper": range.upper()})
            }).collect::<Vec<_>>()),
        })),
        "worst": finite(ranged.worst),
        "worst_at": ranged.worst_at.iter().map(|(name, value)| json!({"number": name, "value": value})).collect::<Vec<_>>(),
        "estimate": reply(&ranged.reply),
        "point_terms": {
            "terms": posting(&ranged.plain),
            "worst": finite(ranged.plain_worst),
            "estimate": reply(&ranged.plain_reply),
        },
        "kinds": design.survivors.iter().map(|(class, worst)| {
            json!({"contract": class.name(), "proved": worst.is_some(), "worst": worst})
        }).collect::<Vec<_>>(),
    })
}

fn breaking(breaking: &Breaking) -> Value {
    let number = &breaking.number;
    let side = |side: &Option<Side>| {
        side.map(|side| {
            json!({
                "holds_to": side.holds_to,
                "fails_at": side.fails_at.map(|(at, _)| at),
                "failure": side.fails_at.map(|(_, how)| match how {
                    Failure::Refuses => "refuses",
                    Failure::NoCare => "no care",
                }),
            })
        })
    };
    json!({
        "section": number.section, "key": number.key, "index": number.index,
        "value": number.value,
        "below": side(&breaking.below),
        "above": side(&breaking.above),
    })
}

/// JSON has no infinities: a contract that is refused has no payoff.
fn finite(payoff: f64) -> Option<f64> {
    payoff.is_finite().then_some(payoff)
}

fn interval(interval: Interval) -> Value {
    json!({"lower": interval.lower(), "upper": interval.upper()})
}

fn proved(proved: &Proved) -> Value {
    json!({
        "best_reply": interval(proved.replies),
        "utility": interval(proved.utility),
        "expected_pay": interval(proved.pay),
        "payoff": {"lower": proved.payoff},
        "gap": {"upper": proved.gap},
    })
}

pub(super) fn reply(reply: &Reply) -> Value {
    json!({
        "effort": reply.effort,
        "utility": reply.utility,
        "expected_pay": reply.pay,
        "payoff": reply.payoff,
    })
}

fn prospect(prospect: &Prospect) -> Value {
    let only = match prospect.bonus_chances[..] {
        [chance] => Some(chance),
        _ => None,
    };
    json!({
        "effort": prospect.effort,
        "bonus_probability": only,
        "bonus_probabilities": prospect.bonus_chances,
        "expected_pay": prospect.pay,
    })
}

fn factors(factors: &Factors) -> Value {
    json!({"kappa": factors.kappa, "cost": factors.cost, "risk_aversion": factors.risk})
}

fn variation(variation: &Variation) -> Value {
    let mut value = reply(&variation.reply);
    value["factors"] = factors(&variation.factors);
    value["accepts"] = json!(variation.accepts());
    value["first_best_payoff"] = json!(variation.first_best);
    value
}

pub(super) fn posting(posting: &Posting) -> Value {
    let mut value = terms(&posting.terms);
    value["unit"] = json!(posting.unit);
    value
}

fn terms(posted: &Posted) -> Value {
    match posted {
        Posted::Flat { wage } => json!({"wage": wage}),
        Posted::Bonus { rule, base, bonus } => json!({
            "samples": rule.samples(),
            "threshold": rule.threshold(),
            "randomisation": rule.randomisation(),
            "base_wage": base,
            "bonus": bonus,
        }),
        Posted::Tiered { base, tiers } => json!({
            "samples": tiers.samples(),
            "base_wage": base,
            "tiers": tiers.iter().map(|(rule, bonus)| json!({
                "threshold": rule.threshold(),
                "randomisation": rule.randomisation(),
                "bonus": bonus,
            })).collect::<Vec<_>>(),
        }),
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => json!({
            "samples": samples,
            "intercept": intercept,
            "slope": slope,
            "minimum_wage": floor,
        }),
    }
}

fn budget(budget: &Budget) -> Value {
    let best = &budget.best;
    json!({
        "sample_cost": best.cost.money(),
        "best_samples": best.samples(),
        "within_a_percent": {"from": budget.range.0, "to": budget.range.1},
        "asymptotic_samples": budget.formula.map(|formula| formula.samples),
        "asymptotic_loss": budget.formula.map(|formula| formula.loss),
        "monitoring": best.monitoring(),
        "total_loss": {"estimate": best.total_loss(), "upper": budget.proved.0},
        "every_contract_loses_at_least": budget.proved.1,
    })
}
