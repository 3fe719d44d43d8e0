//! (e) What labels beside an expert's and the assistant's identify.

use super::Studied;
use super::simulated::Simulation;
use crate::numerics::binomial::Binomial;
use crate::numerics::{NumericsError, try_map_ordered};
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Check, Standing};

/// Nominal level of the intervals.
const LEVEL: f64 = 0.95;

/// Files of labels: intervals of ηπ and of η(1 − π_same). One anchor, π known from annotators who
/// took full care, turns the first into an interval of η: the same event, divided by π.
pub(super) fn checks(
    simulation: &Simulation,
    assistants: &[Studied],
) -> Result<Vec<Check>, TheoremError> {
    let mut covered = [0u64; 2];
    let mut files = 0;
    let mut least = [1.0_f64; 2];
    for (index, one) in assistants.iter().enumerate() {
        for (step, &effort) in simulation.efforts.iter().enumerate() {
            let setting = (index * simulation.efforts.len() + step) as u64;
            let pi = one.assistant.sentinel_agreement().unwrap_or(0.0);
            let dissent = one.assistant.careful_dissent().unwrap_or(0.0);
            let list: Vec<u64> = (0..simulation.files).collect();
            let held = try_map_ordered(&list, |file| {
                let stream = (setting + 1) << 32 | file;
                let shown = simulation.draw(one, effort, simulation.file_items, stream);
                let same = shown.items - shown.differ;
                Ok::<_, NumericsError>([
                    holds(shown.sentinel, shown.differ, effort * pi)?,
                    holds(shown.dissent, same, effort * dissent)?,
                ])
            })?;
            files += simulation.files;
            for part in 0..2 {
                let sum = held.iter().filter(|file| file[part]).count() as u64;
                covered[part] += sum;
                least[part] = least[part].min(sum as f64 / simulation.files as f64);
            }
        }
    }
    let share = covered.map(|count| count as f64 / files as f64);
    // Exact intervals cover at least their level; four standard errors of the worst setting.
    let slack = 4.0 * (LEVEL * (1.0 - LEVEL) / simulation.files as f64).sqrt();
    Ok(vec![Check {
        instance: "simulated labels".to_owned(),
        claim: "an expert's and the assistant's answers identify η·π and η·(1 − π_same)".to_owned(),
        measured: format!(
            "exact 95% intervals hold the truth in {:.1}% and {:.1}% of {files} files of {} items, \
             at least {:.1}% in every setting; with π known the first, over π, holds η",
            100.0 * share[0],
            100.0 * share[1],
            simulation.file_items,
            100.0 * least.iter().copied().fold(1.0, f64::min),
        )
        .into(),
        standing: Standing::Simulated,
        holds: files > 0 && least.iter().all(|share| *share >= LEVEL - slack),
    }])
}

/// Whether the exact interval of Clopper and Pearson at [`LEVEL`] holds `truth`: neither tail of
/// the count under it is below half of what is left.
fn holds(count: u64, of: u64, truth: f64) -> Result<bool, NumericsError> {
    const TAIL: f64 = 0.5 * (1.0 - LEVEL);
    if of == 0 {
        return Ok(true);
    }
    let law = Binomial::new(of, truth)?;
    Ok(law.tail(count).at_least >= TAIL && law.tail(count + 1).below >= TAIL)
}
