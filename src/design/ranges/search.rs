//! The terms that do best in the worst model of a box, proved for all of it.

use super::ModelBox;
use super::cover::{Proved, Stopped, prove};
use crate::contract::{Class, FirstBest, SecondBest, Threshold};
use crate::design::DesignError;
use crate::design::posted::reply::{Reply, best_reply};
use crate::design::posted::round::Posting;
use crate::design::posted::units::{raised, upwards};
use crate::design::posted::{Posted, coarse};
use crate::design::robust::{
    Inside, Kept, Possible, Settled, Worst, settle, worst_inside, worst_of,
};
use crate::model::Model;
use serde::Serialize;

/// Unknowns of which all corners are looked at in the search; with more, corners are drawn from
/// one at a time. The proof covers all in any case.
const ALL_CORNERS: usize = 5;

/// Attempts to prove rounded terms, each a little more generous where the last one failed.
const ATTEMPTS: u32 = 12;

/// What the worst case is the worst of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aim {
    /// The company's payoff.
    Payoff,
    /// What the company loses against the first best of the model that turns out to be right.
    Regret,
}

/// Terms for a whole box.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranged {
    /// What was aimed at.
    pub aim: Aim,
    /// The terms in whole units of money.
    pub posting: Posting,
    /// The least effort that counts as care: half the least reply found.
    pub care: f64,
    /// What is proved for the whole box, or where the proof stopped.
    pub proved: Result<Proved, Option<Stopped>>,
    /// The company's payoff less what it is compared with, in the worst model found in the box: an
    /// estimate.
    pub worst: f64,
    /// That model's numbers.
    pub worst_at: Vec<(String, f64)>,
    /// Best reply and payoff in the model as stated: estimates.
    pub reply: Reply,
    /// Terms for the stated values alone, and what they bring there and in the worst model (−∞
    /// where an annotator refuses): estimates.
    pub plain: Posting,
    /// Their reply in the model as stated.
    pub plain_reply: Reply,
    /// Their worst payoff less what it is compared with.
    pub plain_worst: f64,
}

/// The terms of the class of `plain` that do best in the worst model of the box of `first_best`'s
/// model, rounded to whole units and proved; `None` where the search finds none that are accepted
/// throughout.
///
/// # Errors
/// What goes wrong in computing replies.
pub fn ranged(
    first_best: &FirstBest<'_>,
    plain: &Posting,
    aim: Aim,
) -> Result<Option<Ranged>, DesignError> {
    let model = first_best.model();
    let Some(whole) = ModelBox::of(model) else {
        return Ok(None);
    };
    let open = whole.open();
    let at = |numbers: &[f64]| possible_at(&whole, &open, aim, numbers);
    let inside = inside(&whole, &open, &at);
    let mut models: Vec<At> = places(&whole)
        .iter()
        .filter_map(|place| at(place))
        .collect();
    if models.is_empty() {
        return Ok(None);
    }
    let Some(settled) = settled(&mut models, &inside, &plain.terms)? else {
        return Ok(None);
    };
    let unit = plain.unit;
    let rounded = upwards(&settled.posted, unit);
    let all: Vec<usize> = (0..models.len()).collect();
    let brings = |terms: &Posted| -> Result<Option<f64>, DesignError> {
        let (brings, _) = worst_of(&models, &all, terms)?;
        Ok(Some(brings).filter(|brings| brings.is_finite()))
    };
    let minimum = models.iter().map(|possible| possible.model.minimum_wage());
    let minimum = minimum.fold(f64::NEG_INFINITY, f64::max);
    let stake = settled.worst - (first_best.payoff() - first_best.flat_loss());
    let left = brings(&rounded)?.unwrap_or(f64::NEG_INFINITY);
    let lost = (settled.worst - left) / stake.abs();
    let mut terms = coarse::best(rounded, unit, minimum, lost, brings)?;
    let mut proved = Err(None);
    let mut care = 0.0;
    for attempt in 0..ATTEMPTS {
        let replies = models
            .iter()
            .map(|possible| Ok(best_reply(&possible.model, &terms)?.effort))
            .collect::<Result<Vec<f64>, DesignError>>()?;
        let least = replies.iter().copied().fold(f64::INFINITY, f64::min);
        let most = replies.iter().copied().fold(0.0, f64::max);
        care = 0.5 * most;
        // No proof of care where an estimate already says there is none.
        proved = if least > care {
            prove(&whole, &terms, care)
        } else {
            Err(Some(Stopped {
                place: Vec::new(),
                refused: false,
            }))
        };
        let more = libm::ldexp(1.0, attempt as i32);
        terms = match &proved {
            Ok(_) | Err(None) => break,
            Err(Some(stopped)) if attempt + 1 == ATTEMPTS => {
                let _ = stopped;
                break;
            }
            Err(Some(stopped)) if stopped.refused => raised(&terms, unit, more, 0.0),
            Err(Some(_)) => raised(&terms, unit, 0.0, more),
        };
    }
    let Worst {
        brings,
        place,
        other,
    } = worst_inside(&models, &inside, &terms)?;
    let worst_at = other.map(|other| other.label);
    Ok(Some(Ranged {
        aim,
        posting: Posting { terms, unit },
        care,
        proved,
        worst: brings,
        worst_at: worst_at.unwrap_or_else(|| models[place].label.clone()),
        reply: best_reply(model, &terms)?,
        plain: *plain,
        plain_reply: best_reply(model, &plain.terms)?,
        plain_worst: worst_inside(&models, &inside, &plain.terms)?.brings,
    }))
}

/// The company's payoff under each of some terms in the worst model found in the box of `model`'s
/// ranges: an estimate, −∞ where an annotator refuses; none where utility has no proved bounds.
///
/// # Errors
/// What goes wrong in computing replies.
pub fn worst_payoffs(model: &Model, terms: &[Posted]) -> Result<Vec<f64>, DesignError> {
    let Some(whole) = ModelBox::of(model) else {
        return Ok(Vec::new());
    };
    let open = whole.open();
    let at = |numbers: &[f64]| possible_at(&whole, &open, Aim::Payoff, numbers);
    let inside = inside(&whole, &open, &at);
    let models: Vec<At> = places(&whole)
        .iter()
        .filter_map(|place| at(place))
        .collect();
    if models.is_empty() {
        return Ok(Vec::new());
    }
    let each = terms.iter();
    each.map(|posted| Ok(worst_inside(&models, &inside, posted)?.brings))
        .collect()
}

/// The inside of a box.
fn inside<'a>(
    whole: &ModelBox<'_>,
    open: &[usize],
    model: &'a (dyn Fn(&[f64]) -> Option<At> + Sync),
) -> Inside<'a, Vec<(String, f64)>> {
    let ends = open.iter().map(|place| whole.number(*place).1);
    Inside {
        ends: ends.map(|range| [range.lower(), range.upper()]).collect(),
        model,
    }
}

/// The best terms against all models from the terms for the stated values, and, where these lead
/// nowhere, from those for the model in which they do worst: a whole range of κ may move thresholds
/// further than a search near one set of terms goes.
fn settled<L: Sync + Send>(
    models: &mut Vec<Possible<L>>,
    inside: &Inside<'_, L>,
    plain: &Posted,
) -> Result<Option<Settled>, DesignError> {
    let first = settle(models, inside, plain)?;
    let all: Vec<usize> = (0..models.len()).collect();
    // Flat pay that everybody accepts.
    let outside = models.iter().map(|possible| {
        let model = &possible.model;
        model.utility().wage(model.reservation())
    });
    let wage = outside.fold(f64::NEG_INFINITY, f64::max);
    let flat = worst_of(models, &all, &Posted::Flat { wage })?.0;
    if first.as_ref().is_some_and(|found| found.worst > flat) {
        return Ok(first);
    }
    let model = &models[worst_of(models, &all, plain)?.1].model;
    let other = match terms_for(model, plain) {
        Some(terms) => settle(models, inside, &terms)?,
        None => None,
    };
    let worst = |found: &Option<Settled>| {
        let found = found.as_ref();
        found.map_or(f64::NEG_INFINITY, |settled| settled.worst)
    };
    Ok(if worst(&other) > worst(&first) {
        other
    } else {
        first
    })
}

/// The best terms of the kind of `plain` in one model.
fn terms_for(model: &Model, plain: &Posted) -> Option<Posted> {
    let threshold = Threshold::Deterministic;
    let class = match plain {
        Posted::Flat { .. } => return None,
        Posted::Bonus { .. } => Class::Binary(threshold),
        Posted::Tiered { tiers, .. } => Class::Tiered {
            tiers: (tiers.iter().count() as u32).max(2),
            threshold,
        },
        Posted::Linear { .. } => Class::Linear,
    };
    let first_best = FirstBest::of(model).ok()?;
    let contract = class.solve(&first_best, plain.samples()).ok()?;
    Posted::exactly(&contract, model.minimum_wage())
}

/// A class with the box's terms of it.
pub type Found = (Class, SecondBest, Ranged);

/// Whether one set of terms is to be preferred: proved before not proved, then the larger proved
/// payoff; the better worst case found where regret is looked at, of which nothing is proved, or
/// nothing is proved at all.
pub fn better(one: &Ranged, other: &Ranged) -> bool {
    let aim = one.aim;
    match (&one.proved, &other.proved) {
        (Ok(_), Err(_)) => true,
        (Err(_), Ok(_)) => false,
        (Ok(one), Ok(other)) if aim == Aim::Payoff => one.payoff > other.payoff,
        _ => one.worst > other.worst,
    }
}

/// A model of the box with the numbers it has.
type At = Possible<Vec<(String, f64)>>;

/// The model of the box with these numbers in the places that are open.
fn possible_at(whole: &ModelBox<'_>, open: &[usize], aim: Aim, numbers: &[f64]) -> Option<At> {
    let value = |place: usize| {
        let number = open.iter().zip(numbers).find(|(other, _)| **other == place);
        number.map_or(whole.number(place).0.value, |(_, value)| *value)
    };
    let model: Model = whole.model_at(|place, _| value(place)).ok()?;
    let instead = match aim {
        Aim::Payoff => 0.0,
        Aim::Regret => FirstBest::of(&model).ok()?.payoff(),
    };
    let label = open
        .iter()
        .map(|place| (whole.number(*place).0.words(), value(*place)));
    Some(Possible {
        label: label.collect(),
        numbers: numbers.to_vec(),
        model,
        instead,
        kept: Kept::default(),
    })
}

/// The numbers as stated, then those of corners and middles of the box.
fn places(whole: &ModelBox<'_>) -> Vec<Vec<f64>> {
    let open = whole.open();
    // Digit j of a pattern says which end the j-th unknown is at, or that it is as stated.
    let mut patterns: Vec<Vec<u8>> = vec![vec![0; open.len()]];
    let ends = if open.len() <= 3 { 3 } else { 2 };
    if open.len() <= ALL_CORNERS {
        for number in 0..(ends as usize).pow(open.len() as u32) {
            let digits = (0..open.len() as u32)
                .map(|j| (number / (ends as usize).pow(j) % ends as usize) as u8);
            // With two ends each digit is an end; with three the middle is one of them.
            let digits = digits.map(|digit| if ends == 2 { digit + 1 } else { digit });
            patterns.push(digits.collect());
        }
    } else {
        for place in 0..open.len() {
            for end in [1, 2] {
                let mut pattern = vec![0; open.len()];
                pattern[place] = end;
                patterns.push(pattern);
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    patterns.retain(|pattern| seen.insert(pattern.clone()));
    let number = |(digit, place): (&u8, &usize)| {
        let (number, range) = whole.number(*place);
        match digit {
            1 => range.lower(),
            2 => range.upper(),
            _ => number.value,
        }
    };
    let numbers = |pattern: &Vec<u8>| pattern.iter().zip(&open).map(number).collect();
    patterns.iter().map(numbers).collect()
}
