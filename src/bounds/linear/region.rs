//! Where every linear contract lies whose gap is small: a box of efforts, mean pay and slopes, and
//! how likely the share of agreements is to stray from its mean there.
//!
//! Pay is w = max(w_min, ℓ), ℓ = b + π + B·X, X = S/n − q, so that b + π is what the line pays at
//! the expected share; b is one real number, h(ū) at the estimate's effort. A contract with a gap
//! below `target` that implements η has
//!
//! - first-best loss below `target`, which bounds η (the loss is convex);
//! - h(ū) ≤ E\[w] ≤ h(ū) + target. E\[w] ≥ E\[ℓ] = b + π bounds π from above. As E\[w] ≤ max(w_min,
//!   b + π) + B·E\[X₊] and E\[X₊] ≤ ½·√(v/n), v = q(1−q), it is bounded from below as well;
//! - 0 ≤ B: pay that does not rise gives no incentive. Steep slopes cost too much risk
//!   (`steepest`), and incentives confine the rest: C₁ = c′/q′ = dE\[u(w)]/dq is the mean of n·Δu
//!   over n − 1 counts, which for counts within a of the mean is at least B·u′ at the largest pay
//!   there (u concave), so B ≤ C₁/(u′·P(|X| ≤ a − 1/n)).
//!
//! **Tails.** P(S/n ≥ q + δ) ≤ exp(−n·KL(q + δ‖q)) and its mirror image (Chernoff 1952; Hoeffding
//! 1963, theorem 1), with KL(q + δ‖q) = q·φ(δ/q) + (1−q)·φ(−δ/(1−q)), φ(t) = (1+t)·ln(1+t) − t.

use super::lines::Lines;
use super::steepest::steepest_slope;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::numerics::Interval;

/// Pieces into which the efforts are cut to exclude steep slopes.
const PIECES: u32 = 6;

/// Rounds of confining the slope by incentives; each takes away what the last left of its excess,
/// times some 1/√n.
const ROUNDS: usize = 4;

/// Within so many standard deviations of the mean incentives are counted, fewer where limited
/// liability is near: what is left out weighs 2, 9 or 27%.
const COUNTED: [f64; 3] = [3.0, 2.5, 2.0];

/// A box that holds every linear contract with a gap below some target.
pub struct Region {
    /// η.
    pub efforts: Interval,
    /// q over the efforts.
    pub agreement: Interval,
    /// π.
    pub shift: Interval,
    /// The largest B.
    pub slope: f64,
    /// The largest standard deviation of the share.
    pub deviation: f64,
}

impl Region {
    /// `lines` at one effort is where the pay is measured from: b is its w̄. `None` where nothing
    /// confines the contracts.
    pub fn new(lines: &Lines<'_, '_, '_>, target: f64) -> Option<Self> {
        let economy = lines.local.economy;
        let samples = lines.local.samples;
        let efforts = economy.efforts_below(target)?;
        let agreement = economy.agreement(0, efforts)?;
        let one = Interval::point;
        let n = one(samples as f64);
        let share_variance = agreement * (Interval::ONE - agreement) / n;
        let deviation = share_variance.sqrt()?.upper();
        let required = economy.required_utility(efforts)?;
        let wage = economy.utility().wage_derivative(0, required)?;
        let highest = (wage + one(target) - lines.wage).upper();
        let mut slope = steepest(economy, samples, efforts, target)?;
        for _ in 0..ROUNDS {
            slope = confined(lines, efforts, agreement, highest, slope, deviation).min(slope);
        }
        let rise = one(0.5) * one(deviation) * one(slope);
        let floor = economy.model().minimum_wage();
        if !(wage.lower() > (one(floor) + rise).upper()) {
            return None;
        }
        let lowest = (wage - rise - lines.wage).lower();
        Some(Self {
            efforts,
            agreement,
            shift: Interval::new(lowest, highest)?,
            slope,
            deviation,
        })
    }

    /// The same with one more contract inside.
    pub fn with(mut self, effort: f64, shift: f64, slope: f64) -> Option<Self> {
        self.efforts.contains(effort).then_some(())?;
        self.shift = self.shift.hull(Interval::point(shift));
        self.slope = self.slope.max(slope);
        Some(self)
    }
}

/// A slope B beyond which risk alone costs more than `target` at every effort.
fn steepest(
    economy: &EnclosedModel<'_>,
    samples: u64,
    efforts: Interval,
    target: f64,
) -> Option<f64> {
    let step = efforts.width() / f64::from(PIECES);
    (0..PIECES).try_fold(0.0, |most: f64, piece| {
        let from = efforts.lower() + f64::from(piece) * step;
        let to = if piece + 1 == PIECES {
            efforts.upper()
        } else {
            efforts.lower() + f64::from(piece + 1) * step
        };
        let local = CountExpansion::new(economy, samples, Interval::new(from, to)?)?;
        let rent = Interval::new(0.0, (Interval::point(target) / local.money).upper())?;
        let lines = Lines::new(&local, rent)?;
        let slope = Interval::point(steepest_slope(&lines, target)?);
        let by_share = slope * Interval::point(samples as f64) / local.moments.deviation();
        Some(most.max(by_share.upper()))
    })
}

/// The largest slope up to `slope` that incentives allow; `slope` where they tell nothing.
fn confined(
    lines: &Lines<'_, '_, '_>,
    efforts: Interval,
    agreement: Interval,
    highest: f64,
    slope: f64,
    deviation: f64,
) -> f64 {
    let economy = lines.local.economy;
    let attempt = |counted: f64| -> Option<f64> {
        let one = Interval::point;
        let n = one(lines.local.samples as f64);
        let inside = one(counted) * one(deviation);
        let floor = economy.model().minimum_wage();
        // E[w] ≥ h(ū): the line pays at least that, less ½·B·√(v/n), at the mean.
        let required = economy.required_utility(efforts)?;
        let wage = economy.utility().wage_derivative(0, required)?;
        let drop = one(slope) * (inside + one(0.5) * one(deviation));
        if !((wage - drop).lower() > floor) {
            return None;
        }
        let top = lines.wage + one(highest) + one(slope) * inside;
        let marginal = economy.utility().utility_coefficient(1, one(top.upper()))?;
        let distance = (inside - Interval::ONE / n).lower();
        let likely = Interval::ONE - one(outside(n, agreement, distance)?);
        if !(likely.lower() > 0.0) {
            return None;
        }
        let incentive = economy.cost_by_agreement(1, efforts)?;
        Some((incentive / (marginal * likely)).upper())
    };
    COUNTED
        .iter()
        .find_map(|counted| attempt(*counted))
        .unwrap_or(slope)
}

/// P(|S/n − q| ≥ δ) from above, for every q of an interval.
pub fn outside(n: Interval, agreement: Interval, distance: f64) -> Option<f64> {
    let one_sided = |q: Interval| -> Option<Interval> {
        let p = Interval::ONE - q;
        // Shares above 1 do not occur; a smaller distance only raises the bound.
        let delta = Interval::point(distance.min(0.999 * p.lower()).max(0.0));
        let divergence = q * (delta / q).entropy_excess()? + p * (-(delta / p)).entropy_excess()?;
        Some((-(n * divergence)).exp())
    };
    let both = one_sided(agreement)? + one_sided(Interval::ONE - agreement)?;
    Some(both.upper().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::EnclosedBinomial;

    #[test]
    fn the_tail_bound_is_never_below_the_tails() {
        for (n, q) in [(20_u64, 0.7), (300, 0.55), (1_000, 0.93), (50_000, 0.78)] {
            let law = EnclosedBinomial::new(n, Interval::point(q)).unwrap();
            let deviation = (q * (1.0 - q) / n as f64).sqrt();
            for place in [0.5, 1.5, 3.0, 6.0, 9.0] {
                let distance = place * deviation;
                // A little less than the distance on either side holds at least what the bound
                // speaks of.
                let few = (n as f64 * (q - distance) * (1.0 - 1e-12))
                    .floor()
                    .max(-1.0);
                let many = (n as f64 * (q + distance) * (1.0 + 1e-12)).ceil();
                let exact = law.tail((few + 1.0) as u64).below + law.tail(many as u64).at_least;
                let around = Interval::new(q - 1e-9, q + 1e-9).unwrap();
                let bound = outside(Interval::point(n as f64), around, distance).unwrap();
                assert!(
                    exact.lower() <= bound,
                    "{n} {q} {place}: {exact:?} {bound:e}"
                );
                // At a hundred samples and more its exponent is near the normal one, 0.5·place².
                let sharp = 2.0 * (-0.3 * place * place).exp();
                assert!(n < 100 || bound <= sharp, "{n} {q} {place}: {bound:e}");
            }
        }
    }
}
