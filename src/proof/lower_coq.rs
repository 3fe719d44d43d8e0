//! Lower ends as a Coq file, with two corrupted twins.

use super::lower::{LowerCertificate, LowerEconomy, LowerProblem, Scheme};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use std::fmt::Write;

/// The file; `None` where a number is not finite or there is no certificate.
#[must_use]
pub fn write(
    problem: &LowerProblem,
    economy: &LowerEconomy,
    certificates: &[LowerCertificate],
) -> Option<String> {
    let signal = signal(economy);
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{source}: square-root utility, wages at least 0, cost {scale} * e^{power},\n    \
         value {slope} * e, outside option {outside}, signals that are right with probability 1/2 + {kappa}/2 * {signal}.\n    \
         The gap of every contract, the effort chosen by the company, is at least\n",
        source = problem.source,
        scale = economy.scale,
        power = economy.exponent,
        slope = economy.slope,
        outside = economy.outside,
        kappa = economy.kappa,
    );
    for it in certificates {
        let places = it.unit.to_string().len() - 1;
        let _ = write!(
            text,
            "\n    {}e-{places} with {} signals",
            it.digits, it.samples
        );
    }
    text.push_str(". *)\nFrom FirstBest.Lib Require Import LowerEnd.\nOpen Scope Z_scope.\n\n");
    text.push_str(&definition_of(economy)?);
    for it in certificates {
        text.push_str(&definition(it));
    }
    let names: Vec<String> = certificates
        .iter()
        .map(|it| format!("c{}", it.samples))
        .collect();
    let ends = certificates.iter();
    let ends = ends.map(|it| format!("({}%positive, {})", it.samples, over(&it.digits, &it.unit)));
    let ends: Vec<String> = ends.collect();
    let first = certificates.first()?;
    let aside = &first.near + RBig::from_parts(IBig::ONE, UBig::from(1_000u16));
    let _ = write!(
        text,
        "\nDefinition cs : list certificate :=\n  [ {} ].\n\n\
         Theorem certified : lower_ends m\n  [ {} ].\nProof. prove_lower_ends m cs. Qed.\n\n\
         (** The point of the square moved by 1/1000. *)\n\
         Example corrupted_is_rejected : check_lower m (with_near c{n} {}) = false.\n\
         Proof. vm_compute. reflexivity. Qed.\n\n\
         (** One more in the last digit. *)\n\
         Example bold_claim_is_rejected : check_lower m (with_bound c{n} ({})) = false.\n\
         Proof. vm_compute. reflexivity. Qed.\n",
        names.join("; "),
        ends.join("\n  ; "),
        quotient(&aside),
        over(&(&first.digits + IBig::ONE), &first.unit),
        n = first.samples,
    );
    Some(text)
}

/// What agreement grows with.
pub(super) fn signal(economy: &LowerEconomy) -> &'static str {
    match economy.scheme {
        Scheme::Expert => "e",
        Scheme::TwoLooks => "e^2",
    }
}

/// The definition of the economy, `m`; `None` where a number is not finite.
pub(super) fn definition_of(economy: &LowerEconomy) -> Option<String> {
    let kind = match economy.scheme {
        Scheme::Expert => "Expert",
        Scheme::TwoLooks => "TwoLooks",
    };
    Some(format!(
        "Definition m : economy :=\n  Economy {kind} {}\n    {} {}\n    {}\n    {}.\n",
        float(economy.kappa)?,
        float(economy.scale)?,
        economy.exponent - 2,
        float(economy.slope)?,
        float(economy.outside)?,
    ))
}

/// The definition of one certificate, `c` and the number of signals.
pub(super) fn definition(it: &LowerCertificate) -> String {
    format!(
        "\nDefinition c{n} : certificate :=\n  Certificate {n} ({bound})\n    {best}\n    {near} {floor}.\n",
        n = it.samples,
        bound = over(&it.digits, &it.unit),
        best = quotient(&it.best),
        near = quotient(&it.near),
        floor = quotient(&it.floor),
    )
}

fn float(x: f64) -> Option<String> {
    Some(quotient(&RBig::try_from(x).ok()?))
}

pub(super) fn quotient(x: &RBig) -> String {
    format!("(Qmake ({}) {})", x.numerator(), x.denominator())
}

pub(super) fn over(digits: &IBig, unit: &UBig) -> String {
    format!("Qmake ({digits}) {unit}")
}
