//! The Coq file of one model: both ends of its gaps, for a reader who trusts nobody.

use super::bonus::BonusCertificate;
use super::coq_text::{definitions, ends, lines};
use super::floor::FloorCertificate;
use super::lower::{LowerCertificate, LowerEconomy};
use super::lower_coq::{definition_of, signal, theorem};
use super::upper::UpperError;
use super::upper_coq::{self, BONUS, FLOOR, Upper};
use crate::contract::SecondBest;
use crate::model::Model;

/// Certificates of both ends for one model.
#[derive(Debug, Clone)]
pub struct ModelProof {
    economy: LowerEconomy,
    lower: Vec<LowerCertificate>,
    floor: Vec<FloorCertificate>,
    bonus: Vec<BonusCertificate>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ModelProofError {
    /// The model is of a kind that the Coq development does not have.
    #[error("no Coq proof for this model: {wanted}")]
    Kind {
        /// What would be right.
        wanted: &'static str,
    },
    /// The class of contracts is one that the Coq development does not have.
    #[error(
        "no Coq proof of an upper end for {class} contracts: ask for general or binary ones (--contract general,binary, threshold deterministic)"
    )]
    Class {
        /// The class.
        class: String,
    },
    /// No certificate of a lower end.
    #[error("{samples} signals: {what}, so Coq cannot check their gap")]
    Lower {
        /// n.
        samples: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// No certificate of an upper end.
    #[error(transparent)]
    Upper(#[from] UpperError),
}

impl ModelProof {
    /// A proof without contracts yet.
    ///
    /// # Errors
    /// [`ModelProofError::Kind`].
    pub fn of(model: &Model) -> Result<Self, ModelProofError> {
        let economy = LowerEconomy::of(model).map_err(|wanted| ModelProofError::Kind { wanted })?;
        Ok(ModelProof {
            economy,
            lower: Vec::new(),
            floor: Vec::new(),
            bonus: Vec::new(),
        })
    }

    fn lower(&mut self, samples: u64) -> Result<LowerCertificate, ModelProofError> {
        if let Some(found) = self.lower.iter().find(|it| it.samples == samples) {
            return Ok(found.clone());
        }
        let failed = |what| ModelProofError::Lower { samples, what };
        let found = self.economy.certify(samples).map_err(failed)?;
        self.lower.push(found.clone());
        Ok(found)
    }

    /// Adds both ends of the gap among all contracts.
    ///
    /// # Errors
    /// No certificate.
    pub fn add_any(&mut self, samples: u64) -> Result<(), ModelProofError> {
        let lower = self.lower(samples)?;
        self.floor.push(self.economy.floor(samples, &lower.near)?);
        Ok(())
    }

    /// Adds the upper end of the gap among bonus contracts, and the lower end of every contract.
    ///
    /// # Errors
    /// No certificate.
    pub fn add_bonus(&mut self, contract: &SecondBest) -> Result<(), ModelProofError> {
        let bonus = self.economy.bonus(contract)?;
        self.lower(contract.samples)?;
        self.bonus.push(bonus);
        Ok(())
    }

    /// The file; `file` is its name, for the words on how to check it. `None` where there is no
    /// contract.
    #[must_use]
    pub fn write(&self, file: &str) -> Option<String> {
        let mut text = self.head(file)?;
        text.push_str(&definition_of(&self.economy)?);
        text.push_str(&definitions(&self.lower));
        text.push_str(&theorem("every_contract", "prove_lower_ends", &self.lower));
        text.push_str(&upper(
            "best_contract",
            FLOOR.class,
            FLOOR.tactic,
            &self.floor,
        ));
        text.push_str(&upper(
            "bonus_contract",
            BONUS.class,
            BONUS.tactic,
            &self.bonus,
        ));
        text.push_str("\nPrint Assumptions every_contract.\n");
        if !self.floor.is_empty() {
            text.push_str("Print Assumptions best_contract.\n");
        }
        if !self.bonus.is_empty() {
            text.push_str("Print Assumptions bonus_contract.\n");
        }
        Some(text)
    }

    fn head(&self, file: &str) -> Option<String> {
        self.lower.first()?;
        let economy = &self.economy;
        let mut text = format!(
            "(** Made by `firstbest gap --coq`. Coq 8.16 checks it with the folder proofs of the project, compiled:\n\n    \
             make -C proofs\n    \
             coqc -R proofs FirstBest {file}\n\n    \
             It prints the axioms that the theorems rest on: those of Coq's real numbers, listed in proofs/allowed_axioms.\n\n    \
             Square-root utility, wages at least 0, cost {scale} * e^{power}, value {slope} * e, outside option {outside},\n    \
             signals that are right with probability 1/2 + {kappa}/2 * {signal}; the floats are the fractions below. Effort is\n    \
             chosen by the company from [0, 1].\n\n    \
             The gap of every contract on the signals, so of any class, is at least\n",
            scale = economy.scale,
            power = economy.exponent,
            slope = economy.slope,
            outside = economy.outside,
            kappa = economy.kappa,
            signal = signal(economy),
        );
        text.push_str(&lines(&self.lower));
        if !self.floor.is_empty() {
            text.push_str("\n\n    That of the best contract of all is at most\n");
            text.push_str(&lines(&self.floor));
        }
        if !self.bonus.is_empty() {
            text.push_str(
                "\n\n    That of the best contract with a bonus from some number of agreements on is at most\n",
            );
            text.push_str(&lines(&self.bonus));
        }
        text.push_str(
            " *)\nFrom FirstBest.Lib Require Import LowerEnd FloorEnd BonusEnd.\nOpen Scope Z_scope.\n\n",
        );
        Some(text)
    }
}

fn upper<C: Upper>(name: &str, class: &str, tactic: &str, certificates: &[C]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    let definitions = definitions(certificates);
    format!(
        "{definitions}\n{list}\nTheorem {name} : upper_ends m {class}\n  {ends}.\nProof. {tactic} m {letter}s. Qed.\n",
        list = upper_coq::listed(certificates),
        ends = ends(certificates),
        letter = C::kind().letter,
    )
}
