//! The rows of a table by item, and the clusters of items that are not independent.

use crate::labels::table::{LabelTable, NO_CLUSTER};

/// Rows grouped by item, an item's in the order of annotators, of each annotator in file order.
#[derive(Debug, Clone)]
pub struct ItemIndex {
    rows: Vec<u32>,
    starts: Vec<u32>,
    cluster: Vec<u32>,
    clusters: u32,
    order: Option<Vec<u32>>,
}

impl ItemIndex {
    /// Groups the rows by item (a counting sort) and joins items into clusters.
    ///
    /// Items whose rows share a cluster name belong together, and so on transitively: pairs cut
    /// from one ranking are dependent, and two rankings of the same sentence are dependent through
    /// their common pairs. The connected components are the units that may be taken as independent;
    /// without cluster column each item is one.
    pub fn new(table: &LabelTable) -> Self {
        let items = table.items().len();
        let mut starts = vec![0u32; items + 1];
        for &item in table.item() {
            starts[item as usize + 1] += 1;
        }
        for i in 0..items {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut rows = vec![0u32; table.rows()];
        for (row, &item) in table.item().iter().enumerate() {
            let place = &mut next[item as usize];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        let annotator = table.annotator();
        for (&start, &end) in starts.iter().zip(&starts[1..]) {
            rows[start as usize..end as usize].sort_by_key(|&row| annotator[row as usize]);
        }
        let (cluster, clusters) = components(table);
        let order = ((clusters as usize) < items).then(|| {
            let mut order: Vec<u32> = (0..items as u32).collect();
            order.sort_by_key(|&item| cluster[item as usize]);
            order
        });
        ItemIndex {
            rows,
            starts,
            cluster,
            clusters,
            order,
        }
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.starts.len() - 1
    }

    /// The items, those of one cluster next to each other.
    pub fn by_cluster(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.items()).map(|i| self.order.as_ref().map_or(i, |order| order[i] as usize))
    }

    /// The rows about `item`: by annotator, each annotator's in file order.
    #[inline]
    pub fn rows_of(&self, item: usize) -> &[u32] {
        &self.rows[self.starts[item] as usize..self.starts[item + 1] as usize]
    }

    /// Number of independent clusters of items.
    pub fn clusters(&self) -> usize {
        self.clusters as usize
    }

    /// The cluster of `item`, below [`ItemIndex::clusters`].
    #[inline]
    pub fn cluster_of(&self, item: usize) -> u32 {
        self.cluster[item]
    }

    /// Whether some cluster holds more than one item.
    pub fn is_clustered(&self) -> bool {
        self.clusters() < self.items()
    }
}

/// Component of each item (numbered by first item) and their number.
fn components(table: &LabelTable) -> (Vec<u32>, u32) {
    let items = table.items().len();
    let Some(cluster) = table.cluster() else {
        return ((0..items as u32).collect(), items as u32);
    };
    let mut parent: Vec<u32> = (0..items as u32).collect();
    let mut first = vec![NO_CLUSTER; table.clusters()];
    for (&item, &cluster) in table.item().iter().zip(cluster) {
        if cluster == NO_CLUSTER {
            continue;
        }
        let seen = &mut first[cluster as usize];
        if *seen == NO_CLUSTER {
            *seen = item;
        } else {
            let (a, b) = (root(&mut parent, *seen), root(&mut parent, item));
            // The smaller number wins, so that the result does not depend on the order of the
            // joins.
            parent[a.max(b) as usize] = a.min(b);
        }
    }
    let mut number = vec![NO_CLUSTER; items];
    let mut count = 0;
    let mut of = Vec::with_capacity(items);
    for item in 0..items as u32 {
        let r = root(&mut parent, item) as usize;
        if number[r] == NO_CLUSTER {
            number[r] = count;
            count += 1;
        }
        of.push(number[r]);
    }
    (of, count)
}

/// The root of `i`, halving the path on the way.
fn root(parent: &mut [u32], mut i: u32) -> u32 {
    while parent[i as usize] != i {
        parent[i as usize] = parent[parent[i as usize] as usize];
        i = parent[i as usize];
    }
    i
}
