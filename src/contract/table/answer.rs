//! Answers about a table, each with what proves it.

use dashu_ratio::RBig;

use super::number;
use crate::lp::LinearProgram;
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::{Certificate, Claim, Kind, Vector};

/// The answer for one target effort.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The effort's place in the table.
    pub target: usize,
    /// What was found.
    pub verdict: Verdict,
    /// The programs with their certificates: one, or one for each threshold.
    pub evidence: Vec<Evidence>,
}

/// Whether and at what price a target effort can be had.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// The least that is asked for lies in the bracket.
    Implementable(Box<Contract>),
    /// No allowed pay makes the target a best reply that is accepted; proved.
    NotImplementable {
        /// What shows why; nothing where thresholds were refused for a reason each.
        better: Option<Better>,
    },
    /// Neither was proved.
    Undecided {
        /// What is missing.
        reason: String,
    },
}

/// A mix of what the agent could do instead. Under every allowed pay it gives the agent more than
/// the target does, so that one of its parts does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Better {
    /// Other efforts: place in the table and weight.
    pub efforts: Vec<(usize, RBig)>,
    /// Weight of what the agent gets elsewhere. All weights sum to 1.
    pub elsewhere: RBig,
}

/// Pay that makes the target a best reply, and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    /// Pay by outcome.
    pub pay: Vec<RBig>,
    /// Expected pay of this contract at the target.
    pub expected_pay: RBig,
    /// Its largest pay.
    pub largest_pay: RBig,
    /// No allowed pay needs less than this.
    pub lower: RBig,
    /// What this contract needs. Equal to `lower` for an agent who does not mind risk.
    pub upper: RBig,
    /// Efforts between which and the target the agent is indifferent (at the worst costs); empty
    /// for an agent who minds risk, whose contract keeps a small margin, unless pay is flat.
    pub indifferent: Vec<usize>,
    /// Whether costs are known within bounds only, so that the agent is indifferent at the worst of
    /// them alone.
    pub uncertain_costs: bool,
    /// The outcome from which the higher pay of a threshold is paid.
    pub threshold: Option<usize>,
}

impl Contract {
    /// Whether the contract is proved to be the best exactly.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.lower == self.upper
    }
}

/// A program, and what is proved of it.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// What the program is about, for file names; empty where there is only one.
    pub label: String,
    /// The program.
    pub program: LinearProgram,
    /// Its certificate, accepted by the checker, and what that proves.
    pub certificate: Option<(Certificate, Proved)>,
}

impl Evidence {
    /// The optimum, if it is proved exactly.
    pub(super) fn optimum(&self) -> Option<(&Vector, RBig)> {
        match &self.certificate.as_ref()?.0 {
            certificate @ Certificate {
                claim:
                    Claim::Bounded {
                        primal: Some((point, value)),
                        ..
                    },
                ..
            } if certificate.kind() == Kind::Exact => {
                let value = number::of_dyadic(&value.numerator, &value.denominator);
                Some((point, value))
            }
            _ => None,
        }
    }

    /// Whether it is proved that pay falls without end.
    pub(super) fn falls_without_end(&self) -> bool {
        let claim = self.certificate.as_ref().map(|(found, _)| &found.claim);
        matches!(claim, Some(Claim::Unbounded { .. }))
    }

    /// Prices that prove that nothing is feasible.
    pub(super) fn farkas(&self) -> Option<&Vector> {
        match &self.certificate.as_ref()?.0.claim {
            Claim::Infeasible { prices } => Some(prices),
            _ => None,
        }
    }
}

/// An entry of a certificate's vector.
pub(super) fn entry(vector: &Vector, index: usize) -> RBig {
    vector
        .entries
        .iter()
        .find(|(found, _)| *found == index)
        .map_or(RBig::ZERO, |(_, value)| {
            number::of_dyadic(value, &vector.denominator)
        })
}
