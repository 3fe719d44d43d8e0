//! Sentinels: checked items on which the assistant and the expert differ, q = η·π.

use super::{Monitoring, Scheme};
use crate::numerics::Interval;

/// q(η) = η·π, π = P(a careful label agrees with the expert's | assistant and expert differ), for
/// an assistant that answers the same whenever it is asked (T10 (c)).
///
/// A copied label never agrees here, so nothing is paid for copying: q(0) = 0, and the information
/// I = π/(η(1 − πη)) does not depend on how good the assistant is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sentinel {
    agreement: f64,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "sentinel",
    keys: &["agreement"],
    read: |section| {
        let agreement = section.number_where(
            "agreement",
            "0 < agreement <= 1 (how often a careful label agrees with the expert where the \
             assistant does not)",
            |agreement| agreement > 0.0 && agreement <= 1.0,
        )?;
        Ok(Box::new(Sentinel { agreement }))
    },
};

impl Sentinel {
    /// The scheme at 0 < π ≤ 1; `None` outside.
    pub fn new(agreement: f64) -> Option<Self> {
        (agreement > 0.0 && agreement <= 1.0).then_some(Self { agreement })
    }
}

impl Monitoring for Sentinel {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        vec![("agreement", vec![self.agreement])]
    }
    fn agreement(&self, effort: f64) -> f64 {
        self.agreement * effort
    }
    fn slope(&self, _effort: f64) -> f64 {
        self.agreement
    }
    fn curvature(&self, _effort: f64) -> f64 {
        0.0
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let agreement = Interval::point(self.agreement);
        Some(match order {
            0 => agreement * effort,
            1 => agreement,
            _ => Interval::ZERO,
        })
    }
}
