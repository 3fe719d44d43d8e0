//! T7: no contract beats K_lin/n, and linear contracts reach it.

use super::Theorem;
use super::TheoremError;
use super::brackets::{Brackets, Claim, width_panel};
use super::evidence::{Cell, Check, DataTable, Evidence, Mark, Panel, Series, Standing};
use super::limits::{
    GAP_ERROR, below, inverse_limit_check, number, resolved_excess, selection_check, terms_number,
};
use super::study::{Instance, Progress};
use crate::contract::constants;
use crate::contract::{Class, SecondBest, Terms, Threshold};
use crate::input::Section;
use crate::rates::Rate;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t7",
    stem: "t7_general_rate",
    code: file!(),
    title: "All contracts: K_lin/n is the best possible",
    statement: "for every contract and every n implementing eta costs at least h(U0 + c(eta)) + m*c'(eta)^2/(2*n*I(eta)), m = inf h''; and n*gap -> K_lin for the best of all contracts, the linear contract's constant, if h outgrows every line or u is bounded.",
    assumptions: &[
        "u strictly concave and smooth, wages at least w_min with u(w_min) < U0",
        "c increasing and strictly convex, c(0) = 0",
        "first best above 0: interior, or full care wanted strictly, V'(1) > h'(ubar)*c'(1)",
        "S ~ Binomial(n, q(eta)) with q smooth and increasing; pay may use the whole list of signals",
    ],
    evidence,
};

/// Primal and dual of the general contract agree to this share of the premium: the residual of the
/// constraints (1e-13) times the ratio of prices to premium, which stays below 100 on the
/// instances.
const DUALITY_TOLERANCE: f64 = 1e-11;

fn evidence(
    parameters: &Section<'_, '_>,
    progress: &dyn Progress,
) -> Result<Evidence, TheoremError> {
    parameters.only(&["models", "labels", "samples", "brackets"])?;
    let instances = Instance::read_all(parameters)?;
    let samples = parameters.samples("samples")?.samples().to_vec();
    let brackets = Brackets::read(parameters)?;
    progress.plan(instances.len() * (3 * samples.len() + brackets.steps()));

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "instance",
        "samples",
        "gap_general",
        "gap_linear",
        "gap_binary",
        "premium_lower_bound",
        "premium_general",
        "leading",
        "effort_general",
    ]);
    let mut first_panel = Vec::new();
    let mut excess = Vec::new();
    let mut widths = Vec::new();
    for (group, instance) in instances.iter().enumerate() {
        let first_best = instance.first_best()?;
        let constant = constants::linear(&first_best);
        let general = instance.curve(Class::General, &samples, progress)?;
        let linear = instance.curve(Class::Linear, &samples, progress)?;
        let binary = instance.curve(Class::Binary(Threshold::Deterministic), &samples, progress)?;
        let bounds: Vec<f64> = general
            .iter()
            .map(|c| constants::premium_lower_bound(&first_best, c.point.change, c.samples as f64))
            .collect();
        checks.push(selection_check(instance, &general, Rate::Inverse)?);
        let claim = Claim::inverse(Class::General);
        let bracketed = brackets.study(instance, &claim, progress)?;
        checks.extend(bracketed.checks.iter().cloned());
        widths.push(bracketed.widths(instance, group));
        checks.push(inverse_limit_check(instance, &general, constant)?);
        checks.extend(comparison_checks(
            instance, &general, &linear, &binary, &bounds,
        ));
        for (index, contract) in general.iter().enumerate() {
            table.push(vec![
                Cell::Text(instance.label.clone()),
                Cell::Count(contract.samples),
                number(contract.gap.total()),
                number(linear[index].gap.total()),
                number(binary[index].gap.total()),
                number(bounds[index]),
                number(contract.gap.premium),
                number(constant / contract.samples as f64),
                terms_number(contract.point.effort),
            ]);
        }
        let points = |curve: &[SecondBest]| -> Vec<(f64, f64)> {
            curve
                .iter()
                .map(|c| (c.samples as f64, c.gap.total()))
                .collect()
        };
        if group == 0 {
            let bound = general
                .iter()
                .zip(&bounds)
                .map(|(c, b)| (c.samples as f64, *b));
            // Linear and general pay lose the same to the eye: each at every other n.
            let alternate = |curve: &[SecondBest], first: usize| -> Vec<(f64, f64)> {
                points(curve).into_iter().skip(first).step_by(2).collect()
            };
            first_panel = vec![
                Series::new("binary", Mark::Points, 1, alternate(&binary, 0)),
                Series::new("linear", Mark::Points, 0, alternate(&linear, 0)),
                Series::new("general", Mark::Points, 2, alternate(&general, 1)),
                Series::new("lower bound", Mark::Curve, 3, bound),
            ];
        }
        excess.push(resolved_excess(
            instance.label.clone(),
            group,
            general
                .iter()
                .zip(&linear)
                .map(|(g, l)| (g.samples as f64, l.gap.total() / g.gap.total())),
        ));
    }
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            Panel {
                x_label: "monitored samples $n$".to_owned(),
                x_log: true,
                y_label: "gap to the first best $Δ_n$".to_owned(),
                y_log: true,
                reference: None,
                series: first_panel,
            },
            Panel {
                x_label: "monitored samples $n$".to_owned(),
                x_log: true,
                y_label: "$Δ_n^{linear} / Δ_n^{general} − 1$".to_owned(),
                y_log: true,
                reference: None,
                series: excess,
            },
            width_panel(widths),
        ],
    })
}

fn comparison_checks(
    instance: &Instance,
    general: &[SecondBest],
    linear: &[SecondBest],
    binary: &[SecondBest],
    bounds: &[f64],
) -> Vec<Check> {
    let check = |claim: &str, measured: String, holds| Check {
        instance: instance.label.clone(),
        claim: claim.to_owned(),
        measured: measured.into(),
        standing: Standing::Computed,
        holds,
    };
    let ratio = |other: &[SecondBest]| -> Vec<f64> {
        general
            .iter()
            .zip(other)
            .map(|(g, o)| o.gap.total() / g.gap.total())
            .collect()
    };
    let least = |list: &[f64]| list.iter().copied().fold(f64::INFINITY, f64::min);
    let to_linear = ratio(linear);
    let least_of_all = least(&to_linear).min(least(&ratio(binary)));
    let above_bound: Vec<f64> = general
        .iter()
        .zip(bounds)
        .filter(|(_, bound)| **bound > 0.0)
        .map(|(contract, bound)| contract.gap.premium / bound)
        .collect();
    let duality = general
        .iter()
        .map(|contract| match &contract.terms {
            Terms::General(terms) => terms.duality_gap,
            _ => f64::NAN,
        })
        .fold(0.0, f64::max);
    let last = to_linear.last().copied().unwrap_or(f64::NAN) - 1.0;
    let mut checks = vec![
        check(
            "no linear or binary contract beats the general one",
            format!("least ratio of gaps {least_of_all:.7}"),
            least_of_all >= 1.0 - 2.0 * GAP_ERROR,
        ),
        check(
            "linear contracts are optimal up to 1 + o(1)",
            format!(
                "their excess at the largest n is {}",
                below(last, 2.0 * GAP_ERROR)
            ),
            last.abs() <= (to_linear[0] - 1.0).abs().max(2.0 * GAP_ERROR),
        ),
        check(
            "the dual meets the primal",
            format!(
                "largest relative distance {}",
                below(duality, DUALITY_TOLERANCE)
            ),
            duality <= DUALITY_TOLERANCE,
        ),
    ];
    if above_bound.is_empty() {
        checks.push(check(
            "the bound for every contract is vacuous here (inf h'' = 0)",
            "only the Fenchel bound (the dual) speaks".to_owned(),
            // A bound that is negative or no number would be a fault of the formula.
            bounds.iter().all(|bound| *bound == 0.0),
        ));
    } else {
        checks.push(check(
            "the premium respects the bound for every contract",
            format!("least premium over bound {:.7}", least(&above_bound)),
            least(&above_bound) >= 1.0 - 2.0 * GAP_ERROR,
        ));
    }
    if instance.model.utility().family() == "log" {
        let worst = to_linear
            .iter()
            .map(|r| (r - 1.0).abs())
            .fold(0.0, f64::max);
        checks.push(check(
            "with logarithmic utility the linear contract is the optimal one",
            format!(
                "largest relative difference {}",
                below(worst, 2.0 * GAP_ERROR)
            ),
            worst <= 2.0 * GAP_ERROR,
        ));
    }
    checks
}
