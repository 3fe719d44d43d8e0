//! Agreement counts against counting every pair, and against a small file worked by hand.

use firstbest::annotation::agreement::Agreement;
use firstbest::annotation::index::ItemIndex;
use firstbest::annotation::sums::Sums;
use firstbest::labels::{Label, LabelTable, Row};
use quickcheck::quickcheck;

fn table(rows: &[(u8, u8, u8, u8, Option<u8>)]) -> LabelTable {
    let mut table = LabelTable::default();
    let label =
        |code: u8| [Label::First, Label::Second, Label::Tie, Label::Missing][usize::from(code % 4)];
    for &(item, annotator, code, gold, cluster) in rows {
        let cluster = cluster.map(|c| format!("c{}", c % 6));
        table
            .push(Row {
                item: format!("i{}", item % 5).as_bytes(),
                annotator: format!("a{}", annotator % 4).as_bytes(),
                label: label(code),
                gold: label(gold),
                cluster: cluster.as_ref().map(|c| c.as_bytes()),
            })
            .unwrap();
    }
    table
}

/// [own, expert, peers] by comparing every pair of rows.
fn by_pairs(table: &LabelTable) -> [Agreement; 3] {
    let mut sums = [Agreement::default(); 3];
    for r in 0..table.rows() {
        let Some(sign) = table.label()[r].sign() else {
            continue;
        };
        if let Some(gold) = table.gold()[r].sign() {
            sums[1].add(u64::from(gold == sign), 1);
        }
        for s in 0..r {
            let Some(other) = table.label()[s].sign() else {
                continue;
            };
            if table.item()[r] != table.item()[s] {
                continue;
            }
            let own = table.annotator()[r] == table.annotator()[s];
            sums[if own { 0 } else { 2 }].add(u64::from(other == sign), 1);
        }
    }
    sums
}

quickcheck! {
    fn sums_count_every_pair_once(rows: Vec<(u8, u8, u8, u8, Option<u8>)>) -> bool {
        let table = table(&rows);
        let index = ItemIndex::new(&table);
        let sums = Sums::new(&table, &index);
        let total = [sums.total.own, sums.total.expert, sums.total.peers].map(|c| c.agreement);
        let each = sums.each.iter().fold([Agreement::default(); 3], |mut t, a| {
            for (t, c) in t.iter_mut().zip([a.own, a.expert, a.peers]) {
                t.add(c.agreement.agree, c.agreement.pairs);
            }
            t
        });
        let pairs = by_pairs(&table);
        // A pair of peers stands in the sums of both.
        total == pairs
            && each[..2] == pairs[..2]
            && each[2].agree == 2 * pairs[2].agree
            && each[2].pairs == 2 * pairs[2].pairs
    }

    /// Items are joined exactly if a chain of common clusters joins them.
    fn clusters_are_connected_components(rows: Vec<(u8, u8, u8, u8, Option<u8>)>) -> bool {
        let table = table(&rows);
        let index = ItemIndex::new(&table);
        // Reachability by repeated relaxation over pairs of rows.
        let n = table.items().len();
        let mut component: Vec<usize> = (0..n).collect();
        for _ in 0..n {
            for (r, a) in rows.iter().enumerate() {
                for (s, b) in rows.iter().enumerate() {
                    let same = matches!((a.4, b.4), (Some(x), Some(y)) if x % 6 == y % 6);
                    if same {
                        let (i, j) = (table.item()[r] as usize, table.item()[s] as usize);
                        let least = component[i].min(component[j]);
                        (component[i], component[j]) = (least, least);
                    }
                }
            }
        }
        (0..n).all(|i| (0..n).all(|j| {
            (component[i] == component[j]) == (index.cluster_of(i) == index.cluster_of(j))
        }))
    }
}

#[test]
fn a_small_file_by_hand() {
    // a0 on i0: 1, 1, 0 gives 3 own pairs, one of which agrees; a1 on i0: 1 agrees with two of
    // three.
    let rows = [
        (0, 0, 0, 3, None),
        (0, 0, 0, 3, None),
        (0, 0, 1, 0, None),
        (0, 1, 0, 0, None),
        (0, 1, 2, 0, None),
    ];
    let table = table(&rows);
    let sums = Sums::new(&table, &ItemIndex::new(&table));
    assert_eq!(sums.total.own.agreement, Agreement { agree: 1, pairs: 3 });
    assert_eq!(sums.total.peers.agreement, Agreement { agree: 2, pairs: 3 });
    assert_eq!(
        sums.total.expert.agreement,
        Agreement { agree: 1, pairs: 2 }
    );
}
