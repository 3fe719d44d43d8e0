//! The first best: effort is seen, so pay is certain and buys exactly U0 + c(η).

use super::class::Class;
use super::effort_point::EffortPoint;
use super::error::ContractError;
use super::terms::SecondBest;
use crate::model::Model;
use crate::numerics::Known;
use crate::numerics::roots::find_root;
use std::sync::Arc;

/// What the searches of single classes found, by samples and class: each takes up to seconds, and
/// larger classes, proofs and sheets ask for the same ones again.
type Solved = Known<(u64, Class), Result<SecondBest, ContractError>>;

/// The full-information optimum of a model and the loss of any other effort against it.
#[derive(Debug, Clone)]
pub struct FirstBest<'m> {
    model: &'m Model,
    effort: f64,
    /// Slope of the full-information payoff at η*: 0, or above 0 where η* = 1.
    slope: f64,
    /// Shared by copies.
    solved: Arc<Solved>,
}

impl<'m> FirstBest<'m> {
    /// Solves V′(η) = h′(U0 + c(η))·c′(η), which has at most one root in (0, 1) for a validated
    /// [`Model`]; where it has none effort is worth more than it costs up to η* = 1.
    ///
    /// Error of the effort: one rounding of the root of a strictly decreasing function evaluated to
    /// a few roundings.
    pub fn of(model: &'m Model) -> Result<Self, ContractError> {
        let slope = model.marginal_payoff(1.0);
        if slope >= 0.0 {
            let effort = 1.0;
            return Ok(Self {
                model,
                effort,
                slope,
                solved: Arc::default(),
            });
        }
        let effort = find_root(
            |effort| model.marginal_payoff(effort),
            f64::MIN_POSITIVE,
            1.0,
            0.0,
        )?;
        Ok(Self {
            model,
            effort,
            slope: 0.0,
            solved: Arc::default(),
        })
    }

    /// Whether the company wants full care, η* = 1.
    pub fn is_full_care(&self) -> bool {
        self.effort == 1.0
    }

    /// What the searches of single classes found before.
    pub(super) fn solved(&self) -> &Solved {
        &self.solved
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }
    /// η*.
    pub fn effort(&self) -> f64 {
        self.effort
    }
    /// ū = U0 + c(η*).
    pub fn utility(&self) -> f64 {
        self.model.required_utility(self.effort)
    }
    /// h(ū), the certain wage.
    pub fn wage(&self) -> f64 {
        self.model.utility().wage(self.utility())
    }
    /// V(η*) − h(ū).
    pub fn payoff(&self) -> f64 {
        self.model.value().value(self.effort) - self.wage()
    }
    /// What the company gets from paying h(U0) for no effort: the best without monitoring (T4).
    pub fn payoff_without_effort(&self) -> f64 {
        self.model.value().value(0.0) - self.model.utility().wage(self.model.reservation())
    }

    /// The first-best loss at η* + δ, computed from second-order remainders alone:
    /// −D_V(η*, δ) + h′(ū)·D_c(η*, δ) + D_h(ū, c(η*+δ) − c(η*)).
    ///
    /// The first-order terms V′δ − h′(ū)c′δ cancel by the definition of η* and never appear, so the
    /// loss keeps its digits however small δ is; at full care, η* = 1, they are added. (The η* at
    /// hand is a rounding away from the exact one, which changes the loss by the square of that
    /// rounding.)
    pub fn loss(&self, change: f64) -> f64 {
        let (model, effort) = (self.model, self.effort);
        let required = self.utility();
        let mut extra_cost = model.cost().change(effort, change);
        // Near no effort the sum of both may round to a utility below u(w_min), which no wage may
        // give.
        let minimum = model.minimum_utility();
        if required + extra_cost < minimum {
            extra_cost = (minimum - required) + f64::EPSILON * required.abs();
        }
        -self.slope * change
            + model.value().shortfall(effort, change)
            + model.utility().marginal_wage(required) * model.cost().bregman(effort, change)
            + model.utility().wage_bregman(required, extra_cost)
    }

    /// The quantities of effort η* + δ.
    pub fn at(&self, change: f64) -> EffortPoint {
        let model = self.model;
        // Both ends exactly: η* + (1 − η*) may round to a number next to 1.
        let effort = if change >= 1.0 - self.effort {
            1.0
        } else {
            (self.effort + change).clamp(0.0, 1.0)
        };
        EffortPoint {
            change,
            loss: self.loss(change),
            ..EffortPoint::of(model, effort)
        }
    }

    /// The quantities of full effort, η = 1.
    pub fn at_full_effort(&self) -> EffortPoint {
        self.at(1.0 - self.effort)
    }

    /// What flat pay at the outside wage loses, which implements η = 0.
    pub fn flat_loss(&self) -> f64 {
        self.loss(-self.effort)
    }

    /// Efforts that pay at least something on the full-information benchmark; a second best cannot
    /// lie outside.
    ///
    /// The company can always pay h(U0) flat for no effort, so no contract worth writing has a
    /// first-best loss above that of η = 0.
    pub fn worthwhile(&self) -> Result<(f64, f64), ContractError> {
        let worst = self.flat_loss();
        let top = 1.0 - self.effort;
        if self.loss(top) <= worst {
            return Ok((-self.effort, top));
        }
        let upper = find_root(|change| self.loss(change) - worst, 0.0, top, 1e-12)?;
        Ok((-self.effort, upper))
    }

    /// Efforts, as changes, whose first-best loss is at most `most`: only these can be part of a
    /// contract with a gap of at most `most`.
    pub fn losing_at_most(&self, most: f64) -> Result<(f64, f64), ContractError> {
        let (lowest, highest) = self.worthwhile()?;
        let reach = |end: f64| -> Result<f64, ContractError> {
            if !(self.loss(end) > most) {
                return Ok(end);
            }
            let ends = (0f64.min(end), 0f64.max(end));
            let precision = 1e-6 * end.abs().min(most.sqrt());
            Ok(find_root(
                |change| self.loss(change) - most,
                ends.0,
                ends.1,
                precision,
            )?)
        };
        Ok((reach(lowest)?, reach(highest)?))
    }
}
