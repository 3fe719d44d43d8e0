//! The line of pay that implements an effort, enclosed for every effort of a piece.
//!
//! w_k = max(w_min, ℓ_k), ℓ_k = α + σ·x_k, x_k = (k − m)/d with floats m and d. The line implements
//! the effort of q with participation binding if
//!
//! H = E_q\[u(w)] = ū,  G = dE_q\[u(w)]/dq = n·E_(n−1)\[Δu(w)] = C₁ = c′/q′.
//!
//! **There is at most one.** H rises with α, so for each σ at most one α(σ) has H = ū. Along it
//! dG/dσ is the covariance of x with the score under weights p_k·u′(w_k) on the counts paid more
//! than w_min, which is positive as soon as two are: G rises.
//!
//! **Where it is.** α(σ) lies between two numbers if H < ū at the smaller and H > ū at the larger.
//! If G < C₁ at some σ with its α(σ) and G > C₁ at a larger one, the line exists and its σ lies
//! between them. Both are shown for every q of a piece at once. No derivative of u is asked for, so
//! limited liability may start to bind anywhere, even where u′(w_min) = ∞.

use super::law::Law;
use crate::bounds::EnclosedModel;
use crate::contract::FirstBest;
use crate::numerics::Interval;

/// Counts that are listed where u′ matters: it may be large at rare ones, next to w_min.
const RARE: f64 = 1e-280;

/// Relative width up to which utility is evaluated at one end only.
const THIN: f64 = 1e-9;

/// m and d of x = (k − m)/d: floats that keep numbers small.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub count: f64,
    pub unit: f64,
}

/// A box of lines.
#[derive(Debug, Clone, Copy)]
pub struct PayBox {
    /// α.
    pub level: Interval,
    /// σ.
    pub slope: Interval,
    /// A count and its ℓ_k, where that is known better than α and σ tell: none paid more than w_min
    /// is smaller.
    pub pin: Option<(usize, Interval)>,
}

/// Lines of pay on `samples` counts.
pub struct Lines<'a, 'm> {
    pub first_best: &'a FirstBest<'m>,
    pub economy: &'a EnclosedModel<'m>,
    pub samples: u64,
    pub frame: Frame,
    /// w_min.
    pub floor: f64,
    /// ρ ≥ 0: E\[u(w)] = ū + ρ.
    pub rent: f64,
}

/// The laws of n and n−1 samples over a piece of efforts, and that of n at its middle.
pub struct Piece {
    pub efforts: Interval,
    pub middle: f64,
    pub q: Interval,
    pub q_middle: Interval,
    pub law: Law,
    pub at_middle: Law,
    pub fewer: Law,
}

impl Piece {
    pub fn new(economy: &EnclosedModel<'_>, samples: u64, efforts: Interval) -> Option<Self> {
        let middle = efforts.midpoint();
        let q_middle = economy.agreement(0, Interval::point(middle))?;
        let q = economy.agreement(0, efforts)?.hull(q_middle);
        let centre = Interval::point(q_middle.midpoint());
        let (_, at_middle) = Law::around(samples, centre, q_middle)?;
        let law = Law::down_to(RARE, samples, centre, q)?.1;
        Some(Self {
            efforts,
            middle,
            q,
            q_middle,
            law,
            at_middle,
            fewer: fewer(samples, 1, centre, q)?,
        })
    }
}

/// The law of `samples` − `less` samples; with none left there is one count, 0.
pub fn fewer(samples: u64, less: u64, centre: Interval, q: Interval) -> Option<Law> {
    match samples.checked_sub(less)? {
        0 => Some(Law::certain()),
        left => Some(Law::around(left, centre, q)?.1),
    }
}

impl Lines<'_, '_> {
    /// x_k.
    pub fn place(&self, count: usize) -> Interval {
        (Interval::point(count as f64) - Interval::point(self.frame.count))
            / Interval::point(self.frame.unit)
    }

    /// ℓ_k.
    pub fn line(&self, pay: &PayBox, count: usize) -> Interval {
        let line = pay.level + pay.slope * self.place(count);
        let Some((pin, pinned)) = pay.pin else {
            return line;
        };
        // Next to the pin that form is the better one.
        let steps = (Interval::point(count as f64) - Interval::point(pin as f64))
            / Interval::point(self.frame.unit);
        (pinned + pay.slope * steps)
            .intersection(line)
            .unwrap_or(line)
    }

    /// u(max(w_min, ℓ)).
    pub fn utility_of(&self, line: Interval) -> Option<Interval> {
        let minimum = self.economy.minimum_utility();
        let at = |wage: f64| {
            if wage <= self.floor {
                return Some(minimum);
            }
            let utility = self.economy.utility();
            utility.utility_coefficient(0, Interval::point(wage))
        };
        let low = at(line.lower())?;
        if line.lower() == line.upper() || line.upper() <= self.floor {
            return Some(low);
        }
        let (above, width) = (line.lower() - self.floor, line.width());
        if width <= THIN * above {
            // u is concave: further up it is no steeper than between w_min and here.
            let steep = (low - minimum) / Interval::point(above.next_down());
            let high = low + Interval::point(width) * steep;
            return Some(low.hull(high));
        }
        Some(low.hull(at(line.upper())?))
    }

    /// u(w_k).
    pub fn utility(&self, pay: &PayBox, count: usize) -> Option<Interval> {
        self.utility_of(self.line(pay, count))
    }

    /// A bound on |u(w_k)| for all k.
    pub fn largest_utility(&self, pay: &PayBox) -> Option<f64> {
        let top = self.utility(pay, self.samples as usize)?;
        let minimum = self.economy.minimum_utility();
        Some(top.magnitude().max(minimum.magnitude()))
    }

    /// What the line of one effort costs above the first best: its gap if it is a best reply.
    pub fn gap(&self, effort: f64, law: &Law, pay: &PayBox) -> Option<Interval> {
        let economy = self.economy;
        let required = economy.required_utility(Interval::point(effort))?;
        let certain = economy.utility().wage_derivative(0, required)?;
        let paid = |k: usize| {
            let line = self.line(pay, k);
            Interval::new(line.lower().max(self.floor), line.upper().max(self.floor))
        };
        let most = paid(self.samples as usize)?.magnitude();
        let most = Interval::point(most.max(self.floor.abs())) + certain.magnitude();
        let premium = law.expect(most.upper(), |k| Some(paid(k)? - certain))?;
        Some(economy.loss(effort)? + premium)
    }
}
