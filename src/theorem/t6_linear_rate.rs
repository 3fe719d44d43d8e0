//! T6: the gap of linear contracts vanishes like K_lin/n.

use super::Theorem;
use super::TheoremError;
use super::brackets::{Brackets, Claim};
use super::evidence::{Cell, DataTable, Evidence, Mark, Panel, Series};
use super::information::Information;
use super::limits::{inverse_limit_check, number, resolved_excess, selection_check, terms_number};
use super::simulation::{Simulation, simulated_row, simulated_series};
use super::study::{Instance, Progress};
use crate::contract::constants;
use crate::contract::{Class, Terms};
use crate::input::Section;
use crate::rates::Rate;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t6",
    stem: "t6_linear_rate",
    code: file!(),
    title: "Linear contracts: gap K_lin/n",
    statement: "n*gap -> K_lin = h''(ubar)*c'(eta*)^2/(2*I(eta*)), gap of the best contract w = max(w_min, alpha + beta*S/n).",
    assumptions: &[
        "u strictly concave and smooth, wages at least w_min with u(w_min) < U0",
        "c increasing and strictly convex, c(0) = 0, c∘q⁻¹ convex",
        "first best above 0: interior, or full care wanted strictly, V'(1) > h'(ubar)*c'(1)",
        "S ~ Binomial(n, q(eta)) with q smooth and increasing",
    ],
    evidence,
};

fn evidence(
    parameters: &Section<'_, '_>,
    progress: &dyn Progress,
) -> Result<Evidence, TheoremError> {
    parameters.only(&[
        "models",
        "labels",
        "samples",
        "simulation",
        "information",
        "brackets",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let samples = parameters.samples("samples")?;
    let brackets = Brackets::read(parameters)?;
    let simulation = Simulation::read(parameters, instances.len())?;
    let information = Information::read(&parameters.section("information")?)?;
    progress.plan(
        instances.len() * (samples.samples().len() + brackets.steps())
            + simulation.samples.len()
            + information.steps(),
    );

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "instance",
        "samples",
        "gap",
        "leading",
        "gap_over_leading",
        "effort",
        "intercept",
        "slope",
        "simulated_gap",
        "simulated_standard_error",
        "contract",
        "scheme",
        "kappa",
        "information",
    ]);
    let simulated_columns = table.columns.len() - 4;
    let mut first_panel = Vec::new();
    let mut excess = Vec::new();
    for (group, instance) in instances.iter().enumerate() {
        let constant = constants::linear(&instance.first_best()?);
        let curve = instance.curve(Class::Linear, samples.samples(), progress)?;
        checks.push(selection_check(instance, &curve, Rate::Inverse)?);
        let claim = Claim::inverse(Class::Linear);
        checks.extend(brackets.study(instance, &claim, progress)?.checks);
        checks.push(inverse_limit_check(instance, &curve, constant)?);
        let simulated = if group == simulation.instance {
            let (gaps, check) = simulation.run(instance, Class::Linear, progress)?;
            checks.push(check);
            gaps
        } else {
            Vec::new()
        };
        for contract in &curve {
            let (n, gap) = (contract.samples as f64, contract.gap.total());
            let mut cells = vec![
                Cell::Text(instance.label.clone()),
                Cell::Count(contract.samples),
                number(gap),
                number(constant / n),
                number(gap * n / constant),
                terms_number(contract.point.effort),
            ];
            if let Terms::Linear(terms) = &contract.terms {
                cells.push(terms_number(terms.intercept));
                cells.push(terms_number(terms.slope));
            }
            table.push(cells);
        }
        for gap in &simulated {
            table.push(simulated_row(instance, gap, simulated_columns));
        }
        let points = || curve.iter().map(|c| (c.samples as f64, c.gap.total()));
        if group == simulation.instance {
            first_panel = vec![
                // Every other n, so that the line is seen between.
                Series::new("computed", Mark::Points, group, points().step_by(2)),
                simulated_series(&simulated, group),
                Series::new(
                    "$K_lin/n$",
                    Mark::Leading,
                    group,
                    points().map(|(n, _)| (n, constant / n)),
                ),
            ];
        }
        excess.push(resolved_excess(
            instance.label.clone(),
            group,
            points().map(|(n, gap)| (n, gap * n / constant)),
        ));
    }
    let collapse = information.study(&instances[0], table.columns.len(), progress)?;
    collapse.rows.into_iter().for_each(|row| table.push(row));
    checks.extend(collapse.checks);
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
                y_label: "$|n Δ_n / K_lin − 1|$".to_owned(),
                y_log: true,
                reference: None,
                series: excess,
            },
            Panel {
                x_label: "effective samples $n I$".to_owned(),
                x_log: true,
                y_label: "gap $Δ_n$, any $κ$".to_owned(),
                y_log: true,
                reference: None,
                series: collapse.series,
            },
        ],
    })
}
