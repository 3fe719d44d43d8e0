//! Every backend on cases whose answer is known in closed form.

use super::*;
use crate::lp::Sense;

const NONE: f64 = f64::INFINITY;

/// Solves with every backend. What is allowed is the right answer or an error, never a wrong
/// answer.
fn every_backend(program: &LinearProgram, right: impl Fn(&str, &Solution)) {
    let mut answered = 0;
    for backend in all() {
        if let Ok(solution) = backend.solve(program, &Limits::default()) {
            right(backend.name(), &solution);
            answered += 1;
        }
    }
    assert!(answered > 0, "no backend answered");
}

fn assert_objective(program: &LinearProgram, expected: f64) {
    // 1e-6: the optimality tolerance of the limits.
    every_backend(program, |name, solution| {
        assert_eq!(solution.status, Status::Optimal, "{name}");
        let error = (solution.objective - expected).abs();
        assert!(
            error <= 1e-6 * expected.abs().max(1.0),
            "{name}: {solution:?}"
        );
    });
}

#[test]
fn bounded_maximum() {
    let mut lp = LinearProgram::new(Sense::Maximise);
    let x = lp.add_column(3.0, 0.0, NONE);
    let y = lp.add_column(2.0, 0.0, 4.0);
    lp.set_objective_constant(7.0);
    lp.add_row(-NONE, 10.0, [(x, 2.0), (y, 1.0)]);
    // y = 4, x = 3
    assert_objective(&lp, 24.0);
}

#[test]
fn shadow_prices_have_the_sign_of_the_derivative() {
    for (sense, sign) in [(Sense::Minimise, 1.0), (Sense::Maximise, -1.0)] {
        let mut lp = LinearProgram::new(sense);
        let x = lp.add_column(2.0 * sign, 0.0, NONE);
        let y = lp.add_column(5.0 * sign, -NONE, NONE);
        lp.add_row(3.0, NONE, [(x, 1.0), (y, 1.0)]);
        lp.add_row(-NONE, -1.0, [(x, -1.0), (y, 3.0)]);
        lp.add_row(1.0, 1.0, [(y, 1.0)]);
        // x ≥ 2 and x ≥ 4, y = 1: the objective is ±(2·4 + 5); it moves by ∓2 with the second
        // bound (x ≥ 3 y − bound) and by ±(5 + 6) with the third.
        assert_objective(&lp, sign * 13.0);
        every_backend(&lp, |name, solution| {
            let Some(duals) = &solution.row_duals else {
                return;
            };
            for (dual, expected) in duals.iter().zip([0.0, -2.0 * sign, 11.0 * sign]) {
                assert!((dual - expected).abs() < 1e-6, "{name}: {duals:?}");
            }
        });
    }
}

#[test]
fn ranges_and_free_columns() {
    let mut lp = LinearProgram::new(Sense::Minimise);
    let x = lp.add_column(1.0, -NONE, NONE);
    let y = lp.add_column(1.0, -NONE, 5.0);
    lp.add_row(-2.0, 3.0, [(x, 1.0), (y, 2.0)]);
    lp.add_row(-4.0, 4.0, [(x, 1.0), (y, -1.0)]);
    // x = −10/3, y = 2/3: the objective is (2/3)·(−2) + (1/3)·(−4)
    assert_objective(&lp, -8.0 / 3.0);
}

#[test]
fn infeasible_is_never_called_optimal() {
    let mut lp = LinearProgram::new(Sense::Minimise);
    let x = lp.add_column(1.0, 0.0, NONE);
    let y = lp.add_column(1.0, 0.0, NONE);
    lp.add_row(-NONE, 1.0, [(x, 1.0), (y, 1.0)]);
    lp.add_row(3.0, NONE, [(x, 1.0), (y, 2.0)]);
    every_backend(&lp, |name, solution| {
        assert_eq!(solution.status, Status::Infeasible, "{name}");
    });
}

#[test]
fn unbounded_is_never_called_optimal() {
    let mut lp = LinearProgram::new(Sense::Maximise);
    let x = lp.add_column(1.0, 0.0, NONE);
    let y = lp.add_column(1.0, 0.0, NONE);
    lp.add_row(-1.0, 1.0, [(x, 1.0), (y, -1.0)]);
    every_backend(&lp, |name, solution| {
        assert_eq!(solution.status, Status::Unbounded, "{name}");
        assert_eq!(solution.objective, f64::INFINITY);
    });
}

#[test]
fn without_rows_or_columns() {
    let mut lp = LinearProgram::new(Sense::Minimise);
    lp.set_objective_constant(2.5);
    assert_objective(&lp, 2.5);
    let x = lp.add_column(-1.0, 0.0, 4.0);
    assert_objective(&lp, -1.5);
    lp.add_row(1.0, 2.0, []);
    every_backend(&lp, |_, s| assert_eq!(s.status, Status::Infeasible));
    let mut lp = LinearProgram::new(Sense::Minimise);
    lp.add_column(-1.0, 0.0, NONE);
    every_backend(&lp, |_, s| assert_eq!(s.status, Status::Unbounded));
    lp.set_column_bounds(x, 3.0, 2.0);
    every_backend(&lp, |_, s| assert_eq!(s.status, Status::Infeasible));
}

#[test]
fn numbers_that_are_none_are_refused_and_named() {
    let bad = |change: fn(&mut LinearProgram)| {
        let mut lp = LinearProgram::new(Sense::Minimise);
        let x = lp.add_column(1.0, 0.0, 1.0);
        lp.name_column(x, "wage");
        lp.add_row(1.0, 1.0, [(x, 1.0)]);
        change(&mut lp);
        let messages: Vec<String> = all()
            .iter()
            .map(|b| b.solve(&lp, &Limits::default()).unwrap_err().to_string())
            .collect();
        assert!(messages.windows(2).all(|pair| pair[0] == pair[1]));
        messages[0].clone()
    };
    assert!(bad(|lp| lp.set_objective_constant(f64::NAN)).contains("objective constant"));
    assert!(
        bad(|lp| {
            let y = lp.add_column(f64::INFINITY, 0.0, 1.0);
            lp.name_column(y, "bonus");
        })
        .contains("cost of column 'bonus'")
    );
    assert!(
        bad(|lp| {
            let y = lp.add_column(0.0, 0.0, 1.0);
            lp.add_row(0.0, 1.0, [(y, f64::NAN)]);
        })
        .contains("coefficient of column 1 in row 1")
    );
    assert!(
        bad(|lp| {
            let y = lp.add_column(0.0, f64::INFINITY, f64::INFINITY);
            lp.name_column(y, "base");
        })
        .contains("lower bound of column 'base' is inf")
    );
    assert!(
        bad(|lp| {
            let y = lp.add_column(0.0, 0.0, 1.0);
            lp.add_row(0.0, 1.0, [(y, 1.0), (y, 2.0)]);
        })
        .contains("two entries")
    );
}

#[test]
fn too_large_for_the_memory_allowed() {
    let mut lp = LinearProgram::new(Sense::Minimise);
    let columns: Vec<_> = (0..100).map(|_| lp.add_column(1.0, 0.0, NONE)).collect();
    lp.add_row(1.0, NONE, columns.iter().map(|&c| (c, 1.0)));
    // 100 nonzeros tenfold, 100 columns and a row, at 64 bytes
    let needed = 64 * (1000 + 101);
    for backend in all() {
        let limits = Limits::default().with_memory(needed - 1);
        let refused = backend.solve(&lp, &limits);
        assert!(matches!(refused, Err(SolveError::TooLarge { .. })));
        assert!(backend.solve(&lp, &limits.with_memory(needed)).is_ok());
    }
}

#[test]
fn versions_are_those_of_the_lock_file() {
    let lock = include_str!("../../../Cargo.lock");
    for backend in all() {
        let package = match backend.name() {
            "microlp" | "clarabel" | "minilp" | "highs" | "lpsolve" | "coin_cbc" => backend.name(),
            other => panic!("which package is {other}?"),
        };
        let entry = format!("name = \"{package}\"\nversion = \"{}\"", backend.version());
        assert!(lock.contains(&entry), "{entry}");
        // a library that a crate brings along has the version of the crate that builds it
        let builder = match backend.name() {
            "highs" => "highs-sys",
            "lpsolve" => "lpsolve-sys",
            other => other,
        };
        if let Some((_, engine)) = backend.engine().rsplit_once(' ')
            && backend.name() != "coin_cbc"
        {
            let entry = format!("name = \"{builder}\"\nversion = \"{engine}\"");
            assert!(lock.contains(&entry), "{entry}");
        }
    }
}

#[test]
fn unknown_names_meet_the_nearest() {
    assert_eq!(by_name("clarabel").map(|b| b.name()).ok(), Some("clarabel"));
    let Err(error) = by_name("claribel") else {
        panic!()
    };
    assert_eq!(error.nearest, "clarabel");
    assert!(error.to_string().contains("microlp"));
}
