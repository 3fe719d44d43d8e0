//! Terms for a model's ranges, class by class.

use super::args::Args;
use crate::command::error::CommandError;
use crate::contract::{Class, FirstBest};
use crate::design::Sheet;
use crate::design::ranges::search::Found;
use crate::design::ranges::{self, Aim};

/// Terms of several classes for a model's ranges.
pub(super) struct Tried {
    pub best: Option<Found>,
    /// Each class with its worst case, where its terms are proved.
    pub survivors: Vec<(Class, Option<f64>)>,
}

/// The best terms of each class for all of the ranges, and the best of these.
pub(super) fn for_ranges(
    first_best: &FirstBest<'_>,
    kinds: Vec<Class>,
    samples: u64,
    args: &Args,
) -> Result<Tried, CommandError> {
    let aim = if args.regret {
        Aim::Regret
    } else {
        Aim::Payoff
    };
    let mut tried = Tried {
        best: None,
        survivors: Vec::new(),
    };
    for class in kinds {
        // A class that cannot be computed or posted on so many samples has no terms here.
        let posted = class.solve(first_best, samples).ok().and_then(|ideal| {
            let sheet = Sheet::of(first_best, &ideal, class, args.unit).ok()??;
            (sheet.gap < first_best.flat_loss()).then_some((ideal, sheet))
        });
        let found = match &posted {
            Some((_, sheet)) => ranges::ranged(first_best, &sheet.posting, aim)?,
            None => None,
        };
        // Terms that flat pay beats are no recommendation, for ranges either.
        let flat = first_best.payoff() - first_best.flat_loss();
        let found = found.filter(|ranged| ranged.reply.payoff > flat);
        let proved = found.as_ref().filter(|ranged| ranged.proved.is_ok());
        tried
            .survivors
            .push((class, proved.map(|ranged| ranged.worst)));
        if let (Some(ranged), Some((ideal, _))) = (found, posted)
            && tried
                .best
                .as_ref()
                .is_none_or(|(_, _, most)| ranges::better(&ranged, most))
        {
            tried.best = Some((class, ideal, ranged));
        }
    }
    Ok(tried)
}
