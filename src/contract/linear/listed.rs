//! Lines of pay where every count is listed: a search that limited liability cannot lead astray.
//!
//! A line with a floor is w_min + (a + β·S/n) with a base a ≥ 0, or w_min + β·(S − t)₊/n with a kink
//! at 0 < t < n. For an effort η and one of these shapes the slope β is the least that makes η
//! stationary (the expected pay rises with β, so the least is the cheapest). While participation is
//! slack at a = 0 the kink is moved up: pay concentrates on high counts, the rent falls and risk
//! rises. Otherwise a is the least base that meets participation.

use crate::contract::first_best::EffortPoint;
use crate::contract::gap::GapParts;
use crate::contract::reply_table::{CountLaw, ReplyTable, dot};
use crate::contract::{ContractError, LinearTerms};
use crate::numerics::roots::{find_root, minimise};

/// Kinks tried, before the best is looked at closely.
const KINKS: usize = 32;

/// Participation may be missed by this share of utility: a rounding of the sums.
const PARTICIPATION: f64 = 1e-13;

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
    /// E\[u(w)].
    mean_utility: f64,
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
}

impl<'a, 'm> Lines<'a, 'm> {
    /// The lines for the effort of `point`.
    pub fn new(table: &'a ReplyTable<'m>, point: &EffortPoint) -> Result<Self, ContractError> {
        Ok(Self {
            law: table.at(point)?,
            wage: table.model().utility().wage(point.required_utility),
            table,
            point: *point,
        })
    }

    /// The cheapest line found; `None` where none is.
    pub fn cheapest(&self) -> Option<ListedLine> {
        let unkinked = |base: f64| Shape { base, kink: 0.0 };
        let kinked = |kink: f64| Shape { base: 0.0, kink };
        let kink = self.cheapest_kink(&kinked);
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
            .filter(|line| self.surplus(line) >= -self.rounding())
            .filter(|line| self.holds(line))
    }

    fn cheapest_kink(&self, kinked: &dyn Fn(f64) -> Shape) -> Option<ListedLine> {
        // Beyond the last count but one a kink only scales the slope: pay above the minimum wage for
        // agreement on every sample.
        let last = self.table.samples().saturating_sub(1) as f64;
        let paying = |kink: f64| {
            self.line(kinked(kink))
                .filter(|line| self.surplus(line) >= -self.rounding())
        };
        let step = last / (KINKS - 1) as f64;
        let kink = |j: usize| (step * j as f64).min(last);
        let kinks = if last > 0.0 { KINKS } else { 1 };
        let lines: Vec<Option<ListedLine>> =
            (0..kinks).map(|j| self.line(kinked(kink(j)))).collect();
        let surplus = |line: &Option<ListedLine>| line.map_or(-1.0, |line| self.surplus(&line));
        let mut grid: Vec<(f64, ListedLine)> = (0..kinks)
            .filter(|j| surplus(&lines[*j]) >= -self.rounding())
            .filter_map(|j| Some((kink(j), lines[j]?)))
            .collect();
        // Kinks at which participation just holds.
        for (j, pair) in lines.windows(2).enumerate() {
            if (surplus(&pair[0]) >= 0.0) != (surplus(&pair[1]) >= 0.0) {
                let surplus = |kink: f64| surplus(&self.line(kinked(kink)));
                let root = find_root(surplus, kink(j), kink(j + 1), 0.0);
                grid.extend(root.ok().and_then(|root| Some((root, paying(root)?))));
            }
        }
        grid.sort_by(|a, b| a.1.cost.total_cmp(&b.1.cost));
        let (best, coarse) = grid.into_iter().find(|(_, line)| self.holds(line))?;
        let mut found = Vec::new();
        let (low, high) = ((best - step).max(0.0), (best + step).min(last));
        // The cost is flat at its minimum and keeps the square of this.
        let precision = 1e-6 * step.max(f64::MIN_POSITIVE);
        let least = |of: &dyn Fn(f64) -> Option<ListedLine>| {
            let cost = |kink: f64| of(kink).map_or(f64::MAX, |line| line.cost);
            minimise(cost, low, high, precision)
                .ok()
                .and_then(|found| of(found.at))
        };
        found.extend(least(&paying));
        // Whole kinks, where pay starts at the next count, are corners of the cost.
        found.extend((0..=2).filter_map(|j| {
            let whole = low.ceil() + f64::from(j);
            paying(whole.min(high))
        }));
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        found.retain(|line| line.cost < coarse.cost);
        if let Some(line) = found.iter().find(|line| self.holds(line)) {
            return Some(*line);
        }
        if found.is_empty() {
            return Some(coarse);
        }
        // Cheaper lines there lead to another effort: the cheapest that does not.
        let holding = |kink: f64| paying(kink).filter(|line| self.holds(line));
        least(&holding)
            .filter(|line| line.cost < coarse.cost)
            .or(Some(coarse))
    }

    fn rounding(&self) -> f64 {
        let model = self.table.model();
        PARTICIPATION * (self.point.required_utility.abs() + model.minimum_utility().abs())
    }

    fn surplus(&self, line: &ListedLine) -> f64 {
        line.mean_utility - self.point.required_utility
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
        let model = self.table.model();
        let n = self.table.samples() as f64;
        (0..=self.table.samples())
            .map(|s| {
                let above = (s as f64 - shape.kink).max(0.0) / n;
                let wage = model.minimum_wage() + shape.base + slope * above;
                model.utility().utility(wage)
            })
            .collect()
    }

    /// The line of a shape with the least slope that makes the effort stationary; at full effort
    /// also large enough that no other effort does better.
    fn line(&self, shape: Shape) -> Option<ListedLine> {
        const GROWTHS: usize = 200;
        let target = self.point.marginal_cost;
        let incentive = |slope: f64| dot(&self.law.slopes, &self.utilities(shape, slope)) - target;
        let marginal = self.table.model().utility().marginal(self.wage);
        // Right for linear utility and no kink.
        let guess = target / (marginal * self.point.agreement_slope);
        let (mut low, mut high) = (0.0, guess / 16.0);
        let mut best = f64::NEG_INFINITY;
        let mut falls = 0;
        for _ in 0..GROWTHS {
            let here = incentive(high);
            if here >= 0.0 {
                break;
            }
            // Utility is concave: beyond some slope more pay gives fewer incentives.
            falls = if here < best { falls + 1 } else { 0 };
            if falls > 8 || !here.is_finite() {
                return None;
            }
            best = best.max(here);
            low = high;
            high *= 1.5;
        }
        let mut slope = find_root(incentive, low, high, 0.0).ok()?;
        if self.point.effort >= 1.0 {
            slope = self.deterring(shape, slope)?;
        }
        let utilities = self.utilities(shape, slope);
        let mean_utility = dot(&self.law.probabilities, &utilities);
        let (premium, rent) = self.premium_and_rent(&utilities, mean_utility);
        Some(ListedLine {
            shape,
            slope,
            mean_utility,
            cost: premium + rent,
        })
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
        let rent = if rent <= self.rounding() { 0.0 } else { rent };
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
