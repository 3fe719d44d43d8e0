//! A contract with everything a person wants to know before signing it off.

use super::DesignError;
use super::posted::reply::{Reply, best_reply, expected};
use super::posted::{Posted, Posting, Proved, post, proof, round};
use super::practice::{Practice, practices};
use super::robust::{Robust, corners, robust, worst_case};
use super::variation::{Factors, Variation, one_at_a_time, varied, vary};
use crate::contract::binary::BonusRule;
use crate::contract::{Class, FirstBest, SecondBest, Terms, Threshold};
use crate::design::posted::units::upwards;
use crate::model::Model;
use crate::numerics::map_ordered;

/// By how much κ, the cost of effort and risk aversion are taken to be off in the sensitivities.
pub const OFF_BY: f64 = 0.2;

/// What an annotator of a given effort can expect.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// Effort.
    pub effort: f64,
    /// P(bonus) of each bonus, the one with the lowest threshold first; none for pay without a
    /// bonus.
    pub bonus_chances: Vec<f64>,
    /// E\[w].
    pub pay: f64,
}

/// A contract as posted, what is proved of it, and what it does beside and beyond the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Class of contracts.
    pub class: Class,
    /// The best contract of the class, before rounding.
    pub ideal: SecondBest,
    /// The terms as posted.
    pub posting: Posting,
    /// What is proved of the posted terms.
    pub proved: Option<Proved>,
    /// The annotator's best reply: an estimate.
    pub reply: Reply,
    /// First-best payoff less the company's payoff: an estimate.
    pub gap: f64,
    /// At first-best effort.
    pub careful: Prospect,
    /// At no effort.
    pub careless: Prospect,
    /// With κ, cost and risk aversion off by [`OFF_BY`].
    pub variations: Vec<Variation>,
    /// What is done today.
    pub practices: Vec<Practice>,
}

impl Sheet {
    /// The sheet of the best contract of `class` on `samples` samples, in whole units of money
    /// (`None`: a fitting unit). `None` where the class has no terms to post (general contracts),
    /// or rounding spoils them.
    pub fn of(
        first_best: &FirstBest<'_>,
        ideal: &SecondBest,
        class: Class,
        unit: Option<f64>,
    ) -> Result<Option<Self>, DesignError> {
        let unit_of = |contract: &SecondBest| {
            unit.unwrap_or_else(|| round::default_unit(first_best, contract))
        };
        let Some(posting) = post(first_best, ideal, unit_of(ideal))? else {
            return Ok(None);
        };
        Self::with_posting(first_best, ideal, class, posting, unit).map(Some)
    }

    /// The sheet of given terms of `class`; `ideal` is the class's best contract on as many samples
    /// in the model as stated.
    pub fn with_posting(
        first_best: &FirstBest<'_>,
        ideal: &SecondBest,
        class: Class,
        posting: Posting,
        unit: Option<f64>,
    ) -> Result<Self, DesignError> {
        let unit_of = |contract: &SecondBest| {
            unit.unwrap_or_else(|| round::default_unit(first_best, contract))
        };
        // Today's bonus is compared in the size of a designed one, whatever class is posted.
        let bonus = match &ideal.terms {
            Terms::Binary(_) => Some(posting),
            _ => {
                let class = Class::Binary(Threshold::Deterministic);
                match class.solve(first_best, ideal.samples) {
                    Ok(contract) => post(first_best, &contract, unit_of(&contract))?,
                    Err(_) => None,
                }
            }
        };
        let model = first_best.model();
        let terms = &posting.terms;
        let reply = best_reply(model, terms)?;
        Ok(Self {
            class,
            ideal: ideal.clone(),
            posting,
            proved: proof::prove(first_best, terms),
            reply,
            gap: first_best.payoff() - reply.payoff,
            careful: prospect(first_best, terms, first_best.effort())?,
            careless: prospect(first_best, terms, 0.0)?,
            variations: vary(first_best, terms, &one_at_a_time(OFF_BY))?,
            practices: practices(
                first_best,
                ideal.samples,
                bonus.as_ref().map(|posting| &posting.terms),
            )?,
        })
    }

    /// Company's payoff beyond the flat wage's, as a share of what the first best would add.
    pub fn kept(&self, first_best: &FirstBest<'_>) -> f64 {
        1.0 - self.gap / (first_best.payoff() - first_best.payoff_without_effort())
    }
}

fn prospect(
    first_best: &FirstBest<'_>,
    posted: &Posted,
    effort: f64,
) -> Result<Prospect, DesignError> {
    let model = first_best.model();
    let rules: Vec<BonusRule> = match posted {
        Posted::Bonus { rule, .. } => vec![*rule],
        Posted::Tiered { tiers, .. } => tiers.iter().map(|(rule, _)| rule).collect(),
        Posted::Flat { .. } | Posted::Linear { .. } => Vec::new(),
    };
    let q = model.monitoring().agreement(effort).min(1.0 - f64::EPSILON);
    let chances = rules.iter().map(|rule| rule.passing(q).map(|p| p.pass));
    let bonus_chances = chances.collect::<Result<Vec<_>, _>>()?;
    Ok(Prospect {
        effort,
        bonus_chances,
        pay: expected(model, posted, effort)?.1,
    })
}

/// Robust terms next to those of a sheet, both judged over the same box.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustSheet {
    /// How far off κ, cost and risk aversion may each be.
    pub share: f64,
    /// The robust terms in whole units of money.
    pub posting: Posting,
    /// As solved, before rounding.
    pub solved: Robust,
    /// The company's least payoff over the box under the rounded terms, and where.
    pub worst: (f64, Factors),
    /// The same under the terms of the sheet; −∞ where some annotator of the box refuses them.
    pub plain_worst: (f64, Factors),
    /// What is proved of the robust terms in the model as it is.
    pub proved: Option<Proved>,
    /// Of how many models of the box the rounded terms are proved to be accepted with a known best
    /// reply, and the company's least payoff in these, proved.
    pub proved_in: (usize, f64),
    /// Number of models of the box.
    pub models: usize,
    /// What the annotator does in the model as it is.
    pub reply: Reply,
}

impl RobustSheet {
    /// The best terms in the worst case over the box; `None` where none near the sheet's are
    /// accepted throughout.
    pub fn of(
        first_best: &FirstBest<'_>,
        sheet: &Sheet,
        share: f64,
    ) -> Result<Option<Self>, DesignError> {
        if !(share > 0.0 && share < 1.0) {
            return Err(DesignError::Share { written: share });
        }
        let Some(solved) = robust(first_best, &sheet.posting.terms, share)? else {
            return Ok(None);
        };
        let unit = sheet.posting.unit;
        let posting = Posting {
            terms: upwards(&solved.posted, unit),
            unit,
        };
        let box_of_models: Vec<Model> = corners(share)
            .into_iter()
            .filter_map(|factors| varied(first_best, factors))
            .collect();
        let payoffs: Vec<f64> = map_ordered(&box_of_models, |model| {
            let there = FirstBest::of(model).ok()?;
            Some(proof::prove(&there, &posting.terms)?.payoff)
        })
        .into_iter()
        .flatten()
        .collect();
        Ok(Some(Self {
            share,
            proved_in: (
                payoffs.len(),
                payoffs.iter().copied().fold(f64::INFINITY, f64::min),
            ),
            models: box_of_models.len(),
            posting,
            worst: worst_case(first_best, &posting.terms, share)?,
            plain_worst: worst_case(first_best, &sheet.posting.terms, share)?,
            proved: proof::prove(first_best, &posting.terms),
            reply: best_reply(first_best.model(), &posting.terms)?,
            solved,
        }))
    }
}
