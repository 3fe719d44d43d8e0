//! The best bound on every contract that a budget of price lines finds, whatever an estimate says.
//!
//! Any prices with λ ≥ 0 and B ≥ 0 give a bound (module `price_line`). Here each piece of efforts
//! gets those that are best at its middle, found in floats from the two constraints they price:
//! E\[v] = ū and E\[v·x] = q(1−q)·c′/q′, x = s − nq, v the pay at price λ + B·x. Where limited
//! liability leaves a rent the first is slack and λ = 0.

use super::price_line::PriceLine;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::prices::Prices;
use crate::numerics::interval::least_over;
use crate::numerics::{Binomial, Interval};

/// Counts summed over before giving up, pieces times counts, and the fewest and most pieces.
const WORK: u64 = 400_000;
const PIECES: [u64; 2] = [40, 400];

/// Counts less likely than this hardly move the best prices.
const UNLIKELY: f64 = 1e-25;

/// Newton steps for the best prices, and halvings of one.
const STEPS: usize = 40;
const HALVINGS: usize = 30;

/// A lower bound of the gap of every contract, at most `target` (no effort is made to get beyond).
pub fn least_gap(economy: &EnclosedModel<'_>, samples: u64, target: f64) -> f64 {
    let pieces = (WORK / samples).clamp(PIECES[0], PIECES[1]) as usize;
    let least = least_over(0.0, 1.0, pieces, target, |efforts| {
        let loss = economy.least_loss(efforts);
        if loss >= target || efforts.lower() == 0.0 {
            return loss;
        }
        let priced = on_piece(economy, samples, efforts).unwrap_or(0.0);
        priced.max(loss)
    });
    least.min(target)
}

/// The bound on one piece from the prices that are best at its middle.
fn on_piece(economy: &EnclosedModel<'_>, samples: u64, efforts: Interval) -> Option<f64> {
    let middle = efforts.midpoint();
    let local = CountExpansion::new(economy, samples, Interval::point(middle))?;
    let q = economy.agreement(0, efforts)?;
    let [level, slope] = Pricing::new(economy, samples, middle)?.best()?;
    // λ moves with the expected count and must not be negative anywhere on the piece.
    let fall = slope * samples as f64 * (local.agreement.midpoint() - q.lower()).max(0.0);
    let level = level.max(fall * (1.0 + 1e-9));
    let money = local.money.midpoint();
    let prices = Prices {
        level: level / money - 1.0,
        slope: slope * local.moments.deviation().midpoint() / money,
    };
    PriceLine::new(&local, middle, &prices)?.least_gap(efforts)
}

/// What the best prices of one effort solve, in floats.
struct Pricing<'m> {
    economy: &'m EnclosedModel<'m>,
    /// P(S = s) and x of the counts that matter.
    law: Vec<(f64, f64)>,
    mean: f64,
    money: f64,
    /// q(1−q)·c′/q′.
    incentive: f64,
    /// First guess of B.
    slope: f64,
}

impl<'m> Pricing<'m> {
    fn new(economy: &'m EnclosedModel<'m>, samples: u64, effort: f64) -> Option<Self> {
        let model = economy.model();
        let q = model.monitoring().agreement(effort);
        let binomial = Binomial::new(samples, q).ok()?;
        let n = samples as f64;
        // 12 standard deviations hold all but 1e-30, and all counts where these are few.
        let reach = 12.0 * (n * q * (1.0 - q)).sqrt() + 30.0;
        let from = (n * q - reach).max(0.0) as u64;
        let to = (n * q + reach).min(n) as u64;
        let law = (from..=to)
            .map(|s| (libm::exp(binomial.ln_pmf(s)), s as f64 - n * q))
            .filter(|(p, _)| *p >= UNLIKELY)
            .collect();
        let mean = model.required_utility(effort);
        let price = model.marginal_cost_of_agreement(effort);
        Some(Self {
            economy,
            law,
            mean,
            money: model.utility().marginal_wage(mean),
            incentive: q * (1.0 - q) * price,
            slope: model.utility().wage_curvature(mean) * price / n,
        })
    }

    /// What is missing from the two constraints at prices (λ, B), and how E\[v], E\[v·x] move with
    /// them: the Hessian of the dual, E\[v′], E\[v′x], E\[v′x²].
    fn at(&self, level: f64, slope: f64) -> ([f64; 2], [f64; 3]) {
        let model = self.economy.model();
        let (utility, minimum) = (model.utility(), model.minimum_utility());
        let (mut short, mut moves) = ([self.mean, self.incentive], [0.0; 3]);
        for (p, x) in &self.law {
            let price = level + slope * x;
            let pay = self.mean + utility.response_from(self.mean, self.money, price - self.money);
            let paid = pay > minimum && pay.is_finite();
            let pay = if paid { pay } else { minimum };
            short[0] -= p * pay;
            short[1] -= p * pay * x;
            if paid {
                let rate = p / utility.wage_curvature(pay);
                moves[0] += rate;
                moves[1] += rate * x;
                moves[2] += rate * x * x;
            }
        }
        (short, moves)
    }

    /// λ and B.
    fn best(&self) -> Option<[f64; 2]> {
        let size = |short: [f64; 2]| {
            let share = short[0] / self.mean.abs().max(1e-300);
            share.abs() + (short[1] / self.incentive).abs()
        };
        let (mut level, mut slope) = (self.money, self.slope);
        let mut now = self.at(level, slope);
        for _ in 0..STEPS {
            let ([a, b], [m0, m1, m2]) = now;
            let determinant = m0 * m2 - m1 * m1;
            let (up, steeper) = if level <= 0.0 && a <= 0.0 {
                (0.0, b / m2)
            } else {
                (
                    (a * m2 - b * m1) / determinant,
                    (m0 * b - m1 * a) / determinant,
                )
            };
            if !(up.is_finite() && steeper.is_finite()) {
                break;
            }
            // The dual is concave: a step that helps it shows in what is missing, or is shortened.
            let mut share = 1.0;
            let mut moved = false;
            for _ in 0..HALVINGS {
                let next = [
                    (level + share * up).max(0.0),
                    (slope + share * steeper).max(0.0),
                ];
                let then = self.at(next[0], next[1]);
                let left = if next[0] > 0.0 {
                    size(then.0)
                } else {
                    size([then.0[0].max(0.0), then.0[1]])
                };
                let before = if level > 0.0 {
                    size(now.0)
                } else {
                    size([now.0[0].max(0.0), now.0[1]])
                };
                if left < before {
                    (level, slope, now) = (next[0], next[1], then);
                    moved = true;
                    break;
                }
                share *= 0.5;
            }
            if !moved {
                break;
            }
        }
        (level.is_finite() && slope.is_finite()).then_some([level, slope])
    }
}
