//! Who is taken for the best where the best are taken for careful.

/// Share of all comparisons (or labels) that the annotators taken as best must hold together.
pub(super) const SHARE: f64 = 0.1;

/// The best annotators, given as (score, annotator): from the largest score down until they hold
/// their share of `total`, of which each holds `held_by`.
///
/// The caller picks them on one half of the data and measures them on the other, both ways: picking
/// and measuring on the same data would count the winner's luck as care.
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
