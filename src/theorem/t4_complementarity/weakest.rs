//! The least n at which a bonus beats the flat wage where the annotator is either careful or
//! careless.

use super::super::evidence::{Check, DataTable, Mark, Series, Standing};
use super::super::limits::number;
use super::super::study::{Instance, Progress};
use super::super::{TheoremError, variant};
use super::{BONUS, monitored};
use crate::contract::discrete::{self, DiscreteProblem, EffortSet};
use crate::contract::{ContractError, FirstBest};
use crate::input::{InputError, Section};
use crate::numerics::try_map_ordered;

/// Parameters `[weakest]`.
pub struct Weakest {
    kappas: Vec<f64>,
}

/// A search gives up here: at the least κ of any use (0.01) some 10⁵ samples are enough.
const MOST: u64 = 10_000_000;

impl Weakest {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["kappas"])?;
        Ok(Self {
            kappas: section.numbers("kappas")?,
        })
    }

    pub fn steps(&self) -> usize {
        self.kappas.len()
    }

    pub fn study(
        &self,
        instance: &Instance,
        group: usize,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Vec<Check>), TheoremError> {
        let found = try_map_ordered(&self.kappas, |kappa| {
            let least = least_samples(instance, *kappa);
            progress.step();
            least
        })?;
        let squared = instance.model.monitoring().scheme() == "self-consistency";
        for (kappa, (least, _)) in self.kappas.iter().zip(&found) {
            let kind = "bonus, efforts 0 and η*";
            let mut row = monitored("least samples", instance, kind, *least);
            row.push(("kappa", number(*kappa)));
            table.add(row);
        }
        let scaled: Vec<f64> = self
            .kappas
            .iter()
            .zip(&found)
            .map(|(kappa, (least, _))| *least as f64 * kappa * kappa)
            .collect();
        // For weak monitoring the counts are nearly normal and only n·κ² enters. What is left is of
        // relative order κ² (the variance) and one count in the threshold's standard deviation,
        // 1/√n = O(κ): twice the κ at hand.
        let pairs = self.kappas.windows(2).zip(scaled.windows(2));
        let settles = pairs
            .filter(|(kappas, _)| kappas[0] <= 0.2)
            .all(|(kappas, pair)| (pair[1] / pair[0] - 1.0).abs() <= 2.0 * kappas[0]);
        let then_on = found.iter().all(|(_, then_on)| *then_on);
        let listed: Vec<String> = self
            .kappas
            .iter()
            .zip(&found)
            .map(|(kappa, (least, _))| format!("{least} at κ = {kappa}"))
            .collect();
        let check = Check {
            instance: instance.label.clone(),
            claim: "with efforts 0 and η* a bonus beats the flat wage from a least n on, proportional to 1/κ^2"
                .to_owned(),
            measured: format!(
                "least n {}; n·κ^2 settles at {:.2}",
                listed.join(", "),
                scaled.last().copied().unwrap_or(f64::NAN)
            )
            .into(),
            standing: Standing::Computed,
            holds: settles && then_on,
        };
        let points = self.kappas.iter().zip(&found);
        let points: Vec<(f64, f64)> = points.map(|(k, (least, _))| (*k, *least as f64)).collect();
        let line = scaled.last().copied().unwrap_or(f64::NAN);
        let name = if squared { "" } else { "$∝ κ^{-2}$" };
        Ok((
            vec![
                Series::new(instance.label.clone(), Mark::Points, group, points),
                Series::new(
                    if group == 0 { name } else { "" },
                    Mark::Leading,
                    group,
                    self.kappas.iter().map(|k| (*k, line / (k * k))),
                ),
            ],
            vec![check],
        ))
    }
}

/// The least n at which the best bonus on efforts {0, η*} implements η*, and whether it does so for
/// the n after it too.
///
/// With more samples the company can ignore some, by chance at the threshold; with whole thresholds
/// the first n that serves may be followed by a few that do not, so the least n from which on all
/// serve is taken.
fn least_samples(instance: &Instance, kappa: f64) -> Result<(u64, bool), TheoremError> {
    let wrong = |error: ContractError| instance.contract_error(error);
    let model = variant::with(&instance.model, &[("monitoring", "kappa", kappa)])?;
    let effort = FirstBest::of(&model).map_err(wrong)?.effort();
    let set = EffortSet::new(vec![0.0, effort]).map_err(|error| TheoremError::Grid {
        step: effort,
        problem: error.to_string(),
    })?;
    let problem = DiscreteProblem::new(&model, &set).map_err(wrong)?;
    let serves = |samples: u64| -> Result<bool, TheoremError> {
        let contract = discrete::solve(&problem, samples, BONUS).map_err(wrong)?;
        Ok(contract.index == 1)
    };
    let mut high = 1;
    while !serves(high)? && high < MOST {
        high *= 2;
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if serves(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    // Past the last n nearby that does not serve.
    let reach = 4 + high / 10;
    let mut least = high;
    for samples in high..=high + reach {
        if !serves(samples)? {
            least = samples + 1;
        }
    }
    let then_on = (1..=16).try_fold(true, |all, j| {
        Ok::<bool, TheoremError>(all && serves(least + j * (1 + least / 8))?)
    })?;
    Ok((least, then_on))
}
