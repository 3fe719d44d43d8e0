//! The assumptions of the theory, checked when a model is put together.

use super::assumption::{
    AGREEMENT, Assumption, COST, MARGINAL_COST, MINIMUM_UTILITY, MINIMUM_WAGE, RESERVATION, VALUE,
};
use super::economy::{Model, Parts};
use super::money::Money;
use crate::numerics::Interval;
use crate::numerics::interval::least_over;

/// Efforts at which pointwise assumptions are checked: 0, 1/1024, …, 1. The built-in families
/// satisfy theirs by construction of their parameter ranges; the grid is for families that a user
/// adds and for polynomial monitoring.
const GRID: usize = 1024;

/// Slack for comparing neighbouring values of a function that may be constant: a few roundings of
/// its evaluation.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

impl Model {
    /// Puts a model together if it satisfies every [`Assumption`]; the first violated one is the
    /// error.
    pub fn new(parts: Parts) -> Result<Self, Assumption> {
        let Parts {
            utility,
            minimum_wage,
            cost,
            monitoring,
            value,
            reservation,
        } = parts;
        let mut model = Self {
            utility,
            minimum_wage,
            cost,
            monitoring,
            value,
            reservation,
            stated_reservation: reservation,
            unknowns: Vec::new(),
            money: Money::default(),
        };
        check_outside_option(&model)?;
        if let Some(measured) = model.utility.measured_from(reservation, minimum_wage) {
            model.utility = measured;
            model.reservation = 0.0;
        }
        check(&model)?;
        Ok(model)
    }
}

/// What the outside option is checked for in the units of the model file.
fn check_outside_option(model: &Model) -> Result<(), Assumption> {
    check_finite(model)?;
    check_reservation(model)
}

fn check(model: &Model) -> Result<(), Assumption> {
    check_finite(model)?;
    check_reservation(model)?;
    check_monitoring(model)?;
    check_cost(model)?;
    check_composition(model)?;
    check_value(model)?;
    check_utility(model)?;
    check_worthwhile(model)
}

fn grid() -> impl Iterator<Item = f64> {
    (0..=GRID).map(|j| j as f64 / GRID as f64)
}

fn check_finite(model: &Model) -> Result<(), Assumption> {
    let stated = [
        (MINIMUM_WAGE, model.minimum_wage),
        (RESERVATION, model.reservation),
        (MINIMUM_UTILITY, model.minimum_utility()),
        (COST, model.cost.cost(1.0)),
        (MARGINAL_COST, model.cost.marginal(1.0)),
        (VALUE, model.value.value(1.0)),
        (AGREEMENT, model.monitoring.agreement(1.0)),
    ];
    match stated.into_iter().find(|(_, value)| !value.is_finite()) {
        Some((what, value)) => Err(Assumption::NotFinite { what, value }),
        None => Ok(()),
    }
}

fn check_reservation(model: &Model) -> Result<(), Assumption> {
    let (reservation, minimum) = (model.reservation, model.minimum_utility());
    if reservation < minimum {
        return Err(Assumption::ReservationBelowMinimum {
            reservation,
            minimum,
        });
    }
    let supremum = model.utility.supremum();
    // Next to the supremum a rounding decides; without a price for utility there is no wage.
    let marginal_wage = model.utility.marginal_wage(reservation);
    if reservation >= supremum
        || !(marginal_wage >= 0.0)
        || (supremum.is_finite() && marginal_wage.is_infinite())
    {
        return Err(Assumption::ReservationOutOfReach {
            reservation,
            supremum,
        });
    }
    Ok(())
}

fn check_monitoring(model: &Model) -> Result<(), Assumption> {
    let fail = |effort, what| Err(Assumption::AgreementNotIncreasing { effort, what });
    for effort in grid() {
        let q = model.monitoring.agreement(effort);
        // Certain agreement is allowed at full effort only (golden questions with a perfect
        // annotator), certain disagreement only without any (sentinels).
        let above = q > 0.0 || (effort == 0.0 && q == 0.0);
        let inside = above && (q < 1.0 || (effort == 1.0 && q <= 1.0));
        if !inside {
            return fail(effort, "q lies outside (0, 1)");
        }
        let slope = model.monitoring.slope(effort);
        if effort > 0.0 && slope.is_nan() || slope < 0.0 || (effort > 0.0 && slope == 0.0) {
            return fail(effort, "q' is not positive");
        }
    }
    Ok(())
}

fn check_cost(model: &Model) -> Result<(), Assumption> {
    let fail = |effort, what| Err(Assumption::CostNotConvex { effort, what });
    if model.cost.cost(0.0) != 0.0 {
        return fail(0.0, "c(0) is not 0");
    }
    for effort in grid().skip(1) {
        let marginal = (model.cost.marginal(effort), "c'", "c' is not positive");
        let curvature = (model.cost.curvature(effort), "c''", "c'' is not positive");
        for (value, derivative, what) in [marginal, curvature] {
            if value == 0.0
                && let Some(exponent) = model.cost.power()
            {
                return Err(Assumption::CostBelowDoubles {
                    exponent,
                    what: derivative,
                    effort,
                    most: largest_exponent(model.cost.cost(1.0)),
                });
            }
            if !(value > 0.0) {
                return fail(effort, what);
            }
        }
    }
    Ok(())
}

/// The largest whole exponent of a power cost for which both derivatives are above 0 in doubles at
/// every effort of the grid, given c(1): c″ = a·k(k−1)·e^(k−2) at the least effort, which falls in
/// k beyond the first few. At k = 2 it is 2a.
fn largest_exponent(scale: f64) -> u32 {
    const MOST: u32 = 1024;
    let least = 1.0 / GRID as f64;
    let positive = |k: &u32| {
        let k = f64::from(*k);
        scale * k * (k - 1.0) * least.powf(k - 2.0) > 0.0 && scale * k * least.powf(k - 1.0) > 0.0
    };
    (2..=MOST).rev().find(positive).unwrap_or(2)
}

/// Pieces of the effort interval searched for a fall of c′/q′ between the efforts of the grid.
const PIECES: usize = 2_000;

/// A fall of c′/q′ counts from this share of the terms of its slope on: below, roundings and
/// families whose c′/q′ is constant cannot be told from one.
const FALL: f64 = 1e-9;

fn check_composition(model: &Model) -> Result<(), Assumption> {
    check_composition_on_grid(model)?;
    // (c′/q′)′ has the sign of c″q′ − c′q″. The least of it is sought where enclosures allow it to
    // be below zero: a dip of q′ may be as narrow as one likes.
    let bends_up = model.monitoring.enclosed(2, Interval::UNIT);
    if bends_up.is_some_and(|bend| bend.upper() <= 0.0) {
        return Ok(());
    }
    let mut fall = None;
    let slope_of_price = |effort: Interval| {
        let (c, q) = (&model.cost, &model.monitoring);
        let left = c.enclosed(2, effort)? * q.enclosed(1, effort)?;
        let right = c.enclosed(1, effort)? * q.enclosed(2, effort)?;
        let scale = left.magnitude() + right.magnitude();
        Some((left - right, scale))
    };
    let _ = least_over(1.0 / GRID as f64, 1.0, PIECES, 0.0, |efforts| {
        let middle = efforts.midpoint();
        if let Some((slope, scale)) = slope_of_price(Interval::point(middle))
            && slope.upper() < -FALL * scale
        {
            fall = Some((efforts.lower(), middle));
            return f64::NEG_INFINITY;
        }
        match slope_of_price(efforts) {
            _ if fall.is_some() => 0.0,
            Some((slope, scale)) if scale > 0.0 => slope.lower() / scale,
            _ => f64::NEG_INFINITY,
        }
    });
    match fall {
        Some((from, to)) => Err(Assumption::CompositionNotConvex { from, to }),
        None => Ok(()),
    }
}

fn check_composition_on_grid(model: &Model) -> Result<(), Assumption> {
    let mut last = (0.0, 0.0);
    for effort in grid().skip(1) {
        let marginal = model.marginal_cost_of_agreement(effort);
        if !(marginal >= last.1 * (1.0 - ROUNDING)) {
            return Err(Assumption::CompositionNotConvex {
                from: last.0,
                to: effort,
            });
        }
        last = (effort, marginal);
    }
    Ok(())
}

fn check_value(model: &Model) -> Result<(), Assumption> {
    let fail = |effort, what| Err(Assumption::ValueNotConcave { effort, what });
    let mut last = f64::INFINITY;
    for effort in grid() {
        let marginal = model.value.marginal(effort);
        if !(marginal > 0.0) && effort < 1.0 {
            return fail(effort, "V' is not positive");
        }
        if !(marginal <= last * (1.0 + ROUNDING)) {
            return fail(effort, "V' rises");
        }
        last = marginal;
    }
    Ok(())
}

fn check_utility(model: &Model) -> Result<(), Assumption> {
    if !model.utility.strictly_concave() {
        // The risk-neutral limit case says so itself; theorems that need strict concavity refuse it
        // by name.
        return Ok(());
    }
    // Utilities of pay that the contracts of interest reach: from u(w_min) to what full effort must
    // be paid.
    let (low, high) = (model.minimum_utility(), model.required_utility(1.0));
    for share in grid().skip(1) {
        let utility = low + share * (high - low);
        if utility <= low || utility >= model.utility.supremum() {
            continue;
        }
        let curvature = model.utility.wage_curvature(utility);
        if curvature > 0.0 {
            continue;
        }
        let least = low + (high - low) / GRID as f64;
        return Err(match model.utility.beyond_doubles(least, high) {
            Some((key, value, least)) => Assumption::UtilityBeyondDoubles {
                key,
                value,
                utility,
                curvature,
                least,
            },
            None => Assumption::UtilityNotConcave { utility, curvature },
        });
    }
    Ok(())
}

/// Some effort is worth its cost. That all of it may be, so that the first best is η = 1, breaks
/// nothing.
fn check_worthwhile(model: &Model) -> Result<(), Assumption> {
    // Where c'(0) = 0 and h'(U0) = ∞ the product is NaN; the limit from the right decides.
    let at_zero = model.marginal_payoff(f64::MIN_POSITIVE);
    if !(at_zero > 0.0) {
        return Err(Assumption::FirstBestAtZero { slope: at_zero });
    }
    Ok(())
}
