//! T4: neither monitoring nor a contract does anything alone; together they approach the first
//! best, and both gain.
//!
//! **Why alone nothing.** If the signal does not depend on effort, neither does E\[u(w(S))], so the
//! annotator minimises c(η), at η = 0, whatever the contract; and among contracts that leave
//! E\[u(w)] ≥ U0 the flat wage h(U0) is cheapest (Jensen). A flat wage leads to η = 0 whatever the
//! monitoring. So three of the four cells of (monitoring, contract) pay the company V(0) − h(U0)
//! and the annotator U0.
//!
//! **Why together.** The gap of a bonus vanishes (T5), the flat wage stays V(η*) − h(ū) − V(0) +
//! h(U0) > 0 below the first best. The frontier in rents r (the annotator gets U0 + r) is the same
//! problem with outside option U0 + r, whose value is continuous in r: what is strictly better for
//! the company at r = 0 is so for small r > 0, and both gain.
//!
//! **From which n.** With c′(0) = 0 and V′(0) > 0 a small effort costs second order and brings
//! first order: on the effort interval one monitored sample is enough for a bonus to beat the flat
//! wage. Where the annotator can only be careless or careful (efforts {0, η*}) it takes some number
//! of samples, proportional to 1/κ² for weak monitoring.

mod fading;
mod frontier;
mod weakest;

use super::assumptions::{CARE_WANTED, CONCAVE, CONVEX_COST};
use super::evidence::{
    Cell, Check, DataTable, Evidence, Mark, Measured, Panel, Row, Series, Standing,
};
use super::limits::{number, terms_number};
use super::study::{Instance, Progress};
use super::{Found, Theorem, TheoremError};
use crate::contract::{Class, ContractError, FirstBest, Threshold, best_reply};
use crate::input::{MOST_SAMPLES, Section};
use crate::numerics::try_map_ordered;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t4",
    stem: "t4_complementarity",
    code: file!(),
    title: "Monitoring and contract: neither works alone, together both sides gain",
    statement: "Without informative monitoring every contract, and with any monitoring the flat wage, implements effort 0 and pays the company V(0) − h(U_0). \
        With monitoring and a bonus the company's payoff tends to the first best; from some n on it is strictly above V(0) − h(U_0), \
        and for every small rent r > 0 some bonus contract leaves the annotator U_0 + r and the company strictly above V(0) − h(U_0).",
    assumptions: &[
        CONCAVE,
        CONVEX_COST,
        CARE_WANTED,
        "S ∼ Binomial(n, q(η)) with q smooth and increasing (with monitoring), constant (without)",
    ],
    evidence,
};

const BONUS: Class = Class::Binary(Threshold::Deterministic);

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&[
        "models", "labels", "cells", "samples", "fading", "frontier", "weakest",
    ])?;
    let instances = Instance::read_all(parameters)?;
    let cells = parameters.count_in("cells", 1..=MOST_SAMPLES)?;
    let samples = parameters.samples("samples")?;
    let fading = parameters.numbers("fading")?;
    let frontier = frontier::Frontier::read(&parameters.section("frontier")?)?;
    let weakest = weakest::Weakest::read(&parameters.section("weakest")?)?;
    progress.plan(
        instances.len()
            * (samples.samples().len() + fading.len() + frontier.steps() + weakest.steps()),
    );
    let mut checks = Vec::new();
    let mut table = DataTable::new(&[
        "part",
        "instance",
        "monitoring",
        "contract",
        "samples",
        "kappa",
        "effort",
        "company_payoff",
        "annotator_utility",
        "first_best_payoff",
    ]);
    let (mut payoffs, mut front, mut weak) = (Vec::new(), Vec::new(), Vec::new());
    for (group, instance) in instances.iter().enumerate() {
        let study = Study {
            instance,
            first_best: instance.first_best()?,
        };
        checks.push(study.four_cells(cells, &mut table)?);
        checks.push(study.fade(cells, &fading, &mut table, progress)?);
        let (series, check) = study.approach(samples.samples(), group, &mut table, progress)?;
        checks.push(check);
        payoffs.extend(series);
        let (series, check) = frontier.study(instance, &mut table, progress)?;
        checks.push(check);
        if group == 0 {
            front = series;
        }
        let (series, found) = weakest.study(instance, group, &mut table, progress)?;
        checks.extend(found);
        weak.extend(series);
    }
    Ok(Evidence {
        checks,
        table,
        panels: vec![
            Panel {
                x_label: "monitored samples $n$".to_owned(),
                x_log: true,
                y_label: "company's gain / first best's".to_owned(),
                y_log: false,
                reference: Some(0.0),
                series: payoffs,
            },
            Panel {
                x_label: "annotator's utility".to_owned(),
                x_log: false,
                y_label: "company's loss, effort unseen".to_owned(),
                y_log: true,
                reference: None,
                series: front,
            },
            Panel {
                x_label: "$κ$".to_owned(),
                x_log: true,
                y_label: "least $n$, careful or careless".to_owned(),
                y_log: true,
                reference: None,
                series: weak,
            },
        ],
    })
}

/// One instance under study.
struct Study<'i> {
    instance: &'i Instance,
    first_best: FirstBest<'i>,
}

impl Study<'_> {
    fn check(&self, claim: &str, measured: impl Into<Measured>, holds: bool) -> Check {
        Check {
            instance: self.instance.label.clone(),
            claim: claim.to_owned(),
            measured: measured.into(),
            standing: Standing::Computed,
            holds,
        }
    }

    /// What a bonus brings the company above the flat wage: the first-best loss of no effort less
    /// the gap.
    fn gain(&self, gap: f64) -> f64 {
        self.first_best.flat_loss() - gap
    }

    /// The 2×2 table at n samples.
    fn four_cells(&self, samples: u64, table: &mut DataTable) -> Result<Check, TheoremError> {
        let wrong = |error| self.instance.contract_error(error);
        let model = self.first_best.model();
        let contract = BONUS.solve(&self.first_best, samples).map_err(wrong)?;
        let compatible = best_reply::require(model, &contract).is_ok();
        let flat = self.first_best.payoff_without_effort();
        let with_both = contract.payoff(model);
        // Rent is what participation leaves above U0, in utility.
        let utility = annotator_utility(&self.first_best, &contract)?;
        for (monitoring, kind) in [("none", "flat"), ("none", "bonus"), ("yes", "flat")] {
            self.row(
                table,
                "cell",
                monitoring,
                kind,
                samples,
                0.0,
                flat,
                model.reservation(),
            );
        }
        let effort = contract.point.effort;
        self.row(
            table, "cell", "yes", "bonus", samples, effort, with_both, utility,
        );
        Ok(self.check(
            "only monitoring and contract together beat V(0) − h(U_0)",
            Measured::from("V(0) − h(U_0) = ")
                .number("flat", format_args!("{flat:.6}"))
                .say(" in three cells; with ")
                .number("samples", samples)
                .say(" samples and a bonus ")
                .number("with_both", format_args!("{with_both:.6}"))
                .say(format_args!(" at effort {effort:.4} (first best "))
                .number(
                    "first_best",
                    format_args!("{:.6}", self.first_best.payoff()),
                )
                .say(")"),
            compatible && with_both > flat && with_both < self.first_best.payoff(),
        ))
    }

    #[expect(clippy::too_many_arguments, reason = "one argument a column")]
    fn row(
        &self,
        table: &mut DataTable,
        part: &str,
        monitoring: &str,
        kind: &str,
        samples: u64,
        effort: f64,
        payoff: f64,
        utility: f64,
    ) {
        let mut row = cell(part, self.instance, monitoring, kind, samples);
        row.extend([
            ("effort", terms_number(effort)),
            ("company_payoff", number(payoff)),
            ("annotator_utility", number(utility)),
            ("first_best_payoff", number(self.first_best.payoff())),
        ]);
        table.add(row);
    }

    /// With more samples the bonus approaches the first best; the least n at which it beats the
    /// flat wage.
    fn approach(
        &self,
        samples: &[u64],
        group: usize,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Check), TheoremError> {
        let solved = try_map_ordered(samples, |n| {
            let solved = match BONUS.solve(&self.first_best, *n) {
                Ok(contract) => Some(contract),
                Err(ContractError::NotImplementable { .. }) => None,
                Err(error) => return Err(self.instance.contract_error(error)),
            };
            progress.step();
            Ok(solved)
        })?;
        let whole = self.gain(0.0);
        let mut points = Vec::new();
        for (n, contract) in samples.iter().zip(&solved) {
            let gain = contract.as_ref().map_or(0.0, |c| self.gain(c.gap.total()));
            points.push((*n as f64, gain / whole));
            if let Some(contract) = contract {
                let payoff = contract.payoff(self.first_best.model());
                let utility = annotator_utility(&self.first_best, contract)?;
                self.row(
                    table,
                    "approach",
                    "yes",
                    "bonus",
                    *n,
                    contract.point.effort,
                    payoff,
                    utility,
                );
            }
        }
        let least = points
            .iter()
            .find(|(_, gain)| *gain > 0.0)
            .map_or(f64::NAN, |p| p.0);
        let from_then_on = points.iter().all(|(n, gain)| *n < least || *gain > 0.0);
        let last = points.last().copied().unwrap_or((f64::NAN, f64::NAN));
        let check = self.check(
            "from some n on a bonus beats the flat wage, and it tends to the first best",
            format!(
                "beats it from n = {least} on among {} sizes; {:.4} of the first best's gain at n = {:e}",
                points.len(),
                last.1,
                last.0
            ),
            // T5: what is missing at n = 10⁶ is of order K_bin/√(n log n), below one percent of the
            // gain by far.
            from_then_on && last.1 > 0.99 && last.1 < 1.0,
        );
        let series = Series::new(self.instance.label.clone(), Mark::Points, group, points);
        Ok((vec![series], check))
    }
}

/// E\[u(w)] − c(η) = U0 + rent in utility.
fn annotator_utility(
    first_best: &FirstBest<'_>,
    contract: &crate::contract::SecondBest,
) -> Result<f64, TheoremError> {
    let model = first_best.model();
    Ok(match &contract.terms {
        crate::contract::Terms::Binary(terms) => {
            terms.base_utility + terms.bonus_utility * terms.bonus_probability - contract.point.cost
        }
        _ => model.reservation(),
    })
}

/// What a row is of: contract and samples, with monitoring or without.
fn cell(part: &str, instance: &Instance, monitoring: &str, kind: &str, samples: u64) -> Row {
    let mut row = instance.row(part, kind, samples);
    row.push(("monitoring", Cell::text(monitoring)));
    row
}

fn monitored(part: &str, instance: &Instance, kind: &str, samples: u64) -> Row {
    cell(part, instance, "yes", kind, samples)
}
