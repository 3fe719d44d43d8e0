//! T10: what monitoring and pay do when a careless label is copied from an assistant.
//!
//! P(label = 1 | x) = η·p_a(x) + (1 − η)·s(x). Agreement with the expert is still affine in effort,
//! so T5 to T9 hold with I = (κ_e − α_e)²/(4q(1 − q)): as the assistant gets as good as a careful
//! annotator, α_e → κ_e, the price of care grows without bound, and beyond it no pay that rises
//! with agreement buys any (the count falls, stochastically, as effort rises). Second looks at a
//! label copied twice always agree, so they reward copying. What still tells care from copying is
//! where assistant and expert *differ*: there a copied label never agrees.

mod collapse;
mod dissent;
mod identification;
mod repeats;
mod sentinels;
mod simulated;

use super::evidence::{Cell, Check, DataTable, Evidence, Measured, Row, Standing};
use super::study::{Instance, Progress};
use super::{Found, Theorem};
use crate::annotation::assistant::FixedAssistant;
use crate::input::{InputError, Section};

pub(super) const THEOREM: Theorem = Theorem {
    id: "t10",
    stem: "t10_assistant",
    code: file!(),
    title: "The assistant: when careless means copied, not guessed",
    statement: "Let careless labels be copied from an assistant. (a) Agreement with an expert has \
        I = (κ_e − α_e)^2/(4q(1−q)), so K_lin is proportional to (κ_e − α_e)^-2 and \
        K_bin to (κ_e − α_e)^-1; for α_e ≥ κ_e no pay that is nondecreasing in the \
        count implements any effort above 0. (b) With a fixed assistant second looks agree less \
        often as effort rises from 0; if it follows the majority, at every effort. (c) Where \
        assistant and expert differ, agreement is η·π and I = π/(η·(1 − π·η)), whatever \
        the assistant's accuracy. (d) Agreement with expert and assistant together tell \
        d·I_sentinel + (1−d)·I_same, never less than agreement alone, and pay linear in the score \
        attains K_lin with it. (e) One label an item, beside an expert's and the assistant's, identifies \
        η·π and η·(1 − π_same); one anchor fixes η.",
    assumptions: &[
        "each label is careful with probability η, else the assistant's, independently each time",
        "(b) to (e): the assistant answers the same whenever it is asked",
        "T5 to T7 for the rates; c∘q⁻¹ convex",
    ],
    evidence,
};

/// Columns of the data.
const COLUMNS: [&str; 9] = [
    "part", "name", "samples", "kappa", "alpha_e", "effort", "value", "lower", "upper",
];

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&[
        "models",
        "labels",
        "kappas",
        "mistaken",
        "collapse",
        "sentinels",
        "simulation",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let assistants = assistants(parameters)?;
    let collapse = collapse::Collapse::read(&parameters.section("collapse")?)?;
    let sentinels = sentinels::Sentinels::read(&parameters.section("sentinels")?)?;
    let simulation = simulated::Simulation::read(&parameters.section("simulation")?)?;
    progress.plan(instances.len() * (collapse.steps() + sentinels.steps()) + 3);

    let mut table = DataTable::new(&COLUMNS);
    let mut checks = Vec::new();
    let mut fading = Vec::new();
    for (group, instance) in instances.iter().enumerate() {
        let (series, found) = collapse.study(instance, &mut table, progress)?;
        checks.extend(found);
        if group == 0 {
            fading = series;
        }
        checks.extend(sentinels.study(instance, &mut table, progress)?);
    }
    checks.push(collapse.impossible()?);
    checks.extend(repeats::checks(&assistants));
    checks.extend(dissent::checks(&assistants)?);
    progress.step();
    checks.extend(simulation.agreements(&assistants, &mut table)?);
    progress.step();
    checks.extend(identification::checks(&simulation, &assistants)?);
    progress.step();
    Ok(Evidence {
        checks,
        panels: vec![
            collapse.panel(fading),
            repeats::panel(&assistants, &mut table),
            dissent::panel(&assistants, &mut table),
        ],
        table,
    })
}

/// An assistant under study with the share of items on which it is mistaken.
struct Studied {
    mistaken: f64,
    assistant: FixedAssistant,
}

/// Every pair of `kappas` and `mistaken`: assistants that follow the majority but for a share.
fn assistants(parameters: &Section<'_, '_>) -> Result<Vec<Studied>, InputError> {
    let mut list = Vec::new();
    for kappa in parameters.numbers("kappas")? {
        for mistaken in parameters.numbers("mistaken")? {
            let assistant = FixedAssistant::of_majority(kappa, mistaken).ok_or_else(|| {
                parameters.complain(
                    "mistaken",
                    format!("kappa = {kappa} with a share {mistaken} of mistakes"),
                    "0 < kappa < 1 and a share of mistakes from 0 to 1",
                )
            })?;
            list.push(Studied {
                mistaken,
                assistant,
            });
        }
    }
    Ok(list)
}

/// What a row is of, and its effort; its numbers are added by name.
fn row(part: &str, name: &str, effort: Cell) -> Row {
    vec![
        ("part", Cell::text(part)),
        ("name", Cell::text(name)),
        ("effort", effort),
    ]
}

/// A number that a formula was given.
fn parameter(value: f64) -> Cell {
    Cell::within(value, PARAMETER)
}

/// κ and α_e of a row.
fn certainty(kappa: f64, with_expert: f64) -> [(&'static str, Cell); 2] {
    [
        ("kappa", parameter(kappa)),
        ("alpha_e", parameter(with_expert)),
    ]
}

/// Relative error of a parameter that comes of formulas in double precision.
const PARAMETER: f64 = 1e-12;

/// A check of formulas in double precision.
fn computed(claim: &str, measured: impl Into<Measured>, holds: bool) -> Check {
    Check {
        instance: "formulas".to_owned(),
        claim: claim.to_owned(),
        measured: measured.into(),
        standing: Standing::Computed,
        holds,
    }
}

/// Efforts of a grid, both ends left out: 0.02, 0.04, …, 0.98.
fn efforts() -> impl Iterator<Item = f64> {
    (1..50).map(|i| f64::from(i) / 50.0)
}
