//! Proof of what posted terms lead to in every model of a box: branch and bound over the unknowns
//! and the efforts.
//!
//! An effort is no best reply where ψ′ is not 0 (but for the ends of [0, 1]), or where ψ is below ψ
//! at another effort, the anchor. Both are asked of a whole interval of efforts and a whole box of
//! models at once, in outward-rounded arithmetic; efforts for which neither can be shown are halved
//! until they are short, and what is left over holds every best reply. A box in which this leaves
//! too much is halved in turn, along the number that matters most.

use super::{EnclosedPay, ModelBox};
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::numerics::Interval;
use crate::numerics::interval::{at_least, holds_on};
use payoff::Payoff;
use serde::Serialize;

mod payoff;

/// Halvings of [0, 1] before an effort that is not excluded is kept: to a thousandth.
const HALVINGS: i32 = 10;

/// Boxes looked at before giving up.
const BOXES: usize = 3_000;

/// Boxes into which a proved box may be divided for sharper pay and payoff.
const SHARPER: usize = 96;

/// Pieces of the efforts without care before a box is divided.
const PIECES: usize = 300;

/// A box narrower than this share of its middle in every number is not divided further.
const NARROWEST: f64 = 1e-9;

/// What is proved of posted terms in every model of a box.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proved {
    /// Every best reply in every model lies here.
    #[serde(rename = "best_reply")]
    pub replies: Interval,
    /// The best reply is worth more than the outside option by at least so much utility.
    #[serde(serialize_with = "at_least")]
    pub surplus: f64,
    /// Expected pay at a best reply.
    #[serde(rename = "expected_pay")]
    pub pay: Interval,
    /// The company's payoff, at least.
    #[serde(serialize_with = "at_least")]
    pub payoff: f64,
    /// Boxes the proof is made of.
    pub boxes: usize,
}

/// Where a proof stopped: the numbers of a box in which it could not be shown that the annotator
/// accepts and takes care.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopped {
    /// The unknowns of that box with what they may be there.
    pub place: Vec<(String, Interval)>,
    /// Whether it is participation that could not be shown, else care.
    pub refused: bool,
}

/// Proves that in every model of the box every best reply to the terms is at least `care` and worth
/// the outside option.
///
/// # Errors
/// Where that could not be shown; nowhere in particular (`None`) where some function has no bounds.
pub fn prove(models: &ModelBox<'_>, posted: &Posted, care: f64) -> Result<Proved, Option<Stopped>> {
    let adverse = adverse(models, posted);
    let parts = shown(models, posted, care, &adverse)?;
    // What lies below was excluded before.
    examined(parts, posted, &adverse, care).ok_or(None)
}

/// What is proved of every model of the box in which the annotator accepts, whether or not he does:
/// every best reply, pay, and the payoff; `surplus` may be negative.
pub fn if_accepted(models: &ModelBox<'_>, posted: &Posted) -> Option<Proved> {
    examined(vec![models.clone()], posted, &adverse(models, posted), 0.0)
}

/// All that can be told of boxes, together the whole, in which no best reply is below `care`.
fn examined(
    parts: Vec<ModelBox<'_>>,
    posted: &Posted,
    adverse: &[(usize, bool)],
    care: f64,
) -> Option<Proved> {
    let mut parts = parts
        .into_iter()
        .map(|part| Some((examine(&part, posted, adverse, care)?, part)))
        .collect::<Option<Vec<_>>>()?;
    // Narrower boxes leave less open: the one with the worst payoff is divided first.
    while parts.len() < SHARPER {
        let payoff = |j: usize| parts[j].0.payoff;
        let worst = (0..parts.len()).min_by(|a, b| payoff(*a).total_cmp(&payoff(*b)));
        let halves = worst.and_then(|worst| Some((worst, halved(&parts[worst].1, posted)?)));
        let Some((worst, halves)) = halves else { break };
        let found: Option<Vec<_>> = halves
            .into_iter()
            .map(|half| Some((examine(&half, posted, adverse, care)?, half)))
            .collect();
        let Some(found) = found else { break };
        parts.swap_remove(worst);
        parts.extend(found);
    }
    let boxes = parts.len();
    parts
        .into_iter()
        .map(|(found, _)| found)
        .reduce(|a, b| Proved {
            replies: a.replies.hull(b.replies),
            surplus: a.surplus.min(b.surplus),
            pay: a.pay.hull(b.pay),
            payoff: a.payoff.min(b.payoff),
            boxes,
        })
        .map(|together| Proved { boxes, ..together })
}

/// Whether [`prove`] would find a proof.
pub fn holds(models: &ModelBox<'_>, posted: &Posted, care: f64) -> bool {
    shown(models, posted, care, &adverse(models, posted)).is_ok()
}

/// Boxes, together the whole, in each of which the annotator is proved to accept and to reply with
/// at least `care`.
fn shown<'m>(
    models: &ModelBox<'m>,
    posted: &Posted,
    care: f64,
    adverse: &[(usize, bool)],
) -> Result<Vec<ModelBox<'m>>, Option<Stopped>> {
    let mut open = vec![models.clone()];
    let mut shown = Vec::new();
    for _ in 0..BOXES {
        let Some(part) = open.pop() else {
            return Ok(shown);
        };
        let (surplus, cares) = look(&part, posted, care, adverse).ok_or(None)?;
        if surplus >= 0.0 && cares {
            shown.push(part);
        } else if let Some(halves) = halved(&part, posted) {
            open.extend(halves);
        } else {
            return Err(Some(stopped(&part, surplus)));
        }
    }
    let last = open.pop().ok_or(None)?;
    let surplus = look(&last, posted, care, adverse).ok_or(None)?.0;
    Err(Some(stopped(&last, surplus)))
}

fn stopped(models: &ModelBox<'_>, surplus: f64) -> Stopped {
    let numbers = models.open().into_iter().map(|place| models.number(place));
    Stopped {
        place: numbers
            .map(|(number, range)| (number.words(), range))
            .collect(),
        refused: !(surplus >= 0.0),
    }
}

/// What accepting is worth at least beyond the outside option, and whether no effort below `care`
/// is a best reply; `None` where a function has no bounds.
fn look(
    models: &ModelBox<'_>,
    posted: &Posted,
    care: f64,
    adverse: &[(usize, bool)],
) -> Option<(f64, bool)> {
    let pay = EnclosedPay::of(models, posted)?;
    let payoff = Payoff { models, pay: &pay };
    let anchors = payoff.anchors(posted, adverse)?;
    let surplus = payoff.surplus(&anchors);
    let cares = care == 0.0
        || surplus >= 0.0
            && holds_on(0.0, care, PIECES, |efforts| {
                payoff.excluded(efforts, &anchors).unwrap_or(false)
            });
    Some((surplus, cares))
}

/// Whether in every model of the box no best reply reaches `care`, or nothing the annotator does is
/// worth the outside option: proof that the terms fail there.
pub fn fails(models: &ModelBox<'_>, posted: &Posted, care: f64) -> Option<Failure> {
    let pay = EnclosedPay::of(models, posted)?;
    let at = Payoff { models, pay: &pay };
    if at.all_below(0.0, (models.reservation() - pay.least()).lower()) {
        return Some(Failure::Refuses);
    }
    let nothing = at.value(0.0)?.lower();
    at.all_below(care, nothing).then_some(Failure::NoCare)
}

/// Whether in every model of the box nothing the annotator can do under the terms is worth
/// `utility`.
pub fn worth_less(models: &ModelBox<'_>, posted: &Posted, utility: f64) -> bool {
    EnclosedPay::of(models, posted).is_some_and(|pay| {
        let bound = (Interval::point(utility) - pay.least()).lower();
        Payoff { models, pay: &pay }.all_below(0.0, bound)
    })
}

/// How terms fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Failure {
    /// Nothing the annotator can do is worth the outside option.
    Refuses,
    /// The best reply is little or no effort.
    #[serde(rename = "no care")]
    NoCare,
}

/// The end of each unknown at which the annotator's best reply is worth less: where participation
/// and care are hardest to get.
fn adverse(models: &ModelBox<'_>, posted: &Posted) -> Vec<(usize, bool)> {
    let worth = |place: usize, upper: bool| {
        let model = models
            .model_at(|p, interval| match (p == place, upper) {
                (true, true) => interval.upper(),
                (true, false) => interval.lower(),
                _ => interval.midpoint(),
            })
            .ok()?;
        let reply = best_reply(&model, posted).ok()?;
        Some(reply.utility - model.reservation())
    };
    let ends = models.open().into_iter().map(|place| {
        let upper = worth(place, true).unwrap_or(0.0) < worth(place, false).unwrap_or(0.0);
        (place, upper)
    });
    ends.collect()
}

/// What can be told of one box as it is, in which no best reply is below `care`; `None` where a
/// function has no bounds.
fn examine(
    models: &ModelBox<'_>,
    posted: &Posted,
    adverse: &[(usize, bool)],
    care: f64,
) -> Option<Proved> {
    let pay = EnclosedPay::of(models, posted)?;
    let payoff = Payoff { models, pay: &pay };
    let anchors = payoff.anchors(posted, adverse)?;
    let surplus = payoff.surplus(&anchors);
    let shortest = libm::ldexp(1.0, -HALVINGS);
    let mut open = vec![Interval::new(care, 1.0)?];
    let mut kept: Option<Proved> = None;
    while let Some(efforts) = open.pop() {
        if payoff.excluded(efforts, &anchors)? {
            continue;
        }
        if efforts.width() > shortest {
            let middle = efforts.midpoint();
            open.push(Interval::new(efforts.lower(), middle)?);
            open.push(Interval::new(middle, efforts.upper())?);
            continue;
        }
        let money = pay.money(payoff.agreement(efforts)?)?;
        let value = models.value(Interval::point(efforts.lower()))?;
        let here = Proved {
            replies: efforts,
            surplus,
            pay: money,
            payoff: (Interval::point(value.lower()) - Interval::point(money.upper())).lower(),
            boxes: 1,
        };
        kept = Some(kept.map_or(here, |all| Proved {
            replies: all.replies.hull(here.replies),
            pay: all.pay.hull(here.pay),
            payoff: all.payoff.min(here.payoff),
            ..all
        }));
    }
    // Some effort is a best reply: where all seem excluded something is wrong.
    kept
}

/// The halves of a box along the number that leaves most open.
fn halved<'m>(models: &ModelBox<'m>, posted: &Posted) -> Option<[ModelBox<'m>; 2]> {
    let open: Vec<usize> = models
        .open()
        .into_iter()
        .filter(|place| {
            let interval = models.number(*place).1;
            interval.width() > NARROWEST * interval.magnitude()
        })
        .collect();
    let effort = {
        let middle = models.model_at(|_, interval| interval.midpoint()).ok()?;
        Interval::point(best_reply(&middle, posted).ok()?.effort.max(0.5))
    };
    let middle = open.iter().fold(models.clone(), |fixed, place| {
        let at = Interval::point(fixed.number(*place).1.midpoint());
        fixed.narrowed(*place, at)
    });
    let left_open = |place: usize| -> Option<f64> {
        let only = middle.narrowed(place, models.number(place).1);
        let pay = EnclosedPay::of(&only, posted)?;
        let payoff = Payoff {
            models: &only,
            pay: &pay,
        };
        let value = only.value(effort)?.width();
        Some(payoff.value(effort.lower())?.width() + payoff.marginal(effort)?.width() + value)
    };
    let widest = open.into_iter().max_by(|a, b| {
        let open = |place: usize| left_open(place).unwrap_or(0.0);
        open(*a).total_cmp(&open(*b))
    })?;
    models.halves(widest)
}
