//! A concrete bonus: what it costs, and proof that the effort it is meant for is the annotator's
//! best reply.

pub use super::passing::{EnclosedPassing, passing};
use crate::bounds::EnclosedModel;
use crate::contract::binary::BonusRule;
use crate::numerics::Interval;
use crate::numerics::interval::{Budget, holds_within};

/// Pieces of the effort interval on which incentive compatibility is shown before giving up.
const PIECES: usize = 4_000;

/// Pieces in all that one offer may ask for: a tenth of a second.
const PIECES_IN_ALL: usize = 10_000;

/// Halvings of the way from η to full effort on which R may stop to fall.
const NEARER: i32 = 8;

/// The bonus that makes an effort η stationary under a rule, everything enclosed.
///
/// The contract is defined by exact equations: b = c′(η)/(q′(η)·g), g = dP(bonus)/dq, and a base
/// that makes participation bind, or u(w_min) where that is more. Its numbers are real numbers
/// inside these intervals; η is the float `effort`.
pub struct Offer<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    rule: BonusRule,
    effort: f64,
    /// Bonus in utility.
    bonus: Interval,
    /// P(no bonus) and P(bonus): either may be too close to 1 to be told by the other.
    fail: Interval,
    pass: Interval,
    /// Gap to the first best.
    gap: Interval,
    /// What proofs may still ask for.
    budget: Budget,
}

/// What two-point pay costs above h(ū), in money: h′(ū)·e + f·D_h(ū, d_low) + (1−f)·D_h(ū, d_high),
/// with the rent e in utility and d_low = e − (1−f)b, d_high = e + f·b the two utilities of pay
/// less ū. Every term is ≥ 0.
fn cost_above_certain_pay(
    economy: &EnclosedModel<'_>,
    mean: Interval,
    bonus: Interval,
    fail: Interval,
    pass: Interval,
) -> Option<Interval> {
    let utility = economy.utility();
    let drop = pass * bonus;
    let excess = (economy.minimum_utility() - (mean - drop)).positive_part();
    let low = utility.wage_bregman(mean, excess - drop)?;
    let high = utility.wage_bregman(mean, excess + fail * bonus)?;
    Some(utility.wage_derivative(1, mean)? * excess + fail * low + pass * high)
}

impl<'a, 'm> Offer<'a, 'm> {
    /// The offer for the effort η (a float taken as an exact number, 0 < η < 1) under `rule`;
    /// `None` where no such bonus exists within the arithmetic.
    pub fn new(economy: &'a EnclosedModel<'m>, rule: BonusRule, effort: f64) -> Option<Self> {
        if !(effort > 0.0 && effort < 1.0) {
            return None;
        }
        let at = Interval::point(effort);
        let here = passing(&rule, economy.agreement(0, at)?)?;
        let bonus = economy.cost(1, at)? / (economy.agreement(1, at)? * here.slope);
        let mean = economy.required_utility(at)?;
        let cost = cost_above_certain_pay(economy, mean, bonus, here.fail, here.pass)?;
        let gap = cost + economy.loss(effort)?;
        gap.is_bounded().then_some(Self {
            economy,
            rule,
            effort,
            bonus,
            fail: here.fail,
            pass: here.pass,
            gap,
            budget: Budget::new(PIECES_IN_ALL),
        })
    }

    /// The offer for full effort with a given bonus in utility, an exact number, which may be more
    /// than what makes full effort stationary: only lower efforts can tempt.
    pub fn at_full_effort(
        economy: &'a EnclosedModel<'m>,
        rule: BonusRule,
        bonus: f64,
    ) -> Option<Self> {
        let q = economy.agreement(0, Interval::ONE)?;
        let q = q.intersection(Interval::new(0.0, 1.0)?)?;
        let here = passing(&rule, q)?;
        let bonus = Interval::point(bonus);
        let mean = economy.required_utility(Interval::ONE)?;
        let cost = cost_above_certain_pay(economy, mean, bonus, here.fail, here.pass)?;
        let gap = cost + economy.loss(1.0)?;
        (bonus.lower() > 0.0 && gap.is_bounded()).then_some(Self {
            economy,
            rule,
            effort: 1.0,
            bonus,
            fail: here.fail,
            pass: here.pass,
            gap,
            budget: Budget::new(PIECES_IN_ALL),
        })
    }

    /// Proves that no effort does better than full effort: from some effort on the annotator's
    /// payoff rises, and below it is less than at full effort.
    pub fn full_effort_is_best(&self) -> bool {
        (1..=24).any(|j| {
            let start = 1.0 - libm::ldexp(1.0, -j);
            let rises = self.holds(start, 1.0, PIECES / 16, |piece| {
                self.marginal(piece)
                    .is_some_and(|slope| slope.lower() > 0.0)
            });
            rises && self.loses(0.0, start)
        })
    }

    /// The gap to the first best if η is the best reply.
    pub fn gap(&self) -> Interval {
        self.gap
    }

    /// Proves that no effort in [0, 1] does better for the annotator than η.
    ///
    /// With ψ(e) = b·P(q(e)) − c(e) and R = ln(b·P′·q′/c′), which is 0 at η and has the sign of ψ′:
    /// from some effort between the threshold and η up to 1, R falls, so ψ is largest at η there;
    /// where the curve of agreement bends upwards R may rise again, and then from before that on ψ
    /// is shown to stay under ψ(η) piece by piece.
    /// Over efforts below the threshold's, R rises, so that ψ first falls, if at all, and then
    /// rises: it is largest at an end. What is left, no effort and the threshold's surroundings
    /// with both those ends, stays under ψ(η), shown piece by piece with the mean value form.
    ///
    /// On one sample P = q. Where the cost is a straight line in q as well ψ′ = 0 at η is ψ′ = 0
    /// everywhere: the annotator does as well at every effort, and none does better.
    pub fn is_incentive_compatible(&self) -> bool {
        let straight = self.rule.samples() == 1 && self.rule.randomisation() == 0.0;
        if straight && self.economy.cost_is_straight() {
            return true;
        }
        // The deviation that binds at an optimum, before all others.
        if !self.loses(0.0, 0.0) {
            return false;
        }
        self.starts_of_decline().into_iter().any(|start| {
            self.end_of_decline(start)
                .is_some_and(|end| end == 1.0 || self.loses(end, 1.0))
                && self.loses_below(start)
        })
    }

    /// How far beyond η R is shown to fall without a break from `start` on.
    fn end_of_decline(&self, start: f64) -> Option<f64> {
        let falls = |end: f64, pieces: usize| {
            self.holds(start, end, pieces, |piece| {
                self.log_ratio_slope(piece)
                    .is_some_and(|slope| slope.upper() < 0.0)
            })
        };
        // Where R rises at a point pieces would be cut around it until none is left.
        let falls_at = |effort: f64| {
            let slope = self.log_ratio_slope(Interval::point(effort));
            slope.is_some_and(|slope| slope.upper() < 0.0)
        };
        if !(falls_at(start) && falls_at(0.5 * (start + self.effort))) {
            return None;
        }
        if falls(1.0, PIECES) {
            return Some(1.0);
        }
        (1..=NEARER)
            .map(|j| self.effort + (1.0 - self.effort) * libm::ldexp(1.0, -j))
            .find(|end| *end > self.effort && falls(*end, PIECES / 16))
    }

    /// Whether all efforts up to `start` do worse than η.
    fn loses_below(&self, start: f64) -> bool {
        let rises = |(from, to): (f64, f64)| {
            self.holds(from, to, PIECES, |piece| {
                self.log_ratio_slope(piece)
                    .is_some_and(|slope| slope.lower() > 0.0)
            })
        };
        match self.rise(start).filter(|rise| rises(*rise)) {
            Some((from, to)) => self.loses(to, start) && self.loses(0.0, from),
            None => self.loses(0.0, start),
        }
    }

    fn holds(&self, from: f64, to: f64, most: usize, of: impl FnMut(Interval) -> bool) -> bool {
        holds_within(from, to, most, &self.budget, of)
    }

    /// Whether all efforts between two do worse than η, piece by piece.
    fn loses(&self, from: f64, to: f64) -> bool {
        self.holds(from, to, PIECES, |piece| {
            self.gain(piece).is_some_and(|gain| gain.upper() < 0.0)
        })
    }

    /// Efforts between which R should rise: from half way to as far below the threshold's effort as
    /// `start` is above.
    fn rise(&self, start: f64) -> Option<(f64, f64)> {
        let threshold = self.threshold_effort()?;
        let last = threshold - (start - threshold);
        (start > threshold && last > 0.0).then_some((0.5 * last, last))
    }

    /// The effort at which the count is as likely on either side of the threshold, where that lies
    /// below η.
    fn threshold_effort(&self) -> Option<f64> {
        let monitoring = self.economy.model().monitoring();
        let n = self.rule.samples() as f64;
        let mode = (self.rule.threshold() as f64 - 1.0) / (n - 1.0).max(1.0);
        let excess = |effort: f64| monitoring.agreement(effort) - mode;
        if excess(self.effort) <= 0.0 {
            return None;
        }
        if excess(0.0) >= 0.0 {
            return Some(0.0);
        }
        Some(crate::numerics::find_root(excess, 0.0, self.effort, 1e-9).unwrap_or(0.0))
    }

    /// Efforts below η from which R may fall up to 1: half way to the threshold's effort, or, with
    /// so few samples that η lies below that, ever closer to η.
    fn starts_of_decline(&self) -> Vec<f64> {
        let Some(threshold) = self.threshold_effort() else {
            return (1..=8)
                .map(|j| self.effort * (1.0 - libm::ldexp(1.0, -j)))
                .collect();
        };
        vec![
            0.5 * (threshold + self.effort),
            0.25 * threshold + 0.75 * self.effort,
        ]
    }

    /// d/de ln[P′(q(e))·q′(e)/c′(e)] = q′·(k−1 − (n−1)q − ω)/(q(1−q)) + q″/q′ − c″/c′.
    ///
    /// P′ = (1−ρ)·g_k + ρ·g_(k−1), where g_k moves by g_k·(k−1 − (n−1)q)/(q(1−q)), so that ω is the
    /// share of ρ·g_(k−1) in P′, from g_(k−1)/g_k = (k−1)/(n−k+1)·(1−q)/q.
    fn log_ratio_slope(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let count = |k: u64| Interval::point(k as f64);
        let (n, k) = (self.rule.samples(), self.rule.threshold());
        let q = economy.agreement(0, efforts)?;
        let slope = economy.agreement(1, efforts)?;
        let fail = Interval::ONE - q;
        let share = if self.rule.randomisation() == 0.0 {
            Interval::ZERO
        } else {
            let rho = Interval::point(self.rule.randomisation());
            let strict = Interval::ONE - rho;
            let ratio = count(k - 1) / count(n - k + 1) * fail / q;
            let all = strict + rho * ratio;
            (Interval::ONE - strict / all).intersection(Interval::UNIT)?
        };
        let past = count(k) - Interval::ONE - count(n - 1) * q - share;
        let score = past / (q * fail);
        let bend = economy.agreement(2, efforts)? / slope
            - economy.cost(2, efforts)? / economy.cost(1, efforts)?;
        Some(slope * score + bend)
    }

    /// ψ(e) − ψ(η) over a piece.
    fn gain(&self, efforts: Interval) -> Option<Interval> {
        let at_ends = self.gain_between(efforts, efforts)?;
        if at_ends.upper() < 0.0 {
            return Some(at_ends);
        }
        let middle = Interval::point(efforts.midpoint());
        let slope = self.marginal(efforts)?;
        let form = self.gain_between(middle, middle)? + slope * (efforts - middle);
        at_ends.intersection(form).or(Some(at_ends))
    }

    /// b·(P(bonus at e) − P(bonus at η)) + c(η) − c(e); both P and c rise with effort, so ends
    /// enclose them.
    fn gain_between(&self, efforts: Interval, costs: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let low = passing(&self.rule, Interval::point(q.lower()))?;
        let high = if q.lower() == q.upper() {
            low
        } else {
            passing(&self.rule, Interval::point(q.upper()))?
        };
        let by_pass = low.pass.hull(high.pass) - self.pass;
        let by_fail = self.fail - low.fail.hull(high.fail);
        let likelier = by_pass.intersection(by_fail).unwrap_or(by_pass);
        let at = Interval::point(self.effort);
        let saved = self.economy.cost(0, at)? - self.economy.cost(0, costs)?;
        Some(self.bonus * likelier + saved)
    }

    /// ψ′ over a piece.
    fn marginal(&self, efforts: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let slope = passing(&self.rule, q)?.slope;
        let rise = self.bonus * slope * self.economy.agreement(1, efforts)?;
        Some(rise - self.economy.cost(1, efforts)?)
    }
}
