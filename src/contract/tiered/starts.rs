//! Where the search for thresholds starts.

use super::limit;
use super::offer::Offer;
use super::search::{FEW, Search};
use super::setting::{Law, Setting};

/// Numbers of samples nearby, as factors.
const NEARBY: [f64; 7] = [1.0, 0.8, 1.25, 0.5, 2.0, 0.2, 5.0];

impl Search<'_, '_> {
    /// Offers at these thresholds, at a few efforts.
    pub(super) fn spread(&self, thresholds: &[f64]) -> Vec<Offer> {
        let lowest = self.setting.no_effort();
        let highest = self.setting.full_effort();
        [0.0, 0.5, -0.2, -0.4, -0.6, -0.8]
            .iter()
            .map(|share: &f64| {
                if *share < 0.0 {
                    -share * lowest
                } else {
                    share * highest
                }
            })
            .map(|x| self.offer(x, thresholds.to_vec(), &vec![1.0; self.tiers]))
            .collect()
    }

    /// Bonuses in these proportions that are incentive enough.
    fn offer(&self, x: f64, thresholds: Vec<f64>, shares: &[f64]) -> Offer {
        let marginal = self.setting.point(x).marginal_cost * self.setting.unit;
        let rise: f64 = thresholds
            .iter()
            .zip(shares)
            .map(|(t, share)| share * self.setting.slope(*t, x))
            .sum();
        let unit = if rise > 0.0 {
            marginal / rise
        } else {
            marginal
        };
        // A bonus that no utility pays is cut; the descent raises what is missing.
        let most = self.setting.model().required_utility(1.0);
        let bonuses = shares
            .iter()
            .map(|share| (share * unit).min(most))
            .collect();
        Offer {
            x,
            thresholds,
            bonuses,
        }
    }

    /// Starts: the solution of the limit problem, and with fewer samples guards of several depths
    /// under the spurs of the best grouping.
    pub(super) fn starts(&self) -> Vec<Offer> {
        let setting = &self.setting;
        let mut starts = Vec::new();
        // Where the limit problem is not solved, that of a nearby number of samples serves.
        let limit = NEARBY.iter().find_map(|factor| {
            let near = ((setting.samples as f64 * factor) as u64).max(1);
            let found = limit::descended(setting.first_best, near, self.tiers, false)?;
            let there = Setting::new(setting.first_best, near, Law::Normal);
            let mut start = found.offer;
            for t in &mut start.thresholds {
                *t = setting.mean + (*t - there.mean) / there.deviation * setting.deviation;
            }
            for spur in start.bonuses.iter_mut().skip(1) {
                *spur *= setting.unit / there.unit;
            }
            Some(start)
        });
        if let Some(mut start) = limit {
            for t in &mut start.thresholds {
                *t = self.corrected(*t);
            }
            starts.push(start);
        }
        if setting.samples > FEW && !starts.is_empty() {
            return starts;
        }
        let far = (2.0 * libm::log((setting.samples as f64).max(3.0))).sqrt();
        let depths = [far - 1.5, far - 0.5, 1.0];
        starts.extend(depths.map(|depth| limit::start(setting, self.tiers, depth)));
        starts
    }

    /// The count at which a binomial tail is what the normal one is at `t`, to the order of
    /// Cornish and Fisher: half a count, and (z² − 1)·(1 − 2q)/6 for the skewness.
    fn corrected(&self, t: f64) -> f64 {
        let setting = &self.setting;
        let z = (t - setting.mean) / setting.deviation;
        let q = setting.mean / setting.samples as f64;
        t + 0.5 + (z * z - 1.0) * (1.0 - 2.0 * q) / 6.0
    }
}
