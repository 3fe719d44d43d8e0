//! What a box of failing chances and efforts costs, from below.

use super::piece::Piece;
use super::{Region, Search};
use crate::bounds::binary::cutting::side_to_cut;
use crate::bounds::binary::planar_pay::{bregman, raise_from_floor};
use crate::bounds::binary::tempting::Temptation;
use crate::contract::{EffortPoint, Threshold};
use crate::numerics::Interval;
use crate::numerics::interval::{Planar, least_under};

/// More than what the supremum of utility is rounded by, relatively.
const ROUNDING: f64 = 1e-12;

/// Halvings of a box for which the effort that tempts most at its centre serves the parts.
const AS_GOOD: u8 = 4;

impl Search<'_, '_> {
    /// The gap of every contract of the box, from below.
    pub(super) fn bound(&self, region: &mut Region) -> f64 {
        let loss = self.economy.least_loss(region.efforts);
        if loss >= self.target || region.efforts.lower() == 0.0 {
            return loss;
        }
        let strictest = region.fails.upper() == 1.0 && region.efforts.upper() < 1.0;
        if strictest && self.stricter_tempt(region.efforts, region.fails) == Some(true) {
            return f64::INFINITY;
        }
        let Some(mut piece) = self.piece(region) else {
            return loss;
        };
        let by_ranges = |piece: &Piece| {
            let cost = self.by_ranges(region.fails, piece).unwrap_or(0.0);
            // An interval has no infinite point.
            let bound = (Interval::point(cost.min(f64::MAX)) + loss).lower();
            if bound.is_nan() {
                loss
            } else {
                bound.max(loss)
            }
        };
        let plain = by_ranges(&piece);
        if plain >= self.target {
            return plain;
        }
        self.add_temptations(region, &mut piece);
        if piece.left.iter().any(|left| left.range.upper() < 0.0) {
            return f64::INFINITY;
        }
        let sharper = self.first_order(region, &piece);
        sharper
            .filter(|bound| !bound.is_nan())
            .map_or(plain, |sharper| sharper.max(plain))
    }

    /// The cost of a box by ranges alone.
    fn by_ranges(&self, fails: Interval, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        let least_fail = Interval::point(fails.lower());
        let least_pass = (Interval::ONE - fails.upper()).positive_part();
        let cost = Interval::point(piece.cost.range.lower().max(0.0));
        let bonus = piece.bonus.map_or(0.0, |b| b.range.lower().max(0.0));
        let deterring = (cost / (Interval::ONE - least_fail)).lower();
        let bonus = bonus.max(if deterring.is_nan() { 0.0 } else { deterring });
        let bonus = bonus.max(piece.asked.map_or(0.0, |b| b.range.lower()));
        // v·y = E[(1 − φ)·(nq − S)] ≤ f·nq for any test φ, so that f·b ≥ c′·(1−q)/(q′·n).
        let (marginal, rate) = (piece.marginal.range.lower(), piece.rate.range.upper());
        let others = Interval::ONE - piece.agreement.range.upper();
        let fine = (Interval::point(marginal) * others.positive_part() / rate / self.n()).lower();
        let fine = if fine > 0.0 { fine } else { 0.0 };
        let bonus = bonus.max((Interval::point(fine) / fails.upper()).lower());
        // No pay is worth the supremum of utility, which is known to a rounding.
        let supremum = economy.model().utility().supremum();
        let beyond = (economy.minimum_utility() + Interval::point(bonus)).lower() - supremum;
        if bonus == f64::INFINITY || beyond > ROUNDING * supremum.abs() {
            return Some(f64::INFINITY);
        }
        let paid = cost.lower().max((least_pass * bonus).lower());
        let mean = piece.mean.range;
        let room = (mean - economy.minimum_utility()).positive_part();
        let drop = paid.min(room.lower());
        let low = least_fail * finite(economy.least_bregman(mean, -drop));
        let gain = (least_fail * bonus).lower();
        let high = if gain > 0.0 {
            let distance = finite(economy.least_bregman(mean, gain));
            Interval::point(paid) * least_fail * distance / gain
        } else {
            Interval::ZERO
        };
        let money = economy.utility().wage_derivative(1, mean)?.lower().max(0.0);
        let rent = (Interval::point(paid) - room.upper()).positive_part() * money;
        Some((low + high.positive_part() + rent).lower())
    }

    /// The gap of a box to first order.
    fn first_order(&self, region: &mut Region, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        let efforts = region.efforts;
        let middle = efforts.midpoint();
        let here = Interval::point(middle);
        let loss = Planar::of_second(
            economy.loss(middle)?,
            Interval::new(economy.least_loss(efforts), f64::MAX)?,
            -economy.marginal_payoff(efforts)?,
        );
        let value = Planar::of_second(
            economy.value(0, here)?,
            economy.value(0, efforts)?,
            economy.value(1, efforts)?,
        );
        let least = economy
            .utility()
            .wage_derivative(0, economy.minimum_utility())?;
        let fixed = Planar::constant(economy.first_best_payoff() + least) - value;
        let none = Planar::constant(Interval::ZERO);
        let floor = economy.minimum_utility().lower();
        let to_floor = Planar::constant(economy.minimum_utility()) - piece.mean;
        let mut goals = Vec::new();
        // What is paid in expectation, and the bonus.
        let mut consider = |paid: Planar, bonus: Planar| {
            let lift = (piece.fail * bonus).tightened(piece.reach);
            let drop = (none - paid).max(to_floor).tightened(piece.reach);
            let low = bregman(economy, floor, piece.mean, drop);
            let high = bregman(economy, floor, piece.mean, lift);
            if let (Some(low), Some(high)) = (low, high) {
                goals.push(loss + piece.fail * low + piece.pass * high);
            }
            goals.extend(
                raise_from_floor(economy, piece.pass, paid, bonus).map(|paid| fixed + paid),
            );
        };
        let paid_by = |bonus: Planar| (piece.pass * bonus).tightened(piece.reach);
        if let Some(bonus) = piece.bonus {
            consider(paid_by(bonus), bonus);
        }
        if piece.pass.range.lower() > 0.0 {
            let bonus = (piece.cost / piece.pass).tightened(piece.reach);
            consider(piece.cost, bonus);
        }
        if let Some(bonus) = piece.asked {
            consider(paid_by(bonus), bonus);
        }
        if goals.is_empty() {
            return None;
        }
        let least = least_under(&goals, &piece.left, piece.reach);
        region.efforts_first = side_to_cut(&goals, &least, piece.reach);
        Some(least.bound)
    }

    /// What temptations ask for.
    fn add_temptations(&self, region: &mut Region, piece: &mut Piece) {
        let [below, above] = self.tempting(region, piece.bonus);
        let Some(place) = self.place(region.fails, piece) else {
            return;
        };
        let asked = below.and_then(|other| self.asked_by(other, &place));
        // Full effort may take a larger bonus than b.
        if region.efforts.upper() < 1.0 {
            let left = &mut piece.left;
            left.extend(asked.as_ref().map(|asked| asked.left));
            left.extend(above.and_then(|other| self.left_by(other, &place)));
            left.extend(self.second_order(region.efforts, &place));
        }
        if self.threshold == Threshold::Deterministic {
            piece.left.extend(self.whole(&place).into_iter().flatten());
        }
        piece.asked = asked.and_then(|asked| asked.bonus);
    }

    /// The efforts below and above a box that tempt most at its centre.
    fn tempting(&self, region: &mut Region, bonus: Option<Planar>) -> [Option<f64>; 2] {
        // What tempts hardly moves from a box to its parts.
        if let Some(tempting) = region.tempting.filter(|_| region.halved < AS_GOOD) {
            return tempting;
        }
        let Some(bonus) = bonus.map(|bonus| bonus.centre.midpoint()) else {
            return [None; 2];
        };
        let (fail, effort) = (region.fails.midpoint(), region.efforts.midpoint());
        let tempting = self.tempting_at(fail, effort, bonus);
        region.tempting = Some(tempting);
        region.halved = 0;
        tempting
    }

    /// The efforts below and above `effort` that tempt most where a test fails with chance `fail`,
    /// given a bonus, in floats: any are sound.
    fn tempting_at(&self, fail: f64, effort: f64, bonus: f64) -> [Option<f64>; 2] {
        let point = EffortPoint::of(self.economy.model(), effort);
        let rule = self.rule(point.agreement, fail);
        let around = rule.and_then(|rule| Temptation::new(self.economy, rule, point, bonus));
        let Some(around) = around else {
            return [None; 2];
        };
        let most = around.most().map(|most| most.effort);
        let below = most.filter(|most| (0.0..effort).contains(most));
        [below, around.above()]
    }
}

/// An infinite bound as the largest number: it may be multiplied by 0.
fn finite(bound: f64) -> Interval {
    Interval::point(bound.min(f64::MAX))
}
