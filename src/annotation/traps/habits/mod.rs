//! Labels that do not depend on the item: constant, by position, an own habit.
//!
//! Consistency with oneself is care only if the labels follow the items. With labels ±1, y an
//! annotator's on an item and z the gold or the mean of the peers there, the *association* E\[yz\]
//! − E\[y\]E\[z\] is what agreement says beyond both margins: 0 for every label that ignores the
//! item, however consistent, and κ_e η with an expert whose margins are even.

mod habit;
mod moments;
mod warning;

use crate::annotation::index::ItemIndex;
use crate::labels::table::LabelTable;
use crate::numerics::normal;
use habit::{CHANCE, LEAST};
pub use habit::{Habit, REVERSED, UNTOLD};
use moments::{Follows, Moments};
pub use warning::warn;

/// Least usual association to measure against: below, nobody follows the items.
const USUAL: f64 = 0.1;

/// What is known of one annotator.
#[derive(Debug, Clone, Copy, Default)]
struct Profile {
    gold: Moments,
    peers: Moments,
    /// Labels, sum of their signs.
    labels: u32,
    sum: i64,
    /// Items looked at twice, and those with equal labels.
    repeats: [u32; 2],
    /// The label before, and how often the next differs, by order of rows.
    before: (u32, i32),
    items: u32,
    changes: u32,
}

/// The habit of each annotator whose labels do not depend on the item.
///
/// `doubled` are those whose repeats were left out as copies or a habit: consistent, whichever.
pub fn find(table: &LabelTable, index: &ItemIndex, doubled: &[bool]) -> Vec<Option<Habit>> {
    let mut each = vec![Profile::default(); table.annotators().len()];
    let mut votes: Vec<(u32, i32)> = Vec::new();
    let mut cells: Vec<(u32, i32, u32)> = Vec::new();
    for item in 0..index.items() {
        votes.clear();
        cells.clear();
        let (mut gold, mut total) = (None, 0);
        for &row in index.rows_of(item) {
            let row = row as usize;
            gold = gold.or(table.gold()[row].sign());
            if let Some(sign) = table.label()[row].sign() {
                total += sign;
                votes.push((table.annotator()[row], sign));
            }
        }
        votes.sort_by_key(|v| v.0);
        for group in votes.chunk_by(|x, y| x.0 == y.0) {
            let sum = group.iter().map(|v| v.1).sum();
            cells.push((group[0].0, sum, group.len() as u32));
        }
        let all: u32 = cells.iter().map(|c| c.2).sum();
        for &(annotator, sum, n) in &cells {
            let of = &mut each[annotator as usize];
            let y = f64::from(sum) / f64::from(n);
            of.labels += n;
            of.sum += i64::from(sum);
            if n > 1 {
                of.repeats[0] += 1;
                of.repeats[1] += u32::from(sum.unsigned_abs() == n);
            }
            if let Some(gold) = gold {
                of.gold.add(y, f64::from(gold));
            }
            if all > n {
                of.peers.add(y, f64::from(total - sum) / f64::from(all - n));
            }
        }
    }
    order(table, &mut each);
    // What is usual of those who follow the items at all, few as they may be.
    let z = normal::survival_quantile(CHANCE);
    let usual = |of: fn(&Profile) -> &Moments| {
        let known = each.iter().filter_map(|p| of(p).association());
        let following: Vec<f64> = known
            .clone()
            .filter(|[c, e]| *c > z * e)
            .map(|a| a[0])
            .collect();
        (known.count(), median(following).unwrap_or(0.0))
    };
    let (_, gold) = usual(|p| &p.gold);
    // Of two who disagree, peers do not say who it is.
    let (compared, peers) = usual(|p| &p.peers);
    let own: Vec<f64> = each.iter().filter_map(Profile::own_excess).collect();
    let own = median(own).unwrap_or(0.0);
    each.iter()
        .enumerate()
        .map(|(a, p)| {
            if p.labels < LEAST {
                return None;
            }
            let habit = if p.sum.unsigned_abs() == u64::from(p.labels) {
                Habit::Constant
            } else if p.by_position() {
                Habit::Position
            } else if p.is_consistent() || doubled.get(a) == Some(&true) {
                Habit::Own
            } else {
                return None;
            };
            // Who agrees with oneself more than others do should agree with others more as well.
            let more = match p.own_excess() {
                Some(excess) if own > 0.0 => (excess / own).sqrt().max(1.0),
                _ => 1.0,
            };
            let by_gold = p.gold.follows(habit, gold.max(USUAL) * more);
            // One label throughout is measured by how often others say the same, not by what is
            // usual.
            let tell = peers >= USUAL || habit == Habit::Constant;
            let by_peers = (compared > 2 && tell)
                .then(|| p.peers.follows(habit, peers * more))
                .flatten();
            match (by_gold, by_peers) {
                (Some(Follows::Yes), _) | (_, Some(Follows::Yes)) if habit == Habit::Constant => {
                    Some(Habit::Untold)
                }
                (Some(Follows::Yes), _) | (_, Some(Follows::Yes)) => None,
                // Gold decides before the others, of whom some may be reversed themselves.
                (Some(Follows::Reversed), _) | (None, Some(Follows::Reversed)) => {
                    Some(Habit::Reversed)
                }
                (None, None) if habit == Habit::Own => None,
                _ => Some(habit),
            }
        })
        .collect()
}

fn median(mut of: Vec<f64>) -> Option<f64> {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied()
}

impl Profile {
    /// Excess agreement with oneself; `None` from fewer than [`LEAST`] items seen again.
    fn own_excess(&self) -> Option<f64> {
        let [n, agree] = self.repeats.map(f64::from);
        (n >= f64::from(LEAST)).then(|| (2.0 * agree / n - 1.0).max(0.0))
    }

    /// Whether repeats agree, or one side is chosen, far beyond a coin.
    fn is_consistent(&self) -> bool {
        let beyond = |agree: f64, n: f64| {
            // Four standard errors above one half.
            n >= f64::from(LEAST) && agree - 0.5 * n > 2.0 * n.sqrt()
        };
        let side = 0.5 * (f64::from(self.labels) + self.sum.unsigned_abs() as f64);
        beyond(f64::from(self.repeats[1]), f64::from(self.repeats[0]))
            || beyond(side, f64::from(self.labels))
    }

    /// Whether labels alternate (or repeat in another short pattern) beyond chance.
    fn by_position(&self) -> bool {
        let n = f64::from(self.items.saturating_sub(1));
        let mean = self.sum as f64 / f64::from(self.labels.max(1));
        let chance = 0.5 * (1.0 - mean * mean);
        // Five standard errors more changes than by chance.
        n >= 20.0
            && f64::from(self.changes) - n * chance > 5.0 * (n * chance * (1.0 - chance)).sqrt()
    }
}

/// Counts, in the order of the rows, how often an annotator's label differs from that of the item
/// before.
fn order(table: &LabelTable, each: &mut [Profile]) {
    const NONE: u32 = u32::MAX;
    for profile in each.iter_mut() {
        profile.before = (NONE, 0);
    }
    for row in 0..table.rows() {
        let Some(sign) = table.label()[row].sign() else {
            continue;
        };
        let of = &mut each[table.annotator()[row] as usize];
        let item = table.item()[row];
        if of.before.0 == item {
            continue;
        }
        of.items += 1;
        of.changes += u32::from(of.before.0 != NONE && of.before.1 != sign);
        of.before = (item, sign);
    }
}
