//! Goal and constraints of a box to first order about its centre, in floats: what multipliers are
//! chosen from.

use super::Search;
use super::efforts::Efforts;
use super::multipliers::{Constraint, Local};
use super::patch::Patch;
use super::rivals::Rival;
use crate::numerics::Interval;

impl Search<'_, '_> {
    /// Goal and constraints at the centre in floats.
    pub(super) fn local(
        &self,
        patch: &Patch,
        efforts: &Efforts,
        rival: Option<&Rival>,
    ) -> (Local, Vec<Constraint>) {
        let middle = |pair: &[Interval; 3]| pair.map(Interval::midpoint);
        let [q, q1, q2] = middle(&efforts.agreement[0]);
        let [cost, marginal, bend] = middle(&efforts.cost[0]);
        let (n, v) = (self.samples as f64, q * (1.0 - q));
        let [r0, r1] = patch.radii();
        let r2 = 0.5 * (efforts.range.upper() - efforts.range.lower());
        let value = efforts.value[0].map(Interval::midpoint);
        let payoff = self.economy.first_best_payoff().midpoint();
        let mut goal = Local {
            value: payoff - value[0] + patch.floor,
            changes: [0.0, 0.0, -r2 * value[1]],
        };
        let mut accept = Local {
            value: -cost - self.above_minimum.midpoint(),
            changes: [0.0, 0.0, -r2 * marginal],
        };
        let mut steady = Local {
            value: -marginal,
            changes: [0.0, 0.0, -r2 * bend],
        };
        let add = |of: &mut Local, weights: [f64; 2], amount: f64, steep: f64, by: [f64; 2]| {
            of.value += weights[0] * amount;
            of.changes[0] += r0 * weights[0] * steep * by[0];
            of.changes[1] += r1 * weights[0] * steep * by[1];
            of.changes[2] += r2 * weights[1] * amount;
        };
        let paid = |k: usize| {
            let count = patch.count(k)?;
            let marginal = count.marginal?.midpoint();
            let by = patch.rectangle.gradient(patch.centre, k as f64);
            Some((
                count.centre - patch.floor,
                count.at.midpoint(),
                marginal,
                by,
            ))
        };
        for (k, p) in efforts.at.iter() {
            let Some((wage, utility, marginal, by)) = paid(k) else {
                continue;
            };
            let p = p.midpoint();
            let away = k as f64 - n * q;
            let score = away * q1 / v;
            let turn = (away * q2 - n * q1 * q1) / v - away * q1 * q1 * (1.0 - 2.0 * q) / (v * v);
            let (p1, p2) = (p * score, p * (score * score + turn));
            add(&mut goal, [p, p1], wage, 1.0, by);
            add(&mut accept, [p, p1], utility, marginal, by);
            add(&mut steady, [p1, p2], utility, marginal, by);
        }
        let mut constraints = vec![
            Constraint {
                local: accept,
                equal: false,
            },
            Constraint {
                local: steady,
                equal: !efforts.full,
            },
        ];
        if let Some(rival) = rival {
            let mut other = Local {
                value: accept.value + self.above_minimum.midpoint() + rival.cost.midpoint(),
                changes: accept.changes,
            };
            for (k, p) in rival.law.iter() {
                if let Some((_, utility, marginal, by)) = paid(k) {
                    add(&mut other, [-p.midpoint(), 0.0], utility, marginal, by);
                }
            }
            constraints.push(Constraint {
                local: other,
                equal: false,
            });
        }
        (goal, constraints)
    }
}
