//! Agreement beyond that of the margins, with its error from between items.

use super::space::Space;
use crate::annotation::basis::Scheme;
use crate::annotation::best::half;
use crate::annotation::index::ItemIndex;
use crate::labels::table::{LabelTable, NO_CLASS};

/// Which clusters of items take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// One half (0 or 1) of a halving, which comes first.
    Half(u32, usize),
}

/// One annotator against one standard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Association {
    /// E⟨y, z⟩ − ⟨Ey, Ez⟩, without its bias.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Items compared.
    pub items: u64,
    /// Independent clusters that they come from.
    pub clusters: u64,
    /// Comparisons.
    pub pairs: u64,
    /// Mean ⟨y, z⟩ with its standard error from between clusters.
    pub share: f64,
    pub share_error: f64,
}

/// All of one annotator.
#[derive(Debug, Clone, Default)]
pub(crate) struct All {
    own: Option<Association>,
    expert: Option<Association>,
    peers: Option<Association>,
    /// Labels.
    pub labels: u64,
    /// Whether they are all the same.
    pub constant: bool,
}

impl All {
    pub fn of(&self, scheme: Scheme) -> Option<Association> {
        match scheme {
            Scheme::SelfConsistency => self.own,
            Scheme::Expert => self.expert,
            Scheme::Peers => self.peers,
        }
    }
}

/// Sums over items: of ⟨y, z⟩, of both vectors, and, once the means are known, of the influences.
#[derive(Clone, Default)]
struct Sums {
    items: f64,
    pairs: u64,
    product: f64,
    share: f64,
    y: Vec<f64>,
    z: Vec<f64>,
    /// Σ⟨y, z⟩ of the vectors, for the bias of the product of the means.
    vectors: f64,
    cluster: u32,
    open: f64,
    influence: f64,
    /// Departures of the agreement from its mean: of the open cluster, and squared of the others.
    open_share: f64,
    share_squares: f64,
    clusters: f64,
}

const KINDS: usize = 3;

/// Clusters of the usual variation that every annotator's error counts besides its own: of two or
/// three items that happen to agree nobody is known exactly.
const PRIOR: f64 = 2.0;

/// What one item says of one annotator by one kind of comparison.
struct Seen<'s> {
    kind: usize,
    annotator: usize,
    cluster: u32,
    /// Mean inner product of the labels' vectors.
    product: f64,
    /// Mean agreement, 1 − ½|y − z|².
    share: f64,
    pairs: u64,
    y: &'s [f64],
    z: &'s [f64],
}

/// The associations of all annotators.
pub(crate) fn associations(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
    part: Part,
) -> Vec<All> {
    let annotators = table.annotators().len();
    let mut sums: Vec<[Sums; KINDS]> = vec![Default::default(); annotators];
    let mut all = vec![All::default(); annotators];
    let mut first = vec![NO_CLASS; annotators];
    for (&[class, _], &a) in table.class().unwrap_or(&[]).iter().zip(table.annotator()) {
        if class != NO_CLASS {
            let a = a as usize;
            all[a].constant = all[a].labels == 0 || (all[a].constant && first[a] == class);
            all[a].labels += 1;
            first[a] = class;
        }
    }
    let length = space.length();
    each(table, index, space, part, |seen| {
        let s = &mut sums[seen.annotator][seen.kind];
        if s.y.is_empty() {
            (s.y, s.z) = (vec![0.0; length], vec![0.0; length]);
        }
        s.items += 1.0;
        s.pairs += seen.pairs;
        s.product += seen.product;
        s.share += seen.share;
        let mut inner = 0.0;
        for i in 0..length {
            s.y[i] += seen.y[i];
            s.z[i] += seen.z[i];
            inner += seen.y[i] * seen.z[i];
        }
        // With oneself both vectors are the mean of the looks.
        s.vectors += inner;
    });
    for s in sums.iter_mut().flatten() {
        s.cluster = u32::MAX;
    }
    each(table, index, space, part, |seen| {
        let s = &mut sums[seen.annotator][seen.kind];
        let n = s.items;
        let mut margins = 0.0;
        for i in 0..length {
            let (my, mz) = (s.y[i] / n, s.z[i] / n);
            margins += mz * (seen.y[i] - my) + my * (seen.z[i] - mz);
        }
        let influence = seen.product - s.product / n - margins;
        if s.cluster != seen.cluster {
            s.influence += s.open * s.open;
            s.share_squares += s.open_share * s.open_share;
            (s.open, s.open_share) = (0.0, 0.0);
            s.clusters += 1.0;
            s.cluster = seen.cluster;
        }
        s.open += influence;
        s.open_share += seen.share - s.share / n;
    });
    let usual: [f64; KINDS] = std::array::from_fn(|kind| {
        let of = |f: fn(&Sums) -> f64| sums.iter().map(|s| f(&s[kind])).sum::<f64>();
        of(Sums::squares) / of(|s| s.clusters).max(1.0)
    });
    let one = space.variation();
    for (all, sums) in all.iter_mut().zip(&sums) {
        let [own, expert, peers] = std::array::from_fn(|kind| sums[kind].close(usual[kind], one));
        (all.own, all.expert, all.peers) = (own, expert, peers);
    }
    all
}

impl Sums {
    /// Σ of the clusters' squared influences.
    fn squares(&self) -> f64 {
        self.influence + self.open * self.open
    }

    /// The association; to its squared influences come [`PRIOR`] clusters of the `usual` one, and
    /// one disagreement more, of size `one`, so that labels without any are not free of error.
    fn close(&self, usual: f64, one: f64) -> Option<Association> {
        let (n, c) = (self.items, self.clusters);
        if c < 2.0 {
            return None;
        }
        let inner: f64 = self.y.iter().zip(&self.z).map(|(y, z)| y * z).sum();
        // ⟨Ey, Ez⟩ from pairs of different items.
        let margins = (inner - self.vectors) / (n * (n - 1.0));
        let share = self.share / n;
        let squares = self.share_squares + self.open_share * self.open_share;
        let mean = (self.squares() + PRIOR * usual + one * one) / (c + PRIOR);
        Some(Association {
            value: self.product / n - margins,
            error: (mean * c * c / (c - 1.0)).sqrt() / n,
            items: n as u64,
            clusters: c as u64,
            pairs: self.pairs,
            share,
            share_error: (squares * c / (c - 1.0)).sqrt() / n,
        })
    }
}

/// Agreement of one kind, of all annotators together.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pooled {
    /// Comparisons, each pair of peers once.
    pub pairs: u64,
    /// Independent clusters of items that they come from.
    pub clusters: u64,
    /// Mean ⟨y, z⟩ over comparisons.
    pub share: f64,
    /// Its variance, from between clusters: labels of one item by several annotators depend on each
    /// other.
    pub variance: f64,
    /// Of the open cluster, and squared of all: sums of ⟨y, z⟩ and comparisons.
    open: (u32, [f64; 2]),
    sums: [f64; 2],
    squares: [f64; 3],
}

impl Pooled {
    fn close_cluster(&mut self) {
        let [s, n] = std::mem::take(&mut self.open.1);
        if n > 0.0 {
            self.clusters += 1;
            self.sums = [self.sums[0] + s, self.sums[1] + n];
            let [ss, sn, nn] = self.squares;
            self.squares = [ss + s * s, sn + s * n, nn + n * n];
        }
    }

    fn close(mut self, peers: bool) -> Option<Self> {
        self.close_cluster();
        let [s, n] = self.sums;
        if n <= 0.0 {
            return None;
        }
        // A pair of peers stands in both their sums.
        self.pairs /= if peers { 2 } else { 1 };
        self.share = s / n;
        let (q, c) = (self.share, self.clusters as f64);
        let [ss, sn, nn] = self.squares;
        let sum = (ss - 2.0 * q * sn + q * q * nn).max(0.0);
        self.variance = if c > 1.0 {
            sum * c / (c - 1.0) / (n * n)
        } else {
            q * (1.0 - q)
        };
        Some(self)
    }
}

/// Agreement of all annotators together, by kind.
pub(crate) fn pooled(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
) -> [Option<Pooled>; KINDS] {
    let mut pools = [Pooled::default(); KINDS];
    each(table, index, space, Part::Whole, |seen| {
        let pool = &mut pools[seen.kind];
        if pool.open.0 != seen.cluster {
            pool.close_cluster();
            pool.open.0 = seen.cluster;
        }
        let n = seen.pairs as f64;
        pool.open.1[0] += n * seen.share;
        pool.open.1[1] += n;
        pool.pairs += seen.pairs;
    });
    let [own, expert, peers] = pools;
    [own.close(false), expert.close(false), peers.close(true)]
}

/// Calls `visit` for each annotator's labels of each item, by each kind of comparison.
fn each(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
    part: Part,
    mut visit: impl FnMut(Seen<'_>),
) {
    let class = table.class().unwrap_or(&[]);
    let length = space.length();
    let mut votes: Vec<(u32, u16)> = Vec::new();
    let (mut total, mut y, mut z) = (vec![0.0; length], vec![0.0; length], vec![0.0; length]);
    for item in index.by_cluster() {
        let cluster = index.cluster_of(item);
        if matches!(part, Part::Half(split, side) if half(cluster, split) != side) {
            continue;
        }
        votes.clear();
        let (mut gold, mut square) = (NO_CLASS, 0.0);
        total.fill(0.0);
        for &row in index.rows_of(item) {
            let [label, expert] = class[row as usize];
            if gold == NO_CLASS {
                gold = expert;
            }
            if label != NO_CLASS {
                votes.push((table.annotator()[row as usize], label));
                space.add(&mut total, label, 1.0);
                square += space.square(label);
            }
        }
        votes.sort_unstable();
        let all = votes.len() as f64;
        let mut start = 0;
        while start < votes.len() {
            let annotator = votes[start].0;
            let own = votes[start..]
                .iter()
                .take_while(|v| v.0 == annotator)
                .count();
            let mine = &votes[start..start + own];
            let m = own as f64;
            y.fill(0.0);
            mine.iter().for_each(|v| space.add(&mut y, v.1, 1.0 / m));
            let squares: f64 = mine.iter().map(|v| space.square(v.1)).sum();
            let mut seen = |kind, product: f64, of_z: f64, pairs, z: &[f64]| {
                visit(Seen {
                    kind,
                    annotator: annotator as usize,
                    cluster,
                    product,
                    share: product + 1.0 - 0.5 * (squares / m + of_z),
                    pairs,
                    y: &y,
                    z,
                });
            };
            let inner = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            if own > 1 {
                let product = (m * m * inner(&y, &y) - squares) / (m * (m - 1.0));
                seen(0, product, squares / m, (own * (own - 1) / 2) as u64, &y);
            }
            if gold != NO_CLASS {
                z.fill(0.0);
                space.add(&mut z, gold, 1.0);
                seen(1, inner(&y, &z), space.square(gold), own as u64, &z);
            }
            if all > m {
                let others = all - m;
                for i in 0..length {
                    z[i] = (total[i] - m * y[i]) / others;
                }
                let of_z = (square - squares) / others;
                seen(2, inner(&y, &z), of_z, (m * others) as u64, &z);
            }
            start += own;
        }
    }
}

/// η√D of each annotator from its association with the mean of its peers: divided by their mean
/// score, which is found with it by turns.
pub(crate) fn scores(
    table: &LabelTable,
    index: &ItemIndex,
    all: &[All],
) -> Vec<Option<Association>> {
    let class = table.class().unwrap_or(&[]);
    let known: Vec<f64> = all.iter().filter_map(|a| Some(a.peers?.value)).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    let start = mean.max(1e-6).sqrt();
    let mut x: Vec<f64> = all.iter().map(|_| start).collect();
    let mut others = vec![start; all.len()];
    let mut who: Vec<usize> = Vec::new();
    for _ in 0..30 {
        let mut sums = vec![[0.0; 2]; all.len()];
        for item in 0..index.items() {
            who.clear();
            let rows = index.rows_of(item).iter().map(|&r| r as usize);
            let labelled = rows.filter(|&r| class[r][0] != NO_CLASS);
            who.extend(labelled.map(|r| table.annotator()[r] as usize));
            who.sort_unstable();
            let all = who.len() as f64;
            let sum: f64 = who.iter().map(|&a| x[a]).sum();
            // Once an item, and without any of one's own labels, as the association is taken.
            for own in who.chunk_by(|a, b| a == b) {
                let (a, m) = (own[0], own.len() as f64);
                if all > m {
                    sums[a][0] += (sum - m * x[a]) / (all - m);
                    sums[a][1] += 1.0;
                }
            }
        }
        let mut moved: f64 = 0.0;
        for (a, [sum, n]) in sums.into_iter().enumerate() {
            let Some(peers) = all[a].peers.filter(|_| n > 0.0) else {
                continue;
            };
            others[a] = (sum / n).max(1e-3);
            // Drawn towards the mean, the more so the fewer the items; half a step at a time.
            let next = (peers.value / others[a]).clamp(0.0, 2.0);
            let w = peers.items as f64 / (peers.items as f64 + 20.0);
            let next = 0.5 * (x[a] + w * next + (1.0 - w) * start);
            moved = moved.max((next - x[a]).abs());
            x[a] = next;
        }
        if moved < 1e-8 {
            break;
        }
    }
    all.iter()
        .zip(others)
        .map(|(a, other)| {
            a.peers.map(|p| Association {
                value: p.value / other,
                error: p.error / other,
                ..p
            })
        })
        .collect()
}
