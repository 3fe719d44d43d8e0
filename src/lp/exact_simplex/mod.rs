//! Exact solutions of linear programs from float ones.
//!
//! A float solution suggests which constraints hold with equality. Exactly that system is then
//! solved in rationals ([`lift`]); where the result is not optimal, the simplex method goes on
//! from it with exact arithmetic ([`pivots`]). Speed comes from never computing with fractions:
//! factors are taken modulo a prime ([`factor`], [`field`]), solutions are lifted.

mod advice;
mod basis;
mod corner;
mod equations;
mod factor;
mod field;
mod kernel;
mod lift;
mod pivots;
mod reconstruct;
mod residual;
mod steps;
mod units;
mod wide;

pub use basis::Position;

pub(super) use basis::{Basis, Reached};
pub(super) use corner::Corner;
pub(super) use pivots::{Outcome, improve};
pub(super) use units::{scaled_costs, signed_costs};
