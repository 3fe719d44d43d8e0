//! The sharp constants with proof, at the enclosed first best. Formulas:
//! [`constants`](crate::contract::constants).

use super::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::mills;

/// K_bin = c′·D_h(ū, −c)/(c·√I) (T5); `None` where a family has no bounds there.
#[must_use]
pub fn binary(economy: &EnclosedModel<'_>) -> Option<Interval> {
    let effort = economy.first_best_effort();
    let cost = economy.cost(0, effort)?;
    let utility = economy.required_utility(effort)?;
    let distance = economy.utility().wage_bregman(utility, -cost)?;
    let root = economy.information(effort)?.sqrt()?;
    Some(economy.cost(1, effort)? * distance / (cost * root))
}

/// K_lin = ½·h″(ū)·c′²/I (T6, T7).
#[must_use]
pub fn linear(economy: &EnclosedModel<'_>) -> Option<Interval> {
    let effort = economy.first_best_effort();
    let utility = economy.required_utility(effort)?;
    let curvature = economy.utility().wage_derivative(2, utility)?;
    let marginal = economy.cost(1, effort)?.square();
    Some(Interval::point(0.5) * curvature * marginal / economy.information(effort)?)
}

/// K_bin·M(z)/√n with φ(z) = c′/(c·√(nI)) (T5's refined formula); `None` also where no z ≥ 0 solves
/// that.
#[must_use]
pub fn binary_refined(economy: &EnclosedModel<'_>, samples: u64) -> Option<Interval> {
    let effort = economy.first_best_effort();
    let n = Interval::point(samples as f64);
    let scale = economy.cost(0, effort)? * (n * economy.information(effort)?).sqrt()?;
    let density = economy.cost(1, effort)? / scale;
    let full_turn = Interval::point(2.0) * Interval::around(std::f64::consts::PI);
    // φ(z) = density at z = √(−ln(density²·2π)).
    let slack = (-(density.square() * full_turn).ln()?).sqrt()?;
    Some(binary(economy)? * mills(slack)? / n.sqrt()?)
}
