//! The single terms with which a pool brings the company most on average: a search over thresholds,
//! what is paid for agreement, and what is paid whatever the count. An estimate that says where to
//! look; what its terms do is proved in [`super::proved`].
//!
//! For given thresholds and incentives the company gains by a lower base until somebody leaves, so
//! that only bases at which some type just accepts are worth a look.

use super::moves::neighbours;
use super::own::Own;
use super::starts::{far, foremost, near};
use super::table::{Table, wages};
use super::terms::PoolTerms;
use super::types::{Pool, Type};
use crate::contract::ContractError;
use crate::design::DesignError;
use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;
use crate::design::posted::units::upwards;
use crate::model::Model;
use crate::numerics::map_ordered;

/// Factors by which what is paid for agreement is tried.
const FACTORS: [f64; 16] = [
    0.4, 0.55, 0.7, 0.8, 0.88, 0.94, 0.98, 1.0, 1.02, 1.06, 1.12, 1.2, 1.35, 1.55, 1.9, 2.5,
];

/// The same for thresholds far from those of any type alone.
const FAR: [f64; 10] = [0.3, 0.5, 0.7, 0.85, 1.0, 1.3, 1.8, 2.7, 4.5, 9.0];

/// Steps of the ascent that follows, as shares of what is paid.
const STEPS: [f64; 8] = [0.05, 0.02, 0.01, 0.005, 0.002, 1e-3, 5e-4, 2e-4];

/// Halvings in the search for the base at which a type accepts: to 1e-8 of the outside wage.
const HALVINGS: usize = 27;

/// What one type brings the company over the models looked at: the least payoff and the most pay.
#[derive(Debug, Clone, Copy)]
pub struct Brings {
    /// The least payoff.
    pub payoff: f64,
    /// The most expected pay.
    pub pay: f64,
}

impl Brings {
    /// Of replies one a model; of who leaves nothing.
    pub fn of(one: &Type, replies: impl Iterator<Item = Reply>) -> Self {
        let nothing = Self {
            payoff: f64::INFINITY,
            pay: 0.0,
        };
        one.looked_at
            .iter()
            .zip(replies)
            .fold(nothing, |all, (model, reply)| {
                let (payoff, pay) = if accepts(model, &reply) {
                    (reply.payoff, reply.pay)
                } else {
                    (0.0, 0.0)
                };
                Self {
                    payoff: all.payoff.min(payoff),
                    pay: all.pay.max(pay),
                }
            })
    }
}

/// Whether a reply is worth the outside option.
pub fn accepts(model: &Model, reply: &Reply) -> bool {
    reply.utility >= model.reservation()
}

/// What is looked for.
pub struct Search<'p> {
    pool: &'p Pool,
    /// A table for each model of each type that is looked at.
    tables: Vec<Vec<Table<'p>>>,
    /// The most that expected pay of all together may be.
    budget: Option<f64>,
}

/// The best single terms, in whole units (of `exact`, which may have more to spend), and all that
/// were looked at.
///
/// # Errors
/// What goes wrong in computing replies.
pub fn best_single(
    search: &Search<'_>,
    exact: &Search<'_>,
    own: &[Own<'_>],
    unit: f64,
) -> Result<(Option<PoolTerms>, Vec<PoolTerms>), DesignError> {
    let near = map_ordered(&near(own), |shape| search.of_shape(shape, &FACTORS));
    let far = map_ordered(&far(search.pool, search.samples(), own), |shape| {
        search.of_shape(shape, &FAR)
    });
    let mut seen: Vec<PoolTerms> = near.into_iter().chain(far).flatten().collect();
    let better = |a: &PoolTerms, b: &PoolTerms| a.payoff.total_cmp(&b.payoff);
    let climbed = map_ordered(&foremost(&seen), |start| search.climbed(start.clone()));
    let Some(climbed) = climbed.into_iter().max_by(better) else {
        return Ok((None, seen));
    };
    let rounded = exact.judged(&upwards(&climbed.terms, unit));
    seen.push(climbed);
    Ok((rounded, seen))
}

impl<'p> Search<'p> {
    /// # Errors
    /// What goes wrong in computing probabilities.
    pub fn new(pool: &'p Pool, samples: u64, budget: Option<f64>) -> Result<Self, ContractError> {
        let tables = pool.types.iter().map(|one| {
            let models = one.looked_at.iter();
            models.map(|model| Table::new(model, samples)).collect()
        });
        Ok(Self {
            pool,
            tables: tables.collect::<Result<_, _>>()?,
            budget,
        })
    }

    /// The pool.
    pub fn pool(&self) -> &'p Pool {
        self.pool
    }

    /// n.
    pub fn samples(&self) -> u64 {
        let first = self.tables.iter().flatten().next();
        first.map_or(0, Table::samples)
    }

    /// Whether expected pay of all together is within the budget.
    pub fn affordable(&self, pay: f64) -> bool {
        self.budget.is_none_or(|most| pay <= most)
    }

    /// Whether there is no budget.
    pub fn unlimited(&self) -> bool {
        self.budget.is_none()
    }

    /// What terms do; `None` where they are unlawful or cost more than the budget.
    pub fn judged(&self, terms: &Posted) -> Option<PoolTerms> {
        if !self
            .pool
            .types
            .iter()
            .all(|one| terms.is_lawful(&one.model))
        {
            return None;
        }
        let paid = wages(terms, self.samples());
        let reply = |table: &Table<'_>| table.reply(&paid);
        let tables = self.tables.iter();
        let replies: Vec<Vec<Reply>> = tables
            .map(|tables| tables.iter().map(reply).collect())
            .collect();
        let types = || self.pool.types.iter().zip(&replies);
        let (mut payoff, mut pay) = (0.0, 0.0);
        for (one, replies) in types() {
            let brings = Brings::of(one, replies.iter().copied());
            payoff += one.weight * brings.payoff;
            pay += one.weight * brings.pay;
        }
        let all_accept = |(one, replies): (&Type, &Vec<Reply>)| {
            let mut pairs = one.looked_at.iter().zip(replies);
            pairs.all(|(model, reply)| accepts(model, reply))
        };
        let accepts = types().map(all_accept).collect();
        self.affordable(pay).then(|| PoolTerms {
            terms: *terms,
            payoff: payoff / self.pool.weight(),
            pay,
            accepts,
            replies,
        })
    }

    /// What terms of one shape do, with all factors and bases.
    fn of_shape(&self, shape: &Posted, factors: &[f64]) -> Vec<PoolTerms> {
        let steeper = factors
            .iter()
            .map(|factor| shape.map(|level| level, |slope| slope * factor));
        steeper
            .flat_map(|terms| {
                let bases = self.bases(&terms);
                bases
                    .into_iter()
                    .filter_map(move |base| self.judged(&terms.with_base(base)))
            })
            .collect()
    }

    /// Bases at which some type just accepts.
    fn bases(&self, terms: &Posted) -> Vec<f64> {
        let models = || self.pool.types.iter().map(|one| &one.model);
        let lawful = models().map(|model| model.minimum_wage());
        let lawful = lawful.fold(f64::NEG_INFINITY, f64::max);
        let lowest = match terms {
            Posted::Linear { slope, floor, .. } => floor - slope,
            _ => lawful,
        };
        let mut bases: Vec<f64> = self
            .tables
            .iter()
            .filter_map(|tables| {
                // The type accepts where it does in all of its models.
                let surplus = |base: f64| {
                    let paid = wages(&terms.with_base(base), self.samples());
                    let worth = |table: &Table<'_>| {
                        table.reply(&paid).utility - table.model().reservation()
                    };
                    tables.iter().map(worth).fold(f64::INFINITY, f64::min)
                };
                if surplus(lowest) >= 0.0 {
                    return Some(lowest);
                }
                let outside = tables.iter().map(|table| {
                    let model = table.model();
                    model.utility().wage(model.reservation())
                });
                let outside = outside.fold(f64::NEG_INFINITY, f64::max);
                let mut high = outside.max(lowest) + 1e-7 * outside.abs();
                if !(surplus(high) >= 0.0) {
                    return None;
                }
                let mut low = lowest;
                for _ in 0..HALVINGS {
                    let middle = 0.5 * (low + high);
                    if surplus(middle) >= 0.0 {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                Some(high)
            })
            .collect();
        bases.sort_by(f64::total_cmp);
        bases.dedup();
        bases
    }

    /// Uphill in thresholds and in what is paid for agreement, the base being chosen anew.
    fn climbed(&self, from: PoolTerms) -> PoolTerms {
        let mut best = from;
        let mut counts = (self.samples() / 32).max(1);
        for step in STEPS {
            // Every step may move a few times; ridges end it.
            for _ in 0..6 {
                let mut tried = vec![
                    best.terms.map(|level| level, |slope| slope * (1.0 + step)),
                    best.terms.map(|level| level, |slope| slope / (1.0 + step)),
                ];
                for terms in neighbours(&best.terms, counts as f64) {
                    let with = |factor: f64| terms.map(|level| level, |more| more * factor);
                    tried.extend([1.0, 1.0 + 3.0 * step, 1.0 / (1.0 + 3.0 * step)].map(with));
                }
                let found = tried
                    .iter()
                    .flat_map(|terms| {
                        let bases = self.bases(terms);
                        bases
                            .into_iter()
                            .filter_map(|base| self.judged(&terms.with_base(base)))
                    })
                    .max_by(|a, b| a.payoff.total_cmp(&b.payoff));
                match found {
                    Some(found) if found.payoff > best.payoff => best = found,
                    _ => break,
                }
            }
            counts = (counts / 2).max(1);
        }
        best
    }
}
