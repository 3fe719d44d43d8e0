//! Agreement beyond that of the margins, with its error from between items.

use super::comparisons::{KINDS, Part, Seen, each};
use super::space::Space;
use crate::annotation::basis::Scheme;
use crate::annotation::index::ItemIndex;
use crate::labels::table::{LabelTable, NO_CLASS};

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
    pub(super) peers: Option<Association>,
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

/// Clusters of the usual variation that every annotator's error counts besides its own: of two or
/// three items that happen to agree nobody is known exactly.
const PRIOR: f64 = 2.0;

/// The associations of all annotators.
pub(crate) fn associations(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
    part: Part,
) -> Vec<All> {
    let annotators = table.annotators().len();
    let mut sums: Vec<[Sums; KINDS]> = vec![Default::default(); annotators];
    let mut all = counted(table);
    each(table, index, space, part, |seen| {
        sums[seen.annotator][seen.kind].add(&seen);
    });
    for s in sums.iter_mut().flatten() {
        s.cluster = u32::MAX;
    }
    each(table, index, space, part, |seen| {
        sums[seen.annotator][seen.kind].add_influence(&seen);
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

/// How many labels each annotator gave, and whether all are the same.
fn counted(table: &LabelTable) -> Vec<All> {
    let annotators = table.annotators().len();
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
    all
}

impl Sums {
    /// Counts an item in.
    fn add(&mut self, seen: &Seen<'_>) {
        let length = seen.y.len();
        if self.y.is_empty() {
            (self.y, self.z) = (vec![0.0; length], vec![0.0; length]);
        }
        self.items += 1.0;
        self.pairs += seen.pairs;
        self.product += seen.product;
        self.share += seen.share;
        let mut inner = 0.0;
        for i in 0..length {
            self.y[i] += seen.y[i];
            self.z[i] += seen.z[i];
            inner += seen.y[i] * seen.z[i];
        }
        // With oneself both vectors are the mean of the looks.
        self.vectors += inner;
    }

    /// Counts an item's influence in, all items having been added: the items of a cluster come one
    /// after the other.
    fn add_influence(&mut self, seen: &Seen<'_>) {
        let n = self.items;
        let mut margins = 0.0;
        for i in 0..seen.y.len() {
            let (my, mz) = (self.y[i] / n, self.z[i] / n);
            margins += mz * (seen.y[i] - my) + my * (seen.z[i] - mz);
        }
        let influence = seen.product - self.product / n - margins;
        if self.cluster != seen.cluster {
            self.influence += self.open * self.open;
            self.share_squares += self.open_share * self.open_share;
            (self.open, self.open_share) = (0.0, 0.0);
            self.clusters += 1.0;
            self.cluster = seen.cluster;
        }
        self.open += influence;
        self.open_share += seen.share - self.share / n;
    }

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
