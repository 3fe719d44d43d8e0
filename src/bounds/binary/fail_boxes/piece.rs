//! What is known of a box of failing chances and efforts to first order.

use super::{Region, Search};
use crate::numerics::interval::Planar;
use crate::numerics::normal::quantile;
use crate::numerics::{Binomial, EnclosedBinomial, Interval};

/// Doublings and halvings in the search for t: more than there are counts.
const STEPS: usize = 64;

/// The quantities of a box, to first order in (f, η).
pub(super) struct Piece {
    pub fail: Planar,
    pub pass: Planar,
    pub cost: Planar,
    /// ū.
    pub mean: Planar,
    /// c′.
    pub marginal: Planar,
    pub agreement: Planar,
    /// q′.
    pub rate: Planar,
    /// q(1−q) over the box.
    pub variance: Interval,
    /// t.
    pub threshold: Option<u64>,
    /// W + N·f, at least v·y.
    pub most: Option<Planar>,
    /// b̲; `None` where W + N·f may vanish.
    pub bonus: Option<Planar>,
    /// The least bonus that keeps a lower effort from tempting, where it is known.
    pub asked: Option<Planar>,
    /// What has to be at least 0 so that no effort tempts.
    pub left: Vec<Planar>,
    /// f − f₀ and η − η₀.
    pub reach: [Interval; 2],
}

impl Search<'_, '_> {
    /// What is known of a box before temptations are looked at.
    pub(super) fn piece(&self, region: &Region) -> Option<Piece> {
        let economy = self.economy;
        let (fails, efforts) = (region.fails, region.efforts);
        let here = Interval::point(efforts.midpoint());
        let reach = [fails - Interval::point(fails.midpoint()), efforts - here];
        let at = |f: &dyn Fn(u32, Interval) -> Option<Interval>, order: u32| {
            let (centre, range) = (f(order, here)?, f(order, efforts)?);
            Some(Planar::of_second(centre, range, f(order + 1, efforts)?))
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
        // q rises with effort; what is known of q at the ends is no wider than its range.
        let q = agreement.range;
        let q = Interval::new(q.lower().max(0.0), q.upper().min(1.0))?.hull(agreement.centre);
        let agreement = Planar {
            range: q,
            ..agreement
        };
        let variance = (agreement * (one - agreement)).tightened(reach);
        let threshold = self.best_threshold(agreement.centre.midpoint(), fails.midpoint());
        // W + N·f, at least v·y.
        let most = |t: u64| -> Option<Planar> {
            let hinge = Planar::of_second(
                self.hinge(t, agreement.centre)?,
                self.hinge_over(t, q)?,
                -(self.below_over(t, q)? * self.n() * rate.range),
            );
            let distance = agreement * Planar::constant(Interval::point(self.n()))
                - Planar::constant(Interval::point(t as f64));
            Some((hinge + distance * fail).tightened(reach))
        };
        let most = threshold.and_then(most);
        let steep = most.filter(|most| most.range.lower() > 0.0 && rate.range.lower() > 0.0);
        let bonus = steep.map(|most| {
            let price = (marginal / rate).tightened(reach);
            ((price * variance).tightened(reach) / most).tightened(reach)
        });
        Some(Piece {
            fail,
            pass: one - fail,
            cost,
            mean: Planar::constant(economy.reservation()) + cost,
            marginal,
            agreement,
            rate,
            variance: variance.range,
            threshold,
            most,
            bonus,
            asked: None,
            left: Vec::new(),
            reach,
        })
    }

    /// The largest t with P(S < t) ≤ f, in floats: any t is sound.
    pub(super) fn best_threshold(&self, agreement: f64, fail: f64) -> Option<u64> {
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
