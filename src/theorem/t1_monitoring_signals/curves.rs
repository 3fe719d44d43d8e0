//! Information about effort in one sample of either scheme, and where the two cross.

use super::{rounded, row};
use crate::annotation::signals::{
    advantage, crossover, expert_information, self_consistency_information, upper_crossover,
};
use crate::model::monitoring::{Expert, Monitoring, SelfConsistency};
use crate::theorem::TheoremError;
use crate::theorem::evidence::{
    Cell, Check, DataTable, Mark, Measured, Panel, Row, Series, Standing,
};

/// Steps of a drawn curve over efforts.
const STEPS: u32 = 95;

/// Steps of the grid of (η, κ_s, κ_e) on which the criterion is held against the informations
/// themselves.
const GRID: u32 = 60;

/// Efforts from 0.05 to 0.999, where information stays finite at every κ.
fn efforts() -> impl Iterator<Item = f64> {
    (0..=STEPS).map(|i| 0.05 + 0.949 * f64::from(i) / f64::from(STEPS))
}

pub(super) fn panel(kappas: &[f64], table: &mut DataTable) -> Panel {
    let mut series = Vec::new();
    for (group, &kappa) in kappas.iter().enumerate() {
        let own = || efforts().map(|eta| (eta, self_consistency_information(eta, kappa)));
        let expert = || efforts().map(|eta| (eta, expert_information(eta, kappa)));
        for (quantity, curve) in [
            ("I_s", own().collect::<Vec<_>>()),
            ("I_e", expert().collect()),
        ] {
            for (eta, value) in curve {
                // 1 − (κη)² loses at most three digits up to η = 0.999.
                table.add(at("curve", quantity, kappa, eta, value));
            }
        }
        series.push(Series::new(
            format!("$κ = {kappa}$"),
            Mark::Curve,
            group,
            own(),
        ));
        series.push(Series::new("", Mark::Leading, group, expert()));
        if let Some(eta) = crossover(kappa, kappa) {
            let value = expert_information(eta, kappa);
            table.add(at("crossover", "I_s = I_e", kappa, eta, value));
            series.push(Series::new("", Mark::Points, group, [(eta, value)]));
        }
    }
    Panel {
        x_label: "effort $η$".to_owned(),
        x_log: false,
        y_label: "$I_s$ (solid), $I_e$ (dashed)".to_owned(),
        y_log: true,
        reference: None,
        series,
    }
}

pub(super) fn checks(kappas: &[f64]) -> Result<Vec<Check>, TheoremError> {
    let check = |claim: &str, measured: Measured, holds: bool| Check {
        instance: "formulas".to_owned(),
        claim: claim.to_owned(),
        measured,
        standing: Standing::Computed,
        holds,
    };
    let unit = |i: u32| f64::from(i) / f64::from(GRID);
    let (mut points, mut wrong, mut full, mut low, mut worst) = (0u64, 0u64, 0u64, 0u64, 0.0_f64);
    let mut crossing: f64 = 0.0;
    for i in 1..=GRID {
        for j in 1..=GRID {
            let (s, e) = (unit(i), unit(j));
            for k in 1..GRID {
                let eta = unit(k);
                let (own, expert) = informations(eta, s, e);
                // Relative differences below this are rounding: some ten operations each.
                if (own - expert).abs() > 1e-13 * (own + expert) {
                    points += 1;
                    wrong += u64::from((own > expert) != (advantage(eta, s, e) > 0.0));
                }
                let direct = self_consistency_information(eta, s);
                worst = worst.max((own / direct - 1.0).abs());
                let direct = expert_information(eta, e);
                worst = worst.max((expert / direct - 1.0).abs());
            }
            if e <= s && s < 1.0 {
                full += u64::from(advantage(1.0, s, e) <= 0.0);
            }
            // η below κ_e/(2κ_s), here a thousandth of it.
            low += u64::from(advantage(5e-4 * e / s, s, e) >= 0.0);
            for eta in [crossover(s, e), upper_crossover(s, e)]
                .into_iter()
                .flatten()
            {
                if s * eta < 1.0 && e * eta < 1.0 {
                    let (own, expert) = informations(eta, s, e);
                    // The informations' own conditioning at κη near 1.
                    let lost = 1.0 / (1.0 - (s.max(e) * eta).powi(2));
                    crossing = crossing.max((own / expert - 1.0).abs() / lost);
                }
            }
        }
    }
    let mut crossings = Measured::from(format!(
        "largest relative difference {crossing:.0e}; crossovers "
    ));
    let found = kappas.iter().filter_map(|&k| Some((k, crossover(k, k)?)));
    for (place, (kappa, effort)) in (1..).zip(found) {
        crossings = crossings
            .say(if place > 1 { ", " } else { "" })
            .number(format!("crossover_{place}"), format_args!("{effort:.4}"))
            .say(" at κ = ")
            .number(format!("crossover_{place}_kappa"), kappa);
    }
    Ok(vec![
        check(
            "I_s and I_e are q′^2/(q(1−q)) of the agreement curves",
            format!("largest relative difference {worst:.0e} on the grid").into(),
            // Both ways round some ten times; 1 − q loses up to two digits on the grid.
            worst < 1e-12,
        ),
        check(
            "the sign of 4t·κ_s^2 − 3t^2·κ_s^2·κ_e^2 − κ_e^2 says which scheme is more informative",
            format!("{wrong} contradictions at {points} points (η, κ_s, κ_e)").into(),
            wrong == 0 && points > 0,
        ),
        check(
            "at full effort self-consistency is more informative if κ_e ≤ κ_s < 1, and as η → 0 the expert does",
            format!(
                "{full} and {low} contradictions on the grid of {} pairs",
                GRID * GRID
            )
            .into(),
            full == 0 && low == 0,
        ),
        check(
            "the schemes tell equally much at the crossover",
            crossings,
            // t is known to some ε; the ratio of informations moves by a few times as much.
            crossing < 1e-13,
        ),
    ])
}

/// (I_s, I_e) from the monitoring schemes of the contract models, not from the closed forms under
/// test.
fn informations(eta: f64, kappa_s: f64, kappa_e: f64) -> (f64, f64) {
    let information =
        |scheme: Option<&dyn Monitoring>| scheme.map_or(f64::NAN, |scheme| scheme.information(eta));
    let (own, expert) = (SelfConsistency::new(kappa_s), Expert::new(kappa_e));
    (
        information(own.as_ref().map(|s| s as &dyn Monitoring)),
        information(expert.as_ref().map(|s| s as &dyn Monitoring)),
    )
}

/// The row of a value at an effort, of equally certain peers and expert.
fn at(part: &str, quantity: &str, kappa: f64, eta: f64, value: f64) -> Row {
    let mut cells = row(part, "", quantity);
    cells.extend([
        ("kappa_s", Cell::exact(kappa)),
        ("kappa_e", Cell::exact(kappa)),
        ("x", rounded(eta)),
        ("value", rounded(value)),
    ]);
    cells
}
