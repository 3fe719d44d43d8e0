//! Linear contracts with few samples: a contract that meets both constraints exactly exists next to the estimate.

use super::FEW;
use super::law::Law;
use super::schedule::Schedule;
use crate::contract::certified::Economy;
use crate::contract::{LinearTerms, SecondBest};
use crate::numerics::Interval;

/// The gap of the linear contract next to the estimate, from above, once its incentives are proved.
///
/// With w = max(w_min, w̄ + π + σy), w̄ = h(ū), a box in (π, σ) that Krawczyk's operator of E\[u(w)] − ū and E\[u(w)·score] − c′
/// maps into itself holds a contract that meets both exactly (Krawczyk 1969; Moore, Kearfott and Cloud 2009, chapter 8).
pub fn linear_gap(
    economy: &Economy<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    /// Half-widths of the box relative to the estimate of σ that are tried.
    const BOXES: [f64; 5] = [1e-12, 1e-11, 1e-10, 1e-9, 1e-8];
    let (samples, effort) = (contract.samples, contract.point.effort);
    if samples > FEW {
        return None;
    }
    let at = Interval::point(effort);
    let q = economy.agreement(0, at)?;
    let n = Interval::point(samples as f64);
    let deviation = (n * q * (Interval::ONE - q)).sqrt()?;
    let rate = economy.agreement(1, at)? / (q * (Interval::ONE - q));
    let (mean, incentive) = (economy.required_utility(at)?, economy.cost(1, at)?);
    let wage = economy.utility().wage_derivative(0, mean)?;
    let floor = economy.model().minimum_wage();
    let slope = terms.slope * deviation.midpoint() / samples as f64;
    let shift = terms.intercept + terms.slope * q.midpoint() - wage.midpoint();
    let count = |s: usize| Interval::point(s as f64) - n * q;
    let pay = |shift: Interval, slope: Interval, s: usize| -> Option<Interval> {
        let line = wage + shift + slope * (count(s) / deviation);
        let paid = Interval::new(line.lower().max(floor), line.upper().max(floor))?;
        economy.utility().utility_coefficient(0, paid)
    };
    let last = samples as usize;
    let law = Law::new(samples, q)?;
    let most = {
        let wide = Interval::point(slope * (1.0 + 1e-6));
        pay(Interval::point(shift), wide, last)?.magnitude() + economy.minimum_utility().magnitude()
    };
    let score = |s: usize| rate * count(s);
    let largest_score = score(0).magnitude().max(score(last).magnitude());
    // Residuals of both equations, weighed as a row of the preconditioner asks.
    let residual = |shift: f64, slope: f64, row: [f64; 2]| -> Option<Interval> {
        let [a, b] = row.map(Interval::point);
        let (shift, slope) = (Interval::point(shift), Interval::point(slope));
        let bound = most * (a.magnitude() + b.magnitude() * largest_score) * (1.0 + 1e-14);
        let sum = law.expect(bound, |s| Some((a + b * score(s)) * pay(shift, slope, s)?))?;
        Some(sum - a * mean - b * incentive)
    };
    // Derivatives of a weighed residual in π and in σ over a box; where limited liability binds pay stands still.
    let derivatives = |shift: Interval, slope: Interval, row: [f64; 2]| -> Option<[Interval; 2]> {
        let [a, b] = row.map(Interval::point);
        let marginal = |s: usize| -> Option<Interval> {
            let line = wage + shift + slope * (count(s) / deviation);
            if line.upper() <= floor {
                return Some(Interval::ZERO);
            }
            let paid = Interval::new(line.lower().max(floor), line.upper())?;
            let marginal = economy.utility().utility_coefficient(1, paid)?;
            Some(if line.lower() <= floor {
                marginal.hull(Interval::ZERO)
            } else {
                marginal
            })
        };
        let steepest =
            (0..=last).try_fold(0.0, |most: f64, s| Some(most.max(marginal(s)?.magnitude())))?;
        let reach = (n / deviation).upper();
        let bound = steepest
            * reach.max(1.0)
            * (a.magnitude() + b.magnitude() * largest_score)
            * (1.0 + 1e-14);
        let sum = |by_count: bool| {
            law.expect(bound, |s| {
                let y = if by_count {
                    count(s) / deviation
                } else {
                    Interval::ONE
                };
                Some((a + b * score(s)) * marginal(s)? * y)
            })
        };
        Some([sum(false)?, sum(true)?])
    };
    let centre = (Interval::point(shift), Interval::point(slope));
    let rows = [[1.0, 0.0], [0.0, 1.0]].map(|row| derivatives(centre.0, centre.1, row));
    let [[a, b], [c, d]] = match rows {
        [Some(first), Some(second)] => [first, second].map(|row| row.map(Interval::midpoint)),
        _ => return None,
    };
    let determinant = a * d - b * c;
    let inverse = [
        [d / determinant, -b / determinant],
        [-c / determinant, a / determinant],
    ];
    let attempt = |share: &f64| -> Option<f64> {
        let half = share * slope;
        let around = Interval::new(-half, half)?;
        let (shifts, slopes) = (
            Interval::point(shift) + around,
            Interval::point(slope) + around,
        );
        // Krawczyk's operator maps the box into itself: −Y·r(centre) + (1 − Y·J(box))·(box − centre).
        for (index, row) in inverse.into_iter().enumerate() {
            let [by_shift, by_slope] = derivatives(shifts, slopes, row)?;
            let own = if index == 0 { [1.0, 0.0] } else { [0.0, 1.0] };
            let rest = (Interval::point(own[0]) - by_shift) * around
                + (Interval::point(own[1]) - by_slope) * around;
            let image = rest - residual(shift, slope, row)?;
            if !(image.lower() > around.lower() && image.upper() < around.upper()) {
                return None;
            }
        }
        let schedule = Schedule {
            economy,
            effort,
            samples,
            pay: (0..=last)
                .map(|s| pay(shifts, slopes, s))
                .collect::<Option<Vec<_>>>()?,
            law: law.clone(),
        };
        schedule.verified_gap()
    };
    BOXES.iter().find_map(attempt)
}
