//! (c) Sentinels: contracts on the items where assistant and expert differ.

use super::row;
use crate::contract::{Class, Threshold};
use crate::input::{InputError, Section};
use crate::theorem::brackets::{Brackets, Claim};
use crate::theorem::evidence::{Cell, Check, DataTable};
use crate::theorem::limits::{number, terms_number};
use crate::theorem::study::{Instance, Progress};
use crate::theorem::{TheoremError, variant};

/// Parameters `[sentinels]`.
pub(super) struct Sentinels {
    /// π.
    agreement: f64,
    samples: Vec<u64>,
    brackets: Brackets,
}

impl Sentinels {
    pub(super) fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["agreement", "samples", "brackets"])?;
        Ok(Self {
            agreement: section.number("agreement")?,
            samples: section.samples("samples")?.samples().to_vec(),
            brackets: Brackets::read(section)?,
        })
    }

    pub(super) fn steps(&self) -> usize {
        2 * self.samples.len() + self.brackets.steps()
    }

    /// T6 holds with q = ηπ: the gap of linear pay with its proved bounds, and rows for a bonus.
    pub(super) fn study(
        &self,
        instance: &Instance,
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<Vec<Check>, TheoremError> {
        let moments = [("agreement", self.agreement)];
        let paid = Instance {
            label: format!("{}, sentinels", instance.label),
            model: variant::with_monitoring(&instance.model, "sentinel", &moments)?,
        };
        for class in [Class::Binary(Threshold::Deterministic), Class::Linear] {
            for contract in paid.curve(class, &self.samples, progress)? {
                let name = format!("{}: {}", instance.label, class.name());
                let mut cells = row("sentinels", &name, terms_number(contract.point.effort));
                cells.extend([
                    ("samples", Cell::Count(contract.samples)),
                    ("value", number(contract.gap.total())),
                ]);
                table.add(cells);
            }
        }
        let found = self
            .brackets
            .study(&paid, &Claim::inverse(Class::Linear), progress)?;
        Ok(found.checks)
    }
}
