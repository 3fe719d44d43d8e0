//! Which monitoring tells more of care in the data at hand, and how many samples are enough.
//! Neither needs the scale.
//!
//! With A = η²κ_s the excess agreement with oneself and B = ηκ_e that with an expert, one
//! comparison holds the information η²I_s = 4A²/(1 − A²), η²I_e = B²/(1 − B²) about ln η, of
//! observable quantities only. So repeats tell more exactly where A > B/√(4 − 3B²), whatever η and
//! κ are, and as many samples as tell an annotator from one of half the effort follow from A or B.
//!
//! What was not measured is bounded. By Cauchy and Schwarz κ_e² ≤ κ_s for every expert, that is B²
//! ≤ A, and κ_p ≤ κ_s for peers, A ≥ P, P the peers' excess agreement. At B² = A the criterion is
//! (3A − 1)(1 − A) > 0: **where annotators agree with themselves on more than two thirds of second
//! looks, repeats tell more than any expert could.** A careful expert of the peers' own preferences
//! has B ≤ √P, so peers who agree on more than two thirds say the same of such an expert.

use super::basis::Basis;
use super::interval::Interval;
use super::sample_size::{smallest_estimate, smallest_test};
use super::summary::AgreementSummary;
use super::tells_more::{certain, decide};
use crate::numerics::normal;
use serde::Serialize;

pub use super::tells_more::{enough_for_expert, enough_for_repeats, relative_information};

/// Advice on how to monitor an annotator who agrees as all of them together do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    /// The scheme of which one comparison tells more; `None` where the data leave it open.
    pub tells_more: Option<Basis>,
    /// The same in words, with what it rests on.
    pub verdict: String,
    /// How many labels of the expert tell as much as one second look; `None` unless both were
    /// measured.
    pub expert_labels_per_repeat: Option<Interval>,
    /// Second looks.
    pub repeats: Signal,
    /// The expert's labels.
    pub expert: Signal,
}

/// One way of monitoring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signal {
    /// Excess agreement 2q − 1, measured; `None` where only its limits are known.
    pub excess: Option<f64>,
    /// Its least and largest value that the data allow.
    pub limits: [f64; 2],
    /// How many samples are enough, for each task.
    pub samples: [Enough; 3],
}

/// Numbers of independent samples that are enough for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Enough {
    /// The task.
    pub task: &'static str,
    /// At the measured agreement; `None` also where that is without exception.
    pub estimate: Option<u64>,
    /// At the upper limit of agreement; `None` where that is beyond reckoning.
    pub lower: Option<u64>,
    /// At the lower limit of agreement; `None` where no number is known to be enough.
    pub upper: Option<u64>,
}

/// What samples are for; effort relative to that of the annotator in question.
const TASKS: [(&str, Task); 3] = [
    ("told from a coin", Task::Test(0.0)),
    ("told from half the effort", Task::Test(0.5)),
    ("effort known to ±10%", Task::Estimate(0.1)),
];

#[derive(Debug, Clone, Copy)]
enum Task {
    /// Both errors at most 1 − level, against this share of the effort.
    Test(f64),
    /// Within this share of the effort, at the level.
    Estimate(f64),
}

/// Below this excess agreement no number of samples is named: it would be in the millions.
const LEAST: f64 = 0.01;

/// Up to here an estimate's samples are counted exactly; beyond, the leading order z²/(I ε²) is
/// within two percent.
const COUNTED: u64 = 2000;

/// Advice from agreements with oneself, with the expert, between peers; `None` if there is none of
/// them.
pub fn advise(
    own: Option<AgreementSummary>,
    expert: Option<AgreementSummary>,
    peers: Option<AgreementSummary>,
    level: f64,
) -> Option<Advice> {
    let excess =
        |s: Option<AgreementSummary>| s.map(|s| s.share.map(|q| (2.0 * q - 1.0).clamp(0.0, 1.0)));
    let (own, expert, peers) = (excess(own), excess(expert), excess(peers));
    if own.is_none() && expert.is_none() && peers.is_none() {
        return None;
    }
    let least_own = f64::max(
        expert.map_or(0.0, |b| b.lower * b.lower),
        peers.map_or(0.0, |p| p.lower),
    );
    let own_limits = own.map_or([least_own, 1.0], |a| [a.lower, a.upper]);
    let expert_limits = match (expert, own, peers) {
        (Some(b), ..) => [b.lower, b.upper],
        (None, Some(a), _) => [0.0, a.upper.sqrt()],
        // A careful expert of their own preferences: B = ηκ_p, P = η²κ_p.
        (None, None, p) => p.map_or([0.0, 1.0], |p| [p.lower, p.upper.sqrt()]),
    };
    let (tells_more, verdict, ratio) = decide(own, expert, peers, own_limits);
    Some(Advice {
        tells_more,
        verdict,
        expert_labels_per_repeat: ratio,
        repeats: signal(own, own_limits, 2, level),
        expert: signal(expert, expert_limits, 1, level),
    })
}

fn signal(measured: Option<Interval>, limits: [f64; 2], power: i32, level: f64) -> Signal {
    Signal {
        excess: measured.map(|m| m.estimate),
        limits,
        samples: TASKS.map(|(name, task)| {
            let at = |excess: f64| samples(task, excess, power, level);
            let estimate = measured.filter(|m| !certain(m.estimate));
            let estimate = estimate.and_then(|m| at(m.estimate));
            // Nothing that was measured keeps agreement from certainty: then no number is known to
            // be needed either.
            let open = measured.is_none() && limits[1] >= 1.0;
            let lower = if open { None } else { at(limits[1]) };
            let upper = at(limits[0]);
            // Thresholds are whole numbers: a little more agreement may ask for a sample more.
            Enough {
                task: name,
                estimate,
                lower: lower.map(|n| n.min(estimate.unwrap_or(n))),
                upper: upper.map(|n| n.max(estimate.unwrap_or(n)).max(lower.unwrap_or(n))),
            }
        }),
    }
}

/// Samples that are enough at one excess agreement, proportional to effort^power.
fn samples(task: Task, excess: f64, power: i32, level: f64) -> Option<u64> {
    // An estimate of certain agreement has no spread, and no number of samples is needed for it.
    if !(excess >= LEAST) || (certain(excess) && matches!(task, Task::Estimate(_))) {
        return None;
    }
    // Certain agreement is none that tests are made for; the count is the same to a sample.
    let q = |effort: f64| (0.5 + 0.5 * excess * effort.powi(power)).min(1.0 - 1e-9);
    match task {
        Task::Test(share) => smallest_test(q(share), q(1.0), 1.0 - level)
            .ok()
            .flatten()
            .map(|test| test.samples),
        Task::Estimate(share) => {
            let counted = smallest_estimate(
                q(1.0),
                q(1.0 - share),
                0.5 + 0.5 * (excess * (1.0 + share).powi(power)).min(1.0),
                1.0 - level,
                COUNTED,
            );
            counted.ok().flatten().or_else(|| {
                let z = normal::quantile(0.5 * (1.0 + level));
                let leading = z * z / (relative_information(excess, power) * share * share);
                (leading < 1e12).then(|| leading.ceil() as u64)
            })
        }
    }
}
