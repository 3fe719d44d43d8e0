//! What pay in two parts costs above certain pay, F(f, x) of [`super`], and how it moves.

use super::piece::Piece;
use crate::model::EnclosedUtility;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

/// Pay in utilities of one annotator.
pub struct Pay<'m>(pub &'m dyn EnclosedUtility);

impl Pay<'_> {
    /// D_h(ū, d), with ∂D/∂ū = h′(ū+d) − h′(ū) − h″(ū)·d = ½h‴·d² and ∂D/∂d = h′(ū+d) − h′(ū) =
    /// h″·d, the last factors between ū and ū + d.
    pub fn bregman(&self, mean: Centred, change: Centred) -> Option<Centred> {
        self.bregman_above(f64::NEG_INFINITY, mean, change)
    }

    /// The same where ū + d is known to be at least `floor`, which intervals of the two need not
    /// tell.
    pub fn bregman_above(&self, floor: f64, mean: Centred, change: Centred) -> Option<Centred> {
        let utility = self.0;
        let paid = above(floor, mean.range + change.range)?;
        let between = mean.range.hull(paid);
        let in_change = self.marginal_change(mean.range, change.range, paid)?;
        let plain = in_change - utility.wage_derivative(2, mean.range)? * change.range;
        // Next to the least utility of all h‴ may have no bounds.
        let third = utility.wage_derivative(3, between);
        let bent = third.map(|third| Interval::point(0.5) * third * change.range.square());
        let moves = bent.and_then(|bent| plain.intersection(bent));
        Some(Centred {
            centre: utility.wage_bregman(mean.centre, change.centre)?,
            range: utility.wage_bregman(mean.range, change.range)?,
            slope: moves.unwrap_or(plain) * mean.slope + in_change * change.slope,
        })
    }

    /// h′(ū+d) − h′(ū), ū + d in `paid`: the difference, met with h″·d, which is sharper where d is
    /// short.
    fn marginal_change(
        &self,
        mean: Interval,
        change: Interval,
        paid: Interval,
    ) -> Option<Interval> {
        let utility = self.0;
        let plain = utility.wage_derivative(1, paid)? - utility.wage_derivative(1, mean)?;
        let between = mean.hull(paid);
        let bent = utility.wage_derivative(2, between).map(|h| h * change);
        Some(
            bent.and_then(|bent| plain.intersection(bent))
                .unwrap_or(plain),
        )
    }

    /// Whether dG/ds ≥ 0 for all s in `bonuses`, with the least utility `floor` that limited
    /// liability allows and the `slack` = U0 − u(w_min).
    pub fn rises(
        &self,
        piece: &Piece,
        floor: Interval,
        slack: Interval,
        bonuses: Interval,
    ) -> Option<bool> {
        let utility = self.0;
        let (cost, mean) = (piece.cost.range, piece.mean.range);
        let (v, w, n) = (piece.incentive.range, piece.hinge.range, piece.distance);
        let below = n * bonuses + v;
        let fail = (v - w * bonuses) / below;
        if !(fail.lower() >= 0.0 && fail.upper() < 1.0) {
            return Some(false);
        }
        let fall = v * (w + n) / below.square();
        let x = bonuses * cost;
        let gain = fail * x / (Interval::ONE - fail);
        let high = self.marginal_change(mean, gain, mean + gain)?;
        let room = (slack + cost).positive_part();
        let least = |a: f64, b: f64| a.min(b).max(0.0);
        let drop = Interval::new(
            least(x.lower(), room.lower()),
            least(x.upper(), room.upper()),
        )?;
        let lost = utility.wage_bregman(mean, -drop)? - utility.wage_bregman(mean, gain)?
            + high * (gain + x);
        // Where the minimum wage binds, the rent rises by h′(ū).
        let binds = (Interval::point(bonuses.lower()) - 1.0) * cost;
        let more = if binds.lower() >= slack.upper() {
            utility.wage_derivative(1, mean)?
        } else {
            // −f·D′(−d) ≥ 0, which is less than h′(ū) and so serves for both.
            let lowest = above(floor.lower(), mean - drop)?;
            let less = -self.marginal_change(mean, -drop, lowest)?;
            fail * less.positive_part()
        };
        let rate = cost * (fail * high + more) - fall * lost;
        Some(rate.lower() >= 0.0)
    }
}

/// The part of an interval that is at least `floor`.
fn above(floor: f64, x: Interval) -> Option<Interval> {
    Interval::new(x.lower().max(floor), x.upper().max(floor))
}
