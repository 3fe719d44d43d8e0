//! The cheapest kink for one effort.
//!
//! The later pay begins, the smaller the rent and the more an effort far away tempts. So the best
//! kink is where the cost has a minimum, where participation just holds or where some effort ê is
//! just as good as the one that is to be implemented. The last is found by cutting planes: ê tempts
//! at some kink; the nearest one at which it does not is a root of what ê gains; if another effort
//! tempts there, that one is next.

use super::{Lines, ListedLine, Shape};
use crate::contract::reply_table::dot;
use crate::numerics::roots::{find_root, minimise};

/// Kinks tried, before the best is looked at closely.
const KINKS: usize = 32;

/// Efforts that are made as good in turn, before a kink is given up. The effort that tempts most
/// moves with the kink, and what it gains keeps the square of that: a few are enough.
const CUTS: usize = 12;

/// A kink and its line.
type Kinked = (f64, ListedLine);

impl Lines<'_, '_> {
    fn at_kink(&self, kink: f64) -> Option<ListedLine> {
        self.line(Shape { base: 0.0, kink })
    }

    /// The line of a kink, if participation holds.
    fn paying(&self, kink: f64) -> Option<ListedLine> {
        self.at_kink(kink).filter(|line| self.participates(line))
    }

    pub(super) fn cheapest_kink(&self) -> Option<ListedLine> {
        // Beyond the last count but one a kink only scales the slope: pay above the minimum wage
        // for agreement on every sample.
        let last = self.table.samples().saturating_sub(1) as f64;
        let step = last / (KINKS - 1) as f64;
        let mut tried = self.on_a_grid(last, step);
        let (best, _) = self.first_that_holds(&mut tried)?;
        let (low, high) = ((best - step).max(0.0), (best + step).min(last));
        // The cost is flat at its minimum and keeps the square of this.
        let precision = 1e-6 * step.max(f64::MIN_POSITIVE);
        let cost = |kink: f64| self.paying(kink).map_or(f64::MAX, |line| line.cost);
        let bottom = minimise(cost, low, high, precision).ok();
        // Whole kinks, where pay starts at the next count, are corners of the cost.
        let whole = (0..=2).map(|j| (low.ceil() + f64::from(j)).min(high));
        tried.extend(
            bottom
                .map(|found| found.at)
                .into_iter()
                .chain(whole)
                .filter_map(|kink| Some((kink, self.paying(kink)?))),
        );
        let (best, mut found) = self.first_that_holds(&mut tried)?;
        // Cheaper lines lead to another effort: from the nearest of them on either side back to
        // where they stop to do so.
        for later in [false, true] {
            let nearest = tried
                .iter()
                .filter(|(kink, line)| (*kink > best) == later && line.cost < found.cost)
                .min_by(|a, b| (a.0 - best).abs().total_cmp(&(b.0 - best).abs()));
            if let Some(line) = nearest.and_then(|(kink, _)| self.as_good(best, *kink))
                && line.cost < found.cost
            {
                found = line;
            }
        }
        Some(found)
    }

    /// Lines of a grid of kinks, and of those at which participation just holds.
    fn on_a_grid(&self, last: f64, step: f64) -> Vec<Kinked> {
        let kink = |j: usize| (step * j as f64).min(last);
        let kinks = if last > 0.0 { KINKS } else { 1 };
        let lines: Vec<Option<ListedLine>> = (0..kinks).map(|j| self.at_kink(kink(j))).collect();
        let surplus = |line: &Option<ListedLine>| line.map_or(-1.0, |line| self.surplus(&line));
        let mut grid: Vec<Kinked> = (0..kinks)
            .filter_map(|j| Some((kink(j), lines[j]?)))
            .filter(|(_, line)| self.participates(line))
            .collect();
        for (j, pair) in lines.windows(2).enumerate() {
            if (surplus(&pair[0]) >= 0.0) != (surplus(&pair[1]) >= 0.0) {
                let surplus = |kink: f64| surplus(&self.at_kink(kink));
                let root = find_root(surplus, kink(j), kink(j + 1), 0.0);
                grid.extend(root.ok().and_then(|root| Some((root, self.paying(root)?))));
            }
        }
        grid
    }

    /// The cheapest of these lines that leads to no other effort; they come out sorted by their
    /// cost.
    fn first_that_holds(&self, lines: &mut [Kinked]) -> Option<Kinked> {
        lines.sort_by(|a, b| a.1.cost.total_cmp(&b.1.cost));
        lines.iter().find(|(_, line)| self.holds(line)).copied()
    }

    /// The line between two kinks at which some effort is just as good, where no effort does better
    /// at the first and one does at the other.
    fn as_good(&self, holding: f64, tempting: f64) -> Option<ListedLine> {
        let mut kink = tempting;
        for _ in 0..CUTS {
            let line = self.paying(kink)?;
            let utilities = self.utilities(line.shape, line.slope);
            let Some((effort, _)) = self.tempting(&utilities) else {
                return Some(line);
            };
            let there = self.table.probabilities(effort).ok()?;
            let saved = self.point.cost - self.table.model().cost().cost(effort);
            let gain = |kink: f64| {
                self.at_kink(kink).map_or(f64::NAN, |line| {
                    let utilities = self.utilities(line.shape, line.slope);
                    dot(&there, &utilities) - dot(&self.law.probabilities, &utilities) + saved
                })
            };
            kink = find_root(gain, holding.min(kink), holding.max(kink), 0.0).ok()?;
        }
        None
    }
}
