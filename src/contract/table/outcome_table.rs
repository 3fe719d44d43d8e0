//! The table: what each effort costs and how likely it makes each outcome.

use dashu_ratio::RBig;

use super::TableError;
use crate::input::nearest;

/// One row: an effort (an action) of the agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Effort {
    /// Its name.
    pub name: String,
    /// What it costs the agent: the least and the most it may be.
    pub cost: (RBig, RBig),
    /// The probability of each outcome; they sum to 1 exactly.
    pub law: Vec<RBig>,
}

/// Efforts with their costs and the probabilities of the outcomes, all as exact rationals.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeTable {
    pub(super) outcomes: Vec<String>,
    pub(super) efforts: Vec<Effort>,
    /// Names of efforts whose probabilities were divided by their sum, with that sum.
    pub(super) adjusted: Vec<(String, RBig)>,
}

/// What is known of the costs.
#[derive(Debug, Clone, PartialEq)]
pub enum CostKnowledge {
    /// What the table says.
    AsGiven,
    /// Each cost is known up to this share of it: 1/10 for ±10%, on top of the table's own bounds.
    Within(RBig),
    /// Every effort but the target may be as cheap as the cheapest of the table.
    OthersCheapest,
}

impl OutcomeTable {
    /// Names of the outcomes, in the order of the file.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// The efforts, in the order of the file.
    #[must_use]
    pub fn efforts(&self) -> &[Effort] {
        &self.efforts
    }

    /// Efforts whose probabilities were divided by their sum, with that sum.
    #[must_use]
    pub fn adjusted(&self) -> &[(String, RBig)] {
        &self.adjusted
    }

    /// The effort called `written`, or else the one with that number (counted from 1).
    ///
    /// # Errors
    /// [`TableError::UnknownEffort`] with all names.
    pub fn effort(&self, written: &str) -> Result<usize, TableError> {
        if let Some(found) = self.efforts.iter().position(|e| e.name == written) {
            return Ok(found);
        }
        if let Ok(number) = written.parse::<usize>()
            && (1..=self.efforts.len()).contains(&number)
        {
            return Ok(number - 1);
        }
        let names = || self.efforts.iter().map(|effort| effort.name.as_str());
        Err(TableError::UnknownEffort {
            written: written.to_owned(),
            nearest: nearest(written, names()).map(str::to_owned),
            known: names().collect::<Vec<_>>().join(", "),
        })
    }

    /// The same table with what is known of the costs widened, for a target effort.
    #[must_use]
    pub fn with_costs(&self, knowledge: &CostKnowledge, target: usize) -> Self {
        let mut table = self.clone();
        match knowledge {
            CostKnowledge::AsGiven => {}
            CostKnowledge::Within(share) => {
                for effort in &mut table.efforts {
                    let (lower, upper) = effort.cost.clone();
                    let magnitude = |x: &RBig| if *x < RBig::ZERO { -x } else { x.clone() };
                    effort.cost = (
                        &lower - magnitude(&lower) * share,
                        &upper + magnitude(&upper) * share,
                    );
                }
            }
            CostKnowledge::OthersCheapest => {
                let least = self.efforts.iter().map(|e| &e.cost.0).min().cloned();
                let least = least.unwrap_or_default();
                for (k, effort) in table.efforts.iter_mut().enumerate() {
                    if k != target {
                        effort.cost.0 = least.clone();
                    }
                }
            }
        }
        table
    }
}
