//! The checker of certificates.
//!
//! It reads the program and the certificate, and computes with integers; no solver, no float
//! arithmetic and no tolerance. All that has to be trusted is here, in [`crate::lp::dyadic`] and in
//! the big integers below it.

use dashu_int::UBig;

use crate::lp::certificate::fingerprint;
use crate::lp::certificate::{Certificate, Claim, Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::{LinearProgram, ProgramError, Sense};

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
    match &certificate.claim {
        Claim::Bounded { primal, dual } => {
            let above = match primal {
                Some((point, stated)) => {
                    let found = attained(program, point)?;
                    Some(as_stated("the objective", stated, found)?)
                }
                None => None,
            };
            let below = match dual {
                Some((prices, stated)) => {
                    let found = excluded(program, prices)?;
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
        Claim::Infeasible { .. } if has_crossed_bounds(program) => Ok(Proved::Infeasible),
        Claim::Infeasible { prices } => {
            let bound = dual_bound(program, prices, false)?;
            if bound.numerator.signum() > 0 {
                return Ok(Proved::Infeasible);
            }
            Err(CheckError::NoContradiction {
                bound: estimate(&bound),
            })
        }
        Claim::Unbounded { point, ray } => {
            attained(program, point)?;
            check_ray(program, ray)?;
            Ok(Proved::Unbounded)
        }
    }
}

/// The objective at a point, if the point is feasible.
///
/// # Errors
/// The first constraint violated.
pub fn attained(program: &LinearProgram, point: &Vector) -> Result<Ratio, CheckError> {
    const WHAT: &str = "the point";
    let x = numerators(WHAT, point, program.columns())?;
    within(WHAT, program, &x, &point.denominator, |bound| bound)?;
    let mut value = float(program.objective_constant).times_integer(&point.denominator);
    for (x, &cost) in x.iter().zip(program.costs()) {
        value.add_product(cost, x);
    }
    Ok(Ratio {
        numerator: value,
        denominator: point.denominator.clone(),
    })
}

/// The bound on the optimum that row prices prove: from below for a minimum, from above for a
/// maximum.
///
/// # Errors
/// The first price that presses against an infinite bound.
pub fn excluded(program: &LinearProgram, prices: &Vector) -> Result<Ratio, CheckError> {
    let mut bound = dual_bound(program, prices, true)?;
    if program.sense == Sense::Maximise {
        bound.numerator = bound.numerator.negated();
    }
    let constant = float(program.objective_constant).times_integer(&prices.denominator);
    bound.numerator.add(&constant);
    Ok(bound)
}

/// Lower bound on `σ Σ c_j x_j` (without the constant; 0 · x where `with_costs` is false) over
/// the feasible set, by weak duality.
fn dual_bound(
    program: &LinearProgram,
    prices: &Vector,
    with_costs: bool,
) -> Result<Ratio, CheckError> {
    let y = numerators("the prices", prices, program.rows())?;
    let mut reduced: Vec<Dyadic> = program
        .costs()
        .iter()
        .map(|&cost| match with_costs {
            true => float(cost).times_integer(&prices.denominator),
            false => Dyadic::ZERO,
        })
        .collect();
    for (i, price) in y.iter().enumerate().filter(|(_, price)| !price.is_zero()) {
        for &(j, a) in program.row(i) {
            reduced[j].subtract_product(a, price);
        }
    }
    // Farkas prices are about the constraints alone, so the sense plays no part in them.
    let maximise = with_costs && program.sense == Sense::Maximise;
    let mut bound = Dyadic::ZERO;
    let rows = y.iter().zip(program.row_bounds()).enumerate();
    let rows = rows.map(|(i, (price, bounds))| (price, bounds, i, true));
    let columns = reduced.iter().zip(program.column_bounds()).enumerate();
    let columns = columns.map(|(j, (price, bounds))| (price, bounds, j, false));
    for (price, &(lower, upper), index, is_row) in rows.chain(columns) {
        let sign = if maximise {
            -price.signum()
        } else {
            price.signum()
        };
        let side = match sign {
            0 => continue,
            1 => lower,
            _ => upper,
        };
        if side.is_infinite() {
            return Err(CheckError::Unpaid {
                of: describe(program, index, is_row),
            });
        }
        bound.add_product(if maximise { -side } else { side }, price);
    }
    Ok(Ratio {
        numerator: bound,
        denominator: prices.denominator.clone(),
    })
}

/// A ray keeps every finite bound and improves the objective.
fn check_ray(program: &LinearProgram, ray: &Vector) -> Result<(), CheckError> {
    const WHAT: &str = "the ray";
    let r = numerators(WHAT, ray, program.columns())?;
    let to_recession = |bound: f64| if bound.is_finite() { 0.0 } else { bound };
    within(WHAT, program, &r, &ray.denominator, to_recession)?;
    let mut slope = Dyadic::ZERO;
    for (r, &cost) in r.iter().zip(program.costs()) {
        slope.add_product(cost, r);
    }
    let improves = match program.sense {
        Sense::Minimise => slope.signum() < 0,
        Sense::Maximise => slope.signum() > 0,
    };
    if improves {
        Ok(())
    } else {
        Err(CheckError::NoImprovement)
    }
}

/// Whether `x / denominator` keeps all bounds, each passed through `adapt`.
fn within(
    what: &'static str,
    program: &LinearProgram,
    x: &[Dyadic],
    denominator: &UBig,
    adapt: impl Fn(f64) -> f64,
) -> Result<(), CheckError> {
    let inside = |value: &Dyadic, (lower, upper): (f64, f64), index, is_row| {
        let (lower, upper) = (adapt(lower), adapt(upper));
        let violated = |side| {
            Err(CheckError::Violated {
                what,
                side,
                of: describe(program, index, is_row),
            })
        };
        if lower.is_finite() && *value < float(lower).times_integer(denominator) {
            return violated("lower");
        }
        if upper.is_finite() && *value > float(upper).times_integer(denominator) {
            return violated("upper");
        }
        Ok(())
    };
    for (j, (value, &bounds)) in x.iter().zip(program.column_bounds()).enumerate() {
        inside(value, bounds, j, false)?;
    }
    for (i, &bounds) in program.row_bounds().iter().enumerate() {
        let mut sum = Dyadic::ZERO;
        for &(j, a) in program.row(i) {
            sum.add_product(a, &x[j]);
        }
        inside(&sum, bounds, i, true)?;
    }
    Ok(())
}

fn has_crossed_bounds(program: &LinearProgram) -> bool {
    let mut bounds = program.column_bounds().iter().chain(program.row_bounds());
    bounds.any(|(lower, upper)| lower > upper)
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

fn describe(program: &LinearProgram, index: usize, is_row: bool) -> String {
    if is_row {
        program.describe_row(index)
    } else {
        program.describe_column(index)
    }
}

/// A float of a checked program: finite wherever this is called.
fn float(x: f64) -> Dyadic {
    Dyadic::from_float(x).unwrap_or(Dyadic::ZERO)
}

fn estimate(ratio: &Ratio) -> f64 {
    ratio.numerator.quotient_estimate(&ratio.denominator)
}
