//! Any pay on a list of efforts, from the prices of its dual.
//!
//! The cheapest utilities v(s) = ū + x(s) that implement e_j satisfy
//!
//! h′(v(s)) = h′(ū) + ν·[σ + Σ_i r_i·(1 − L_i(s))], cut at u(w_min),
//!
//! L_i the likelihood ratio of effort e_i against e_j, ν·r_i ≥ 0 the price of the deviation to e_i,
//! and h′(ū) + ν·σ ≥ 0 that of participation. Two kinds of equations fix the prices: E_j\[x] = 0
//! (σ; participation may be slack only where its price is 0), and −E_i\[x] = c_j − c_i where r_i >
//! 0. Prices are of the order of the gap, so ν is carried as a logarithm and both equations are
//! read in units of it: the counts typical of e_j get x = ν·[…]/h″, far below a double, the counts
//! typical of e_i get x of order 1 with a probability of order ν.
//!
//! The prices are found by coordinate ascent of the concave dual: the most violated or mispriced
//! deviation is set right with the others held, participation being solved inside. With one binding
//! deviation, the usual case, that is one root. Error: both equations are met to 1e-10 of their
//! right-hand sides, and the premium is stationary in the prices.

mod ascent;
mod table;
mod trial;

use super::log_gap::LogGap;
use super::problem::DiscreteProblem;
pub use super::terms::DiscretePrices;
use super::terms::{DiscreteContract, DiscreteTerms};
use crate::contract::ContractError;
use table::Table;

/// The best pay that implements effort `index`; `None` where the prices find no such pay.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
) -> Result<Option<DiscreteContract>, ContractError> {
    let table = Table::new(problem, samples, index)?;
    let Some(prices) = table.solve()? else {
        return Ok(None);
    };
    Ok(Some(DiscreteContract {
        samples,
        index,
        point: problem.points()[index],
        gap: LogGap {
            ln_premium: table.ln_premium(&prices),
            ln_rent: table.ln_rent(&prices),
            ln_loss: libm::log(problem.points()[index].loss),
        },
        terms: DiscreteTerms::General(prices),
    }))
}

/// The utilities x(s) = v(s) − ū that a contract of this kind pays, with the count of the first.
pub fn schedule(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
) -> Result<Option<(u64, Vec<f64>)>, ContractError> {
    let DiscreteTerms::General(prices) = &contract.terms else {
        return Ok(None);
    };
    let table = Table::new(problem, contract.samples, contract.index)?;
    let x = (0..table.ln_here.len())
        .map(|s| table.change(table.ln_price(prices, s)))
        .collect();
    Ok(Some((table.first, x)))
}
