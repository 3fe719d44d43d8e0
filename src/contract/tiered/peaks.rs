//! Where else the annotator's payoff has a local maximum: the deviations that a tiered contract has
//! to deter.
//!
//! ψ(x) = Σ b_i·P_i(x) − c(x) rises near each threshold and falls between them, so that besides the
//! rewarded effort there are up to L local maxima: no effort (or little), and one below each spur.
//! All sign changes of ψ′ are bracketed on a grid that is fine where ψ can bend: geometric towards
//! no effort, around every threshold in steps of half a standard deviation, uniform in between.

use super::setting::Setting;
use crate::numerics::find_root;

/// How sharply a local maximum is located, in standard deviations: ψ is flat there, and its value
/// keeps the square.
const PRECISION: f64 = 1e-9;

/// A local maximum this close to the own effort, in standard deviations, is taken for it.
const OWN_HILL: f64 = 0.05;

/// Efforts x (in units of ω) other than the own one at which ψ has a local maximum, no effort and
/// full effort included where ψ may be largest there.
pub fn peaks(setting: &Setting<'_, '_>, own: f64, thresholds: &[f64], bonuses: &[f64]) -> Vec<f64> {
    let (lowest, highest) = (setting.no_effort(), setting.full_effort());
    let effort_at = |effort: f64| lowest + effort / setting.unit;
    let mut grid: Vec<f64> = (1..=40).map(|j| effort_at(libm::ldexp(1.0, -j))).collect();
    grid.extend((1..=32).map(|j| effort_at(f64::from(j) / 32.0)));
    for threshold in thresholds {
        let (centre, width) = setting.transition(*threshold);
        grid.extend((-16..=24).map(|j| centre + 0.5 * f64::from(j) * width));
    }
    grid.retain(|x| *x > lowest && *x <= highest);
    grid.sort_by(f64::total_cmp);
    grid.dedup();
    let rise = |x: f64| marginal(setting, thresholds, bonuses, x);
    let rises: Vec<f64> = grid.iter().map(|x| rise(*x)).collect();
    // The own hill: its top is the own effort, or will be once ψ′ = 0 there.
    let own_hill =
        |j: usize, x: f64| (own >= grid[j] && own <= grid[j + 1]) || (x - own).abs() < OWN_HILL;
    let mut found = vec![lowest];
    for j in 0..grid.len().saturating_sub(1) {
        if !(rises[j] > 0.0 && rises[j + 1] <= 0.0) {
            continue;
        }
        if let Ok(x) = find_root(rise, grid[j], grid[j + 1], PRECISION)
            && !own_hill(j, x)
        {
            found.push(x);
        }
    }
    if let (Some(last), Some(rise)) = (grid.last(), rises.last())
        && *rise > 0.0
        && own < highest
    {
        found.push(*last);
    }
    found
}

/// A local maximum after a small change of the offer, by Newton's method; the ends of the effort
/// interval stay.
pub fn moved_peak(
    setting: &Setting<'_, '_>,
    thresholds: &[f64],
    bonuses: &[f64],
    from: f64,
) -> f64 {
    let (lowest, highest) = (setting.no_effort(), setting.full_effort());
    let mut x = from;
    if x <= lowest || x >= highest {
        return x;
    }
    for _ in 0..3 {
        let bend: f64 = thresholds
            .iter()
            .zip(bonuses)
            .map(|(t, b)| b * setting.reach(*t, x).map_or(0.0, |reach| reach.bend))
            .sum();
        let effort = setting.point(x).effort;
        let bend = bend - setting.model().cost().curvature(effort) * setting.unit.powi(2);
        let step = -marginal(setting, thresholds, bonuses, x) / bend;
        if !(bend < 0.0 && step.abs() < 0.3) {
            return from;
        }
        x = (x + step).clamp(lowest, highest);
        if step.abs() < 1e-11 {
            break;
        }
    }
    x
}

/// ψ′.
pub fn marginal(setting: &Setting<'_, '_>, thresholds: &[f64], bonuses: &[f64], x: f64) -> f64 {
    let paid: f64 = thresholds
        .iter()
        .zip(bonuses)
        .map(|(threshold, bonus)| bonus * setting.slope(*threshold, x))
        .sum();
    let effort = (setting.first_best.effort() + x * setting.unit).clamp(0.0, 1.0);
    paid - setting.model().cost().marginal(effort) * setting.unit
}

/// The top of the hill that an offer's effort lies on, and what climbing it gains.
pub fn top(setting: &Setting<'_, '_>, offer: &super::offer::Offer) -> Option<(f64, f64)> {
    let rise = |x: f64| marginal(setting, &offer.thresholds, &offer.bonuses, x);
    let here = rise(offer.x);
    let direction = if here > 0.0 { 1.0 } else { -1.0 };
    let (lowest, highest) = (setting.no_effort(), setting.full_effort());
    let mut near = offer.x;
    let mut step = 1e-6;
    // Outwards until ψ no longer rises that way.
    let far = loop {
        let far = (offer.x + direction * step).clamp(lowest, highest);
        if rise(far) * direction <= 0.0 {
            break far;
        }
        near = far;
        if far <= lowest || far >= highest {
            break far;
        }
        step *= 2.0;
    };
    let (low, high) = (near.min(far), near.max(far));
    let x = if rise(low) * rise(high) <= 0.0 && low < high {
        find_root(rise, low, high, 1e-12).ok()?
    } else {
        far
    };
    let mut gain = -setting.extra_cost(offer.x, x);
    for (threshold, bonus) in offer.thresholds.iter().zip(&offer.bonuses) {
        let (there, here) = (
            setting.reach(*threshold, x)?,
            setting.reach(*threshold, offer.x)?,
        );
        gain += bonus
            * if here.fail < 0.5 {
                here.fail - there.fail
            } else {
                there.pass - here.pass
            };
    }
    Some((x, gain))
}
