//! What a gap costs as the number of samples grows: the estimate in double precision, and its
//! proved bracket.
//!
//! `cargo bench --bench gap_curve` runs instance A for each class of contracts, from 10 to 10^12
//! samples, in some five minutes; `cargo bench --bench gap_curve -- linear` one class. Compare
//! `estimate` with `bracket` at the same number of samples; the ratio is the price of proof
//! (`--example proof_cost` prints it for every instance). Neither grows with n once pay is smooth.
//! What other solvers take for the same problem: `benches/peers/gap_curve.py`.

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// 10 to 10^12: sums over every count, expansions in the count, and where only the normal limit is
/// left.
const SAMPLES: [u64; 7] = [
    10,
    100,
    1_000,
    10_000,
    1_000_000,
    1_000_000_000,
    1_000_000_000_000,
];

fn curves(criterion: &mut Criterion) {
    let model = Model::read(Path::new("figures/models/a.toml")).expect("a committed model");
    let first_best = FirstBest::of(&model).expect("an interior first best");
    for class in [
        Class::Binary(Threshold::Deterministic),
        Class::Linear,
        Class::General,
    ] {
        let mut group = criterion.benchmark_group(class.name());
        // Ten runs, flat: a bracket may take a second, and its time varies by far less than what is
        // compared.
        group
            .sample_size(10)
            .sampling_mode(SamplingMode::Flat)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_secs(1));
        for samples in SAMPLES {
            let solve = || {
                class
                    .solve(&first_best, samples)
                    .expect("a solvable instance")
            };
            let estimate = solve();
            group.bench_function(BenchmarkId::new("estimate", samples), |bench| {
                bench.iter(|| black_box(solve()));
            });
            group.bench_function(BenchmarkId::new("bracket", samples), |bench| {
                bench.iter(|| black_box(bounds::bracket(&first_best, class, &estimate)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, curves);
criterion_main!(benches);
