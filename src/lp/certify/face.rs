//! The optimum from a point inside the optimal face, without pivots.
//!
//! An interior-point method ends near a point inside the optimal face, with prices inside the face
//! of optimal prices. Together they tell which variables are off their bounds ([`Face`]); what
//! these have to satisfy is a system of equations each for the values and for the prices, solved
//! exactly. Where the face is told rightly the bounds are kept by what the point was inside, and
//! the two objectives are equal: no vertex is looked for, so that degeneracy costs nothing.

use std::time::Instant;

use super::bracket::Bracket;
use crate::lp::backends::{Limits, SolveError, inner_point};
use crate::lp::exact_simplex::{Corner, scaled_costs, signed_costs};
use crate::lp::float_simplex::Face;
use crate::lp::program::Scaled;
use crate::lp::work::Work;

/// Adds to the bracket what the face around an interior-point method's answer proves.
pub(super) fn from_inner_point(
    exact: &Scaled<'_>,
    bracket: &mut Bracket<'_>,
    work: &mut Work,
    deadline: Instant,
) -> Option<()> {
    let program = exact.program;
    let left = deadline.saturating_duration_since(Instant::now());
    let answer = match inner_point(program, &Limits::default().with_time(left / 2)) {
        Ok(answer) => answer,
        // it may be near enough all the same
        Err(SolveError::NotOptimal { answer, .. }) => *answer,
        Err(_) => return None,
    };
    let face = Face::around(program, &answer.columns, &answer.row_duals?)?;
    let mut costs = signed_costs(exact);
    let given = scaled_costs(exact, &face.costs);
    let rows = program.columns()..;
    costs[rows.clone()].clone_from_slice(&given[rows]);
    let corner = Corner::new(exact, &face.basis, &costs, deadline)?;
    work.exact_bases += 1;
    bracket.attain(corner.point(exact));
    bracket.exclude(corner.prices_beside(exact, &costs));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lp::certificate::Claim;
    use crate::lp::{CertifyBudget, LinearProgram, Sense, certify_from_nothing};
    use std::time::Duration;

    /// An assignment with costs of a few sizes: its vertices are degenerate, its optima many.
    fn assignment(size: usize, seed: u64) -> LinearProgram {
        let mut state = seed;
        let mut program = LinearProgram::new(Sense::Minimise);
        let mut down = vec![Vec::new(); size];
        for _ in 0..size {
            let mut along = Vec::new();
            for column in &mut down {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let cost = (state >> 33) % 4;
                let x = program.add_column(cost as f64, 0.0, f64::INFINITY);
                along.push((x, 1.0));
                column.push((x, 1.0));
            }
            program.add_row(1.0, 1.0, along);
        }
        for entries in down {
            program.add_row(f64::NEG_INFINITY, 1.0, entries);
        }
        program
    }

    #[test]
    fn a_degenerate_optimum_needs_no_pivots() {
        for seed in 1..=6 {
            let program = assignment(7, seed);
            let exact = Scaled::of(&program);
            let mut bracket = Bracket::new(&exact, Vec::new(), Vec::new());
            let deadline = Instant::now() + Duration::from_secs(60);
            let found = from_inner_point(&exact, &mut bracket, &mut Work::default(), deadline);
            assert!(found.is_some() && bracket.is_exact(), "seed {seed}");
            let by_simplex = certify_from_nothing(&program, &CertifyBudget::default());
            let simplex = by_simplex.map(|(certificate, _)| certificate.claim);
            let (
                Some(Claim::Bounded {
                    primal: Some((_, here)),
                    ..
                }),
                Some(Claim::Bounded {
                    primal: Some((_, there)),
                    ..
                }),
            ) = (bracket.claim(), simplex)
            else {
                panic!("no optimum for seed {seed}");
            };
            assert_eq!(here, there, "seed {seed}");
        }
    }
}
