//! Lines whose pay begins at a late count, where the count says little and limited liability holds.
//!
//! If no effort and the best one lie a few standard deviations of the count apart, however many
//! samples there are, and U0 is next to u(w_min), the line that leaves no rent tempts to no effort.
//! Then w_min + σ·(S − t)₊ with a late kink t serves: the later, the smaller the rent, until no
//! effort, or another one, is as good. The equations of `line`, which start from a line that
//! limited liability hardly cuts, do not lead there.
//!
//! First every [`NODES`]-th part of a standard deviation of the count stands for the counts around
//! it, over a grid of efforts and kinks; then the kink is moved at the effort that was found, with
//! every count that matters. Work is bounded by the grids. The line is the best found: that it is
//! the best of all lines is for a proof to say.

use crate::contract::best_reply;
use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::contract::gap::GapParts;
use crate::contract::outcomes;
use crate::contract::{LinearTerms, SecondBest, Terms};
use crate::model::Model;
use crate::numerics::CountRule;
use crate::numerics::roots::find_root;

/// Nodes in a standard deviation of the count while efforts and kinks are searched.
const NODES: f64 = 16.0;

/// Probability left outside the counts.
const TAIL: f64 = 1e-30;

/// Rounds in which a grid around the best is made finer, and by how much.
const ROUNDS: i32 = 4;
const FINER: f64 = 0.25;

/// Kinks in standard deviations about the mean count.
const KINKS: std::ops::RangeInclusive<i32> = -8..=8;

/// Halvings of the last step of the kink, with every count.
const HALVINGS: usize = 20;

/// The law of the count at one effort.
struct Law {
    point: EffortPoint,
    counts: Vec<f64>,
    probabilities: Vec<f64>,
}

impl Law {
    fn new(samples: u64, point: EffortPoint, nodes: f64) -> Option<Self> {
        let (n, q) = (samples as f64, point.agreement);
        let deviation = (n * q * (1.0 - q)).sqrt();
        if !(deviation > 0.0) {
            return None;
        }
        let rule = CountRule::strided(samples, q, TAIL, outcomes::stride(deviation, nodes)).ok()?;
        Some(Self {
            point,
            counts: rule.deviations().iter().map(|d| n * q + d).collect(),
            probabilities: rule.probabilities().to_vec(),
        })
    }

    fn deviation(&self, samples: u64) -> f64 {
        let q = self.point.agreement;
        (samples as f64 * q * (1.0 - q)).sqrt()
    }

    fn expect(&self, of: impl Fn(f64) -> f64) -> f64 {
        let pairs = self.counts.iter().zip(&self.probabilities);
        pairs.map(|(count, p)| p * of(*count)).sum()
    }
}

/// w_min + σ·(S − t)₊ that makes an effort stationary.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// t, and in standard deviations from the mean.
    kink: f64,
    place: f64,
    /// σ, per count.
    slope: f64,
    premium: f64,
    rent: f64,
    /// E\[u\] − u(w_min).
    above: f64,
}

impl Line {
    fn cost(&self) -> f64 {
        self.premium + self.rent
    }
}

struct Search<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    model: &'m Model,
    samples: u64,
    /// Efforts that may tempt.
    rivals: Vec<Law>,
}

/// The best such line that the grids find; `None` where there is none.
pub(super) fn cheapest(first_best: &FirstBest<'_>, samples: u64) -> Option<SecondBest> {
    let search = Search::new(first_best, samples);
    let (point, line) = search.on_grids()?;
    search.sharpened(point, line)
}

impl<'a, 'm> Search<'a, 'm> {
    fn new(first_best: &'a FirstBest<'m>, samples: u64) -> Self {
        const RIVALS: u32 = 16;
        const FEW: i32 = 8;
        let best = first_best.effort();
        let uniform = (0..=RIVALS).map(|j| f64::from(j) / f64::from(RIVALS));
        let shares = uniform.chain((1..=FEW).map(|j| best * f64::from(j) / f64::from(FEW)));
        let law = |effort: f64| Law::new(samples, first_best.at(effort - best), NODES);
        Self {
            first_best,
            model: first_best.model(),
            samples,
            rivals: shares.filter_map(law).collect(),
        }
    }

    /// An effort and a line for it, from grids that become finer around the best.
    fn on_grids(&self) -> Option<(EffortPoint, Line)> {
        const EFFORTS: u32 = 16;
        const SMALL: std::ops::RangeInclusive<i32> = 5..=10;
        let (low, high) = self.first_best.worthwhile().ok()?;
        let mut best: Option<(EffortPoint, Line)> = None;
        let gap = |found: &(EffortPoint, Line)| found.0.loss + found.1.cost();
        let mut step = (high - low) / f64::from(EFFORTS);
        let uniform = (1..=EFFORTS).map(|j| low + step * f64::from(j));
        let small = SMALL.map(|j| low + (high - low) * libm::ldexp(1.0, -j));
        let flat = self.first_best.flat_loss();
        for change in small.chain(uniform) {
            self.consider(change, None, flat, &mut best);
        }
        // Of the efforts near none a neighbour is closer.
        let small = best.as_ref()?.0.change - low;
        step = step.min(0.5 * small);
        for _ in 0..ROUNDS {
            step *= FINER;
            let (centre, near) = best
                .as_ref()
                .map(|(point, line)| (point.change, line.place))?;
            for j in [-3, -2, -1, 1, 2, 3] {
                let change = centre + step * f64::from(j);
                if change > low && change <= high {
                    let most = best.as_ref().map_or(flat, gap);
                    self.consider(change, Some(near), most, &mut best);
                }
            }
        }
        best
    }

    fn consider(
        &self,
        change: f64,
        near: Option<f64>,
        most: f64,
        best: &mut Option<(EffortPoint, Line)>,
    ) {
        let point = self.first_best.at(change);
        let bound = best.as_ref().map_or(most, |(p, line)| p.loss + line.cost());
        if !(point.effort > 0.0 && point.effort < 1.0 && point.loss < bound) {
            return;
        }
        let Some(law) = Law::new(self.samples, point, NODES) else {
            return;
        };
        if let Some(line) = self.cheapest(&law, near)
            && point.loss + line.cost() < bound
        {
            *best = Some((point, line));
        }
    }

    /// The cheapest line for one effort; its kink is near one that is known, or anywhere.
    fn cheapest(&self, law: &Law, near: Option<f64>) -> Option<Line> {
        let mut best: Option<Line> = None;
        let consider = |place: f64, best: &mut Option<Line>| {
            let cost = best.map_or(f64::MAX, |line: Line| line.cost());
            let line = self.line(law, place);
            if let Some(line) = line.filter(|line| line.cost() < cost && self.holds(law, line)) {
                *best = Some(line);
            }
        };
        let mut step = 1.0;
        match near {
            None => KINKS.for_each(|j| consider(f64::from(j), &mut best)),
            Some(near) => {
                for j in -2..=2 {
                    consider(near + 0.5 * f64::from(j), &mut best);
                }
                step = 0.5;
            }
        }
        for _ in 0..ROUNDS {
            step *= FINER;
            let centre = best?.place;
            for j in [-3, -2, -1, 1, 2, 3] {
                consider(centre + step * f64::from(j), &mut best);
            }
        }
        best
    }

    /// The line with a kink so many standard deviations from the mean count and the least slope
    /// that makes the effort stationary.
    fn line(&self, law: &Law, place: f64) -> Option<Line> {
        const GROWTHS: usize = 80;
        const GROWTH: f64 = 1.5;
        /// Utility is concave: beyond some slope more pay gives fewer incentives.
        const FALLS: usize = 8;
        let utility = self.model.utility();
        let (n, point) = (self.samples as f64, &law.point);
        let q = point.agreement;
        let kink = n * q + place * law.deviation(self.samples);
        if !(kink >= 0.0 && kink <= n - 1.0) {
            return None;
        }
        let minimum = self.model.minimum_utility();
        let score = |count: f64| (count - n * q) * point.agreement_slope / (q * (1.0 - q));
        let above = |count: f64, slope: f64| self.above(slope, count - kink);
        let missing = |slope: f64| {
            law.expect(|count| score(count) * above(count, slope)) - point.marginal_cost
        };
        let wage = utility.wage(point.required_utility);
        let rise = law.expect(|count| score(count) * (count - kink).max(0.0));
        let guess = point.marginal_cost / (utility.marginal(wage) * rise);
        if !(guess > 0.0 && guess.is_finite()) {
            return None;
        }
        let (mut low, mut high) = (guess / GROWTH, guess);
        let (mut most, mut falls) = (f64::NEG_INFINITY, 0);
        for _ in 0..GROWTHS {
            let here = missing(high);
            falls = if here > most { 0 } else { falls + 1 };
            most = most.max(here);
            if here >= 0.0 || falls > FALLS || !here.is_finite() {
                break;
            }
            (low, high) = (high, high * GROWTH);
        }
        for _ in 0..GROWTHS {
            if missing(low) < 0.0 {
                break;
            }
            (low, high) = (low / GROWTH, low);
        }
        let slope = find_root(missing, low, high, 0.0).ok()?;
        let above_minimum = law.expect(|count| above(count, slope));
        let mean = minimum + above_minimum;
        let paid = utility.wage(mean);
        let premium = law.expect(|count| {
            utility.wage_bregman_from(mean, paid, above(count, slope) - above_minimum)
        });
        let left = mean - point.required_utility;
        let rent = utility.wage_change(point.required_utility, left);
        (left >= 0.0 && (premium + rent).is_finite()).then_some(Line {
            kink,
            place,
            slope,
            premium,
            rent,
            above: above_minimum,
        })
    }

    /// Whether no effort of the rivals' grid does better.
    fn holds(&self, law: &Law, line: &Line) -> bool {
        self.holds_against(&self.rivals, law, line)
    }

    fn holds_against(&self, rivals: &[Law], law: &Law, line: &Line) -> bool {
        let here = line.above - law.point.cost;
        rivals.iter().all(|rival| {
            let paid = rival.expect(|count| self.above(line.slope, count - line.kink));
            paid - rival.point.cost <= here
        })
    }

    /// u − u(w_min) so many counts beyond the kink.
    fn above(&self, slope: f64, beyond: f64) -> f64 {
        if beyond <= 0.0 {
            return 0.0;
        }
        let wage = self.model.minimum_wage() + slope * beyond;
        self.model.utility().utility(wage) - self.model.minimum_utility()
    }

    /// The line with every count that matters, its kink as late as no effort does better. Efforts
    /// that tempted under one line are looked at alone under the next; all efforts are looked at
    /// for the line that comes of it.
    fn sharpened(&self, point: EffortPoint, line: Line) -> Option<SecondBest> {
        const TEMPTING: usize = 8;
        let law = Law::new(self.samples, point, outcomes::DENSE)?;
        let mut tempting: Vec<Law> = Vec::new();
        for _ in 0..TEMPTING {
            let latest = self.latest(&law, &tempting, line.place)?;
            let contract = self.contract(point, &latest);
            let deviation = best_reply::best_deviation(self.model, &contract).ok()?;
            if deviation.gain <= best_reply::tolerance(&contract) {
                return Some(contract);
            }
            let change = deviation.effort - self.first_best.effort();
            let other = self.first_best.at(change);
            tempting.push(Law::new(self.samples, other, outcomes::DENSE)?);
        }
        None
    }

    /// The cheapest of the lines with kinks around a place under which none of these efforts does
    /// better.
    fn latest(&self, law: &Law, tempting: &[Law], around: f64) -> Option<Line> {
        let holding = |place: f64| {
            let line = self.line(law, place)?;
            self.holds_against(tempting, law, &line).then_some(line)
        };
        let step = FINER.powi(ROUNDS);
        let earlier = |back: i32| around - step * (f64::from(1 << back) - 1.0);
        let (mut place, mut found) =
            (0..8).find_map(|back| Some((earlier(back), holding(earlier(back))?)))?;
        // Later, as long as that is cheaper and holds.
        let mut reach = 2.0 * (around - place).max(step);
        for _ in 0..HALVINGS {
            reach *= 0.5;
            if let Some(later) = holding(place + reach)
                && later.cost() < found.cost()
            {
                place += reach;
                found = later;
            }
        }
        Some(found)
    }

    fn contract(&self, point: EffortPoint, line: &Line) -> SecondBest {
        let floor = self.model.minimum_wage();
        SecondBest {
            samples: self.samples,
            point,
            gap: GapParts {
                premium: line.premium,
                rent: line.rent,
                effort_loss: point.loss,
            },
            terms: Terms::Linear(LinearTerms {
                intercept: floor - line.slope * line.kink,
                slope: line.slope * self.samples as f64,
                floor,
            }),
        }
    }
}
