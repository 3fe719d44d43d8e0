//! Posted pay as the annotator and the company value it, for every agreement of an interval.

use super::ModelBox;
use crate::bounds::Law;
use crate::bounds::binary::offer::passing;
use crate::contract::binary::BonusRule;
use crate::design::posted::Posted;
use crate::numerics::{EnclosedBinomial, Interval};

/// More samples than these make sums over every count of linear pay too long where they are taken
/// for each of many pieces.
pub const MOST_COUNTS: u64 = 20_000;

/// Pay over a box of attitudes to risk. Pay does not fall with the count, so expectations do not
/// fall with q and their ends are those of q.
pub struct EnclosedPay {
    least: Interval,
    least_money: f64,
    shape: Shape,
}

enum Shape {
    /// A base and bonuses, each on top of the one below.
    Steps(Vec<Step>),
    /// Pay of every count, above the least.
    Counts(Counts),
}

struct Step {
    rule: BonusRule,
    utility: Interval,
    money: Interval,
}

struct Counts {
    samples: u64,
    utilities: Vec<Interval>,
    wages: Vec<Interval>,
    /// From this count on each further agreement adds no more utility than the one before.
    regular: usize,
}

impl EnclosedPay {
    /// `None` where pay is unlawful or falls with the count, or something has no bounds.
    pub fn of(models: &ModelBox<'_>, posted: &Posted) -> Option<Self> {
        if !(posted.least_pay() >= models.minimum_wage()) {
            return None;
        }
        let utility = |wage: f64| models.utility_of(Interval::point(wage));
        match posted {
            Posted::Flat { wage } => Some(Self {
                least: utility(*wage)?,
                least_money: *wage,
                shape: Shape::Steps(Vec::new()),
            }),
            Posted::Bonus { rule, base, bonus } => {
                let steps = [(*rule, *bonus)];
                Self::steps(models, *base, &steps)
            }
            Posted::Tiered { base, tiers } => {
                let steps: Vec<(BonusRule, f64)> = tiers.iter().collect();
                Self::steps(models, *base, &steps)
            }
            Posted::Linear {
                samples,
                intercept,
                slope,
                floor,
            } => {
                if !(*slope >= 0.0) || *samples == 0 || *samples > MOST_COUNTS {
                    return None;
                }
                // A line whose steps are lost in rounding has no count at which it leaves the
                // floor.
                let size = intercept.abs().max(floor.abs());
                if *slope > 0.0 && slope / (*samples as f64) < 1e-12 * size {
                    return None;
                }
                let n = Interval::point(*samples as f64);
                let wage = |s: u64| {
                    let share = Interval::point(s as f64) / n;
                    let line = Interval::point(*intercept) + Interval::point(*slope) * share;
                    Interval::new(line.lower().max(*floor), line.upper().max(*floor))
                };
                let wages = (0..=*samples).map(wage).collect::<Option<Vec<_>>>()?;
                let utilities = wages.iter().map(|wage| models.utility_of(*wage));
                let utilities = utilities.collect::<Option<Vec<_>>>()?;
                // The line is above its floor from here on, rounding included, so that concave u
                // makes every further step of utility smaller.
                let regular = wages.iter().position(|wage| wage.lower() > *floor);
                let least = utilities[0];
                Some(Self {
                    least,
                    least_money: wages[0].lower(),
                    shape: Shape::Counts(Counts {
                        samples: *samples,
                        regular: regular.unwrap_or(*samples as usize),
                        utilities: utilities.into_iter().map(|u| u - least).collect(),
                        wages,
                    }),
                })
            }
        }
    }

    fn steps(models: &ModelBox<'_>, base: f64, steps: &[(BonusRule, f64)]) -> Option<Self> {
        let mut below = Interval::point(base);
        let least = models.utility_of(below)?;
        let mut utility_below = least;
        let mut all = Vec::new();
        for (rule, bonus) in steps {
            if !(*bonus >= 0.0) {
                return None;
            }
            let money = Interval::point(*bonus);
            let above = below + money;
            let utility = models.utility_of(above)?;
            all.push(Step {
                rule: *rule,
                // A rise is none below 0, whatever two intervals say.
                utility: (utility - utility_below).positive_part(),
                money,
            });
            (below, utility_below) = (above, utility);
        }
        Some(Self {
            least,
            least_money: base,
            shape: Shape::Steps(all),
        })
    }

    /// Utility of the least pay.
    pub fn least(&self) -> Interval {
        self.least
    }

    /// E\[u(w)] less utility of the least pay.
    pub fn gain(&self, q: Interval) -> Option<Interval> {
        match &self.shape {
            Shape::Steps(steps) => sum(steps, |step| Some(step.utility * passes(&step.rule, q)?)),
            Shape::Counts(counts) => counts.expect(&counts.utilities, q),
        }
    }

    /// E\[w].
    pub fn money(&self, q: Interval) -> Option<Interval> {
        match &self.shape {
            Shape::Steps(steps) => {
                let bonuses = sum(steps, |step| Some(step.money * passes(&step.rule, q)?))?;
                Some(Interval::point(self.least_money) + bonuses)
            }
            Shape::Counts(counts) => counts.expect(&counts.wages, q),
        }
    }

    /// d E\[u(w)]/dq.
    pub fn slope(&self, q: Interval) -> Option<Interval> {
        match &self.shape {
            Shape::Steps(steps) => sum(steps, |step| Some(step.utility * density(&step.rule, q)?)),
            Shape::Counts(counts) => counts.slope(q),
        }
    }
}

fn sum(steps: &[Step], f: impl Fn(&Step) -> Option<Interval>) -> Option<Interval> {
    steps
        .iter()
        .try_fold(Interval::ZERO, |sum, step| Some(sum + f(step)?))
}

/// P(bonus) over an interval of q, from its ends.
fn passes(rule: &BonusRule, q: Interval) -> Option<Interval> {
    let at = |q: f64| {
        if q <= 0.0 {
            Some(Interval::ZERO)
        } else if q >= 1.0 {
            Some(Interval::ONE)
        } else {
            Some(passing(rule, Interval::point(q))?.pass)
        }
    };
    let (low, high) = (at(q.lower())?, at(q.upper())?);
    // A threshold of 0 is met at q = 0 as well; such rules do not exist.
    Interval::new(low.lower().max(0.0), high.upper().min(1.0))
}

/// dP(bonus)/dq over an interval of q. Of a threshold k it rises up to q = (k−1)/(n−1) and falls
/// from there on.
fn density(rule: &BonusRule, q: Interval) -> Option<Interval> {
    let strict = threshold_density(rule.samples(), rule.threshold(), q)?;
    if rule.randomisation() == 0.0 {
        return Some(strict);
    }
    let lenient = threshold_density(rule.samples(), rule.threshold().checked_sub(1)?, q)?;
    let rho = Interval::point(rule.randomisation());
    Some((Interval::ONE - rho) * strict + rho * lenient)
}

fn threshold_density(samples: u64, threshold: u64, q: Interval) -> Option<Interval> {
    if threshold == 0 || threshold > samples {
        return Some(Interval::ZERO);
    }
    if samples == 1 {
        return Some(Interval::ONE);
    }
    let whole = |k: u64| Interval::point(k as f64);
    let at = |q: Interval| {
        let law = EnclosedBinomial::new(samples, q).ok()?;
        Some(law.tail_slope(threshold).positive_part())
    };
    let end = |q: f64| {
        if q > 0.0 && q < 1.0 {
            at(Interval::point(q))
        } else {
            // n·C(n−1, k−1)·q^(k−1)·(1−q)^(n−k) at 0 and 1.
            let whole_count = if q <= 0.0 {
                threshold == 1
            } else {
                threshold == samples
            };
            Some(if whole_count {
                whole(samples)
            } else {
                Interval::ZERO
            })
        }
    };
    let ends = end(q.lower())?.hull(end(q.upper())?);
    let mode = whole(threshold - 1) / whole(samples - 1);
    match q.intersection(mode) {
        None => Some(ends),
        // At an end of [0, 1] the ends above are the most there is.
        Some(_) if threshold == 1 || threshold == samples => Some(ends.hull(whole(samples))),
        Some(_) => Some(ends.hull(at(mode)?)),
    }
}

impl Counts {
    /// E\[f(S)] for an f that does not fall, from the ends of q.
    fn expect(&self, f: &[Interval], q: Interval) -> Option<Interval> {
        let low = self.mean(self.samples, q.lower(), |s| f.get(s).copied())?;
        if q.lower() == q.upper() {
            return Some(low);
        }
        let high = self.mean(self.samples, q.upper(), |s| f.get(s).copied())?;
        Interval::new(low.lower(), high.upper())
    }

    fn mean(
        &self,
        samples: u64,
        q: f64,
        f: impl Fn(usize) -> Option<Interval>,
    ) -> Option<Interval> {
        if samples == 0 {
            return f(0);
        }
        if q >= 1.0 {
            return f(samples as usize);
        }
        let most = f(0)?.magnitude().max(f(samples as usize)?.magnitude());
        Law::new(samples, Interval::point(q))?.expect(most, f)
    }

    /// n·E\[Δv] over n−1 counts. With D = Δv from the regular count on and the largest step below
    /// it, and R = D − Δv ≥ 0: neither D nor R rises with the count, so that their ends are those
    /// of q.
    fn slope(&self, q: Interval) -> Option<Interval> {
        let fewer = self.samples - 1;
        let step = |s: usize| {
            let rise = *self.utilities.get(s + 1)? - *self.utilities.get(s)?;
            Some(rise.positive_part())
        };
        let regular = self.regular.min(fewer as usize);
        let before = regular.saturating_sub(1);
        let first = Interval::point(step(regular)?.upper().max(step(before)?.upper()));
        let falling = |s: usize| if s < regular { Some(first) } else { step(s) };
        // Counts well below the floor add nothing; next to it rounding leaves open what is added.
        let missing = |s: usize| {
            if s >= regular {
                Some(Interval::ZERO)
            } else if s + 3 < regular {
                Some(first)
            } else {
                Some((first - step(s)?).positive_part())
            }
        };
        let bounds = |f: &dyn Fn(usize) -> Option<Interval>| {
            let at_low = self.mean(fewer, q.lower(), f)?;
            let at_high = self.mean(fewer, q.upper(), f)?;
            Interval::new(
                at_high.lower().min(at_low.lower()),
                at_low.upper().max(at_high.upper()),
            )
        };
        let n = Interval::point(self.samples as f64);
        Some(n * (bounds(&falling)? - bounds(&missing)?).positive_part())
    }
}
