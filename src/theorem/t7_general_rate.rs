//! T7: no contract beats K_lin/n, and linear contracts reach it.

use super::assumptions::{CARE_WANTED, CONVEX_COST, SMOOTH_CONCAVE};
use super::brackets::{Claim, width_panel};
use super::evidence::{Check, Evidence, Mark, Row, Series, Standing};
use super::limits::{GAP_ERROR, below, inverse_limit_check, number, resolved_excess, terms_number};
use super::rate_study::{Gaps, RateTheorem, Study, gap_panel, over_samples, points};
use super::study::Progress;
use super::{Found, Theorem, TheoremError};
use crate::contract::{Class, SecondBest, Terms, Threshold, constants};
use crate::input::Section;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t7",
    stem: "t7_general_rate",
    code: file!(),
    title: "All contracts: K_lin/n is the best possible",
    statement: "for every contract and every n implementing η costs at least h(U_0 + c(η)) + m·c′(η)^2/(2·n·I(η)), m = inf h′′; and n·gap → K_lin for the best of all contracts, the linear contract's constant, if h outgrows every line or u is bounded.",
    assumptions: &[
        SMOOTH_CONCAVE,
        CONVEX_COST,
        CARE_WANTED,
        "S ∼ Binomial(n, q(η)) with q smooth and increasing; pay may use the whole list of signals",
    ],
    evidence,
};

/// Primal and dual of the general contract agree to this share of the premium: the residual of the
/// constraints (1e-13) times the ratio of prices to premium, which stays below 100 on the
/// instances.
const DUALITY_TOLERANCE: f64 = 1e-11;

const COLUMNS: [&str; 9] = [
    "instance",
    "samples",
    "gap_general",
    "gap_linear",
    "gap_binary",
    "premium_lower_bound",
    "premium_general",
    "leading",
    "effort_general",
];

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    let study = Study::read(parameters, false, &[], progress)?;
    // The curves of the two classes that are compared.
    progress.plan(2 * study.instances.len() * study.samples.len());
    let theorem = GeneralRate {
        claim: Claim::inverse(Class::General),
    };
    let found = study.gather(&theorem, &COLUMNS)?;
    let excess = "$Δ_n^{linear} / Δ_n^{general} − 1$";
    Ok(Evidence {
        checks: found.checks,
        table: found.table,
        panels: vec![
            gap_panel(found.drawn),
            over_samples(excess, true, found.ratios),
            width_panel(found.widths),
        ],
    })
}

struct GeneralRate {
    claim: Claim,
}

/// What the best contracts of all are compared with.
struct Compared {
    /// K_lin.
    constant: f64,
    linear: Vec<SecondBest>,
    binary: Vec<SecondBest>,
    /// The premium of every contract, at least.
    bounds: Vec<f64>,
}

impl RateTheorem for GeneralRate {
    type Formulas = Compared;

    fn claim(&self) -> &Claim {
        &self.claim
    }

    fn formulas(&self, gaps: &Gaps<'_>, study: &Study<'_>) -> Result<Compared, TheoremError> {
        let curve = |class| {
            let samples = &study.samples;
            gaps.instance.curve(class, samples, study.progress())
        };
        let bound = |c: &SecondBest| {
            constants::premium_lower_bound(&gaps.first_best, c.point.change, c.samples as f64)
        };
        Ok(Compared {
            constant: constants::linear(&gaps.first_best),
            linear: curve(Class::Linear)?,
            binary: curve(Class::Binary(Threshold::Deterministic))?,
            bounds: gaps.curve.iter().map(bound).collect(),
        })
    }

    fn checks(&self, gaps: &Gaps<'_>, with: &Compared) -> Result<Vec<Check>, TheoremError> {
        let limit = inverse_limit_check(gaps.instance, &gaps.curve, with.constant)?;
        let mut checks = vec![limit];
        checks.extend(comparison_checks(gaps, with));
        Ok(checks)
    }

    fn cells(&self, gaps: &Gaps<'_>, with: &Compared, place: usize) -> Row {
        let contract = &gaps.curve[place];
        vec![
            ("gap_general", number(contract.gap.total())),
            ("gap_linear", number(with.linear[place].gap.total())),
            ("gap_binary", number(with.binary[place].gap.total())),
            ("premium_lower_bound", number(with.bounds[place])),
            ("premium_general", number(contract.gap.premium)),
            ("leading", number(with.constant / contract.samples as f64)),
            ("effort_general", terms_number(contract.point.effort)),
        ]
    }

    fn drawn(&self, gaps: &Gaps<'_>, with: &Compared) -> Vec<Series> {
        let bound = gaps.curve.iter().zip(&with.bounds);
        let bound = bound.map(|(c, bound)| (c.samples as f64, *bound));
        // Linear and general pay lose the same to the eye: each at every other n.
        let alternate = |curve: &[SecondBest], first: usize| -> Vec<(f64, f64)> {
            points(curve).into_iter().skip(first).step_by(2).collect()
        };
        vec![
            Series::new("binary", Mark::Points, 1, alternate(&with.binary, 0)),
            Series::new("linear", Mark::Points, 0, alternate(&with.linear, 0)),
            Series::new("general", Mark::Points, 2, alternate(&gaps.curve, 1)),
            Series::new("lower bound", Mark::Curve, 3, bound),
        ]
    }

    fn ratios(&self, gaps: &Gaps<'_>, with: &Compared) -> Vec<Series> {
        let pairs = gaps.curve.iter().zip(&with.linear);
        vec![resolved_excess(
            gaps.instance.label.clone(),
            gaps.group,
            pairs.map(|(g, l)| (g.samples as f64, l.gap.total() / g.gap.total())),
        )]
    }
}

fn comparison_checks(gaps: &Gaps<'_>, with: &Compared) -> Vec<Check> {
    let (instance, general) = (gaps.instance, &gaps.curve);
    let Compared {
        linear,
        binary,
        bounds,
        ..
    } = with;
    let check = |claim: &str, measured: String, holds| Check {
        instance: instance.label.clone(),
        claim: claim.to_owned(),
        measured: measured.into(),
        standing: Standing::Computed,
        holds,
    };
    let ratio = |other: &[SecondBest]| -> Vec<f64> {
        general
            .iter()
            .zip(other)
            .map(|(g, o)| o.gap.total() / g.gap.total())
            .collect()
    };
    let least = |list: &[f64]| list.iter().copied().fold(f64::INFINITY, f64::min);
    let to_linear = ratio(linear);
    let least_of_all = least(&to_linear).min(least(&ratio(binary)));
    let above_bound: Vec<f64> = general
        .iter()
        .zip(bounds)
        .filter(|(_, bound)| **bound > 0.0)
        .map(|(contract, bound)| contract.gap.premium / bound)
        .collect();
    let duality = general
        .iter()
        .map(|contract| match &contract.terms {
            Terms::General(terms) => terms.duality_gap,
            _ => f64::NAN,
        })
        .fold(0.0, f64::max);
    let last = to_linear.last().copied().unwrap_or(f64::NAN) - 1.0;
    let mut checks = vec![
        check(
            "no linear or binary contract beats the general one",
            format!("least ratio of gaps {least_of_all:.7}"),
            least_of_all >= 1.0 - 2.0 * GAP_ERROR,
        ),
        check(
            "linear contracts are optimal up to 1 + o(1)",
            format!(
                "their excess at the largest n is {}",
                below(last, 2.0 * GAP_ERROR)
            ),
            last.abs() <= (to_linear[0] - 1.0).abs().max(2.0 * GAP_ERROR),
        ),
        check(
            "the dual meets the primal",
            format!(
                "largest relative distance {}",
                below(duality, DUALITY_TOLERANCE)
            ),
            duality <= DUALITY_TOLERANCE,
        ),
    ];
    if above_bound.is_empty() {
        checks.push(check(
            "the bound for every contract is vacuous here (inf h′′ = 0)",
            "only the Fenchel bound (the dual) speaks".to_owned(),
            // A bound that is negative or no number would be a fault of the formula.
            bounds.iter().all(|bound| *bound == 0.0),
        ));
    } else {
        checks.push(check(
            "the premium respects the bound for every contract",
            format!("least premium over bound {:.7}", least(&above_bound)),
            least(&above_bound) >= 1.0 - 2.0 * GAP_ERROR,
        ));
    }
    if instance.model.utility().family() == "log" {
        let worst = to_linear
            .iter()
            .map(|r| (r - 1.0).abs())
            .fold(0.0, f64::max);
        checks.push(check(
            "with logarithmic utility the linear contract is the optimal one",
            format!(
                "largest relative difference {}",
                below(worst, 2.0 * GAP_ERROR)
            ),
            worst <= 2.0 * GAP_ERROR,
        ));
    }
    checks
}
