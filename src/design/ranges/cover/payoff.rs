//! The annotator's payoff over a box of models: where an effort cannot be a best reply.

use super::{EnclosedPay, ModelBox};
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Pieces of all efforts in the proof that terms fail.
const FAILURE_PIECES: usize = 4_000;

/// ψ less the utility of the least pay.
pub struct Payoff<'a, 'm> {
    pub models: &'a ModelBox<'m>,
    pub pay: &'a EnclosedPay,
}

impl Payoff<'_, '_> {
    pub fn anchors(&self, posted: &Posted, adverse: &[(usize, bool)]) -> Option<Vec<Anchor>> {
        let anchor = |effort: f64| {
            let at = Interval::point(effort);
            let gain = self.pay.gain(self.agreement(at)?)?;
            Some(Anchor {
                effort,
                gain: Interval::point(gain.lower()),
                cost: self.models.cost(0, at)?,
            })
        };
        let efforts = anchors(self.models, posted, adverse);
        efforts.into_iter().map(anchor).collect()
    }

    /// What the best anchor is worth beyond the outside option, at least.
    pub fn surplus(&self, anchors: &[Anchor]) -> f64 {
        let worth = anchors.iter().map(|anchor| {
            let utility = self.pay.least() + anchor.gain - anchor.cost;
            (utility - self.models.reservation()).lower()
        });
        worth.fold(f64::NEG_INFINITY, f64::max)
    }

    pub fn agreement(&self, efforts: Interval) -> Option<Interval> {
        let q = self.models.agreement(0, efforts)?;
        q.intersection(Interval::new(0.0, 1.0)?)
    }

    pub fn value(&self, effort: f64) -> Option<Interval> {
        let at = Interval::point(effort);
        Some(self.pay.gain(self.agreement(at)?)? - self.models.cost(0, at)?)
    }

    pub fn most_gain(&self, efforts: Interval) -> Option<Interval> {
        let q = self.agreement(efforts)?;
        self.pay.gain(Interval::point(q.upper()))
    }

    /// Whether every effort from `from` on is worth less than `bound` beyond the least pay.
    pub fn all_below(&self, from: f64, bound: f64) -> bool {
        holds_on(from, 1.0, FAILURE_PIECES, |efforts| {
            let gain = self.most_gain(efforts);
            let cost = self.models.cost(0, Interval::point(efforts.lower()));
            gain.zip(cost)
                .is_some_and(|(gain, cost)| (gain - cost).upper() < bound)
        })
    }

    pub fn marginal(&self, efforts: Interval) -> Option<Interval> {
        let rise = self.pay.slope(self.agreement(efforts)?)?;
        Some(rise * self.models.agreement(1, efforts)? - self.models.cost(1, efforts)?)
    }

    /// Whether no effort of the interval is a best reply in any model of the box.
    pub fn excluded(&self, efforts: Interval, anchors: &[Anchor]) -> Option<bool> {
        let most = self.most_gain(efforts)?;
        let here = self.models.cost(0, efforts)?;
        let beaten = anchors.iter().any(|anchor| {
            let saved = Interval::point(anchor.cost.upper()) - Interval::point(here.lower());
            // The same cost parameters on both sides: the mean value form keeps that in mind.
            let apart = Interval::point(anchor.effort) - efforts;
            let between = efforts.hull(Interval::point(anchor.effort));
            let mean = self.models.cost(1, between).map(|slope| slope * apart);
            let saved = mean.map_or(saved.upper(), |mean| mean.upper().min(saved.upper()));
            (most - anchor.gain + Interval::point(saved)).upper() < 0.0
        });
        if beaten {
            return Some(true);
        }
        let marginal = self.marginal(efforts)?;
        let rises = marginal.lower() > 0.0 && efforts.upper() < 1.0;
        let falls = marginal.upper() < 0.0 && efforts.lower() > 0.0;
        Some(rises || falls)
    }
}

/// An effort to compare others with.
pub struct Anchor {
    effort: f64,
    gain: Interval,
    cost: Interval,
}

/// Best replies in the middle of a box and where it is most adverse: to compare other efforts with.
fn anchors(models: &ModelBox<'_>, posted: &Posted, adverse: &[(usize, bool)]) -> Vec<f64> {
    let worst = |place: usize, interval: Interval| match adverse.iter().find(|a| a.0 == place) {
        Some((_, true)) => interval.upper(),
        _ => interval.lower(),
    };
    let picks: [&dyn Fn(usize, Interval) -> f64; 2] =
        [&worst, &|_, interval: Interval| interval.midpoint()];
    let mut anchors: Vec<f64> = picks
        .into_iter()
        .filter_map(|pick| {
            let model = models.model_at(pick).ok()?;
            Some(best_reply(&model, posted).ok()?.effort)
        })
        .collect();
    anchors.dedup();
    anchors
}
