//! Linear contracts on a list of efforts with few samples: by the count at which pay leaves the
//! minimum wage.
//!
//! With few samples limited liability shapes the whole line, and may leave a rent. Pay is w_s =
//! w_min + σ·max(0, s − x) for a kink x < n; a line that is nowhere at the minimum wage is one with
//! x < 0. At a given x the least σ that meets participation and holds the lower efforts back is
//! found by bisection; what it costs is minimised over x. Every sum has n + 1 terms.

use super::log_gap::LogGap;
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::LinearTerms;
use crate::numerics::Binomial;
use crate::numerics::roots::minimise_kinked;

/// Up to so many samples the kink is searched.
pub const FEW: u64 = 300;

/// Kinks that are tried before the best is moved; ln(n − x) is spaced evenly.
const KINKS: usize = 120;

/// ln of how many times n the kink may lie below 0: there the floor is felt no more.
const FARTHEST: f64 = 9.0;

/// Halvings of a factor of 2 between slopes: to a rounding.
const HALVINGS: usize = 60;

/// Doublings of the slope before a kink is given up.
const DOUBLINGS: usize = 80;

/// Stands for a line that does not exist, where a number has to.
const NO_LINE: f64 = 1e300;

/// The best line of all kinks that implements effort `index`, if one was found.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
) -> Option<DiscreteContract> {
    let kinks = Kinks::new(problem, samples, index)?;
    let far = libm::log(samples as f64) + FARTHEST;
    let step = far / (KINKS - 1) as f64;
    let cost = |ln: f64| {
        let line = kinks.cheapest(libm::exp(ln));
        line.map_or(NO_LINE, |line| line.expected)
    };
    let tried: Vec<f64> = (0..KINKS).map(|i| cost(step * i as f64)).collect();
    let lowest = |i: &usize| {
        let near = &tried[i.saturating_sub(1)..=(i + 1).min(KINKS - 1)];
        tried[*i] < NO_LINE && near.iter().all(|other| tried[*i] <= *other)
    };
    let best = (0..KINKS).filter(lowest).filter_map(|i| {
        let around = [i.saturating_sub(1), (i + 1).min(KINKS - 1)].map(|k| step * k as f64);
        let found = minimise_kinked(cost, around[0], around[1], 1e-14).ok()?;
        Some(found).filter(|found| found.value < NO_LINE)
    });
    let best = best.min_by(|a, b| a.value.total_cmp(&b.value))?;
    let distance = libm::exp(best.at);
    Some(kinks.contract(distance, &kinks.cheapest(distance)?))
}

/// Pay per count beyond the kink, and what it costs.
struct Line {
    slope: f64,
    /// E\[w].
    expected: f64,
    /// E\[u(w)].
    utility: f64,
}

struct Kinks<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    samples: u64,
    index: usize,
    /// P(S = s), a list for each effort.
    laws: Vec<Vec<f64>>,
}

impl<'a, 'm> Kinks<'a, 'm> {
    fn new(problem: &'a DiscreteProblem<'m>, samples: u64, index: usize) -> Option<Self> {
        let law = |agreement: f64| -> Option<Vec<f64>> {
            if agreement <= 0.0 || agreement >= 1.0 {
                let sure = if agreement <= 0.0 { 0 } else { samples };
                return Some((0..=samples).map(|s| f64::from(s == sure)).collect());
            }
            let law = Binomial::new(samples, agreement).ok()?;
            Some((0..=samples).map(|s| law.pmf(s)).collect())
        };
        let points = problem.points().iter();
        Some(Self {
            problem,
            samples,
            index,
            laws: points
                .map(|point| law(point.agreement))
                .collect::<Option<_>>()?,
        })
    }

    /// Pay at each count with the kink n − `distance`.
    fn pay(&self, distance: f64, slope: f64) -> Vec<f64> {
        let least = self.problem.model().minimum_wage();
        let above = |s: u64| (distance - (self.samples - s) as f64).max(0.0);
        (0..=self.samples)
            .map(|s| least + slope * above(s))
            .collect()
    }

    /// What the constraints leave at least: participation and the lower efforts, then the higher
    /// ones.
    fn left(&self, pay: &[f64]) -> [f64; 2] {
        let utility = self.problem.model().utility();
        let paid: Vec<f64> = pay.iter().map(|w| utility.utility(*w)).collect();
        let points = self.problem.points();
        // Differences of chances, so that what is the same at both efforts cancels before it is
        // rounded.
        let gained = |other: usize| -> f64 {
            let pairs = self.laws[self.index].iter().zip(&self.laws[other]);
            let gained = pairs.zip(&paid).map(|((own, there), u)| (own - there) * u);
            gained.sum::<f64>() - self.problem.cost_change(other, self.index)
        };
        let accepted = mean(&self.laws[self.index], &paid) - points[self.index].required_utility;
        let lower = (0..self.index).map(gained).fold(accepted, f64::min);
        let higher = (self.index + 1..points.len()).map(gained);
        [lower, higher.fold(f64::INFINITY, f64::min)]
    }

    /// The least slope at this kink that is accepted and holds every other effort back.
    fn cheapest(&self, distance: f64) -> Option<Line> {
        let utility = self.problem.model().utility();
        let required = self.problem.points()[self.index].required_utility;
        let enough = |slope: f64| self.left(&self.pay(distance, slope))[0] >= 0.0;
        let mut high = (utility.wage(required) - self.problem.model().minimum_wage()) / distance;
        if !(high > 0.0 && high.is_finite()) {
            return None;
        }
        let mut doublings = 0;
        while !enough(high) {
            high *= 2.0;
            doublings += 1;
            if doublings > DOUBLINGS {
                return None;
            }
        }
        let mut low = if doublings == 0 { 0.0 } else { 0.5 * high };
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if enough(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        let pay = self.pay(distance, high);
        // A higher effort that is just as good is no fault; roundings are of this size.
        if self.left(&pay)[1] < -1e-12 * required.abs() {
            return None;
        }
        let law = &self.laws[self.index];
        let paid: Vec<f64> = pay.iter().map(|w| utility.utility(*w)).collect();
        Some(Line {
            slope: high,
            expected: mean(law, &pay),
            utility: mean(law, &paid),
        })
    }

    fn contract(&self, distance: f64, line: &Line) -> DiscreteContract {
        let model = self.problem.model();
        let point = self.problem.points()[self.index];
        let sure = model.utility().wage(line.utility);
        let certain = model.utility().wage(point.required_utility);
        let part = |money: f64| libm::log(money.max(0.0));
        let slope = line.slope * self.samples as f64;
        DiscreteContract {
            samples: self.samples,
            index: self.index,
            point,
            gap: LogGap {
                ln_premium: part(line.expected - sure),
                ln_rent: part(sure - certain),
                ..LogGap::certain(point.loss)
            },
            terms: DiscreteTerms::Linear(LinearTerms {
                intercept: model.minimum_wage() + line.slope * distance - slope,
                slope,
                floor: model.minimum_wage(),
            }),
        }
    }
}

fn mean(law: &[f64], values: &[f64]) -> f64 {
    law.iter().zip(values).map(|(p, x)| p * x).sum()
}

#[cfg(test)]
mod tests {
    use super::super::{EffortSet, solve};
    use super::*;
    use crate::contract::{Class, Threshold};
    use crate::input::Source;
    use crate::model::Model;

    #[test]
    fn with_one_sample_a_line_is_a_bonus() {
        for text in [
            include_str!("../../../figures/models/a.toml"),
            include_str!("../../../figures/models/cara.toml"),
            include_str!("../../../figures/models/gec.toml"),
            include_str!("../../../figures/models/log.toml"),
            include_str!("../../../figures/models/power_self.toml"),
        ] {
            let model = Model::from_source(&Source::from_text("committed", text)).unwrap();
            for efforts in [
                &[0.0, 1.0][..],
                &[0.0, 0.35, 0.7],
                &[0.2, 0.5],
                &[0.0, 0.3, 0.9],
            ] {
                let efforts = EffortSet::new(efforts.to_vec()).unwrap();
                let problem = DiscreteProblem::new(&model, &efforts).unwrap();
                let gap = |class| solve(&problem, 1, class).unwrap().gap.ln_total();
                let (line, bonus) = (
                    gap(Class::Linear),
                    gap(Class::Binary(Threshold::Deterministic)),
                );
                // Money of size 1 is rounded to 1e-16 and a gap of 1e-2 is a difference of such.
                assert!((line - bonus).abs() < 1e-10, "{efforts:?}: {line} {bonus}");
                assert!(gap(Class::General) <= bonus + 1e-10);
            }
        }
    }

    #[test]
    fn limited_liability_that_leaves_a_rent_is_no_obstacle() {
        // u = w^1/2 from 0 on, U0 = 0, two efforts: the best line pays nothing without an
        // agreement, (q1 − q0)·u = c asks for more than participation does, and expected pay is
        // q1·(c/(q1 − q0))².
        let text = "[utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n[cost]\nscale = 0.3\nexponent = 2.0\n\
                    [monitoring]\nscheme = \"expert\"\nkappa = 0.5\n[value]\nslope = 3.0\n[reservation]\nutility = 1e-9\n";
        let model = Model::from_source(&Source::from_text("rent", text)).unwrap();
        let efforts = EffortSet::new(vec![0.0, 1.0]).unwrap();
        let problem = DiscreteProblem::new(&model, &efforts).unwrap();
        let found = solve(&problem, 1, Class::Linear).unwrap();
        let pay = 0.75 * (0.3_f64 / 0.25).powi(2);
        // The slope is found to a rounding and ln(n − x) to 1e-14; 1e-9 leaves room for both.
        assert!((found.expected_pay(&model) - pay).abs() < 1e-9 * pay);
    }
}
