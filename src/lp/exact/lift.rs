//! Exact solution of sparse square systems by p-adic lifting.
//!
//! J. D. Dixon, *Exact solution of linear equations using P-adic expansions*, Numerische
//! Mathematik 40 (1982): with factors modulo one prime, each step of `x_k = A⁻¹ r mod p`,
//! `r ← (r − A x_k)/p` yields another base-p digit of the solution at the cost of one sparse
//! solve with machine integers; rational numbers are recovered from enough digits. Unlike
//! rational elimination nothing grows on the way. The result is checked by substitution.

use std::cell::Cell;
use std::time::Instant;

use dashu_base::{Abs, BitTest, DivRem, Signed};
use dashu_int::{IBig, UBig};

use super::field::{PRIME, multiply, residue, residue_of};
use crate::lp::dyadic::Dyadic;
use crate::numerics::standing::dyadic;

/// A rational vector: numerators over one positive denominator.
#[derive(Debug, Clone)]
pub(super) struct Rational {
    pub(super) numerators: Vec<Dyadic>,
    pub(super) denominator: UBig,
}

/// A system of equations with dyadic entries, made integral row by row.
pub(super) struct System {
    /// `(unknown, integer coefficient)`.
    rows: Vec<Vec<(usize, IBig)>>,
    /// The same in machine integers, where no row's sum of sizes passes 2^62.
    short_rows: Option<Vec<Vec<(usize, i64)>>>,
    /// What each row was multiplied by: 2^−scale.
    scales: Vec<i64>,
    /// 2^scale modulo the prime, which takes an integral right-hand side back to the matrix as given.
    unscaled: Vec<u64>,
    unknowns: usize,
    /// Digits that the last solution needed: denominators are mostly the determinant.
    expected: Cell<usize>,
}

impl System {
    /// Takes over how many digits a related system needed.
    pub(super) fn expect_as(&self, other: &System) {
        self.expected.set(other.expected.get());
    }

    /// A system from rows of floats, all finite.
    pub(super) fn new(rows: &[Vec<(usize, f64)>], unknowns: usize) -> Self {
        let scale_of = |row: &Vec<(usize, f64)>| {
            let exponents = row.iter().filter_map(|&(_, a)| dyadic(a));
            i64::from(exponents.map(|(_, exponent)| exponent).min().unwrap_or(0))
        };
        let scales: Vec<i64> = rows.iter().map(scale_of).collect();
        let integral = |(row, &scale): (&Vec<(usize, f64)>, &i64)| {
            row.iter()
                .filter_map(|&(j, a)| {
                    let (mantissa, exponent) = dyadic(a)?;
                    let shift = usize::try_from(i64::from(exponent) - scale).ok()?;
                    Some((j, IBig::from(mantissa) << shift))
                })
                .collect()
        };
        let rows: Vec<Vec<(usize, IBig)>> = rows.iter().zip(&scales).map(integral).collect();
        System {
            short_rows: rows.iter().map(|row| short(row)).collect(),
            rows,
            unscaled: scales
                .iter()
                .map(|&scale| residue_of(&Dyadic::new(IBig::ONE, scale)))
                .collect(),
            scales,
            unknowns,
            expected: Cell::new(0),
        }
    }

    /// The unknowns for right-hand side `rhs` (one entry per row), `digit` being the solution of the
    /// system modulo the prime. `None` when time is up or the digits do not converge.
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
            residual: Residual::new(self.short_rows.is_some(), &integral),
            digits: vec![Vec::new(); self.unknowns],
        };
        let mut wanted = self.expected.get().max(4);
        loop {
            expansion.extend_to(wanted, &digit, deadline)?;
            if let Some((numerators, denominator)) = expansion.reconstruct(deadline)
                && self.satisfied(&numerators, &denominator, &integral)
            {
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

/// A row in machine integers, if its sizes add up to at most 2^62.
fn short(row: &[(usize, IBig)]) -> Option<Vec<(usize, i64)>> {
    let mut total: i64 = 0;
    row.iter()
        .map(|(j, a)| {
            let a = i64::try_from(a).ok()?;
            total = total.checked_add(a.checked_abs()?)?;
            (total <= 1 << 62).then_some((*j, a))
        })
        .collect()
}

/// What the digits found so far leave of the right-hand side, divided by the power of the prime.
enum Residual {
    /// With rows of sizes up to 2^62 in total and digits below 2^61, `r − A x` stays below 2^125
    /// if r starts so, and is below 2^66 after the first division.
    Short(Vec<i128>),
    Long(Vec<IBig>),
}

impl Residual {
    fn new(short_rows: bool, rhs: &[IBig]) -> Self {
        const LIMIT: u32 = 124;
        let fits = |b: &IBig| {
            let b = i128::try_from(b).ok()?;
            (b.unsigned_abs() >> LIMIT == 0).then_some(b)
        };
        let short: Option<Vec<i128>> = match short_rows {
            true => rhs.iter().map(fits).collect(),
            false => None,
        };
        short.map_or_else(|| Residual::Long(rhs.to_vec()), Residual::Short)
    }

    /// Residues modulo the prime.
    fn residues(&self) -> Vec<u64> {
        match self {
            Residual::Short(residual) => {
                let prime = i128::from(PRIME);
                let residues = residual.iter().map(|r| r.rem_euclid(prime));
                residues.map(|r| u64::try_from(r).unwrap_or(0)).collect()
            }
            Residual::Long(residual) => residual.iter().map(residue).collect(),
        }
    }

    /// `r ← (r − A x) / p`.
    fn divide(&mut self, system: &System, x: &[u64]) {
        match (self, &system.short_rows) {
            (Residual::Short(residual), Some(rows)) => {
                for (row, r) in rows.iter().zip(residual) {
                    for &(j, a) in row {
                        *r -= i128::from(a) * i128::from(x[j]);
                    }
                    *r /= i128::from(PRIME);
                }
            }
            (Residual::Long(residual), _) => {
                let prime = IBig::from(PRIME);
                for (row, r) in system.rows.iter().zip(residual) {
                    for (j, a) in row {
                        if x[*j] != 0 {
                            *r -= a * x[*j];
                        }
                    }
                    *r /= &prime;
                }
            }
            // short residuals are made for systems with short rows only
            (Residual::Short(_), None) => {}
        }
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

    /// Numerators and a common denominator that agree with the digits, if such small ones exist.
    fn reconstruct(&self, deadline: Instant) -> Option<(Vec<IBig>, UBig)> {
        let all = Modulus::new(self.length());
        let room = all.value.bit_len().checked_sub(SPARE)?;
        // with a denominator known, a numerator needs only as many digits as it has
        let mut few = Modulus::new(1);
        let mut denominator = IBig::ONE;
        let mut numerators: Vec<IBig> = Vec::with_capacity(self.digits.len());
        for digits in &self.digits {
            if Instant::now() > deadline {
                return None;
            }
            let scaled = few.times(digits, &denominator);
            if scaled.bit_len() + SPARE <= few.value.bit_len() {
                numerators.push(scaled);
                continue;
            }
            let scaled = all.times(digits, &denominator);
            let (numerator, factor) = match scaled.bit_len() + denominator.bit_len() <= room {
                true => (scaled, IBig::ONE),
                false => small_fraction(&scaled, &all.value),
            };
            denominator *= &factor;
            if numerator.bit_len() + denominator.bit_len() > room {
                return None;
            }
            if factor != IBig::ONE {
                for earlier in &mut numerators {
                    *earlier *= &factor;
                }
            }
            // numerators are mostly of one length
            let wanted = (numerator.bit_len().max(denominator.bit_len()) + 2 * SPARE) / 61 + 1;
            if wanted > few.digits {
                few = Modulus::new(wanted.min(self.length()));
            }
            numerators.push(numerator);
        }
        Some((numerators, UBig::try_from(denominator).ok()?))
    }
}

/// Bits that must be left over for a coincidence to be unlikely; the substitution decides.
const SPARE: usize = 40;

/// A power of the prime.
struct Modulus {
    digits: usize,
    value: IBig,
    /// `p^(2^k)`.
    powers: Vec<UBig>,
}

impl Modulus {
    fn new(digits: usize) -> Self {
        Modulus {
            digits,
            value: IBig::from(UBig::from(PRIME).pow(digits)),
            powers: powers(digits),
        }
    }

    /// The number with these digits, of which it needs the lower ones only, times a factor:
    /// the residue of least absolute value.
    fn times(&self, digits: &[u64], factor: &IBig) -> IBig {
        let lower = &digits[..digits.len().min(self.digits)];
        let value = IBig::from(from_digits(lower, &self.powers));
        symmetric(&(value * factor), &self.value)
    }
}

/// `p^(2^k)` for every `2^k` below `length`.
fn powers(length: usize) -> Vec<UBig> {
    let mut powers = vec![UBig::from(PRIME)];
    while 1 << powers.len() < length {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    powers
}

/// `Σ digits_k p^k`, the higher half of the digits apart from the lower: with fast multiplication
/// this is cheaper than digit by digit.
fn from_digits(digits: &[u64], powers: &[UBig]) -> UBig {
    match digits {
        [] => UBig::ZERO,
        [digit] => UBig::from(*digit),
        _ => {
            let level = (digits.len() - 1).ilog2();
            let (low, high) = digits.split_at(1 << level);
            from_digits(low, powers) + from_digits(high, powers) * &powers[level as usize]
        }
    }
}

/// The residue of least absolute value.
fn symmetric(x: &IBig, modulus: &IBig) -> IBig {
    let mut r = x % modulus;
    if r.is_negative() {
        r += modulus;
    }
    if (&r << 1) > *modulus { r - modulus } else { r }
}

/// The fraction `n/d ≡ x`, d > 0, where the Euclidean algorithm passes √modulus (Wang 1981).
fn small_fraction(x: &IBig, modulus: &IBig) -> (IBig, IBig) {
    let half = modulus.bit_len() / 2;
    let (mut a, mut b) = (modulus.clone(), x.clone());
    if b.is_negative() {
        b += modulus;
    }
    let (mut s, mut t) = (IBig::ZERO, IBig::ONE);
    while b.bit_len() > half {
        let (quotient, remainder) = (&a).div_rem(&b);
        a = std::mem::replace(&mut b, remainder);
        let next = &s - &quotient * &t;
        s = std::mem::replace(&mut t, next);
    }
    if t.is_negative() {
        (-b, t.abs())
    } else {
        (b, t)
    }
}
