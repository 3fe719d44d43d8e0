//! A model whose annotator chooses from a finite list of efforts.

use super::EffortSet;
use crate::contract::ContractError;
use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::model::Model;

/// The first best of the list and what every other effort of it costs and loses.
#[derive(Debug, Clone)]
pub struct DiscreteProblem<'m> {
    first_best: FirstBest<'m>,
    points: Vec<EffortPoint>,
    target: usize,
}

impl<'m> DiscreteProblem<'m> {
    /// The problem of a model on a list of efforts.
    ///
    /// The loss of effort e against the best e* of the list is ℓ(e) − ℓ(e*), ℓ the loss against the
    /// best η* of the whole interval: second-order remainders both ([`FirstBest::loss`]), so that
    /// on a fine grid the difference of two payoffs near the maximum is never taken.
    pub fn new(model: &'m Model, efforts: &EffortSet) -> Result<Self, ContractError> {
        let first_best = FirstBest::of(model)?;
        let mut points: Vec<EffortPoint> = efforts
            .efforts()
            .iter()
            .map(|effort| {
                let change = effort - first_best.effort();
                let cost = model.cost().cost(*effort);
                EffortPoint {
                    effort: *effort,
                    change,
                    required_utility: model.reservation() + cost,
                    cost,
                    marginal_cost: model.cost().marginal(*effort),
                    agreement: model.monitoring().agreement(*effort),
                    agreement_slope: model.monitoring().slope(*effort),
                    information: model.monitoring().information(*effort),
                    loss: first_best.loss(change),
                }
            })
            .collect();
        let mut target = 0;
        for (index, point) in points.iter().enumerate() {
            if point.loss < points[target].loss {
                target = index;
            }
        }
        let least = points[target].loss;
        for point in &mut points {
            point.loss = if point.loss.is_nan() {
                f64::INFINITY // beyond the utility any wage gives
            } else {
                point.loss - least
            };
        }
        Ok(Self {
            first_best,
            points,
            target,
        })
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.first_best.model()
    }
    /// The first best of the whole interval of efforts.
    pub fn first_best(&self) -> &FirstBest<'m> {
        &self.first_best
    }
    /// The efforts of the list, lowest first, with their loss against the best of them.
    pub fn points(&self) -> &[EffortPoint] {
        &self.points
    }
    /// Which effort is the first best of the list.
    pub fn target(&self) -> usize {
        self.target
    }
    /// V(e) − h(U0 + c(e)) at the first best of the list.
    pub fn payoff(&self) -> f64 {
        let point = self.points[self.target];
        self.model().value().value(point.effort)
            - self.model().utility().wage(point.required_utility)
    }
    /// The efforts in order of their loss, the first best first.
    pub fn by_loss(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.sort_by(|a, b| self.points[*a].loss.total_cmp(&self.points[*b].loss));
        order
    }
    /// c(e_to) − c(e_from).
    pub fn cost_change(&self, from: usize, to: usize) -> f64 {
        let (from, to) = (self.points[from].effort, self.points[to].effort);
        self.model().cost().change(from, to - from)
    }
}
