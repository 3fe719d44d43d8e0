//! Branch and bound over the rules of every effort: the least gap from below.

use super::BonusClass;
use super::logs::ln;
use crate::contract::Threshold;
use crate::contract::discrete::{DiscreteContract, DiscreteTerms};
use crate::numerics::{Bounded, Interval, LeastFirst};
use std::cmp::Ordering;

/// Pieces looked at before the search stops with the bound it has.
const PIECES: usize = 20_000;

/// Distance of the ends that is aimed at; beside it stands the rounding of n·KL, some 1e-15 of ln
/// gap.
const SHARP: f64 = 1e-9;

/// No utility beyond this is told apart: such a bonus costs more than anything.
const MOST: f64 = 1e100;

/// Rules of one effort from `from` to `to`, none of which has a gap with a smaller logarithm than
/// `bound`.
struct Piece {
    bound: f64,
    effort: usize,
    from: f64,
    to: f64,
    /// Whether the bound is more than the effort's loss.
    looked_at: bool,
}

impl Bounded for Piece {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        let place = |piece: &Self| (piece.effort, piece.from.to_bits());
        place(self).cmp(&place(other))
    }
}

impl BonusClass<'_, '_> {
    /// The least ln gap over all rules of all efforts, from below.
    pub(super) fn least(&self, contract: &DiscreteContract, upper: f64) -> Option<f64> {
        let enough = upper - SHARP - 4.0 * f64::EPSILON * upper.abs();
        let n = self.rules.samples();
        let first = match self.threshold {
            Threshold::Deterministic => 1.0,
            Threshold::Randomised => 0.0,
        };
        let mut open: LeastFirst<Piece> = self
            .efforts
            .iter()
            .enumerate()
            .map(|(effort, here)| {
                Some(Piece {
                    bound: ln(here.loss)?.lower(),
                    effort,
                    from: first,
                    to: n,
                    looked_at: effort == 0,
                })
            })
            .collect::<Option<_>>()?;
        let binding = self.binding(contract)?;
        for _ in 0..PIECES {
            let piece = open.pop()?;
            let (from, to) = (piece.from, piece.to);
            let part = |from, to| -> Option<Piece> {
                let bound = self.bound(piece.effort, binding, from, to)?;
                Some(Piece {
                    bound: bound.max(piece.bound),
                    effort: piece.effort,
                    from,
                    to,
                    looked_at: true,
                })
            };
            if !piece.looked_at {
                open.push(part(from, to)?);
                continue;
            }
            let (middle, next) = match self.threshold {
                Threshold::Deterministic => {
                    let middle = (0.5 * (from + to)).floor();
                    (middle, middle + 1.0)
                }
                Threshold::Randomised => (0.5 * (from + to), 0.5 * (from + to)),
            };
            // The lowest effort is implemented by the flat wage, whose gap is its loss; a single
            // rule has no parts.
            let single = piece.effort == 0 || from == to || middle == from && next == from;
            if piece.bound >= enough || single {
                return Some(piece.bound.min(upper)).filter(|bound| bound.is_finite());
            }
            open.push(part(from, middle)?);
            open.push(part(next, to)?);
        }
        open.pop()
            .map(|piece| piece.bound.min(upper))
            .filter(|bound| bound.is_finite())
    }

    /// The deviation that asks for the largest bonus under the contract's rule.
    fn binding(&self, contract: &DiscreteContract) -> Option<usize> {
        let DiscreteTerms::Binary(terms) = &contract.terms else {
            return Some(0);
        };
        let position = terms.rule.position();
        let here = self.rules.fail(contract.index, position)?;
        let mut binding = (0, 0.0);
        for lower in 0..contract.index {
            let advantage = self.rules.fail(lower, position)?.value - here.value;
            let bonus = self.problem.cost_change(lower, contract.index) / advantage.midpoint();
            if bonus > binding.1 {
                binding = (lower, bonus);
            }
        }
        Some(binding.0)
    }

    /// A lower bound of ln gap over the rules from `from` to `to` that implement `effort`; +∞ where
    /// none does.
    fn bound(&self, effort: usize, binding: usize, from: f64, to: f64) -> Option<f64> {
        let start = self.rules.fail(effort, from)?;
        let end = self.rules.fail(effort, to)?;
        let pass = (Interval::ONE - end.value).positive_part();
        // f_i ≤ 1, so that (1 − f_j)·Δ/(f_i − f_j) is at least Δ.
        let mut drop = self.extra_cost(0, effort).lower();
        let mut bonus = drop;
        let mut minded = vec![0, effort - 1, binding.min(effort - 1)];
        minded.sort_unstable();
        minded.dedup();
        for lower in minded {
            let advantage = (self.rules.fail(lower, to)?.value - start.value).upper();
            if advantage <= 0.0 {
                return Some(f64::INFINITY);
            }
            let needed = self.extra_cost(lower, effort) / Interval::point(advantage);
            bonus = bonus.max(needed.lower().min(MOST));
            drop = drop.max((needed * pass).lower().min(MOST));
        }
        let drop = Interval::point(drop.max(0.0));
        Some(
            self.ln_gap(effort, &start, pass, drop, Interval::point(bonus.max(0.0)))
                .map_or(f64::NEG_INFINITY, Interval::lower),
        )
    }
}
