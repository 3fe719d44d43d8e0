//! What is done today, next to a designed contract: flat pay, and a bonus at 90% agreement.

use super::DesignError;
use super::posted::Posted;
use super::posted::reply::{Reply, best_reply};
use super::robust::best_terms;
use crate::contract::FirstBest;
use crate::contract::binary::BonusRule;

/// Share of agreements at which bonuses are paid in practice.
pub const CUSTOMARY_SHARE: f64 = 0.9;

/// A way of paying with what it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Practice {
    /// In words.
    pub name: String,
    /// The terms.
    pub posted: Posted,
    /// What the annotator does and both get.
    pub reply: Reply,
    /// E\[u(w)] − c less U0; below 0 the annotator does not accept.
    pub surplus: f64,
}

/// Flat pay at the outside wage, flat pay as for careful work, a bonus of the designed size at 90%
/// agreement (where `bonus`, a designed bonus contract, is given), and the best bonus there is at
/// 90% agreement.
pub fn practices(
    first_best: &FirstBest<'_>,
    samples: u64,
    bonus: Option<&Posted>,
) -> Result<Vec<Practice>, DesignError> {
    let model = first_best.model();
    let evaluate = |name: &str, posted: Posted| -> Result<Practice, DesignError> {
        let reply = best_reply(model, &posted)?;
        Ok(Practice {
            name: name.to_owned(),
            posted,
            reply,
            surplus: reply.utility - model.reservation(),
        })
    };
    let outside = model.utility().wage(model.reservation());
    let mut all = vec![
        evaluate("flat pay, outside wage", Posted::Flat { wage: outside })?,
        evaluate(
            "flat pay, as for careful work",
            Posted::Flat {
                wage: first_best.wage(),
            },
        )?,
    ];
    let threshold = (CUSTOMARY_SHARE * samples as f64 - 1e-9).ceil().max(1.0) as u64;
    let rule = BonusRule::at(samples, threshold);
    if let (Some(rule), Some(Posted::Bonus { base, bonus, .. })) = (rule, bonus) {
        let customary = Posted::Bonus {
            rule,
            base: *base,
            bonus: *bonus,
        };
        all.push(evaluate("same bonus at 90% agreement", customary)?);
        if let Some(best) = best_terms(first_best, &customary)? {
            all.push(evaluate("best bonus at 90% agreement", best)?);
        }
    }
    Ok(all)
}
