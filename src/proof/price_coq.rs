//! Lower ends by prices as a Coq file, with two corrupted twins.

use super::coq_text::{Stated, over, quotient};
use super::decimal::Decimal;
use super::lower_coq::{self, Kind};
use super::price::PriceCertificate;
use super::price_economy::{CostPower, PriceEconomy};
use super::scheme::Scheme;
use super::wage::{PricePoint, WageFamily};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// The file; `None` where there is no certificate.
#[must_use]
pub fn write(
    source: &str,
    economy: &PriceEconomy,
    certificates: &[PriceCertificate],
) -> Option<String> {
    let aside = &certificates.last()?.sigma * RBig::from_parts(IBig::from(9), UBig::from(10u8));
    let about = about(source, economy);
    lower_coq::file(&KIND, &about, &definition_of(economy), certificates, &aside)
}

/// The economy in words.
pub(super) fn about(source: &str, economy: &PriceEconomy) -> String {
    let words = words(&economy.family);
    format!("{source}, whose floats are the fractions below: {words}, wages at least 0.")
}

const KIND: Kind = Kind {
    library: "PriceEnd",
    tactic: "prove_price_ends",
    check: "check_price",
    twin: "with_sigma",
    changed: "An agreement more priced a tenth lower.",
};

pub(super) fn words(family: &WageFamily) -> &'static str {
    match family {
        WageFamily::Root(_) => "utility a power of the wage",
        WageFamily::Logarithm(_) => "logarithmic utility",
        WageFamily::Exponential(_) => "constant absolute risk aversion",
    }
}

/// The definition of the economy, `m`.
pub(super) fn definition_of(economy: &PriceEconomy) -> String {
    let family = match &economy.family {
        WageFamily::Root(p) => format!("(Root {})", quotient(p)),
        WageFamily::Logarithm(a) => format!("(Logarithm {})", quotient(a)),
        WageFamily::Exponential(r) => format!("(Exponential {})", quotient(r)),
    };
    let scheme = match economy.scheme {
        Scheme::Expert => "Expert",
        Scheme::TwoLooks => "TwoLooks",
    };
    let exponent = match economy.exponent {
        CostPower::Whole(k) => format!("(Whole {k})"),
        CostPower::Half(k) => format!("(Half {k})"),
    };
    format!(
        "Definition m : economy :=\n  Economy {family} {scheme} {}\n    {} {exponent}\n    {} {}\n    {}.\n",
        quotient(&economy.kappa),
        quotient(&economy.scale),
        quotient(&economy.worth),
        quotient(&economy.curve),
        quotient(&economy.outside),
    )
}

pub(super) fn point(it: &PricePoint) -> String {
    let PricePoint { price, log, answer } = it;
    format!(
        "(Point {}\n        {} {}\n        {} {})",
        quotient(price),
        quotient(&log.0),
        quotient(&log.1),
        quotient(&answer.0),
        quotient(&answer.1),
    )
}

impl Stated for PriceCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.bound
    }
    fn definition(&self) -> String {
        let major = &self.majorant;
        format!(
            "\nDefinition c{n} : certificate :=\n  Certificate {n} ({bound})\n    {best}\n    {log}\n    {wage}\n    \
         (Majorant\n      {here}\n      {there}\n      {bottom} {top}\n      {terms} {last}\n      {value}\n      {slope}\n      \
         {bend}\n      {error})\n    {sigma}\n    {near} {floor}.\n",
            n = self.samples,
            bound = over(&self.bound),
            best = quotient(&self.best),
            log = quotient(&self.log_best),
            wage = quotient(&self.wage),
            here = point(&major.here),
            there = point(&major.there),
            bottom = quotient(&major.bottom),
            top = quotient(&major.top),
            terms = major.terms,
            last = quotient(&major.last),
            value = quotient(&major.value),
            slope = quotient(&major.slope),
            bend = quotient(&major.bend),
            error = quotient(&major.error),
            sigma = quotient(&self.sigma),
            near = quotient(&self.near),
            floor = quotient(&self.floor),
        )
    }
}
