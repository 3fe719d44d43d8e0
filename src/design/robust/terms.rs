//! The best base pay and the best bonus or slope against a few models, the threshold being given.

use super::possible::{Possible, worst_of_replies};
use crate::contract::ContractError;
use crate::design::posted::Posted;
use crate::design::posted::looks::Looks;
use crate::design::posted::reply::{Reply, best_reply};
use crate::model::Model;
use crate::numerics::{find_root, minimise};
use std::cell::Cell;
use std::sync::Arc;

/// Precision of the base pay at which every model accepts, as a share of the outside wage.
const BASE_PRECISION: f64 = 1e-7;

/// Replies of some models to terms of one shape.
struct Replies<'a> {
    models: Vec<(&'a Model, f64, Option<Arc<Looks>>)>,
    /// The model that was furthest from accepting the last terms: mostly it is for the next ones.
    furthest: Cell<usize>,
    /// The model in which the last terms brought least.
    worst: Cell<usize>,
}

impl<'a> Replies<'a> {
    fn of<L>(models: &'a [Possible<L>], seen: &[usize], shape: &Posted) -> Self {
        let prepare = |place: &usize| {
            let possible = &models[*place];
            let model = &possible.model;
            (model, possible.instead, possible.kept.of(model, shape))
        };
        Self {
            models: seen.iter().map(prepare).collect(),
            furthest: Cell::new(0),
            worst: Cell::new(0),
        }
    }

    /// The reply of one of the models, its payoff less what it is compared with.
    fn reply(&self, place: usize, posted: &Posted) -> Result<Reply, ContractError> {
        let (model, instead, looks) = &self.models[place];
        let mut reply = match looks {
            Some(looks) => looks.best_reply(model, posted)?,
            None => best_reply(model, posted)?,
        };
        reply.payoff -= instead;
        Ok(reply)
    }

    /// The best reply's utility less the outside option in one of the models.
    fn surplus(&self, place: usize, posted: &Posted) -> Result<f64, ContractError> {
        Ok(self.reply(place, posted)?.utility - self.models[place].0.reservation())
    }

    /// The replies of all models, and the model with the least surplus.
    fn all(&self, posted: &Posted) -> Result<(Replied<'a>, usize), ContractError> {
        let each = (0..self.models.len()).map(|place| self.reply(place, posted));
        let replies: Vec<Reply> = each.collect::<Result<_, _>>()?;
        let models = self.models.iter().map(|(model, _, _)| *model);
        let found: Vec<(&Model, Reply)> = models.zip(replies).collect();
        let surplus = |place: usize| found[place].1.utility - found[place].0.reservation();
        let least = (0..found.len()).min_by(|a, b| surplus(*a).total_cmp(&surplus(*b)));
        Ok((found, least.unwrap_or(0)))
    }
}

/// Models, each with its best reply.
type Replied<'a> = Vec<(&'a Model, Reply)>;

/// One of the factors applied, with the least base pay that is accepted and what that brings;
/// nothing where it is seen to bring less than `least`.
fn with_factor(
    looks: &Replies<'_>,
    shape: &Posted,
    factor: f64,
    least: f64,
) -> Result<Option<(f64, Posted)>, ContractError> {
    let terms = shape.map(|level| level, |slope| slope * factor);
    let Some((value, posted)) = accepted(looks, &terms, least)? else {
        return Ok(None);
    };
    Ok(value.is_finite().then_some((value, posted)))
}

/// The best of the factors, and its place.
fn best_factor(
    looks: &Replies<'_>,
    shape: &Posted,
    factors: &[f64],
) -> Result<Option<(f64, Posted, usize)>, ContractError> {
    let mut best: Option<(f64, Posted, usize)> = None;
    for (place, factor) in factors.iter().copied().enumerate() {
        let least = best.map_or(f64::NEG_INFINITY, |(most, _, _)| most);
        if let Some((value, posted)) = with_factor(looks, shape, factor, least)?
            && best.is_none_or(|(most, _, _)| value > most)
        {
            best = Some((value, posted, place));
        }
    }
    Ok(best)
}

/// The best of the factors, not refined.
pub(super) fn coarse_steepness<L>(
    models: &[Possible<L>],
    seen: &[usize],
    shape: &Posted,
    factors: &[f64],
) -> Result<Option<(f64, Posted)>, ContractError> {
    let looks = Replies::of(models, seen, shape);
    let best = best_factor(&looks, shape, factors)?;
    Ok(best.map(|(value, posted, _)| (value, posted)))
}

/// The best of the factors and of what lies between its neighbours.
pub(super) fn best_steepness<L>(
    models: &[Possible<L>],
    seen: &[usize],
    shape: &Posted,
    factors: &[f64],
) -> Result<Option<(f64, Posted)>, ContractError> {
    let looks = Replies::of(models, seen, shape);
    let Some((value, posted, place)) = best_factor(&looks, shape, factors)? else {
        return Ok(None);
    };
    let try_factor = |factor: f64| with_factor(&looks, shape, factor, f64::NEG_INFINITY);
    let low = factors[place.saturating_sub(1)];
    let high = factors[(place + 1).min(factors.len() - 1)];
    let objective = |factor: f64| match try_factor(factor) {
        Ok(Some((value, _))) => -value,
        _ => f64::MAX,
    };
    // The payoff jumps where an annotator gives up; then the best point is found from one side.
    let refined = minimise(objective, low, high, 1e-3)?;
    Ok(match try_factor(refined.at)? {
        Some((finer, terms)) if finer > value => Some((finer, terms)),
        _ => Some((value, posted)),
    })
}

/// The terms with the least base pay at which every model seen accepts, and the least that they
/// bring: the best reply's utility rises with base pay, and with the outside wage as base everybody
/// accepts.
///
/// The least base is the most that any one model asks for. The model that asked for most of the
/// last terms mostly does again, and that in which they brought least says soonest that these bring
/// less than `least`, which more base pay does not mend.
fn accepted(
    replies: &Replies<'_>,
    terms: &Posted,
    least: f64,
) -> Result<Option<(f64, Posted)>, ContractError> {
    let all = || replies.models.iter().map(|(model, _, _)| *model);
    let outside = all().map(|model| model.utility().wage(model.reservation()));
    let outside = outside.fold(f64::NEG_INFINITY, f64::max);
    let minimum = all().map(Model::minimum_wage);
    let minimum = minimum.fold(f64::NEG_INFINITY, f64::max);
    let mut base = match terms {
        Posted::Flat { .. } | Posted::Bonus { .. } | Posted::Tiered { .. } => minimum,
        Posted::Linear { slope, floor, .. } => floor - slope,
    };
    let precision = BASE_PRECISION * outside.abs().max(1e-300);
    // A hair above the outside wage, where rounding cannot keep anybody away.
    let highest = outside + precision;
    let mut furthest = replies.furthest.get();
    for _ in 0..=replies.models.len() + 1 {
        if replies.surplus(furthest, &terms.with_base(base))? < 0.0 {
            match least_base(replies, terms, furthest, [base, highest], precision)? {
                Some(higher) => base = higher,
                None => return Ok(None),
            }
        }
        let posted = terms.with_base(base);
        let worst = replies.reply(replies.worst.get(), &posted)?;
        if worst.payoff < least {
            return Ok(None);
        }
        let found;
        (found, furthest) = replies.all(&posted)?;
        replies.furthest.set(furthest);
        let (model, reply) = found[furthest];
        if reply.utility - model.reservation() >= 0.0 {
            let (value, worst) = worst_of_replies(&found);
            replies.worst.set(worst);
            return Ok(Some((value, posted)));
        }
    }
    Ok(None)
}

/// The least base between two, of which the lower is refused, at which one model accepts.
fn least_base(
    replies: &Replies<'_>,
    terms: &Posted,
    place: usize,
    [lowest, highest]: [f64; 2],
    precision: f64,
) -> Result<Option<f64>, ContractError> {
    let surplus = |base: f64| replies.surplus(place, &terms.with_base(base));
    if !(highest > lowest) || !(surplus(highest)? > 0.0) {
        return Ok(None);
    }
    let root = find_root(
        |base| surplus(base).unwrap_or(f64::NAN),
        lowest,
        highest,
        precision,
    )?;
    // From the root upwards to where acceptance is seen.
    let mut base = root;
    for _ in 0..8 {
        if surplus(base)? >= 0.0 {
            return Ok(Some(base));
        }
        base += 2.0 * precision;
    }
    Ok(None)
}
