//! The checker of certificates.
//!
//! It reads the program and the certificate, and computes with integers; no solver, no float
//! arithmetic and no tolerance. All that has to be trusted is here, in [`crate::lp::dyadic`], in
//! the scales that the program's rationals are put over, and in the big integers below.

use dashu_int::UBig;

use crate::lp::ProgramError;
use crate::lp::certificate::{Certificate, Claim, Ratio, Vector, fingerprint};
use crate::lp::dyadic::Dyadic;
use crate::lp::program::{LinearProgram, Scaled, Sense, common_multiple};

/// What a certificate has proved.
#[derive(Debug, Clone, PartialEq)]
pub enum Proved {
    /// The optimum lies between the bounds; `None` where the certificate has no bound.
    Bounds {
        /// Lower bound on the optimum.
        lower: Option<Ratio>,
        /// Upper bound on the optimum.
        upper: Option<Ratio>,
    },
    /// No point satisfies the constraints.
    Infeasible,
    /// The objective improves without end.
    Unbounded,
}

/// Why a certificate proves nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The program itself is not one.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The certificate is about another program.
    #[error("the certificate is about program {claimed:016x}, not about this one, {actual:016x}")]
    OtherProgram {
        /// Fingerprint in the certificate.
        claimed: u64,
        /// Fingerprint of the program at hand.
        actual: u64,
    },
    /// A vector is malformed.
    #[error("{what} {complaint}")]
    Malformed {
        /// Which vector.
        what: &'static str,
        /// What is wrong with it.
        complaint: String,
    },
    /// A point violates a constraint.
    #[error("{what} violates the {side} bound of {of}")]
    Violated {
        /// Which vector.
        what: &'static str,
        /// Lower or upper.
        side: &'static str,
        /// Name of the row or column.
        of: String,
    },
    /// A price presses against a bound that is infinite.
    #[error("the price of {of} presses against a bound that it does not have")]
    Unpaid {
        /// Name of the row or column.
        of: String,
    },
    /// The stated number is not what the vector gives.
    #[error("the certificate states {stated} of {about}, but its vector gives {found}")]
    Misstated {
        /// Which number.
        about: &'static str,
        /// The number in the certificate, rounded.
        stated: f64,
        /// The number recomputed, rounded.
        found: f64,
    },
    /// The prices do not exclude feasibility.
    #[error("the prices bound the zero objective by {bound}, which has to be positive")]
    NoContradiction {
        /// The bound, rounded.
        bound: f64,
    },
    /// The ray does not improve the objective.
    #[error("the ray does not improve the objective")]
    NoImprovement,
}

/// Decides whether the certificate proves its claim about the program.
///
/// # Errors
/// [`CheckError`] naming the first thing that fails.
pub fn check(program: &LinearProgram, certificate: &Certificate) -> Result<Proved, CheckError> {
    program.check()?;
    let actual = fingerprint(program);
    if certificate.program != actual {
        return Err(CheckError::OtherProgram {
            claimed: certificate.program,
            actual,
        });
    }
    let numbers = &Scaled::of(program);
    match &certificate.claim {
        Claim::Bounded { primal, dual } => {
            let above = match primal {
                Some((point, stated)) => {
                    let found = attained_in(numbers, point)?;
                    Some(as_stated("the objective", stated, found)?)
                }
                None => None,
            };
            let below = match dual {
                Some((prices, stated)) => {
                    let found = excluded_in(numbers, prices)?;
                    Some(as_stated("the dual bound", stated, found)?)
                }
                None => None,
            };
            let (lower, upper) = match program.sense {
                Sense::Minimise => (below, above),
                Sense::Maximise => (above, below),
            };
            Ok(Proved::Bounds { lower, upper })
        }
        Claim::Infeasible { .. } if has_crossed_bounds(numbers) => Ok(Proved::Infeasible),
        Claim::Infeasible { prices } => {
            let bound = dual_bound(numbers, prices, false)?;
            if bound.numerator.signum() > 0 {
                return Ok(Proved::Infeasible);
            }
            Err(CheckError::NoContradiction {
                bound: estimate(&bound),
            })
        }
        Claim::Unbounded { point, ray } => {
            attained_in(numbers, point)?;
            check_ray(numbers, ray)?;
            Ok(Proved::Unbounded)
        }
    }
}

/// The objective at a point, if the point is feasible.
///
/// # Errors
/// The first constraint violated.
pub(in crate::lp) fn attained_in(
    program: &Scaled<'_>,
    point: &Vector,
) -> Result<Ratio, CheckError> {
    const WHAT: &str = "the point";
    let x = numerators(WHAT, point, program.columns())?;
    within(WHAT, program, &x, Some(&point.denominator))?;
    let mut value = program.constant.times_integer(&point.denominator);
    for (x, cost) in x.iter().zip(&program.costs) {
        value.add_product(cost, x);
    }
    Ok(Ratio {
        numerator: value,
        denominator: &point.denominator * &program.cost_scale,
    })
}

/// The bound on the optimum that row prices prove: from below for a minimum, from above for a
/// maximum.
///
/// # Errors
/// The first price that presses against an infinite bound.
pub fn excluded(program: &LinearProgram, prices: &Vector) -> Result<Ratio, CheckError> {
    excluded_in(&Scaled::of(program), prices)
}

/// [`excluded`] for a program whose numbers are at hand.
pub(in crate::lp) fn excluded_in(
    program: &Scaled<'_>,
    prices: &Vector,
) -> Result<Ratio, CheckError> {
    let mut bound = dual_bound(program, prices, true)?;
    if program.program.sense == Sense::Maximise {
        bound.numerator = bound.numerator.negated();
    }
    // over the scales of costs, bounds, rows and prices, of which the constant has the first only
    let rest = &bound.denominator / &program.cost_scale;
    bound.numerator.add(&program.constant.times_integer(&rest));
    Ok(bound)
}

/// Whether row prices exclude feasibility.
pub(in crate::lp) fn excludes_all(program: &Scaled<'_>, prices: &Vector) -> bool {
    dual_bound(program, prices, false).is_ok_and(|bound| bound.numerator.signum() > 0)
}

/// Lower bound on `σ Σ c_j x_j` (without the constant; 0 · x where `with_costs` is false) over
/// the feasible set, by weak duality.
///
/// With prices `y_i = Y_i / D` and `S` a common multiple of the scales `s_i` of rows that have one,
/// all is computed in integers (times powers of two): prices `W_i = Y_i S / s_i` over `D S / s_i`
/// for the scaled rows, reduced costs over `C D S`, and their sum with the bounds over `C D S B`.
fn dual_bound(
    program: &Scaled<'_>,
    prices: &Vector,
    with_costs: bool,
) -> Result<Ratio, CheckError> {
    let y = numerators("the prices", prices, program.rows())?;
    let columns = program.columns();
    let of_row = |i: usize| program.program.row_scale(i);
    let mut rows_scale = UBig::ONE;
    for (i, _) in y.iter().enumerate().filter(|(_, price)| !price.is_zero()) {
        rows_scale = common_multiple(rows_scale, of_row(i));
    }
    let cost_factor = &prices.denominator * &rows_scale;
    let mut reduced: Vec<Dyadic> = match with_costs {
        true => program
            .costs
            .iter()
            .map(|c| c.times_integer(&cost_factor))
            .collect(),
        false => vec![Dyadic::ZERO; columns],
    };
    // C W_i, by row
    let mut charged = Vec::with_capacity(y.len());
    for (i, price) in y.iter().enumerate() {
        if price.is_zero() {
            charged.push(Dyadic::ZERO);
            continue;
        }
        let factor = (&rows_scale / of_row(i)) * &program.cost_scale;
        let price = price.times_integer(&factor);
        for (j, a) in program.row(i) {
            reduced[j].subtract_product(a, &price);
        }
        charged.push(price);
    }
    // Farkas prices are about the constraints alone, so the sense plays no part in them.
    let maximise = with_costs && program.program.sense == Sense::Maximise;
    let mut bound = Dyadic::ZERO;
    let all = reduced.iter().chain(&charged).zip(&program.bounds);
    for (k, (price, (lower, upper))) in all.enumerate() {
        let side = match price.signum() {
            0 => continue,
            sign if (sign > 0) != maximise => lower,
            _ => upper,
        };
        let Some(side) = side else {
            return Err(CheckError::Unpaid {
                of: describe(program, k),
            });
        };
        match maximise {
            true => bound.subtract_product(side, price),
            false => bound.add_product(side, price),
        }
    }
    Ok(Ratio {
        numerator: bound,
        denominator: cost_factor * &program.cost_scale * &program.bound_scale,
    })
}

/// A ray keeps every finite bound and improves the objective.
fn check_ray(program: &Scaled<'_>, ray: &Vector) -> Result<(), CheckError> {
    const WHAT: &str = "the ray";
    let r = numerators(WHAT, ray, program.columns())?;
    within(WHAT, program, &r, None)?;
    let mut slope = Dyadic::ZERO;
    for (r, cost) in r.iter().zip(&program.costs) {
        slope.add_product(cost, r);
    }
    let improves = match program.program.sense {
        Sense::Minimise => slope.signum() < 0,
        Sense::Maximise => slope.signum() > 0,
    };
    if improves {
        Ok(())
    } else {
        Err(CheckError::NoImprovement)
    }
}

/// Whether `x / denominator` keeps all bounds; without a denominator, whether the direction `x`
/// keeps them however far one goes: each bound is then 0.
fn within(
    what: &'static str,
    program: &Scaled<'_>,
    x: &[Dyadic],
    denominator: Option<&UBig>,
) -> Result<(), CheckError> {
    let inside = |value: &Dyadic, k: usize| {
        let (lower, upper) = &program.bounds[k];
        let value = value.times_integer(&program.bound_scale);
        let at = |bound: &Dyadic| denominator.map_or(Dyadic::ZERO, |d| bound.times_integer(d));
        let violated = |side| {
            Err(CheckError::Violated {
                what,
                side,
                of: describe(program, k),
            })
        };
        if lower.as_ref().is_some_and(|lower| value < at(lower)) {
            return violated("lower");
        }
        if upper.as_ref().is_some_and(|upper| value > at(upper)) {
            return violated("upper");
        }
        Ok(())
    };
    for (j, value) in x.iter().enumerate() {
        inside(value, j)?;
    }
    for i in 0..program.rows() {
        let mut sum = Dyadic::ZERO;
        for (j, a) in program.row(i) {
            sum.add_product(a, &x[j]);
        }
        inside(&sum, program.columns() + i)?;
    }
    Ok(())
}

fn has_crossed_bounds(program: &Scaled<'_>) -> bool {
    let mut bounds = program.bounds.iter();
    bounds.any(|bounds| matches!(bounds, (Some(lower), Some(upper)) if lower > upper))
}

fn numerators(
    what: &'static str,
    vector: &Vector,
    length: usize,
) -> Result<Vec<Dyadic>, CheckError> {
    let complain = |complaint: String| Err(CheckError::Malformed { what, complaint });
    if vector.denominator.is_zero() {
        return complain("has denominator 0".into());
    }
    let mut next = 0;
    for (index, _) in &vector.entries {
        if *index < next || *index >= length {
            return complain(format!(
                "has index {index}, but indices must increase and be below {length}"
            ));
        }
        next = index + 1;
    }
    Ok(vector.dense(length))
}

fn as_stated(about: &'static str, stated: &Ratio, found: Ratio) -> Result<Ratio, CheckError> {
    if stated.denominator.is_zero() || *stated != found {
        return Err(CheckError::Misstated {
            about,
            stated: estimate(stated),
            found: estimate(&found),
        });
    }
    Ok(found)
}

/// How messages call a variable: columns are counted first, then rows.
fn describe(program: &Scaled<'_>, variable: usize) -> String {
    match variable.checked_sub(program.columns()) {
        Some(row) => program.program.describe_row(row),
        None => program.program.describe_column(variable),
    }
}

fn estimate(ratio: &Ratio) -> f64 {
    ratio.numerator.quotient_estimate(&ratio.denominator)
}
