//! Bounds on the second derivative of the Lagrangian of linear pay over a region; the formulas
//! stand in `convex`.

use super::region::Region;
use super::smooth::Smooth;
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// Share of the diagonal that is set aside against a gradient that is not quite 0: rounding, whose
/// square is nothing.
const SHARE: f64 = 0.03125;

/// Bounds on the second derivative of L over a region.
pub struct Curvature<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    level: Interval,
    slope: Interval,
    /// Sizes of λ·H + ν·G differentiated by q once and twice, by q and π, by q and B, and by π and
    /// B.
    by_q: Interval,
    by_qq: Interval,
    by_q_shift: Interval,
    by_q_slope: Interval,
    by_shift_slope: Interval,
    /// L_ππ and L_BB from below.
    by_shift: Interval,
    by_slope: Interval,
}

impl<'a, 'm> Curvature<'a, 'm> {
    pub fn new(
        economy: &'a EnclosedModel<'m>,
        region: &Region,
        smooth: &Smooth,
        n: Interval,
        level: Interval,
        slope: Interval,
    ) -> Self {
        let two = Interval::point(2.0);
        let steep = Interval::point(region.slope);
        let square = steep.square();
        let nu = Interval::point(slope.magnitude());
        let second = |power| smooth.size(2, power);
        let third = |power| smooth.size(3, power);
        let (bend, bend_variance) = smooth.least_bend();
        // E[ũ″·X] and E[ũ″(X′)·X′] are ũ″ at X = 0 times the mean of X, 0, or X′, (½−q)/n, and at
        // most |ũ‴|·B·X² more.
        let centred = steep * third(2);
        let first_moment = centred + second(0) / (two * n);
        let curved = second(0) / n + steep * third(0) / n;
        Self {
            economy,
            level,
            slope,
            by_q: level * square * second(0) / n + nu * square * curved,
            by_qq: level * square * (second(0) + two * steep * third(0)) / n
                + nu * Interval::point(4.0) * square * steep * third(0),
            by_q_shift: level * square * third(0) / n + nu * two * square * third(0),
            by_q_slope: level * (two * steep * second(0) + square * third(1)) / n
                + nu * (two * steep * curved + two * square * third(1)),
            by_shift_slope: level * centred + nu * (second(0) + steep * third(1)),
            by_shift: level * bend - nu * steep * third(0),
            by_slope: level * bend_variance - nu * (two * first_moment + steep * third(2)),
        }
    }

    /// L_ηη from below.
    fn by_effort(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = [1, 2, 3].map(|order| economy.agreement(order, efforts));
        let c = [1, 2, 3].map(|order| economy.cost(order, efforts));
        let ([Some(q1), Some(q2), Some(q3)], [Some(c1), Some(c2), Some(c3)]) = (q, c) else {
            return None;
        };
        let two = Interval::point(2.0);
        // (c′/q′)″.
        let price = c3 / q1 - (two * c2 * q2 + c1 * q3) / q1.square()
            + two * c1 * q2.square() / (q1.square() * q1);
        let straight = self.level * c2 - economy.value(2, efforts)? + self.slope * price;
        let sizes = q1.square() * self.by_qq + Interval::point(q2.magnitude()) * self.by_q;
        Some(Interval::point((straight - sizes).lower()))
    }

    /// A small share of the least diagonal entries.
    pub fn convexity(&self, efforts: Interval) -> Option<[Interval; 3]> {
        let share = Interval::point(SHARE);
        let all = [self.by_effort(efforts)?, self.by_shift, self.by_slope]
            .map(|entry| Interval::point((share * entry).lower()));
        all.iter().all(|entry| entry.lower() > 0.0).then_some(all)
    }

    /// Whether the second derivative less the diagonal matrix `convexity` is positive definite for
    /// all efforts of a piece and all pay of the region, by Sylvester's criterion.
    pub fn is_convex(&self, efforts: Interval, convexity: [Interval; 3]) -> Option<bool> {
        let q1 = Interval::point(self.economy.agreement(1, efforts)?.magnitude());
        let [a, b, c] = [
            self.by_effort(efforts)? - convexity[0],
            self.by_shift - convexity[1],
            self.by_slope - convexity[2],
        ]
        .map(|entry| Interval::point(entry.lower()));
        let [ab, ac, bc] = [
            q1 * self.by_q_shift,
            q1 * self.by_q_slope,
            self.by_shift_slope,
        ]
        .map(|size| Interval::point(size.upper()));
        let minor = a * b - ab.square();
        let determinant =
            a * (b * c - bc.square()) - ab * (ab * c + ac * bc) - ac * (ab * bc + ac * b);
        Some(a.lower() > 0.0 && minor.lower() > 0.0 && determinant.lower() > 0.0)
    }
}
