//! The constants that gaps are scaled by, as estimates and enclosed.

use super::{CurveError, Scale};
use crate::bounds::{self, EnclosedModel};
use crate::contract::{FirstBest, constants};
use crate::numerics::Interval;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A constant and, where the model's families allow it, an interval that is proved to hold it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "Written", from = "Written")]
struct Constant {
    estimate: f64,
    proved: Option<Interval>,
}

/// A constant as the lines of a sweep have it.
#[derive(Serialize, Deserialize)]
struct Written {
    estimate: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

impl From<Constant> for Written {
    fn from(constant: Constant) -> Self {
        Self {
            estimate: constant.estimate,
            lower: constant.proved.map(Interval::lower),
            upper: constant.proved.map(Interval::upper),
        }
    }
}

impl From<Written> for Constant {
    fn from(written: Written) -> Self {
        let ends = written.lower.zip(written.upper);
        Self {
            estimate: written.estimate,
            proved: ends.and_then(|(lower, upper)| Interval::new(lower, upper)),
        }
    }
}

/// K_bin (T5) and K_lin (T6, T7) of one model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Constants {
    #[serde(rename = "K_bin")]
    binary: Constant,
    #[serde(rename = "K_lin")]
    linear: Constant,
}

/// What a gap is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// In double precision.
    pub estimate: f64,
    /// Proved.
    pub proved: Option<Interval>,
}

impl Constants {
    /// Those of a model at its first best.
    pub fn of(first_best: &FirstBest<'_>) -> Self {
        let enclosed = EnclosedModel::new(first_best);
        let proved =
            |of: fn(&EnclosedModel<'_>) -> Option<Interval>| enclosed.as_ref().and_then(of);
        Self {
            binary: Constant {
                estimate: constants::binary(first_best),
                proved: proved(bounds::constants::binary),
            },
            linear: Constant {
                estimate: constants::linear(first_best),
                proved: proved(bounds::constants::linear),
            },
        }
    }

    /// From the lines of a sweep; `None` if they are not there.
    pub(super) fn from_json(value: &Value) -> Option<Self> {
        Self::deserialize(value).ok()
    }

    /// √(n log n)/K_bin or n/K_lin. `None` where that is no positive finite number: at n = 1, where
    /// log n = 0, or with a constant of 0 (a risk-neutral annotator).
    pub(super) fn factor(&self, one_bonus: bool, scale: Scale, samples: u64) -> Option<Factor> {
        let n = samples as f64;
        let own = one_bonus && scale == Scale::Own;
        let (constant, rate, enclosed) = if own {
            let at = Interval::point(n);
            let rate = at.ln().and_then(|ln| (at * ln).sqrt());
            (self.binary, (n * libm::log(n)).sqrt(), rate)
        } else {
            (self.linear, n, Some(Interval::point(n)))
        };
        let estimate = rate / constant.estimate;
        (estimate > 0.0 && estimate.is_finite()).then(|| Factor {
            estimate,
            proved: enclosed
                .zip(constant.proved)
                .filter(|(rate, constant)| rate.lower() > 0.0 && constant.lower() > 0.0)
                .map(|(rate, constant)| rate / constant),
        })
    }
}

/// Why a curve cannot be scaled.
pub(super) fn required(constants: Option<Constants>) -> Result<Constants, CurveError> {
    constants.ok_or(CurveError::NoConstants)
}
