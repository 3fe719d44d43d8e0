//! A model in outward-rounded arithmetic, with its first best enclosed.

use super::Missing;
use crate::contract::first_best::FirstBest;
use crate::model::{EnclosedUtility, Model};
use crate::numerics::Interval;

/// Halvings in the search for the least and the largest effort.
const HALVINGS: usize = 40;

/// The functions of a [`Model`] over intervals, and its first best. The model's parameters are the
/// doubles it holds, taken as exact numbers.
pub struct EnclosedModel<'m> {
    model: &'m Model,
    utility: &'m dyn EnclosedUtility,
    effort: Interval,
    payoff: Interval,
    reservation: Interval,
    minimum: Interval,
}

impl<'m> EnclosedModel<'m> {
    /// Encloses the first best; `None` where a family of the model has no proved bounds.
    ///
    /// The marginal payoff V′ − h′(U0+c)·c′ falls strictly in effort (V concave, h and c convex),
    /// so a sign change between two floats encloses η*.
    pub fn new(first_best: &FirstBest<'m>) -> Option<Self> {
        Self::try_new(first_best).ok()
    }

    /// The same, with the reason where there is none.
    ///
    /// # Errors
    /// [`Missing::NoEnclosure`] where a family of the model has no functions over intervals,
    /// [`Missing::FirstBestNotEnclosed`] where no sign change of the marginal payoff was found next
    /// to the estimated first best.
    pub fn try_new(first_best: &FirstBest<'m>) -> Result<Self, Missing> {
        let utility = first_best.model().utility().enclosed();
        let utility = utility.ok_or(Missing::NoEnclosure)?;
        Self::with(first_best, utility).ok_or(Missing::FirstBestNotEnclosed)
    }

    fn with(first_best: &FirstBest<'m>, utility: &'m dyn EnclosedUtility) -> Option<Self> {
        let model = first_best.model();
        let minimum = utility.utility_coefficient(0, Interval::point(model.minimum_wage()))?;
        let mut economy = Self {
            model,
            utility,
            effort: Interval::ZERO,
            payoff: Interval::ZERO,
            reservation: Interval::point(model.reservation()),
            minimum,
        };
        let guess = first_best.effort();
        if first_best.is_full_care() {
            // The marginal payoff falls: at least 0 at 1, it is so everywhere.
            if !(economy.marginal_payoff(Interval::ONE)?.lower() >= 0.0) {
                return None;
            }
            economy.effort = Interval::ONE;
            economy.payoff = economy.full_information_payoff(Interval::ONE)?;
            return Some(economy);
        }
        let mut step = guess * f64::EPSILON;
        for _ in 0..24 {
            let (low, high) = (guess - step, guess + step);
            let rises = economy.marginal_payoff(Interval::point(low))?.lower() > 0.0;
            if rises && economy.marginal_payoff(Interval::point(high))?.upper() < 0.0 {
                economy.effort = Interval::new(low, high)?;
                // The payoff is flat at η*: its value at the guess, and at most slope times
                // distance above.
                let slope = economy.marginal_payoff(economy.effort)?;
                let at_guess = economy.full_information_payoff(Interval::point(guess))?;
                let rest = slope * (economy.effort - Interval::point(guess));
                economy.payoff = at_guess + rest;
                return Some(economy);
            }
            step *= 2.0;
        }
        None
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }
    /// η*.
    pub fn first_best_effort(&self) -> Interval {
        self.effort
    }
    /// V(η*) − h(U0 + c(η*)).
    pub fn first_best_payoff(&self) -> Interval {
        self.payoff
    }
    /// u and h.
    pub fn utility(&self) -> &'m dyn EnclosedUtility {
        self.utility
    }
    /// U0.
    pub fn reservation(&self) -> Interval {
        self.reservation
    }
    /// u(w_min).
    pub fn minimum_utility(&self) -> Interval {
        self.minimum
    }
    /// c^(j)(η).
    pub fn cost(&self, order: u32, effort: Interval) -> Option<Interval> {
        self.model.cost().enclosed(order, effort)
    }
    /// q^(j)(η); q itself is a probability, whatever roundings add to one of 1.
    pub fn agreement(&self, order: u32, effort: Interval) -> Option<Interval> {
        let enclosed = self.model.monitoring().enclosed(order, effort)?;
        if order == 0 {
            enclosed.intersection(Interval::UNIT)
        } else {
            Some(enclosed)
        }
    }
    /// V^(j)(η).
    pub fn value(&self, order: u32, effort: Interval) -> Option<Interval> {
        self.model.value().enclosed(order, effort)
    }
    /// The derivative of c∘q⁻¹ of order 1, 2 or 3, at the agreements of an interval of efforts:
    /// c′/q′ and so on, by the chain rule.
    pub fn cost_by_agreement(&self, order: u32, effort: Interval) -> Option<Interval> {
        by_agreement(order, &|j| self.cost(j, effort), &|j| {
            self.agreement(j, effort)
        })
    }
    /// The least second derivative of c∘q⁻¹ over an interval of efforts. A model's cost is convex
    /// in the chance of agreement, so it is 0 at least, which intervals do not tell next to no
    /// effort or where the cost is a straight line.
    pub fn least_cost_bend(&self, effort: Interval) -> f64 {
        let bend = self.cost_by_agreement(2, effort);
        let least = bend.map_or(0.0, Interval::lower);
        if least > 0.0 && !self.cost_is_straight() {
            least
        } else {
            0.0
        }
    }
    /// Whether c∘q⁻¹ is exactly a straight line.
    pub fn cost_is_straight(&self) -> bool {
        let power = self.model.cost().power();
        power.is_some() && power == self.model.monitoring().power()
    }
    /// q at the effort of a piece at which it is largest: the upper end, where q is proved to rise.
    pub fn largest_agreement(&self, efforts: Interval) -> Option<Interval> {
        let rises = self
            .agreement(1, efforts)
            .is_some_and(Interval::is_nonnegative);
        if rises {
            self.agreement(0, Interval::point(efforts.upper()))
        } else {
            Some(Interval::point(self.agreement(0, efforts)?.upper()))
        }
    }
    /// The derivative of V∘q⁻¹ of order 1 or 2 likewise.
    pub fn value_by_agreement(&self, order: u32, effort: Interval) -> Option<Interval> {
        by_agreement(order, &|j| self.value(j, effort), &|j| {
            self.agreement(j, effort)
        })
    }
    /// U0 + c(η).
    pub fn required_utility(&self, effort: Interval) -> Option<Interval> {
        Some(self.reservation + self.cost(0, effort)?)
    }
    /// I(η) = q′²/(q(1−q)).
    pub fn information(&self, effort: Interval) -> Option<Interval> {
        let q = self.agreement(0, effort)?;
        Some(self.agreement(1, effort)?.square() / (q * (Interval::ONE - q)))
    }

    fn full_information_payoff(&self, effort: Interval) -> Option<Interval> {
        let required = self.required_utility(effort)?;
        Some(self.value(0, effort)? - self.utility.wage_derivative(0, required)?)
    }

    /// d/dη of V(η) − h(U0 + c(η)).
    pub fn marginal_payoff(&self, effort: Interval) -> Option<Interval> {
        let required = self.required_utility(effort)?;
        let marginal_wage = self.utility.wage_derivative(1, required)?;
        Some(self.value(1, effort)? - marginal_wage * self.cost(1, effort)?)
    }

    /// Its second derivative, V″ − h″·c′² − h′·c″.
    fn payoff_curvature(&self, effort: Interval) -> Option<Interval> {
        let required = self.required_utility(effort)?;
        let bend = self.utility.wage_derivative(2, required)? * self.cost(1, effort)?.square();
        let rise = self.utility.wage_derivative(1, required)? * self.cost(2, effort)?;
        Some(self.value(2, effort)? - bend - rise)
    }

    /// First-best loss at one effort: payoff at η* minus payoff at η, ≥ 0.
    ///
    /// Both −½·F″(ξ)·(η − η*)² (F′(η*) = 0, ξ between) and the plain difference enclose it; the
    /// first keeps its digits close to η*, the second is sharper far away. At full care, η* = 1, F′
    /// need not be 0 and −F′(ξ)·(η − 1) takes the place of the first.
    pub fn loss(&self, effort: f64) -> Option<Interval> {
        let at = Interval::point(effort);
        let distance = at - self.effort;
        let between = at.hull(self.effort);
        let half = Interval::point(0.5);
        let direct = self
            .full_information_payoff(at)
            .map(|payoff| self.payoff - payoff);
        let curved = if self.effort == Interval::ONE {
            self.marginal_payoff(between)
                .map(|slope| -(slope * distance))
        } else {
            self.payoff_curvature(between)
                .map(|curvature| -(half * curvature * distance.square()))
        };
        let both = match (direct, curved) {
            (Some(a), Some(b)) => a.intersection(b)?,
            (a, b) => a.or(b)?,
        };
        Some(both.positive_part())
    }

    /// A lower bound of the first-best loss over an interval of efforts: the loss is convex with
    /// its minimum at η*.
    pub fn least_loss(&self, efforts: Interval) -> f64 {
        let nearest = if efforts.lower() > self.effort.upper() {
            efforts.lower()
        } else if efforts.upper() < self.effort.lower() {
            efforts.upper()
        } else {
            return 0.0;
        };
        self.loss(nearest).map_or(0.0, Interval::lower)
    }

    /// The efforts with a first-best loss below `target` and a little more on either side; `None`
    /// unless they lie strictly between 0 and 1.
    pub fn efforts_below(&self, target: f64) -> Option<Interval> {
        let least = self.least_effort_below(target)?;
        Interval::new(
            least,
            self.end_of_efforts(target, 1.0, self.effort.upper())?,
        )
    }

    /// The least effort with a first-best loss below `target`, or a little less; `None` unless it
    /// lies above 0.
    pub fn least_effort_below(&self, target: f64) -> Option<f64> {
        self.end_of_efforts(target, 0.0, self.effort.lower())
    }

    /// An effort between `outside` and the first best from which on to `outside` all lose `target`
    /// and more; `None` if `outside` does not. The loss is convex: beyond an effort that is
    /// excluded all are.
    fn end_of_efforts(&self, target: f64, mut outside: f64, mut inside: f64) -> Option<f64> {
        let excluded = |effort: f64| self.loss(effort).is_some_and(|l| l.lower() >= target);
        if !excluded(outside) {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (outside + inside);
            if excluded(middle) {
                outside = middle;
            } else {
                inside = middle;
            }
            if (outside - inside).abs() < 1e-3 * (outside - self.effort.midpoint()).abs() {
                break;
            }
        }
        Some(outside)
    }

    /// A lower bound of D_h(ū, d) for every ū of an interval and every d at least as far from 0 as
    /// `change`, +∞ where no wage buys so much.
    pub fn least_bregman(&self, mean: Interval, change: f64) -> f64 {
        // The supremum is a double next to a real number.
        let supremum = self.model.utility().supremum();
        if supremum.is_finite()
            && (Interval::point(mean.lower()) + change).lower() > Interval::around(supremum).upper()
        {
            return f64::INFINITY;
        }
        self.utility
            .wage_bregman(mean, Interval::point(change))
            .map_or(0.0, |distance| distance.lower().max(0.0))
    }
}

/// Derivatives of f∘q⁻¹ from those of f and q: F₁ = f′/q′, F₂ = (f″ − F₁q″)/q′², F₃ = (f‴ − 3q′q″F₂
/// − F₁q‴)/q′³.
fn by_agreement(
    order: u32,
    f: &dyn Fn(u32) -> Option<Interval>,
    q: &dyn Fn(u32) -> Option<Interval>,
) -> Option<Interval> {
    let slope = q(1)?;
    let first = f(1)? / slope;
    if order <= 1 {
        return Some(first);
    }
    let bend = q(2)?;
    let second = (f(2)? - first * bend) / slope.square();
    if order == 2 {
        return Some(second);
    }
    let mixed = Interval::point(3.0) * slope * bend * second + first * q(3)?;
    Some((f(3)? - mixed) / (slope.square() * slope))
}
