//! The agreement curves on simulated labels, and what both schemes together identify.

use super::{rounded, row};
use crate::annotation::assess::assess;
use crate::annotation::basis::Scheme;
use crate::annotation::coverage::table as label_table;
use crate::annotation::kappa::Anchor;
use crate::annotation::label_model::{Plan, Preferences};
use crate::annotation::question::Question;
use crate::input::{InputError, Section};
use crate::numerics::map_ordered;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Cell, Check, DataTable, Standing};
use crate::theorem::study::Progress;

/// Share of items on which expert and annotator hold the same preference; on the others their
/// preferences are independent, so that κ_e = SHARED·κ_s.
const SHARED: f64 = 0.7;

/// The study: parameters `[simulation]`.
pub(super) struct Simulation {
    efforts: Vec<f64>,
    kappas: Vec<f64>,
    samples: usize,
    seed: u64,
}

/// Agreements of one simulated annotator.
struct Counted {
    effort: f64,
    kappa: f64,
    own: u64,
    expert: u64,
}

impl Simulation {
    pub(super) fn read(parameters: &Section<'_, '_>) -> Result<Self, InputError> {
        let section = parameters.section("simulation")?;
        section.only(&["efforts", "kappas", "samples", "seed"])?;
        let efforts = section.numbers("efforts")?;
        if !efforts.iter().all(|e| (0.0..=1.0).contains(e)) {
            return Err(section.complain("efforts", "an effort is out of range", "from 0 to 1"));
        }
        Ok(Self {
            efforts,
            kappas: super::certainties(&section, "kappas")?,
            samples: section.count_in("samples", 100..=1_000_000)? as usize,
            seed: section.count("seed")?,
        })
    }

    pub(super) fn steps(&self) -> usize {
        self.efforts.len() * self.kappas.len() + 1
    }

    pub(super) fn checks(
        &self,
        progress: &dyn Progress,
        table: &mut DataTable,
    ) -> Result<Vec<Check>, TheoremError> {
        let settings: Vec<(f64, f64)> = self
            .kappas
            .iter()
            .flat_map(|&kappa| self.efforts.iter().map(move |&effort| (effort, kappa)))
            .collect();
        let counted = map_ordered(0..settings.len(), |i| {
            let (effort, kappa) = settings[i];
            let counted = self.count(effort, kappa, i as u64);
            progress.step();
            counted
        });
        let n = self.samples as f64;
        let mut worst: f64 = 0.0;
        for c in &counted {
            for (quantity, agree, excess, (certainty, kappa)) in [
                (
                    "agreement with oneself",
                    c.own,
                    c.kappa * c.effort * c.effort,
                    ("kappa_s", c.kappa),
                ),
                (
                    "agreement with the expert",
                    c.expert,
                    SHARED * c.kappa * c.effort,
                    ("kappa_e", SHARED * c.kappa),
                ),
            ] {
                let q = 0.5 + 0.5 * excess;
                let error = (q * (1.0 - q) / n).sqrt();
                let share = agree as f64 / n;
                if error > 0.0 {
                    worst = worst.max((share - q).abs() / error);
                }
                let rough = |value| Cell::within(value, 1e-6);
                let mut cells = row("simulated", "", quantity);
                cells.extend([
                    (certainty, Cell::exact(kappa)),
                    ("x", rounded(c.effort)),
                    ("value", rough(share)),
                    ("lower", rough(q - 2.0 * error)),
                    ("upper", rough(q + 2.0 * error)),
                ]);
                table.add(cells);
            }
        }
        let comparisons = 2 * counted.len();
        let identified = self.identification()?;
        progress.step();
        Ok(vec![
            Check {
                instance: "simulated labels".to_owned(),
                claim:
                    "labels agree with probability 1/2 + κ_s·η^2/2 and 1/2 + κ_e·η/2"
                        .to_owned(),
                measured: format!(
                    "largest distance {worst:.1} standard errors over {comparisons} shares of {} pairs",
                    self.samples
                )
                .into(),
                standing: Standing::Simulated,
                // Some dozens of shares: a false alarm once in a thousand runs.
                holds: comparisons > 0 && worst < 4.2,
            },
            identified,
        ])
    }

    fn count(&self, effort: f64, kappa: f64, stream: u64) -> Counted {
        let plan = Plan {
            preferences: Preferences {
                kappa,
                shared: SHARED,
            },
            items: self.samples,
            samples: self.samples,
            repeats: true,
            gold: true,
            seed: self.seed.wrapping_mul(1_000).wrapping_add(stream),
        };
        let mut counted = Counted {
            effort,
            kappa,
            own: 0,
            expert: 0,
        };
        let mut first: Option<bool> = None;
        let Ok(()) = plan.labels(&[effort], |l| {
            match first.take() {
                None => {
                    first = Some(l.label);
                    counted.expert += u64::from(l.gold == Some(l.label));
                }
                Some(before) => counted.own += u64::from(before == l.label),
            }
            Ok::<(), std::convert::Infallible>(())
        });
        counted
    }

    /// Repeats and expert together identify κ where the expert's labels are careful draws from the
    /// same law.
    fn identification(&self) -> Result<Check, TheoremError> {
        const KAPPA: f64 = 0.6;
        // A false alarm once in a thousand runs.
        const LEVEL: f64 = 0.999;
        let efforts: Vec<f64> = (0..30).map(|a| 0.3 + 0.7 * f64::from(a) / 29.0).collect();
        let plan = Plan {
            preferences: Preferences {
                kappa: KAPPA,
                shared: 1.0,
            },
            items: 1500,
            samples: 400,
            repeats: true,
            gold: true,
            seed: self.seed,
        };
        let labels = label_table(&plan, &efforts);
        let question = Question {
            scheme: Some(Scheme::Expert.into()),
            anchor: Some(Anchor::Both),
            level: LEVEL,
            ..Question::default()
        };
        let assessment = assess(&labels, &question)?;
        let found = assessment.kappa.map(|kappa| kappa.value);
        Ok(Check {
            instance: "simulated labels".to_owned(),
            claim: "κ = (expert excess)^2/(self excess) if the expert's labels are careful draws from the same law"
                .to_owned(),
            measured: match found {
                Some(k) => format!(
                    "κ = {KAPPA}: found {:.3}, {}% interval [{:.3}, {:.3}], from 30 annotators of efforts 0.3 to 1",
                    k.estimate,
                    100.0 * LEVEL,
                    k.lower,
                    k.upper
                ).into(),
                None => "not identified".into(),
            },
            standing: Standing::Simulated,
            holds: found.is_some_and(|k| k.covers(KAPPA)),
        })
    }
}
