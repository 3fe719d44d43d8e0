//! What a box of failing chances and efforts costs, from below.

use super::{Region, Search};
use crate::bounds::binary::cutting::second_first;
use crate::bounds::binary::planar_pay::{bregman, raise_from_floor};
use crate::numerics::interval::{Planar, least_under};
use crate::numerics::normal::quantile;
use crate::numerics::{Binomial, EnclosedBinomial, Interval};

/// Doublings and halvings in the search for t: more than there are counts.
const STEPS: usize = 64;

/// From this share of the value at the centre on what a bound lacks is of second order.
const SHARP: f64 = 0.5;

/// The quantities of a box, to first order in (f, η).
struct Piece {
    fail: Planar,
    pass: Planar,
    cost: Planar,
    /// ū.
    mean: Planar,
    /// b̲; `None` where W + N·f may vanish.
    bonus: Option<Planar>,
    /// f − f₀ and η − η₀.
    reach: [Interval; 2],
}

impl Search<'_, '_> {
    /// The gap of every contract of the box, from below.
    pub(super) fn bound(&self, region: &mut Region) -> f64 {
        let loss = self.economy.least_loss(region.efforts);
        if loss >= self.target || region.efforts.lower() == 0.0 {
            return loss;
        }
        let Some(piece) = self.piece(region) else {
            return loss;
        };
        let plain = (Interval::point(self.by_ranges(region, &piece).unwrap_or(0.0)) + loss).lower();
        let plain = if plain.is_nan() {
            loss
        } else {
            plain.max(loss)
        };
        if plain >= self.target {
            return plain;
        }
        let sharper = self.first_order(region, &piece);
        sharper
            .filter(|bound| !bound.is_nan())
            .map_or(plain, |sharper| sharper.max(plain))
    }

    fn piece(&self, region: &Region) -> Option<Piece> {
        let economy = self.economy;
        let (fails, efforts) = (region.fails, region.efforts);
        let here = Interval::point(efforts.midpoint());
        let reach = [fails - Interval::point(fails.midpoint()), efforts - here];
        let in_effort = |centre: Interval, range: Interval, slope: Interval| Planar {
            centre,
            range,
            slopes: [Interval::ZERO, slope],
        };
        let at = |f: &dyn Fn(u32, Interval) -> Option<Interval>, order: u32| {
            let (centre, range) = (f(order, here)?, f(order, efforts)?);
            Some(in_effort(centre, range, f(order + 1, efforts)?))
        };
        let cost_of = |order: u32, effort: Interval| economy.cost(order, effort);
        let agreement_of = |order: u32, effort: Interval| economy.agreement(order, effort);
        let (cost, marginal) = (at(&cost_of, 0)?, at(&cost_of, 1)?);
        let (agreement, rate) = (at(&agreement_of, 0)?, at(&agreement_of, 1)?);
        let one = Planar::constant(Interval::ONE);
        let fail = Planar {
            centre: Interval::point(fails.midpoint()),
            range: fails,
            slopes: [Interval::ONE, Interval::ZERO],
        };
        let pass = one - fail;
        // q rises with effort; what is known of q at the ends is no wider than its range.
        let q = agreement.range;
        let q = Interval::new(q.lower().max(0.0), q.upper().min(1.0))?.hull(agreement.centre);
        let agreement = Planar {
            range: q,
            ..agreement
        };
        let variance = (agreement * (one - agreement)).tightened(reach);
        let bonus = || -> Option<Planar> {
            let t = self.best_threshold(agreement.centre.midpoint(), fails.midpoint())?;
            let hinge = in_effort(
                self.hinge(t, agreement.centre)?,
                self.hinge_over(t, q)?,
                -(self.below_over(t, q)? * self.n() * rate.range),
            );
            let distance = agreement * Planar::constant(Interval::point(self.n()))
                - Planar::constant(Interval::point(t as f64));
            let most = (hinge + distance * fail).tightened(reach);
            if !(most.range.lower() > 0.0 && rate.range.lower() > 0.0) {
                return None;
            }
            let price = (marginal / rate).tightened(reach);
            Some(((price * variance).tightened(reach) / most).tightened(reach))
        };
        Some(Piece {
            fail,
            pass,
            cost,
            mean: Planar::constant(economy.reservation()) + cost,
            bonus: bonus(),
            reach,
        })
    }

    /// The cost of a box by ranges alone.
    fn by_ranges(&self, region: &Region, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        let least_fail = Interval::point(region.fails.lower());
        let least_pass = (Interval::ONE - region.fails.upper()).positive_part();
        let cost = Interval::point(piece.cost.range.lower().max(0.0));
        let bonus = piece.bonus.map_or(0.0, |b| b.range.lower().max(0.0));
        let deterring = (cost / (Interval::ONE - least_fail)).lower();
        let bonus = bonus.max(if deterring.is_nan() { 0.0 } else { deterring });
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
        let in_effort = |centre: Interval, range: Interval, slope: Interval| Planar {
            centre,
            range,
            slopes: [Interval::ZERO, slope],
        };
        let loss = in_effort(
            economy.loss(middle)?,
            Interval::new(economy.least_loss(efforts), f64::MAX)?,
            -economy.marginal_payoff(efforts)?,
        );
        let value = in_effort(
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
        // What is paid in expectation, what it lifts by, and the bonus.
        let mut consider = |paid: Planar, lift: Planar, bonus: Planar| {
            let drop = (none - paid).max(to_floor).tightened(piece.reach);
            let low = bregman(economy, floor, piece.mean, drop);
            let high = bregman(economy, floor, piece.mean, lift);
            if let (Some(low), Some(high)) = (low, high) {
                goals.push(loss + piece.fail * low + piece.pass * high);
            }
            if let Some(raise) = raise_from_floor(economy, bonus) {
                goals.push(fixed + piece.pass * raise);
            }
        };
        if let Some(bonus) = piece.bonus {
            let paid = (piece.pass * bonus).tightened(piece.reach);
            consider(paid, (piece.fail * bonus).tightened(piece.reach), bonus);
        }
        if piece.pass.range.lower() > 0.0 {
            let bonus = (piece.cost / piece.pass).tightened(piece.reach);
            let lift = (piece.fail * bonus).tightened(piece.reach);
            consider(piece.cost, lift, bonus);
        }
        if goals.is_empty() {
            return None;
        }
        let least = least_under(&goals, &[], piece.reach);
        // Far from sharp the goal that bounds the box now is not the one that will: that is the
        // largest at the centre.
        let top = goals
            .iter()
            .max_by(|a, b| a.centre.lower().total_cmp(&b.centre.lower()))?;
        region.efforts_first = second_first(if least.bound >= SHARP * top.centre.lower() {
            least.below_centre
        } else {
            [0, 1].map(|k| -(top.slopes[k] * piece.reach[k]).lower())
        });
        Some(least.bound)
    }

    /// The largest t with P(S < t) ≤ f, in floats: any t is sound.
    fn best_threshold(&self, agreement: f64, fail: f64) -> Option<u64> {
        let law = Binomial::new(self.samples, agreement).ok()?;
        let fits = |t: f64| law.tail(t as u64).below <= fail;
        let n = self.n();
        let guess = n * agreement + law.standard_deviation() * quantile(fail);
        let mut low = guess.clamp(0.0, n).floor();
        let mut step = 1.0;
        let mut high = low;
        for _ in 0..STEPS {
            if low == 0.0 || fits(low) {
                break;
            }
            (high, low) = (low, (low - step).max(0.0));
            step *= 2.0;
        }
        if high == low {
            step = 1.0;
            for _ in 0..STEPS {
                high = (low + step).min(n + 1.0);
                if high > n || !fits(high) {
                    break;
                }
                (low, step) = (high, 2.0 * step);
            }
        }
        for _ in 0..STEPS {
            if high - low <= 1.0 {
                break;
            }
            let middle = (0.5 * (low + high)).floor();
            if fits(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(low as u64)
    }

    /// W = v·g − N·P(S < t), g = dP(S ≥ t)/dq, at one q.
    fn hinge(&self, t: u64, q: Interval) -> Option<Interval> {
        if t == 0 {
            return Some(Interval::ZERO);
        }
        let whole = Interval::point(t as f64);
        let distance = Interval::point(self.n()) * q - whole;
        let Ok(law) = EnclosedBinomial::new(self.samples, q) else {
            // At q = 1 every check agrees.
            return (q == Interval::ONE).then(|| (-distance).positive_part());
        };
        let (variance, slope) = (q * (Interval::ONE - q), law.tail_slope(t));
        let hinge = match law.below_over_slope(t) {
            Some(share) => slope * (variance - distance * share).positive_part(),
            None => (variance * slope - distance * law.tail(t).below).positive_part(),
        };
        Some(hinge)
    }

    /// W at every q of an interval: it falls with q.
    fn hinge_over(&self, t: u64, q: Interval) -> Option<Interval> {
        let [low, high] = [q.lower(), q.upper()].map(|q| self.hinge(t, Interval::point(q)));
        Interval::new(high?.lower(), low?.upper())
    }

    /// P(S′ < t), S′ ~ Binomial(n − 1, q), at every q of an interval: it falls with q.
    fn below_over(&self, t: u64, q: Interval) -> Option<Interval> {
        let at = |q: f64| {
            let fewer = self.samples - 1;
            if t == 0 {
                return Some(Interval::ZERO);
            }
            if t > fewer {
                return Some(Interval::ONE);
            }
            match EnclosedBinomial::new(fewer, Interval::point(q)) {
                Ok(law) => law.tail(t).below.intersection(Interval::UNIT),
                Err(_) => (q == 1.0).then_some(Interval::ZERO),
            }
        };
        Interval::new(at(q.upper())?.lower(), at(q.lower())?.upper())
    }
}

/// An infinite bound as the largest number: it may be multiplied by 0.
fn finite(bound: f64) -> Interval {
    Interval::point(bound.min(f64::MAX))
}
