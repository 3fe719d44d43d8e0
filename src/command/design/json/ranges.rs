//! Terms for all that a model leaves open, as JSON, and where their proof stopped.

use super::super::work::Design;
use crate::design::posted::Posting;
use crate::design::posted::reply::Reply;
use crate::design::ranges::{self, Aim, Ranged, Stopped};
use crate::model::Unknown;
use crate::numerics::Interval;
use serde::Serialize;

/// Terms for all that a model leaves open.
#[derive(Serialize)]
pub(super) struct RangedView<'a> {
    unknowns: &'a [Unknown],
    aim: Aim,
    care_at_least: f64,
    proved: Option<&'a ranges::Proved>,
    not_proved: Option<StoppedView<'a>>,
    worst: f64,
    worst_at: Vec<Number<'a>>,
    estimate: Reply,
    point_terms: PointTerms<'a>,
    kinds: Vec<KindView>,
}

/// Where a proof stopped; nowhere in particular where both are missing.
#[derive(Serialize)]
struct StoppedView<'a> {
    participation: Option<bool>,
    place: Option<Vec<NumberRange<'a>>>,
}

#[derive(Serialize)]
struct Number<'a> {
    number: &'a str,
    value: f64,
}

#[derive(Serialize)]
struct NumberRange<'a> {
    number: &'a str,
    #[serde(flatten)]
    range: Interval,
}

/// Terms for the stated values alone.
#[derive(Serialize)]
struct PointTerms<'a> {
    terms: &'a Posting,
    worst: f64,
    estimate: Reply,
}

#[derive(Serialize)]
struct KindView {
    contract: &'static str,
    proved: bool,
    worst: Option<f64>,
}

impl<'a> RangedView<'a> {
    pub(super) fn of(design: &'a Design<'_>, ranged: &'a Ranged) -> Self {
        let stopped = |stopped: &'a Option<Stopped>| StoppedView {
            participation: stopped.as_ref().map(|stopped| stopped.refused),
            place: stopped.as_ref().map(|stopped| {
                let place = stopped.place.iter();
                place
                    .map(|(number, range)| NumberRange {
                        number,
                        range: *range,
                    })
                    .collect()
            }),
        };
        let worst_at = ranged.worst_at.iter().map(|(number, value)| Number {
            number,
            value: *value,
        });
        let kinds = design.survivors.iter().map(|(class, worst)| KindView {
            contract: class.name(),
            proved: worst.is_some(),
            worst: *worst,
        });
        Self {
            unknowns: design.first_best.model().unknowns(),
            aim: ranged.aim,
            care_at_least: ranged.care,
            proved: ranged.proved.as_ref().ok(),
            not_proved: ranged.proved.as_ref().err().map(stopped),
            worst: ranged.worst,
            worst_at: worst_at.collect(),
            estimate: ranged.reply,
            point_terms: PointTerms {
                terms: &ranged.plain,
                worst: ranged.plain_worst,
                estimate: ranged.plain_reply,
            },
            kinds: kinds.collect(),
        }
    }
}
