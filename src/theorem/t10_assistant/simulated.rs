//! Labels drawn from the model with an assistant: do they agree as often as the formulas say?

use super::{Studied, certainty, parameter, row};
use crate::annotation::bootstrap::generator;
use crate::annotation::random::{beta, coin};
use crate::input::{InputError, Section};
use crate::numerics::map_ordered;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Standing};

/// Parameters `[simulation]`.
pub(super) struct Simulation {
    pub(super) efforts: Vec<f64>,
    pub(super) items: u64,
    pub(super) files: u64,
    pub(super) file_items: u64,
    pub(super) seed: u64,
}

/// What one annotator's labels of checked items show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    /// Items.
    pub items: u64,
    /// Labels that agree with the expert's.
    pub expert: u64,
    /// Second looks that agree with the first.
    pub repeats: u64,
    /// Items on which assistant and expert differ.
    pub differ: u64,
    /// Of these, labels that agree with the expert's.
    pub sentinel: u64,
    /// Of the others, labels that dissent.
    pub dissent: u64,
    /// Items on which a peer differs from the assistant.
    pub peer: u64,
    /// Of these, labels that agree with the assistant.
    pub copied: u64,
}

/// Effort of the peer.
const PEER: f64 = 0.6;

impl Simulation {
    pub(super) fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["efforts", "items", "files", "file_items", "seed"])?;
        let efforts = section.numbers("efforts")?;
        if efforts.is_empty() || !efforts.iter().all(|e| *e > 0.0 && *e <= 1.0) {
            return Err(section.complain(
                "efforts",
                "an effort is out of range",
                "above 0 and at most 1",
            ));
        }
        Ok(Self {
            efforts,
            items: section.count_in("items", 100..=10_000_000)?,
            files: section.count_in("files", 100..=100_000)?,
            file_items: section.count_in("file_items", 20..=100_000)?,
            seed: section.count("seed")?,
        })
    }

    /// Labels of `items` items by one annotator; each stream is another file.
    pub(super) fn draw(&self, one: &Studied, effort: f64, items: u64, stream: u64) -> Shown {
        let mut rng = generator(self.seed, stream);
        let a = 0.5 * (1.0 / one.assistant.kappa() - 1.0);
        let mut shown = Shown {
            items,
            ..Shown::default()
        };
        for _ in 0..items {
            let p = beta(&mut rng, a, a);
            let assistant = (p > 0.5) != coin(&mut rng, one.mistaken);
            let expert = coin(&mut rng, p);
            let mut label = |effort: f64| {
                if coin(&mut rng, effort) {
                    coin(&mut rng, p)
                } else {
                    assistant
                }
            };
            let (first, second, peer) = (label(effort), label(effort), label(PEER));
            shown.expert += u64::from(first == expert);
            shown.repeats += u64::from(first == second);
            if assistant == expert {
                shown.dissent += u64::from(first != expert);
            } else {
                shown.differ += 1;
                shown.sentinel += u64::from(first == expert);
            }
            if peer != assistant {
                shown.peer += 1;
                shown.copied += u64::from(first == assistant);
            }
        }
        shown
    }

    /// The four agreement curves and the bound on the share copied, on simulated labels.
    pub(super) fn agreements(
        &self,
        assistants: &[Studied],
        table: &mut DataTable,
    ) -> Result<Vec<Check>, TheoremError> {
        let tasks: Vec<(&Studied, f64)> = assistants
            .iter()
            .flat_map(|one| self.efforts.iter().map(move |effort| (one, *effort)))
            .collect();
        let drawn = map_ordered(0..tasks.len(), |i| {
            let (one, effort) = tasks[i];
            self.draw(one, effort, self.items, i as u64)
        });
        let (mut worst, mut shares, mut above) = (0.0_f64, 0, 0.0_f64);
        for ((one, effort), shown) in tasks.iter().zip(&drawn) {
            let assistant = &one.assistant;
            let sentinel = assistant.sentinel_agreement().unwrap_or(0.0);
            let dissent = assistant.careful_dissent().unwrap_or(0.0);
            let expected = [
                (
                    "expert",
                    shown.expert,
                    shown.items,
                    assistant.expert_agreement(*effort),
                ),
                (
                    "repeats",
                    shown.repeats,
                    shown.items,
                    assistant.repeat_agreement(*effort, assistant.kappa()),
                ),
                ("sentinels", shown.sentinel, shown.differ, effort * sentinel),
                (
                    "dissent",
                    shown.dissent,
                    shown.items - shown.differ,
                    effort * dissent,
                ),
            ];
            for (name, count, of, q) in expected {
                let error = (q * (1.0 - q) / of as f64).sqrt();
                let share = count as f64 / of as f64;
                shares += 1;
                worst = worst.max((share - q).abs() / error);
                let rough = |value| Cell::within(value, 1e-6);
                let mut cells = row("simulated", name, parameter(*effort));
                cells.extend(certainty(assistant.kappa(), assistant.with_expert()));
                cells.extend([
                    ("samples", Cell::Count(of)),
                    ("value", rough(share)),
                    ("lower", rough(q - 2.0 * error)),
                    ("upper", rough(q + 2.0 * error)),
                ]);
                table.add(cells);
            }
            // Where a peer differs from the assistant, labels agree with it at least as often as
            // they are copied.
            let copied = 1.0 - effort;
            let share = shown.copied as f64 / shown.peer as f64;
            let error = (share * (1.0 - share) / shown.peer as f64).sqrt();
            above = above.max((copied - share) / error.max(f64::MIN_POSITIVE));
        }
        let check = |claim: &str, measured: String, holds: bool| Check {
            instance: "simulated labels".to_owned(),
            claim: claim.to_owned(),
            measured: measured.into(),
            standing: Standing::Simulated,
            holds,
        };
        Ok(vec![
            check(
                "labels agree with expert, second look and assistant as often as the formulas say",
                format!(
                    "largest distance {worst:.1} standard errors over {shares} shares of {} items",
                    self.items
                ),
                // Some hundred shares: a false alarm once in two hundred runs.
                shares > 0 && worst < 4.2,
            ),
            check(
                "without an expert: where a peer differs from the assistant, agreement with the \
                 assistant bounds the share copied from above",
                format!(
                    "the share copied exceeds the agreement by at most {above:.1} standard errors"
                ),
                above < 4.2,
            ),
        ])
    }
}
