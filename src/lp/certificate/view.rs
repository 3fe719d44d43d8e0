//! What documents show of a certificate.

use super::check::Proved;
use super::{Certificate, Ratio};
use serde::Serialize;

/// Significant digits of a printed bound: well beyond those of a float.
pub const DIGITS: usize = 30;

/// The kind of a proof, and the bounds that it proves as decimals rounded outwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateView {
    kind: &'static str,
    lower: Option<String>,
    upper: Option<String>,
    /// `bounds`, `infeasible` or `unbounded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    proved: Option<&'static str>,
    /// Fingerprint of the program that a certificate of ours is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<String>,
}

impl CertificateView {
    /// A certificate that was accepted, or that there is none.
    #[must_use]
    pub fn of(accepted: Option<&(Certificate, Proved)>) -> Self {
        let Some((certificate, proved)) = accepted else {
            return Self {
                kind: "none",
                lower: None,
                upper: None,
                proved: None,
                program: None,
            };
        };
        Self {
            kind: certificate.kind().name(),
            program: Some(format!("{:016x}", certificate.program)),
            ..Self::of_proof(proved)
        }
    }

    /// What is proved, where no certificate of ours proves it.
    #[must_use]
    pub fn of_proof(proved: &Proved) -> Self {
        let (lower, upper) = match proved {
            Proved::Bounds { lower, upper } => (lower.as_ref(), upper.as_ref()),
            _ => (None, None),
        };
        let exact = !matches!(proved, Proved::Bounds { .. }) || (lower.is_some() && lower == upper);
        Self {
            kind: match (exact, lower.is_some() && upper.is_some()) {
                (true, _) => "exact",
                (false, true) => "interval",
                (false, false) => "none",
            },
            lower: lower.map(below),
            upper: upper.map(above),
            proved: Some(match proved {
                Proved::Bounds { .. } => "bounds",
                Proved::Infeasible => "infeasible",
                Proved::Unbounded => "unbounded",
            }),
            program: None,
        }
    }
}

fn below(ratio: &Ratio) -> String {
    ratio.decimal_below(DIGITS)
}

fn above(ratio: &Ratio) -> String {
    ratio.decimal_above(DIGITS)
}

/// What is proved, in words.
#[must_use]
pub fn in_words(proved: &Proved) -> String {
    match proved {
        Proved::Bounds { lower, upper } => {
            let lower = lower.as_ref().map_or("-inf".into(), below);
            let upper = upper.as_ref().map_or("+inf".into(), above);
            format!("the optimum lies in [{lower}, {upper}]")
        }
        Proved::Infeasible => "no point satisfies the constraints".into(),
        Proved::Unbounded => "the objective improves without end".into(),
    }
}
