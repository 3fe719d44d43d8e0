//! What a type does under any terms on so many samples, quickly: the law of the count is worked out
//! once for a grid of efforts. Estimates; [`super::proved`] proves.

use crate::contract::ContractError;
use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;
use crate::model::Model;
use crate::numerics::Binomial;

/// More samples than these make tables of counts too long.
pub const MOST_SAMPLES: u64 = 20_000;

/// Standard deviations of the count that are kept: beyond lies 1e-14 of the probability, which
/// changes no estimate.
const REACH: f64 = 7.5;

/// One effort: P(S = first + j) in `law`.
struct Row {
    effort: f64,
    cost: f64,
    value: f64,
    first: usize,
    law: Vec<f64>,
}

/// A type on a grid of efforts.
pub struct Table<'m> {
    model: &'m Model,
    samples: u64,
    rows: Vec<Row>,
}

/// Pay at each count.
pub fn wages(posted: &Posted, samples: u64) -> Vec<f64> {
    let wage = |s: u64| match posted {
        Posted::Flat { wage } => *wage,
        Posted::Bonus { rule, base, bonus } => {
            base + if s >= rule.threshold() { *bonus } else { 0.0 }
        }
        Posted::Tiered { base, tiers } => {
            let reached = tiers.iter().filter(|(rule, _)| s >= rule.threshold());
            base + reached.map(|(_, bonus)| bonus).sum::<f64>()
        }
        Posted::Linear {
            intercept,
            slope,
            floor,
            ..
        } => (intercept + slope * s as f64 / samples as f64).max(*floor),
    };
    (0..=samples).map(wage).collect()
}

impl<'m> Table<'m> {
    /// The table of a type on so many samples, at most [`MOST_SAMPLES`].
    ///
    /// # Errors
    /// What goes wrong in computing probabilities.
    pub fn new(model: &'m Model, samples: u64) -> Result<Self, ContractError> {
        let n = samples as f64;
        // Three efforts a standard deviation of the count, in which incentives change.
        let steps = (3.0 * n.sqrt()).clamp(80.0, 420.0) as u32;
        let row = |j: u32| -> Result<Row, ContractError> {
            let effort = f64::from(j) / f64::from(steps);
            let q = model.monitoring().agreement(effort).clamp(0.0, 1.0);
            let (first, law) = if q <= 0.0 || q >= 1.0 {
                (if q >= 1.0 { samples as usize } else { 0 }, vec![1.0])
            } else {
                let binomial = Binomial::new(samples, q)?;
                let reach = REACH * (n * q * (1.0 - q)).sqrt() + 2.0;
                let from = (n * q - reach).max(0.0) as u64;
                let to = (n * q + reach).min(n) as u64;
                (
                    from as usize,
                    (from..=to).map(|s| binomial.pmf(s)).collect(),
                )
            };
            Ok(Row {
                effort,
                cost: model.cost().cost(effort),
                value: model.value().value(effort),
                first,
                law,
            })
        };
        Ok(Self {
            model,
            samples,
            rows: (0..=steps).map(row).collect::<Result<_, _>>()?,
        })
    }

    /// The type.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// n.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The best reply to pay `wages` by count: the best of the grid, moved to the top of the
    /// parabola through its neighbours.
    pub fn reply(&self, wages: &[f64]) -> Reply {
        let utility = self.model.utility();
        // Counts with the same pay follow each other.
        let mut last = (f64::NAN, f64::NAN);
        let utilities: Vec<f64> = wages
            .iter()
            .map(|wage| {
                if *wage != last.0 {
                    last = (*wage, utility.utility(*wage));
                }
                last.1
            })
            .collect();
        let mean = |row: &Row, of: &[f64]| -> f64 {
            let pairs = row.law.iter().zip(&of[row.first..]);
            pairs.map(|(p, x)| p * x).sum()
        };
        let payoffs: Vec<f64> = self
            .rows
            .iter()
            .map(|row| mean(row, &utilities) - row.cost)
            .collect();
        let mut best = 0;
        for (place, payoff) in payoffs.iter().enumerate() {
            if *payoff > payoffs[best] {
                best = place;
            }
        }
        let at = |place: usize| {
            let row = &self.rows[place];
            (row.effort, mean(row, wages), row.value)
        };
        let (effort, pay, value) = at(best);
        let flat = Reply {
            effort,
            utility: payoffs[best],
            pay,
            payoff: value - pay,
        };
        if best == 0 || best + 1 == self.rows.len() {
            return flat;
        }
        let (before, here, after) = (payoffs[best - 1], payoffs[best], payoffs[best + 1]);
        let bend = before - 2.0 * here + after;
        if !(bend < 0.0) {
            return flat;
        }
        // In steps of the grid, within half a step.
        let shift = 0.5 * (before - after) / bend;
        let neighbour = at(if shift >= 0.0 { best + 1 } else { best - 1 });
        let moved = |here: f64, there: f64| here + shift.abs() * (there - here);
        let (effort, pay) = (moved(effort, neighbour.0), moved(pay, neighbour.1));
        Reply {
            effort,
            utility: here - 0.25 * (before - after) * shift,
            pay,
            payoff: self.model.value().value(effort) - pay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::binary::BonusRule;
    use crate::design::posted::reply::best_reply;
    use crate::input::Source;

    #[test]
    fn the_table_replies_as_the_search_does() {
        let text = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\nmonitoring = { scheme = \"expert\", kappa = 0.8 }\n";
        let model = Model::from_source(&Source::from_text("m.toml", text)).unwrap();
        let rule = BonusRule::at(200, 140).unwrap();
        let bonus = Posted::Bonus {
            rule,
            base: 0.08,
            bonus: 0.12,
        };
        let line = Posted::Linear {
            samples: 200,
            intercept: -0.4,
            slope: 0.7,
            floor: 0.0,
        };
        let table = Table::new(&model, 200).unwrap();
        for posted in [bonus, line] {
            let quick = table.reply(&wages(&posted, 200));
            let slow = best_reply(&model, &posted).unwrap();
            assert!(slow.effort > 0.3, "{slow:?}");
            assert!(
                (quick.effort - slow.effort).abs() < 2e-3,
                "{quick:?} {slow:?}"
            );
            assert!(
                (quick.utility - slow.utility).abs() < 1e-5,
                "{quick:?} {slow:?}"
            );
            assert!((quick.pay - slow.pay).abs() < 1e-4, "{quick:?} {slow:?}");
        }
    }
}
