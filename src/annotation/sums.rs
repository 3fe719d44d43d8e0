//! Agreement sums by annotator and by independent cluster, in one pass over the table.

use super::agreement::{Agreement, Agreements, for_each_cell};
use super::index::ItemIndex;
use super::interval::Clustered;
use crate::labels::table::LabelTable;

/// The three kinds of comparison with their clusters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClusteredAgreements {
    /// With oneself.
    pub own: Clustered,
    /// With the expert.
    pub expert: Clustered,
    /// With peers.
    pub peers: Clustered,
}

/// All of a table's agreement sums.
#[derive(Debug, Clone)]
pub struct Sums {
    /// Of everybody together; each pair of peers counts once.
    pub total: ClusteredAgreements,
    /// Of each annotator; each pair of peers counts for both.
    pub each: Vec<ClusteredAgreements>,
}

/// Sums of a cluster still being read.
#[derive(Clone, Copy, Default)]
struct Open {
    cluster: u32,
    sums: [Agreement; 3],
}

impl Open {
    fn add(&mut self, cell: &Agreements) {
        for (sum, part) in self
            .sums
            .iter_mut()
            .zip([cell.own, cell.expert, cell.peers])
        {
            sum.add(part.agree, part.pairs);
        }
    }

    fn close(&mut self, into: &mut ClusteredAgreements, share: u64) {
        let [own, expert, peers] = self.sums;
        into.own.add_cluster(own.agree, own.pairs);
        into.expert.add_cluster(expert.agree, expert.pairs);
        into.peers
            .add_cluster(peers.agree / share, peers.pairs / share);
        self.sums = Default::default();
    }
}

impl Sums {
    /// Counts agreements cluster by cluster.
    pub fn new(table: &LabelTable, index: &ItemIndex) -> Self {
        let mut sums = Sums {
            total: ClusteredAgreements::default(),
            each: vec![ClusteredAgreements::default(); table.annotators().len()],
        };
        let mut open = vec![Open::default(); table.annotators().len()];
        let mut whole = Open::default();
        for_each_cell(table, index, |item, annotator, cell| {
            let cluster = index.cluster_of(item);
            if whole.cluster != cluster {
                whole.close(&mut sums.total, 2);
                whole.cluster = cluster;
            }
            whole.add(cell);
            let one = &mut open[annotator as usize];
            if one.cluster != cluster {
                one.close(&mut sums.each[annotator as usize], 1);
                one.cluster = cluster;
            }
            one.add(cell);
        });
        whole.close(&mut sums.total, 2);
        for (one, into) in open.iter_mut().zip(&mut sums.each) {
            one.close(into, 1);
        }
        sums
    }
}
