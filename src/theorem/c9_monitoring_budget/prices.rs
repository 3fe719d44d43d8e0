//! The prices of a sample that the parameters ask for.

use crate::design::DesignError;
use crate::design::SampleCost;
use crate::input::InputError;
use crate::input::Section;
use crate::theorem::TheoremError;
use crate::theorem::study::Instance;

pub(super) fn design_error(instance: &Instance, error: DesignError) -> TheoremError {
    TheoremError::Design {
        instance: instance.label.clone(),
        error,
    }
}

pub(super) fn read_prices(section: &Section<'_, '_>) -> Result<Vec<SampleCost>, InputError> {
    section
        .numbers("prices")?
        .into_iter()
        .map(|money| {
            SampleCost::new(money).map_err(|error| {
                let message = error.to_string();
                let (problem, allowed) =
                    message.split_once("; allowed: ").unwrap_or((&message, ""));
                section.complain("prices", problem, allowed)
            })
        })
        .collect()
}
