//! The Coq file of one model: both ends of its gaps, for a reader who trusts nobody.

use super::bonus_end::BonusCertificate;
use super::bonus_wage::WageCertificate;
use super::coq_text::{Stated, definitions, ends, lines};
use super::floor::FloorCertificate;
use super::lower::{LowerCertificate, LowerEconomy};
use super::lower_coq::{self, signal};
use super::pay::PayCertificate;
use super::price::{PriceCertificate, PriceEconomy};
use super::price_coq;
use super::upper::UpperError;
use super::upper_coq::{self, Upper};
use crate::contract::SecondBest;
use crate::model::Model;

/// Certificates of both ends for one model.
#[derive(Debug, Clone)]
pub enum ModelProof {
    /// Square-root utility.
    Root {
        /// The economy.
        economy: LowerEconomy,
        /// Lower ends of every contract.
        lower: Vec<LowerCertificate>,
        /// Upper ends of the best contract of all.
        floor: Vec<FloorCertificate>,
        /// Upper ends of bonus contracts.
        bonus: Vec<BonusCertificate>,
    },
    /// Other utilities.
    Priced {
        /// The economy.
        economy: Box<PriceEconomy>,
        /// Lower ends of every contract.
        lower: Vec<PriceCertificate>,
        /// Upper ends of all contracts.
        pay: Vec<PayCertificate>,
        /// Upper ends of bonus contracts.
        bonus: Vec<WageCertificate>,
    },
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

/// Adds a lower end unless it is there.
fn add<C: Stated>(
    list: &mut Vec<C>,
    samples: u64,
    certify: impl Fn(u64) -> Result<C, &'static str>,
) -> Result<&C, ModelProofError> {
    let place = match list.iter().position(|it| it.samples() == samples) {
        Some(place) => place,
        None => {
            let failed = |what| ModelProofError::Lower { samples, what };
            list.push(certify(samples).map_err(failed)?);
            list.len() - 1
        }
    };
    Ok(&list[place])
}

impl ModelProof {
    /// A proof without contracts yet.
    ///
    /// # Errors
    /// [`ModelProofError::Kind`].
    pub fn of(model: &Model) -> Result<Self, ModelProofError> {
        if let Ok(economy) = LowerEconomy::of(model) {
            return Ok(ModelProof::Root {
                economy,
                lower: Vec::new(),
                floor: Vec::new(),
                bonus: Vec::new(),
            });
        }
        let economy = PriceEconomy::of(model).map_err(|wanted| ModelProofError::Kind { wanted })?;
        Ok(ModelProof::Priced {
            economy: Box::new(economy),
            lower: Vec::new(),
            pay: Vec::new(),
            bonus: Vec::new(),
        })
    }

    /// Adds both ends of the gap among all contracts, or the lower end alone where no pay was found
    /// that Coq can check: whether there is an upper one.
    ///
    /// # Errors
    /// No certificate.
    pub fn add_any(&mut self, samples: u64) -> Result<bool, ModelProofError> {
        match self {
            ModelProof::Root {
                economy,
                lower,
                floor,
                ..
            } => {
                let found = add(lower, samples, |n| economy.certify(n))?;
                floor.push(economy.floor(samples, &found.near)?);
                Ok(true)
            }
            ModelProof::Priced {
                economy,
                lower,
                pay,
                ..
            } => {
                let found = add(lower, samples, |n| economy.certify(n))?;
                let found = economy.pay_of(found).ok();
                let complete = found.is_some();
                pay.extend(found);
                Ok(complete)
            }
        }
    }

    /// Adds the upper end of the gap among bonus contracts, and the lower end of every contract.
    ///
    /// # Errors
    /// No certificate.
    pub fn add_bonus(&mut self, contract: &SecondBest) -> Result<(), ModelProofError> {
        let samples = contract.samples;
        match self {
            ModelProof::Root {
                economy,
                lower,
                bonus,
                ..
            } => {
                bonus.push(economy.bonus(contract)?);
                add(lower, samples, |n| economy.certify(n))?;
            }
            ModelProof::Priced {
                economy,
                lower,
                bonus,
                ..
            } => {
                bonus.push(economy.bonus_of(contract)?);
                add(lower, samples, |n| economy.certify(n))?;
            }
        }
        Ok(())
    }

    /// The file; `file` is its name, for the words on how to check it. `None` where there is no
    /// contract.
    #[must_use]
    pub fn write(&self, file: &str) -> Option<String> {
        match self {
            ModelProof::Root {
                economy,
                lower,
                floor,
                bonus,
            } => {
                let parts = [
                    lower_coq::definition_of(economy)?,
                    below("prove_lower_ends", lower),
                    above("best_contract", floor),
                    above("bonus_contract", bonus),
                ];
                let libraries = "LowerEnd FloorEnd BonusEnd";
                let about = about_root(economy);
                whole(file, &about, libraries, lower, &parts, floor, bonus)
            }
            ModelProof::Priced {
                economy,
                lower,
                pay,
                bonus,
            } => {
                let parts = [
                    price_coq::definition_of(economy),
                    below("prove_price_ends", lower),
                    above("best_contract", pay),
                    above("bonus_contract", bonus),
                ];
                let about = format!(
                    "{}, wages at least 0; the floats of the model are the fractions below. Effort is chosen by the\n    \
                     company from [0, 1].",
                    price_coq::words(&economy.family)
                );
                whole(file, &about, "BonusWage PayEnd", lower, &parts, pay, bonus)
            }
        }
    }
}

fn about_root(economy: &LowerEconomy) -> String {
    format!(
        "Square-root utility, wages at least 0, cost {scale} * e^{power}, value {slope} * e, outside option {outside},\n    \
         signals that are right with probability 1/2 + {kappa}/2 * {signal}; the floats are the fractions below. Effort is\n    \
         chosen by the company from [0, 1].",
        scale = economy.scale,
        power = economy.exponent,
        slope = economy.slope,
        outside = economy.outside,
        kappa = economy.kappa,
        signal = signal(economy),
    )
}

/// Head, parts and what Coq is to print.
fn whole(
    file: &str,
    about: &str,
    libraries: &str,
    lower: &[impl Stated],
    parts: &[String],
    floor: &[impl Stated],
    bonus: &[impl Stated],
) -> Option<String> {
    lower.first()?;
    let mut text = format!(
        "(** Made by `firstbest gap --coq`. Coq 8.16 checks it with the folder proofs of the project, compiled:\n\n    \
         make -C proofs\n    \
         coqc -R proofs FirstBest {file}\n\n    \
         It prints the axioms that the theorems rest on: those of Coq's real numbers, listed in proofs/allowed_axioms.\n\n    \
         {about}\n\n    \
         The gap of every contract on the signals, so of any class, is at least\n",
    );
    text.push_str(&lines(lower));
    if !floor.is_empty() {
        text.push_str("\n\n    That of the best contract of all is at most\n");
        text.push_str(&lines(floor));
    }
    if !bonus.is_empty() {
        text.push_str(
            "\n\n    That of the best contract with a bonus from some number of agreements on is at most\n",
        );
        text.push_str(&lines(bonus));
    }
    text.push_str(&format!(
        " *)\nFrom FirstBest.Lib Require Import {libraries}.\nOpen Scope Z_scope.\n\n"
    ));
    text.push_str(&parts.concat());
    text.push_str("\nPrint Assumptions every_contract.\n");
    if !floor.is_empty() {
        text.push_str("Print Assumptions best_contract.\n");
    }
    if !bonus.is_empty() {
        text.push_str("Print Assumptions bonus_contract.\n");
    }
    Some(text)
}

fn below<C: Stated>(tactic: &str, certificates: &[C]) -> String {
    let theorem = lower_coq::theorem("every_contract", tactic, certificates);
    definitions(certificates) + &theorem
}

fn above<C: Upper>(name: &str, certificates: &[C]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    let definitions = definitions(certificates);
    let kind = C::kind();
    format!(
        "{definitions}\n{list}\nTheorem {name} : upper_ends m {class}\n  {ends}.\nProof. {tactic} m {letter}s. Qed.\n",
        list = upper_coq::listed(certificates),
        class = kind.class,
        tactic = kind.tactic,
        ends = ends(certificates),
        letter = kind.letter,
    )
}
