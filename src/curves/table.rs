//! The numbers of a figure as a table.

use super::gap_points::scaled_gap;
use super::gaps::EFFORT_ERROR;
use super::shapes::Contract;
use super::{CurveError, GapCurve, Scale};
use crate::contract::GAP_ERROR;
use crate::print::label::Label;
use crate::print::number::{Digits, scientific_outward};
use crate::print::table::{Cell, Table};

/// Relative error of a wage: that of terms, which follow from the effort.
const TERMS_ERROR: f64 = 1e-6;

/// One row a point of a curve: estimates with the digits that are certain, proved ends rounded
/// outwards to sixteen. `scale` adds the scaled gap.
pub fn gaps(curves: &[GapCurve], scale: Option<Scale>) -> Result<Table, CurveError> {
    let mut columns = vec![
        "model",
        "contract",
        "samples",
        "gap",               // Estimate of the best contract's gap to the first best.
        "gap_lower",         // No contract of the class has a smaller gap: proved.
        "gap_upper",         // A contract of the class has at most this gap: proved.
        "missing",           // Why an end is missing.
        "effort",            // Effort of the contract found.
        "first_best_effort", // Effort of the first best.
    ];
    if scale.is_some() {
        columns.extend([
            "scaled_gap",   // Gap over the leading term of its rate.
            "scaled_lower", // The same of the lower end: proved.
            "scaled_upper", // The same of the upper end: proved.
        ]);
    }
    let mut table = Table::new(columns)?;
    for curve in curves {
        for point in &curve.points {
            let proof = &point.proof;
            let missing: Vec<&str> = proof.missing.iter().map(String::as_str).collect();
            let mut row = vec![
                plain(&curve.model)?,
                Cell::Text(curve.class.clone()),
                count(point.samples),
                certain(point.gap, GAP_ERROR),
                end(proof.lower, false),
                end(proof.upper, true),
                match missing.as_slice() {
                    [] => Cell::Missing,
                    some => Cell::Text(some.join(" ")),
                },
                certain(point.effort, EFFORT_ERROR),
                certain(curve.first_best_effort, 1e-12),
            ];
            if let Some(scale) = scale {
                let (estimate, ends) = scaled_gap(curve, point, scale)?;
                row.extend([
                    estimate.map_or(Cell::Missing, |value| certain(value, 2.0 * GAP_ERROR)),
                    end(ends.map(|ends| ends.0), false),
                    end(ends.map(|ends| ends.1), true),
                ]);
            }
            table.row(row)?;
        }
    }
    Ok(table)
}

/// One row a count of each contract.
pub fn pay(contracts: &[Contract<'_>]) -> Result<Table, CurveError> {
    let mut table = Table::new([
        "model",
        "contract",
        "samples",
        "agreements",  // Number of agreements S.
        "wage",        // Pay w(S); expected pay where a bonus is paid by chance.
        "utility",     // Utility of the pay.
        "probability", // P(S) at the effort of the contract.
    ])?;
    for contract in contracts {
        for pay in contract.pay()? {
            table.row([
                plain(&contract.name)?,
                Cell::Text(contract.class.clone()),
                count(contract.solved.samples),
                count(pay.count),
                certain(pay.wage, TERMS_ERROR),
                certain(pay.utility, TERMS_ERROR),
                certain(pay.probability, probability_error(contract, pay.count)),
            ])?;
        }
    }
    Ok(table)
}

/// One row an effort of each contract.
pub fn replies(contracts: &[Contract<'_>]) -> Result<Table, CurveError> {
    let mut table = Table::new([
        "model", "contract", "samples", "effort", "payoff", // E[u(w)] - c - U0 at this effort.
    ])?;
    for contract in contracts {
        // Terms are right to TERMS_ERROR, and so is the utility they give.
        let error = TERMS_ERROR * contract.solved.point.required_utility.abs();
        for (effort, payoff) in contract.replies()? {
            table.row([
                plain(&contract.name)?,
                Cell::Text(contract.class.clone()),
                count(contract.solved.samples),
                Digits::within(effort, 1e-9, 9)
                    .or_else(|| Digits::exact(effort, 9))
                    .into(),
                Digits::in_bracket(payoff - error, payoff + error, 10)
                    .or_else(|| Digits::exact(0.0, 1))
                    .into(),
            ])?;
        }
    }
    Ok(table)
}

/// The probability moves with the effort by the score: |S − nq|·q′/(q(1−q)) times its error.
fn probability_error(contract: &Contract<'_>, count: u64) -> f64 {
    let point = &contract.solved.point;
    let q = point.agreement;
    let off = (count as f64 - contract.solved.samples as f64 * q).abs();
    1e-12 + EFFORT_ERROR * off * point.agreement_slope / (q * (1.0 - q)).max(f64::MIN_POSITIVE)
}

fn plain(markup: &str) -> Result<Cell, CurveError> {
    Ok(Cell::Text(Label::parse(markup)?.plain()))
}

fn count(value: u64) -> Cell {
    i64::try_from(value).map_or_else(|_| Cell::Text(value.to_string()), Cell::Integer)
}

/// The digits that are certain; 0 is written as such.
fn certain(value: f64, relative_error: f64) -> Cell {
    if value == 0.0 {
        return Cell::Integer(0);
    }
    Digits::within(value, relative_error, 10).into()
}

/// A proved end, rounded outwards.
fn end(value: Option<f64>, up: bool) -> Cell {
    value.map_or(Cell::Missing, |value| {
        Cell::Text(scientific_outward(value, 15, up))
    })
}
