//! T1: what agreement with oneself and with an expert tell of effort, and which is more
//! informative.

mod curves;
mod golden;
mod map;
mod simulated;

use super::committed::Committed;
use super::evidence::{Cell, DataTable, Evidence, Row};
use super::study::Progress;
use super::{Found, Theorem};
use crate::input::{InputError, Section};

pub(super) const THEOREM: Theorem = Theorem {
    id: "t1",
    stem: "t1_monitoring_signals",
    code: file!(),
    title: "Monitoring: self-consistency against an expert",
    statement: "Agreement with oneself on a second look has probability 1/2 + κ_s·η^2/2, with an expert 1/2 + κ_e·η/2. \
        Self-consistency is more informative about effort exactly where 4·t·κ_s^2 − 3·t^2·κ_s^2·κ_e^2 − κ_e^2 > 0, t = η^2: \
        at full effort whenever κ_e ≤ κ_s; near η = 0 nowhere.",
    assumptions: &[
        "each label is careful with probability η, else a fair coin, independently each time",
        "κ_s = E[(2p_a − 1)^2] and κ_e = E[(2p_a − 1)(2p_e − 1)] over the monitored items, both in (0, 1)",
        "the second look is independent of the first given the item",
    ],
    evidence,
};

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&["kappas", "map_kappas", "data", "golden", "simulation"])?;
    let kappas = certainties(parameters, "kappas")?;
    let boundaries = certainties(parameters, "map_kappas")?;
    let real = map::read(&Committed::of(parameters)?)?;
    let simulation = simulated::Simulation::read(parameters)?;
    let golden = golden::Golden::read(parameters)?;
    progress.plan(simulation.steps() + 3);

    let mut table = DataTable::new(&[
        "part", "name", "kappa_s", "kappa_e", "x", "quantity", "value", "lower", "upper",
    ]);
    let mut checks = simulation.checks(progress, &mut table)?;
    checks.extend(curves::checks(&kappas)?);
    progress.step();
    checks.extend(golden.checks(&kappas)?);
    progress.step();
    checks.extend(map::checks(&real));
    let panels = vec![
        curves::panel(&kappas, &mut table),
        map::panel(&boundaries, &real, &mut table),
        golden.panel(&mut table)?,
    ];
    progress.step();
    Ok(Evidence {
        checks,
        table,
        panels,
    })
}

/// A list of numbers above 0 and at most 1.
fn certainties(parameters: &Section<'_, '_>, key: &str) -> Result<Vec<f64>, InputError> {
    let list = parameters.numbers(key)?;
    if list.is_empty() || !list.iter().all(|&kappa| kappa > 0.0 && kappa <= 1.0) {
        return Err(parameters.complain(
            key,
            "a certainty is out of range",
            "at least one number above 0 and at most 1 (a mean of squared certainties)",
        ));
    }
    Ok(list)
}

/// What a row is of; its numbers are added by name.
fn row(part: &str, name: &str, quantity: &str) -> Row {
    vec![
        ("part", Cell::text(part)),
        ("name", Cell::text(name)),
        ("quantity", Cell::text(quantity)),
    ]
}

/// A number by formulas in double precision.
fn rounded(value: f64) -> Cell {
    Cell::within(value, 1e-12)
}
