//! Brackets against independent values of 25 digits.

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest};

/// (instance, samples, value) of one quantity in a table of references.
pub fn references(table: &str, quantity: &str) -> Vec<(String, u64, f64)> {
    table
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|field| field[1] == quantity)
        .map(|field| {
            let samples = field[2].parse().unwrap();
            (field[0].to_owned(), samples, field[3].parse().unwrap())
        })
        .collect()
}

/// Brackets every reference of a class with a number of samples that is asked for; returns how many
/// have both ends no further apart than `width` of the value.
///
/// A reference was printed to 25 digits and read as a double, so it may lie half a unit of the last
/// place, 1.2e-16 of it, outside the bracket that holds the exact value.
pub fn inside(
    table: &str,
    class: Class,
    quantity: &str,
    asked_for: impl Fn(u64) -> bool,
    width: f64,
) -> usize {
    let mut narrow = 0;
    for (instance, n, value) in references(table, quantity) {
        if !asked_for(n) {
            continue;
        }
        let model = super::instance(&instance);
        let first_best = FirstBest::of(&model).unwrap();
        let at = format!("{instance}, {quantity}, n = {n}, reference {value:e}");
        let estimate = class
            .solve(&first_best, n)
            .unwrap_or_else(|error| panic!("{at}: {error}"));
        let bracket = bounds::bracket(&first_best, class, &estimate);
        let Some(upper) = bracket.upper() else {
            continue;
        };
        assert!(value <= upper * (1.0 + f64::EPSILON), "{at}: {bracket:?}");
        if let Some(lower) = bracket.lower() {
            assert!(lower * (1.0 - f64::EPSILON) <= value, "{at}: {bracket:?}");
            if upper - lower <= width * value {
                narrow += 1;
            } else {
                println!("wide, {at}: {bracket:?}");
            }
        }
    }
    narrow
}
