//! Which efforts tempt under a bonus, in floats. None of this is part of a proof: any effort is
//! sound, a bad choice costs sharpness.

use crate::bounds::EnclosedModel;
use crate::contract::EffortPoint;
use crate::contract::binary::BonusRule;
use crate::contract::binary::incentives::{Deviation, DeviationGrid};
use crate::contract::binary::rule::Passing;
use crate::model::Model;
use crate::numerics::roots::minimise;

/// How far from an effort others are looked at, in standard deviations of the count.
const APART: [f64; 10] = [0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0];

/// Halvings of an effort that are looked at.
const HALVINGS: i32 = 8;

/// How well a tempting effort is known, in standard deviations of the count.
const ROUGH: f64 = 1e-3;

/// A bonus under a rule, meant for one effort.
pub struct Temptation<'m> {
    model: &'m Model,
    rule: BonusRule,
    point: EffortPoint,
    bonus: f64,
    here: Passing,
    unit: f64,
}

impl<'m> Temptation<'m> {
    /// `None` where chances of the rule are not known at the effort.
    pub fn new(
        economy: &EnclosedModel<'m>,
        rule: BonusRule,
        point: EffortPoint,
        bonus: f64,
    ) -> Option<Self> {
        Some(Self {
            model: economy.model(),
            rule,
            point,
            bonus,
            here: rule.passing(point.agreement).ok()?,
            unit: point.standard_effort(rule.samples()),
        })
    }

    /// The effort of all that tempts most.
    pub fn most(&self) -> Option<Deviation> {
        let (model, rule) = (self.model, &self.rule);
        let grid = DeviationGrid::new(model, rule);
        let most = grid.best(model, rule, &self.point, &self.here, self.bonus);
        most.ok()
    }

    /// The effort above that tempts most.
    pub fn above(&self) -> Option<f64> {
        let effort = self.point.effort;
        let mut efforts = vec![effort];
        efforts.extend(APART.iter().map(|apart| effort + apart * self.unit));
        efforts.retain(|other| *other < 1.0);
        efforts.push(1.0);
        self.peak(&efforts).filter(|other| *other > effort)
    }

    /// The effort below that tempts most.
    pub fn below(&self) -> Option<f64> {
        let effort = self.point.effort;
        let mut efforts = vec![effort];
        efforts.extend(APART.iter().map(|apart| effort - apart * self.unit));
        efforts.extend((1..=HALVINGS).map(|times| libm::ldexp(effort, -times)));
        efforts.retain(|other| *other > 0.0);
        efforts.push(0.0);
        efforts.sort_by(|a, b| b.total_cmp(a));
        self.peak(&efforts).filter(|other| *other < effort)
    }

    fn gain(&self, other: f64) -> Option<f64> {
        let there = self.rule.passing(self.model.monitoring().agreement(other));
        let more = there.ok()?.pass - self.here.pass;
        Some(self.bonus * more - (self.model.cost().cost(other) - self.point.cost))
    }

    /// The highest peak of the gain apart from the first of some efforts, the implemented one,
    /// whether it tempts here or only nearby.
    fn peak(&self, efforts: &[f64]) -> Option<f64> {
        let gains = efforts.iter().map(|other| self.gain(*other));
        let gains = gains.collect::<Option<Vec<f64>>>()?;
        let last = efforts.len() - 1;
        let (peak, _) = (1..=last)
            .filter(|i| gains[*i] >= gains[i - 1] && gains[*i] >= gains[(i + 1).min(last)])
            .map(|i| (i, gains[i]))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let ends = [efforts[peak - 1], efforts[(peak + 1).min(last)]];
        let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let worse = |other: f64| -self.gain(other).unwrap_or(0.0);
        Some(minimise(worse, low, high, ROUGH * self.unit).ok()?.at)
    }
}
