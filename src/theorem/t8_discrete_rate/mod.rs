//! T8: with finitely many efforts the gap of bonus contracts falls exponentially, that of linear
//! contracts like 1/n.

mod curves;
mod grids;
mod tilted;

use super::assumptions::SMOOTH_CONCAVE;
use super::evidence::{Cell, DataTable, Evidence, Panel, Row};
use super::study::{Instance, Progress};
use super::{Found, Theorem, TheoremError};
use crate::contract::discrete::EffortSet;
use crate::input::Section;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t8",
    stem: "t8_discrete_rate",
    code: file!(),
    title: "Finitely many efforts: gap exp(−n·KL) with a bonus, 1/n with linear pay",
    statement: "−(1/n)·log(gap) → min over lower efforts of KL(q(η_i)||q(target)) for the best base wage with a bonus at a threshold, and for the best pay of any shape. \
        Linear contracts fall no faster than 1/n; if the first best is the dearest effort, n·gap → h′′/(2h′^2)·β^2·q(1−q), β = max (h(U_0 + c) − h(U_0 + c_i))/(q − q_i). \
        Checked in numbers, not proved: at finite n log(gap) = −n·KL + √(n)·θ·σ·z − log(n)/2 + C + O(1/√(n)) + [0, θ], θ = log odds ratio, σ^2 = q_i(1−q_i), \
        z = Φ^-1((c − c_i)/(U_0 + c − u(w_min))), the bracket from whole thresholds; \
        and a grid of step δ is felt where x = δ·z·√(n I) ∼ 1: gap on the grid over gap on the interval → x/(e^x − 1).",
    assumptions: &[
        SMOOTH_CONCAVE,
        "c and q strictly increasing on the list of efforts",
        "the first best of the list is not its lowest effort, q(target) < 1",
        "S ∼ Binomial(n, q(η))",
    ],
    evidence,
};

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&[
        "models",
        "labels",
        "efforts",
        "samples",
        "general_samples",
        "linear_samples",
        "program_samples",
        "simulation",
        "grids",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let lists = read_lists(parameters, instances.len())?;
    let curves = curves::Curves::read(parameters)?;
    let simulation = tilted::Tilted::read(&parameters.section("simulation")?)?;
    let grids = grids::Grids::read(&parameters.section("grids")?)?;
    progress.plan(instances.len() * curves.steps() + simulation.steps() + grids.steps());

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "part",
        "instance",
        "contract",
        "efforts",
        "samples",
        "ln_gap",
        "formula",
        "exponent_times_samples",
        "threshold",
        "standard_error",
        "effective_draws",
        "grid_step",
        "grid_felt",
        "gap_over_interval",
        "gap_over_interval_formula",
    ]);
    let mut rates = Vec::new();
    for (group, (instance, list)) in instances.iter().zip(&lists).enumerate() {
        let found = curves.gather(instance, list, progress)?;
        found.tabulate(&mut table);
        checks.extend(found.checks()?);
        if group == 0 {
            rates = found.series();
            let (simulated, check) = simulation.run(instance, list, &mut table, progress)?;
            rates.push(simulated);
            checks.push(check);
        }
    }
    let (crossover, collapse, check) = grids.study(&instances[0], &mut table, progress)?;
    checks.push(check);
    let panel = |x_label: &str, y_label: &str, series| Panel {
        x_label: x_label.to_owned(),
        x_log: true,
        y_label: y_label.to_owned(),
        y_log: true,
        reference: None,
        series,
    };
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            panel("monitored samples $n$", "gap $Δ_n$, few efforts", rates),
            panel(
                "monitored samples $n$",
                "gap $Δ_n$, effort in steps $δ$",
                crossover,
            ),
            Panel {
                y_log: false,
                ..panel(
                    "$x = δ z_n √{n I}$",
                    "gap in steps / gap on the interval",
                    collapse,
                )
            },
        ],
    })
}

/// `efforts`: one list for each model.
fn read_lists(
    parameters: &Section<'_, '_>,
    instances: usize,
) -> Result<Vec<EffortSet>, TheoremError> {
    let written = parameters.texts("efforts")?;
    let complain = |problem: String| {
        parameters.complain(
            "efforts",
            problem,
            "for each model a list of efforts such as \"0,0.35,0.7\"",
        )
    };
    if written.len() != instances {
        let problem = format!("{} lists for {instances} models", written.len());
        return Err(complain(problem).into());
    }
    written
        .into_iter()
        .map(|list| {
            list.parse()
                .map_err(|error: crate::contract::discrete::EffortSetError| {
                    complain(error.problem().to_owned()).into()
                })
        })
        .collect()
}

/// What a row is of.
fn cell(part: &str, instance: &Instance, contract: &str, efforts: u64, samples: u64) -> Row {
    let mut row = instance.row(part, contract, samples);
    row.push(("efforts", Cell::Count(efforts)));
    row
}
