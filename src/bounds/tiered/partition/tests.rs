//! What is bounded is compared with contracts, and with the same quantity in floats.

use super::envelope::{Grid, Line, lines};
use super::piece::{MovingPrices, Piece};
use super::{BOUNDED, Found, prices, proved};
use crate::bounds::EnclosedModel;
use crate::contract::{Class, FirstBest, SecondBest, Threshold};
use crate::input::Source;
use crate::model::Model;
use crate::numerics::{Binomial, Interval};

const ROOT: &str = "[utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n[cost]\nscale = 0.3333333333333333\nexponent = 3.0\n[monitoring]\nscheme = \"expert\"\nkappa = 0.8\n[value]\nslope = 0.40604666666666667\n[reservation]\nutility = 0.3\n";
const CARA: &str = "[utility]\nfamily = \"cara\"\nrisk_aversion = 2.0\n[cost]\nscale = 0.15\nexponent = 2.0\n[monitoring]\nscheme = \"self-consistency\"\nkappa = 0.9\n[value]\nslope = 0.31\n[reservation]\nutility = 0.15\n";

fn model(text: &str) -> Model {
    Model::from_source(&Source::from_text("a.toml", text)).unwrap()
}

fn best(first_best: &FirstBest<'_>, samples: u64, tiers: u32) -> SecondBest {
    let threshold = Threshold::Deterministic;
    let class = Class::Tiered { tiers, threshold };
    class.solve(first_best, samples).unwrap()
}

fn priced(first_best: &FirstBest<'_>, contract: &SecondBest, tiers: usize) -> Found {
    let effort = contract.point.effort;
    prices(first_best, contract, (tiers, effort), contract.gap.total()).unwrap()
}

/// What prices for the effort of a contract prove, and then those for the effort where that is
/// least.
fn least_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    tiers: u32,
    target: f64,
) -> Option<f64> {
    let prove = |effort: f64| proved(first_best, economy, contract, (tiers, effort), target);
    let first = prove(contract.point.effort)?;
    let second = first.next.and_then(prove);
    Some(second.map_or(first.gap, |second| second.gap.max(first.gap)))
}

/// Some standard deviations of the count about the effort of a contract.
fn about(contract: &SecondBest, [from, to]: [f64; 2]) -> Interval {
    let point = &contract.point;
    let unit = 1.0 / (contract.samples as f64 * point.information).sqrt();
    Interval::new(point.effort + from * unit, point.effort + to * unit).unwrap()
}

/// No prices prove that the contracts with the effort of a contract cost more than it does; prices
/// far from the best prove less.
#[test]
fn wrong_prices_prove_less_and_never_too_much() {
    let mut proved = 0;
    for (text, samples, tiers) in [(ROOT, 200, 2), (ROOT, 100_000, 3), (CARA, 5_000, 2)] {
        let model = model(text);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let contract = best(&first_best, samples, tiers);
        let gap = contract.gap.total();
        let found = priced(&first_best, &contract, tiers as usize);
        let grid = Grid::new(samples, BOUNDED[0], &found.places);
        let least = |prices: &MovingPrices, efforts: Interval| {
            let piece = Piece::new(&economy, samples, efforts, prices)?;
            piece.least_gap(tiers, &grid, 1.2 * gap)
        };
        let here = about(&contract, [-1e-3, 1e-3]);
        let right = least(&found.prices, here).unwrap();
        // Rounding, and what the estimate leaves to a proof.
        let most = gap * (1.0 + 1e-6);
        assert!(right <= most && right >= 0.98 * gap, "{right:e} {gap:e}");
        for factors in [
            [1.0, 0.5, 1.0],
            [1.0, 2.0, 1.0],
            [1.0, 1.0, 0.0],
            [1.0, 1.0, 4.0],
            [-9.0, 1.1, 0.7],
        ] {
            let mut wrong = found.prices.clone();
            wrong.participation *= factors[0];
            wrong.incentive *= factors[1];
            for (_, price) in &mut wrong.deviations {
                *price *= factors[2];
            }
            for efforts in [here, about(&contract, [-0.3, 0.2])] {
                if let Some(bound) = least(&wrong, efforts) {
                    assert!(bound <= most, "{factors:?}: {bound:e} {gap:e}");
                    proved += 1;
                }
            }
            let bound = least(&wrong, here).unwrap_or(0.0);
            assert!(
                bound <= right * (1.0 + 1e-3),
                "{factors:?}: {bound:e} {right:e}"
            );
        }
        // A target that a contract stays below is not reached.
        let whole = least_gap(&first_best, &economy, &contract, tiers, 1.1 * gap).unwrap();
        assert!(whole <= most, "{whole:e} {gap:e}");
    }
    assert!(proved >= 20, "{proved}");
}

/// E(x(S) − r)₊ at an effort, in floats.
fn excess(model: &Model, samples: u64, effort: f64, prices: &MovingPrices, r: f64) -> f64 {
    let q = model.monitoring().agreement(effort);
    let law = Binomial::new(samples, q).unwrap();
    let n = samples as f64;
    let terms = (0..=samples).map(|k| {
        let count = k as f64;
        let mut x = prices.participation + prices.incentive * (count - n * q);
        for (place, price) in &prices.deviations {
            let there = match place {
                super::deviation::Place::Ratio(ratio) => ratio * q,
                super::deviation::Place::Effort(e) => model.monitoring().agreement(*e),
            };
            let ratio = count * (there / q).ln() + (n - count) * ((1.0 - there) / (1.0 - q)).ln();
            x += price * (1.0 - ratio.exp());
        }
        law.pmf(k) * (x - r).max(0.0)
    });
    terms.sum()
}

/// The lines lie above M at every effort of their piece; those of its centre alone do not.
#[test]
fn lines_cover_every_effort_of_a_piece() {
    let model = model(ROOT);
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    let contract = best(&first_best, 400, 2);
    let found = priced(&first_best, &contract, 2);
    let grid = Grid::new(400, BOUNDED[1], &found.places);
    let wide = about(&contract, [-0.2, 0.2]);
    let all = |efforts: Interval| {
        let piece = Piece::new(&economy, 400, efforts, &found.prices).unwrap();
        lines(&piece, &grid).unwrap()
    };
    let (covering, alone) = (all(wide), all(Interval::point(wide.midpoint())));
    let at = |lines: &[Line], r: f64| {
        let line = lines.iter().find(|line| r <= line.to).unwrap();
        (line.value - line.fall * Interval::point(r)).upper()
    };
    let mut missed = 0;
    for effort in [wide.lower(), wide.midpoint(), wide.upper()] {
        for i in -40..=40 {
            let r = 0.2 * f64::from(i) * found.prices.incentive * 8.0;
            let exact = excess(&model, 400, effort, &found.prices, r);
            let rounding = 1e-12 * (1.0 + r.abs());
            assert!(at(&covering, r) + rounding >= exact, "{effort} {r:e}");
            missed += usize::from(at(&alone, r) + rounding < exact);
        }
    }
    assert!(missed > 0);
}

/// With many samples the bound is as sharp as is aimed at, whatever the number of tiers.
#[test]
fn many_samples_leave_little() {
    let model = model(ROOT);
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    for (samples, tiers) in [(1_000_000, 2), (1_000_000, 3), (100_000, 5)] {
        let contract = best(&first_best, samples, tiers);
        let gap = contract.gap.total();
        let bound = least_gap(&first_best, &economy, &contract, tiers, gap * (1.0 - 2e-4)).unwrap();
        assert!(
            bound >= gap * (1.0 - 2.5e-4) && bound <= gap,
            "{samples} {tiers}: {bound:e} {gap:e}"
        );
    }
}
