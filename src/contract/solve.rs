//! The best contract of a class, from the searches of all the classes inside it.

use super::best_change::KINKS_MATTER;
use super::class::{Class, Threshold};
use super::error::{ContractError, MAX_SAMPLES};
use super::first_best::FirstBest;
use super::terms::SecondBest;
use super::{binary, certain, flat, general, linear, risk_neutral, tiered};
use std::convert::Infallible;

/// Relative distance below which two gaps are one number: the error of either search. A class then
/// keeps terms of its own form, which is what its proofs start from.
const TIE: f64 = 1e-9;

/// The same for a contract in closed form, whose gap is right but for roundings.
const ROUNDING: f64 = 1e-12;

/// Up to here pay of any shape is looked for among several bonuses as well, where its own search
/// finds none; beyond, these take seconds and a line is nearly as good.
const TIERS_UP_TO: u64 = 20_000;

impl Class {
    /// The best contract of the class that was found, never worse than the flat wage and than what
    /// was found in the classes inside this one (bonuses and lines are pay of some shape; a whole
    /// threshold is a randomised one).
    ///
    /// The terms may be those of a smaller class. Errors: [`ContractError::Samples`] and
    /// [`ContractError::Tiers`]; whatever else keeps a search from finding a contract leaves the
    /// flat wage, which always is one.
    pub fn solve(
        &self,
        first_best: &FirstBest<'_>,
        samples: u64,
    ) -> Result<SecondBest, ContractError> {
        if !(1..=MAX_SAMPLES).contains(&samples) {
            return Err(ContractError::Samples { samples });
        }
        let own = match self.search(first_best, samples) {
            Err(error @ ContractError::Tiers { .. }) => return Err(error),
            own => own.ok(),
        };
        let inside = self.inside(own.is_some() || samples > TIERS_UP_TO);
        let mut best = flat::better(first_best, samples, *self, own);
        for inside in inside {
            if let Ok(found) = inside.search(first_best, samples) {
                let found = match self {
                    Self::Tiered { .. } => tiered::as_tiered(found),
                    // Pay for each count need not be drawn.
                    Self::General => tiered::without_chance(first_best, &found).unwrap_or(found),
                    _ => found,
                };
                if found.gap.total() < best.gap.total() * (1.0 - TIE) {
                    best = found;
                }
            }
        }
        if let Some(found) = certain::full_effort(first_best, samples, *self)
            && found.gap.total() < best.gap.total() * (1.0 - ROUNDING)
        {
            best = found;
        }
        // On one sample a line is a bonus. Next to no effort its search may tell what that of
        // bonuses does not, whose chances there differ by less than a rounding.
        if let Self::Binary(_) = self
            && samples == 1
            && let Ok(line) = Self::Linear.search(first_best, samples)
            && let Some(rule) = binary::BonusRule::at(1, 1)
            && let Some(found) = binary::as_contract(first_best, rule, line.point.effort)
            && found.gap.total() < best.gap.total() * (1.0 - TIE)
        {
            best = found;
        }
        // Some bonuses are lines: with few samples they may be the best ones.
        if *self == Self::Linear
            && samples < KINKS_MATTER
            && let Ok(found) = Self::Binary(Threshold::Deterministic).search(first_best, samples)
            && found.gap.total() < best.gap.total() * (1.0 - TIE)
            && let Some(line) = linear::from_bonus(first_best.model(), found)
        {
            best = line;
        }
        Ok(risk_neutral::reached(first_best, &best).unwrap_or(best))
    }

    /// Classes whose contracts are contracts of this one, or lead to one that costs less, to look
    /// into; `found` says whether the search of this class came to an end, which tells how much.
    fn inside(&self, found: bool) -> Vec<Class> {
        const TIERS: u32 = 2;
        let threshold = Threshold::Randomised;
        match self {
            Self::Binary(_) | Self::Linear => Vec::new(),
            Self::Tiered { threshold, .. } => vec![Self::Binary(*threshold)],
            Self::General if found => vec![Self::Linear, Self::Binary(Threshold::Deterministic)],
            Self::General => vec![
                Self::Linear,
                Self::Binary(Threshold::Deterministic),
                Self::Binary(threshold),
                Self::Tiered {
                    tiers: TIERS,
                    threshold: Threshold::Deterministic,
                },
                Self::Tiered {
                    tiers: TIERS,
                    threshold,
                },
            ],
        }
    }

    /// The best contract that the search of this class alone finds.
    ///
    /// Errors: [`ContractError`], also where only the flat wage is left.
    pub fn search(
        &self,
        first_best: &FirstBest<'_>,
        samples: u64,
    ) -> Result<SecondBest, ContractError> {
        let solve = || match self {
            Self::Binary(threshold) => binary::solve(first_best, samples, *threshold),
            Self::Tiered { tiers, threshold } => {
                tiered::solve(first_best, samples, *tiers, *threshold)
            }
            Self::Linear => linear::solve(first_best, samples),
            Self::General => general::solve(first_best, samples),
        };
        // A search that ends in nothing takes as long as one that finds a contract.
        let known = first_best.solved();
        let Ok(found) = known.or_find((samples, *self), || Ok::<_, Infallible>(solve()));
        found
    }
}
