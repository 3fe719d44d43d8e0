//! Enclosures on pieces of efforts against the estimates inside them, and against difference
//! quotients.

use super::line::{Lines, PayBox, Piece};
use super::price_line::PriceLine;
use super::*;
use crate::contract::{Class, FirstBest, Terms};
use crate::model::Model;
use std::path::Path;

/// Square roots, where u′(w_min) = ∞; a bounded u′; u = w^0.3 under self-consistency.
const MODELS: [&str; 3] = ["a", "cara", "power_self"];

fn model(name: &str) -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Model::read(&root.join(format!("figures/models/{name}.toml"))).unwrap()
}

/// Efforts around the best one, near enough for a line to exist.
fn efforts(best: f64) -> impl Iterator<Item = f64> {
    [-0.08, -0.031, -0.01, 0.0, 0.004, 0.02, 0.06]
        .into_iter()
        .map(move |change| best + change)
}

#[test]
fn a_box_holds_the_lines_of_its_piece() {
    for name in MODELS {
        let model = model(name);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let mut found = 0;
        for n in [5, 10, 100] {
            let best = Class::Linear.solve(&first_best, n).unwrap();
            let lines = Lines::near(&first_best, &economy, &best);
            for effort in efforts(best.point.effort) {
                for half in [0.0, 1e-6, 3e-4, 4e-3] {
                    let piece = Interval::new(effort - half, effort + half).unwrap();
                    let piece = Piece::new(&economy, n, piece).unwrap();
                    let Some(pay) = lines.enclose(&piece) else {
                        continue;
                    };
                    found += 1;
                    for share in [-1.0, -0.4, 0.0, 0.7, 1.0] {
                        let inside = effort + share * half;
                        let Some([level, slope]) = lines.guess(inside) else {
                            continue;
                        };
                        // The estimate's residual is 1e-14 of terms of order 1, and it is a
                        // rounding from the effort meant; next to w_min, where the residual may
                        // stay at 1e-11, a tenth of a percent of that remains.
                        let slack = if half == 0.0 { 1e-9 } else { 1e-11 };
                        let slack = Interval::new(-slack, slack).unwrap();
                        let at =
                            format!("{name}, n = {n}, effort {inside}: {pay:?} {level} {slope}");
                        assert!((pay.level + slack).contains(level), "{at}");
                        assert!((pay.slope + slack).contains(slope), "{at}");
                        if let Some((k, pinned)) = pay.pin {
                            let line = level + slope * lines.place(k).midpoint();
                            assert!((pinned + slack).contains(line), "{at}, pin");
                        }
                    }
                }
            }
        }
        // Of 84 pieces; the longest may be too long, and where a count reaches w_min the estimate
        // may fail.
        assert!(found >= 60, "{name}: {found}");
    }
}

#[test]
fn the_slope_of_the_gap_holds_difference_quotients() {
    for name in MODELS {
        let model = model(name);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let mut found = 0;
        for n in [10, 60] {
            let best = Class::Linear.solve(&first_best, n).unwrap();
            let lines = Lines::near(&first_best, &economy, &best);
            let gap = |effort: f64| -> Option<Interval> {
                let piece = Piece::new(&economy, n, Interval::point(effort))?;
                lines.gap(effort, &piece.law, &lines.enclose(&piece)?)
            };
            for effort in efforts(best.point.effort) {
                let half = 1e-3;
                let (low, high) = (effort - half, effort + half);
                let piece = Piece::new(&economy, n, Interval::new(low, high).unwrap()).unwrap();
                let slope = lines
                    .enclose(&piece)
                    .and_then(|pay| lines.gap_slope(&piece, &pay));
                let (Some(slope), Some(a), Some(b)) = (slope, gap(low), gap(high)) else {
                    continue;
                };
                // Mean value theorem: the quotient is a value of the derivative.
                let quotient = (b - a) / (Interval::point(high) - Interval::point(low));
                let at = format!("{name}, n = {n}, effort {effort}: {slope:?} {quotient:?}");
                assert!(slope.intersection(quotient).is_some(), "{at}");
                found += 1;
            }
        }
        assert!(found >= 8, "{name}: {found}");
    }
}

#[test]
fn a_line_of_prices_bounds_the_best_contract_of_every_effort() {
    for name in MODELS {
        let model = model(name);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for n in [3, 20, 300] {
            let best = Class::General.solve(&first_best, n).unwrap();
            let Terms::General(terms) = &best.terms else {
                panic!("not a general contract")
            };
            let effort = best.point.effort;
            let prices = Prices::of(&economy, &best, terms).unwrap();
            let local = CountExpansion::new(&economy, n, Interval::point(effort)).unwrap();
            let line = PriceLine::new(&local, effort, &prices).unwrap();
            let gap = best.gap.total();
            let sharp = line.least_gap(Interval::point(effort)).unwrap();
            // Strong duality at the estimate's own effort, whose prices are right to 1e-8 or so: of
            // second order.
            assert!(
                (sharp / gap - 1.0).abs() < 1e-9,
                "{name}, {n}: {sharp:e} {gap:e}"
            );
            for change in [-0.05, -0.01, 0.002, 0.03] {
                let at = first_best.at(effort + change - first_best.effort());
                let Ok(other) = crate::contract::general::dual::implement(&model, n, &at, &[])
                else {
                    continue;
                };
                let cost = other.gap(at.loss).total();
                let wide = Interval::new(at.effort - 1e-3, at.effort + 1e-3).unwrap();
                for piece in [Interval::point(at.effort), wide] {
                    if let Some(bound) = line.least_gap(piece) {
                        // The dual is right to a relative 1e-9.
                        assert!(
                            bound <= cost * (1.0 + 1e-8),
                            "{name}, {n}: {bound:e} {cost:e}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn utility_is_enclosed_at_and_next_to_the_least_wage() {
    let model = model("a");
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    let best = Class::Linear.solve(&first_best, 10).unwrap();
    let lines = Lines::near(&first_best, &economy, &best);
    for (low, high) in [
        (-1.0, -0.5),
        (-1e-3, 1e-4),
        (0.0, 1e-12),
        (1e-12, 2e-12),
        (0.25, 0.25 + 1e-12),
    ] {
        let line = Interval::new(low, high).unwrap();
        let utility = lines.utility_of(line).unwrap();
        // u = √max(0, w).
        for wage in [low, 0.5 * (low + high), high] {
            let exact = f64::max(wage, 0.0).sqrt();
            assert!(utility.widened().contains(exact), "{line:?}: {utility:?}");
        }
        assert!(utility.width() <= f64::max(high, 0.0).sqrt() - f64::max(low, 0.0).sqrt() + 3e-12);
    }
    let pay = PayBox {
        level: Interval::point(0.2),
        slope: Interval::point(0.1),
        pin: None,
    };
    assert!(lines.largest_utility(&pay).unwrap() >= 0.2_f64.sqrt());
}
