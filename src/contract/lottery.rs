//! Contracts as lotteries over wages, for any utility of wage and effort: a linear program with an
//! exact certificate.
//!
//! The annotator may be risk loving somewhere, or feel effort and money together, U(w, e): the dual
//! of [`general`](super::general) then says nothing. On grids of efforts and wages the problem is
//! linear in probabilities (Prescott and Townsend, *Econometrica* 52, 1984, section 4; Karaivanov
//! and Martin, *Dynamic moral hazard by linear programming*). With μ_e the probability that effort
//! e is asked and z(e, s, w) the probability that e is asked and w would be paid at count s,
//!
//! maximise Σ z(e,s,w)·P(s|e)·(V(e) − w) subject to
//! - Σ_w z(e,s,w) = μ_e for every e and s, Σ μ_e = 1,
//! - Σ z(e,s,w)·P(s|e)·U(w,e) ≥ U0 (participation),
//! - Σ_{s,w} z(e,s,w)·(P(s|e)·U(w,e) − P(s|d)·U(w,d)) ≥ 0 for every e asked and d taken instead.
//!
//! Written in z and not in z·P(s|e), no likelihood ratio appears and every coefficient is of the
//! size of a utility. The exact certificate is about the program as written, whose probabilities
//! and utilities are doubles.
//!
//! For U = u(w) − c(e) with u concave, lotteries only stand for wages between grid points, at a
//! cost of at most the [`chord_error`] of h; beside that the optimum is that of the general
//! contract on the same efforts.

use super::ContractError;
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::{Kind, Ratio};
use crate::lp::solve_certified;
use crate::lp::{CertifyBudget, ColumnId, LinearProgram, Sense};
use crate::model::Model;
use crate::numerics::Binomial;

/// More columns than these are refused: the certificate is computed in rationals.
pub const MOST_COLUMNS: usize = 100_000;

/// Probabilities of the optimum below this are the backend's rounding.
const NOTHING: f64 = 1e-9;

/// A moral-hazard problem on grids of efforts and wages.
#[derive(Debug, Clone, PartialEq)]
pub struct LotteryProblem {
    samples: u64,
    efforts: Vec<f64>,
    wages: Vec<f64>,
    /// P(s | e), by effort and count.
    law: Vec<Vec<f64>>,
    /// V(e).
    value: Vec<f64>,
    /// U(w, e), by effort and wage.
    utility: Vec<Vec<f64>>,
    reservation: f64,
}

/// What is asked and paid: wages with their probabilities at one effort and count.
#[derive(Debug, Clone, PartialEq)]
pub struct Lottery {
    /// The effort asked for.
    pub effort: f64,
    /// The count.
    pub count: u64,
    /// (wage, probability given effort and count).
    pub wages: Vec<(f64, f64)>,
}

/// The optimum of a lottery program.
#[derive(Debug, Clone, PartialEq)]
pub struct LotteryOptimum {
    /// The company's expected payoff: an estimate.
    pub payoff: f64,
    /// The optimum of the program, proved; equal ends where the certificate is exact.
    pub proved: Option<(f64, f64)>,
    /// Kind of the certificate.
    pub kind: Kind,
    /// (effort, probability that it is asked).
    pub asked: Vec<(f64, f64)>,
    /// What is paid, for every effort that is asked.
    pub pay: Vec<Lottery>,
    /// The program.
    pub program: LinearProgram,
}

impl LotteryProblem {
    /// A problem from its functions: q(e), V(e) and U(wage, effort).
    ///
    /// Errors: [`ContractError::Grid`] for an empty grid, a number that is not finite, or a program
    /// above [`MOST_COLUMNS`]; [`ContractError::Numerics`] where q leaves \[0, 1].
    pub fn new(
        samples: u64,
        efforts: &[f64],
        wages: &[f64],
        agreement: impl Fn(f64) -> f64,
        value: impl Fn(f64) -> f64,
        utility: impl Fn(f64, f64) -> f64,
        reservation: f64,
    ) -> Result<Self, ContractError> {
        let wrong = |reason: String| Err(ContractError::Grid { reason });
        let counts = usize::try_from(samples).unwrap_or(usize::MAX);
        let columns = efforts
            .len()
            .saturating_mul(wages.len())
            .saturating_mul(counts.saturating_add(1));
        if samples == 0 || columns == 0 || columns > MOST_COLUMNS {
            return wrong(format!(
                "{} efforts, {samples} samples and {} wages make {columns} lotteries; allowed: 1 to {MOST_COLUMNS}",
                efforts.len(),
                wages.len()
            ));
        }
        let law = efforts
            .iter()
            .map(|effort| {
                let law = Binomial::new(samples, agreement(*effort))?;
                Ok((0..=samples).map(|s| law.pmf(s)).collect())
            })
            .collect::<Result<Vec<Vec<f64>>, ContractError>>()?;
        let utility: Vec<Vec<f64>> = efforts
            .iter()
            .map(|e| wages.iter().map(|w| utility(*w, *e)).collect())
            .collect();
        let value: Vec<f64> = efforts.iter().map(|e| value(*e)).collect();
        let all = utility.iter().flatten().chain(&value).chain(wages);
        if let Some(bad) = all.chain([&reservation]).find(|x| !x.is_finite()) {
            return wrong(format!(
                "a wage, value or utility is {bad}; allowed: finite numbers"
            ));
        }
        Ok(Self {
            samples,
            efforts: efforts.to_vec(),
            wages: wages.to_vec(),
            law,
            value,
            utility,
            reservation,
        })
    }

    /// The problem of a model, U = u(w) − c(e).
    pub fn of(
        model: &Model,
        samples: u64,
        efforts: &[f64],
        wages: &[f64],
    ) -> Result<Self, ContractError> {
        Self::new(
            samples,
            efforts,
            wages,
            |effort| model.monitoring().agreement(effort),
            |effort| model.value().value(effort),
            |wage, effort| model.utility().utility(wage) - model.cost().cost(effort),
            model.reservation(),
        )
    }

    /// The program, with the columns z by effort, count and wage.
    pub fn program(&self) -> LinearProgram {
        self.pose().0
    }

    fn pose(&self) -> (LinearProgram, Vec<ColumnId>, Vec<Vec<Vec<ColumnId>>>) {
        let mut lp = LinearProgram::new(Sense::Maximise);
        lp.name = format!("lottery-{}", self.samples);
        let asked: Vec<ColumnId> = (0..self.efforts.len())
            .map(|e| {
                let column = lp.add_column(0.0, 0.0, 1.0);
                lp.name_column(column, format!("asked{e}"));
                column
            })
            .collect();
        let mut lotteries = Vec::with_capacity(self.efforts.len());
        for (e, law) in self.law.iter().enumerate() {
            let counts: Vec<Vec<ColumnId>> = law
                .iter()
                .map(|p| {
                    let gain = |wage: &f64| p * (self.value[e] - wage);
                    let column = |wage| lp.add_column(gain(wage), 0.0, 1.0);
                    self.wages.iter().map(column).collect()
                })
                .collect();
            lotteries.push(counts);
        }
        let one = lp.add_row(1.0, 1.0, asked.iter().map(|c| (*c, 1.0)));
        lp.name_row(one, "one");
        for (e, counts) in lotteries.iter().enumerate() {
            for (s, wages) in counts.iter().enumerate() {
                let sum = wages.iter().map(|c| (*c, 1.0)).chain([(asked[e], -1.0)]);
                let row = lp.add_row(0.0, 0.0, sum);
                lp.name_row(row, format!("count{e}_{s}"));
            }
        }
        // Σ over counts and wages of z(e,s,w)·(what the annotator gets from effort d).
        let utility = |e: usize, d: usize| {
            let counts = lotteries[e].iter().zip(&self.law[d]);
            counts.flat_map(move |(wages, p)| {
                let utilities = wages.iter().zip(&self.utility[d]);
                utilities.map(move |(c, u)| (*c, p * u))
            })
        };
        let efforts = 0..self.efforts.len();
        let welfare = efforts.clone().flat_map(|e| utility(e, e));
        let row = lp.add_row(self.reservation, f64::INFINITY, welfare);
        lp.name_row(row, "participation");
        for e in efforts.clone() {
            for d in efforts.clone().filter(|d| *d != e) {
                let differences = utility(e, e)
                    .zip(utility(e, d))
                    .map(|((c, here), (_, there))| (c, here - there));
                let row = lp.add_row(0.0, f64::INFINITY, differences);
                lp.name_row(row, format!("instead{e}_{d}"));
            }
        }
        (lp, asked, lotteries)
    }

    /// Solves the program with `backend` and certifies its optimum.
    ///
    /// Errors: [`ContractError::Program`] where the backend finds no optimum, which is also so
    /// where no lottery on the grid is accepted and incentive compatible.
    pub fn solve(
        &self,
        backend: &dyn Backend,
        effort: &CertifyBudget,
    ) -> Result<LotteryOptimum, ContractError> {
        let (program, asked, lotteries) = self.pose();
        let certified = solve_certified(&program, backend, &Limits::default(), effort)
            .map_err(|error| ContractError::Program(error.to_string()))?;
        let solution = certified
            .solution
            .map_err(|error| ContractError::Program(error.to_string()))?;
        if solution.status != Status::Optimal {
            return Err(ContractError::Program(
                "no lottery on these grids is accepted and incentive compatible".to_owned(),
            ));
        }
        let x = solution.columns;
        let end = |ratio: Ratio| ratio.numerator.quotient_estimate(&ratio.denominator);
        let (kind, proved) = match certified.certificate {
            Some((certificate, Proved::Bounds { lower, upper })) => {
                (certificate.kind(), lower.map(end).zip(upper.map(end)))
            }
            _ => (Kind::OneSided, None),
        };
        let probability = |column: ColumnId| x.get(column.index()).copied().unwrap_or(0.0);
        let mut pay = Vec::new();
        for (e, counts) in lotteries.iter().enumerate() {
            let share = probability(asked[e]);
            if share <= NOTHING {
                continue;
            }
            for (wages, count) in counts.iter().zip(0..) {
                let paid = wages.iter().zip(&self.wages);
                pay.push(Lottery {
                    effort: self.efforts[e],
                    count,
                    wages: paid
                        .map(|(c, wage)| (*wage, probability(*c) / share))
                        .filter(|(_, chance)| *chance > NOTHING)
                        .collect(),
                });
            }
        }
        Ok(LotteryOptimum {
            payoff: program.objective_at(&x),
            proved,
            kind,
            asked: self
                .efforts
                .iter()
                .zip(&asked)
                .map(|(effort, column)| (*effort, probability(*column)))
                .collect(),
            pay,
            program,
        })
    }
}

/// Wages at equal steps of utility, from w_min to where u is `highest`.
pub fn wages(model: &Model, highest: f64, points: usize) -> Vec<f64> {
    let lowest = model.minimum_utility();
    let step = (highest - lowest) / (points.max(2) - 1) as f64;
    (0..points.max(2))
        .map(|j| match j {
            0 => model.minimum_wage(),
            j => model.utility().wage(lowest + step * j as f64),
        })
        .collect()
}

/// What a lottery between two neighbouring wages costs at most above the wage of the same utility,
/// for a concave u: the largest distance between h and its chords, found where h has the slope of
/// the chord.
pub fn chord_error(model: &Model, wages: &[f64]) -> f64 {
    let utility = model.utility();
    wages
        .windows(2)
        .map(|pair| {
            let (low, high) = (utility.utility(pair[0]), utility.utility(pair[1]));
            let slope = (pair[1] - pair[0]) / (high - low);
            let excess = |v: f64| utility.marginal_wage(v) - slope;
            let at =
                crate::numerics::find_root(excess, low, high, 0.0).unwrap_or(0.5 * (low + high));
            pair[0] + slope * (at - low) - utility.wage(at)
        })
        .fold(0.0, f64::max)
}
