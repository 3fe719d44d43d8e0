//! C9: where a monitored sample costs m, how many to buy and which contract to write.

mod choice;
mod curve;
mod prices;
mod proof;

use super::evidence::{DataTable, Evidence, Panel};
use super::study::{Instance, Progress};
use super::{Found, Theorem};
use crate::contract::{Class, Threshold};
use crate::design::BestSamples;
use crate::input::Section;
use choice::{choice_check, ratios};
use curve::Curve;
use prices::read_prices;
use proof::Proof;

pub(super) const THEOREM: Theorem = Theorem {
    id: "c9",
    stem: "c9_monitoring_budget",
    code: file!(),
    title: "Monitoring budget: how many samples, which contract",
    statement: "If a monitored sample costs m, the total loss gap + m·n of linear contracts is least at n* with n*/√(K_lin/m) → 1, and is 2·√(K_lin·m) to leading order as m → 0; \
        that of binary contracts at n with K_bin·(log n + 1)/(2·(n log n)^{3/2}) = m. From some price on down linear pay loses less than a bonus, and to leading order no contract loses less than linear pay.",
    assumptions: &[
        "the assumptions of T5, T6 and T7",
        "every sample costs the same m > 0, in the money of wages and value",
    ],
    evidence,
};

const BONUS: Class = Class::Binary(Threshold::Deterministic);

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&["models", "labels", "prices", "proof"])?;
    let instances = Instance::read_all(parameters)?;
    let prices = read_prices(parameters)?;
    let proof = Proof::read(&parameters.section("proof")?)?;
    progress.plan(instances.len() * (2 * prices.len() + proof.prices.len()));

    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "instance",
        "sample_cost",
        "contract",
        "best_samples",
        "gap",
        "total_loss",
        "formula_samples",
        "formula_loss",
        "leading_samples",
        "leading_loss",
        "effort",
        "flat_wage_loss",
    ]);
    let (mut losses, mut numbers, mut ratio) = (Vec::new(), Vec::new(), Vec::new());
    for (group, instance) in instances.iter().enumerate() {
        let linear = Curve::of(instance, Class::Linear, &prices, progress)?;
        let binary = Curve::of(instance, BONUS, &prices, progress)?;
        for curve in [&linear, &binary] {
            checks.extend(curve.limit_checks(instance)?);
            checks.push(curve.bottom_check(instance)?);
            curve.rows(instance, &mut table)?;
        }
        checks.push(choice_check(instance, &linear, &binary));
        checks.push(proof.check(instance, progress)?);
        if group == 0 {
            for (curve, ink) in [(&linear, 0), (&binary, 1)] {
                losses.extend(curve.series(ink, BestSamples::total_loss, |formula| formula.loss));
                numbers.extend(curve.series(
                    ink,
                    |best| best.samples() as f64,
                    |formula| formula.samples,
                ));
            }
        }
        ratio.push(ratios(instance, group, &linear, &binary));
    }
    let panel = |y_label: &str, reference, series| Panel {
        x_label: "cost of a sample $m$".to_owned(),
        x_log: true,
        y_label: y_label.to_owned(),
        y_log: true,
        reference,
        series,
    };
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            panel("total loss $Δ_n + m n$", None, losses),
            panel("best number of samples", None, numbers),
            panel("loss of a bonus / of linear pay", Some(1.0), ratio),
        ],
    })
}
