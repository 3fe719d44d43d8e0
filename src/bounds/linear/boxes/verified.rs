//! The gap of a concrete line from above.
//!
//! A line of floats need not make any float effort stationary nor participation bind: it has to
//! leave the annotator what he asks for, and his best reply has to be pinned down. With ψ′ > 0 at
//! a and ψ′ < 0 at b, ψ′ > 0 or ψ < ψ(η) on every piece below a, and ψ′ < 0 or ψ < ψ(η) on every
//! piece above b, η any effort, no best reply lies outside [a, b]: one in a piece with ψ′ > 0
//! would be its end, where ψ still rises. So the gap is at most the largest Π* − V + E\[w\] over
//! [a, b]. At full effort ψ′ ≥ 0 is enough, and b is 1.
//!
//! The line is the estimate's, a little steeper or paid a little more where that makes strict what
//! holds with equality: participation, and the preference over efforts that tempt.

use super::efforts::Efforts;
use super::patch::{Chart, Patch, Rectangle};
use super::rivals::{self, Rivals};
use super::{Search, VerifiedLine};
use crate::bounds::count_sums::law::Law;
use crate::bounds::regimes::{EVERY_COUNT, pieces};
use crate::numerics::Interval;
use crate::numerics::interval::{Sum, holds_on};

/// Half the length of [a, b] as a share of the effort.
const SHARES: [f64; 4] = [1e-10, 1e-9, 1e-8, 1e-6];

/// Pieces of the efforts on either side.
const PIECES: usize = 600;

/// Lines whose best replies are examined before giving up, and so many with the same turn: where
/// two efforts are as good as each other only a turn tells them apart, in one of both directions.
const CHECKS: usize = 12;
const CHECKS_A_TURN: usize = 2;

/// Shares by which the pay above w_min is raised, and by which the line is steeper about the mean.
const RAISES: [f64; 11] = [
    0.0, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5,
];
const TURNS: [f64; 13] = [
    0.0, 1e-10, -1e-10, 1e-8, -1e-8, 1e-7, -1e-7, 1e-6, -1e-6, 1e-5, -1e-5, 1e-4, -1e-4,
];

/// Kinks closer than this to a whole count lie on it, a little later.
const WHOLE: f64 = 1e-9;
const LATER: f64 = 1e-12;

impl Search<'_, '_> {
    /// The first line next to w = α + β·S/n, which leads to about `effort`, whose gap is proved.
    pub(super) fn verified(
        &self,
        [intercept, slope]: [f64; 2],
        effort: f64,
    ) -> Option<VerifiedLine> {
        // With many samples a line takes longer than all of these with few.
        let (mut checks, turns): (usize, _) = if self.samples > EVERY_COUNT {
            (1, &TURNS[..1])
        } else {
            (CHECKS, &TURNS[..])
        };
        for turn in turns.iter().copied() {
            let (line, kinked) = self.turned([intercept, slope], effort, turn)?;
            let next_turn = checks.saturating_sub(CHECKS_A_TURN);
            for raise in RAISES {
                let patch = self.patch(self.raised(line, raise, kinked)?)?;
                let effort = self.reply(&patch, effort);
                // One sum and a look at some efforts in floats say where a proof is worth its
                // price.
                let point = self.efforts(Interval::point(effort))?;
                let here = self.payoff(&patch, &point);
                if !(here >= self.above_minimum.upper()) || self.tempts(&patch, effort, here) {
                    continue;
                }
                if let Some(gap) = self.gap_of(&patch, effort, here) {
                    let line = self.intercept_and_slope(&patch.rectangle);
                    return Some(VerifiedLine { gap, line, effort });
                }
                checks -= 1;
                if checks == 0 {
                    return None;
                }
                if checks == next_turn {
                    break;
                }
            }
        }
        None
    }

    /// α and β of the line at the middle of a rectangle.
    pub(super) fn intercept_and_slope(&self, rectangle: &Rectangle) -> [f64; 2] {
        let floor = self.economy.model().minimum_wage();
        let (place, slope) = (rectangle.place.midpoint(), rectangle.slope.midpoint());
        let intercept = match rectangle.chart {
            Chart::Centred(m) => place - slope * m,
            Chart::Kinked => floor - slope * place,
        };
        [intercept, slope * self.samples as f64]
    }

    /// Whether an effort away from this one is at least as good for the annotator, in floats.
    fn tempts(&self, patch: &Patch, effort: f64, here: f64) -> bool {
        let rivals = if self.samples > EVERY_COUNT {
            &self.rivals
        } else {
            let fine = || Rivals::new(self.economy, self.samples, rivals::FINE);
            self.fine.get_or_init(fine)
        };
        let other =
            rivals.most_tempting(self.economy, self.samples, patch, Interval::point(effort));
        other.is_some_and(|other| {
            // The grid comes near the peak of the payoff; where two peaks are as high as each other
            // their tops decide.
            let top = || {
                let top = self.reply(patch, other.effort);
                let point = self.efforts(Interval::point(top))?;
                Some(self.payoff(patch, &point))
            };
            other.payoff(patch) >= here || top().is_some_and(|top| top >= here)
        })
    }

    /// σ and either w_0 or the kink, turned about the mean count.
    fn turned(&self, [a, b]: [f64; 2], effort: f64, turn: f64) -> Option<([f64; 2], bool)> {
        let n = self.samples as f64;
        let floor = self.economy.model().minimum_wage();
        let step = b / n * (1.0 + turn);
        if !(step > 0.0) {
            return None;
        }
        let mean = n * self
            .economy
            .agreement(0, Interval::point(effort))?
            .midpoint();
        let base = a - turn * b / n * mean;
        if base > floor {
            return Some(([base, step], false));
        }
        let kink = ((floor - base) / step).clamp(0.0, n - 1.0);
        // What a bonus at the last count is paid does not depend on the kink.
        let step = if (floor - base) / step > n - 1.0 {
            base + step * n - floor
        } else {
            step
        };
        let near = (kink - kink.round()).abs() < WHOLE;
        let kink = if near && kink.round() > 0.0 {
            kink.round() + LATER
        } else {
            kink
        };
        Some(([kink.min(n - 1.0), step], true))
    }

    /// The pay above w_min times 1 + `raise`.
    fn raised(&self, [place, slope]: [f64; 2], raise: f64, kinked: bool) -> Option<Rectangle> {
        let floor = self.economy.model().minimum_wage();
        Some(Rectangle {
            chart: if kinked {
                Chart::Kinked
            } else {
                Chart::Centred(0.0)
            },
            place: Interval::point(if kinked {
                place
            } else {
                floor + (place - floor) * (1.0 + raise)
            }),
            slope: Interval::point(slope * (1.0 + raise)),
        })
    }

    /// ψ at one effort, u(w_min) being 0, from below.
    fn payoff(&self, patch: &Patch, efforts: &Efforts) -> f64 {
        let mut paid = Sum::default();
        for (k, p) in efforts.low.iter() {
            if let Some(count) = patch.count(k) {
                paid.add(p.lower().max(0.0), count.utility.lower());
            }
        }
        (paid.lower() - efforts.cost[1][0]).lower()
    }

    /// The gap of one line, once its best replies are pinned down.
    fn gap_of(&self, patch: &Patch, effort: f64, here: f64) -> Option<f64> {
        let ends = SHARES.iter().find_map(|share| {
            let half = share * effort;
            let (low, high) = (effort - half, (effort + half).min(1.0));
            let at = |effort: f64| {
                let efforts = Efforts::new(self.economy, self.samples, Interval::point(effort))?;
                Some(self.slopes(patch, &efforts)?.1[0])
            };
            let rises = at(low)?.lower() > 0.0;
            let falls = high == 1.0 || at(high)?.upper() < 0.0;
            (rises && falls).then(|| Interval::new(low, high))?
        })?;
        let most = pieces(PIECES, self.samples, EVERY_COUNT);
        let beside = |from: f64, to: f64, up: bool| {
            from == to
                || holds_on(from, to, most, |piece| {
                    self.no_reply_in(patch, piece, here, up).unwrap_or(false)
                })
        };
        if !(beside(0.0, ends.lower(), true) && beside(ends.upper(), 1.0, false)) {
            return None;
        }
        self.cost_over(patch, ends)
    }

    /// Whether ψ rises (or falls) all along a piece, or stays below `here`.
    fn no_reply_in(&self, patch: &Patch, piece: Interval, here: f64, up: bool) -> Option<bool> {
        // Nobody is paid more than at the last count; next to certain agreement there is no law.
        let cost = self.economy.cost(0, piece)?.lower();
        if (Interval::point(patch.largest) - cost).upper() < here {
            return Some(true);
        }
        let efforts = self.efforts(piece)?;
        if (Interval::point(self.most_utility(patch, &efforts.high)) - cost).upper() < here {
            return Some(true);
        }
        let (_, [first, _]) = self.slopes(patch, &efforts)?;
        let one_way = if up {
            first.lower() > 0.0
        } else {
            first.upper() < 0.0
        };
        if one_way {
            return Some(true);
        }
        // ψ(e) ≤ ψ(middle) + |ψ′|·|e − middle|.
        let middle = self.most_utility(patch, &efforts.at);
        let reach = Interval::point(efforts.radius()) * first.magnitude();
        let most = middle - efforts.cost[0][0] + reach;
        Some(most.upper() < here)
    }

    /// The largest Π* − V + E\[w\] of the efforts of a short piece.
    ///
    /// By the mean value theorem about its middle, and, as both V and E\[w\] rise with effort, by
    /// its ends: next to certain agreement there is no law over a piece.
    fn cost_over(&self, patch: &Patch, piece: Interval) -> Option<f64> {
        let efforts = Efforts::new(self.economy, self.samples, piece)?;
        let top = patch.rectangle.line(patch.floor, self.samples as f64);
        let most = (Interval::point(top.upper()) - patch.floor).positive_part();
        let paid = |law: &Law| -> Option<f64> {
            let mut paid = Sum::default();
            for (k, p) in law.iter() {
                let count = patch.count(k)?;
                let above = (Interval::point(count.line.upper()) - patch.floor).positive_part();
                paid.add(p.upper(), above.upper());
            }
            paid.add(law.rest(), most.upper());
            Some(paid.upper())
        };
        let fixed = self.economy.first_best_payoff() + patch.floor;
        let by_middle = || -> Option<f64> {
            let changes = self.changes(patch, efforts.over.as_ref()?, efforts.agreement[1][0])?;
            let slope = efforts.agreement[1][1] * changes.pay - efforts.value[1][1];
            let rise = Interval::point(efforts.radius()) * slope.magnitude();
            Some((fixed - efforts.value[0][0] + paid(&efforts.at)? + rise).upper())
        };
        let by_ends = || -> Option<f64> {
            let least = self.economy.value(0, Interval::point(piece.lower()))?;
            Some((fixed - least + paid(&efforts.high)?).upper())
        };
        // A mean of pay that hardly any count is paid has no digits left in the first.
        let gaps = [by_middle(), by_ends()];
        let finite = gaps.into_iter().flatten().filter(|gap| gap.is_finite());
        finite.min_by(f64::total_cmp)
    }
}
