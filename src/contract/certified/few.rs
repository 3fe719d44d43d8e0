//! General contracts with proof for few samples, by sums over every count.
//!
//! **From below.** Any λ ≥ 0 and μ ≥ 0 bound what implementing an effort η costs, for every contract (Lagrangian duality, T7):
//!
//! E\[h(v)] ≥ B(η) = λ·(U0 + c) + μ·c′ − Σ_s p_s·h*(λ + μ·score_s),  h*(A) = sup_{v ≥ u(w_min)} (A·v − h(v)).
//!
//! Over a piece of efforts B − V is bounded by its value at the middle and its derivative on the piece.
//!
//! **From above.** With A_s ≥ 0 the estimate's pay above u(w_min), the contract v_s = u(w_min) + (κ₁ + κ₂·s/n)·A_s keeps limited
//! liability for κ₁, κ₁ + κ₂ ≥ 0, and two linear equations make participation and the incentive constraint hold exactly.

mod every_line;
mod lagrangian;
pub(super) mod law;
mod linear;
mod multipliers;
mod part;
mod schedule;

pub use every_line::every_line_costs;
pub use linear::linear_gap;

use super::general::Prices;
use super::local::Local;
use super::{Bracket, Economy, general};
use crate::contract::SecondBest;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;
use multipliers::Multipliers;
use schedule::Schedule;

/// Sums over every count up to here; beyond, expansions take over.
pub const FEW: u64 = 3_000;

/// From here on expansions may reach far enough for the lower bound.
const EXPANSIONS: u64 = 300;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 4_000;

/// Brackets the gap of the best contract of all, given its estimate and the estimate's prices.
pub fn bracket(
    economy: &Economy<'_>,
    contract: &SecondBest,
    prices: &Prices,
    precision: f64,
) -> Option<Bracket> {
    if contract.samples > FEW {
        return None;
    }
    let upper = Schedule::of(economy, contract)?.verified_gap()?;
    let target = upper * (1.0 - precision);
    // Expansions are cheaper where they reach far enough.
    let covered = contract.samples >= EXPANSIONS
        && general::gap_is_at_least(economy, contract, prices, target)
        || gap_is_at_least(economy, contract, prices, target);
    Some(Bracket {
        lower: covered.then_some(target),
        upper,
    })
}

/// Whether every contract has a gap of at least `target`, whatever effort it implements.
pub fn gap_is_at_least(
    economy: &Economy<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> bool {
    let at = Interval::point(contract.point.effort);
    let Some(origin) = Local::new(economy, contract.samples, at) else {
        return false;
    };
    holds_on(0.0, 1.0, PIECES, |efforts| {
        economy.least_loss(efforts) >= target
            || Multipliers::near(&origin, prices, efforts)
                .and_then(|multipliers| multipliers.least_gap(efforts))
                .is_some_and(|gap| gap >= target)
    })
}
