//! From utilities that a linear program chose to pay in round money that is proved to work.

use dashu_ratio::RBig;

use super::super::Solver;
use super::super::answer::entry;
use super::super::number;
use super::super::program::{Line, Pose};
use super::super::question::Levels;
use super::{Problem, tangent};
use crate::numerics::Interval;

/// Room asked of every condition, as a share of its size, the least first: rounding pay to twelve
/// digits and enclosing utilities needs some 1e-11; the rest is for ill-scaled tables.
const MARGINS: [f64; 5] = [0.0, 1e-10, 1e-9, 1e-7, 1e-5];

/// Digits to which pay is rounded.
pub(super) const DIGITS: usize = 12;

/// Pay by outcome that is proved to make the target a best reply that is accepted, within floor,
/// cap and shape; `None` if none is found.
pub(super) fn contract(
    problem: &Problem<'_>,
    levels: &Levels,
    lines: &[Vec<Line>],
    v: Vec<RBig>,
    solver: &Solver<'_>,
) -> Option<Vec<RBig>> {
    for margin in MARGINS {
        let pose = problem.pose(levels, lines, number::of_float(margin)?);
        let v = if margin == 0.0 {
            v.clone()
        } else {
            let posed = pose.pose();
            let evidence = solver.certified(&posed.program, String::new()).ok()?;
            // no room is left for so large a margin, so there is none for a larger one
            let (point, _) = evidence.optimum()?;
            posed
                .utilities
                .iter()
                .map(|column| entry(point, column.index()))
                .collect()
        };
        let wages: Option<Vec<RBig>> = v.iter().map(|v| round_wage(problem, v)).collect();
        let Some(wages) = wages else { continue };
        if holds(problem, &pose, &wages) {
            return Some(
                levels
                    .of_outcome
                    .iter()
                    .map(|&l| wages[l].clone())
                    .collect(),
            );
        }
    }
    None
}

/// The wage in so many digits as pay is rounded to.
pub(super) fn round_to_digits(wage: f64) -> Option<RBig> {
    number::parse(&format!("{wage:.*e}", DIGITS - 1)).ok()
}

/// The wage of a utility, rounded and brought within floor and cap.
fn round_wage(problem: &Problem<'_>, v: &RBig) -> Option<RBig> {
    let mut wage = round_to_digits(problem.utility.wage(number::estimate(v)))?;
    if let Some(floor) = &problem.question.floor {
        wage = wage.max(floor.clone());
    }
    if let Some(cap) = &problem.question.cap {
        wage = wage.min(cap.clone());
    }
    Some(wage)
}

/// Whether incentives and participation certainly hold at these wages, and pay rises where it must.
fn holds(problem: &Problem<'_>, pose: &Pose<'_>, wages: &[RBig]) -> bool {
    let utilities = wages
        .iter()
        .map(|wage| tangent::utility_of(problem.utility, wage));
    let Some(utilities) = utilities.collect::<Option<Vec<Interval>>>() else {
        return false;
    };
    let reaches = |weights: &[RBig], bound: &RBig| {
        if weights.iter().all(RBig::is_zero) {
            return *bound <= RBig::ZERO;
        }
        let terms = weights.iter().zip(&utilities).filter(|(p, _)| !p.is_zero());
        let sum = terms.fold(Interval::ZERO, |sum, (p, u)| {
            sum + number::enclosure(p) * *u
        });
        sum.lower() >= number::enclosure(bound).upper()
    };
    let others = (0..problem.table.efforts().len()).filter(|k| *k != problem.target);
    let mut incentives = others.map(|k| (pose.differences(k), pose.extra_cost(k)));
    let law = pose
        .levels
        .law(&problem.table.efforts()[problem.target].law);
    incentives.all(|(weights, extra)| reaches(&weights, &extra))
        && pose
            .required()
            .is_none_or(|required| reaches(&law, &required))
        && (!pose.levels.rising || wages.is_sorted())
}
