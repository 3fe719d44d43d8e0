//! Every line and every effort by boxes: the best lower bound that a budget finds, wherever limited
//! liability binds, a rent is left or an effort far away tempts.
//!
//! A contract is a line and an effort, so a box is a [`Patch`] of lines and a piece of [`Efforts`]. Its
//! gap is bounded from below (module `bound`), the box with the least bound is halved, until that bound
//! is what is asked for or the budget is spent.
//!
//! **The lines that have to be covered.** Effort 0 costs its first-best loss by Jensen's inequality, so
//! that has to exclude it; then σ > 0. With a gap below the target E\[w\] < W = target − Π* + V.
//!
//! - Lines that pay w_min at most at a fixed count κ₀ or below: ℓ_(κ₀) ≥ w_min, so w_m ≥ w_min for the
//!   count m = ⌊n·q⌋ of the least effort, E\[w\] ≥ E\[ℓ\] ≥ w_m and E\[w\] ≥ w_min + σ·E\[(S − κ₀)₊\].
//! - Lines with a kink from κ₀ on: E\[w\] = w_min + σ·E\[(S − κ)₊\]. Beyond n − 1 a kink only scales σ.
//!   If the counts that are paid have the probability P, E\[ũ\] ≤ P·ũ(w_min + (W − w_min)/P) (Jensen),
//!   which rises with P; where that is too little for participation no later kink will do.

mod bound;
mod efforts;
mod minorant;
mod multipliers;
mod patch;
mod rivals;

use crate::bounds::EnclosedModel;
use crate::bounds::count_sums::law::Law;
use crate::numerics::{Bounded, EnclosedBinomial, Interval, LeastFirst};
use efforts::Efforts;
use patch::{Chart, Patch, Rectangle};
use rivals::Rivals;
use std::cmp::Ordering;
use std::rc::Rc;

/// More samples are not listed count by count.
pub const LISTED: u64 = 2_000;

/// Sums over one count that a search may take: about a second.
const BUDGET: usize = 1_000_000;

/// Up to so many samples κ₀ is 0; beyond, kinks further than so many standard deviations below the mean
/// count lie in the first chart.
const EVERY_KINK: u64 = 60;
const REACH: f64 = 7.0;

/// Strips of kinks to start from.
const STRIPS: u64 = 24;

/// Probabilities down to here tell how steep a line with a late kink may be.
const RAREST: f64 = 1e-280;

/// What all boxes share.
struct Search<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    target: f64,
    rivals: Rivals,
    /// U0 − u(w_min).
    above_minimum: Interval,
    /// The counts that matter at any effort.
    counts: [usize; 2],
    /// κ₀.
    first_kink: f64,
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

/// A lower bound of the gap of every line on `samples` samples, at most `target`; 0 or less where the
/// model has no bounds or nothing excludes no effort.
pub fn least_gap(economy: &EnclosedModel<'_>, samples: u64, target: f64) -> f64 {
    if !(2..=LISTED).contains(&samples) {
        return 0.0;
    }
    search(economy, samples, target).unwrap_or(0.0)
}

fn search(economy: &EnclosedModel<'_>, samples: u64, target: f64) -> Option<f64> {
    let lowest = economy.least_effort_below(target)?;
    let highest = economy
        .efforts_below(target)
        .map_or(1.0, |efforts| efforts.upper());
    let rivals = Rivals::new(economy, samples);
    let [first, last] = rivals.ends()?.map(|rival| rival.law.counts());
    let counts = [
        first.start().saturating_sub(3),
        (last.end() + 3).min(samples as usize),
    ];
    let efforts = Efforts::new(economy, samples, Interval::new(lowest, highest)?)?;
    let search = Search {
        first_kink: first_kink(samples, efforts.agreement[1][0].lower()),
        economy,
        samples,
        target,
        rivals,
        above_minimum: economy.reservation() - economy.minimum_utility(),
        counts,
    };
    let mut pieces = vec![Rc::new(efforts)];
    if highest == 1.0 {
        pieces.push(search.efforts(Interval::ONE)?);
    }
    let mut made = 0;
    let mut spent = 0;
    let mut least = target;
    let mut open = LeastFirst::from_iter([]);
    for rectangle in search.rectangles(&pieces[0])? {
        let patch = Rc::new(search.patch(rectangle)?);
        for efforts in &pieces {
            open.push(search.region(&patch, efforts, &mut made, f64::NEG_INFINITY));
        }
    }
    while let Some(region) = open.pop() {
        if region.bound >= target {
            break;
        }
        if spent > BUDGET {
            least = region.bound;
            break;
        }
        let Some(halves) = search.halves(&region) else {
            least = region.bound;
            break;
        };
        for (patch, efforts) in halves {
            spent += efforts.at.counts().count() + 20;
            open.push(search.region(&patch, &efforts, &mut made, region.bound));
        }
    }
    if std::env::var("BOXES").is_ok() { eprintln!("boxes {made} spent {spent} least {least:e} target {target:e}"); }
    Some(least)
}

impl Search<'_, '_> {
    fn efforts(&self, range: Interval) -> Option<Rc<Efforts>> {
        Efforts::new(self.economy, self.samples, range).map(Rc::new)
    }

    fn patch(&self, rectangle: Rectangle) -> Option<Patch> {
        Patch::new(self.economy, self.samples, rectangle, self.counts)
    }

    /// Whether every line of a rectangle of the first chart has a later kink, which the second holds.
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
                0 => Rectangle { place: part, ..rectangle },
                _ => Rectangle { slope: part, ..rectangle },
            };
            Some((Rc::new(self.patch(rectangle)?), Rc::clone(&region.efforts)))
        };
        Some([with(low?)?, with(high?)?])
    }

    /// Rectangles that hold every line with a gap below the target at some effort of a piece.
    fn rectangles(&self, efforts: &Efforts) -> Option<Vec<Rectangle>> {
        let economy = self.economy;
        let n = self.samples;
        let floor = economy.model().minimum_wage();
        let one = Interval::point;
        let value = economy.value(0, efforts.range)?;
        let budget = one(self.target) - economy.first_best_payoff() + one(value.upper());
        let most = (budget - one(floor)).upper();
        if !(most > 0.0) {
            return Some(Vec::new());
        }
        let [low, high] = {
            let q = efforts.agreement[1][0];
            [q.lower(), q.upper()]
        };
        let start = self.first_kink;
        let rare = Law::down_to(RAREST, n, one(low), one(low))?.1;
        // σ·E[(S − κ)₊] ≤ W − w_min.
        let steepest = |kink: f64| -> Option<f64> {
            let mean: Interval = rare
                .iter()
                .filter(|(k, _)| *k as f64 > kink)
                .map(|(k, p)| one(p.lower().max(0.0)) * (one(k as f64) - one(kink)))
                .sum();
            let steepest = (one(most) / one(mean.lower())).upper();
            steepest.is_finite().then_some(steepest)
        };
        let m = (n as f64 * low).floor();
        let mut found = vec![Rectangle {
            chart: Chart::Centred(m),
            place: Interval::new(floor, budget.upper())?,
            slope: Interval::new(0.0, steepest(start)?)?,
        }];
        let end = self.last_kink(efforts, high, most, start)?.min(n as f64 - 1.0);
        let step = ((end - start) / STRIPS as f64).ceil().max(1.0);
        let mut from = start;
        while from < end {
            let to = (from + step).min(end);
            found.push(Rectangle {
                chart: Chart::Kinked,
                place: Interval::new(from, to)?,
                slope: Interval::new(0.0, steepest(to)?)?,
            });
            from = to;
        }
        Some(found)
    }

    /// A count at and beyond which no kink leaves enough utility.
    fn last_kink(&self, efforts: &Efforts, q: f64, most: f64, start: f64) -> Option<f64> {
        let economy = self.economy;
        let one = Interval::point;
        let law = EnclosedBinomial::new(self.samples, one(q)).ok()?;
        let needed = (one(efforts.cost[1][0].lower()) + self.above_minimum).lower();
        let too_late = |kink: u64| -> Option<bool> {
            let paid = one(law.tail(kink + 1).at_least.upper());
            if !(paid.upper() > 0.0) {
                return Some(true);
            }
            let wage = one(economy.model().minimum_wage()) + one(most) / paid;
            let utility = economy.utility().utility_coefficient(0, one(wage.upper()))?;
            let utility = paid * (utility - economy.minimum_utility());
            Some(utility.upper() < needed)
        };
        let (mut low, mut high) = (start as u64, self.samples - 1);
        if !too_late(high)? {
            return Some(high as f64);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if too_late(middle)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(high as f64)
    }
}

/// κ₀.
fn first_kink(samples: u64, agreement: f64) -> f64 {
    if samples <= EVERY_KINK {
        return 0.0;
    }
    let expected = samples as f64 * agreement;
    let reach = REACH * (expected * (1.0 - agreement)).sqrt();
    (expected - reach).floor().max(0.0)
}

/// Where a side is cut: kinks at a whole count, slopes that differ by a factor at their geometric mean.
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
