//! Candidate rates as functions of n, up to a constant.

/// A rate at which a gap may vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// C·n^-1/2.
    InverseRoot,
    /// C·(n log n)^-1/2.
    InverseRootLog,
    /// C·n^-1.
    Inverse,
    /// C·e^(-c·n), c free.
    Exponential,
    /// C·n^-p, p free.
    FreePower,
}

impl Rate {
    /// All candidates.
    pub const ALL: [Self; 5] = [
        Self::InverseRoot,
        Self::InverseRootLog,
        Self::Inverse,
        Self::Exponential,
        Self::FreePower,
    ];

    /// Name in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InverseRoot => "n^-1/2",
            Self::InverseRootLog => "(n log n)^-1/2",
            Self::Inverse => "n^-1",
            Self::Exponential => "e^(-c n)",
            Self::FreePower => "n^-p",
        }
    }

    /// ln gap = ln C + (known part) + (free coefficient)·(regressor): the known part at n.
    pub fn known(&self, samples: f64) -> f64 {
        let ln = libm::log(samples);
        match self {
            Self::InverseRoot => -0.5 * ln,
            Self::InverseRootLog => -0.5 * (ln + libm::log(ln)),
            Self::Inverse => -ln,
            Self::Exponential | Self::FreePower => 0.0,
        }
    }

    /// The regressor of the free coefficient at n, if the rate has one.
    pub fn regressor(&self, samples: f64) -> Option<f64> {
        match self {
            Self::Exponential => Some(-samples),
            Self::FreePower => Some(-libm::log(samples)),
            _ => None,
        }
    }

    /// Number of parameters: ln C, and the free coefficient where there is one.
    pub fn parameters(&self) -> usize {
        match self {
            Self::Exponential | Self::FreePower => 2,
            _ => 1,
        }
    }
}
