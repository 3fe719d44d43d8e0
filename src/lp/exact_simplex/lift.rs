//! Exact solution of sparse square systems by p-adic lifting.
//!
//! J. D. Dixon, *Exact solution of linear equations using P-adic expansions*, Numerische
//! Mathematik 40 (1982): with factors modulo one prime, each step of `x_k = A⁻¹ r mod p`,
//! `r ← (r − A x_k)/p` yields another base-p digit of the solution at the cost of one sparse
//! solve with machine integers; rational numbers are recovered from enough digits. Unlike
//! rational elimination nothing grows on the way. The result is checked by substitution.

use std::time::Instant;

use dashu_int::{IBig, UBig};

use super::equations::System;
use super::field::multiply;
use super::reconstruct::{Digits, reconstruct};
use super::residual::Residual;
use crate::lp::dyadic::Dyadic;

/// A rational vector: numerators over one positive denominator.
#[derive(Debug, Clone)]
pub(super) struct Rational {
    pub(super) numerators: Vec<Dyadic>,
    pub(super) denominator: UBig,
}

impl System {
    /// The unknowns for right-hand side `rhs` (one entry per row), `digit` being the solution of
    /// the system modulo the prime. `None` when time is up or the digits do not converge.
    pub(super) fn solve(
        &self,
        rhs: &[Dyadic],
        digit: impl Fn(&mut [u64], &mut [u64]),
        deadline: Instant,
    ) -> Option<Rational> {
        if self.unknowns == 0 {
            return Some(Rational {
                numerators: Vec::new(),
                denominator: UBig::ONE,
            });
        }
        // One more power of two makes the right-hand side integral as well.
        let shift = rhs
            .iter()
            .zip(&self.scales)
            .filter(|(b, _)| !b.is_zero())
            .map(|(b, scale)| b.exponent() - scale)
            .min()
            .unwrap_or(0)
            .min(0);
        let integral: Vec<IBig> = rhs
            .iter()
            .zip(&self.scales)
            .map(|(b, scale)| {
                let by = usize::try_from(b.exponent() - scale - shift).unwrap_or(0);
                b.mantissa() << by
            })
            .collect();
        let mut expansion = Expansion {
            system: self,
            residual: Residual::new(self, &integral),
            digits: vec![Vec::new(); self.unknowns],
        };
        let mut wanted = self.expected.get().max(4);
        loop {
            expansion.extend_to(wanted, &digit, deadline)?;
            let satisfied = |(numerators, denominator): &(Vec<IBig>, UBig)| {
                self.satisfied(numerators, denominator, &integral)
            };
            // what the lower digits alone suggest may be wrong: powers of two are near powers of
            // the prime
            let mut found = reconstruct(&expansion.digits, Digits::Few, deadline);
            if found.as_ref().is_some_and(|found| !satisfied(found)) {
                let again = reconstruct(&expansion.digits, Digits::All, deadline);
                found = again.filter(satisfied);
            }
            if let Some((numerators, denominator)) = found {
                self.expected.set(wanted);
                return Some(Rational {
                    numerators: numerators
                        .into_iter()
                        .map(|numerator| Dyadic::new(numerator, shift))
                        .collect(),
                    denominator,
                });
            }
            // an attempt costs about as much as some tens of digits
            wanted += (wanted / 4).max(4);
        }
    }

    fn satisfied(&self, numerators: &[IBig], denominator: &UBig, rhs: &[IBig]) -> bool {
        self.rows.iter().zip(rhs).all(|(row, b)| {
            let sum: IBig = row.iter().map(|(j, a)| a * &numerators[*j]).sum();
            sum == b * denominator
        })
    }
}

/// The base-p digits of the unknowns found so far.
struct Expansion<'a> {
    system: &'a System,
    residual: Residual,
    digits: Vec<Vec<u64>>,
}

impl Expansion<'_> {
    fn length(&self) -> usize {
        self.digits.first().map_or(0, Vec::len)
    }

    fn extend_to(
        &mut self,
        length: usize,
        digit: &impl Fn(&mut [u64], &mut [u64]),
        deadline: Instant,
    ) -> Option<()> {
        let mut x = vec![0; self.system.unknowns];
        while self.length() < length && self.system.unknowns > 0 {
            if Instant::now() > deadline {
                return None;
            }
            let residuals = self.residual.residues().into_iter();
            let mut b: Vec<u64> = residuals
                .zip(&self.system.unscaled)
                .map(|(r, &power)| multiply(r, power))
                .collect();
            x.fill(0);
            digit(&mut b, &mut x);
            self.residual.divide(self.system, &x);
            for (digits, &x) in self.digits.iter_mut().zip(&x) {
                digits.push(x);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::factor::Factors;
    use super::*;
    use std::time::Duration;

    /// A denominator that is a power of two makes numbers look whole, with digits to spare.
    #[test]
    fn denominators_that_are_powers_of_two() {
        let deadline = Instant::now() + Duration::from_secs(10);
        let (one, great) = (Dyadic::ONE, Dyadic::new(IBig::ONE, 51));
        let system = System::new(&[vec![(0, &great), (1, &one)], vec![(1, &one)]], 2);
        let matrix = vec![vec![(0, 1 << 51), (1, 1)], vec![(1, 1)]];
        let factors = Factors::new(matrix, deadline).unwrap_or_else(|| panic!("singular"));
        let numerator = Dyadic::new(IBig::from(4_503_599_627_370_496_i64), 0);
        let rhs = [numerator, Dyadic::ONE];
        let solved = system.solve(&rhs, |b, x| factors.solve(b, x), deadline);
        let solved = solved.unwrap_or_else(|| panic!("no solution"));
        let first = solved.numerators[0].times(&Dyadic::new(IBig::ONE, 51));
        let expected = Dyadic::new(IBig::from(4_503_599_627_370_495_i64), 0);
        assert_eq!(first, expected.times_integer(&solved.denominator));
    }

    /// Powers of two are small modulo a power of 2^61 − 1 without being small.
    #[test]
    fn numerators_near_powers_of_two() {
        let deadline = Instant::now() + Duration::from_secs(60);
        let (one, three) = (Dyadic::ONE, Dyadic::new(IBig::from(3), 0));
        let system = System::new(&[vec![(0, &three)], vec![(0, &one), (1, &one)]], 2);
        let matrix = vec![vec![(0, 3)], vec![(0, 1), (1, 1)]];
        let factors = Factors::new(matrix, deadline).unwrap_or_else(|| panic!("singular"));
        for power in [61_i64, 67, 122, 183, 250, 305, 366, 610] {
            let x = Dyadic::new(IBig::from(1), power).plus(&Dyadic::new(IBig::from(-9019), 0));
            let rhs = [Dyadic::new(IBig::from(3), 0).times(&x), x.clone()];
            let solved = system.solve(&rhs, |b, x| factors.solve(b, x), deadline);
            let solved = solved.unwrap_or_else(|| panic!("no solution for 2^{power}"));
            assert_eq!(solved.numerators, [x, Dyadic::ZERO]);
        }
    }
}
