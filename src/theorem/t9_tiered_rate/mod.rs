//! T9: what a second bonus is worth. One bonus loses K_bin/√(n log n); two lose within a factor of
//! two of the best pay of any shape at every size one can buy; L tiers lose about K_lin/(n·E_L).

mod checks;
mod growth;
mod proved;
mod robustness;

use super::assumptions::{CARE_WANTED, CONVEX_COST, SMOOTH_CONCAVE, SMOOTH_COUNT};
use super::evidence::{Cell, DataTable, Evidence, Mark, Panel, Row, Series};
use super::limits::{number, terms_number};
use super::rate_study::over_samples;
use super::simulation::{Simulation, simulated_row};
use super::study::{Instance, Progress};
use super::{Found, Theorem};
use crate::contract::tiered::{best_grouping, limit};
use crate::contract::{Class, SecondBest, Terms, Threshold, constants};
use crate::input::Section;
use checks::{factor_check, formula_check, order_check};

pub(super) const THEOREM: Theorem = Theorem {
    id: "t9",
    stem: "t9_tiered_rate",
    code: file!(),
    title: "Tiered contracts: what a second bonus is worth",
    statement: "Pay of L bonuses keeps at most the information of L+1 groups, so liminf n·gap ≥ K_lin/E_{L+1} if h outgrows every line or u is bounded, E_m = max sum (φ(z_j) − φ(z_{j+1}))^2/P_j (Cox 1957, E_2 = 2/π). Two bonuses, a lenient guard that deters and a spur near the expected count, lose less than 2·K_lin/n at every size tried; n·gap is of order √(log n/log log n) if inf h′′ > 0, the constant (√(2) − 1)·K_lin is a conjecture.",
    assumptions: &[SMOOTH_CONCAVE, CONVEX_COST, CARE_WANTED, SMOOTH_COUNT],
    evidence,
};

/// The most tiers in the figure.
const MOST: u32 = 4;

fn class(tiers: u32) -> Class {
    Class::Tiered {
        tiers,
        threshold: Threshold::Deterministic,
    }
}

const COLUMNS: [&str; 21] = [
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
    "gap_lower",
    "gap_upper",
    "lower_method",
    "simulated_gap",
    "simulated_standard_error",
    "margin",
    "price",
    "kappa_holds_to",
    "kappa_fails_at",
    "cost_holds_to",
    "cost_fails_at",
];

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
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
    let sizes = proved::Sizes::read(&parameters.section("brackets")?)?;
    let robust = robustness::Robustness::read(&parameters.section("robustness")?)?;
    progress.plan(
        instances.len() * (samples.samples().len() * (MOST as usize + 1) + sizes.steps())
            + simulation.samples.len()
            + robust.steps(),
    );

    let mut checks = Vec::new();
    let mut table = DataTable::new(&COLUMNS);
    let (mut main, mut second) = (Vec::new(), Vec::new());
    for (group, instance) in instances.iter().enumerate() {
        let first_best = instance.first_best()?;
        let constant = constants::linear(&first_best);
        let brackets = sizes.study(instance, progress)?;
        let mut curves = Vec::new();
        for tiers in 1..=MOST {
            let curve = instance.curve(class(tiers), samples.samples(), progress)?;
            let normal: Vec<Option<f64>> = curve
                .iter()
                .map(|c| limit::solve(&first_best, c.samples, tiers as usize, false))
                .map(|found| found.map(|limit| limit.ratio))
                .collect();
            for (contract, limit) in curve.iter().zip(&normal) {
                let mut cells = row(instance, contract, tiers, constant, *limit);
                cells.extend(brackets.cells(contract.samples, tiers));
                table.add(cells);
            }
            if tiers > 1 {
                checks.push(formula_check(instance, &curve, &normal, tiers, constant));
            }
            if group == 0 {
                main.extend(first_model(&curve, &normal, tiers, constant));
            }
            if tiers == 2 {
                let points = curve.iter().map(|c| scaled(c, constant));
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
            let points = linear.iter().map(|c| scaled(c, constant));
            main.push(Series::new("linear", Mark::Points, MOST as usize, points));
        }
        checks.push(order_check(instance, &curves, &linear));
        checks.push(factor_check(instance, &curves[1], constant));
        checks.extend(brackets.checks(instance));
        // Crosses mean the same in every colour: one entry says what.
        let ignorant = if group == 0 { "bound for all pay" } else { "" };
        second.extend(brackets.series(2, group, ignorant));
        second.extend(brackets.series(3, group, ""));
        if group == 0 {
            let (check, curve) = growth::check(instance)?;
            checks.push(check);
            second.push(curve);
        }
    }
    let (gaps, check) = simulation.run(&instances[simulation.instance], class(2), progress)?;
    checks.push(check);
    for gap in &gaps {
        let mut row = simulated_row(&instances[simulation.instance], gap);
        row.push(("tiers", Cell::Count(2)));
        table.add(row);
    }
    let robust = robust.study(&instances[0], progress)?;
    checks.extend(robust.checks);
    for mut row in robust.rows {
        row.push(("instance", Cell::Text(instances[0].label.clone())));
        table.add(row);
    }
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            over_samples("$n Δ_n / K_lin$", true, main),
            over_samples("two and three tiers: $n Δ_n / K_lin$", false, second),
            Panel {
                x_label: "price of safety, in $K_lin/n$".to_owned(),
                ..over_samples("$κ$ may fall by this percentage", true, robust.series)
            },
        ],
    })
}

/// n and n·gap/K_lin.
fn scaled(contract: &SecondBest, constant: f64) -> (f64, f64) {
    let n = contract.samples as f64;
    (n, contract.gap.total() * n / constant)
}

/// What the main panel shows of so many tiers: the gaps, the limit problem, the bound below.
fn first_model(
    curve: &[SecondBest],
    normal: &[Option<f64>],
    tiers: u32,
    constant: f64,
) -> [Series; 3] {
    let name = if tiers == 1 {
        "1 bonus".to_owned()
    } else {
        format!("{tiers} tiers")
    };
    let x = |c: &SecondBest| c.samples as f64;
    let colour = tiers as usize - 1;
    let points = curve.iter().map(|c| scaled(c, constant));
    let limits = curve.iter().zip(normal);
    let limits = limits.filter_map(|(c, limit)| Some((x(c), (*limit)?)));
    // Lines and dots mean the same in every colour: two entries say what.
    let first = |name: &'static str| if tiers == 1 { name } else { "" };
    let least = 1.0 / best_grouping(tiers as usize + 1).kept;
    let bound = curve.iter().map(|c| (x(c), least));
    [
        Series::new(name, Mark::Points, colour, points),
        Series::new(first("limit problem"), Mark::Curve, colour, limits),
        Series::new(first("bound below"), Mark::Bound, colour, bound),
    ]
}

fn row(
    instance: &Instance,
    contract: &SecondBest,
    tiers: u32,
    constant: f64,
    limit: Option<f64>,
) -> Row {
    let gap = contract.gap.total();
    let n = contract.samples as f64;
    let ends = match &contract.terms {
        Terms::Tiered(terms) => terms.tiers.first().zip(terms.tiers.last()),
        _ => None,
    };
    let threshold = |end: Option<u64>| end.map_or(Cell::Empty, Cell::Count);
    vec![
        ("instance", Cell::Text(instance.label.clone())),
        ("tiers", Cell::Count(u64::from(tiers))),
        ("samples", Cell::Count(contract.samples)),
        ("gap", number(gap)),
        ("ratio", number(gap * n / constant)),
        ("limit_ratio", limit.map_or(Cell::Empty, terms_number)),
        (
            "information_bound",
            number(1.0 / best_grouping(tiers as usize + 1).kept),
        ),
        ("effort", terms_number(contract.point.effort)),
        (
            "first_threshold",
            threshold(ends.map(|(first, _)| first.rule.threshold())),
        ),
        (
            "last_threshold",
            threshold(ends.map(|(_, last)| last.rule.threshold())),
        ),
    ]
}
