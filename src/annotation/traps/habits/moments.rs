//! How an annotator's labels go with a standard: the association, its error, and what it says of a
//! habit.

use super::habit::{CHANCE, Habit, LEAST};
use crate::numerics::normal;

/// An association below this share of the usual one is none.
const SHARE: f64 = 0.5;

/// How labels go with a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// As those of who follows the items do.
    Yes,
    /// Not at all.
    No,
    /// As closely, but the other way round.
    Reversed,
}

/// Sums over the items of one annotator against one standard.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moments {
    pub(super) n: f64,
    pub(super) y: f64,
    pub(super) z: f64,
    pub(super) yy: f64,
    pub(super) zz: f64,
    pub(super) yz: f64,
    /// Σ(yz)², Σy²z, Σyz²: for the variance of the covariance.
    pub(super) q: [f64; 3],
}

impl Moments {
    pub(super) fn add(&mut self, y: f64, z: f64) {
        self.n += 1.0;
        self.y += y;
        self.z += z;
        self.yy += y * y;
        self.zz += z * z;
        self.yz += y * z;
        self.q[0] += y * z * y * z;
        self.q[1] += y * y * z;
        self.q[2] += y * z * z;
    }

    /// The association with its standard error; `None` from fewer than [`LEAST`] items.
    pub(super) fn association(&self) -> Option<[f64; 2]> {
        if self.n < f64::from(LEAST) {
            return None;
        }
        let n = self.n;
        let (a, b) = (self.y / n, self.z / n);
        let c = self.yz / n - a * b;
        // The mean of ((y − a)(z − b))², from the sums.
        let square = (self.q[0] - 2.0 * b * self.q[1] - 2.0 * a * self.q[2]
            + b * b * self.yy
            + a * a * self.zz
            + 4.0 * a * b * self.yz)
            / n
            - 3.0 * a * a * b * b;
        let variance = (square - c * c).max(0.0);
        Some([c * n / (n - 1.0), (variance / n).sqrt()])
    }

    /// Whether the same label throughout is no chance for somebody who agrees with the standard as
    /// this annotator does, in a share s of n items: all n labels are then the same with
    /// probability at most sⁿ, whatever the items (the geometric mean is below the arithmetic one).
    pub(super) fn is_constant_by_habit(&self) -> Option<bool> {
        if self.n < f64::from(LEAST) {
            return None;
        }
        let share = 0.5 * (1.0 + self.yz / self.n);
        Some(libm::pow(share, self.n) < CHANCE)
    }

    /// Whether labels of this habit follow the standard, where `expected` is the association of who
    /// does; `None` where the standard says nothing: too few items, or it does not vary itself.
    pub(super) fn follows(&self, habit: Habit, expected: f64) -> Option<Follows> {
        let unless = |blind: bool| if blind { Follows::No } else { Follows::Yes };
        if habit == Habit::Constant {
            return self.is_constant_by_habit().map(unless);
        }
        let [c, error] = self.association()?;
        let varies = self.zz / self.n - (self.z / self.n).powi(2) > 1e-3;
        let z = normal::survival_quantile(CHANCE);
        let none = c <= z * error;
        // Labels that go against the standard depend on the item no less than those that follow it.
        if habit == Habit::Own && varies && c < -z * error && -c > SHARE * expected {
            return Some(Follows::Reversed);
        }
        varies.then_some(unless(match habit {
            Habit::Own => none && c + z * error < SHARE * expected,
            _ => none,
        }))
    }
}
