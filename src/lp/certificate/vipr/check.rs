//! Whether a VIPR file proves its relation about a linear program.

use std::collections::HashMap;

use dashu_ratio::RBig;

use super::write::variables;
use super::{Constraint, Goal, Reason, Relation, Row, Vipr};
use crate::lp::certificate::Ratio;
use crate::lp::certificate::check::Proved;
use crate::lp::dyadic::Dyadic;
use crate::lp::{LinearProgram, ProgramError, Sense};

/// Why a file proves nothing about a program.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ViprError {
    /// The program itself is not one.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// Variables, sense or objective differ.
    #[error("the file is about another program: {0}")]
    OtherProgram(String),
    /// A constraint of the file is none of the program's.
    #[error("constraint '{name}' does not follow from a row or a bound of the program")]
    Foreign {
        /// Its name.
        name: String,
    },
    /// A point violates a constraint of the program.
    #[error("solution '{name}' violates {of}")]
    Violated {
        /// The solution's name.
        name: String,
        /// The row or column.
        of: String,
    },
    /// A reason that proves nothing about a linear program.
    #[error(
        "constraint '{name}' is derived by '{reason}'; only linear combinations ('lin') prove \
             something about a linear program"
    )]
    Reason {
        /// The constraint.
        name: String,
        /// The keyword.
        reason: String,
    },
    /// Multipliers that turn some constraints one way and others the other.
    #[error("the multipliers of '{name}' turn some constraints upwards and others downwards")]
    Unsuitable {
        /// The constraint.
        name: String,
    },
    /// The combination does not give the constraint.
    #[error("constraint '{name}' does not follow from its combination")]
    NotDominated {
        /// The constraint.
        name: String,
    },
    /// The relation is not what was derived.
    #[error("the file does not prove its relation: {0}")]
    NotProved(String),
}

/// What the file proves about the program.
///
/// # Errors
/// The first thing that fails.
pub fn check(program: &LinearProgram, file: &Vipr) -> Result<Proved, ViprError> {
    program.check()?;
    same_program(program, file)?;
    let known = Known::of(program);
    for constraint in &file.constraints {
        if !known.implies(constraint) {
            let name = constraint.name.clone();
            return Err(ViprError::Foreign { name });
        }
    }
    let mut best: Option<RBig> = None;
    for (name, point) in &file.solutions {
        let value = feasible(program, name, point)?;
        let better = best.as_ref().is_none_or(|best| match file.sense {
            Sense::Minimise => value < *best,
            Sense::Maximise => value > *best,
        });
        if better {
            best = Some(value);
        }
    }
    let last = derived(file)?;
    let not = |what: &str| Err(ViprError::NotProved(what.to_owned()));
    match &file.goal {
        Goal::Infeasible => match last {
            Some(last) if is_absurd(last) => Ok(Proved::Infeasible),
            _ => not("its last derivation is no absurdity such as 0 >= 1"),
        },
        Goal::Range(lower, upper) => {
            let (from_points, from_prices, relation) = match file.sense {
                Sense::Minimise => (upper, lower, Relation::AtLeast),
                Sense::Maximise => (lower, upper, Relation::AtMost),
            };
            if let Some(bound) = from_points {
                let reached = best.as_ref().is_some_and(|best| match file.sense {
                    Sense::Minimise => best <= bound,
                    Sense::Maximise => best >= bound,
                });
                if !reached {
                    return not("no solution reaches the bound it states");
                }
            }
            if let Some(bound) = from_prices {
                let row = file.objective.clone();
                let name = String::new();
                let goal = Constraint {
                    name,
                    relation,
                    bound: bound.clone(),
                    row,
                };
                if !last.is_some_and(|last| dominates(last, &goal)) {
                    return not("its last derivation does not bound the objective as stated");
                }
            }
            let constant = program.exact_objective_constant();
            let with_constant = |bound: &Option<RBig>| {
                let value = bound.as_ref()? + constant;
                let (numerator, denominator) = value.into_parts();
                let numerator = Dyadic::new(numerator, 0);
                Some(Ratio {
                    numerator,
                    denominator,
                })
            };
            Ok(Proved::Bounds {
                lower: with_constant(lower),
                upper: with_constant(upper),
            })
        }
    }
}

fn same_program(program: &LinearProgram, file: &Vipr) -> Result<(), ViprError> {
    let other = |what: String| Err(ViprError::OtherProgram(what));
    let names = variables(program);
    if names.len() != file.variables.len() {
        let (here, there) = (names.len(), file.variables.len());
        return other(format!("{there} variables instead of {here}"));
    }
    if let Some((here, there)) = names.iter().zip(&file.variables).find(|(a, b)| a != b) {
        return other(format!("variable '{there}' stands where '{here}' should"));
    }
    if file.sense != program.sense {
        return other(format!("it is to {} its objective", file.sense));
    }
    let costs = program.exact_costs().iter().cloned().enumerate();
    let costs: Row = costs.filter(|(_, cost)| !cost.is_zero()).collect();
    if costs != file.objective {
        return other("its objective differs".to_owned());
    }
    Ok(())
}

/// Lower and upper bound of a left-hand side.
type Bounds = (Option<RBig>, Option<RBig>);

/// The program's rows and bounds, by left-hand sides whose first coefficient is 1.
struct Known(HashMap<Row, Vec<Bounds>>);

impl Known {
    fn of(program: &LinearProgram) -> Self {
        let mut known = Known(HashMap::new());
        for (j, bounds) in program.exact_column_bounds().iter().enumerate() {
            known.add(vec![(j, RBig::ONE)], bounds);
        }
        for (i, bounds) in program.exact_row_bounds().iter().enumerate() {
            let mut row: Row = program.exact_row(i).collect();
            row.sort_by_key(|(j, _)| *j);
            known.add(row, bounds);
        }
        known
    }

    fn add(&mut self, row: Row, (lower, upper): &Bounds) {
        let (row, first) = normalised(row);
        let over = |bound: &Option<RBig>| bound.as_ref().map(|bound| bound / &first);
        let bounds = match first > RBig::ZERO {
            true => (over(lower), over(upper)),
            false => (over(upper), over(lower)),
        };
        self.0.entry(row).or_default().push(bounds);
    }

    /// Whether one row or bound alone implies the constraint. An equation needs both sides of one.
    fn implies(&self, constraint: &Constraint) -> bool {
        let (row, first) = normalised(constraint.row.clone());
        let bound = &constraint.bound / &first;
        if row.is_empty() && holds(constraint.relation, &constraint.bound) {
            return true;
        }
        let turned = first < RBig::ZERO;
        let relation = match constraint.relation {
            Relation::AtLeast if turned => Relation::AtMost,
            Relation::AtMost if turned => Relation::AtLeast,
            relation => relation,
        };
        let at_least = |(lower, _): &Bounds| lower.as_ref().is_some_and(|l| *l >= bound);
        let at_most = |(_, upper): &Bounds| upper.as_ref().is_some_and(|u| *u <= bound);
        let known = self.0.get(&row);
        known.into_iter().flatten().any(|bounds| match relation {
            Relation::AtLeast => at_least(bounds),
            Relation::AtMost => at_most(bounds),
            Relation::Equal => at_least(bounds) && at_most(bounds),
        })
    }
}

/// A row divided by its first coefficient, and that; an empty row is divided by 1.
fn normalised(mut row: Row) -> (Row, RBig) {
    let first = row.first().map_or(RBig::ONE, |(_, a)| a.clone());
    row.iter_mut().for_each(|(_, a)| *a /= &first);
    (row, first)
}

/// Whether `0 relation bound` is true.
fn holds(relation: Relation, bound: &RBig) -> bool {
    match relation {
        Relation::AtLeast => *bound <= RBig::ZERO,
        Relation::Equal => bound.is_zero(),
        Relation::AtMost => *bound >= RBig::ZERO,
    }
}

fn is_absurd(constraint: &Constraint) -> bool {
    constraint.row.is_empty() && !holds(constraint.relation, &constraint.bound)
}

fn dominates(strong: &Constraint, weak: &Constraint) -> bool {
    let above = strong.relation != Relation::AtMost && strong.bound >= weak.bound;
    let below = strong.relation != Relation::AtLeast && strong.bound <= weak.bound;
    let bounded = match weak.relation {
        Relation::AtLeast => above,
        Relation::AtMost => below,
        Relation::Equal => strong.relation == Relation::Equal && strong.bound == weak.bound,
    };
    is_absurd(strong) || (strong.row == weak.row && bounded)
}

/// The objective without its constant at a point, if the program allows the point.
fn feasible(program: &LinearProgram, name: &str, point: &Row) -> Result<RBig, ViprError> {
    let mut x = vec![RBig::ZERO; program.columns()];
    for (j, value) in point {
        x[*j] = value.clone();
    }
    let inside = |value: &RBig, (lower, upper): &Bounds, of: String| {
        let low = lower.as_ref().is_some_and(|lower| value < lower);
        if low || upper.as_ref().is_some_and(|upper| value > upper) {
            let name = name.to_owned();
            return Err(ViprError::Violated { name, of });
        }
        Ok(())
    };
    for (j, bounds) in program.exact_column_bounds().iter().enumerate() {
        inside(&x[j], bounds, program.describe_column(j))?;
    }
    for (i, bounds) in program.exact_row_bounds().iter().enumerate() {
        let terms = program.exact_row(i).filter(|(j, _)| !x[*j].is_zero());
        let sum = terms.fold(RBig::ZERO, |sum, (j, a)| sum + a * &x[j]);
        inside(&sum, bounds, program.describe_row(i))?;
    }
    let costs = point
        .iter()
        .map(|(j, value)| &program.exact_costs()[*j] * value);
    Ok(costs.fold(RBig::ZERO, |sum, term| sum + term))
}

/// Goes through the derivations; the last one proved.
fn derived(file: &Vipr) -> Result<Option<&Constraint>, ViprError> {
    let stated = file.constraints.len();
    for (place, (constraint, reason)) in file.derivations.iter().enumerate() {
        let name = || constraint.name.clone();
        let terms = match reason {
            Reason::Combination(terms) => terms,
            Reason::Other(reason) => {
                let reason = reason.clone();
                return Err(ViprError::Reason {
                    name: name(),
                    reason,
                });
            }
        };
        let earlier = |index: usize| match index.checked_sub(stated) {
            None => file.constraints.get(index),
            Some(k) if k < place => file.derivations.get(k).map(|(constraint, _)| constraint),
            Some(_) => None,
        };
        let sum =
            combined(terms, &earlier).ok_or_else(|| ViprError::Unsuitable { name: name() })?;
        if !dominates(&sum, constraint) {
            return Err(ViprError::NotDominated { name: name() });
        }
    }
    Ok(file.derivations.last().map(|(constraint, _)| constraint))
}

/// The linear combination, if all its terms point the same way.
fn combined<'a>(
    terms: &[(usize, RBig)],
    constraint: &dyn Fn(usize) -> Option<&'a Constraint>,
) -> Option<Constraint> {
    let mut relation = Relation::Equal;
    let mut bound = RBig::ZERO;
    let mut sums: HashMap<usize, RBig> = HashMap::new();
    for (index, factor) in terms {
        let term = constraint(*index)?;
        let turned = *factor < RBig::ZERO;
        let points = match term.relation {
            Relation::Equal => Relation::Equal,
            Relation::AtLeast if turned => Relation::AtMost,
            Relation::AtMost if turned => Relation::AtLeast,
            relation => relation,
        };
        if relation == Relation::Equal {
            relation = points;
        } else if points != Relation::Equal && points != relation {
            return None;
        }
        bound += factor * &term.bound;
        for (j, a) in &term.row {
            *sums.entry(*j).or_default() += factor * a;
        }
    }
    let mut row: Row = sums
        .into_iter()
        .filter(|(_, value)| !value.is_zero())
        .collect();
    row.sort_by_key(|(j, _)| *j);
    Some(Constraint {
        name: String::new(),
        relation,
        bound,
        row,
    })
}
