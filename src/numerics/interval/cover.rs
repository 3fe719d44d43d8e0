//! Proof by covering: a property of every number of an interval, shown piece by piece.

use super::Interval;
use crate::numerics::least_first::{Bounded, LeastFirst};
use std::cell::Cell;
use std::cmp::Ordering;

/// 2^-56.
const SHORTEST: f64 = 1.0 / (1_u64 << 56) as f64;

/// Pieces that several proofs may look at together, so that all of them end in bounded time.
#[derive(Debug)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// So many pieces.
    pub fn new(pieces: usize) -> Self {
        Self(Cell::new(pieces))
    }

    /// What is left.
    pub fn left(&self) -> usize {
        self.0.get()
    }
}

/// [`holds_on`] with at most `pieces` pieces, all of them taken from `budget`.
pub fn holds_within(
    from: f64,
    to: f64,
    pieces: usize,
    budget: &Budget,
    mut holds: impl FnMut(Interval) -> bool,
) -> bool {
    holds_on(from, to, pieces.min(budget.left()), |piece| {
        budget.0.set(budget.left().saturating_sub(1));
        holds(piece)
    })
}

/// Whether `holds` can be shown on every piece of `[from, to]`, halving the pieces where it cannot
/// be shown at once.
///
/// `holds` must answer `true` only where the property is proved on the whole piece. Gives up, with
/// `false`, at a piece that no longer splits into floats or is shorter than 2^-56 of the whole, or
/// after `pieces` pieces.
pub fn holds_on(
    from: f64,
    to: f64,
    pieces: usize,
    mut holds: impl FnMut(Interval) -> bool,
) -> bool {
    let Some(whole) = Interval::new(from, to) else {
        return false;
    };
    // Next to 0 floats would split a thousand times more.
    let shortest = whole.width() * SHORTEST;
    let mut open = vec![whole];
    for _ in 0..pieces {
        let Some(piece) = open.pop() else {
            return true;
        };
        if holds(piece) {
            continue;
        }
        let middle = piece.midpoint();
        let halves = (
            Interval::new(piece.lower(), middle),
            Interval::new(middle, piece.upper()),
        );
        match halves {
            (Some(left), Some(right))
                if middle > piece.lower() && middle < piece.upper() && piece.width() > shortest =>
            {
                open.push(left);
                open.push(right);
            }
            _ => return false,
        }
    }
    open.is_empty()
}

/// A piece of [`least_piece`] with its bound and what its halves would not get beyond; ties by
/// place.
struct Open {
    bound: f64,
    most: f64,
    piece: Interval,
}

impl Bounded for Open {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        self.piece.lower().total_cmp(&other.piece.lower())
    }
}

/// A lower bound of a function over `[from, to]`, the best that `pieces` calls of `bound` find.
///
/// `bound` must return a lower bound of the function over the piece that it is given (−∞ will do; a
/// NaN counts as that). The piece with the least bound is halved, until that bound is `enough`,
/// the pieces are used up, or it splits no more.
pub fn least_over(
    from: f64,
    to: f64,
    pieces: usize,
    enough: f64,
    mut bound: impl FnMut(Interval) -> f64,
) -> f64 {
    let unknown = |piece: Interval| [bound(piece), f64::INFINITY];
    least_piece(from, to, pieces, enough, unknown).bound
}

/// What [`least_piece`] ends with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// The least bound.
    pub bound: f64,
    /// The piece that has it.
    pub piece: Interval,
}

/// [`least_over`] with the piece that has the least bound. `bound` also says what the halves of a
/// piece would not get beyond, infinity where that is not known: nor is a piece halved that has
/// reached it.
pub fn least_piece(
    from: f64,
    to: f64,
    pieces: usize,
    enough: f64,
    mut bound: impl FnMut(Interval) -> [f64; 2],
) -> Piece {
    let none = Piece {
        bound: f64::NEG_INFINITY,
        piece: Interval::ENTIRE,
    };
    let Some(whole) = Interval::new(from, to) else {
        return none;
    };
    let mut bound = |piece: Interval, before: f64| {
        let [found, most] = bound(piece);
        Open {
            // What holds for a piece holds for its halves.
            bound: if found > before { found } else { before },
            most,
            piece,
        }
    };
    let mut open = LeastFirst::from_iter([bound(whole, f64::NEG_INFINITY)]);
    let mut used = 1;
    while let Some(Open {
        bound: least,
        most,
        piece,
    }) = open.pop()
    {
        let middle = piece.midpoint();
        let splits = middle > piece.lower() && middle < piece.upper();
        if least >= enough.min(most) || used + 2 > pieces || !splits {
            return Piece {
                bound: least,
                piece,
            };
        }
        for half in [(piece.lower(), middle), (middle, piece.upper())] {
            if let Some(half) = Interval::new(half.0, half.1) {
                open.push(bound(half, least));
            }
        }
        used += 2;
    }
    none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_value_of_a_parabola_is_approached_from_below() {
        let bound = |x: Interval| (x.square() - x).lower();
        let [few, many] = [10, 1_000].map(|pieces| least_over(0.0, 1.0, pieces, 0.0, bound));
        assert!(
            few < many && many <= -0.25 && many > -0.2501,
            "{few} {many}"
        );
        // No more work than what is asked for.
        let mut calls = 0;
        let least = least_over(0.0, 1.0, 1_000, -0.3, |x| {
            calls += 1;
            bound(x)
        });
        assert!(
            (-0.3..-0.25).contains(&least) && calls < 100,
            "{least} {calls}"
        );
    }

    #[test]
    fn a_parabola_is_shown_to_be_above_what_it_is_above() {
        // x² − x ≥ −1/4.
        let above = |bound: f64| holds_on(0.0, 1.0, 10_000, |x| (x.square() - x).lower() >= bound);
        assert!(above(-0.26));
        assert!(!above(-0.24));
        assert!(!holds_on(0.0, 1.0, 3, |x| x.width() < 0.2));
        assert!(!holds_on(1.0, 0.0, 3, |_| true));
    }

    #[test]
    fn proofs_share_a_budget() {
        let budget = Budget::new(10);
        let short = |x: Interval| x.width() < 0.3;
        // 7 pieces: the whole, two halves, four quarters.
        assert!(holds_within(0.0, 1.0, 100, &budget, short));
        assert_eq!(budget.left(), 3);
        assert!(!holds_within(0.0, 1.0, 100, &budget, short));
        assert!(budget.left() == 0);
    }
}
