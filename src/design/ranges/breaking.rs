//! Breaking points: how far one number may be from what the model says before posted terms fail.

use super::ModelBox;
use super::cover::{self, Failure, fails};
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::input::InputError;
use crate::model::{Model, Unknown, numbers};

/// Steps by which a number is moved in the search for the first failure.
const STEPS: i32 = 48;

/// Distances from an estimated breaking point, as shares of it, at which proofs are tried.
const MARGINS: [f64; 6] = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2];

/// One side of what a number may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// Proved: the terms hold for everything between the model's number and this.
    pub holds_to: f64,
    /// Proved: they fail here, and how. `None` where no failure was found up to the end of what
    /// the number may be, or none could be proved.
    pub fails_at: Option<(f64, Failure)>,
}

/// For one number, the others as the model states them, how far the terms hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Breaking {
    /// The number.
    pub number: Unknown,
    /// Downwards.
    pub below: Option<Side>,
    /// Upwards.
    pub above: Option<Side>,
}

/// Breaking points of every number with a range, and of κ and the scale of the cost in any case.
/// Terms hold where the annotator accepts and every best reply is at least `care`.
pub fn breaking_points(model: &Model, posted: &Posted, care: f64) -> Vec<Breaking> {
    let always = |n: &Unknown| {
        matches!(
            (n.section, n.key),
            ("monitoring", "kappa") | ("cost", "scale")
        )
    };
    let ranged = |n: &Unknown| {
        let same = |u: &Unknown| (u.section, u.key, u.index) == (n.section, n.key, n.index);
        // What effort is worth to the company changes nothing for the annotator.
        n.section != "value" && model.unknowns().iter().any(same)
    };
    let chosen = numbers(model)
        .into_iter()
        .filter(|n| always(n) || ranged(n));
    chosen
        .map(|number| Breaking {
            below: side(model, posted, care, &number, false),
            above: side(model, posted, care, &number, true),
            number,
        })
        .collect()
}

/// How far κ may be lower and how far the scale of the cost may be higher, each alone, before the
/// best reply jumps below `care`: breaking points of the reply alone, whether or not the annotator
/// would still accept, on the sides on which effort pays less.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Steady {
    /// The model's κ and its side downwards.
    pub kappa: Option<(f64, Side)>,
    /// The model's scale of the cost and its side upwards.
    pub cost: Option<(f64, Side)>,
}

impl Steady {
    /// What is proved of these terms.
    ///
    /// # Errors
    /// Where no model has the lowest outside option there is.
    pub fn of(model: &Model, posted: &Posted, care: f64) -> Result<Self, InputError> {
        let all = numbers(model);
        let of = |section: &str, key: &str| {
            let found = all.iter().find(|n| n.section == section && n.key == key);
            found.cloned()
        };
        // What the reply is does not depend on the outside option: one that all terms exceed drops
        // out.
        let lowest = of("reservation", "utility");
        let changes: Vec<(&Unknown, f64)> = lowest
            .iter()
            .map(|number| (number, model.minimum_utility()))
            .collect();
        let model = model.with_numbers(&changes)?;
        let found = |number: Option<Unknown>, up: bool| {
            let number = number?;
            Some((number.value, side(&model, posted, care, &number, up)?))
        };
        Ok(Self {
            kappa: found(of("monitoring", "kappa"), false),
            cost: found(of("cost", "scale"), true),
        })
    }
}

/// Where the annotator accepts and cares, as an estimate.
fn holds(model: &Model, posted: &Posted, care: f64, number: &Unknown, value: f64) -> Option<bool> {
    let there = model.with_numbers(&[(number, value)]).ok()?;
    let reply = best_reply(&there, posted).ok()?;
    Some(reply.effort >= care && reply.utility >= there.reservation())
}

fn side(model: &Model, posted: &Posted, care: f64, number: &Unknown, up: bool) -> Option<Side> {
    let from = number.value;
    // Up to four times or a quarter of it; κ and exponents end where the model does.
    let factor = if up { 4.0 } else { 0.25 };
    let at = |j: i32| {
        let share = libm::pow(factor, f64::from(j) / f64::from(STEPS));
        let moved = if from == 0.0 {
            f64::from(if up { j } else { -j }) / f64::from(STEPS)
        } else {
            from * share
        };
        match (number.section, number.key) {
            ("monitoring", "kappa") => moved.min(1.0),
            _ => moved,
        }
    };
    if holds(model, posted, care, number, from) != Some(true) {
        return None;
    }
    let mut good = from;
    let mut bad = None;
    for j in 1..=STEPS {
        let value = at(j);
        match holds(model, posted, care, number, value) {
            Some(true) => good = value,
            Some(false) => {
                bad = Some(value);
                break;
            }
            None => break,
        }
    }
    if let Some(mut worse) = bad {
        while (worse - good).abs() > 1e-10 * from.abs() {
            let middle = 0.5 * (good + worse);
            if middle == good || middle == worse {
                break;
            }
            if holds(model, posted, care, number, middle) == Some(true) {
                good = middle;
            } else {
                worse = middle;
            }
        }
        bad = Some(worse);
    }
    let only = |lower: f64, upper: f64| {
        let unknown = Unknown {
            lower,
            upper,
            ..number.clone()
        };
        ModelBox::with(model, &[unknown])
    };
    let direction = if up { 1.0 } else { -1.0 };
    let proved_to = |to: f64| {
        let range = only(from.min(to), from.max(to));
        range.is_some_and(|range| cover::holds(&range, posted, care))
    };
    let holds_to = match bad {
        None if proved_to(good) => good,
        _ => MARGINS
            .into_iter()
            .map(|margin| good - direction * margin * good.abs())
            .find(|to| (to - from) * direction >= 0.0 && proved_to(*to))?,
    };
    let fails_at = bad.and_then(|bad| {
        MARGINS.into_iter().find_map(|margin| {
            let place = bad + direction * margin * bad.abs();
            let failure = fails(&only(place, place)?, posted, care)?;
            Some((place, failure))
        })
    });
    Some(Side { holds_to, fails_at })
}
