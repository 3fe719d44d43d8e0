//! Concrete bonuses: what they cost, and proof that the effort they are meant for is the
//! annotator's best reply.

use crate::bounds::EnclosedModel;
use crate::bounds::binary::offer::{EnclosedPassing, passing};
use crate::contract::Tier;
use crate::contract::binary::BonusRule;
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Pieces of the effort interval before giving up; some thousand are asked for.
const PIECES: usize = 30_000;

/// Bonuses that make an effort η stationary, everything enclosed.
///
/// The contract is defined by exact equations: all bonuses but one are the floats given; the one
/// that matters most at η is what c′(η) = q′·Σ b_i·g_i asks for, g_i = dP_i/dq; the base makes
/// participation bind, or is u(w_min) where that is more. At full effort more than c′ serves as
/// well: there the floats stay where they are proved to be enough.
pub struct Offer<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    effort: f64,
    rules: Vec<BonusRule>,
    bonuses: Vec<Interval>,
    here: Vec<EnclosedPassing>,
    gap: Interval,
}

impl<'a, 'm> Offer<'a, 'm> {
    /// The offer for the effort η, a float taken as an exact number, 0 < η ≤ 1; `None` where the
    /// equations have no solution within the arithmetic.
    pub fn new(economy: &'a EnclosedModel<'m>, effort: f64, tiers: &[Tier]) -> Option<Self> {
        if !(effort > 0.0 && effort <= 1.0) {
            return None;
        }
        let rules: Vec<BonusRule> = tiers.iter().map(|tier| tier.rule).collect();
        // The pay must not fall in the count.
        if rules
            .windows(2)
            .any(|pair| pair[0].position() > pair[1].position())
        {
            return None;
        }
        let at = Interval::point(effort);
        let q = economy.agreement(0, at)?;
        let here: Vec<EnclosedPassing> = rules
            .iter()
            .map(|rule| passing(rule, q))
            .collect::<Option<_>>()?;
        let mut bonuses: Vec<Interval> = tiers
            .iter()
            .map(|tier| Interval::point(tier.bonus_utility))
            .collect();
        let weight = |i: usize| tiers[i].bonus_utility * here[i].slope.midpoint();
        let main = (0..tiers.len()).max_by(|a, b| weight(*a).total_cmp(&weight(*b)))?;
        let others: Interval = (0..tiers.len())
            .filter(|i| *i != main)
            .map(|i| bonuses[i] * here[i].slope)
            .sum();
        let asked = economy.cost(1, at)? / economy.agreement(1, at)?;
        let enough = others + bonuses[main] * here[main].slope;
        if !(effort == 1.0 && enough.lower() >= asked.upper()) {
            bonuses[main] = (asked - others) / here[main].slope;
        }
        if bonuses
            .iter()
            .any(|b| !(b.lower() >= 0.0 && b.is_bounded()))
        {
            return None;
        }
        let gap = cost(economy, economy.required_utility(at)?, &bonuses, &here)?
            + economy.loss(effort)?;
        Some(Self {
            economy,
            effort,
            rules,
            bonuses,
            here,
            gap,
        })
    }

    /// The gap to the first best if η is the best reply.
    pub fn gap(&self) -> Interval {
        self.gap
    }

    /// Proves that no effort in [0, 1] does better than η: ψ′(η) = 0 (≥ 0 at full effort), so a
    /// piece is done where ψ is concave from it up to η, or where it gains nothing by the mean
    /// value form.
    pub fn is_incentive_compatible(&self) -> bool {
        let at = Interval::point(self.effort);
        holds_on(0.0, 1.0, PIECES, |piece| {
            self.gain(piece).is_some_and(|gain| gain.upper() < 0.0)
                || self
                    .bend(piece.hull(at))
                    .is_some_and(|bend| bend.upper() < 0.0)
        })
    }

    /// ψ(e) − ψ(η) over a piece.
    fn gain(&self, efforts: Interval) -> Option<Interval> {
        let at_ends = self.gain_between(efforts)?;
        if at_ends.upper() < 0.0 {
            return Some(at_ends);
        }
        let middle = Interval::point(efforts.midpoint());
        let Some(rise) = self.rise(efforts) else {
            return Some(at_ends);
        };
        let form = self.gain_between(middle)? + rise * (efforts - middle);
        at_ends.intersection(form).or(Some(at_ends))
    }

    /// Probabilities and cost rise with effort, so ends enclose them.
    fn gain_between(&self, efforts: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let at = Interval::point(self.effort);
        let mut gain = self.economy.cost(0, at)? - self.economy.cost(0, efforts)?;
        for ((rule, bonus), here) in self.rules.iter().zip(&self.bonuses).zip(&self.here) {
            let low = passing(rule, Interval::point(q.lower()))?;
            let high = if q.lower() == q.upper() {
                low
            } else {
                passing(rule, Interval::point(q.upper()))?
            };
            // The difference of the smaller probabilities keeps its digits.
            let more = if here.fail.upper() < 0.5 {
                here.fail - low.fail.hull(high.fail)
            } else {
                low.pass.hull(high.pass) - here.pass
            };
            gain = gain + *bonus * more;
        }
        Some(gain)
    }

    /// ψ′ over a piece.
    fn rise(&self, efforts: Interval) -> Option<Interval> {
        let q = self.economy.agreement(0, efforts)?;
        let paid: Interval = self
            .rules
            .iter()
            .zip(&self.bonuses)
            .map(|(rule, bonus)| Some(*bonus * derivatives(rule, q)?.0))
            .sum::<Option<Interval>>()?;
        Some(paid * self.economy.agreement(1, efforts)? - self.economy.cost(1, efforts)?)
    }

    /// ψ″ = Σ b·(g′·q′² + g·q″) − c″ over a piece.
    fn bend(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        let (slope, curvature) = (
            economy.agreement(1, efforts)?,
            economy.agreement(2, efforts)?,
        );
        let mut bend = -economy.cost(2, efforts)?;
        for (rule, bonus) in self.rules.iter().zip(&self.bonuses) {
            let (first, second) = derivatives(rule, q)?;
            bend = bend + *bonus * (second * slope.square() + first * curvature);
        }
        Some(bend)
    }
}

/// dP/dq and d²P/dq² = g·(k−1−(n−1)q)/(q(1−q)) over an interval of q; where agreement may be out
/// of the question or certain, from the law of two samples less.
fn derivatives(rule: &BonusRule, q: Interval) -> Option<(Interval, Interval)> {
    let Ok(law) = EnclosedBinomial::new(rule.samples(), q) else {
        return Some((passing(rule, q)?.slope, bend_at_an_end(rule, q)?));
    };
    let one = |k: u64| {
        let slope = law.tail_slope(k);
        let behind = Interval::point(rule.samples() as f64 - 1.0) * q;
        let score =
            (Interval::point(k as f64) - Interval::ONE - behind) / (q * (Interval::ONE - q));
        (slope, slope * score)
    };
    let strict = one(rule.threshold());
    if rule.randomisation() == 0.0 {
        return Some(strict);
    }
    let lenient = match rule.threshold() {
        1 => (Interval::ZERO, Interval::ZERO),
        k => one(k - 1),
    };
    let rho = Interval::point(rule.randomisation());
    let rest = Interval::ONE - rho;
    Some((
        rest * strict.0 + rho * lenient.0,
        rest * strict.1 + rho * lenient.1,
    ))
}

/// d²P/dq² = n(n−1)·(b(k−2) − b(k−1)) for the whole threshold k, b the law of the count of n − 2
/// samples, as differences of its tails: right at every q in [0, 1], wide on wide intervals.
fn bend_at_an_end(rule: &BonusRule, q: Interval) -> Option<Interval> {
    let n = rule.samples();
    let Some(fewer) = n.checked_sub(2) else {
        return Some(Interval::ZERO); // P is linear in q
    };
    let tail = |k: u64| -> Option<Interval> {
        match k {
            0 => Some(Interval::ONE),
            k if k > fewer => Some(Interval::ZERO),
            k => Some(passing(&BonusRule::at(fewer, k)?, q)?.pass),
        }
    };
    let at = |k: Option<u64>| -> Option<Interval> {
        k.map_or(Some(Interval::ZERO), |k| Some(tail(k)? - tail(k + 1)?))
    };
    let pairs = Interval::point(n as f64) * Interval::point(n as f64 - 1.0);
    let one = |k: u64| Some(pairs * (at(k.checked_sub(2))? - at(k.checked_sub(1))?));
    let strict = one(rule.threshold())?;
    if rule.randomisation() == 0.0 {
        return Some(strict);
    }
    let rho = Interval::point(rule.randomisation());
    Some((Interval::ONE - rho) * strict + rho * one(rule.threshold() - 1)?)
}

/// What the pay costs above h(ū): h′(ū)·e + Σ_j p_j·D_h(ū, e + d_j), e the rent in utility, p_j the
/// probability of exactly j bonuses and d_j the utility then paid less its mean.
fn cost(
    economy: &EnclosedModel<'_>,
    mean: Interval,
    bonuses: &[Interval],
    here: &[EnclosedPassing],
) -> Option<Interval> {
    let expected: Interval = bonuses.iter().zip(here).map(|(b, p)| *b * p.pass).sum();
    let excess = (economy.minimum_utility() - (mean - expected)).positive_part();
    let utility = economy.utility();
    let tiers = bonuses.len();
    let unit = Interval::new(0.0, 1.0)?;
    let mut total = utility.wage_derivative(1, mean)? * excess;
    for j in 0..=tiers {
        let low = (j > 0).then(|| here[j - 1]);
        let probability = match (low, here.get(j)) {
            (None, None) => Interval::ONE,
            (None, Some(high)) => high.fail,
            (Some(low), None) => low.pass,
            (Some(low), Some(high)) if low.pass.upper() < 0.5 => low.pass - high.pass,
            (Some(low), Some(high)) => high.fail - low.fail,
        };
        let probability = probability.intersection(unit)?;
        let change: Interval = bonuses
            .iter()
            .zip(here)
            .enumerate()
            .map(|(i, (bonus, passing))| {
                let won = if i < j { passing.fail } else { -passing.pass };
                *bonus * won
            })
            .sum();
        total = total + probability * utility.wage_bregman(mean, excess + change)?;
    }
    total.is_bounded().then_some(total)
}
