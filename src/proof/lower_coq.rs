//! Lower ends as a Coq file, with two corrupted twins.

use super::coq_text::{Stated, definitions, ends, lines, list, over, quotient, rejected};
use super::decimal::{Decimal, rational};
use super::lower::{LowerCertificate, LowerProblem};
use super::lower_economy::LowerEconomy;
use super::scheme::Scheme;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// The file; `None` where a number is not finite or there is no certificate.
#[must_use]
pub fn write(
    problem: &LowerProblem,
    economy: &LowerEconomy,
    certificates: &[LowerCertificate],
) -> Option<String> {
    let about = format!(
        "square-root utility, wages at least 0, cost {scale} * e^{power},\n    \
         value {slope} * e, outside option {outside}, signals that are right with probability 1/2 + {kappa}/2 * {signal}.",
        scale = economy.scale,
        power = economy.exponent,
        slope = economy.slope,
        outside = economy.outside,
        kappa = economy.kappa,
        signal = signal(economy),
    );
    let aside = &certificates.last()?.near + RBig::from_parts(IBig::ONE, UBig::from(1_000u16));
    file(
        &KIND,
        &format!("{}: {about}", problem.source),
        &definition_of(economy)?,
        certificates,
        &aside,
    )
}

const KIND: Kind = Kind {
    library: "LowerEnd",
    tactic: "prove_lower_ends",
    check: "check_lower",
    twin: "with_near",
    changed: "The point of the square moved by 1/1000.",
};

/// What a file says of one kind of lower end.
pub(super) struct Kind {
    /// The library of `proofs/Lib`.
    pub(super) library: &'static str,
    /// The tactic that has the certificates checked.
    pub(super) tactic: &'static str,
    /// What checks one.
    pub(super) check: &'static str,
    /// What makes the corrupted twin of one.
    pub(super) twin: &'static str,
    /// In words.
    pub(super) changed: &'static str,
}

/// The file of one kind, about an economy in words and in Coq's text; `aside` is the number of the
/// corrupted twin. `None` where there is no certificate.
pub(super) fn file<C: Stated>(
    kind: &Kind,
    about: &str,
    economy: &str,
    certificates: &[C],
    aside: &RBig,
) -> Option<String> {
    let Kind {
        library,
        check,
        twin,
        ..
    } = kind;
    // The largest number of signals has the shortest polynomials.
    let twin_of = certificates.last()?;
    let n = twin_of.samples();
    let corrupted = format!("{check} m ({twin} c{n} {})", quotient(aside));
    let bold = format!(
        "{check} m (with_bound c{n} ({}))",
        over(&twin_of.bound().raised(1))
    );
    let head = format!(
        "(** Made by `firstbest proofs`; do not edit.\n\n    \
         The economy of figures/models/{about}\n    \
         The gap of every contract, the effort chosen by the company, is at least\n{}. *)\n\
         From FirstBest.Lib Require Import {library}.\nOpen Scope Z_scope.\n\n",
        lines(certificates)
    );
    Some(
        [
            head,
            economy.to_owned(),
            definitions(certificates),
            theorem("certified", kind.tactic, certificates),
            rejected(kind.changed, "corrupted", &corrupted),
            rejected("One more in the last digit.", "bold_claim", &bold),
        ]
        .concat(),
    )
}

/// The list of the certificates, and the theorem about all of them.
pub(super) fn theorem<C: Stated>(name: &str, tactic: &str, certificates: &[C]) -> String {
    format!(
        "\n{}\nTheorem {name} : lower_ends m\n  {}.\nProof. {tactic} m cs. Qed.\n",
        list('c', "certificate", certificates),
        ends(certificates)
    )
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

impl Stated for LowerCertificate {
    fn samples(&self) -> u64 {
        self.samples
    }
    fn bound(&self) -> &Decimal {
        &self.bound
    }
    fn definition(&self) -> String {
        format!(
            "\nDefinition c{n} : certificate :=\n  Certificate {n} ({bound})\n    {best}\n    {near} {floor}.\n",
            n = self.samples,
            bound = over(&self.bound),
            best = quotient(&self.best),
            near = quotient(&self.near),
            floor = quotient(&self.floor),
        )
    }
}

fn float(x: f64) -> Option<String> {
    Some(quotient(&rational(x)?))
}
