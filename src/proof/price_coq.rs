//! Lower ends by prices as a Coq file, with two corrupted twins.

use super::lower::Scheme;
use super::lower_coq::{over, quotient};
use super::price::{CostPower, PriceCertificate, PriceEconomy};
use super::wage::{PricePoint, WageFamily};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use std::fmt::Write;

/// The file; `None` where there is no certificate.
#[must_use]
pub fn write(
    source: &str,
    economy: &PriceEconomy,
    certificates: &[PriceCertificate],
) -> Option<String> {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{source}, whose floats are the fractions below: {}, wages at least 0.\n    \
         The gap of every contract, the effort chosen by the company, is at least\n",
        words(&economy.family),
    );
    for it in certificates {
        let places = it.unit.to_string().len() - 1;
        let _ = write!(
            text,
            "\n    {}e-{places} with {} signals",
            it.digits, it.samples
        );
    }
    text.push_str(". *)\nFrom FirstBest.Lib Require Import PriceEnd.\nOpen Scope Z_scope.\n\n");
    text.push_str(&definition_of(economy));
    text.extend(certificates.iter().map(definition));
    let names: Vec<String> = certificates
        .iter()
        .map(|it| format!("c{}", it.samples))
        .collect();
    let ends = certificates.iter();
    let ends = ends.map(|it| format!("({}%positive, {})", it.samples, over(&it.digits, &it.unit)));
    let ends: Vec<String> = ends.collect();
    let first = certificates.first()?;
    let aside = &first.sigma * RBig::from_parts(IBig::from(9), UBig::from(10u8));
    let _ = write!(
        text,
        "\nDefinition cs : list certificate :=\n  [ {} ].\n\n\
         Theorem certified : lower_ends m\n  [ {} ].\nProof. prove_price_ends m cs. Qed.\n\n\
         (** An agreement more priced a tenth lower. *)\n\
         Example corrupted_is_rejected : check_price m (with_sigma c{n} {}) = false.\n\
         Proof. vm_compute. reflexivity. Qed.\n\n\
         (** One more in the last digit. *)\n\
         Example bold_claim_is_rejected : check_price m (with_bound c{n} ({})) = false.\n\
         Proof. vm_compute. reflexivity. Qed.\n",
        names.join("; "),
        ends.join("\n  ; "),
        quotient(&aside),
        over(&(&first.digits + IBig::ONE), &first.unit),
        n = first.samples,
    );
    Some(text)
}

fn words(family: &WageFamily) -> &'static str {
    match family {
        WageFamily::Root(_) => "utility a power of the wage",
        WageFamily::Logarithm(_) => "logarithmic utility",
        WageFamily::Exponential(_) => "constant absolute risk aversion",
    }
}

/// The definition of the economy, `m`.
fn definition_of(economy: &PriceEconomy) -> String {
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

fn point(it: &PricePoint) -> String {
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

/// The definition of one certificate, `c` and the number of signals.
fn definition(it: &PriceCertificate) -> String {
    let major = &it.majorant;
    format!(
        "\nDefinition c{n} : certificate :=\n  Certificate {n} ({bound})\n    {best}\n    {log}\n    {wage}\n    \
         (Majorant\n      {here}\n      {there}\n      {bottom} {top}\n      {terms} {last}\n      {value}\n      {slope}\n      \
         {bend}\n      {error})\n    {sigma}\n    {near} {floor}.\n",
        n = it.samples,
        bound = over(&it.digits, &it.unit),
        best = quotient(&it.best),
        log = quotient(&it.log_best),
        wage = quotient(&it.wage),
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
        sigma = quotient(&it.sigma),
        near = quotient(&it.near),
        floor = quotient(&it.floor),
    )
}
