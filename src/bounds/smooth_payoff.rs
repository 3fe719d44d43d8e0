//! The annotator's payoff under pay that is smooth in the share of agreements: what `best_reply`
//! asks of it.
//!
//! With v(x) the utility of pay at share x = S/n, and C = c∘q⁻¹,
//!
//! dE_q\[v]/dq = E\[v′ between neighbouring counts of n−1],  d²E_q\[v]/dq² = (1 − 1/n)·E\[v″
//! likewise, n−2]
//!
//! (finite differences of Bernstein coefficients; mean value theorem).

use super::best_reply::{self, Payoff};
use crate::bounds::count_expansion::CountExpansion;
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Pieces of the effort interval before giving up: a proof that is found takes some hundred.
pub const PIECES: usize = 2_000;

/// Parts of a piece on which it is shown that the payoff is concave.
const PARTS: usize = 256;

/// n² times the probability of what windows leave aside: narrow windows first, as pay bends less
/// over them, then such that the whole range of pay, times that, is nothing beside a gap.
const OUTSIDE: [f64; 2] = [1e-8, 1e-28];

/// Pay in utility as a function of the share of agreements; increasing.
pub trait Pay {
    /// v over an interval of shares; limited liability included.
    fn utility(&self, share: Interval) -> Option<Interval>;
    /// v − u(w_min) ≥ 0, given u(w_min): 0 where the minimum wage itself is paid.
    fn above(&self, minimum: Interval, share: Interval) -> Option<Interval> {
        Some((self.utility(share)? - minimum).positive_part())
    }
    /// v′; `None` where limited liability may bind.
    fn slope(&self, share: Interval) -> Option<Interval>;
    /// v″; `None` where limited liability may bind.
    fn curvature(&self, share: Interval) -> Option<Interval>;
}

/// Proves that η, at which ψ′ = 0 exactly and E\[v\] = U0 + c + `rent`, is a global best reply,
/// with so many pieces.
pub fn is_best_reply(
    local: &CountExpansion<'_, '_>,
    effort: f64,
    pay: &dyn Pay,
    rent: Interval,
    pieces: usize,
) -> bool {
    best_reply::is_best_reply(&SmoothPayoff { local, pay, rent }, effort, pieces)
}

struct SmoothPayoff<'a, 'b, 'm> {
    local: &'a CountExpansion<'b, 'm>,
    pay: &'a dyn Pay,
    rent: Interval,
}

impl SmoothPayoff<'_, '_, '_> {
    /// Shares that matter at the efforts of a piece, and the probability of the others: so small
    /// that it beats n², by which second differences can exceed the range of pay.
    ///
    /// Hoeffding's bound: P(|S − mq| ≥ r) ≤ 2·exp(−2r²/m), for m = n and a fortiori for n − 1 and n
    /// − 2.
    fn window(&self, efforts: Interval, outside: f64) -> Option<(Interval, f64)> {
        let q = self.local.economy.agreement(0, efforts)?;
        let n = self.local.samples as f64;
        let outside = outside / (n * n);
        let reach = (0.5 * n * libm::log(2.0 / outside)).sqrt() * (1.0 + 1e-12);
        // Differences of up to two counts stay within two counts more.
        let reach = Interval::point(reach + 2.0) / Interval::point(n);
        let low = (q - reach).lower().max(0.0);
        let high = (q + reach).upper().min(1.0);
        Some((Interval::new(low, high)?, outside))
    }

    /// d²E\[v]/dq² < C″ on the piece. Outside the window n²·(second difference) is at most n² times
    /// the range of pay; inside it the average is at most sup v″ times the probability of the
    /// window, the larger one where v″ may be positive. (Straight costs, C″ = 0, ask for the
    /// negative part.)
    fn concave_within(&self, efforts: Interval, outside: f64) -> Option<bool> {
        let (window, outside) = self.window(efforts, outside)?;
        let n = Interval::point(self.local.samples as f64);
        let most = self.pay.utility(Interval::ONE)? - self.local.economy.minimum_utility();
        let far = n.square() * most * Interval::point(outside);
        let inside = Interval::new((Interval::ONE - outside).lower(), 1.0)?;
        let near = Interval::point(self.pay.curvature(window)?.upper()) * inside;
        // (1 − 1/n) times the average of v″.
        let fewer = (n - 1.0) / n;
        let bend = (near * fewer + far).upper();
        Some(bend < self.local.economy.least_cost_bend(efforts))
    }

    /// dE\[v]/dq > C′ on the piece: C is convex, so C′ is largest at its upper end.
    fn rises_within(&self, efforts: Interval, outside: f64) -> Option<bool> {
        let (window, outside) = self.window(efforts, outside)?;
        let inside = Interval::ONE - Interval::point(outside);
        let rise = self.pay.slope(window)? * inside;
        let economy = self.local.economy;
        let last = Interval::point(efforts.upper());
        Some(rise.lower() > economy.cost_by_agreement(1, last)?.upper())
    }
}

impl Payoff for SmoothPayoff<'_, '_, '_> {
    /// In parts, as C″ is enclosed closely over short pieces only: where pay bends about as much as
    /// the cost that decides.
    fn is_concave(&self, efforts: Interval) -> Option<bool> {
        let within = |outside| {
            holds_on(efforts.lower(), efforts.upper(), PARTS, |piece| {
                self.concave_within(piece, outside) == Some(true)
            })
        };
        Some(OUTSIDE.into_iter().any(within))
    }

    fn rises(&self, efforts: Interval) -> Option<bool> {
        let within = |outside| self.rises_within(efforts, outside) == Some(true);
        Some(OUTSIDE.into_iter().any(within))
    }

    fn is_worse(&self, efforts: Interval) -> Option<bool> {
        let rises = self.rises(efforts) == Some(true);
        Some(rises || self.is_below(efforts)?)
    }

    /// E\[v] − c < U0 + ρ, both less u(w_min): a rent below a rounding of U0 would be lost.
    ///
    /// v rises with the share X and E\[v] with q, so at the largest q of the piece and for any x_0
    /// < x_1 < … < x_m = 1 E\[v] ≤ v(x_0) + Σ_i (v(x_(i+1)) − v(x_i))·P(X > x_i).
    fn is_below(&self, efforts: Interval) -> Option<bool> {
        /// The x_i in standard deviations of X above its mean: close where pay bends, far out where
        /// nothing is left.
        const PLACES: [f64; 12] = [
            -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0,
        ];
        let economy = self.local.economy;
        let samples = self.local.samples;
        let minimum = economy.minimum_utility();
        let above_minimum = |share: Interval| self.pay.above(minimum, share);
        let most = above_minimum(Interval::ONE)?;
        let cost = economy.cost(0, Interval::point(efforts.lower()))?;
        let needed = (economy.reservation() - minimum) + self.rent + cost;
        if most.upper() < needed.lower() {
            return Some(true);
        }
        let q = economy.largest_agreement(efforts)?;
        let law = EnclosedBinomial::new(samples, q).ok()?;
        let n = samples as f64;
        let (mean, deviation) = (
            n * q.midpoint(),
            (n * q.midpoint() * (1.0 - q.midpoint())).sqrt(),
        );
        let counts = PLACES
            .iter()
            .map(|place| (mean + place * deviation).floor())
            .filter(|count| *count >= 0.0 && *count < n)
            .map(|count| count as u64);
        let mut pay = Interval::ZERO;
        // P(X > x_i) and v(x_i) of the step before.
        let mut last: Option<(Interval, Interval)> = None;
        for count in counts {
            let share = Interval::point(count as f64) / Interval::point(n);
            let here = above_minimum(share)?;
            pay = match last {
                None => here,
                Some((tail, before)) => pay + tail * (here - before).positive_part(),
            };
            last = Some((law.tail(count + 1).at_least, here));
        }
        pay = match last {
            None => most,
            Some((tail, before)) => pay + tail * (most - before).positive_part(),
        };
        Some(pay.upper() < needed.lower())
    }
}
