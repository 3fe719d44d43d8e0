//! Every rule and every effort by boxes: the best lower bound that a budget finds, for few samples,
//! rules by chance and corners that the sharper searches do not reach.
//!
//! A rule is its position t = k − ρ in [0, n]: [S ≥ k] with probability 1 − ρ, [S ≥ k−1] with ρ. At
//! fixed q, P(bonus) falls with t and is linear between whole numbers; g = dP/dq = n·P(S' = k−1),
//! S' ~ Binomial(n−1, q), rises and then falls both with q and with k. So over a box of positions
//! and efforts both are enclosed by their values at corners and, for the largest g, at the mode.
//!
//! An effort in (0, 1) takes the bonus b = c′/(q′·g). Full effort takes at least that, for only
//! lower efforts can tempt there. No deviation to ê < η asks for b·(P(η) − P(ê)) ≥ c(η) − c(ê),
//! which dismisses a box or raises the least b. No effort needs no bonus; it costs its loss.
//!
//! The gap of a box is at least loss + h′(ū)·e + f·D_h(ū, −low) + (1−f)·D_h(ū, f·b) at the least b
//! (each term rises with b and, taken by itself, with f or 1−f). Within a cell of positions it is
//! to first order in position and effort, with the temptations as constraints (module
//! `first_order`); elsewhere, in the effort, what `least_with_loss` makes of it. Where the bonus is
//! withheld next to never, f·b is bounded as one, c′/q′ times f/g. The box with the least bound is
//! halved first.

mod costs;
mod first_order;
mod rule;

use crate::bounds::EnclosedModel;
use crate::bounds::binary::best_first::{self, Boxes, Ends};
use crate::bounds::binary::cutting::Spread;
use crate::bounds::binary::found::{Candidate, FoundBonus};
use crate::contract::Threshold;
use crate::numerics::{Bounded, EnclosedTail, Interval};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Boxes looked at with up to [`FEW`] samples and with more, each at the price of some dozen
/// probabilities and now and then a search for the efforts that tempt: up to some seconds.
const BOXES: [usize; 2] = [4_000, 1_500];
const FEW: u64 = 400;

/// Deviations from full effort that are looked at.
const FURTHER: u32 = 24;

/// Positions from `from` to `to` and efforts; `full` for the single effort 1.
struct Region {
    bound: f64,
    from: f64,
    to: f64,
    efforts: Interval,
    full: bool,
    /// The efforts that tempt most at the centre of a box that this one is part of, and how many
    /// times that was halved since.
    tempting: Option<[Option<f64>; 3]>,
    halved: u8,
    /// Which side takes more from the bound to first order, where there is one.
    efforts_first: Option<bool>,
}

impl Bounded for Region {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        let place = |r: &Self| (r.from.to_bits(), r.efforts.lower().to_bits(), r.full);
        place(self).cmp(&place(other))
    }
}

/// A lower bound of the gap of every bonus contract on `samples` samples with such thresholds, at
/// most `target` (no effort is made to get beyond). `deviations` are efforts whose temptation is
/// used; any list is sound.
pub fn least_gap(
    economy: &EnclosedModel<'_>,
    samples: u64,
    threshold: Threshold,
    deviations: &[f64],
    target: f64,
) -> f64 {
    Search::new(economy, samples, threshold, deviations, target)
        .run(None)
        .lower
}

/// The same up to upper·(1 − precision), given a verified `upper` gap, and what better bonus the
/// search comes upon.
pub fn ends(
    economy: &EnclosedModel<'_>,
    samples: u64,
    threshold: Threshold,
    deviations: &[f64],
    [upper, precision]: [f64; 2],
) -> Ends {
    let target = upper * (1.0 - precision);
    Search::new(economy, samples, threshold, deviations, target).run(Some([upper, precision]))
}

impl Boxes for Search<'_, '_> {
    type Region = Region;

    fn target(&mut self) -> &mut f64 {
        &mut self.target
    }

    /// The halves of a box along the side that moves the bound by more; none where it splits no
    /// more.
    fn halves(&self, region: &Region) -> Vec<Region> {
        let half = |from: f64, to: f64, efforts: Interval| Region {
            bound: region.bound,
            from,
            to,
            efforts,
            full: region.full,
            tempting: region.tempting,
            halved: region.halved.saturating_add(1),
            efforts_first: None,
        };
        let middle = region.efforts.midpoint();
        let width = region.to - region.from;
        let efforts_first = region
            .efforts_first
            .unwrap_or_else(|| self.effort_moves_more(region));
        let efforts = || -> Vec<Region> {
            if !(middle > region.efforts.lower() && middle < region.efforts.upper()) {
                return Vec::new();
            }
            [
                Interval::new(region.efforts.lower(), middle),
                Interval::new(middle, region.efforts.upper()),
            ]
            .into_iter()
            .flatten()
            .map(|efforts| half(region.from, region.to, efforts))
            .collect()
        };
        if efforts_first || width <= 0.0 {
            let found = efforts();
            if !found.is_empty() || width <= 0.0 {
                return found;
            }
        }
        let centre = 0.5 * (region.from + region.to);
        let [left, right] = match self.threshold {
            Threshold::Deterministic => [
                (region.from, centre.floor()),
                (centre.floor() + 1.0, region.to),
            ],
            // Whole positions first, so that boxes lie within one cell.
            Threshold::Randomised => {
                let cut = if width > 1.0 { centre.round() } else { centre };
                if !(cut > region.from && cut < region.to) {
                    return efforts();
                }
                [(region.from, cut), (cut, region.to)]
            }
        };
        [left, right]
            .into_iter()
            .map(|(from, to)| half(from, to, region.efforts))
            .collect()
    }

    fn raise(&self, region: &mut Region) {
        let bound = self.bound(region).unwrap_or(0.0);
        region.bound = bound.max(region.bound);
    }

    fn bonus_next_to(&self, region: &Region, known: f64) -> Option<FoundBonus> {
        if region.full {
            return None;
        }
        let candidate = Candidate {
            samples: self.samples,
            threshold: self.threshold,
            position: 0.5 * (region.from + region.to),
            effort: region.efforts.midpoint(),
        };
        candidate.bonus(self.economy, known)
    }

    fn is_over(&mut self, made: usize, _distance: f64) -> bool {
        made > BOXES[usize::from(self.samples > FEW)]
    }
}

struct Search<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    threshold: Threshold,
    /// q(ê) from below and c(ê) from above: both weaken the temptation.
    tempting: Vec<(Interval, f64)>,
    /// More of them, for full effort, whose bonus nothing else bounds and which does not split.
    further: Vec<(Interval, f64)>,
    /// The efforts of `tempting`.
    efforts: Vec<f64>,
    /// What is not worth exceeding.
    target: f64,
    /// The tails at a threshold and both ends of a q, once they are known.
    tails: RefCell<HashMap<(u64, u64, u64), EnclosedTail>>,
}

/// q(ê) from below and c(ê) from above.
fn temptation(economy: &EnclosedModel<'_>, effort: f64) -> Option<(Interval, f64)> {
    let at = Interval::point(effort);
    let q = economy.agreement(0, at)?;
    Some((Interval::point(q.lower()), economy.cost(0, at)?.upper()))
}

impl<'a, 'm> Search<'a, 'm> {
    fn new(
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        threshold: Threshold,
        deviations: &[f64],
        target: f64,
    ) -> Self {
        let temptation = |effort: f64| temptation(economy, effort);
        let grid = (0..FURTHER).map(|j| f64::from(j) / f64::from(FURTHER));
        Self {
            economy,
            samples,
            threshold,
            tempting: deviations.iter().copied().filter_map(temptation).collect(),
            further: grid.filter_map(temptation).collect(),
            efforts: deviations.to_vec(),
            target,
            tails: RefCell::default(),
        }
    }

    /// Searches all positions and efforts.
    fn run(self, known: Option<[f64; 2]>) -> Ends {
        let first = match self.threshold {
            Threshold::Deterministic => 1.0,
            Threshold::Randomised => 0.0,
        };
        let first_look = |(efforts, full)| {
            let mut region = Region {
                bound: 0.0,
                from: first,
                to: self.n(),
                efforts,
                full,
                tempting: None,
                halved: 0,
                efforts_first: None,
            };
            region.bound = self.bound(&mut region).unwrap_or(0.0);
            region
        };
        let open = [(Interval::UNIT, false), (Interval::ONE, true)]
            .into_iter()
            .map(first_look)
            .collect();
        best_first::search(self, open, known)
    }

    /// The gap of every contract of the box, from below.
    fn bound(&self, region: &mut Region) -> Option<f64> {
        let economy = self.economy;
        let efforts = region.efforts;
        let loss = economy.least_loss(efforts);
        if efforts.lower() == 0.0 || region.to - region.from > self.n() * 0.75 {
            return Some(loss);
        }
        let bound = |region: &mut Region| -> Option<f64> {
            let piece = self.piece(region)?;
            let Some(piece) = piece else {
                return Some(f64::INFINITY);
            };
            let plain = (Interval::point(piece.least_cost(self.economy)) + loss).lower();
            if region.full || plain >= self.target {
                return Some(plain);
            }
            let sharper = self.first_order(region).filter(|bound| !bound.is_nan());
            let sharper = sharper.or_else(|| self.centred_bound(region, &piece));
            Some(sharper.map_or(plain, |sharper| sharper.max(plain)))
        };
        Some(
            bound(region)
                .filter(|b| !b.is_nan())
                .map_or(loss, |b| b.max(loss)),
        )
    }

    /// Whether the efforts of a box spread further than its positions, where no bound to first
    /// order says which side to cut.
    fn effort_moves_more(&self, region: &Region) -> bool {
        if region.full {
            return false;
        }
        let spread = Spread::of(self.economy, self.samples, self.target, region.efforts);
        2.0 * (region.to - region.from) / spread.deviation < spread.efforts
    }
}
