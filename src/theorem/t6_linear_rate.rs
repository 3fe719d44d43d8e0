//! T6: the gap of linear contracts vanishes like K_lin/n.

use super::assumptions::{CARE_WANTED, CONVEX_COST, SMOOTH_CONCAVE, SMOOTH_COUNT};
use super::brackets::Claim;
use super::evidence::{Check, Evidence, Mark, Panel, Row, Series};
use super::information::Information;
use super::limits::{inverse_limit_check, number, resolved_excess, terms_number};
use super::rate_study::{Gaps, RateTheorem, Study, gap_panel, over_samples};
use super::simulation::simulated_series;
use super::study::Progress;
use super::{Found, Theorem, TheoremError};
use crate::contract::{Class, Terms, constants};
use crate::input::Section;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t6",
    stem: "t6_linear_rate",
    code: file!(),
    title: "Linear contracts: gap K_lin/n",
    statement: "n·gap → K_lin = h′′(ū)·c′(η*)^2/(2·I(η*)), gap of the best contract w = max(w_min, α + β·S/n).",
    assumptions: &[SMOOTH_CONCAVE, CONVEX_COST, CARE_WANTED, SMOOTH_COUNT],
    evidence,
};

const COLUMNS: [&str; 14] = [
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
];

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    let study = Study::read(parameters, true, &["information"], progress)?;
    let information = Information::read(&parameters.section("information")?)?;
    progress.plan(information.steps());
    let theorem = LinearRate {
        claim: Claim::inverse(Class::Linear),
    };
    let mut found = study.gather(&theorem, &COLUMNS)?;
    let collapse = information.study(&study.instances[0], progress)?;
    for row in collapse.rows {
        found.table.add(row);
    }
    found.checks.extend(collapse.checks);
    Ok(Evidence {
        checks: found.checks,
        table: found.table,
        panels: vec![
            gap_panel(found.drawn),
            over_samples("$|n Δ_n / K_lin − 1|$", true, found.ratios),
            Panel {
                x_label: "effective samples $n I$".to_owned(),
                ..over_samples("gap $Δ_n$, any $κ$", true, collapse.series)
            },
        ],
    })
}

struct LinearRate {
    claim: Claim,
}

impl RateTheorem for LinearRate {
    /// K_lin.
    type Formulas = f64;

    fn claim(&self) -> &Claim {
        &self.claim
    }

    fn formulas(&self, gaps: &Gaps<'_>, _: &Study<'_>) -> Result<f64, TheoremError> {
        Ok(constants::linear(&gaps.first_best))
    }

    fn checks(&self, gaps: &Gaps<'_>, constant: &f64) -> Result<Vec<Check>, TheoremError> {
        let check = inverse_limit_check(gaps.instance, &gaps.curve, *constant)?;
        Ok(vec![check])
    }

    fn cells(&self, gaps: &Gaps<'_>, constant: &f64, place: usize) -> Row {
        let contract = &gaps.curve[place];
        let (n, gap) = (contract.samples as f64, contract.gap.total());
        let mut row = vec![
            ("gap", number(gap)),
            ("leading", number(constant / n)),
            ("gap_over_leading", number(gap * n / constant)),
            ("effort", terms_number(contract.point.effort)),
        ];
        if let Terms::Linear(terms) = &contract.terms {
            row.push(("intercept", terms_number(terms.intercept)));
            row.push(("slope", terms_number(terms.slope)));
        }
        row
    }

    fn drawn(&self, gaps: &Gaps<'_>, constant: &f64) -> Vec<Series> {
        let (points, group) = (gaps.points(), gaps.group);
        let leading = points.iter().map(|(n, _)| (*n, constant / n));
        vec![
            // Every other n, so that the line is seen between.
            Series::new(
                "computed",
                Mark::Points,
                group,
                points.iter().copied().step_by(2),
            ),
            simulated_series(&gaps.simulated, group),
            Series::new("$K_lin/n$", Mark::Leading, group, leading),
        ]
    }

    fn ratios(&self, gaps: &Gaps<'_>, constant: &f64) -> Vec<Series> {
        let ratios = gaps.points().into_iter();
        vec![resolved_excess(
            gaps.instance.label.clone(),
            gaps.group,
            ratios.map(|(n, gap)| (n, gap * n / constant)),
        )]
    }
}
