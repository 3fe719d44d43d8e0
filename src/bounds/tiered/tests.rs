//! A bound of a box holds at every offer inside it.

use super::lagrangian::{Lagrangian, Prices};
use super::offers::Offers;
use super::prices::Pricing;
use super::tails::{Range, Tails};
use crate::bounds::EnclosedModel;
use crate::contract::FirstBest;
use crate::input::Source;
use crate::model::Model;
use crate::numerics::Interval;

const MODELS: [&str; 2] = [
    "[utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n[cost]\nscale = 0.3333333333333333\nexponent = 3.0\n[monitoring]\nscheme = \"expert\"\nkappa = 0.8\n[value]\nslope = 0.4060093333333333\n[reservation]\nutility = 0.3\n",
    "[utility]\nfamily = \"cara\"\nrisk_aversion = 2.0\n[cost]\nscale = 0.15\nexponent = 2.0\n[monitoring]\nscheme = \"self-consistency\"\nkappa = 0.9\n[value]\nslope = 0.31\n[reservation]\nutility = 0.15\n",
];

/// Numbers between 0 and 1 (the multiplicative generator of Lehmer).
struct Shares(u64);

impl Shares {
    fn next(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }
}

#[test]
fn what_holds_for_a_box_holds_inside_it() {
    let mut shares = Shares(17);
    let (mut first, mut second) = (0, 0);
    for text in MODELS {
        let model = Model::from_source(&Source::from_text("a.toml", text)).unwrap();
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for samples in [60_u64, 2_000] {
            let n = samples as f64;
            let point = first_best.at(0.0);
            let deviation = (n * point.agreement * (1.0 - point.agreement)).sqrt();
            let unit = 1.0 / (n * point.information).sqrt();
            let tails = Tails::new(&economy, samples);
            let lagrangian = Lagrangian::new(&tails);
            let pricing = Pricing::new(
                &model,
                samples,
                1.0 / n,
                vec![0.0, (point.effort - 3.0 * unit).max(0.01)],
            );
            for round in 0..30 {
                let wide = [0.02, 0.2, 1.0][round % 3];
                let low = point.effort + (shares.next() - 0.5) * unit;
                let efforts = Interval::new(low, (low + wide * unit).min(0.999)).unwrap();
                let mut from = n * point.agreement - (1.0 + 2.5 * shares.next()) * deviation;
                let mut thresholds = Vec::new();
                for _ in 0..2 {
                    let high = (from + wide * deviation).ceil().min(n);
                    thresholds.push(Range {
                        low: from.clamp(1.0, high) as u64,
                        high: high as u64,
                    });
                    from = high + 1.0 + shares.next() * deviation;
                }
                let offers = Offers {
                    efforts,
                    thresholds,
                };
                let middle = efforts.midpoint();
                let centre: Vec<u64> = offers
                    .thresholds
                    .iter()
                    .map(|r| (r.low + r.high) / 2)
                    .collect();
                let Some(prices) = pricing.at(efforts, &centre) else {
                    continue;
                };
                let groups = lagrangian.groups(&offers, &prices);
                let about = groups.and_then(|groups| {
                    lagrangian.about(&offers, (middle, &centre), &prices, &groups)
                });
                let bounds = [
                    lagrangian.over_ranges(&offers, &prices),
                    about.map(|(bound, _)| bound),
                ];
                first += usize::from(bounds[0].is_some());
                second += usize::from(bounds[1].is_some());
                for _ in 0..8 {
                    let effort =
                        efforts.lower() + shares.next() * (efforts.upper() - efforts.lower());
                    let at = |r: &Range| {
                        (r.low + (shares.next() * (r.high - r.low + 1) as f64) as u64).min(r.high)
                    };
                    let counts: Vec<u64> = offers.thresholds.iter().map(at).collect();
                    let inside = value(&lagrangian, effort, &counts, &prices);
                    for bound in bounds.into_iter().flatten() {
                        // The value is itself a bound from below, short by some roundings.
                        let rounding = 1e-9 * inside.abs() + 1e-13;
                        assert!(
                            bound <= inside + rounding,
                            "{offers:?}: {bound:e} {inside:e}"
                        );
                    }
                }
            }
        }
    }
    assert!(first > 60 && second > 60, "{first} {second}");
}

fn value(lagrangian: &Lagrangian<'_, '_, '_>, effort: f64, counts: &[u64], prices: &Prices) -> f64 {
    let point = Offers {
        efforts: Interval::point(effort),
        thresholds: counts.iter().map(|k| Range { low: *k, high: *k }).collect(),
    };
    lagrangian
        .over_ranges(&point, prices)
        .expect("a bound at one offer")
}
