//! What a box of positions and efforts costs, from below.

use super::super::piece::Piece;
use super::{Region, Search, temptation};
use crate::numerics::Interval;

impl Search<'_, '_> {
    /// The quantities of a box; `Some(None)` where no contract of it is incentive compatible.
    #[allow(clippy::option_option)] // no enclosure, no contract, or both
    pub(super) fn piece(&self, region: &Region) -> Option<Option<Piece>> {
        let economy = self.economy;
        let efforts = region.efforts;
        let q = economy.agreement(0, efforts)?;
        let q = Interval::new(q.lower(), q.upper().min(1.0))?;
        let [q_low, q_high] = [q.lower(), q.upper()].map(Interval::point);
        let pass = Interval::new(
            self.pass(region.to, q_low).lower(),
            self.pass(region.from, q_high).upper().min(1.0),
        )?;
        let density = self.slopes(region, q)?;
        let slope = economy.agreement(1, efforts)?.positive_part();
        let marginal_cost = economy.cost(1, efforts)?.positive_part();
        let incentive = density * slope;
        if !(incentive.upper() > 0.0) {
            return Some(None);
        }
        let mut least = (Interval::point(marginal_cost.lower()) / incentive.upper()).lower();
        let most = if incentive.lower() > 0.0 && !region.full {
            (Interval::point(marginal_cost.upper()) / incentive.lower()).upper()
        } else {
            f64::INFINITY
        };
        let cost = economy.cost(0, efforts)?;
        let mut more: Vec<(Interval, f64)> = Vec::new();
        if region.full {
            more.clone_from(&self.further);
            let middle = 0.5 * (region.from + region.to);
            let found = self.deviation_from_full_effort(middle.max(f64::MIN_POSITIVE));
            more.extend(found.and_then(|effort| temptation(economy, effort)));
        }
        for (deviation, saved) in self.tempting.iter().chain(&more) {
            let asked = (Interval::point(cost.lower()) - *saved).lower();
            if asked > 0.0 {
                let advantage = self.advantage(region, q_high, *deviation);
                if !(advantage > 0.0) {
                    return Some(None);
                }
                least = least.max((Interval::point(asked) / advantage).lower());
            }
        }
        if least > most {
            return Some(None);
        }
        let fail = Interval::ONE - pass;
        Some(Some(Piece {
            mean: economy.required_utility(efforts)?,
            marginal_cost,
            slope: density,
            fail: fail.positive_part(),
            pass,
            bonus: Interval::new(least, most)?,
            fine: self.least_fine(region.from, q_high, marginal_cost, slope),
        }))
    }

    /// The least product of bonus and P(no bonus): c′/q′ times P(no bonus)/g, which rises with the
    /// position and falls with q, as the density g is log-concave in q.
    fn least_fine(&self, from: f64, q: Interval, marginal_cost: Interval, slope: Interval) -> f64 {
        // Within the first cell the quotient does not change.
        let position = from.max(1.0);
        let k = position.ceil();
        let chance = k - Interval::point(position);
        let k = k as u64;
        let mixed = |at: &dyn Fn(u64) -> Interval| -> Interval {
            if chance == Interval::ZERO {
                return at(k);
            }
            (Interval::ONE - chance) * at(k) + chance * at(k - 1)
        };
        let fail = mixed(&|k| self.below(k, q));
        let density = mixed(&|k| self.slope(k, q));
        let price = Interval::point(marginal_cost.lower()) / slope.upper();
        let fine = (price * fail.lower() / density.upper()).lower();
        if fine.is_finite() { fine.max(0.0) } else { 0.0 }
    }

    /// The gap to first order in the effort about the middle, from below, for all positions of the
    /// box at once, where limited liability is out of play.
    pub(super) fn centred_bound(&self, region: &Region, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        let efforts = region.efforts;
        if !piece.is_above_the_floor(economy) {
            return None;
        }
        let at_middle = Region {
            bound: 0.0,
            efforts: Interval::point(efforts.midpoint()),
            ..*region
        };
        let centre = self.piece(&at_middle)??;
        // dg/dq lies between g·score of the first and of the last whole position.
        let past = Interval::new(region.from.floor() - 1.0, region.to.ceil() - 1.0)?
            - (self.n() - 1.0) * economy.agreement(0, efforts)?;
        piece.centred_bound(economy, efforts, &centre, past)
    }
}
