//! What the theorems on rates share: instances read from parameter files, and curves of gaps over
//! n.

use super::TheoremError;
use super::evidence::{Cell, Row};
use crate::contract::{Class, ContractError, FirstBest, SecondBest};
use crate::input::{InputError, Section};
use crate::model::Model;
use crate::numerics::try_map_ordered;
use crate::rates::RatesError;

/// Told how far a study has come.
pub trait Progress: Sync {
    /// `steps` more steps are planned.
    fn plan(&self, steps: usize);
    /// One step is done.
    fn step(&self);
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn plan(&self, _steps: usize) {}
    fn step(&self) {}
}

/// A model with the name it has in tables and figures.
#[derive(Debug)]
pub struct Instance {
    /// Name in tables and figures.
    pub label: String,
    /// The model.
    pub model: Model,
}

impl Instance {
    /// What a row of data is of: a contract with so many samples.
    pub fn row(&self, part: &str, contract: &str, samples: u64) -> Row {
        vec![
            ("part", Cell::text(part)),
            ("instance", Cell::text(&self.label)),
            ("contract", Cell::text(contract)),
            ("samples", Cell::Count(samples)),
        ]
    }

    /// Reads `models` (files relative to the parameter file) and `labels` (as many) of a parameter
    /// file.
    pub fn read_all(parameters: &Section<'_, '_>) -> Result<Vec<Self>, InputError> {
        let files = parameters.texts("models")?;
        let labels = parameters.texts("labels")?;
        if files.is_empty() || files.len() != labels.len() {
            return Err(parameters.complain(
                "labels",
                format!("{} labels for {} models", labels.len(), files.len()),
                "at least one model, and one label for each",
            ));
        }
        files
            .into_iter()
            .zip(labels)
            .map(|(file, label)| {
                Ok(Self {
                    label: label.to_owned(),
                    model: Model::read(&parameters.path_of(file))?,
                })
            })
            .collect()
    }

    /// The first best of the model.
    pub fn first_best(&self) -> Result<FirstBest<'_>, TheoremError> {
        FirstBest::of(&self.model).map_err(|error| self.contract_error(error))
    }

    /// Names this instance in an error.
    pub fn contract_error(&self, error: ContractError) -> TheoremError {
        TheoremError::Contract {
            instance: self.label.clone(),
            error,
        }
    }

    /// Names this instance in an error.
    pub fn rates_error(&self, error: RatesError) -> TheoremError {
        TheoremError::Rates {
            instance: self.label.clone(),
            error,
        }
    }

    /// The best contracts of a class over a list of sample sizes, in its order.
    pub fn curve(
        &self,
        class: Class,
        samples: &[u64],
        progress: &dyn Progress,
    ) -> Result<Vec<SecondBest>, TheoremError> {
        let first_best = self.first_best()?;
        try_map_ordered(samples, |n| {
            let solved = class.solve(&first_best, *n);
            progress.step();
            solved
        })
        .map_err(|error| self.contract_error(error))
    }
}
