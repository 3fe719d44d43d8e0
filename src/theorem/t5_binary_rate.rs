//! T5: the gap of binary contracts vanishes like 1/√(n log n), with the sharp constant K_bin.

use super::assumptions::{CARE_WANTED, CONCAVE, CONVEX_COST, SMOOTH_COUNT};
use super::brackets::{Claim, width_panel};
use super::evidence::{Cell, Check, Evidence, Mark, Measured, Panel, Row, Series, Standing};
use super::limits::{GAP_ERROR, below, number, terms_number};
use super::rate_study::{Gaps, RateTheorem, Study, gap_panel, over_samples};
use super::simulation::simulated_series;
use super::study::Progress;
use super::{Found, Theorem, TheoremError};
use crate::bounds;
use crate::contract::{Class, FirstBest, Terms, Threshold, constants};
use crate::input::Section;
use crate::rates::Rate;
use crate::rates::constant::extrapolate;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t5",
    stem: "t5_binary_rate",
    code: file!(),
    title: "Binary contracts: gap of order 1/√(n log n)",
    statement: "√(n log n)·gap → K_bin = c′(η*)·[h(U_0) − h(ū) + c(η*)·h′(ū)]/(c(η*)·√(I(η*))), gap of the best base wage with a bonus at a threshold of n monitored samples. The gap over K_bin·M(z)/√(n) → 1, M the Mills ratio and φ(z) = c′/(c·√(n I)).",
    assumptions: &[CONCAVE, CONVEX_COST, CARE_WANTED, SMOOTH_COUNT],
    evidence,
};

/// How far the extrapolated constant may be from K_bin: a fifth of the 5% by which a wrong constant
/// should show. The fit's own error is the next term of the ratio, of order log(n)/n at the upper
/// half of the range, far below.
const CONSTANT_TOLERANCE: f64 = 0.01;

/// Below this n the slack z is small and the asymptotics of T5 say nothing about the direction of
/// the ratio.
const ASYMPTOTIC_SAMPLES: u64 = 1000;

const COLUMNS: [&str; 14] = [
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
];

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    let study = Study::read(parameters, true, &["threshold"], progress)?;
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
    let theorem = BinaryRate {
        claim: Claim {
            class: Class::Binary(threshold),
            name: "√(n log n)·gap",
            scale: |n| (n * n.ln()?).sqrt(),
            rate: Rate::InverseRootLog,
            constant_name: "K_bin",
            constant: bounds::constants::binary,
            refined: Some(bounds::constants::binary_refined),
        },
    };
    let found = study.gather(&theorem, &COLUMNS)?;
    Ok(Evidence {
        checks: found.checks,
        table: found.table,
        panels: vec![
            gap_panel(found.drawn),
            Panel {
                reference: Some(1.0),
                ..over_samples("$√{n log n} Δ_n / K_bin$", false, found.ratios)
            },
            width_panel(found.widths),
        ],
    })
}

struct BinaryRate {
    claim: Claim,
}

/// Leading and refined formula at each n of a curve.
struct Formulas {
    constant: f64,
    values: Vec<(f64, f64)>,
    /// (n, leading term, refined formula over it) on a fine grid.
    fine: Vec<(f64, f64, f64)>,
}

impl RateTheorem for BinaryRate {
    type Formulas = Formulas;

    fn claim(&self) -> &Claim {
        &self.claim
    }

    fn formulas(&self, gaps: &Gaps<'_>, study: &Study<'_>) -> Result<Formulas, TheoremError> {
        let first_best = &gaps.first_best;
        let constant = constants::binary(first_best);
        let values = gaps.curve.iter().map(|contract| {
            let n = contract.samples as f64;
            let refined = constants::binary_refined(first_best, n).unwrap_or(f64::NAN);
            (leading(constant, n), refined)
        });
        Ok(Formulas {
            constant,
            values: values.collect(),
            fine: fine(first_best, constant, &study.samples),
        })
    }

    fn checks(&self, gaps: &Gaps<'_>, formulas: &Formulas) -> Result<Vec<Check>, TheoremError> {
        constant_checks(gaps, formulas)
    }

    fn cells(&self, gaps: &Gaps<'_>, formulas: &Formulas, place: usize) -> Row {
        let contract = &gaps.curve[place];
        let (leading, refined) = formulas.values[place];
        let gap = contract.gap.total();
        let mut row = vec![
            ("gap", number(gap)),
            ("leading", number(leading)),
            ("refined", number(refined)),
            ("gap_over_leading", number(gap / leading)),
            ("gap_over_refined", number(gap / refined)),
            ("effort", terms_number(contract.point.effort)),
        ];
        if let Terms::Binary(terms) = &contract.terms {
            row.extend([
                ("threshold", Cell::Count(terms.rule.threshold())),
                ("base_wage", terms_number(terms.base_wage)),
                ("bonus", terms_number(terms.bonus)),
                ("bonus_probability", terms_number(terms.bonus_probability)),
            ]);
        }
        row
    }

    fn drawn(&self, gaps: &Gaps<'_>, formulas: &Formulas) -> Vec<Series> {
        let (points, group) = (gaps.points(), gaps.group);
        let fine = formulas.fine.iter();
        let refined = fine.map(|(n, leading, refined)| (*n, leading * refined));
        let leading = points.iter().zip(&formulas.values);
        let leading = leading.map(|((n, _), (leading, _))| (*n, *leading));
        vec![
            Series::new("computed", Mark::Points, group, points.iter().copied()),
            simulated_series(&gaps.simulated, group),
            Series::new("refined formula", Mark::Curve, group, refined),
            Series::new("$K_bin/√{n log n}$", Mark::Leading, group, leading),
        ]
    }

    fn ratios(&self, gaps: &Gaps<'_>, formulas: &Formulas) -> Vec<Series> {
        let ratios = gaps.points().into_iter().zip(&formulas.values);
        let ratios = ratios.map(|((n, gap), (leading, _))| (n, gap / leading));
        let fine = formulas.fine.iter();
        let refined = fine.map(|(n, _, refined)| (*n, *refined));
        vec![
            Series::new(
                gaps.instance.label.clone(),
                Mark::Points,
                gaps.group,
                ratios,
            ),
            Series::new("", Mark::Curve, gaps.group, refined),
        ]
    }
}

/// K_bin/√(n log n).
fn leading(constant: f64, n: f64) -> f64 {
    constant / (n * libm::log(n)).sqrt()
}

/// (n, leading term, refined formula over it) from the least to the largest n on a grid so fine
/// that no corner is seen, where there is a refined formula.
fn fine(first_best: &FirstBest<'_>, constant: f64, samples: &[u64]) -> Vec<(f64, f64, f64)> {
    const STEPS: u32 = 240;
    let least = samples.iter().copied().min().unwrap_or(1).max(2) as f64;
    let most = samples.iter().copied().max().unwrap_or(1).max(2) as f64;
    let at = |j: u32| {
        let share = f64::from(j) / f64::from(STEPS);
        libm::exp(libm::log(least) + share * libm::log(most / least))
    };
    let values = (0..=STEPS).map(at).filter_map(|n| {
        let leading = leading(constant, n);
        let ratio = constants::binary_refined(first_best, n)? / leading;
        Some((n, leading, ratio))
    });
    values.collect()
}

fn constant_checks(gaps: &Gaps<'_>, formulas: &Formulas) -> Result<Vec<Check>, TheoremError> {
    let (instance, curve) = (gaps.instance, &gaps.curve);
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
                "gap over refined formula tends to {:.5} ± {:.5}, so the constant is {:.6} against K_bin = {:.6}",
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
            "√(n log n)·gap approaches K_bin (slowly)".to_owned(),
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
