//! The hill of the annotator's payoff that an offer's own effort lies on.

use super::offer::Offer;
use super::peaks::marginal;
use super::setting::Setting;
use crate::numerics::find_root;

/// The top of the hill that an offer's effort lies on, and what climbing it gains.
pub fn top(setting: &Setting<'_, '_>, offer: &Offer) -> Option<(f64, f64)> {
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
