//! The dual of the general contract at one effort, solved by Newton's method.
//!
//! With d = v − ū, D the Bregman distance of h at ū and y the standardised count, the problem is
//!
//! min E\[D(d(S))]  subject to  E\[d] ≥ 0 (participation), E\[d·y] = c′/√(nI) (local incentives),
//! E\[d·(1 − r_j)] ≥ c(η) − c(e_j) (deviations to e_j), d ≥ u(w_min) − ū (limited liability).
//!
//! Its Lagrangian dual in prices θ = (ℓ, m, ν) is the concave function θ·t − E\[sup_d (p·d −
//! D(d))], p = ℓ + m·y + Σ ν_j·(1 − r_j), t the right-hand sides, with the supremum at D′(d) = p
//! cut at limited liability. Gradient t − E\[φ·d] and Hessian −E\[φφᵀ/h″] take one pass over the
//! outcomes. (Holmström 1979; Grossman and Hart 1983, section 2, for the split into cost of an
//! effort and choice of effort.)

use super::listed::FLOORED;
use super::prices::LikelihoodRatio;
use crate::contract::ContractError;
use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::GapParts;
use crate::contract::general::terms::DeviationPrice;
use crate::contract::outcomes::Outcomes;
use crate::model::Model;
use crate::numerics::expectation::sum;
use crate::numerics::find_root;
use nalgebra::{DMatrix, DVector};
use std::cell::Cell;

const ITERATIONS: usize = 200;

/// Residual of each constraint relative to the incentive target c′/√(nI): a few roundings of the
/// sums.
const RESIDUAL: f64 = 1e-13;

/// Largest residual of a solution that is called accurate, in the same unit: a few roundings of
/// sums more.
const ACCURATE: f64 = 1e-12;

/// What is taken where rounding lets no step do better.
const ROUGH: f64 = 1e-10;

/// The cheapest pay that implements one effort.
#[derive(Debug, Clone, PartialEq)]
pub struct Implementation {
    /// ℓ = λ − h′(ū).
    pub participation_shift: f64,
    /// m = μ·√(nI).
    pub incentive_price: f64,
    /// ν.
    pub deviations: Vec<DeviationPrice>,
    /// E\[w] − h(E\[u(w)]).
    pub premium: f64,
    /// h(E\[u(w)]) − h(ū); 0 where participation binds.
    pub rent: f64,
    /// Dual value: a lower bound on E\[w] − h(ū) at these prices, up to rounding.
    pub dual_value: f64,
    /// |primal − dual| relative to the primal.
    pub duality_gap: f64,
}

impl Implementation {
    /// E\[w] − h(ū).
    pub fn cost(&self) -> f64 {
        self.premium + self.rent
    }

    /// The gap with the first-best loss of the effort.
    pub fn gap(&self, effort_loss: f64) -> GapParts {
        GapParts {
            premium: self.premium,
            rent: self.rent,
            effort_loss,
        }
    }
}

/// Solves the dual for the effort of `point`, with the given tempting efforts as constraints.
pub fn implement(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    deviations: &[f64],
) -> Result<Implementation, ContractError> {
    let work = Cell::new(usize::MAX);
    implement_within(model, samples, point, deviations, &work)
}

/// The same with at most `work` counts summed over, of which what is used is taken.
pub fn implement_within(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    deviations: &[f64],
    work: &Cell<usize>,
) -> Result<Implementation, ContractError> {
    let problem = Problem::new(model, samples, point, deviations)?;
    problem.work.set(work.get());
    let found = implement_problem(&problem, deviations);
    work.set(problem.work.get());
    found
}

fn implement_problem(
    problem: &Problem<'_>,
    deviations: &[f64],
) -> Result<Implementation, ContractError> {
    // Participation and the local constraint are always priced; deviations enter once they are
    // violated.
    let mut priced: Vec<usize> = vec![0, 1];
    for _ in 0..=2 * problem.features {
        let theta = match problem.maximise(&priced) {
            // With few samples and an outside option near u(w_min) no pay meets participation with
            // equality and gives these incentives: the annotator is left a rent, and participation
            // has no price.
            Err(error) => match priced.iter().position(|index| *index == 0) {
                Some(participation) => {
                    priced.remove(participation);
                    continue;
                }
                None => return Err(error),
            },
            Ok(theta) => theta,
        };
        let moments = problem.evaluate(&theta);
        if let Some(wrong) = priced
            .iter()
            .position(|index| *index != 1 && problem.price_is_negative(&theta, *index))
        {
            priced.remove(wrong);
            continue;
        }
        let violated = (0..problem.features)
            .filter(|index| !priced.contains(index))
            .find(|index| moments.residual[*index] < -RESIDUAL * problem.scale * 1e3);
        match violated {
            Some(index) => priced.push(index),
            None => return Ok(problem.report(&theta, &moments, deviations)),
        }
    }
    Err(problem.not_converged(f64::NAN, 2 * problem.features))
}

/// Solves the dual from prices found elsewhere, with these constraints priced and no other:
/// participation where the start says that it binds, or else the other way round, local incentives
/// unless their price is 0, and the deviations given. `None` where Newton's method does not reach
/// them or a price turns negative, or where no more than `work` counts are summed over; what is
/// used of these is taken.
pub fn polish(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    start: &super::listed::ListedPay,
    work: &Cell<usize>,
) -> Option<Implementation> {
    polish_with(model, samples, point, start, 0.0, work)
}

/// The same where every tempting effort is to do worse by `margin` in utility, and at full effort,
/// where all constraints are inequalities, the others are met with that to spare too.
pub fn polish_with(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    start: &super::listed::ListedPay,
    margin: f64,
    work: &Cell<usize>,
) -> Option<Implementation> {
    let deviations: Vec<f64> = start
        .deviations
        .iter()
        .map(|binding| binding.effort)
        .collect();
    let mut problem = Problem::new(model, samples, point, &deviations).ok()?;
    problem.work.set(work.get());
    let inequalities = if point.effort < 1.0 { 2 } else { 0 };
    for target in &mut problem.targets[inequalities..] {
        *target += margin;
    }
    let mut theta = DVector::zeros(problem.features);
    theta[0] = start.participation_shift;
    theta[1] = start.incentive_price;
    for (j, binding) in start.deviations.iter().enumerate() {
        theta[j + 2] = binding.price;
    }
    let solved = |binds: bool| {
        let mut theta = theta.clone();
        if !binds {
            theta[0] = -problem.marginal;
        }
        let mut priced: Vec<usize> = (2..problem.features).collect();
        if start.incentive_price != 0.0 {
            priced.push(1);
        }
        if binds {
            priced.push(0);
        }
        let theta = problem.climb(theta, &priced).ok()?;
        let moments = problem.evaluate(&theta);
        let held = priced
            .iter()
            .all(|index| *index == 1 || !problem.price_is_negative(&theta, *index));
        let least = -ACCURATE * problem.scale;
        let accepted = binds || moments.residual[0] >= least;
        let accurate = |index: &usize| moments.residual[*index].abs() <= -least;
        let held = held && priced.iter().all(accurate);
        (held && accepted).then(|| problem.report(&theta, &moments, &deviations))
    };
    // At the least effort that leaves a rent the price and the rent are both zero to a rounding.
    let found = solved(start.participation_binds).or_else(|| solved(!start.participation_binds));
    work.set(problem.work.get());
    found
}

struct Problem<'a> {
    model: &'a Model,
    outcomes: Outcomes,
    ratios: Vec<LikelihoodRatio>,
    mean: f64,
    marginal: f64,
    wage: f64,
    floor: f64,
    /// A price at which no more than the floor is paid for certain, and D(floor).
    floor_price: f64,
    floor_distance: f64,
    /// Right-hand sides t.
    targets: Vec<f64>,
    features: usize,
    scale: f64,
    /// Counts that may still be summed over.
    work: Cell<usize>,
}

struct Moments {
    /// E\[φ·d] − t.
    residual: DVector<f64>,
    /// E\[φφᵀ/h″].
    hessian: DMatrix<f64>,
    dual: f64,
    mean_change: f64,
    bregman: f64,
}

impl<'a> Problem<'a> {
    fn new(
        model: &'a Model,
        samples: u64,
        point: &EffortPoint,
        deviations: &[f64],
    ) -> Result<Self, ContractError> {
        let mean = point.required_utility;
        let marginal = model.utility().marginal_wage(mean);
        let curvature = model.utility().wage_curvature(mean);
        let target = point.marginal_cost / (samples as f64 * point.information).sqrt();
        // To first order d = target·y, so limited liability is met near this y; families whose h″
        // varies meet it elsewhere, but far within a factor of the reach.
        let floor = model.minimum_utility() - mean;
        let kink = if floor == f64::NEG_INFINITY {
            None
        } else {
            Some(floor.max(-marginal / curvature) / target)
        };
        let outcomes = Outcomes::new(samples, point.agreement, kink)?;
        if !deviations.is_empty() && !outcomes.every_count() {
            return Err(ContractError::NotImplementable {
                contract: "general",
                samples,
                reason: format!(
                    "effort {} tempts although its outcomes are all but disjoint",
                    deviations[0]
                ),
            });
        }
        let mut targets = vec![0.0, target];
        targets.extend(
            deviations
                .iter()
                .map(|effort| point.cost - model.cost().cost(*effort)),
        );
        let utility = model.utility();
        let floor_price = utility.marginal_wage(model.minimum_utility()) - marginal;
        // Roundings of either leave the response at the floor.
        let rounding = FLOORED * (floor_price.abs() + marginal);
        Ok(Self {
            model,
            floor_price: floor_price - rounding,
            wage: utility.wage(mean),
            floor_distance: utility.wage_bregman(mean, floor),
            ratios: deviations
                .iter()
                .map(|effort| {
                    let other = model.monitoring().agreement(*effort);
                    LikelihoodRatio::new(samples, point.agreement, other)
                })
                .collect(),
            outcomes,
            mean,
            marginal,
            floor,
            features: targets.len(),
            targets,
            scale: target,
            work: Cell::new(usize::MAX),
        })
    }

    /// φ(y) = (1, y, 1 − r_1, …).
    fn features_at(&self, y: f64, into: &mut [f64]) {
        into[0] = 1.0;
        into[1] = y;
        for (slot, ratio) in into[2..].iter_mut().zip(&self.ratios) {
            *slot = 1.0 - ratio.at(y);
        }
    }

    fn evaluate(&self, theta: &DVector<f64>) -> Moments {
        let size = self.features;
        let utility = self.model.utility();
        let count = self.outcomes.len();
        self.work.set(self.work.get().saturating_sub(count));
        let mut first = vec![Vec::with_capacity(count); size];
        let mut second = vec![Vec::with_capacity(count); size * size];
        let (mut conjugate, mut bregman) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut phi = vec![0.0; size];
        for (y, p) in self.outcomes.iter() {
            self.features_at(y, &mut phi);
            let price: f64 = phi.iter().zip(theta.iter()).map(|(f, t)| f * t).sum();
            let far_below = price < self.floor_price;
            let free = if far_below {
                self.floor
            } else {
                utility.response_from(self.mean, self.marginal, price)
            };
            let clipped = free <= self.floor;
            let (change, distance) = if clipped {
                (self.floor, self.floor_distance)
            } else {
                (free, utility.wage_bregman_from(self.mean, self.wage, free))
            };
            conjugate.push(p * (price * change - distance));
            bregman.push(p * distance);
            let response = if clipped {
                0.0
            } else {
                p / utility.wage_curvature(self.mean + change)
            };
            for i in 0..size {
                first[i].push(p * phi[i] * change);
                for j in 0..=i {
                    second[i * size + j].push(response * phi[i] * phi[j]);
                }
            }
        }
        let moments: Vec<f64> = first.into_iter().map(sum).collect();
        let lower: Vec<f64> = second.into_iter().map(sum).collect();
        let linear: f64 = theta
            .iter()
            .zip(&self.targets)
            .map(|(price, target)| price * target)
            .sum();
        Moments {
            residual: DVector::from_fn(size, |i, _| moments[i] - self.targets[i]),
            hessian: DMatrix::from_fn(size, size, |i, j| lower[i.max(j) * size + i.min(j)]),
            dual: linear - sum(conjugate),
            mean_change: moments[0],
            bregman: sum(bregman),
        }
    }

    /// Newton's method on the priced constraints; the others have price 0 (participation: λ = 0, so
    /// ℓ = −h′(ū)).
    fn maximise(&self, priced: &[usize]) -> Result<DVector<f64>, ContractError> {
        let mut theta = DVector::zeros(self.features);
        theta[1] = self.scale * self.model.utility().wage_curvature(self.mean);
        if !priced.contains(&0) {
            theta[0] = -self.marginal;
        }
        match self.climb(theta.clone(), priced) {
            Err(_) if priced == [1] => self.bisect(theta),
            climbed => climbed,
        }
    }

    /// The price of local incentives where nothing else has one, between a price that gives too
    /// few and one that gives too many: E\[d·y] rises with it. Where limited liability holds at all
    /// but improbable counts Newton's method may not get there.
    fn bisect(&self, mut theta: DVector<f64>) -> Result<DVector<f64>, ContractError> {
        const GROWTH: f64 = 8.0;
        const STEPS: usize = 100;
        let missing = |price: f64| {
            let mut theta = theta.clone();
            theta[1] = price;
            self.evaluate(&theta).residual[1] / self.scale
        };
        let start = theta[1];
        let up = missing(start) < 0.0;
        let mut ends = (start, start);
        for _ in 0..STEPS {
            if self.is_spent() {
                break;
            }
            ends = if up {
                (ends.1, ends.1 * GROWTH)
            } else {
                (ends.0 / GROWTH, ends.0)
            };
            if missing(ends.0) <= 0.0 && missing(ends.1) >= 0.0 {
                let price = find_root(missing, ends.0, ends.1, 0.0)?;
                let left = missing(price).abs();
                if left > ROUGH {
                    return Err(self.not_converged(left, ITERATIONS));
                }
                theta[1] = price;
                return Ok(theta);
            }
        }
        Err(self.not_converged(f64::INFINITY, STEPS))
    }

    /// Newton's method from `theta`.
    fn climb(
        &self,
        mut theta: DVector<f64>,
        priced: &[usize],
    ) -> Result<DVector<f64>, ContractError> {
        let mut moments = self.evaluate(&theta);
        let mut residual = f64::INFINITY;
        for iteration in 0..ITERATIONS {
            let last = residual;
            residual = priced
                .iter()
                .map(|index| moments.residual[*index].abs() / self.scale)
                .fold(0.0, f64::max);
            let stalled = iteration > 8 && residual <= ROUGH && residual >= 0.5 * last;
            if residual <= RESIDUAL || stalled {
                return Ok(theta);
            }
            if self.is_spent() {
                break;
            }
            let size = priced.len();
            let hessian =
                DMatrix::from_fn(size, size, |i, j| moments.hessian[(priced[i], priced[j])]);
            let gradient = DVector::from_fn(size, |i, _| -moments.residual[priced[i]]);
            let Some(step) = solve_damped(&hessian, &gradient) else {
                break;
            };
            let Some((next, next_moments)) =
                self.line_search(&theta, &moments, priced, &step, gradient.dot(&step))
            else {
                break;
            };
            theta = next;
            moments = next_moments;
        }
        if residual <= ROUGH {
            return Ok(theta);
        }
        Err(self.not_converged(residual, ITERATIONS))
    }

    /// The longest of the steps 1, ½, ¼, … that raises the dual enough (Armijo) or shrinks every
    /// residual.
    fn line_search(
        &self,
        theta: &DVector<f64>,
        moments: &Moments,
        priced: &[usize],
        step: &DVector<f64>,
        slope: f64,
    ) -> Option<(DVector<f64>, Moments)> {
        let norm = |moments: &Moments| -> f64 {
            priced
                .iter()
                .map(|index| moments.residual[*index].abs())
                .fold(0.0, f64::max)
        };
        let mut length = 1.0;
        for _ in 0..60 {
            if self.is_spent() {
                return None;
            }
            let mut next = theta.clone();
            for (position, index) in priced.iter().enumerate() {
                next[*index] += length * step[position];
            }
            let candidate = self.evaluate(&next);
            let rises = candidate.dual - moments.dual >= 1e-4 * length * slope;
            if candidate.dual.is_finite() && (rises || norm(&candidate) < 0.5 * norm(moments)) {
                return Some((next, candidate));
            }
            length *= 0.5;
        }
        None
    }

    fn is_spent(&self) -> bool {
        self.work.get() == 0
    }

    fn price_is_negative(&self, theta: &DVector<f64>, index: usize) -> bool {
        if index == 0 {
            self.marginal + theta[0] < 0.0
        } else {
            theta[index] < 0.0
        }
    }

    fn report(
        &self,
        theta: &DVector<f64>,
        moments: &Moments,
        deviations: &[f64],
    ) -> Implementation {
        let utility = self.model.utility();
        let binds = self.marginal + theta[0] > 0.0;
        // Where participation binds the mean change is a rounding and its price times it must not
        // enter.
        let excess = if binds { 0.0 } else { moments.mean_change };
        let rent = utility.wage_change(self.mean, excess);
        let cost = moments.bregman + self.marginal * excess;
        let dual_value = moments.dual;
        Implementation {
            participation_shift: theta[0],
            incentive_price: theta[1],
            deviations: deviations
                .iter()
                .zip(theta.iter().skip(2))
                .filter(|(_, price)| **price > 0.0)
                .map(|(effort, price)| DeviationPrice {
                    effort: *effort,
                    price: *price,
                })
                .collect(),
            premium: cost - rent,
            rent,
            dual_value,
            duality_gap: (cost - dual_value).abs() / cost,
        }
    }

    fn not_converged(&self, residual: f64, iterations: usize) -> ContractError {
        ContractError::NotConverged {
            what: "the dual of the general contract",
            samples: self.outcomes.samples(),
            residual,
            iterations,
        }
    }
}

/// Solves H·x = g for positive semidefinite H; a ridge is added only where H is singular to
/// rounding (all outcomes at limited liability, say).
fn solve_damped(hessian: &DMatrix<f64>, gradient: &DVector<f64>) -> Option<DVector<f64>> {
    let size = hessian.nrows();
    let scale = (0..size).map(|i| hessian[(i, i)]).fold(0.0, f64::max);
    if !(scale > 0.0 && scale.is_finite()) {
        return None;
    }
    let mut ridge = 0.0;
    for _ in 0..12 {
        let damped = hessian + DMatrix::identity(size, size) * (ridge * scale);
        if let Some(factor) = damped.cholesky() {
            let solution = factor.solve(gradient);
            if solution.iter().all(|x| x.is_finite()) {
                return Some(solution);
            }
        }
        ridge = if ridge == 0.0 { 1e-14 } else { ridge * 10.0 };
    }
    None
}
