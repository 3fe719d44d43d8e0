//! Every line and every effort by boxes: the best lower bound that a budget finds, wherever limited
//! liability binds, a rent is left or an effort far away tempts.
//!
//! A contract is a line and an effort, so a box is a [`Patch`] of lines and a piece of
//! [`Efforts`]. Its gap is bounded from below (module `bound`), the box with the least bound is
//! halved, until that bound is what is asked for or the budget is spent.

mod bound;
mod cover;
mod efforts;
mod halves;
mod kinks;
mod local;
mod minorant;
mod multipliers;
mod patch;
mod rare;
mod reply;
mod rivals;
mod verified;

use crate::bounds::EnclosedModel;
use crate::bounds::count_sums::law::Law;
use crate::bounds::regimes::{LINE_BOXES_UP_TO, LINES_LISTED};
use crate::numerics::{Bounded, Interval, LeastFirst};
use efforts::Efforts;
use kinks::first_kink;
use patch::Patch;
use rare::RAREST;
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
const HOPELESS: [(usize, f64); 3] = [(BUDGET / 8, 0.9999), (BUDGET / 4, 0.97), (BUDGET / 2, 0.7)];

/// A search that is no further from the target than this share of it has stalled where twice the
/// counts bring it no closer than a tenth: what is left are roundings, or boxes that do not get
/// better when they are halved.
const NEAR: f64 = 0.1;
const STALLED: f64 = 0.9;

/// Counts before which nothing is said about that.
const FIRST_COUNTS: usize = BUDGET / 64;

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
    let mut milestone = (FIRST_COUNTS, f64::INFINITY);
    let ends = |lower: f64, better: Option<VerifiedLine>| Some(Ends { lower, better });
    while let Some(region) = open.pop() {
        if region.bound >= search.target {
            break;
        }
        if made >= next_look {
            next_look *= 2;
            if let Some(found) = search.centre_line(&region)
                && found.gap < better.map_or(upper, |better| better.gap)
            {
                better = Some(found);
                search.target = search.target.min(aim(found.gap) - blur);
            }
        }
        let short = 1.0 - region.bound / search.target;
        let hopeless = |look: &(usize, f64)| spent > look.0 && short > look.1;
        let mut stalled = false;
        if spent >= milestone.0 {
            stalled = short < NEAR && short > STALLED * milestone.1;
            milestone = (2 * spent, short);
        }
        let goes_on = spent <= BUDGET && !stalled && !HOPELESS.iter().any(hopeless);
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

/// What the roundings of a bound may come to: sums over some 12·√n counts of terms of the size of
/// pay.
fn blur(economy: &EnclosedModel<'_>, efforts: &Efforts, target: f64) -> f64 {
    let value = efforts.value[1][0].magnitude();
    let scale = value + economy.first_best_payoff().magnitude() + target;
    let terms = 30.0 + efforts.at.counts().count() as f64;
    16.0 * terms * f64::EPSILON * scale
}
