//! The gap as it happens: the annotator replies, counts are drawn, pay is realised.
//!
//! Independent of how contracts are solved: it uses only the pay schedule, the annotator's own best
//! reply, and draws. Plain sampling resolves a gap of order 1/n against pay whose standard
//! deviation is of order n^(-1/2) (linear) or n^(-1/4) (binary), so it needs some n or √n·n draws
//! and stops being useful near n = 10⁵.

use super::RatesError;
use super::monte_carlo::{Simulated, simulate};
use super::sampler::AliasTable;
use crate::contract::best_reply::best_reply;
use crate::contract::{ContractError, FirstBest, SecondBest, Terms};
use crate::numerics::Binomial;
use rand::Rng;
use thiserror::Error;

/// Probability left out of the table of counts; pay there would have to be 10⁹ times usual to show
/// in 10⁹ draws.
const TABLE_TAIL: f64 = 1e-18;

/// Why a gap could not be simulated.
#[derive(Debug, Error)]
pub enum SimulationError {
    /// The annotator's best reply could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The draws failed.
    #[error(transparent)]
    Rates(#[from] RatesError),
}

/// Simulates first-best payoff − (V(e) − w(S)) with e the best reply and S ~ Binomial(n, q(e)).
pub fn simulate_gap(
    first_best: &FirstBest<'_>,
    contract: &SecondBest,
    draws: u64,
    seed: u64,
) -> Result<Simulated, SimulationError> {
    let model = first_best.model();
    let effort = best_reply(model, contract)?;
    let agreement = model.monitoring().agreement(effort);
    let law = Binomial::new(contract.samples, agreement).map_err(ContractError::from)?;
    let window = law.window(TABLE_TAIL);
    let probabilities: Vec<f64> = window.clone().map(|count| law.pmf(count)).collect();
    let table = AliasTable::new(&probabilities)?;
    let schedule = contract.schedule(model);
    let wages: Vec<f64> = window
        .clone()
        .map(|count| schedule.wage(count as f64))
        .collect();
    let chance = chance_of_bonus(contract, *window.start());
    let certain = first_best.payoff() - model.value().value(effort);
    Ok(simulate(seed, draws, |generator| {
        let index = table.draw(generator);
        let wage = match &chance {
            Some(chance) if chance.index == index => {
                let uniform = (generator.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64);
                if uniform < chance.probability {
                    chance.high
                } else {
                    chance.low
                }
            }
            _ => wages[index],
        };
        certain + wage
    })?)
}

/// The one count at which a randomised bonus is drawn.
struct Chance {
    index: usize,
    probability: f64,
    low: f64,
    high: f64,
}

fn chance_of_bonus(contract: &SecondBest, first: u64) -> Option<Chance> {
    let Terms::Binary(terms) = &contract.terms else {
        return None;
    };
    if terms.rule.randomisation() == 0.0 {
        return None;
    }
    let index = (terms.rule.threshold() - 1).checked_sub(first)?;
    Some(Chance {
        index: usize::try_from(index).ok()?,
        probability: terms.rule.randomisation(),
        low: terms.base_wage,
        high: terms.base_wage + terms.bonus,
    })
}
