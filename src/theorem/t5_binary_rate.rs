//! T5: the gap of binary contracts vanishes like 1/√(n log n), with the sharp constant K_bin.

use super::Theorem;
use super::TheoremError;
use super::brackets::{Brackets, Claim, width_panel};
use super::evidence::{Cell, Check, DataTable, Evidence, Mark, Measured, Panel, Series, Standing};
use super::limits::{GAP_ERROR, below, number, selection_check, terms_number};
use super::simulation::{Simulation, simulated_row, simulated_series};
use super::study::{Instance, Progress};
use crate::bounds;
use crate::contract::constants;
use crate::contract::{Class, SecondBest, Threshold};
use crate::input::Section;
use crate::rates::Rate;
use crate::rates::constant::extrapolate;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t5",
    stem: "t5_binary_rate",
    code: file!(),
    title: "Binary contracts: gap of order 1/sqrt(n log n)",
    statement: "sqrt(n log n)*gap -> K_bin = c'(eta*)*[h(U0) - h(ubar) + c(eta*)*h'(ubar)]/(c(eta*)*sqrt(I(eta*))), gap of the best base wage with a bonus at a threshold of n monitored samples. At finite n: K_bin*M(z)/sqrt(n) with M the Mills ratio and phi(z) = c'/(c*sqrt(n I)).",
    assumptions: &[
        "u strictly concave, wages at least w_min with u(w_min) < U0",
        "c increasing and strictly convex, c(0) = 0",
        "first best above 0: interior, or full care wanted strictly, V'(1) > h'(ubar)*c'(1)",
        "S ~ Binomial(n, q(eta)) with q smooth and increasing",
    ],
    evidence,
};

/// How far the extrapolated constant may be from K_bin: a fifth of the 5% by which a wrong constant
/// should show. The fit's own error is the next term of the ratio, of order log(n)/n at the upper
/// half of the range, far below.
const CONSTANT_TOLERANCE: f64 = 0.01;

/// Below this n the slack z is small and the asymptotics of T5 say nothing about the direction of
/// the ratio.
const ASYMPTOTIC_SAMPLES: u64 = 1000;

fn evidence(
    parameters: &Section<'_, '_>,
    progress: &dyn Progress,
) -> Result<Evidence, TheoremError> {
    parameters.only(&[
        "models",
        "labels",
        "samples",
        "threshold",
        "simulation",
        "brackets",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let samples = parameters.samples("samples")?;
    let brackets = Brackets::read(parameters)?;
    let threshold = match parameters.text("threshold")? {
        "deterministic" => Threshold::Deterministic,
        "randomised" => Threshold::Randomised,
        other => {
            return Err(parameters
                .complain(
                    "threshold",
                    format!("\"{other}\" is not known"),
                    "deterministic | randomised",
                )
                .into());
        }
    };
    let simulation = Simulation::read(parameters, instances.len())?;
    progress.plan(
        instances.len() * (samples.samples().len() + brackets.steps()) + simulation.samples.len(),
    );
    let class = Class::Binary(threshold);

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "instance",
        "samples",
        "gap",
        "leading",
        "refined",
        "gap_over_leading",
        "gap_over_refined",
        "effort",
        "threshold",
        "base_wage",
        "bonus",
        "bonus_probability",
        "simulated_gap",
        "simulated_standard_error",
    ]);
    let mut first_panel = Vec::new();
    let mut ratios = Vec::new();
    let mut widths = Vec::new();
    for (group, instance) in instances.iter().enumerate() {
        let curve = instance.curve(class, samples.samples(), progress)?;
        let formulas = Formulas::new(instance, &curve)?;
        let fine = Formulas::fine(instance, samples.samples())?;
        checks.push(selection_check(instance, &curve, Rate::InverseRootLog)?);
        let bracketed = brackets.study(instance, &claim(class), progress)?;
        checks.extend(bracketed.checks.iter().cloned());
        checks.extend(constant_checks(instance, &curve, &formulas)?);
        let simulated = if group == simulation.instance {
            let (gaps, check) = simulation.run(instance, class, progress)?;
            checks.push(check);
            gaps
        } else {
            Vec::new()
        };
        for (contract, (leading, refined)) in curve.iter().zip(&formulas.values) {
            table.push(row(instance, contract, *leading, *refined));
        }
        for gap in &simulated {
            table.push(simulated_row(instance, gap, table.columns.len()));
        }
        let x = |contract: &SecondBest| contract.samples as f64;
        if group == simulation.instance {
            let zip = || curve.iter().zip(&formulas.values);
            first_panel = vec![
                Series::new(
                    "computed",
                    Mark::Points,
                    group,
                    curve.iter().map(|c| (x(c), c.gap.total())),
                ),
                simulated_series(&simulated, group),
                Series::new(
                    "refined formula",
                    Mark::Curve,
                    group,
                    fine.iter()
                        .map(|(n, leading, refined)| (*n, leading * refined)),
                ),
                Series::new(
                    "$K_bin/√{n log n}$",
                    Mark::Leading,
                    group,
                    zip().map(|(c, f)| (x(c), f.0)),
                ),
            ];
        }
        let ratio = |value: fn(&SecondBest, &(f64, f64)) -> f64| {
            curve
                .iter()
                .zip(&formulas.values)
                .map(move |(c, f)| (x(c), value(c, f)))
        };
        ratios.push(Series::new(
            instance.label.clone(),
            Mark::Points,
            group,
            ratio(|c, f| c.gap.total() / f.0),
        ));
        let refined = fine.iter().map(|(n, _, refined)| (*n, *refined));
        ratios.push(Series::new("", Mark::Curve, group, refined));
        widths.push(bracketed.widths(instance, group));
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
                y_label: "$√{n log n} Δ_n / K_bin$".to_owned(),
                y_log: false,
                reference: Some(1.0),
                series: ratios,
            },
            width_panel(widths),
        ],
    })
}

/// What brackets are held against.
fn claim(class: Class) -> Claim {
    Claim {
        class,
        name: "sqrt(n log n)*gap",
        scale: |n| (n * n.ln()?).sqrt(),
        rate: Rate::InverseRootLog,
        constant_name: "K_bin",
        constant: bounds::constants::binary,
        refined: Some(bounds::constants::binary_refined),
    }
}

/// Leading and refined formula at each n of a curve.
struct Formulas {
    constant: f64,
    values: Vec<(f64, f64)>,
}

impl Formulas {
    fn new(instance: &Instance, curve: &[SecondBest]) -> Result<Self, TheoremError> {
        let first_best = instance.first_best()?;
        let constant = constants::binary(&first_best);
        let values = curve
            .iter()
            .map(|contract| {
                let n = contract.samples as f64;
                let leading = constant / (n * libm::log(n)).sqrt();
                let refined = constants::binary_refined(&first_best, n).unwrap_or(f64::NAN);
                (leading, refined)
            })
            .collect();
        Ok(Self { constant, values })
    }

    /// (n, leading term, refined formula over it) from the least to the largest n on a grid so fine
    /// that no corner is seen, where there is a refined formula.
    fn fine(instance: &Instance, samples: &[u64]) -> Result<Vec<(f64, f64, f64)>, TheoremError> {
        const STEPS: u32 = 240;
        let first_best = instance.first_best()?;
        let constant = constants::binary(&first_best);
        let least = samples.iter().copied().min().unwrap_or(1).max(2) as f64;
        let most = samples.iter().copied().max().unwrap_or(1).max(2) as f64;
        let at = |j: u32| {
            let share = f64::from(j) / f64::from(STEPS);
            libm::exp(libm::log(least) + share * libm::log(most / least))
        };
        let values = (0..=STEPS).map(at).filter_map(|n| {
            let leading = constant / (n * libm::log(n)).sqrt();
            let ratio = constants::binary_refined(&first_best, n)? / leading;
            Some((n, leading, ratio))
        });
        Ok(values.collect())
    }
}

fn constant_checks(
    instance: &Instance,
    curve: &[SecondBest],
    formulas: &Formulas,
) -> Result<Vec<Check>, TheoremError> {
    let points: Vec<(f64, f64)> = curve
        .iter()
        .zip(&formulas.values)
        .filter(|(contract, (_, refined))| {
            contract.samples >= ASYMPTOTIC_SAMPLES && refined.is_finite()
        })
        .map(|(contract, (_, refined))| (contract.samples as f64, contract.gap.total() / refined))
        .collect();
    let limit = extrapolate(&points, 0.5).map_err(|error| instance.rates_error(error))?;
    let off = (limit.value - 1.0).abs() + limit.uncertainty();
    let errors: Vec<f64> = points
        .iter()
        .map(|(_, ratio)| (ratio - 1.0).abs())
        .collect();
    // Falling until what is left is the error of the computation.
    let falls = errors
        .windows(2)
        .all(|pair| pair[1] < pair[0] || pair[1] < 10.0 * GAP_ERROR);
    let scaled = |index: usize| -> f64 { curve[index].gap.total() / formulas.values[index].0 };
    let last = curve.len() - 1;
    let first = curve
        .iter()
        .position(|contract| contract.samples >= ASYMPTOTIC_SAMPLES)
        .unwrap_or(0);
    let error = |index: usize| {
        let error = errors.get(index).copied().unwrap_or(f64::NAN);
        below(error, 10.0 * GAP_ERROR)
    };
    let check = |claim: String, measured: Measured, standing, holds| Check {
        instance: instance.label.clone(),
        claim,
        measured,
        standing,
        holds,
    };
    Ok(vec![
        check(
            "the constant is K_bin".to_owned(),
            format!(
                "gap over refined formula tends to {:.5} +- {:.5}, so the constant is {:.6} against K_bin = {:.6}",
                limit.value,
                limit.uncertainty(),
                limit.value * formulas.constant,
                formulas.constant
            ).into(),
            Standing::Fitted,
            off <= CONSTANT_TOLERANCE,
        ),
        check(
            format!("the refined formula closes in on the gap from n = {ASYMPTOTIC_SAMPLES} on"),
            Measured::from(format!("its relative error falls from {} to ", error(0)))
                .value("refined_error_last", error(errors.len() - 1)),
            Standing::Computed,
            falls,
        ),
        check(
            "sqrt(n log n)*gap approaches K_bin (slowly)".to_owned(),
            Measured::from(format!("{:.4} K_bin at n = ", scaled(first)))
                .number(
                    "first_samples",
                    format_args!("{:e}", curve[first].samples as f64),
                )
                .say(format_args!(
                    ", {:.4} K_bin at n = {:e}",
                    scaled(last),
                    curve[last].samples as f64
                )),
            Standing::Computed,
            (scaled(last) - 1.0).abs() < (scaled(first) - 1.0).abs(),
        ),
    ])
}

fn row(instance: &Instance, contract: &SecondBest, leading: f64, refined: f64) -> Vec<Cell> {
    let gap = contract.gap.total();
    let mut cells = vec![
        Cell::Text(instance.label.clone()),
        Cell::Count(contract.samples),
        number(gap),
        number(leading),
        number(refined),
        number(gap / leading),
        number(gap / refined),
        terms_number(contract.point.effort),
    ];
    if let crate::contract::Terms::Binary(terms) = &contract.terms {
        cells.extend([
            Cell::Count(terms.rule.threshold()),
            terms_number(terms.base_wage),
            terms_number(terms.bonus),
            terms_number(terms.bonus_probability),
        ]);
    }
    cells
}
