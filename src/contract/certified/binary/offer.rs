//! A concrete bonus: what it costs, and proof that the effort it is meant for is the annotator's best reply.

use crate::contract::binary::BonusRule;
use crate::contract::certified::Economy;
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Pieces of the effort interval on which incentive compatibility is shown before giving up.
const PIECES: usize = 4_000;

/// The bonus that makes an effort η stationary under a rule, everything enclosed.
///
/// The contract is defined by exact equations: b = c′(η)/(q′(η)·g), g = dP(bonus)/dq, and a base that makes participation
/// bind, or u(w_min) where that is more. Its numbers are real numbers inside these intervals; η is the float `effort`.
pub struct Offer<'a, 'm> {
    economy: &'a Economy<'m>,
    rule: BonusRule,
    effort: f64,
    /// Bonus in utility.
    bonus: Interval,
    /// P(no bonus).
    fail: Interval,
    /// Gap to the first best.
    gap: Interval,
}

/// P(no bonus), P(bonus) and dP(bonus)/dq of a rule at one q.
#[derive(Debug, Clone, Copy)]
pub struct EnclosedPassing {
    /// P(no bonus).
    pub fail: Interval,
    /// P(bonus).
    pub pass: Interval,
    /// d P(bonus)/dq.
    pub slope: Interval,
}

/// The probabilities of `rule` at agreement q: the mixture (1−ρ)·[S ≥ k] + ρ·[S ≥ k−1].
pub fn passing(rule: &BonusRule, q: Interval) -> Option<EnclosedPassing> {
    let law = EnclosedBinomial::new(rule.samples(), q).ok()?;
    let (strict, slope) = law.tail_and_slope(rule.threshold());
    if rule.randomisation() == 0.0 {
        return Some(EnclosedPassing {
            fail: strict.below,
            pass: strict.at_least,
            slope,
        });
    }
    let (lenient, lenient_slope) = law.tail_and_slope(rule.threshold() - 1);
    let rho = Interval::point(rule.randomisation());
    let rest = Interval::ONE - rho;
    Some(EnclosedPassing {
        fail: rest * strict.below + rho * lenient.below,
        pass: rest * strict.at_least + rho * lenient.at_least,
        slope: rest * slope + rho * lenient_slope,
    })
}

/// What two-point pay costs above h(ū), in money: h′(ū)·e + f·D_h(ū, d_low) + (1−f)·D_h(ū, d_high), with the rent e in
/// utility and d_low = e − (1−f)b, d_high = e + f·b the two utilities of pay less ū. Every term is ≥ 0.
fn cost_above_certain_pay(
    economy: &Economy<'_>,
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
    /// The offer for the effort η (a float taken as an exact number, 0 < η < 1) under `rule`; `None` where no such bonus
    /// exists within the arithmetic.
    pub fn new(economy: &'a Economy<'m>, rule: BonusRule, effort: f64) -> Option<Self> {
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
            gap,
        })
    }

    /// The gap to the first best if η is the best reply.
    pub fn gap(&self) -> Interval {
        self.gap
    }

    /// Proves that no effort in [0, 1] does better for the annotator than η.
    ///
    /// With ψ(e) = b·P(q(e)) − c(e): from some effort between the threshold and η up to 1, ψ′ is positive before η and
    /// negative after, because R = ln(b·P′·q′/c′) falls there and is 0 at η; below, ψ stays under ψ(η), shown piece by
    /// piece with the mean value form.
    pub fn is_incentive_compatible(&self) -> bool {
        self.starts_of_decline().into_iter().any(|start| {
            let falls = holds_on(start, 1.0, PIECES, |piece| {
                self.log_ratio_slope(piece)
                    .is_some_and(|slope| slope.upper() < 0.0)
            });
            falls
                && holds_on(0.0, start, PIECES, |piece| {
                    self.gain(piece).is_some_and(|gain| gain.upper() < 0.0)
                })
        })
    }

    /// Efforts below η from which R may fall up to 1: half way to the threshold's effort, or, with so few samples that η
    /// lies below that, ever closer to η.
    fn starts_of_decline(&self) -> Vec<f64> {
        let monitoring = self.economy.model().monitoring();
        let n = self.rule.samples() as f64;
        let mode = (self.rule.threshold() as f64 - 1.0) / (n - 1.0).max(1.0);
        let excess = |effort: f64| monitoring.agreement(effort) - mode;
        if excess(self.effort) <= 0.0 {
            return (1..=8)
                .map(|j| self.effort * (1.0 - libm::ldexp(1.0, -j)))
                .collect();
        }
        let threshold = if excess(0.0) >= 0.0 {
            0.0
        } else {
            crate::numerics::find_root(excess, 0.0, self.effort, 1e-9).unwrap_or(0.0)
        };
        vec![
            0.5 * (threshold + self.effort),
            0.25 * threshold + 0.75 * self.effort,
        ]
    }

    /// d/de ln[P′(q(e))·q′(e)/c′(e)] = q′·((k−1)/q − (n−k)/(1−q)) + q″/q′ − c″/c′; for a randomised rule with the k
    /// (of the two) that makes it larger.
    fn log_ratio_slope(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let count = |k: u64| Interval::point(k as f64);
        let (n, k) = (self.rule.samples(), self.rule.threshold());
        let q = economy.agreement(0, efforts)?;
        let slope = economy.agreement(1, efforts)?;
        let score = count(k - 1) / q - count(n - k) / (Interval::ONE - q);
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

    /// b·(P(bonus at e) − P(bonus at η)) + c(η) − c(e); both P and c rise with effort, so ends enclose them.
    fn gain_between(&self, efforts: Interval, costs: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let low = passing(&self.rule, Interval::point(q.lower()))?.pass;
        let high = if q.lower() == q.upper() {
            low
        } else {
            passing(&self.rule, Interval::point(q.upper()))?.pass
        };
        let here = Interval::ONE - self.fail;
        let at = Interval::point(self.effort);
        let saved = self.economy.cost(0, at)? - self.economy.cost(0, costs)?;
        Some(self.bonus * (low.hull(high) - here) + saved)
    }

    /// ψ′ over a piece.
    fn marginal(&self, efforts: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let slope = passing(&self.rule, q)?.slope;
        let rise = self.bonus * slope * self.economy.agreement(1, efforts)?;
        Some(rise - self.economy.cost(1, efforts)?)
    }
}
