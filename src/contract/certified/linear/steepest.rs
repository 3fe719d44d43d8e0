//! How steep linear pay can be before its risk alone costs more than a budget.

use super::lines::Lines;
use crate::numerics::{EnclosedBinomial, Interval};

/// A slope beyond which pay costs more than the budget.
///
/// Let w_c be the pay at y = 0. If w_c ≥ w̄, pay is at least w̄ + σY₁ with probability p₊ = P(y ≥ Y₁); if not, at most
/// max(w_min, w̄ − σY₁) with probability p₋ = P(y ≤ −Y₁). As the cost is at least E\[D_h(ū′, v − ū′)], it is at least the smaller
/// of p₊·D_h(ū′, u(w̄+σY₁) − ū′) and p₋·D_h(ū′, u(max(w_min, w̄−σY₁)) − ū′), which grows with σ.
pub fn steepest_slope(lines: &Lines<'_, '_, '_>, budget: f64) -> Option<f64> {
    /// Where y²·P(Y > y) is largest for a normal Y; nearer where so few samples do not reach that far.
    const PLACES: [f64; 4] = [1.2, 0.8, 0.4, 0.1];
    PLACES
        .iter()
        .find_map(|place| steepest_from(lines, budget, *place))
}

/// The same from Y₁ = `place` standard deviations.
fn steepest_from(lines: &Lines<'_, '_, '_>, budget: f64, place: f64) -> Option<f64> {
    let local = lines.local;
    let economy = local.economy;
    let utility = economy.utility();
    let law = EnclosedBinomial::new(local.samples, local.agreement).ok()?;
    let n = Interval::point(local.samples as f64);
    let distance = Interval::point(place) * local.moments.deviation();
    let many = (n * local.agreement + distance).upper().ceil();
    let few = (n * local.agreement - distance).lower().floor();
    if !(few >= 0.0 && many <= local.samples as f64) {
        return None;
    }
    let above = law.tail(many as u64).at_least.lower();
    let below = law.tail(few as u64 + 1).below.lower();
    let floor = economy.model().minimum_wage();
    let cost = |slope: f64| -> Option<f64> {
        let step = Interval::point(slope) * Interval::point(place);
        let mean = lines.coefficients[0];
        let up = utility.utility_coefficient(0, Interval::point((lines.wage + step).lower()))?;
        let down = (lines.wage - step).upper().max(floor);
        let down = utility.utility_coefficient(0, Interval::point(down))?;
        let rise = (up - mean).lower().max(0.0);
        let drop = (mean - down).lower().max(0.0);
        let high = Interval::point(above) * Interval::point(economy.least_bregman(mean, rise));
        let low = Interval::point(below) * Interval::point(economy.least_bregman(mean, -drop));
        Some(high.lower().min(low.lower()))
    };
    // From the slope that incentives ask for without risk.
    let mut slope = (local.target / lines.coefficients[1]).upper();
    for _ in 0..40 {
        if cost(slope)? > budget {
            return Some(slope);
        }
        slope *= 1.1;
    }
    None
}
