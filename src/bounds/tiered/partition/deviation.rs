//! Deviations whose agreement keeps a ratio to that of the effort, and deviations that stay.

use crate::bounds::EnclosedModel;
use crate::model::Monitoring;
use crate::numerics::interval::Centred;
use crate::numerics::{Interval, find_root};

/// Shares of the first step by which the ends of the deviating efforts are moved outwards.
const OUTWARDS: [f64; 4] = [1e-14, 1e-12, 1e-9, 1e-6];

/// Where a deviation goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// To the effort e(η) with q(e) = ρ·q(η), ρ < 1.
    Ratio(f64),
    /// To this effort.
    Effort(f64),
}

impl Place {
    /// The deviation from an effort.
    pub fn effort(self, monitoring: &dyn Monitoring, from: f64) -> Option<f64> {
        match self {
            Self::Effort(effort) => Some(effort),
            Self::Ratio(ratio) => {
                let agreement = ratio * monitoring.agreement(from);
                let excess = |effort: f64| monitoring.agreement(effort) - agreement;
                find_root(excess, 0.0, from, 1e-15).ok()
            }
        }
    }
}

/// A deviation from the efforts of a piece.
#[derive(Debug, Clone, Copy)]
pub struct Deviation {
    /// ν ≥ 0.
    pub price: f64,
    /// Whether it stays where η moves.
    pub stays: bool,
    /// ν·(c(η) − c(e)), from below.
    pub saved: Centred,
    /// The likelihood ratio about the centre of the piece.
    pub at_centre: Ratio,
    /// The same for every effort of the piece.
    pub on_piece: Ratio,
    /// The agreement at the centre.
    pub agreement: Interval,
}

/// ln(P_e(S=k)/P(S=k)) = constant + slope·(k − nq).
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    constant: Interval,
    slope: Interval,
    /// P(k−1)-ratio over P(k)-ratio, less 1: (q − q_e)/(p·q_e).
    pub growth: Interval,
}

impl Ratio {
    /// With u = (q_e − q)/q and v = (q − q_e)/p: qu + pv = 0, so that ln ratio = k·ln(1+u) +
    /// (n−k)·ln(1+v) = −n·[q·(u − ln(1+u)) + p·(v − ln(1+v))] + (k − nq)·[ln(1+u) − ln(1+v)].
    fn new(samples: u64, q: Interval, there: Interval, down: Interval) -> Option<Self> {
        let p = Interval::ONE - q;
        let up = -down * q / p;
        let n = Interval::point(samples as f64);
        let divergence = q * down.excess_over_ln_1p()? + p * up.excess_over_ln_1p()?;
        Some(Self {
            constant: -(n * divergence),
            slope: down.ln_1p()? - up.ln_1p()?,
            growth: -down * q / (p * there),
        })
    }

    /// The ratio at k − nq.
    pub fn at(&self, distance: Interval) -> Interval {
        (self.constant + self.slope * distance).exp()
    }
}

impl Deviation {
    /// `None` where it is not shown to lead to a lower agreement, or where its effort is not
    /// enclosed: then it has no price.
    pub fn new(
        economy: &EnclosedModel<'_>,
        samples: u64,
        (place, price): (Place, f64),
        (efforts, centre): (Interval, f64),
    ) -> Option<Self> {
        let here = Interval::point(centre);
        let q = economy.agreement(0, efforts)?;
        let at = economy.agreement(0, here)?;
        if !(price >= 0.0 && price.is_finite()) {
            return None;
        }
        let nu = Interval::point(price);
        let cost = economy.cost(0, here)?;
        let marginal = economy.cost(1, efforts)?;
        let (agreement, range, down, saved) = match place {
            Place::Ratio(ratio) => {
                let rho = Interval::point(ratio);
                if !(ratio > 0.0 && ratio < 1.0) {
                    return None;
                }
                let one = inverse(economy, rho * at, efforts.upper())?;
                let all = inverse(economy, rho * q, efforts.upper())?.hull(one);
                let rate = economy.agreement(1, all)?;
                if !(rate.lower() > 0.0) {
                    return None;
                }
                let moves = rho * economy.agreement(1, efforts)? / rate;
                let slope = marginal - economy.cost(1, all)? * moves;
                let saved = Centred {
                    centre: cost - economy.cost(0, one)?,
                    range: economy.cost(0, efforts)? - economy.cost(0, all)?,
                    slope,
                };
                let down = rho - Interval::ONE;
                (rho * at, rho * q, (down, down), saved)
            }
            Place::Effort(effort) => {
                let there = Interval::point(effort);
                let agreement = economy.agreement(0, there)?;
                let less = |q: Interval| (agreement - q) / q;
                let saved = Centred {
                    centre: cost - economy.cost(0, there)?,
                    range: economy.cost(0, efforts)? - economy.cost(0, there)?,
                    slope: marginal,
                };
                (agreement, agreement, (less(at), less(q)), saved)
            }
        };
        if !(agreement.lower() > 0.0 && down.1.upper() < 0.0) {
            return None;
        }
        Some(Self {
            price,
            stays: matches!(place, Place::Effort(_)),
            saved: Centred::constant(nu) * saved,
            at_centre: Ratio::new(samples, at, agreement, down.0)?,
            on_piece: Ratio::new(samples, q, range, down.1)?,
            agreement,
        })
    }
}

/// Efforts below `most` that hold, for every agreement of an interval, exactly one effort with it.
///
/// q takes the values at both ends on either side of the interval and q′ > 0 between them.
fn inverse(economy: &EnclosedModel<'_>, agreement: Interval, most: f64) -> Option<Interval> {
    let monitoring = economy.model().monitoring();
    let find = |target: f64| {
        let excess = |effort: f64| monitoring.agreement(effort) - target;
        if excess(0.0) > 0.0 {
            return None;
        }
        crate::numerics::find_root(excess, 0.0, most, 1e-15).ok()
    };
    let (low, high) = (find(agreement.lower())?, find(agreement.upper())?);
    OUTWARDS.iter().find_map(|share| {
        let efforts = Interval::new((low - share * most).max(0.0), high + share * most)?;
        let at = |effort: f64| economy.agreement(0, Interval::point(effort));
        let holds = at(efforts.lower())?.upper() <= agreement.lower()
            && at(efforts.upper())?.lower() >= agreement.upper()
            && economy.agreement(1, efforts)?.lower() > 0.0;
        holds.then_some(efforts)
    })
}
