//! T9: what a second bonus is worth. One bonus loses K_bin/√(n log n); two lose within a factor of
//! two of the best pay of any shape at every size one can buy; L tiers lose about K_lin/(n·E_L).

mod growth;
mod proved;
mod robustness;

use super::Theorem;
use super::TheoremError;
use super::evidence::{Cell, Check, DataTable, Evidence, Mark, Measured, Panel, Series, Standing};
use super::limits::{GAP_ERROR, below, number, terms_number};
use super::simulation::{Simulation, simulated_row};
use super::study::{Instance, Progress};
use crate::contract::tiered::{best_grouping, limit};
use crate::contract::{Class, SecondBest, Terms, Threshold, constants};
use crate::input::Section;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t9",
    stem: "t9_tiered_rate",
    code: file!(),
    title: "Tiered contracts: what a second bonus is worth",
    statement: "Pay of L bonuses keeps at most the information of L+1 groups, so liminf n*gap >= K_lin/E_(L+1), E_m = max sum (phi(z_j) - phi(z_(j+1)))^2/P_j (Cox 1957, E_2 = 2/pi). Two bonuses, a lenient guard that deters and a spur near the expected count, lose less than 2*K_lin/n at every size tried; n*gap is of order sqrt(log n/log log n), the constant (sqrt(2) - 1)*K_lin is a conjecture.",
    assumptions: &[
        "u strictly concave, wages at least w_min with u(w_min) < U0",
        "c increasing and strictly convex, c(0) = 0",
        "first best above 0: interior, or full care wanted strictly, V'(1) > h'(ubar)*c'(1)",
        "S ~ Binomial(n, q(eta)) with q smooth and increasing",
    ],
    evidence,
};

/// The most tiers in the figure.
const MOST: u32 = 4;

/// From here on the normal law of the limit problem is held against the count.
const ASYMPTOTIC_SAMPLES: u64 = 1000;

fn class(tiers: u32) -> Class {
    Class::Tiered {
        tiers,
        threshold: Threshold::Deterministic,
    }
}

fn evidence(
    parameters: &Section<'_, '_>,
    progress: &dyn Progress,
) -> Result<Evidence, TheoremError> {
    parameters.only(&[
        "models",
        "labels",
        "samples",
        "simulation",
        "brackets",
        "robustness",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let samples = parameters.samples("samples")?;
    let simulation = Simulation::read(parameters, instances.len())?;
    let brackets = parameters.section("brackets")?;
    brackets.only(&["samples", "tiers"])?;
    let robust = robustness::Robustness::read(&parameters.section("robustness")?)?;
    progress.plan(
        instances.len() * samples.samples().len() * (MOST as usize + 1) + simulation.samples.len(),
    );

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "instance",
        "tiers",
        "samples",
        "gap",
        "ratio",
        "limit_ratio",
        "information_bound",
        "effort",
        "first_threshold",
        "last_threshold",
        "simulated_gap",
        "simulated_standard_error",
    ]);
    let (mut main, mut second) = (Vec::new(), Vec::new());
    for (group, instance) in instances.iter().enumerate() {
        let first_best = instance.first_best()?;
        let constant = constants::linear(&first_best);
        let mut curves = Vec::new();
        for tiers in 1..=MOST {
            let curve = instance.curve(class(tiers), samples.samples(), progress)?;
            let normal: Vec<Option<f64>> = curve
                .iter()
                .map(|c| limit::solve(&first_best, c.samples, tiers as usize, false))
                .map(|found| found.map(|limit| limit.ratio))
                .collect();
            for (contract, limit) in curve.iter().zip(&normal) {
                table.push(row(instance, contract, tiers, constant, *limit));
            }
            if tiers > 1 {
                checks.push(formula_check(instance, &curve, &normal, tiers, constant));
            }
            let ratio = |c: &SecondBest| c.gap.total() * c.samples as f64 / constant;
            if group == 0 {
                let name = if tiers == 1 {
                    "1 bonus".to_owned()
                } else {
                    format!("{tiers} tiers")
                };
                let x = |c: &SecondBest| c.samples as f64;
                let colour = tiers as usize - 1;
                let points = curve.iter().map(|c| (x(c), ratio(c)));
                main.push(Series::new(name, Mark::Points, colour, points));
                let limits = curve.iter().zip(&normal);
                let limits = limits.filter_map(|(c, limit)| Some((x(c), (*limit)?)));
                // Lines and dots mean the same in every colour: two entries say what.
                let first = |name: &'static str| if tiers == 1 { name } else { "" };
                main.push(Series::new(
                    first("limit problem"),
                    Mark::Curve,
                    colour,
                    limits,
                ));
                let least = 1.0 / best_grouping(tiers as usize + 1).kept;
                let bound = curve.iter().map(|c| (x(c), least));
                main.push(Series::new(
                    first("bound below"),
                    Mark::Bound,
                    colour,
                    bound,
                ));
            }
            if tiers == 2 {
                let points = curve.iter().map(|c| (c.samples as f64, ratio(c)));
                second.push(Series::new(
                    instance.label.clone(),
                    Mark::Points,
                    group,
                    points,
                ));
            }
            curves.push(curve);
        }
        let linear = instance.curve(Class::Linear, samples.samples(), progress)?;
        if group == 0 {
            let points = linear.iter().map(|c| {
                (
                    c.samples as f64,
                    c.gap.total() * c.samples as f64 / constant,
                )
            });
            main.push(Series::new("linear", Mark::Points, MOST as usize, points));
        }
        checks.push(order_check(instance, &curves, &linear));
        checks.push(factor_check(instance, &curves[1], constant));
        checks.extend(proved::checks(
            instance,
            brackets.samples("samples")?.samples(),
            &brackets.numbers("tiers")?,
        )?);
        if group == 0 {
            let (check, curve) = growth::check(instance)?;
            checks.push(check);
            second.push(curve);
        }
    }
    let (gaps, check) = simulation.run(&instances[simulation.instance], class(2), progress)?;
    checks.push(check);
    for gap in &gaps {
        let mut cells = simulated_row(&instances[simulation.instance], gap, table.columns.len());
        cells.insert(1, Cell::Count(2));
        cells.remove(3);
        table.push(cells);
    }
    let (robust_checks, robust_series) = robust.study(&instances[0])?;
    checks.extend(robust_checks);
    let panel = |x_label: &str, x_log, y_label: &str, y_log, series| Panel {
        x_label: x_label.to_owned(),
        x_log,
        y_label: y_label.to_owned(),
        y_log,
        reference: None,
        series,
    };
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            panel("monitored samples $n$", true, "$n Δ_n / K_lin$", true, main),
            panel(
                "monitored samples $n$",
                true,
                "two tiers: $n Δ_n / K_lin$",
                false,
                second,
            ),
            panel(
                "guard larger than $c(η)$ by this share",
                true,
                "rise of the gap",
                true,
                robust_series,
            ),
        ],
    })
}

fn row(
    instance: &Instance,
    contract: &SecondBest,
    tiers: u32,
    constant: f64,
    limit: Option<f64>,
) -> Vec<Cell> {
    let gap = contract.gap.total();
    let n = contract.samples as f64;
    let ends = match &contract.terms {
        Terms::Tiered(terms) => terms.tiers.first().zip(terms.tiers.last()),
        _ => None,
    };
    let threshold = |end: Option<u64>| end.map_or(Cell::Empty, Cell::Count);
    vec![
        Cell::Text(instance.label.clone()),
        Cell::Count(u64::from(tiers)),
        Cell::Count(contract.samples),
        number(gap),
        number(gap * n / constant),
        limit.map_or(Cell::Empty, terms_number),
        number(1.0 / best_grouping(tiers as usize + 1).kept),
        terms_number(contract.point.effort),
        threshold(ends.map(|(first, _)| first.rule.threshold())),
        threshold(ends.map(|(_, last)| last.rule.threshold())),
    ]
}

fn computed(
    instance: &Instance,
    claim: String,
    measured: impl Into<Measured>,
    holds: bool,
) -> Check {
    Check {
        instance: instance.label.clone(),
        claim,
        measured: measured.into(),
        standing: Standing::Computed,
        holds,
    }
}

/// Each further tier gains, and linear pay is better than four.
fn order_check(instance: &Instance, curves: &[Vec<SecondBest>], linear: &[SecondBest]) -> Check {
    let gaps = |curve: &[SecondBest]| -> Vec<f64> { curve.iter().map(|c| c.gap.total()).collect() };
    let mut all: Vec<Vec<f64>> = curves.iter().map(|curve| gaps(curve)).collect();
    all.push(gaps(linear));
    let holds = all
        .windows(2)
        .all(|pair| pair[0].iter().zip(&pair[1]).all(|(a, b)| a >= b));
    let share = |a: &[f64], b: &[f64]| -> f64 {
        a.iter()
            .zip(b)
            .map(|(a, b)| a / b)
            .fold(f64::INFINITY, f64::min)
    };
    computed(
        instance,
        "each further tier lowers the gap, and linear pay is below four tiers".to_owned(),
        Measured::from(format!(
            "at every one of {} sizes; one bonus loses at least ",
            linear.len()
        ))
        .number("one_bonus", format_args!("{:.2}", share(&all[0], &all[1])))
        .say(" times what two lose"),
        holds,
    )
}

/// Two tiers within a factor of two of K_lin/n.
fn factor_check(instance: &Instance, curve: &[SecondBest], constant: f64) -> Check {
    let worst = curve
        .iter()
        .map(|c| c.gap.total() * c.samples as f64 / constant)
        .fold(0.0, f64::max);
    computed(
        instance,
        "two tiers lose less than twice K_lin/n".to_owned(),
        Measured::from("n*gap/K_lin at most ")
            .number("two_tiers_most", format_args!("{worst:.4}"))
            .say(format_args!(" over {} sizes", curve.len())),
        worst < 2.0,
    )
}

/// The limit problem closes in on the gap like the normal law on the count.
fn formula_check(
    instance: &Instance,
    curve: &[SecondBest],
    limits: &[Option<f64>],
    tiers: u32,
    constant: f64,
) -> Check {
    /// Relative error times √n: three standard units of skewness, z³/6·(1 − 2q)/√(q(1−q)), of a
    /// guard that bears a tenth of the premium.
    const MOST: f64 = 5.0;
    let errors: Vec<(f64, f64)> = curve
        .iter()
        .zip(limits)
        .filter(|(c, _)| c.samples >= ASYMPTOTIC_SAMPLES)
        .map(|(c, limit)| {
            let n = c.samples as f64;
            let ratio = c.gap.total() * n / constant;
            (
                n,
                limit.map_or(f64::NAN, |limit| (ratio / limit - 1.0).abs()),
            )
        })
        .collect();
    let worst = errors.iter().map(|(n, e)| e * n.sqrt()).fold(0.0, f64::max);
    let holds = errors
        .iter()
        .all(|(n, e)| *e <= MOST / n.sqrt() + 10.0 * GAP_ERROR);
    let last = errors.last().map_or(f64::NAN, |(_, e)| *e);
    computed(
        instance,
        format!("the limit problem of {tiers} tiers is right to order 1/sqrt(n)"),
        format!(
            "relative error at most {worst:.2}/sqrt(n) from n = {ASYMPTOTIC_SAMPLES} on; {} at the largest n",
            below(last, 10.0 * GAP_ERROR)
        ),
        holds,
    )
}
