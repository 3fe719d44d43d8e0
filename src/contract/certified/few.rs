//! General contracts with proof for few samples, by sums over every count.
//!
//! **From below.** Any λ ≥ 0 and μ ≥ 0 bound what implementing an effort η costs, for every contract (Lagrangian duality, T7):
//!
//! E\[h(v)] ≥ B(η) = λ·(U0 + c) + μ·c′ − Σ_s p_s·h*(λ + μ·score_s),  h*(A) = sup_{v ≥ u(w_min)} (A·v − h(v)).
//!
//! Over a piece of efforts B − V is bounded by its value at the middle and its derivative on the piece.
//!
//! **From above.** With A_s ≥ 0 the estimate's pay above u(w_min), the contract v_s = u(w_min) + (κ₁ + κ₂·s/n)·A_s keeps limited
//! liability for κ₁, κ₁ + κ₂ ≥ 0, and two linear equations make participation and the incentive constraint hold exactly.

use super::general::Prices;
use super::local::Local;
use super::{Bracket, Economy, general};
use crate::contract::{LinearTerms, SecondBest};
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Sums over every count up to here; beyond, expansions take over.
pub const FEW: u64 = 3_000;

/// From here on expansions may reach far enough for the lower bound.
const EXPANSIONS: u64 = 300;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 4_000;

/// Brackets the gap of the best contract of all, given its estimate and the estimate's prices.
pub fn bracket(
    economy: &Economy<'_>,
    contract: &SecondBest,
    prices: &Prices,
    precision: f64,
) -> Option<Bracket> {
    if contract.samples > FEW {
        return None;
    }
    let upper = Schedule::of(economy, contract)?.verified_gap()?;
    let target = upper * (1.0 - precision);
    // Expansions are cheaper where they reach far enough.
    let covered = contract.samples >= EXPANSIONS
        && general::gap_is_at_least(economy, contract, prices, target)
        || gap_is_at_least(economy, contract, prices, target);
    Some(Bracket {
        lower: covered.then_some(target),
        upper,
    })
}

/// Counts whose probability falls below this are put together: what they add is at most n times it.
const NOTHING: f64 = 1e-35;

/// The counts that matter, with their probabilities for every q of an interval, and a bound on the probability of the
/// others together.
#[derive(Clone)]
struct Law {
    first: usize,
    probabilities: Vec<Interval>,
    rest: f64,
}

impl Law {
    /// From the mode outwards by p_(s+1) = p_s·(n−s)/(s+1)·q/(1−q) at the middle of q, then p_s(q) = p_s(m)·exp(∫ score).
    fn new(samples: u64, q: Interval) -> Option<Self> {
        let middle = Interval::point(q.midpoint());
        let centre = EnclosedBinomial::new(samples, middle).ok()?;
        let n = Interval::point(samples as f64);
        let mode = ((samples as f64 * middle.midpoint()) as u64).min(samples);
        let odds = middle / (Interval::ONE - middle);
        let at_mode = centre.ln_pmf(mode).exp();
        let whole = |s: u64| Interval::point(s as f64);
        let matters = |p: &Interval| p.upper() >= NOTHING;
        let above = (mode..samples).scan(at_mode, |p, s| {
            *p = *p * whole(samples - s) / whole(s + 1) * odds;
            Some(*p)
        });
        let below = (1..=mode).rev().scan(at_mode, |p, s| {
            *p = *p * whole(s) / (whole(samples - s + 1) * odds);
            Some(*p)
        });
        let mut probabilities: Vec<Interval> = below.take_while(matters).collect();
        let first = mode as usize - probabilities.len();
        probabilities.reverse();
        probabilities.push(at_mode);
        probabilities.extend(above.take_while(matters));
        let left_out = (samples as usize + 1 - probabilities.len()) as f64;
        // At other q of the piece a probability changes by exp(score·Δq), at most exp(n·Δq/(q(1−q))).
        let variance = q * (Interval::ONE - q);
        let spread = (n * Interval::point(q.width()) / variance).exp();
        let rest = Interval::point(left_out) * Interval::point(NOTHING) * spread;
        if q.lower() < q.upper() {
            for (offset, p) in probabilities.iter_mut().enumerate() {
                let score = (whole((first + offset) as u64) - n * q) / variance;
                *p = *p * (score * (q - middle)).exp();
            }
        }
        Some(Self {
            first,
            probabilities,
            rest: rest.upper(),
        })
    }

    /// Σ p_s·f(s), given a bound of |f| over all counts.
    fn expect(&self, most: f64, f: impl Fn(usize) -> Option<Interval>) -> Option<Interval> {
        let mut sum = Interval::ZERO;
        for (offset, p) in self.probabilities.iter().enumerate() {
            sum = sum + *p * f(self.first + offset)?;
        }
        let rest = (Interval::point(self.rest) * Interval::point(most)).upper();
        Some(sum + Interval::new(-rest, rest)?)
    }
}

/// Whether every contract has a gap of at least `target`, whatever effort it implements.
pub fn gap_is_at_least(
    economy: &Economy<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> bool {
    let at = Interval::point(contract.point.effort);
    let Some(origin) = Local::new(economy, contract.samples, at) else {
        return false;
    };
    holds_on(0.0, 1.0, PIECES, |efforts| {
        economy.least_loss(efforts) >= target
            || Multipliers::near(&origin, prices, efforts)
                .and_then(|multipliers| multipliers.least_gap(efforts))
                .is_some_and(|gap| gap >= target)
    })
}

/// λ and μ, and what h* needs.
struct Multipliers<'a, 'm> {
    economy: &'a Economy<'m>,
    samples: u64,
    level: Interval,
    slope: Interval,
    /// Where the conjugate is expanded: ū at the middle of the piece.
    mean: Interval,
    money: Interval,
    wage: Interval,
    scale: Interval,
    /// h(u(w_min)), and h′ there.
    floor_wage: Interval,
    floor_price: Interval,
}

impl<'a, 'm> Multipliers<'a, 'm> {
    /// The estimate's prices carried to the middle of a piece.
    fn near(origin: &Local<'a, 'm>, prices: &Prices, efforts: Interval) -> Option<Self> {
        let economy = origin.economy;
        let middle = Interval::point(efforts.midpoint());
        let local = Local::new(economy, origin.samples, middle)?;
        let prices = prices.at(origin, &local)?;
        let utility = economy.utility();
        let information = Interval::point(origin.samples as f64) * economy.information(middle)?;
        let money = local.money.midpoint();
        // Any two floats will do as long as they are not negative.
        let level = (money * (1.0 + prices.level)).max(0.0);
        let slope = (money * prices.slope / information.sqrt()?.midpoint()).max(0.0);
        let minimum = economy.minimum_utility();
        Some(Self {
            economy,
            samples: origin.samples,
            level: Interval::point(level),
            slope: Interval::point(slope),
            mean: local.mean,
            money: local.money,
            wage: utility.wage_derivative(0, local.mean)?,
            scale: utility.conjugate_scale(local.mean)?,
            floor_wage: utility.wage_derivative(0, minimum)?,
            floor_price: utility.wage_derivative(1, minimum)?,
        })
    }

    /// h*(A) at one price: its largest value is the unrestricted supremum, its least what u(w_min) gives.
    fn conjugate(&self, price: Interval) -> Option<Interval> {
        let minimum = self.economy.minimum_utility();
        let at_floor = price * minimum - self.floor_wage;
        if price.upper() <= self.floor_price.lower() {
            return Some(at_floor);
        }
        let share = price / self.money - Interval::ONE;
        let free = |share: Interval| {
            let bregman = self.economy.utility().conjugate_coefficient(0, share)?;
            Some(price * self.mean - self.wage + self.scale * bregman)
        };
        if price.lower() >= self.floor_price.upper() {
            return free(share);
        }
        let high = free(Interval::point(share.upper()))?;
        Interval::new(at_floor.lower(), high.upper())
    }

    /// A bound of |h*| between two prices: it is convex, and no less than −h at the two utilities it is known at.
    fn largest_conjugate(&self, low: Interval, high: Interval) -> Option<f64> {
        let ends = self.conjugate(low)?.magnitude() + self.conjugate(high)?.magnitude();
        let prices = low.magnitude().max(high.magnitude());
        let known =
            self.economy.minimum_utility().magnitude() * prices + self.floor_wage.magnitude();
        Some((ends + known) * (1.0 + 1e-14))
    }

    /// v(A) ≥ u(w_min), where the supremum is attained; it rises with A.
    fn response(&self, price: Interval) -> Option<Interval> {
        let minimum = self.economy.minimum_utility();
        let at = |price: Interval| -> Option<Interval> {
            if price.upper() <= self.floor_price.lower() {
                return Some(minimum);
            }
            let share = price / self.money - Interval::ONE;
            let slope = self.economy.utility().conjugate_coefficient(1, share)?;
            let free = self.mean + self.scale / self.money * slope;
            Interval::new(
                free.lower().max(minimum.lower()),
                free.upper().max(minimum.upper()),
            )
        };
        let low = at(Interval::point(price.lower()));
        let high = at(Interval::point(price.upper()))?;
        Some(low.unwrap_or(minimum).hull(high))
    }

    /// The gap on a piece from below: B − V + Π* at its middle, less the largest derivative times half the width.
    fn least_gap(&self, efforts: Interval) -> Option<f64> {
        let middle = Interval::point(efforts.midpoint());
        let at_middle = self.gap_at(middle)?.lower();
        if !(at_middle > 0.0) {
            return None;
        }
        let change = self.derivative(efforts)?.magnitude();
        let half = Interval::point(0.5 * efforts.width());
        Some((Interval::point(at_middle) - Interval::point(change) * half).lower())
    }

    fn gap_at(&self, effort: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = economy.agreement(0, effort)?;
        let rate = economy.agreement(1, effort)? / (q * (Interval::ONE - q));
        let n = Interval::point(self.samples as f64);
        let price = |s: usize| self.level + self.slope * rate * (Interval::point(s as f64) - n * q);
        let most = self.largest_conjugate(price(0), price(self.samples as usize))?;
        let sum = Law::new(self.samples, q)?.expect(most, |s| self.conjugate(price(s)))?;
        let bound = self.level * economy.required_utility(effort)?
            + self.slope * economy.cost(1, effort)?
            - sum;
        Some(bound - economy.value(0, effort)? + economy.first_best_payoff())
    }

    /// d/dη of the same: λc′ + μc″ − V′ − Σ p_s·\[score_s·h*_s + v_s·μ·dscore_s/dη].
    fn derivative(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        let variance = q * (Interval::ONE - q);
        let slope = economy.agreement(1, efforts)?;
        let bend = economy.agreement(2, efforts)?;
        let n = Interval::point(self.samples as f64);
        let two = Interval::point(2.0);
        // Σ p·score = 0: a constant taken from h* changes nothing but the width of the result.
        let usual = self.conjugate(self.level)?.midpoint();
        let score = |s: usize| slope * (Interval::point(s as f64) - n * q) / variance;
        let score_change = |s: usize| {
            let deviation = Interval::point(s as f64) - n * q;
            bend * deviation / variance
                - slope.square()
                    * (n / variance + deviation * (Interval::ONE - two * q) / variance.square())
        };
        let price = |s: usize| self.level + self.slope * score(s);
        // Scores and their changes are linear in the count, pay rises with it: the ends bound every factor.
        let last = self.samples as usize;
        let at_ends = |f: &dyn Fn(usize) -> Interval| f(0).magnitude().max(f(last).magnitude());
        let pay = self.response(price(0))?.magnitude() + self.response(price(last))?.magnitude();
        let conjugates = self.largest_conjugate(price(0), price(last))? + usual.abs();
        let most = Interval::point(at_ends(&score)) * Interval::point(conjugates)
            + Interval::point(pay) * self.slope * Interval::point(at_ends(&score_change));
        let sum = Law::new(self.samples, q)?.expect(most.upper(), |s| {
            let conjugate = self.conjugate(price(s))? - Interval::point(usual);
            Some(score(s) * conjugate + self.response(price(s))? * self.slope * score_change(s))
        })?;
        let direct =
            self.level * economy.cost(1, efforts)? + self.slope * economy.cost(2, efforts)?;
        Some(direct - economy.value(1, efforts)? - sum)
    }
}

/// A contract with exact constraints next to the estimate: v_0 ≤ … ≤ v_n in utility.
struct Schedule<'a, 'm> {
    economy: &'a Economy<'m>,
    effort: f64,
    samples: u64,
    /// v_s.
    pay: Vec<Interval>,
    /// P(S = s) at η.
    law: Law,
}

/// The gap of the linear contract next to the estimate, from above, once its incentives are proved.
///
/// With w = max(w_min, w̄ + π + σy), w̄ = h(ū), a box in (π, σ) that Krawczyk's operator of E\[u(w)] − ū and E\[u(w)·score] − c′
/// maps into itself holds a contract that meets both exactly (Krawczyk 1969; Moore, Kearfott and Cloud 2009, chapter 8).
pub fn linear_gap(
    economy: &Economy<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    /// Half-widths of the box relative to the estimate of σ that are tried.
    const BOXES: [f64; 5] = [1e-12, 1e-11, 1e-10, 1e-9, 1e-8];
    let (samples, effort) = (contract.samples, contract.point.effort);
    if samples > FEW {
        return None;
    }
    let at = Interval::point(effort);
    let q = economy.agreement(0, at)?;
    let n = Interval::point(samples as f64);
    let deviation = (n * q * (Interval::ONE - q)).sqrt()?;
    let rate = economy.agreement(1, at)? / (q * (Interval::ONE - q));
    let (mean, incentive) = (economy.required_utility(at)?, economy.cost(1, at)?);
    let wage = economy.utility().wage_derivative(0, mean)?;
    let floor = economy.model().minimum_wage();
    let slope = terms.slope * deviation.midpoint() / samples as f64;
    let shift = terms.intercept + terms.slope * q.midpoint() - wage.midpoint();
    let count = |s: usize| Interval::point(s as f64) - n * q;
    let pay = |shift: Interval, slope: Interval, s: usize| -> Option<Interval> {
        let line = wage + shift + slope * (count(s) / deviation);
        let paid = Interval::new(line.lower().max(floor), line.upper().max(floor))?;
        economy.utility().utility_coefficient(0, paid)
    };
    let last = samples as usize;
    let law = Law::new(samples, q)?;
    let most = {
        let wide = Interval::point(slope * (1.0 + 1e-6));
        pay(Interval::point(shift), wide, last)?.magnitude() + economy.minimum_utility().magnitude()
    };
    let score = |s: usize| rate * count(s);
    let largest_score = score(0).magnitude().max(score(last).magnitude());
    // Residuals of both equations, weighed as a row of the preconditioner asks.
    let residual = |shift: f64, slope: f64, row: [f64; 2]| -> Option<Interval> {
        let [a, b] = row.map(Interval::point);
        let (shift, slope) = (Interval::point(shift), Interval::point(slope));
        let bound = most * (a.magnitude() + b.magnitude() * largest_score) * (1.0 + 1e-14);
        let sum = law.expect(bound, |s| Some((a + b * score(s)) * pay(shift, slope, s)?))?;
        Some(sum - a * mean - b * incentive)
    };
    // Derivatives of a weighed residual in π and in σ over a box; where limited liability binds pay stands still.
    let derivatives = |shift: Interval, slope: Interval, row: [f64; 2]| -> Option<[Interval; 2]> {
        let [a, b] = row.map(Interval::point);
        let marginal = |s: usize| -> Option<Interval> {
            let line = wage + shift + slope * (count(s) / deviation);
            if line.upper() <= floor {
                return Some(Interval::ZERO);
            }
            let paid = Interval::new(line.lower().max(floor), line.upper())?;
            let marginal = economy.utility().utility_coefficient(1, paid)?;
            Some(if line.lower() <= floor {
                marginal.hull(Interval::ZERO)
            } else {
                marginal
            })
        };
        let steepest =
            (0..=last).try_fold(0.0, |most: f64, s| Some(most.max(marginal(s)?.magnitude())))?;
        let reach = (n / deviation).upper();
        let bound = steepest
            * reach.max(1.0)
            * (a.magnitude() + b.magnitude() * largest_score)
            * (1.0 + 1e-14);
        let sum = |by_count: bool| {
            law.expect(bound, |s| {
                let y = if by_count {
                    count(s) / deviation
                } else {
                    Interval::ONE
                };
                Some((a + b * score(s)) * marginal(s)? * y)
            })
        };
        Some([sum(false)?, sum(true)?])
    };
    let centre = (Interval::point(shift), Interval::point(slope));
    let rows = [[1.0, 0.0], [0.0, 1.0]].map(|row| derivatives(centre.0, centre.1, row));
    let [[a, b], [c, d]] = match rows {
        [Some(first), Some(second)] => [first, second].map(|row| row.map(Interval::midpoint)),
        _ => return None,
    };
    let determinant = a * d - b * c;
    let inverse = [
        [d / determinant, -b / determinant],
        [-c / determinant, a / determinant],
    ];
    let attempt = |share: &f64| -> Option<f64> {
        let half = share * slope;
        let around = Interval::new(-half, half)?;
        let (shifts, slopes) = (
            Interval::point(shift) + around,
            Interval::point(slope) + around,
        );
        // Krawczyk's operator maps the box into itself: −Y·r(centre) + (1 − Y·J(box))·(box − centre).
        for (index, row) in inverse.into_iter().enumerate() {
            let [by_shift, by_slope] = derivatives(shifts, slopes, row)?;
            let own = if index == 0 { [1.0, 0.0] } else { [0.0, 1.0] };
            let rest = (Interval::point(own[0]) - by_shift) * around
                + (Interval::point(own[1]) - by_slope) * around;
            let image = rest - residual(shift, slope, row)?;
            if !(image.lower() > around.lower() && image.upper() < around.upper()) {
                return None;
            }
        }
        let schedule = Schedule {
            economy,
            effort,
            samples,
            pay: (0..=last)
                .map(|s| pay(shifts, slopes, s))
                .collect::<Option<Vec<_>>>()?,
            law: law.clone(),
        };
        schedule.verified_gap()
    };
    BOXES.iter().find_map(attempt)
}

impl<'a, 'm> Schedule<'a, 'm> {
    fn of(economy: &'a Economy<'m>, contract: &SecondBest) -> Option<Self> {
        let (samples, effort) = (contract.samples, contract.point.effort);
        let at = Interval::point(effort);
        let q = economy.agreement(0, at)?;
        let law = Law::new(samples, q)?;
        let n = Interval::point(samples as f64);
        let rate = economy.agreement(1, at)? / (q * (Interval::ONE - q));
        let model = economy.model();
        let schedule = contract.schedule(model);
        let minimum = economy.minimum_utility();
        // Zero at limited liability: what matters is that these are floats ≥ 0.
        let above: Vec<Interval> = (0..=samples)
            .map(|s| {
                let extra = schedule.utility(s as f64) - model.minimum_utility();
                Interval::point(if extra > 1e-14 { extra } else { 0.0 })
            })
            .collect();
        let share = |s: usize| Interval::point(s as f64) / n;
        let score = |s: usize| rate * (Interval::point(s as f64) - n * q);
        let last = samples as usize;
        let scores = score(0).magnitude().max(score(last).magnitude()).max(1.0);
        let most =
            (above.iter().map(|a| a.magnitude()).fold(0.0, f64::max) * scores) * (1.0 + 1e-14);
        let total = |f: &dyn Fn(usize) -> Interval| law.expect(most, |s| Some(above[s] * f(s)));
        let (a, b) = (total(&|_| Interval::ONE)?, total(&share)?);
        let (c, d) = (total(&score)?, total(&|s| score(s) * share(s))?);
        let mean = economy.required_utility(at)? - minimum;
        let incentive = economy.cost(1, at)?;
        let weights = if contract.gap.rent > 0.0 {
            (incentive / c, Interval::ZERO)
        } else {
            let determinant = a * d - b * c;
            (
                (mean * d - b * incentive) / determinant,
                (a * incentive - mean * c) / determinant,
            )
        };
        let safe = weights.0.lower() >= 0.0 && (weights.0 + weights.1).lower() >= 0.0;
        // With a rent the first equation is an inequality to be checked.
        let participates = contract.gap.rent <= 0.0 || (weights.0 * a).lower() >= mean.upper();
        (safe && participates).then(|| Self {
            economy,
            effort,
            samples,
            pay: (0..=last)
                .map(|s| minimum + (weights.0 + weights.1 * share(s)) * above[s])
                .collect(),
            law,
        })
    }

    /// The gap, once incentives are proved.
    fn verified_gap(&self) -> Option<f64> {
        if !self.is_incentive_compatible() {
            return None;
        }
        let utility = self.economy.utility();
        let wage = |s: usize| utility.wage_derivative(0, self.pay[s]);
        let most = wage(0)?.magnitude() + wage(self.samples as usize)?.magnitude();
        let cost = self.law.expect(most, wage)?;
        let value = self.economy.value(0, Interval::point(self.effort))?;
        let gap = self.economy.first_best_payoff() - value + cost;
        gap.is_bounded().then_some(gap.upper())
    }

    /// As in [`replies`](super::replies): E_q\[v] − C is concave in q from below η up to 1, and further down either rises
    /// or stays under its value at η. The derivatives in q are n·E\[Δv] and n(n−1)·E\[Δ²v] over n−1 and n−2 counts.
    fn is_incentive_compatible(&self) -> bool {
        (0..8).any(|eighth| {
            let from = 0.125 * f64::from(eighth) * self.effort;
            holds_on(from, 1.0, PIECES, |piece| {
                self.is_concave(piece).unwrap_or(false)
            }) && holds_on(0.0, from, PIECES, |piece| {
                self.rises(piece).unwrap_or(false) || self.is_below(piece).unwrap_or(false)
            })
        })
    }

    fn largest_pay(&self) -> f64 {
        self.pay.iter().map(|v| v.magnitude()).fold(0.0, f64::max)
    }

    fn difference(&self, order: usize, s: usize) -> Interval {
        if order == 1 {
            return self.pay[s + 1] - self.pay[s];
        }
        self.pay[s + 2] - Interval::point(2.0) * self.pay[s + 1] + self.pay[s]
    }

    /// n·…·E\[Δ^order v] at the q of a piece.
    fn slope_in_agreement(&self, order: usize, efforts: Interval) -> Option<Interval> {
        let fewer = self.samples.checked_sub(order as u64)?;
        if fewer == 0 {
            return None;
        }
        let q = self.economy.agreement(0, efforts)?;
        // Differences are no larger than four times the largest pay wherever they lie.
        let most = 4.0 * self.largest_pay();
        let sum = Law::new(fewer, q)?.expect(most, |s| Some(self.difference(order, s)))?;
        let n = Interval::point(self.samples as f64);
        Some(if order == 1 {
            n * sum
        } else {
            n * (n - Interval::ONE) * sum
        })
    }

    fn is_concave(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let slope = economy.agreement(1, efforts)?;
        let bend = economy.cost(2, efforts)? * slope
            - economy.cost(1, efforts)? * economy.agreement(2, efforts)?;
        let cost = bend / (slope.square() * slope);
        let pay = self.slope_in_agreement(2, efforts)?;
        Some(pay.upper() < cost.lower())
    }

    fn rises(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let price = economy.cost(1, efforts)? / economy.agreement(1, efforts)?;
        Some(self.slope_in_agreement(1, efforts)?.lower() > price.upper())
    }

    fn is_below(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let most = self.largest_pay();
        let here = self.law.expect(most, |s| Some(self.pay[s]))?;
        let here = here - economy.cost(0, Interval::point(self.effort))?;
        // Pay rises with the count, so its expectation with effort.
        let top = economy.agreement(0, Interval::point(efforts.upper()))?;
        let there = Law::new(self.samples, top)?.expect(most, |s| Some(self.pay[s]))?;
        let there = there - economy.cost(0, Interval::point(efforts.lower()))?;
        Some(there.upper() < here.lower())
    }
}
