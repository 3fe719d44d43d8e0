//! The Coq file of one model: both ends of its gaps, for a reader who trusts nobody.

use super::bonus_end::BonusCertificate;
use super::bonus_wage::WageCertificate;
use super::coq_text::{Stated, definitions, ends, lines};
use super::decimal::rational;
use super::floor::FloorCertificate;
use super::line::LineCertificate;
use super::lower::LowerCertificate;
use super::lower_coq::{self, signal};
use super::lower_economy::LowerEconomy;
use super::missing::{End, Missing, NO_CHECKER, listed};
use super::pay::PayCertificate;
use super::price::PriceCertificate;
use super::price_coq;
use super::price_economy::PriceEconomy;
use super::upper::{BONUS, UpperError};
use super::upper_coq::{self, Upper};
use crate::contract::{Class, SecondBest};
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
    #[error(
        "no Coq proof for this model, of which the checkers in proofs/Lib do not speak: {wanted}; without --coq its gap is computed all the same"
    )]
    Kind {
        /// What would be right.
        wanted: String,
    },
    /// Coq can check nothing of what was asked for.
    #[error("no file, as it would be without a theorem; missing: {}", listed(.missing))]
    Nothing {
        /// What there is not, and why.
        missing: Vec<Missing>,
    },
}

/// An end of the gap, as it is added: what is missing where there is none.
type Added<T> = Result<T, Missing>;

/// Adds a lower end unless it is there.
fn add<C: Stated>(
    list: &mut Vec<C>,
    samples: u64,
    certify: impl Fn(u64) -> Result<C, &'static str>,
) -> Added<&C> {
    let place = match list.iter().position(|it| it.samples() == samples) {
        Some(place) => place,
        None => {
            list.push(certify(samples).map_err(|why| Missing {
                end: End::Lower,
                samples,
                why: why.to_owned(),
            })?);
            list.len() - 1
        }
    };
    Ok(&list[place])
}

/// Adds an upper end.
fn push<C>(
    list: &mut Vec<C>,
    class: Class,
    samples: u64,
    found: Result<C, String>,
) -> Option<Missing> {
    let end = End::Upper(class.to_string());
    match found {
        Ok(found) => {
            list.push(found);
            None
        }
        Err(why) => Some(Missing { end, samples, why }),
    }
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
        let economy = PriceEconomy::of(model).map_err(|_| ModelProofError::Kind {
            wanted: PriceEconomy::misfits(model).join("; "),
        })?;
        Ok(ModelProof::Priced {
            economy: Box::new(economy),
            lower: Vec::new(),
            pay: Vec::new(),
            bonus: Vec::new(),
            linear: Vec::new(),
        })
    }

    /// Adds the lower end of every contract and the upper end of a class, from the best contract
    /// found of it, as far as Coq can check them; what is missing is returned.
    #[must_use]
    pub fn add(&mut self, class: Class, contract: &SecondBest) -> Vec<Missing> {
        let samples = contract.samples;
        let words = |error: UpperError| error.why();
        let none = || Err(NO_CHECKER.to_owned());
        let (below, above) = match self {
            ModelProof::Root {
                economy,
                lower,
                floor,
                bonus,
                linear,
            } => {
                let below = add(lower, samples, |n| economy.certify(n));
                // Where no lower end tells where the best effort is, the contract found does.
                let near = below.as_ref().map(|it| it.near.clone());
                let near = near.ok().or_else(|| rational(contract.point.effort));
                let lost = || "the effort of the contract found is not a number".to_owned();
                let above = match class {
                    Class::General => {
                        let found = near.ok_or_else(lost);
                        let found = found.and_then(|it| economy.floor(samples, &it).map_err(words));
                        push(floor, class, samples, found)
                    }
                    class if class == BONUS => {
                        let found = economy.bonus(contract).map_err(words);
                        push(bonus, class, samples, found)
                    }
                    Class::Linear => match linear {
                        Some((economy, lines)) => {
                            let found = near.ok_or_else(lost);
                            let found =
                                found.and_then(|it| economy.line_of(samples, &it).map_err(words));
                            push(lines, class, samples, found)
                        }
                        None => push(&mut Vec::<LineCertificate>::new(), class, samples, none()),
                    },
                    _ => push(&mut Vec::<LineCertificate>::new(), class, samples, none()),
                };
                (below.err(), above)
            }
            ModelProof::Priced {
                economy,
                lower,
                pay,
                bonus,
                linear,
            } => {
                let below = add(lower, samples, |n| economy.certify(n));
                let above = match class {
                    Class::General => {
                        let lost =
                            "its pay is made from the prices of the lower end, which is missing";
                        let found = below.as_ref().map_err(|_| lost.to_owned());
                        let found = found.and_then(|it| economy.pay_of(it).map_err(words));
                        push(pay, class, samples, found)
                    }
                    class if class == BONUS => {
                        let found = economy.bonus_of(contract).map_err(words);
                        push(bonus, class, samples, found)
                    }
                    Class::Linear => {
                        let near = below.as_ref().map(|it| it.near.clone());
                        let near = near.ok().or_else(|| economy.place(contract.point.effort));
                        let lost = || "the effort of the contract found is not a number".to_owned();
                        let found = near.ok_or_else(lost);
                        let found =
                            found.and_then(|it| economy.line_of(samples, &it).map_err(words));
                        push(linear, class, samples, found)
                    }
                    _ => push(&mut Vec::<LineCertificate>::new(), class, samples, none()),
                };
                (below.err(), above)
            }
        };
        below.into_iter().chain(above).collect()
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
    let mut text = format!(
        "(** Made by `firstbest gap --coq`. Coq 8.16 checks it with the folder proofs of the project, compiled:\n\n    \
         make -C proofs\n    \
         coqc -R proofs FirstBest {file}\n\n    \
         It prints the axioms that the theorems rest on: those of Coq's real numbers, listed in proofs/allowed_axioms.\n\n    \
         {about}",
    );
    if !lower.is_empty() {
        text.push_str(
            "\n\n    The gap of every contract on the signals, so of any class, is at least\n",
        );
        text.push_str(&lines(lower));
    }
    for (words, _) in said.iter().flatten() {
        text.push_str(words);
    }
    text.push_str(&format!(
        " *)\nFrom FirstBest.Lib Require LineEnd.\nFrom FirstBest.Lib Require Import {libraries}.\nOpen Scope Z_scope.\n\n"
    ));
    text.push_str(&parts.concat());
    let below = (!lower.is_empty()).then_some("every_contract");
    let above = said.iter().flatten().map(|(_, theorem)| *theorem);
    let theorems: Vec<&str> = below.into_iter().chain(above).collect();
    if theorems.is_empty() {
        return None;
    }
    text.push('\n');
    for theorem in theorems {
        text.push_str(&format!("Print Assumptions {theorem}.\n"));
    }
    Some(text)
}

fn below<C: Stated>(tactic: &str, certificates: &[C]) -> String {
    if certificates.is_empty() {
        return String::new();
    }
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
