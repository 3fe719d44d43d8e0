//! Which class of contracts, and which of its contracts: on a number of samples, within a loss, or
//! at a price per sample.

use super::{BestSamples, DesignError, SampleCost, best_samples, least_samples};
use crate::contract::{Class, FirstBest, SecondBest};

/// The class that loses least on so many samples.
///
/// # Errors
/// The first error where no class can be computed.
pub fn on_samples(
    first_best: &FirstBest<'_>,
    classes: &[Class],
    samples: u64,
) -> Result<(Class, SecondBest), DesignError> {
    least(classes, |class| {
        let contract = class.solve(first_best, samples)?;
        Ok(Some((contract.gap.total(), contract)))
    })?
    .ok_or(DesignError::NoClass)
}

/// The class that needs the fewest samples to stay within a loss.
///
/// # Errors
/// A loss that flat pay stays within, or no class does.
pub fn within_loss(
    first_best: &FirstBest<'_>,
    classes: &[Class],
    loss: f64,
) -> Result<(Class, SecondBest), DesignError> {
    let flat = first_best.flat_loss();
    if loss >= flat {
        return Err(DesignError::NoneNeeded {
            loss,
            flat,
            wage: outside_wage(first_best),
        });
    }
    least(classes, |class| {
        let contract = least_samples(first_best, class, loss)?;
        Ok(Some((contract.samples as f64, contract)))
    })?
    .ok_or(DesignError::NoClass)
}

/// The class with the least total loss, each with its best number of samples.
///
/// # Errors
/// A price at which no number of samples pays for itself.
pub fn at_price(
    first_best: &FirstBest<'_>,
    classes: &[Class],
    cost: SampleCost,
) -> Result<(Class, BestSamples), DesignError> {
    let found = least(classes, |class| {
        let best = best_samples(first_best, class, cost)?;
        Ok(best.map(|best| (best.total_loss(), best)))
    })?;
    found.ok_or_else(|| DesignError::TooDear {
        cost: cost.money(),
        wage: outside_wage(first_best),
        most: highest_price(first_best, classes),
    })
}

/// What the annotator gets elsewhere for no effort, h(U0).
#[must_use]
pub fn outside_wage(first_best: &FirstBest<'_>) -> f64 {
    let model = first_best.model();
    model.utility().wage(model.reservation())
}

/// The price per sample below which some number of samples pays for itself: the most that
/// monitoring saves a sample. n samples save less than flat pay loses, so that few n have to be
/// tried.
fn highest_price(first_best: &FirstBest<'_>, classes: &[Class]) -> f64 {
    /// Beyond, nothing is gained over a price that low.
    const MOST: u64 = 4096;
    let flat = first_best.flat_loss();
    let mut most = 0.0f64;
    for samples in 1..=MOST {
        if flat / samples as f64 <= most {
            break;
        }
        for class in classes {
            if let Ok(contract) = class.solve(first_best, samples) {
                most = most.max((flat - contract.gap.total()) / samples as f64);
            }
        }
    }
    most
}

/// The class whose figure of merit is least; where only one of several can be had, that one.
fn least<T>(
    classes: &[Class],
    solve: impl Fn(Class) -> Result<Option<(f64, T)>, DesignError>,
) -> Result<Option<(Class, T)>, DesignError> {
    let mut best: Option<(f64, Class, T)> = None;
    let mut first_error = None;
    for class in classes {
        match solve(*class) {
            Ok(Some((merit, found))) => {
                if best.as_ref().is_none_or(|(least, _, _)| merit < *least) {
                    best = Some((merit, *class, found));
                }
            }
            Ok(None) => {}
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    match (best, first_error) {
        (Some((_, class, found)), _) => Ok(Some((class, found))),
        (None, Some(error)) => Err(error),
        (None, None) => Ok(None),
    }
}
