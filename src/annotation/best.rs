//! Who is taken for the best where the best are taken for careful.

/// Halvings of the data that are averaged over: a single one leaves much to chance, as other people
/// are picked and other labels measured. With eight, what is left of that chance is a third.
pub(super) const SPLITS: u32 = 8;

/// Which half (0 or 1) cluster number `cluster` is in, of halving number `split` (below 64).
///
/// Of clusters 2j and 2j + 1 one is in each half, by bits drawn once for all (SplitMix64 of j), so
/// that halves are equally large, and alike where neighbours in the order of names are.
pub(super) fn half(cluster: u32, split: u32) -> usize {
    let mut bits = u64::from(cluster >> 1)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    ((bits >> split ^ u64::from(cluster)) & 1) as usize
}

/// Share of all comparisons (or labels) that the annotators taken as best must hold together.
pub(super) const SHARE: f64 = 0.1;

/// The best annotators, given as (score, annotator): from the largest score down until they hold
/// their share of `total`, of which each holds `held_by`.
///
/// The caller picks them on one half of the data and measures them on the other, both ways and for
/// each of [`SPLITS`] halvings: picking and measuring on the same data would count the winner's
/// luck as care.
pub(super) fn best(
    mut scored: Vec<(f64, usize)>,
    total: f64,
    held_by: impl Fn(usize) -> f64,
) -> impl Iterator<Item = usize> {
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut held = 0.0;
    scored.into_iter().map(|(_, a)| a).take_while(move |a| {
        let wanted = held < SHARE * total;
        held += held_by(*a);
        wanted
    })
}

#[cfg(test)]
mod tests {
    use super::{SPLITS, half};

    #[test]
    fn halves_are_equally_large_and_no_two_halvings_are_one() {
        let of = |split| -> Vec<usize> { (0..400).map(|cluster| half(cluster, split)).collect() };
        for split in 0..SPLITS {
            assert_eq!(of(split).iter().sum::<usize>(), 200);
            for other in 0..split {
                let (one, two) = (of(split), of(other));
                let same = one.iter().zip(&two).filter(|(a, b)| a == b);
                // 200 pairs that agree or not by even odds: within five standard deviations.
                assert!(same.count().abs_diff(200) < 2 * 36);
            }
        }
    }
}
