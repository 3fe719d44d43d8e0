//! Every linear contract from below: a walk along the efforts.
//!
//! Each effort has one line with binding participation (module `line`), and a rent never lowers the
//! gap (module `rents`), so the gap is a function g of the effort alone. From the estimate's effort
//! outwards, piece by piece: g(η) ≥ g(a) + min(0, inf g′)·(η − a) on a piece that starts at a, with
//! g(a) and g′ enclosed. Next to the optimum g(a) exceeds the target by little and pieces are
//! short; further away both grow, and pieces with them, so their number is logarithmic in the
//! precision.

use super::line::{Frame, Lines, Piece};
use super::price_line::PriceLine;
use super::rents;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::prices::Prices;
use crate::bounds::regimes::{LINES_BY_COUNTS, pieces};
use crate::contract::{FirstBest, SecondBest};
use crate::numerics::Interval;

/// Pieces on either side before giving up, those that proved too long included.
const PIECES: usize = 4000;

/// Length of the first piece and of the shortest, as shares of the way to go.
const FIRST: f64 = 1e-3;
const SHORTEST: f64 = 1e-11;

/// By how much the next piece is longer than the last that went through, until one did not and from
/// then on, and shorter than one that did not. Where lines are enclosed only over pieces up to some
/// length, growing fast again would fail at every other piece.
const LONGER: f64 = 1.8;
const LATER: f64 = 1.2;
const SHORTER: f64 = 0.5;

impl<'a, 'm> Lines<'a, 'm> {
    /// Lines in a frame that fits the estimate, and with its rent.
    pub fn near(
        first_best: &'a FirstBest<'m>,
        economy: &'a EnclosedModel<'m>,
        contract: &SecondBest,
    ) -> Self {
        let (n, q) = (contract.samples as f64, contract.point.agreement);
        // The rent is given in money: h(ū + ρ) − h(ū).
        let utility = economy.model().utility();
        let mean = contract.point.required_utility;
        let rent = utility.utility(utility.wage(mean) + contract.gap.rent) - mean;
        Self {
            rent: if contract.gap.rent > 0.0 {
                rent.max(0.0)
            } else {
                0.0
            },
            first_best,
            economy,
            samples: contract.samples,
            frame: Frame {
                count: n * q,
                unit: (n * q * (1.0 - q)).sqrt(),
            },
            floor: economy.model().minimum_wage(),
        }
    }

    /// g at one effort.
    fn gap_at(&self, effort: f64) -> Option<Interval> {
        let piece = Piece::new(self.economy, self.samples, Interval::point(effort))?;
        self.gap(effort, &piece.law, &self.enclose(&piece)?)
    }

    /// Whether g ≥ `target` from `start` to `end`.
    fn costs_on_the_way(&self, start: f64, end: f64, target: f64) -> Option<bool> {
        let least = |effort: f64| Some(self.gap_at(effort)?.lower());
        let (mut at, mut known) = (start, least(start)?);
        let mut step = FIRST * (end - start);
        let mut longer = LONGER;
        for _ in 0..pieces(PIECES, self.samples, LINES_BY_COUNTS) {
            if at == end {
                return Some(true);
            }
            if !(known >= target) || step.abs() < SHORTEST * (end - start).abs() {
                return Some(false);
            }
            let to = if (end - at).abs() <= step.abs() {
                end
            } else {
                at + step
            };
            let efforts = Interval::new(at.min(to), at.max(to))?;
            let fall = self.steepest_fall(efforts, to > at);
            let reach = Interval::point(efforts.width());
            let bound =
                |fall: f64| (Interval::point(known) - Interval::point(fall) * reach).lower();
            let shown = fall.is_some_and(|fall| bound(fall) >= target);
            match shown.then(|| least(to)).flatten() {
                Some(least) => {
                    (at, known) = (to, least);
                    step *= longer;
                }
                None => (step, longer) = (SHORTER * (to - at), LATER),
            }
        }
        Some(false)
    }

    /// The most that g falls per unit of effort in the direction of the walk, 0 at least.
    fn steepest_fall(&self, efforts: Interval, upwards: bool) -> Option<f64> {
        let piece = Piece::new(self.economy, self.samples, efforts)?;
        let slope = self.gap_slope(&piece, &self.enclose(&piece)?)?;
        Some(
            if upwards {
                -slope.lower()
            } else {
                slope.upper()
            }
            .max(0.0),
        )
    }
}

/// Whether every linear contract has a gap of at least `target`, whatever effort it implements.
///
/// No effort and full effort need not be stationary; their first-best losses have to exclude them.
pub fn every_line_costs(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    target: f64,
) -> bool {
    let lines = Lines::near(first_best, economy, contract);
    // The walk is along lines with binding participation.
    if lines.rent > 0.0 {
        return false;
    }
    let effort = contract.point.effort;
    let Some(efforts) = economy.efforts_below(target) else {
        return false;
    };
    // Where the first step fails there is no need for prices.
    if !lines
        .gap_at(effort)
        .is_some_and(|gap| gap.lower() >= target)
    {
        return false;
    }
    let prices = local_prices(economy, contract);
    // No contract at all reaches the target further out than this.
    let narrow = |end: f64| {
        let excluded = |piece| {
            let bound = prices.as_ref().and_then(|line| line.least_gap(piece));
            bound.is_some_and(|gap| gap >= target)
        };
        excluded_until(end, effort, excluded)
    };
    let Some(efforts) = Interval::new(narrow(efforts.lower()), narrow(efforts.upper())) else {
        return false;
    };
    let walk = |end: f64| lines.costs_on_the_way(effort, end, target).unwrap_or(false);
    efforts.contains(effort)
        && rents::never_pay(economy, contract.samples, efforts, target, prices.as_ref())
        && walk(efforts.upper())
        && walk(efforts.lower())
}

/// The prices of the local incentives at the effort of the line.
fn local_prices<'a, 'm>(
    economy: &'a EnclosedModel<'m>,
    line: &SecondBest,
) -> Option<PriceLine<'a, 'm>> {
    let prices = Prices::local(economy, line)?;
    let effort = line.point.effort;
    let local = CountExpansion::new(economy, line.samples, Interval::point(effort))?;
    PriceLine::new(&local, effort, &prices)
}

/// How far from `end` towards `inside` everything is excluded, in steps that halve where that
/// fails.
fn excluded_until(end: f64, inside: f64, excluded: impl Fn(Interval) -> bool) -> f64 {
    /// Shortest step, as a share of the way to go.
    const SHORTEST: f64 = 1.0 / 64.0;
    let whole = inside - end;
    let (mut reached, mut share) = (end, 0.5);
    while share >= SHORTEST {
        let next = reached + share * whole;
        let piece = Interval::new(reached.min(next), reached.max(next));
        // Never as far as where the search starts from.
        let short = (inside - next).abs() > 0.0 && (inside - next) * whole > 0.0;
        if short && piece.is_some_and(&excluded) {
            reached = next;
        } else {
            share *= 0.5;
        }
    }
    reached
}
