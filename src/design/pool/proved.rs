//! What is proved of a pool: what posted terms do to every type, and what no single terms exceed.
//!
//! The effects are enclosed type by type as those of any posted terms
//! ([`crate::design::ranges::prove`]). The upper end is a relaxation: single terms of a class are
//! terms of the class for each type, so that with each type they bring at most what the best
//! contract for that type alone brings, or 0 where it leaves. The average of these bounds is one of
//! every single contract of the class, of every menu of such contracts, and of one contract each.

use super::own::Own;
use super::types::{Pool, Type};
use super::within_budget;
use crate::bounds::{self, EnclosedModel};
use crate::contract::Class;
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::design::ranges::{self, Failure, ModelBox};
use crate::numerics::Interval;

/// What posted terms do to one type, proved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// It accepts.
    Accepts {
        /// Every best reply.
        replies: Interval,
        /// What the best reply is worth beyond the outside option, at least, in utility.
        surplus: f64,
        /// Expected pay.
        pay: Interval,
        /// The company's payoff, at least.
        payoff: f64,
    },
    /// It does not accept: nothing it can do is worth the outside option.
    Refuses,
    /// It was not shown whether it accepts, or it does in part of its ranges only. What is said
    /// holds where it does.
    Unsure {
        /// Every best reply.
        replies: Interval,
        /// Expected pay, 0 where it leaves.
        pay: Interval,
        /// The company's payoff, at least; 0 where it leaves.
        payoff: f64,
    },
    /// Nothing could be shown.
    Open,
}

impl Effect {
    /// The company's payoff with this type, at least.
    pub fn payoff(&self) -> f64 {
        match self {
            Self::Accepts { payoff, .. } | Self::Unsure { payoff, .. } => *payoff,
            Self::Refuses => 0.0,
            Self::Open => f64::NEG_INFINITY,
        }
    }

    /// Expected pay; `None` where nothing is known of it.
    pub fn pay(&self) -> Option<Interval> {
        match self {
            Self::Accepts { pay, .. } | Self::Unsure { pay, .. } => Some(*pay),
            Self::Refuses => Some(Interval::ZERO),
            Self::Open => None,
        }
    }
}

/// What the terms do to every type, in all of its ranges.
pub fn effects(pool: &Pool, terms: &Posted) -> Vec<Effect> {
    let types = pool.types.iter();
    types.map(|one| effect(one, terms)).collect()
}

fn effect(one: &Type, terms: &Posted) -> Effect {
    let Some(whole) = ModelBox::of(&one.model) else {
        return Effect::Open;
    };
    // Where it takes care in every model looked at, that is proved first: so the bounds are sharp.
    let replies = one.looked_at.iter().map(|model| best_reply(model, terms));
    let least = replies.map(|reply| reply.map_or(0.0, |reply| reply.effort));
    let care = 0.5 * least.fold(1.0, f64::min);
    let proved = if care > 1e-3 {
        ranges::prove(&whole, terms, care).or_else(|_| ranges::prove(&whole, terms, 0.0))
    } else {
        ranges::prove(&whole, terms, 0.0)
    };
    if let Ok(proved) = proved {
        return Effect::Accepts {
            replies: proved.replies,
            surplus: proved.surplus,
            pay: proved.pay,
            payoff: proved.payoff,
        };
    }
    if ranges::fails(&whole, terms, 0.0) == Some(Failure::Refuses) {
        return Effect::Refuses;
    }
    ranges::if_accepted(&whole, terms).map_or(Effect::Open, |proved| Effect::Unsure {
        replies: proved.replies,
        pay: proved.pay.hull(Interval::ZERO),
        payoff: proved.payoff.min(0.0),
    })
}

/// The company's payoff for one annotator on average, at least; −∞ where a type is open.
pub fn average(pool: &Pool, effects: &[Effect]) -> f64 {
    let payoffs: Vec<f64> = effects.iter().map(Effect::payoff).collect();
    mean(pool, &payoffs)
}

/// The mean of lower bounds by weight, from below.
pub fn mean(pool: &Pool, payoffs: &[f64]) -> f64 {
    if payoffs.iter().any(|payoff| !payoff.is_finite()) {
        return f64::NEG_INFINITY;
    }
    by_weight(pool, payoffs.iter().copied()).lower()
}

/// The mean of finite numbers by weight, one for each type.
fn by_weight(pool: &Pool, numbers: impl Iterator<Item = f64>) -> Interval {
    let weights = || pool.types.iter().map(|one| Interval::point(one.weight));
    let whole: Interval = weights().sum();
    let parts = weights().zip(numbers);
    let sum: Interval = parts.map(|(weight, x)| weight * Interval::point(x)).sum();
    sum / whole
}

/// Expected pay of all together; `None` where a type is open.
pub fn total_pay(pool: &Pool, effects: &[Effect]) -> Option<Interval> {
    let mut sum = Interval::ZERO;
    for (one, effect) in pool.types.iter().zip(effects) {
        sum = sum + Interval::point(one.weight) * effect.pay()?;
    }
    Some(sum)
}

/// What terms made for each type alone bring, proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// For each type the company's payoff under the best contract of the class for it alone: at
    /// least and at most. Both are 0 at least, as the company may do without.
    pub each: Vec<(f64, f64)>,
    /// The same on average: no single contract of the class and no menu of such brings more than
    /// the second.
    pub average: (f64, f64),
    /// Where expected pay of all has a budget: on average no contracts that keep it bring more.
    pub within_budget: Option<f64>,
}

impl Bounds {
    /// What no single contract of the class brings more than, on average.
    pub fn most(&self) -> f64 {
        let within = self.within_budget.unwrap_or(f64::INFINITY);
        self.average.1.min(within)
    }
}

/// Bounds by brackets of each type's own best contract; `None` where a type has no proved bounds.
pub fn bounds(
    pool: &Pool,
    class: Class,
    samples: u64,
    own: &[Own<'_>],
    budget: Option<f64>,
) -> Option<Bounds> {
    let mut each = Vec::new();
    for one in own {
        let economy = EnclosedModel::new(&one.first_best)?;
        let bracket = bounds::bracket_of(&one.first_best, class, samples, one.contract.as_ref());
        let payoff = economy.first_best_payoff();
        let most = payoff - Interval::point(bracket.lower().unwrap_or(0.0));
        let least = bracket
            .upper()
            .map_or(0.0, |gap| (payoff - Interval::point(gap)).lower());
        each.push((least.max(0.0), most.upper().max(0.0)));
    }
    Some(Bounds {
        average: (
            by_weight(pool, each.iter().map(|ends| ends.0)).lower(),
            by_weight(pool, each.iter().map(|ends| ends.1)).upper(),
        ),
        within_budget: budget.and_then(|most| within_budget::most(pool, class, samples, most)),
        each,
    })
}
