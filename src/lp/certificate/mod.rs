//! What proves an answer to a linear program.
//!
//! A certificate holds rational vectors and the claim that they prove;
//! [`crate::lp::certificate::check`] decides whether they do, from the program alone. With `σ = 1`
//! for a minimum and `−1` for a maximum:
//!
//! - a feasible point `x` proves `σ·optimum ≤ σ·objective(x)`;
//! - row prices `y`, with reduced costs `d = c − Aᵀy`, prove by weak duality
//!   `σ·optimum ≥ σ·constant + Σ_i charge(σy_i; row bounds) + Σ_j charge(σd_j; column bounds)`,
//!   `charge(p; l, u) = p·l` for p > 0, `p·u` for p < 0 (−∞ where that bound is infinite).
//!   This is the rigorous bound of Neumaier and Shcherbina (*Mathematical Programming* 99, 2004),
//!   section 3: any prices give one, and dual infeasibility is paid for at the bounds;
//! - prices for which the bound of the zero objective is positive prove infeasibility (Farkas);
//! - a feasible point and a ray that keeps feasible and improves prove unboundedness.

pub mod check;
pub mod coq;
pub mod file;
pub mod view;
pub mod vipr;

use std::fmt::Write as _;

use dashu_int::UBig;
use dashu_ratio::RBig;
use sha2::{Digest, Sha256};

use super::LinearProgram;
use super::dyadic::Dyadic;

/// A sparse rational vector: dyadic numerators over one positive denominator.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// Common denominator, positive.
    pub denominator: UBig,
    /// `(index, numerator)` by increasing index; the others are 0.
    pub entries: Vec<(usize, Dyadic)>,
}

impl Vector {
    /// The vector of the floats given, each as the exact number it is; `None` if one is not finite.
    #[must_use]
    pub fn from_floats(values: &[f64]) -> Option<Self> {
        let mut entries = Vec::new();
        for (index, &value) in values.iter().enumerate() {
            if value != 0.0 {
                entries.push((index, Dyadic::from_float(value)?));
            }
        }
        Some(Vector {
            denominator: UBig::ONE,
            entries,
        })
    }

    /// The vector `numerators / denominator`, zeros left out.
    #[must_use]
    pub fn from_numerators(numerators: Vec<Dyadic>, denominator: UBig) -> Self {
        Vector {
            denominator,
            entries: numerators
                .into_iter()
                .enumerate()
                .filter(|(_, value)| !value.is_zero())
                .map(|(index, value)| (index, value.normalised()))
                .collect(),
        }
    }

    /// The doubles nearest to all `length` numbers.
    #[must_use]
    pub fn nearest(&self, length: usize) -> Vec<f64> {
        let mut numbers = vec![0.0; length];
        for (index, value) in &self.entries {
            if let Some(slot) = numbers.get_mut(*index) {
                *slot = value.over(&self.denominator).to_f64().value();
            }
        }
        numbers
    }

    /// All `length` numerators.
    #[must_use]
    pub fn dense(&self, length: usize) -> Vec<Dyadic> {
        let mut numerators = vec![Dyadic::ZERO; length];
        for (index, value) in &self.entries {
            if let Some(slot) = numerators.get_mut(*index) {
                *slot = value.clone();
            }
        }
        numerators
    }
}

/// A rational number `numerator / denominator`, not reduced.
#[derive(Debug, Clone)]
pub struct Ratio {
    /// Numerator.
    pub numerator: Dyadic,
    /// Denominator, positive.
    pub denominator: UBig,
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = self.numerator.times_integer(&other.denominator);
        left.cmp(&other.numerator.times_integer(&self.denominator))
    }
}

/// What is claimed, with the vectors that prove it.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// The optimum lies between what the point attains and what the prices exclude.
    Bounded {
        /// A feasible point and its objective.
        primal: Option<(Vector, Ratio)>,
        /// Row prices and the bound they prove.
        dual: Option<(Vector, Ratio)>,
    },
    /// No point is feasible: Farkas prices.
    Infeasible {
        /// Row prices.
        prices: Vector,
    },
    /// The objective improves without end.
    Unbounded {
        /// A feasible point.
        point: Vector,
        /// A direction that keeps feasible and improves.
        ray: Vector,
    },
}

/// How much a certificate says about the optimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The exact optimum, or a proof that there is none.
    Exact,
    /// A bound on each side.
    Interval,
    /// A bound on one side, or nothing.
    OneSided,
}

/// A claim about one program.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// [`fingerprint`] of the program.
    pub program: u64,
    /// The claim.
    pub claim: Claim,
}

impl Certificate {
    /// A certificate about `program`.
    #[must_use]
    pub fn new(program: &LinearProgram, claim: Claim) -> Self {
        Certificate {
            program: fingerprint(program),
            claim,
        }
    }

    /// How much it says, if it holds.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.claim {
            Claim::Bounded {
                primal: Some((_, above)),
                dual: Some((_, below)),
            } => {
                if above == below {
                    Kind::Exact
                } else {
                    Kind::Interval
                }
            }
            Claim::Bounded { .. } => Kind::OneSided,
            Claim::Infeasible { .. } | Claim::Unbounded { .. } => Kind::Exact,
        }
    }
}

impl Kind {
    /// The word used in files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Exact => "exact",
            Kind::Interval => "interval",
            Kind::OneSided => "none",
        }
    }
}

/// The first 64 bits of the SHA-256 of [`canonical_text`].
///
/// It catches a certificate held against the wrong file. Soundness does not rest on it: the
/// checker recomputes everything from the program.
#[must_use]
pub fn fingerprint(program: &LinearProgram) -> u64 {
    let digest = Sha256::digest(canonical_text(program).as_bytes());
    let head = digest.iter().take(8);
    head.fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// Everything in the program but names, one item a line, numbers as fractions in lowest terms
/// (`-3/4`, `5`), `-` for a bound that is missing:
///
/// ```text
/// minimise                    (or maximise)
/// 2 1                         (columns, rows)
/// 0                           (the objective's constant)
/// 3/10 0 -                    (cost, lower and upper bound of each column)
/// 1 - 5/2
/// - 4 0 1 1 -2/3              (bounds of each row, then column and coefficient of each entry)
/// ```
#[must_use]
pub fn canonical_text(program: &LinearProgram) -> String {
    let mut text = format!(
        "{}\n{} {}\n{}\n",
        program.sense,
        program.columns(),
        program.rows(),
        program.exact_objective_constant()
    );
    let side = |bound: &Option<RBig>| match bound {
        Some(bound) => bound.to_string(),
        None => "-".to_owned(),
    };
    let columns = program.exact_costs().iter();
    for (cost, (lower, upper)) in columns.zip(program.exact_column_bounds()) {
        let _ = writeln!(text, "{cost} {} {}", side(lower), side(upper));
    }
    for (i, (lower, upper)) in program.exact_row_bounds().iter().enumerate() {
        let _ = write!(text, "{} {}", side(lower), side(upper));
        for (j, a) in program.exact_row(i) {
            let _ = write!(text, " {j} {a}");
        }
        text.push('\n');
    }
    text
}
