//! Gaps too small for plain sampling, by importance sampling with exponential tilting.
//!
//! The premium of a bonus is E\[D_h(μ, v(S) − μ)], S ~ Binomial(n, q), and nearly all of it comes
//! from S < k, an event of probability e^{−n·KL}. Draw S from the tilted law Binomial(n, q̃)
//! instead and weigh each draw with the likelihood ratio
//!
//! L(S) = (q/q̃)^S·((1−q)/(1−q̃))^{n−S};
//!
//! the mean of L(S)·D_h stays the premium. The tilt q̃ = (k − ½)/n makes the rare event happen half
//! of the time, and is the member of the exponential family of q that does so with the least
//! divergence from it: the relative standard error per draw then grows only like n^{1/4}, where
//! that of plain sampling grows like e^{n·KL/2} (Siegmund 1976; Asmussen and Glynn, *Stochastic
//! Simulation*, VI.2). Weights are carried as logarithms relative to that of the last failing
//! count.

use super::monte_carlo::simulate;
use super::sampler::AliasTable;
use super::simulated_gap::SimulationError;
use crate::contract::ContractError;
use crate::contract::discrete::log_gap::ln_sum;
use crate::contract::discrete::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::numerics::Binomial;

/// Probability left out of the table of counts, under the law that is drawn from.
const TABLE_TAIL: f64 = 1e-18;

/// Which law the counts are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draws {
    /// The law under the implemented effort.
    Plain,
    /// The law tilted to the threshold.
    Tilted,
}

/// A simulated ln gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedLogGap {
    /// ln of the estimated gap; −∞ where no draw showed any.
    pub ln_gap: f64,
    /// Standard error of the estimated gap over the estimate: to first order the standard error of
    /// `ln_gap`.
    pub relative_error: f64,
    /// (Σ w)²/Σ w² of the weighted payoffs: how many equal draws would tell as much.
    pub effective_draws: f64,
    /// How many of the draws are expected to miss the bonus: where these are few, neither estimate
    /// nor error mean much.
    pub expected_failures: f64,
    /// Number of draws.
    pub draws: u64,
}

impl SimulatedLogGap {
    /// Distance of a computed ln gap from this one in standard errors of the estimated gap.
    pub fn z_score(&self, ln_gap: f64) -> f64 {
        libm::expm1(ln_gap - self.ln_gap) / self.relative_error
    }
}

/// Simulates the gap of a bonus contract on a list of efforts. Rent and first-best loss, which no
/// draw affects, enter as they are; a bonus by chance enters by its expectation at its one count.
/// `None` for contracts without a bonus.
pub fn simulate_ln_gap(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
    law: Draws,
    draws: u64,
    seed: u64,
) -> Result<Option<SimulatedLogGap>, SimulationError> {
    let DiscreteTerms::Binary(terms) = &contract.terms else {
        return Ok(None);
    };
    let model = problem.model();
    let utility = model.utility();
    let n = contract.samples as f64;
    let q = contract.point.agreement;
    let threshold = terms.rule.threshold();
    let tilt = match law {
        Draws::Plain => q,
        Draws::Tilted => (threshold as f64 - 0.5) / n,
    };
    let drawn = Binomial::new(contract.samples, tilt).map_err(ContractError::from)?;
    let here = terms.rule.passing(q).map_err(ContractError::from)?;
    let distance = |deviation: f64| {
        utility.wage_bregman(
            terms.base_utility + here.pass * terms.bonus_utility,
            deviation,
        )
    };
    let failing = distance(-here.pass * terms.bonus_utility);
    let passing = distance(here.fail * terms.bonus_utility);
    let (up, down) = (libm::log(q / tilt), libm::log1p(-q) - libm::log1p(-tilt));
    // ln L at a count, less its value at the last failing count: whole steps of the log-odds,
    // without cancellation.
    let last_failing = threshold as f64 - 1.0;
    let ln_reference = last_failing * up + (n - last_failing) * down + libm::log(failing);
    let window = drawn.window(TABLE_TAIL);
    let probabilities: Vec<f64> = window.clone().map(|count| drawn.pmf(count)).collect();
    let values: Vec<f64> = window
        .map(|count| {
            let chance = if count >= threshold {
                1.0
            } else if count + 1 == threshold {
                terms.rule.randomisation()
            } else {
                0.0
            };
            // Far above the threshold L overflows where the premium of passing underflows:
            // logarithms for both.
            let relative = (1.0 - chance) + chance * (passing / failing);
            libm::exp((count as f64 - last_failing) * (up - down) + libm::log(relative))
        })
        .collect();
    let table = AliasTable::new(&probabilities)?;
    let simulated = simulate(seed, draws, |generator| values[table.draw(generator)])?;
    let failures = terms.rule.passing(tilt).map_err(ContractError::from)?.fail;
    let (mean, error) = (simulated.mean, simulated.standard_error);
    let variance = error * error * draws as f64;
    let ln_premium = ln_reference + libm::log(mean);
    let ln_certain = ln_sum(contract.gap.ln_rent, contract.gap.ln_loss);
    let ln_gap = ln_sum(ln_premium, ln_certain);
    Ok(Some(SimulatedLogGap {
        ln_gap,
        relative_error: error / mean * libm::exp(ln_premium - ln_gap),
        effective_draws: draws as f64 * mean * mean / (mean * mean + variance),
        expected_failures: failures * draws as f64,
        draws,
    }))
}
