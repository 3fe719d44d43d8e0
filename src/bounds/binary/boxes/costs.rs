//! What a box of positions and efforts costs, from below.

use super::super::line::least_with_loss;
use super::super::moving_threshold::pay::Pay;
use super::{Region, Search};
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

/// The quantities of a box.
pub(super) struct Piece {
    mean: Interval,
    marginal_cost: Interval,
    density: Interval,
    fail: Interval,
    pass: Interval,
    bonus: Interval,
}

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
        let more: &[(Interval, f64)] = if region.full { &self.further } else { &[] };
        for (deviation, saved) in self.tempting.iter().chain(more) {
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
            density,
            fail: fail.positive_part(),
            pass,
            bonus: Interval::new(least, most)?,
        }))
    }

    /// h′(ū)·e + f·D(ū, d_low) + (1−f)·D(ū, d_high) from below.
    pub(super) fn least_cost(&self, piece: &Piece) -> f64 {
        let economy = self.economy;
        let least = piece.bonus.lower();
        let drop = piece.pass * least;
        let floor = economy.minimum_utility() - piece.mean;
        let excess = (floor + drop).lower().max(0.0);
        // The pay without bonus lies at least this far below ū, unless limited liability stops it
        // earlier.
        let low = drop.lower().min(-floor.upper()).max(0.0);
        let high = (piece.fail * least).lower().max(0.0);
        let money = economy
            .utility()
            .wage_derivative(1, piece.mean)
            .map_or(0.0, |h| h.lower().max(0.0));
        let distance =
            |change: f64| Interval::point(economy.least_bregman(piece.mean, change).min(f64::MAX));
        let terms = Interval::point(money) * excess
            + piece.fail.lower() * distance(-low)
            + piece.pass.lower() * distance(high);
        terms.lower()
    }

    /// The gap to first order in the effort about the middle, from below, for all positions of the
    /// box at once, where limited liability is out of play.
    pub(super) fn centred_bound(&self, region: &Region, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        let efforts = region.efforts;
        let floor = economy.minimum_utility() - piece.mean;
        if !piece.bonus.is_bounded() || !((piece.pass * piece.bonus).upper() < -floor.upper()) {
            return None;
        }
        let middle = efforts.midpoint();
        let here = Interval::point(middle);
        let at_middle = Region {
            bound: 0.0,
            efforts: here,
            ..*region
        };
        let centre = self.piece(&at_middle)??;
        let form = |centre, range, slope| Centred {
            centre,
            range,
            slope,
        };
        let q = economy.agreement(0, efforts)?;
        let rate = form(
            economy.agreement(1, here)?,
            economy.agreement(1, efforts)?,
            economy.agreement(2, efforts)?,
        );
        // dP/dη = g·q′; dg/dq lies between g·score of the first and of the last whole position.
        let past = Interval::new(region.from.floor() - 1.0, region.to.ceil() - 1.0)?
            - (self.n() - 1.0) * q;
        let score = past / (q * (Interval::ONE - q));
        let rise = piece.density * rate.range;
        let pass = form(centre.pass, piece.pass, rise);
        let fail = form(centre.fail, piece.fail, -rise);
        // The incentive constraint holds with equality, so the centre and the range are those of
        // c′/(q′g), not of the larger bonus that a temptation may ask for.
        let density = form(centre.density, piece.density, rise * score);
        let marginal = form(
            centre.marginal_cost,
            piece.marginal_cost,
            economy.cost(2, efforts)?,
        );
        let mean = form(centre.mean, piece.mean, piece.marginal_cost);
        let reach = efforts - here;
        let bonus = (marginal / (density * rate)).tightened(reach);
        let none = Centred::constant(Interval::ZERO);
        let pay = Pay(economy.utility());
        let low = pay.bregman(mean, none - (pass * bonus).tightened(reach))?;
        let high = pay.bregman(mean, (fail * bonus).tightened(reach))?;
        least_with_loss(economy, fail * low + pass * high, middle, efforts)
    }
}
