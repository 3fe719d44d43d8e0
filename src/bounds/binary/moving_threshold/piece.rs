//! A piece of efforts with one N: what the bound is made of, to first order about a centre.

use super::super::threshold::lenient;
use crate::bounds::EnclosedModel;
use crate::numerics::interval::Centred;
use crate::numerics::{Binomial, Interval, MovingHinge};

/// Pieces on which nq moves by less than this are short: thresholds are whole there.
const SHORT: f64 = 0.2;

/// The quantities of a piece of efforts about a centre, for one N.
pub struct Piece {
    /// η₀.
    pub centre: f64,
    /// η − η₀.
    pub reach: Interval,
    /// c(η).
    pub cost: Centred,
    /// ū = U0 + c(η).
    pub mean: Centred,
    /// v·Y₁.
    pub incentive: Centred,
    /// An upper bound of W.
    pub hinge: Centred,
    /// N.
    pub distance: Interval,
}

impl Piece {
    /// The piece with the N that is best at its middle for x = s·c.
    pub fn new(
        economy: &EnclosedModel<'_>,
        samples: u64,
        efforts: Interval,
        s: f64,
    ) -> Option<Self> {
        let (middle, n) = (efforts.midpoint(), samples as f64);
        let at = |order: u32, effort: f64| economy.agreement(order, Interval::point(effort));
        let cost_at = |order: u32| economy.cost(order, Interval::point(middle));
        let (q, q_slope) = (at(0, middle)?.midpoint(), at(1, middle)?.midpoint());
        let asked = cost_at(1)?.midpoint() / (s * cost_at(0)?.midpoint() * q_slope);
        let position = best_position(samples, q, asked)?;
        let threshold = position.round();
        let (span, off) = (n * q_slope * efforts.width(), position - threshold);
        let (centre, centre_q, phase) = if span < SHORT && off.abs() > 0.5 * span {
            // Between two efforts at which a whole threshold is best, the nearer is best with t at
            // the near end of its range; so close to it that no threshold is passed.
            (middle, q, 0.5 + libm::copysign(0.5 - 0.6 * span, off))
        } else {
            // The centre moves by less than a count, so that t is half way between two.
            let moved = (threshold - position) / n;
            let centre = middle + moved / q_slope;
            (
                centre.clamp(efforts.lower(), efforts.upper()),
                q + moved,
                0.5,
            )
        };
        let here = Interval::point(centre);
        let reach = efforts - here;
        let centred = |f: &dyn Fn(Interval) -> Option<Interval>, slope: Interval| {
            Some(Centred {
                centre: f(here)?,
                range: f(efforts)?,
                slope,
            })
        };
        let agreement_slope = economy.agreement(1, efforts)?;
        let marginal_cost = economy.cost(1, efforts)?;
        let q = centred(&|e| economy.agreement(0, e), agreement_slope)?;
        let cost = centred(&|e| economy.cost(0, e), marginal_cost)?;
        if !(cost.range.lower() > 0.0 && agreement_slope.lower() > 0.0) {
            return None;
        }
        let price = centred(&|e| economy.cost(1, e), economy.cost(2, efforts)?)?
            / centred(&|e| economy.agreement(1, e), economy.agreement(2, efforts)?)?;
        let moving = MovingHinge::new(samples, threshold as u64, phase, centre_q, q.range)?;
        // W(q) ≤ W(q̂) + ν·(q − q̂), ν some number of the slope for each q: about q₀ = q(η₀) that
        // is at most the largest of W(q̂) + ν·(q₀ − q̂), a number, plus ν·(q − q₀).
        let offset = q.centre - Interval::point(centre_q);
        let most = Interval::point((moving.at_centre + moving.slope * offset).upper());
        let hinge = Centred {
            centre: most,
            range: most + moving.slope * (q.range - q.centre),
            slope: moving.slope * agreement_slope,
        };
        let variance = q * (Centred::constant(Interval::ONE) - q);
        Some(Self {
            centre,
            reach,
            cost,
            mean: Centred::constant(economy.reservation()) + cost,
            incentive: (variance.tightened(reach) * price / cost).tightened(reach),
            hinge: hinge.tightened(reach),
            distance: moving.distance,
        })
    }

    /// f̲ at s = `bonus`.
    pub fn fail(&self, bonus: f64) -> Centred {
        let s = Centred::constant(Interval::point(bonus));
        let below = s * Centred::constant(self.distance) + self.incentive;
        ((self.incentive - s * self.hinge) / below).tightened(self.reach)
    }
}

/// κ as a real number with dP(S ≥ κ)/dq = `asked`·P(S ≥ κ), where κ is below the mode; exact where
/// it is whole.
fn best_position(samples: u64, q: f64, asked: f64) -> Option<f64> {
    let law = Binomial::new(samples, q).ok()?;
    let n = samples as f64;
    let mut position = lenient(samples, q, asked)? as f64;
    // The second step starts from the nearest whole threshold.
    for _ in 0..2 {
        let k = position.round();
        let at = law.tail(k as u64).ln_at_least - law.ln_tail_slope(k as u64);
        // The ratio of the slopes at k + 1 and k, half a step back.
        let rise = libm::log((n - k + 0.5) * q / ((k - 0.5) * (1.0 - q)));
        position = k + (libm::log(asked) + at) / rise;
        if !(rise > 0.0 && position > 1.0 && position < n) {
            return None;
        }
    }
    Some(position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::FirstBest;
    use crate::model::Model;

    #[test]
    fn no_rule_pays_the_bonus_more_often_than_the_bound_allows() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("figures/models/a.toml");
        let model = Model::read(&path).unwrap();
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let (cost, monitoring) = (model.cost(), model.monitoring());
        for (n, low, high, close) in [
            (2_000_u64, 0.69, 0.71, 2e-2),
            (10_000, 0.69, 0.71, 1e-2),
            (10_000, 0.6999, 0.7001, 1e-3),
            (1_000_000, 0.697, 0.703, 1e-2),
            (1_000_000, 0.5, 0.75, 10.0),
        ] {
            let efforts = Interval::new(low, high).unwrap();
            let piece = Piece::new(&economy, n, efforts, 1.0).unwrap();
            for i in 0..=20 {
                let effort = low + (high - low) * f64::from(i) / 20.0;
                let q = monitoring.agreement(effort);
                let law = Binomial::new(n, q).unwrap();
                let deviation = (n as f64 * q * (1.0 - q)).sqrt();
                let mut closest = f64::INFINITY;
                for j in -100..100 {
                    let k = (n as f64 * q + 0.05 * f64::from(j) * deviation) as u64;
                    // The scaled bonus at which [S ≥ k] makes the effort stationary: its own s.
                    let tail = law.tail(k);
                    let incentive = law.ln_tail_slope(k).exp() / tail.at_least;
                    let bonus = cost.marginal(effort)
                        / (incentive * monitoring.slope(effort) * cost.cost(effort));
                    if !(bonus > 1e-3 && bonus < 1e3) {
                        continue;
                    }
                    let fail = piece.fail(bonus);
                    let reach = Interval::point(effort) - Interval::point(piece.centre);
                    let bound = (fail.centre + fail.slope * reach).lower();
                    let at = format!("n {n}, effort {effort}, threshold {k}: {bound:e} {tail:?}");
                    assert!(bound <= tail.below * (1.0 + 1e-9), "{at}");
                    assert!(fail.range.lower() <= tail.below * (1.0 + 1e-9), "{at}");
                    closest = closest.min(1.0 - bound / tail.below);
                }
                assert!(closest < close, "n {n}, effort {effort}: {closest}");
            }
        }
    }
}
