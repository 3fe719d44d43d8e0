//! Certificates of linear programs: exactness whatever the backend, random programs whose answer
//! is known by construction.

use dashu_int::UBig;
use firstbest::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use firstbest::lp::backends::{self, Limits, Status};
use firstbest::lp::certificate::check::Proved;
use firstbest::lp::certificate::{Kind, Ratio};
use firstbest::lp::certify_from_nothing;
use firstbest::lp::dyadic::Dyadic;
use firstbest::lp::{Certified, CertifyBudget, LinearProgram, Sense};
use firstbest::lp::{certify_alone, solve_certified};
use quickcheck::{QuickCheck, TestResult};

const NONE: f64 = f64::INFINITY;

fn solved(program: &LinearProgram, backend: &dyn backends::Backend) -> Certified {
    solve_certified(
        program,
        backend,
        &Limits::default(),
        &CertifyBudget::default(),
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

/// The optimum, which the certificate has to prove exactly.
fn exact_optimum(program: &LinearProgram, backend: &dyn backends::Backend) -> Ratio {
    let answer = solved(program, backend);
    let (certificate, proved) = answer.certificate.unwrap_or_else(|| {
        panic!(
            "{} on {}: {:?}",
            backend.name(),
            program.name,
            answer.solution
        )
    });
    assert_eq!(certificate.kind(), Kind::Exact, "{}", backend.name());
    match proved {
        Proved::Bounds {
            lower: Some(lower),
            upper: Some(upper),
        } => {
            assert_eq!(lower, upper);
            lower
        }
        other => panic!("{}: {other:?}", backend.name()),
    }
}

fn float(ratio: &Ratio) -> f64 {
    ratio.numerator.quotient_estimate(&ratio.denominator)
}

#[test]
fn golden_family_is_exact_whatever_the_backend() {
    for n in [10, 20, 50, 100, 200, 400] {
        let program = EffortProblem::golden(n).minimum_pay();
        let r = 0.625_f64.powi(n as i32);
        for backend in backends::all() {
            let gap = float(&exact_optimum(&program, *backend));
            // The likelihood ratios among the data carry the rounding of n·ln(p/q): at most
            // n·2^-52 relative, with the constant of the logarithms below 4.
            let tolerance = 4.0 * n as f64 * f64::EPSILON;
            let error = (gap - r / (1.0 - r)).abs() / r;
            assert!(error <= tolerance, "{} at {n}: {gap:e}", backend.name());
        }
    }
}

#[test]
fn contract_and_lottery_programs_have_one_optimum() {
    let programs = [
        TangentProblem::standard(20).as_written(),
        TangentProblem::standard(50).as_written(),
        TangentProblem::standard(100).as_written(),
        LotteryProblem {
            efforts: 6,
            pays: 12,
        }
        .program(),
    ];
    for program in &programs {
        let optima: Vec<Ratio> = backends::all()
            .iter()
            .map(|backend| exact_optimum(program, *backend))
            .collect();
        assert!(optima.windows(2).all(|pair| pair[0] == pair[1]));
    }
}

/// Small integers from a seed, by a 64-bit linear congruential generator (Knuth's MMIX constants).
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: u64) -> u64 {
        let constants = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
        self.0 = self.0.wrapping_mul(constants.0).wrapping_add(constants.1);
        (self.0 >> 33) % limit
    }

    fn between(&mut self, low: i64, high: i64) -> f64 {
        (low + self.below((high - low + 1) as u64) as i64) as f64
    }
}

/// A minimum with optimum known by construction: a point, prices, and data that make them
/// feasible and complementary. All numbers are small integers, so all is exact in floats.
fn with_known_optimum(seed: u64) -> (LinearProgram, f64) {
    let mut draw = Draws(seed);
    let (n, m) = (1 + draw.below(7) as usize, 1 + draw.below(6) as usize);
    let matrix: Vec<Vec<f64>> = (0..m)
        .map(|_| (0..n).map(|_| draw.between(-3, 3)).collect())
        .collect();
    let x: Vec<f64> = (0..n).map(|_| draw.between(-4, 4)).collect();
    let y: Vec<f64> = (0..m).map(|_| draw.between(-2, 2)).collect();
    let maximise = draw.below(2) == 1;
    let mut lp = LinearProgram::new(if maximise {
        Sense::Maximise
    } else {
        Sense::Minimise
    });
    lp.set_objective_constant(draw.between(-5, 5));
    let mut optimum = lp.objective_constant();
    let mut columns = Vec::new();
    for j in 0..n {
        let pressure = draw.between(-2, 2);
        let (low, high) = (draw.between(0, 3), draw.between(0, 3));
        let priced: f64 = (0..m).map(|i| matrix[i][j] * y[i]).sum();
        let bounds = around(x[j], pressure, low, high);
        let sign = lp.sense.sign();
        optimum += sign * (priced + pressure) * x[j];
        columns.push(lp.add_column(sign * (priced + pressure), bounds.0, bounds.1));
    }
    for i in 0..m {
        let activity: f64 = (0..n).map(|j| matrix[i][j] * x[j]).sum();
        let (low, high) = (draw.between(0, 3), draw.between(0, 3));
        let (lower, upper) = around(activity, y[i], low, high);
        let entries = (0..n).map(|j| (columns[j], matrix[i][j]));
        lp.add_row(lower, upper, entries);
    }
    (lp, optimum)
}

/// Bounds that hold `value` and are tight where a price presses; a distance of 3 means no bound.
fn around(value: f64, pressure: f64, low: f64, high: f64) -> (f64, f64) {
    let far = |distance: f64| if distance == 3.0 { NONE } else { distance };
    let below = if pressure > 0.0 { 0.0 } else { far(low) };
    let above = if pressure < 0.0 { 0.0 } else { far(high) };
    (value - below, value + above)
}

#[test]
fn random_programs_with_known_optimum() {
    fn property(seed: u64) -> TestResult {
        let (program, optimum) = with_known_optimum(seed);
        let Some(expected) = Dyadic::from_float(optimum) else {
            return TestResult::discard();
        };
        let expected = Ratio {
            numerator: expected,
            denominator: UBig::ONE,
        };
        for backend in backends::all() {
            assert_eq!(
                exact_optimum(&program, *backend),
                expected,
                "{}",
                backend.name()
            );
        }
        let alone = certify_from_nothing(&program, &CertifyBudget::default());
        TestResult::from_bool(alone.is_some_and(|(c, _)| c.kind() == Kind::Exact))
    }
    QuickCheck::new()
        .tests(150)
        .quickcheck(property as fn(u64) -> TestResult);
}

#[test]
fn random_infeasible_programs() {
    fn property(seed: u64) -> bool {
        let (mut program, _) = with_known_optimum(seed);
        // A combination of the rows with positive weights is made to exceed what they allow.
        let mut draw = Draws(!seed);
        let mut sum = vec![0.0; program.columns()];
        let mut most = 0.0;
        let mut ids = Vec::new();
        for i in 0..program.rows() {
            let weight = draw.between(1, 3);
            for &(j, a) in program.row(i) {
                sum[j] += weight * a;
            }
            let upper = program.row_bounds()[i].1.min(50.0);
            most += weight * upper;
            ids.push((i, upper));
        }
        let mut tight = LinearProgram::new(Sense::Minimise);
        let columns: Vec<_> = program
            .column_bounds()
            .iter()
            .map(|_| tight.add_column(1.0, -NONE, NONE))
            .collect();
        for (i, upper) in ids {
            let entries = program.row(i).iter().map(|&(j, a)| (columns[j], a));
            tight.add_row(-NONE, upper, entries);
        }
        tight.add_row(most + 1.0, NONE, columns.iter().copied().zip(sum));
        program = tight;
        backends::all().iter().all(|backend| {
            let answer = solved(&program, *backend);
            assert!(
                matches!(answer.certificate, Some((_, Proved::Infeasible))),
                "{}: {answer:?}",
                backend.name()
            );
            answer.status() == Some(Status::Infeasible)
        })
    }
    QuickCheck::new()
        .tests(60)
        .quickcheck(property as fn(u64) -> bool);
}

#[test]
fn random_unbounded_programs() {
    fn property(seed: u64) -> bool {
        let mut draw = Draws(seed);
        let n = 2 + draw.below(5) as usize;
        // rows a·x ≤ b with a·r ≤ 0 for a direction r ≥ 0 of negative cost, feasible at 0
        let ray: Vec<f64> = (0..n).map(|_| draw.between(0, 2)).collect();
        let mut lp = LinearProgram::new(Sense::Minimise);
        let columns: Vec<_> = ray
            .iter()
            .map(|&r| lp.add_column(if r > 0.0 { -1.0 } else { 1.0 }, 0.0, NONE))
            .collect();
        for _ in 0..n {
            let a: Vec<f64> = (0..n).map(|_| draw.between(-3, 3)).collect();
            let slope: f64 = a.iter().zip(&ray).map(|(a, r)| a * r).sum();
            let sign = if slope > 0.0 { -1.0 } else { 1.0 };
            let entries = columns.iter().zip(a).map(|(&c, a)| (c, sign * a));
            lp.add_row(-NONE, draw.between(0, 4), entries);
        }
        let improves = ray.iter().any(|&r| r > 0.0);
        !improves
            || backends::all().iter().all(|backend| {
                let answer = solved(&lp, *backend);
                assert!(
                    matches!(answer.certificate, Some((_, Proved::Unbounded))),
                    "{}: {answer:?}",
                    backend.name()
                );
                true
            })
    }
    QuickCheck::new()
        .tests(60)
        .quickcheck(property as fn(u64) -> bool);
}

/// Production over periods with storage that loses 2%, overtime and emergency purchases: a
/// staircase of decimals, degenerate, with hundreds of rows, of the kind that collections hold.
fn production(periods: usize, goods: usize, resources: usize) -> LinearProgram {
    let mut draw = Draws(7);
    let mut decimal = move |low: i64, high: i64| draw.between(100 * low, 100 * high) / 100.0;
    let mut lp = LinearProgram::new(Sense::Minimise);
    let use_of: Vec<Vec<f64>> = (0..goods)
        .map(|_| (0..resources).map(|_| decimal(-2, 3).max(0.0)).collect())
        .collect();
    let mut stored: Vec<Option<firstbest::lp::ColumnId>> = vec![None; goods];
    for period in 0..periods {
        let mut made = Vec::new();
        for stock in &mut stored {
            let make = lp.add_column(decimal(1, 9), 0.0, NONE);
            let store = lp.add_column(decimal(0, 1), 0.0, decimal(5, 30));
            let buy = lp.add_column(50.0, 0.0, NONE);
            let from_stock = stock.replace(store).map(|earlier| (earlier, 0.98));
            let terms = [(make, 1.0), (store, -1.0), (buy, 1.0)];
            let demand = decimal(0, 6 + period as i64 % 3);
            lp.add_row(demand, demand, terms.into_iter().chain(from_stock));
            made.push(make);
        }
        for resource in 0..resources {
            let overtime = lp.add_column(decimal(2, 5), 0.0, decimal(1, 10));
            let used = made.iter().zip(&use_of).map(|(&m, u)| (m, u[resource]));
            lp.add_row(-NONE, decimal(5, 20), used.chain([(overtime, -1.0)]));
        }
    }
    lp
}

#[test]
fn hundreds_of_rows_are_certified_exactly_whatever_the_backend() {
    let program = production(24, 10, 4);
    assert!(program.rows() > 300);
    let optima: Vec<Ratio> = backends::all()
        .iter()
        .map(|backend| exact_optimum(&program, *backend))
        .collect();
    assert!(optima.windows(2).all(|pair| pair[0] == pair[1]));
}

/// Costs from 1 down to 1e-290: floats see nine orders of magnitude at a time, and which of two
/// columns is cheaper only once all that is dearer is settled.
#[test]
fn faults_of_any_size_are_found_by_floats() {
    let mut program = LinearProgram::new(Sense::Minimise);
    for k in 0..30 {
        let cost = 10f64.powi(-10 * k);
        let cheap = program.add_column(cost, 0.0, f64::INFINITY);
        let dear = program.add_column(3.0 * cost, 0.0, f64::INFINITY);
        // the greater entry is the tempting pivot where both costs look like 0
        program.add_row(1.0, f64::INFINITY, [(cheap, 1.0), (dear, 2.0)]);
    }
    let certified = certify_alone(&program, &CertifyBudget::default());
    let certified = certified.unwrap_or_else(|error| panic!("{error}"));
    let kind = certified
        .certificate
        .map(|(certificate, _)| certificate.kind());
    assert_eq!(kind, Some(Kind::Exact));
    assert_eq!(certified.work.exact_pivots, 0, "{:?}", certified.work);
}

#[test]
fn certification_ends_when_its_time_is_up() {
    let program = production(60, 20, 8);
    let effort = CertifyBudget {
        time: std::time::Duration::from_millis(50),
        ..CertifyBudget::default()
    };
    let start = std::time::Instant::now();
    let _ = certify_from_nothing(&program, &effort);
    // The clock is looked at between pivots and between digits, which take milliseconds here; the
    // checks of what was found by then and a busy machine take the rest.
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
}

/// Without exact pivots only tightening is left: an interval, or nothing.
#[test]
fn intervals_hold_the_known_optimum() {
    const SEEDS: u64 = 200;
    let no_pivots = CertifyBudget {
        pivots: 0,
        ..CertifyBudget::default()
    };
    let mut closed = 0;
    for seed in 0..SEEDS {
        let (program, optimum) = with_known_optimum(seed);
        let exactly = Dyadic::from_float(optimum).unwrap_or(Dyadic::ZERO);
        let Some((_, proved)) = certify_from_nothing(&program, &no_pivots) else {
            continue;
        };
        let Proved::Bounds { lower, upper } = proved else {
            panic!("seed {seed}: {proved:?}");
        };
        let value = Ratio {
            numerator: exactly,
            denominator: UBig::ONE,
        };
        assert!(lower.as_ref().is_none_or(|l| *l <= value), "seed {seed}");
        assert!(upper.as_ref().is_none_or(|u| *u >= value), "seed {seed}");
        let (Some(lower), Some(upper)) = (lower, upper) else {
            continue;
        };
        closed += 1;
        // Margins go up to 1e-5 and numbers to about 1e3 in size: there are at most 13 of them.
        let width = float(&upper) - float(&lower);
        assert!(width <= 1e-5 * 1e3 * 13.0, "seed {seed}: {width}");
    }
    // Numbers this small often leave no room between bounds, and then nothing is left of a program
    // when it is tightened; that leaves no interval, never a wrong one.
    assert!(4 * closed > SEEDS, "{closed} of {SEEDS}");
}
