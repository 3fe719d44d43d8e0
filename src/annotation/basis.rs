//! Which comparisons efforts are judged by.

use serde::Serialize;

/// Which agreement tells of the effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// The same annotator on the same item again: q = ½ + ½κ_s η².
    SelfConsistency,
    /// The expert's label: q = ½ + ½κ_e η.
    Expert,
    /// Other annotators on the same item: q = ½ + ½κ_p η_a η_b.
    Peers,
}

impl Scheme {
    /// The name that commands and reports use.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::SelfConsistency => "self-consistency",
            Scheme::Expert => "expert",
            Scheme::Peers => "peers",
        }
    }
}

/// One kind of comparison, or repeats and expert together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Repeats and the expert's labels together: each annotator's likelihood of both, κ pooled over
    /// all (κ_e = κ_s)
    Both,
    /// The same annotator on the same item again: q = ½ + ½κ_s η²
    SelfConsistency,
    /// The expert's label: q = ½ + ½κ_e η
    Expert,
    /// Other annotators on the same item: q = ½ + ½κ_p η_a η_b
    Peers,
}

impl Basis {
    /// The one kind of comparison, if it is one.
    pub fn single(self) -> Option<Scheme> {
        match self {
            Basis::Both => None,
            Basis::SelfConsistency => Some(Scheme::SelfConsistency),
            Basis::Expert => Some(Scheme::Expert),
            Basis::Peers => Some(Scheme::Peers),
        }
    }

    /// The name that commands and reports use.
    pub fn name(self) -> &'static str {
        self.single().map_or("both", Scheme::name)
    }
}

impl From<Scheme> for Basis {
    fn from(scheme: Scheme) -> Self {
        match scheme {
            Scheme::SelfConsistency => Basis::SelfConsistency,
            Scheme::Expert => Basis::Expert,
            Scheme::Peers => Basis::Peers,
        }
    }
}
