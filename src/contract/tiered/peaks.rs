//! Where else the annotator's payoff has a local maximum: the deviations that a tiered contract has
//! to deter.
//!
//! ψ(x) = Σ b_i·P_i(x) − c(x) rises near each threshold and falls between them, so that besides the
//! rewarded effort there are up to L local maxima: no effort (or little), and one below each spur.
//! All sign changes of ψ′ are bracketed on a grid that is fine where ψ can bend: geometric towards
//! no effort, around every threshold in steps of half a standard deviation, uniform in between. Two
//! sign changes in one cell are told by ψ″.

use super::setting::Setting;
use crate::numerics::roots::{Slanted, falling_root};

/// How sharply a local maximum is located, in standard deviations: ψ is flat there, and its value
/// keeps the square.
const PRECISION: f64 = 1e-9;

/// A local maximum this close to the own effort, in standard deviations, is taken for it.
const OWN_HILL: f64 = 0.05;

/// Efforts x (in units of ω) other than the own one at which ψ has a local maximum, no effort and
/// full effort included where ψ may be largest there.
pub fn peaks(setting: &Setting<'_, '_>, own: f64, thresholds: &[f64], bonuses: &[f64]) -> Vec<f64> {
    peaks_among(
        setting,
        own,
        (thresholds, bonuses),
        &Slopes::new(setting, thresholds),
    )
}

/// The same where what the thresholds alone decide is at hand.
pub fn peaks_among(
    setting: &Setting<'_, '_>,
    own: f64,
    (thresholds, bonuses): (&[f64], &[f64]),
    slopes: &Slopes,
) -> Vec<f64> {
    // The own hill: its top is the own effort, or will be once ψ′ = 0 there.
    let own_hill =
        |ends: &[f64; 2], x: f64| (own >= ends[0] && own <= ends[1]) || (x - own).abs() < OWN_HILL;
    peaks_on(setting, slopes, thresholds, bonuses)
        .into_iter()
        .filter(|(ends, x)| match ends {
            Some(ends) => !own_hill(ends, *x),
            // Where full effort is the own one, it is no deviation.
            None => !(own >= setting.full_effort() && *x >= own),
        })
        .map(|(_, x)| x)
        .collect()
}

/// Every effort x at which ψ has a local maximum, those on the hill of the own effort included: a
/// hill may have two tops.
pub fn every_peak(
    setting: &Setting<'_, '_>,
    own: f64,
    thresholds: &[f64],
    bonuses: &[f64],
) -> Vec<f64> {
    let mut grid = grid(setting, thresholds);
    grid.push(own);
    for j in 0..8 {
        let step = libm::ldexp(OWN_HILL, -j);
        grid.extend([own - step, own + step]);
    }
    grid.retain(|x| *x > setting.no_effort() && *x <= setting.full_effort());
    grid.sort_by(f64::total_cmp);
    grid.dedup();
    peaks_on(
        setting,
        &Slopes::on(setting, grid, thresholds),
        thresholds,
        bonuses,
    )
    .into_iter()
    .map(|(_, x)| x)
    .collect()
}

/// Efforts between which ψ′ is looked at.
fn grid(setting: &Setting<'_, '_>, thresholds: &[f64]) -> Vec<f64> {
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
    grid
}

/// Slopes of the chances of bonuses on a grid of efforts, and of the cost: what ψ′ is made of, for
/// any bonuses at these thresholds.
pub struct Slopes {
    efforts: Vec<f64>,
    /// ∂P/∂x and ∂²P/∂x², all bonuses of an effort together.
    chances: Vec<(f64, f64)>,
    /// c′ and c″ in units of x.
    costs: Vec<(f64, f64)>,
}

impl Slopes {
    /// On the grid that fits these thresholds.
    pub fn new(setting: &Setting<'_, '_>, thresholds: &[f64]) -> Self {
        Self::on(setting, grid(setting, thresholds), thresholds)
    }

    fn on(setting: &Setting<'_, '_>, efforts: Vec<f64>, thresholds: &[f64]) -> Self {
        let mut chances = Vec::with_capacity(efforts.len() * thresholds.len());
        let mut costs = Vec::with_capacity(efforts.len());
        for x in &efforts {
            let place = setting.place(*x);
            let curvature = setting.curvature_at(&place);
            let each = thresholds.iter();
            chances.extend(each.map(|t| setting.slope_and_bend_at(*t, (&place, curvature))));
            costs.push(marginal_costs(setting, *x));
        }
        Self {
            efforts,
            chances,
            costs,
        }
    }

    /// ψ′ and ψ″ on the grid.
    fn rises(&self, bonuses: &[f64]) -> Vec<Slanted> {
        let chances = |i: usize| self.chances[i * bonuses.len()..].iter();
        let each = self.efforts.iter().zip(&self.costs).enumerate();
        each.map(|(i, (at, (marginal, curvature)))| {
            let (mut rise, mut bend) = (0.0, 0.0);
            for (bonus, (slope, turn)) in bonuses.iter().zip(chances(i)) {
                rise += bonus * slope;
                bend += bonus * turn;
            }
            Slanted {
                at: *at,
                value: rise - marginal,
                slope: bend - curvature,
            }
        })
        .collect()
    }
}

/// c′ and c″ in units of x.
pub fn marginal_costs(setting: &Setting<'_, '_>, x: f64) -> (f64, f64) {
    let effort = setting.effort(x);
    let cost = setting.model().cost();
    (
        cost.marginal(effort) * setting.unit,
        cost.curvature(effort) * setting.unit.powi(2),
    )
}

/// Local maxima of ψ, each with the points of the grid on either side; no effort, and full effort
/// where ψ rises up to it, have none.
fn peaks_on(
    setting: &Setting<'_, '_>,
    slopes: &Slopes,
    thresholds: &[f64],
    bonuses: &[f64],
) -> Vec<(Option<[f64; 2]>, f64)> {
    let lowest = setting.no_effort();
    let rise = |x: f64| marginal_and_bend(setting, thresholds, bonuses, x);
    let rises = slopes.rises(bonuses);
    let mut found = vec![(None, lowest)];
    for ends in rises.windows(2) {
        let value = |x: f64| marginal(setting, thresholds, bonuses, x);
        if let Some(x) = falling_root(value, |x| rise(x).1, ends[0], ends[1], PRECISION) {
            found.push((Some([ends[0].at, ends[1].at]), x));
        }
    }
    if let Some(last) = rises.last()
        && last.value > 0.0
    {
        found.push((None, last.at));
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
        let (rise, bend) = marginal_and_bend(setting, thresholds, bonuses, x);
        let step = -rise / bend;
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
    let place = setting.place(x);
    let paid: f64 = thresholds
        .iter()
        .zip(bonuses)
        .map(|(threshold, bonus)| bonus * setting.slope_at(*threshold, &place))
        .sum();
    let effort = setting.effort(x);
    paid - setting.model().cost().marginal(effort) * setting.unit
}

/// ψ′ and ψ″.
fn marginal_and_bend(
    setting: &Setting<'_, '_>,
    thresholds: &[f64],
    bonuses: &[f64],
    x: f64,
) -> (f64, f64) {
    let (mut rise, mut bend) = (0.0, 0.0);
    let place = setting.place(x);
    let curvature = setting.curvature_at(&place);
    for (threshold, bonus) in thresholds.iter().zip(bonuses) {
        let (slope, turn) = setting.slope_and_bend_at(*threshold, (&place, curvature));
        rise += bonus * slope;
        bend += bonus * turn;
    }
    let (marginal, curvature) = marginal_costs(setting, x);
    (rise - marginal, bend - curvature)
}
