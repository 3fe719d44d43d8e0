//! From what a file says to a program.

use super::decimal::{Decimal, common_power};
use super::read::{Column, Mps, MpsError, Reader, Row};
use super::sections::NO_BOUND;
use crate::lp::LinearProgram;

impl Reader {
    pub(super) fn finish(self) -> Result<Mps, MpsError> {
        let mut program = LinearProgram::new(self.sense);
        program.name = self.name;
        // 0 and not −0, which would print as such
        program.objective_constant = self.constant + 0.0;
        let mut ids = Vec::with_capacity(self.columns.len());
        let mut exact = Vec::new();
        for column in self.columns {
            let (lower, upper, row) = column.bounds();
            let id = program.add_column(column.cost.unwrap_or(0.0), lower, upper);
            program.name_column(id, column.name);
            ids.push(id);
            exact.extend(row.map(|row| (id, row)));
        }
        for row in self.rows {
            let (lower, upper, power) = row.bounds();
            let scaled = |value: Decimal| match power {
                Some(power) => value.times_power(power).unwrap_or(value.float),
                None => value.float,
            };
            let entries = row
                .entries
                .iter()
                .map(|&(j, value)| (ids[j], scaled(value)));
            let id = program.add_row(lower, upper, entries);
            program.name_row(id, row.name);
        }
        let mut warnings = self.warnings;
        if !exact.is_empty() {
            warnings.push(format!(
                "{} columns have decimal bounds that no float holds; they are kept exactly, as rows",
                exact.len()
            ));
        }
        for (id, (below, above, factor)) in exact {
            program.add_row(below, above, [(id, factor)]);
        }
        program.check()?;
        Ok(Mps {
            program,
            integer_columns: self.integer_columns,
            warnings,
        })
    }
}

impl Column {
    /// The least and the greatest value, and the row that says the same exactly (its bounds and its
    /// coefficient, a power of ten) where no float holds a bound as written; the values are then a
    /// rounding further out, as a box that helps solvers.
    ///
    /// Rows are kept as written, too: a column fixed at 3.727 in a row that asks for 3.727 would
    /// else not do.
    fn bounds(&self) -> (f64, f64, Option<(f64, f64, f64)>) {
        let upper = self.upper.map_or(f64::INFINITY, |upper| upper.float);
        let lower = match self.lower {
            Some(lower) => lower.float,
            None if upper < 0.0 => f64::NEG_INFINITY,
            None => 0.0,
        };
        let inexact = [self.lower, self.upper].map(|bound| bound.filter(|bound| !bound.is_float()));
        let power = match inexact {
            [None, None] => None,
            _ => common_power(inexact.into_iter().flatten()),
        };
        let Some(power) = power else {
            return (lower, upper, None);
        };
        let [below, above] = inexact.map(|bound| bound.and_then(|bound| bound.times_power(power)));
        let row = (
            below.unwrap_or(f64::NEG_INFINITY),
            above.unwrap_or(f64::INFINITY),
            10_i64.pow(power.unsigned_abs()) as f64,
        );
        let lower = below.map_or(lower, |_| lower.next_down());
        let upper = above.map_or(upper, |_| upper.next_up());
        (lower, upper, Some(row))
    }
}

impl Row {
    /// Bounds, and the power of ten that the row is multiplied by to be exact, if one does it.
    fn bounds(&self) -> (f64, f64, Option<i32>) {
        let entries = self.entries.iter().map(|(_, value)| *value);
        let numbers = entries.chain(self.rhs).chain(self.range);
        let power = common_power(numbers);
        let number = |value: Option<Decimal>| {
            let value = value?;
            power
                .and_then(|power| value.times_power(power))
                .or(Some(value.float))
        };
        let rhs = number(self.rhs).unwrap_or(0.0);
        let (lower, upper) = match (self.kind, number(self.range)) {
            ('L', None) => (f64::NEG_INFINITY, rhs),
            ('G', None) => (rhs, f64::INFINITY),
            ('L', Some(range)) => (rhs - range.abs(), rhs),
            ('G', Some(range)) => (rhs, rhs + range.abs()),
            (_, Some(range)) => (rhs + range.min(0.0), rhs + range.max(0.0)),
            (_, None) => (rhs, rhs),
        };
        // numbers that stand for infinity are written, not computed
        let endless = |value: Option<Decimal>, sign: f64| {
            value.is_some_and(|value| sign * value.float >= NO_BOUND)
        };
        let wide = endless(self.range, 1.0) || endless(self.range, -1.0);
        let (below, above) = match self.kind {
            'L' => (wide, endless(self.rhs, 1.0)),
            'G' => (endless(self.rhs, -1.0), wide),
            _ => (endless(self.range, -1.0), endless(self.range, 1.0)),
        };
        (
            if below { f64::NEG_INFINITY } else { lower },
            if above { f64::INFINITY } else { upper },
            power,
        )
    }
}
