//! The worst model inside a box, not only in its corners.
//!
//! What the company gets is no convex function of a model's numbers: where one effort of the
//! annotator gives way to another as the best reply it jumps, and before the jump it may be far
//! less than on either side. So each number is moved between its ends, the others held: at even
//! places, with bisection between neighbours whose replies lie far apart, up to the jump on both
//! sides, and a minimum of one variable next to the lowest place; then the next number, from the
//! worst found, until none leads lower. The worst found is an upper bound on the worst there is, no
//! more.

use super::possible::{Possible, worst_of_replies};
use crate::contract::ContractError;
use crate::design::posted::Posted;
use crate::design::posted::reply::best_reply;
use crate::numerics::{map_ordered, minimise};

/// Even pieces of a line.
const PIECES: u32 = 12;

/// Efforts of neighbours further apart than this may hide a jump.
const APART: f64 = 0.05;

/// Jumps that are followed on a line.
const JUMPS: usize = 2;

/// Halvings of a piece around a jump: to 1e-7 of the line.
const HALVINGS: u32 = 20;

/// Precision of the lowest place, as a share of the line; what is missed is of second order in it.
const PRECISION: f64 = 1e-4;

/// Lines that are looked at, for each number.
const LINES: usize = 4;

/// Models taken from one look inside, the worst and another well apart from it.
const TAKEN: usize = 2;

/// Models with numbers anywhere between their ends.
pub struct Inside<'a, L> {
    /// The ends of each number.
    pub ends: Vec<[f64; 2]>,
    /// The model with given numbers, where there is one.
    pub model: &'a (dyn Fn(&[f64]) -> Option<Possible<L>> + Sync),
}

/// A model with what the terms bring there: −∞ where the annotator refuses.
struct Looked<L> {
    possible: Possible<L>,
    effort: f64,
    pay: f64,
    brings: f64,
}

impl<L: Sync + Send> Inside<'_, L> {
    /// The worst model found from the one with the numbers `from`, and others that bring less than
    /// `bound`, worst first; none where nothing is below `bound`. Beside them what the worst
    /// brings.
    pub fn below(
        &self,
        posted: &Posted,
        from: &[f64],
        bound: f64,
    ) -> Result<Vec<(f64, Possible<L>)>, ContractError> {
        let Some(start) = self.look(posted, from)? else {
            return Ok(Vec::new());
        };
        let mut here = (start.possible.numbers.clone(), start.brings);
        let mut low = Vec::new();
        // How many lines in turn have led no lower.
        let mut stale = 0;
        let numbers = self.ends.len();
        for line in 0..LINES * numbers {
            if stale >= numbers {
                break;
            }
            let along = self.line(posted, &here.0, line % numbers)?;
            stale += 1;
            for looked in &along {
                if looked.brings < here.1 - 1e-9 * (1.0 + here.1.abs()) {
                    here = (looked.possible.numbers.clone(), looked.brings);
                    // The line itself need not be looked at again.
                    stale = 1;
                }
            }
            low.extend(along.into_iter().filter(|looked| looked.brings < bound));
        }
        Ok(self.apart(low))
    }

    /// The worst, and of the others those that are furthest from the ones taken before.
    fn apart(&self, mut low: Vec<Looked<L>>) -> Vec<(f64, Possible<L>)> {
        low.sort_by(|a, b| a.brings.total_cmp(&b.brings));
        let mut taken: Vec<(f64, Possible<L>)> = Vec::new();
        let mut next = if low.is_empty() { None } else { Some(0) };
        while let Some(place) = next {
            let looked = low.remove(place);
            taken.push((looked.brings, looked.possible));
            if taken.len() >= TAKEN {
                break;
            }
            let distance = |looked: &Looked<L>| {
                let each = taken.iter();
                let each =
                    each.map(|(_, one)| self.distance(&one.numbers, &looked.possible.numbers));
                each.fold(f64::INFINITY, f64::min)
            };
            let furthest = (0..low.len())
                .map(|place| (distance(&low[place]), place))
                .filter(|(distance, _)| *distance >= 0.9 / f64::from(PIECES))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            next = furthest.map(|(_, place)| place);
        }
        taken
    }

    /// How far apart two models are, in shares of the lines.
    fn distance(&self, one: &[f64], other: &[f64]) -> f64 {
        let each = self.ends.iter().zip(one.iter().zip(other));
        each.map(|([low, high], (a, b))| {
            if high > low {
                (a - b).abs() / (high - low)
            } else {
                0.0
            }
        })
        .fold(0.0, f64::max)
    }

    fn look(&self, posted: &Posted, numbers: &[f64]) -> Result<Option<Looked<L>>, ContractError> {
        let Some(possible) = (self.model)(numbers) else {
            return Ok(None);
        };
        let mut reply = best_reply(&possible.model, posted)?;
        reply.payoff -= possible.instead;
        let (brings, _) = worst_of_replies(&[(&possible.model, reply)]);
        Ok(Some(Looked {
            effort: reply.effort,
            pay: reply.pay,
            brings,
            possible,
        }))
    }

    /// Models with one number moved between its ends.
    fn line(
        &self,
        posted: &Posted,
        from: &[f64],
        place: usize,
    ) -> Result<Vec<Looked<L>>, ContractError> {
        let [low, high] = self.ends[place];
        let at = |value: f64| {
            let mut numbers = from.to_vec();
            numbers[place] = value;
            self.look(posted, &numbers)
        };
        let looks = |values: &[f64]| -> Result<Vec<Looked<L>>, ContractError> {
            let found = map_ordered(values, |value| at(*value));
            let found: Vec<_> = found.into_iter().collect::<Result<_, _>>()?;
            Ok(found.into_iter().flatten().collect())
        };
        let mut all = looks(&[low, 0.5 * (low + high), high])?;
        // A number that only the company minds moves no reply.
        let same = |a: &Looked<L>, b: &Looked<L>| a.effort == b.effort && a.pay == b.pay;
        if !(high > low) || all.len() < 2 || all.windows(2).all(|pair| same(&pair[0], &pair[1])) {
            return Ok(all);
        }
        let piece = (high - low) / f64::from(PIECES);
        let between = (1..PIECES).filter(|j| *j != PIECES / 2);
        let between: Vec<f64> = between.map(|j| low + piece * f64::from(j)).collect();
        all.extend(looks(&between)?);
        let value_of = |looked: &Looked<L>| looked.possible.numbers[place];
        all.sort_by(|a, b| value_of(a).total_cmp(&value_of(b)));
        let even = all.len();
        let lowest = (0..even).min_by(|a, b| all[*a].brings.total_cmp(&all[*b].brings));
        let mut more = Vec::new();
        for left in self.jumps(&all) {
            more.extend(self.jump(&all[left], &all[left + 1], place, &at)?);
        }
        if let Some(lowest) = lowest
            && all[lowest].brings.is_finite()
        {
            let ends = [lowest.saturating_sub(1), (lowest + 1).min(even - 1)];
            let [left, right] = ends.map(|place| value_of(&all[place]));
            let loss = |value: f64| match at(value) {
                Ok(Some(looked)) => looked.brings.max(-f64::MAX),
                _ => f64::MAX,
            };
            let found = minimise(loss, left, right, PRECISION * (high - low))?;
            more.extend(at(found.at)?);
        }
        all.extend(more);
        Ok(all)
    }

    /// The neighbours whose efforts lie furthest apart.
    fn jumps(&self, even: &[Looked<L>]) -> Vec<usize> {
        let apart = |left: usize| (even[left + 1].effort - even[left].effort).abs();
        let mut all: Vec<usize> = (0..even.len().saturating_sub(1))
            .filter(|left| apart(*left) > APART)
            .collect();
        all.sort_by(|a, b| apart(*b).total_cmp(&apart(*a)));
        all.truncate(JUMPS);
        all
    }

    /// Both sides of a jump between two models.
    fn jump(
        &self,
        left: &Looked<L>,
        right: &Looked<L>,
        place: usize,
        at: &dyn Fn(f64) -> Result<Option<Looked<L>>, ContractError>,
    ) -> Result<Vec<Looked<L>>, ContractError> {
        let ends = [left, right];
        let mut efforts = ends.map(|looked| looked.effort);
        let mut values = ends.map(|looked| looked.possible.numbers[place]);
        let mut sides = [None, None];
        for _ in 0..HALVINGS {
            let middle = 0.5 * (values[0] + values[1]);
            let Some(looked) = at(middle)? else { break };
            let effort = looked.effort;
            let nearer_left = (effort - efforts[0]).abs() <= (effort - efforts[1]).abs();
            let side = usize::from(!nearer_left);
            efforts[side] = effort;
            values[side] = middle;
            sides[side] = Some(looked);
        }
        Ok(sides.into_iter().flatten().collect())
    }
}
