//! What is proved of tiers at given sizes.

use super::super::TheoremError;
use super::super::evidence::{Check, Standing};
use super::super::limits::GAP_ERROR;
use super::super::study::Instance;
use super::class;
use crate::bounds::{self, Bracket};
use crate::contract::{Class, Threshold};
use crate::numerics::try_map_ordered;

/// Checks, and the brackets they rest on.
pub struct Found {
    /// Checks.
    pub checks: Vec<Check>,
    /// Tiers, samples and both ends.
    pub brackets: Vec<(u32, u64, Bracket)>,
}

/// The widest bracket, upper over lower end, where the search over thresholds and efforts ends
/// within its budget: it aims at 1e-4.
const SHARP: f64 = 1.001;

/// Brackets at each size and number of tiers, and that two tiers beat every single bonus.
pub fn checks(instance: &Instance, samples: &[u64], tiers: &[f64]) -> Result<Found, TheoremError> {
    let first_best = instance.first_best()?;
    let tasks: Vec<(u64, u32)> = samples
        .iter()
        .flat_map(|n| tiers.iter().map(move |tiers| (*n, *tiers as u32)))
        .collect();
    let found = try_map_ordered(&tasks, |(n, tiers)| {
        let solved = class(*tiers).solve(&first_best, *n)?;
        let bracket = bounds::bracket(&first_best, class(*tiers), &solved);
        let single = if *tiers == 2 {
            let bonus = Class::Binary(Threshold::Deterministic);
            Some(bounds::bracket(
                &first_best,
                bonus,
                &bonus.solve(&first_best, *n)?,
            ))
        } else {
            None
        };
        Ok((solved.gap.total(), bracket, single))
    })
    .map_err(|error| instance.contract_error(error))?;
    let (mut both, mut sharp) = (0, 0);
    let mut widest: f64 = 1.0;
    let mut inside = true;
    let mut beaten = Vec::new();
    let mut brackets = Vec::new();
    for ((n, tiers), (estimate, bracket, single)) in tasks.iter().zip(&found) {
        if let Some(gap) = bracket.interval() {
            both += 1;
            let width = gap.upper() / gap.lower();
            widest = widest.max(width);
            sharp += usize::from(width <= SHARP);
            // The estimate lies a margin below the verified contract at the most.
            inside &=
                gap.lower() <= estimate * (1.0 + GAP_ERROR) && gap.upper() <= estimate * 1.002;
        }
        if let Some(single) = single
            && let (Some(upper), Some(lower)) = (bracket.upper(), single.lower())
        {
            beaten.push(lower / upper);
        }
        brackets.push((*tiers, *n, *bracket));
    }
    let check = |claim: &str, measured: String, holds| Check {
        instance: instance.label.clone(),
        claim: claim.to_owned(),
        measured,
        standing: Standing::Proved,
        holds,
    };
    let least = beaten.iter().copied().fold(f64::INFINITY, f64::min);
    let checks = vec![
        check(
            "the gap of the best tiered contract is proved to lie in an interval",
            format!(
                "{both} of {} brackets complete, {sharp} of them with ends within a thousandth; upper over lower end at most {:.4}",
                tasks.len(),
                widest + 5e-5,
            ),
            both == tasks.len() && inside,
        ),
        check(
            "two tiers are proved to lose less than every single bonus",
            format!(
                "at each of {} sizes; by a factor of at least {:.3}",
                beaten.len(),
                least * 0.9995
            ),
            beaten.len() == samples.len() && least > 1.0,
        ),
    ];
    Ok(Found { checks, brackets })
}
