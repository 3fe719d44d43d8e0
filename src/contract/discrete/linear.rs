//! Linear contracts w = max(w_min, α + β·S/n) on a list of efforts: the gap stays of order 1/n
//! (T8).
//!
//! With ū = U0 + c_j, w̄ = h(ū) write the pay as w̄ + ω, ω = max(w_min − w̄, π + β·(S/n − q_j)).
//! - Participation E\[u(w̄+ω)] = ū fixes π given β. With u(w̄+ω) = ū + u′(w̄)·ω − shortfall(ω) it
//!   reads E\[ω] = E\[shortfall]/u′(w̄), and that common value is the premium: an expectation of
//!   non-negative terms.
//! - Incentives E_j\[u] − E_i\[u] ≥ c_j − c_i for all i < j; the premium rises with β, so β is the
//!   least that holds.
//!
//! The annotator's utility differs by a fixed amount between efforts, so a rounding of 10⁻¹⁵ in
//! E\[u] is a relative error of that order in β and twice that in the premium.

use super::log_gap::LogGap;
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::effort_point::EffortPoint;
use crate::contract::outcomes::Outcomes;
use crate::contract::{ContractError, LinearTerms};
use crate::numerics::roots::find_root;

/// Doublings of the slope in the search for one that holds every deviation back.
const DOUBLINGS: usize = 60;

/// Newton steps on participation; the residual is convex and monotone in π, and five to ten are
/// usual.
const ITERATIONS: usize = 100;

/// A line through limited liability with participation binding.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// β, in money per unit share of agreement.
    slope: f64,
    /// π.
    shift: f64,
    premium: f64,
}

/// The best linear contract that implements effort `index`; `None` where a higher effort would be
/// chosen instead.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
) -> Result<Option<DiscreteContract>, ContractError> {
    let model = problem.model();
    let utility = model.utility();
    let point = problem.points()[index];
    // The slope in the limit of many samples, from the efforts next to this one.
    let lower = problem.points()[index - 1];
    let first = -utility.wage_change(point.required_utility, lower.cost - point.cost)
        / (point.agreement - lower.agreement);
    let search = Search {
        problem,
        samples,
        index,
    };
    // Cutting planes over the lower efforts, as for bonuses.
    let mut tempting = vec![index - 1];
    let line = loop {
        let line = search.least_slope(first, &tempting)?;
        match search.most_tempted(&line, 0..index)? {
            Some(other) if !tempting.contains(&other) => tempting.push(other),
            _ => break line,
        }
    };
    if search
        .most_tempted(&line, index + 1..problem.points().len())?
        .is_some()
    {
        return Ok(None);
    }
    let wage = utility.wage(point.required_utility);
    Ok(Some(DiscreteContract {
        samples,
        index,
        point,
        gap: LogGap {
            ln_premium: libm::log(line.premium),
            ..LogGap::certain(point.loss)
        },
        terms: DiscreteTerms::Linear(LinearTerms {
            intercept: wage + line.shift - line.slope * point.agreement,
            slope: line.slope,
            floor: model.minimum_wage(),
        }),
    }))
}

struct Search<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    samples: u64,
    index: usize,
}

impl Search<'_, '_> {
    fn point(&self) -> EffortPoint {
        self.problem.points()[self.index]
    }

    /// The least slope under which none of `tempting` does better.
    fn least_slope(&self, first: f64, tempting: &[usize]) -> Result<Line, ContractError> {
        let gain = |line: &Line| -> Result<f64, ContractError> {
            let mut worst = f64::NEG_INFINITY;
            for other in tempting {
                worst = worst.max(self.gain(line, *other)?);
            }
            Ok(worst)
        };
        let (mut low, mut high) = (0.5 * first, first);
        for _ in 0..DOUBLINGS {
            if gain(&self.line(high)?)? <= 0.0 {
                break;
            }
            (low, high) = (high, 2.0 * high);
        }
        for _ in 0..DOUBLINGS {
            if gain(&self.line(low)?)? > 0.0 {
                break;
            }
            low *= 0.5;
        }
        let mut failure = None;
        let slope = find_root(
            |slope| match self.line(slope).and_then(|line| gain(&line)) {
                Ok(gain) => gain,
                Err(error) => {
                    failure = Some(error);
                    f64::NAN
                }
            },
            low,
            high,
            0.0,
        );
        match failure {
            Some(error) => Err(error),
            None => self.line(slope?),
        }
    }

    /// The effort among `others` that gains most by a deviation, beyond rounding.
    fn most_tempted(
        &self,
        line: &Line,
        others: std::ops::Range<usize>,
    ) -> Result<Option<usize>, ContractError> {
        let mut worst = (None, 1e-12 * self.point().required_utility.abs());
        for other in others {
            let gain = self.gain(line, other)?;
            if gain > worst.1 {
                worst = (Some(other), gain);
            }
        }
        Ok(worst.0)
    }

    /// What the annotator gains by effort `other` instead.
    fn gain(&self, line: &Line, other: usize) -> Result<f64, ContractError> {
        let utility = self.problem.model().utility();
        let point = self.point();
        let there = self.problem.points()[other].agreement;
        let wage = utility.wage(point.required_utility);
        let marginal = utility.marginal(wage);
        let outcomes = self.outcomes(line, there)?;
        let change = outcomes.expect(|y| {
            let change = self.unfloored(line, there, y).max(self.floor(wage));
            marginal * change - utility.shortfall(wage, change)
        });
        Ok(change + self.problem.cost_change(other, self.index))
    }

    /// π + β·(S/n − q_j) at the standardised count y of agreement q.
    fn unfloored(&self, line: &Line, agreement: f64, y: f64) -> f64 {
        let spread = (agreement * (1.0 - agreement) / self.samples as f64).sqrt();
        let share = agreement - self.point().agreement + y * spread;
        line.shift + line.slope * share
    }

    /// w_min − w̄.
    fn floor(&self, wage: f64) -> f64 {
        self.problem.model().minimum_wage() - wage
    }

    fn outcomes(&self, line: &Line, agreement: f64) -> Result<Outcomes, ContractError> {
        let model = self.problem.model();
        let point = self.point();
        let wage = model.utility().wage(point.required_utility);
        let spread = (agreement * (1.0 - agreement) / self.samples as f64).sqrt();
        let floor = model.minimum_wage() - wage - line.shift;
        let share = floor / line.slope - (agreement - point.agreement);
        Outcomes::new(self.samples, agreement, Some(share / spread))
    }

    /// Participation at a given slope: Newton's method from π = 0.
    fn line(&self, slope: f64) -> Result<Line, ContractError> {
        let model = self.problem.model();
        let utility = model.utility();
        let point = self.point();
        let wage = utility.wage(point.required_utility);
        let marginal = utility.marginal(wage);
        let mut line = Line {
            slope,
            shift: 0.0,
            premium: 0.0,
        };
        let outcomes = self.outcomes(&line, point.agreement)?;
        let floor = self.floor(wage);
        let mut residual = f64::INFINITY;
        for iteration in 0..ITERATIONS {
            let at = |y: f64| self.unfloored(&line, point.agreement, y);
            let shortfall =
                outcomes.expect(|y| utility.shortfall(wage, at(y).max(floor))) / marginal;
            let lift = outcomes.expect(|y| (floor - at(y)).max(0.0));
            let derivative = outcomes.expect(|y| match at(y) {
                change if change > floor => utility.marginal(wage + change) / marginal,
                _ => 0.0,
            });
            let off = line.shift + lift - shortfall;
            let last = residual;
            residual = (off / shortfall).abs();
            line.premium = shortfall;
            // Stop at the tolerance, or where rounding lets Newton's method gain no more.
            if residual <= 1e-14 || (iteration > 8 && residual <= 1e-11 && residual >= 0.5 * last) {
                return Ok(line);
            }
            if !residual.is_finite() {
                break;
            }
            line.shift -= off / derivative;
        }
        Err(ContractError::NotConverged {
            what: "the linear contract",
            samples: self.samples,
            residual,
            iterations: ITERATIONS,
        })
    }
}
