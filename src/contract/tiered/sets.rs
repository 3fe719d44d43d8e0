//! Sets of whole thresholds: neighbours, and all of them where they are few.

use super::search::Search;

impl Search<'_, '_> {
    /// One threshold by one count either way, two neighbours together or apart, all together.
    pub(super) fn moves(&self) -> Vec<Vec<f64>> {
        let none = vec![0.0; self.tiers];
        let mut moves = Vec::new();
        for up in [-1.0, 1.0] {
            for i in 0..self.tiers {
                let mut one = none.clone();
                one[i] = up;
                moves.push(one.clone());
                for j in i + 1..self.tiers {
                    for other in [-1.0, 1.0] {
                        let mut two = one.clone();
                        two[j] = other;
                        moves.push(two);
                    }
                }
            }
            if self.tiers > 2 {
                moves.push(vec![up; self.tiers]);
            }
        }
        moves
    }

    pub(super) fn number_of_sets(&self) -> u64 {
        let mut sets = 1_u64;
        for i in 0..self.tiers as u64 {
            let left = self.setting.samples.saturating_sub(i);
            sets = sets.saturating_mul(left) / (i + 1);
        }
        sets
    }

    pub(super) fn every_set(&self) -> Vec<Vec<f64>> {
        let mut sets: Vec<Vec<f64>> = vec![Vec::new()];
        for _ in 0..self.tiers {
            sets = sets
                .into_iter()
                .flat_map(|set| {
                    let from = set.last().map_or(1, |last| *last as u64 + 1);
                    (from..=self.setting.samples).map(move |k| {
                        let mut set = set.clone();
                        set.push(k as f64);
                        set
                    })
                })
                .collect();
        }
        sets
    }
}
