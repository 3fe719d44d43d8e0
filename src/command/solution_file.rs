//! The file of `firstbest solve --solution`: point, prices, reduced costs and basis.

use super::error::CommandError;
use crate::lp::optimum::Optimum;
use crate::lp::{LinearProgram, Position};
use dashu_ratio::RBig;

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// As fractions in lowest terms, `-3/4`.
    Fractions,
    /// As the nearest doubles.
    Decimals,
}

/// The text, a CSV file with one line a column and one a row:
///
/// ```text
/// kind,name,value,price,position
/// column,x,5/2,0,basic
/// row,demand,10,1/4,lower
/// ```
///
/// `value` is that of the column, or of the row's sum; `price` is the column's reduced cost, or the
/// derivative of the objective by the row's bound, empty where a backend tells none; `position` is
/// `basic`, `lower`, `upper` or `free` where a basis is known, else empty.
pub fn write(
    program: &LinearProgram,
    optimum: &Optimum,
    basis: Option<&[Position]>,
    priced: bool,
    digits: Digits,
) -> Result<Vec<u8>, CommandError> {
    let mut file = csv::Writer::from_writer(Vec::new());
    let number = |x: &RBig| match digits {
        Digits::Fractions => x.to_string(),
        Digits::Decimals => format!("{:?}", x.to_f64().value()),
    };
    let price_of = |x: &RBig| if priced { number(x) } else { String::new() };
    let position = |k: usize| {
        basis
            .and_then(|b| b.get(k))
            .map_or("", |place| place.name())
    };
    let mut line = |fields: [&str; 5]| {
        file.write_record(fields)
            .map_err(|error| CommandError::Stdout(std::io::Error::other(error)))
    };
    line(["kind", "name", "value", "price", "position"])?;
    let columns = optimum.values.iter().zip(&optimum.reduced_costs);
    for (j, (value, price)) in columns.enumerate() {
        let name = program.column_name(j).map_or(format!("{j}"), str::to_owned);
        line([
            "column",
            &name,
            &number(value),
            &price_of(price),
            position(j),
        ])?;
    }
    let rows = optimum.activities.iter().zip(&optimum.prices);
    for (i, (value, price)) in rows.enumerate() {
        let name = program.row_name(i).map_or(format!("{i}"), str::to_owned);
        let place = position(program.columns() + i);
        line(["row", &name, &number(value), &price_of(price), place])?;
    }
    file.into_inner()
        .map_err(|error| CommandError::Stdout(std::io::Error::other(error.to_string())))
}
