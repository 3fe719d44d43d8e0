//! Prices of one effort by Newton's method on the dual from prices at hand: those of an effort
//! beside it, or of a search that ended short of a rounding.
//!
//! The dual in z = (λ, B, ν_1, …), λ, ν_j ≥ 0 (and B ≥ 0 at full effort), is concave with the
//! gradient g = what the constraints miss at the pay v that the prices call for, and −E\[φφᵀ/h″]
//! for its second derivative, φ = (1, s − nq, 1 − r_j). A price at 0 whose constraint is met stays
//! there; every step is shortened until what is gained along it is not lost again.

mod newton;

use super::listed::FLOORED;
use super::prices::LikelihoodRatio;
use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::GapParts;
use crate::contract::general::terms::{DeviationPrice, EffortPrices};
use crate::contract::reply_table::{ReplyTable, dot};
use crate::contract::{GeneralTerms, SecondBest, Terms};
use crate::model::Model;
use std::cell::Cell;

/// Rounds of adding tempting efforts.
const ROUNDS: usize = 24;

/// A gain below this share of the utility at stake is a rounding.
const GAIN: f64 = 1e-11;

/// Tempting efforts this close, as a share of the larger, stand for one peak of the payoff.
const CLOSE: f64 = 2e-3;

/// Tempting efforts added a round.
const AT_ONCE: usize = 3;

/// The program of one effort.
pub struct Warm<'a, 'm> {
    table: &'a ReplyTable<'m>,
    point: EffortPoint,
    work: &'a Cell<usize>,
    /// How much worse tempting efforts are to do, in utility.
    margin: f64,
    marginal: f64,
    /// u(w_min) − ū, and a share of h′(ū) at which a price leaves that for certain.
    floor: f64,
    floored: f64,
    /// P(S = s) and s − nq.
    law: Vec<f64>,
    away: Vec<f64>,
    deviation: f64,
}

/// A tempting effort: its law and its ratio at every count.
struct Tempting {
    effort: f64,
    saved: f64,
    law: Vec<f64>,
    ratios: Vec<f64>,
}

impl Tempting {
    /// Whether an effort stands for the same peak of the payoff.
    fn is_close_to(&self, effort: f64) -> bool {
        (self.effort - effort).abs() <= CLOSE * self.effort.max(effort)
    }
}

/// Takes out the tempting efforts for which `out` says so of place and effort, and their prices,
/// which stand in `z` from the third place on; returns the sum of these.
fn leave_out(
    all: &mut Vec<Tempting>,
    z: &mut Vec<f64>,
    out: impl Fn(usize, &Tempting) -> bool,
) -> f64 {
    let prices = z.split_off(2);
    let mut left_out = 0.0;
    let kept = std::mem::take(all).into_iter().zip(prices).enumerate();
    for (i, (other, price)) in kept {
        if out(i, &other) {
            left_out += price;
        } else {
            all.push(other);
            z.push(price);
        }
    }
    left_out
}

/// The pay at some prices, by how much constraints are missed and what E\[φφᵀ/h″] is made of.
struct Here {
    changes: Vec<f64>,
    moves: Vec<f64>,
    missed: Vec<f64>,
}

/// The prices and the utility of pay above ū.
pub struct Solved {
    pub prices: EffortPrices,
    pub changes: Vec<f64>,
    /// By how much what the pay costs and what the prices are worth differ.
    short: f64,
}

impl<'a, 'm> Warm<'a, 'm> {
    /// For one effort; tempting efforts are to do worse by `margin`.
    pub fn new(
        table: &'a ReplyTable<'m>,
        point: &EffortPoint,
        work: &'a Cell<usize>,
        margin: f64,
    ) -> Option<Self> {
        let model: &Model = table.model();
        let (utility, n) = (model.utility(), table.samples() as f64);
        let q = point.agreement;
        if !(q > 0.0 && q < 1.0) {
            return None;
        }
        let marginal = utility.marginal_wage(point.required_utility);
        let floor = utility.marginal_wage(model.minimum_utility()) / marginal;
        Some(Self {
            table,
            point: *point,
            work,
            margin,
            marginal,
            floor: model.minimum_utility() - point.required_utility,
            floored: floor - FLOORED * (floor + 1.0),
            law: table.probabilities(point.effort).ok()?,
            away: (0..=table.samples()).map(|s| s as f64 - n * q).collect(),
            deviation: (n * q * (1.0 - q)).sqrt(),
        })
    }

    fn model(&self) -> &'m Model {
        self.table.model()
    }

    fn tempting(&self, effort: f64) -> Option<Tempting> {
        let model = self.model();
        let other = model.monitoring().agreement(effort);
        if !(other > 0.0 && other < 1.0) {
            return None;
        }
        let ratio = LikelihoodRatio::new(self.table.samples(), self.point.agreement, other);
        let ratios = self.away.iter().map(|x| ratio.at(x / self.deviation));
        Some(Tempting {
            effort,
            saved: self.point.cost - model.cost().cost(effort),
            law: self.table.probabilities(effort).ok()?,
            ratios: ratios.collect(),
        })
    }

    /// Prices from a start, with tempting efforts that are further than `apart` from this one added
    /// until none is left; `None` where that does not end.
    pub fn solve(&self, start: &EffortPrices, apart: f64) -> Option<Solved> {
        let far = |effort: f64| (effort - self.point.effort).abs() > apart;
        let listed = start.deviations.iter().filter(|d| far(d.effort));
        let mut all = Vec::new();
        let mut z = vec![start.participation, start.per_count];
        for d in listed {
            all.push(self.tempting(d.effort)?);
            z.push(d.price);
        }
        for _ in 0..ROUNDS {
            let here = self.newton(&mut z, &all)?;
            let mean = self.point.required_utility;
            let pay: Vec<f64> = here.changes.iter().map(|d| mean + d).collect();
            let stake = self.point.cost + self.spread(&here.changes);
            let mut found = self.table.deviations(&pay, &self.point, GAIN * stake);
            found.retain(|(effort, _)| far(*effort));
            // What has a price already is met as well as it can be.
            found.retain(|(effort, _)| all.iter().all(|other| other.effort != *effort));
            if self.margin > 0.0 {
                found.retain(|(effort, _)| !all.iter().any(|other| other.is_close_to(*effort)));
            }
            if found.is_empty() {
                return Some(self.solved(&z, &all, here));
            }
            // What asks for nothing is left out, to be found again if it tempts.
            let idle: Vec<bool> = (2..z.len())
                .map(|i| z[i] == 0.0 && here.missed[i] < 0.0)
                .collect();
            leave_out(&mut all, &mut z, |i, _| idle[i]);
            for (effort, _) in found.into_iter().take(AT_ONCE) {
                // An effort next to it, from a round before, now tempts less.
                let price = leave_out(&mut all, &mut z, |_, other| other.is_close_to(effort));
                all.push(self.tempting(effort)?);
                z.push(price);
            }
        }
        None
    }

    fn solved(&self, z: &[f64], all: &[Tempting], here: Here) -> Solved {
        let short = z.iter().zip(&here.missed).map(|(z, missed)| z * missed);
        let short = short.sum::<f64>().abs();
        let deviations = all.iter().zip(&z[2..]).filter(|(_, price)| **price > 0.0);
        Solved {
            prices: EffortPrices {
                participation: z[0],
                per_count: z[1],
                deviations: deviations
                    .map(|(other, price)| DeviationPrice {
                        effort: other.effort,
                        price: *price,
                    })
                    .collect(),
            },
            changes: here.changes,
            short,
        }
    }

    /// As a contract.
    pub fn contract(&self, solved: &Solved) -> SecondBest {
        let utility = self.model().utility();
        let mean = self.point.required_utility;
        let wage = utility.wage(mean);
        let risk = solved.changes.iter().zip(&self.law);
        let risk = risk.map(|(d, p)| p * utility.wage_bregman_from(mean, wage, *d));
        let excess = dot(&solved.changes, &self.law).max(0.0);
        let (prices, cost) = (&solved.prices, risk.sum::<f64>() + self.marginal * excess);
        let rent = if prices.participation > 0.0 {
            0.0
        } else {
            utility.wage_change(mean, excess)
        };
        SecondBest {
            samples: self.table.samples(),
            point: self.point,
            gap: GapParts {
                premium: (cost - rent).max(0.0),
                rent,
                effort_loss: self.point.loss,
            },
            terms: Terms::General(GeneralTerms {
                participation_shift: prices.participation - self.marginal,
                incentive_price: prices.per_count * self.deviation,
                deviations: prices.deviations.clone(),
                duality_gap: solved.short / cost,
            }),
        }
    }

    fn spread(&self, changes: &[f64]) -> f64 {
        let spread = changes.iter().zip(&self.law).map(|(d, p)| p * d.abs());
        spread.sum()
    }

    /// What each constraint is about: what it is missed by is told from roundings of that.
    fn scales(&self, all: &[Tempting], changes: &[f64]) -> Vec<f64> {
        let spread = self.spread(changes);
        let incentive = self.incentive();
        let scales = [spread, incentive + spread * self.deviation];
        let others = all.iter().map(|other| spread + other.saved.abs());
        scales.into_iter().chain(others).collect()
    }

    /// q(1−q)·dc/dq.
    fn incentive(&self) -> f64 {
        let q = self.point.agreement;
        q * (1.0 - q) * self.point.marginal_cost / self.point.agreement_slope
    }

    /// Whether a price must not be negative.
    fn bounded(&self, i: usize) -> bool {
        i != 1 || self.point.effort == 1.0
    }

    fn here(&self, z: &[f64], all: &[Tempting]) -> Option<Here> {
        let size = self.law.len() * (all.len() + 2);
        self.work.set(self.work.get().checked_sub(size)?);
        let utility = self.model().utility();
        let mean = self.point.required_utility;
        let base: f64 = z[0] + z[2..].iter().sum::<f64>();
        let (mut changes, mut moves) = (Vec::new(), Vec::new());
        for s in 0..self.law.len() {
            let mut price = base + z[1] * self.away[s];
            for (other, nu) in all.iter().zip(&z[2..]) {
                if *nu > 0.0 {
                    price -= nu * other.ratios[s];
                }
            }
            let above = price / self.marginal;
            let free = if above < self.floored || price.is_nan() {
                self.floor
            } else {
                utility.response_from(mean, self.marginal, price - self.marginal)
            };
            if free > self.floor {
                changes.push(free);
                moves.push(1.0 / utility.wage_curvature(mean + free));
            } else {
                changes.push(self.floor);
                moves.push(0.0);
            }
        }
        let full = if self.point.effort == 1.0 {
            self.margin
        } else {
            0.0
        };
        let mut missed = vec![full, self.incentive() + full];
        for (s, d) in changes.iter().enumerate() {
            missed[0] -= self.law[s] * d;
            missed[1] -= self.law[s] * self.away[s] * d;
        }
        for other in all {
            let gained = dot(&self.law, &changes) - dot(&other.law, &changes);
            missed.push(other.saved + self.margin - gained);
        }
        let finite = moves.iter().all(|m| m.is_finite()) && missed.iter().all(|m| m.is_finite());
        finite.then_some(Here {
            changes,
            moves,
            missed,
        })
    }
}
