//! Lower ends of the gap, effort chosen by the company, over every contract: what
//! `proofs/Lib/LowerEnd.v` checks.
//!
//! For √w, cost `a·e^k` and value `λe` a contract with which effort e is a best reply costs `(U0 +
//! c)² + c′²/(nI)` or more, and `c′²/I` is a polynomial in e where the signals compare with an
//! expert (`k²a²e^{2k−2}(1 − κ²e²)/κ²`) or are two looks (`k²a²e^{2k−4}(1 − κ²e⁴)/(4κ²)`). So the
//! gap is at least the minimum over e of a polynomial, found here by bisection of its slope and
//! rounded down. Coq writes that polynomial as a square around `near` and a rest.

use super::bowl::{Bowl, HALVINGS};
use super::decimal::Decimal;
use super::exact::RationalEconomy;
use super::lower_economy::LowerEconomy;
use super::numbers::Numbers;
use super::polynomial::Polynomial;
use super::price::PriceCertificate;
use super::price_economy::PriceEconomy;
use super::scheme::Scheme;
use crate::input::{InputError, Source};
use crate::model::Model;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// A committed economy, and the numbers of signals for which its gap is bounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowerProblem {
    /// Name of the file to make.
    pub name: &'static str,
    /// Name of the model file.
    pub source: &'static str,
    /// Text of the model file.
    pub model: &'static str,
    /// Numbers of signals.
    pub samples: &'static [u64],
}

/// What Coq is given for one number of signals.
#[derive(Debug, Clone, PartialEq)]
pub struct LowerCertificate {
    /// n.
    pub samples: u64,
    /// The bound.
    pub bound: Decimal,
    /// Effort with effort seen.
    pub best: RBig,
    /// Effort near which the bound is least.
    pub near: RBig,
    /// Curvature that is certain on [0, 1].
    pub floor: RBig,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum LowerError {
    /// The model file does not read.
    #[error(transparent)]
    Form(#[from] InputError),
    /// The model is of another kind.
    #[error("{source_file}: {wanted}")]
    Kind {
        /// The file.
        source_file: &'static str,
        /// What would be right.
        wanted: &'static str,
    },
    /// The polynomial is not of the shape that the proof needs.
    #[error("{source_file}, {samples} signals: {what}")]
    Shape {
        /// The file.
        source_file: &'static str,
        /// n.
        samples: u64,
        /// What is wrong.
        what: &'static str,
    },
}

impl LowerProblem {
    fn kind(&self, wanted: &'static str) -> LowerError {
        LowerError::Kind {
            source_file: self.source,
            wanted,
        }
    }

    /// The model of the file.
    ///
    /// # Errors
    /// A file of another form.
    pub fn model(&self) -> Result<Model, LowerError> {
        let source = Source::from_text(self.source, self.model);
        Ok(Model::from_source(&source)?)
    }

    /// The numbers of the model file.
    ///
    /// # Errors
    /// A file of another form or kind.
    pub fn economy(&self) -> Result<LowerEconomy, LowerError> {
        LowerEconomy::of(&self.model()?).map_err(|wanted| self.kind(wanted))
    }

    /// The certificates, one for each number of signals.
    ///
    /// # Errors
    /// A file of another kind, a polynomial whose minimum is not inside [0, 1] or not certain.
    pub fn certify(&self) -> Result<Vec<LowerCertificate>, LowerError> {
        let economy = self.economy()?;
        self.each(|samples| economy.certify(samples))
    }

    /// The economy of a file with another utility, and the certificates by prices.
    ///
    /// # Errors
    /// A file of another kind, or prices from which no certain bound follows.
    pub fn certify_by_prices(&self) -> Result<(PriceEconomy, Vec<PriceCertificate>), LowerError> {
        let economy = self.price_economy()?;
        let certificates = self.each(|samples| economy.certify(samples))?;
        Ok((economy, certificates))
    }

    /// The economy of a file with another utility.
    ///
    /// # Errors
    /// A file of another form or kind.
    pub(super) fn price_economy(&self) -> Result<PriceEconomy, LowerError> {
        PriceEconomy::of(&self.model()?).map_err(|wanted| self.kind(wanted))
    }

    fn each<C>(
        &self,
        certify: impl Fn(u64) -> Result<C, &'static str>,
    ) -> Result<Vec<C>, LowerError> {
        let certificates = self.samples.iter().map(|&samples| {
            certify(samples).map_err(|what| LowerError::Shape {
                source_file: self.source,
                samples,
                what,
            })
        });
        certificates.collect()
    }
}

/// The two polynomials in rationals.
struct Exact {
    /// Minus the payoff with effort seen.
    loss: Polynomial,
    /// c′²/I.
    premium: Polynomial,
}

impl LowerEconomy {
    /// The numbers of a model, if it is of the kind that the proofs speak of.
    ///
    /// # Errors
    /// What kind it would have to be.
    pub fn of(model: &Model) -> Result<Self, &'static str> {
        let numbers = Numbers::of(model);
        let number = |section: &str, key: &str| numbers.number(section, key);
        let root = numbers.word("utility", "family") == "power"
            && number("utility", "gamma") == Ok(0.5)
            && number("utility", "minimum_wage") == Ok(0.0);
        if !root {
            return Err("the utility has to be the square root, the minimum wage 0");
        }
        let (scheme, kappa) = numbers.scheme()?;
        if numbers.word("value", "family") != "linear" {
            return Err("the value has to be linear in effort");
        }
        let written = numbers.cost_exponent()?;
        let exponent = (2..=8).find(|&w| f64::from(w) == written);
        let exponent = exponent.ok_or("the exponent of the cost has to be 2, 3, ... or 8")?;
        let outside = number("reservation", "utility")?;
        if outside < 0.0 {
            return Err("the outside option has to be at least 0");
        }
        Ok(LowerEconomy {
            scheme,
            exponent,
            kappa,
            scale: number("cost", "scale")?,
            slope: number("value", "slope")?,
            outside,
        })
    }

    /// The certificate for one number of signals.
    ///
    /// # Errors
    /// A polynomial whose minimum is not inside [0, 1] or not certain.
    pub fn certify(&self, samples: u64) -> Result<LowerCertificate, &'static str> {
        let economy = RationalEconomy::of(self).ok_or("all numbers have to be finite")?;
        Exact::of(&economy).certify(samples)
    }
}

impl Exact {
    fn of(economy: &RationalEconomy) -> Self {
        let power = economy.exponent;
        let marginal = &economy.scale * IBig::from(power);
        let (square, kappa) = (&marginal * &marginal, &economy.kappa * &economy.kappa);
        let premium = match economy.scheme {
            Scheme::Expert => Polynomial::term(&square / &kappa, 2 * power - 2)
                .plus(&Polynomial::term(-square, 2 * power)),
            Scheme::TwoLooks => Polynomial::term(&square / (kappa * IBig::from(4)), 2 * power - 4)
                .plus(&Polynomial::term(-square / IBig::from(4), 2 * power)),
        };
        let loss = economy.loss();
        Exact { loss, premium }
    }

    fn certify(&self, samples: u64) -> Result<LowerCertificate, &'static str> {
        let inside = "the payoff has to be best at an effort inside (0, 1)";
        let best = self.loss.stationary(HALVINGS).ok_or(inside)?;
        let share = RBig::from_parts(IBig::ONE, samples.into());
        let total = self.loss.plus(&self.premium.scaled(&share));
        let near = total.stationary(HALVINGS).ok_or(inside)?;
        let reference = self.loss.at(&best);
        let bowl = Bowl::near(&total.plus(&Polynomial::constant(-reference)), near)?;
        Ok(LowerCertificate {
            samples,
            bound: bowl.bound,
            best,
            near: bowl.near,
            floor: bowl.floor,
        })
    }
}
