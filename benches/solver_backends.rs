//! Time of every backend, and of certification, on programs that contract theory poses.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use firstbest::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use firstbest::lp::backends::{self, Limits};
use firstbest::lp::certify;
use firstbest::lp::{CertifyBudget, LinearProgram};

fn programs() -> Vec<LinearProgram> {
    let mut programs = vec![
        EffortProblem::golden(100).minimum_pay_as_written(),
        LotteryProblem {
            efforts: 8,
            pays: 20,
        }
        .program(),
    ];
    let sizes = [10, 50, 100, 200];
    programs.extend(sizes.map(|n| TangentProblem::standard(n).as_written()));
    programs
}

fn solve_and_certify(criterion: &mut Criterion) {
    let (limits, effort) = (Limits::default(), CertifyBudget::default());
    for program in programs() {
        let mut group = criterion.benchmark_group(&program.name);
        group.sample_size(10);
        for backend in backends::all() {
            // A failed check is a failed solve, which has no time.
            let Ok(solution) = backend.solve(&program, &limits) else {
                continue;
            };
            group.bench_function(BenchmarkId::new("solve", backend.name()), |bencher| {
                bencher.iter(|| backend.solve(&program, &limits));
            });
            group.bench_function(BenchmarkId::new("certify", backend.name()), |bencher| {
                bencher.iter(|| certify(&program, &solution, *backend, &limits, &effort));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, solve_and_certify);
criterion_main!(benches);
