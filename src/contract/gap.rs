//! The gap between first best and second best, in parts that are never differences of payoffs.

use crate::model::Model;
use serde::Serialize;

/// Relative error of a gap in double precision. The comparison with 40-digit references in the
/// tests bears it out; it comes from the binomial tails (1e-12), the roots that fix threshold and
/// effort (a rounding of the effort is 10⁻⁹ of a standard deviation of the count at n = 10^14), and
/// nothing else, because no payoffs are subtracted.
pub const GAP_ERROR: f64 = 1e-8;

/// Gap = risk premium + rent + first-best loss, each ≥ 0 and each computed to full relative
/// accuracy.
///
/// With participation E\[u(w)] = U0 + c(η) + r (r the annotator's rent in utility, 0 where
/// participation binds) the gap first best − (V(η) − E\[w]) splits into
/// - `premium` = E\[w] − h(E\[u(w)]): what risk costs,
/// - `rent` = h(U0 + c(η) + r) − h(U0 + c(η)): what limited liability leaves to the annotator, in
///   money,
/// - `effort_loss` = the first-best loss of implementing η instead of η*.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapParts {
    /// Risk premium, in money.
    pub premium: f64,
    /// Rent, in money.
    pub rent: f64,
    /// First-best loss of the implemented effort, in money.
    pub effort_loss: f64,
}

impl GapParts {
    /// The gap.
    pub fn total(&self) -> f64 {
        self.premium + self.rent + self.effort_loss
    }

    /// ln of the gap.
    pub fn ln_total(&self) -> f64 {
        libm::log(self.total())
    }
}

/// A drop of utility from `mean` that is no deeper than `floor`, the least utility less the mean,
/// by more than a rounding.
///
/// Not the larger of both throughout: a drop below a rounding of the mean would be lost. Such a one
/// stays within the domain of h anyway; of a drop beyond 1e-8 of the mean a rounding of the mean is
/// 1e-8.
pub(super) fn above_floor(drop: f64, floor: f64, mean: f64) -> f64 {
    if drop.abs() < 1e-8 * mean.abs() {
        drop
    } else {
        drop.max(floor)
    }
}

/// Pay in utility that takes two values: base, and base + bonus with probability `pass`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoPointPay {
    /// Utility of the base pay.
    pub base_utility: f64,
    /// Utility of the bonus on top.
    pub bonus_utility: f64,
    /// Risk premium, in money.
    pub premium: f64,
    /// Rent, in money.
    pub rent: f64,
}

impl TwoPointPay {
    /// The cheapest two-point pay with the given bonus, participation at `required` and limited
    /// liability; `headroom` is what `required` exceeds the least utility by, which two doubles
    /// next to each other may not tell ([`EffortPoint::headroom`](super::EffortPoint::headroom)).
    ///
    /// With mean utility μ the premium is (1−f)·D_h(μ, f·b) + f·D_h(μ, −(1−f)·b), f the probability
    /// of no bonus: the two-point premium identity of T5. `None` where the bonus asks for a utility
    /// that no wage gives.
    pub fn new(
        model: &Model,
        required: f64,
        headroom: f64,
        bonus_utility: f64,
        pass: f64,
        fail: f64,
    ) -> Option<Self> {
        let utility = model.utility();
        let minimum = model.minimum_utility();
        let excess = (pass * bonus_utility - headroom).max(0.0);
        let base_utility = if excess > 0.0 {
            minimum
        } else {
            (required - pass * bonus_utility).max(minimum)
        };
        if base_utility + bonus_utility >= utility.supremum() {
            return None;
        }
        let mean = required + excess;
        let drop = above_floor(-pass * bonus_utility, minimum - mean, mean);
        let premium = pass * utility.wage_bregman(mean, fail * bonus_utility)
            + fail * utility.wage_bregman(mean, drop);
        let rent = utility.wage_change(required, excess);
        (premium + rent).is_finite().then_some(Self {
            base_utility,
            bonus_utility,
            premium,
            rent,
        })
    }
}
