//! Certificates of both ends of one model's gaps, as far as Coq can check them, and what is
//! missing.

use super::bonus_end::BonusCertificate;
use super::bonus_wage::WageCertificate;
use super::coq_text::Stated;
use super::decimal::rational;
use super::floor::FloorCertificate;
use super::line::LineCertificate;
use super::lower::LowerCertificate;
use super::lower_economy::LowerEconomy;
use super::missing::{End, Missing, NO_CHECKER, listed};
use super::pay::PayCertificate;
use super::price::PriceCertificate;
use super::price_economy::PriceEconomy;
use super::upper::{BONUS, UpperError};
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
