//! What a gap costs as the number of samples grows: the estimate in double precision, and its proved bracket.
//!
//! `cargo bench --bench gap_curve` runs instance A for each class of contracts. Compare `estimate` with `bracket` at the
//! same number of samples; the ratio is the price of proof. Neither grows with n once pay is smooth.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use firstbest::contract::{Class, FirstBest, Threshold, certified};
use firstbest::model::Model;
use std::hint::black_box;
use std::path::Path;

fn curves(criterion: &mut Criterion) {
    let model = Model::read(Path::new("figures/models/a.toml")).expect("a committed model");
    let first_best = FirstBest::of(&model).expect("an interior first best");
    for class in [
        Class::Binary(Threshold::Deterministic),
        Class::Linear,
        Class::General,
    ] {
        let mut group = criterion.benchmark_group(class.name());
        group.sample_size(10);
        for samples in [100, 10_000, 1_000_000, 100_000_000, 10_000_000_000] {
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
                bench.iter(|| black_box(certified::bracket(&first_best, class, &estimate)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, curves);
criterion_main!(benches);
