//! How boxes of lines and efforts are made and halved.

use super::efforts::Efforts;
use super::patch::{Chart, Patch, Rectangle};
use super::{REMEMBERED, Region, Search, VerifiedLine};
use crate::numerics::Interval;
use std::rc::Rc;

impl Search<'_, '_> {
    /// How many counts a patch lists.
    pub(super) fn listed(&self) -> usize {
        self.counts[1] - self.counts[0]
    }

    pub(super) fn efforts(&self, range: Interval) -> Option<Rc<Efforts>> {
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

    pub(super) fn patch(&self, rectangle: Rectangle) -> Option<Patch> {
        Patch::new(self.economy, self.samples, rectangle, self.counts)
    }

    /// Whether every line of a rectangle of the first chart has a later kink, which the second
    /// holds.
    fn is_elsewhere(&self, rectangle: &Rectangle) -> bool {
        let floor = self.economy.model().minimum_wage();
        matches!(rectangle.chart, Chart::Centred(_))
            && rectangle.line(floor, self.first_kink).upper() < floor
    }

    pub(super) fn region(
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
    pub(super) fn centre_line(&self, region: &Region) -> Option<VerifiedLine> {
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
    pub(super) fn halves(&self, region: &Region) -> Option<[(Rc<Patch>, Rc<Efforts>); 2]> {
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
