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
        let utility = self.0;
        let between = mean.range.hull(mean.range + change.range);
        let in_change = self.marginal_change(mean.range, change.range)?;
        let plain = in_change - utility.wage_derivative(2, mean.range)? * change.range;
        let third = utility.wage_derivative(3, between)?;
        let bent = Interval::point(0.5) * third * change.range.square();
        Some(Centred {
            centre: utility.wage_bregman(mean.centre, change.centre)?,
            range: utility.wage_bregman(mean.range, change.range)?,
            slope: plain.intersection(bent).unwrap_or(plain) * mean.slope
                + in_change * change.slope,
        })
    }

    /// h′(ū+d) − h′(ū): the difference, met with h″·d, which is sharper where d is short.
    fn marginal_change(&self, mean: Interval, change: Interval) -> Option<Interval> {
        let utility = self.0;
        let plain =
            utility.wage_derivative(1, mean + change)? - utility.wage_derivative(1, mean)?;
        let between = mean.hull(mean + change);
        let bent = utility.wage_derivative(2, between)? * change;
        Some(plain.intersection(bent).unwrap_or(plain))
    }

    /// Whether dF/ds ≥ 0 for all s in `bonuses`.
    pub fn rises(&self, piece: &Piece, bonuses: Interval) -> Option<bool> {
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
        let high = self.marginal_change(mean, gain)?;
        let low = self.marginal_change(mean, -x)?;
        let lost =
            utility.wage_bregman(mean, -x)? - utility.wage_bregman(mean, gain)? + high * (gain + x);
        let rate = cost * fail * (high - low) - fall * lost;
        Some(rate.lower() >= 0.0)
    }
}
