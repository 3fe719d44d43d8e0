//! Posted terms at an effort, enclosed: what they pay and are worth, how ψ rises, and where it can
//! turn.

use crate::bounds::binary::offer::passing;
use crate::bounds::{EnclosedModel, Law};
use crate::design::posted::Posted;
use crate::numerics::{EnclosedBinomial, Interval};

/// Terms under one model.
pub(super) struct Terms<'a, 'm> {
    pub economy: &'a EnclosedModel<'m>,
    pub posted: &'a Posted,
}

impl Terms<'_, '_> {
    fn agreement(&self, effort: f64) -> Option<Interval> {
        self.economy.agreement(0, Interval::point(effort))
    }

    fn utility_of(&self, wage: Interval) -> Option<Interval> {
        self.economy.utility().utility_coefficient(0, wage)
    }

    /// u(w) at a count.
    fn pay(&self, count: u64) -> Option<Interval> {
        self.utility_of(self.wage(count)?)
    }

    /// w at a count of linear pay.
    fn wage(&self, count: u64) -> Option<Interval> {
        let Posted::Linear { floor, .. } = self.posted else {
            return None;
        };
        let line = self.line(count)?;
        Interval::new(line.lower().max(*floor), line.upper().max(*floor))
    }

    /// Linear pay before the floor.
    fn line(&self, count: u64) -> Option<Interval> {
        let Posted::Linear {
            samples,
            intercept,
            slope,
            ..
        } = self.posted
        else {
            return None;
        };
        let share = Interval::point(count as f64) / Interval::point(*samples as f64);
        Some(Interval::point(*intercept) + Interval::point(*slope) * share)
    }

    /// Utility of the base wage and what the bonus adds.
    fn bonus(&self, base: f64, bonus: f64) -> Option<(Interval, Interval)> {
        let low = self.utility_of(Interval::point(base))?;
        let high = self.utility_of(Interval::point(base) + Interval::point(bonus))?;
        Some((low, high - low))
    }

    /// E\[u(w)].
    fn gain(&self, effort: f64) -> Option<Interval> {
        match self.posted {
            Posted::Flat { wage } => self.utility_of(Interval::point(*wage)),
            Posted::Bonus { rule, base, bonus } => {
                let (low, extra) = self.bonus(*base, *bonus)?;
                Some(low + extra * passing(rule, self.agreement(effort)?)?.pass)
            }
            Posted::Tiered { .. } => None,
            Posted::Linear { samples, .. } => {
                let law = Law::new(*samples, self.agreement(effort)?)?;
                let most = self
                    .pay(0)?
                    .magnitude()
                    .max(self.pay(*samples)?.magnitude());
                law.expect(most, |s| self.pay(s as u64))
            }
        }
    }

    /// E\[u(w)] − c.
    pub(super) fn utility(&self, effort: f64) -> Option<Interval> {
        Some(self.gain(effort)? - self.economy.cost(0, Interval::point(effort))?)
    }

    /// E\[w].
    pub(super) fn money(&self, effort: f64) -> Option<Interval> {
        match self.posted {
            Posted::Flat { wage } => Some(Interval::point(*wage)),
            Posted::Bonus { rule, base, bonus } => {
                let pass = passing(rule, self.agreement(effort)?)?.pass;
                Some(Interval::point(*base) + Interval::point(*bonus) * pass)
            }
            Posted::Tiered { .. } => None,
            Posted::Linear { samples, .. } => {
                let law = Law::new(*samples, self.agreement(effort)?)?;
                let most = self
                    .wage(0)?
                    .magnitude()
                    .max(self.wage(*samples)?.magnitude());
                law.expect(most, |s| self.wage(s as u64))
            }
        }
    }

    /// ψ′ at one effort.
    pub(super) fn marginal(&self, effort: f64) -> Option<Interval> {
        let at = Interval::point(effort);
        let q = self.agreement(effort)?;
        let rise = match self.posted {
            Posted::Flat { .. } => Interval::ZERO,
            Posted::Tiered { .. } => return None,
            Posted::Bonus { rule, base, bonus } => {
                self.bonus(*base, *bonus)?.1 * passing(rule, q)?.slope
            }
            Posted::Linear { samples, .. } => {
                let step = |s: usize| Some(self.pay(s as u64 + 1)? - self.pay(s as u64)?);
                let fewer = samples.checked_sub(1)?;
                let mean = if fewer == 0 {
                    step(0)?
                } else {
                    // Steps are at least 0, and none exceeds the whole range of pay.
                    let most = (self.pay(*samples)? - self.pay(0)?).magnitude();
                    Law::new(fewer, q)?.expect(most, step)?
                };
                Interval::point(*samples as f64) * mean
            }
        };
        Some(rise * self.economy.agreement(1, at)? - self.economy.cost(1, at)?)
    }

    /// An upper bound of ψ over a piece: pay at its upper end, cost at its lower.
    pub(super) fn most(&self, efforts: Interval) -> Option<f64> {
        let gain = self.gain(efforts.upper())?;
        let cost = self.economy.cost(0, Interval::point(efforts.lower()))?;
        Some((gain - cost).upper())
    }

    /// Whether on the piece ψ can only turn from rising to falling.
    pub(super) fn turns_once(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        let slope = economy.agreement(1, efforts)?;
        let bend = economy.agreement(2, efforts)?;
        let (marginal, curvature) = (economy.cost(1, efforts)?, economy.cost(2, efforts)?);
        match self.posted {
            Posted::Flat { .. } => Some(true),
            Posted::Tiered { .. } => None,
            Posted::Bonus { rule, .. } => {
                let count = |k: u64| Interval::point(k as f64);
                let (n, k) = (rule.samples(), rule.threshold());
                // A randomised rule mixes k and k − 1; k makes this larger.
                // Only the upper end matters, and 1 − q may reach 0 at full effort.
                let rest = Interval::point((Interval::ONE - q).upper());
                let score = count(k - 1) / q - count(n - k) / rest;
                let fall = slope * score + bend / slope - curvature / marginal;
                Some(fall.upper() < 0.0)
            }
            Posted::Linear { samples, .. } => {
                // C″ = (c″·q′ − c′·q″)/q′³, C = c∘q⁻¹.
                let cost = (curvature * slope - marginal * bend) / (slope.square() * slope);
                Some(self.most_bend(*samples, q)? < cost.lower())
            }
        }
    }

    /// n(n−1)·Σ P(s)·max(Δ²v_s, 0) from above: only counts next to the floor have Δ²v > 0, u being
    /// concave.
    fn most_bend(&self, samples: u64, q: Interval) -> Option<f64> {
        let Posted::Linear {
            intercept,
            slope,
            floor,
            ..
        } = self.posted
        else {
            return None;
        };
        let Some(fewer) = samples.checked_sub(2) else {
            return Some(0.0);
        };
        let n = samples as f64;
        let at = (n * (floor - intercept) / slope).floor();
        if !at.is_finite() {
            return None;
        }
        // A float next to the kink: three counts on either side are beyond its rounding.
        let from = (at - 5.0).clamp(0.0, fewer as f64) as u64;
        let to = (at + 3.0).clamp(0.0, fewer as f64) as u64;
        // The last second difference left out below, that at from − 1, reaches up to from + 1.
        let clear_below = from == 0 || self.line(from + 1)?.upper() <= *floor;
        let clear_above = to == fewer || self.line(to)?.lower() >= *floor;
        if !clear_below || !clear_above {
            return None;
        }
        let mut total = Interval::ZERO;
        for s in from..=to {
            if self.line(s)?.lower() >= *floor {
                continue;
            }
            let second =
                self.pay(s + 2)? - Interval::point(2.0) * self.pay(s + 1)? + self.pay(s)?;
            let chance = if fewer == 0 {
                Interval::ONE
            } else {
                // Above s/n the probability of s falls with q, so that its lower end serves all; q
                // may reach 1 there. (One count apart, beyond rounding.)
                let q = if (s as f64) + 1.0 <= fewer as f64 * q.lower() {
                    Interval::point(q.lower())
                } else {
                    q
                };
                EnclosedBinomial::new(fewer, q).ok()?.ln_pmf(s).exp()
            };
            total = total + second.positive_part() * chance;
        }
        let pairs = Interval::point(n) * Interval::point(n - 1.0);
        Some((pairs * total).upper())
    }
}
