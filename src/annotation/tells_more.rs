//! Whether repeats or an expert tell more of care, by the agreements that were measured.

use super::basis::Basis;
use super::interval::Interval;

/// The excess agreement with oneself from which on repeats tell more than an expert of excess
/// agreement `b`.
pub fn enough_for_repeats(b: f64) -> f64 {
    b / (4.0 - 3.0 * b * b).sqrt()
}

/// The excess agreement from which on an expert tells more than repeats of excess agreement `a`.
pub fn enough_for_expert(a: f64) -> f64 {
    2.0 * a / (1.0 + 3.0 * a * a).sqrt()
}

/// Information about ln η in one second look, 4A²/(1 − A²), and in one label of the expert, B²/(1 −
/// B²).
pub fn relative_information(excess: f64, power: i32) -> f64 {
    let square = excess * excess;
    f64::from(power * power) * square / (1.0 - square)
}

/// Agreement without exception says that it is high, not how high: nothing is reckoned at it.
pub(super) fn certain(excess: f64) -> bool {
    excess >= 1.0 - 1e-9
}

fn percent(excess: f64) -> String {
    format!("{:.1}%", 100.0 * (0.5 + 0.5 * excess))
}

/// What tells more, in words, and as a ratio where it is measured.
pub(super) type Verdict = (Option<Basis>, String, Option<Interval>);

/// The excess agreement with oneself beyond which repeats tell more than any expert.
const THIRD: f64 = 1.0 / 3.0;

/// The verdict from the agreements that were measured, and the limits of that with oneself.
pub(super) fn decide(
    own: Option<Interval>,
    expert: Option<Interval>,
    peers: Option<Interval>,
    limits: [f64; 2],
) -> Verdict {
    match (own, expert) {
        (Some(a), Some(b)) => compared(a, b),
        (Some(a), None) => by_repeats_alone(a),
        (None, Some(b)) => by_expert_alone(b, limits[0]),
        (None, None) => by_neither(peers, limits),
    }
}

/// From agreement with oneself and with the expert.
fn compared(a: Interval, b: Interval) -> Verdict {
    let [here, low, high] = [
        (a.estimate, b.estimate),
        (a.lower, b.upper),
        (a.upper, b.lower),
    ]
    .map(|(a, b)| relative_information(a, 2) / relative_information(b, 1));
    let ratio = [here, low, high]
        .iter()
        .all(|r| r.is_finite())
        .then_some(Interval {
            estimate: here,
            lower: low,
            upper: high,
        });
    let told = match (low > 1.0, high < 1.0) {
        (true, _) => (
            Some(Basis::SelfConsistency),
            "Repeats tell more of effort than the expert",
        ),
        (_, true) => (
            Some(Basis::Expert),
            "The expert tells more of effort than repeats",
        ),
        _ => (None, "Repeats and expert are not told apart"),
    };
    let words = match ratio {
        Some(r) => format!(
            "{}: one second look tells as much as {:.2} [{:.2}, {:.2}] of the expert's labels.",
            told.1, r.estimate, r.lower, r.upper
        ),
        None => format!(
            "{}: agreement is too near to chance or to certainty.",
            told.1
        ),
    };
    (told.0, words, ratio)
}

/// From agreement with oneself, without gold.
fn by_repeats_alone(a: Interval) -> Verdict {
    if a.lower > THIRD {
        (
            Some(Basis::SelfConsistency),
            format!(
                "Repeats tell more of effort than any expert could: annotators agree with themselves on {}, more than two thirds.",
                percent(a.estimate)
            ),
            None,
        )
    } else if certain(a.estimate) {
        (None, TOO_FEW.to_owned(), None)
    } else {
        (
            None,
            format!(
                "Repeats tell more of effort unless an expert agrees with the annotators on more than {}; there is no gold to see.",
                percent(enough_for_expert(a.estimate))
            ),
            None,
        )
    }
}

/// From agreement with the expert, and what agreement with oneself is at least.
fn by_expert_alone(b: Interval, least: f64) -> Verdict {
    if least > enough_for_repeats(b.upper) || b.lower * b.lower > THIRD {
        (
            Some(Basis::SelfConsistency),
            format!(
                "Repeats would tell more of effort than the expert: nothing was labelled twice, but by the other agreements annotators \
                 agree with themselves on at least {}, and {} is enough.",
                percent(least),
                if certain(b.estimate) {
                    "more than two thirds".to_owned()
                } else {
                    percent(enough_for_repeats(b.estimate))
                }
            ),
            None,
        )
    } else if certain(b.estimate) {
        (None, TOO_FEW.to_owned(), None)
    } else {
        (
            None,
            format!(
                "Repeats would tell more of effort than the expert if annotators agree with themselves on more than {}; nothing was \
                 labelled twice, and all that is known is at least {}. Have some items labelled twice.",
                percent(enough_for_repeats(b.estimate)),
                percent(least)
            ),
            None,
        )
    }
}

/// From agreement between peers, and the limits this sets to agreement with oneself.
fn by_neither(peers: Option<Interval>, [least, most]: [f64; 2]) -> Verdict {
    if least > THIRD {
        (
            Some(Basis::SelfConsistency),
            format!(
                "Repeats would tell more of effort than a careful expert of the same preferences: annotators agree with each other on \
                 {}, and with themselves no less; more than two thirds is enough.",
                percent(peers.map_or(least, |p| p.estimate))
            ),
            None,
        )
    } else {
        (
            None,
            format!(
                "Whether repeats or an expert would tell more is open: repeats do if annotators agree with themselves on more than \
                 two thirds, and all that is known is between {} and {}. Have some items labelled twice.",
                percent(least),
                percent(most)
            ),
            None,
        )
    }
}

/// The verdict where agreement is without exception and its interval leaves all open.
const TOO_FEW: &str = "Whether repeats or the expert tell more is open: all that was compared agrees, and there is too little of it to say how often labels agree.";
