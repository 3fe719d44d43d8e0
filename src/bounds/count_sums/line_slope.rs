//! How the gap of the line of an effort changes with the effort.
//!
//! With W = E_q\[w] and multipliers λ, ν that make W − λ·H − ν·G stationary in (α, σ), the envelope
//! theorem gives, as H = ū and dH/dq = G = C₁ = dū/dq along the lines (module `line`),
//!
//! dgap/dq = −V_q + W_q − ν·(G_q − C₂),  W_q = n·E_(n−1)\[Δw],  G_q = n(n−1)·E_(n−2)\[Δ²u(w)].
//!
//! With v = q(1−q), A_j = Σ p_k·x_k^j and μ_j = Σ p_k·(u′(w_k)/u₀)·x_k^j over the counts paid more
//! than w_min, u₀ any number,
//!
//! ν = (v/(d·u₀))·(A₁μ₀ − A₀μ₁)/(μ₂μ₀ − μ₁²) = (v/(d·u₀))·(A₀R₁ − A₁R₀)/(…),  R_j = A_j − μ_j,
//!
//! which is small where u′ hardly varies. The smallest count that is paid more than w_min may have
//! a weight z = p·u′/u₀ that is large and uncertain; if it reaches w_min within the piece z is
//! anywhere up to ∞, or the count drops out. ν is a Möbius function of z, so that its values at the
//! ends of z (and without the count) enclose it.

use super::law::Law;
use super::line::{Lines, PayBox, Piece, fewer};
use crate::numerics::Interval;

/// The smallest count that may be paid more than w_min: p, x and p·u′/u₀ at most, or at least where
/// it reaches w_min.
struct Smallest {
    probability: Interval,
    place: Interval,
    least: Interval,
    most: Option<Interval>,
}

impl Lines<'_, '_> {
    /// dgap/dη for every effort of the piece, given a box that holds their lines; `None` where too
    /// many counts reach w_min at once.
    pub fn gap_slope(&self, piece: &Piece, pay: &PayBox) -> Option<Interval> {
        let economy = self.economy;
        let centre = Interval::point(piece.q_middle.midpoint());
        let pay_change = self.pay_change(pay, &piece.fewer)?;
        let incentive_change = if self.samples < 2 {
            Interval::ZERO
        } else {
            self.incentive_change(pay, &fewer(self.samples, 2, centre, piece.q)?)?
        };
        let price = self.incentive_price(pay, piece)?;
        let by_agreement = pay_change
            - price * (incentive_change - economy.cost_by_agreement(2, piece.efforts)?)
            - economy.value_by_agreement(1, piece.efforts)?;
        Some(by_agreement * economy.agreement(1, piece.efforts)?)
    }

    /// W_q: n·σ/d for every count above w_min, and less at and below.
    fn pay_change(&self, pay: &PayBox, fewer: &Law) -> Option<Interval> {
        let step = pay.slope / Interval::point(self.frame.unit);
        let paid = |line: f64, step: f64| (Interval::point(line) + Interval::point(step), line);
        let missing = |k: usize| -> Option<Interval> {
            let line = self.line(pay, k);
            if line.lower() >= self.floor {
                return Some(Interval::ZERO);
            }
            // max(w_min, ℓ+s) − max(w_min, ℓ) rises with ℓ and with s.
            let rise = |line: f64, step: f64| {
                let (next, line) = paid(line, step);
                let floor = Interval::point(self.floor);
                (next - floor).positive_part() - (Interval::point(line) - floor).positive_part()
            };
            let low = rise(line.lower(), step.lower()).lower().max(0.0);
            let high = rise(line.upper(), step.upper()).upper().max(low);
            Some(Interval::new(low, high)? - step)
        };
        let n = Interval::point(self.samples as f64);
        Some(n * (step + fewer.expect(step.magnitude(), missing)?))
    }

    /// G_q. Where limited liability is out of play a second difference is its value at the middle
    /// of the box and, by the mean value theorem, Δ²u′ = s²·u‴ per unit of α and x·s²·u‴ +
    /// (2s/d)·u″ per unit of σ.
    fn incentive_change(&self, pay: &PayBox, fewer: &Law) -> Option<Interval> {
        let utility = self.economy.utility();
        let unit = Interval::point(self.frame.unit);
        let step = pay.slope / unit;
        let middle = PayBox {
            level: Interval::point(pay.level.midpoint()),
            slope: Interval::point(pay.slope.midpoint()),
            pin: None,
        };
        let (levels, slopes) = (pay.level - middle.level, pay.slope - middle.slope);
        let two = Interval::point(2.0);
        let second = |k: usize| -> Option<Interval> {
            // The mean value form goes from the middle to any line of the box, pinned or not.
            let lines = [pay, &middle]
                .map(|pay| self.line(pay, k).hull(self.line(pay, k + 2)))
                .into_iter()
                .reduce(Interval::hull)?;
            let at = |pay: &PayBox| {
                let [a, b, c] = [k, k + 1, k + 2].map(|k| self.utility(pay, k));
                Some(a? - two * b? + c?)
            };
            // Next to w_min derivatives may be large or infinite, and the plain difference is as
            // good or better.
            let near = !(lines.lower() > self.floor + 2.0 * step.upper());
            let plain = if near { Some(at(pay)?) } else { None };
            if !(lines.lower() > self.floor) {
                return plain;
            }
            let third =
                step.square() * Interval::point(6.0) * utility.utility_coefficient(3, lines)?;
            let bend = two * utility.utility_coefficient(2, lines)?;
            let by_slope = self.place(k + 1) * third + two * step / unit * bend;
            let form = at(&middle)? + third * levels + by_slope * slopes;
            plain.map_or(Some(form), |plain| plain.intersection(form))
        };
        let n = Interval::point(self.samples as f64);
        let usual = Interval::point(second(fewer.mode())?.midpoint());
        let most = 4.0 * Interval::point(self.largest_utility(pay)?) + usual.magnitude();
        let most = most.upper();
        let sum = fewer.expect(most, |k| Some(second(k)? - usual))?;
        Some(n * (n - Interval::ONE) * (usual + sum))
    }

    /// ν.
    fn incentive_price(&self, pay: &PayBox, piece: &Piece) -> Option<Interval> {
        let utility = self.economy.utility();
        let one = Interval::ONE;
        // u₀: any float near the usual u′.
        let usual = self.line(pay, piece.law.mode()).midpoint().max(self.floor);
        let usual = utility.utility_coefficient(1, Interval::point(usual))?;
        let usual = Interval::point(usual.midpoint());
        let (mut paid, mut rest, mut weighed) = (
            [Interval::ZERO; 2],
            [Interval::ZERO; 2],
            [Interval::ZERO; 3],
        );
        let mut smallest: Option<Smallest> = None;
        let mut steepest = Interval::ZERO;
        for (k, p) in piece.law.iter() {
            let line = self.line(pay, k);
            if line.upper() <= self.floor {
                continue;
            }
            let x = self.place(k);
            let share = |wage: f64| {
                let marginal = utility.utility_coefficient(1, Interval::point(wage))?;
                Some(marginal / usual)
            };
            if smallest.is_none() {
                let most = if line.lower() > self.floor {
                    Some(p * share(line.lower())?)
                } else {
                    None
                };
                smallest = Some(Smallest {
                    probability: p,
                    place: x,
                    least: p * share(line.upper())?,
                    most,
                });
                continue;
            }
            if line.lower() <= self.floor {
                return None;
            }
            let share = utility.utility_coefficient(1, line)? / usual;
            steepest = steepest.hull(share);
            let (left, weight) = (p * (one - share), p * share);
            let (px, left_x, weight_x) = (p * x, left * x, weight * x);
            for (sums, terms) in [(&mut paid, [p, px]), (&mut rest, [left, left_x])] {
                for (sum, term) in sums.iter_mut().zip(terms) {
                    *sum = *sum + term;
                }
            }
            for (sum, term) in weighed.iter_mut().zip([weight, weight_x, weight_x * x]) {
                *sum = *sum + term;
            }
        }
        // What the counts left out of the law may add. Larger ones are paid more, where u′ is less;
        // smaller ones have to be paid w_min, or the smallest of all more.
        let first = *piece.law.counts().start();
        if first > 0 && self.line(pay, first - 1).upper() > self.floor {
            let bottom = self.line(pay, 0);
            if !(bottom.lower() > self.floor) {
                return None;
            }
            let marginal = utility.utility_coefficient(1, Interval::point(bottom.lower()))?;
            steepest = steepest.hull(marginal / usual);
        }
        let far = self
            .place(0)
            .magnitude()
            .max(self.place(self.samples as usize).magnitude());
        let shares =
            (one + Interval::point(steepest.magnitude())) * Interval::point(far.max(1.0)).square();
        let most = (Interval::point(piece.law.rest()) * shares).upper();
        let around = Interval::new(-most, most)?;
        let [a0, a1] = paid.map(|sum| sum + around);
        let [r0, r1] = rest.map(|sum| sum + around);
        let [m0, m1, m2] = weighed.map(|sum| sum + around);
        let (above, below) = (a0 * r1 - a1 * r0, m2 * m0 - m1.square());
        let variance = piece.q * (one - piece.q);
        let scale = variance / (Interval::point(self.frame.unit) * usual);
        let without = above / below;
        let ratio = match smallest {
            None => without,
            Some(Smallest {
                probability: p,
                place: x,
                least,
                most,
            }) => {
                let by_paid = p * (x * m0 - m1);
                let by_weight = a1 - a0 * x;
                let spread = m2 - Interval::point(2.0) * x * m1 + x.square() * m0;
                let with = |z: f64| {
                    let z = Interval::point(z);
                    (above + by_paid + z * by_weight) / (below + z * spread)
                };
                let ratio = with(least.lower().max(0.0));
                match most {
                    Some(most) => ratio.hull(with(most.upper())),
                    None => ratio.hull(without).hull(by_weight / spread),
                }
            }
        };
        // Both denominators are variances.
        (below.lower() > 0.0).then_some(scale * ratio)
    }
}
