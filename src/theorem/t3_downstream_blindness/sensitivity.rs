//! What one sample of either signal tells of effort: a monitored label, or a test label of the
//! model trained on m labels.

use super::formula;
use super::simulated::Study;
use crate::annotation::reward::{best_accuracy, deficit_constant};
use crate::annotation::signals::{expert_information, self_consistency_information};
use crate::input::{InputError, Section};
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Mark, Panel, Series, Standing};

/// Step of the central difference of K: its error, h²K‴/6, is some 1e-5 of K′, and rounding less.
const STEP: f64 = 1e-3;

/// The study: parameters `[sensitivity]`.
pub(super) struct Sensitivity {
    kappa: f64,
    labels: Vec<f64>,
}

impl Sensitivity {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("sensitivity")?;
        section.only(&["kappa", "labels"])?;
        let labels = section.counts_in("labels", 100..=1_000_000_000_000)?;
        if labels.is_empty() {
            let allowed = "at least one number of labels";
            return Err(section.complain("labels", "the list is empty", allowed));
        }
        Ok(Self {
            kappa: section.number_where("kappa", "above 0 and below 1", |k| k > 0.0 && k < 1.0)?,
            labels: labels.into_iter().map(|m| m as f64).collect(),
        })
    }

    /// Fisher information about η of one test label's being matched, the model trained on m labels:
    /// (K′/m)²/(A(1 − A)).
    fn of_accuracy(&self, study: &Study, eta: f64, labels: f64) -> Result<f64, TheoremError> {
        let constant = |eta| deficit_constant(study.norm, eta, study.dimension);
        let slope = (constant(eta + STEP)? - constant(eta - STEP)?) / (2.0 * STEP * labels);
        let accuracy = best_accuracy(study.norm) - constant(eta)? / labels;
        Ok(slope * slope / (accuracy * (1.0 - accuracy)))
    }

    pub(super) fn panel(
        &self,
        study: &Study,
        table: &mut DataTable,
    ) -> Result<Panel, TheoremError> {
        // Below 0.3 the leading term does not describe the smaller fits.
        let efforts: Vec<f64> = (0..=34).map(|i| 0.3 + 0.02 * f64::from(i)).collect();
        let own = |eta: f64| self_consistency_information(eta, self.kappa);
        let expert = |eta: f64| expert_information(eta, self.kappa);
        let mut series = vec![
            Series::new(
                "repeats",
                Mark::Curve,
                4,
                efforts.iter().map(|&e| (e, own(e))),
            ),
            Series::new(
                "expert",
                Mark::Curve,
                5,
                efforts.iter().map(|&e| (e, expert(e))),
            ),
        ];
        for (group, &labels) in self.labels.iter().enumerate() {
            let mut curve = Vec::new();
            for &eta in &efforts {
                let information = self.of_accuracy(study, eta, labels)?;
                curve.push((eta, information));
                let found = Cell::within(information, 1e-4);
                table.add(vec![
                    ("data", Cell::Text("information".to_owned())),
                    ("labels", Cell::Count(labels as u64)),
                    ("effort", Cell::exact((eta * 100.0).round() / 100.0)),
                    ("self_information", formula(own(eta))),
                    ("expert_information", formula(expert(eta))),
                    ("accuracy_information", found),
                ]);
            }
            let name = format!("accuracy, $N = {labels}$");
            series.push(Series::new(name, Mark::Leading, group, curve));
        }
        Ok(Panel {
            x_label: "effort $η$".to_owned(),
            x_log: false,
            y_label: "information about $η$ in one sample".to_owned(),
            y_log: true,
            reference: None,
            series,
        })
    }

    pub(super) fn checks(&self, study: &Study) -> Result<Vec<Check>, TheoremError> {
        const EFFORT: f64 = 0.7;
        let labels = study.most() as f64;
        let accuracy = self.of_accuracy(study, EFFORT, labels)?;
        let own = self_consistency_information(EFFORT, self.kappa);
        let twice = self.of_accuracy(study, EFFORT, 2.0 * labels)?;
        Ok(vec![Check {
            instance: format!("κ = {}, m = {labels}", self.kappa),
            claim:
                "accuracy tells of effort only through its error of order 1/m, monitoring always"
                    .to_owned(),
            measured: format!(
                "at η = {EFFORT} one repeated label tells as much as {:.1e} test labels of the model; with 2m labels, {:.2} times as many",
                own / accuracy,
                accuracy / twice
            )
            .into(),
            standing: Standing::Computed,
            // K/m: the information falls like 1/m², up to the change of A itself.
            holds: own > 1e3 * accuracy && (accuracy / twice - 4.0).abs() < 0.05,
        }])
    }
}
