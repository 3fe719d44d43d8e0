//! Every contract from below by what one effort further down asks for, without a law of the count.
//!
//! With ṽ = v − u(w_min) ≥ 0 and q(e) < q(η) the likelihood ratio P_e/P_η falls in the count, so
//! that E_e\[ṽ] ≥ r·E_η\[ṽ], r = (q(e)/q(η))ⁿ. As E_η\[ṽ] − E_e\[ṽ] ≥ c(η) − c(e), E_η\[v] is at
//! least u(w_min) + (c(η) − c(e))/(1 − r), and E\[w] ≥ h(E\[v]) (Jensen). Where agreement is
//! certain at full effort this is what pay for n agreements alone costs there.

use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// The gap of every contract that implements an effort of a piece, from below; `None` where a
/// family has no bounds.
pub fn by_likelihood(economy: &EnclosedModel<'_>, samples: u64, efforts: Interval) -> Option<f64> {
    /// Efforts that are asked, and halvings of the way between them about the one that asks most.
    const GRID: u32 = 32;
    const HALVINGS: usize = 24;
    let lowest = Interval::point(efforts.lower());
    let q = economy.agreement(0, efforts)?;
    let cost = economy.cost(0, lowest)?.lower();
    let asked = |effort: f64| -> Option<f64> {
        let effort = Interval::point(effort);
        let other = economy.agreement(0, effort)?;
        let saved = (Interval::point(cost) - economy.cost(0, effort)?).lower();
        if !(saved > 0.0 && other.lower() > 0.0 && other.upper() <= q.lower()) {
            return None;
        }
        let ratio = Interval::point(other.lower()) / q.upper().min(1.0);
        let as_good = (ratio.ln()? * samples as f64).exp().lower().max(0.0);
        let left = (Interval::ONE - as_good).upper();
        (left > 0.0).then(|| (Interval::point(saved) / left).lower())
    };
    let step = efforts.lower() / f64::from(GRID);
    let at = |effort: f64| (asked(effort).unwrap_or(0.0), effort);
    let most = |a: (f64, f64), b: (f64, f64)| if b.0 > a.0 { b } else { a };
    let mut best = (0..GRID)
        .map(|j| at(step * f64::from(j)))
        .fold((0.0, 0.0), most);
    let mut reach = step;
    for _ in 0..HALVINGS {
        reach *= 0.5;
        let around = [best.1 - reach, best.1 + reach];
        let inside = |effort: &f64| *effort >= 0.0 && *effort < efforts.lower();
        best = around.into_iter().filter(inside).map(at).fold(best, most);
    }
    let least = economy.minimum_utility() + best.0;
    let paid = economy
        .utility()
        .wage_derivative(0, Interval::point(least.lower()))?;
    let gap = economy.first_best_payoff() - economy.value(0, efforts)? + paid;
    let gap = gap.lower();
    gap.is_finite().then_some(gap)
}
