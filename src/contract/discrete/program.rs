//! Any pay on a list of efforts as a linear program, with a certificate in rationals.
//!
//! With x_s = v_s − ū, p_s the probabilities under the implemented effort e_j and S the size of the
//! premium, the program
//!
//! minimise Σ T_s + h′(ū)·Σ (p_s/S)·x_s subject to
//! - T_s ≥ (p_s/S)·[B(a) + B′(a)·(x_s − a)] at a = 0 and at a = what the dual's prices pay, B(x) =
//!   D_h(ū, x),
//! - Σ (p_s/S)·x_s ≥ 0 (participation), x_s ≥ u(w_min) − ū (limited liability),
//! - Σ (p_s − P_i(s))·x_s ≥ c_j − c_i for every other effort e_i
//!
//! has a value below 1 = premium/S, because tangents lie below a convex h; and *at* 1 where the
//! prices are right, because an optimum of a convex problem over a polyhedron also minimises its
//! linearisation there. So the certified optimum of this small program checks the solver of
//! [`general`] from below, with other equations and other arithmetic: the simplex method over
//! rationals. In units of S a premium of 10⁻³⁰ is as easy as one of 10⁻³.
//!
//! What is exact is the optimum of the program as written, whose coefficients are doubles
//! (probabilities right to some 10⁻¹⁴); the statement about the contract therefore carries a
//! relative error of that order times the prices.

use super::general;
use super::{DiscreteContract, DiscreteProblem};
use crate::contract::ContractError;
use crate::lp::backends::Limits;
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::{Kind, Ratio};
use crate::lp::certify::unnamed;
use crate::lp::{CertifyBudget, LinearProgram, Sense};
use crate::numerics::Binomial;
use std::time::Duration;

/// Largest number of samples posed; exact pivots at a hundred rows take a second.
pub const MOST_SAMPLES: u64 = 200;

/// Time for exact arithmetic: far above what the sizes allowed here need, so that no clock decides
/// an answer.
const TIME: Duration = Duration::from_secs(300);

/// Terms of the objective that cannot reach this share of it are left out, which only lowers the
/// bound.
const NEGLIGIBLE: f64 = 1e-18;

/// What the certificate says about a contract.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramBound {
    /// Kind of the certificate; `Exact` where the optimum is a proved rational.
    pub kind: Kind,
    /// Proved lower bound of the program over the contract's premium and rent: at most 1 up to
    /// rounding.
    pub share: f64,
    /// Columns of the program.
    pub columns: usize,
    /// Rows of the program.
    pub rows: usize,
}

/// Bounds the cost of implementing the effort of a general contract from below. `None` where the
/// contract is no [`general`] one, n is above [`MOST_SAMPLES`], or no certificate was found.
pub fn bound(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
) -> Result<Option<ProgramBound>, ContractError> {
    if contract.samples > MOST_SAMPLES {
        return Ok(None);
    }
    let Some((first, pay)) = general::schedule(problem, contract)? else {
        return Ok(None);
    };
    let program = pose(problem, contract, first, &pay)?;
    let effort = CertifyBudget {
        time: TIME,
        ..CertifyBudget::default()
    };
    let (_, certified) = unnamed::certified(&program, None, &Limits::default(), &effort)
        .map_err(|error| ContractError::Program(error.to_string()))?;
    Ok(match certified.certificate {
        Some((
            certificate,
            Proved::Bounds {
                lower: Some(lower), ..
            },
        )) => Some(ProgramBound {
            kind: certificate.kind(),
            share: estimate(&lower),
            columns: program.columns(),
            rows: program.rows(),
        }),
        _ => None,
    })
}

fn estimate(ratio: &Ratio) -> f64 {
    ratio.numerator.quotient_estimate(&ratio.denominator)
}

fn pose(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
    first: u64,
    pay: &[f64],
) -> Result<LinearProgram, ContractError> {
    let utility = problem.model().utility();
    let required = contract.point.required_utility;
    let marginal = utility.marginal_wage(required);
    let floor = problem.model().minimum_utility() - required;
    let size = libm::exp(super::log_gap::ln_sum(
        contract.gap.ln_premium,
        contract.gap.ln_rent,
    ));
    let law = |q: f64| -> Result<Vec<f64>, ContractError> {
        let law = Binomial::new(contract.samples, q)?;
        Ok((first..).take(pay.len()).map(|s| law.pmf(s)).collect())
    };
    let here = law(contract.point.agreement)?;
    let mut lp = LinearProgram::new(Sense::Minimise);
    lp.name = format!("discrete-efforts-{}", contract.samples);

    // Columns are x_s times `unit`, so that neither a tiny p_s/S nor a huge one makes them
    // incomparable.
    let mut columns = Vec::with_capacity(pay.len());
    for (p, x) in here.iter().zip(pay) {
        let weight = p / size;
        let unit = weight.max(1.0);
        let column = lp.add_column(marginal * (weight / unit), floor * unit, f64::INFINITY);
        columns.push((column, unit, weight));
        if weight * utility.wage_bregman(required, *x).max(floor * floor) < NEGLIGIBLE {
            continue;
        }
        // T_s ≥ 0 is the tangent at 0.
        let cost = lp.add_column(1.0, 0.0, f64::INFINITY);
        let slope = utility.marginal_wage(required + x) - marginal;
        let constant = utility.wage_bregman(required, *x) - slope * x;
        lp.add_row(
            weight * constant,
            f64::INFINITY,
            [(cost, 1.0), (column, -slope * (weight / unit))],
        );
    }
    lp.add_row(
        0.0,
        f64::INFINITY,
        columns
            .iter()
            .map(|(column, unit, weight)| (*column, weight / unit)),
    );
    for (other, point) in problem.points().iter().enumerate() {
        if other == contract.index {
            continue;
        }
        let there = law(point.agreement)?;
        let entries = columns
            .iter()
            .zip(here.iter().zip(&there))
            .map(|((column, unit, _), (p, r))| (*column, (p - r) / unit));
        let extra_cost = problem.cost_change(other, contract.index);
        lp.add_row(extra_cost, f64::INFINITY, entries);
    }
    Ok(lp)
}
