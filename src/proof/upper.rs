//! Upper ends of the gap, effort chosen by the company, in the economies of [`super::lower`]: one
//! contract each, of bonus pay or of any.

use super::bonus_end::{self, BonusCertificate};
use super::bonus_wage::WageCertificate;
use super::exact::RationalEconomy;
use super::floor::{self, FloorCertificate};
use super::line::LineCertificate;
use super::lower::{LowerCertificate, LowerError, LowerProblem};
use super::lower_economy::LowerEconomy;
use super::pay::PayCertificate;
use super::price::PriceCertificate;
use super::price_economy::PriceEconomy;
use crate::contract::{Class, ContractError, FirstBest, SecondBest, Terms, Threshold};
use crate::numerics::try_map_ordered;
use dashu_ratio::RBig;

/// The class of bonus contracts that Coq knows: a bonus from a whole number of agreements on.
pub const BONUS: Class = Class::Binary(Threshold::Deterministic);

/// A committed economy, and the numbers of signals for which upper ends of its gap are checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpperProblem {
    /// Name of the file to make.
    pub name: &'static str,
    /// The economy, and its numbers of signals.
    pub problem: LowerProblem,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum UpperError {
    /// The model file is of another form or kind.
    #[error(transparent)]
    Model(#[from] LowerError),
    /// No contract was found.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The contract found cannot be certified.
    #[error("{class} contracts, {samples} signals: {what}, so Coq cannot check their gap")]
    Shape {
        /// The class.
        class: &'static str,
        /// n.
        samples: u64,
        /// What is wrong.
        what: &'static str,
    },
}

impl UpperError {
    /// What is wrong, without the class and the number of signals.
    pub(super) fn why(&self) -> String {
        match self {
            UpperError::Shape { what, .. } => (*what).to_owned(),
            other => other.to_string(),
        }
    }
}

impl UpperProblem {
    /// Certificates of bonus contracts, one for each number of signals.
    ///
    /// # Errors
    /// A file of another form or kind, or a contract that cannot be certified.
    pub fn bonuses(&self) -> Result<Vec<BonusCertificate>, UpperError> {
        let economy = self.problem.economy()?;
        self.each(|contract| economy.bonus(contract))
    }

    /// The same for an economy with another utility.
    ///
    /// # Errors
    /// A file of another form or kind, or a contract that cannot be certified.
    pub fn bonuses_by_prices(&self) -> Result<(PriceEconomy, Vec<WageCertificate>), UpperError> {
        let economy = self.problem.price_economy()?;
        let certificates = self.each(|contract| economy.bonus_of(contract))?;
        Ok((economy, certificates))
    }

    fn each<C: Send>(
        &self,
        certify: impl Fn(&SecondBest) -> Result<C, UpperError> + Sync + Send,
    ) -> Result<Vec<C>, UpperError> {
        let model = self.problem.model()?;
        let first_best = FirstBest::of(&model)?;
        try_map_ordered(self.problem.samples, |samples| {
            let contract = BONUS.solve(&first_best, *samples)?;
            certify(&contract)
        })
    }

    /// Certificates of the best pay of all, one for each number of signals.
    ///
    /// # Errors
    /// A file of another form or kind, or a contract that cannot be certified.
    pub fn floors(&self) -> Result<Vec<FloorCertificate>, UpperError> {
        self.problem.economy()?.floors(&self.problem.certify()?)
    }
}

impl UpperProblem {
    /// Certificates among all contracts for an economy with another utility.
    ///
    /// # Errors
    /// A file of another form or kind, or no pay that can be certified.
    pub fn pays(&self) -> Result<(PriceEconomy, Vec<PayCertificate>), UpperError> {
        let (economy, lower) = self.problem.certify_by_prices()?;
        let certificates = economy.pays(&lower)?;
        Ok((economy, certificates))
    }
}

impl UpperProblem {
    /// Certificates of linear pay.
    ///
    /// # Errors
    /// A file of another form or kind, or no linear wage that can be certified.
    pub fn lines(&self) -> Result<(PriceEconomy, Vec<LineCertificate>), UpperError> {
        let near: Vec<(u64, RBig)> = match self.problem.certify() {
            Ok(lower) => lower.into_iter().map(|it| (it.samples, it.near)).collect(),
            Err(_) => {
                let (_, lower) = self.problem.certify_by_prices()?;
                lower.into_iter().map(|it| (it.samples, it.near)).collect()
            }
        };
        self.lines_near(&near)
    }

    /// The same where the efforts that lower ends were found near, or their roots, are known for
    /// these numbers of signals, and maybe for others.
    pub(super) fn lines_near(
        &self,
        near: &[(u64, RBig)],
    ) -> Result<(PriceEconomy, Vec<LineCertificate>), UpperError> {
        let economy = self.problem.price_economy()?;
        let wanted = near
            .iter()
            .filter(|(samples, _)| self.problem.samples.contains(samples));
        let wanted: Vec<_> = wanted.collect();
        let certificates =
            try_map_ordered(wanted, |(samples, near)| economy.line_of(*samples, near))?;
        Ok((economy, certificates))
    }
}

impl LowerEconomy {
    /// Certificates of the best pay of all near the efforts of lower ends.
    pub(super) fn floors(
        &self,
        lower: &[LowerCertificate],
    ) -> Result<Vec<FloorCertificate>, UpperError> {
        let each = lower.iter();
        each.map(|it| self.floor(it.samples, &it.near)).collect()
    }

    /// The certificate of a bonus contract.
    ///
    /// # Errors
    /// [`UpperError::Shape`].
    pub fn bonus(&self, contract: &SecondBest) -> Result<BonusCertificate, UpperError> {
        let found = threshold_of(contract).and_then(|threshold| {
            let effort = contract.point.effort;
            let economy = self.rational()?;
            bonus_end::certify(&economy, contract.samples, threshold, effort)
        });
        found.map_err(|what| shape("bonus", contract.samples, what))
    }

    /// The certificate of the best pay of all with a best reply just below `effort`.
    ///
    /// # Errors
    /// [`UpperError::Shape`].
    pub fn floor(&self, samples: u64, effort: &RBig) -> Result<FloorCertificate, UpperError> {
        let found = self
            .rational()
            .and_then(|it| floor::certify(&it, samples, effort));
        found.map_err(|what| shape("general", samples, what))
    }

    fn rational(&self) -> Result<RationalEconomy, &'static str> {
        RationalEconomy::of(self).ok_or("all numbers have to be finite")
    }
}

impl PriceEconomy {
    /// Certificates of the best pay of all near the efforts of lower ends.
    pub(super) fn pays(
        &self,
        lower: &[PriceCertificate],
    ) -> Result<Vec<PayCertificate>, UpperError> {
        lower.iter().map(|it| self.pay_of(it)).collect()
    }

    /// The certificate of a linear wage with a best reply near an effort, or its root.
    ///
    /// # Errors
    /// [`UpperError::Shape`].
    pub fn line_of(&self, samples: u64, near: &RBig) -> Result<LineCertificate, UpperError> {
        let found = self.line(samples, near);
        found.map_err(|what| shape("linear", samples, what))
    }

    /// The certificate of pay at the prices of a lower end.
    ///
    /// # Errors
    /// [`UpperError::Shape`].
    pub fn pay_of(&self, lower: &PriceCertificate) -> Result<PayCertificate, UpperError> {
        let found = self.pay(lower);
        found.map_err(|what| shape("general", lower.samples, what))
    }

    /// The certificate of a bonus contract.
    ///
    /// # Errors
    /// [`UpperError::Shape`].
    pub fn bonus_of(&self, contract: &SecondBest) -> Result<WageCertificate, UpperError> {
        let found = threshold_of(contract)
            .and_then(|threshold| self.bonus(contract.samples, threshold, contract.point.effort));
        found.map_err(|what| shape("bonus", contract.samples, what))
    }
}

/// From how many agreements on a contract pays its bonus.
fn threshold_of(contract: &SecondBest) -> Result<u64, &'static str> {
    match &contract.terms {
        Terms::Binary(terms) if terms.rule.randomisation() == 0.0 => Ok(terms.rule.threshold()),
        _ => Err("the best contract found is no bonus from a whole number of agreements on"),
    }
}

fn shape(class: &'static str, samples: u64, what: &'static str) -> UpperError {
    UpperError::Shape {
        class,
        samples,
        what,
    }
}
