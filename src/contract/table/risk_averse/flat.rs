//! The same pay whatever comes out, where the target costs no more than any other effort.
//!
//! It is then the best of all pay, exactly: no incentive is needed, E\[w] ≥ h(E\[u(w)]) ≥ h(U0 + c)
//! by Jensen's inequality wherever participation holds, no pay is below the floor, and the largest
//! pay is no less than the expected one. A linear program with tangents in the place of h has its
//! solution there too, but none of the room next to it that a proof in rounded numbers asks for.

use dashu_ratio::RBig;

use super::super::answer::Contract;
use super::super::number;
use super::super::program::Pose;
use super::repair::{DIGITS, round_to_digits};
use super::{Problem, tangent};

/// Units of the last of twelve digits by which the wage that meets the outside option may be raised
/// until it certainly does: rounding takes half of one, enclosures of u and h some hundredths.
const RAISES: [f64; 3] = [0.0, 1.0, 100.0];

/// The contract; `None` where the target needs incentives, or flat pay cannot be had.
pub(super) fn contract(problem: &Problem<'_>, pose: &Pose<'_>) -> Option<Contract> {
    let others = (0..problem.table.efforts().len()).filter(|k| *k != problem.target);
    let extra: Vec<(usize, RBig)> = others.map(|k| (k, pose.extra_cost(k))).collect();
    if extra.iter().any(|(_, extra)| *extra > RBig::ZERO) {
        return None;
    }
    let floor = problem.question.floor.clone();
    let (wage, asked) = match pose.required() {
        // Without an outside option the floor is all that is asked for.
        None => (floor.clone()?, None),
        Some(required) => accepted(problem, &required)?,
    };
    let cap = problem.question.cap.as_ref();
    if cap.is_some_and(|cap| wage > *cap) {
        return None;
    }
    let lower = [floor, asked].into_iter().flatten().max();
    let indifferent = extra.iter().filter(|(_, extra)| extra.is_zero());
    Some(Contract {
        pay: vec![wage.clone(); problem.table.outcomes().len()],
        expected_pay: wage.clone(),
        largest_pay: wage.clone(),
        lower: lower.unwrap_or_else(|| wage.clone()).min(wage.clone()),
        upper: wage,
        indifferent: indifferent.map(|(k, _)| *k).collect(),
        uncertain_costs: pose.uncertain_costs(),
        threshold: None,
    })
}

/// A wage at least the floor that certainly gives the utility, and what no pay that gives it in
/// expectation is below.
fn accepted(problem: &Problem<'_>, required: &RBig) -> Option<(RBig, Option<RBig>)> {
    let least = number::enclosure(required);
    let bought = problem.utility.enclosed()?;
    let wage = bought.wage_derivative(0, least)?;
    let gives = |wage: &RBig| {
        tangent::utility_of(problem.utility, wage).is_some_and(|u| u.lower() >= least.upper())
    };
    let asked = number::of_float(wage.lower());
    let floor = problem.question.floor.as_ref();
    if let Some(floor) = floor.filter(|floor| gives(floor)) {
        return Some((floor.clone(), asked));
    }
    let most = wage.upper();
    // 0 has no digits.
    let size = libm::log10(most.abs().max(f64::MIN_POSITIVE));
    let unit = libm::exp10(size.floor() - (DIGITS - 1) as f64);
    let raised = RAISES.iter().map(|units| most + units * unit);
    let mut tried = raised.chain([1e-12]).filter_map(round_to_digits);
    let met = tried.find(|wage| floor.is_none_or(|floor| wage >= floor) && gives(wage))?;
    Some((met, asked))
}
