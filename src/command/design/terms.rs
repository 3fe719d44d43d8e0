//! The terms of `firstbest design` as a file that `firstbest pay` applies.

use super::work::Design;
use crate::command::error::CommandError;
use crate::contract::{Class, FirstBest};
use crate::design::DesignError;
use crate::design::pay::{Entry, Money, PayRule, Proof, TermsError, TermsFile};
use crate::design::posted::units::{raised, upwards};
use crate::design::posted::{Posted, Posting, Proved, post, proof};
use crate::design::ranges::{self, Aim, ModelBox, Ranged};
use crate::model::{Model, Unknown};

/// Decimals of a unit of money at most.
const MOST_PLACES: u32 = 15;

/// Units by which a flat wage is raised until it is proved to be accepted.
const RAISES: u32 = 8;

/// What the file should hold beside the terms of the sheet.
pub struct Wanted<'a> {
    /// Further numbers of checked labels.
    pub schedule: &'a [u64],
    /// Whether those with fewer checked labels than any entry are paid flat.
    pub flat: bool,
    /// Written beside amounts.
    pub currency: Option<String>,
    /// What worst case the ranges are looked at for.
    pub aim: Aim,
    /// Whether the model's ranges are left aside.
    pub point: bool,
}

/// The file, and the numbers of checked labels for which no terms were proved.
pub fn terms_file(
    design: &Design<'_>,
    wanted: &Wanted<'_>,
) -> Result<(TermsFile, Vec<u64>), CommandError> {
    let first_best = &design.first_best;
    let model = first_best.model();
    let scheme = checkable(model)?;
    let posting = &design.sheet.posting;
    let unit = posting.unit;
    let places = places(unit);
    let mut schedule = vec![Entry {
        samples: posting.terms.samples(),
        pay: PayRule::of(&posting.terms, places)?,
        proved: match &design.ranged {
            Some(ranged) => of_ranges(model, ranged),
            None => design.sheet.proved.as_ref().map(of_point),
        },
    }];
    let mut missing = Vec::new();
    for samples in wanted.schedule {
        if *samples == posting.terms.samples() {
            continue;
        }
        let found = proved_terms(first_best, design.sheet.class, *samples, unit, wanted)?;
        match found {
            Some((terms, proved)) => schedule.push(Entry {
                samples: *samples,
                pay: PayRule::of(&terms, places)?,
                proved: Some(proved),
            }),
            None => missing.push(*samples),
        }
    }
    let otherwise = if wanted.flat {
        flat(model, unit).and_then(|wage| Money::nearest(wage, places))
    } else {
        None
    };
    let unit = Money::nearest(unit, places).ok_or(TermsError::Amount { value: unit })?;
    let file = TermsFile::new(
        model.to_toml(),
        scheme,
        wanted.currency.clone(),
        unit,
        schedule,
        otherwise,
    );
    Ok((file, missing))
}

/// The model's scheme, where labels of a file can be checked by it.
pub fn checkable(model: &Model) -> Result<&'static str, TermsError> {
    let scheme = model.monitoring().scheme();
    if ["expert", "self-consistency"].contains(&scheme) {
        Ok(scheme)
    } else {
        Err(TermsError::Scheme {
            scheme: scheme.to_owned(),
        })
    }
}

/// Decimals with which whole units are written exactly.
pub fn places(unit: f64) -> u32 {
    (0..MOST_PLACES)
        .find(|places| {
            let scaled = unit * libm::pow(10.0, f64::from(*places));
            (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs() && scaled.round() >= 1.0
        })
        .unwrap_or(MOST_PLACES)
}

/// Proved terms of a class on so many samples; `None` where none were found.
fn proved_terms(
    first_best: &FirstBest<'_>,
    class: Class,
    samples: u64,
    unit: f64,
    wanted: &Wanted<'_>,
) -> Result<Option<(Posted, Proof)>, DesignError> {
    let Ok(ideal) = class.solve(first_best, samples) else {
        return Ok(None);
    };
    let Some(plain) = post(first_best, &ideal, unit)? else {
        return Ok(None);
    };
    let model = first_best.model();
    if model.unknowns().is_empty() || wanted.point {
        let proved = proof::prove(first_best, &plain.terms);
        return Ok(proved.map(|proved| (plain.terms, of_point(&proved))));
    }
    let found: Option<Ranged> = ranges::ranged(first_best, &Posting { unit, ..plain }, wanted.aim)?;
    Ok(found.and_then(|ranged| {
        let proved = of_ranges(model, &ranged)?;
        Some((ranged.posting.terms, proved))
    }))
}

fn of_point(proved: &Proved) -> Proof {
    Proof {
        ranges: Vec::new(),
        efforts: [proved.replies.lower(), proved.replies.upper()],
        expected_pay: [proved.pay.lower(), proved.pay.upper()],
    }
}

fn of_ranges(model: &Model, ranged: &Ranged) -> Option<Proof> {
    let proved = ranged.proved.as_ref().ok()?;
    Some(Proof {
        ranges: model.unknowns().iter().map(Unknown::range_words).collect(),
        efforts: [proved.replies.lower(), proved.replies.upper()],
        expected_pay: [proved.pay.lower(), proved.pay.upper()],
    })
}

/// The least wage in whole units that is proved to be accepted in all of the model's ranges
/// whatever the count: the outside wage.
pub(super) fn flat(model: &Model, unit: f64) -> Option<f64> {
    let whole = ModelBox::of(model)?;
    let wages = [false, true].map(|upper| {
        let pick = |_, interval: crate::numerics::Interval| {
            if upper {
                interval.upper()
            } else {
                interval.lower()
            }
        };
        whole
            .model_at(pick)
            .map_or(f64::NAN, |there| there.utility().wage(there.reservation()))
    });
    let outside = model.utility().wage(model.reservation());
    let wage = wages.into_iter().fold(outside, f64::max);
    let mut terms = upwards(&Posted::Flat { wage }, unit);
    for _ in 0..RAISES {
        if ranges::prove(&whole, &terms, 0.0).is_ok() {
            return match terms {
                Posted::Flat { wage } => Some(wage),
                _ => None,
            };
        }
        terms = raised(&terms, unit, 1.0, 0.0);
    }
    None
}
