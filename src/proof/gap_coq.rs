//! Gap certificates as Coq files, each with three corrupted twins.

use super::coq_text::quotient;
use super::gap::{GapCertificate, Numerators};
use super::gap_problem::GapProblem;
use dashu_int::IBig;
use dashu_ratio::RBig;
use std::fmt::Write;

/// The file; `None` where the data are not finite.
#[must_use]
pub fn write(problem: &GapProblem, certificate: &GapCertificate) -> Option<String> {
    let data = problem.data()?;
    let numbers = [
        &data.base,
        &data.slope,
        &data.scale,
        &data.outside,
        &data.effort,
    ];
    let numbers = numbers.map(quotient).join(" ");
    // the bold twin claims that no contract does as well as the one that is given
    let bold = &certificate.upper + RBig::from_parts(IBig::ONE, dashu_int::UBig::ONE << 40);
    let samples = problem.samples;
    let cheaper = certificate.paid.entries.last()? - IBig::ONE;
    let low_support = certificate.support.entries.last()? - IBig::ONE;
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         Utility w^(1/{k}), {samples} signals that are right with probability 1/2 + {kappa}/2 * e, cost {a} * e^2,\n    \
         outside option {outside}, effort {effort}: the least pay above the first best lies in\n    \
         [{low:e}, {high:e}] (in floats; the exact numbers are below). *)\n\
         From FirstBest.Lib Require Import GapCertificate.\nOpen Scope Z_scope.\n\n\
         Definition g : game :=\n  Game {curve} {samples} {numbers}.\n\n\
         Definition c : certificate :=\n  Certificate {lambda} {mu}\n    {support}\n    {paid}\n    {lower}\n    {upper}.\n\n\
         Theorem certified : certified g (gap_low c) (gap_high c).\nProof. prove_gap c. Qed.\n\n\
         (** Paid the least bit less at the highest count, the effort is no best reply any more. *)\n\
         Example corrupted_is_rejected : check_gap g (with_paid c {samples} ({cheaper})) = false.\n\
         Proof. computed. Qed.\n\n\
         (** A supporting point the least bit lower is no longer above the price. *)\n\
         Example low_support_is_rejected : check_gap g (with_support c {samples} ({low_support})) = false.\n\
         Proof. computed. Qed.\n\n\
         Example bold_claim_is_rejected : check_gap g (with_gap_low c {bold}) = false.\n\
         Proof. computed. Qed.\n",
        k = problem.power,
        kappa = problem.kappa,
        a = problem.scale,
        outside = problem.outside,
        effort = problem.effort,
        low = certificate.lower.to_f64().value(),
        high = certificate.upper.to_f64().value(),
        curve = problem.power - 1,
        lambda = quotient(&certificate.participation_price),
        mu = quotient(&certificate.incentive_price),
        support = vector(&certificate.support),
        paid = vector(&certificate.paid),
        lower = quotient(&certificate.lower),
        upper = quotient(&certificate.upper),
        bold = quotient(&bold),
    );
    Some(text)
}

fn vector(numbers: &Numerators) -> String {
    let entries: Vec<String> = numbers.entries.iter().map(IBig::to_string).collect();
    format!(
        "(Vector {}\n      [{}])",
        numbers.denominator,
        entries.join("; ")
    )
}
