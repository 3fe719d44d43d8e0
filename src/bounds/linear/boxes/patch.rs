//! A patch of lines, count by count.
//!
//! A line is ℓ_k = w_m + σ·(k − m) about a fixed count m, or, where the kink κ lies among the
//! counts that matter, ℓ_k = w_min + σ·(k − κ). A patch is a rectangle in (w_m, σ) or in (κ, σ);
//! of both the image among all lines is a convex quadrilateral, so what is affine in the line is
//! least at a corner.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chart {
    /// (w_m, σ) with the count m.
    Centred(f64),
    /// (κ, σ).
    Kinked,
}

/// A rectangle of lines.
#[derive(Debug, Clone, Copy)]
pub struct Rectangle {
    pub chart: Chart,
    /// w_m or κ.
    pub place: Interval,
    /// σ.
    pub slope: Interval,
}

/// What one count is paid, with utilities above u(w_min).
#[derive(Debug, Clone, Copy)]
pub struct Count {
    /// ℓ over the patch.
    pub line: Interval,
    /// A float next to ℓ of the line at the centre, and how far from it at most.
    pub centre: f64,
    pub off: f64,
    /// u(w) − u(w_min) over the patch, and at the highest line from below.
    pub utility: Interval,
    pub highest: f64,
    /// u(w) − u(w_min) and u′ at `centre`, where that is above w_min.
    pub at: Interval,
    pub marginal: Option<Interval>,
    /// u′ at the highest line, where some lines of the patch pay w_min and others more.
    pub steep: Option<Interval>,
    /// w_(k+1) − w_k, u(w_(k+1)) − u(w_k), and the second difference of u from here on.
    pub wage_rise: Interval,
    pub rise: Interval,
    pub bend: Interval,
}

/// A rectangle with what its counts are paid.
pub struct Patch {
    pub rectangle: Rectangle,
    /// w_min.
    pub floor: f64,
    /// The line at the centre: w_m or κ, and σ.
    pub centre: [f64; 2],
    first: usize,
    counts: Vec<Count>,
    /// u(w_n) − u(w_min) at most.
    pub largest: f64,
}

impl Rectangle {
    /// ℓ at a real count.
    pub fn line(&self, floor: f64, count: f64) -> Interval {
        let count = Interval::point(count);
        match self.chart {
            Chart::Centred(m) => self.place + self.slope * (count - Interval::point(m)),
            Chart::Kinked => Interval::point(floor) + self.slope * (count - self.place),
        }
    }

    /// The line at its centre.
    fn middle(&self) -> Rectangle {
        Rectangle {
            place: Interval::point(self.place.midpoint()),
            slope: Interval::point(self.slope.midpoint()),
            ..*self
        }
    }

    /// ∂ℓ_k by place and by slope at a line, in floats.
    pub fn gradient(&self, line: [f64; 2], count: f64) -> [f64; 2] {
        match self.chart {
            Chart::Centred(m) => [1.0, count - m],
            Chart::Kinked => [-line[1], count - line[0]],
        }
    }
}

/// u(max(w_min, ℓ)) − u(w_min) of a float ℓ.
fn above(economy: &EnclosedModel<'_>, line: f64) -> Option<Interval> {
    if line <= economy.model().minimum_wage() {
        return Some(Interval::ZERO);
    }
    let utility = economy.utility();
    let paid = utility.utility_coefficient(0, Interval::point(line))?;
    Some((paid - economy.minimum_utility()).positive_part())
}

/// The same over an interval of ℓ.
fn above_over(economy: &EnclosedModel<'_>, line: Interval) -> Option<Interval> {
    if line.lower() <= economy.model().minimum_wage() {
        return Some(Interval::ZERO.hull(above(economy, line.upper())?));
    }
    let paid = economy.utility().utility_coefficient(0, line)?;
    Some((paid - economy.minimum_utility()).positive_part())
}

impl Patch {
    /// The patch over a rectangle, on the counts from `first` to `last`; `None` where a family has
    /// no bounds.
    pub fn new(
        economy: &EnclosedModel<'_>,
        samples: u64,
        rectangle: Rectangle,
        [first, last]: [usize; 2],
    ) -> Option<Self> {
        let floor = economy.model().minimum_wage();
        let middle = rectangle.middle();
        let mut counts = (first..=last)
            .map(|k| Count::new(economy, &rectangle, &middle, k))
            .collect::<Option<Vec<_>>>()?;
        // From the last count down, as differences look up.
        for i in (0..counts.len()).rev() {
            let above = counts.get(i + 1).copied();
            let further = counts.get(i + 2).copied();
            let k = (first + i) as f64;
            counts[i].differences(economy, &rectangle, k, above, further)?;
        }
        let top = rectangle.line(floor, samples as f64).upper();
        Some(Self {
            rectangle,
            floor,
            centre: [middle.place.lower(), middle.slope.lower()],
            first,
            counts,
            largest: above(economy, top)?.upper(),
        })
    }

    /// A count of the patch.
    pub fn count(&self, k: usize) -> Option<&Count> {
        self.counts.get(k.checked_sub(self.first)?)
    }

    /// Half the sides.
    pub fn radii(&self) -> [f64; 2] {
        let half = |side: Interval| 0.5 * (side.upper() - side.lower());
        [half(self.rectangle.place), half(self.rectangle.slope)]
    }

    /// Σ m_k·(ℓ_k − ℓ_k at the centre) at the worst corner, given Σ m_k and Σ m_k·(k − m), m the
    /// count of the chart; with kinks m is any count.
    pub fn least_change(&self, [sum, tilted]: [Interval; 2], m: f64) -> f64 {
        let [place, slope] = self.centre.map(Interval::point);
        let ends = |side: Interval| [side.lower(), side.upper()].map(Interval::point);
        let level = |place: Interval, slope: Interval| match self.rectangle.chart {
            Chart::Centred(_) => place,
            Chart::Kinked => slope * (Interval::point(m) - place),
        };
        let centre = level(place, slope);
        let mut least = f64::INFINITY;
        for at in ends(self.rectangle.place) {
            for steep in ends(self.rectangle.slope) {
                let change = sum * (level(at, steep) - centre) + tilted * (steep - slope);
                least = least.min(change.lower());
            }
        }
        least
    }
}

impl Count {
    fn new(
        economy: &EnclosedModel<'_>,
        rectangle: &Rectangle,
        middle: &Rectangle,
        k: usize,
    ) -> Option<Self> {
        let floor = economy.model().minimum_wage();
        let line = rectangle.line(floor, k as f64);
        let exact = middle.line(floor, k as f64);
        let centre = exact.midpoint();
        let low = above(economy, line.lower())?;
        let high = above(economy, line.upper())?;
        let marginal_at = |wage: f64| {
            let utility = economy.utility();
            utility.utility_coefficient(1, Interval::point(wage))
        };
        let steep = if line.lower() < floor && line.upper() > floor {
            Some(marginal_at(line.upper())?)
        } else {
            None
        };
        let (at, marginal) = if centre > floor {
            (above(economy, centre)?, Some(marginal_at(centre)?))
        } else {
            (Interval::ZERO, None)
        };
        Some(Self {
            line,
            centre,
            off: exact.width(),
            utility: Interval::new(low.lower(), high.upper())?,
            highest: high.lower(),
            at,
            marginal,
            steep,
            wage_rise: Interval::ZERO,
            rise: Interval::ZERO,
            bend: Interval::ZERO,
        })
    }

    /// The differences towards the next counts. u(max(w_min, ℓ+σ)) − u(max(w_min, ℓ)) rises with σ;
    /// it falls with ℓ above w_min, as u is concave, and rises below.
    fn differences(
        &mut self,
        economy: &EnclosedModel<'_>,
        rectangle: &Rectangle,
        k: f64,
        next: Option<Count>,
        further: Option<Count>,
    ) -> Option<()> {
        let floor = economy.model().minimum_wage();
        let slope = rectangle.slope;
        let next_line = next.map_or_else(|| rectangle.line(floor, k + 1.0), |next| next.line);
        let paid = |line: Interval| Interval::new(line.lower().max(floor), line.upper().max(floor));
        // The rise of pay itself rises with ℓ and with σ up to σ.
        let [low, high] = [self.line.lower(), self.line.upper()];
        let wages = (paid(next_line)? - paid(self.line)?).positive_part();
        self.wage_rise = if low >= floor {
            slope
        } else if next_line.upper() <= floor {
            Interval::ZERO
        } else {
            let most = wages.upper().min(slope.upper());
            Interval::new(wages.lower().min(most), most)?
        };
        if next_line.upper() <= floor {
            // Neither count is paid more than w_min, but the one after them may be.
            self.bend = next.map_or(Interval::ZERO, |next| next.rise);
            return Some(());
        }
        // From a line on, which is worth `paid`.
        let step = |line: f64, slope: f64, paid: f64| -> Option<Interval> {
            let end = Interval::point(line) + Interval::point(slope);
            Some(above_over(economy, end)? - Interval::point(paid))
        };
        let next_utility = match next {
            Some(next) => next.utility,
            None => above_over(economy, next_line)?,
        };
        let (worth_least, worth_most) = (self.utility.lower(), self.utility.upper());
        let plain = next_utility - self.utility;
        let (least, most) = if low >= floor {
            let least = step(high, slope.lower(), worth_most)?.lower();
            (least, step(low, slope.upper(), worth_least)?.upper())
        } else if high <= floor {
            (next_utility.lower(), next_utility.upper())
        } else {
            let least = step(high, slope.lower(), worth_most)?.lower();
            let least = least.min(step(low, slope.lower(), 0.0)?.lower());
            (least, step(floor, slope.upper(), 0.0)?.upper())
        };
        let least = least.max(plain.lower()).max(0.0);
        let most = most.min(plain.upper()).max(least);
        self.rise = Interval::new(least, most)?;
        let Some(next) = next else {
            return Some(());
        };
        // The next count has its differences already, but for the last.
        let Some(further) = further else {
            return Some(());
        };
        let plain = next.rise - self.rise;
        self.bend = if low > floor {
            let over = Interval::new(low, further.line.upper())?;
            let curvature = economy.utility().utility_coefficient(2, over)?;
            let form = slope.square() * Interval::point(2.0) * curvature;
            plain.intersection(form).unwrap_or(form)
        } else {
            plain
        };
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::FirstBest;
    use crate::model::Model;
    use std::path::Path;

    #[test]
    fn second_differences_know_the_kink() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let model = Model::read(&root.join("figures/models/a.toml")).unwrap();
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for kink in [3.0, 3.02, 3.98] {
            for half in [0.0, 0.1] {
                let rectangle = Rectangle {
                    chart: Chart::Kinked,
                    place: Interval::new(kink - half, kink + half).unwrap(),
                    slope: Interval::point(0.2),
                };
                let patch = Patch::new(&economy, 10, rectangle, [0, 10]).unwrap();
                let utility = |k: f64| {
                    let paid = model.minimum_wage() + 0.2 * (k - kink).max(0.0);
                    model.utility().utility(paid)
                };
                for k in 0..=8 {
                    let at = |further: f64| utility(k as f64 + further);
                    let bend = patch.count(k).unwrap().bend;
                    let exact = at(2.0) - 2.0 * at(1.0) + at(0.0);
                    // Four values of u of order 1 with a rounding each.
                    let slack = 1e-15;
                    assert!(
                        bend.lower() <= exact + slack && exact - slack <= bend.upper(),
                        "kink {kink} ± {half}, count {k}: {bend:?} without {exact}"
                    );
                }
            }
        }
    }
}
