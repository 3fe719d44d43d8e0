//! Every line and every effort by boxes: the best lower bound that a budget finds, wherever limited
//! liability binds, a rent is left or an effort far away tempts.
//!
//! A contract is a line and an effort, so a box is a [`Patch`] of lines and a piece of
//! [`Efforts`]. Its gap is bounded from below (module `bound`), the box with the least bound is
//! halved, until that bound is what is asked for or the budget is spent.

mod bound;
mod cover;
mod efforts;
mod local;
mod minorant;
mod multipliers;
mod patch;
mod reply;
mod rivals;
mod verified;

use crate::bounds::EnclosedModel;
use crate::bounds::count_sums::law::Law;
use crate::bounds::regimes::{LINE_BOXES_UP_TO, LINES_LISTED};
use crate::numerics::{Bounded, Interval, LeastFirst};
use cover::first_kink;
use efforts::Efforts;
use patch::{Chart, Patch, Rectangle};
use rivals::Rivals;
use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Counts that one line is listed at: some tenth of a second for each line that is tried.
const MOST_LISTED: usize = 60_000;

/// Counts that a search may look at: some seconds.
const BUDGET: usize = 5_000_000;

/// After so many counts a search that is still short of the target by these shares of it will not
/// come to anything.
const HOPELESS: [(usize, f64); 2] = [(BUDGET / 4, 0.9999), (BUDGET / 2, 0.97)];

/// Counts less likely than this are put together.
const RARE: f64 = 1e-30;

/// Probabilities down to here tell which counts matter and how steep a line with a late kink may
/// be.
const RAREST: f64 = 1e-280;

/// Pieces of efforts that are kept for boxes to come: some ten megabytes.
const REMEMBERED: usize = 1_000;

/// The least effort looked at, as a share of the first best.
const NEXT_TO_NONE: f64 = 1e-10;

/// Boxes made before the line at the centre of the least one is looked at, and then again and
/// again.
const FIRST_LOOK: usize = 400;

/// What all boxes share.
struct Search<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    target: f64,
    rivals: Rivals,
    /// A finer grid, for single lines.
    fine: OnceCell<Rivals>,
    /// U0 − u(w_min).
    above_minimum: Interval,
    /// The counts that matter at any effort.
    counts: [usize; 2],
    /// κ₀.
    first_kink: f64,
    /// Pieces of efforts by their ends: boxes are halved in the same places again and again.
    pieces: RefCell<HashMap<[u64; 2], Option<Rc<Efforts>>>>,
}

/// Lines and efforts; what both say is shared by the halves of a box.
struct Region {
    bound: f64,
    patch: Rc<Patch>,
    efforts: Rc<Efforts>,
    side: usize,
    /// When it was made: ties come out in this order.
    made: usize,
}

impl Bounded for Region {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        self.made.cmp(&other.made)
    }
}

/// What the search reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// No line has a smaller gap.
    pub lower: f64,
    /// A verified line that is better than what was known.
    pub better: Option<VerifiedLine>,
}

/// A line w = max(w_min, α + β·S/n) of floats whose gap is proved from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VerifiedLine {
    /// The gap, from above.
    pub gap: f64,
    /// α and β.
    pub line: [f64; 2],
    /// About where the best reply is.
    pub effort: f64,
}

/// Bounds the gap of the best line on `samples` samples, given a verified `upper` one: from below
/// up to upper·(1 − precision), less what roundings ask for. `None` where the model has no bounds,
/// samples are too many or no effort is as good.
pub fn ends(economy: &EnclosedModel<'_>, samples: u64, upper: f64, precision: f64) -> Option<Ends> {
    (2..=LINE_BOXES_UP_TO)
        .contains(&samples)
        .then(|| search(economy, samples, upper, precision))?
}

/// The gap of a verified line next to w = α + β·S/n, which leads to about `effort`, from above.
pub fn gap_from_above(
    economy: &EnclosedModel<'_>,
    samples: u64,
    line: [f64; 2],
    effort: f64,
) -> Option<f64> {
    if samples > LINES_LISTED || !(effort > 0.0) {
        return None;
    }
    let search = Search::new(economy, samples, 0.0, 0.0)?;
    if search.listed() > MOST_LISTED {
        return None;
    }
    Some(search.verified(line, effort)?.gap)
}

fn search(economy: &EnclosedModel<'_>, samples: u64, upper: f64, precision: f64) -> Option<Ends> {
    let aim = |upper: f64| upper * (1.0 - precision);
    let target = aim(upper);
    // Efforts next to none lose what no effort loses, but for what is given up here.
    let nearest = NEXT_TO_NONE * economy.first_best_effort().lower();
    let lowest = economy.least_effort_below(target)?;
    let (lowest, target) = if lowest < nearest {
        (nearest, target.min(economy.loss(nearest)?.lower()))
    } else {
        (lowest, target)
    };
    let highest = economy
        .efforts_below(target)
        .map_or(1.0, |efforts| efforts.upper());
    let range = Interval::new(lowest, highest)?;
    let efforts = Efforts::new(economy, samples, range)?;
    let blur = blur(economy, &efforts, target);
    let target = target - blur;
    let kink = first_kink(samples, efforts.agreement[1][0].lower());
    let mut search = Search::new(economy, samples, target, kink)?;
    let mut pieces = vec![Rc::new(efforts)];
    if highest == 1.0 {
        pieces.push(search.efforts(Interval::ONE)?);
    }
    let mut made = 0;
    let mut spent = 0;
    let mut open = LeastFirst::from_iter([]);
    for rectangle in search.rectangles(&pieces[0])? {
        let patch = Rc::new(search.patch(rectangle)?);
        for efforts in &pieces {
            open.push(search.region(&patch, efforts, &mut made, f64::NEG_INFINITY));
        }
    }
    let mut better: Option<VerifiedLine> = None;
    let mut next_look = FIRST_LOOK;
    let ends = |lower: f64, better: Option<VerifiedLine>| Some(Ends { lower, better });
    while let Some(region) = open.pop() {
        if region.bound >= search.target {
            break;
        }
        if made >= next_look {
            next_look += next_look / 2;
            if let Some(found) = search.centre_line(&region)
                && found.gap < better.map_or(upper, |better| better.gap)
            {
                better = Some(found);
                search.target = search.target.min(aim(found.gap) - blur);
            }
        }
        let short = 1.0 - region.bound / search.target;
        let hopeless = |look: &(usize, f64)| spent > look.0 && short > look.1;
        let goes_on = spent <= BUDGET && !HOPELESS.iter().any(hopeless);
        let halves = search.halves(&region).filter(|_| goes_on);
        let Some(halves) = halves else {
            return ends(region.bound.min(search.target).max(0.0), better);
        };
        for (patch, efforts) in halves {
            let lines = if Rc::ptr_eq(&patch, &region.patch) {
                0
            } else {
                search.listed()
            };
            spent += 2 * efforts.at.counts().count() + 2 * lines + 40;
            open.push(search.region(&patch, &efforts, &mut made, region.bound));
        }
    }
    ends(search.target, better)
}

impl<'a, 'm> Search<'a, 'm> {
    fn new(
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        target: f64,
        first_kink: f64,
    ) -> Option<Self> {
        let q = economy.agreement(0, Interval::UNIT)?;
        let first = counts_at(samples, q.lower()).map_or(0, |counts| *counts.start());
        let last = counts_at(samples, q.upper()).map_or(samples as usize, |counts| *counts.end());
        Some(Self {
            economy,
            samples,
            target,
            rivals: Rivals::new(economy, samples, rivals::GRID),
            fine: OnceCell::new(),
            above_minimum: economy.reservation() - economy.minimum_utility(),
            counts: [first.saturating_sub(3), (last + 3).min(samples as usize)],
            first_kink,
            pieces: RefCell::default(),
        })
    }
}

/// The counts that matter at one agreement; `None` next to 0 and 1.
fn counts_at(samples: u64, agreement: f64) -> Option<RangeInclusive<usize>> {
    let q = Interval::point(agreement);
    Some(Law::down_to(RAREST, samples, q, q)?.1.counts())
}

impl Search<'_, '_> {
    /// How many counts a patch lists.
    fn listed(&self) -> usize {
        self.counts[1] - self.counts[0]
    }

    fn efforts(&self, range: Interval) -> Option<Rc<Efforts>> {
        let ends = [range.lower().to_bits(), range.upper().to_bits()];
        if let Some(known) = self.pieces.borrow().get(&ends) {
            return known.clone();
        }
        let piece = Efforts::new(self.economy, self.samples, range).map(Rc::new);
        let mut pieces = self.pieces.borrow_mut();
        if pieces.len() >= REMEMBERED {
            pieces.clear();
        }
        pieces.insert(ends, piece.clone());
        piece
    }

    fn patch(&self, rectangle: Rectangle) -> Option<Patch> {
        Patch::new(self.economy, self.samples, rectangle, self.counts)
    }

    /// Whether every line of a rectangle of the first chart has a later kink, which the second
    /// holds.
    fn is_elsewhere(&self, rectangle: &Rectangle) -> bool {
        let floor = self.economy.model().minimum_wage();
        matches!(rectangle.chart, Chart::Centred(_))
            && rectangle.line(floor, self.first_kink).upper() < floor
    }

    fn region(
        &self,
        patch: &Rc<Patch>,
        efforts: &Rc<Efforts>,
        made: &mut usize,
        before: f64,
    ) -> Region {
        *made += 1;
        let found = self.bound(patch, efforts);
        let value = if self.is_elsewhere(&patch.rectangle) {
            f64::INFINITY
        } else {
            found.value
        };
        Region {
            // What holds for a box holds for its halves.
            bound: value.max(before),
            patch: Rc::clone(patch),
            efforts: Rc::clone(efforts),
            side: found.side,
            made: *made,
        }
    }

    /// A verified line next to the centre of a box.
    fn centre_line(&self, region: &Region) -> Option<VerifiedLine> {
        let n = self.samples as f64;
        let floor = self.economy.model().minimum_wage();
        let [place, slope] = region.patch.centre;
        let intercept = match region.patch.rectangle.chart {
            Chart::Centred(m) => place - slope * m,
            Chart::Kinked => floor - slope * place,
        };
        self.verified([intercept, slope * n], region.efforts.middle)
    }

    /// The two halves of a box; `None` where it no longer splits or has no bounds.
    fn halves(&self, region: &Region) -> Option<[(Rc<Patch>, Rc<Efforts>); 2]> {
        let rectangle = region.patch.rectangle;
        let efforts = region.efforts.range;
        let sides = [rectangle.place, rectangle.slope, efforts];
        // A side of no length does not split; then another one may.
        let (side, at) = [region.side, 0, 1, 2].into_iter().find_map(|side| {
            let kink = side == 0 && rectangle.chart == Chart::Kinked;
            let at = middle(sides[side], kink, side == 1)?;
            Some((side, at))
        })?;
        let [low, high] = [(sides[side].lower(), at), (at, sides[side].upper())]
            .map(|(from, to)| Interval::new(from, to));
        let with = |part: Interval| -> Option<(Rc<Patch>, Rc<Efforts>)> {
            if side == 2 {
                return Some((Rc::clone(&region.patch), self.efforts(part)?));
            }
            let rectangle = match side {
                0 => Rectangle {
                    place: part,
                    ..rectangle
                },
                _ => Rectangle {
                    slope: part,
                    ..rectangle
                },
            };
            Some((Rc::new(self.patch(rectangle)?), Rc::clone(&region.efforts)))
        };
        Some([with(low?)?, with(high?)?])
    }
}

/// What the roundings of a bound may come to: sums over some 12·√n counts of terms of the size of
/// pay.
fn blur(economy: &EnclosedModel<'_>, efforts: &Efforts, target: f64) -> f64 {
    let value = efforts.value[1][0].magnitude();
    let scale = value + economy.first_best_payoff().magnitude() + target;
    let terms = 30.0 + efforts.at.counts().count() as f64;
    16.0 * terms * f64::EPSILON * scale
}

/// Where a side is cut: kinks at a whole count, slopes that differ by a factor at their geometric
/// mean.
fn middle(side: Interval, kink: bool, slope: bool) -> Option<f64> {
    let (low, high) = (side.lower(), side.upper());
    let middle = side.midpoint();
    let inside = |at: f64| at > low && at < high;
    let at = if kink && inside(middle.round()) {
        middle.round()
    } else if kink && inside(low.ceil()) {
        low.ceil()
    } else if slope && high > 16.0 * low {
        (high * low.max(high / 256.0)).sqrt()
    } else {
        middle
    };
    inside(at).then_some(at)
}
