//! A finite list of efforts, as people write it: `0,0.35,0.7`.

use std::str::FromStr;
use thiserror::Error;

/// Most efforts a list may hold: the final check of a contract looks at every pair with the
/// implemented one.
const MOST: usize = 10_000;

/// Efforts in increasing order, each in [0, 1], at least two.
#[derive(Debug, Clone, PartialEq)]
pub struct EffortSet {
    efforts: Vec<f64>,
}

/// Why a list of efforts was refused.
#[derive(Debug, Clone, PartialEq, Error)]
#[error(
    "{problem}; allowed: 2 to {MOST} increasing efforts from 0 to 1, separated by commas, such as 0,0.35,0.7"
)]
pub struct EffortSetError {
    problem: String,
}

impl EffortSetError {
    /// What is wrong, without what would be right.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl EffortSet {
    /// The list, if it is one.
    pub fn new(efforts: Vec<f64>) -> Result<Self, EffortSetError> {
        let refuse = |problem| Err(EffortSetError { problem });
        if !(2..=MOST).contains(&efforts.len()) {
            return refuse(format!("{} efforts", efforts.len()));
        }
        if let Some(bad) = efforts.iter().find(|e| !(0.0..=1.0).contains(*e)) {
            return refuse(format!("effort {bad}"));
        }
        if let Some(pair) = efforts.windows(2).find(|pair| !(pair[0] < pair[1])) {
            return refuse(format!("{} before {}", pair[0], pair[1]));
        }
        Ok(Self { efforts })
    }

    /// All η* + j·`step` within [0, 1], j whole: the grid that holds the first best of the effort
    /// interval.
    pub fn grid(first_best: f64, step: f64) -> Result<Self, EffortSetError> {
        if !(step > 0.0) || 1.0 / step > MOST as f64 {
            return Err(EffortSetError {
                problem: format!("a grid of step {step}"),
            });
        }
        // A step that divides η* up to rounding has to reach 0 itself.
        let below = (first_best / step * (1.0 + 4.0 * f64::EPSILON)).floor() as i64;
        let above = ((1.0 - first_best) / step).floor() as i64;
        Self::new(
            (-below..=above)
                .map(|j| (first_best + j as f64 * step).max(0.0))
                .collect(),
        )
    }

    /// The efforts, lowest first.
    pub fn efforts(&self) -> &[f64] {
        &self.efforts
    }
}

impl FromStr for EffortSet {
    type Err = EffortSetError;

    fn from_str(written: &str) -> Result<Self, EffortSetError> {
        let efforts = written.split(',').map(|part| {
            part.trim().parse().map_err(|_| EffortSetError {
                problem: format!("{:?} is not a number", part.trim()),
            })
        });
        Self::new(efforts.collect::<Result<_, _>>()?)
    }
}
