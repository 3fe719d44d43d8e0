//! The Coq file of one model: both ends of its gaps, for a reader who trusts nobody.

use super::bonus_end::BonusCertificate;
use super::bonus_wage::WageCertificate;
use super::coq_text::{Stated, definitions, ends, lines};
use super::floor::FloorCertificate;
use super::line::LineCertificate;
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
        /// The same economy as the proofs of linear pay know it, and upper ends of that.
        linear: Option<(Box<PriceEconomy>, Vec<LineCertificate>)>,
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
        /// Upper ends of linear pay.
        linear: Vec<LineCertificate>,
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
        "no Coq proof of an upper end for {class} contracts: ask for general, linear or binary ones (--contract general,linear,binary, threshold deterministic)"
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
                linear: PriceEconomy::of(model)
                    .ok()
                    .map(|economy| (Box::new(economy), Vec::new())),
            });
        }
        let economy = PriceEconomy::of(model).map_err(|wanted| ModelProofError::Kind { wanted })?;
        Ok(ModelProof::Priced {
            economy: Box::new(economy),
            lower: Vec::new(),
            pay: Vec::new(),
            bonus: Vec::new(),
            linear: Vec::new(),
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

    /// Adds the upper end of the gap among linear contracts, and the lower end of every contract,
    /// or the lower end alone where no linear wage was found that Coq can check: whether there is
    /// an upper one.
    ///
    /// # Errors
    /// No certificate of the lower end.
    pub fn add_line(&mut self, samples: u64) -> Result<bool, ModelProofError> {
        let found = match self {
            ModelProof::Root {
                economy,
                lower,
                linear,
                ..
            } => {
                let near = &add(lower, samples, |n| economy.certify(n))?.near;
                let found = linear
                    .as_mut()
                    .map(|(economy, lines)| (economy.line_of(samples, near), lines));
                found.and_then(|(found, lines)| Some((found.ok()?, lines)))
            }
            ModelProof::Priced {
                economy,
                lower,
                linear,
                ..
            } => {
                let near = &add(lower, samples, |n| economy.certify(n))?.near;
                let found = economy.line_of(samples, near).ok();
                found.map(|found| (found, linear))
            }
        };
        Ok(found.map(|(found, lines)| lines.push(found)).is_some())
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
                linear,
            } => {
                let lines = linear.as_ref().map_or(&[][..], |(_, lines)| lines);
                let linear = linear
                    .as_ref()
                    .map_or(String::new(), |(economy, lines)| apart(economy, lines));
                let parts = [
                    lower_coq::definition_of(economy)?,
                    below("prove_lower_ends", lower),
                    above("best_contract", floor),
                    above("bonus_contract", bonus),
                    linear,
                ];
                let said = [
                    said("of all", "best_contract", floor),
                    said(BONUS_WORDS, "bonus_contract", bonus),
                    said(LINE_WORDS, "Linear.linear_contract", lines),
                ];
                let about = about_root(economy);
                whole(
                    file,
                    &about,
                    "LowerEnd FloorEnd BonusEnd",
                    lower,
                    &parts,
                    &said,
                )
            }
            ModelProof::Priced {
                economy,
                lower,
                pay,
                bonus,
                linear,
            } => {
                let parts = [
                    price_coq::definition_of(economy),
                    below("prove_price_ends", lower),
                    above("best_contract", pay),
                    above("bonus_contract", bonus),
                    above("linear_contract", linear),
                ];
                let said = [
                    said("of all", "best_contract", pay),
                    said(BONUS_WORDS, "bonus_contract", bonus),
                    said(LINE_WORDS, "linear_contract", linear),
                ];
                let about = format!(
                    "{}, wages at least 0; the floats of the model are the fractions below. Effort is chosen by the\n    \
                     company from [0, 1].",
                    price_coq::words(&economy.family)
                );
                whole(
                    file,
                    &about,
                    "BonusWage PayEnd LineEnd",
                    lower,
                    &parts,
                    &said,
                )
            }
        }
    }
}

const BONUS_WORDS: &str = "with a bonus from some number of agreements on";
const LINE_WORDS: &str = "with a wage linear in the agreements and nowhere below 0";

/// Of a kind of contract: what the file says in words, and the theorem that says it.
fn said<C: Stated>(
    kind: &str,
    theorem: &'static str,
    ends: &[C],
) -> Option<(String, &'static str)> {
    (!ends.is_empty()).then(|| {
        let words = format!(
            "\n\n    That of the best contract {kind} is at most\n{}",
            lines(ends)
        );
        (words, theorem)
    })
}

/// Linear pay in a square-root economy, which its checker knows under other names.
fn apart(economy: &PriceEconomy, certificates: &[LineCertificate]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
    format!(
        "\n(** The same economy as LineEnd.v writes it. *)\nModule Linear.\nImport LineEnd.\n\n{}{}\nEnd Linear.\n",
        price_coq::definition_of(economy),
        above("linear_contract", certificates),
    )
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
    said: &[Option<(String, &'static str)>],
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
    for (words, _) in said.iter().flatten() {
        text.push_str(words);
    }
    text.push_str(&format!(
        " *)\nFrom FirstBest.Lib Require LineEnd.\nFrom FirstBest.Lib Require Import {libraries}.\nOpen Scope Z_scope.\n\n"
    ));
    text.push_str(&parts.concat());
    text.push_str("\nPrint Assumptions every_contract.\n");
    for (_, theorem) in said.iter().flatten() {
        text.push_str(&format!("Print Assumptions {theorem}.\n"));
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
