//! A box of (α, σ) that holds the line of every effort of a piece, by the changes of sign that
//! `line` names.

use super::law::Law;
use super::line::{Lines, PayBox, Piece};
use crate::numerics::Interval;

/// By how much the box that Newton's step suggests is enlarged; much where a count reaches w_min
/// and u′ is large there.
const ROOM: [f64; 6] = [1.3, 2.5, 8.0, 50.0, 1e3, 3e4];

/// One line, count by count.
struct Corner {
    /// The first count.
    first: usize,
    lines: Vec<Interval>,
    utilities: Vec<Interval>,
}

/// What is left of the two equations on a piece.
struct Equations<'l, 'a, 'm> {
    lines: &'l Lines<'a, 'm>,
    piece: &'l Piece,
    /// ū + ρ at the middle, C₁ over the piece.
    required: Interval,
    price: Interval,
    /// q less that of the middle; 0 where the law of the middle holds for all of the piece.
    away: Interval,
}

/// A step of Newton's method in size, and how far α moves per unit of σ and of q.
#[derive(Clone, Copy)]
struct Step {
    slope: f64,
    level: f64,
    bend: f64,
}

impl<'l, 'a, 'm> Equations<'l, 'a, 'm> {
    fn new(lines: &'l Lines<'a, 'm>, piece: &'l Piece) -> Option<Self> {
        let economy = lines.economy;
        let away = if piece.q == piece.q_middle {
            Interval::ZERO
        } else {
            piece.q - piece.q_middle
        };
        Some(Self {
            lines,
            piece,
            required: economy.required_utility(Interval::point(piece.middle))?
                + Interval::point(lines.rent),
            price: economy.cost_by_agreement(1, piece.efforts)?,
            away,
        })
    }

    /// The counts that any of the laws of the piece lists, with one more.
    fn counts(&self) -> std::ops::RangeInclusive<usize> {
        let (all, fewer) = (self.piece.at_middle.counts(), self.piece.fewer.counts());
        *all.start().min(fewer.start())..=(*all.end()).max(fewer.end() + 1)
    }

    fn corner(&self, line: impl Fn(usize) -> Interval) -> Option<Corner> {
        let counts = self.counts();
        let first = *counts.start();
        let lines: Vec<Interval> = counts.map(line).collect();
        let utilities = lines.iter().map(|line| self.lines.utility_of(*line));
        Some(Corner {
            first,
            utilities: utilities.collect::<Option<_>>()?,
            lines,
        })
    }

    /// The line of one (α, σ).
    fn at(&self, level: f64, slope: f64) -> Option<Corner> {
        let (level, slope) = (Interval::point(level), Interval::point(slope));
        self.corner(|k| level + slope * self.lines.place(k))
    }

    /// A bound on |u(w_k)| for all k and all lines up to one.
    fn largest_utility(&self, top: &Corner) -> f64 {
        let minimum = self.lines.economy.minimum_utility().magnitude();
        let listed = top.utilities.iter().map(|u| u.magnitude());
        // Counts beyond those listed are paid more; no utility is larger than u along its tangent
        // from there.
        let most = listed.fold(minimum, f64::max);
        let n = self.lines.samples as f64 + 1.0;
        (n * (Interval::point(most) + minimum)).upper()
    }

    /// H − ū, given G − C₁, which is its derivative in q at fixed pay: next to 0, so that what the
    /// length of the piece adds is of second order.
    fn participation(&self, pay: &Corner, shortfall: Interval) -> Option<Interval> {
        let law = &self.piece.at_middle;
        let utility = |k: usize| pay.utilities.get(k.checked_sub(pay.first)?).copied();
        let usual = Interval::point(utility(law.mode())?.midpoint());
        let most = self.largest_utility(pay);
        let mean = usual + law.expect(most, |k| Some(utility(k)? - usual))?;
        Some(mean - self.required + shortfall * self.away)
    }

    /// G − C₁ for every q of the piece, one σ and the α between those of two lines.
    ///
    /// u(max(w_min, ℓ+s)) − u(max(w_min, ℓ)) falls with ℓ above w_min (u is concave) and rises
    /// below.
    fn incentive(&self, low: &Corner, high: &Corner, slope: Interval) -> Option<Interval> {
        let floor = self.lines.floor;
        let step = slope / Interval::point(self.lines.frame.unit);
        let rise = |k: usize| -> Option<Interval> {
            let i = k.checked_sub(low.first)?;
            let of = |pay: &Corner| Some(*pay.utilities.get(i + 1)? - *pay.utilities.get(i)?);
            let (at_low, at_high) = (of(low)?, of(high)?);
            let ends = if low.lines[i].lower() >= floor {
                (at_high.lower(), at_low.upper())
            } else if high.lines[i].upper() <= floor {
                (at_low.lower(), at_high.upper())
            } else {
                let next = Interval::point(floor) + Interval::point(step.upper());
                let most = self.lines.utility_of(next)? - self.lines.economy.minimum_utility();
                (at_low.lower().min(at_high.lower()), most.upper())
            };
            Interval::new(ends.0.max(0.0), ends.1.max(0.0))
        };
        let fewer = &self.piece.fewer;
        let usual = Interval::point(rise(fewer.mode())?.midpoint());
        let most = 2.0 * self.largest_utility(high);
        let sum = fewer.expect(most, |k| Some(rise(k)? - usual))?;
        let n = Interval::point(self.lines.samples as f64);
        Some(n * (usual + sum) - self.price)
    }

    /// Where G − C₁ lies at one σ, for all q, if α(σ) lies in an interval.
    fn side(&self, slope: f64, level: Interval) -> Option<Interval> {
        let low = self.at(level.lower(), slope)?;
        let high = self.at(level.upper(), slope)?;
        let shortfall = self.incentive(&low, &high, Interval::point(slope))?;
        self.straddles(&low, &high, shortfall)?.then_some(shortfall)
    }

    /// Whether α(σ) lies in the box for every q and σ.
    fn holds_level(&self, pay: &PayBox) -> Option<bool> {
        let lines = self.lines;
        let corner = |level: f64, end: fn(Interval) -> f64| {
            let pay = PayBox {
                level: Interval::point(level),
                ..*pay
            };
            self.corner(|k| Interval::point(end(lines.line(&pay, k))))
        };
        let low = corner(pay.level.lower(), Interval::upper)?;
        let high = corner(pay.level.upper(), Interval::lower)?;
        // G − C₁ over the box, for what q adds: at most what the corners of the lines allow.
        let shortfall = if self.away == Interval::ZERO {
            Interval::ZERO
        } else {
            lines.incentive_over(pay, &self.piece.fewer)? - self.price
        };
        self.straddles(&low, &high, shortfall)
    }

    /// Whether H < ū at one line and H > ū at another, for every q.
    fn straddles(&self, low: &Corner, high: &Corner, shortfall: Interval) -> Option<bool> {
        Some(
            self.participation(low, shortfall)?.upper() < 0.0
                && self.participation(high, shortfall)?.lower() > 0.0,
        )
    }
}

impl Lines<'_, '_> {
    /// A box that holds the line of every effort of the piece.
    pub fn enclose(&self, piece: &Piece) -> Option<PayBox> {
        let [level, slope] = self.guess(piece.middle)?;
        let equations = Equations::new(self, piece)?;
        let guess = equations.at(level, slope)?;
        let shortfall = equations.incentive(&guess, &guess, Interval::point(slope))?;
        let surplus = equations.participation(&guess, shortfall)?;
        let (shortfall, surplus) = (shortfall.magnitude(), surplus.magnitude());
        // Newton's step for the ends of the residuals: σ from G along H = ū, then α. The smallest
        // count that is paid more than w_min may have much weight at one end of the piece and none
        // at the other, which asks for the longer of two steps; next to w_min G falls at some
        // counts and rises at others as α does, so that an enclosure over α is some times as wide
        // as G_α says.
        let [all, rest] =
            self.jacobians([level, slope], &piece.at_middle, piece.q_middle.midpoint());
        let step = |[a, b, c, d]: [f64; 4]| {
            let along = d - c * b / a;
            let by_level = 3.0 * c.abs() / a + along;
            (along > 0.0).then_some(Step {
                slope: (shortfall + by_level * surplus) / along,
                level: surplus / a,
                bend: along / a,
            })
        };
        let one_way = step(all)?;
        // With two counts paid there is no line without one of them.
        let other_way = step(rest).filter(|step| step.slope < 1e3 * one_way.slope);
        let other_way = other_way.unwrap_or(one_way);
        let tangent = all[1] / all[0];
        // How far α moves with σ at most (|x| weighed by p·u′), and how far q does.
        let spread = self.spread(&piece.at_middle);
        let away = equations.away.magnitude();
        ROOM.iter().find_map(|room| {
            let half_slope = room * one_way.slope.max(other_way.slope);
            let half_level = |step: Step| room * step.level + half_slope * step.bend * away;
            let most = half_level(one_way).max(half_level(other_way));
            let around = |middle: f64, half: f64| Interval::new(middle - half, middle + half);
            // At an end of σ: where α is, and on which side of C₁ that leaves G. The tangent tells
            // α unless a count reaches w_min in between.
            let side = |end: f64| -> Option<(Interval, PayBox)> {
                let attempt = |level: Interval| {
                    let pay = PayBox {
                        level,
                        slope: Interval::point(end),
                        pin: None,
                    };
                    Some((equations.side(end, level)?, pay))
                };
                let tangent = level - tangent * (end - slope);
                attempt(around(tangent, half_level(one_way))?).or_else(|| {
                    let reach = 2.0 * (spread * half_slope + most);
                    let (low, high) = (tangent - reach, tangent + reach);
                    let required = equations.required.midpoint();
                    let level = self.level_of(&piece.at_middle, end, required, low, high)?;
                    attempt(around(level, half_level(one_way))?)
                        .or_else(|| attempt(around(level, most)?))
                })
            };
            let slopes = around(slope, half_slope)?;
            let pay = PayBox {
                level: around(level, room * (most + spread * half_slope))?,
                slope: slopes,
                pin: None,
            };
            let (flat, at_flat) = side(slopes.lower())?;
            let (steep, at_steep) = side(slopes.upper())?;
            let holds = slopes.lower() > 0.0
                && flat.upper() < 0.0
                && steep.lower() > 0.0
                && equations.holds_level(&pay)?;
            holds.then(|| self.pinned(pay, &at_flat, &at_steep, &piece.law))
        })
    }

    /// Along H = ū the pay at a count falls with σ if no smaller count is paid more than w_min (it
    /// changes by x_k less the mean of x under the weights p·u′), so the ends of σ tell what it can
    /// be.
    fn pinned(&self, pay: PayBox, flat: &PayBox, steep: &PayBox, law: &Law) -> PayBox {
        let paid = |(k, _): &(usize, Interval)| self.line(&pay, *k).upper() > self.floor;
        let first = law.iter().find(paid).map_or(0, |(k, _)| k);
        let none_before = first == 0 || self.line(&pay, first - 1).upper() <= self.floor;
        let ends = (
            self.line(steep, first).lower(),
            self.line(flat, first).upper(),
        );
        let pin = Interval::new(ends.0, ends.1).filter(|_| none_before);
        PayBox {
            pin: pin.map(|pin| (first, pin)),
            ..pay
        }
    }

    /// G over the q of a law of n−1 samples and a box of pay.
    ///
    /// u(max(w_min, ℓ+s)) − u(max(w_min, ℓ)) rises with s; it falls with ℓ above w_min and rises
    /// below.
    fn incentive_over(&self, pay: &PayBox, fewer: &Law) -> Option<Interval> {
        let step = pay.slope / Interval::point(self.frame.unit);
        let ends = [step.lower(), step.upper()].map(Interval::point);
        let rise = |line: f64, step: Interval| -> Option<Interval> {
            let line = Interval::point(line);
            Some(self.utility_of(line + step)? - self.utility_of(line)?)
        };
        let rise_of = |k: usize| -> Option<Interval> {
            let line = self.line(pay, k);
            let (low, high) = (line.lower(), line.upper());
            let upper = rise(self.floor.clamp(low, high), ends[1])?.upper();
            let lower = if low >= self.floor {
                rise(high, ends[0])?.lower()
            } else if high <= self.floor {
                rise(low, ends[0])?.lower()
            } else {
                rise(low, ends[0])?
                    .lower()
                    .min(rise(high, ends[0])?.lower())
            };
            Interval::new(lower.max(0.0), upper.max(0.0))
        };
        let usual = Interval::point(rise_of(fewer.mode())?.midpoint());
        let most = (2.0 * Interval::point(self.largest_utility(pay)?) + usual.magnitude()).upper();
        let sum = fewer.expect(most, |k| Some(rise_of(k)? - usual))?;
        Some(Interval::point(self.samples as f64) * (usual + sum))
    }
}
