//! What lifting leaves of a right-hand side, in the shortest integers that hold it.

use dashu_int::IBig;

use super::equations::System;
use super::field::{PRIME, residue};
use super::wide::Wide;

/// What the digits found so far leave of the right-hand side, divided by the power of the prime.
pub(super) enum Residual {
    /// With rows of sizes up to 2^62 in total and digits below 2^61, `r − A x` stays below 2^125
    /// if r starts so, and is below 2^66 after the first division.
    Short(Vec<i128>),
    /// Likewise: `r − A x` stays below 2^251 if r starts below 2^250.
    Wide(Vec<Wide>),
    Long(Vec<IBig>),
}

impl Residual {
    pub(super) fn new(system: &System, rhs: &[IBig]) -> Self {
        const LIMIT: u32 = 124;
        let fits = |b: &IBig| {
            let b = i128::try_from(b).ok()?;
            (b.unsigned_abs() >> LIMIT == 0).then_some(b)
        };
        let short: Option<Vec<i128>> = match system.short_rows {
            Some(_) => rhs.iter().map(fits).collect(),
            None => None,
        };
        if let Some(short) = short {
            return Residual::Short(short);
        }
        let wide: Option<Vec<Wide>> = match system.wide_rows {
            Some(_) => rhs.iter().map(Wide::new).collect(),
            None => None,
        };
        wide.map_or_else(|| Residual::Long(rhs.to_vec()), Residual::Wide)
    }

    /// Residues modulo the prime.
    pub(super) fn residues(&self) -> Vec<u64> {
        match self {
            Residual::Short(residual) => {
                let prime = i128::from(PRIME);
                let residues = residual.iter().map(|r| r.rem_euclid(prime));
                residues.map(|r| u64::try_from(r).unwrap_or(0)).collect()
            }
            Residual::Wide(residual) => residual.iter().map(|r| r.residue()).collect(),
            Residual::Long(residual) => residual.iter().map(residue).collect(),
        }
    }

    /// `r ← (r − A x) / p`.
    pub(super) fn divide(&mut self, system: &System, x: &[u64]) {
        match self {
            Residual::Short(residual) => {
                // short residuals are made for systems with short rows only
                let rows = system.short_rows.iter().flatten();
                for (row, r) in rows.zip(residual) {
                    for &(j, a) in row {
                        *r -= i128::from(a) * i128::from(x[j]);
                    }
                    *r /= i128::from(PRIME);
                }
            }
            Residual::Wide(residual) => {
                let rows = system.wide_rows.iter().flatten();
                for (row, r) in rows.zip(residual) {
                    for &(j, a) in row.iter().filter(|(j, _)| x[*j] != 0) {
                        r.subtract_product(a, x[j]);
                    }
                    *r = r.divided();
                }
            }
            Residual::Long(residual) => {
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
        }
    }
}
