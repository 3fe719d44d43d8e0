//! Time of one binomial tail, ours beside `statrs`: read the ratios, not the microseconds.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use firstbest::numerics::{Binomial, CountRule};
use statrs::distribution::{Binomial as Statrs, DiscreteCDF};
use std::hint::black_box;

const Q: f64 = 0.78;

/// The count z standard deviations from the mean.
fn count(n: u64, z: f64) -> u64 {
    let n = n as f64;
    (n * Q + z * (n * Q * (1.0 - Q)).sqrt()) as u64
}

fn tails(c: &mut Criterion) {
    let mut group = c.benchmark_group("P(S < k)");
    for exponent in [2, 4, 6, 10, 14] {
        let n = 10u64.pow(exponent);
        for z in [-0.5, -4.0] {
            let k = count(n, z);
            let name = format!("1e{exponent}, z = {z}");
            // The law is made anew each time, as in a search over q.
            group.bench_with_input(BenchmarkId::new("firstbest", &name), &k, |b, &k| {
                b.iter(|| Binomial::new(n, black_box(Q)).map(|law| law.tail(k)));
            });
            group.bench_with_input(BenchmarkId::new("statrs", &name), &k, |b, &k| {
                b.iter(|| Statrs::new(black_box(Q), n).map(|law| law.cdf(k - 1)));
            });
        }
    }
    group.finish();
}

fn rules(c: &mut Criterion) {
    let mut group = c.benchmark_group("count rule");
    group.bench_function("gauss, order 40, n = 1e6", |b| {
        b.iter(|| CountRule::gauss(1_000_000, black_box(Q), 40));
    });
    group.bench_function("window to 1e-18, n = 1e6", |b| {
        b.iter(|| CountRule::window(1_000_000, black_box(Q), 1e-18));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    // Plots would need a font that the figures' features of `plotters` leave out.
    config = Criterion::default().without_plots();
    targets = tails, rules
}
criterion_main!(benches);
