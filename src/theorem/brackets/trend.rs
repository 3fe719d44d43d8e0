//! How proved gaps approach a theorem's constant and its refined formula.

use super::claim::{Claim, Found};
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::print::number::trimmed_outward;
use crate::theorem::evidence::{Measured, Value};

/// Brackets from here on enter statements about rates: below, the asymptotics of the theorems say
/// nothing yet.
const ASYMPTOTIC_SAMPLES: u64 = 1000;

/// |scaled gap/constant − 1| falls from each n to the next, as far as the brackets tell it from 0.
pub(super) fn approach(
    economy: &EnclosedModel<'_>,
    found: &[Found],
    claim: &Claim,
) -> Option<(Measured, bool)> {
    let constant = (claim.constant)(economy)?;
    falling(found, |one, gap| {
        Some(gap * (claim.scale)(Interval::point(one.samples as f64))? / constant)
    })
    .map(|trend| {
        let what = format!("scaled gap over {}", claim.constant_name);
        (trend.measured(&what, "approach"), true)
    })
}

/// The same of the refined formula.
pub(super) fn refined(
    economy: &EnclosedModel<'_>,
    found: &[Found],
    claim: &Claim,
) -> Option<(Measured, bool)> {
    let formula = claim.refined?;
    falling(found, |one, gap| Some(gap / formula(economy, one.samples)?))
        .map(|trend| (trend.measured("gap over formula", "refined"), true))
}

/// Ratios whose distance from 1 is proved to fall from each n to the next.
struct Trend {
    first: (u64, Interval),
    last: (u64, Interval),
    steps: usize,
}

impl Trend {
    /// The sentence; its numbers have names that begin with `name`.
    fn measured(&self, what: &str, name: &str) -> Measured {
        let end = |measured: Measured, which: &str, (samples, ratio): (u64, Interval)| {
            measured
                .value(format!("{name}_{which}"), enclosed(ratio))
                .say(" at n = ")
                .number(
                    format!("{name}_{which}_samples"),
                    format_args!("{:.0e}", samples as f64),
                )
        };
        let begun = end(Measured::from(format!("{what} in ")), "first", self.first);
        end(begun.say(" and in "), "last", self.last).say(format_args!(
            "; the distance from 1 falls at each of {} steps",
            self.steps
        ))
    }
}

/// The trend of the ratios; `None` unless there is a step, and all later ratios are as close to 1
/// as the brackets can tell, within twice their width.
fn falling(found: &[Found], ratio: impl Fn(&Found, Interval) -> Option<Interval>) -> Option<Trend> {
    let ratios: Vec<(u64, Interval)> = found
        .iter()
        .filter(|one| one.samples >= ASYMPTOTIC_SAMPLES)
        .filter_map(|one| Some((one.samples, ratio(one, one.gap()?)?)))
        .collect();
    let distance = |ratio: Interval| (ratio - Interval::ONE).square();
    let steps = ratios
        .windows(2)
        .take_while(|pair| distance(pair[1].1).upper() < distance(pair[0].1).lower())
        .count();
    let met = |ratio: Interval| {
        let width = Interval::point(2.0 * ratio.width());
        distance(ratio).upper() <= width.square().lower()
    };
    let later_ones_met = ratios.iter().skip(steps + 1).all(|(_, ratio)| met(*ratio));
    (steps > 0 && later_ones_met).then(|| Trend {
        first: ratios[0],
        last: ratios[steps],
        steps,
    })
}

/// An interval rounded outwards to seven places.
fn enclosed(x: Interval) -> Value {
    Value::interval(
        trimmed_outward(x.lower(), 7, false),
        trimmed_outward(x.upper(), 7, true),
    )
}
