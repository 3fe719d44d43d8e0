//! Writing, in free form.

use std::collections::HashMap;
use std::fmt::Write as _;

use dashu_int::UBig;
use dashu_ratio::RBig;

use super::number::Number;
use crate::lp::program::Bounds;
use crate::lp::{LinearProgram, Sense};

/// A number of a program that no decimal is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is {value}, which no decimal is; MPS files hold decimals only")]
pub struct NotDecimal {
    /// Where the number stands, naming its row and column.
    pub what: String,
    /// The number.
    pub value: String,
}

/// The program as a free-form MPS text that reads back as the same program, up to names.
///
/// Every number is written out: that of a float may take hundreds of digits. Blanks in names become
/// underscores; names that are missing, doubled or begin like a comment are replaced by `c0`, `r0`
/// and so on. Comments at the head say which name stands for which.
///
/// # Errors
/// The first number that is no decimal, such as 1/3.
pub fn write(program: &LinearProgram) -> Result<String, NotDecimal> {
    let columns = names("c", program.columns(), |j| program.column_name(j));
    let rows = names("r", program.rows(), |i| program.row_name(i));
    let objective = fresh("objective", &rows);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "NAME {}",
        program.name.replace(char::is_whitespace, "_")
    );
    explain(&mut text, "column", &columns, |j| program.column_name(j));
    explain(&mut text, "row", &rows, |i| program.row_name(i));
    if program.sense == Sense::Maximise {
        text.push_str("OBJSENSE\n MAX\n");
    }
    let _ = writeln!(text, "ROWS\n N {objective}");
    for (name, bounds) in rows.iter().zip(program.exact_row_bounds()) {
        let _ = writeln!(text, " {} {name}", kind(bounds));
    }
    text.push_str("COLUMNS\n");
    let mut entries = vec![Vec::new(); program.columns()];
    for (i, name) in rows.iter().enumerate() {
        for (j, a) in program.exact_row(i) {
            let what = || format!("the coefficient of {} in {name}", columns[j]);
            entries[j].push((name, decimal(&a, what)?));
        }
    }
    for (j, column) in columns.iter().enumerate() {
        // the cost is written even if 0, so that every column appears
        let cost = decimal(&program.exact_costs()[j], || {
            format!("the cost of {column}")
        })?;
        let _ = writeln!(text, " {column} {objective} {cost}");
        for (row, a) in &entries[j] {
            let _ = writeln!(text, " {column} {row} {a}");
        }
    }
    text.push_str("RHS\n");
    let constant = program.exact_objective_constant();
    if !constant.is_zero() {
        let constant = decimal(&-constant, || "the objective's constant".into())?;
        let _ = writeln!(text, " rhs {objective} {constant}");
    }
    let mut ranges = String::new();
    for (name, (lower, upper)) in rows.iter().zip(program.exact_row_bounds()) {
        let what = || format!("a bound of row {name}");
        if let Some(rhs) = lower
            .as_ref()
            .or(upper.as_ref())
            .filter(|rhs| !rhs.is_zero())
        {
            let _ = writeln!(text, " rhs {name} {}", decimal(rhs, what)?);
        }
        if let (Some(lower), Some(upper)) = (lower, upper)
            && lower != upper
        {
            let _ = writeln!(ranges, " range {name} {}", decimal(&(upper - lower), what)?);
        }
    }
    let _ = write!(text, "RANGES\n{ranges}BOUNDS\n");
    for (name, bounds) in columns.iter().zip(program.exact_column_bounds()) {
        write_bounds(&mut text, name, bounds)?;
    }
    text.push_str("ENDATA\n");
    Ok(text)
}

/// The program of the shortest decimals that name the doubles of its view, as [`write()`] writes
/// it: short, and to within a rounding the same.
#[must_use]
pub fn write_rounded(program: &LinearProgram) -> String {
    let rounded = |x: f64| Number::finite(&format!("{x:?}")).ok();
    let bounds = |&(lower, upper): &(f64, f64)| (rounded(lower), rounded(upper));
    let number = |x: f64| rounded(x).unwrap_or(RBig::ZERO);
    let mut short = LinearProgram::new(program.sense);
    short.name.clone_from(&program.name);
    short.set_exact_objective_constant(number(program.objective_constant()));
    let mut ids = Vec::with_capacity(program.columns());
    for (j, column) in program.column_bounds().iter().enumerate() {
        let id = short.add_exact_column(number(program.costs()[j]), bounds(column));
        if let Some(name) = program.column_name(j) {
            short.name_column(id, name);
        }
        ids.push(id);
    }
    for (i, row) in program.row_bounds().iter().enumerate() {
        let entries = program.row(i).iter().map(|&(j, a)| (ids[j], number(a)));
        let id = short.add_exact_row(bounds(row), entries);
        if let Some(name) = program.row_name(i) {
            short.name_row(id, name);
        }
    }
    // its numbers have been made of decimals
    write(&short).unwrap_or_default()
}

/// A range with its lower bound as right-hand side is a row of type G.
fn kind(bounds: &Bounds) -> char {
    match bounds {
        (Some(lower), Some(upper)) if lower == upper => 'E',
        (Some(_), _) => 'G',
        (None, Some(_)) => 'L',
        (None, None) => 'N',
    }
}

fn write_bounds(text: &mut String, name: &str, (lower, upper): &Bounds) -> Result<(), NotDecimal> {
    let mut line = |kind: &str, value: Option<&RBig>| {
        let value = value.map(|value| decimal(value, || format!("a bound of column {name}")));
        let _ = match value.transpose()? {
            Some(value) => writeln!(text, " {kind} bound {name} {value}"),
            None => writeln!(text, " {kind} bound {name}"),
        };
        Ok(())
    };
    match (lower, upper) {
        (Some(lower), Some(upper)) if lower == upper => return line("FX", Some(lower)),
        (None, None) => return line("FR", None),
        (None, _) => line("MI", None)?,
        // written even if 0: a negative upper bound would otherwise remove it
        (Some(lower), _) => {
            let negative = |upper: &RBig| *upper < RBig::ZERO;
            if !lower.is_zero() || upper.as_ref().is_some_and(negative) {
                line("LO", Some(lower))?;
            }
        }
    }
    match upper {
        Some(upper) => line("UP", Some(upper)),
        None => Ok(()),
    }
}

/// The number written out in decimals.
fn decimal(x: &RBig, what: impl FnOnce() -> String) -> Result<String, NotDecimal> {
    let mut denominator = x.denominator().clone();
    let twos = denominator.trailing_zeros().unwrap_or(0);
    denominator >>= twos;
    let five = UBig::from(5u8);
    let fives = denominator.remove(&five).unwrap_or(0);
    if denominator != UBig::ONE {
        return Err(NotDecimal {
            what: what(),
            value: x.to_string(),
        });
    }
    let places = twos.max(fives);
    let ten = UBig::from(10u8).pow(places);
    let digits = (x.numerator() * (ten / x.denominator())).to_string();
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits.as_str()),
    };
    // zeros in front are written up to a line's width
    const WIDTH: usize = 20;
    Ok(match digits.len().checked_sub(places) {
        _ if places == 0 => format!("{sign}{digits}"),
        Some(whole) if whole > 0 => format!("{sign}{}.{}", &digits[..whole], &digits[whole..]),
        _ if places <= WIDTH => format!("{sign}0.{digits:0>places$}"),
        _ => format!("{sign}{digits}e-{places}"),
    })
}

/// A usable name for each index: its own; else its own with underscores for blanks; else a number.
fn names<'a>(prefix: &str, count: usize, name: impl Fn(usize) -> Option<&'a str>) -> Vec<String> {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<String> = (0..count)
        .map(|k| name(k).unwrap_or_default().replace(blank, "_"))
        .collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for word in &words {
        *times.entry(word).or_default() += 1;
    }
    let usable = |word: &str| {
        !word.is_empty() && !word.starts_with(['$', '\'', '"', '*']) && times[word] == 1
    };
    let numbered = |k: usize| {
        let mut word = format!("{prefix}{k}");
        while times.contains_key(word.as_str()) {
            word.push('_');
        }
        word
    };
    let words = words.iter().enumerate();
    words
        .map(|(k, word)| match usable(word) {
            true => word.clone(),
            false => numbered(k),
        })
        .collect()
}

/// Comments that say what stands for the names that the format cannot hold.
fn explain<'a>(
    text: &mut String,
    what: &str,
    names: &[String],
    own: impl Fn(usize) -> Option<&'a str>,
) {
    for (k, name) in names.iter().enumerate() {
        if let Some(own) = own(k).filter(|own| !own.is_empty() && own != name) {
            let _ = writeln!(text, "* {what} {name} is {own:?}");
        }
    }
}

/// `word`, with underscores added until it is none of the names.
fn fresh(word: &str, names: &[String]) -> String {
    let mut word = word.to_owned();
    while names.contains(&word) {
        word.push('_');
    }
    word
}
