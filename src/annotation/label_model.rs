//! The label model as a generator: items of known certainty, annotators of known effort.

use super::bootstrap::{below, generator};
use super::random::{beta, coin};
use rand_chacha::ChaCha8Rng;

/// How preferences are distributed.
///
/// Item x has preference p(x) ~ Beta(a, a), a = (1/κ − 1)/2, so that E\[(2p − 1)²] = κ. An
/// annotator holds p(x) on an item with probability `shared` and otherwise has a draw of its own
/// from the same law; then κ_s = κ, κ_e = shared·κ (the expert holds p), κ_p = shared²·κ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preferences {
    /// κ_s in (0, 1].
    pub kappa: f64,
    /// Chance that an annotator's preference on an item is the common one.
    pub shared: f64,
}

impl Preferences {
    fn draw(&self, rng: &mut ChaCha8Rng) -> f64 {
        if self.kappa >= 1.0 {
            return f64::from(u8::from(coin(rng, 0.5)));
        }
        let a = 0.5 * (1.0 / self.kappa - 1.0);
        beta(rng, a, a)
    }
}

/// Who labels what.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Preferences.
    pub preferences: Preferences,
    /// Number of items.
    pub items: usize,
    /// Items that each annotator labels, drawn without replacement (at most `items`).
    pub samples: usize,
    /// Each item is labelled twice.
    pub repeats: bool,
    /// Each item has a careful expert's label.
    pub gold: bool,
    /// Seed.
    pub seed: u64,
}

/// One simulated label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimulatedLabel {
    /// Item, below [`Plan::items`].
    pub item: usize,
    /// Annotator, an index into the efforts.
    pub annotator: usize,
    /// Whether the first response is preferred.
    pub label: bool,
    /// The expert's label of the item.
    pub gold: Option<bool>,
}

/// Streams of the generator: items below, annotators above.
const ANNOTATORS: u64 = 1 << 40;

impl Plan {
    /// An item's common preference, and the expert's label of it if there is one.
    pub fn item(&self, item: usize) -> (f64, Option<bool>) {
        let mut rng = generator(self.seed, item as u64);
        let common = self.preferences.draw(&mut rng);
        (common, self.gold.then(|| coin(&mut rng, common)))
    }

    /// Hands every label to `take`, annotator by annotator, repeats next to each other; stops at
    /// its first error.
    pub fn labels<E>(
        &self,
        efforts: &[f64],
        mut take: impl FnMut(SimulatedLabel) -> Result<(), E>,
    ) -> Result<(), E> {
        for (annotator, &effort) in efforts.iter().enumerate() {
            let mut rng = generator(self.seed, ANNOTATORS + annotator as u64);
            for item in choose(&mut rng, self.items, self.samples) {
                let (common, gold) = self.item(item);
                let p = if coin(&mut rng, self.preferences.shared) {
                    common
                } else {
                    self.preferences.draw(&mut rng)
                };
                for _ in 0..if self.repeats { 2 } else { 1 } {
                    let careful = coin(&mut rng, effort);
                    let label = coin(&mut rng, if careful { p } else { 0.5 });
                    take(SimulatedLabel {
                        item,
                        annotator,
                        label,
                        gold,
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// `k` different numbers below `n`, each set equally likely (Floyd), in ascending order.
fn choose(rng: &mut ChaCha8Rng, n: usize, k: usize) -> Vec<usize> {
    let mut chosen = std::collections::BTreeSet::new();
    for top in n.saturating_sub(k)..n {
        let pick = below(rng, top + 1);
        if !chosen.insert(pick) {
            chosen.insert(top);
        }
    }
    chosen.into_iter().collect()
}

/// Efforts of `count` annotators from a Beta law of this mean in (0, 1) and concentration (a + b).
pub fn efforts(count: usize, mean: f64, concentration: f64, seed: u64) -> Vec<f64> {
    let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
    let mut rng = generator(seed, u64::MAX);
    (0..count).map(|_| beta(&mut rng, a, b)).collect()
}
