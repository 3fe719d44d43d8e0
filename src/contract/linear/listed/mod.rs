//! Lines of pay where every count is listed: a search that limited liability cannot lead astray.
//!
//! A line with a floor is w_min + (a + β·S/n) with a base a ≥ 0, or w_min + β·(S − t)₊/n with a
//! kink at 0 < t < n. For an effort η and one of these shapes the slope β is the least that makes η
//! stationary (the expected pay rises with β, so the least is the cheapest). While participation is
//! slack at a = 0 the kink is moved up: pay concentrates on high counts, the rent falls and risk
//! rises, until participation binds or an effort far away is as good (module `kink`). Otherwise a
//! is the least base that meets participation; such a line is concave in the count and tempts
//! nobody.

mod kink;
mod moving;
mod steep;

use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::GapParts;
use crate::contract::reply_table::{CountLaw, ReplyTable, dot};
use crate::contract::{ContractError, LinearTerms};
use crate::numerics::roots::find_root;
use moving::matter;
use std::cell::Cell;
use std::ops::Range;

/// Participation may be missed by this share of the utility expected above the minimum wage, a
/// rounding of the sum, and by so many roundings of utility itself: each count's difference has
/// one, the outside option and the minimum wage have one each, and the sum adds one.
const PARTICIPATION: f64 = 1e-13;
const ROUNDINGS: f64 = 4.0 * f64::EPSILON;

/// A gain of a deviation below this share of the utilities at stake, measured from the utility that
/// is asked for, is a rounding: the law of a hundred counts is right to 1e-14.
const ROUNDING: f64 = 1e-13;

/// A line with a floor.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shape {
    /// a ≥ 0 above w_min; 0 where there is a kink.
    base: f64,
    /// t ≥ 0.
    kink: f64,
}

/// A line that implements one effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListedLine {
    shape: Shape,
    slope: f64,
    /// E\[u(w)] − u(w_min).
    above: f64,
    /// E\[w] − h(ū).
    cost: f64,
}

impl ListedLine {
    /// E\[w] − h(ū).
    pub fn cost(&self) -> f64 {
        self.cost
    }
}

/// One effort to be implemented.
pub struct Lines<'a, 'm> {
    table: &'a ReplyTable<'m>,
    point: EffortPoint,
    law: CountLaw,
    wage: f64,
    /// The counts that incentives are summed over.
    matter: Range<usize>,
    /// Of the line before: its slope times what a line of slope 1 of its shape adds with effort.
    before: Cell<Option<f64>>,
}

impl<'a, 'm> Lines<'a, 'm> {
    /// The lines for the effort of `point`.
    pub fn new(table: &'a ReplyTable<'m>, point: &EffortPoint) -> Result<Self, ContractError> {
        let law = table.at(point)?;
        Ok(Self {
            matter: matter(&law.slopes),
            law,
            wage: table.model().utility().wage(point.required_utility),
            table,
            point: *point,
            before: Cell::new(None),
        })
    }

    /// The cheapest line found; `None` where none is.
    pub fn cheapest(&self) -> Option<ListedLine> {
        let unkinked = |base: f64| Shape { base, kink: 0.0 };
        let kink = self.cheapest_kink();
        let based = self.cheapest_base(&unkinked);
        let cost = |line: &ListedLine| line.cost;
        kink.into_iter()
            .chain(based)
            .min_by(|a, b| cost(a).total_cmp(&cost(b)))
    }

    /// The least base at which participation holds, where none is needed at no base.
    fn cheapest_base(&self, unkinked: &dyn Fn(f64) -> Shape) -> Option<ListedLine> {
        if let Some(line) = self.line(unkinked(0.0))
            && self.surplus(&line) >= 0.0
        {
            return None;
        }
        // At a base of h(ū) everybody is paid enough.
        let most = self.wage - self.table.model().minimum_wage();
        let surplus = |base: f64| {
            self.line(unkinked(base))
                .map_or(-1.0, |line| self.surplus(&line))
        };
        if !(surplus(most) >= 0.0) {
            return None;
        }
        let base = find_root(surplus, 0.0, most, 0.0).ok()?;
        self.line(unkinked(base))
            .filter(|line| self.participates(line))
            .filter(|line| self.holds(line))
    }

    /// What participation may be missed by.
    fn rounding(&self, line: &ListedLine) -> f64 {
        let model = self.table.model();
        let levels = self.point.required_utility.abs() + model.minimum_utility().abs();
        PARTICIPATION * line.above + ROUNDINGS * levels
    }

    /// E\[u(w)] − ū, both measured from u(w_min): where U0 is next to that, pay above the minimum
    /// wage may be a small part of utility.
    fn surplus(&self, line: &ListedLine) -> f64 {
        line.above - self.point.headroom(self.table.model())
    }

    fn participates(&self, line: &ListedLine) -> bool {
        self.surplus(line) >= -self.rounding(line)
    }

    /// Whether no effort does better.
    fn holds(&self, line: &ListedLine) -> bool {
        let utilities = self.utilities(line.shape, line.slope);
        self.tempting(&utilities).is_none()
    }

    fn tempting(&self, utilities: &[f64]) -> Option<(f64, f64)> {
        let required = self.point.required_utility;
        let changes: Vec<f64> = utilities.iter().map(|v| v - required).collect();
        let (first, last) = (changes.first()?, changes.last()?);
        let tolerance = ROUNDING * (first.abs().max(last.abs()) + self.point.cost);
        self.table
            .deviations(&changes, &self.point, tolerance)
            .first()
            .copied()
    }

    fn utilities(&self, shape: Shape, slope: f64) -> Vec<f64> {
        self.utilities_of(0..self.law.slopes.len(), shape, slope)
            .collect()
    }

    /// The same for some counts; up to the kink they are paid alike.
    fn utilities_of(
        &self,
        counts: Range<usize>,
        shape: Shape,
        slope: f64,
    ) -> impl Iterator<Item = f64> {
        let model = self.table.model();
        let n = self.table.samples() as f64;
        let least = model.utility().utility(model.minimum_wage() + shape.base);
        counts.map(move |s| {
            let above = (s as f64 - shape.kink).max(0.0) / n;
            if above == 0.0 {
                return least;
            }
            let wage = model.minimum_wage() + shape.base + slope * above;
            model.utility().utility(wage)
        })
    }

    /// The line of a shape with the least slope that makes the effort stationary; at full effort
    /// also large enough that no other effort does better.
    fn line(&self, shape: Shape) -> Option<ListedLine> {
        let target = self.point.marginal_cost;
        // The ends of the bracket are asked for again.
        let mut asked: Vec<[f64; 2]> = Vec::new();
        let mut incentive = |slope: f64| {
            if let Some([_, known]) = asked.iter().rev().find(|[at, _]| *at == slope) {
                return *known;
            }
            let value = self.incentive(shape, slope) - target;
            asked.push([slope, value]);
            value
        };
        let rise = self.rise_of(shape);
        let [low, high] = self
            .around(rise, &mut incentive)
            .or_else(|| self.first_rise(&mut incentive))?;
        let mut slope = find_root(incentive, low, high, 0.0).ok()?;
        self.before.set(Some(slope * rise));
        if self.point.effort >= 1.0 {
            slope = self.deterring(shape, slope)?;
        }
        Some(self.costed(shape, slope))
    }

    fn costed(&self, shape: Shape, slope: f64) -> ListedLine {
        let utilities = self.utilities(shape, slope);
        let minimum = self.table.model().minimum_utility();
        let law = self.law.probabilities.iter().zip(&utilities);
        let above = law.map(|(p, v)| p * (v - minimum)).sum();
        let (premium, rent) = self.premium_and_rent(&utilities, minimum + above);
        ListedLine {
            shape,
            slope,
            above,
            cost: premium + rent,
        }
    }

    /// The line w = max(w_min, α + β·S/n), whatever effort it leads to.
    pub fn of(&self, line: [f64; 2]) -> ListedLine {
        let (shape, slope) = self.shape(line);
        self.costed(shape, slope)
    }

    /// The slope of the annotator's payoff at the effort under such a line.
    pub fn rise(&self, line: [f64; 2]) -> f64 {
        let (shape, slope) = self.shape(line);
        dot(&self.law.slopes, &self.utilities(shape, slope)) - self.point.marginal_cost
    }

    fn shape(&self, [intercept, slope]: [f64; 2]) -> (Shape, f64) {
        let base = intercept - self.table.model().minimum_wage();
        let kink = (-base).max(0.0) / slope * self.table.samples() as f64;
        let base = base.max(0.0);
        (Shape { base, kink }, slope)
    }

    /// E\[w] − h(E\[u]) and h(E\[u]) − h(ū), from second-order remainders: no difference of pays.
    fn premium_and_rent(&self, utilities: &[f64], mean: f64) -> (f64, f64) {
        let utility = self.table.model().utility();
        let required = self.point.required_utility;
        let premium = self
            .law
            .probabilities
            .iter()
            .zip(utilities)
            .map(|(p, v)| p * utility.wage_bregman(mean, v - mean))
            .sum();
        (premium, utility.wage_change(required, mean - required))
    }

    /// The least slope from `start` on under which no effort below full effort does better.
    fn deterring(&self, shape: Shape, start: f64) -> Option<f64> {
        let held = |slope: f64| self.tempting(&self.utilities(shape, slope)).is_none();
        if held(start) {
            return Some(start);
        }
        let (mut low, mut high) = (start, 1.25 * start);
        for _ in 0..20 {
            if held(high) {
                break;
            }
            (low, high) = (high, 1.5 * high);
        }
        if !held(high) {
            return None;
        }
        for _ in 0..44 {
            let middle = 0.5 * (low + high);
            if held(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }

    /// Premium, rent and terms of a line.
    pub fn contract(&self, line: &ListedLine) -> (GapParts, LinearTerms) {
        let model = self.table.model();
        let n = self.table.samples() as f64;
        let rent = self.surplus(line).max(0.0);
        let rent = if rent <= self.rounding(line) {
            0.0
        } else {
            rent
        };
        let mean = self.point.required_utility + rent;
        let utilities = self.utilities(line.shape, line.slope);
        let (premium, rent) = self.premium_and_rent(&utilities, mean);
        let parts = GapParts {
            premium,
            rent,
            effort_loss: self.point.loss,
        };
        let intercept = model.minimum_wage() + line.shape.base - line.slope * line.shape.kink / n;
        let terms = LinearTerms {
            intercept,
            slope: line.slope,
            floor: model.minimum_wage(),
        };
        (parts, terms)
    }
}
