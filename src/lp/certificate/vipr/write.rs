//! A certificate of ours as a VIPR file.

use std::collections::HashSet;
use std::fmt::Write as _;

use dashu_int::UBig;
use dashu_ratio::RBig;

use super::{Constraint, Goal, Reason, Relation, Row, Vipr};
use crate::lp::certificate::{Certificate, Claim, Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::program::common_multiple;
use crate::lp::{LinearProgram, Sense};

/// The claim is none that VIPR can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "VIPR states bounds on an optimum and infeasibility, but not that a program is unbounded; \
     --certificate can"
)]
pub struct NotStated;

/// The certificate as text.
///
/// # Errors
/// [`NotStated`] for an unbounded program.
pub fn write(program: &LinearProgram, certificate: &Certificate) -> Result<String, NotStated> {
    let file = of(program, certificate)?;
    let mut text = String::new();
    let constant = program.exact_objective_constant();
    if !constant.is_zero() {
        let constant = number(constant);
        let _ = writeln!(
            text,
            "% bounds are without the objective's constant {constant}"
        );
    }
    let _ = writeln!(text, "VER 1.1\nVAR {}", file.variables.len());
    for name in &file.variables {
        let _ = writeln!(text, "{name}");
    }
    let sense = match file.sense {
        Sense::Minimise => "min",
        Sense::Maximise => "max",
    };
    let _ = writeln!(text, "INT 0\nOBJ {sense}\n{}", row(&file.objective));
    let bounds = file
        .constraints
        .iter()
        .filter(|c| c.name.starts_with(BOUND))
        .count();
    let _ = writeln!(text, "CON {} {bounds}", file.constraints.len());
    for constraint in &file.constraints {
        let _ = writeln!(text, "{}", line(constraint));
    }
    let end = |bound: &Option<RBig>, none: &str| bound.as_ref().map_or(none.to_owned(), number);
    let _ = match &file.goal {
        Goal::Infeasible => writeln!(text, "RTP infeas"),
        Goal::Range(lower, upper) => {
            writeln!(
                text,
                "RTP range {} {}",
                end(lower, "-inf"),
                end(upper, "inf")
            )
        }
    };
    let _ = writeln!(text, "SOL {}", file.solutions.len());
    for (name, point) in &file.solutions {
        let _ = writeln!(text, "{name} {}", row(point));
    }
    let _ = writeln!(text, "DER {}", file.derivations.len());
    for (constraint, reason) in &file.derivations {
        if let Reason::Combination(terms) = reason {
            let _ = writeln!(text, "{} {{ lin {} }} -1", line(constraint), row(terms));
        }
    }
    Ok(text)
}

fn line(constraint: &Constraint) -> String {
    let relation = match constraint.relation {
        Relation::AtLeast => 'G',
        Relation::Equal => 'E',
        Relation::AtMost => 'L',
    };
    let bound = number(&constraint.bound);
    format!(
        "{} {relation} {bound} {}",
        constraint.name,
        row(&constraint.row)
    )
}

fn row(row: &[(usize, RBig)]) -> String {
    let mut text = row.len().to_string();
    for (index, value) in row {
        let _ = write!(text, " {index} {}", number(value));
    }
    text
}

fn number(x: &RBig) -> String {
    match x.is_int() {
        true => x.numerator().to_string(),
        false => format!("{}/{}", x.numerator(), x.denominator()),
    }
}

/// How names of bounds begin, and nothing else does.
const BOUND: &str = "B_";

/// The names by which a file speaks of a program's columns.
pub(super) fn variables(program: &LinearProgram) -> Vec<String> {
    names("x", program.columns(), |j| program.column_name(j))
}

/// The program's names where they are words that differ, else numbers behind a prefix.
fn names<'a>(prefix: &str, count: usize, name: impl Fn(usize) -> Option<&'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let usable = (0..count).all(|k| {
        let word = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
        name(k).is_some_and(|name| word(name) && seen.insert(name))
    });
    let named = |k| match name(k) {
        Some(name) if usable => name.to_owned(),
        _ => format!("{prefix}{k}"),
    };
    (0..count).map(named).collect()
}

/// Constraints with the places of each variable's bounds: those of columns, then those of rows.
struct Listed {
    constraints: Vec<Constraint>,
    /// Lower and upper, the same for an equation.
    places: Vec<(Option<usize>, Option<usize>)>,
}

impl Listed {
    fn of(program: &LinearProgram) -> Self {
        let mut listed = Listed {
            constraints: Vec::new(),
            places: Vec::new(),
        };
        let columns = variables(program);
        for (j, (lower, upper)) in program.exact_column_bounds().iter().enumerate() {
            let name = format!("{BOUND}{}", columns[j]);
            listed.add(&name, &[(j, RBig::ONE)], lower.as_ref(), upper.as_ref());
        }
        let rows = names("r", program.rows(), |i| program.row_name(i));
        for (i, (lower, upper)) in program.exact_row_bounds().iter().enumerate() {
            let mut row: Row = program.exact_row(i).collect();
            row.sort_by_key(|(j, _)| *j);
            let name = format!("R_{}", rows[i]);
            listed.add(&name, &row, lower.as_ref(), upper.as_ref());
        }
        listed
    }

    fn add(
        &mut self,
        name: &str,
        row: &[(usize, RBig)],
        lower: Option<&RBig>,
        upper: Option<&RBig>,
    ) {
        let mut push = |suffix: &str, relation, bound: &RBig| {
            self.constraints.push(Constraint {
                name: format!("{name}{suffix}"),
                relation,
                bound: bound.clone(),
                row: row.to_vec(),
            });
            self.constraints.len() - 1
        };
        let places = match (lower, upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                let place = Some(push("", Relation::Equal, lower));
                (place, place)
            }
            _ => (
                lower.map(|lower| push("_lower", Relation::AtLeast, lower)),
                upper.map(|upper| push("_upper", Relation::AtMost, upper)),
            ),
        };
        self.places.push(places);
    }
}

fn of(program: &LinearProgram, certificate: &Certificate) -> Result<Vipr, NotStated> {
    let listed = Listed::of(program);
    let objective = sparse(program.exact_costs().iter().cloned());
    let constant = program.exact_objective_constant();
    let without = |value: &Ratio| value.numerator.over(&value.denominator) - constant;
    let mut solutions = Vec::new();
    let mut derivations = Vec::new();
    let goal = match &certificate.claim {
        Claim::Unbounded { .. } => return Err(NotStated),
        Claim::Infeasible { prices } => {
            derivations.push(absurdity(program, &listed, prices));
            Goal::Infeasible
        }
        Claim::Bounded { primal, dual } => {
            let attained = primal.as_ref().map(|(point, value)| {
                solutions.push(("best".to_owned(), entries(point)));
                without(value)
            });
            let excluded = dual.as_ref().map(|(prices, value)| {
                let bound = without(value);
                let relation = match program.sense {
                    Sense::Minimise => Relation::AtLeast,
                    Sense::Maximise => Relation::AtMost,
                };
                let name = "bound".to_owned();
                let constraint = Constraint {
                    name,
                    relation,
                    bound: bound.clone(),
                    row: objective.clone(),
                };
                let maximise = program.sense == Sense::Maximise;
                let terms = combination(program, &listed, prices, true, maximise);
                derivations.push((constraint, Reason::Combination(terms)));
                bound
            });
            match program.sense {
                Sense::Minimise => Goal::Range(excluded, attained),
                Sense::Maximise => Goal::Range(attained, excluded),
            }
        }
    };
    Ok(Vipr {
        variables: variables(program),
        sense: program.sense,
        objective,
        constraints: listed.constraints,
        goal,
        solutions,
        derivations,
    })
}

/// A constraint that says 0 ≥ something positive.
fn absurdity(program: &LinearProgram, listed: &Listed, prices: &Vector) -> (Constraint, Reason) {
    let crossed = listed.places.iter().find_map(|(lower, upper)| {
        let (lower, upper) = ((*lower)?, (*upper)?);
        let bound = |place: usize| &listed.constraints[place].bound;
        (bound(lower) > bound(upper)).then_some((lower, upper))
    });
    let terms = match crossed {
        Some((lower, upper)) => vec![(lower, RBig::ONE), (upper, -RBig::ONE)],
        None => combination(program, listed, prices, false, false),
    };
    let sum = terms
        .iter()
        .map(|(place, factor)| &listed.constraints[*place].bound * factor);
    let constraint = Constraint {
        name: "absurd".to_owned(),
        relation: Relation::AtLeast,
        bound: sum.fold(RBig::ZERO, |sum, term| sum + term),
        row: Vec::new(),
    };
    (constraint, Reason::Combination(terms))
}

/// Prices times rows, and reduced costs times the bounds they press against.
///
/// Over the prices' denominator D and a common multiple S of the rows' scales the sums are integers
/// (times powers of two), so that a fraction is reduced once a column.
fn combination(
    program: &LinearProgram,
    listed: &Listed,
    prices: &Vector,
    with_costs: bool,
    maximise: bool,
) -> Vec<(usize, RBig)> {
    let scales = prices.entries.iter().map(|(i, _)| program.row_scale(*i));
    let common = scales.fold(UBig::ONE, common_multiple);
    let mut sums = vec![Dyadic::ZERO; program.columns()];
    for (i, price) in &prices.entries {
        let price = price.times_integer(&(&common / program.row_scale(*i)));
        for (j, a) in program.scaled_row(*i) {
            sums[j].add_product(a, &price);
        }
    }
    let denominator = &prices.denominator * &common;
    let costs = program.exact_costs().iter().zip(&sums);
    let reduced = costs.enumerate().map(|(j, (cost, sum))| {
        let cost = if with_costs { cost.clone() } else { RBig::ZERO };
        (j, cost - sum.over(&denominator))
    });
    let rows = prices.entries.iter();
    let rows = rows.map(|(i, y)| (program.columns() + i, y.over(&prices.denominator)));
    let pressed = |(variable, price): (usize, RBig)| {
        let (lower, upper) = listed.places[variable];
        let place = if (price > RBig::ZERO) == maximise {
            upper
        } else {
            lower
        };
        Some((place?, price))
    };
    let mut terms: Vec<(usize, RBig)> = reduced
        .chain(rows)
        .filter(|(_, price)| !price.is_zero())
        .filter_map(pressed)
        .collect();
    terms.sort_by_key(|(place, _)| *place);
    terms
}

fn sparse(values: impl Iterator<Item = RBig>) -> Row {
    values
        .enumerate()
        .filter(|(_, value)| !value.is_zero())
        .collect()
}

fn entries(point: &Vector) -> Row {
    let entries = point.entries.iter();
    entries
        .map(|(j, value)| (*j, value.over(&point.denominator)))
        .collect()
}
