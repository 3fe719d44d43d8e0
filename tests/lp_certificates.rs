//! Certificates of linear programs: the golden family, random programs, corrupted certificates.

use firstbest::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use firstbest::lp::backends::{self, Limits, Status};
use firstbest::lp::certificate::Kind;
use firstbest::lp::check::Proved;
use firstbest::lp::{Effort, solve_certified};

#[test]
fn try_families() {
    for n in [10, 50, 100, 400] {
        let lp = EffortProblem::golden(n).minimum_pay();
        for backend in backends::all() {
            let r = solve_certified(&lp, *backend, &Limits::default(), &Effort::default());
            match r {
                Ok(c) => {
                    let cert = c.certificate.as_ref().map(|(c, p)| {
                        (
                            c.kind(),
                            match p {
                                Proved::Bounds { lower, upper } => format!(
                                    "{:?} {:?}",
                                    lower
                                        .as_ref()
                                        .map(|l| l.numerator.quotient_estimate(&l.denominator)),
                                    upper
                                        .as_ref()
                                        .map(|l| l.numerator.quotient_estimate(&l.denominator))
                                ),
                                other => format!("{other:?}"),
                            },
                        )
                    });
                    println!(
                        "golden {n} {} {:?} {:e} {:?} solve {:?} certify {:?}",
                        backend.name(),
                        c.solution.status,
                        c.solution.objective,
                        cert,
                        c.solve_time,
                        c.certify_time
                    );
                }
                Err(e) => println!("golden {n} {} ERR {e}", backend.name()),
            }
        }
    }
    let mut list = vec![(
        "lottery",
        LotteryProblem {
            efforts: 8,
            pays: 20,
        }
        .program(),
    )];
    for n in [20, 100] {
        list.push(("tangent", TangentProblem::standard(n).as_written()));
    }
    for (name, lp) in &list {
        println!(
            "{name} rows {} cols {} nnz {}",
            lp.rows(),
            lp.columns(),
            lp.nonzeros()
        );
        for backend in backends::all() {
            let r = solve_certified(
                lp,
                *backend,
                &Limits::default(),
                &Effort {
                    time: std::time::Duration::from_secs(20),
                    pivots: 2000,
                },
            );
            match r {
                Ok(c) => {
                    let cert = c.certificate.as_ref().map(|(c, p)| {
                        (
                            c.kind(),
                            match p {
                                Proved::Bounds { lower, upper } => format!(
                                    "{:?} {:?}",
                                    lower
                                        .as_ref()
                                        .map(|l| l.numerator.quotient_estimate(&l.denominator)),
                                    upper
                                        .as_ref()
                                        .map(|l| l.numerator.quotient_estimate(&l.denominator))
                                ),
                                other => format!("{other:?}"),
                            },
                        )
                    });
                    println!(
                        "{name} {} {:?} {:.17e} {:?} solve {:?} certify {:?}",
                        backend.name(),
                        c.solution.status,
                        c.solution.objective,
                        cert,
                        c.solve_time,
                        c.certify_time
                    );
                }
                Err(e) => println!("{name} {} ERR {e}", backend.name()),
            }
        }
    }
}
